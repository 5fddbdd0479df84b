"""What of a lesson's prose is put on a slide: headings, formulas, tables, short lists, and each sentence with bold words.

A lesson is written to be read, and a slide to be seen. The bold words of a lesson are its key terms, so the sentences
that hold them are what a room should have before its eyes, each with the sentence that it leans on ("It is called the
**loss**" says nothing alone); the whole text goes to the speaker.
"""

import re

from markdown_it import MarkdownIt

SHORT = 25  # words that a list's item may have and stay whole
SENTENCE_END = re.compile(r"(?<=[.?!:])(?:\*\*|\*|\))?\s+(?=[A-Z0-9“\"'(*`$])")
LEANS = re.compile(
    r"(?:It|Its|They|Their|This|These|That|Those|So|And|But|Then)\b"
)  # a sentence that begins so says little alone
KEPT = {"heading_open", "table_open", "fence", "blockquote_open", "html_block"}
# What is for a reader and not for a room: parts by their headings, and sentences by what they speak of.
AT_HOME = ("words and symbols", "where to read on")
ALONE = re.compile(r"^\(|^\*[^*]|^\*\*(?:Time|Your turn)\b|Shift \+ Enter|\*\*Reset\*\*")


def condensed(markdown):
    """``(what goes on the slide, was anything left out?)``, both of this Markdown text."""
    lines, kept, skipping, left_out = markdown.splitlines(), [], 0, False
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.level or token.map is None or token.nesting < 0:
            continue
        text = "\n".join(lines[token.map[0] : token.map[1]]).strip()
        if token.type == "heading_open":
            depth = int(token.tag[1])
            if skipping and depth > skipping:
                continue
            skipping = depth if text.lstrip("# ").lower().startswith(AT_HOME) else 0
        if skipping:
            left_out = True
            continue
        shown = _shown(token.type, text)
        left_out |= shown != text
        if shown:
            kept.append(shown)
    return "\n\n".join(kept), left_out


def _shown(kind, text):
    if kind in KEPT or text.startswith("$$") or text.startswith("!["):
        return text
    if kind in ("bullet_list_open", "ordered_list_open"):
        items = re.split(r"\n(?=(?:[-*+]|\d+\.) )", text)
        return "\n".join(item if len(item.split()) <= SHORT else _first_sentence(item) for item in items)
    if ALONE.match(text):
        return ""
    return _key_sentences(SENTENCE_END.split(text))


def _key_sentences(sentences):
    """Those with bold words, and before one that leans on the sentence before it, that one, too."""
    kept = set()
    for number, sentence in enumerate(sentences):
        if "**" not in sentence or not _whole(sentence):
            continue
        kept.add(number)
        while number and _leans(sentences[number], sentences[number - 1]) and _whole(sentences[number - 1]):
            number -= 1
            kept.add(number)
    return " ".join(sentences[number] for number in sorted(kept))


def _leans(sentence, before):
    return LEANS.match(sentence) or (sentence.startswith("$") and before.endswith(":"))


def _whole(sentence):
    """Are neither its bold words cut in two, nor is it said to a reader, or the end of an aside?"""
    return sentence.count("**") % 2 == 0 and sentence.count("(") >= sentence.count(")") and not ALONE.search(sentence)


def _first_sentence(item):
    """The item as far as its first sentence, or whole where that would cut bold words in two."""
    mark, _, words = item.partition(" ")
    first = SENTENCE_END.split(words)[0]
    return f"{mark} {first}" if first.count("**") % 2 == 0 and "\n\n" not in first else item

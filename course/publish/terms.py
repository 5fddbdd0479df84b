"""The words and symbols of the course: one list, from which the glossary and each lesson's closing table are made."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from course.practice import minutes, source
from course.publish.pages import PublishError

KEYS = ("term", "symbol", "aliases", "forms", "meaning", "everyday", "claim")


@dataclass(frozen=True)
class Term:
    """One word, and the folder of the lesson that introduces it."""

    lesson: str
    line: int
    term: str
    meaning: str
    symbol: str = ""
    aliases: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    everyday: bool = False
    claim: str = ""

    @property
    def symbols(self):
        return tuple(filter(None, self.symbol.split(", ")))

    @property
    def names(self):
        return (self.term, *self.aliases, *self.forms)

    @property
    def pattern(self):
        """Finds the word in a text, in the singular or the plural, and not inside of another word."""
        words = "|".join(re.escape(name).replace(r"\ ", r"[\s-]") for name in sorted(self.names, key=len, reverse=True))
        case = "" if any(name[0].isupper() for name in self.names) else "(?i)"
        return re.compile(rf"{case}(?<![\w-])(?:{words})(?:s|es)?(?![\w-])")

    def said_in(self, text):
        """Does the text use it, as a word or as a symbol? An everyday word may describe what the text shows."""
        return (
            self.everyday or bool(self.pattern.search(text)) or any(_letter(symbol) in text for symbol in self.symbols)
        )


@dataclass(frozen=True)
class Terms:
    terms: tuple[Term, ...]
    shared: dict[str, str]

    def of(self, lesson):
        return [term for term in self.terms if term.lesson == lesson]


def _letter(symbol):
    """`\\eta` of `$\\eta$`: formulas hold it among other letters."""
    return symbol.strip("$") if "\\" in symbol else symbol


# ---- reading ----


def read(path):
    """The Terms in this file. A mistake in it raises PublishError with its line."""
    try:
        return _read(Path(path), Path(path).stat().st_mtime_ns)
    except ValueError as error:
        raise PublishError(f"{path}, {error}") from None


@lru_cache(maxsize=8)
def _read(path, _changed):
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        at = f"line {error.problem_mark.line + 1}" if error.problem_mark else "line 1"
        raise ValueError(f"{at}: this is not YAML ({error.problem}); text with a colon in it needs quotes") from None
    parts = _mapping(root, ("shared", "terms"))
    shared = {key.value: value.value for key, value in parts["shared"].value} if "shared" in parts else {}
    found = [
        _term(node, lesson.value)
        for lesson, nodes in (parts["terms"].value if "terms" in parts else ())
        for node in nodes.value
    ]
    _one_meaning_each(found, shared)
    return Terms(tuple(found), shared)


def _mapping(node, known):
    """``{key: node}`` of a mapping that has no other keys than these."""
    if not isinstance(node, yaml.MappingNode):
        raise ValueError(f"line {node.start_mark.line + 1}: wanted lines like `{known[0]}: ...`")
    for key, _ in node.value:
        if key.value not in known:
            raise ValueError(f"line {key.start_mark.line + 1}: got `{key.value}:`, wanted only {', '.join(known)}")
    return {key.value: value for key, value in node.value}


def _term(node, lesson):
    line, given = node.start_mark.line + 1, _mapping(node, KEYS)
    for key in ("term", "meaning"):
        if key not in given or not given[key].value:
            raise ValueError(f"line {line}: `{key}:` is missing or empty; write it")
    lists = {key: tuple(item.value for item in given[key].value) for key in ("aliases", "forms") if key in given}
    texts = {key: given[key].value.strip() for key in ("term", "meaning", "symbol", "claim") if key in given}
    everyday = given["everyday"].value if "everyday" in given else "false"
    if everyday not in ("true", "false"):
        raise ValueError(f"line {line}: `everyday:` should be true or false, got {everyday!r}")
    if texts["meaning"][-1] != ".":
        raise ValueError(f"line {line}: the meaning of {texts['term']!r} is no sentence; end it with a period")
    return Term(lesson, line, everyday=everyday == "true", **texts, **lists)


def _one_meaning_each(found, shared):
    """A word, another name for a word, or a symbol that is there twice is a mistake."""
    words, symbols = {}, {}
    for term in found:
        for name in dict.fromkeys(term.names):
            other = words.setdefault(name.lower(), term)
            if other is not term:
                raise ValueError(
                    f"line {term.line}: {name!r} has two meanings; it is on line {other.line}, too (lesson {other.lesson}). "
                    "Give one of them another name"
                )
        for symbol in term.symbols:
            other = symbols.setdefault(symbol, term)
            if other is not term and symbol not in shared:
                raise ValueError(
                    f"line {term.line}: the symbol {symbol} has two meanings, {term.term!r} here and {other.term!r} on "
                    f"line {other.line}; use another letter, or say under `shared:` why it cannot be avoided"
                )


# ---- what is made from it ----


def table(folder, lessons):
    """The table that closes a lesson: the words and symbols that it introduces, if it says them."""
    text = (lessons / folder / "lesson.md").read_text(encoding="utf-8")
    known = [term for term in read(lessons.parent / "terms.yml").of(folder) if term.said_in(text)]
    rows = "\n".join(f"| {_word(term)} | {term.meaning} |" for term in known)
    return (
        f"\n| word or symbol | what it means |\n|:--|:--|\n{rows}\n\n"
        "The [glossary](glossary.ipynb) has the words and symbols of all lessons.\n"
    )


def _word(term):
    names = [", ".join([term.term, *term.aliases])] + ([term.symbol] if term.symbol else [])
    return " · ".join(names)


def glossary(lessons):
    """The source of the glossary's page: every symbol, and every word by the alphabet, with the lesson it comes from."""
    known = [term for term, text in said(lessons) if term.said_in(text)]
    links = {folder: f"[{number}]({number:02d}_{folder}.ipynb)" for folder, number in numbers(lessons).items()}
    words = sorted(known, key=lambda term: term.term.lower())
    symbols = {}
    for term in known:
        for symbol in term.symbols:
            symbols.setdefault(symbol, []).append(f"{term.term} ({links[term.lesson]})")
    return GLOSSARY.format(
        words="\n".join(f"| {', '.join([t.term, *t.aliases])} | {t.meaning} | {links[t.lesson]} |" for t in words),
        symbols="\n".join(f"| {s} | {'; '.join(symbols[s])} |" for s in sorted(symbols, key=_in_the_alphabet)),
    )


def _in_the_alphabet(symbol):
    return re.sub(r"[^a-z]", "", re.sub(r"hat|sqrt|nabla", "", symbol.lower())), symbol


GLOSSARY = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Glossary

Every word and every symbol that the course introduces, each with the lesson in which it first appears. [Back to the first page](index.ipynb).

## Words

| word | what it means | lesson |
|:--|:--|--:|
{words}

## Symbols

A few letters stand for more than one thing, because the field itself uses them so.

| symbol | what it stands for (lesson) |
|:--|:--|
{symbols}
"""


# ---- what the tests ask ----


def numbers(lessons):
    """``{folder: number}`` of every lesson, in order."""
    found = {path.parent.name: source.read(path.parent).number for path in Path(lessons).glob("*/lesson.md")}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def said(lessons):
    """``(term, the text of the lesson that introduces it)`` for every term."""
    texts = {folder: (lessons / folder / "lesson.md").read_text(encoding="utf-8") for folder in numbers(lessons)}
    for term in read(lessons.parent / "terms.yml").terms:
        if term.lesson not in texts:
            raise PublishError(
                f"{lessons.parent / 'terms.yml'}, line {term.line}: there is no lesson {term.lesson!r}; there are {', '.join(texts)}"
            )
        yield term, texts[term.lesson]


def too_early(folder, lessons):
    """A sentence for each word that this lesson uses and only a later one introduces, and for each needless `% early`.

    Allowed is a paragraph that names the later lesson, and whatever stands below `% early: word`.
    """
    order = numbers(lessons)
    text = (lessons / folder / "lesson.md").read_text(encoding="utf-8")
    marked = {mark.text: mark for mark in source.marks(text) if mark.kind == "early"}
    lines, found = prose(text), []
    later = [term for term in read(lessons.parent / "terms.yml").terms if order[term.lesson] > order[folder]]
    for term in later:
        mark = marked.pop(term.term, None)
        uses = [] if term.everyday else list(_uses(term, lines, order[term.lesson]))
        before = [line for line in uses if mark is None or line < mark.line]
        if before:
            found.append(
                f"{folder}, line {before[0]}: {term.term!r} is used, and lesson {order[term.lesson]} introduces it; "
                f"say it otherwise, or write `% early: {term.term}` above a sentence that explains it"
            )
        if mark and not uses:
            found.append(f"{folder}, line {mark.line}: `% early: {term.term}` has nothing below it to allow")
    wrong = [f"{folder}, line {m.line}: `% early: {m.text}` names no term of a later lesson" for m in marked.values()]
    return found + wrong


def _uses(term, lines, number):
    for line, text in lines:
        if term.pattern.search(text) and not re.search(rf"(?i)\blessons?\b[^.]*\b{number}\b", text):
            yield line


NOT_READ = re.compile(r"%|\+\+\+|\s*(?:show|proof|answer|goal|reached):")


def prose(text):
    """``[(line, words), ...]``: what a reader reads, without code, formulas, and the pointers at the end."""
    blocks = source.fences(text)
    hidden = {n for b in blocks if b.kind not in ("prediction", "tasks", "quiz") for n in range(b.start, b.end)}
    hidden |= minutes.notes(text, blocks)
    found, formula = [], False
    for number, line in enumerate(minutes.without_head(text)):
        if line.startswith("### Where to read on"):
            break
        if number in hidden or NOT_READ.match(line):
            continue
        inside = formula
        formula ^= line.count("$$") == 1
        words = re.sub(r"`[^`]*`|\$[^$]*\$|\]\([^)]*\)", " ", line)
        if words.strip() and "$$" not in line and not inside:
            found.append((number + 1, words))
    return found

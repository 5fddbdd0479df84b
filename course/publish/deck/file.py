"""A deck as one HTML file, with everything in it: it opens with no network and no Python, and prints a slide a page."""

import base64
import hashlib
import json
import math
from html import escape
from pathlib import Path

from pygments.formatters import HtmlFormatter

from . import markup, speaker
from .read import Ask, Code, Figure, Words
from .states import Stated

HERE = Path(__file__).parent
LIVE = HERE.parents[1] / "live"


def page(deck, package, link=""):
    """The text of the file, of a deck that holds the slides of one path."""
    pictures = {}
    sections = "\n".join(_slide(slide, deck, package, pictures, link) for slide in deck.slides) + _answers(deck)
    title = f"{deck.lesson.number} · {deck.lesson.title}"
    return PAGE.format(
        title=escape(title), sections=sections, style=_style(), script=_script(),
        pictures=_json(pictures), plan=_json(speaker.plan(deck)),
    )  # fmt: skip


PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main class="nbd-deck">
{sections}
</main>
<script type="application/json" id="pictures">{pictures}</script>
<script type="application/json" id="plan">{plan}</script>
<script>
{script}
</script>
</body>
</html>
"""


def _read(*names):
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


def _style():
    paper = _read("paper.css")
    return (
        _read("deck.css", "file.css")
        + HtmlFormatter(style="friendly").get_style_defs(".highlight")
        + f"\n@media print {{\n@page {{ size: 13.3333in 7.5in; margin: 0; }}\n{paper}}}\n.nbd-paper {{\n{paper}}}\n"
    )


def _script():
    return (LIVE / "dark.js").read_text(encoding="utf-8") + _read("steps.js", "speaker.js", "file.js")


def _json(data):
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _slide(slide, deck, package, pictures, link):
    figures = slide.of(Figure)
    beside = any(figure.beside for figure in figures)
    parts = []
    for piece in slide.pieces:
        if isinstance(piece, Figure):
            parts.append(_figure(Stated(piece, slide, package), pictures))
        else:
            parts.append(markup.piece(piece, deck, link))
    if beside:
        said = [part for piece, part in zip(slide.pieces, parts) if not isinstance(piece, Figure)]
        drawn = [part for piece, part in zip(slide.pieces, parts) if isinstance(piece, Figure)]
        parts = [*drawn, f'<div class="nbd-said">{"".join(said)}</div>']
    return (
        f'<section class="nbd-slide" data-number="{slide.number}" aria-label="Slide {slide.number}">\n'
        f'<h2 class="nbd-title">{markup.inline(slide.title)}</h2>\n'
        f'<div class="nbd-body{" nbd-beside" if beside else ""}">\n{"".join(parts)}\n</div>\n'
        f'<div class="nbd-number">{slide.number}</div>\n</section>'
    )


def _figure(stated, pictures):
    shots = stated.shots()
    states = "".join(_state(name, shot, stated, pictures) for name, shot in zip(stated.names, shots))
    row = ""
    if len(shots) > 1:
        row = '<div class="nbd-row">' + '<button type="button"></button>' * len(shots) + "</div>"
    columns = (
        math.ceil(math.sqrt(len(shots)))
        if stated.explorer.size[0] < 2 * stated.explorer.size[1]
        else math.ceil(len(shots) / 2)
    )
    return (
        f'<figure class="nbd-figure nbd-states" data-now="0" data-count="{len(shots)}" style="--columns: {max(columns, 1)}">'
        f"{states}{row}</figure>"
    )


def _state(name, shot, stated, pictures):
    key = hashlib.sha256(shot.image).hexdigest()[:12]
    pictures[key] = "data:image/webp;base64," + base64.b64encode(shot.image).decode()
    before = {name: text for name, _, text in shot.pinned.rows()} if shot.pinned else {}
    numbers = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(text)}"
        + (f'<span class="nbd-then">pinned: {escape(before[name])}</span>' if name in before else "")
        + "</dd></div>"
        for name, label, text in shot.readouts.rows()
    )
    return (
        f'<div class="nbd-state" data-name="{escape(name)}"><p class="nbd-name">{escape(name)}</p>'
        f'<img data-picture="{key}" data-maps="{_json(rounded(shot.maps))}" alt="{escape(shot.alt)}">'
        + (f'<dl class="nbd-numbers">{numbers}</dl>' if numbers else "")
        + "</div>"
    )


def rounded(maps):
    return [[round(side, 4) for side in box] for box in maps]


def _answers(deck):
    """For paper, at the end: the answers of the questions, and what was covered."""
    rows = []
    for slide in deck.slides:
        for asked in slide.of(Ask):
            choice = f"{markup.LETTERS[asked.answer]}: {asked.choices[asked.answer]}"
            rows.append(f"<li value='{slide.number}'>{markup.inline(choice)}</li>")
        for code in slide.of(Code):
            if code.covered:
                rows.append(f"<li value='{slide.number}'>{escape(markup.run(code.text).replace(chr(10), ' · '))}</li>")
        covered = [words for piece in slide.of(Words) for words in markup.COVER.findall(piece.text)]
        if covered:
            rows.append(f"<li value='{slide.number}'>{markup.inline(' · '.join(covered))}</li>")
    if not rows:
        return ""
    return (
        '\n<section class="nbd-slide nbd-answers"><h2 class="nbd-title">Answers, by the number of the slide</h2>'
        f'<div class="nbd-body"><div class="nbd-words"><ol>{"".join(rows)}</ol></div></div></section>'
    )

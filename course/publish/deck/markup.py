"""A slide's HTML, the same in the file and in the lecture notebook.

Formulas become MathML and code is colored here, so that a page needs no script for either. Lengths are in units of the
slide (deck.css): what is laid out for 1280 x 720 is as large, relative to the window, in every window.
"""

import contextlib
import io
import math
import re
from html import escape

import segno
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from .check import is_table
from .read import Ask, Card, Code, Figure, Join, Words

LETTERS = "ABCDE"
WIDE = 1192  # pixels between a slide's margins, of 1280
BELOW = 150  # under a figure: a line of numbers, a line of states or sliders
COVER = re.compile(r"\[\[(.+?)\]\]")


def _formula(text, options):
    return convert(text, display="block" if options["display_mode"] else "inline")


_markdown = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True, renderer=_formula)


def markdown(text):
    """Markdown as HTML, with its covers."""
    return _covers(_markdown.render(text))


def inline(text):
    return _covers(_markdown.renderInline(text))


def _covers(html):
    """`[[words]]` as something that is lifted by a key; all of one line, or one row of a table, together."""
    rows = re.split(r"(?<=</tr>)|(?<=</li>)|(?<=</p>)", html)
    return "".join(
        COVER.sub(lambda found: f'<span class="nbd-cover" data-row="{number}">{found[1]}</span>', row)
        for number, row in enumerate(rows)
    )


def piece(found, deck, link=""):
    """The HTML of one piece of a slide, other than a figure."""
    match found:
        case Words():
            kind = "nbd-table" if is_table(found.text) else "nbd-words"
            return f'<div class="{kind}">{markdown(found.text)}</div>'
        case Ask():
            return _ask(found)
        case Code():
            return _code(found)
        case Card():
            return f'<div class="nbd-card">{markdown(found.text)}</div>'
        case Join():
            return _join(deck.lesson.number, link)
    raise TypeError(f"no HTML for {found!r}")


def _ask(asked):
    question = f'<p class="nbd-question">{inline(asked.question)}</p>' if asked.question else ""
    choices = "".join(
        f'<li><span class="nbd-letter">{letter}</span><span>{inline(choice)}</span></li>'
        for letter, choice in zip(LETTERS, asked.choices)
    )
    return f'<div class="nbd-ask">{question}<ul class="nbd-choices">{choices}</ul></div>'


def _code(code):
    html = f'<div class="nbd-code">{highlight(code.text, PythonLexer(), HtmlFormatter())}'
    if code.runs:
        output = f'<pre class="nbd-output">{escape(run(code.text))}</pre>'
        if code.covered:
            output = f'<div class="nbd-cover nbd-block" data-row="output">{output}</div>'
        html += output
    return html + "</div>"


def run(code):
    """What a slide's code prints."""
    import numpy as np

    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(code, {"np": np})
    return said.getvalue().rstrip()


def _join(number, link):
    steps = (
        f"<ol><li>Open the course and start <b>lesson {number}</b>.</li>"
        "<li>Move a slider. Does the figure follow?</li>"
        "<li>If not: <code>python -m course doctor</code></li></ol>"
    )
    way = (
        f'<div class="nbd-qr">{qr(link)}</div><p class="nbd-link">{escape(link)}</p>'
        if link
        else "<p><code>make lab</code></p><p>in the course's folder</p>"
    )
    return f'<div class="nbd-join"><div class="nbd-way">{way}</div><div>{steps}</div></div>'


def qr(link):
    """A link as a square to photograph: an SVG, made on this machine."""
    return segno.make(link, error="m", micro=False).svg_inline(scale=8, border=2, omitsize=True, dark="#000", light="#fff")


# ---- how much room a figure has ----


def room(slide):
    """(width, height) of a figure's picture, in pixels of a slide of 1280 x 720."""
    figure = slide.of(Figure)[0]
    width = 690 if figure.beside else WIDE
    height = 720 - 34 - 30 - 46 * _lines(slide.title, 42) - 20
    if not figure.quiet:
        height -= BELOW
    if not figure.beside:
        height -= sum(_height(other) for other in slide.pieces if other is not figure)
    return width, max(height, 260)


def _lines(text, letters):
    return max(1, math.ceil(len(text) / letters))


def _height(other):
    """About how high a piece is."""
    if isinstance(other, Code):
        return 40 * len(other.text.splitlines()) + 60
    if isinstance(other, Words) and is_table(other.text):
        return 50 * (len(other.text.splitlines()) - 1) + 20
    if isinstance(other, Words):
        return 40 * _lines(other.text.replace("$", ""), 68) + (36 if "$$" in other.text else 16)
    return 60 * len(other.choices) + 60 if isinstance(other, Ask) else 200

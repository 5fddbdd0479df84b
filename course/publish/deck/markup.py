"""A slide's HTML, the same in the file and in the lecture notebook.

Formulas become MathML and code is colored here, so that a page needs no script for either. Lengths are in units of the
slide (deck.css): what is laid out for 1280 x 720 is as large, relative to the window, in every window.
"""

import contextlib
import io
import re
from html import escape

import segno
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from .read import Ask, Card, Code, Join, Words
from .room import is_table

LETTERS = "ABCDE"
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
    return segno.make(link, error="m", micro=False).svg_inline(
        scale=8, border=2, omitsize=True, dark="#000", light="#fff"
    )

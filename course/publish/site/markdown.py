"""Markdown as the site shows it: formulas as MathML, headings that can be linked to, links that lead to the site's own pages."""

import re

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

FORMATTER = HtmlFormatter(nowrap=False)
NOTEBOOK = re.compile(r"^(?:\./)?(?:\.\./notebooks/)?(index|\w+)\.ipynb(#.*)?$")
SOURCE = re.compile(r"^(?:\.\./)+(nbcore/[\w/]+\.py)(#.*)?$")


def _formula(text, options):
    return convert(text, display="block" if options["display_mode"] else "inline")


def _highlighted(code, language, _attributes):
    return highlight(code, PythonLexer(), FORMATTER) if language in ("python", "ipython3") else ""


_markdown = (
    MarkdownIt("commonmark", {"highlight": _highlighted})
    .enable("table")
    .use(dollarmath_plugin, double_inline=True, renderer=_formula)
    .use(
        anchors_plugin, min_level=2, max_level=3, slug_func=lambda title: title.replace(" ", "-")
    )  # as JupyterLab does
)


def link(target):
    """Where a link of a notebook leads on the site; as it is where it leads out of it."""
    page, code = NOTEBOOK.match(target), SOURCE.match(target)
    if page:
        return ("../index.html" if page[1] == "index" else f"{page[1]}.html") + (page[2] or "")
    return f"../code/{code[1]}.html" + (code[2] or "") if code else target


def render(text):
    """A text as HTML."""
    html = _markdown.render(text)
    html = re.sub(r'(<a href=")([^"]+)(")', lambda found: found[1] + link(found[2]) + found[3], html)
    return html.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")


def inline(text):
    """A text of one paragraph, without the paragraph around it."""
    html = render(text).strip()
    return html[3:-4] if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>") else html


def code(text):
    """Python, in colors."""
    return highlight(text, PythonLexer(), FORMATTER)


def sections(text):
    """[(id, title)] of the second-level headings of a text."""
    tokens = _markdown.parse(text)
    return [
        (token.attrs["id"], tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]

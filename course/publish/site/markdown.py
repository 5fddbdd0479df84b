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
SOURCE = re.compile(r"^(?:\.\./)+((?:nbcore|course)/[\w/]+\.py)(#.*)?$")


# What may be wider than a phone scrolls by itself, so it can be reached with the keyboard: tabindex.
def _formula(text, options):
    if not options["display_mode"]:
        return convert(text)
    return f'<span class="formula" tabindex="0">{convert(text, display="block")}</span>'


def _highlighted(code, language, _attributes):
    return code_in_colors(code) if language in ("python", "ipython3") else ""


def code_in_colors(text):
    """Python, in colors."""
    return highlight(text, PythonLexer(), FORMATTER).replace("<pre>", '<pre tabindex="0">', 1)


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
    html = html.replace("<th></th>", "<td></td>")  # a header that heads nothing is none
    return html.replace("<table>", '<div class="wide" tabindex="0"><table>').replace("</table>", "</table></div>")


def inline(text):
    """A text of one paragraph, without the paragraph around it."""
    html = render(text).strip()
    return html[3:-4] if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>") else html


def sections(text):
    """[(id, title)] of the second-level headings of a text."""
    tokens = _markdown.parse(text)
    return [
        (token.attrs["id"], tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]

"""Slides to hand out: one HTML file, with everything in it, that opens with no network and no Python.

Made from the executed lecture notebook. Formulas become MathML, which browsers draw themselves; explorers appear as
the pictures that the notebook stores, with their numbers; answers are behind a click.
"""

import re
from html import escape
from pathlib import Path

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from course.practice import source

HERE = Path(__file__).parent
ASKS = re.compile(r'^\w+\.predict\("(\w+)"\)$')
QUIZ = re.compile(r"^\w+\.quiz\(\)$")


def slides(lecture, page):
    """The text of the HTML file, from the page's lecture notebook, executed."""
    lesson = source.read(page.path.parent)
    made = []  # (kind, [html, ...]) of each slide
    for cell in lecture.cells:
        kind = cell.metadata["slideshow"]["slide_type"]
        if QUIZ.match(cell.source):
            made += [("subslide", ["<p class='call'>Quiz</p>" + _question(asked)]) for asked in lesson.quiz]
        elif kind in ("notes", "skip"):
            continue
        elif kind == "-" and made:
            made[-1][1].append(_cell(cell, lesson))
        else:
            made.append((kind, [_cell(cell, lesson)]))
    sections = "\n".join(
        f'<section class="{kind}" id="s{number}" aria-label="{number} of {len(made)}">\n{"".join(parts)}\n</section>'
        for number, (kind, parts) in enumerate(made, 1)
    )
    return PAGE.format(
        title=escape(f"{lesson.number} · {lesson.title}"), sections=sections,
        style=(HERE / "slides.css").read_text(encoding="utf-8") + HtmlFormatter(style="friendly").get_style_defs(".highlight"),
        script=(HERE / "slides.js").read_text(encoding="utf-8"),
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
<main>
{sections}
</main>
<footer><span class="title">{title}</span> <span class="place" aria-live="polite"></span></footer>
<script>
{script}
</script>
</body>
</html>
"""


def _formula(text, options):
    return convert(text, display="block" if options["display_mode"] else "inline")


_markdown = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True, renderer=_formula)


def _cell(cell, lesson):
    if cell.cell_type == "markdown":
        return _markdown.render(cell.source)
    asks = ASKS.match(cell.source)
    if asks:
        return _prediction(lesson.predictions[asks[1]])
    code = (
        ""
        if cell.metadata.get("jupyter", {}).get("source_hidden")
        else highlight(cell.source, PythonLexer(), HtmlFormatter())
    )
    return code + "".join(map(_output, cell.outputs))


def _output(output):
    if output.output_type == "stream":
        return f"<pre class='output'>{escape(output.text.rstrip())}</pre>"
    data, metadata = output.get("data", {}), output.get("metadata", {})
    if "image/png" in data:
        alt = metadata.get("image/png", {}).get("alt", "")
        picture = f'<img src="data:image/png;base64,{data["image/png"].strip()}" alt="{escape(alt)}">'
        return f"<figure>{picture}<figcaption>{_says(data.get('text/plain', ''))}</figcaption></figure>"
    if "text/html" in data:
        return f"<div class='output'>{data['text/html']}</div>"
    return f"<pre class='output'>{escape(data.get('text/plain', ''))}</pre>"


def _says(summary):
    """What an explorer's stored text says below its picture: its readouts, without the call in the first line."""
    return " &nbsp; ".join(f"<span>{escape(line)}</span>" for line in summary.splitlines()[1:])


def _choices(choices):
    return (
        "<ol class='choices'>" + "".join(f"<li>{_markdown.renderInline(choice)}</li>" for choice in choices) + "</ol>"
    )


def _answer(text):
    return f"<details><summary>The answer</summary>{_markdown.render(text)}</details>"


def _prediction(asked):
    return (
        f"<div class='question'><p class='call'>What do you expect?</p>{_markdown.render(asked.question)}{_choices(asked.choices)}"
        f"{_answer(f'**{asked.choices[asked.answer]}** {asked.because}')}</div>"
    )


def _question(asked):
    right = next(choice for choice in asked.choices if choice.right)
    return (
        f"<div class='question'>{_markdown.render(asked.question)}{_choices([choice.text for choice in asked.choices])}"
        f"{_answer(f'**{right.text}.** {right.why}')}</div>"
    )

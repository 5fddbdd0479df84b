"""A lesson as a page to read: made from its notebook as learners get it, with figures that switch through their presets.

Predictions and the quiz work without a kernel (page.js): an answer is committed first, and the reason comes then. What a
reader answered stays in the browser. Without JavaScript, and on paper, answers stand behind a click or are left out.
"""

import re
from html import escape
from itertools import count

from course.practice import minutes, source
from course.practice.question import explorer_call
from course.publish.site import markdown
from course.publish.site.figures import call_of
from course.publish.site.frame import framed

STANDS_ALONE = re.compile(r"^from course\.lessons import \w+\n")  # so that a cell runs without those above it
ASKS = re.compile(r'^\w+\.predict\("(\w+)"\)$')
TASKS = re.compile(r'^\w+\.tasks\("\w+"\)$')
QUIZ = re.compile(r"^\w+\.quiz\(\)$")
NOTHING_TO_READ = {"check", "onward", "remove-cell"}  # by their tags: cells that only a kernel can use
LIVE = "../lab/index.html?path=notebooks/{name}.ipynb"
ALONE = "../notebooks/index.html?path=notebooks/{name}.ipynb"  # one notebook, for narrow screens


def reading_page(page, notebook, gallery, before, after):
    """The HTML of one lesson. `before` and `after` are the neighboring (name, title), or None."""
    return _Page(page, gallery).html(notebook, before, after)


def live_link(name, words, css="live"):
    return (
        f'<a class="{css}" data-live href="{LIVE.format(name=name)}" data-alone="{ALONE.format(name=name)}">{words}</a>'
    )


def title_of(page):
    """What a page is called where others link to it."""
    if page.folder:
        lesson = source.read(page.path.parent)
        return f"{lesson.number} · {lesson.title}"
    heading = re.search(r"(?m)^# (.+)$", page.path.read_text(encoding="utf-8"))
    return heading[1] if heading else page.name


def _way(near, rel, words):
    return f'<a rel="{rel}" href="{near[0]}.html">{words}{escape(near[1])}</a>' if near else ""


class _Page:
    def __init__(self, page, gallery):
        self.page, self.gallery = page, gallery
        self.lesson = source.read(page.path.parent) if page.folder else None
        self.numbers = count(1)

    def html(self, notebook, before, after):
        body = "\n".join(filter(None, map(self.cell, notebook.cells)))
        text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        contents = "".join(
            f'<li><a href="#{escape(place)}">{markdown.inline(title)}</a></li>'
            for place, title in markdown.sections(text)
        )
        top = (
            f'<p class="about">{self.about()}{live_link(self.page.name, "Open this page live")}</p>'
            f'<nav class="contents" aria-label="On this page"><details><summary>On this page</summary><ol>{contents}</ol></details></nav>'
        )
        foot = f'<nav class="ways" aria-label="Other pages">{_way(before, "prev", "← ")}{_way(after, "next", "Next: ")}</nav>'
        return framed(
            title_of(self.page), f'{top}<article data-page="{self.page.name}">{body}</article>{foot}',
            root="../", scripts=["page.js"],
        )  # fmt: skip

    def about(self):
        if not self.lesson:
            return ""
        return f"Lesson {self.lesson.number} · about {minutes.lesson(self.page.path.parent)} minutes with its tasks · "

    # ---- cells ----

    def cell(self, cell):
        if cell.cell_type == "markdown":
            return markdown.render(cell.source)
        tags = set(cell.metadata.get("tags", []))
        code = STANDS_ALONE.sub("", cell.source)
        asks = ASKS.match(code)
        if asks:
            return self.prediction(self.lesson.predictions[asks[1]])
        if QUIZ.match(code):
            return self.quiz(self.lesson.quiz)
        if "exercise" in tags:
            return self.exercise(cell)
        if tags & NOTHING_TO_READ or cell.cell_type != "code":
            return ""
        called = call_of(code, self.page.folder)
        if called:
            return self.explorer(code, called)
        shown = "" if TASKS.match(code) else markdown.code_in_colors(cell.source)
        return f'<div class="cell">{shown}{"".join(map(self.output, cell.outputs))}</div>'

    def output(self, output):
        if output.output_type == "stream":
            return f'<pre class="output" tabindex="0">{escape(output.text.rstrip())}</pre>'
        if output.output_type == "error":
            return f'<pre class="output" tabindex="0">{escape(output.ename)}: {escape(output.evalue)}</pre>'
        data, about = output.get("data", {}), output.get("metadata", {})
        if "image/png" in data:
            alt = escape(about.get("image/png", {}).get("alt", ""))
            return f'<figure><img src="data:image/png;base64,{data["image/png"].strip()}" alt="{alt}"></figure>'
        if "text/markdown" in data:
            return f'<div class="output">{markdown.render("".join(data["text/markdown"]))}</div>'
        if "text/html" in data:
            return f'<div class="output">{data["text/html"]}</div>'
        return f'<pre class="output" tabindex="0">{escape(data.get("text/plain", ""))}</pre>'

    def exercise(self, cell):
        found = re.search(r"(?m)^(?:def|class)\s+(\w+)", cell.source)
        return (
            f'<div class="cell exercise"><p class="call">Exercise</p>{markdown.code_in_colors(cell.source)}'
            f"<p>{live_link(self.page.name, f'Write <code>{escape(found[1])}</code> live')}, and have it checked. "
            "A solution is folded below.</p></div>"
        )

    # ---- figures ----

    def explorer(self, code, called):
        short = len(code.strip().splitlines()) == 1
        shown = "" if short else markdown.code_in_colors(code)
        return f'<div class="cell">{shown}{self.figure(called, code.strip() if short else "")}</div>'

    def figure(self, called, code=""):
        explorer, focus, settings = called
        views = self.gallery.views(explorer, focus, settings)
        width, height = explorer.focused(focus).size if focus else explorer.size
        buttons = "".join(
            f'<button type="button" aria-pressed="{"false" if number else "true"}" {_said(view)}>{escape(view.label)}</button>'
            for number, view in enumerate(views)
        )
        first = views[0]
        bar = (
            f'<div class="presets" role="group" aria-label="Settings of this figure">{buttons}</div>'
            if len(views) > 1
            else ""
        )
        called_as = f"<code>{escape(code)}</code>" if code else ""
        return (
            f'<figure class="explorer" data-figure="{explorer.name}"><div class="picture" tabindex="0"><img src="figures/{first.file}" '
            f'alt="{escape(first.alt)}" width="{width}" height="{height}" loading="lazy"></div>{bar}'
            f'<figcaption aria-live="polite">{readouts_html(first)}</figcaption>'
            f"<p class='under'>{called_as}{live_link(self.page.name, 'Open this figure live')}</p></figure>"
        )

    # ---- questions ----

    def prediction(self, asked):
        shown = ""
        if asked.show:
            explorer, settings = self._shown(asked.show)
            shown = self.figure((explorer, None, settings))
        verdicts = [
            "You were right." if number == asked.answer else "Not this time; the right answer is marked."
            for number in range(len(asked.choices))
        ]
        reason = markdown.render(asked.because)
        return self.form(
            "prediction", asked.id, "What do you expect?", asked.question, asked.choices,
            [number == asked.answer for number in range(len(asked.choices))],
            [f"<p><strong>{verdict}</strong></p>" for verdict in verdicts], reason + shown,
        )  # fmt: skip

    def quiz(self, questions):
        forms = [
            self.form(
                "quiz", f"quiz-{number}", f"Question {number} of {len(questions)}", asked.question,
                [choice.text for choice in asked.choices], [choice.right for choice in asked.choices],
                [f"<p><strong>{'Right.' if choice.right else 'Not this one.'}</strong> {markdown.inline(choice.why)}</p>" for choice in asked.choices], "",
            )
            for number, asked in enumerate(questions, 1)
        ]  # fmt: skip
        return f'<section class="quiz" aria-label="Quiz">{"".join(forms)}<p class="score" aria-live="polite"></p></section>'

    def form(self, kind, name, call, question, choices, right, verdicts, reason):
        group = f"q{next(self.numbers)}"
        rows = "".join(
            f'<label class="choice"><input type="radio" name="{group}" value="{number}"><span>{markdown.inline(choice)}</span>'
            f'<span class="mark" aria-hidden="true"></span></label>'
            f"<template data-verdict{' data-right' if right[number] else ''}>{verdicts[number]}</template>"
            for number, choice in enumerate(choices)
        )
        answer = choices[right.index(True)]
        plain = verdicts[right.index(True)] if kind == "quiz" else reason
        return (
            f'<form class="question" data-kind="{kind}" data-name="{name}"><fieldset><legend><span class="call">{call}</span>'
            f"{markdown.render(question)}</legend>{rows}</fieldset>"
            f'<button type="submit" class="commit" hidden>Commit</button><div class="feedback" aria-live="polite"></div>'
            f'<div class="reason" hidden>{reason if kind == "prediction" else ""}</div>'
            f"<noscript><details><summary>The answer</summary><p><strong>{markdown.inline(answer)}</strong></p>"
            f"{re.sub('<figure.*?</figure>', '', plain, flags=re.DOTALL)}</details></noscript></form>"
        )

    def _shown(self, show):
        """(explorer, settings) of a prediction's `show:`."""
        from importlib import import_module

        called = call_of(f"{self.page.folder}.{show.strip()}", self.page.folder)
        if called is None:
            explorer_call(show, import_module(f"course.lessons.{self.page.folder}"))  # says what is wrong with it
            raise ValueError(f"`show: {show.strip()}` shows no explorer that can be drawn")
        return called[0], called[2]


def _said(view):
    caption = escape(readouts_html(view))
    return f'data-src="figures/{view.file}" data-alt="{escape(view.alt)}" data-says="{caption}"'


def readouts_html(view):
    rows = "".join(
        f"<span class='readout'><span>{escape(label)}</span> <b>{escape(text)}</b></span>"
        for label, text in view.readouts
        if label != "verdict"
    )
    return rows + (f"<span class='verdict'>{escape(view.verdict)}</span>" if view.verdict else "")

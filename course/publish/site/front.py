"""The site's first page: what the course is, a figure that moves, three paths, the lessons, and how to have it at home."""

import json
import re
from html import escape
from importlib import import_module

from course.practice import minutes, source
from course.publish.site import markdown
from course.publish.site.frame import framed
from course.publish.site.pyodide import HOME
from course.publish.site.reading import live_link, readouts_html, title_of

# JupyterLite looks here, at the root of the site, for what all its pages have in common.
LITE = '<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{}</script>'
MOVES = ("descent", "ravine", "lr", [0.005, 0.01, 0.02, 0.03, 0.045, 0.058, 0.063, 0.0655, 0.0675, 0.069, 0.072])


def front_page(pages, gallery, slides):
    """The HTML of index.html. `gallery` draws into read/figures; `slides` says whether there are any."""
    lessons = [page for page in pages if page.folder]
    first = lessons[0].name
    body = f"""
<div class="front">
<h1>Nets by Hand</h1>
<p class="lead">How neural networks are trained, in pictures that you can touch. {len(lessons)} lessons, in your browser, with nothing to install.</p>
<p>{_at_root(live_link(first, "Start the first lesson live", "button first live"))} <a class="button" href="read/{first}.html">Read it first</a></p>
{_moving(gallery)}
<p>Every idea is a figure like this one, but alive: you drag it, and it answers at once. Every section asks you to guess first.
Every lesson has you write the few lines that matter, and when they are not right yet, it tells you which mistake it was.</p>
<h2>Three ways in</h2>
<ul class="paths">
<li><h3>Learn</h3><p>Begin with <a href="read/{first}.html">lesson 0</a> and go on in order. School mathematics and a little Python are enough.
<em>Open live</em> starts a real JupyterLab in this page: the first time it fetches about 25 MB, later nothing.</p></li>
<li><h3>Look something up</h3><p>You train networks already? Go to <a href="#lessons">the lesson</a> on what puzzles you, and break it in its figure:
a learning rate just over the edge, a batch of one, a network that only remembers.</p></li>
<li><h3>Teach</h3><p>Each lesson comes with {'<a href="slides/index.html">slides</a>,' if slides else "slides,"} a notebook to present from, exercises to hand in,
and notes on what people get wrong. <a href="#teach">How to get them</a>.</p></li>
</ul>
<h2 id="lessons">The lessons</h2>
<ol class="lessons">{"".join(map(_lesson, lessons))}</ol>
<p>The minutes are for one person who does all the tasks. {_whole(lessons)} Each lesson has a halfway stop.
{_helpers(pages)}</p>
<h2 id="install">On your own computer</h2>
<p>The live lessons run here, in your browser: nothing you type leaves it, and your progress stays in it, as long as you do not clear its data.
To keep everything in files of your own, take the course home. You need Python 3.11 or newer; in the course's folder:</p>
<pre class="output">make lab</pre>
<h2 id="teach">Teaching with it</h2>
<p>In the course's folder, <code>make teach</code> writes lecture notebooks, slides and assignments for all lessons.
Give a class this page's address: it is a plain folder, so a hundred people can open a lesson in the same minute.
Text and figures are under CC BY 4.0, code under the BSD licence: change them, and use them for your own course.</p>
</div>"""
    return framed("A course in how neural networks are trained", LITE + body)


def slides_page(pages):
    """The list of the slides."""
    rows = "".join(
        f'<li><span class="number">{lesson.number}</span><a href="{page.name}.html">{escape(lesson.title)}</a></li>'
        for page in pages
        if page.folder
        for lesson in [source.read(page.path.parent)]
    )
    body = f'<h1>Slides</h1><p>One page each. They turn with the arrow keys, print one slide a sheet, and need no network once they are open.</p><ol class="lessons">{rows}</ol>'
    return framed("Slides", body, root="../")


def _at_root(html):
    return html.replace('="../', '="')


def _lesson(page):
    lesson = source.read(page.path.parent)
    touch = _touches().get(page.name, "")
    live = _at_root(live_link(page.name, "Open live"))
    live = live.replace("<a ", f'<a aria-label="Open lesson {lesson.number} live" ', 1)
    return (
        f'<li><span class="number">{lesson.number}</span><strong>{escape(lesson.title)}</strong>'
        f'<span class="does"><a href="read/{page.name}.html" aria-label="Read lesson {lesson.number}">Read</a>'
        f"{live}</span>"
        f'<span class="touch">{markdown.inline(touch)}</span><span class="minutes">{minutes.lesson(page.path.parent)} min</span></li>'
    )  # fmt: skip


def _touches():
    """{page: what you can touch there}, from the README's table of lessons."""
    rows = (HOME / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^\|.*\(notebooks/(\w+)\.ipynb\)[^|]*\|\s*(.+?)\s*\|$", rows))


def _whole(lessons):
    hours = sum(minutes.lesson(page.path.parent) for page in lessons) / 60
    return f"All {len(lessons)} together take about {hours:.0f} hours."


def _helpers(pages):
    """The pages that are no lessons: a glossary, the Python that one meets."""
    links = [
        f'<a href="read/{page.name}.html">{escape(title_of(page))}</a>'
        for page in pages
        if not page.folder and page.name != "index"
    ]
    return f"To look things up: {' and '.join(links)}." if links else ""


def _moving(gallery):
    folder, name, control, values = MOVES
    explorer = getattr(import_module(f"course.lessons.{folder}"), name)
    title = explorer.controls[control].title(control)
    frames = []
    for value in values:
        view = gallery.view(explorer, None, explorer.settings(**{control: value}), "")
        text = explorer.controls[control].text(value)
        frames.append({"src": f"read/figures/{view.file}", "alt": view.alt, "says": readouts_html(view), "value": text})
    at = 6
    width, height = explorer.size
    return (
        f'<figure class="explorer"><div class="picture" tabindex="0"><img src="{frames[at]["src"]}" alt="{escape(frames[at]["alt"])}" width="{width}" height="{height}"></div>'
        f'<div class="mover" data-frames="{escape(json.dumps(frames))}"><label for="mover">{escape(title)}</label>'
        f'<input id="mover" type="range" min="0" max="{len(values) - 1}" value="{at}" step="1" aria-valuetext="{frames[at]["value"]}">'
        f"<output for='mover'>{frames[at]['value']}</output></div>"
        f'<figcaption aria-live="polite">{frames[at]["says"]}</figcaption><p class="under"></p></figure>'
    )

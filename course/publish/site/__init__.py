"""`python -m course site`: the whole course as a folder that any web server serves.

index.html      the first page
read/           each lesson as a page, with its figures' pictures
slides/         slides to hand out
lab/            JupyterLab, alive in the browser with no server; notebooks/ shows one notebook alone
code/           the source that the lessons link to
static/pyodide  Python
"""

import re
import shutil
from pathlib import Path

import nbformat

from course.publish.pages import PublishError
from course.publish.site import fetch, front, licences, lite, markdown, pyodide, reading, shell
from course.publish.site.figures import Gallery
from course.publish.site.frame import framed


def build(pages, notebooks, out, slides=True, say=print):
    """Make the site of these pages anew in the folder `out`."""
    out, notebooks = Path(out), Path(notebooks)
    node = pyodide.find_node()
    new = out.with_name(out.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    wheels = pyodide.lay_out(new / "static/pyodide", fetch.Shelf(fetch.where(), say), node, say)
    lite.build(new, notebooks, say)
    _pages(pages, notebooks, new, slides, say)
    licences.write(new, wheels)
    shell.add(new)
    shutil.rmtree(out, ignore_errors=True)
    new.rename(out)
    say(f"{out}: {sum(path.stat().st_size for path in out.rglob('*') if path.is_file()) / 1e6:.0f} MB")


def _pages(pages, notebooks, out, slides, say):
    figures = out / "read/figures"
    figures.mkdir(parents=True)
    lessons = [page for page in pages if page.folder]
    near = {page.name: (page.name, reading.title_of(page)) for page in lessons}
    order = [None, *near.values(), None]
    for page in pages:
        if page.name == "index":
            continue
        say(f"reading page {page.name}")
        path = notebooks / f"{page.name}.ipynb"
        if not path.is_file():
            raise PublishError(f"{path} is not there; run: python -m course build {page.folder or page.name}")
        place = order.index(near.get(page.name))
        before, after = (order[place - 1], order[place + 1]) if page.folder else (None, None)
        gallery = Gallery(figures, page.folder)
        _write(
            out / f"read/{page.name}.html", reading.reading_page(page, nbformat.read(path, 4), gallery, before, after)
        )
    _code(out)
    if slides:
        from course.publish import teach

        teach.slides(lessons, out / "slides", say)
        _write(out / "slides/index.html", front.slides_page(lessons))
    _write(out / "index.html", front.front_page(pages, Gallery(figures, "front"), slides))


def _code(out):
    """A page for each file of the library, and for each other file that a lesson links to."""
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(out.glob("read/*.html")))
    linked = {f"{name}.py" for name in re.findall(r'href="\.\./code/(course/[\w/]+)\.py\.html', texts)}
    own = {path.relative_to(pyodide.HOME).as_posix() for path in (pyodide.HOME / "nbcore").rglob("*.py")}
    for name in sorted(own | linked):
        source = (pyodide.HOME / name).read_text(encoding="utf-8")
        body = f'<h1><code>{name}</code></h1><div class="cell">{markdown.code_in_colors(source)}</div>'
        _write(out / f"code/{name}.html", framed(name, body, root="../" * (name.count("/") + 1)))


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")

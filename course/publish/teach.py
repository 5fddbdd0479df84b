"""What a teacher takes to class: lecture notebooks, slides to hand out, assignments. All of it goes to one folder."""

import importlib
import shutil
from pathlib import Path

import nbformat

from course.publish.assignment import assignment
from course.publish.deck import check, notebook, read
from course.publish.pages import PublishError
from course.publish.run import execute


def lectures(chosen, folder, say=print, minutes=50, link=""):
    """NN_name.ipynb for each page, executed, and a style that sliveshow finds beside them: type for the back row."""
    for page in chosen:
        _write_notebook(_executed(page, folder, minutes, link), Path(folder) / f"{page.name}.ipynb", say)
    shutil.copy(Path(__file__).parent / "sliveshow.css", folder)


def slides(chosen, folder, say=print, minutes=50, link="", pdf=False):
    """NN_name.html for each page, and NN_name.pdf beside it."""
    from course.publish.deck import file, paper

    for page in chosen:
        path = Path(folder) / f"{page.name}.html"
        _write(file.page(_deck(page, minutes), package_of(page), link), path, say)
        if pdf:
            paper.print_to(path.with_suffix(".pdf"), path)
            say(path.with_suffix(".pdf"))


def assignments(chosen, folder, say=print):
    """source/NN_name/NN_name.ipynb with solutions, and handout/NN_name/NN_name.ipynb without, for each page; settings."""
    for page in chosen:
        for kind, solved in (("source", True), ("handout", False)):
            _write_notebook(assignment(page, solved), Path(folder) / kind / page.name / f"{page.name}.ipynb", say)
    settings = Path(folder) / "nbgrader_config.py"
    if not settings.exists():  # a teacher's own changes stay
        _write(Path(__file__).with_name("nbgrader_config.py").read_text(encoding="utf-8"), settings, say)


def _executed(page, folder, minutes=50, link=""):
    Path(folder).mkdir(parents=True, exist_ok=True)
    return execute(notebook.notebook(_deck(page, minutes), page, minutes, link), where=folder)


def _deck(page, minutes):
    """The page's deck on one of its paths, checked."""
    if not read.exists(page.path.parent):
        raise PublishError(f"{page.name} has no deck.md beside its lesson.md, so there is nothing to present")
    try:
        deck = read.read(page.path.parent)
        check.check(deck, package_of(page))
    except ValueError as error:
        raise PublishError(str(error)) from None
    return read.on_path(deck, minutes)


def package_of(page):
    return importlib.import_module(f"course.lessons.{page.folder}")


def _write_notebook(made, path, say):
    nbformat.validate(made)
    _write(nbformat.writes(made) + "\n", path, say)


def _write(text, path, say):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    say(path)

"""What a teacher takes to class: lecture notebooks, slides to hand out, assignments. All of it goes to one folder."""

import shutil
from pathlib import Path

import nbformat

from course.publish.assignment import assignment
from course.publish.lecture import lecture
from course.publish.run import execute


def lectures(chosen, folder, say=print):
    """NN_name.ipynb for each page, executed, and a style that sliveshow finds beside them: type for the back row."""
    for page in chosen:
        _write_notebook(_executed(page, folder), Path(folder) / f"{page.name}.ipynb", say)
    shutil.copy(Path(__file__).parent / "sliveshow.css", folder)


def slides(chosen, folder, say=print):
    """NN_name.html for each page."""
    from course.publish import slides as html

    for page in chosen:
        text = html.slides(_executed(page, folder), page)
        _write(text, Path(folder) / f"{page.name}.html", say)


def assignments(chosen, folder, say=print):
    """source/NN_name/NN_name.ipynb with solutions, and handout/NN_name/NN_name.ipynb without, for each page; settings."""
    for page in chosen:
        for kind, solved in (("source", True), ("handout", False)):
            _write_notebook(assignment(page, solved), Path(folder) / kind / page.name / f"{page.name}.ipynb", say)
    settings = Path(folder) / "nbgrader_config.py"
    if not settings.exists():  # a teacher's own changes stay
        _write(Path(__file__).with_name("nbgrader_config.py").read_text(encoding="utf-8"), settings, say)


def _executed(page, folder):
    Path(folder).mkdir(parents=True, exist_ok=True)
    return execute(lecture(page), where=folder)


def _write_notebook(made, path, say):
    nbformat.validate(made)
    _write(nbformat.writes(made) + "\n", path, say)


def _write(text, path, say):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    say(path)

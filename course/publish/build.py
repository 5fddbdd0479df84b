"""`python -m course build`: makes the notebooks, or says which one is out of step with its source."""

import os
from pathlib import Path

import nbformat

from course.publish import claims
from course.publish.compare import difference
from course.publish.keep import edited, keep_aside, read
from course.publish.learner import notebook
from course.publish.pages import GLOSSARY
from course.publish.run import execute

OF_ALL_LESSONS = ("index", GLOSSARY)  # pages that change when a lesson does


def make(page, notebooks):
    """The page's notebook, executed, as the text of its file: the same text every time."""
    notebooks.mkdir(parents=True, exist_ok=True)
    made = execute(notebook(page), where=notebooks)
    nbformat.validate(made)
    return nbformat.writes(made) + "\n"


def build(chosen, notebooks, say=print):
    """Makes these pages' notebooks, if all they claim is true. One that a learner has edited is kept aside first."""
    claims.check(chosen)
    notebooks = Path(notebooks)
    for page in chosen:
        text = make(page, notebooks)
        path = notebooks / f"{page.name}.ipynb"
        if edited(path):
            keep_aside(path, say)
        _write(path, text)
        say(f"{path.name} built")


def refresh(pages, notebooks, say=print):
    """Makes the first page and the glossary again, if they are there and say something else than the lessons now do."""
    for page in pages:
        path = Path(notebooks) / f"{page.name}.ipynb"
        if page.name in OF_ALL_LESSONS and path.is_file() and differs(path, make(page, Path(notebooks))):
            build([page], notebooks, say)


def stale(chosen, notebooks):
    """One sentence for every page whose notebook is missing or differs from what its source makes."""
    found = []
    for page in chosen:
        path = Path(notebooks) / f"{page.name}.ipynb"
        problem = "there is no such file" if not path.is_file() else differs(path, make(page, Path(notebooks)))
        if problem:
            found.append(f"{path.name} is stale: {problem}; run: python -m course build {page.folder or page.name}")
    return found


def differs(path, text):
    """A phrase for the first way in which this notebook differs from the text that `make` gave, or ""."""
    committed = read(path)
    if committed is None:
        return "it is not a notebook"
    return difference(committed, nbformat.reads(text, as_version=4))


def orphans(pages, notebooks):
    """One sentence for every notebook that none of the pages makes."""
    names = {page.name for page in pages}
    return [
        f"{path.name} has no source among the lessons; delete it, or write its lesson"
        for path in sorted(Path(notebooks).glob("*.ipynb"))
        if path.stem not in names
    ]


def _write(path, text):
    """Whole or not at all, so that an interruption leaves the old notebook."""
    new = path.with_suffix(".ipynb.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    os.replace(new, path)

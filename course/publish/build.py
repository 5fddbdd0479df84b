"""`python -m course build`: makes the notebooks, or says which one is out of step with its source."""

import os
import shutil
from pathlib import Path

import nbformat

from course.publish.compare import difference
from course.publish.learner import digest, notebook
from course.publish.run import execute


def make(page, notebooks):
    """The page's notebook, executed, as the text of its file: the same text every time."""
    notebooks.mkdir(parents=True, exist_ok=True)
    made = execute(notebook(page), where=notebooks)
    nbformat.validate(made)
    return nbformat.writes(made) + "\n"


def build(chosen, notebooks, say=print):
    """Makes these pages' notebooks. One that a learner has edited is kept aside first."""
    notebooks = Path(notebooks)
    for page in chosen:
        text = make(page, notebooks)
        path = notebooks / f"{page.name}.ipynb"
        if _edited(path):
            kept = _keep_aside(path)
            say(f"{path.name} was edited here: your copy is kept as {kept.relative_to(notebooks.parent).as_posix()}")
        _write(path, text)
        say(f"{path.name} built")


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
    committed = _read(path)
    if committed is None:
        return "it is not a notebook"
    return difference(committed, nbformat.reads(text, as_version=4))


def orphans(pages, notebooks):
    """One sentence for every notebook that none of the pages makes."""
    names = {page.name for page in pages}
    return [f"{path.name} has no source among the lessons; delete it, or write its lesson"
            for path in sorted(Path(notebooks).glob("*.ipynb")) if path.stem not in names]


def _read(path):
    """The notebook in this file, or None when it holds none."""
    try:
        found = nbformat.read(path, as_version=4)
        nbformat.validate(found)
        return found
    except OSError:
        raise
    except Exception:  # nbformat fails in many ways on a file that is no notebook
        return None


def _edited(path):
    """Whether this file holds words that `build` did not write."""
    if not path.exists():
        return False
    found = _read(path)
    if found is None:
        return path.stat().st_size > 0
    return digest(found) != found.metadata.get("nets_by_hand", {}).get("sources")


def _keep_aside(path):
    """Copies the file to kept/NAME-1.ipynb, or -2, ...: whichever is free. Never writes over one."""
    folder = path.parent / "kept"
    folder.mkdir(exist_ok=True)
    number = 1
    while True:
        kept = folder / f"{path.stem}-{number}.ipynb"
        try:
            with kept.open("xb") as copy, path.open("rb") as original:
                shutil.copyfileobj(original, copy)
            return kept
        except FileExistsError:
            number += 1


def _write(path, text):
    """Whole or not at all, so that an interruption leaves the old notebook."""
    new = path.with_suffix(".ipynb.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    os.replace(new, path)

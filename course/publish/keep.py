"""What a learner wrote into a notebook is never written over: an edited notebook is first copied to notebooks/kept."""

import hashlib
import json
import shutil
from pathlib import Path

import nbformat


def digest(made):
    """A fingerprint of the cells' sources: it changes when a person edits, and not when cells are run."""
    sources = json.dumps([[cell.cell_type, cell.source] for cell in made.cells])
    return hashlib.sha256(sources.encode()).hexdigest()


def read(path):
    """The notebook in this file, or None when it holds none."""
    try:
        found = nbformat.read(path, as_version=4)
        nbformat.validate(found)
        return found
    except OSError:
        raise
    except Exception:  # nbformat fails in many ways on a file that is no notebook
        return None


def edited(path):
    """Whether this file holds words that `build` did not write."""
    if not path.exists():
        return False
    found = read(path)
    if found is None:
        return path.stat().st_size > 0
    return digest(found) != found.metadata.get("nets_by_hand", {}).get("sources")


def keep_aside(path, say=print):
    """Copies the file to kept/NAME-1.ipynb, or -2, ...: whichever is free. Never writes over one."""
    folder = path.parent / "kept"
    folder.mkdir(exist_ok=True)
    number = 1
    while True:
        kept = folder / f"{path.stem}-{number}.ipynb"
        try:
            with kept.open("xb") as copy, path.open("rb") as original:
                shutil.copyfileobj(original, copy)
            break
        except FileExistsError:
            number += 1
    say(f"{path.name} was edited here: your copy is kept as {kept.relative_to(path.parents[1]).as_posix()}")


def keep(notebooks, say=print):
    """Keeps every notebook aside that a learner has edited, so that a newer course can take its place."""
    found = [path for path in sorted(Path(notebooks).glob("*.ipynb")) if edited(path)]
    for path in found:
        keep_aside(path, say)
    if not found:
        say("Nothing to keep aside: no notebook was edited here.")

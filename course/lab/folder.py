"""The learner's own folder: the course's notebooks, copied from the installed package, and never written over.

In a clone of the course the notebooks are opened where they are. Whoever installed the course gets a copy of them in a
folder, together with those files of the course that the lessons ask them to read. A newer version of the course
brings what nobody has changed up to date, and leaves alone what somebody wrote.
"""

import hashlib
import json
import os
import re
from importlib import metadata
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
HOME = PACKAGE.parent  # of a clone; of an installed course, Python's folder for packages
NAME = "nets-by-hand"
RECORD = ".nets-by-hand.json"  # which version last filled the folder, and what it wrote there
INDEX = Path("notebooks", "index.ipynb")
READ = re.compile(r"\]\(\.\./([\w/]+\.py)\)")  # a link in a notebook to a file of the course


class NoFolder(Exception):
    """There is no folder to work in: one sentence that says why and what to do."""


def is_clone(home=HOME):
    """Is this a clone of the course, with its notebooks and the sources that they are made of?"""
    return (home / "pyproject.toml").is_file() and (home / INDEX).is_file()


def find(given=None, home=HOME):
    """The folder that holds a learner's notebooks, which may not be there yet.

    The one that was asked for; or the clone's; or the one that we are in; or `nets-by-hand`, here.
    """
    if given is not None:
        return Path(given).expanduser().absolute()
    if is_clone(home):
        return home
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / RECORD).is_file():
            return folder
    return here / NAME


def existing(given=None, home=HOME):
    """As `find`, for commands that make no folder: raises NoFolder where there are no notebooks yet."""
    folder = find(given, home)
    if not (folder / INDEX).is_file():
        raise NoFolder(f"there are no notebooks of the course in {folder}; `{NAME} lab` puts them there")
    return folder


def can_write(folder):
    """Could a file be made in this folder, which need not be there yet?"""
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)


def fill(folder, say=print, package=PACKAGE):
    """Puts the course's files into a learner's folder, and brings up to date what nobody has changed there."""
    wanted = _delivered(package)
    record = _read_record(folder)
    fresh = not (folder / INDEX).is_file()
    updated, own = [], []
    try:
        for name, content in wanted.items():
            path = folder / name
            if path.is_file() and record.get(name) == _digest(content):
                continue  # it was put here already: whatever has become of it, a learner did
            if _changed(path, record.get(name)):
                own.append(path.name)
                continue
            updated.append(path.name)
            _write(path, content)
            record[name] = _digest(content)
        _write(folder / RECORD, _record_text(record))
    except OSError as error:
        raise NoFolder(
            f"{folder} cannot be written to ({error.strerror or error}); name another folder: {NAME} lab --folder PLACE"
        ) from None
    if fresh:
        say(f"The notebooks are in {folder}. What you write in them is yours: no newer course writes over it.")
    elif updated:
        say(f"Brought up to date: {', '.join(updated)}.")
    if own:
        say(f"Yours, and left as it is, though the course has a newer one: {', '.join(own)}. To have the newer one, and yours "
            f"kept beside it: {NAME} restore {' '.join(_word(name) for name in own)}")  # fmt: skip


def restore(folder, names, say=print, package=PACKAGE):
    """Makes these notebooks (01_loss, ...; all of them when none is named) as they came; edited ones are kept aside first."""
    from course.publish.keep import edited, keep_aside

    wanted, record = _delivered(package), _read_record(folder)
    for name, content in wanted.items():
        path = folder / name
        if names and path.stem not in names:
            continue
        if path.suffix == ".ipynb" and edited(path):
            keep_aside(path, say)
        _write(path, content)
        record[name] = _digest(content)
    _write(folder / RECORD, _record_text(record))
    say(f"{', '.join(names) if names else 'Every notebook'} in {folder} is as it came.")


def _delivered(package):
    """{name within the folder: content} of all that a learner gets."""
    home = package.parent
    notebooks = sorted((home if is_clone(home) else package).joinpath("notebooks").glob("*.ipynb"))
    if not notebooks:
        raise NoFolder(
            f"this installation of the course ({package}) holds no notebooks; install it again: "
            f"python -m pip install --force-reinstall --no-deps {NAME}"
        )
    found = {f"notebooks/{path.name}": path.read_bytes() for path in notebooks}
    named = {name for content in found.values() for name in READ.findall(content.decode("utf-8"))}
    return found | {name: path.read_bytes() for name in sorted(named) if (path := package.parent / name).is_file()}


def _changed(path, delivered):
    """Has somebody changed this file since it was put here? (To run a notebook's cells is no change.)"""
    if not path.is_file():
        return False
    if path.suffix == ".ipynb":
        from course.publish.keep import edited

        return edited(path)
    return _digest(path.read_bytes()) != delivered


def _digest(content):
    return hashlib.sha256(content).hexdigest()


def _read_record(folder):
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))["files"]
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _record_text(record):
    try:
        version = metadata.version(NAME)
    except metadata.PackageNotFoundError:  # the course is on Python's path, and not installed
        version = ""
    return (json.dumps({"version": version, "files": record}, indent=1, sort_keys=True) + "\n").encode()


def _write(path, content):
    """Whole or not at all, so that an interruption leaves the old file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    os.replace(new, path)


def _word(name):
    """A lesson as its commands know it: `loss` for 01_loss.ipynb."""
    stem = name.removesuffix(".ipynb")
    return stem.partition("_")[2] or stem

"""A learner's folder: filled from the installed course, brought up to date, and never written over."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.lab import folder as learners
from course.publish.keep import digest

STUB, WORK = "def mse(p, y):\n    ...", "def mse(p, y):\n    return 42"


@pytest.fixture
def package(tmp_path):
    """An installed course with two pages, one of which asks to read a file of the mathematics."""
    home = tmp_path / "site-packages"
    (home / "nbcore").mkdir(parents=True)
    (home / "nbcore" / "losses.py").write_text("# the first version\n")
    (home / "course" / "notebooks").mkdir(parents=True)
    deliver(home / "course", "index", "Welcome")
    deliver(home / "course", "01_loss", "Read [losses.py](../nbcore/losses.py).")
    return home / "course"


def deliver(package, name, text):
    """A version of this page, as the course has it."""
    cells = [new_markdown_cell(text, id="text"), new_code_cell(STUB, id="stub")]
    made = new_notebook(cells=cells)
    made.metadata["nets_by_hand"] = {"page": name, "sources": digest(made)}
    nbformat.write(made, package / "notebooks" / f"{name}.ipynb")


@pytest.fixture
def folder(package, tmp_path):
    """A learner's folder, filled."""
    learners.fill(tmp_path / "mine", package=package)
    return tmp_path / "mine"


def change(folder, name, write=None):
    """Open a page, run its cell, perhaps write in it, and save."""
    path = folder / "notebooks" / f"{name}.ipynb"
    found = nbformat.read(path, as_version=4)
    found.cells[1].execution_count = 7
    if write:
        found.cells[1].source = write
    nbformat.write(found, path)
    return path.read_bytes()


def text_of(folder, name):
    return (folder / "notebooks" / f"{name}.ipynb").read_text()


def test_it_holds_the_pages_and_what_they_ask_to_read(folder, package):
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {"notebooks/index.ipynb", "notebooks/01_loss.ipynb", "nbcore/losses.py", learners.RECORD}
    assert (folder / "notebooks" / "01_loss.ipynb").read_bytes() == (
        package / "notebooks" / "01_loss.ipynb"
    ).read_bytes()


def test_the_same_course_again_changes_and_says_nothing(folder, package):
    run, written = change(folder, "index"), change(folder, "01_loss", WORK)
    said = []
    learners.fill(folder, said.append, package)
    assert said == []
    assert (folder / "notebooks" / "index.ipynb").read_bytes() == run, "what a learner ran shows what it showed"
    assert (folder / "notebooks" / "01_loss.ipynb").read_bytes() == written


def test_a_newer_course_brings_what_nobody_wrote_in_up_to_date(folder, package):
    change(folder, "index")
    written = change(folder, "01_loss", WORK)
    deliver(package, "index", "Welcome back")
    deliver(package, "01_loss", "A better text, and [losses.py](../nbcore/losses.py).")
    (package.parent / "nbcore" / "losses.py").write_text("# the second version\n")
    said = []
    learners.fill(folder, said.append, package)
    assert "Welcome back" in text_of(folder, "index")
    assert (folder / "notebooks" / "01_loss.ipynb").read_bytes() == written
    assert "second" in (folder / "nbcore" / "losses.py").read_text()
    assert said[0] == "Brought up to date: index.ipynb, losses.py."
    assert "01_loss.ipynb" in said[1] and "restore loss" in said[1]


def test_a_file_to_read_that_was_changed_is_left(folder, package):
    (folder / "nbcore" / "losses.py").write_text("# my notes\n")
    (package.parent / "nbcore" / "losses.py").write_text("# the second version\n")
    learners.fill(folder, package=package)
    assert (folder / "nbcore" / "losses.py").read_text() == "# my notes\n"


def test_what_was_deleted_comes_back(folder, package):
    (folder / "notebooks" / "01_loss.ipynb").unlink()
    learners.fill(folder, package=package)
    assert (folder / "notebooks" / "01_loss.ipynb").is_file()


def test_restore_keeps_what_was_written_aside(folder, package):
    written = change(folder, "01_loss", WORK)
    learners.restore(folder, ["01_loss"], package=package)
    assert STUB.encode()[:14] in (folder / "notebooks" / "01_loss.ipynb").read_bytes()
    assert "return 42" not in text_of(folder, "01_loss")
    assert (folder / "notebooks" / "kept" / "01_loss-1.ipynb").read_bytes() == written


def test_where_it_is(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert learners.find(home=tmp_path) == tmp_path / "nets-by-hand"
    assert learners.find("elsewhere", tmp_path) == tmp_path / "elsewhere"
    monkeypatch.chdir(folder / "notebooks")
    assert learners.find(home=tmp_path) == folder, "started again from within, it makes no folder in the folder"


def test_a_folder_that_cannot_be_made_is_one_sentence(package):
    with pytest.raises(learners.NoFolder, match=r"/dev/null/mine cannot be written to .*--folder PLACE"):
        learners.fill(learners.Path("/dev/null/mine"), package=package)

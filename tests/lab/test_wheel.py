"""The wheel: it holds the notebooks, and from it alone a learner's folder is filled."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with what the wheel holds, as pip would unpack it."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=HOME,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site-packages")
    return folder / "site-packages"


def test_it_holds_every_notebook_and_nothing_of_its_authors(installed):
    held = {path.name for path in (installed / "course" / "notebooks").rglob("*") if path.is_file()}
    assert held == {path.name for path in (HOME / "notebooks").glob("*.ipynb")}
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == {"course", "nbcore"}


def test_a_learners_folder_is_filled_from_it(installed, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "course", "copy"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    mine = tmp_path / "nets-by-hand"
    for path in (HOME / "notebooks").glob("*.ipynb"):
        assert (mine / "notebooks" / path.name).read_bytes() == path.read_bytes()
    assert (mine / "nbcore" / "layers.py").is_file(), "the lessons link to it"

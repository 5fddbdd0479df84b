"""The wheel: it holds the notebooks, and from it alone a learner's folder is filled."""

import json
import os
import subprocess
import sys
import zipfile
from importlib import metadata
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
    packages = {path.name for path in installed.iterdir() if not path.name.endswith((".dist-info", ".data"))}
    assert packages == {"course", "nbcore"}


def test_it_brings_what_it_adds_to_jupyterlabs_page(installed):
    (extension,) = installed.glob("*.data/data/share/jupyter/labextensions/nets-by-hand")
    about = json.loads((extension / "package.json").read_text(encoding="utf-8"))
    assert (extension / about["jupyterlab"]["_build"]["load"]).is_file()
    assert about["version"] == metadata.version("nets-by-hand")


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

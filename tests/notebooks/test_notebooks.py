"""Every committed notebook: executed whole, the same when run again, in step with its source, small."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course.publish import build, pages

HOME = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((HOME / "notebooks").glob("*.ipynb"))
PAGES = {page.name: page for page in pages.discover(HOME / "course" / "lessons")}

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_there_is_a_notebook_for_every_page_and_no_other():
    assert NOTEBOOKS, "notebooks/ holds no notebook; run: python -m course build"
    assert {path.stem for path in NOTEBOOKS} == set(PAGES)


@each_notebook
def test_it_is_a_valid_notebook_under_one_megabyte(path):
    nbformat.validate(nbformat.read(path, as_version=4))
    assert path.stat().st_size < 1_000_000


@each_notebook
def test_no_cell_is_unrun(path):
    # nbval passes over a cell without a count, so that nothing would compare it
    assert [cell.execution_count for cell in code_cells(path)] == list(range(1, 1 + len(code_cells(path))))


@each_notebook
def test_no_widget_state_is_stored(path):
    # GitHub refuses to show a notebook whose state does not fit its widgets
    assert "widgets" not in nbformat.read(path, as_version=4).metadata


@each_notebook
def test_each_output_shows_something_where_no_kernel_runs(path):
    # Sphinx, Jupyter Book and a trusted JupyterLab prefer a widget's view to the picture beside it, and show an error
    for cell in code_cells(path):
        for output in cell.outputs:
            assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {}), cell.source
            if "image/png" in output.get("data", {}):
                assert output.data["text/plain"] and output.metadata["image/png"]["alt"], cell.source


@each_notebook
def test_no_error_and_no_warning_is_stored(path):
    for cell in code_cells(path):
        if "raises-exception" in cell.metadata.get("tags", []):
            continue
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", cell.source


@each_notebook
def test_it_is_in_step_with_its_source_and_built_twice_it_is_the_same(path):
    assert path.stem in PAGES, "it has no source among the lessons"
    made = build.make(PAGES[path.stem], path.parent)
    assert build.differs(path, made) == "", f"run: python -m course build {path.stem}"
    if made != path.read_text(
        encoding="utf-8"
    ):  # made on another machine, whose pictures are others: then again on this one
        assert made == build.make(PAGES[path.stem], path.parent)


@each_notebook
def test_running_it_again_gives_the_same_outputs(path, tmp_path):
    env = os.environ | {
        "NETS_BY_HAND_PROGRESS": str(tmp_path / "progress.jsonl"),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }
    env.pop("PYTEST_ADDOPTS", None)
    again = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "--nbval",
            "--nbval-cell-timeout",
            "60",
            "--override-ini",
            "addopts=",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "-q",
            "--color=no",
            str(path),
        ],
        cwd=HOME,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    # 5: the page has no code to run
    assert again.returncode == (0 if code_cells(path) else 5), again.stdout + again.stderr

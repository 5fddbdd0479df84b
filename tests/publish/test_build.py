"""Building: the same bytes every time, stale notebooks found, a learner's edits never lost."""

import base64
import io
import json
from functools import partial

import nbformat
import numpy as np
import pytest
from PIL import Image

from course.publish import build, pages
from course.publish.pages import PublishError
from course.publish.run import execute


def edit(path, change):
    """Changes a notebook on disk as a person in JupyterLab would."""
    found = nbformat.read(path, as_version=4)
    change(found)
    nbformat.write(found, path)


def cell(found, text):
    return next(cell for cell in found.cells if text in cell.source)


# ---- what is in it ----


def test_every_code_cell_is_run_and_numbered(built):
    counts = [c.execution_count for c in built.read().cells if c.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))


def test_a_lesson_runs_beside_the_notebooks_with_no_progress(built):
    (output,) = cell(built.read(), "pathlib").outputs
    assert output.text == "notebooks False\none stream\n"


def test_a_widget_is_stored_as_what_shows_without_a_kernel(built):
    found = built.read()
    assert "widgets" not in found.metadata
    (output,) = cell(found, "Slider").outputs
    assert output.data == {"text/plain": "Slider(3)"}


def test_an_expected_error_is_stored_without_this_machines_paths(built):
    (output,) = cell(built.read(), 'double("x"').outputs
    assert output.ename == "TypeError"
    assert output.traceback == [f"TypeError: {output.evalue}"]


def test_no_time_and_no_version_is_stored(built):
    found = built.read()
    assert "version" not in found.metadata.language_info
    assert not any("execution" in c.metadata for c in found.cells)


def test_two_builds_are_byte_identical(built, course):
    course.build()
    assert course.path.read_bytes() == built.path.read_bytes()
    first = course.path.read_bytes()
    course.build()
    assert course.path.read_bytes() == first


# ---- failures ----


def test_a_cell_that_raises_stops_the_build_and_names_itself(course):
    course.replace('print("one stream")', "1 / 0")
    with pytest.raises(PublishError, match=r"01_demo, cell \d+ \(import os, pathlib\): ZeroDivisionError: division by"):
        course.build()
    assert not course.path.exists()


def test_a_memory_address_stops_the_build(course):
    course.replace("Slider(value=3)", "object()")
    with pytest.raises(PublishError, match=r"\(import ipywidgets\): it shows a memory address"):
        course.build()


def test_a_cell_that_does_not_end_stops_the_build(course, monkeypatch):
    monkeypatch.setattr(build, "execute", partial(execute, timeout=1))
    course.replace('print("one stream")', "while True: pass")
    with pytest.raises(PublishError, match=r"\(import os, pathlib\): it did not end within 1 s"):
        course.build()


# ---- stale or not ----


def test_a_fresh_notebook_is_in_step(copy):
    assert copy.stale() == []


def test_a_changed_source_makes_the_notebook_stale(copy):
    copy.replace("Goodbye.", "Farewell.")
    (said,) = copy.stale()
    assert "01_demo.ipynb is stale" in said and "(Farewell.)" in said and "course build demo" in said


def test_changed_results_make_the_notebook_stale_with_both_texts(copy):
    edit(copy.path, lambda nb: cell(nb, "demo.quiz()").outputs[0].update(text="other\n"))
    (said,) = copy.stale()
    assert "(demo.quiz())" in said and r"'other\n'" in said and r"'quizzed\n'" in said


def test_a_moved_line_in_a_picture_is_found_and_a_hair_is_not(copy):
    def png(nb):
        return cell(nb, "picture(0)").outputs[0]["data"]

    edit(copy.path, lambda nb: png(nb).update({"image/png": shifted(png(nb)["image/png"], lines=0, noise=1)}))
    assert copy.stale() == []
    edit(copy.path, lambda nb: png(nb).update({"image/png": shifted(png(nb)["image/png"], lines=2, noise=0)}))
    (said,) = copy.stale()
    assert "picture differs" in said


def shifted(encoded, lines, noise):
    """A PNG with its picture moved down by this many lines and a few grey levels of noise added."""
    pixels = np.roll(np.asarray(Image.open(io.BytesIO(base64.b64decode(encoded)))).astype(int), lines, axis=0)
    pixels[::4] -= noise
    file = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda nb: nb.cells.pop(), "cells, and its source makes"),
        (lambda nb: cell(nb, "demo.quiz()").update(execution_count=None), "execution count"),
        (lambda nb: cell(nb, "demo.quiz()").update(outputs=[]), "0 outputs"),
        (lambda nb: cell(nb, "class demo").metadata.update(tags=[]), "metadata"),
        (
            lambda nb: nb.metadata.update(widgets={"application/vnd.jupyter.widget-state+json": {"state": {}}}),
            "'widgets'",
        ),
    ],
)
def test_other_differences_are_found(copy, change, said):
    edit(copy.path, change)
    (found,) = copy.stale()
    assert said in found


def test_a_missing_and_a_broken_notebook_are_stale(copy):
    copy.path.write_text("{", encoding="utf-8")
    assert "not a notebook" in copy.stale()[0]
    copy.path.unlink()
    assert "no such file" in copy.stale()[0]


def test_a_notebook_without_a_source_is_named(copy):
    (copy.notebooks / "07_gone.ipynb").write_bytes(copy.path.read_bytes())
    (said,) = build.orphans(pages.discover(copy.lessons), copy.notebooks)
    assert "07_gone.ipynb has no source" in said


# ---- nothing a learner wrote is lost ----


def test_a_notebook_that_was_only_run_is_replaced(copy, built):
    edit(copy.path, lambda nb: cell(nb, "demo.quiz()").update(execution_count=99, outputs=[]))
    assert copy.build() == ["01_demo.ipynb built"]
    assert copy.path.read_bytes() == built.path.read_bytes()
    assert not (copy.notebooks / "kept").exists()


def test_an_edited_notebook_is_kept_aside_and_never_overwritten(copy, built):
    for number in (1, 2):
        edit(copy.path, lambda nb: cell(nb, "your code here").update(source=f"def double(x): return {number} * x"))
        mine = copy.path.read_bytes()
        said = copy.build()
        kept = copy.notebooks / "kept" / f"01_demo-{number}.ipynb"
        assert said[0].endswith(f"notebooks/kept/01_demo-{number}.ipynb")
        assert kept.read_bytes() == mine
        assert copy.path.read_bytes() == built.path.read_bytes()


@pytest.mark.parametrize("text", ["{", "not JSON", json.dumps({"cells": 3, "nbformat": 4, "nbformat_minor": 5})])
def test_a_file_that_is_no_notebook_is_kept_too(copy, text):
    copy.path.write_text(text, encoding="utf-8")
    copy.build()
    assert (copy.notebooks / "kept" / "01_demo-1.ipynb").read_text(encoding="utf-8") == text


def test_a_failed_build_leaves_the_old_notebook(copy):
    before = copy.path.read_bytes()
    copy.replace('print("one stream")', "1 / 0")
    with pytest.raises(PublishError):
        copy.build()
    assert copy.path.read_bytes() == before
    assert [path.name for path in copy.notebooks.iterdir()] == ["01_demo.ipynb"]

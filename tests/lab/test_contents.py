"""How the server opens and saves notebooks: free of widget ids, with notes below stored pictures, progress up to date."""

import asyncio
import base64
import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from course.lab.contents import VIEW, Notebooks
from course.practice import progress

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A contents manager over a folder with lesson 2 and the first page, and a progress file of its own."""
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "kept" / "progress.jsonl"))
    for name in ("02_descent", "index"):
        shutil.copy(HOME / "notebooks" / f"{name}.ipynb", tmp_path)
    return Notebooks(root_dir=str(tmp_path))


def opened(server, name):
    return json.loads(json.dumps(asyncio.run(server.get(f"{name}.ipynb"))["content"]))


def saved(server, name, content):
    asyncio.run(server.save({"type": "notebook", "format": "json", "content": content}, f"{name}.ipynb"))
    return json.loads(Path(server.root_dir, f"{name}.ipynb").read_text(encoding="utf-8"))


def pictures(notebook):
    return [output for cell in notebook["cells"] for output in cell.get("outputs", [])
            if "alt" in output.get("metadata", {}).get("image/png", {})]  # fmt: skip


def pixels(output):
    data = output["data"]["image/png"]
    file = base64.b64decode(data if isinstance(data, str) else "".join(data))
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB"))


def test_a_stored_picture_says_how_to_make_it_move_and_is_saved_as_it_was(server):
    before = pictures(json.loads(Path(server.root_dir, "02_descent.ipynb").read_text(encoding="utf-8")))
    page = opened(server, "02_descent")
    for old, new in zip(before, pictures(page), strict=True):
        note = pixels(new)[len(pixels(old)) :]
        assert (pixels(new)[: len(pixels(old))] == pixels(old)).all()
        assert len(note) > 30 and 0.01 < (note < 120).all(axis=2).mean() < 0.2, "the note is empty, or black"
    for old, new in zip(before, pictures(saved(server, "02_descent", page)), strict=True):
        assert (pixels(new) == pixels(old)).all() and new["metadata"] == old["metadata"]


def test_a_widget_is_not_saved_and_what_lies_beside_it_is(server):
    page = opened(server, "02_descent")
    pictures(page)[0]["data"][VIEW] = {"model_id": "of a kernel"}
    kept = saved(server, "02_descent", page)
    assert VIEW not in json.dumps(kept) and "image/png" in pictures(kept)[0]["data"]


def test_a_notebook_that_was_saved_elsewhere_opens_without_its_dead_widgets(server):
    path = Path(server.root_dir, "02_descent.ipynb")
    content = json.loads(path.read_text(encoding="utf-8"))
    pictures(content)[0]["data"][VIEW] = {"model_id": "of a kernel that has gone"}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert VIEW not in json.dumps(opened(server, "02_descent"))


def test_the_first_page_and_a_lessons_end_show_the_present_progress(server):
    kept = progress.current()
    kept.add("exercise", lesson="descent", name="descend", source="")
    assert "Continue where you left off: 2. Gradient descent" in json.dumps(opened(server, "index"), ensure_ascii=False)
    end = opened(server, "02_descent")["cells"][-1]["outputs"][0]["data"]
    assert "the exercise descend" not in end["text/plain"] and "Still open" in end["text/plain"]


def test_a_notebook_of_somebody_elses_is_left_as_it_is(server):
    content = {"cells": [], "metadata": {"language_info": {"name": "R"}}, "nbformat": 4, "nbformat_minor": 5}
    Path(server.root_dir, "other.ipynb").write_text(json.dumps(content), encoding="utf-8")
    assert opened(server, "other") == content

"""An update keeps what a learner wrote."""

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from course.publish.keep import digest, keep


def test_edited_notebooks_are_copied_aside_and_others_are_left(tmp_path):
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    for name in ("01_read.ipynb", "02_written.ipynb"):
        made = new_notebook(cells=[new_code_cell("def mse(p, y):\n    ...")])
        made.metadata["nets_by_hand"] = {"sources": digest(made)}
        if "written" in name:
            made.cells[0].source = "def mse(p, y):\n    return 42"
        made.cells[0].execution_count = 7  # running a cell is no edit
        nbformat.write(made, notebooks / name)
    said = []
    keep(notebooks, said.append)
    keep(notebooks, said.append)
    assert [path.name for path in sorted((notebooks / "kept").iterdir())] == [
        "02_written-1.ipynb",
        "02_written-2.ipynb",
    ]
    assert "return 42" in (notebooks / "kept" / "02_written-1.ipynb").read_text()
    assert said[0] == "02_written.ipynb was edited here: your copy is kept as notebooks/kept/02_written-1.ipynb"


def test_with_nothing_to_keep_it_says_so(tmp_path):
    said = []
    keep(tmp_path, said.append)
    assert said == ["Nothing to keep aside: no notebook was edited here."]

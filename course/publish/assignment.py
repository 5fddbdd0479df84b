"""Assignments: a notebook with a lesson's exercises and their checks, and nothing else.

Two of each: `source`, with the solutions between nbgrader's markers, for the teacher; and `handout`, with stubs, for the
students of a teacher who does without nbgrader. With it, `nbgrader generate_assignment` makes the second from the first: what
the folder holds, with nbgrader_config.py, is a course as nbgrader wants it.

The check's result is displayed, and not the value of its cell: nbgrader takes a value for partial credit. The line below
it fails where the answer is wrong, so that `nbgrader validate` says before handing in what grading would say after it.
"""

import jupytext
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.practice import source
from course.publish.learner import KERNEL, PYTHON, name_cells
from course.publish.pages import PublishError

POINTS = 5  # for each exercise
SCHEMA = 3  # of nbgrader's metadata


def assignment(page, solved):
    """The page's assignment, not executed: as a teacher keeps it (`solved`), or as students get it."""
    exercises = _exercises(page)
    if not exercises:
        raise PublishError(f"{page.name} has no exercises, so there is nothing to hand in")
    about = source.read(page.path.parent)
    cells = [
        new_markdown_cell(
            f"# Exercises of lesson {about.number}: {about.title}\n\n"
            f"Write each function, and run the cell below it: it says what is right, and if something is not, what to look "
            f"at. Until it is right, that cell ends with an error, so nothing is handed in unfinished by accident. "
            f"The lesson itself is `{page.name}.ipynb`."
        ),
        new_code_cell(f"import numpy as np\nfrom course.lessons import {page.folder}"),
    ]
    for marked in exercises:
        found = source.exercise(marked)
        cells.append(new_code_cell(marked if solved else found.stub, metadata=_graded(found.name, solution=True)))
        check = (
            f"result = {page.folder}.check({found.name})\ndisplay(result)\n"
            f'assert result, "{found.name} is not right yet; what to look at stands above."'
        )
        cells.append(new_code_cell(check, metadata=_graded(f"{found.name}_check", points=POINTS)))
    made = new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": PYTHON})
    name_cells(made)
    return made


def _exercises(page):
    """The exercise cells of the source, with their markers."""
    read = jupytext.reads(page.path.read_text(encoding="utf-8"), fmt="md:myst")
    return [
        cell.source for cell in read.cells if cell.cell_type == "code" and "exercise" in cell.metadata.get("tags", [])
    ]


def _graded(name, solution=False, points=None):
    """nbgrader's metadata: a cell to fill in, or one that is worth points."""
    says = {"schema_version": SCHEMA, "grade_id": name, "solution": solution, "grade": points is not None,
            "locked": not solution, "task": False, "cell_type": "code"}  # fmt: skip
    return {"nbgrader": says | ({} if points is None else {"points": points})}

"""What helps a learner find the way through a notebook, wherever it is entered.

Each cell that calls up a figure or a question imports what it needs, so that it runs on its own the next day. What follows
a prediction is folded until it was answered, because the explanation would give the answer away. Each "lesson 3" is a link,
and each lesson ends with what is still open in it, the way home and the next lesson.
"""

import ast
import re

from nbformat.v4 import new_code_cell, new_markdown_cell

from course.publish.links import linked
from course.publish.pages import discover

FOLDS = "folds"  # in the metadata of a prediction's cell, until here: what follows gives its answer away
FOLD = "nbh-explanation"  # question.js opens it after the commit
READ_ONLY = {"editable": False}  # a double click would show the marks of Markdown, and trap the keyboard there
HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)


def guided(cells, page):
    """The cells of a page, with its links; those of a lesson also stand alone, keep answers folded and lead on."""
    if page.folder:
        cells = [*_folded(cells, page), new_code_cell(f"{page.folder}.onward()", metadata={"tags": ["onward"]})]
    lessons = page.path.parents[1] if page.folder else page.path.parent
    known = discover(lessons)
    for cell in cells:
        if cell.cell_type == "code":
            cell.source = _standing_alone(cell.source, page)
        elif "solution" not in cell.metadata.get("tags", []):
            cell.source = linked(cell.source, known, here=page.name)
    return cells


def calls_up(code, page):
    """Is this cell there only for what its last line makes: a figure, a question, a check?"""
    match _parsed(code):
        case [*before, ast.Expr(ast.Call(ast.Attribute(ast.Name(name), _)))]:
            return name == page.folder and all(isinstance(line, (ast.Import, ast.ImportFrom)) for line in before)
    return False


def _parsed(code):
    try:
        return ast.parse(code).body
    except SyntaxError:  # a cell may hold IPython's own commands
        return []


def _standing_alone(code, page):
    wanted = f"from course.lessons import {page.folder}"
    return f"{wanted}\n{code}" if page.folder and calls_up(code, page) and wanted not in code else code


def _folded(cells, page):
    """The cells, and the text right after each prediction folded, as far as the next heading.

    Text that leads to an exercise or a figure stays open: it says what to do there. So does a last paragraph
    that ends in a colon, since what follows it is not folded.
    """
    made, asked = [], False
    for cell, after in zip(cells, [*cells[1:], None]):
        if asked and cell.cell_type == "markdown" and not cell.metadata.get("tags") and not _leads_to(after, page):
            made += _fold(cell)
        else:
            made.append(cell)
        asked = cell.cell_type == "code" and cell.metadata.pop(FOLDS, False)
    return made


def _leads_to(cell, page):
    """Is this cell an exercise or a figure?"""
    if cell is None or cell.cell_type != "code":
        return False
    return "exercise" in cell.metadata.get("tags", []) or (calls_up(cell.source, page) and FOLDS not in cell.metadata)


def _fold(cell):
    place = _first_heading(cell.source)
    hidden, rest = cell.source[:place].strip(), cell.source[place:].strip()
    before, _, last = hidden.rpartition("\n\n")
    if not rest and last.endswith(":"):
        hidden, rest = before, last
    made = []
    if hidden:
        folded = f'<details class="{FOLD}">\n<summary>The explanation, once you have answered</summary>\n\n{hidden}\n\n</details>'
        made.append(new_markdown_cell(folded, metadata={**cell.metadata, **READ_ONLY}))
    return made + [new_markdown_cell(rest, metadata=cell.metadata)] * bool(rest)


def _first_heading(markdown):
    """Where the first heading begins; a line of code that begins with # is none."""
    fences = [found.span() for found in FENCE.finditer(markdown)]
    for found in HEADING.finditer(markdown):
        if not any(start <= found.start() < end for start, end in fences):
            return found.start()
    return len(markdown)

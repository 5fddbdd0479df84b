"""The learner's cells, from a lesson's source: questions and stubs in, solutions folded, notes left out.

The notebook is made anew, cell by cell, so that nothing of the source's own bookkeeping comes along.
"""

import hashlib
import json
import re

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.practice import source
from course.publish import text
from course.publish.fetch import fetching
from course.publish.guide import FOLDS, READ_ONLY, guided
from course.publish.keep import digest
from course.publish.pages import PublishError

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
PYTHON = {  # as ipykernel says it, less the version, which differs from reader to reader
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
HIDDEN_QUESTION = re.compile(r"(?m)^[ \t>*-]+(?:`{3,}|~{3,})\s*\{(?:prediction|tasks|quiz)\}")


def notebook(page):
    """The page's notebook, not yet executed."""
    cells = []
    for number, cell in enumerate(text.cells(page), 1):
        try:
            cells += _learner_cells(cell, page)
        except ValueError as error:
            raise PublishError(f"{page.path}, cell {number} ({first_line(cell)}): {error}") from None
    cells = fetching(guided(cells, page))
    made = new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": PYTHON})
    name_cells(made)
    made.metadata["nets_by_hand"] = {"page": page.name, "sources": digest(made)}
    return made


def _learner_cells(cell, page):
    """What one cell of the source becomes: nothing, itself, or several cells."""
    if cell.metadata.get("slideshow", {}).get("slide_type") == "notes" or not cell.source.strip():
        return []
    metadata = {key: value for key, value in cell.metadata.items() if key != "slideshow"}
    if cell.cell_type == "markdown":
        return _with_questions(cell.source, metadata, page)
    if "exercise" in metadata.get("tags", []):
        return _exercise(cell.source, metadata, page)
    if source.BEGIN in cell.source or source.END in cell.source:
        raise ValueError("a solution stands in a cell without the tag `exercise`, and learners would see it; tag it")
    return [new_code_cell(cell.source, metadata=metadata)]


def _with_questions(markdown, metadata, page):
    """Markdown, cut at its questions: text, the call that asks, text, ..."""
    lines, cells, done = markdown.splitlines(), [], 0
    for block in source.blocks(markdown):
        cells.append(new_markdown_cell("\n".join(lines[done : block.start]).strip("\n"), metadata=metadata))
        call = {"prediction": f'predict("{block.name}")', "tasks": f'tasks("{block.name}")', "quiz": "quiz()"}[
            block.kind
        ]
        folds = block.kind == "prediction" and not source.prediction(block).below
        cells.append(new_code_cell(f"{lesson_of(page)}.{call}", metadata=metadata | ({FOLDS: True} if folds else {})))
        done = block.end
    cells.append(new_markdown_cell("\n".join(lines[done:]).strip("\n"), metadata=metadata))
    for cell in cells:
        if cell.cell_type == "markdown" and HIDDEN_QUESTION.search(cell.source):
            raise ValueError(
                "a {prediction}, {tasks} or {quiz} must start at the left edge, or its answer is printed; "
                "take away what stands before it"
            )
    return [cell for cell in cells if cell.source.strip()]


def _exercise(code, metadata, page):
    """A stub, the call that checks it, and the worked solution behind one click."""
    found = source.exercise(code)
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", found.solution)), default=0))
    # GitHub and JupyterLab read Markdown inside <details> only after a blank line
    solution = (
        f"<details>\n<summary>A worked solution</summary>\n\n{ticks}python\n{found.solution}\n{ticks}\n\n</details>"
    )
    return [
        new_code_cell(found.stub, metadata=metadata),
        new_code_cell(f"{lesson_of(page)}.check({found.name})", metadata={"tags": ["check"]}),
        new_markdown_cell(solution, metadata={"tags": ["solution"], **READ_ONLY}),
    ]


def lesson_of(page):
    if not page.folder:
        raise ValueError("only a lesson can ask or set exercises, and this page is none; move it to a lesson")
    return page.folder


def name_cells(made):
    """Ids from what the cells say (and which of several equal ones), so that they stay from build to build."""
    seen = {}
    for cell in made.cells:
        content = json.dumps([cell.cell_type, cell.source])
        seen[content] = seen.get(content, 0) + 1
        cell["id"] = hashlib.sha256(f"{content} {seen[content]}".encode()).hexdigest()[:12]


def first_line(cell):
    """The line by which a person recognises a cell."""
    lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
    line = next((line for line in lines if not line.startswith("from course.lessons import")), "empty")
    return line if len(line) <= 60 else line[:57] + "..."

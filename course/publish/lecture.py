"""The lecture notebook, from the same source as the learner's: solutions in, prose condensed, notes for the speaker.

Each cell carries the slide type that JupyterLab knows (slide, subslide, "-" for the same slide, notes). What stands in
notes is folded behind a click in the notebook, and on no slide. Code is folded where it only calls up a picture or a
question, and stands open where it is the point.
"""

import re

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.practice import source
from course.publish import text as text_of
from course.publish.condense import condensed
from course.publish.guide import calls_up
from course.publish.keep import digest
from course.publish.learner import KERNEL, PYTHON, first_line, lesson_of, name_cells
from course.publish.pages import PublishError

MINUTES = re.compile(r"\((\d+) minutes?\b")
AFTER_TABLE = re.compile(r"(?<=\|)\n\n")  # where a slide that holds too much may end
FULL = 16  # lines after which a slide gets no more
CAPTION = 3  # lines that may stand over a picture; sliveshow.css leaves room for so many
LEAD = 2  # lines that may stand over a question, such as the heading of its part
LECTURE = 50  # minutes
LINE = 85  # letters of prose in a projected line
NOTES = {"slideshow": {"slide_type": "notes"}, "tags": ["speaker"]}
AFRESH = """\
# The room has not answered yet, whatever you have: here, answers are kept apart from yours, and only while the kernel runs.
import os
import tempfile

answers = tempfile.TemporaryDirectory()
os.environ["NETS_BY_HAND_PROGRESS"] = os.path.join(answers.name, "progress.jsonl")"""


def lecture(page):
    """The page's lecture notebook, not yet executed."""
    deck = Deck(page)
    for number, cell in enumerate(text_of.cells(page, room=True), 1):
        try:
            deck.add(cell)
        except ValueError as error:
            raise PublishError(f"{page.path}, cell {number} ({first_line(cell)}): {error}") from None
    return deck.notebook()


def plan(page):
    """``[(part, minutes), ...]`` of a lecture, from the minutes that the speaker's notes give."""
    parts, part = [], ""
    for cell in text_of.cells(page, room=True):
        if cell.cell_type != "markdown":
            continue
        if is_notes(cell):
            parts += [(part, int(minutes)) for minutes in MINUTES.findall(cell.source)]
        else:
            headings = re.findall(r"(?m)^##? (.+)$", cell.source)
            part = headings[-1] if headings else part
    joined = {}
    for part, minutes in parts:
        joined[part] = joined.get(part, 0) + minutes
    return list(joined.items())


def is_notes(cell):
    return cell.metadata.get("slideshow", {}).get("slide_type") == "notes"


class Deck:
    """Cells, put on slides one after the other."""

    def __init__(self, page):
        self.page, self.cells = page, []
        self.lines = 0  # on the present slide
        self.new = True  # does the source say that a slide begins here?

    def add(self, cell):
        """What one cell of the source becomes."""
        if is_notes(cell):
            return self.notes(cell.source)
        self.new |= cell.metadata.get("slideshow", {}).get("slide_type") == "slide"
        if cell.cell_type == "markdown":
            self.markdown(cell.source)
        elif "exercise" in cell.metadata.get("tags", []):
            self.exercise(cell.source)
        elif cell.source.strip():
            self.code(cell.source, cell.metadata.get("tags", []))

    def markdown(self, text):
        lines, done = text.splitlines(), 0
        for block in source.blocks(text):
            self.prose("\n".join(lines[done : block.start]))
            if block.kind == "prediction":
                asked = source.prediction(block)
                self.put(
                    new_code_cell(f'{lesson_of(self.page)}.predict("{block.name}")'), FULL, folded=True, under=LEAD
                )
                self.notes(f"**{asked.choices[asked.answer]}** {asked.because}", "The answer")
            elif block.kind == "tasks":
                self.prose(
                    "\n".join(f"{number}. {task.do}" for number, task in enumerate(source.tasks(block).tasks, 1))
                )
            else:
                self.at_home(new_code_cell(f"{lesson_of(self.page)}.quiz()"))
            done = block.end
        self.prose("\n".join(lines[done:]))

    def prose(self, text):
        shown, left_out = condensed(text)
        for part in AFTER_TABLE.split(shown) if _height(shown) > FULL else [shown]:
            if part:
                height = _height(part)
                self.put(new_markdown_cell(part), height, under=0 if part.startswith("#") else FULL - height)
        if left_out and text.strip():
            self.notes(_without_headings(text), "The text in full")

    def code(self, text, tags):
        folded = calls_up(text, self.page)
        cell = new_code_cell(text, metadata={"tags": tags} if tags else {})
        self.put(cell, FULL if folded else 2 * len(text.splitlines()), folded=folded, under=CAPTION)

    def exercise(self, text):
        found = source.exercise(text)
        self.put(new_code_cell(found.solution), FULL, under=1)  # its part's heading
        self.put(
            new_code_cell(f"{lesson_of(self.page)}.check({found.name})", metadata={"tags": ["check"]}),
            0,
            under=FULL + 1,
        )

    def notes(self, text, title="For the speaker"):
        # a fold that holds Markdown needs a blank line after its title
        folded = f"<details>\n<summary>{title}</summary>\n\n{text.strip()}\n\n</details>"
        self.cells.append(new_markdown_cell(folded, metadata=NOTES))

    def at_home(self, cell):
        """A cell that is in the notebook, folded, and on no slide, and with it the heading over it."""
        if self.cells and re.fullmatch("#+ .+", self.cells[-1].source):
            over = self.cells[-1].metadata
            self.new |= over["slideshow"]["slide_type"] == "slide"
            over["slideshow"] = {"slide_type": "skip"}
        cell.metadata.update(slideshow={"slide_type": "skip"}, jupyter={"source_hidden": True})
        self.cells.append(cell)
        self.lines = FULL

    def put(self, cell, lines, under, folded=False):
        """A cell on this slide, or on a new one: where the source says so, or more than `under` lines stand here already."""
        kind = "slide" if self.new else "-" if 0 < self.lines <= under else "subslide"
        self.lines = lines + (self.lines if kind == "-" else 0)
        self.new = False
        cell.metadata["slideshow"] = {"slide_type": kind}
        if folded:
            cell.metadata["jupyter"] = {"source_hidden": True}
            cell.metadata["slideshow"]["hide_code"] = True  # as sliveshow reads it
        self.cells.append(cell)

    def notebook(self):
        afresh = new_code_cell(AFRESH, metadata=NOTES | {"jupyter": {"source_hidden": True}})
        made = new_notebook(
            cells=[self._plan(), afresh, *self.cells], metadata={"kernelspec": KERNEL, "language_info": PYTHON}
        )
        name_cells(made)
        made.metadata["nets_by_hand"] = {"page": self.page.name, "sources": digest(made)}
        return made

    def _plan(self):
        """For the speaker, before the first slide."""
        about = source.read(self.page.path.parent)
        parts = plan(self.page)
        whole = sum(minutes for _, minutes in parts)
        rows = "\n".join(f"| {part} | {minutes} |" for part, minutes in parts)
        text = (
            f"**For the speaker: {about.title}.** Before class: *Run → Run All Cells*. Notes stand on no slide, and "
            f"here they are folded: a click opens one. `python -m course lecture --help` says how to present.\n\n"
            f"| part | minutes |\n|---|--:|\n{rows}\n| **together** | **{whole}** |\n\n"
            + (f"That leaves {LECTURE - whole} of {LECTURE} minutes for questions and one exercise together; "
               f"the quiz and the other exercises are homework." if whole <= LECTURE else f"That is more than {LECTURE} minutes: leave a part out.")
        )  # fmt: skip
        return new_markdown_cell(text, metadata=NOTES)


def _height(markdown):
    """About how many lines a text takes on a slide."""
    return sum(1 + len(line) // LINE for line in markdown.splitlines() if line.strip()) + markdown.count("$$")


def _without_headings(markdown):
    return re.sub(r"(?m)^#+ (.+)$", r"**\1**", markdown).strip()

"""Lecture notebooks, slides and assignments of the small course, and of every real lesson."""

import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from course.practice import progress, source
from course.publish import pages, teach
from course.publish.lecture import LECTURE, lecture, plan

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"
PAGES = [page for page in pages.discover(LESSONS) if page.folder]

every_lesson = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pytest.fixture(scope="module")
def made(built, tmp_path_factory):
    """A folder with all that can be made of the small course."""
    folder = tmp_path_factory.mktemp("teach")
    said = []
    for make in (teach.lectures, teach.slides, teach.assignments):
        make(built.demo(), folder, say=said.append)
    assert [path.relative_to(folder).as_posix() for path in said] == [
        "01_demo.ipynb", "01_demo.html", "source/01_demo/01_demo.ipynb", "handout/01_demo/01_demo.ipynb",
        "nbgrader_config.py",
    ]  # fmt: skip
    return folder


def read(path):
    return nbformat.read(path, as_version=4)


def kinds(notebook):
    return [cell.metadata.slideshow.slide_type for cell in notebook.cells]


# ---- the lecture ----------------------------------------------------------------------------------------


def test_a_lecture_has_solutions_questions_and_notes(made):
    notebook = read(made / "01_demo.ipynb")
    sources = [cell.source for cell in notebook.cells]
    assert any("return 2 * x" in text and "your code" not in text for text in sources)
    assert 'demo.predict("sign")' in sources and "demo.quiz()" in sources
    assert any("Say this slowly, lecturer." in text for text in sources)
    assert not any("### BEGIN" in text or "{prediction}" in text for text in sources)
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")


def test_answers_and_notes_are_on_no_slide_and_folded(made):
    cells = read(made / "01_demo.ipynb").cells
    for words in ("secret reason", "Say this slowly"):
        holders = [cell for cell in cells if words in cell.source]
        assert holders
        for cell in holders:
            assert cell.metadata.slideshow.slide_type == "notes" and cell.source.startswith("<details>")


def test_code_is_folded_where_it_only_asks(made):
    cells = {cell.source: cell.metadata for cell in read(made / "01_demo.ipynb").cells if cell.cell_type == "code"}
    asks = cells['demo.predict("sign")']
    assert (
        asks["jupyter"]["source_hidden"]
        and asks["slideshow"]["hide_code"]
        and cells["demo.quiz()"]["jupyter"]["source_hidden"]
    )
    assert not any(
        "jupyter" in metadata for text, metadata in cells.items() if "class demo" in text or "def double" in text
    )


def test_every_question_and_exercise_has_a_slide_of_its_own(made):
    before = ""  # what stands on the slide so far
    for cell in read(made / "01_demo.ipynb").cells:
        kind = cell.metadata.slideshow.slide_type
        if kind in ("slide", "subslide"):
            before = ""
        if cell.source.startswith(("demo.predict", "def double")):
            assert len(before.splitlines()) < 2, "more than the heading of its part"
        if kind not in ("notes", "skip"):
            before += cell.source


def test_the_quiz_is_in_the_notebook_and_on_no_slide(made):
    cells = read(made / "01_demo.ipynb").cells
    assert [cell.metadata.slideshow.slide_type for cell in cells if cell.source == "demo.quiz()"] == ["skip"]


def test_a_question_that_the_lecturer_has_answered_before_is_put_to_the_room_afresh(made, tmp_path, monkeypatch):
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "own.jsonl"))
    progress.current().add("prediction", lesson="demo", id="sign", choice="Anything", right=True)
    cells = [cell for cell in read(made / "01_demo.ipynb").cells if cell.cell_type == "code"]
    assert cells[0].metadata.slideshow.slide_type == "notes"
    exec(cells[0].source, {})
    assert not progress.current().records()


@every_lesson
def test_no_slide_has_a_heading_and_nothing_else(page):
    slides = []
    for cell in lecture(page).cells:
        kind = cell.metadata.slideshow.slide_type
        if kind in ("slide", "subslide"):
            slides.append([])
        if kind not in ("notes", "skip"):
            slides[-1].append(cell.source)
    assert not [slide for slide in slides if re.fullmatch("#+ .+", "\n".join(slide))]


@every_lesson
def test_each_lesson_begins_with_its_title_and_a_picture(page):
    notebook = lecture(page)
    shown = [cell for cell, kind in zip(notebook.cells, kinds(notebook)) if kind != "notes"]
    assert shown[0].metadata.slideshow.slide_type == "slide" and shown[0].source.startswith(f"# {int(page.name[:2])}")
    assert any(re.search(rf"\b{page.folder}\.\w+\(", cell.source) for cell in shown[1:3])
    assert 12 <= sum(kind in ("slide", "subslide") for kind in kinds(notebook)) <= 70


@every_lesson
def test_each_lesson_fits_into_a_lecture(page):
    parts = plan(page)
    assert len(parts) >= 4 and 30 <= sum(minutes for _, minutes in parts) <= LECTURE


@every_lesson
def test_no_slide_is_crowded(page):
    """Words of one slide, tables and all: what a room can read while somebody talks."""
    notebook, words = lecture(page), 0
    for cell, kind in zip(notebook.cells, kinds(notebook)):
        if kind in ("slide", "subslide"):
            words = 0
        if kind != "notes" and cell.cell_type == "markdown":
            words += len(re.sub(r"\$.*?\$", "", cell.source).split())
            assert words < 210, cell.source


# ---- slides ---------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """The tags of a page and what they fetch."""

    def __init__(self, text):
        super().__init__()
        self.open, self.fetched, self.count = [], [], {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.count[tag] = self.count.get(tag, 0) + 1
        self.fetched += [value for name, value in attributes if name in ("src", "href") and tag != "a"]
        if tag not in ("meta", "img", "br", "link", "hr", "input", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_slides_are_one_whole_file_that_fetches_nothing(made):
    text = (made / "01_demo.html").read_text(encoding="utf-8")
    tags = Tags(text)
    assert not tags.open and tags.count["section"] > 4
    assert tags.fetched and all(address.startswith("data:") for address in tags.fetched)
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)", text)


def test_slides_keep_answers_behind_a_click_and_notes_at_home(made):
    text = (made / "01_demo.html").read_text(encoding="utf-8")
    assert "Say this slowly" not in text
    assert text.index("<details>") < text.index("secret reason")
    assert text.count("<details>") == 3, "two predictions and one question"


def test_formulas_are_drawn_by_the_browser_itself():
    from course.publish.slides import _markdown

    drawn = _markdown.render("$$\n\\frac{1}{n}\\sum_i x_i\n$$\n\nand $a < b$")
    assert drawn.count("<math") == 2 and "<mfrac>" in drawn and "$" not in drawn


@every_lesson
def test_every_formula_of_each_lesson_can_be_drawn(page):
    from course.publish.slides import _markdown

    for cell in lecture(page).cells:
        if cell.cell_type == "markdown":
            assert "$$" not in _markdown.render(cell.source)


# ---- assignments ----------------------------------------------------------------------------------------


def test_an_assignment_has_the_exercises_and_nothing_else(made):
    for kind, inside in (("source", "### BEGIN SOLUTION"), ("handout", source.YOUR_CODE)):
        notebook = read(made / kind / "01_demo" / "01_demo.ipynb")
        text, head, exercise, check = [cell.source for cell in notebook.cells]
        assert "A demonstration" in text and "import demo" in head
        assert inside in exercise
        assert check.splitlines() == [
            "result = demo.check(double)",
            "display(result)",  # and not the cell's value, which nbgrader would take for partial credit
            'assert result, "double is not right yet; what to look at stands above."',
        ]


def test_students_get_no_solution(made):
    assert "return 2 * x" not in (made / "handout" / "01_demo" / "01_demo.ipynb").read_text(encoding="utf-8")


def test_nbgraders_settings_name_the_courses_own_stub_and_a_teachers_changes_stay(built, tmp_path):
    settings = tmp_path / "nbgrader_config.py"
    teach.assignments(built.demo(), tmp_path, say=lambda path: None)
    assert f'c.ClearSolutions.code_stub = {{"python": "{source.YOUR_CODE}"}}' in settings.read_text()
    settings.write_text("# mine\n")
    teach.assignments(built.demo(), tmp_path, say=lambda path: None)
    assert settings.read_text() == "# mine\n"


def test_an_assignments_cells_are_marked_as_nbgrader_wants_them(made):
    *_, exercise, check = read(made / "source" / "01_demo" / "01_demo.ipynb").cells
    wanted = {"schema_version": 3, "task": False, "cell_type": "code"}
    assert exercise.metadata.nbgrader == wanted | {
        "grade_id": "double",
        "solution": True,
        "grade": False,
        "locked": False,
    }
    assert check.metadata.nbgrader == wanted | {
        "grade_id": "double_check", "solution": False, "grade": True, "locked": True, "points": 5}  # fmt: skip


def test_a_lesson_without_exercises_makes_no_assignment(course, tmp_path):
    course.replace(":tags: [exercise]\n\ndef double(x):", "def double(x):")
    course.replace("    ### BEGIN SOLUTION\n", "")
    course.replace("    ### END SOLUTION\n", "")
    with pytest.raises(pages.PublishError, match="no exercises"):
        teach.assignments(course.demo(), tmp_path)

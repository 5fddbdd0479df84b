"""Assignments of the small course, and a deck for every real lesson. (test_deck.py has what becomes of decks.)"""

from pathlib import Path

import nbformat
import pytest

from course.practice import source
from course.publish import pages, teach
from course.publish.deck import read as deck

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"
PAGES = [page for page in pages.discover(LESSONS) if page.folder]


@pytest.fixture(scope="module")
def made(built, tmp_path_factory):
    """A folder with the small course's assignment."""
    folder = tmp_path_factory.mktemp("teach")
    said = []
    teach.assignments(built.demo(), folder, say=said.append)
    assert [path.relative_to(folder).as_posix() for path in said] == [
        "source/01_demo/01_demo.ipynb", "handout/01_demo/01_demo.ipynb", "nbgrader_config.py",
    ]  # fmt: skip
    return folder


def read(path):
    return nbformat.read(path, as_version=4)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_lesson_has_a_deck(page):
    assert deck.exists(page.path.parent)


@pytest.mark.parametrize("make", [teach.lectures, teach.slides])
def test_a_lesson_without_a_deck_is_told_so(make, course, tmp_path):
    with pytest.raises(pages.PublishError, match="01_demo has no deck.md"):
        make(course.demo(), tmp_path)


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

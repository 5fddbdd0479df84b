"""What a lesson's source becomes in the learner's notebook."""

import pytest

from course.publish import learner, pages
from course.publish.pages import PublishError


@pytest.fixture
def cells(course):
    return learner.notebook(course.demo()[0]).cells


def after(cells, text):
    """The cells from the first whose source starts with this text."""
    return cells[next(n for n, cell in enumerate(cells) if cell.source.startswith(text)) :]


def test_markdown_is_cut_at_its_questions_in_order(cells):
    found = [(cell.cell_type, cell.source) for cell in after(cells, "Before the question")[:4]]
    assert found == [
        ("markdown", "Before the question."),
        ("code", 'demo.predict("sign")'),
        ("markdown", "Between the questions."),
        ("code", 'demo.predict("size")'),
    ]


def test_a_question_at_the_start_of_its_cell_leaves_no_empty_cell(cells):
    assert [cell.source for cell in cells[-2:]] == ["demo.quiz()", "Goodbye."]
    assert all(cell.source.strip() for cell in cells)


def test_an_exercise_becomes_stub_check_and_folded_solution(cells):
    stub, check, solution = after(cells, "def double")[:3]
    assert stub.source == 'def double(x):\n    """Twice x."""\n    ...  # your code here'
    assert check.source == "demo.check(double)"
    assert solution.cell_type == "markdown"
    assert solution.source == (
        "<details>\n<summary>A worked solution</summary>\n\n"
        '```python\ndef double(x):\n    """Twice x."""\n    return 2 * x\n```\n\n</details>'
    )


def test_a_solution_with_backticks_in_it_stays_in_its_fence(course):
    course.replace('"""Twice x."""', '"""Twice x.\n\n    ```\n    double(1)\n    ```\n    """')
    solution = next(c for c in learner.notebook(course.demo()[0]).cells if c.source.startswith("<details>"))
    assert solution.source.count("````") == 2 and "````python\n" in solution.source


def test_nothing_of_the_lecturers_or_the_answers_reaches_the_learner(course):
    made = learner.notebook(course.demo()[0])
    text = str(made)
    for secret in [
        "lecturer",
        "secret reason",
        "It is the end",
        "SOLUTION",
        "answer: 2",
        "slideshow",
        "jupytext",
        "minutes",
        "builds_on",
    ]:
        assert secret not in text
    assert set(made.metadata) == {"kernelspec", "language_info", "nets_by_hand"}
    assert "version" not in made.metadata.language_info


def test_tags_stay(cells):
    assert after(cells, "class demo")[0].metadata["tags"] == ["setup"]
    assert after(cells, 'double("x"')[0].metadata["tags"] == ["raises-exception"]


def test_ids_come_from_the_content_and_differ(course, cells):
    ids = [cell.id for cell in cells]
    assert len(set(ids)) == len(ids)
    course.replace("Goodbye.", "Farewell.")
    again = [cell.id for cell in learner.notebook(course.demo()[0]).cells]
    assert again[:-1] == ids[:-1] and again[-1] != ids[-1]


def test_equal_cells_have_different_ids(course):
    course.replace("Goodbye.", "Goodbye.\n\n+++\n\nGoodbye.")
    ids = [cell.id for cell in learner.notebook(course.demo()[0]).cells if cell.source == "Goodbye."]
    assert len(ids) == len(set(ids)) == 2


@pytest.mark.parametrize(
    "old, new, said",
    [
        (":tags: [exercise]\n\n", "", "without the tag `exercise`"),
        ("```{prediction} sign\n", " ```{prediction} sign\n", "left edge"),
        ("    ### END SOLUTION\n", "", "END SOLUTION"),
        ("answer: 2", "answer: 3", "counts from 1 to 2"),
    ],
)
def test_a_mistake_that_would_show_a_solution_or_break_a_question_stops_the_build(course, old, new, said):
    course.replace(old, new)
    with pytest.raises(PublishError, match=said) as caught:
        learner.notebook(course.demo()[0])
    assert "demo" in str(caught.value) and "\n" not in str(caught.value)


def test_the_index_cannot_ask(course):
    index = course.lessons / "index.md"
    index.write_text(index.read_text() + "\n```{quiz}\n- x\n```\n")
    with pytest.raises(PublishError, match="only a lesson"):
        learner.notebook(pages.discover(course.lessons)[0])


def test_pages_are_found_and_named(course):
    assert [page.name for page in pages.discover(course.lessons)] == ["index", "01_demo"]


@pytest.mark.parametrize("word", ["demo", "01_demo", "01", "1"])
def test_a_lesson_answers_to_its_names(course, word):
    assert [page.name for page in pages.choose(pages.discover(course.lessons), [word])] == ["01_demo"]


def test_an_unknown_lesson_is_named_with_those_that_exist(course):
    with pytest.raises(PublishError, match="no lesson 'dem'.*index, 01_demo"):
        pages.choose(pages.discover(course.lessons), ["dem"])


def test_two_lessons_with_one_number_are_refused(course):
    other = course.lessons / "other"
    other.mkdir()
    (other / "lesson.md").write_text((course.lessons / "demo" / "lesson.md").read_text())
    with pytest.raises(PublishError, match="demo and other both have the number 01"):
        pages.discover(course.lessons)

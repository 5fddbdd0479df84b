"""What a lesson's source becomes in the learner's notebook."""

import re

import pytest

from course.publish import learner, pages
from course.publish.pages import PublishError


@pytest.fixture
def cells(course):
    return learner.notebook(course.demo()[0]).cells


def after(cells, text):
    """The cells from the first whose source starts with this text."""
    return cells[next(n for n, cell in enumerate(cells) if cell.source.startswith(text)) :]


IMPORT = "from course.lessons import demo\n"


def test_markdown_is_cut_at_its_questions_in_order(cells):
    found = [(cell.cell_type, cell.source) for cell in after(cells, "Before the question")[:4]]
    assert found == [
        ("markdown", "Before the question."),
        ("code", IMPORT + 'demo.predict("sign")'),
        ("markdown", FOLDED.format("Between the questions.")),
        ("code", IMPORT + 'demo.predict("size")'),
    ]


FOLDED = (
    '<details class="nbh-explanation">\n<summary>The explanation, once you have answered</summary>\n\n{}\n\n</details>'
)


def test_what_follows_a_prediction_is_folded_as_far_as_the_next_heading(course):
    text = "It is not.\n\n```python\n# no heading\n```\n\n## Next\n\nMore.\n\n+++\n\nOn."
    course.replace("Between the questions.", text)
    found = after(learner.notebook(course.demo()[0]).cells, FOLDED.split("{}")[0])[:3]
    assert [cell.source for cell in found] == [
        FOLDED.format("It is not.\n\n```python\n# no heading\n```"),
        "## Next\n\nMore.",
        "On.",
    ]
    assert found[0].metadata == {"editable": False} and found[1].metadata == {}


def test_text_after_a_prediction_that_leads_to_an_exercise_or_says_so_stays_open(course):
    course.replace("because: Another secret reason.\n```\n", "because: Another.\n```\n\nNow write it.\n")
    course.replace("because: It is the secret reason.", "because: It is.\nbelow: open")
    sources = [cell.source for cell in learner.notebook(course.demo()[0]).cells]
    assert "Now write it." in sources and "Between the questions." in sources


def test_a_last_paragraph_that_leads_to_what_follows_stays_open(course):
    for text, open_too in (("It is not.\n\nCompare:", "Compare:"), ("It is not.\n\nSo:\n\n## Next", "## Next")):
        course.replace("Between the questions.", text)
        found = after(learner.notebook(course.demo()[0]).cells, FOLDED.split("{}")[0])[:2]
        hidden = text.removesuffix(open_too).strip()
        assert [cell.source for cell in found] == [FOLDED.format(hidden), open_too]
        course.replace(text, "Between the questions.")


def test_a_cell_that_calls_up_a_figure_or_a_question_runs_on_its_own(cells):
    calls = [cell.source for cell in cells if cell.cell_type == "code" and re.search(r"^demo\.", cell.source, re.M)]
    assert len(calls) == 5 and all(source.startswith(IMPORT) for source in calls)
    assert after(cells, "import os")[0].source.startswith("import os, pathlib")  # this one works for itself


def test_a_lesson_ends_with_the_way_on_and_the_first_page_does_not(course, cells):
    assert cells[-1].source == IMPORT + "demo.onward()"
    assert not any("onward" in cell.source for cell in learner.notebook(pages.discover(course.lessons)[0]).cells)


def test_a_lesson_that_is_named_is_a_link(course):
    other = course.lessons / "other"
    other.mkdir()
    text = (course.lessons / "demo" / "lesson.md").read_text().replace("number: 1", "number: 2")
    (other / "lesson.md").write_text(text)
    course.replace(
        "Goodbye.",
        "See **lesson 2**, lessons 1 and 2, lesson 7, `lesson 2`, $lesson 2$, [lesson 2](x).\n\n# In lesson 2",
    )
    said = next(cell.source for cell in learner.notebook(course.demo()[0]).cells if cell.source.startswith("See"))
    assert said == (
        "See **[lesson 2](02_other.ipynb)**, lessons 1 and [2](02_other.ipynb), lesson 7, `lesson 2`, $lesson 2$, "
        "[lesson 2](x).\n\n# In lesson 2"
    )


def test_a_folded_solution_does_not_open_as_raw_text(cells):
    assert after(cells, "<details>")[0].metadata["editable"] is False


def test_a_question_at_the_start_of_its_cell_leaves_no_empty_cell(cells):
    assert [cell.source for cell in cells[-3:-1]] == [IMPORT + "demo.quiz()", "Goodbye."]
    assert all(cell.source.strip() for cell in cells)


def test_an_exercise_becomes_stub_check_and_folded_solution(cells):
    stub, check, solution = after(cells, "def double")[:3]
    assert stub.source == 'def double(x):\n    """Twice x."""\n    ...  # your code here'
    assert check.source == IMPORT + "demo.check(double)"
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
    assert [k for k, (new, old) in enumerate(zip(again, ids, strict=True)) if new != old] == [len(ids) - 2]


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

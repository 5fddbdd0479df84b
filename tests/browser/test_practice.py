"""A learner's way through a lesson: predictions, exercises, the quiz, and the map on the first page."""

from functools import cache

import harness
import pytest

LESSONS = harness.thorough()
SOURCES = {path: harness.package(path).lesson.source for path in LESSONS}


def places(learner, wanted):
    """``{name: cell}`` of the cells that hold ``wanted`` with each of these names: {name: text}."""
    return {
        name: next(k for k, source in enumerate(learner.sources()) if text in source) for name, text in wanted.items()
    }


@pytest.fixture(scope="module")
def learner(request, lab):
    """The lesson's notebook, run, with nothing answered before or remembered after."""
    lab.progress_file.unlink(missing_ok=True)
    opened = lab.open(request.param, name=request.param.stem)
    assert opened.run_all() == []
    yield opened
    opened.close()
    lab.progress_file.unlink(missing_ok=True)


each_lesson = pytest.mark.parametrize("learner", LESSONS, indirect=True, ids=lambda path: path.stem)


# ---- what a learner does once, whichever test needs it first ----------------------------------------------


@cache
def predict(learner):
    """Answer each prediction, wrongly."""
    lesson, package = SOURCES[learner.source], harness.package(learner.source)
    for name, cell in places(learner, {name: f'.predict("{name}")' for name in lesson.predictions}).items():
        asked, box = lesson.predictions[name], learner.cell(cell)
        box.locator(".nbh-form").wait_for()
        assert box.locator(".nbh-right, .nbh-explorer").count() == 0 and box.locator(".nbh-feedback").inner_text() == ""
        wrong = (asked.answer + 1) % len(asked.choices)
        box.locator("input[type=radio]").nth(wrong).check()
        box.get_by_role("button", name="Commit").click()
        box.get_by_text("Not this time").wait_for()
        assert box.locator(".nbh-choice").nth(asked.answer).get_attribute("class").split() == [
            "nbh-choice",
            "nbh-right",
        ]
        assert len(box.locator(".nbh-feedback").inner_text()) > 60
        if asked.show:
            explorer = getattr(package, asked.show.partition("(")[0])
            shown = harness.Shown(learner, explorer, cell, stored=False)
            shown.wait_alive()
            shown.agree()
        learner.run_cell(cell)  # asked again, it remembers
        box.get_by_text("Not this time").wait_for()
        assert box.locator("input[type=radio]").nth(wrong).is_checked()


@cache
def solve(learner):
    """Try each exercise with a slip, and then right."""
    lesson = SOURCES[learner.source]
    for name, cell in places(learner, {name: f"def {name}(" for name in lesson.exercises}).items():
        answer = learner.cell(cell + 1).locator(".jp-OutputArea-output").last
        assert "not started" in answer.inner_text()
        right = lesson.exercises[name].solution
        for attempt, verdict in ((right.replace("return ", "return 1000 + "), "not yet"), (right, "passed")):
            learner.write(cell, attempt)
            learner.run_cell(cell)
            learner.run_cell(cell + 1)
            learner.until(
                lambda: f"{name}: {verdict}" in answer.inner_text(),
                lambda: f"{verdict} was wanted: {answer.inner_text()}",
            )
    assert learner.errors() == []


@cache
def finish_quiz(learner):
    """Answer the first question wrongly at first, and the others right."""
    quiz = SOURCES[learner.source].quiz
    (cell,) = places(learner, {"quiz": ".quiz()"}).values()
    box = learner.cell(cell)
    for number, asked in enumerate(quiz):
        form = box.locator(".nbh-form").nth(number)
        right = next(k for k, choice in enumerate(asked.choices) if choice.right)
        tries = [(right + 1) % len(asked.choices), right] if number == 0 else [right]
        for choice in tries:
            form.locator("input[type=radio]").nth(choice).check()
            form.get_by_role("button", name="Commit").click()
            form.get_by_text("Right." if choice == right else "Not this one.", exact=True).wait_for()
    box.get_by_text(f"You got {len(quiz) - 1} of {len(quiz)} right at the first try.").wait_for()


# ---- and what comes of it -----------------------------------------------------------------------------------


@each_lesson
def test_each_prediction_is_answered_after_the_commit_and_not_before(learner):
    predict(learner)


@each_lesson
def test_each_exercise_passes_with_its_solution_and_gives_a_hint_for_a_slip(learner):
    solve(learner)


def test_a_known_mistake_gets_the_hint_that_knows_it(lab):
    opened = lab.open(harness.notebook_of("import numpy as np\nfrom course.lessons import loss", "", "loss.check(mse)"))
    opened.write(1, "def mse(prediction, target):\n    return np.sum((prediction - target) ** 2)")
    assert opened.run_all() == []
    said = opened.cell(2).locator(".jp-OutputArea-output").inner_text()
    assert "mse: not yet" in said and "sum of the squares" in said and "divides by how many" in said
    opened.close()


@each_lesson
def test_the_quiz_says_why_and_counts_first_tries(learner):
    finish_quiz(learner)


@each_lesson
def test_keys_pressed_on_a_question_are_not_the_notebooks(learner):
    finish_quiz(learner)
    cells = learner.count_cells()
    (cell,) = places(learner, {"quiz": ".quiz()"}).values()
    learner.select(cell)
    again = learner.cell(cell).get_by_role("button", name="Start the quiz again")
    again.focus()
    for key in ("d", "d", "a", "x"):
        learner.page.keyboard.press(key)
    again.press("Enter")
    choice = learner.cell(cell).locator("input[type=radio]:not([disabled])").first
    choice.focus()
    for key in ("d", "d", "a", "x", "Space"):
        learner.page.keyboard.press(key)
    assert choice.is_checked() and learner.count_cells() == cells


@each_lesson
def test_the_first_page_knows_what_was_done_and_leads_to_the_lesson(learner, lab):
    for done in (predict, solve, finish_quiz):
        done(learner)
    lesson = SOURCES[learner.source]
    index = lab.open(harness.HOME / "notebooks" / "index.ipynb")
    assert index.run_all() == []
    row = index.panel.locator("tr", has_text=lesson.title).last
    said = row.inner_text()
    assert f"{len(lesson.predictions)} of {len(lesson.predictions)}" in said
    assert f"{len(lesson.exercises)} of {len(lesson.exercises)}" in said
    assert f"{len(lesson.quiz) - 1} of {len(lesson.quiz)} right" in said and "finished" in said
    row.get_by_role("link", name=lesson.title).click()
    index.page.wait_for_function(
        "name => window.jupyterapp.shell.currentWidget?.context?.path?.endsWith(name)", arg=learner.path.name
    )
    index.close()


# ---- hints by degrees ---------------------------------------------------------------------------------------


def test_a_hint_and_the_solution_are_asked_for_by_keyboard_one_at_a_time(lab):
    opened = lab.open(
        harness.notebook_of(
            "import numpy as np\nfrom course.lessons import loss",
            "def mse(prediction, target):\n    return np.mean(prediction - target)",
            "loss.check(mse)",
            'loss.hint("mse")',
        )
    )
    assert opened.run_all() == []
    said = opened.cell(2).locator(".jp-OutputArea-output")
    button = said.get_by_role("button", name="hint (2 of 3)")
    assert "mean of the plain differences" in said.inner_text() and "How far off" not in said.inner_text()
    cells = opened.count_cells()
    for name in ("hint (1 of 3)", "hint (2 of 3)", "hint (3 of 3)", "First line of the solution"):
        button = said.get_by_role("button", name=name)
        button.focus()
        opened.page.keyboard.press("Enter" if "2" in name else "Space")
        button.wait_for(state="detached" if "First" not in name else "hidden")
    assert (
        "How far off is each prediction?" in said.inner_text()
        and "np.mean((prediction - target) ** 2)" in said.inner_text()
    )
    assert opened.count_cells() == cells and said.get_by_role("button").count() == 0
    opened.close()

"""A lesson at a learner's laptop, in a window of 1366 x 625: the next day, the way on, what is folded."""

import json

import harness
import nbformat
import pytest

LAPTOP = {"width": 1366, "height": 625}
LESSON = harness.HOME / "notebooks" / "02_descent.ipynb"
NEXT = harness.HOME / "notebooks" / "03_backprop.ipynb"
INDEX = harness.HOME / "notebooks" / "index.ipynb"
VIEW = "application/vnd.jupyter.widget-view+json"


def place(notebook, text):
    """The number of the cell that holds this text."""
    return next(number for number, source in enumerate(notebook.sources()) if text in source)


def dirty(notebook):
    return notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.model.dirty")


def shown_path(notebook):
    return notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget?.context?.path")


def back_to(notebook):
    """Show this notebook again."""
    notebook.command("docmanager:open", path=notebook.path.name)
    notebook.until(lambda: shown_path(notebook) == notebook.path.name, "the lesson does not come back")


def answer(notebook, name, choice=0):
    """Commit to a choice of this prediction. Gives its cell."""
    cell = notebook.cell(place(notebook, f'.predict("{name}")'))
    cell.locator("input[type=radio]").nth(choice).check()
    cell.get_by_role("button", name="Commit").click()
    cell.locator(".nbh-right").first.wait_for()
    return cell


@pytest.fixture(scope="module")
def yesterday(lab):
    """Lesson 2 after a day's work: run, a prediction answered, something written, saved, closed, the kernel gone."""
    lab.progress_file.unlink(missing_ok=True)
    opened = lab.open(LESSON, name=LESSON.stem, viewport=LAPTOP)
    assert opened.run_all() == []
    answer(opened, "tenfold", 2)
    opened.write(place(opened, "def descend("), "mine = 'what I wrote'")
    opened.command("docmanager:save")
    opened.until(lambda: not dirty(opened), "it is not saved")
    opened.close()
    yield opened
    lab.progress_file.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def today(lab, yesterday):
    """The same file on the next day, not yet run."""
    opened = harness.Notebook(lab, lab._page(LESSON.stem, viewport=LAPTOP), yesterday.path, LESSON)
    yield opened
    opened.close()


# ---- the next day ---------------------------------------------------------------------------------------


def test_what_is_saved_holds_pictures_and_no_widget(yesterday):
    saved = nbformat.read(yesterday.path, as_version=4)
    assert VIEW not in json.dumps(saved)
    explorers = [place.cell for place in harness.explorers(LESSON)]
    assert len(explorers) == 5
    for cell in explorers:
        assert "image/png" in saved.cells[cell].outputs[0].data


def test_it_opens_as_it_was_left_with_no_error_anywhere(today):
    assert today.panel.get_by_text("Error displaying widget").count() == 0
    for shown in harness.explorers(LESSON):
        picture = today.cell(shown.cell).locator(".jp-OutputArea-output img")
        assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") > 600
    assert today.sources()[place(today, "mine =")] == "mine = 'what I wrote'"


def test_who_only_looks_is_not_asked_to_save(lab, today):
    assert not dirty(today)
    index = lab.open(INDEX, viewport=LAPTOP)
    index.page.wait_for_timeout(1500)  # the kernel has said which Python it is
    assert not dirty(index)
    index.close()


def test_a_figure_and_a_question_run_on_their_own_where_one_goes_on(today):
    ravine = next(shown for shown in harness.explorers(LESSON) if shown.explorer.name == "ravine")
    asked = place(today, '.predict("tenfold")')
    today.run_cell(ravine.cell)
    today.run_cell(asked)
    harness.Shown(today, ravine.explorer, ravine.cell).wait_alive()
    today.cell(asked).get_by_text("You were right.").or_(today.cell(asked).get_by_text("Not this time")).wait_for()
    assert today.errors() == []


# ---- what is folded -------------------------------------------------------------------------------------


def test_what_gives_an_answer_away_opens_with_the_answer(today):
    asked = place(today, '.predict("tenfold")')
    fold = today.cell(asked + 1).locator("details.nbh-explanation")
    today.until(lambda: fold.evaluate("fold => fold.open"), "it stays closed after the answer")
    closed = today.panel.locator("details.nbh-explanation:not([open])")
    today.run_cell(place(today, '.predict("five_percent")'))
    assert [text for text in closed.all_inner_texts() if "multiplies" in text] == []


def test_a_double_click_on_a_solution_leaves_it_as_it_is(today):
    cell = today.cell(place(today, "A worked solution"))
    cell.locator("summary").dblclick()
    today.page.keyboard.press("Escape")
    assert cell.locator(".jp-MarkdownOutput summary").is_visible()
    assert cell.locator(".cm-content").filter(visible=True).count() == 0
    before = today.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex")
    today.page.keyboard.press("ArrowDown")
    after = today.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex")
    assert after == before + 1, "the arrow keys are dead"


# ---- the way ----------------------------------------------------------------------------------------------


def test_the_lessons_end_says_what_is_open_and_leads_on(lab, today):
    (lab.folder / "course" / NEXT.name).write_bytes(NEXT.read_bytes())
    (lab.folder / "course" / INDEX.name).write_bytes(INDEX.read_bytes())
    end = today.cell(place(today, "descent.onward()"))  # not run today
    said = end.inner_text()
    assert "the exercise descend" in said and "1. One step downhill: the exercise descend" in said, said
    end.get_by_role("link", name="2. Steep one way").click()
    heading = today.panel.get_by_role("heading", name="2. Steep one way")
    today.until(lambda: heading.evaluate("h => Math.abs(h.getBoundingClientRect().top) < 700"), "it does not go there")
    for name, path in (("Next: 3", NEXT.name), ("All lessons", INDEX.name)):
        end.get_by_role("link", name=name).click()
        today.until(lambda path=path: shown_path(today) == path, f"{name} leads elsewhere")
        back_to(today)


def test_a_lesson_that_is_named_in_the_text_is_a_link(today):
    today.panel.locator(".jp-MarkdownOutput").get_by_role("link", name="lesson 3").first.click()
    today.until(lambda: shown_path(today) == NEXT.name, "lesson 3 does not open")
    back_to(today)


def test_the_first_page_is_right_when_it_is_opened(lab, today):
    index = lab.open(INDEX, viewport=LAPTOP)
    table = index.panel.locator(".jp-OutputArea-output")
    assert "Continue where you left off: 2. Gradient descent" in table.inner_text()
    assert "1 of 5" in table.get_by_role("row", name="Gradient descent").inner_text()
    assert table.get_by_role("link").first.get_attribute("href").partition("#")[2] or True
    index.close()

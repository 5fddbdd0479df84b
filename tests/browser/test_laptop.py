"""A lesson at a learner's laptop, in a window of 1366 x 625: the next day, the way on, and figures that are at hand."""

import json

import harness
import nbformat
import pytest

from course.live import style

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
    for page in (NEXT, INDEX):
        (lab.folder / "course" / page.name).write_bytes(page.read_bytes())
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
    assert len(explorers) >= 5
    for cell in explorers:
        assert "image/png" in saved.cells[cell].outputs[0].data


def test_it_opens_as_it_was_left_with_no_error_anywhere(today):
    assert today.panel.get_by_text("Error displaying widget").count() == 0
    for shown in harness.explorers(LESSON):
        picture = today.cell(shown.cell).locator(".jp-OutputArea-output img")
        wide, high = picture.evaluate("img => img.decode().then(() => [img.naturalWidth, img.naturalHeight])")
        width, height = shown.explorer.size
        assert wide > 600 and 1.04 < (high / wide) / (height / width) < 1.3, "it does not say that it is stored"
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


def test_the_lessons_end_says_what_is_open_and_leads_on(today):
    end = today.cell(place(today, "descent.onward()"))  # not run today
    said = end.inner_text()
    assert "the exercise descend" in said and "the quiz" in said, said
    section = end.locator("li a").nth(1)
    heading = today.panel.get_by_role("heading", name=section.inner_text()).first
    section.click()
    today.until(
        lambda: heading.evaluate("h => { const y = h.getBoundingClientRect().top; return y > 0 && y < innerHeight; }"),
        "it does not go there",
    )
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
    row = table.get_by_role("row", name="Gradient descent")
    assert f"1 of {len(harness.package(LESSON).lesson.source.predictions)}" in row.inner_text()
    index.close()


def test_the_first_page_is_up_to_date_again_when_one_comes_back_to_its_tab(today):
    today.command("docmanager:open", path=INDEX.name)
    today.until(lambda: shown_path(today) == INDEX.name, "the first page does not open")
    table = today.panel.locator(".jp-OutputArea-output")
    table.get_by_text("Continue where you left off").wait_for()
    before = table.inner_text()
    back_to(today)
    today.run_cell(place(today, '.predict("escape")'))
    answer(today, "escape")
    today.command("docmanager:open", path=INDEX.name)
    today.until(lambda: table.inner_text() != before, "it stays as it was")
    assert "2 of" in table.get_by_role("row", name="Gradient descent").inner_text()
    assert not dirty(today)
    back_to(today)


def test_lines_are_no_longer_than_an_eye_can_follow(today):
    today.page.set_viewport_size({"width": 1920, "height": 1080})
    widths = today.panel.locator(".jp-MarkdownOutput p").evaluate_all("all => all.map(one => one.clientWidth)")
    today.page.set_viewport_size(LAPTOP)
    assert 500 < max(widths) < 800


# ---- figures at hand ----------------------------------------------------------------------------------------

LIST = """\
from course.lessons import descent
from course.practice import source
from course.practice.tasks import TaskPanel
(block,) = source.blocks('''```{tasks} ravine
- do: Raise η by 5%.
  set: lr=0.0678
- do: Move η until the walk arrives again.
  goal: lr > 0.0646 and predicted < 1
  reached: lr=0.0655
- do: Look at the contours.
```''')
TaskPanel(source.tasks(block), descent.ravine, "descent")"""
ROOM = "() => document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer').clientHeight"


@pytest.fixture(scope="module")
def desk(lab):
    """Lesson 2 with a list of tasks far below its ravine: one cell run, as by a learner, and then all of them."""
    lab.progress_file.unlink(missing_ok=True)
    made = nbformat.read(LESSON, as_version=4)
    made.cells.append(nbformat.v4.new_code_cell(LIST, id="tasks"))
    opened = lab.open(made, viewport=LAPTOP)
    bumpy = figure(opened, "bumpy")
    opened.select(cell_of("bumpy"))
    opened.command("notebook:run-cell-and-select-next")
    bumpy.wait_alive()
    opened.page.wait_for_timeout(500)
    opened.in_view_after_a_single_run = on_screen(bumpy)
    opened.select(0)
    assert opened.run_all() == []
    ravine = figure(opened, "ravine")
    ravine.wait_alive()
    opened.in_view_after_running_all = on_screen(ravine)
    yield opened
    opened.close()
    lab.progress_file.unlink(missing_ok=True)


def cell_of(name):
    """The cell of lesson 2 that shows this explorer."""
    return next(shown.cell for shown in harness.explorers(LESSON) if shown.explorer.name == name)


def figure(notebook, name):
    found = next(shown for shown in harness.explorers(LESSON) if shown.explorer.name == name)
    return harness.Shown(notebook, found.explorer, found.cell, start=found.start)


def on_screen(shown):
    return shown.root.evaluate(
        """root => { const box = root.getBoundingClientRect();
             const page = root.closest('.jp-WindowedPanel-outer').getBoundingClientRect();
             return box.top >= page.top - 3 && box.bottom <= page.bottom + 3; }"""
    )


def test_running_one_cell_brings_its_figure_into_view_and_running_all_does_not(desk):
    assert desk.in_view_after_a_single_run and not desk.in_view_after_running_all


ZOOMED = {"width": 911, "height": 417}  # the laptop's window at 150%


@pytest.mark.parametrize("size", [LAPTOP, {"width": 1920, "height": 1080}, ZOOMED], ids=["laptop", "desk", "zoomed"])
def test_each_figure_fits_on_the_screen_with_its_sliders(desk, size):
    desk.page.set_viewport_size(size)
    tops = "() => [...document.querySelectorAll('.nbh-explorer')].map(root => root.offsetHeight)"
    try:
        fits = desk.until(
            lambda: max(desk.page.evaluate(tops)) <= desk.page.evaluate(ROOM) and desk.page.evaluate(tops),
            lambda: f"{desk.page.evaluate(tops)} in {desk.page.evaluate(ROOM)}",
        )
        assert len(fits) == len(harness.explorers(LESSON)) and min(fits) > (200 if size is ZOOMED else 300)
    finally:
        desk.page.set_viewport_size(LAPTOP)


def test_a_figure_that_is_kept_in_view_lives_and_goes_back(desk):
    ravine = figure(desk, "ravine")
    ravine.root.scroll_into_view_if_needed()
    place_before = ravine.root.evaluate("root => root.parentElement.className")
    ravine.button("Keep in view").click()
    desk.cell(desk.count_cells() - 1).scroll_into_view_if_needed()
    held = desk.panel.locator(".nbh-held")
    box, size = held.bounding_box(), desk.page.viewport_size
    assert 0 <= box["x"] and box["x"] + box["width"] <= size["width"] and box["y"] + box["height"] <= size["height"]
    ravine.press("lr", "Home")
    desk.until(lambda: ravine.settings()["lr"] == 0.001, "it is not alive")
    desk.page.keyboard.press("v")
    desk.until(lambda: held.count() == 0, "the key does not put it back")
    assert ravine.root.evaluate("root => root.parentElement.className") == place_before
    desk.page.keyboard.press("v")
    held.wait_for()
    desk.page.keyboard.press("Escape")
    desk.until(lambda: held.count() == 0, "Escape does not put it back")


def test_a_task_sets_its_figure_and_is_ticked_off_when_it_is_done(desk):
    tasks, ravine = desk.cell(desk.count_cells() - 1), figure(desk, "ravine")
    tasks.get_by_role("button", name="Set it up").click()
    desk.panel.locator(".nbh-held").wait_for()
    desk.until(lambda: ravine.settings()["lr"] == 0.0678, "a click sets nothing")
    assert tasks.locator(".nbh-done").count() == 0
    ravine.press("lr", *["ArrowLeft"] * 4)
    tasks.locator(".nbh-done").filter(has_text="arrives again").wait_for()
    tasks.get_by_role("button", name="Done").last.press("Enter")
    tasks.locator(".nbh-done").filter(has_text="contours").wait_for()
    ravine.button("Put back").click()
    kept = [json.loads(line) for line in desk.lab.progress_file.read_text().splitlines() if line]
    ticked = {one["id"] for one in kept if one["kind"] == "task" and one["done"]}
    assert {"ravine: Move η until the walk arrives again.", "ravine: Look at the contours."} <= ticked


def test_a_number_can_be_typed_beside_a_log_slider(desk):
    ravine = figure(desk, "ravine")
    number = ravine.control("lr").locator(".widget-readout")
    number.click()
    desk.page.keyboard.press("ControlOrMeta+a")
    desk.page.keyboard.type("0.0201")
    desk.page.keyboard.press("Enter")
    desk.until(lambda: "η 0.0201" in ravine.look()["alt"], lambda: ravine.look()["alt"])
    desk.until(lambda: number.inner_text() == "0.0201", "it shows the slider's nearest stop")
    ravine.press("lr", "Home")
    desk.until(lambda: number.inner_text() == "0.001", "the number stays behind")


def test_escape_leads_back_to_the_cell(desk):
    ravine = figure(desk, "ravine")
    cell = cell_of("ravine")
    for thing in (ravine.slider("lr"), ravine.grip(), ravine.control("lr").locator(".widget-readout")):
        thing.focus()
        desk.page.keyboard.press("Escape")
        desk.until(
            lambda: desk.cell(cell).evaluate("cell => document.activeElement === cell"), "the focus is not on the cell"
        )


def test_a_cell_that_runs_again_keeps_the_play(desk):
    ravine = figure(desk, "ravine")
    cell = cell_of("ravine")
    ravine.press("steps", "End")
    desk.until(lambda: ravine.settings()["steps"] == 200, "it does not move")
    ravine.button("Pin").click()
    ravine.button("Unpin").wait_for()
    ravine.press("steps", "Shift+Enter")
    desk.until(lambda: desk.outputs()[cell], "it does not run")
    ravine.wait_alive()
    desk.until(lambda: ravine.settings()["steps"] == 200, "the play is lost")
    ravine.button("Unpin").wait_for()
    ravine.button("Reset").click()
    desk.until(lambda: ravine.settings()["steps"] == ravine.explorer.settings()["steps"], "Reset does nothing")
    assert ravine.button("Unpin").count() == 1
    ravine.button("Unpin").click()


def test_a_longer_verdict_moves_no_slider_back(desk):
    ravine = figure(desk, "ravine")
    tops = set()
    for key in ("Home", "End", "Home", "End"):
        ravine.press("lr", key)
        ravine.agree()
        tops.add(ravine.slider("steps").evaluate("node => node.offsetParent.getBoundingClientRect().top"))
    assert len(tops) <= 2, "the sliders jump"


def test_handles_can_be_taken_by_a_finger_and_points_are_round(desk):
    ravine = figure(desk, "ravine")
    reach = """node => { const box = node.getBoundingClientRect(), hit = (dx, dy) => node.contains(
                 document.elementFromPoint(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy));
               return hit(-13, 0) && hit(13, 0) && hit(0, -13) && hit(0, 13); }"""
    ravine.slider("lr").scroll_into_view_if_needed()
    ravine.press("lr", "ArrowRight")
    assert ravine.slider("lr").evaluate(reach)
    assert ravine.grip().evaluate("node => getComputedStyle(node).borderTopLeftRadius") == "50%"


def test_on_a_dark_page_paper_is_dark_and_a_map_keeps_its_shades(desk):
    ravine = figure(desk, "ravine").reset()
    ravine.agree(**ravine.explorer.settings())
    light = ravine.pixels()
    desk.command("apputils:change-theme", theme="JupyterLab Dark")
    desk.page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")
    try:
        dark = desk.until(lambda: (now := ravine.pixels())[2, 2].max() < 60 and [now], "the paper stays white")[0]
        (left, top, right, bottom), *_ = ravine.scene.stage.maps()
        height, width = light.shape[:2]
        inside = (
            slice(round(top * height) + 4, round(bottom * height) - 4),
            slice(round(left * width) + 4, round(right * width) - 4),
        )
        assert (dark[inside] == light[inside]).all()
        ravine.press("lr", "Home")
        desk.until(lambda: (ravine.pixels() != dark).any(), "it does not move in the dark")
        assert ravine.pixels()[2, 2].max() < 60
    finally:
        desk.command("apputils:change-theme", theme="JupyterLab Light")
    desk.until(lambda: ravine.pixels()[2, 2].min() == 255, "the paper stays dark")


def luminance(color):
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in color)]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def test_every_color_of_the_course_stands_out_from_dark_paper(desk):
    script = (harness.HOME / "course" / "live" / "dark.js").read_text(encoding="utf-8")
    names = ("BLACK", "GREY", "BLUE", "ORANGE", "GREEN", "RED", "SKY", "PURPLE")
    colors = [
        int(getattr(style, name)[5:7] + getattr(style, name)[3:5] + getattr(style, name)[1:3], 16) for name in names
    ]
    painted = desk.page.evaluate(f"colors => {{ {script}; return [0xffffff, ...colors].map(darkened); }}", colors)
    paper, *inks = ([color & 255, color >> 8 & 255, color >> 16 & 255] for color in painted)
    for name, ink in zip(names, inks):
        contrast = (luminance(ink) + 0.05) / (luminance(paper) + 0.05)
        assert contrast >= (4.5 if name in ("BLACK", "GREY") else 3), (name, ink, contrast)

"""Each lesson's notebook as a learner meets it: as it opens, run whole, and each explorer in it touched."""

import re

import harness
import nbformat
import numpy as np
import pytest

from course.live.controls import Choice, Press, Toggle

KEYS = {(0, 1): "ArrowDown", (0, -1): "ArrowUp", (1, 0): "ArrowRight", (-1, 0): "ArrowLeft"}
LESSONS = harness.thorough()
PLACES = [place for notebook in LESSONS for place in harness.explorers(notebook)]
# Where a lesson shows an explorer twice, its controls are tried where it starts as it is, or else at the first.
FIRST = list(
    {
        (place.notebook, place.explorer): place for place in sorted(PLACES[::-1], key=lambda place: not place.start)
    }.values()
)[::-1]

each_lesson = pytest.mark.parametrize("lesson", LESSONS, indirect=True, ids=lambda path: path.stem)


def each(places):
    return pytest.mark.parametrize(
        "lesson, place", [pytest.param(place.notebook, place, id=place.title) for place in places], indirect=["lesson"]
    )


def with_grips(places):
    return [place for place in places if harness.scene_of(place.explorer).stage.grips]


def with_sliders(places):
    return [place for place in places if any(map(harness.is_slider, place.explorer.controls.values()))]


def shown(lesson, place):
    """The explorer, alive and at its start."""
    found = harness.Shown(lesson, place.explorer, place.cell, start=place.start)
    found.wait_alive()
    found.reset()
    found.agree(**place.explorer.settings(**dict(place.start)))
    return found


# ---- the notebook ---------------------------------------------------------------------------------------


def test_there_are_lessons_with_explorers():
    assert LESSONS and PLACES and all(harness.explorers(notebook) for notebook in LESSONS)


@pytest.mark.parametrize("notebook", LESSONS, ids=lambda path: path.stem)
def test_before_anything_has_run_there_are_pictures_and_questions(lab, notebook):
    opened = lab.open(notebook)
    outputs = opened.outputs()
    for place in harness.explorers(notebook):
        picture = opened.cell(place.cell).locator(".jp-OutputArea-output img")
        assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") > 600
        assert opened.cell(place.cell).locator(".nbh-explorer").count() == 0
        # JupyterLab itself shows no picture's alt text; pages made by nbconvert do, from here
        assert place.explorer.title in outputs[place.cell][0]["metadata"]["image/png"]["alt"]
    asked = [number for number, cell in enumerate(outputs)
             if any("Run this cell in JupyterLab to answer" in str(output.get("data", {}).get("text/html")) for output in cell)]  # fmt: skip
    package = harness.package(notebook).lesson.source
    assert len(asked) == len(package.predictions) + bool(package.quiz)
    for number in asked:
        assert opened.cell(number).locator(".jp-RenderedHTML li").first.is_visible()
    opened.close()


@each_lesson
def test_running_all_ends_without_an_error_and_with_every_explorer_alive(lesson):
    assert lesson.error_outputs == []
    for place in harness.explorers(lesson.source):
        harness.Shown(lesson, place.explorer, place.cell).wait_alive()
    formulas = sum(len(re.findall(r"\$[^$]+\$", cell.source)) for cell in nbformat.read(lesson.source, as_version=4).cells
                   if cell.cell_type == "markdown")  # fmt: skip
    assert lesson.panel.locator("mjx-container").count() >= min(formulas, 6) > 0
    assert lesson.panel.locator("mjx-merror, [data-mjx-error]").all_inner_texts() == []


@each_lesson
def test_after_a_reload_with_the_kernel_running_the_explorers_are_live_again(lesson):
    place = with_sliders(harness.explorers(lesson.source))[0]
    before = shown(lesson, place)
    name = before.sliders()[0]
    before.press(name, "ArrowRight", "ArrowRight")
    moved = before.agree(**{name: before.settings()[name]})
    lesson.command("docmanager:save")
    lesson.page.reload()
    lesson.wait_until_ready()
    after = harness.Shown(lesson, place.explorer, place.cell)
    after.wait_alive()
    assert after.agree()["readouts"] == moved["readouts"]
    for other in harness.explorers(lesson.source):
        harness.Shown(lesson, other.explorer, other.cell).wait_alive()
    after.press(name, "ArrowLeft")
    after.agree()


# ---- each explorer --------------------------------------------------------------------------------------


@each(PLACES)
def test_it_opens_at_its_start(lesson, place):
    shown(lesson, place)


@each(FIRST)
def test_sliders_answer_to_the_keyboard(lesson, place):
    found = shown(lesson, place)
    for name in found.sliders():
        low, high = (found.explorer.controls[name].corners()[k] for k in (0, -1))
        found.press(name, "Home")
        at_low, picture = found.agree(**{name: low}), found.pixels()
        found.press(name, "ArrowRight")
        found.notebook.until(lambda: found.settings()[name] > low, f"{name}: the right arrow does nothing")
        found.agree()
        found.press(name, "End")
        at_high = found.agree(**{name: high})
        moves = not np.array_equal(found.pixels(), picture)
        assert moves or place.start, (
            f"{name} moves nothing in the picture"
        )  # as it starts there, another control may rule it out
        assert at_high["alt"] != at_low["alt"]
        found.press(name, "ArrowLeft")
        found.notebook.until(lambda: found.settings()[name] < high, f"{name}: the left arrow does nothing")
        found.agree()
        found.reset()


@each(FIRST)
def test_sliders_answer_to_the_mouse(lesson, place):
    found = shown(lesson, place)
    for name in found.sliders():
        for way, end in ((-1, 0), (1, -1)):
            found.drag(found.slider(name), way * 1000, 0)
            found.agree(**{name: found.explorer.controls[name].corners()[end]})
        found.reset()


@each(
    [place for place in FIRST if any(isinstance(c, (Choice, Press, Toggle)) for c in place.explorer.controls.values())]
)
def test_boxes_and_menus_answer(lesson, place):
    found = shown(lesson, place)
    for name, control in found.explorer.controls.items():
        if isinstance(control, Toggle):
            before, on = found.pixels(), found.settings()[name]
            found.checkbox(name).click()
            found.agree(**{name: not on})
            assert not np.array_equal(found.pixels(), before)
            found.checkbox(name).press("Space")
            found.agree(**{name: on})
        elif isinstance(control, Press):
            found.press_button(name)
            start = found.settings()[name] - 1
            found.agree(**{name: start + 1})
            found.reset().agree(**{name: start})
        elif type(control) is Choice:
            for option in control.options[::-1]:
                found.menu(name).select_option(label=control.text(option))
                found.agree(**{name: option})


@each(with_grips(FIRST))
def test_grips_are_dragged_by_the_mouse(lesson, place):
    found = shown(lesson, place)
    for number in range(found.root.locator(".nbh-grip").count()):
        start, before = found.settings(), np.array(found.grip_at(number))
        way = np.array(found.free_way(number))
        found.carry(number, *way)
        assert found.settings() != start
        found.agree()
        found.drag(found.grip(number), *way[::-1])  # crosswise: some may not go there, and none may part from its point
        found.agree()
        found.reset().agree(**start)
        found.notebook.until(
            lambda: np.abs(found.grip_at(number) - before).max() < 1, f"grip {number} does not go back"
        )


@each(with_grips(FIRST))
def test_grips_answer_to_the_arrow_keys(lesson, place):
    found = shown(lesson, place)
    for number in range(found.root.locator(".nbh-grip").count()):
        start, before = found.settings(), np.array(found.grip_at(number))
        way = np.sign(found.free_way(number))
        there, back = KEYS[tuple(way)], KEYS[tuple(-way)]
        for _ in range(3):
            found.grip(number).press(f"Shift+{there}")
        found.notebook.until(lambda: (found.grip_at(number) - before) @ way > 5, f"grip {number} stays where it was")
        assert found.settings() != start
        far = found.agree()
        for _ in range(3):
            found.grip(number).press(f"Shift+{back}")
        found.notebook.until(lambda: found.look()["grips"] != far["grips"], f"grip {number} does not come back")
        found.agree()
        found.reset().agree(**start)


@each(with_sliders(FIRST))
def test_pin_keeps_the_picture_and_the_numbers_until_unpin(lesson, place):
    found = shown(lesson, place)
    name = found.sliders()[0]
    before, start = found.look(), found.settings()
    found.button("Pin").click()
    found.button("Unpin").wait_for()
    assert found.button("Unpin").get_attribute("aria-pressed") == "true"
    found.press(name, "End")
    high = found.explorer.controls[name].corners()[-1]
    look = found.notebook.until(lambda: (now := found.look())["readouts"] == harness.said(
        found.explorer.at(**{**start, name: high}))[0] and now, "the readouts do not follow under a ghost")  # fmt: skip
    pinned = {name: f"pinned: {text}" for name, _, text in before["readouts"]}
    assert look["pinned"] == [pinned.get(name, "") for name, _, _ in look["readouts"]]

    def ghosted():
        plain = harness.painted(found.scene, look, start, found.settings())
        return not np.array_equal(found.pixels(), plain)

    found.notebook.until(ghosted, "there is no ghost in the picture")
    found.button("Unpin").click()
    found.button("Pin").wait_for()
    look = found.agree(**{name: high})
    assert set(look["pinned"]) == {""}


@each(FIRST)
def test_reset_brings_back_the_very_first_picture(lesson, place):
    found = shown(lesson, place)
    first = found.pixels()
    for name in found.sliders():
        found.press(name, "End")
    found.agree()
    found.button("Reset").click()
    found.agree(**found.explorer.settings(**dict(place.start)))
    assert np.array_equal(found.pixels(), first)


@each(FIRST)
def test_a_screen_reader_can_follow(lesson, place):
    found = shown(lesson, place)
    assert found.canvas.get_attribute("role") == "img"
    for name in found.sliders():
        control, handle = found.explorer.controls[name], found.slider(name)
        assert handle.get_attribute("role") == "slider"
        assert handle.get_attribute("aria-label") == control.title(name)
        for key, value in (("Home", control.corners()[0]), ("End", control.corners()[-1])):
            found.press(name, key)
            look = found.agree(**{name: value})
            text = found.text_of(name, look)
            found.notebook.until(
                lambda: handle.get_attribute("aria-valuetext") == text, f"{name} announces something else"
            )
            assert harness.value_of(control, text) == pytest.approx(value, rel=0.01)
            words = f"{control.title(name)} {control.text(value)}"
            found.notebook.until(
                lambda: words in found.look()["alt"], f"the picture's description does not say {words}"
            )
        found.reset()
    sentence = harness.said(found.explorer.at(**found.explorer.settings(**dict(place.start))))[0]
    found.notebook.until(
        lambda: all(text in found.look()["spoken"] for _, _, text in sentence),
        "the live region does not speak when the hand rests",
    )


@each(with_grips(FIRST))
def test_grips_have_names_and_can_be_reached_by_the_keyboard(lesson, place):
    found = shown(lesson, place)
    labels = found.look()["grips"]
    stage = harness.scene_of(place.explorer).stage
    assert len(set(labels)) == len(labels) == sum(stage.shows(grip.axes) for grip in stage.grips.values())
    for number, label in enumerate(labels):
        grip = found.grip(number)
        assert "arrow keys" in label and grip.get_attribute("aria-roledescription")
        assert grip.evaluate("grip => grip.tabIndex") == 0
        grip.focus()
        assert grip.evaluate("grip => grip === document.activeElement")


@each(FIRST)
def test_the_notebooks_own_keys_rest_while_an_explorer_is_used(lesson, place):
    found = shown(lesson, place)
    cells = lesson.count_cells()
    lesson.select(place.cell)
    things = found.root.locator("button, input, select, [tabindex='0']")
    for number in range(things.count()):
        things.nth(number).focus()
        for key in ("d", "d", "a", "b", "x", "m", "0", "0"):
            lesson.page.keyboard.press(key)
    found.button("Reset").press("Enter")
    found.agree(**place.explorer.settings(**dict(place.start)))  # a round to the kernel and back: the keys are done
    assert lesson.count_cells() == cells
    assert lesson.page.locator(".jp-Dialog").count() == 0

"""Long use, for `make sweep`: each explorer at fifty random settings by hand, then two thousand keys, and nothing that grows."""

import random

import harness
import pytest

from course.live.controls import Choice, Point, Press, Toggle

LESSONS = harness.lessons()
SETTINGS, KEYS = 50, 2000  # for each explorer; for each lesson
GROWTH = {"kernel": 12, "page": 6}  # megabytes that so many keys may add; a picture kept for each would add hundreds


def hand(shown, chance):
    """Every control once, somewhere at random, without waiting for any answer."""
    for name, control in shown.explorer.controls.items():
        if isinstance(control, Point):
            continue
        if harness.is_slider(control):
            track = shown.control(name).locator(".noUi-base").bounding_box()
            shown.page.mouse.click(
                track["x"] + chance.uniform(0.002, 0.998) * track["width"], track["y"] + track["height"] / 2
            )
        elif isinstance(control, Toggle):
            if chance.random() < 0.3:
                shown.checkbox(name).click()
        elif isinstance(control, Press):
            if shown.button(control.title(name)).is_enabled():
                shown.press_button(name)
        elif type(control) is Choice:
            shown.menu(name).select_option(label=control.text(chance.choice(control.options)))
    for number in range(shown.root.locator(".nbh-grip").count()):
        if chance.random() < 0.3:
            shown.drag(shown.grip(number), chance.uniform(-150, 150), chance.uniform(-80, 80))


def rest(shown):
    """Wait until all work has come to its end; gives what the page says."""
    frame = -1

    def rested():
        nonlocal frame
        look = shown.look()
        still, frame = look["frame"] == frame and look["progress"] is None, look["frame"]
        return still and look

    return shown.notebook.until(rested, f"{shown.explorer.name} does not come to rest")


def explorers_of(lesson):
    firsts = {place.explorer: place for place in reversed(harness.explorers(lesson.source))}
    return [
        harness.Shown(lesson, place.explorer, place.cell, start=place.start) for place in list(firsts.values())[::-1]
    ]


def remembers(shown):
    return bool(vars(shown.scene.stage.memory) or vars(shown.scene.truth_memory)) or any(
        isinstance(c, Press) for c in shown.explorer.controls.values()
    )


@pytest.mark.parametrize("lesson", LESSONS, indirect=True, ids=lambda path: path.stem)
def test_fifty_random_settings_by_hand(lesson):
    for shown in explorers_of(lesson):
        shown.wait_alive()
        shown.reset()
        shown.root.scroll_into_view_if_needed()
        chance = random.Random(shown.explorer.name)
        for turn in range(1, SETTINGS + 1):
            hand(shown, chance)
            if turn % 10 == 0:
                assert rest(shown)["error"] == ""
                if not remembers(shown):
                    shown.agree()
        shown.reset()
    assert lesson.errors() == []


def used(page):
    """Megabytes in use, once what is not needed has gone: of the kernel, and of the page's scripts; and the page's elements."""
    kernel = page.ask("(__import__('gc').collect(), __import__('psutil').Process().memory_info().rss)[1]") / 1e6
    session = page.page.context.new_cdp_session(page.page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    elements = page.page.evaluate("() => document.querySelectorAll('*').length")
    session.detach()
    return {"kernel": kernel, "page": heap}, elements


def keys(shown, count):
    """So many presses on its first slider, back and forth, as fast as they go."""
    name = shown.sliders()[0]
    shown.press(name, "Home")
    shown.press(name, *(["ArrowRight"] * 5 + ["ArrowLeft"] * 5) * (count // 10))
    rest(shown)


@pytest.mark.parametrize("lesson", LESSONS, indirect=True, ids=lambda path: path.stem)
def test_two_thousand_keys_leave_nothing_behind(lesson):
    moved = [shown for shown in explorers_of(lesson) if shown.sliders()]
    share = KEYS // len(moved)
    for shown in moved:
        keys(shown, share // 4)
    before, elements = used(lesson)
    counts = lesson.ask(harness.WIDGETS_AND_FIGURES)
    for shown in moved:
        keys(shown, share)
    after, elements_after = used(lesson)
    grown = {what: after[what] - before[what] for what in before}
    print(
        f"\n{lesson.source.stem}: grown by {grown['kernel']:.1f} MB in the kernel, {grown['page']:.1f} MB in the page"
    )
    assert lesson.ask(harness.WIDGETS_AND_FIGURES) == counts
    assert elements_after == elements
    assert all(grown[what] < GROWTH[what] for what in grown), grown
    for shown in moved:
        shown.reset()

"""The engine in a page, on explorers of its own (scenes.py): every control, long work, errors, other windows."""

from itertools import pairwise
from pathlib import Path

import harness
import numpy as np
import pytest
import scenes

# ---- every kind of control ------------------------------------------------------------------------------


def test_every_control_shows_its_quantity_and_answers(on_scratch):
    shown = on_scratch("everything")
    shown.agree(**shown.explorer.settings())
    assert set(shown.sliders()) == {"share", "rate", "count", "batch", "step"}
    for name in shown.sliders():
        low, high = (shown.explorer.controls[name].corners()[k] for k in (0, -1))
        shown.press(name, "End")
        shown.agree(**{name: high})
        shown.press(name, "Home")
        shown.agree(**{name: low})
        shown.drag(shown.slider(name), 900, 0)
        shown.agree(**{name: high})
    shown.checkbox("filled").click()
    shown.agree(filled=True)
    shown.menu("shape").select_option(label="square")
    shown.agree(shape="square", filled=True)
    shown.carry(0, 40, -20)
    x, y = shown.agree()["places"][0]
    assert shown.settings()["spot"] != (0.2, 0.3) and 0 < x < 100 and 0 < y < 100
    shown.reset().agree(**shown.explorer.settings())


@pytest.mark.parametrize("number, name", [(0, "left"), (1, "right")])
def test_of_points_that_overlap_the_nearest_is_taken(on_scratch, number, name):
    shown = on_scratch("neighbours")
    shown.carry(number, *shown.free_way(number))
    other = {"left": "right", "right": "left"}[name]
    look = shown.agree(**{other: 2})
    assert shown.settings(look)[name] != 2


def test_a_point_that_stops_in_some_places_only_can_be_moved_with_single_arrow_keys(on_scratch):
    shown = on_scratch("neighbours")
    for key, end in (("ArrowRight", 3), ("ArrowLeft", 2)):
        for _ in range(40):  # a key is a hundredth of the panel, and a place a fifth
            if shown.settings()["left"] == end:
                break
            shown.grip(0).press(key)
            shown.page.wait_for_timeout(300)  # longer than keys in a row
        shown.agree(left=end, right=2)


def test_after_reset_an_arrow_key_moves_a_point_as_far_as_the_first_time(on_scratch):
    places = []
    for _ in range(2):
        shown = on_scratch("everything")
        shown.grip(0).press("ArrowRight")
        shown.notebook.until(lambda: shown.settings()["spot"] != (0.2, 0.3), "the key moves nothing")
        places.append(shown.agree()["places"])
        shown.page.wait_for_timeout(300)  # longer than keys in a row
    assert places[0] == places[1]


def test_a_log_slider_says_its_value_and_not_its_exponent(on_scratch):
    shown = on_scratch("everything")
    shown.agree(**shown.explorer.settings())
    handle = shown.slider("rate")
    assert handle.get_attribute("aria-label") == "learning rate"
    assert (handle.get_attribute("aria-valuetext"), shown.text_of("rate")) == ("0.1", "0.1")
    shown.press("rate", "Home")
    shown.agree(rate=0.001)
    shown.notebook.until(
        lambda: handle.get_attribute("aria-valuetext") == "0.001", "the low end is announced otherwise"
    )


def test_a_readout_that_is_not_given_is_not_shown(on_scratch):
    shown = on_scratch("everything")
    shown.press("step", "End")
    assert ["late", "late", "12"] in shown.agree(step=12)["readouts"]
    shown.press("step", "Home")
    assert "late" not in [name for name, _, _ in shown.agree(step=0)["readouts"]]


def test_play_moves_on_to_the_end_and_rests_there(on_scratch):
    shown = on_scratch("everything")
    shown.agree(step=0)
    first = shown.look()["frame"]
    shown.root.locator(".widget-play button").first.click()
    look = shown.agree(step=12)
    assert look["frame"] - first > 3, "the steps between are shown too"


# ---- the flow of frames ---------------------------------------------------------------------------------


def test_rapid_changes_never_queue(on_scratch):
    shown = on_scratch("everything")
    shown.agree(**shown.explorer.settings())
    since = len(shown.notebook.messages)
    presses = ["ArrowRight", "ArrowLeft", "ArrowRight"] * 33 + ["ArrowRight"]
    shown.press("share", *presses)
    shown.agree()
    assert shown.settings()["share"] == pytest.approx(1.0)
    frames = [said for what, said, _ in shown.traffic(since) if what == "frame"]
    assert 2 <= len(frames) <= len(presses) + 3
    if not any(said["far"] for said in frames):  # or the machine was so busy that its own line was taken for a long one
        assert_one_at_a_time(shown.notebook, since)


def assert_one_at_a_time(notebook, since):
    """Between two frames of one explorer lies the page's answer to the first."""
    by_comm = {}
    for comm, what, content, _ in notebook.messages[since:]:
        by_comm.setdefault(comm, []).append((what, content["id"]))
    for said in by_comm.values():
        for (what, number), (then, other) in pairwise(said):
            assert (what, then) in (("frame", "painted"), ("painted", "frame")), said
            assert then != "painted" or number == other


def test_the_live_region_speaks_when_the_hand_rests(on_scratch):
    shown = on_scratch("everything")
    look = shown.agree(**shown.explorer.settings())
    spoken = shown.root.locator(".nbh-spoken")
    assert (spoken.get_attribute("role"), spoken.get_attribute("aria-live")) == ("status", "polite")
    spoken.evaluate(
        "node => { node.said = []; new MutationObserver(() => node.said.push(node.textContent)).observe(node, {childList: true}); }"
    )
    shown.press("count", *["ArrowLeft"] * 4, *["ArrowRight"] * 11)
    after = shown.agree(count=12)
    shown.notebook.until(lambda: "count: 12" in spoken.inner_text(), "it does not speak")
    assert len(spoken.evaluate("node => node.said")) < after["frame"] - look["frame"]


# ---- long work and errors -------------------------------------------------------------------------------


def test_long_work_shows_how_far_it_is_and_a_newer_setting_cancels_it(on_scratch):
    shown = on_scratch("slow")
    until = shown.notebook.until

    def at_rest(work):
        look = shown.look()
        rows = {name: text for name, _, text in look["readouts"]}
        return look["progress"] is None and rows.get("slice") == rows.get("of") == str(work) and rows

    until(lambda: at_rest(1), "it does not come to its start")
    finished = int(at_rest(1)["finished"])
    since = len(shown.notebook.messages)
    shown.press("work", "End")
    until(lambda: (shown.look()["progress"] or 0) > 0.05, "there is no progress bar")
    bar = shown.root.locator(".nbh-progress")
    assert bar.is_visible() and bar.get_attribute("aria-label")
    shown.press("other", "Home")  # the same work again, from its beginning
    until(lambda: 0 < (shown.look()["progress"] or 1) < 0.05, "the newer setting does not start over")
    until(lambda: (shown.look()["progress"] or 0) > 0.05, "the work does not go on")
    shown.press("work", "Home")
    until(lambda: at_rest(1), "a newer setting does not cancel the work")
    assert int(at_rest(1)["finished"]) == finished + 1, "what was cancelled did not go on to its end"
    told = [said["progress"] for what, said, _ in shown.traffic(since) if what == "frame" and said["progress"]]
    assert len(told) >= 4 and max(told) < 1
    assert_one_at_a_time(shown.notebook, since)


def test_an_error_is_one_line_under_the_last_good_picture(on_scratch):
    shown = on_scratch("fragile")
    shown.agree(x=3)
    shown.press("x", "ArrowRight", "ArrowRight")
    shown.agree(x=5)
    good, line = shown.pixels(), shown.root.locator(".nbh-error")
    assert line.get_attribute("role") == "alert" and not line.is_visible()
    shown.press("x", "ArrowRight")
    shown.notebook.until(
        lambda: shown.look()["error"] == "fragile: ValueError: 6 is too much for me", "the error is not shown"
    )
    assert line.is_visible() and np.array_equal(shown.pixels(), good)
    with pytest.raises(ValueError, match="6 is too much for me"):
        scenes.fragile.at(x=6)
    shown.press("x", "ArrowLeft", "ArrowLeft")
    assert shown.agree(x=4)["error"] == ""


# ---- windows --------------------------------------------------------------------------------------------


def test_the_picture_follows_the_width_of_the_window(on_scratch):
    shown = on_scratch("everything")
    wide = shown.agree(**shown.explorer.settings())
    page, size = shown.page, shown.page.viewport_size
    try:
        page.set_viewport_size({"width": 560, "height": 900})
        shown.notebook.until(lambda: shown.look()["size"][0] < 0.7 * wide["size"][0], "the picture stays wide")
        narrow = shown.agree()
        assert abs(narrow["size"][0] - narrow["width"]) <= 1
        assert shown.root.evaluate("root => root.scrollWidth <= root.clientWidth + 1")
        shown.press("share", "End")
        shown.agree(share=1)
    finally:
        page.set_viewport_size(size)
    shown.notebook.until(lambda: shown.look()["size"] == wide["size"], "the picture does not grow again")
    shown.reset().agree(**shown.explorer.settings())


@pytest.fixture(scope="module")
def own_notebook(lab):
    """``own_notebook(name, ...)``: a notebook that shows one of the scenes, in a window of its own kind."""
    opened = []

    def make(name, **context):
        opened.append(
            lab.open(harness.notebook_of(Path(scenes.__file__).read_text(encoding="utf-8"), f"{name}()"), **context)
        )
        assert opened[-1].run_all() == []
        return harness.Shown(opened[-1], getattr(scenes, name), 1)

    yield make
    for notebook in opened:
        notebook.close()


def test_a_dense_screen_gets_twice_the_pixels(own_notebook):
    shown = own_notebook("everything", device_scale_factor=2)
    look = shown.wait_alive()
    assert look["density"] == 2 and abs(look["size"][0] - 2 * look["width"]) <= 2
    shown.press("count", "End")
    shown.agree(count=12)


def test_two_views_of_one_explorer_both_live(own_notebook):
    first = own_notebook("everything")
    first.wait_alive()
    first.agree()
    notebook = first.notebook
    notebook.select(1)
    notebook.command("notebook:create-output-view")
    second = harness.Shown(notebook, first.explorer, first.page.locator(".jp-LinkedOutputView"))
    second.wait_alive()
    for moved, other in ((first, second), (second, first)):
        for key, end in (("End", 12), ("Home", 1)):
            moved.press("count", key)
            for view in (moved, other):
                notebook.until(
                    lambda view=view, end=end: ["count", "count", str(end)] in view.look()["readouts"],
                    "a view stays behind",
                )
    notebook.until(lambda: np.array_equal(first.pixels(), second.pixels()), "the two show different pictures")


def test_whether_the_kernel_is_busy_is_shown_below_and_not_in_the_toolbar(scratch):
    # there, each change of it makes JupyterLab lay out the page: three or four times for one move of a slider
    indicator = ".jp-Notebook-ExecutionIndicator"
    assert scratch.page.locator(f"#jp-bottom-panel {indicator}").count() == 1
    assert scratch.panel.locator(indicator).count() == 0

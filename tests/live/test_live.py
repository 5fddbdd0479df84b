"""The live explorer: from a hand on a control to a picture, with the browser played by the test."""

import asyncio
import sys
import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.live import State, Step, explorer, linear, log, power_of_two, readouts, show
from course.live import canvas as canvas_module


def still(state):
    """A scene in which nothing moves."""


def empty(stage):
    stage.panels("Empty")
    return still


def slider(browser, name):
    return browser.live._sources[name]


def test_the_first_frame_is_whole_and_the_next_only_what_changed(page):
    browser = page()
    assert browser.frames[0]["pieces"] == [[0, 0, 300, 150]]
    slider(browser, "k").value = 1.1
    assert 0 < sum(width * height for _, _, width, height in browser.frames[1]["pieces"]) < 300 * 150 / 2
    assert (browser.picture == browser.truth()).all(), "the parts must add up to the whole"


def test_the_page_shows_what_at_says(page, example):
    browser = page()
    for k in (0.0, 0.7, 3.0, 2.1):
        slider(browser, "k").value = k
        browser.painted()
        assert browser.texts["k"] == example.at(k=k)["k"].text
        assert (browser.picture == browser.truth()).all()
    assert browser.frames[-1]["verdict"] == "steep"
    assert browser.frames[-1]["alt"].startswith("A line with one slope. With slope k 2.1,")


def test_frames_never_queue_and_the_newest_wins(page):
    browser = page()
    for k in np.linspace(0, 3, 100):
        slider(browser, "k").value = k
    assert len(browser.frames) == 2, "one is under way, so no other may be sent"
    browser.painted()
    assert len(browser.frames) == 3 and browser.texts["k"] == "3.0"
    browser.painted()
    assert len(browser.frames) == 3, "nothing is new, so nothing is sent"
    assert (browser.picture == browser.truth()).all()


@pytest.mark.parametrize(
    "seconds, rest, deflated",
    [((0.02, 0.02), 0, False), ((0.02, 0.4), 0, True), ((0.4, 0.02), 0, True), ((0.4,), 60, False)],
)
def test_frames_are_deflated_where_the_connection_was_slow_a_moment_ago(page, monkeypatch, seconds, rest, deflated):
    browser = page()
    assert browser.frames[0]["deflated"], "the first is large"
    now = time.monotonic()
    monkeypatch.setattr(canvas_module.time, "monotonic", lambda: now)
    for k, took in enumerate(seconds):
        slider(browser, "k").value = 0.5 + k
        now += took
        browser.painted()
    now += rest
    slider(browser, "k").value = 0.1
    assert browser.frames[-1]["deflated"] == deflated
    assert (browser.picture == browser.truth()).all()


def test_a_large_frame_is_deflated_even_where_the_connection_is_quick(page, monkeypatch):
    monkeypatch.setattr(canvas_module, "LARGEST_PLAIN", 10)
    browser = page()
    slider(browser, "k").value = 1.5
    assert browser.frames[-1]["deflated"] and (browser.picture == browser.truth()).all()


@pytest.mark.parametrize("every", [1, 3])
def test_where_much_has_moved_the_shorter_way_to_say_it_is_taken(page, monkeypatch, every):
    monkeypatch.setattr(canvas_module, "MUCH", 10)
    monkeypatch.setattr(canvas_module, "TRY_BOTH", every)
    browser = page()
    way = False
    for number, k in enumerate(np.linspace(0, 3, 16), start=len(browser.frames)):
        before = np.array(browser.picture)
        slider(browser, "k").value = k
        frame = browser.frames[-1]
        browser.painted()
        assert (browser.picture == browser.truth()).all()
        if frame["pieces"]:
            ways = [len(canvas_module.encode(base, browser.picture, frame["pieces"])) for base in (before, None)]
            way = ways[1] < ways[0] if number % every == 0 else way
            assert frame["over"] == way, "between two trials the way stays"
    assert any(frame["over"] for frame in browser.frames[1:]), "a thick line that moves far is shorter said anew"


def test_settings_that_were_skipped_cost_nothing(page):
    browser = page()
    scene = browser.live._scene
    before = scene.truth_memory.visits
    for k in np.linspace(0, 3, 100):
        slider(browser, "k").value = k
    browser.painted()
    assert scene.truth_memory.visits == before + 2, "only what is shown is computed"


@given(st.lists(st.tuples(*[st.integers(0, 99)] * 4), max_size=6))
def test_the_pieces_hold_every_change_and_do_not_overlap(spots):
    before = np.zeros((100, 100, 4), np.uint8)
    after = before.copy()
    for x, y, w, h in spots:
        after[y : y + h, x : x + w, 0] = 1 + (x + y) % 200
    covered = np.zeros((100, 100), int)
    for left, top, w, h in canvas_module.changed(before, after):
        covered[top : top + h, left : left + w] += 1
        assert after[top : top + h, left : left + w].any()
    assert covered.max(initial=0) <= 1
    assert (covered[after.any(axis=2)] == 1).all()


def test_no_frame_before_there_is_a_page(example):
    live = example()
    sent = []
    live._canvas.send = lambda *message: sent.append(message)
    live.set(k=2)
    assert not sent and live.readouts.k == 2


def test_a_frame_that_is_never_answered_is_given_up(page, monkeypatch):
    browser = page()
    slider(browser, "k").value = 2
    monkeypatch.setattr("course.live.line.LOST_AFTER", -1)
    slider(browser, "k").value = 3
    assert browser.texts["k"] == "3.0"


def test_an_old_answer_does_not_let_a_second_frame_out(page):
    browser = page()
    slider(browser, "k").value = 2
    browser.says(type="painted", id=1)
    slider(browser, "k").value = 3
    assert len(browser.frames) == 2


def test_a_new_view_gets_a_whole_picture_in_its_own_size(page):
    browser = page()
    slider(browser, "k").value = 2
    browser.hello(width=600, density=1.5)
    assert browser.frames[-1]["pieces"] == [[0, 0, 900, 450]]
    assert (browser.picture == browser.truth()).all()
    browser.hello(width=10_000, density=4)
    assert browser.frames[-1]["whole"] == [900, 450], "no larger than anyone can see"


def test_on_a_long_line_what_a_hand_sets_comes_directly_and_is_not_sent_back(page, monkeypatch):
    browser = page()
    source, told = slider(browser, "k"), []
    monkeypatch.setattr(source, "_send", lambda message, buffers=None: told.append(message))
    browser.says(type="set", values={source.model_id: {"value": 2.5}, "nobody": {"value": 1}})
    assert browser.live.settings["k"] == 2.5 and source.value == 2.5 and browser.texts["k"] == "2.5"
    assert not told
    axes = browser.live._scene.stage.grips["start"].axes
    pointer = ["start", *browser.live._scene.stage.to_fraction(axes, 0.75, 2.0), 1]
    browser.painted()
    browser.says(type="set", values={browser.canvas.model_id: {"pointer": pointer}})
    assert browser.live.settings["start"] == pytest.approx((0.75, 2.0), abs=1e-3)


def test_dragging_a_point_sets_it(page):
    browser = page()
    axes = browser.live._scene.stage.grips["start"].axes
    browser.drag("start", *browser.live._scene.stage.to_fraction(axes, 0.75, 2.0))
    assert browser.live.settings["start"] == pytest.approx((0.75, 2.0), abs=1e-3)
    browser.drag("start", 0.0, 0.0)
    assert browser.live.settings["start"] == (0.0, 3.0), "a drag out of the axes stops at their edge"


def test_a_preset_button_sets_every_control_and_says_so(page):
    browser = page(k=1.5, kind="plain")
    browser.says(type="button", name="preset", preset="steep and bold")
    browser.painted()
    assert browser.live.settings == browser.live.explorer.settings("steep and bold")
    assert browser.frames[-1]["preset"] == "steep and bold" and slider(browser, "k").value == 2.5
    slider(browser, "k").value = 0.5
    assert browser.frames[-1]["preset"] == ""
    browser.painted()
    browser.says(type="button", name="reset")
    assert browser.live.settings["k"] == 1.5, "Reset goes to where the cell began, not to the preset"


def test_a_hand_may_drag_faster_than_the_picture_follows(page):
    browser = page()
    browser.drag("start", 0.5, 0.5)
    before = browser.live._scene.state.start
    browser.drag("start", 0.6, 0.4)
    now = browser.live._scene.now(browser.live.settings)
    assert browser.live._scene.state.start == before and now.start == browser.live.settings["start"] != before


def test_dragging_a_grip_moves_the_slider_it_stands_for(page):
    browser = page()
    axes = browser.live._scene.stage.grips["end"].axes
    browser.drag("end", *browser.live._scene.stage.to_fraction(axes, 1, 2.3))
    assert slider(browser, "k").value == browser.live.settings["k"] == 2.3
    browser.painted()
    grip = next(g for g in browser.frames[-1]["grips"] if g["name"] == "end")
    assert (grip["x"], grip["y"]) == pytest.approx(browser.live._scene.stage.to_fraction(axes, 1, 2.3))
    assert grip["label"].startswith("end of the line: 1, 2.3")


def test_a_drag_on_a_log_scale_ends_at_a_stop_of_the_slider():
    @explorer(rate=log(0.01, 1, start=0.1, step=0.25))
    def scale(rate):
        """A rate on a logarithmic axis."""
        return State()

    @scale.seen
    def scene(stage):
        (axes,) = stage.panels("rate")
        axes.set(xscale="log", xlim=(0.005, 2))
        stage.grip("rate", axes, lambda s: (s.rate, 0.5), lambda x, _, s: {"rate": x})
        return still

    scale.said(lambda state: readouts(rate=show(state.rate, ".3g")))

    live = scale()
    grip = live._scene.stage.grips["rate"]
    for aim, stop in ((0.05, 0.056), (0.3, 0.32), (2, 1)):
        live._dragged("rate", *live._scene.stage.to_fraction(grip.axes, aim, 0.5))
        assert live._sources["rate"].value == live.settings["rate"] == stop, (
            "what stands beside the slider is what is shown"
        )
    live.close()


def test_pin_keeps_a_ghost_and_its_numbers(page):
    browser = page()
    plain = browser.picture.copy()
    browser.says(type="button", name="pin")
    browser.painted()
    assert browser.frames[-1]["pinned"]
    slider(browser, "k").value = 3
    browser.painted()
    row = next(r for r in browser.frames[-1]["readouts"] if r[0] == "k")
    assert row[2:] == ("3.0", "1.0")
    with_ghost = browser.picture.copy()
    browser.says(type="button", name="pin")
    browser.painted()
    changed = (browser.picture != with_ghost).any(axis=2)
    assert changed.any(), "without the pin the ghost is gone"
    assert (plain[changed] != browser.picture[changed]).any(), "and it stood where the pinned line was"
    assert not browser.frames[-1]["pinned"] and browser.frames[-1]["readouts"][0][3] is None


def test_a_ghost_follows_a_new_size(page):
    browser = page()
    browser.live.pin()
    browser.painted()
    slider(browser, "k").value = 3
    browser.painted()
    browser.hello(width=450)
    assert browser.picture.shape == (225, 450, 4)
    browser.painted()
    with_ghost = browser.picture.copy()
    browser.live.unpin()
    assert (browser.picture != with_ghost).any()


def test_what_a_cell_starts_with_stands_beside_its_slider_on_a_log_scale_too():
    @explorer(n=log(10, 1000, start=30, step=0.25, whole=True))
    def counts(n):
        """A count between two stops."""
        return State()

    counts.seen(empty)
    counts.said(lambda state: readouts(n=state.n))

    live = counts(n=160)
    assert live._sources["n"].value == 160 == live.settings["n"] and 160 not in counts.controls["n"].stops
    live._sources["n"].value = 10
    live.reset()
    assert live._sources["n"].value == 160 == live.readouts.n
    live.close()


def test_reset_goes_back_to_the_start(page):
    browser = page(k=0.5)
    first = browser.picture.copy()
    slider(browser, "k").value = 3
    browser.painted()
    browser.says(type="button", name="reset")
    browser.painted()
    assert (browser.picture == first).all()
    assert slider(browser, "k").value == 0.5 and browser.texts["visits"] == "1"


def test_reset_keeps_what_was_pinned(page):
    browser = page(k=0.5)
    slider(browser, "k").value = 3
    browser.painted()
    browser.live.pin()
    browser.says(type="button", name="reset")
    browser.painted()
    assert slider(browser, "k").value == 0.5 and browser.frames[-1]["pinned"]
    assert browser.live.said_when_pinned[0]["k"] == 3


def test_an_error_is_said_and_the_picture_stays(page):
    browser = page()
    before = browser.picture.copy()
    slider(browser, "kind").value = "broken"
    browser.painted()
    assert browser.frames[-1]["error"] == "ray: ZeroDivisionError: one over nothing"
    assert (browser.picture == before).all() and browser.texts["k"] == "1.0"
    slider(browser, "kind").value = "plain"
    assert browser.frames[-1]["error"] == ""


def test_set_from_code(page):
    browser = page()
    browser.live.set(k=2.5, start=(0.5, 1))
    assert slider(browser, "k").value == 2.5 and browser.live.readouts.k == 2.5
    with pytest.raises(ValueError, match="outside its range"):
        browser.live.set(k=99)
    with pytest.raises(TypeError, match="no control 'w'"):
        browser.live.set(w=1)
    assert browser.live.settings["k"] == 2.5


@pytest.fixture
def hasty_threads():
    """Threads that are interrupted as often as Python can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_what_code_sets_is_kept_to_the_last_digit(page):
    browser = page(k=1.23456)
    slider(browser, "k").value = 1.2  # as the page does, whose slider has steps of 0.1
    assert browser.live.settings["k"] == 1.23456
    slider(browser, "k").value = 1.3
    assert browser.live.settings["k"] == 1.3


def test_events_on_many_threads_at_once(browser_class, hasty_threads):
    """JupyterLab may run callbacks on several threads; matplotlib cannot draw on two of them at once."""

    drawing, crowds = [], []

    @explorer(size=(200, 120), k=linear(0, 3, start=1))
    def busy(k):
        """Axes whose labels are typeset anew for every picture."""
        return State()

    @busy.seen
    def scene(stage):
        (axes,) = stage.panels(r"$\hat{y} = \frac{a}{b}$")
        axes.set(xlim=(0, 1), ylim=(1e-3, 1e3), yscale="log")
        line = stage.moving(axes.plot([], []))

        def update(state):
            drawing.append(state.k)
            crowds.append(len(drawing))
            time.sleep(0.001)  # lets another thread in, if one may
            drawing.remove(state.k)
            line.set_data([0, 1], [0.01, 0.01 + state.k])
            axes.set_xlabel(rf"$\sqrt{{{state.k:.6f}}}$")
            stage.refresh()

        return update

    busy.said(lambda state: readouts(k=show(state.k, ".6f")))

    browsers = [browser_class(busy()) for _ in range(2)]
    problems = []

    def play(browser, seed):
        rng = np.random.default_rng(seed)
        try:
            browser.hello()
            for _ in range(12):
                slider(browser, "k").value = rng.uniform(0, 3)
                browser.painted()
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=play, args=(browser, n)) for n, browser in enumerate(browsers * 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert max(crowds) == 1, "one figure at a time, all over the process"
    for browser in browsers:
        assert browser.frames[-1]["error"] == ""
        browser.painted()
        assert browser.texts["k"] == f"{browser.live.settings['k']:.6f}"
        assert (browser.picture == browser.truth()).all()


@pytest.fixture(params=["ipykernel", "in a browser"])
def cell(request, monkeypatch):
    """Plays the kernel that runs a cell: call it with the cell's id for each run.

    The shell of ipykernel knows the request; in Pyodide's kernel, only the kernel does.
    """
    import itertools

    runs_in_a_browser = request.param == "in a browser"
    request = {}
    runs = itertools.count()

    class Kernel:
        def get_parent(self):
            return request

    class BrowserShell:
        kernel = Kernel()

    monkeypatch.setattr("course.lab.page._shell", BrowserShell if runs_in_a_browser else Kernel)

    def run(cell_id, make):
        request.update(metadata={"cellId": cell_id}, header={"msg_id": str(next(runs))})
        return make()

    return run


def test_a_cell_that_runs_again_leaves_nothing_behind(cell, example, browser_class):
    first = cell("a", example)
    browser = browser_class(first)
    browser.hello()
    elsewhere = cell("b", example)
    two = cell("a", lambda: [example(), example()])
    assert first.comm is not None, "the page still shows it"
    browser.says(type="bye", view="test")
    assert first.comm is None and first._canvas.comm is None and slider(browser, "k").comm is None
    assert all(live.comm is not None for live in [elsewhere, *two]), "others stay, also those of the same run"
    cell("a", example)
    assert all(live.comm is None for live in two), "nobody ever saw these"


def test_a_cell_that_runs_again_goes_on_where_the_hand_left_it(cell, example, browser_class):
    first = cell("a", example)
    first.set(k=2.5)
    first.pin()
    first.set(k=3)
    again = cell("a", example)
    assert again.settings["k"] == 3 and again.said_when_pinned[0]["k"] == 2.5
    assert again._sources["k"].value == 3
    browser = browser_class(again)
    browser.hello()
    with_ghost = browser.picture.copy()
    assert browser.frames[-1]["pinned"] and browser.texts["k"] == "3.0"
    again.unpin()
    browser.painted()
    assert not (browser.picture == with_ghost).all(), "the ghost had gone"
    again.reset()
    assert again.settings == example().settings


def test_a_cell_that_was_changed_or_left_alone_begins_as_it_says(cell, example):
    cell("a", example).set(k=3)
    assert cell("a", lambda: example(k=2)).settings["k"] == 2
    assert cell("a", lambda: example(k=1.5)).settings["k"] == 1.5
    cell("b", example).set(k=3)
    assert cell("c", example).settings == example().settings


def test_a_number_between_two_stops_can_be_typed(browser_class):
    @explorer(n=log(0.001, 10, start=0.1, step=0.5), size_=power_of_two(1, 64, start=8))
    def rates(n, size_):
        """Numbers to type."""
        return State()

    rates.seen(empty)
    rates.said(lambda state: readouts(n=state.n))

    live = rates()
    browser = browser_class(live)
    browser.hello()
    assert live._canvas.typed == [0, 1] and browser.frames[-1]["exact"] == {}
    for text, value, shown in [
        ("0.5", 0.5, "0.5"),
        ("3·10⁻³", 0.003, "0.003"),
        ("1,000", 10, "10"),
        ("0,0", 0.001, "0.001"),
    ]:
        browser.says(type="typed", slider=0, text=text)
        browser.painted()
        assert live.settings["n"] == value and browser.frames[-1]["exact"][0] == shown
    browser.says(type="typed", slider=0, text="a lot")
    browser.painted()
    assert live.settings["n"] == 0.001 and browser.frames[-1]["exact"][0] == "0.001"
    browser.says(type="typed", slider=1, text="30")
    browser.painted()
    assert live.settings["size_"] == 32
    live.close()


def test_what_code_sets_between_two_stops_is_said_exactly(browser_class):
    @explorer(n=log(0.001, 1, start=0.1))
    def rates(n):
        """A rate at an edge."""
        return State()

    rates.seen(empty)
    rates.said(lambda state: readouts(n=state.n))

    live = rates()
    browser = browser_class(live)
    browser.hello()
    live.set(n=0.0201)
    browser.painted()
    assert browser.frames[-1]["exact"] == {0: "0.0201"}
    live.close()


def test_the_page_is_told_which_panels_are_maps(browser_class):
    @explorer(size=(400, 200), k=linear(0, 1, start=0))
    def two(k):
        """A line and a map."""
        return State()

    @two.seen
    def scene(stage):
        line, field = stage.panels("line", "map")
        line.plot([0, 1], [0, 1])
        field.contourf(np.add.outer(np.arange(5), np.arange(5)))
        return still

    two.said(lambda state: readouts(k=state.k))
    browser = browser_class(two())
    browser.hello()
    ((left, top, right, bottom),) = browser.frames[-1]["maps"]
    assert 0.5 < left < right < 1 and 0 < top < bottom < 1


def test_a_closed_explorer_that_ipython_keeps_holds_no_figure_and_can_still_be_printed(example):
    import gc
    import weakref

    live = example(k=2.5)
    figure = weakref.ref(live._scene.stage.figure)
    said = repr(live)
    live.close()
    gc.collect()
    assert figure() is None, "each run of a cell would leave a figure in Out"
    assert repr(live) == said


def test_closing_lets_go_of_every_part(cell):
    from ipywidgets.widgets.widget import _instances

    from course.live import timeline, toggle

    @explorer(size=(300, 150), t=timeline(0, 10, start=0), on=toggle())
    def film(t, on):
        """Steps."""
        return State()

    film.seen(empty)
    film.said(lambda state: readouts(t=state.t))

    before = len(_instances)
    film().close()
    assert len(_instances) == before


def test_a_view_that_comes_and_goes_does_no_harm(page):
    browser = page()
    browser.says(type="bye", view="test")
    slider(browser, "k").value = 2
    before = len(browser.frames)
    browser.hello()
    assert len(browser.frames) == before + 1 and browser.texts["k"] == "2.0"


# ---- long work ------------------------------------------------------------------------------------


def make_slow(log):
    @explorer(size=(300, 150), goal=linear(0, 1, start=0.5, step=0.1))
    def slow(goal):
        """A line that takes its time."""
        steps = 0
        try:
            for k in range(200):
                sum(range(100_000))
                steps = k + 1
                yield Step(steps / 200, State(steps=steps, done=""))
            return State(steps=steps, done="done")
        finally:
            log.append((goal, steps))

    @slow.seen
    def scene(stage):
        (axes,) = stage.panels("Slow")
        axes.set(xlim=(0, 1), ylim=(0, 1))
        line = stage.moving(axes.plot([], []))
        return lambda state: line.set_data([0, 1], [0, state.goal * state.steps / 200])

    @slow.said
    def words(state):
        return readouts(steps=state.steps, goal=show(state.goal, ".1f"), verdict=state.done)

    return slow


def test_at_runs_long_work_to_its_end():
    log = []
    assert make_slow(log).at(goal=0.8).verdict == "done"
    assert log == [(0.8, 200)]


def test_long_work_shows_its_progress_and_a_newer_setting_cancels_it(browser_class):
    log = []

    async def session():
        browser = browser_class(make_slow(log)())
        browser.hello()
        heard = []

        async def wait_for(condition):
            for _ in range(2000):
                if browser.frames and browser.frames[-1]["id"] not in heard:
                    heard.append(browser.frames[-1]["id"])
                    browser.painted()
                if condition():
                    return
                await asyncio.sleep(0.002)
            raise AssertionError("it never came")

        await wait_for(lambda: browser.frames[-1]["progress"] and browser.frames[-1]["progress"] > 0.05)
        slider(browser, "goal").value = 0.9
        await wait_for(lambda: browser.texts.get("goal") == "0.9" and browser.frames[-1]["verdict"] == "done")
        return browser

    browser = asyncio.run(session())
    (first_goal, first_steps), second = log
    assert first_goal == 0.5 and first_steps < 200, "the first run was cut short"
    assert second == (0.9, 200)
    assert browser.frames[-1]["progress"] is None
    progress = [f["progress"] for f in browser.frames if f["progress"] is not None]
    assert len(progress) > 3, "the bar moved"
    assert (browser.picture == browser.truth()).all()


def test_code_that_asks_for_the_readouts_gets_the_finished_ones():
    live = make_slow([])()
    assert live.readouts.verdict == "done"


def test_where_there_is_no_page_an_error_stands_in_the_text(example):
    assert repr(example(kind="broken")).endswith("\nray: ZeroDivisionError: one over nothing")


def test_long_work_that_fails_says_so(browser_class):
    @explorer(k=linear(0, 1, start=0))
    def doomed(k):
        """Work that breaks."""
        yield Step(0.5, State())
        raise RuntimeError("no more")

    doomed.seen(empty)
    doomed.said(lambda state: readouts(k=state.k))

    browser = browser_class(doomed())
    browser.hello()
    browser.painted()
    assert browser.frames[-1]["error"] == "doomed: RuntimeError: no more"
    with pytest.raises(RuntimeError):
        doomed.at()


def test_an_answer_that_was_lost_leaves_no_old_picture(example, browser_class, monkeypatch):
    for module in ("line", "widget"):
        monkeypatch.setattr(f"course.live.{module}.LOST_AFTER", 0.05)

    async def session():
        browser = browser_class(example())
        browser.hello()
        slider(browser, "k").value = 2.0  # the first frame's answer is on its way, and never comes
        slider(browser, "k").value = 2.5
        assert len(browser.frames) == 1
        await asyncio.sleep(0.3)
        return browser

    browser = asyncio.run(session())
    assert browser.texts["k"] == "2.5" and (browser.picture == browser.truth()).all()


def test_after_a_broken_connection_the_page_is_told_what_the_controls_are_set_to(page, monkeypatch):
    browser = page()
    slider(browser, "k").value = 2.5
    told = {}
    for source in browser.live._sources.values():
        monkeypatch.setattr(
            source, "_send", lambda message, buffers=None, source=source: told.update({source: message["state"]})
        )
    browser.says(type="restored")
    assert set(told) == set(browser.live._sources.values())
    assert told[slider(browser, "k")]["value"] == 2.5


def test_whoever_asks_whether_a_kernel_is_there_is_answered(example, browser_class):
    browser = browser_class(example())
    heard = []
    browser.canvas.send = lambda content, buffers=None: heard.append(content)
    browser.says(type="ping")
    assert heard == [{"type": "here"}]

"""What controls accept, refuse and say."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.live import choice, integer, linear, log, point, power_of_two, press, timeline, toggle

SLIDERS = {
    "linear": linear(-2, 6, start=0),
    "coarse": linear(0, 1, start=0.25, step=0.25),
    "off_grid": linear(0.3, 7.7, start=1, step=0.5),
    "log": log(0.001, 2.0, start=0.1),
    "count": log(10, 1_000_000, start=100, whole=True),
    "integer": integer(1, 200, start=50),
    "timeline": timeline(0, 600, start=0, step=10),
}


@pytest.mark.parametrize("control", SLIDERS.values(), ids=SLIDERS)
@given(part=st.floats(0, 1))
def test_a_slider_takes_any_value_of_its_range_and_keeps_it(control, part):
    value = control.nearest(control.low + part * (control.high - control.low))
    assert control.low <= value <= control.high
    assert control.clean("x", value) == value, "cleaning twice must change nothing"


@pytest.mark.parametrize("control", SLIDERS.values(), ids=SLIDERS)
@given(value=st.floats(-1e12, 1e12))
def test_a_hand_that_leaves_the_range_stops_at_its_end(control, value):
    assert control.low <= control.nearest(value) <= control.high


@pytest.mark.parametrize("control", SLIDERS.values(), ids=SLIDERS)
def test_the_ends_are_reached_exactly(control):
    assert control.corners() == [control.low, control.high]


@pytest.mark.parametrize("control", SLIDERS.values(), ids=SLIDERS)
@pytest.mark.parametrize("bad", [math.nan, math.inf, "1", None, True, [1], 1j])
def test_what_is_not_a_number_is_refused_by_name(control, bad):
    with pytest.raises(ValueError, match=r"^rate = .* is not a finite number"):
        control.clean("rate", bad)


def test_outside_the_range_says_what_came_and_what_was_wanted():
    with pytest.raises(ValueError, match="^lr = 5 is outside its range, 0.001 to 2$"):
        SLIDERS["log"].clean("lr", 5)
    with pytest.raises(ValueError, match="^n = 201 is outside its range, 1 to 200$"):
        SLIDERS["integer"].clean("n", 201)


def test_a_log_slider_says_the_quantity_and_not_the_exponent():
    assert SLIDERS["log"].text(0.003) == "0.003"
    assert SLIDERS["count"].text(1_000_000) == "1,000,000"
    with pytest.raises(ValueError, match="lr = 0 is outside its range"):
        SLIDERS["log"].clean("lr", 0)


def test_a_log_slider_stops_at_its_ends_its_start_and_round_numbers():
    rate = log(0.001, 2.0, start=0.0646, digits=3)
    assert rate.stops[0] == 0.001 and rate.stops[-1] == 2.0 and 0.0646 in rate.stops
    assert SLIDERS["log"].stops[20:23] == [0.01, 0.011, 0.013]
    assert SLIDERS["count"].stops[:3] == [10, 11, 13] and len(set(SLIDERS["count"].stops)) == len(
        SLIDERS["count"].stops
    )
    assert SLIDERS["log"].place(0.0102) == 0.01, (
        "a value from code lies between two stops; the slider stands at the nearer"
    )
    assert [log(1, 1000, start=300).text(v) for v in (300, 1000, 2.5)] == ["300", "1,000", "2.5"]
    assert [log(1e-12, 1, start=1e-6).text(v) for v in (1e-4, 1e-6, 1.3e-5, 1e-12)] == [
        "0.0001",
        "10⁻⁶",
        "1.3·10⁻⁵",
        "10⁻¹²",
    ]


@pytest.mark.parametrize("step, shown", [(0.25, "0.25"), (0.5, "0.5"), (0.01, "0.25"), (1, "0")])
def test_as_many_decimals_as_the_step_has(step, shown):
    assert linear(0, 10, start=0, step=step).text(0.25 if step != 0.5 else 0.5) == shown


def test_whole_numbers_only():
    with pytest.raises(ValueError, match="n = 2.5 is not a whole number"):
        SLIDERS["integer"].clean("n", 2.5)
    assert isinstance(SLIDERS["count"].clean("n", 100.0), int)


def test_choices():
    menu = choice("wave", "step", start="step")
    assert menu.start == "step" and menu.corners() == ["wave", "step"]
    with pytest.raises(ValueError, match="kind = 'cube' is not one of 'wave', 'step'"):
        menu.clean("kind", "cube")
    assert power_of_two(2, 256, start=32).corners() == [2, 4, 8, 16, 32, 64, 128, 256]
    with pytest.raises(ValueError, match="batch = 3 is not one of 1, 2, 4"):
        power_of_two(1, 4, start=1).clean("batch", 3)
    with pytest.raises(ValueError, match="on = 'yes' is neither True nor False"):
        toggle().clean("on", "yes")


def test_points():
    corner = point(1, 2, low=(0, 0), high=(10, 5))
    assert corner.clean("start", [3, 4]) == (3.0, 4.0)
    assert corner.nearest((99, -99)) == (10, 0)
    assert len(corner.corners()) == 4
    with pytest.raises(ValueError, match=r"start = 3 is not a point \(x, y\)"):
        corner.clean("start", 3)
    with pytest.raises(ValueError, match=r"start = \(11, 0\) is outside \(0, 0\) to \(10, 5\)"):
        corner.clean("start", (11, 0))


@pytest.mark.parametrize("make", [lambda: linear(3, 1, start=2), lambda: linear(0, 1, start=2),
                                  lambda: log(0, 1, start=0.5), lambda: choice("a", start="b")])  # fmt: skip
def test_a_wrong_description_fails_when_the_lesson_is_written(make):
    with pytest.raises(ValueError):
        make()


def test_a_button_counts_its_presses_and_rests_at_the_last():
    from ipywidgets import Layout

    control = press(2, label="try it")
    button, counter = control.widget("tries", layout=Layout(), style={})
    assert (button.description, counter.value, control.corners()) == ("try it", 0, [0, 2])
    for expected in (1, 2, 2):
        button.click()
        assert counter.value == expected
    assert button.disabled
    counter.value = 0
    assert not button.disabled, "code has put it back"

"""The work for the slopes of all parameters: nudging them one by one, against one backward pass."""

import numpy as np

from course.lessons.backprop.counting import both_ways, multiplications, timed
from course.live import State, Step, explorer, log, readouts, show, toggle
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, MODEL

TIMED = (1, 2, 4, 8, 16, 32)  # hidden units of the networks that are timed
PER_SECOND = 1e9  # multiplications: a round number for one core of a computer
SPANS = ((1, "a second"), (3600, "an hour"), (86400, "a day"), (365 * 86400, "a year"))
HIDDEN = np.unique(np.geomspace(1, 1_000_000, 120).round())
PARAMETERS, BY_NUDGING, BY_PASS = (np.array(column) for column in zip(*map(both_ways, HIDDEN)))
_measured = {}  # hidden units: times, by the clock; once for as long as Python runs


@explorer(
    size=(1060, 380),
    presets={
        "one unit": dict(hidden=1),
        "an hour of nudging": dict(hidden=18000),
        "a million units": dict(hidden=1_000_000),
    },
    hidden=log(1, 1_000_000, start=32, whole=True, label="hidden units"),
    clock=toggle(label="time it here"),
)
def cost(hidden, clock):
    """The work for the slopes of all parameters: nudging them one by one, against one backward pass."""
    return timing(hidden) if clock and len(_measured) < len(TIMED) else counted(hidden, clock)


def timing(hidden):
    for units in TIMED:
        if units not in _measured:  # an earlier try may have been cut short
            _measured[units] = timed(units)
        yield Step(len(_measured) / len(TIMED), counted(hidden, True))
    return counted(hidden, True)


def counted(hidden, clock):
    parameters, nudging, once = both_ways(hidden)
    forward = multiplications(hidden)[1]
    return State(
        parameters=int(parameters),
        nudging=nudging,
        once=once,
        forward_passes=once / forward,
        measured=dict(_measured) if clock else {},
    )


@cost.seen
def scene(stage):
    work, gain = stage.panels(
        "Multiplications for all slopes, one example",
        "How much work the backward pass saves",
        names=["work", "saved"],
        widths=[5, 4],
    )
    for axes, ylim, ylabel in ((work, (30, 1e20), "multiplications"), (gain, (10, 1e9), "times less work")):
        axes.set(xscale="log", yscale="log", xlim=(50, 2e8), ylim=ylim, xlabel="number of parameters", ylabel=ylabel)
    show_work, show_gain = draw_work(stage, work), draw_gain(stage, gain)
    stage.memory.timed = True  # what a clock has measured is no function of the settings

    def show(state):
        show_work(state)
        show_gain(state)

    return show


def draw_work(stage, axes):
    """Both ways over the number of parameters, and how long so many multiplications take."""
    for seconds, word in SPANS:
        level = seconds * PER_SECOND
        axes.axhline(level, color=FAINT, lw=1, zorder=0)
        axes.text(1.01, level, word, color=GREY, fontsize=9.5, va="center", transform=axes.get_yaxis_transform())
    axes.plot(PARAMETERS, BY_NUDGING, color=ERROR, label="nudge them one by one")
    axes.plot(PARAMETERS, BY_PASS, "--", color=MODEL, label="forward and back, once")
    axes.legend(
        loc="upper left", title=f"gray lines: at {PER_SECOND:,.0f} a second", title_fontsize=10, alignment="left"
    )
    stick = stage.moving(axes.plot([], [], ":", color=GREY))
    slow = stage.moving(axes.plot([], [], "o", color=ERROR, ms=10))
    quick = stage.moving(axes.plot([], [], "D", color=MODEL, ms=9))

    def show(state):
        stick.set_data([state.parameters] * 2, [state.once, state.nudging])
        slow.set_data([state.parameters], [state.nudging])
        quick.set_data([state.parameters], [state.once])

    return show


def draw_gain(stage, axes):
    """How many times less work one backward pass is, by counting and by the clock."""
    axes.plot(PARAMETERS, BY_NUDGING / BY_PASS, color=GOOD, label="by counting")
    axes.plot([], [], "X", color=DATA, ls="", ms=9, label="by the clock")
    axes.legend(loc="upper left")
    here = stage.moving(axes.plot([], [], "o", color=GOOD, ms=10))
    crosses = stage.moving(axes.plot([], [], "X", color=DATA, ms=9, zorder=5))

    def show(state):
        here.set_data([state.parameters], [state.nudging / state.once])
        crosses.set_data([both_ways(units)[0] for units in state.measured], list(state.measured.values()))

    return show


@cost.said
def words(state):
    timed_words = (
        "The crosses were timed a moment ago, on small networks. A clock sees more than multiplications, so they lie "
        "above the line, but they rise like it."
    )
    return readouts(
        parameters=state.parameters,
        one_by_one=show(2 * state.parameters, ",.0f", "forward passes", label="one by one"),
        back=show(state.forward_passes, ".1f", "forward passes", label="forward and back"),
        times=show(state.nudging / state.once, ",.0f", "times", label="work saved"),
        verdict=timed_words if state.clock else "",
    )

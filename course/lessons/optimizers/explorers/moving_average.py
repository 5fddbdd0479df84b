"""A year of daily temperatures in Seattle, their moving average, and how much each past day still counts in it."""

import numpy as np

from course.lessons.optimizers.averages import average, correction, year_of_days
from course.live import State, choice, explorer, integer, log, readouts, show, toggle
from course.live.style import BLUE, DATA, FAINT, GREY, HANDLE, ORANGE, PURPLE

LOOKS = {"as it stands": dict(color=BLUE, lw=2.2), "corrected": dict(color=ORANGE, ls="--", lw=2.2)}
BEGINNING = 40  # days that the close-up shows
DAYS, AGO = np.arange(1, 366), np.arange(0, 105)
DOT = dict(ls="", marker="o", color=DATA, alpha=0.55, mew=0)


def averages(year, share):
    """The year's moving average as it stands and corrected, (365,) each."""
    values = year_of_days(year)
    plain = average(values, 1 - share)
    return {"as it stands": plain, "corrected": plain / correction(1 - share, len(values))}


def chosen(year, share, corrected):
    return averages(year, share)["corrected" if corrected else "as it stands"]


@explorer(
    size=(1080, 380),
    presets={
        "2 days": dict(share=0.5),
        "10 days": dict(share=0.1),
        "50 days": dict(share=0.02),
        "50 days, corrected": dict(share=0.02, corrected=True),
    },
    share=log(0.01, 1, start=0.1, label="share of the new day, 1 − β"),
    corrected=toggle(label="correct the start"),
    day=integer(1, 365, start=200, label="look at day"),
    year=choice(2012, 2013, 2014, 2015, start=2014),
)
@np.errstate(under="ignore")
def moving_average(share, corrected, day, year):
    """A year of daily temperatures in Seattle, their moving average, and how much each past day still counts in it."""
    beta = 1 - share
    return State(
        values=year_of_days(year),
        beta=beta,
        averages=averages(year, share),
        shown=chosen(year, share, corrected),
        counts=beta ** (day - np.arange(1, day + 1)),  # how much each day up to this one still counts
        weights=beta**AGO if beta else (AGO == 0) * 1.0,
    )


@moving_average.seen
def scene(stage):
    whole, first, weights = stage.panels(
        "Drag the circle along the year",
        f"The first {BEGINNING} days",
        "Drag: how much a day counts",
        names=["year", "beginning", "weights"],
        widths=[6, 3.4, 3.8],
    )
    for axes in (whole, first):
        axes.set(ylim=(-4, 38), xlabel="day of the year")
        axes.axhline(0, color=FAINT, lw=1)
    whole.set(xlim=(-3, 369), ylim=(-4, 48), ylabel="daily high (°C)")
    first.set(xlim=(0, BEGINNING + 1), ylim=(-1, 23))
    parts = [draw_days(stage, whole, first), draw_day(stage, whole), draw_weights(stage, weights)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_days(stage, whole, first):
    """The days and their average: in the whole year, and in its beginning."""
    dots = [stage.moving(axes.plot([], [], **DOT, ms=size)) for axes, size in ((whole, 3.2), (first, 4.5))]
    lines = {name: [stage.moving(axes.plot([], [], **look)) for axes in (whole, first)] for name, look in LOOKS.items()}
    whole.plot([], [], **DOT, ms=4, label="each day")
    for name, look in LOOKS.items():
        whole.plot([], [], **look, label={"as it stands": "average"}.get(name, name))
        first.plot([], [], **look, label=name)
    whole.legend(loc="upper left", handlelength=2.0, ncols=3, columnspacing=1.2)
    first.legend(loc="upper left", handlelength=2.2, borderaxespad=0.1)

    def show(state):
        dots[0].set_data(DAYS, state.values)
        dots[1].set_data(DAYS[:BEGINNING], state.values[:BEGINNING])
        for name, one in state.averages.items():
            in_year, at_first = lines[name]
            in_year.set_data(DAYS, one)
            in_year.set_visible((name == "corrected") == state.corrected)
            at_first.set_data(DAYS[:BEGINNING], one[:BEGINNING])

    return show


def draw_day(stage, axes):
    """The day that is looked at, and what the days before it still weigh."""
    held = stage.moving(axes.fill_between([0, 1], 0, 0, color=PURPLE, alpha=0.5, lw=0, zorder=2))
    here = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("day", axes, where_day, lambda x, _, state: {"day": np.clip(x, 1, 365)}, label="day of the year")

    def show(state):
        past = np.arange(1, state.day + 1)
        held.set_data(past, np.full(len(past), -4.0), -4 + 9 * state.counts)
        here.set_data([state.day], [state.shown[state.day - 1]])

    return show


def where_day(state):
    return state.day, chosen(state.year, state.share, state.corrected)[state.day - 1]


def draw_weights(stage, axes):
    axes.set(xlim=(-1.5, 104), ylim=(0, 1.08), xlabel="days ago", ylabel="weight (today: 1)")
    axes.axhline(1 / np.e, color=GREY, lw=1.2, ls="--")
    axes.text(103, 1 / np.e + 0.02, "about a third", ha="right", fontsize=10)
    stems = stage.moving(axes.fill_between([0, 1], 0, 0, color=PURPLE, alpha=0.5, lw=0, step="mid"))
    knob = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "memory",
        axes,
        lambda state: (1 / state.share, (1 - state.share) ** (1 / state.share)),
        lambda x, _, state: {"share": 1 / np.clip(x, 1, 100)},
        label="memory in days",
    )

    def show(state):
        stems.set_data(AGO, 0 * state.weights, state.weights)
        knob.set_data([1 / state.share], [state.beta ** (1 / state.share)])

    return show


@moving_average.said
def words(state):
    memory, day, values, shown = 1 / state.share, state.day, state.values, state.shown
    jump, of_days = (np.abs(np.diff(series[30:])).mean() for series in (shown, values))
    return readouts(
        memory=show(memory, ".3g", "days" if memory > 1 else "day", label="memory 1/(1 − β)"),
        beta=show(state.beta, ".3g", label="β"),
        first_day=show(shown[0], ".1f", f"°C (it was {values[0]:.1f})", label="average after day 1"),
        now=show(shown[day - 1], ".1f", f"°C (it was {values[day - 1]:.1f})", label=f"average on day {day}"),
        jump=show(jump, ".2f", f"°C (days: {of_days:.2f})", label="change per day"),
        verdict=verdict(state.share, memory, state.corrected),
    )


def verdict(share, memory, corrected):
    low = " On the first days it is far too low, because it started at 0." if not corrected and memory >= 5 else ""
    if share > 0.7:
        return "Hardly an average at all: it jumps around with each day's weather." + low
    if memory < 5:
        return "It still follows every warm spell, only a little more smoothly than the days themselves." + low
    if memory <= 30:
        return f"Single days hardly show, and the season stays. The line runs about {memory - 1:.0f} days late." + low
    return "Very smooth, but weeks late: in spring the line is too cold, in fall too warm." + low

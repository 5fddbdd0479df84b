"""The same number of tries on a grid and at random: which comes lower when one hyperparameter matters more."""

import numpy as np

from course.live import State, explorer, integer, log, readouts, show
from course.live.style import DATA, GOOD, GREY, HANDLE, MODEL, OTHER

from ..landscapes import duel, grid, height, landscapes

GRID, RANDOM = dict(marker="s", color=OTHER), dict(marker="o", color=MODEL)
RATIOS = [float(r) for r in np.geomspace(1, 1000, 16)]
HEIGHTS = [0.0005, 0.002, 0.008, 0.03, 0.08, 0.18, 0.35]


@explorer(
    size=(1080, 400),
    presets={
        "both matter equally": dict(ratio=1),
        "one matters 30 times more": dict(ratio=30),
        "only one matters": dict(ratio=1000),
    },
    side=integer(2, 8, start=5, label="values of each on the grid"),
    ratio=log(1, 1000, start=30, step=0.1, label="the first matters more, times"),
    seed=integer(1, 50, start=1, label="landscape and draws"),
)
def grid_or_random(side, ratio, seed):
    """The same number of tries, on a grid and at random: how many values of each hyperparameter they try, and which comes lower."""
    lowest, draws = (part[seed] for part in landscapes(side))
    tries = {"grid": grid(side), "random": draws}
    return State(
        star=lowest[0],
        points=tries,
        heights={name: height(points, lowest, ratio) for name, points in tries.items()},
        distinct={name: np.unique(points[:, 0]) for name, points in tries.items()},
        share=duel(side, ratio),
    )


@grid_or_random.seen
def scene(stage):
    left, right, chart = stage.panels(
        "On a grid", "At random", "On 1,000 landscapes", names=["grid", "random", "duel"], widths=[3.3, 3.3, 3]
    )
    parts = [
        draw_map(stage, left, "grid", GRID),
        draw_map(stage, right, "random", RANDOM),
        draw_chart(stage, chart),
    ]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_map(stage, axes, name, look):
    """One landscape with its tries, the best of them ringed, and a stroke for each value of what matters more."""
    from course.live.artists import QuickText, Valley

    axes.set(xlim=(0, 1), ylim=(-0.16, 1), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    axes.set(xlabel="the one that matters more", ylabel="the other")
    valley = Valley(stage, axes, HEIGHTS)
    stage.moving(axes.fill_between([0, 1], -0.16, -0.005, color="white", zorder=1))
    dots = stage.moving(axes.plot([], [], ls="", mec="white", mew=0.8, ms=8, zorder=4, **look))
    ring = stage.moving(axes.plot([], [], "o", mfc="none", mec=GOOD, mew=3, ms=16, zorder=5))
    feet = stage.moving(axes.plot([], [], "|", color=look["color"], ms=13, mew=2, zorder=4))
    says = stage.moving(QuickText(axes, 0.99, -0.115, DATA, size=11, weight="bold", ha="right", boxed=True, zorder=6))

    def show(state):
        points, distinct = state.points[name], state.distinct[name]
        valley.show(np.diag([2.0, 2.0 / state.ratio]), state.star)
        dots.set_data(*points.T)
        ring.set_data(*points[[state.heights[name].argmin()]].T)
        feet.set_data(distinct, np.full(len(distinct), -0.06))
        says.set_text(f"{len(distinct)} values")

    return show


def draw_chart(stage, axes):
    """On what share of a thousand landscapes the random draws come lower, over how much more the first matters."""
    axes.set(xlim=(0.9, 1100), ylim=(0, 100), xscale="log")
    axes.set(xlabel="how much more the first matters", ylabel="random comes lower (%)")
    axes.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    axes.axhline(50, color=GREY, ls=":", lw=1.5)
    axes.text(1, 52, "a tie", fontsize=10, color=GREY)
    curve = stage.moving(axes.plot([], [], color=MODEL))
    here = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "ratio",
        axes,
        lambda state: (state.ratio, 100 * state.share),
        lambda x, y, state: {"ratio": x},
        label="how much more the first matters",
    )

    def show(state):
        curve.set_data(RATIOS, [100 * duel(state.side, ratio) for ratio in RATIOS])
        here.set_data([state.ratio], [100 * state.share])

    return show


@grid_or_random.said
def words(state):
    return readouts(
        tries=show(state.side**2, ".0f", label="tries each"),
        distinct_grid=show(len(state.distinct["grid"]), ".0f", label="values, grid"),
        distinct_random=show(len(state.distinct["random"]), ".0f", label="values, random"),
        lowest_grid=show(state.heights["grid"].min(), ".6f", label="lowest here, grid"),
        lowest_random=show(state.heights["random"].min(), ".6f", label="lowest here, random"),
        wins=show(100 * state.share, ".0f", "%", label="random comes lower"),
        verdict=verdict(state),
    )


def verdict(state):
    """Who wins on the thousand, and why."""
    side = state.side
    if state.share > 0.6:
        return f"On most of the 1,000, random wins: the grid spends {side**2} tries on {side} values of the one that matters, the random draws on {side**2}."
    if state.share > 0.4:
        return "About a tie overall: what the grid gains by its even spacing, it loses by repeating its values."
    return "On most of the 1,000, the grid wins: both matter, and it leaves no hole. That works only with few hyperparameters, as here."

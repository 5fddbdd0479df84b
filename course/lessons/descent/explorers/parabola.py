"""One weight: the loss w², steps downhill from a start, and the factor by which each step multiplies w."""

import numpy as np

from course.lessons.descent.looks import PATH, legends_above
from course.live import State, explorer, integer, linear, log, readouts, show
from course.live.style import ERROR, GOOD, GREY, HANDLE, MODEL

REACH = 3.4  # weights beyond it are outside the picture


@explorer(
    size=(1020, 370),
    presets={
        "creeps": dict(lr=0.01),
        "one step": dict(lr=0.5),
        "oscillates": dict(lr=0.89),
        "blows up": dict(lr=1.1),
    },
    start=linear(-3, 3, start=2, step=0.1, label="start w"),
    lr=log(0.01, 1.3, start=0.1, label="learning rate η"),
    steps=integer(0, 30, start=8, label="steps"),
)
def parabola(start, lr, steps):
    """The loss w², steps downhill from a start, and the factor by which each step multiplies w."""
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - lr * 2 * path[-1])
    return State(path=np.array(path), slope=2 * start, factor=1 - 2 * lr)


@parabola.seen
def scene(stage):
    curve, time, factors = stage.panels(
        "The loss L = w²",
        "w after each step",
        "What a step leaves of w",
        names=["curve", "track", "factor"],
        widths=[5, 4, 4],
    )
    above = legends_above(curve, time, factors)
    parts = [draw_curve(stage, curve, above), draw_track(stage, time), draw_factors(stage, factors)]

    def show(state):
        for part in parts:
            part(state)

    return show


def inside(path):
    """The path up to the step that leaves the picture."""
    outside = np.flatnonzero(np.abs(path) > REACH)
    return path[: outside[0] + 1] if len(outside) else path


def draw_curve(stage, axes, above):
    """The loss, the slope at the start, and the walk over it."""
    w = np.linspace(-3.3, 3.3, 200)
    axes.set(xlim=(-REACH, REACH), ylim=(-1.4, 11.8), xlabel="weight w", ylabel="loss L")
    axes.plot(w, w**2, color=GREY)
    tangent = stage.moving(axes.plot([], [], "--", color=ERROR, lw=1.8, zorder=4))
    hops = stage.moving(axes.plot([], [], **PATH))
    last = stage.moving(axes.plot([], [], "o", color=MODEL, ms=10, zorder=7))
    handle = stage.moving(axes.plot([], [], **HANDLE))
    axes.plot([], [], "--", color=ERROR, lw=1.8, label="slope at the start")
    axes.plot([], [], "o", color=MODEL, ms=10, label="after the last step")
    axes.legend(**above, ncols=2, handlelength=1.8)
    stage.grip("start", axes, lambda s: (s.start, s.start**2), lambda x, _, s: {"start": x}, label="start on the curve")

    def show(state):
        start, end, seen = state.start, state.path[-1], inside(state.path)
        tangent.set_data([start - 1, start + 1], [start**2 - state.slope, start**2 + state.slope])
        hops.set_data(seen, seen**2)
        handle.set_data([start], [start**2])
        last.set_data([end], [end**2])

    return show


def draw_track(stage, axes):
    """The weight over the steps."""
    axes.set(xlim=(-0.8, 30.8), ylim=(-REACH, REACH), xlabel="step", ylabel="weight w")
    axes.axhline(0, color=GOOD, lw=1.5)
    track = stage.moving(axes.plot([], [], **PATH))

    def show(state):
        seen = inside(state.path)
        track.set_data(np.arange(len(seen)), seen)

    return show


def draw_factors(stage, axes):
    """The factor for every learning rate, and what it means."""
    axes.set(xlim=(0, 1.3), ylim=(-1.75, 1.25), xlabel="learning rate η", ylabel="factor 1 − 2η")
    axes.axhspan(0, 1, color="#e6f1f8", lw=0)
    axes.axhspan(-1, 0, color="#d3e6f2", lw=0)
    axes.axhspan(-1.75, -1, color="#f9e3d6", lw=0)
    for height, words in ((0.75, "same side, nearer"), (-0.75, "other side, nearer"), (-1.4, "other side, farther")):
        left = height < 0
        axes.text(0.04 if left else 1.26, height, words, ha="left" if left else "right", va="center", fontsize=10)
    axes.plot([0, 1.3], [1, -1.6], color=GREY)
    here = stage.moving(axes.plot([], [], "o", color=MODEL, ms=10, clip_on=False))
    return lambda state: here.set_data([state.lr], [state.factor])


@parabola.said
def words(state):
    end = state.path[-1]
    return readouts(
        slope=show(state.slope, ".2f", label="slope at the start"),
        first=show(state.start - state.lr * state.slope, ".2f", label="w after one step"),
        factor=show(state.factor, ".2f", label="factor 1 − 2η"),
        w=show(end, ".3g", label="w at the end"),
        loss=show(end**2, ".2g", label="loss at the end"),
        verdict=verdict(state.start, state.factor),
    )


def verdict(start, factor):
    if start == 0:
        return "The slope is zero at the bottom, so a step changes nothing."
    if abs(factor) < 1e-9:
        return "It reaches the bottom in a single step."
    if abs(factor + 1) < 1e-9:
        return "Back and forth forever: each step lands just as far away, on the other side."
    if factor < -1:
        return "It blows up: each step overshoots so far that it lands farther away than before."
    if factor < 0:
        return "It oscillates: each step overshoots the bottom, but lands closer to it than before."
    if factor <= 0.9:
        return "It converges: each step gets closer, always from the same side."
    return "It creeps: it will get there, but it takes its time."

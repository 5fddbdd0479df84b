"""A signal through many layers: the outputs of each layer, how large they are, and how large the slopes are that come back."""

import math

import numpy as np

from course.lessons.initialization.curves import ACTIVATIONS, powers, tiny
from course.lessons.initialization.signals import DEEPEST, idle, signals
from course.live import State, choice, explorer, integer, log, readouts, show
from course.live.style import BLUE, ERROR, GOOD, GREY, MODEL, PURPLE

TOP = 2.6  # outputs up to here, either sign
DOTS = (0, (1.2, 1.2))
FLOOR, CEILING = 2e-9, 5e8  # no wider, so that ten percent a layer can be seen; an end beyond them is drawn at the edge


@explorer(
    size=(1080, 420),
    presets={
        "gain 1": dict(gain=1),
        "gain √2": dict(gain=math.sqrt(2)),
        "10% more": dict(gain=1.1 * math.sqrt(2)),
        "tanh, gain 3": dict(activation="tanh", gain=3),
        "sigmoid, gain 1": dict(activation="sigmoid", gain=1),
    },
    gain=log(0.25, 8, start=1, step=0.02, digits=3, label="gain g"),
    depth=integer(1, DEEPEST, start=30, label="layers"),
    activation=choice(*ACTIVATIONS, label="activation"),
    seed=integer(0, 9, start=0, label="draw"),
)
def signal(gain, depth, activation, seed):
    """A signal through many layers: the outputs of each layer, how large they are, and how large the slopes are that come back."""
    outputs, sizes, differ, returned = signals(gain, depth, activation, seed)
    return State(outputs=outputs, sizes=sizes, differ=differ, returned=returned, idle=idle(outputs[-1], activation))


@signal.seen
def scene(stage):
    river, forth, home = stage.panels(
        "The outputs of each layer",
        "Forward: the outputs' size",
        "Backward: the slopes' size",
        names=["outputs", "forward", "backward"],
        widths=[5, 3.6, 3.6],
    )
    ticks, names = powers(-8, 8, 4)
    for axes in (forth, home):
        axes.set(xlim=(-1, DEEPEST + 1), ylim=(FLOOR, CEILING), yscale="log", xlabel="layer")
        axes.set_yticks(ticks, names)
        axes.minorticks_off()
        axes.axhline(1, color=GOOD, lw=1.2, ls=(0, (6, 3)))
    parts = [draw_river(stage, river), draw_forward(stage, forth), draw_backward(stage, home)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_river(stage, axes):
    """A histogram of each layer's outputs, side by side."""
    from course.live.artists import Field

    axes.set(xlim=(-0.5, DEEPEST + 0.5), ylim=(-TOP, TOP), xlabel="layer (0: the inputs)", ylabel="outputs a")
    bed = Field(stage, axes, ["#ffffff", "#9ecae9", BLUE, "#08306b"], cells=4 * (DEEPEST + 1), bands=24)
    column = np.clip(np.rint(bed.x).astype(int), 0, DEEPEST)
    rows = len(bed.y)
    shore = stage.moving(axes.plot([], [], color=GREY, lw=1.2, ls=":"))

    def show(state):
        share = np.zeros((rows, DEEPEST + 1))
        share[:, : state.depth + 1] = histograms(state.outputs, rows)
        bed.show(share[:, column])
        shore.set_data([state.depth + 0.5, state.depth + 0.5], [-TOP, TOP])

    return show


def histograms(outputs, rows):
    """Each layer's outputs in bins from -TOP to TOP, as the root of the share of the fullest bin: (rows, layers)."""
    # One count for all: each layer has bins of its own. What lies outside the frame lies on its edge.
    bins = np.clip((outputs + TOP) * (rows / (2 * TOP)), 0, rows - 1).astype(np.int64)
    bins += rows * np.arange(len(outputs))[:, None, None]
    counts = np.bincount(bins.ravel(), minlength=rows * len(outputs)).reshape(len(outputs), rows)
    return np.sqrt(counts / np.maximum(counts.max(axis=1, keepdims=True), 1)).T


def draw_forward(stage, axes):
    axes.set_xlabel("layer (dotted: the differences)")  # a legend would lie on the curves at one gain or another
    size = stage.moving(axes.plot([], [], color=MODEL, lw=2.4, marker="o", ms=3))
    differ = stage.moving(axes.plot([], [], color=PURPLE, ls=DOTS, lw=2.6, zorder=4))
    end = stage.moving(axes.plot([], [], "o", color=MODEL, ms=9, zorder=5))

    def show(state):
        layers = np.arange(state.depth + 1)
        size.set_data(layers, state.sizes)
        differ.set_data(layers, np.where(state.differ > 1e-13 * state.sizes, state.differ, np.nan))  # less is rounding
        end.set_data([state.depth], within(state.sizes[-1:]))

    return show


def draw_backward(stage, axes):
    line = stage.moving(axes.plot([], [], color=ERROR, lw=2.4, marker="o", ms=3))
    end = stage.moving(axes.plot([], [], "o", color=ERROR, ms=9, zorder=5))

    def show(state):
        line.set_data(np.arange(state.depth + 1), state.returned)
        end.set_data([0], within(state.returned[:1]))

    return show


def within(sizes):
    return np.clip(sizes, FLOOR, CEILING)


@signal.said
def words(state):
    size, slope = state.sizes[-1], state.returned[0]
    what = "dead units in the last layer" if state.activation == "ReLU" else "saturated outputs in the last layer"
    return readouts(
        size=show(size, tiny(size), label="size of the last layer's outputs"),
        factor=show((size / state.sizes[0]) ** (1 / state.depth), ".2f", label="factor per layer"),
        slope=show(slope, tiny(slope), label="size of the slopes back at the inputs"),
        idle=show(100 * state.idle, ".0f", "%", label=what),
        verdict=verdict(state, size, state.differ[-1], slope),
    )


def verdict(state, size, differ, slope):
    if state.activation == "ReLU":
        if 0.1 < size < 10:
            return arrives(state.depth, "the outputs of the last layer are about as large as the inputs.")
        if size <= 0.1:
            return "It fades: each layer passes on less than it gets, both forward and backward."
        return "It explodes: each layer passes on more than it gets, both forward and backward."
    if slope < 1e-3 and differ < 1e-3:
        fades = "Whatever goes in, nearly the same comes out. " if state.activation == "sigmoid" else "It fades. "
        return fades + "The differences between examples are lost on the way forward, and the slopes on the way back."
    if slope < 0.1:
        return "The slopes fade on their way back: hardly anything reaches the first layers."
    if slope > 10:
        explodes = "The outputs can't leave their bounds, but the slopes explode on the way back."
        return explodes + (" Many outputs are saturated." if state.idle > 0.3 else "")
    return arrives(state.depth, "outputs and slopes keep about their size.")


def arrives(depth, what):
    return f"It arrives: {what}" if depth > 3 else "With so few layers, almost any gain will do."

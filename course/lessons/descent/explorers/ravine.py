"""Two weights, one steep and one flat: the path, the loss, and what a step leaves in each direction."""

import numpy as np

from course.lessons.descent.looks import draw_trail, legends_above
from course.live import State, explorer, integer, log, point, readouts, show
from course.live.style import BLUE, ERROR, GREY, HANDLE, ORANGE, PURPLE
from nbcore import surfaces
from nbcore.optimizers import GradientDescent

FAR = 40  # a walk that is farther out has diverged, and stops
TOP = 1.5  # factors above are shown at this height
RATES = np.geomspace(0.00085, 3, 500)
BAND = "#c3c8cf"
LOOKS = {"along": dict(color=BLUE, ls="-"), "across": dict(color=PURPLE, ls="-.")}


@explorer(
    size=(1080, 410),
    presets={
        "creeps": dict(lr=0.01),
        "fastest": dict(lr=0.0645),
        "oscillates": dict(lr=0.0661),
        "blows up": dict(lr=0.0676),
        "ten times as steep": dict(condition=300, lr=0.00664, steps=200),
    },
    start=point(-2.6, 1.9, low=(-3, -2.7), high=(3, 2.7), label="start"),
    lr=log(0.001, 2.5, start=0.055, step=0.01, digits=3, label="learning rate η"),
    condition=log(1, 300, start=30, step=0.04, whole=True, label="curvature c₂"),
    steps=integer(1, 200, start=80, label="steps"),
)
def ravine(start, lr, condition, steps):
    """Gradient descent in a valley that is flat along and steep across: the path, the loss, and what a step leaves."""
    loss, curvatures = surfaces.ravine(condition), np.array([1.0, condition])
    path = walk(loss.gradient, start, lr, steps)
    factors = np.abs(1 - lr * curvatures)
    return State(
        curvatures=curvatures,
        path=path,
        heights=loss(path),
        shares=curvatures * path**2 / 2,  # of the loss: along, across
        factors=factors,
        predicted=factors.max(),
        measured=last_factor(path),
        edge=2 / condition,
    )


def walk(gradient, start, lr, steps):
    """The path (k + 1, 2) of gradient descent from ``start``. It ends early once it is farther out than ``FAR``."""
    w, optimizer = np.array(start, dtype=float), GradientDescent(lr)
    path = [w.copy()]
    while len(path) <= steps and np.abs(w).max() < FAR:
        optimizer.step(w, gradient(w))
        path.append(w.copy())
    return np.array(path)


def last_factor(path):
    """By what the last step multiplied the distance from the lowest point. Below 1e-100 it is rounding that is measured."""
    distance = np.hypot(*path.T)
    before = np.flatnonzero(distance[:-1] > 1e-100)
    return distance[before[-1] + 1] / distance[before[-1]] if len(before) else 0.0


@ravine.seen
def scene(stage):
    valley, fall, factors = stage.panels(
        "Drag the start",
        "The loss, step by step",
        "Drag η: what a step leaves",
        names=["valley", "loss", "factor"],
        widths=[5, 4, 4],
    )
    above = legends_above(valley, fall, factors, room=46)
    parts = [draw_valley(stage, valley), draw_fall(stage, fall, above), draw_factors(stage, factors, above)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_valley(stage, axes):
    """The valley from above, and the walk in it."""
    from course.live.artists import Valley

    axes.set(xlim=(-3.2, 3.2), ylim=(-3, 3), xlabel="w₁ (along)", ylabel="w₂ (across)", aspect="equal")
    ground = Valley(stage, axes, levels=0.03 * 2.5 ** np.arange(13))
    show_trail = draw_trail(stage, axes)
    now = stage.moving(axes.plot([], [], "o", color=BLUE, mec="white", ms=10, zorder=7))
    handle = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("start", axes)

    def show(state):
        ground.show(np.diag(state.curvatures), (0.0, 0.0))
        inside = np.abs(state.path[:, 1]) < 3
        show_trail(state.path if inside.all() else state.path[: inside.argmin() + 1])  # up to the step that leaves
        now.set_data(state.path[-1:, 0], state.path[-1:, 1])
        handle.set_data(*np.transpose([state.start]))

    return show


def draw_fall(stage, axes, above):
    """The loss over the steps, its two shares, and what the worse factor predicts."""
    axes.set(xlim=(-3, 203), ylim=(1e-7, 1e6), yscale="log", xlabel="step", ylabel="loss L")
    total = stage.moving(axes.plot([], [], color=BAND, lw=7, label="loss", zorder=1))  # its parts lie on it, in sight
    shares = [stage.moving(axes.plot([], [], lw=1.8, **look, label=f"{name} only")) for name, look in LOOKS.items()]
    promise = stage.moving(axes.plot([], [], ":", color=ERROR, lw=2.0, zorder=4, label="predicted"))
    axes.legend(**above, ncols=2, handlelength=2.2)

    def show(state):
        times = np.arange(len(state.path))
        total.set_data(times, np.maximum(state.heights, 1e-30))
        for line, share in zip(shares, state.shares.T):
            line.set_data(times, np.maximum(share, 1e-30))
        promise.set_data(times, np.maximum(state.heights[0] * state.predicted ** (2.0 * times), 1e-30))

    return show


def draw_factors(stage, axes, above):
    """What a step leaves in each direction, for every learning rate; the rate sits on the worse of the two."""
    axes.set(xlim=(0.00085, 3), ylim=(0, 1.75), xscale="log", xlabel="learning rate η", ylabel="|1 − ηc|")
    axes.axhspan(1, 1.75, color="#f9e3d6", lw=0)
    axes.axhline(1, color=ERROR, lw=1.2)
    axes.text(0.001, 1.6, "above 1: grows", fontsize=10)
    curves = [stage.moving(axes.plot([], [], lw=2, **look, label=name)) for name, look in LOOKS.items()]
    dots = [stage.moving(axes.plot([], [], "o", color=look["color"], ms=7, zorder=5)) for look in LOOKS.values()]
    edge = stage.moving(axes.plot([], [], ":", color=GREY, lw=1.6, label="edge 2/c₂"))
    ruler = stage.moving(axes.plot([], [], color=ORANGE, lw=1.2))
    knob = stage.moving(axes.plot([], [], **HANDLE))
    axes.legend(**above, ncols=2, handlelength=2.2)
    stage.grip("lr", axes, where_rate, drag_rate, label="learning rate")

    def show(state):
        for curve, dot, steepness, left in zip(curves, dots, state.curvatures, state.factors):
            heights = np.abs(1 - RATES * steepness)
            curve.set_data(RATES, np.where(heights < TOP, heights, np.nan))
            dot.set_data([state.lr], [min(left, TOP)])
        worse = min(state.predicted, TOP)
        edge.set_data([state.edge, state.edge], [0, TOP])
        ruler.set_data([state.lr, state.lr], [0, worse])
        knob.set_data([state.lr], [worse])

    return show


def where_rate(state):
    return state.lr, min(max(abs(1 - state.lr), abs(1 - state.lr * state.condition)), TOP)


def drag_rate(x, _, state):
    return {"lr": np.clip(x, 0.001, 2.5)}


@ravine.said
def words(state):
    return readouts(
        edge=show(state.edge, ".3g", label="edge 2/c₂"),
        share=show(100 * state.lr / state.edge, ".0f", "% of the edge", label="η is at"),
        predicted=show(state.predicted, ".4f", label="predicted factor"),
        measured=show(state.measured, ".4f", label="measured factor"),
        loss=show(state.heights[-1], ".3g", label="loss at the end"),
        verdict=verdict(state),
    )


def verdict(state):
    start, predicted = state.start, state.predicted
    if np.hypot(*start) == 0:
        return "You start at the lowest point, where there is no slope to follow."
    if predicted > 1 + 1e-9 and start[1] != 0:
        return "It blows up: η is above the edge, so across the valley each step lands farther out than the one before."
    if predicted > 1 + 1e-9:
        return "η is above the edge, but you start exactly on the valley floor. Start slightly beside it, and the walk blows up."
    if abs(predicted - 1) <= 1e-9:
        return "η is exactly at the edge: across the valley the walk goes back and forth forever."
    if 0 in start and state.condition > 1 and abs(state.measured - predicted) > 1e-6:
        return "You start exactly on an axis, so the direction that would be the slow one has nothing to do."
    return what_takes_longest(state.lr, state.condition)


def what_takes_longest(lr, condition):
    if condition == 1:
        advice = (
            "the walk arrives in one step"
            if abs(lr - 1) < 0.004
            else f"a {'smaller' if lr > 1 else 'larger'} η would be faster"
        )
        return f"A round bowl: every direction shrinks by the same factor, and {advice}."
    best = 2 / (1 + condition)
    if f"{lr:.3g}" == f"{best:.3g}":  # as exactly as the slider goes
        return "The best learning rate for this valley: no other makes the worse of the two factors smaller."
    if abs(lr / best - 1) < 0.012:  # half a press of an arrow key
        return (
            f"Close to the best learning rate for this valley, {best:.3g}, where both factors are equally far from 0."
        )
    if lr > best:
        return "It oscillates across the valley, and that is what takes longest. A smaller η would be faster."
    return "It creeps along the valley, and that is what takes longest. A larger η would be faster."

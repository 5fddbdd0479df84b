"""One weight: a line through the origin, and its loss, seen only where the learner has been."""

import numpy as np

from course.live import State, explorer, linear, readouts, show, toggle
from course.live.style import DATA, ERROR, FAINT, GREY, MODEL
from nbcore import data
from nbcore.losses import MeanSquaredError

X, Y = (column[:, 0] for column in data.doubles())
squared = MeanSquaredError()
FOG = dict(ymin=0, ymax=1, facecolor="#eceef1", edgecolor="#d3d7dd", hatch="//", lw=0, zorder=2)
REACH = 0.12  # how far one sees to either side of the weights one has tried


@explorer(
    presets={"w = −1": dict(w=-1), "w = 1.5": dict(w=1.5), "w = 2.5": dict(w=2.5)},
    w=linear(-2, 6, start=0, step=0.05, label="weight w"),
    lift=toggle(label="lift the fog"),
)
def one_weight(w, lift):
    """Four points, a line through the origin with one weight, and the loss seen only where you have been."""
    prediction = w * X
    return State(
        prediction=prediction,
        loss=squared(prediction, Y),
        slope=float(squared.gradient(prediction, Y) @ X),  # dL/dw: the chain rule over ŷ = w x
    )


@one_weight.seen
def scene(stage):
    fit, curve = stage.panels("The model: ŷ = w · x", "The loss for each weight", names=["line", "curve"])
    show_fit, show_curve = draw_fit(stage, fit), draw_curve(stage, curve)

    def show(state):
        show_fit(state)
        show_curve(state)

    return show


def draw_fit(stage, axes):
    """The data, the line, and a stick for each residual."""
    axes.set(xlim=(-3.6, 6.4), ylim=(-13, 21), xlabel="x", ylabel="y")
    axes.axhline(0, color=FAINT, lw=1)
    axes.plot(X, Y, "o", color=DATA, ms=8, label="data", zorder=5)
    axes.plot([], [], color=MODEL, label="model")
    axes.plot([], [], color=ERROR, lw=3, label="residual")
    axes.legend(loc="upper left")
    line = stage.moving(axes.plot([], [], color=MODEL))
    sticks = stage.moving([axes.plot([], [], color=ERROR, lw=3, zorder=4)[0] for _ in X])

    def show(state):
        line.set_data([-3.6, 6.4], [-3.6 * state.w, 6.4 * state.w])
        for stick, x, y, guess in zip(sticks, X, Y, state.prediction):
            stick.set_data([x, x], [guess, y])

    return show


def draw_curve(stage, axes):
    """The loss over the weights, under fog, and the tangent where one stands."""
    weights = np.linspace(-2, 6, 400)
    axes.set(xlim=(-2.2, 6.2), ylim=(-8, 165), xlabel="weight w", ylabel="mean squared error")
    axes.plot(weights, [squared(w * X, Y) for w in weights], color=GREY)
    left, right = (stage.moving(axes.axvspan(0, 1, **FOG)) for _ in "lr")
    tangent = stage.moving(axes.plot([], [], "--", color=ERROR, zorder=3))
    dot = stage.moving(axes.plot([], [], "o", color=MODEL, ms=11, zorder=4))
    stage.memory.seen = None  # the weights tried so far, from the lowest to the highest

    def show(state):
        low, high = stage.memory.seen or (state.w, state.w)
        stage.memory.seen = low, high = min(low, state.w), max(high, state.w)
        for patch, (start, end) in ((left, (-2.2, low - REACH)), (right, (high + REACH, 6.2))):
            patch.set(x=start, width=max(end - start, 0), visible=not state.lift)
        beside, rise = np.array([-0.8, 0.8]), 0.8 * state.slope
        tangent.set_data(state.w + beside, [state.loss - rise, state.loss + rise])
        dot.set_data([state.w], [state.loss])

    return show


@one_weight.said
def words(state):
    perfect = "Every residual is zero: no weight can do better." if state.loss < 1e-12 else ""
    return readouts(
        loss=show(state.loss, ".3f", label="mean squared error"),
        slope=show(state.slope, ".2f", label="slope dL/dw"),
        verdict=perfect or f"The loss falls when w {'grows' if state.slope < 0 else 'shrinks'}.",
    )

"""Steep is sure: one neuron, how sure it is of two training points, and what a new point costs it."""

import numpy as np

from course.live import State, explorer, linear, point, readouts, show
from course.live.style import BLUE, ERROR, FAINT, HANDLE, MODEL, ORANGE, PURPLE
from nbcore.activations import sigmoid
from nbcore.losses import BinaryCrossEntropy

TRAIN = np.array([[1.0, 1.0], [-1.0, -1.0]])  # a triangle and a circle
TRUTH = np.array([[1.0], [0.0]])
SCALES, ALONG = np.linspace(1, 10, 91), np.linspace(-4, 4, 401)
log_loss = BinaryCrossEntropy(from_logits=True)


def training_loss(scale):
    return log_loss(scale * TRAIN.sum(axis=1, keepdims=True), TRUTH)


def cost_of(z):
    """The loss of a circle with this score."""
    return log_loss(np.array([[z]]), np.zeros((1, 1)))


@explorer(
    size=(1080, 370),
    presets={
        "scale 10": dict(scale=10),
        "farther across": dict(scale=10, new=(1.6, 0.6)),
        "on its own side": dict(scale=10, new=(-0.8, 0.1)),
    },
    scale=linear(1, 10, start=1, step=0.1, label="scale s"),
    new=point(0.8, -0.1, low=(-1.9, -1.9), high=(1.9, 1.9), label="new point"),
)
def steepness(scale, new):
    """One neuron σ(s·x₁ + s·x₂), how sure it is of two training points, and what a new point costs it."""
    p, q = (float(v) for v in sigmoid(scale * TRAIN.sum(axis=1)))
    return State(triangle=p, circle=q, z=sum(new), loss=training_loss(scale), cost=cost_of(scale * sum(new)))


@steepness.seen
def scene(stage):
    plane, curve, losses = stage.panels(
        "Drag the new point (a circle)",
        "How sure: σ(s·(x₁ + x₂))",
        "The loss, for each s",
        names=["plane", "curve", "loss"],
    )
    parts = [draw_plane(stage, plane), draw_curve(stage, curve), draw_losses(stage, losses)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_plane(stage, axes):
    from course.live.artists import Field

    axes.set(xlim=(-2, 2), ylim=(-2, 2), xlabel="input x₁", ylabel="input x₂", aspect="equal")
    field = Field(stage, axes, [ORANGE, "white", BLUE], level=0.5)
    stage.moving(axes.plot(*TRAIN[0], "^", color=BLUE, mec="white", ms=13, zorder=5))
    stage.moving(axes.plot(*TRAIN[1], "o", color=ORANGE, mec="white", ms=12, zorder=5))
    handle = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("new", axes)

    def show(state):
        field.show(sigmoid(state.scale * field.points.sum(axis=1)))
        handle.set_data([state.new[0]], [state.new[1]])

    return show


def draw_curve(stage, axes):
    """The neuron's answer along the diagonal, and its slope at the triangle."""
    axes.set(xlim=(-4, 4), ylim=(-0.06, 1.06), xlabel="x₁ + x₂", ylabel="a: the probability of △")
    for level in (0, 0.5, 1):
        axes.axhline(level, color=FAINT, lw=1)
    curve = stage.moving(axes.plot([], [], color=MODEL, lw=2.4))
    slope = stage.moving(axes.plot([], [], "--", color=PURPLE, lw=1.8))
    sure = stage.moving(axes.plot([], [], "^", color=BLUE, mec="white", ms=13, zorder=5))
    unsure = stage.moving(axes.plot([], [], "o", color=ORANGE, mec="white", ms=12, zorder=5))
    surprise = stage.moving(axes.plot([], [], **HANDLE))
    axes.plot([], [], "--", color=PURPLE, lw=1.8, label="slope at △")
    axes.legend(loc="upper left")

    def show(state):
        p = state.triangle
        steep = state.scale * p * (1 - p)
        curve.set_data(ALONG, sigmoid(state.scale * ALONG))
        slope.set_data([1, 3], [p - steep, p + steep])
        sure.set_data([2], [p])
        unsure.set_data([-2], [state.circle])
        surprise.set_data([state.z], [float(sigmoid(state.scale * state.z))])

    return show


def draw_losses(stage, axes):
    axes.set(xlim=(0.8, 10.2), ylim=(3e-10, 3e2), yscale="log", xlabel="scale s", ylabel="loss")
    axes.plot(SCALES, [training_loss(s) for s in SCALES], "--", color=MODEL)
    axes.text(5.2, 8e-7, "the two\ntraining points", color=MODEL, fontsize=10.5, ha="right", va="top")
    axes.text(10, 110, "the new point", color=ERROR, fontsize=10.5, ha="right")
    new = stage.moving(axes.plot([], [], color=ERROR))
    trained_dot = stage.moving(axes.plot([], [], "o", color=MODEL, ms=9, zorder=5))
    new_dot = stage.moving(axes.plot([], [], "D", color=ERROR, ms=8, zorder=5))

    def show(state):
        costs = np.array([cost_of(s * state.z) for s in SCALES])
        new.set_data(SCALES, np.maximum(costs, 1e-12))
        trained_dot.set_data([state.scale], [state.loss])
        new_dot.set_data([state.scale], [max(state.cost, 3e-10)])

    return show


@steepness.said
def words(state):
    p, q = state.triangle, state.circle
    return readouts(
        triangle=show(p, ".10f" if p > 0.9999 else ".2f", label="a at (1, 1)"),
        circle=show(q, ".10f" if q < 0.0001 else ".2f", label="a at (−1, −1)"),
        gradient=show(1 - p, ".1e" if p > 0.99 else ".2f", label="size of the gradient at (1, 1)"),
        loss=show(state.loss, ".1e" if state.loss < 0.01 else ".3f", label="training loss"),
        cost=show(state.cost, ".1e" if state.cost < 0.01 else ".2f", label="loss of the new point"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.z == 0:
        return "The new point is on the boundary: 50% at every scale."
    if state.z < 0:
        return "The new point is on its own side, and a larger scale rewards it."
    if state.cost < 2:
        return "On the wrong side, but the neuron isn’t sure there, so the mistake is cheap."
    if state.cost < 8:
        return "A confident mistake. With smaller weights, the same mistake would cost less."
    return "Practically certain, and wrong. Two training points can’t justify so much certainty."

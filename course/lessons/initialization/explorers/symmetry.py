"""Four units that start equal, or nearly: what they learn, where their weights go, and when they part."""

import math

import numpy as np

from course.lessons.initialization.curves import tiny
from course.lessons.initialization.neurons import NEURONS, STEPS, apart, distinct, rings, train_equal
from course.live import State, explorer, integer, linear, log, readouts, show, timeline, toggle
from course.live.readouts import Quantity
from course.live.style import BLUE, DATA, ERROR, FAINT, GREEN, GREY, MODEL, ORANGE, PURPLE
from nbcore.activations import sigmoid

COLORS, SHAPES = (BLUE, ORANGE, GREEN, PURPLE), "osD^"
ALL_STEPS = np.arange(STEPS + 1)


@explorer(
    size=(1080, 410),
    presets={
        "all zero": dict(c=0, equal=True),
        "all 0.5": dict(c=0.5, equal=True),
        "off by 0.0001": dict(difference=1e-4),
        "off by 10⁻⁸": dict(difference=1e-8),
        "random": dict(c=0, difference=1),
    },
    difference=log(1e-8, 1, start=1e-4, step=0.25, digits=1, label="difference"),
    equal=toggle(label="exactly equal"),
    c=linear(0, 1, start=0.5, step=0.1, label="common weight c"),
    seed=integer(0, 20, start=0, label="draw"),
    step=timeline(0, STEPS, start=STEPS, step=5, interval=60, label="step"),
)
def symmetry(difference, equal, c, seed, step):
    """Four units that start equal, or nearly: what they learn, where their weights go, and when they part."""
    weights, biases, losses = train_equal(c, 0.0 if equal else difference, seed if not equal else 0)
    return State(
        weights=weights,
        now=weights[step],
        bias=biases[step],
        losses=losses,
        loss=losses[step],
        apart=apart(weights),
        distinct=distinct(weights[step]),
    )


@symmetry.seen
def scene(stage):
    plane, weights, right = stage.panels(
        "Four units, two rings",
        "The weights into the four units",
        "The loss",
        names=["plane", "weights", "loss"],
        widths=[4, 4, 4.2],
    )
    loss, apart_ = split(right)
    parts = [
        draw_plane(stage, plane),
        draw_weights(stage, weights),
        draw_loss(stage, loss),
        draw_apart(stage, apart_),
    ]

    def show(state):
        for part in parts:
            part(state)

    return show


def split(axes):
    """Two axes, one above the other, in the place of one."""
    figure, halves = axes.figure, axes.get_subplotspec().subgridspec(2, 1)
    axes.remove()
    return figure.add_subplot(halves[0]), figure.add_subplot(halves[1])


def draw_plane(stage, axes):
    """The two rings, what the network says of the plane, and each neuron's line."""
    from course.live.artists import Field

    inputs, y = rings()
    axes.set(xlim=(-1.5, 1.5), ylim=(-1.5, 1.5), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    field = Field(stage, axes, ["#f3c98b", "#ffffff", "#8fc3e6"], level=0.5)
    for kind, color, shape in ((0, ORANGE, "s"), (1, BLUE, "o")):
        stage.moving(axes.plot(*inputs[:2, y == kind], shape, color=color, mec=DATA, mew=0.6, ms=5.5, zorder=2))
    joints = [
        stage.moving(axes.plot([], [], color=color, lw=1.4, ls=(3 * k, (6, 6)), zorder=3))
        for k, color in enumerate(COLORS)
    ]

    def show(state):
        inside = np.tanh(field.points @ state.now[:, :2].T + state.now[:, 2])
        field.show(sigmoid(inside @ state.now[:, 3] + state.bias))
        for joint, weights in zip(joints, state.now):
            joint.set_data(*line_of(*weights[:3]))

    return show


def line_of(w1, w2, b, far=1.5):
    """The line w₁ x₁ + w₂ x₂ + b = 0, as two points on the edges of the frame; nothing where there is none in it."""
    norm = math.hypot(w1, w2)
    if norm < 1e-12:
        return [], []
    foot, along = np.array([w1, w2]) * (-b / norm**2), np.array([-w2, w1]) / norm
    reach = np.sqrt(max(2 * far**2 - foot @ foot, 0.0))
    ends = foot + along * np.array([[-reach], [reach]])
    return ends[:, 0], ends[:, 1]


def draw_weights(stage, axes):
    """The way of each unit's two weights, from large marks to small, so that four on one spot are seen to be four."""
    axes.set(xlim=(-6.2, 6.2), ylim=(-6.2, 6.2), xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    axes.axhline(0, color=FAINT, lw=1, zorder=0)
    axes.axvline(0, color=FAINT, lw=1, zorder=0)
    paths = [
        stage.moving(axes.plot([], [], color=color, lw=7 - 1.7 * k, alpha=0.6, solid_capstyle="round", zorder=3))
        for k, color in enumerate(COLORS)
    ]
    heads = [
        stage.moving(axes.plot([], [], shape, color=color, mec="white", mew=1, ms=19 - 4 * k, zorder=4 + k))
        for k, (color, shape) in enumerate(zip(COLORS, SHAPES))
    ]

    def show(state):
        for k in range(NEURONS):
            paths[k].set_data(state.weights[: state.step + 1, k, 0], state.weights[: state.step + 1, k, 1])
            heads[k].set_data(state.now[k : k + 1, 0], state.now[k : k + 1, 1])

    return show


def draw_loss(stage, axes):
    axes.set_title("The loss")
    axes.set(xlim=(0, STEPS), ylim=(0, 0.78), xticklabels=[])
    axes.axhline(math.log(2), color=GREY, lw=1, ls=":")
    axes.text(STEPS, 0.705, "guessing", color=GREY, fontsize=10, ha="right", va="bottom")
    curve = stage.moving(axes.plot([], [], color=ERROR))
    cursor = stage.moving(axes.plot([], [], color=ORANGE, lw=1.6))
    stage.grip("step", axes, lambda state: (state.step, 0.35), drag_step, label="the step")

    def show(state):
        curve.set_data(ALL_STEPS, state.losses)
        cursor.set_data([state.step, state.step], [0, 0.78])

    return show


def draw_apart(stage, axes):
    """How far the neurons are apart, step by step."""
    axes.set_title("Largest difference between units")
    axes.set(xlim=(0, STEPS), ylim=(2e-11, 60), yscale="log", xlabel="step")
    axes.set_yticks([1e-10, 1e-8, 1e-4, 1], ["0", "$10^{-8}$", "$10^{-4}$", "1"])
    axes.minorticks_off()
    growth = stage.moving(axes.plot([], [], color=MODEL))
    cursor = stage.moving(axes.plot([], [], color=ORANGE, lw=1.6))
    stage.grip("step below", axes, lambda state: (state.step, 1e-5), drag_step, label="the step")

    def show(state):
        growth.set_data(ALL_STEPS, np.maximum(state.apart, 1e-10))
        cursor.set_data([state.step, state.step], [2e-11, 60])

    return show


def drag_step(x, _, state):
    return {"step": x}


@symmetry.said
def words(state):
    different, parted = state.apart[state.step], np.flatnonzero(state.apart > 0.1)
    never = Quantity(math.inf, "never" if state.equal else f"later than {STEPS}", "they part at step")
    return readouts(
        distinct=show(state.distinct, ".0f", f"of {NEURONS}", label="distinct units"),
        apart=show(different, "g" if different == 0 else tiny(different), label="largest difference"),
        loss=show(state.loss, ".3f", label="loss L"),
        parted=Quantity(parted[0], f"{parted[0]:.0f}", "they part at step") if len(parted) else never,
        verdict=verdict(state.c, state.equal, state.step, state.distinct, different, state.loss),
    )


def verdict(c, equal, step, count, different, loss):
    if step == 0:
        if equal:
            return "The start. All four are exactly the same."
        return "The start. They differ only a little." if count == 1 else "The start. They differ."
    if equal and c == 0:
        return "Everything is zero, so every weight's slope is zero. Not one weight has moved, and none ever will."
    if equal:
        return "Four units, one path: equal weights get equal slopes and stay equal, so the four count as one unit."
    if count == 1:
        return "To the eye they are still one unit, but they are not exactly equal."
    if loss < 0.1:
        return "They have parted, and together they close the boundary around the inner ring."
    if loss > 0.4:
        return "They have parted. Only now can the loss fall far."
    return "They have parted, and the loss is falling."

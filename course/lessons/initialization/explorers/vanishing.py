"""A chain of neurons, one in each layer: the activation's slope at each, and their product on the way back."""

import numpy as np

from course.lessons.initialization.curves import ACTIVATIONS, powers, tiny
from course.lessons.initialization.signals import chain
from course.live import State, choice, explorer, integer, linear, readouts, show
from course.live.style import DATA, ERROR, GOOD, GREY, HANDLE, OTHER, SKY

LONGEST, FLOOR, HIGHEST = 30, 1e-22, 1e14
PLACES, WEIGHTS = np.linspace(-8, 8, 321), np.linspace(0.1, 8, 317)


@explorer(
    size=(1080, 400),
    presets={
        "sigmoid, w = 1": dict(w=1),
        "sigmoid, w = 3.4": dict(w=3.4),
        "sigmoid, w = 8": dict(w=8),
        "tanh, w = 1": dict(activation="tanh", w=1),
        "ReLU, w = 1": dict(activation="ReLU", w=1),
    },
    w=linear(0.1, 8, start=1, step=0.05, label="weight w"),
    depth=integer(1, LONGEST, start=10, label="layers"),
    activation=choice("sigmoid", "tanh", "ReLU", label="activation"),
    x=linear(-2, 2, start=1, step=0.1, label="input x"),
)
@np.errstate(under="ignore")  # what has shrunk to nothing is meant to be 0
def vanishing(w, depth, activation, x):
    """A chain of neurons, one in each layer: the activation's slope at each, and their product on the way back."""
    phi, slope, _ = ACTIVATIONS[activation]
    z, factors = chain(w, x, depth, activation)
    return State(
        z=z,
        slopes=slope(phi(z)),
        steepest=float(slope(phi(np.array([0.0 if activation != "ReLU" else 1.0])))[0]),
        back=np.cumprod(factors[::-1])[::-1],
        for_each=np.prod(chain(WEIGHTS, x, depth, activation)[1], axis=0),
    )


@vanishing.seen
def scene(stage):
    hill, path, window = stage.panels(
        "The activation's slope",
        "Backward along the chain",
        "At layer 1, for each w",
        names=["slope", "chain", "weights"],
        widths=[4, 4, 4],
    )
    ticks, names = powers(-20, 10, 5)
    show_slope = draw_slope(stage, hill)
    for axes in (path, window):
        axes.set(ylim=(FLOOR, HIGHEST), yscale="log")
        axes.set_yticks(ticks, names)
        axes.minorticks_off()
        axes.axhline(1, color=GOOD, lw=1.2, ls=(0, (6, 3)))
    parts = [show_slope, draw_chain(stage, path), draw_weights(stage, window)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_slope(stage, axes):
    axes.set(xlim=(-8, 8), ylim=(-0.05, 1.25), xlabel="z", ylabel="slope of the activation")
    shape = stage.moving(axes.plot([], [], color=GREY, lw=2))
    top = stage.moving(axes.plot([], [], ":", color=GREY, lw=1.4))
    dots = stage.moving(axes.plot([], [], "o", color=SKY, mec=DATA, mew=0.7, ms=8, zorder=4))
    first = stage.moving(axes.plot([], [], "D", color=OTHER, mec=DATA, ms=9, zorder=5))
    axes.plot([], [], "D", color=OTHER, mec=DATA, ms=8, label="layer 1")
    axes.plot([], [], "o", color=SKY, mec=DATA, ms=7, label="later layers")
    axes.legend(loc="upper left", ncols=2, columnspacing=1, handletextpad=0.3, borderaxespad=0.1)

    def show(state):
        phi, slope, _ = ACTIVATIONS[state.activation]
        shape.set_data(PLACES, slope(phi(PLACES)))
        top.set_data([-8, 8], [state.steepest, state.steepest])
        dots.set_data(np.clip(state.z[1:], -7.7, 7.7), state.slopes[1:])
        first.set_data(np.clip(state.z[:1], -7.7, 7.7), state.slopes[:1])

    return show


def draw_chain(stage, axes):
    axes.set(xlim=(0, LONGEST + 1), xlabel="layer (the loss is to the right)", ylabel="product of w · slope")
    product = stage.moving(axes.plot([], [], color=ERROR, lw=2, marker="o", ms=5))
    arrived = stage.moving(axes.plot([], [], "D", color=OTHER, mec=DATA, ms=10, zorder=5))

    def show(state):
        product.set_data(np.arange(1, state.depth + 1), np.maximum(state.back, FLOOR))
        arrived.set_data([1], [np.clip(state.back[0], FLOOR, HIGHEST)])

    return show


def draw_weights(stage, axes):
    """What arrives at the first layer, for each weight."""
    axes.set(xlim=(0, 8.15), xlabel="weight w")
    curve = stage.moving(axes.plot([], [], color=ERROR, lw=2))
    here = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("w", axes, where_w, lambda x, _, state: {"w": x}, label="the weight w")

    def show(state):
        curve.set_data(WEIGHTS, np.maximum(state.for_each, FLOOR))
        here.set_data([state.w], [np.clip(state.back[0], FLOOR, HIGHEST)])

    return show


@np.errstate(under="ignore")
def where_w(state):
    factors = chain(state.w, state.x, state.depth, state.activation)[1]
    return state.w, float(np.clip(np.prod(factors), FLOOR, HIGHEST))


@vanishing.said
def words(state):
    product = state.back[0]
    return readouts(
        slope=show(state.slopes.mean(), ".3f", label="mean slope of the activation"),
        factor=show(product ** (1 / state.depth) if product > 0 else 0.0, ".2f", label="factor per layer"),
        product=show(product, tiny(product), label="product at layer 1"),
        verdict=verdict(state, product, state.for_each.max()),
    )


def verdict(state, product, best):
    if product == 0 and state.activation == "ReLU":
        return "Off: the first ReLU gets a z that isn't above zero, so it lets no slope through."
    if state.depth <= 2:
        if 0.01 < product < 100:
            return "In a chain this short, not much can be lost or gained."
        return "Even in a chain this short, the slope has vanished or exploded."
    if product < 0.01:
        return vanishes(state, product, best)
    if product > 100:
        return "Exploding: the factors are above 1 on average, and the product grows from layer to layer."
    return "The factors are close enough to 1, so the slope arrives. Move w a little, or add layers, and see how long that lasts."


def vanishes(state, product, best):
    if 0 < best < 1.3 * product:
        return "Vanishing, although no weight from 0.1 to 8 does much better."
    if state.slopes.mean() < 0.6 * state.steepest:
        return "Vanishing: the weight is large, but it pushes the z out to where the activation is flat."
    return "Vanishing: each layer passes on only a part, and little is left for the first."

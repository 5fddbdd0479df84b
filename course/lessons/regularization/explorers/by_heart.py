"""A net trained on few points, with a penalty and with dropout: its boundary, both losses, and its weights."""

import numpy as np

from course.lessons.regularization.nets import HIDDEN, LOOKS, STEPS, bce, moons, steps_of, wrong
from course.live import State, Step, explorer, integer, linear, log, readouts, show
from course.live.style import BLUE, DATA, ERROR, GREY, MODEL, ORANGE, PURPLE
from nbcore.network import mlp
from nbcore.penalties import L2

LINEAR = 0.5  # up to here tanh z differs from z by less than a twelfth
EDGES = np.linspace(-4, 4, 33)
MIDDLES = (EDGES[1:] + EDGES[:-1]) / 2


@explorer(
    size=(1080, 410),
    presets={
        "a calm boundary": dict(lam=0.003),
        "too much penalty": dict(lam=0.1),
        "only biases left": dict(lam=10),
        "dropout": dict(keep=0.6),
        "too few units": dict(keep=0.05),
    },
    lam=log(1e-6, 100, start=1e-6, step=0.1, label="penalty λ"),
    keep=linear(0.05, 1, start=1, step=0.05, label="keep probability"),
    sample=integer(1, 10, start=1, label="sample"),
)
def by_heart(lam, keep, sample):
    """A net of 24 tanh units trained on 40 points, with an L2 penalty and dropout: its boundary, both losses, and its weights."""
    x, y, dev_x, dev_y = moons(sample)
    net = mlp([2, HIDDEN, 1], "tanh", dropout=1 - keep, seed=sample)
    times, losses = [], []
    for done in steps_of(net, bce, x, y, STEPS, lr=0.1, penalty=L2(lam)):
        z, dev_z = net.forward(x), net.forward(dev_x)
        times.append(done)
        losses.append((bce(z, y), bce(dev_z, dev_y)))
        if done == STEPS or done % (5 * LOOKS) == 0:  # pictures cost time too
            state = State(
                net=net,
                x=x,
                y=y,
                times=list(times),
                losses=list(losses),
                errors=(wrong(z, y), wrong(dev_z, dev_y)),
                weights=net.params[net.weight_mask > 0],
                inputs=x @ net.layers[0].W + net.layers[0].b,
            )
            if done < STEPS:
                yield Step(done / STEPS, state)
    return state


@by_heart.seen
def scene(stage):
    axes = stage.mosaic([["map", "curves", "weights"], ["map", "curves", "inputs"]], width_ratios=[5, 4, 4])
    parts = [
        draw_map(stage, axes["map"]),
        draw_losses(stage, axes["curves"]),
        *draw_heaps(stage, axes["weights"], axes["inputs"]),
    ]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_map(stage, axes):
    from course.live.artists import Field

    axes.set(xlim=(-1.9, 2.9), ylim=(-1.6, 2.1), xlabel="input x₁", ylabel="input x₂")
    axes.set_title("40 points and the boundary")
    field = Field(stage, axes, ["#f2b33d", "#fdf3dc", "#dcebf5", "#4b9cd0"], level=0.5)
    looks = (("o", ORANGE, 7), ("^", BLUE, 8))
    marks = [
        stage.moving(axes.plot([], [], mark, color=color, mec=DATA, mew=0.8, ms=ms, zorder=5))
        for mark, color, ms in looks
    ]

    def show(state):
        for kind, mark in enumerate(marks):
            mark.set_data(*state.x[state.y[:, 0] == kind].T)
        field.show(1 / (1 + np.exp(-np.clip(state.net.predict(field.points)[:, 0], -50, 50))))

    return show


def draw_losses(stage, axes):
    axes.set(xlim=(0, STEPS), ylim=(0, 1.25), xlabel="training step", ylabel="loss, without penalty")
    axes.set_title("Both losses")
    axes.axhline(np.log(2), color=GREY, lw=1, ls=":")
    axes.text(STEPS, np.log(2) + 0.01, "always 50%", ha="right", va="bottom", fontsize=10, color=GREY)
    train = stage.moving(axes.plot([], [], "--", color=MODEL, lw=2.2))
    dev = stage.moving(axes.plot([], [], color=ERROR, lw=2.2))
    axes.plot([], [], "--", color=MODEL, lw=2.2, label="40 training points")
    axes.plot([], [], color=ERROR, lw=2.2, label="400 dev points")
    axes.legend(loc="upper left")

    def show(state):
        for line, values in zip((train, dev), np.array(state.losses).T):
            line.set_data(state.times, np.minimum(values, 1.4))

    return show


def draw_heaps(stage, weights, inputs):
    """The weights, and where on the tanh curve the units work, as heaps of bars."""
    for axes in (weights, inputs):
        axes.set(xlim=(-4.1, 4.1), ylim=(0, 1), yticks=[])
    weights.set(xlabel="weights", title="How large are the weights?")
    inputs.set(xlabel="input z (gray: tanh; green: straight)", title="Where do the units work?")
    inputs.axvspan(-LINEAR, LINEAR, color="#cfeade", lw=0)
    inputs.plot(MIDDLES, 0.5 + 0.42 * np.tanh(MIDDLES), color=GREY, lw=1.4)
    looks = (weights, MODEL), (inputs, PURPLE)
    heaps = [stage.moving(axes.fill([0, 0], [0, 0], fc=color, alpha=0.75, lw=0)) for axes, color in looks]
    yield lambda state: heap(heaps[0], state.weights)
    yield lambda state: heap(heaps[1], state.inputs)


def heap(shape, values):
    """The values as a heap of bars; what lies outside is in the last bar on that side."""
    counts = np.histogram(np.clip(values, -3.99, 3.99), EDGES)[0] / values.size
    heights = np.sqrt(counts)  # so that few are still seen
    shape.set_xy(np.stack([np.repeat(EDGES, 2), np.r_[0, np.repeat(heights, 2), 0]], axis=1))


@by_heart.said
def words(state):
    (train, dev), (wrong_train, wrong_dev) = state.losses[-1], state.errors
    straight = float((np.abs(state.inputs) < LINEAR).mean())
    return readouts(
        train=show(train, ".2f", label="training loss"),
        dev=show(dev, ".2f", label="dev loss"),
        train_error=show(100 * wrong_train, ".0f", "%", label="wrong in training"),
        dev_error=show(100 * wrong_dev, ".0f", "%", label="wrong in dev"),
        size=show(np.sqrt(np.mean(state.weights**2)), ".2f", label="typical weight"),
        straight=show(100 * straight, ".0f", "%", label="tanh nearly straight"),
        verdict=verdict(train, dev, state.lam, state.keep),
    )


def verdict(train, dev, lam, keep):
    """What the two losses say together."""
    if train > 0.6 and lam > 0.1:
        return "The penalty outweighs the loss. Only the biases are left, and the net says about 50% everywhere."
    if dev - train > 0.25:
        return "Overfitting: the boundary bends around single points, and the dev loss is far above the training loss."
    if train > 0.33 and dev > 0.345:
        stiff = "Underfitting: the boundary is too stiff, and both losses are high."
        return stiff + (" With so few units at each step, little can be learned." if keep < 0.15 else "")
    return "A calm boundary: the dev loss is not far above the training loss, and neither is high."

"""Dropout looked into: one thinned net, 20 thinned fits with their mean, and both errors."""

import numpy as np

from course.lessons.regularization.nets import (
    LOOKS,
    SPREAD,
    UNITS,
    WAVE_STEPS,
    dots,
    masks_of,
    mse,
    steps_of,
    wave,
    wavy_net,
)  # fmt: skip
from course.live import State, Step, explorer, integer, linear, readouts, show
from course.live.style import DATA, ERROR, GOOD, GREY, MODEL, ORANGE, SKY
from nbcore.layers import Tanh

MASKS = 20  # thinned fits that are drawn
PLACES = np.linspace(-1, 1, 121)[:, None]
_trained = {}  # (keep, sample) -> net and the errors on the way: another mask needs no new training


@explorer(
    size=(1080, 410),
    presets={
        "nothing dropped": dict(keep=1.0),
        "a fifth dropped": dict(keep=0.8),
        "half dropped": dict(keep=0.5),
        "too few left": dict(keep=0.05),
    },
    keep=linear(0.05, 1, start=0.8, step=0.05, label="keep probability"),
    mask=integer(1, 30, start=1, label="mask"),
    sample=integer(1, 10, start=1, label="sample"),
)
def dropout(keep, mask, sample):
    """A net of 50 hidden units trained with dropout: one thinned net, 20 thinned fits with their mean, and both errors."""
    if (keep, sample) in _trained:
        return thinned(*_trained[keep, sample], keep, mask)
    return training(keep, mask, sample)


def training(keep, mask, sample):
    x, y, dev_x, dev_y = dots(sample)
    net, errors = wavy_net(keep, sample), []
    for done in steps_of(net, mse, x, y, WAVE_STEPS, lr=0.03):
        errors.append((mse(net.forward(x), y), mse(net.forward(dev_x), dev_y)))
        if done < WAVE_STEPS and done % (4 * LOOKS) == 0:
            yield Step(done / WAVE_STEPS, thinned(net, errors, keep, mask))
    if len(_trained) > 100:
        _trained.clear()
    _trained[keep, sample] = net, errors
    return thinned(net, errors, keep, mask)


def thinned(net, errors, keep, mask):
    """What the whole net says along the inputs, and what it says with each of 20 masks."""
    some, (hidden, last) = masks_of(keep, mask, MASKS), (net.layers[0], net.layers[-1])
    a = Tanh().forward(PLACES @ hidden.W + hidden.b)
    many, size = masks_of(keep, 1, 400), np.abs(a).mean(axis=0)
    left = (many * size).mean()
    return State(
        kept=some[0] > 0,
        whole=a @ last.W + last.b,
        thin=np.clip(((a[None] * some[:, None] / keep) @ last.W + last.b)[..., 0], -9, 9),  # (masks, places)
        errors=list(errors),
        left=left / size.mean(),
        rescaled=left / keep / size.mean(),
    )


@dropout.seen
def scene(stage):
    drawing, fits, curves = stage.panels(
        "A thinned net: ✕ is dropped",
        "20 thinned nets and their mean",
        "Both errors",
        names=["net", "fits", "errors"],
        widths=[2.6, 5, 3.6],
    )
    parts = [draw_net(stage, drawing), draw_fits(stage, fits), draw_errors(stage, curves)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_net(stage, axes):
    axes.set(xlim=(-0.15, 2.15), ylim=(-0.7, UNITS - 0.3), xticks=[0, 1, 2], yticks=[])
    axes.set_xticklabels(["x", "50 units", "ŷ"])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=11)
    across, up = 1 + 0.14 * (np.arange(UNITS) % 3 - 1), np.arange(UNITS)
    middle, ends = UNITS / 2 - 0.5, np.zeros(UNITS)
    wires = stage.moving(axes.plot([], [], color=SKY, lw=0.7, zorder=1))
    stay = stage.moving(axes.plot([], [], "o", color=MODEL, ms=6, zorder=3))
    gone = stage.moving(axes.plot([], [], "x", color=GREY, ms=5, mew=1.3, zorder=2))
    stage.moving(axes.plot([0, 2], [middle, middle], "o", color=DATA, ms=11, zorder=4))
    roads_x = np.stack([ends, across, ends + 2, ends + np.nan], axis=1)
    roads_y = np.stack([ends + middle, up, ends + middle, ends], axis=1)

    def show(state):
        kept = state.kept
        wires.set_data(roads_x[kept].ravel(), roads_y[kept].ravel())
        stay.set_data(across[kept], up[kept])
        gone.set_data(across[~kept], up[~kept])

    return show


def draw_fits(stage, axes):
    axes.set(xlim=(-1.03, 1.03), ylim=(-2.3, 2.6), xlabel="input x", ylabel="output", xticks=[-1, -0.5, 0, 0.5, 1])
    axes.plot(PLACES, wave(PLACES), ":", color=GOOD, lw=2.4, label="true wave")
    axes.plot([], [], color=GREY, lw=0.8, label="thinned nets")
    axes.plot([], [], "--", color=ORANGE, label="their mean")
    axes.plot([], [], color=MODEL, label="the whole net")
    axes.legend(loc="upper left", ncols=2, columnspacing=1.0)
    ghosts = stage.moving(axes.plot([], [], color=GREY, lw=0.8, alpha=0.55, zorder=2))
    whole = stage.moving(axes.plot([], [], color=MODEL, lw=2.6, zorder=4))
    mean = stage.moving(axes.plot([], [], "--", color=ORANGE, lw=2.4, zorder=5))
    examples = stage.moving(axes.plot([], [], "o", color=DATA, ms=6, zorder=6))
    fewer = np.r_[0 : len(PLACES) : 2]  # enough for thin lines

    def show(state):
        every = np.column_stack([state.thin[:, fewer], np.full(MASKS, np.nan)])  # and then lift the pen
        ghosts.set_data(np.tile(np.append(PLACES[fewer], np.nan), MASKS), every.ravel())
        mean.set_data(PLACES[:, 0], state.thin.mean(axis=0))
        whole.set_data(PLACES, state.whole)
        examples.set_data(*dots(state.sample)[:2])

    return show


def draw_errors(stage, axes):
    axes.set(xlim=(0, WAVE_STEPS), ylim=(0, 0.85), xlabel="training step", ylabel="mean squared error")
    axes.axhline(SPREAD**2, color=GREY, lw=1.4, ls=":", label="noise in the points")
    train = stage.moving(axes.plot([], [], "--", color=MODEL, lw=2.2))
    dev = stage.moving(axes.plot([], [], color=ERROR, lw=2.2))
    axes.plot([], [], "--", color=MODEL, lw=2.2, label="15 training points")
    axes.plot([], [], color=ERROR, lw=2.2, label="400 dev points")
    axes.legend(loc="upper right")

    def show(state):
        times = np.minimum(LOOKS * np.arange(len(state.errors)), WAVE_STEPS)
        for line, values in zip((train, dev), np.array(state.errors).T):
            line.set_data(times, np.minimum(values, 1.0))

    return show


@dropout.said
def words(state):
    train, dev = state.errors[-1]
    return readouts(
        dropped=int((~state.kept).sum()),
        expected=show(UNITS * (1 - state.keep), ".1f", label="dropped on average"),
        before=show(state.left, ".2f", label="signal left"),
        after=show(state.rescaled, ".2f", label="and rescaled"),
        train=show(train, ".3f", label="training error"),
        dev=show(dev, ".3f", label="dev error"),
        verdict=verdict(state.keep),
    )


def verdict(keep):
    if keep == 1:
        return "Nothing is dropped, so all 20 nets are one and the same."
    if keep < 0.15:
        return "Underfitting: with so few units left, no thinned net can draw the wave."
    return "Each thinned net is wrong in its own way. Their mean is close to what the whole net says."

"""Batch norm when the inputs are no longer what they were in training."""

from functools import lru_cache

import numpy as np

from course.live import choice, explorer, linear, log, point, readouts, show
from course.live.artists import Field
from course.live.style import DATA, GOOD, GREY, HANDLE, MODEL, OTHER
from nbcore import data, losses
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import fit

MIDDLE = np.array([0.5, 0.25])  # of the two moons
NEW = 200  # new examples
AS_TRAINED, ANEW = "running, from training", "measured on the new inputs"
PALE, DARK = ["#f0c05f", "white", "#8fc1e6"], ("#8a5d00", "#00466e")
BOX = dict(xlim=(-3.6, 4.6), ylim=(-3.3, 3.8))


@lru_cache(maxsize=2)
def trained(batch_norm):
    """A network that has learned the two moons. 256 examples, 20 epochs."""
    x, y = data.moons(256, noise=0.15, seed=1)
    net = mlp([2, 16, 16, 1], batch_norm=batch_norm, seed=0)
    fit(
        net,
        losses.BinaryCrossEntropy(from_logits=True),
        Adam(0.02),
        x,
        y[:, None].astype(float),
        epochs=20,
        batch_size=64,
        seed=0,
    )
    return net, net.snapshot()


def new_inputs(moved, contrast, share):
    """NEW examples of which this share is of class 1, stretched about the middle and moved. x (NEW, 2), y (NEW,)."""
    x, y = data.moons(4 * NEW, noise=0.15, seed=2)
    ones = round(NEW * share)
    rows = np.concatenate([np.flatnonzero(y == 0)[: NEW - ones], np.flatnonzero(y == 1)[:ones]])
    return MIDDLE + contrast * (x[rows] - MIDDLE) + np.array(moved), y[rows]


def measured_on(x):
    """The network with batch norm, its weights as they were, its statistics those of x, layer by layer."""
    net, before = trained(True)
    net.restore(before)
    norms = [layer for layer in net.layers if hasattr(layer, "running_mean")]
    for norm in norms:
        norm.momentum = 1.0
    net.forward(x, training=True)
    for norm in norms:
        norm.momentum = 0.1
    return net


def right(net, x, y):
    return float(((net.predict(x)[:, 0] > 0) == (y == 1)).mean())


@explorer(
    size=(1080, 400),
    moved=point(1.2, -0.8, low=(-2, -2), high=(2, 2), label="where the new inputs lie"),
    contrast=log(0.5, 2, start=1.0, step=0.02, label="stretch"),
    share=linear(0.1, 0.9, start=0.5, step=0.05, label="share of squares"),
    statistics=choice(AS_TRAINED, ANEW, start=AS_TRAINED, label="statistics"),
)
def shift(stage):
    """Inputs that have moved since training: the boundary then and now, by the statistics of then or of now."""
    then, now, marks = stage.panels(
        "Then: the training inputs", "Now: drag the new inputs", "Right, of the new inputs", widths=[4, 4, 3.4]
    )
    x, y = data.moons(256, noise=0.15, seed=1)
    first, second = (axes_field(stage, axes) for axes in (then, now))
    for kind, marker in ((0, "o"), (1, "s")):
        stage.moving(then.plot(*x[y == kind].T, marker, color=DARK[kind], ms=3, mew=0, zorder=3))
    old = stage.moving(now.plot([], [], "--", color=GREY, lw=1.6, zorder=1))
    clouds = [
        stage.moving(now.plot([], [], marker, color=color, ms=3.4, mew=0, zorder=3))
        for marker, color in zip("os", DARK)
    ]
    handle = stage.moving(now.plot([], [], **HANDLE))
    stage.grip(
        "moved", now, lambda s: tuple(MIDDLE + s.moved),
        lambda a, b, s: {"moved": tuple(np.clip(np.array([a, b]) - MIDDLE, -2, 2))}, label="the new inputs",
    )  # fmt: skip
    names = ("without\nbatch norm", "batch norm,\nstatistics\nof then", "batch norm,\nstatistics\nof now")
    marks.set(xlim=(0, 103), ylim=(2.6, -0.6), xlabel="% right")
    marks.set_yticks(range(3), names)
    marks.axvline(50, color=GREY, lw=1, ls=":")
    marks.text(51, 2.52, "guessing", fontsize=10)
    bars = [
        stage.moving(marks.barh(k, 50, height=0.5, color=color, hatch=hatch, ec="white", zorder=2)[0])
        for k, (color, hatch) in enumerate(((OTHER, "//"), (MODEL, ""), (GOOD, "..")))
    ]
    chosen = stage.moving(marks.plot([], [], ">", color=DATA, ms=9, clip_on=False, zorder=5))

    def update(moved, contrast, share, statistics):
        inputs, kinds = new_inputs(moved, contrast, share)
        net, before = trained(True)
        net.restore(before)
        with_old = right(net, inputs, kinds)
        first.show(net.predict(first.points))
        old.set_data(*first.line.get_data())
        with_new = right(measured_on(inputs), inputs, kinds)
        if statistics == AS_TRAINED:
            net.restore(before)
        second.show(net.predict(second.points))
        net.restore(before)
        plain = right(trained(False)[0], inputs, kinds)

        for kind, cloud in enumerate(clouds):
            cloud.set_data(*inputs[kinds == kind].T)
        handle.set_data(*(MIDDLE + moved)[:, None])
        for bar, value in zip(bars, (plain, with_old, with_new)):
            bar.set_width(100 * value)
        chosen.set_data([2], [1 if statistics == AS_TRAINED else 2])

        far = np.hypot(*moved) > 0.3 or abs(np.log(contrast)) > 0.2
        if not far and abs(share - 0.5) < 0.08:
            verdict = "The new inputs are like those of training: all three do well."
        elif with_new > with_old + 0.02:
            verdict = (
                "Measured anew, the boundary goes along with the inputs. By the statistics of then it stays behind."
            )
        elif with_new < with_old - 0.02:
            verdict = "Measuring anew does harm: the mix of the classes has changed, and the statistics blame the inputs for it."
        else:
            verdict = "Then or now: here it makes little difference which statistics are used."
        return readouts(
            in_use=statistics,
            plain=show(100 * plain, ".3g", "%", label="without batch norm"),
            then=show(100 * with_old, ".3g", "%", label="statistics of then"),
            now=show(100 * with_new, ".3g", "%", label="statistics of now"),
            verdict=verdict,
        )

    return update


def axes_field(stage, axes):
    axes.set(**BOX, xticks=[], yticks=[])
    return Field(stage, axes, PALE, low=-6, high=6, level=0.0, cells=60)

"""One hidden unit with batch norm: a batch before and after, and one example in 200 different batches."""

from functools import lru_cache

import numpy as np

from course.live import State, explorer, linear, log, power_of_two, readouts, show, timeline
from course.live.style import DATA, FAINT, GOOD, HANDLE, MODEL, ORANGE

EPS = 1e-5
LARGEST, BATCHES = 256, 200
OURS = dict(marker="D", color=ORANGE, mec=DATA, mew=1.0, ms=9, ls="", zorder=7)
SHADE = dict(fc="#cfe3f1", lw=0, zorder=0.5)
ACROSS = np.random.default_rng(8).uniform(0.06, 0.94, LARGEST - 1)  # only so that dots do not hide each other


@lru_cache(maxsize=1)
def company():
    """The other examples of 200 batches, (200, 255), before they are stretched and moved: mean 0, spread 1."""
    return np.random.default_rng(3).normal(size=(BATCHES, LARGEST - 1))


@explorer(
    size=(1080, 400),
    presets={
        "small z": dict(scale=0.5, shift=0),
        "ten times as large": dict(scale=5, shift=0),
        "batches of 2": dict(batch=2),
        "batches of 256": dict(batch=256),
        "γ = 1.5, β = 1": dict(gamma=1.5, beta=1),
    },
    batch=power_of_two(2, LARGEST, start=8, label="batch size"),
    number=timeline(1, BATCHES, start=1, interval=120, label="which batch"),
    example=linear(-2.5, 2.5, start=1, step=0.05, label="our example"),
    scale=log(0.5, 5, start=2, step=0.025, label="scale of z"),
    shift=linear(-6, 6, start=3, step=0.1, label="shift of z"),
    gamma=linear(0, 1.5, start=1, step=0.02, label="γ (gamma)"),
    beta=linear(-1, 1, start=0, step=0.02, label="β (beta)"),
)
def one_example(batch, number, example, scale, shift, gamma, beta):
    """A batch before and after batch normalization, and what one and the same example comes out as in 200 batches."""
    others = shift + scale * company()[:, : batch - 1]
    z = shift + scale * example
    mean = (others.sum(axis=1) + z) / batch
    var = (((others - mean[:, None]) ** 2).sum(axis=1) + (z - mean) ** 2) / batch
    inv = 1 / np.sqrt(var + EPS)
    out = gamma * (z - mean) * inv + beta
    k = number - 1
    there = gamma * (others[k] - mean[k]) * inv[k] + beta
    together = np.r_[there, out[k]]
    return State(
        before=Batch(others[k], z, mean[k], np.sqrt(var[k])),
        after=Batch(there, out[k], together.mean(), together.std()),
        outs=out,  # of our example, in each batch
        steady=gamma * example + beta,  # what it comes out as when the running statistics are the true ones
        jitter=out.std(),
    )


class Batch:
    """What one unit has for a batch: the others' values, our example's, their mean and their spread."""

    def __init__(self, others, ours, mean, spread):
        self.others, self.ours, self.mean, self.spread = others, ours, mean, spread


@one_example.seen
def scene(stage):
    before, after, fate = stage.panels(
        "Before: z. Drag our example",
        "After batch norm",
        f"Our example, in {BATCHES} batches",
        names=["before", "after", "fate"],
        widths=[3.4, 3.4, 5],
    )
    before.set(xlim=(0, 1), ylim=(-22, 27), xticks=[], ylabel="z of one hidden unit")
    after.set(xlim=(0, 1), ylim=(-5, 6.8), xticks=[], ylabel="what is passed on")
    show_before = draw_batch(stage, before, HANDLE)
    show_after = draw_batch(stage, after, OURS)
    before.text(0.03, 25, "blue: the batch's mean and spread", fontsize=10, va="center")
    show_fate = draw_fate(stage, fate)
    stage.grip(
        "example",
        before,
        lambda state: (0.5, state.before.ours),
        lambda _, z, state: {"example": (z - state.shift) / state.scale},
        label="our example",
    )

    def show(state):
        show_before(state.before)
        show_after(state.after)
        show_fate(state)

    return show


def draw_batch(stage, axes, mine):
    """A batch as dots, with its mean and its spread; `mine` is how our example looks."""
    axes.axhline(0, color=FAINT, lw=1)
    shade = stage.moving(axes.fill([0, 0], [0, 0], **SHADE))
    middle = stage.moving(axes.plot([0, 1], [0, 0], color=MODEL, lw=2.2, zorder=2))
    dots = stage.moving(axes.plot([], [], "o", color=DATA, ms=4.5, alpha=0.55, mew=0))
    ours = stage.moving(axes.plot([], [], **mine))

    def show(batch):
        low, high = batch.mean - batch.spread, batch.mean + batch.spread
        shade.set_xy([(0, low), (1, low), (1, high), (0, high)])
        middle.set_ydata([batch.mean, batch.mean])
        dots.set_data(ACROSS[: len(batch.others)], batch.others)
        ours.set_data([0.5], [batch.ours])

    return show


def draw_fate(stage, axes):
    """What our example comes out as, batch after batch, and what it would be in evaluation."""
    axes.set(xlim=(-3, 204), ylim=(-5, 6.8), xlabel="batch")
    axes.axhline(0, color=FAINT, lw=1)
    trail = stage.moving(axes.plot([], [], color=ORANGE, lw=0.7, marker="D", ms=3, mec=DATA, mew=0.3))
    always = stage.moving(
        axes.plot([-3, 204], [0, 0], "--", color=GOOD, lw=2.2, zorder=6, label="in evaluation: the same every time")
    )
    present = stage.moving(axes.plot([], [], **OURS))
    axes.plot([], [], color=ORANGE, marker="D", ms=4, mec=DATA, lw=0.8, label="in training: it depends on the batch")
    axes.legend(loc="upper left", borderaxespad=0.1)

    def show(state):
        trail.set_data(np.arange(1, BATCHES + 1), state.outs)
        present.set_data([state.number], [state.after.ours])
        always.set_ydata([state.steady, state.steady])

    return show


@one_example.said
def words(state):
    return readouts(
        mean=show(state.before.mean, ".2f", label="batch mean"),
        spread=show(state.before.spread, ".2f", label="batch spread"),
        after_mean=show(state.after.mean, ".2f", label="mean after"),
        after_spread=show(state.after.spread, ".2f", label="spread after"),
        ours=show(state.before.ours, ".2f", label="our z"),
        out=show(state.after.ours, ".2f", label="ours after"),
        jitter=show(state.jitter, ".2f", label="its spread over 200 batches"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.gamma == 0:
        return "γ is 0, so every example comes out as β: the unit no longer says anything about its input."
    if state.batch == 2:
        return "Of two examples one lands above and one below, and both always equally far. How far apart they were is lost."
    if state.jitter < 0.2 * state.gamma:
        return "In a batch this large, the other examples hardly matter: ours comes out almost the same every time."
    return "The same example comes out differently in every batch, because it is measured against the others in it."

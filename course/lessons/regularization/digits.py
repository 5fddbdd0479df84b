"""An explorer that makes new handwritten digits out of old ones, and asks whether a net learns more from them."""

from functools import lru_cache

import numpy as np

from course.live import explorer, linear, readouts, show, toggle
from course.live.explorer import Step
from course.live.style import DATA, FAINT, GREY, MODEL, OTHER
from nbcore import data, losses, training
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.schedules import Cosine

TRAINING, DEV, STEPS, SEEDS = 100, 1000, 150, 5
SHAKE = dict(shift=1.0, turn=20.0, noise=0.0)  # what the unsteady camera does to the dev digits
ROW, COLUMN = (axis.ravel() - 3.5 for axis in np.mgrid[:8, :8])
loss = losses.SoftmaxCrossEntropy()


def moved(x, shift, turn, noise, rng):
    """Each picture shifted by up to `shift` pixels both ways, turned by up to `turn` degrees, and with noise on each pixel.

    x: (n, 64), from 0 to 1; returns as many. Every new pixel looks up where it came from, between four old ones.
    """
    n = len(x)
    angle = np.radians(rng.uniform(-turn, turn, (n, 1)))
    right, down = rng.uniform(-shift, shift, (2, n, 1))
    column = np.cos(angle) * (COLUMN - right) + np.sin(angle) * (ROW - down) + 4.5  # a frame of paper, one pixel wide
    row = np.cos(angle) * (ROW - down) - np.sin(angle) * (COLUMN - right) + 4.5
    framed = np.zeros((n, 10, 10))
    framed[:, 1:9, 1:9] = x.reshape(n, 8, 8)
    column, row = np.clip(column, 0, 9 - 1e-9), np.clip(row, 0, 9 - 1e-9)  # farther out there is only paper
    left, top = column.astype(np.int64), row.astype(np.int64)
    column -= left
    row -= top
    corner = 100 * np.arange(n)[:, None] + 10 * top + left
    here, beside, below, across = (framed.take(corner + step) for step in (0, 1, 10, 11))
    here += (beside - here) * column
    below += (across - below) * column
    here += (below - here) * row
    if noise:
        here += noise * rng.standard_normal(x.shape, np.float32)
    return np.clip(here, 0, 1, out=here)


@lru_cache(maxsize=2 * SEEDS)
def shares(seed, shaken):
    """100 digits to train on and 1,000 for dev: x (100, 64), y (100,), x (1000, 64), y (1000,)."""
    table = data.digits()
    rows = np.random.default_rng(seed).permutation(len(table))
    train, dev = rows[:TRAINING], rows[TRAINING : TRAINING + DEV]
    dev_x = moved(table.x[dev], **SHAKE, rng=np.random.default_rng(99)) if shaken else table.x[dev]
    return table.x[train], table.y[train], dev_x, table.y[dev]


def learning(seed, shaken, shift, turn, noise):
    """Train a net of 32 hidden units on pictures made anew for each step. Yields now and then; returns its dev accuracy."""
    x, y, dev_x, dev_y = shares(seed, shaken)
    rng, net, optimizer = np.random.default_rng(seed), mlp([64, 32, 10], seed=seed), Adam(Cosine(0.02, STEPS))
    for step in range(STEPS):
        optimizer.epoch = step
        fresh = moved(x, shift, turn, noise, rng) if shift or turn or noise else x
        training.step(net, loss, optimizer, fresh, y)
        if step % 15 == 14:
            yield
    return training.accuracy(net.predict(dev_x), dev_y)


known = {}  # (seed, shaken, shift, turn, noise) -> dev accuracy: what was trained once need not be trained again


def accuracy_of(*settings):
    """As `learning`, but at once where it is known. Yields while it learns; returns the dev accuracy."""
    if settings not in known:
        if len(known) > 2000:
            known.clear()
        known[settings] = yield from learning(*settings)
    return known[settings]


@explorer(
    size=(1060, 390),
    shift=linear(0, 3, start=0.5, step=0.25, label="shift (pixels)"),
    turn=linear(0, 180, start=10, step=5, label="turn (degrees)"),
    noise=linear(0, 0.5, start=0.1, step=0.05, label="noise"),
    shaken=toggle(label="dev digits from an unsteady camera"),
)
def augment(stage):
    """Handwritten digits shifted, turned and blurred with noise, and the dev accuracy of nets trained with and without."""
    pictures, chart = stage.panels("As written, and four new ones of each", "Dev accuracy, five trainings", widths=[6, 5])
    pictures.set(xlim=(-0.5, 89.5), ylim=(45.5, -1.5), xticks=[], yticks=[], aspect="equal")
    pictures.spines[:].set_visible(False)
    sheet = stage.moving(pictures.imshow(np.zeros((44, 89)), cmap="Greys", vmin=0, vmax=1, interpolation="nearest", aspect="equal"))
    digits = data.digits()
    samples = np.array([np.flatnonzero(digits.y == k)[1] for k in range(10)])

    chart.set(xlim=(0.5, SEEDS + 0.5), ylim=(0.25, 1), xlabel="training (other digits, other start)", ylabel="share of dev digits right", xticks=range(1, SEEDS + 1))
    chart.grid(axis="y", color=FAINT)
    gains = stage.moving(chart.plot([], [], color=GREY, lw=2.5, zorder=2))
    plain = stage.moving(chart.plot([], [], "o", color=OTHER, mec=DATA, ms=10, zorder=3))
    grown = stage.moving(chart.plot([], [], "^", color=MODEL, mec="white", ms=12, zorder=4))
    chart.plot([], [], "o", color=OTHER, mec=DATA, ms=9, ls="", label="without")
    chart.plot([], [], "^", color=MODEL, ms=10, ls="", label="with new pictures")
    chart.legend(loc="lower left", ncols=2)
    def place(settings, before, after):
        some = np.concatenate([digits.x[samples], moved(np.tile(digits.x[samples], (4, 1)), *settings[:3], np.random.default_rng(5))])
        page = np.zeros((44, 89))
        for k, picture in enumerate(some):
            top, left = 9 * (k // 10) - (k < 10), 9 * (k % 10)
            page[max(top, 0) : max(top, 0) + 8, left : left + 8] = picture.reshape(8, 8)
        sheet.set_data(page)
        runs = np.arange(1, SEEDS + 1)
        plain.set_data(runs[: len(before)] - 0.16, before)
        grown.set_data(runs[: len(after)] + 0.16, after)
        gaps = [(k + side, value) for k, *pair in zip(runs, before, after) for side, value in zip((-0.16, 0.16, 0), (*pair, np.nan))]
        gains.set_data(*np.reshape(gaps, (-1, 2)).T)
        better = sum(b > a for a, b in zip(before, after))
        gain = 100 * (np.mean(after) - np.mean(before[: len(after)])) if after else 0.0
        shift, turn, noise, shaken = settings
        if len(after) < SEEDS:
            verdict = f"In training: {len(before) + len(after)} of {2 * SEEDS} nets are done."
        elif not (shift or turn or noise):
            verdict = "Nothing is changed, so both nets learn from the same 100 pictures."
        elif better == SEEDS:
            verdict = "Better in every training: new pictures that could have been written teach what 100 alone cannot." + (
                " They look like what this camera sees." if shaken else "")
        elif gain < -1:
            verdict = "Worse: " + ("a 6 on its head is a 9, and such pictures teach what is not so." if turn > 90
                                   else "so much change leaves little of a digit, and nobody writes like that.")  # fmt: skip
        elif gain > 1 and better == SEEDS - 1:
            verdict = "Better on average, and in all trainings but one."
        else:
            verdict = "Hardly a difference, and not in every training the same: that may be chance."
        said = {"without": show(100 * np.mean(before), ".1f", "%", label="without, on average")} if before else {}
        if after:
            said["grown"] = show(100 * np.mean(after), ".1f", "%", label="with")
            said["gain"] = show(gain, "+.1f", "points")
            said["better"] = show(better, ".0f", f"of {len(after)}", label="better in")
        return readouts(**said, verdict=verdict)

    def update(shift, turn, noise, shaken):
        settings = shift, turn, noise, shaken
        before, after = [], []
        for seed in range(SEEDS):
            for accuracies, change in ((before, (0, 0, 0)), (after, settings[:3])):
                work = accuracy_of(seed, shaken, *change)
                while True:
                    try:
                        next(work)
                    except StopIteration as end:
                        accuracies.append(end.value)
                        break
                    yield Step((seed + 0.5) / SEEDS, place(settings, before, after))
        return place(settings, before, after)

    return update

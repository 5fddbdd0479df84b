"""An explorer that makes new handwritten digits out of old ones, and asks whether a net learns more from them."""

from functools import lru_cache

import numpy as np

from course.live import explorer, linear, readouts, show, toggle
from course.live.artists import Pixels
from course.live.explorer import Step
from course.live.style import DATA, FAINT, GREY, MODEL, OTHER
from nbcore import data, losses
from nbcore.data import moved
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.schedules import Cosine

TRAINING, DEV, STEPS, SEEDS, HIDDEN = 100, 1000, 200, 5, 32
VARIATIONS = 20  # of each digit, made before the training
PART, LOOK = 200, 10  # dev digits shaken at a time, and training steps at a time
PARTS = (0, "W"), (0, "b"), (-1, "W"), (-1, "b")
SHAKE = dict(shift=1.0, turn=20.0, noise=0.0)  # what the unsteady camera does to the dev digits
loss = losses.SoftmaxCrossEntropy()


@lru_cache(maxsize=1)
def split():
    """All digits in a random order, x (1797, 64) and y (1797,): the first 1,000 are for dev, in every training."""
    table = data.digits()
    rows = np.random.default_rng(0).permutation(len(table))
    return table.x[rows], table.y[rows]


@lru_cache(maxsize=DEV // PART)
def shaken_part(k):
    """The dev digits number k · PART and those after it, as the unsteady camera shows them: (PART, 64)."""
    return moved(split()[0][k * PART : (k + 1) * PART], **SHAKE, rng=np.random.default_rng(99 + k))


class Nets:
    """Five nets of 32 ReLU units in one array computation: what `mlp` does, but with one more axis, the training."""

    def __init__(self):
        nets = [mlp([64, HIDDEN, 10], seed=seed) for seed in range(SEEDS)]
        each = [np.stack([getattr(net.layers[place], name) for net in nets]) for place, name in PARTS]
        self.params = np.concatenate([part.ravel() for part in each])
        ends = np.cumsum([part.size for part in each])[:-1]
        self.grads = np.zeros_like(self.params)
        (self.W, self.b, self.V, self.c), self.slopes = (
            [flat.reshape(part.shape) for flat, part in zip(np.split(whole, ends), each)]
            for whole in (self.params, self.grads)
        )

    def forward(self, x):
        """The ten scores of each picture. x: (5, n, 64), or (n, 64) for the same to each net; returns (5, n, 10)."""
        self.hidden = np.maximum(x @ self.W + self.b[:, None], 0)
        return self.hidden @ self.V + self.c[:, None]

    def step(self, optimizer, x, y):
        """One step of each net on its own pictures. x: (5, n, 64), y: (5 n,)."""
        out = SEEDS * loss.gradient(self.forward(x).reshape(-1, 10), y).reshape(
            SEEDS, -1, 10
        )  # each has a mean of its own
        back = out @ self.V.transpose(0, 2, 1) * (self.hidden > 0)
        for slope, value in zip(self.slopes, (x.transpose(0, 2, 1) @ back, back.sum(axis=1),
                                              self.hidden.transpose(0, 2, 1) @ out, out.sum(axis=1))):  # fmt: skip
            slope[...] = value
        optimizer.step(self.params, self.grads)


def learning(shift, turn, noise):
    """Train five nets, each on its own 100 digits, at each step on one of a few variations of each digit. Yields
    the share that is done; returns the dev accuracies (2, 5), of the digits as written and with the unsteady camera."""
    digits, classes = split()
    for k in range(DEV // PART):
        shaken_part(k)
        yield 0.0
    sets = digits[:DEV], np.concatenate([shaken_part(k) for k in range(DEV // PART)])
    rows, made = [], []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        rows.append(DEV + rng.permutation(len(digits) - DEV)[:TRAINING])
        x = digits[rows[-1]]
        made.append([moved(x, shift, turn, noise, rng) for _ in range(VARIATIONS)] if shift or turn or noise else [x])
        yield 0.0
    made, y = np.array(made), classes[np.concatenate(rows)]
    rng, optimizer, nets = np.random.default_rng(7), Adam(Cosine(0.02, STEPS)), Nets()
    which, each = np.arange(SEEDS)[:, None], np.arange(TRAINING)
    for step in range(STEPS):
        optimizer.epoch = step
        nets.step(optimizer, made[which, rng.integers(made.shape[1], size=(SEEDS, TRAINING)), each], y)
        if step % LOOK == LOOK - 1:
            yield step / STEPS
    right = []
    for x in sets:
        yield 1.0
        right.append((nets.forward(x).argmax(axis=-1) == classes[:DEV]).mean(axis=1))
    return np.array(right)


known = {}  # (shift, turn, noise) -> accuracies: what was trained once need not be trained again


def accuracies_of(*settings):
    """As `learning`, but at once where it is known."""
    if settings not in known:
        if len(known) > 500:
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
    pictures, chart = stage.panels(
        "As written, and four new ones of each", "Dev accuracy, five trainings", widths=[6, 5]
    )
    pictures.set(xlim=(-0.5, 89.5), ylim=(45.5, -1.5), xticks=[], yticks=[], aspect="equal")
    pictures.spines[:].set_visible(False)
    sheet = stage.moving(Pixels(pictures, (-0.5, 88.5, 43.5, -0.5)))
    digits = data.digits()
    samples = np.array([np.flatnonzero(digits.y == k)[1] for k in range(10)])

    chart.set(
        xlim=(0.5, SEEDS + 0.5),
        ylim=(0, 1),
        xlabel="training (other digits, other start)",
        ylabel="share of dev digits right",
        xticks=range(1, SEEDS + 1),
    )
    chart.grid(axis="y", color=FAINT)
    gains = stage.moving(chart.plot([], [], color=GREY, lw=2.5, zorder=2))
    plain = stage.moving(chart.plot([], [], "o", color=OTHER, mec=DATA, ms=10, zorder=3))
    grown = stage.moving(chart.plot([], [], "^", color=MODEL, mec="white", ms=12, zorder=4))
    chart.plot([], [], "o", color=OTHER, mec=DATA, ms=9, ls="", label="without")
    chart.plot([], [], "^", color=MODEL, ms=10, ls="", label="with new pictures")
    chart.legend(loc="lower left", ncols=2)

    def place(settings, before=(), after=()):
        some = np.concatenate(
            [digits.x[samples], moved(np.tile(digits.x[samples], (4, 1)), *settings[:3], np.random.default_rng(5))]
        )
        page = np.zeros((44, 89))
        for k, picture in enumerate(some):
            top, left = 9 * (k // 10) - (k < 10), 9 * (k % 10)
            page[max(top, 0) : max(top, 0) + 8, left : left + 8] = picture.reshape(8, 8)
        sheet.set_data(page)
        runs = np.arange(1, SEEDS + 1)
        plain.set_data(runs[: len(before)] - 0.16, before)
        grown.set_data(runs[: len(after)] + 0.16, after)
        pairs = [
            (k + side, value)
            for k, *pair in zip(runs, before, after)
            for side, value in zip((-0.16, 0.16, 0), (*pair, np.nan))
        ]
        gains.set_data(*np.reshape(pairs, (-1, 2)).T)
        better = sum(b > a for a, b in zip(before, after))
        gain = 100 * (np.mean(after) - np.mean(before)) if len(after) else 0.0
        shift, turn, noise, shaken = settings
        if not len(after):
            verdict = "Still in training."
        elif not (shift or turn or noise):
            verdict = "Nothing is changed, so both nets learn from the same 100 pictures."
        elif better == SEEDS:
            verdict = (
                "Better in every training: new pictures that could have been written teach what 100 alone cannot."
                + (" They look like what this camera sees." if shaken else "")
            )
        elif gain < -1:
            verdict = "Worse: " + ("a 6 on its head is a 9, and such pictures teach what is not so." if turn > 90
                                   else "so much change leaves little of a digit, and nobody writes like that.")  # fmt: skip
        elif gain > 1 and better == SEEDS - 1:
            verdict = "Better on average, and in all trainings but one."
        else:
            verdict = "Hardly a difference, and not in every training the same: that may be chance."
        said = {"without": show(100 * np.mean(before), ".1f", "%", label="without, on average")} if len(before) else {}
        if len(after):
            said["grown"] = show(100 * np.mean(after), ".1f", "%", label="with")
            said["gain"] = show(gain, "+.1f", "points")
            said["better"] = show(better, ".0f", f"of {len(after)}", label="better in")
        return readouts(**said, verdict=verdict)

    def update(shift, turn, noise, shaken):
        settings, found = (shift, turn, noise, shaken), []
        for change in ((0, 0, 0), settings[:3]):
            work = accuracies_of(*change)
            while True:
                try:
                    share = next(work)
                except StopIteration as end:
                    found.append(end.value[int(shaken)])
                    break
                yield Step((len(found) + share) / 2, place(settings, *found))
        return place(settings, *found)

    return update

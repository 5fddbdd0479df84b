"""Handwritten digits: a model that only remembers, and a net that meets another camera than it was trained with."""

from functools import lru_cache

import numpy as np

from course.live import choice, explorer, linear, log, readouts, show, toggle
from course.live.artists import Pixels, QuickText
from course.live.style import DATA, GREY, PURPLE
from nbcore import data, losses
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import run

from .looks import DEPLOYED, DEV, TRAIN
from .moons import Recent, in_slices

# ---- remembering --------------------------------------------------------------------------------

MOST, NEW_IMAGES, SHOWN = 1000, 397, 8
REACHES = np.linspace(0, 8, 161)


@lru_cache(maxsize=1)
def images():
    """397 new images and 1,000 to remember: x (397, 64), which digit (397,), x (1000, 64), which digit (1000,)."""
    table = data.digits()
    order = np.random.default_rng(0).permutation(len(table))
    new, old = order[:NEW_IMAGES], order[NEW_IMAGES : NEW_IMAGES + MOST]
    return table.x[new], table.y[new], table.x[old], table.y[old]


@lru_cache(maxsize=1)
def distances():
    """From each new image to each that can be remembered, (397, 1000): the root of the summed squares of the pixels."""
    x, _, old, _ = images()
    return np.sqrt(np.maximum((x * x).sum(axis=1)[:, None] + (old * old).sum(axis=1) - 2 * x @ old.T, 0))


@lru_cache(maxsize=8)
def nearest(n):
    """For each new image, which of the first n it is nearest to, how far that is, and whether both are even or both odd."""
    _, digit, _, old_digit = images()
    who = distances()[:, :n].argmin(axis=1)
    return who, distances()[np.arange(NEW_IMAGES), who], old_digit[who] % 2 == digit % 2


def confidence(distance, reach):
    """How sure the model is of the answer of the nearest image it remembers: 1 for the same image, down to a half."""
    distance = np.asarray(distance, dtype=float)
    faded = np.minimum(distance / max(reach, 1e-9), 20)  # beyond, nothing is left that counts
    near = np.exp(-(faded**2))
    return 0.5 + 0.5 * near


def loss_on_new(n, reach):
    _, away, alike = nearest(n)
    sure = confidence(away, reach)
    return float(-np.log(np.where(alike, sure, 1 - sure)).mean())


@lru_cache(maxsize=64)
def loss_curve(n):
    return np.array([loss_on_new(n, reach) for reach in REACHES])


def one_of_each(digit):
    """Where each digit from 0 to 9 comes first."""
    return np.array([np.flatnonzero(digit == k)[0] for k in range(10)])


def strip(rows, gap=1):
    """Rows of 8 x 8 images as one picture, with paper between them. rows: a list of (count, 64)."""
    height, width = 8 + gap, 8 + gap
    page = np.zeros((len(rows) * height + gap, len(rows[0]) * width + gap))
    for r, row in enumerate(rows):
        for c, image in enumerate(row):
            page[gap + r * height :, gap + c * width :][:8, :8] = image.reshape(8, 8)
    return page


def gallery(stage, axes, rows, count, labels):
    """A moving picture of so many rows of images, named at the left."""
    axes.set(
        xlim=(0, count * 9 + 1),
        ylim=(rows * 9 + 1, 0),
        xticks=[],
        yticks=[9 * r + 5 for r in range(rows)],
        aspect="equal",
    )
    axes.set_yticklabels(labels)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return stage.moving(Pixels(axes, (0, count * 9 + 1, rows * 9 + 1, 0)))


@explorer(
    size=(1080, 360),
    reach=linear(0, 8, start=0, step=0.1, label="reach"),
    n=log(10, MOST, start=100, whole=True, label="images remembered"),
    new=toggle(True, label="ask about new images"),
)
def memoriser(stage):
    """A model that remembers images and looks up the nearest: what it says, and its loss on old and on new images."""
    x, digit, old, old_digit = images()
    asked, chart = stage.panels("Even or odd? What it says, and why", "The loss, for every reach", widths=[6, 4])
    page = gallery(stage, asked, 3, SHOWN, ["asked", "nearest\nremembered", "it says"])
    words = [
        stage.moving(QuickText(asked, 9 * k + 5, y, DATA, size=11)) for y in (20.5, 23.7, 26.9) for k in range(SHOWN)
    ]
    few = one_of_each(digit)[:SHOWN]
    chart.set(xlim=(-0.2, 8.2), ylim=(-0.04, 1.05), xlabel="reach", ylabel="loss L")
    chart.axhline(np.log(2), color=GREY, ls=":", lw=1.8)
    chart.text(0.35, np.log(2) + 0.02, "log 2 = 0.693, knowing nothing", fontsize=10)
    for name, look in (("on remembered images", TRAIN), ("on new images", DEV)):
        chart.plot([], [], **look, label=name)
    chart.legend(loc="upper right", borderaxespad=0.1)
    chart.plot(REACHES, 0 * REACHES, color=TRAIN["color"], ls=TRAIN["ls"], lw=2.2)
    curve = stage.moving(chart.plot([], [], color=DEV["color"], lw=2.2))
    dot_old = stage.moving(chart.plot([], [], **{**TRAIN, "ls": "", "ms": 10}))
    dot_new = stage.moving(chart.plot([], [], **{**DEV, "ls": "", "ms": 10}))

    def update(reach, n, new):
        who, away, alike = nearest(n)
        shown = (
            few if alike.all() else np.r_[few[:-1], np.flatnonzero(~alike)[0]]
        )  # the last is one that is misled, if any is
        if new:
            questions, answers, distance = x[shown], who[shown], away[shown]
        else:
            answers, distance = np.arange(SHOWN), np.zeros(SHOWN)
            questions = old[answers]
        page.set_data(strip([questions, old[answers], np.zeros((SHOWN, 64))]))
        right = alike[shown] if new else np.ones(SHOWN, dtype=bool)
        for k in range(SHOWN):
            sure = float(confidence(distance[k], reach))
            words[k].set_text("no idea" if sure < 0.505 else "odd" if old_digit[answers[k]] % 2 else "even")
            words[k + SHOWN].set_text(f"{100 * sure:.0f}%")
            words[k + 2 * SHOWN].set_text("wrong" if not right[k] and sure > 0.505 else "")
        loss = loss_on_new(n, reach)
        curve.set_data(REACHES, loss_curve(n))
        dot_old.set_data([reach], [0.0])
        dot_new.set_data([reach], [loss])
        lowest = loss_curve(n).min()
        if not new:
            verdict = "It knows each of these by heart, and says so: its loss on them is 0, whatever the reach."
        elif reach == 0:
            verdict = "Any image that it has not seen, it answers with 50%: −log 0.5 = log 2. It has learned nothing but the list."
        elif loss < lowest + 0.01:
            verdict = "About as good as remembering gets: it trusts its neighbours just as far as they deserve."
        elif loss > 0.66 and reach < 2:
            verdict = "It trusts hardly anything that is not exactly what it has seen."
        elif reach < REACHES[loss_curve(n).argmin()]:
            verdict = "What is similar to a remembered image now counts. Its loss on new images falls; on the old ones it was 0 all along."
        else:
            verdict = "Too sure of itself: where the nearest image misleads, it now pays dearly."
        return readouts(
            train=show(0.0, ".3f", label="loss on remembered images"),
            dev=show(loss, ".3f", label="loss on new images"),
            error=show(100 * (1 - alike.mean()), ".1f", "%", label="nearest image misleads for"),
            verdict=verdict,
        )

    return update


# ---- another camera -----------------------------------------------------------------------------

TRAINED, HELD, CAMERA_EPOCHS = 900, 400, 60
KINDS = ("all three", "shifted", "dimmed", "noisy")
LEVELS = np.linspace(0, 1, 11)
RETRAINED = Recent(64)  # (kind, difference, share) -> net
FIRST = []  # made when first needed: the sets, and the net that has seen the old camera only


def retaken(x, kind, difference, seed):
    """Images x (n, 64) as another camera would have taken them: up to a pixel and a half to the right, down to half
    the ink, and grainy. ``difference`` from 0 (the same camera) to 1.
    """
    images = x.reshape(-1, 8, 8)
    if kind in ("shifted", "all three"):
        pixels, part = divmod(1.5 * difference, 1)
        wide = np.pad(images, ((0, 0), (0, 0), (3, 0)))
        start = 3 - int(pixels)
        images = (1 - part) * wide[:, :, start : start + 8] + part * wide[:, :, start - 1 : start + 7]
    if kind in ("dimmed", "all three"):
        images = images * (1 - difference / 2)
    if kind in ("noisy", "all three"):
        images = images + 0.2 * difference * np.random.default_rng(seed).normal(size=images.shape)
    return np.clip(images, 0, 1).reshape(len(x), 64)


class Cameras:
    """Digits shared out: 900 to train on, 400 for the dev set, and 400 that the deployed net will meet."""

    def __init__(self, seed):
        table = data.digits()
        order = np.random.default_rng(seed).permutation(len(table))
        rows = order[:TRAINED], order[TRAINED : TRAINED + HELD], order[TRAINED + HELD : TRAINED + 2 * HELD]
        (self.x, self.y), (self.dev_x, self.dev_y), (self.real_x, self.real_y) = (
            (table.x[r], table.y[r]) for r in rows
        )
        self.seed = seed

    def training_set(self, kind, difference, share):
        """The training images, so many of a hundred of them retaken with the new camera."""
        count = round(TRAINED * share / 100)
        return np.concatenate([retaken(self.x[:count], kind, difference, self.seed), self.x[count:]])

    def net(self):
        return mlp([64, 32, 10], "relu", seed=self.seed)

    def train(self, net, x):
        return run(net, losses.SoftmaxCrossEntropy(), Adam(0.02), x, self.y, epochs=CAMERA_EPOCHS)


def error(net, x, y):
    return float((net.predict(x).argmax(axis=1) != y).mean())


@lru_cache(maxsize=len(KINDS))
def everywhere(kind):
    """The error in use of the net that has seen the old camera only, for each of LEVELS."""
    sets, net = FIRST
    return [error(net, retaken(sets.real_x, kind, level, seed=100), sets.real_y) for level in LEVELS]


@explorer(
    size=(1080, 380),
    difference=linear(0, 1, start=0.6, step=0.05, label="how different the new camera is"),
    kind=choice(*KINDS, label="its pictures are"),
    share=linear(0, 50, start=0, step=5, label="retaken training images (%)"),
    dev_retaken=toggle(label="dev set from the new camera"),
)
def mismatch(stage):
    """A net trained on one camera's digits and used on another's: its pictures, and its error in training, on the dev set and in use."""
    pictures, bars, chart = stage.panels(
        "What it learns from, what it meets", "Share wrong", "In use, for every camera", widths=[4, 3, 3.6]
    )
    page = gallery(stage, pictures, 4, 5, ["training", "", "in use", ""])
    bars.set(xlim=(-0.6, 2.6), ylim=(0, 1.0), xticks=[0, 1, 2])
    bars.set_xticklabels(["training", "dev", "in use"])
    chart.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.0), xlabel="how different the new camera is")
    for axes in (bars, chart):
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    columns = [
        stage.moving(bars.bar([k], [0], width=0.66, color=look["color"], hatch=hatch, ec="white")[0])
        for k, (look, hatch) in enumerate(((TRAIN, ""), (DEV, "//"), (DEPLOYED, "..")))
    ]
    heights = [stage.moving(QuickText(bars, k, 0, DATA, size=12, weight="bold", va="bottom")) for k in range(3)]
    line = stage.moving(chart.plot([], [], **{**DEPLOYED, "ms": 5}))
    chart.plot([], [], **{**DEPLOYED, "ms": 5}, label="trained on the old one only")
    trail = stage.moving(chart.plot([], [], "P", color="white", mec=PURPLE, mew=2, ms=10, zorder=6))
    chart.plot([], [], "P", color="white", mec=PURPLE, mew=2, ms=10, label="trained as now")
    chart.legend(loc="upper left", borderaxespad=0.1)

    def finish(net, difference, kind, share, dev_retaken):
        sets, _ = FIRST
        new_real = retaken(sets.real_x, kind, difference, seed=100)
        dev_x = retaken(sets.dev_x, kind, difference, seed=101) if dev_retaken else sets.dev_x
        own = sets.training_set(kind, difference, share)
        values = error(net, own, sets.y), error(net, dev_x, sets.dev_y), error(net, new_real, sets.real_y)
        some = one_of_each(sets.y)
        mixed = sets.x[some]
        count = -(-share * len(some) // 100)
        mixed[: int(count)] = retaken(mixed[: int(count)], kind, difference, seed=102)
        in_use = new_real[one_of_each(sets.real_y)]
        page.set_data(strip([mixed[:5], mixed[5:], in_use[:5], in_use[5:]]))
        for column, text, k, value in zip(columns, heights, range(3), values):
            column.set_height(value)
            text.set_position((k, value + 0.015))
            text.set_text(f"{100 * value:.0f}%")
        line.set_data(LEVELS, everywhere(kind))
        trail.set_data([difference], [values[2]])
        gap = values[2] - values[1]
        if difference == 0:
            verdict = "The same camera: the dev set foretells what happens in use."
        elif gap > 0.05:
            verdict = "The dev set sees nothing of it: it says all is well, and in use the net fails. It is aimed at the wrong target."
        elif values[2] < 0.1:
            verdict = "Dev set and use agree, and both are good."
        else:
            verdict = "Now the dev set tells the truth, and it is a sad one. At least one can see what to work on."
        return readouts(
            train=show(100 * values[0], ".0f", "%", label="training error"),
            dev=show(100 * values[1], ".0f", "%", label="dev error"),
            used=show(100 * values[2], ".0f", "%", label="error in use"),
            verdict=verdict,
        )

    def learned(sets, x):
        """A net trained on images x, in slices."""
        net = sets.net()
        yield from in_slices(
            sets.train(net, x), CAMERA_EPOCHS, lambda h: readouts(epoch=len(h.loss), verdict="It is learning …")
        )
        return net

    def training(difference, kind, share, dev_retaken):
        if not FIRST:
            sets = Cameras(seed=0)
            net = yield from learned(sets, sets.x)
            FIRST[:] = sets, net
        sets, net = FIRST
        if share:
            net = yield from learned(sets, sets.training_set(kind, difference, share))
            RETRAINED.keep((kind, difference, share), net)
        return finish(net, difference, kind, share, dev_retaken)

    def update(difference, kind, share, dev_retaken):
        net = RETRAINED.get((kind, difference, share)) if share else FIRST[-1] if FIRST else None
        return (
            finish(net, difference, kind, share, dev_retaken) if net else training(difference, kind, share, dev_retaken)
        )

    return update

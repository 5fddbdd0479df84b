"""The reference: a classifier of handwritten digits, trained with the checklist beside it."""

from functools import lru_cache

import numpy as np

from course.live import explorer, integer, readouts, show, toggle
from course.live.explorer import Step
from course.live.style import BLACK, DATA, ERROR, FAINT, GOOD, GREY, MODEL
from nbcore import data, losses, training
from nbcore.data import Standardizer, minibatches
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.schedules import Cosine

cross_entropy = losses.SoftmaxCrossEntropy()
EPOCHS, BATCH, RATE, HIDDEN, DROPOUT = 10, 128, 5e-3, 256, 0.2
SPLITS, HELD_OUT, TEN_STEPS = 3, 449, 60
trained = {}  # split -> what `learn` yielded last


@lru_cache(maxsize=5)
def split(seed):
    """1,348 pictures to learn from and 449 held out: ((x, y), (x, y)), ink from 0 to 1."""
    digits = data.digits()
    return data.split(digits.x, digits.y, (0.75, 0.25), seed=seed)


def with_shifted(x, y):
    """Every picture five times: as it is, and shifted by one pixel to each side."""
    pictures, all_five = x.reshape(-1, 8, 8), [x]
    for axis in (1, 2):
        for way in (1, -1):
            moved = np.roll(pictures, way, axis)
            edge = [slice(None)] * 3
            edge[axis] = 0 if way == 1 else -1
            moved[tuple(edge)] = 0.0
            all_five.append(moved.reshape(-1, 64))
    return np.concatenate(all_five), np.tile(y, 5)


def network(seed):
    return mlp([64, HIDDEN, 10], dropout=DROPOUT, seed=seed)


def learn(seed):
    """Train on a split. Yields (fraction done, errors (epochs, 2): shares wrong in training and held out, held-out scores)."""
    if seed in trained:
        yield trained[seed]
        return
    (x, y), (other, truth) = split(seed)
    many, labels = with_shifted(x, y)
    scale = Standardizer().fit(many)
    scale.scale = np.maximum(scale.scale, 0.1)  # a pixel that is nearly always white must not shout
    many, x, other = map(scale.transform, (many, x, other))
    net, optimizer, rng = network(seed), Adam(Cosine(RATE, EPOCHS)), np.random.default_rng(seed)
    errors, z, steps, done = [], None, EPOCHS * -(-len(many) // BATCH), 0
    for epoch in range(EPOCHS):
        optimizer.epoch = epoch
        for rows, answers in minibatches(many, labels, BATCH, rng):
            training.step(net, cross_entropy, optimizer, rows, answers)
            done += 1
            if done % 5 == 0 and errors:
                yield done / steps, np.array(errors), z
        z = net.predict(other)
        errors.append([1 - training.accuracy(net.predict(x), y), 1 - training.accuracy(z, truth)])
        if epoch == EPOCHS - 1:
            trained[seed] = 1.0, np.array(errors), z
        yield done / steps, np.array(errors), z


@lru_cache(maxsize=SPLITS)
def ten_by_heart(seed):
    """The loss of the same network on ten pictures, step by step."""
    (x, y), _ = split(seed)
    x, y = x[:10] - x[:10].mean(), y[:10]
    net, optimizer = network(seed), Adam(RATE)
    return [training.step(net, cross_entropy, optimizer, x, y) for _ in range(TEN_STEPS)]


@explorer(
    size=(1080, 390),
    split_number=integer(1, SPLITS, start=1, label="split and start"),
    train=toggle(label="train it now"),
)
def classifier(stage):
    """A classifier of handwritten digits and the four steps of the checklist, from the data to the mistakes."""
    from course.live.artists import Pixels, QuickText

    look, ten, curves, mistakes = stage.panels(
        "1. Look at the data", "2. Ten by heart", "3. Both curves", "4. Its mistakes", widths=[4, 3.4, 3.8, 4]
    )
    walls, captions = [], []
    for axes in (look, mistakes):
        axes.set(xlim=(-1, 40), ylim=(59, -1.5), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        walls.append(stage.moving(Pixels(axes, (-0.5, 38.5, 59.5, -0.5))))
        captions.append(
            [stage.moving(QuickText(axes, 10 * (k % 4) + 3.5, 15 * (k // 4) + 10.5, BLACK)) for k in range(16)]
        )
    ten.set(xlim=(0, TEN_STEPS), ylim=(1e-3, 10), yscale="log", xlabel="step", ylabel="loss on ten pictures")
    ten.axhline(0.1, color=GOOD, lw=1)
    heart = stage.moving(ten.plot([], [], color=MODEL))
    curves.set(
        xlim=(0.5, EPOCHS + 0.5), ylim=(0.04, 30), yscale="log", xlabel="epoch", ylabel="% wrong", xticks=[1, 4, 7, 10]
    )
    curves.set_yticks([0.05, 0.5, 2.5, 10], ["0", "0.5", "2.5", "10"])
    curves.minorticks_off()
    curves.axhline(2.5, color=FAINT)
    lines = []
    for color, look_of, name in ((GREY, ":", "training"), (ERROR, "-", "held out")):
        lines.append(stage.moving(curves.plot([], [], look_of, color=color, marker=".")))
        curves.plot([], [], look_of, color=color, label=name)
    curves.legend(loc="upper right")

    def hang(wall, texts, rows, words, colors):
        sheet = np.zeros((60, 39))
        for k, text in enumerate(texts):
            text.set_text(words[k] if k < len(rows) else "")
            if k < len(rows):
                top, left = 15 * (k // 4), 10 * (k % 4)
                sheet[top : top + 8, left : left + 8] = rows[k].reshape(8, 8)
                text.set_color(colors)
        wall.set_data(sheet)

    def said(seed, errors, z):
        (x, y), (other, truth) = split(seed)
        hang(walls[0], captions[0], x[:16], [str(label) for label in y[:16]], MODEL)
        heart.set_data(range(TEN_STEPS), np.maximum(ten_by_heart(seed), 1e-3))
        for line, share in zip(lines, np.reshape(errors, (-1, 2)).T):
            line.set_data(range(1, 1 + len(share)), np.maximum(100 * share, 0.05))
        ten_loss = show(ten_by_heart(seed)[-1], ".2f", label="loss on ten, at last")
        if z is None:
            hang(walls[1], captions[1], [], [], DATA)
            return readouts(
                ten=ten_loss,
                verdict="The labels fit the pictures, and ten are soon known by heart. Now it is worth training.",
            )
        wrong = np.flatnonzero(z.argmax(axis=1) != truth)
        hang(walls[1], captions[1], other[wrong[:16]], [f"{truth[k]} → {z[k].argmax()}" for k in wrong[:16]], ERROR)
        verdict = f"Learning: epoch {len(errors)} of {EPOCHS}."
        if len(errors) == EPOCHS:
            verdict = f"{len(wrong)} of {HELD_OUT} held-out pictures are wrong: {100 * (1 - len(wrong) / HELD_OUT):.1f}% are right."
        return readouts(ten=ten_loss, right=show(100 * (1 - errors[-1][1]), ".1f", "%", label="held-out right"),
                        training=show(100 * (1 - errors[-1][0]), ".1f", "%", label="training right"), verdict=verdict)  # fmt: skip

    def work(seed):
        said(seed, [], None)
        for fraction, errors, z in learn(seed):
            seen = said(seed, errors, z)
            if fraction < 1:
                yield Step(fraction, seen)
        return seen

    def update(split_number, train):
        if not train:
            return said(split_number, [], None)
        return said(split_number, *trained[split_number][1:]) if split_number in trained else work(split_number)

    return update

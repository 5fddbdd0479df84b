"""A network that learns ten handwritten digits while one looks: its errors, its confusions, and its worst pictures."""

from collections import OrderedDict
from functools import lru_cache

import numpy as np

from course.live import choice, explorer, integer, readouts, show, toggle
from course.live.explorer import Step
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, MODEL, ORANGE
from nbcore import data, losses, training
from nbcore.activations import log_softmax
from nbcore.data import moved
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.schedules import Cosine

cross_entropy = losses.SoftmaxCrossEntropy()
EPOCHS, BATCH, RATE = 30, 32, 5e-3
LOOKS = 2 * EPOCHS  # two an epoch, so that a newer setting never waits long
SHIFT, TURN = 0.3, 10.0  # pixels and degrees: how far a training picture is shaken
HIDDEN = {"none: softmax regression": 0, "16 hidden units": 16, "256 hidden units": 256}
EXAMPLES = (100, 400, 1348)
HELD_OUT = 449
ACROSS, DOWN = 4, 3  # pictures in the gallery
ended = OrderedDict()  # (hidden, shaken, examples, split) -> what `learn` yielded last
MOST_ENDED = 90


@lru_cache(maxsize=5)
def parts(split):
    """1,348 pictures to learn from and 449 held out, dealt anew for each split: ((x, y), (x, y))."""
    digits = data.digits()
    return data.split(digits.x, digits.y, (0.75, 0.25), seed=split)


def passes(hidden, shaken, x, y, split):
    """Train, and give the net after each half epoch. ``shaken``: in each epoch every picture is shifted and turned a little, anew."""
    net, optimizer, rng = (
        mlp([64, hidden, 10] if hidden else [64, 10], seed=split),
        Adam(Cosine(RATE, EPOCHS)),
        np.random.default_rng(split),
    )
    for optimizer.epoch in range(EPOCHS):
        seen = moved(x, SHIFT, TURN, 0, rng) if shaken else x
        batches = list(data.minibatches(seen, y, BATCH, rng))
        for half in (batches[: len(batches) // 2], batches[len(batches) // 2 :]):
            for batch in half:
                training.step(net, cross_entropy, optimizer, *batch)
            yield net


def learn(hidden, shaken, examples, split):
    """Train, and after each half epoch yield (errors, z): the shares wrong so far, (looks, 2), in training and held out, and the
    scores of the held-out pictures, (449, 10). What has been trained to its end comes at once."""
    key = hidden, shaken, examples, split
    if key in ended:
        yield ended[key]
        return
    (x, y), (other, truth) = parts(split)
    x, y = x[:examples], y[:examples]
    errors = []
    for net in passes(hidden, shaken, x, y, split):
        z = net.predict(other)
        errors.append([1 - training.accuracy(net.predict(x), y), 1 - training.accuracy(z, truth)])
        if len(errors) == LOOKS:
            ended[key] = np.array(errors), z
            while len(ended) > MOST_ENDED:
                ended.popitem(last=False)
        yield np.array(errors), z


@explorer(
    size=(1080, 420),
    network=choice(*HIDDEN, start="256 hidden units", label="network"),
    shaken=toggle(True, label="shake the training pictures"),
    examples=choice(*EXAMPLES, start=EXAMPLES[-1], label="pictures to learn from"),
    split=integer(1, 5, start=1, label="split and start"),
    picture=integer(1, HELD_OUT, start=1, label="held-out picture, worst first"),
)
def digits(stage):
    """A network learns handwritten digits while you look: its errors, what it takes for what, and its worst pictures."""
    from course.live.artists import Bars, Pixels, QuickText

    grid = stage.figure.add_gridspec(2, 3, width_ratios=[3.6, 4.2, 4.6], height_ratios=[1, 1])
    fall, shares, table, gallery = (
        stage.figure.add_subplot(place) for place in (grid[0, 0], grid[1, 0], grid[:, 1], grid[:, 2])
    )
    fall.set_title("Wrong, epoch by epoch")
    fall.set(xlim=(-0.5, EPOCHS + 0.8), ylim=(0.04, 100), yscale="log", xlabel="epoch", ylabel="% wrong")
    fall.set_yticks([0.05, 1, 10, 100], ["0", "1", "10", "100"])  # one picture of 1,348 is 0.07%
    fall.minorticks_off()
    curves = []
    for color, dash, label in ((GREY, ":", "training"), (ERROR, "-", "held out")):
        curves.append(stage.moving(fall.plot([], [], dash, color=color)))
        fall.plot([], [], dash, color=color, label=label)
    fall.legend(loc="upper right", ncols=2, columnspacing=1, handlelength=1.6, borderaxespad=0.1)

    shares.set_title("The framed picture gets")
    shares.set(xlim=(-0.6, 9.6), ylim=(0, 1.18), xticks=range(10), yticks=[0, 0.5, 1])
    bars = stage.moving(Bars(shares, range(10), 0.7, fc=MODEL))
    star = stage.moving(shares.plot([], [], "*", color=GOOD, mec=DATA, ms=12))
    shares.set_xlabel("★ what was written")

    table.set_title("What was written, and what it said")
    table.set(
        xlim=(-0.5, 9.5),
        ylim=(9.5, -0.5),
        xticks=range(10),
        yticks=range(10),
        aspect="equal",
        xlabel="it said",
        ylabel="written",
    )
    table.tick_params(length=0)
    for k in range(11):
        table.axhline(k - 0.5, color=FAINT, lw=0.6)
        table.axvline(k - 0.5, color=FAINT, lw=0.6)
    table.plot(range(10), range(10), "s", color="#dceefa", ms=21, mew=0)
    errors_at = stage.moving(table.plot([], [], "s", color=ERROR, ms=18, mew=0, zorder=2))
    asked = stage.moving(table.plot([], [], "s", mfc="none", mec=ORANGE, mew=3, ms=22, zorder=5))
    counts = [[stage.moving(QuickText(table, said, truth, DATA if said == truth else "white", size=10,
                                      weight="normal" if said == truth else "bold")) for said in range(10)] for truth in range(10)]  # fmt: skip

    gallery.set_title("Held-out pictures: written → said")
    gallery.set(xlim=(-0.5, ACROSS * 10 - 0.5), ylim=(DOWN * 12 - 0.5, -1), aspect="equal", xticks=[], yticks=[])
    gallery.spines[:].set_visible(False)
    wall = stage.moving(Pixels(gallery, (-0.5, ACROSS * 10 - 0.5, DOWN * 12 - 0.5, -0.5)))
    labels = [
        stage.moving(QuickText(gallery, 10 * across + 4, 12 * down + 9.3, DATA))
        for down in range(DOWN)
        for across in range(ACROSS)
    ]
    gallery.set(xlim=(-0.5, ACROSS * 10 - 0.5), ylim=(DOWN * 12 - 0.5, -1))
    frame = stage.moving(gallery.plot([], [], color=ORANGE, lw=3, zorder=4, clip_on=False))

    def slot(picture):
        """Where a picture hangs on its page, in tens across and twelves down."""
        return (picture - 1) % (ACROSS * DOWN) % ACROSS, (picture - 1) % (ACROSS * DOWN) // ACROSS

    def pick(x, y, s):
        first = (s.picture - 1) // (ACROSS * DOWN) * ACROSS * DOWN
        across, down = np.clip(x // 10, 0, ACROSS - 1), np.clip(y // 12, 0, DOWN - 1)
        return {"picture": min(first + 1 + int(down * ACROSS + across), HELD_OUT)}

    def corner(s):
        across, down = slot(s.picture)
        return 10 * across + 7.5, 12 * down + 7.5

    stage.grip("picture", gallery, corner, pick, label="the framed picture")

    def said(errors, z, split, picture):
        x, truth = parts(split)[1]
        answers = z.argmax(axis=1)
        logs = log_softmax(z)
        right = answers == truth
        # Wrong ones first, the surest of them leading; then the right ones, the least sure leading.
        order = np.lexsort((np.where(right, 1, -1) * logs.max(axis=1), right))
        for curve, share in zip(curves, errors.T):
            curve.set_data(np.arange(1, len(share) + 1) * EPOCHS / LOOKS, np.maximum(100 * share, 0.05))
        confusion = np.zeros((10, 10), dtype=np.int64)
        np.add.at(confusion, (truth, answers), 1)
        for row, texts in zip(confusion, counts):
            for count, text in zip(row, texts):
                text.set_text(str(count) if count else "")
        off = np.argwhere(confusion * (1 - np.eye(10, dtype=np.int64)))
        errors_at.set_data(off[:, 1], off[:, 0])
        first = (picture - 1) // len(labels) * len(labels)
        page = order[first : first + len(labels)]
        sheet = np.zeros((DOWN * 12, ACROSS * 10))
        for text in labels:
            text.set_text("")
        for k, (row, text) in enumerate(zip(page, labels)):
            down, across = divmod(k, ACROSS)
            sheet[12 * down : 12 * down + 8, 10 * across : 10 * across + 8] = x[row].reshape(8, 8)
            text.set(
                text=f"{truth[row]} → {answers[row]} {'' if right[row] else '×'}", color=DATA if right[row] else ERROR
            )
        wall.set_data(sheet)
        across, down = slot(picture)
        frame.set_data(
            10 * across + np.array([-0.8, 7.8, 7.8, -0.8, -0.8]), 12 * down + np.array([-0.8, -0.8, 7.8, 7.8, -0.8])
        )
        mine = order[picture - 1]
        a = np.exp(logs[mine])
        bars.show(a)
        star.set_data([truth[mine]], [min(a[truth[mine]] + 0.09, 1.09)])
        asked.set_data([answers[mine]], [truth[mine]])
        wrong = int((~right).sum())
        sure = int((np.exp(logs.max(axis=1))[~right] > 0.9).sum())
        if len(errors) < LOOKS:
            verdict = f"Learning: epoch {-(-len(errors) * EPOCHS // LOOKS)} of {EPOCHS}."
        elif wrong == 0:
            verdict = "Not one mistake."
        else:
            surely = (
                f"was more than 90% sure of {sure} of these" if sure else "was never more than 90% sure of a mistake"
            )
            verdict = f"It is wrong about {wrong} of {HELD_OUT}, and {surely}."
        return readouts(
            accuracy=show(100 * right.mean(), ".1f", "%", label="held-out right"),
            training=show(100 * (1 - errors[-1, 0]), ".1f", "%", label="training right"),
            loss=show(-logs[np.arange(len(truth)), truth].mean(), ".3f", label="held-out loss"),
            picture=f"written {truth[mine]}, said {answers[mine]} with {100 * a.max():.0f}%",
            verdict=verdict,
        )

    def update(network, shaken, examples, split, picture):
        settings = HIDDEN[network], shaken, examples, split
        return said(*ended[settings], split, picture) if settings in ended else work(settings, split, picture)

    def work(settings, split, picture):
        for errors, z in learn(*settings):
            seen = said(errors, z, split, picture)
            if len(errors) < LOOKS:
                yield Step(len(errors) / LOOKS, seen)
        return seen

    return update

"""Would more data help? Training and dev error over the number of training images, each the mean of five folds."""

import numpy as np

from course.lessons.overfitting.learning import FOLDS, SCORES, SIZES, scores
from course.lessons.overfitting.looks import DEV, TRAIN
from course.live import State, explorer, power_of_two, readouts, show
from course.live.style import DATA, FAINT

IMAGES = 1797
EDGES = np.r_[
    0, np.cumsum([len(part) for part in np.array_split(range(IMAGES), FOLDS)])
]  # where the folds begin and end


@explorer(
    size=(1080, 390),
    n=power_of_two(SIZES[0], SIZES[-1], start=64, label="training images"),
    units=power_of_two(2, 32, start=32, label="hidden units"),
    presets={
        "32 units, 64 images": dict(n=64, units=32),
        "32 units, 512 images": dict(n=512, units=32),
        "2 units, 64 images": dict(n=64, units=2),
        "2 units, 512 images": dict(n=512, units=2),
    },
)
def learning_curve(n, units):
    """The error of a network on digits over the number of images that it learns from, each the mean of five folds."""
    sizes = [size for size in SIZES if size <= n]
    if all((units, size) in SCORES for size in sizes):
        return learned(sizes, [SCORES[units, size] for size in sizes])
    return learning(sizes, units)


def learning(sizes, units):
    return learned(sizes, (yield from scores(units, sizes)))


def learned(sizes, found):
    """found: for each size the training and dev errors of five nets."""
    found = np.array(found)
    return State(epoch=None, sizes=sizes, train=found[..., 0], dev=found[..., 1])


@learning_curve.seen
def scene(stage):
    strips, chart = stage.panels(
        "Five folds: each fifth held back once",
        "The learning curve: means of the five",
        names=["folds", "curve"],
        widths=[4.6, 5.4],
    )
    show_folds, show_curve = draw_folds(stage, strips), draw_curve(stage, chart)

    def show(state):
        if state.epoch is None:
            show_folds(state)
            show_curve(state)

    return show


def draw_folds(stage, axes):
    """A row for each net: what it learned from, what was held back, and how wrong it is there."""
    from course.live.artists import QuickText

    axes.set(xlim=(0, IMAGES * 1.24), ylim=(-1.2, FOLDS - 0.4), yticks=range(FOLDS), xticks=[])
    axes.set_yticklabels([f"network {FOLDS - k}" for k in range(FOLDS)])
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    errors = []
    for fold in range(FOLDS):
        row = FOLDS - 1 - fold
        axes.barh([row], [IMAGES], height=0.6, color=FAINT, ec="white")
        axes.barh(
            [row], [np.diff(EDGES)[fold]], left=EDGES[fold], height=0.6, color=DEV["color"], hatch="//", ec="white"
        )
        errors.append(stage.moving(QuickText(axes, IMAGES * 1.03, row, DATA, size=11, ha="left")))
    for left, look, words in ((0, dict(color=TRAIN["color"]), "training"), (700, dict(color=DEV["color"], hatch="//"), "dev"), (1250, dict(color=FAINT), "not used")):  # fmt: skip
        axes.barh([-0.85], [90], left=left, height=0.3, ec="white", **look)
        axes.text(left + 120, -0.85, words, va="center_baseline", fontsize=10)
    axes.text(IMAGES * 1.03, -0.85, "dev error", va="center_baseline", fontsize=10)
    used = [
        stage.moving(axes.barh([0], [0], height=0.6, color=TRAIN["color"], ec="white")[0]) for _ in range(2 * FOLDS)
    ]

    def show(state):
        for fold, error in enumerate(state.dev[-1]):
            errors[fold].set_text(f"{100 * error:.1f}%")
            for bar, (left, right) in zip(used[2 * fold :], learned_from(fold, state.n)):
                bar.set(x=left, width=right - left, y=FOLDS - 1 - fold - 0.3)

    return show


def learned_from(fold, n):
    """Where the first n images lie that are not in this fold: before it, and after it."""
    before, after = min(n, EDGES[fold]), EDGES[fold + 1]
    return (0, before), (after, after + n - before)


def draw_curve(stage, axes):
    axes.set(xlim=(13, 640), ylim=(-0.02, 0.92), xscale="log", xlabel="training images n", ylabel="error")
    axes.set_xticks(SIZES, [str(size) for size in SIZES])
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8], ["0%", "20%", "40%", "60%", "80%"])
    axes.minorticks_off()
    names = ("dev error", DEV), ("training error", TRAIN)
    for name, look in names:
        axes.plot([], [], **look, label=name)
    axes.plot([], [], "_", color=DATA, ms=9, mew=1.4, alpha=0.6, label="each fold")
    axes.legend(loc="upper right", ncols=3, columnspacing=1.2, handlelength=2.4, borderaxespad=0.1)
    means = [stage.moving(axes.plot([], [], **look)) for _, look in names]
    each = stage.moving(axes.plot([], [], "_", color=DATA, ms=9, mew=1.4, alpha=0.6, zorder=6))

    def show(state):
        for line, errors in zip(means, (state.dev, state.train)):
            line.set_data(state.sizes, errors.mean(axis=1))
        each.set_data(np.repeat(state.sizes, FOLDS), state.dev.ravel())

    return show


@learning_curve.said
def words(state):
    if state.epoch is not None:
        return readouts(epoch=state.epoch, verdict="Five networks are learning, for each number of images …")
    dev, train = 100 * state.dev[-1], 100 * state.train[-1]
    return readouts(
        train=show(train.mean(), ".1f", "%", label="training error"),
        dev=show(dev.mean(), ".1f", "%", label="dev error, mean of five"),
        lowest=show(dev.min(), ".1f", "%", label="lowest of the five"),
        highest=show(dev.max(), ".1f", "%", label="highest of the five"),
        gap=show(dev.mean() - train.mean(), ".1f", "percentage points", label="gap"),
        verdict=verdict(train.mean(), dev.mean()),
    )


def verdict(train, dev):
    if dev - train < 6 and train > 15:
        return "The two curves have met, far up: more images can't help this network much. It is too simple."
    if dev - train > 10 and train < 10:
        return "A wide gap: it learns its own images and is much worse on others. More images would help."
    if dev < 8:
        return "The dev error is still coming down toward the training error, but there is not much left to gain."
    return "The training error rises and the dev error falls: the gap is closing from both sides."

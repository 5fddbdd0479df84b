"""A sound classifier of handwritten digits, beside the checklist that it was made by: from the data to the mistakes."""

import numpy as np

from course.lessons.clinic.reference import EPOCHS, HELD_OUT, SPLITS, TEN_STEPS, learn, split, ten_by_heart, trained
from course.live import State, Step, explorer, integer, readouts, show, toggle
from course.live.style import BLACK, DATA, ERROR, FAINT, GOOD, GREY, MODEL

HUNG = 16  # pictures on a wall
MOST_WRONG = 12  # percent


@explorer(
    size=(1080, 390),
    split_number=integer(1, SPLITS, start=1, label="split and start"),
    train=toggle(label="train it now"),
)
def classifier(split_number, train):
    """A sound classifier of handwritten digits, beside the checklist that it was made by: from the data to the mistakes."""
    if not train:
        return known(split_number, np.empty((0, 2)), None)
    if split_number in trained:
        return known(split_number, *trained[split_number][1:])
    return learning(split_number)


def known(seed, errors, z):
    """The State by now. errors: (epochs, 2), shares wrong in training and held out. z: held-out scores, None before training."""
    truth = split(seed)[1][1]
    return State(
        errors=errors,
        z=z,
        ten=ten_by_heart(seed),
        wrong=np.array([], dtype=np.int64) if z is None else np.flatnonzero(z.argmax(axis=1) != truth),
    )


def learning(seed):
    yield Step(0.0, known(seed, np.empty((0, 2)), None))
    for fraction, errors, z in learn(seed):
        state = known(seed, errors, z)
        if fraction < 1:
            yield Step(fraction, state)
    return state


@classifier.seen
def scene(stage):
    look, ten, curves, mistakes = stage.panels(
        "1. Look at the data",
        "3. Overfit ten",
        "4. Both curves",
        "5. Its mistakes",
        names=["data", "ten", "curves", "mistakes"],
        widths=[4, 3.4, 3.8, 4],
    )
    show_data, show_mistakes = draw_wall(stage, look), draw_wall(stage, mistakes)
    show_ten, show_curves = draw_ten(stage, ten), draw_curves(stage, curves)

    def show(state):
        (x, y), (other, truth) = split(state.split_number)
        show_data(x[:HUNG], [str(label) for label in y[:HUNG]], MODEL)
        wrong = state.wrong[:HUNG]
        show_mistakes(
            other[wrong], [f"{truth[k]} → {state.z[k].argmax()}" for k in wrong], ERROR if len(wrong) else DATA
        )
        show_ten(state)
        show_curves(state)

    return show


def draw_wall(stage, axes):
    """Sixteen pictures with their captions."""
    from course.live.artists import Pixels, QuickText

    axes.set(xlim=(-1, 40), ylim=(59, -1.5), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    wall = stage.moving(Pixels(axes, (-0.5, 38.5, 59.5, -0.5)))
    captions = [stage.moving(QuickText(axes, 10 * (k % 4) + 3.5, 15 * (k // 4) + 10.5, BLACK)) for k in range(HUNG)]

    def show(rows, words, color):
        sheet = np.zeros((60, 39))
        for k, (row, word) in enumerate(zip(rows, words)):
            top, left = 15 * (k // 4), 10 * (k % 4)
            sheet[top : top + 8, left : left + 8] = row.reshape(8, 8)
            captions[k].set_color(color)
        for caption, word in zip(captions, [*words, *[""] * HUNG]):
            caption.set_text(word)
        wall.set_data(sheet)

    return show


def draw_ten(stage, axes):
    """The loss on ten pictures, from guessing down to nothing."""
    axes.set(xlim=(0, TEN_STEPS), ylim=(0, 3.4), yticks=[0, 1, 2.3, 3], xlabel="step", ylabel="loss on ten pictures")
    axes.set_yticklabels(["0", "1", "2.30", "3"])
    axes.axhline(np.log(10), color=FAINT, lw=1.6)
    axes.text(TEN_STEPS, 2.35, "guessing", fontsize=10, color=GREY, ha="right", va="bottom")
    axes.axhline(0.1, color=GOOD, lw=1)
    axes.text(TEN_STEPS, 0.14, "by heart: below 0.1", fontsize=10, color=GREY, ha="right", va="bottom")
    loss = stage.moving(axes.plot([], [], color=MODEL))
    return lambda state: loss.set_data(range(TEN_STEPS), state.ten)


def draw_curves(stage, axes):
    """What share is wrong, in training and held out, epoch by epoch."""
    axes.set(xlim=(0.5, EPOCHS + 0.5), ylim=(0, MOST_WRONG), xticks=[1, 4, 7, 10], xlabel="epoch", ylabel="% wrong")
    axes.text(1, MOST_WRONG * 0.73, "baseline, no input:\nabout 90%, off the scale", fontsize=10, color=GREY, va="top")
    lines = []
    for color, look, name in ((BLACK, "--", "training"), (ERROR, "-", "held out")):
        lines.append(stage.moving(axes.plot([], [], look, color=color, marker=".")))
        axes.plot([], [], look, color=color, label=name)
    axes.legend(loc="upper right")

    def show(state):
        for line, share in zip(lines, state.errors.T):
            line.set_data(range(1, 1 + len(share)), np.minimum(100 * share, MOST_WRONG))

    return show


@classifier.said
def words(state):
    ten = show(state.ten[-1], ".2f", label="loss on ten, at the end")
    if state.z is None:
        return readouts(
            ten=ten,
            verdict="The labels fit the pictures, and ten of them are quickly learned by heart. Now it is worth training on all of them.",
        )
    wrong, (training, held) = len(state.wrong), 1 - state.errors[-1]
    verdict = f"Learning: epoch {len(state.errors)} of {EPOCHS}."
    if len(state.errors) == EPOCHS:
        verdict = f"{wrong} of {HELD_OUT} held-out pictures are wrong: {100 * (1 - wrong / HELD_OUT):.1f}% are right."
    return readouts(
        ten=ten,
        right=show(100 * held, ".1f", "%", label="held-out right"),
        training=show(100 * training, ".1f", "%", label="training right"),
        verdict=verdict,
    )

"""A model that memorizes images and looks up the nearest: what it says, and its loss on memorized and on new images."""

import numpy as np

from course.lessons.overfitting.galleries import gallery, one_of_each, strip
from course.lessons.overfitting.looks import DEV, TRAIN
from course.lessons.overfitting.remembering import MOST, REACHES, confidence, images, loss_curve, loss_on_new, nearest
from course.live import State, explorer, linear, log, readouts, show, toggle
from course.live.style import DATA, GREY

SHOWN = 8


@explorer(
    size=(1080, 360),
    reach=linear(0, 8, start=0, step=0.1, label="reach"),
    n=log(10, MOST, start=100, whole=True, label="images memorized"),
    new=toggle(True, label="ask about new images"),
    presets={
        "pure memory": dict(reach=0),
        "trusts what is near": dict(reach=4.5),
        "20 images, too trusting": dict(reach=8, n=20),
        "all 1,000 images": dict(reach=8, n=1000),
    },
)
def memorizer(reach, n, new):
    """A model that memorizes images and looks up the nearest: what it says, and its loss on memorized and on new images."""
    who, away, alike = nearest(n)
    x, digit, old, _ = images()
    if new:
        few = one_of_each(digit)[:SHOWN]
        asked = few if alike.all() else np.r_[few[:-1], np.flatnonzero(~alike)[0]]  # the last is misled, if any is
        questions, answers, distances, right = x[asked], who[asked], away[asked], alike[asked]
    else:
        answers = np.arange(SHOWN)
        questions, distances, right = old[answers], np.zeros(SHOWN), np.ones(SHOWN, dtype=bool)
    return State(
        questions=questions,
        answers=answers,
        sure=confidence(distances, reach),
        right=right,
        loss=loss_on_new(n, reach),
        losses=loss_curve(n),
        misled=1 - alike.mean(),
    )


@memorizer.seen
def scene(stage):
    asked, chart = stage.panels(
        "Even or odd? What it says, and why",
        "The loss, for every reach",
        names=["asked", "loss"],
        widths=[6, 4],
    )
    show_asked, show_loss = draw_asked(stage, asked), draw_loss(stage, chart)

    def show(state):
        show_asked(state)
        show_loss(state)

    return show


def draw_asked(stage, axes):
    """Eight images, the nearest that it remembers, and what it says of them."""
    from course.live.artists import QuickText

    _, _, old, old_digit = images()
    page = gallery(stage, axes, 3, SHOWN, ["asked", "nearest\nmemorized", "it says"])
    rows = (20.5, 23.7, 26.9)
    words = [stage.moving(QuickText(axes, 9 * k + 5, y, DATA, size=11)) for y in rows for k in range(SHOWN)]

    def show(state):
        page.set_data(strip([state.questions, old[state.answers], np.zeros((SHOWN, 64))]))
        for k, sure in enumerate(map(float, state.sure)):
            says = "odd" if old_digit[state.answers[k]] % 2 else "even"
            words[k].set_text("no idea" if sure < 0.505 else says)
            words[k + SHOWN].set_text(f"{100 * sure:.0f}%")
            words[k + 2 * SHOWN].set_text("wrong" if not state.right[k] and sure > 0.505 else "")

    return show


def draw_loss(stage, axes):
    axes.set(xlim=(-0.2, 8.2), ylim=(-0.04, 1.05), xlabel="reach", ylabel="loss L")
    axes.axhline(np.log(2), color=GREY, ls=":", lw=1.8)
    axes.text(0.35, np.log(2) + 0.02, "log 2 = 0.693: no idea", fontsize=10)
    for name, look in (("on memorized images", TRAIN), ("on new images", DEV)):
        axes.plot([], [], **look, label=name)
    axes.legend(loc="upper right", borderaxespad=0.1)
    axes.plot(REACHES, 0 * REACHES, color=TRAIN["color"], ls=TRAIN["ls"], lw=2.2)
    curve = stage.moving(axes.plot([], [], color=DEV["color"], lw=2.2))
    dot_old = stage.moving(axes.plot([], [], **{**TRAIN, "ls": "", "ms": 10}))
    dot_new = stage.moving(axes.plot([], [], **{**DEV, "ls": "", "ms": 10}))

    def show(state):
        curve.set_data(REACHES, state.losses)
        dot_old.set_data([state.reach], [0.0])
        dot_new.set_data([state.reach], [state.loss])

    return show


@memorizer.said
def words(state):
    return readouts(
        train=show(0.0, ".3f", label="loss on memorized images"),
        dev=show(state.loss, ".3f", label="loss on new images"),
        error=show(100 * state.misled, ".1f", "%", label="new images misled by the nearest"),
        verdict=verdict(state),
    )


def verdict(state):
    if not state.new:
        return "It has memorized each of these images, so its loss on them is 0, whatever the reach."
    if state.reach == 0:
        return "For any image it hasn't memorized it says 50%, so the loss is −log 0.5 = log 2. It has learned only a list."
    if state.loss < state.losses.min() + 0.01:
        return "About as good as memorizing gets: it trusts the nearest image about as far as it should."
    if state.loss > 0.66 and state.reach < 2:
        return "It hardly trusts an image unless it is exactly one of its own."
    if state.reach < REACHES[state.losses.argmin()]:
        return "An image that looks like a memorized one now gets its answer. The loss on new images falls, and on the memorized ones it has been 0 all along."
    return "Too trusting: where the nearest image misleads it, the loss is large."

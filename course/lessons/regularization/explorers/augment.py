"""Handwritten digits shifted, turned and blurred with noise, and what nets gain from such new pictures."""

import numpy as np

from course.lessons.regularization.digits import SEEDS, accuracies_of
from course.live import State, Step, explorer, linear, readouts, show, toggle
from course.live.style import DATA, FAINT, GREY, MODEL, OTHER
from nbcore import data
from nbcore.data import moved

DIGITS = data.digits()
SAMPLES = np.array([np.flatnonzero(DIGITS.y == k)[1] for k in range(10)])
RUNS = np.arange(1, SEEDS + 1)


@explorer(
    size=(1060, 390),
    shift=linear(0, 3, start=0.5, step=0.25, label="shift (pixels)"),
    turn=linear(0, 180, start=10, step=5, label="turn (degrees)"),
    noise=linear(0, 0.5, start=0.1, step=0.05, label="noise"),
    shaken=toggle(label="dev digits from an unsteady camera"),
)
def augment(shift, turn, noise, shaken):
    """Handwritten digits shifted, turned and blurred with noise, and the dev accuracy of nets trained with and without."""
    page, found = pictures(shift, turn, noise), []
    for change in ((0, 0, 0), (shift, turn, noise)):
        work = accuracies_of(*change)
        while True:
            try:
                share = next(work)
            except StopIteration as end:
                found.append(end.value[int(shaken)])
                break
            yield Step((len(found) + share) / 2, measured(page, *found))
    return measured(page, *found)


def pictures(shift, turn, noise):
    """One of each digit, and below them four new ones of each: (44, 89)."""
    some = DIGITS.x[SAMPLES]
    new = moved(np.tile(some, (4, 1)), shift, turn, noise, np.random.default_rng(5))
    page = np.zeros((44, 89))
    for k, picture in enumerate(np.concatenate([some, new])):
        top, left = 9 * (k // 10) - (k < 10), 9 * (k % 10)
        page[max(top, 0) : max(top, 0) + 8, left : left + 8] = picture.reshape(8, 8)
    return page


def measured(page, before=(), after=()):
    return State(
        page=page,
        before=before,
        after=after,
        better=sum(b > a for a, b in zip(before, after)),
        gain=100 * (np.mean(after) - np.mean(before)) if len(after) else 0.0,
    )


@augment.seen
def scene(stage):
    shown, chart = stage.panels(
        "As written, and four new ones of each",
        "Dev accuracy, five trainings",
        names=["pictures", "accuracy"],
        widths=[6, 5],
    )
    show_pictures, show_accuracies = draw_pictures(stage, shown), draw_accuracies(stage, chart)

    def show(state):
        show_pictures(state)
        show_accuracies(state)

    return show


def draw_pictures(stage, axes):
    from course.live.artists import Pixels

    axes.set(xlim=(-0.5, 89.5), ylim=(45.5, -1.5), xticks=[], yticks=[], aspect="equal")
    axes.spines[:].set_visible(False)
    sheet = stage.moving(Pixels(axes, (-0.5, 88.5, 43.5, -0.5)))
    return lambda state: sheet.set_data(state.page)


def draw_accuracies(stage, axes):
    axes.set(xlim=(0.5, SEEDS + 0.5), ylim=(0, 1), xticks=range(1, SEEDS + 1))
    axes.set(xlabel="training (other digits, other start)", ylabel="share of dev digits right")
    axes.grid(axis="y", color=FAINT)
    gains = stage.moving(axes.plot([], [], color=GREY, lw=2.5, zorder=2))
    plain = stage.moving(axes.plot([], [], "o", color=OTHER, mec=DATA, ms=10, zorder=3))
    grown = stage.moving(axes.plot([], [], "^", color=MODEL, mec="white", ms=12, zorder=4))
    axes.plot([], [], "o", color=OTHER, mec=DATA, ms=9, ls="", label="without")
    axes.plot([], [], "^", color=MODEL, ms=10, ls="", label="with new pictures")
    axes.legend(loc="lower left", ncols=2)

    def show(state):
        plain.set_data(RUNS[: len(state.before)] - 0.16, state.before)
        grown.set_data(RUNS[: len(state.after)] + 0.16, state.after)
        pairs = [
            (k + side, value)
            for k, *pair in zip(RUNS, state.before, state.after)
            for side, value in zip((-0.16, 0.16, 0), (*pair, np.nan))
        ]
        gains.set_data(*np.reshape(pairs, (-1, 2)).T)

    return show


@augment.said
def words(state):
    said = {}
    if len(state.before):
        said["without"] = show(100 * np.mean(state.before), ".1f", "%", label="without, on average")
    if len(state.after):
        said["grown"] = show(100 * np.mean(state.after), ".1f", "%", label="with")
        said["gain"] = show(state.gain, "+.1f", "points")
        said["better"] = show(state.better, ".0f", f"of {len(state.after)}", label="better in")
    return readouts(**said, verdict=verdict(state))


def verdict(state):
    if not len(state.after):
        return "Still in training."
    if not (state.shift or state.turn or state.noise):
        return "Nothing is changed, so both nets learn from the same 100 pictures."
    if state.better == SEEDS:
        better = "Better in every training: new pictures that could have been written teach what 100 alone cannot."
        return better + (" They look like what this camera sees." if state.shaken else "")
    if state.gain < -1 and state.turn > 90:
        return "Worse: a 6 on its head is a 9, and such pictures teach what is not so."
    if state.gain < -1:
        return "Worse: so much change leaves little of a digit, and nobody writes like that."
    if state.gain > 1 and state.better == SEEDS - 1:
        return "Better on average, and in all trainings but one."
    return "Hardly a difference, and not in every training the same: that may be chance."

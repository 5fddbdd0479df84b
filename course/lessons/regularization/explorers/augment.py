"""Handwritten digits shifted, turned and made noisy, and what nets gain from such new pictures."""

import numpy as np

from course.lessons.regularization.digits import SEEDS, accuracies_of
from course.live import State, Step, explorer, linear, readouts, show, toggle
from course.live.style import DATA, FAINT, GREY, MODEL, OTHER
from nbcore import data
from nbcore.data import moved

DIGITS = data.digits()
SAMPLES = np.array([np.flatnonzero(DIGITS.y == k)[1] for k in range(10)])
RUNS = np.arange(1, SEEDS + 1)
NEW = 5  # new pictures of each digit that are shown


@explorer(
    size=(1060, 390),
    presets={
        "a little of each": dict(shift=0.5, turn=10, noise=0.1),
        "too far": dict(shift=3),
        "upside down": dict(shift=0, turn=180, noise=0),
        "unsteady camera": dict(shaken=True),
        "like the camera": dict(shift=1, turn=20, noise=0, shaken=True),
    },
    shift=linear(0, 3, start=0.5, step=0.25, label="shift (pixels)"),
    turn=linear(0, 180, start=10, step=5, label="turn (degrees)"),
    noise=linear(0, 0.5, start=0.1, step=0.05, label="noise"),
    shaken=toggle(label="dev digits from an unsteady camera"),
)
def augment(shift, turn, noise, shaken):
    """Handwritten digits shifted, turned and made noisy, and the dev errors of nets trained with such pictures and without."""
    page, found = pictures(shift, turn, noise), []
    for change in ((0, 0, 0), (shift, turn, noise)):
        work = accuracies_of(*change)
        while True:
            try:
                share = next(work)
            except StopIteration as end:
                found.append(100 * (1 - end.value[int(shaken)]))
                break
            yield Step((len(found) + share) / 2, measured(page, *found))
    return measured(page, *found)


def pictures(shift, turn, noise):
    """One of each digit, and below them five new ones of each: (53, 89)."""
    some = DIGITS.x[SAMPLES]
    new = moved(np.tile(some, (NEW, 1)), shift, turn, noise, np.random.default_rng(5))
    page = np.zeros((9 * NEW + 8, 89))
    for k, picture in enumerate(np.concatenate([some, new])):
        top, left = 9 * (k // 10) - (k < 10), 9 * (k % 10)
        page[max(top, 0) : max(top, 0) + 8, left : left + 8] = picture.reshape(8, 8)
    return page


def measured(page, before=(), after=()):
    return State(
        page=page,
        before=before,
        after=after,
        better=sum(b < a for a, b in zip(before, after)),
        gain=np.mean(before) - np.mean(after) if len(after) else 0.0,
    )


@augment.seen
def scene(stage):
    shown, chart = stage.panels(
        "As written (top), and five new ones of each",
        "Wrong dev digits, in five trainings",
        names=["pictures", "errors"],
        widths=[6, 5],
    )
    show_pictures, show_errors = draw_pictures(stage, shown), draw_errors(stage, chart)

    def show(state):
        show_pictures(state)
        show_errors(state)

    return show


def draw_pictures(stage, axes):
    from course.live.artists import Pixels

    axes.set(xlim=(-0.5, 89.5), ylim=(54.5, -1.5), xticks=[], yticks=[], aspect="equal")
    axes.spines[:].set_visible(False)
    sheet = stage.moving(Pixels(axes, (-0.5, 88.5, 52.5, -0.5)))
    return lambda state: sheet.set_data(state.page)


def draw_errors(stage, axes):
    """Both errors of each training, on a scale on which a gain of two points out of twelve is seen."""
    axes.set(xlim=(0.5, SEEDS + 0.5), xticks=range(1, SEEDS + 1), ylim=(5, 150), yscale="log")
    axes.set_yticks([5, 10, 20, 50, 100], ["5%", "10%", "20%", "50%", "100%"])
    axes.minorticks_off()
    axes.set(xlabel="training (its own digits and start)", ylabel="share wrong")
    axes.grid(axis="y", color=FAINT)
    gains = stage.moving(axes.plot([], [], color=GREY, lw=2.5, zorder=2))
    plain = stage.moving(axes.plot([], [], "o", color=OTHER, mec=DATA, ms=10, zorder=3))
    grown = stage.moving(axes.plot([], [], "^", color=MODEL, mec="white", ms=12, zorder=4))
    axes.plot([], [], "o", color=OTHER, mec=DATA, ms=9, ls="", label="without")
    axes.plot([], [], "^", color=MODEL, ms=10, ls="", label="with new pictures")
    axes.legend(loc="upper left", ncols=2)

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
        said["without"] = show(np.mean(state.before), ".1f", "%", label="wrong without, on average")
    if len(state.after):
        said["grown"] = show(np.mean(state.after), ".1f", "%", label="with")
        said["gain"] = show(state.gain, ".1f", "percentage points", label="gain")
        said["better"] = show(state.better, ".0f", f"of {len(state.after)}", label="better in")
    return readouts(**said, verdict=verdict(state))


def verdict(state):
    if not len(state.after):
        return "Still in training."
    if not (state.shift or state.turn or state.noise):
        return "Nothing is changed, so with and without are the same 100 pictures."
    if state.better == SEEDS:
        return "Better in every training: what varies in these pictures really doesn’t matter, so they teach something true."
    if state.gain < -1 and state.turn > 90:
        return "Worse: an upside-down 6 is a 9, so such pictures teach something false."
    if state.gain < -1:
        return "Worse: changed this much, the new pictures are no longer like those that the net will meet."
    if state.gain > 1 and state.better == SEEDS - 1:
        return "Better on average, and in all trainings but one."
    return "Hardly any difference, and not the same in every training. It may be chance."

"""A net trained on one camera's digits and used on another's: its error in training, on the dev set and in use."""

from course.lessons.overfitting.cameras import (
    CAMERA_EPOCHS,
    FIRST,
    KINDS,
    LEVELS,
    RETRAINED,
    Cameras,
    error,
    everywhere,
    retaken,
)  # fmt: skip
from course.lessons.overfitting.galleries import gallery, one_of_each, strip
from course.lessons.overfitting.looks import DEPLOYED, DEV, TRAIN
from course.lessons.overfitting.moons import in_slices
from course.live import State, choice, explorer, linear, readouts, show, toggle
from course.live.style import DATA, PURPLE

SHARES = ["0%", "25%", "50%", "75%", "100%"]


@explorer(
    size=(1080, 380),
    difference=linear(0, 1, start=0.6, step=0.05, label="how different the new camera is"),
    kind=choice(*KINDS, label="its pictures are"),
    share=linear(0, 50, start=0, step=5, label="retaken training images (%)"),
    dev_retaken=toggle(label="dev set from the new camera"),
    presets={
        "the same camera": dict(difference=0),
        "dimmed": dict(kind="dimmed", difference=1),
        "noisy": dict(kind="noisy", difference=1),
        "shifted": dict(kind="shifted", difference=1),
        "shifted, 90 images retaken": dict(kind="shifted", difference=1, share=10),
    },
)
def mismatch(difference, kind, share, dev_retaken):
    """A net trained on one camera's digits and used on another's: its pictures, and its error in training, on the dev set and in use."""
    net = RETRAINED.get((kind, difference, share)) if share else FIRST[-1] if FIRST else None
    return judged(net, difference, kind, share, dev_retaken) if net else training(difference, kind, share, dev_retaken)


def training(difference, kind, share, dev_retaken):
    if not FIRST:
        sets = Cameras(seed=0)
        net = yield from learned(sets, sets.x)
        FIRST[:] = sets, net
    sets, net = FIRST
    if share:
        net = yield from learned(sets, sets.training_set(kind, difference, share))
        RETRAINED.keep((kind, difference, share), net)
    return judged(net, difference, kind, share, dev_retaken)


def learned(sets, x):
    """A net trained on images x, in slices."""
    net = sets.net()
    yield from in_slices(sets.train(net, x), CAMERA_EPOCHS, lambda history: State(epoch=len(history.loss)))
    return net


def judged(net, difference, kind, share, dev_retaken):
    sets, _ = FIRST
    in_use = retaken(sets.real_x, kind, difference, seed=100)
    dev_x = retaken(sets.dev_x, kind, difference, seed=101) if dev_retaken else sets.dev_x
    own = sets.training_set(kind, difference, share)
    return State(
        epoch=None,  # it is not learning any more
        errors=(error(net, own, sets.y), error(net, dev_x, sets.dev_y), error(net, in_use, sets.real_y)),
        pictures=pictures(sets, in_use, kind, difference, share),
        everywhere=everywhere(kind),
    )


def pictures(sets, in_use, kind, difference, share):
    """Ten digits that it learns from, so many of them retaken, and ten that it meets: four rows of five."""
    some = one_of_each(sets.y)
    mixed = sets.x[some]
    count = int(-(-share * len(some) // 100))
    mixed[:count] = retaken(mixed[:count], kind, difference, seed=102)
    met = in_use[one_of_each(sets.real_y)]
    return [mixed[:5], mixed[5:], met[:5], met[5:]]


@mismatch.seen
def scene(stage):
    shown, bars, chart = stage.panels(
        "What it learns from, what it meets",
        "The three errors",
        "In use, for every camera",
        names=["pictures", "errors", "cameras"],
        widths=[4, 3, 3.6],
    )
    page = gallery(stage, shown, 4, 5, ["training", "", "in use", ""])
    for axes in (bars, chart):
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1], SHARES)
    show_errors, show_cameras = draw_errors(stage, bars), draw_cameras(stage, chart)

    def show(state):
        if state.epoch is None:
            page.set_data(strip(state.pictures))
            show_errors(state)
            show_cameras(state)

    return show


def draw_errors(stage, axes):
    from course.live.artists import QuickText

    axes.set(xlim=(-0.6, 2.6), ylim=(0, 1.0), xticks=[0, 1, 2])
    axes.set_xticklabels(["training", "dev", "in use"])
    columns = [
        stage.moving(axes.bar([k], [0], width=0.66, color=look["color"], hatch=hatch, ec="white")[0])
        for k, (look, hatch) in enumerate(((TRAIN, ""), (DEV, "//"), (DEPLOYED, "..")))
    ]
    heights = [stage.moving(QuickText(axes, k, 0, DATA, size=12, weight="bold", va="bottom")) for k in range(3)]

    def show(state):
        for k, (column, text, value) in enumerate(zip(columns, heights, state.errors)):
            column.set_height(value)
            text.set_position((k, value + 0.015))
            text.set_text(f"{100 * value:.0f}%")

    return show


def draw_cameras(stage, axes):
    """The error in use over how different the camera is, for the network that has seen the old one only."""
    axes.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.0), xlabel="how different the new camera is")
    line = stage.moving(axes.plot([], [], **{**DEPLOYED, "ms": 5}))
    axes.plot([], [], **{**DEPLOYED, "ms": 5}, label="trained on the old camera only")
    look = dict(color="white", mec=PURPLE, mew=2, ms=10)
    trail = stage.moving(axes.plot([], [], "P", zorder=6, **look))
    axes.plot([], [], "P", label="trained as now", **look)
    axes.legend(loc="upper left", borderaxespad=0.1)

    def show(state):
        line.set_data(LEVELS, state.everywhere)
        trail.set_data([state.difference], [state.errors[2]])

    return show


@mismatch.said
def words(state):
    if state.epoch is not None:
        return readouts(epoch=state.epoch, verdict="It is learning …")
    train, dev, used = state.errors
    return readouts(
        train=show(100 * train, ".0f", "%", label="training error"),
        dev=show(100 * dev, ".0f", "%", label="dev error"),
        used=show(100 * used, ".0f", "%", label="error in use"),
        verdict=verdict(state.difference, dev, used),
    )


def verdict(difference, dev, used):
    if difference == 0:
        return "The same camera: the dev error predicts the error in use."
    if used - dev > 0.05:
        return "The dev set doesn't notice: it says all is well, and in use the network fails."
    if used < 0.1:
        return "The dev error and the error in use agree, and both are low."
    return "Now the dev set shows the problem, so you can work on it."

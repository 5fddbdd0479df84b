"""Inputs that have moved since training, and a batch norm whose statistics are the old ones or are measured anew."""

import numpy as np

from course.lessons.batchnorm.looks import CLASSES, PALE
from course.lessons.batchnorm.shifted import MIDDLE, measured_on, new_inputs, right, trained
from course.live import State, choice, explorer, linear, log, point, readouts, show
from course.live.style import DATA, GOOD, GREY, HANDLE, MODEL, OTHER
from nbcore import data

AS_TRAINED, ANEW = "old, from training", "new, from these inputs"
BARS = (  # name, color, hatch
    ("without\nbatch norm", OTHER, "//"),
    ("batch norm,\nold statistics", MODEL, ""),
    ("batch norm,\nnew statistics", GOOD, ".."),
)


@explorer(
    size=(1080, 400),
    presets={
        "moved": dict(moved=(1.2, -0.8)),
        "moved, new statistics": dict(moved=(1.2, -0.8), statistics=ANEW),
        "stretched": dict(moved=(0, 0), contrast=2),
        "90% squares, new statistics": dict(moved=(0, 0), share=0.9, statistics=ANEW),
    },
    moved=point(0, 0, low=(-2, -2), high=(2, 2), label="where the new inputs lie"),
    contrast=log(0.5, 2, start=1.0, step=0.02, label="stretch"),
    share=linear(0.1, 0.9, start=0.5, step=0.05, label="share of squares"),
    statistics=choice(AS_TRAINED, ANEW, start=AS_TRAINED, label="statistics"),
)
def shift(moved, contrast, share, statistics):
    """Inputs that have moved since training: the boundary by the old statistics or by new ones."""
    inputs, kinds = new_inputs(moved, contrast, share)
    net, before = trained(True)
    net.restore(before)
    with_old = right(net, inputs, kinds)
    anew = measured_on(inputs)
    with_new, after = right(anew, inputs, kinds), anew.snapshot()
    net.restore(before)
    return State(
        inputs=inputs,
        kinds=kinds,
        plain=right(trained(False)[0], inputs, kinds),
        with_old=with_old,
        with_new=with_new,
        after=after,  # the network with its statistics measured anew
    )


@shift.seen
def scene(stage):
    then, now, marks = stage.panels(
        "The training inputs",
        "The new inputs: drag them",
        "New inputs classified right",
        names=["training", "new", "right"],
        widths=[4, 4, 3.4],
    )
    field = draw_then(stage, then)
    parts = [draw_now(stage, now, field), draw_bars(stage, marks)]

    def show(state):
        for part in parts:
            part(state)

    return show


def scores(points, snapshot=None):
    """What the network with batch norm says about points, as it was trained or as in this snapshot. It is left as it was."""
    net, before = trained(True)
    net.restore(snapshot if snapshot is not None else before)
    said = net.predict(points)
    net.restore(before)
    return said


def draw_plane(stage, axes):
    from course.live.artists import Field

    axes.set(xlim=(-3.6, 4.6), ylim=(-3.3, 3.8), xticks=[], yticks=[])
    return Field(stage, axes, PALE, low=-6, high=6, level=0.0, cells=60)


def draw_then(stage, axes):
    """The training inputs and what was learned from them. Nothing here depends on a control."""
    x, y = data.moons(256, noise=0.15, seed=1)
    field = draw_plane(stage, axes)
    for kind, marker, color in CLASSES:
        stage.moving(axes.plot(*x[y == kind].T, marker, color=color, ms=3, mew=0, zorder=3))
    field.show(scores(field.points))
    return field


def draw_now(stage, axes, then):
    """The new inputs, the boundary by the statistics in use, and the old one dashed."""
    field = draw_plane(stage, axes)
    old = stage.moving(axes.plot([], [], "--", color=GREY, lw=1.6, zorder=1))
    clouds = {
        kind: stage.moving(axes.plot([], [], marker, color=color, ms=3.4, mew=0, zorder=3))
        for kind, marker, color in CLASSES
    }
    handle = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "moved",
        axes,
        lambda state: tuple(MIDDLE + state.moved),
        lambda a, b, state: {"moved": tuple(np.clip(np.array([a, b]) - MIDDLE, -2, 2))},
        label="the new inputs",
    )

    def show(state):
        old.set_data(*then.line.get_data())
        field.show(scores(field.points, state.after if state.statistics == ANEW else None))
        for kind, cloud in clouds.items():
            cloud.set_data(*state.inputs[state.kinds == kind].T)
        handle.set_data(*(MIDDLE + state.moved)[:, None])

    return show


def draw_bars(stage, axes):
    """How many of the new inputs each of the three gets right, and which statistics the picture uses."""
    axes.set(xlim=(0, 103), ylim=(2.6, -0.6), xlabel="% right")
    axes.set_yticks(range(3), [name for name, _, _ in BARS])
    axes.axvline(50, color=GREY, lw=1, ls=":")
    axes.text(51, 2.52, "guessing", fontsize=10)
    bars = [
        stage.moving(axes.barh(k, 50, height=0.5, color=color, hatch=hatch, ec="white", zorder=2)[0])
        for k, (_, color, hatch) in enumerate(BARS)
    ]
    chosen = stage.moving(axes.plot([], [], ">", color=DATA, ms=9, clip_on=False, zorder=5))

    def show(state):
        for bar, share in zip(bars, (state.plain, state.with_old, state.with_new)):
            bar.set_width(100 * share)
        chosen.set_data([2], [1 if state.statistics == AS_TRAINED else 2])

    return show


@shift.said
def words(state):
    return readouts(
        in_use=state.statistics,
        plain=show(100 * state.plain, ".3g", "%", label="without batch norm"),
        old=show(100 * state.with_old, ".3g", "%", label="old statistics"),
        new=show(100 * state.with_new, ".3g", "%", label="new statistics"),
        verdict=verdict(state),
    )


def verdict(state):
    far = np.hypot(*state.moved) > 0.3 or abs(np.log(state.contrast)) > 0.2
    if not far and abs(state.share - 0.5) < 0.08:
        return "The new inputs are like the training inputs, and all three do well."
    if state.with_new > state.with_old + 0.02:
        return "With new statistics the boundary moves along with the inputs. With the old ones it stays behind."
    if state.with_new < state.with_old - 0.02:
        return "New statistics do harm: the mix of the classes has changed, and the statistics take that for a shift."
    return "Here it makes little difference which statistics are used."

"""What batch norm does on the side: which examples are normalized together is random, and that makes it harder to memorize them."""

import numpy as np

from course.lessons.batchnorm.groups import GROUPS, LOOK, ROWS, RUNS, STEPS, done, examples, train
from course.lessons.batchnorm.looks import CLASSES, PALE
from course.live import State, Step, explorer, integer, power_of_two, readouts, show
from course.live.style import ERROR, GREY, HANDLE, MODEL
from nbcore.checks import quiet

LOW, HIGH = 0.008, 3.0
CURVES = (  # what is drawn of training, and of dev examples
    ("s", dict(color=MODEL, ls="--"), "on training examples"),
    ("o", dict(color=ERROR, ls="-"), "on dev examples"),
)


@explorer(
    size=(1080, 390),
    presets={"all 64 together": dict(group=64), "groups of 16": dict(group=16), "groups of 4": dict(group=4)},
    group=power_of_two(4, ROWS, start=64, label="normalized together"),
    run=integer(1, RUNS, start=1, label="run"),
)
def side_effect(group, run):
    """A network that could memorize 64 noisy examples, normalized in random groups of a chosen size."""
    todo = [size for size in GROUPS if size not in done]
    return training(todo, group, run) if todo else learned(group, run)


def training(todo, group, run):
    for number, size in enumerate(todo):
        for share in train(size):
            yield Step((number + share) / len(todo), State(done=False))
    return learned(group, run)


def learned(group, run):
    nets, losses = done[group]
    ends = {size: done[size][1][-1] for size in GROUPS}  # training and held out, (2, RUNS)
    return State(
        network=nets.pick(run - 1),
        course=losses[:, :, run - 1],
        ends=ends,
        train=float(np.median(ends[group][0])),
        held={size: float(np.median(end[1])) for size, end in ends.items()},
        better=int((ends[group][1] < ends[ROWS][1]).sum()),
        done=True,
    )


@side_effect.seen
def scene(stage):
    plane, course, chart = stage.panels(
        "Learned from 64 examples",
        "This run, step by step",
        "Ten runs, after 500 steps",
        names=["plane", "steps", "groups"],
        widths=[4, 3.6, 4],
    )
    parts = [draw_plane(stage, plane), draw_course(stage, course), draw_chart(stage, chart)]
    show_group = draw_group(stage, chart)

    def show(state):
        show_group(state)
        for part in parts if state.done else ():
            part(state)

    return show


def draw_plane(stage, axes):
    """What the network of this run has learned, and from which examples."""
    from course.live.artists import Field

    axes.set(xlim=(-2, 3), ylim=(-1.7, 2.2), xticks=[], yticks=[])
    field = Field(stage, axes, PALE, low=-4, high=4, level=0.0, cells=60)
    clouds = {
        kind: stage.moving(axes.plot([], [], marker, color=color, ms=6, mec="white", mew=0.7, zorder=3))
        for kind, marker, color in CLASSES
    }

    @quiet
    def show(state):
        x, y, _, _ = examples()
        field.show(state.network.forward(field.points)[0])
        for kind, cloud in clouds.items():
            cloud.set_data(*x[state.run - 1][y[state.run - 1] == kind].T)

    return show


def set_losses(axes):
    axes.set(ylim=(LOW, HIGH), yscale="log")
    axes.set_yticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])


def draw_course(stage, axes):
    """The two losses of this run, step by step."""
    axes.set(xlim=(0, STEPS), xlabel="step", ylabel="loss")
    set_losses(axes)
    lines = [stage.moving(axes.plot([], [], **look)) for _, look, _ in CURVES]

    def show(state):
        for line, losses in zip(lines, state.course.T):
            line.set_data(np.arange(LOOK, STEPS + 1, LOOK), losses)

    return show


def draw_chart(stage, axes):
    """Where all ten runs end, for each size of the groups, and the medians."""
    axes.set(xlim=(3.3, 80), xscale="log", xlabel="examples normalized together")
    set_losses(axes)
    axes.set_xticks(GROUPS, [str(group) for group in GROUPS])
    axes.minorticks_off()
    medians = [stage.moving(axes.plot([], [], **look)) for _, look, _ in CURVES]
    dots = [
        stage.moving(axes.plot([], [], marker, color=look["color"], ms=4, alpha=0.6, mew=0))
        for marker, look, _ in CURVES
    ]
    for marker, look, label in CURVES:
        axes.plot([], [], marker=marker, ms=4, **look, label=label)
    axes.legend(loc="lower left", borderaxespad=0.1)

    def show(state):
        for side, (median, dot) in enumerate(zip(medians, dots)):
            ends = np.array([state.ends[size][side] for size in GROUPS])
            median.set_data(GROUPS, np.median(ends, axis=1))
            dot.set_data(np.repeat(GROUPS, RUNS), ends.ravel())

    return show


def draw_group(stage, axes):
    """The chosen size of the groups, and the dot that moves it."""
    ruler = stage.moving(axes.plot([], [], color=GREY, lw=1.3, ls=":"))
    knob = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "group",
        axes,
        lambda state: (state.group, 2.2),
        lambda size, _, state: {"group": min(GROUPS, key=lambda g: abs(np.log(g / size)))},
        label="group size",
    )

    def show(state):
        ruler.set_data([state.group, state.group], [0.022, HIGH])  # clear of the legend
        knob.set_data([state.group], [2.2])

    return show


@side_effect.said
def words(state):
    if not state.done:
        return readouts(verdict="Training ten networks for each size, here and now.")
    better = show(state.better, ".0f", f"of {RUNS} runs", label="better than that in") if state.group != ROWS else ""
    return readouts(
        train=show(state.train, ".2g", label="training loss, median"),
        dev=show(state.held[state.group], ".2g", label="dev loss, median"),
        together=show(state.held[ROWS], ".2g", label="dev loss with all 64 together"),
        better=better,
        verdict=verdict(state.group, state.held),
    )


def verdict(group, held):
    best = min(held, key=held.get)
    if group == ROWS:
        return "All 64 in one group: nothing is random, and the network memorizes much of its training data."
    if held[group] > 1.1 * held[best] and group < best:
        return "In groups this small the noise hides what there is to learn: the training loss is high as well."
    if held[group] > 1.1 * held[best]:
        return "In groups this large there is little noise left, so the network still memorizes a lot."
    return "Worse on the training data, better on the dev data: the noise works as a regularizer."

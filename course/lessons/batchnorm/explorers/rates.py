"""Which learning rates train a network: two networks in the frame, and the same at every rate, with and without batch norm."""

import numpy as np

from course.lessons.batchnorm.deep_signal import LAYERS
from course.lessons.batchnorm.looks import CLASSES, LOOKS, NAMES, PALE
from course.lessons.batchnorm.many_rates import STARTS, STEPS, moons, train
from course.live import State, Step, choice, explorer, log, power_of_two, readouts, show
from course.live.style import DATA, ERROR, GREY, HANDLE
from nbcore.activations import sigmoid
from nbcore.checks import quiet

TRAINED = 0.15  # a loss below this counts
LR = log(0.01, 32, start=1.0, step=0.25, label="learning rate η")
GRID = tuple(LR.stops)
DOT = {False: "s", True: "o"}


@explorer(
    size=(1080, 400),
    presets={
        "1 layer": dict(hidden=1),
        "8 layers": dict(hidden=8),
        "sigmoid": dict(activation="sigmoid"),
        "tanh": dict(activation="tanh"),
        "1 tanh layer": dict(hidden=1, activation="tanh", lr=5.6),
        "1 tanh layer, batches of 128": dict(hidden=1, activation="tanh", lr=5.6, batch=128),
    },
    lr=LR,
    hidden=power_of_two(1, 8, start=4, label="hidden layers"),
    activation=choice(*LAYERS, start="ReLU", label="activation"),
    batch=choice(32, 128, label="batch size"),
)
def rates(lr, hidden, activation, batch):
    """Two networks trained here and now, one with batch norm and one without, and the same at every learning rate."""
    wanted = [GRID] if lr in GRID else [GRID, (lr,)]
    courses, found = {}, {}
    for batch_norm in (False, True):
        for part, some in enumerate(wanted):
            work = train(some, hidden, activation, batch_norm, batch)
            mine = STARTS * some.index(lr) if lr in some else 0
            while True:
                try:
                    losses = next(work)
                except StopIteration as end:
                    found.setdefault(batch_norm, []).append(end.value)
                    break
                courses[batch_norm] = [loss[mine] for loss in losses]
                share = (batch_norm + (part + len(losses) / STEPS) / len(wanted)) / 2
                yield Step(share, State(courses=courses, done=False))
    return trained(found, GRID.index(lr) if lr in GRID else 0)


def trained(found, k):
    """The state when all is trained; the network at the chosen rate is the k-th of the last part."""
    state = State(courses={}, networks={}, loss={}, ends={}, done=True)
    for batch_norm, parts in found.items():
        losses, _, way, nets = parts[-1]
        state.courses[batch_norm] = way[:, k, 0]
        state.networks[batch_norm] = nets.pick(k * STARTS)
        state.loss[batch_norm] = float(np.median(losses[k]))
        state.ends[batch_norm] = parts[0][0]  # at each rate of GRID, from each start
    return state


def in_frame(loss):
    """A loss as it is drawn: what is off the scale lies on its edge."""
    return np.clip(loss, 0.0032, 55)


@rates.seen
def scene(stage):
    *maps, course, chart = stage.panels(
        "Without batch norm",
        "With batch norm",
        "Loss, step by step",
        "Drag η: the loss after 150 steps",
        names=["without", "with", "steps", "rates"],
        widths=[2.7, 2.7, 3, 4.2],
    )
    for axes in (course, chart):
        axes.set(ylim=(0.003, 60), yscale="log")
    parts = [draw_plane(stage, axes, batch_norm) for axes, batch_norm in zip(maps, (False, True))]
    parts += [draw_course(stage, course), draw_chart(stage, chart)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_plane(stage, axes, batch_norm):
    """What the trained network says about the plane, and the examples."""
    from course.live.artists import Field

    x, y = moons()
    axes.set(xlim=(-1.7, 2.7), ylim=(-1.5, 2), xticks=[], yticks=[])
    field = Field(stage, axes, PALE, level=0.5, cells=44, line=LOOKS[batch_norm] | {"color": DATA})
    for kind, marker, color in CLASSES:
        stage.moving(axes.plot(*x[y == kind].T, marker, color=color, ms=2.6, mew=0, zorder=3))

    @quiet
    def show(state):
        if state.done:
            scores = state.networks[batch_norm].forward(field.points)[0]
            field.show(sigmoid(np.clip(scores, -60, 60)))

    return show


def draw_guide(axes):
    """Where a loss counts as trained, and where guessing is."""
    axes.axhspan(0.003, TRAINED, color="#c9ebdd", lw=0)
    axes.axhline(np.log(2), color=GREY, lw=1, ls=":")


def draw_course(stage, axes):
    """The loss of the first of the three starts, step by step."""
    axes.set(xlim=(-2, STEPS + 2), xlabel="step")
    draw_guide(axes)
    curves = {bn: stage.moving(axes.plot([], [], **LOOKS[bn] | {"lw": 1.5})) for bn in (False, True)}

    @quiet
    def show(state):
        for bn, losses in state.courses.items():
            losses = np.array(losses)
            shown = np.where(np.isfinite(losses), in_frame(losses), np.nan)
            curves[bn].set_data(np.arange(1, len(losses) + 1), shown)

    return show


def draw_chart(stage, axes):
    """The loss at the end over the learning rate, and a dot to choose one."""
    axes.set(xlim=(0.008, 40), xscale="log", xlabel="learning rate η")
    draw_guide(axes)
    axes.text(0.0092, 0.0037, "trained", fontsize=10)
    typical = {bn: stage.moving(axes.plot([], [], **LOOKS[bn])) for bn in (False, True)}
    look = dict(ms=4.5, mec=DATA, mew=0.4)
    each = {
        bn: stage.moving(axes.plot([], [], DOT[bn], color=LOOKS[bn]["color"], alpha=0.8, **look))
        for bn in (False, True)
    }
    star = dict(ls="", marker="*", mec=DATA, mew=0.8, ms=15, zorder=5)
    best = {bn: stage.moving(axes.plot([], [], color=LOOKS[bn]["color"], **star)) for bn in (False, True)}
    for bn in (False, True):
        axes.plot([], [], **LOOKS[bn], marker=DOT[bn], label=NAMES[bn], **look)
    axes.plot([], [], color=GREY, lw=1, ls=":", label="guessing")
    axes.plot([], [], **{**star, "ms": 10}, color="white", label="best of each")
    axes.legend(loc="upper left", ncols=2, borderaxespad=0.1, handlelength=1.8, columnspacing=1.0)
    show_rate = draw_rate(stage, axes)

    def show(state):
        show_rate(state)
        if state.done:
            for bn, ends in state.ends.items():
                medians = np.median(in_frame(ends), axis=1)
                typical[bn].set_data(GRID, medians)
                best[bn].set_data([GRID[medians.argmin()]], [medians.min()])
                each[bn].set_data(np.repeat(GRID, STARTS), in_frame(ends).ravel())

    return show


def draw_rate(stage, axes):
    """The chosen learning rate, and the dot that moves it."""
    ruler = stage.moving(axes.plot([], [], color=ERROR, lw=1.3))
    knob = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "lr",
        axes,
        lambda state: (state.lr, 0.006),
        lambda rate, _, state: {"lr": np.clip(rate, 0.01, 32)},
        label="learning rate",
    )

    def show(state):
        ruler.set_data([state.lr, state.lr], [0.003, 60])
        knob.set_data([state.lr], [0.006])

    return show


@rates.said
def words(state):
    if not state.done:
        return readouts(verdict="Training, at all learning rates at once.")
    best = {bn: float(np.median(ends, axis=1).min()) for bn, ends in state.ends.items()}
    good = {bn: int((np.median(ends, axis=1) < TRAINED).sum()) for bn, ends in state.ends.items()}
    return readouts(
        plain=show(state.loss[False], ".2g", label="loss, without"),
        normed=show(state.loss[True], ".2g", label="loss, with"),
        plain_rates=show(good[False], ".0f", f"of {len(GRID)}", label="rates that train, without"),
        normed_rates=show(good[True], ".0f", f"of {len(GRID)}", label="rates that train, with"),
        plain_best=show(best[False], ".3f", label="best loss, without"),
        normed_best=show(best[True], ".3f", label="best loss, with"),
        verdict=verdict(state.loss),
    )


def verdict(loss):
    plain, normed = loss[False] < TRAINED, loss[True] < TRAINED
    if plain and normed:
        said = "At this learning rate both train."
    elif normed:
        said = "At this learning rate only the network with batch norm trains."
    elif plain:
        said = "At this learning rate only the network without batch norm trains."
    else:
        said = "At this learning rate neither is trained after 150 steps."
    if not np.isfinite(loss[False]):
        said += " Without batch norm the weights have blown up."
    return said

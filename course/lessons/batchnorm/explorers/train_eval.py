"""Training and evaluation: the statistics of a batch, the running ones, and which of them are in use."""

import numpy as np

from course.lessons.batchnorm.running import (
    EPS,
    RATES,
    SPREAD,
    TRAINED,
    drifting,
    evaluation_error,
    one_run,
    typical_errors,
)
from course.live import State, choice, explorer, linear, log, power_of_two, readouts, show
from course.live.style import BLUE, DATA, FAINT, GOOD, GREY, HANDLE, ORANGE, OTHER

LARGEST = 256
TRAINING, EVALUATION = "training", "evaluation"
COLORS = {TRAINING: ORANGE, EVALUATION: BLUE}
NEW = np.random.default_rng(21).normal(size=LARGEST)  # new examples, before they are stretched and moved
BESIDE = np.random.default_rng(22).uniform(0, 1, LARGEST)  # only so that dots do not hide each other


@explorer(
    size=(1080, 400),
    presets={
        "lags behind": dict(momentum=0.005),
        "too noisy": dict(momentum=1),
        "training mode": dict(mode=TRAINING),
        "training, batches of 2": dict(mode=TRAINING, batch=2),
    },
    mode=choice(TRAINING, EVALUATION, start=EVALUATION, label="mode"),
    momentum=log(0.001, 1, start=0.1, label="momentum"),
    batch=power_of_two(2, LARGEST, start=16, label="batch size"),
    drift=linear(0, 4, start=1.5, step=0.1, label="drift of the mean"),
)
def train_eval(mode, momentum, batch, drift):
    """Batch statistics and running statistics of one unit, which of them are in use, and what the next layer gets to see."""
    true = drifting(drift)
    means, variances, run_mean, run_var = one_run(momentum, batch, drift)
    errors = typical_errors(batch, drift)
    examples = true[-1] + SPREAD * NEW[:batch]
    own, kept = (examples.mean(), examples.std()), (run_mean[-1], np.sqrt(run_var[-1]))
    return State(
        true=true,
        means=means,
        spreads=np.sqrt(variances * (batch - 1) / batch),
        run_mean=run_mean,
        run_spread=np.sqrt(run_var),
        examples=examples,
        used=own if mode == TRAINING else kept,
        error=float(evaluation_error(run_mean[-1], run_var[-1], true[-1])),
        errors=errors,
        best=errors.argmin(),
    )


@train_eval.seen
def scene(stage):
    course, seen, choose = stage.panels(
        "200 batches of training, then new examples",
        "What is passed on",
        "Drag the dot",
        names=["training", "output", "momentum"],
        widths=[6, 2.6, 3.6],
    )
    parts = [draw_course(stage, course), draw_output(stage, seen), draw_choice(stage, choose)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_course(stage, axes):
    """The batches, the running statistics, and the ruler that the new examples are measured with."""
    axes.set(xlim=(-4, 252), ylim=(-6.5, 12.5), ylabel="z of one hidden unit")
    axes.set_xticks([0, 50, 100, 150, 200], ["0", "50", "100", "150", "200"])
    axes.set_xlabel("batch", x=0.4)
    axes.set_yticks([-5, 0, 5, 10])
    axes.plot([203, 203], [-4.6, 12.5], color=GREY, lw=1)
    show_batches = draw_batches(stage, axes)
    truth = stage.moving(axes.plot([], [], "--", color=GOOD, lw=2.4, zorder=4))
    line = stage.moving(axes.plot([], [], color=BLUE, lw=2.4, zorder=5))
    edges = [stage.moving(axes.plot([], [], color=BLUE, lw=1.2, zorder=5)) for _ in range(2)]
    show_new = draw_new(stage, axes)
    axes.plot([], [], color=OTHER, marker="o", ms=4, mec=DATA, mew=0.3, lw=1, label="each batch: mean ± spread")
    axes.plot([], [], color=BLUE, lw=2.4, label="running mean ± spread")
    axes.plot([], [], "--", color=GOOD, lw=2.4, label="true mean")
    axes.legend(loc="upper left", borderaxespad=0.1)

    def show(state):
        show_batches(state)
        truth.set_data(np.r_[1 : TRAINED + 1, 252], np.r_[state.true, state.true[-1]])
        line.set_data(np.arange(TRAINED + 1), state.run_mean)
        for edge, sign in zip(edges, (-1, 1)):
            edge.set_data(np.arange(TRAINED + 1), state.run_mean + sign * state.run_spread)
        show_new(state)

    return show


def draw_batches(stage, axes):
    """Each batch of training: a dot for its mean, a bar for its spread."""
    bars = stage.moving(axes.plot([], [], color=OTHER, lw=0.8, alpha=0.5))
    marks = stage.moving(axes.plot([], [], "o", color=OTHER, ms=3, mec=DATA, mew=0.3, zorder=3))
    times = np.arange(1, TRAINED + 1)

    def show(state):
        pieces = np.full((TRAINED, 3), np.nan)  # from below to above, then lift the pen
        pieces[:, 0], pieces[:, 1] = state.means - state.spreads, state.means + state.spreads
        bars.set_data(np.repeat(times, 3), pieces.ravel())
        marks.set_data(times, state.means)

    return show


def draw_new(stage, axes):
    """The new examples, and beside them the mean and the spread that are in use."""
    from course.live.artists import QuickText

    fresh = stage.moving(axes.plot([], [], "o", color=DATA, ms=4, alpha=0.6, mew=0))
    rulers = {mode: stage.moving(axes.plot([], [], color=color, lw=4, zorder=6)) for mode, color in COLORS.items()}
    tag = stage.moving(QuickText(axes, 250, -6.0, DATA, size=11, weight="bold", ha="right", va="bottom"))

    def show(state):
        fresh.set_data(208 + 20 * BESIDE[: state.batch], state.examples)
        for name, ruler in rulers.items():
            ruler.set_visible(name == state.mode)
        mean, spread = state.used
        rulers[state.mode].set_data(*bar(238, mean, spread))
        evaluation = state.mode == EVALUATION
        tag.set_text("new examples, by the running statistics" if evaluation else "new examples, by their own batch")
        tag.set_color("#00527f" if evaluation else "#8a5d00")

    return show


def bar(x, mean, spread):
    """A bar from one spread below the mean to one above, with a stroke across at all three: where its line goes, (2, points)."""
    low, high, lift = mean - spread, mean + spread, (np.nan, np.nan)
    strokes = [place for height in (low, mean, high) for place in ((x - 5, height), (x + 5, height), lift)]
    return np.array([(x, low), (x, high), lift, *strokes]).T


def draw_output(stage, axes):
    """What the next layer gets, and in gray what it should get."""
    from course.live.artists import QuickText

    y = np.linspace(-4.5, 4.5, 181)
    axes.set(xlim=(0, 1), ylim=(-4.5, 4.5), xticks=[], ylabel="z after batch norm")
    axes.fill_betweenx(y, 0, 0.62 * np.exp(-(y**2) / 2), color="#d3d6db", lw=0)
    axes.text(0.97, -4.3, "gray: ideal", ha="right", fontsize=10)
    axes.axhline(0, color=FAINT, lw=1)
    outline = stage.moving(axes.plot([], [], color=BLUE, lw=2.4))
    landed = stage.moving(axes.plot([], [], "o", color=DATA, ms=4, alpha=0.6, mew=0))
    beyond = stage.moving(axes.plot([], [], "^", color="white", mec=DATA, mew=1.1, ms=6, clip_on=False))
    note = stage.moving(QuickText(axes, 0.97, -3.75, DATA, size=10, ha="right", va="bottom"))

    def show(state):
        mean, spread = state.used
        scale = max(spread, np.sqrt(EPS))
        out, places = (state.examples - mean) / scale, 0.68 + 0.3 * BESIDE[: state.batch]
        inside = np.abs(out) < 4.4
        landed.set_data(places[inside], out[inside])
        beyond.set_data(places[~inside], np.sign(out[~inside]) * 4.35)
        beyond.set_marker("^" if out.mean() > 0 else "v")
        note.set_text("" if inside.all() else "△ off the scale")
        middle, width = (state.true[-1] - mean) / scale, SPREAD / scale
        outline.set_data(0.62 * np.exp(-(((y - middle) / width) ** 2) / 2), y)
        outline.set_color(COLORS[state.mode])

    return show


def draw_choice(stage, axes):
    """The evaluation error over the momentum, and a dot to choose one."""
    axes.set(
        xscale="log", yscale="log", xlim=(0.0009, 1.12), ylim=(0.01, 30), xlabel="momentum", ylabel="evaluation error"
    )
    curve = stage.moving(axes.plot([], [], color=GREY, label="typical of 101 runs"))
    ring = stage.moving(axes.plot([], [], "o", color="none", mec=GOOD, mew=2.4, ms=14, zorder=4))
    knob = stage.moving(axes.plot([], [], **HANDLE))
    axes.plot([], [], "o", color="none", mec=GOOD, mew=2.4, ms=10, label="best")
    axes.plot([], [], **{**HANDLE, "ms": 8, "clip_on": True}, label="this run")
    axes.legend(loc="upper right", borderaxespad=0.1)
    stage.grip(
        "momentum",
        axes,
        lambda state: (state.momentum, np.clip(state.error, 0.01, 30)),
        lambda x, _, state: {"momentum": np.clip(x, 0.001, 1)},
        label="momentum",
    )

    def show(state):
        curve.set_data(RATES, np.clip(state.errors, 0.01, 30))
        ring.set_data([RATES[state.best]], [state.errors[state.best]])
        knob.set_data([state.momentum], [np.clip(state.error, 0.01, 30)])

    return show


@train_eval.said
def words(state):
    mean, spread = state.used
    memory = 1 / state.momentum
    return readouts(
        in_use="running statistics" if state.mode == EVALUATION else "the batch's own",
        mean=show(mean, ".2f", label="mean in use"),
        spread=show(spread, ".2f", label="spread in use"),
        true=show(state.true[-1], ".2f", label="true mean"),
        memory=show(
            memory, ",.0f" if memory > 10 else ".2g", "batches" if state.momentum < 1 else "batch", label="memory"
        ),
        error=show(state.error, ".2g", label="evaluation error"),
        best=show(RATES[state.best], ".2g", label="best momentum"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.mode == TRAINING:
        return "Training mode: the new examples are normalized by their own batch. The running statistics are not used."
    best, worse = RATES[state.best], state.error > 1.5 * state.errors[state.best]
    if state.momentum < best / 2 and worse:
        return "Evaluation mode, and the running statistics lag behind: with a momentum this small they have not caught up with the true ones."
    if state.momentum > 2 * best and worse:
        return "Evaluation mode, and the running statistics are noisy: with a momentum this large they depend on the last few batches only."
    if state.error > 0.3:
        return "Evaluation mode, and no momentum does much better here: the batches are too small for this drift."
    return (
        "Evaluation mode: the running statistics are close to the true ones, so what is passed on looks as it should."
    )

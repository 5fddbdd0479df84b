"""A training, a dev and a human error as a staircase, the map of the four illnesses, and what to try next."""

import numpy as np

from course.lessons.overfitting.gaps import CASES, LARGE, squeeze, stretch
from course.lessons.overfitting.looks import DEV, TRAIN
from course.live import State, explorer, linear, readouts, show
from course.live.style import DATA, GOOD, GREY, HANDLE

TOP = 40.0
CURES = {
    "bias": (
        "more hidden units, more layers",
        "train longer, or with a better optimizer",
        "better inputs",
        "less regularization (lesson 5)",
    ),
    "variance": ("more training data", "regularization (lesson 5)", "stop earlier", "fewer hidden units"),
}
TITLES = {"bias": ("against bias", 0.97), "variance": ("against variance", 0.45)}
ILLNESSES = {
    (False, False): "neither",
    (True, False): "high bias",
    (False, True): "high variance",
    (True, True): "both",
}


@explorer(
    size=(1080, 380),
    train=linear(0, TOP, start=1, step=0.5, label="training error (%)"),
    dev=linear(0, TOP, start=11, step=0.5, label="dev error (%)"),
    human=linear(0, TOP, start=0, step=0.5, label="human error (%)"),
    presets={
        **{name: dict(train=train, dev=dev) for name, (train, dev) in CASES.items()},
        "B, blurred photos": dict(train=15, dev=16, human=14),
    },
)
def diagnose(train, dev, human):
    """A training, a dev and a human error as a staircase, the map of the four illnesses, and what to try next."""
    bias, variance = train - human, dev - train
    return State(bias=bias, variance=variance, large={"bias": bias >= LARGE, "variance": variance >= LARGE})


@diagnose.seen
def scene(stage):
    stairs, chart, cures = stage.panels(
        "Three errors, two gaps",
        "The gaps, in percentage points",
        "What to try next",
        names=["stairs", "map", "cures"],
        widths=[3.2, 3.8, 3.6],
    )
    parts = [draw_stairs(stage, stairs), draw_map(stage, chart), draw_cures(stage, cures)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_stairs(stage, axes):
    from course.live.artists import QuickText

    axes.set(xlim=(-0.6, 2.6), ylim=(0, 48), xticks=[0, 1, 2], ylabel="error (%)")
    axes.set_xticklabels(["human", "training", "dev"])
    looks = ((GOOD, ""), (TRAIN["color"], ""), (DEV["color"], "//"))
    columns = [
        stage.moving(axes.bar([k], [0], width=0.7, color=c, hatch=h, ec="white")[0]) for k, (c, h) in enumerate(looks)
    ]
    rises = [stage.moving(axes.plot([], [], color=DATA, lw=2, marker="_", ms=12)) for _ in range(2)]
    look = dict(size=11, weight="bold", ha="right", boxed=True)
    names = [stage.moving(QuickText(axes, 0, 0, DATA, **look)) for _ in range(2)]

    def show(state):
        for column, value in zip(columns, (state.human, state.train, state.dev)):
            column.set_height(value)
        steps = ((0.5, state.human, state.train, "bias"), (1.5, state.train, state.dev, "variance"))
        for rise, name, (x, low, high, words) in zip(rises, names, steps):
            rise.set_data([x, x], [low, high])
            name.set_text(words if high - low >= 2 * LARGE else "")
            name.set_position((x - 0.08, (low + high) / 2))

    return show


def draw_map(stage, axes):
    """Both gaps as a place on a map with four quarters."""
    axes.set(
        xlim=(-0.03, 1),
        ylim=(-0.03, 1),
        xlabel="training − human: bias",
        ylabel="dev − training: variance",
    )
    ticks = [0, 0.5, 1, 2, 5, 10, 30]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(squeeze(np.array(ticks, dtype=float)), [f"{t:g}" for t in ticks])
    for left, bottom, shade in ((-0.03, 0.5, "#dcebf5"), (0.5, -0.03, "#fbecd0"), (0.5, 0.5, "#eedfe9")):
        axes.fill_between([left, left + 0.53], bottom, bottom + 0.53, color=shade, lw=0)
    quarters = ((0.25, 0.03, "neither"), (0.75, 0.03, "high bias"), (0.25, 0.9, "high variance"), (0.63, 0.9, "both"))
    for x, y, words in quarters:
        axes.text(x, y, words, ha="center", fontsize=11, weight="bold")
    for name, (train, dev) in CASES.items():
        x, y = squeeze(train), squeeze(dev - train)
        axes.plot([x], [y], "o", mfc="white", mec=GREY, ms=15, mew=1.2)
        axes.text(x, y, name, ha="center", va="center_baseline", fontsize=10, color=GREY)
    dot = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("errors", axes, where_gaps, drag_gaps, label="the two gaps")
    return lambda state: dot.set_data([squeeze(state.bias)], [squeeze(state.variance)])


def where_gaps(state):
    return squeeze(state.train - state.human), squeeze(state.dev - state.train)


def drag_gaps(x, y, state):
    train = min(state.human + stretch(x), TOP)
    return {"train": train, "dev": min(train + stretch(y), TOP)}


def draw_cures(stage, axes):
    """What helps against each; what is not needed is pale."""
    from course.live.artists import QuickText

    axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    for side in axes.spines.values():
        side.set_visible(False)
    lists, signs = {}, {}
    for kind, (title, top) in TITLES.items():
        lists[kind] = [stage.moving(QuickText(axes, 0.02, top, DATA, size=11, weight="bold", ha="left"))]
        lists[kind][0].set_text(title)
        for k, words in enumerate(CURES[kind]):
            line = stage.moving(QuickText(axes, 0.07, top - 0.09 * (k + 1), DATA, size=11, ha="left"))
            line.set_text(words)
            lists[kind].append(line)
    for kind, (_, top) in TITLES.items():
        signs[kind] = stage.moving(QuickText(axes, 0.0, top, DATA, size=12, weight="bold", ha="right"))

    def show(state):
        for kind, lines in lists.items():
            for line in lines:
                line.set_color(DATA if state.large[kind] else "#b9bdc4")
            signs[kind].set_text("→" if state.large[kind] else "")

    return show


@diagnose.said
def words(state):
    return readouts(
        bias=show(state.bias, ".1f", "percentage points", label="training − human"),
        variance=show(state.variance, ".1f", "percentage points", label="dev − training"),
        diagnosis=ILLNESSES[state.large["bias"], state.large["variance"]],
        verdict=verdict(state),
    )


def verdict(state):
    people_err = state.human >= LARGE
    if state.variance <= -LARGE:
        return "Better on the dev set than on its own training data? Perhaps the dev examples are easier, or so few that this is chance."
    if all(state.large.values()):
        return "Both at once. Work on the bias first: a network that can't learn its own examples won't learn them better if it has more."
    if state.large["bias"]:
        return "High bias: it is worse on its own examples than a person would be. More data of the same kind would hardly help."
    if state.large["variance"]:
        return "High variance: it has learned its own examples, but that doesn't carry over to new ones."
    if people_err and state.train < state.human - LARGE:
        return "Better than people on both. Nobody knows how much better it could still get."
    if people_err:
        return "Both gaps are small. If the error is still too high for you: people find these examples hard, too."
    return "Both gaps are small: look at the test set, once, and then use the network."

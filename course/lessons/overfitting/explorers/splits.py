"""How large a dev set should be: who gets how many examples, and how sure one is of what they say."""

import numpy as np

from course.lessons.overfitting.gaps import ERROR, SHARES, shared_out, spread
from course.lessons.overfitting.looks import DEV, TRAIN
from course.live import State, choice, explorer, log, readouts, show
from course.live.style import BLUE, DATA, FAINT, GREY

SETS = 60  # dev sets drawn as dots
TRIES = 4000  # dev sets on which the two are compared
JITTER = np.random.default_rng(5).uniform(0.1, 0.9, (2, SETS))


@explorer(
    size=(1080, 380),
    m=log(100, 1_000_000, start=10_000, step=0.1, whole=True, label="examples m"),
    fractions=choice(*SHARES, label="train / dev / test"),
    gap=log(0.1, 5, start=1, step=0.1, label="better by (percentage points)"),
    presets={
        "1,000 examples": dict(m=1000),
        "a million, 60/20/20": dict(m=1_000_000),
        "a million, 98/1/1": dict(m=1_000_000, fractions="98/1/1"),
        "a million, a small difference": dict(m=1_000_000, fractions="98/1/1", gap=0.1),
    },
)
def splits(m, fractions, gap):
    """Examples shared out into train, dev and test; what sixty dev sets of that size say of two models; and how sure each is."""
    parts = shared_out(m, fractions)
    better = ERROR - gap / 100
    rng = np.random.default_rng(0)
    old, new = (rng.binomial(parts[1], p, TRIES) / parts[1] for p in (ERROR, better))
    return State(
        parts=parts,
        truths=(ERROR, better),
        measured=(old, new),
        off=spread(ERROR, parts[1]),
        chosen=float((new < old).mean() + (new == old).mean() / 2),
    )


@splits.seen
def scene(stage):
    shares, dots, chart = stage.panels(
        "Who gets how many",
        "Two models, each on 60 dev sets",
        "How far off, typically",
        names=["shares", "models", "off"],
        widths=[3, 4, 3.6],
    )
    parts = [draw_shares(stage, shares), draw_models(stage, dots), draw_off(stage, chart)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_shares(stage, axes):
    from course.live.artists import QuickText

    axes.set(xlim=(0, 1), ylim=(-0.6, 2.6), yticks=[2, 1, 0])
    axes.set_yticklabels(["train", "dev", "test"])
    axes.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    looks = ((TRAIN["color"], ""), (DEV["color"], "//"), (GREY, ".."))
    bars = [
        stage.moving(axes.barh([2 - k], [0], height=0.4, color=c, hatch=h, ec="white")[0])
        for k, (c, h) in enumerate(looks)
    ]
    look = dict(size=12, weight="bold", ha="left", va="bottom")
    counts = [stage.moving(QuickText(axes, 0.0, 2 - k + 0.28, DATA, **look)) for k in range(3)]

    def show(state):
        for bar, text, part in zip(bars, counts, state.parts):
            bar.set_width(part / state.m)
            text.set_text(f"{part:,}")

    return show


def draw_models(stage, axes):
    """What sixty dev sets measured of each model, a dot for each set."""
    axes.set(xlim=(-0.005, 0.205), ylim=(-0.1, 2.1), yticks=[1.5, 0.5], xlabel="dev error that was measured")
    axes.set_yticklabels(["in use", "new"])
    axes.set_xticks([0, 0.05, 0.1, 0.15, 0.2], ["0%", "5%", "10%", "15%", "≥ 20%"])
    axes.axhline(1, color=FAINT)
    clouds = [
        stage.moving(axes.plot([], [], mark, ls="", color=c, ms=5, alpha=0.6, mew=0))
        for mark, c in (("o", GREY), ("^", BLUE))
    ]
    lines = [stage.moving(axes.plot([], [], color=c, lw=2, ls=ls)) for c, ls in ((DATA, "-"), (BLUE, "-"))]

    def show(state):
        rows = zip(clouds, lines, state.measured, (1, 0), state.truths, JITTER)
        for cloud, line, measured, up, p, shift in rows:
            cloud.set_data(np.minimum(measured[:SETS], 0.2), up + shift)
            line.set_data([p, p], [up + 0.03, up + 0.97])

    return show


def draw_off(stage, axes):
    """How far off a dev error typically is, over the number of examples, for each way to share them out."""
    axes.set(
        xlim=(80, 1.25e6), ylim=(0.0001, 3), xscale="log", yscale="log", xlabel="examples m", ylabel="percentage points"
    )
    axes.set_yticks([0.0001, 0.001, 0.01, 0.1], ["0.01", "0.1", "1", "10"])
    axes.set_xticks([100, 1e3, 1e4, 1e5, 1e6], ["10²", "10³", "10⁴", "10⁵", "10⁶"])
    ms = np.geomspace(100, 1e6, 60)
    for (name, (_, dev, _)), ls in zip(SHARES.items(), ("-", "-.", ":")):
        off = np.sqrt(ERROR * (1 - ERROR) / np.maximum(ms * dev, 1))
        axes.plot(ms, off, ls=ls, color=DEV["color"], label=f"dev error off by, {name}")
    axes.plot([], [], color=BLUE, lw=1.2, label="the new model is better by")
    axes.legend(loc="upper right", borderaxespad=0.1, handlelength=2.6)
    line = stage.moving(axes.plot([], [], color=BLUE, lw=1.2))
    dot = stage.moving(axes.plot([], [], **{**DEV, "ls": "", "ms": 10}))

    def show(state):
        line.set_data([80, 1.25e6], [state.gap / 100] * 2)
        dot.set_data([state.m], [state.off])

    return show


@splits.said
def words(state):
    return readouts(
        train=show(state.parts[0], ",.0f", label="to train on"),
        dev=show(state.parts[1], ",.0f", label="dev examples"),
        off=show(100 * state.off, ".2g", "percentage points", label="dev error off by, typically"),
        chosen=show(100 * state.chosen, ".0f", "%", label="dev sets that pick the better model"),
        verdict=verdict(state),
    )


def verdict(state):
    n = state.parts[1]
    if n < 30:
        return f"A dev set of {n} can't measure an error: one more mistake moves it by {100 / n:.0f} percentage points."
    if state.chosen < 0.8:
        return (
            "The difference between the models is lost in chance: on such a dev set, the worse one often looks better."
        )
    if state.chosen < 0.98:
        return "Most such dev sets pick the better model, but some pick the worse one."
    if state.parts[0] < 0.9 * state.m and n > 20_000:
        return "More than enough. Many of these dev and test examples would do more good in the training set."
    return "Nearly every such dev set picks the better model."

"""Reading errors: which illness a pair of errors points to, and how sure a measured error is."""

import math

import numpy as np

from course.live import choice, explorer, linear, log, readouts, show
from course.live.artists import QuickText
from course.live.style import BLUE, DATA, FAINT, GOOD, GREY, HANDLE

from .looks import DEV, TRAIN

# ---- which illness ------------------------------------------------------------------------------

LARGE = 2.0  # a gap from here on is called large, in percentage points
TOP = 40.0
CASES = {"A": (1, 11), "B": (15, 16), "C": (15, 30), "D": (0.5, 1)}  # train and dev error, in percent
CURES = {
    "bias": ("more hidden units, more layers", "train longer, or with a better optimizer", "inputs that say more", "less regularization (lesson 5)"),
    "variance": ("more training data", "regularization (lesson 5)", "stop earlier", "fewer hidden units"),
}  # fmt: skip


def squeeze(gap):
    """A gap's place on the map, 0 to 1: a half where it begins to be large, so that all quarters are of one size."""
    gap = np.maximum(gap, 0)
    return gap / (gap + LARGE)


def stretch(place):
    """The gap at a place of the map."""
    place = np.clip(place, 0, 0.97)
    return LARGE * place / (1 - place)


@explorer(
    size=(1080, 380),
    train=linear(0, TOP, start=1, step=0.5, label="training error (%)"),
    dev=linear(0, TOP, start=11, step=0.5, label="dev error (%)"),
    human=linear(0, TOP, start=0, step=0.5, label="human error (%)"),
)
def diagnose(stage):
    """A training, a dev and a human error as a staircase, the map of the four illnesses, and what to try next."""
    stairs, chart, cures = stage.panels("Two steps up", "Drag the dot", "What to try next", widths=[3.2, 3.8, 3.6])
    stairs.set(xlim=(-0.6, 2.6), ylim=(0, 44), xticks=[0, 1, 2], ylabel="error (%)")
    stairs.set_xticklabels(["human", "training", "dev"])
    looks = ((GOOD, ""), (TRAIN["color"], ""), (DEV["color"], "//"))
    columns = [
        stage.moving(stairs.bar([k], [0], width=0.7, color=c, hatch=h, ec="white")[0]) for k, (c, h) in enumerate(looks)
    ]
    rises = [stage.moving(stairs.plot([], [], color=DATA, lw=2, marker="_", ms=12)) for _ in range(2)]
    names = [
        stage.moving(QuickText(stairs, 0, 0, DATA, size=11, weight="bold", ha="right", boxed=True)) for _ in range(2)
    ]

    chart.set(xlim=(-0.03, 1), ylim=(-0.03, 1), xlabel="training − human: bias", ylabel="dev − training: variance")
    ticks = [0, 0.5, 1, 2, 5, 10, 30]
    for axis in (chart.xaxis, chart.yaxis):
        axis.set_ticks(squeeze(np.array(ticks, dtype=float)), [f"{t:g}" for t in ticks])
    for left, bottom, shade in ((-0.03, 0.5, "#dcebf5"), (0.5, -0.03, "#fbecd0"), (0.5, 0.5, "#eedfe9")):
        chart.fill_between([left, left + 0.53], bottom, bottom + 0.53, color=shade, lw=0)
    for x, y, words in (
        (0.25, 0.03, "fine"),
        (0.75, 0.03, "high bias"),
        (0.25, 0.9, "high variance"),
        (0.75, 0.9, "both"),
    ):
        chart.text(x, y, words, ha="center", fontsize=11, weight="bold")
    for name, (train, dev) in CASES.items():
        x, y = squeeze(train), squeeze(dev - train)
        chart.plot([x], [y], "o", mfc="white", mec=GREY, ms=15, mew=1.2)
        chart.text(x, y, name, ha="center", va="center_baseline", fontsize=10, color=GREY)
    dot = stage.moving(chart.plot([], [], **HANDLE))
    stage.grip(
        "errors", chart, lambda s: (squeeze(s.train - s.human), squeeze(s.dev - s.train)),
        lambda x, y, s: {"train": (t := min(s.human + stretch(x), TOP)), "dev": min(t + stretch(y), TOP)}, label="the two gaps",
    )  # fmt: skip

    cures.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    for side in cures.spines.values():
        side.set_visible(False)
    lists = {}
    for (kind, title), top in zip((("bias", "against bias"), ("variance", "against variance")), (0.97, 0.45)):
        lists[kind] = [stage.moving(QuickText(cures, 0.02, top, DATA, size=11, weight="bold", ha="left"))]
        lists[kind][0].set_text(title)
        for k, words in enumerate(CURES[kind]):
            line = stage.moving(QuickText(cures, 0.07, top - 0.09 * (k + 1), DATA, size=11, ha="left"))
            line.set_text(words)
            lists[kind].append(line)
    signs = {
        kind: stage.moving(QuickText(cures, 0.0, top, DATA, size=12, weight="bold", ha="right"))
        for kind, top in (("bias", 0.97), ("variance", 0.45))
    }

    def update(train, dev, human):
        bias, variance = train - human, dev - train
        for column, value in zip(columns, (human, train, dev)):
            column.set_height(value)
        for rise, name, x, low, high, words in (
            (rises[0], names[0], 0.5, human, train, "bias"),
            (rises[1], names[1], 1.5, train, dev, "variance"),
        ):
            rise.set_data([x, x], [low, high])
            name.set_text(words if high - low >= 2 * LARGE else "")
            name.set_position((x - 0.08, (low + high) / 2))
        dot.set_data([squeeze(bias)], [squeeze(variance)])
        found = {"bias": bias >= LARGE, "variance": variance >= LARGE}
        for kind, lines in lists.items():
            for line in lines:
                line.set_color(DATA if found[kind] else "#b9bdc4")
            signs[kind].set_text("→" if found[kind] else "")
        illness = {
            (False, False): "neither", (True, False): "high bias", (False, True): "high variance", (True, True): "both",
        }[found["bias"], found["variance"]]  # fmt: skip
        if variance <= -LARGE:
            verdict = "Better on the dev set than on its own training data? Perhaps its examples are easier, or so few that it is chance."
        elif all(found.values()):
            verdict = "Both at once. Bias first: a net that cannot learn its own examples will not get better by having more of them."
        elif found["bias"]:
            verdict = "High bias: it does not even learn its own examples as well as a person does. More data of the same kind would not help."
        elif found["variance"]:
            verdict = "High variance: it has learned its own examples, and that does not carry over to new ones."
        elif human >= LARGE and train < human - LARGE:
            verdict = "Better than people on both. Nobody knows how much better one could still be."
        else:
            verdict = (
                "Both gaps are small. If the error is still too large for you, people find it hard too."
                if human >= LARGE
                else ("Both gaps are small: look at the test set, once, and use it.")
            )
        return readouts(
            bias=show(bias, ".1f", "points", label="training − human"),
            variance=show(variance, ".1f", "points", label="dev − training"),
            illness=illness,
            verdict=verdict,
        )

    return update


# ---- how sure -----------------------------------------------------------------------------------

ERROR = 0.10  # the true share wrong of the model in use; the new one is better by `gap`
SETS = 60  # dev sets drawn as dots
TRIES = 4000  # dev sets on which the two are compared
SHARES = {"60/20/20": (0.6, 0.2, 0.2), "80/10/10": (0.8, 0.1, 0.1), "98/1/1": (0.98, 0.01, 0.01)}


def shared_out(m, fractions):
    """How many of m examples go into train, dev and test."""
    _, dev, test = SHARES[fractions]
    dev, test = max(round(m * dev), 1), max(round(m * test), 1)
    return m - dev - test, dev, test


def spread(p, n):
    """How far the share wrong of n examples typically is from the true p: √(p (1 − p) / n)."""
    return math.sqrt(p * (1 - p) / n)


@explorer(
    size=(1080, 380),
    m=log(100, 1_000_000, start=10_000, step=0.1, whole=True, label="examples m"),
    fractions=choice(*SHARES, label="train / dev / test"),
    gap=log(0.1, 5, start=1, step=0.1, label="the new model is better by (points)"),
)
def splits(stage):
    """Examples shared out into train, dev and test; what sixty dev sets of that size say of two models; and how sure each is."""
    shares, dots, chart = stage.panels(
        "Who gets how many", "The two models, on 60 dev sets", "How far off, typically", widths=[3, 4, 3.6]
    )
    shares.set(xlim=(0, 1), ylim=(-0.6, 2.6), yticks=[2, 1, 0])
    shares.set_yticklabels(["train", "dev", "test"])
    shares.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    looks = ((TRAIN["color"], ""), (DEV["color"], "//"), (GREY, ".."))
    bars = [
        stage.moving(shares.barh([2 - k], [0], height=0.4, color=c, hatch=h, ec="white")[0])
        for k, (c, h) in enumerate(looks)
    ]
    counts = [
        stage.moving(QuickText(shares, 0.0, 2 - k + 0.28, DATA, size=12, weight="bold", ha="left", va="bottom"))
        for k in range(3)
    ]

    dots.set(xlim=(-0.005, 0.205), ylim=(-0.1, 2.1), yticks=[1.5, 0.5], xlabel="dev error that was measured")
    dots.set_yticklabels(["in use", "new"])
    dots.set_xticks([0, 0.05, 0.1, 0.15, 0.2], ["0%", "5%", "10%", "15%", "≥ 20%"])
    dots.axhline(1, color=FAINT)
    clouds = [
        stage.moving(dots.plot([], [], mark, ls="", color=c, ms=5, alpha=0.6, mew=0))
        for mark, c in (("o", GREY), ("^", BLUE))
    ]
    truths = [stage.moving(dots.plot([], [], color=c, lw=2, ls=ls)) for c, ls in ((DATA, "-"), (BLUE, "--"))]
    jitter = np.random.default_rng(5).uniform(0.1, 0.9, (2, SETS))

    chart.set(xlim=(80, 1.25e6), ylim=(0.0001, 3), xscale="log", yscale="log", xlabel="examples m", ylabel="points")
    chart.set_yticks([0.0001, 0.001, 0.01, 0.1], ["0.01", "0.1", "1", "10"])
    chart.set_xticks([100, 1e3, 1e4, 1e5, 1e6], ["100", "1,000", "10⁴", "10⁵", "10⁶"])
    ms = np.geomspace(100, 1e6, 60)
    for (name, (_, dev, _)), ls in zip(SHARES.items(), ("-", "-.", ":")):
        chart.plot(
            ms,
            np.sqrt(ERROR * (1 - ERROR) / np.maximum(ms * dev, 1)),
            ls=ls,
            color=DEV["color"],
            label=f"dev error, {name}",
        )
    chart.plot([], [], color=BLUE, lw=1.6, ls="--", label="how much better")
    chart.legend(loc="upper right", borderaxespad=0.1, handlelength=2.6)
    line = stage.moving(chart.plot([], [], color=BLUE, lw=1.6, ls="--"))
    dot = stage.moving(chart.plot([], [], **{**DEV, "ls": "", "ms": 10}))

    def update(m, fractions, gap):
        parts = shared_out(m, fractions)
        for bar, text, part in zip(bars, counts, parts):
            bar.set_width(part / m)
            text.set_text(f"{part:,}")
        n, better = parts[1], ERROR - gap / 100
        rng = np.random.default_rng(0)
        old, new = (rng.binomial(n, p, TRIES) / n for p in (ERROR, better))
        for cloud, line_, measured, up, p, shift in zip(clouds, truths, (old, new), (1, 0), (ERROR, better), jitter):
            cloud.set_data(np.minimum(measured[:SETS], 0.2), up + shift)
            line_.set_data([p, p], [up + 0.03, up + 0.97])
        off = spread(ERROR, n)
        line.set_data([80, 1.25e6], [gap / 100] * 2)
        dot.set_data([m], [off])
        chosen = float((new < old).mean() + (new == old).mean() / 2)
        if n < 30:
            verdict = f"{n} example{'s' * (n > 1)} cannot measure an error at all: one more or one fewer wrong moves it by {100 / n:.0f} points."
        elif chosen < 0.8:
            verdict = "The difference between the models drowns in chance: on such a dev set the worse one often looks better."
        elif chosen < 0.98:
            verdict = "It can mostly tell which model is better, and is now and then mistaken."
        elif parts[0] < 0.9 * m and n > 20_000:
            verdict = "More than sure. Many of these dev and test examples would do more good in training."
        else:
            verdict = "It reliably tells which of the two is better."
        return readouts(
            train=show(parts[0], ",.0f", label="to train on"),
            dev=show(n, ",.0f", label="dev examples"),
            off=show(100 * off, ".2g", "points", label="dev error off by, typically"),
            chosen=show(100 * chosen, ".0f", "%", label="dev sets that pick the better model"),
            verdict=verdict,
        )

    return update

"""Four scores that become four probabilities, a loss and four slopes: a row for each class."""

import numpy as np

from course.lessons.softmax.scores import CLASSES, leader, naively, share_text, short, stably
from course.live import State, choice, explorer, linear, log, readouts, show
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, SKY
from nbcore.activations import log_softmax

ROWS = np.array([3, 2, 1, 0])  # from top to bottom
NAIVE, STABLE, BOTH = WAYS = ("naive", "stable", "side by side")
TOP = 7.0  # the largest loss that the last panel can show


@explorer(
    size=(1080, 380),
    presets={
        "all + 705": dict(constant=705, way=BOTH),
        "all − 750": dict(constant=-750, way=BOTH),
        "cold, T = 0.25": dict(temperature=0.25, way=STABLE),
        "hot, T = 5": dict(temperature=5, way=STABLE),
        "it was a tiger": dict(truth="tiger"),
    },
    **{
        name: linear(-10, 10, start=start, step=0.1, label=f"score z: {name}")
        for name, start in zip(CLASSES, (5, 2, -1, 3))
    },
    temperature=log(0.05, 20, start=1, label="temperature T"),
    constant=linear(-1000, 1000, start=0, step=5, label="added to all scores"),
    way=choice(*WAYS, label="way of computing"),
    truth=choice(*CLASSES, label="the truth"),
)
def four_classes(temperature, constant, way, truth, **given):
    """Four scores become four probabilities, a loss and four slopes, a row for each class."""
    z = np.array([given[name] for name in CLASSES])
    into = (z + constant) / temperature  # what the powers are taken of
    results = {NAIVE: naively(into), STABLE: stably(into)}
    t, a = results[NAIVE if way == NAIVE else STABLE]
    k = CLASSES.index(truth)
    with np.errstate(divide="ignore"):
        loss = float(-np.log(a[k]) if way == NAIVE else -log_softmax(into)[k])
    return State(z=z, into=into, results=results, t=t, a=a, k=k, loss=loss, gradient=a - np.eye(4)[k])


# ---- what is seen -------------------------------------------------------------------------------


@four_classes.seen
def scene(stage):
    scores, powers, shares, slopes, cost = stage.panels(
        "Scores z",
        "Powers t",
        "Probabilities a = t / Σ t",
        "Slopes a − y",
        "Loss −log a",
        names=["scores", "powers", "shares", "slopes", "loss"],
        widths=[4, 3.2, 4.6, 3.2, 3.2],
    )
    for axes in (scores, powers, shares, slopes):
        axes.set(ylim=(-0.85, 3.62), yticks=ROWS, yticklabels=[])
        axes.tick_params(axis="y", length=0)
    parts = [
        draw_scores(stage, scores),
        draw_powers(stage, powers),
        draw_shares(stage, shares),
        draw_slopes(stage, slopes),
        draw_loss(stage, cost),
    ]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_scores(stage, axes):
    """The four scores, each with a circle to drag."""
    from course.live.artists import Bars, QuickText

    axes.set(xlim=(-11, 11), yticklabels=CLASSES, xlabel="drag the circles")
    axes.tick_params(axis="y", labelsize=11.5)
    axes.axvline(0, color=FAINT, lw=1)
    changed = stage.moving(QuickText(axes, -10.6, 3.45, ERROR, ha="left"))
    bars = stage.moving(Bars(axes, ROWS, 0.5, along="x", fc=GREY))
    tips = stage.moving(axes.plot([], [], **HANDLE))
    for name, row in zip(CLASSES, ROWS):
        stage.grip(name, axes, where_score(name, row), drag_score(name), label=f"score of {name}")

    def show(state):
        bars.show(state.z)
        tips.set_data(state.z, ROWS)
        changed.set_text(becomes(state.constant, state.temperature))

    return show


def where_score(name, row):
    return lambda state: (getattr(state, name), row)


def drag_score(name):
    return lambda x, _, state: {name: float(np.clip(x, -10, 10))}


def becomes(constant, temperature):
    """What is done to the scores before the powers, as a formula; nothing if nothing is."""
    z = f"z {'+' if constant > 0 else '−'} {abs(constant):,.0f}" if constant else "z"
    if temperature != 1:
        z = f"({z}) / {temperature:.3g}" if constant else f"z / {temperature:.3g}"
    return "" if z == "z" else f"z becomes {z}"


def ways_shown(way):
    """Which ways of computing are drawn, and whether it is both."""
    return (NAIVE, STABLE) if way == BOTH else (way,), way == BOTH


def draw_powers(stage, axes):
    """The powers as numbers, a column for each way of computing."""
    from course.live.artists import QuickText

    axes.set(xlim=(0, 2), xticks=[])
    axes.spines[:].set_visible(False)
    heads, texts = {}, {}
    for way, words in ((NAIVE, "naive: eᶻ"), (STABLE, "stable: eᶻ⁻ᵐ")):
        heads[way] = stage.moving(QuickText(axes, 0, -0.82, GREY, size=10.5, va="bottom"))
        heads[way].set_text(words)
    for way in heads:
        texts[way] = [stage.moving(QuickText(axes, 1, row, DATA, size=11)) for row in ROWS]

    def show(state):
        ways, both = ways_shown(state.way)
        for way, head in heads.items():
            across = 1.0 if not both else 0.45 if way == NAIVE else 1.5
            head.set(visible=way in ways, position=(across, head.y))
            for text, row, t in zip(texts[way], ROWS, state.results[way][0]):
                color = DATA if np.isfinite(t) else ERROR
                text.set(visible=way in ways, position=(across, row), text=short(t), color=color)

    return show


def draw_shares(stage, axes):
    """The probabilities as bars, one for each way of computing; beside the other they are half as wide."""
    from course.live.artists import Bars, QuickText

    ticks = [0, 0.25, 0.5, 0.75, 1]
    axes.set(xlim=(0, 1.3), xticks=ticks, xticklabels=[f"{tick:g}" for tick in ticks], xlabel="probability")
    looks = {NAIVE: dict(fc=SKY, hatch="//", ec="white", lw=0), STABLE: dict(fc=MODEL)}
    bars = {way: stage.moving(Bars(axes, ROWS, 0.5, along="x", **look)) for way, look in looks.items()}
    texts = {way: [stage.moving(QuickText(axes, 0, row, DATA, size=11, ha="left")) for row in ROWS] for way in looks}

    def show(state):
        ways, both = ways_shown(state.way)
        for way in looks:
            a, lift = state.results[way][1], 0.0 if not both else 0.19 if way == STABLE else -0.19
            bars[way].place(ROWS + lift, 0.34 if both else 0.5)
            bars[way].show(np.where(a > 1e-9, a, np.nan))
            bars[way].set_visible(way in ways)
            for text, row, share in zip(texts[way], ROWS, a):
                fine = np.isfinite(share)
                place = (share if fine else 0) + 0.03, row + lift
                words, color = (share_text(share), DATA) if fine else ("NaN", ERROR)
                text.set(visible=way in ways, position=place, text=words, color=color)

    return show


def draw_slopes(stage, axes):
    """The slope of the loss for each score."""
    from course.live.artists import Bars, QuickText

    axes.spines["left"].set_visible(False)
    axes.set(xlim=(-1.75, 1.75), xticks=[-1, 0, 1], xlabel="★ is the truth")
    axes.axvline(0, color=FAINT, lw=1)
    bars = stage.moving(Bars(axes, ROWS, 0.5, along="x", fc=ERROR))
    texts = [stage.moving(QuickText(axes, 0, row, DATA, size=10)) for row in ROWS]
    star = stage.moving(axes.plot([], [], "*", color=GOOD, mec=DATA, ms=13, zorder=6))

    def show(state):
        star.set_data([1.4], [ROWS[state.k]])
        bars.show(state.gradient)
        for text, value in zip(texts, state.gradient):
            text.ha = "right" if value < 0 else "left"
            if np.isnan(value):
                text.set(text="NaN", color=ERROR, position=(0, text.y))
                continue
            sign = "" if abs(value) < 0.005 else "−" if value < 0 else "+"
            beside = -0.05 if value < 0 else 0.05
            text.set(text=f"{sign}{abs(value):.2f}", color=DATA, position=(value + beside, text.y))

    return show


def draw_loss(stage, axes):
    """The loss over the probability of the truth."""
    axes.set(xlim=(-0.03, 1.05), ylim=(-0.25, TOP + 0.25), xticks=[0, 0.5, 1], xlabel="a of the truth")
    p = np.linspace(np.exp(-TOP), 1, 400)
    axes.plot(p, -np.log(p), color=ERROR)
    dot = stage.moving(axes.plot([], [], "o", color=MODEL, mec=DATA, ms=10, zorder=5))

    def show(state):
        a = state.a[state.k]
        marker = "o" if state.loss <= TOP else "^"
        dot.set(data=([a], [min(state.loss, TOP)]), visible=bool(np.isfinite(a)), marker=marker)

    return show


# ---- what is said -------------------------------------------------------------------------------


@four_classes.said
def words(state):
    share, total = state.a[state.k], state.t.sum()
    known, nothing = np.isfinite(share), "not a number"
    return readouts(
        sum_of_t=show(total, ",.1f" if 0.1 <= total < 1e6 else ".3g"),
        sum_of_a=show(state.a.sum(), ".3f") if np.isfinite(state.a).all() else nothing,
        share=show(share, ".3f" if share >= 5e-4 else ".1g", label=f"a of {state.truth}") if known else nothing,
        loss=show(state.loss, ".3f") if known else nothing,
        slope=show(state.gradient[state.k], ".3f", label=f"slope for {state.truth}") if known else nothing,
        verdict=verdict(state),
    )


def verdict(state):
    seen = what_happened(*state.results[STABLE if state.way == STABLE else NAIVE], state.into, state.way)
    if np.isfinite(state.a).all() and np.isinf(state.loss):
        return "The truth's probability has been rounded to zero, so its loss is infinite. " + seen
    return seen


def what_happened(t, a, z, way):
    broken = not np.isfinite(a).all()
    seen = what_broke(t, z, broken) if way != STABLE else ""
    stands = (
        " With the largest score subtracted first, nothing is lost: the solid bars still stand."
        if way == BOTH and broken
        else ""
    )
    if seen:
        return seen + stands
    if a.max() - a.min() < 0.02:
        return "All four get almost the same."
    if a.max() > 0.99:
        return f"Practically certain: {CLASSES[a.argmax()]}."
    if a.max() > 0.505:
        return f"Most goes to {CLASSES[a.argmax()]}, but all four get something."
    return f"{leader(CLASSES, a)}, with {100 * a.max():.0f}%."


def what_broke(t, z, broken):
    """What went wrong with the powers, or nothing."""
    if np.isinf(t).any():
        return (
            f"Overflow: e to the power of {z.max():,.0f} is larger than any number the computer can hold. "
            "Infinity divided by infinity is not a number."
        )
    if broken:
        return "Underflow: each e to the power of z has been rounded to zero, and zero divided by zero is not a number."
    if (t < 1e-300).any() and t.max() < 1e-290:
        return "Close to underflow: these powers are so small that digits are being lost."
    return ""

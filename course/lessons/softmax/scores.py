"""Scores that become probabilities: four of them as bars, from a score to its slope, and three as a dot in a triangle."""

import numpy as np

from course.live import choice, explorer, integer, linear, log, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, ORANGE, PURPLE, SKY
from nbcore.activations import log_softmax, softmax


def short(value):
    """A number in at most seven characters: 148, 0.0498, 2.7e304."""
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else "inf"
    mantissa, _, power = f"{value:.3g}".partition("e")
    return f"{float(mantissa):.2g}e{int(power)}" if power else mantissa


def share_text(a):
    """A share with three digits after the point, or as a power of ten where these would all be 0: 0.842, 3e-7."""
    return f"{a:.3f}" if a >= 5e-4 or a == 0 else short(float(f"{a:.0e}"))


# ---- four classes, from a score to a slope ------------------------------------------------------

CLASSES = ("cat", "dog", "tiger", "none")
ROWS = np.array([3, 2, 1, 0])  # from top to bottom
WAYS = ("naive", "stable", "side by side")


@np.errstate(all="ignore")  # what goes wrong here is said in words
def naively(z):
    """t = e^z and t / sum t, as the formula stands."""
    t = np.exp(z)
    return t, t / t.sum()


def stably(z):
    """The same with the largest score taken off first."""
    return np.exp(z - z.max()), softmax(z)


def becomes(constant, temperature):
    """What is done to the scores before the powers, as a formula; nothing if nothing is."""
    z = f"z {'+' if constant > 0 else '−'} {abs(constant):,.0f}" if constant else "z"
    if temperature != 1:
        z = f"({z}) / {temperature:.3g}" if constant else f"z / {temperature:.3g}"
    return "" if z == "z" else f"z becomes {z}"


def leader(names, a):
    """Who has most, in words; two or more may be level."""
    first = [name for name, share in zip(names, a) if share > a.max() - 1e-3]
    if len(first) == 1:
        return f"{first[0].capitalize()} leads"
    return f"{', '.join(first[:-1])} and {first[-1]} are level in front".capitalize()


def what_happened(t, a, z, way):
    """The verdict on four classes."""
    broken = not np.isfinite(a).all()
    if way != "stable" and np.isinf(t).any():
        seen = (f"Overflow: e to the power of {z.max():,.0f} is larger than any number that the computer can hold. "
                "Infinite by infinite is not a number.")  # fmt: skip
    elif way != "stable" and broken:
        seen = "Underflow: each e to the power of z has been rounded to zero, and zero by zero is not a number."
    elif way != "stable" and (t < 1e-300).any() and t.max() < 1e-290:
        seen = "Close to underflow: these t are so small that digits are being lost."
    elif a.max() - a.min() < 0.02:
        seen = "The four get next to the same."
    elif a.max() > 0.99:
        seen = f"As good as certain: {CLASSES[a.argmax()]}."
    elif a.max() > 0.505:
        return f"Most goes to {CLASSES[a.argmax()]}, but all four get something."
    else:
        return f"{leader(CLASSES, a)}, with {100 * a.max():.0f}%."
    stands = " Without the largest score, nothing is lost: the solid bars stand." if way == WAYS[2] and broken else ""
    return seen + stands


@explorer(
    size=(1080, 380),
    **{
        name: linear(-10, 10, start=start, step=0.1, label=f"score z: {name}")
        for name, start in zip(CLASSES, (5, 2, -1, 3))
    },
    temperature=log(0.05, 20, start=1, label="temperature T"),
    constant=linear(-1000, 1000, start=0, step=5, label="added to all scores"),
    way=choice(*WAYS, label="way of computing"),
    truth=choice(*CLASSES, label="the truth"),
)
def four_classes(stage):
    """Four scores become four probabilities, a loss and four slopes, a row for each class."""
    from course.live.artists import Bars, QuickText

    scores, powers, shares, slopes, cost = stage.panels(
        "Scores z",
        "Powers t",
        "Probabilities a = t / Σ t",
        "Slopes a − y",
        "Loss −log a",
        widths=[4, 3.2, 4.6, 3.2, 3.2],
    )
    for axes in (scores, powers, shares, slopes):
        axes.set(ylim=(-0.62, 3.62), yticks=ROWS, yticklabels=[])
        axes.tick_params(axis="y", length=0)
    scores.set(xlim=(-11, 11), yticklabels=CLASSES, xlabel="drag the circles")
    scores.tick_params(axis="y", labelsize=11.5)
    scores.axvline(0, color=FAINT, lw=1)
    changed = stage.moving(QuickText(scores, -10.6, 3.45, ERROR, ha="left"))
    z_bars = stage.moving(Bars(scores, ROWS, 0.5, along="x", fc=GREY))
    tips = stage.moving(scores.plot([], [], **HANDLE))
    for name, row in zip(CLASSES, ROWS):
        stage.grip(
            name, scores, lambda s, name=name, row=row: (getattr(s, name), row),
            lambda x, _, s, name=name: {name: float(np.clip(x, -10, 10))}, label=f"score of {name}",
        )  # fmt: skip

    powers.set(xlim=(0, 2), xticks=[])
    powers.spines[:].set_visible(False)
    heads = {way: stage.moving(QuickText(powers, 0, -0.55, GREY, size=10.5, va="bottom")) for way in WAYS[:2]}
    for way, words in ((WAYS[0], "naive: eᶻ"), (WAYS[1], "stable: eᶻ⁻ᵐ")):
        heads[way].set_text(words)
    t_texts = {way: [stage.moving(QuickText(powers, 1, row, DATA, size=11)) for row in ROWS] for way in WAYS[:2]}

    shares.set(
        xlim=(0, 1.42),
        xticks=[0, 0.25, 0.5, 0.75, 1],
        xticklabels=["0", "0.25", "0.5", "0.75", "1"],
        xlabel="probability",
    )
    looks = {WAYS[0]: dict(fc=SKY, hatch="//", ec="white"), WAYS[1]: dict(fc=MODEL)}
    a_bars = {way: stage.moving(Bars(shares, ROWS, 0.5, along="x", **look)) for way, look in looks.items()}
    a_texts = {
        way: [stage.moving(QuickText(shares, 0, row, DATA, size=11, ha="left")) for row in ROWS] for way in WAYS[:2]
    }
    star = stage.moving(shares.plot([], [], "*", color=GOOD, mec=DATA, ms=13, zorder=6, clip_on=False))

    slopes.spines["left"].set_visible(False)
    slopes.set(xlim=(-1.75, 1.75), xticks=[-1, 0, 1], xlabel="★ is the truth")
    slopes.axvline(0, color=FAINT, lw=1)
    d_bars = stage.moving(Bars(slopes, ROWS, 0.5, along="x", fc=ERROR))
    d_texts = [stage.moving(QuickText(slopes, 0, row, DATA, size=10)) for row in ROWS]

    top = 7.0
    cost.set(xlim=(-0.03, 1.05), ylim=(-0.25, top + 0.25), xticks=[0, 0.5, 1], xlabel="a of the truth")
    p = np.linspace(np.exp(-top), 1, 400)
    cost.plot(p, -np.log(p), color=ERROR)
    dot = stage.moving(cost.plot([], [], "o", color=MODEL, mec=DATA, ms=10, zorder=5))

    def show_way(way, shown, t, a, both):
        """One way's numbers and bars; beside the other way they are half as wide."""
        lift = 0.0 if not both else 0.19 if way == WAYS[1] else -0.19
        a_bars[way].place(np.array(ROWS) + lift, 0.34 if both else 0.5)
        a_bars[way].show(np.where(a > 1e-9, a, np.nan))
        a_bars[way].set_visible(shown)
        heads[way].set(visible=shown, position=(1.0 if not both else 0.45 if way == WAYS[0] else 1.5, heads[way].y))
        for k, row in enumerate(ROWS):
            lost = not np.isfinite(t[k])
            t_texts[way][k].set(visible=shown, position=(heads[way].x, row), text=short(t[k]),
                                color=ERROR if lost else DATA)  # fmt: skip
            fine = np.isfinite(a[k])
            a_texts[way][k].set(visible=shown, position=((a[k] if fine else 0) + 0.03, row + lift),
                                text=share_text(a[k]) if fine else "NaN", color=DATA if fine else ERROR)  # fmt: skip

    def update(temperature, constant, way, truth, **given):
        z = np.array([given[name] for name in CLASSES])
        into = (z + constant) / temperature
        results = {WAYS[0]: naively(into), WAYS[1]: stably(into)}
        both = way == WAYS[2]
        for each, (t, a) in results.items():
            show_way(each, both or way == each, t, a, both)
        t, a = results[WAYS[0] if way == WAYS[0] else WAYS[1]]
        k = CLASSES.index(truth)
        gradient = a - np.eye(4)[k]
        with np.errstate(divide="ignore"):
            loss = float(-np.log(a[k]) if way == WAYS[0] else -log_softmax(into)[k])
        fine = np.isfinite(a).all()
        z_bars.show(z)
        tips.set_data(z, ROWS)
        changed.set_text(becomes(constant, temperature))
        star.set_data([1.37], [ROWS[k]])
        d_bars.show(gradient)
        for text, value in zip(d_texts, gradient):
            known = np.isfinite(value)
            sign = "" if abs(value) < 0.005 else "−" if value < 0 else "+"
            text.ha = "right" if known and value < 0 else "left"
            text.set(text=f"{sign}{abs(value):.2f}" if known else "NaN", color=DATA if known else ERROR,
                     position=(0 if not known else value + (-0.05 if value < 0 else 0.05), text.y))  # fmt: skip
        dot.set(data=([a[k]], [min(loss, top)]), visible=bool(np.isfinite(a[k])), marker="o" if loss <= top else "^")
        naive_t, naive_a = results[WAYS[0]]
        verdict = what_happened(*(results[WAYS[1]] if way == WAYS[1] else (naive_t, naive_a)), into, way)
        if fine and np.isinf(loss):
            verdict = "The truth's probability has been rounded to zero, so its loss is infinite. " + verdict
        nothing = "not a number"
        return readouts(
            sum_of_t=show(t.sum(), ",.1f" if 0.1 <= t.sum() < 1e6 else ".3g"),
            sum_of_a=show(a.sum(), ".3f") if fine else nothing,
            share=show(a[k], ".3f" if a[k] >= 5e-4 else ".1g", label=f"a of {truth}") if np.isfinite(a[k]) else nothing,
            loss=show(loss, ".3f") if np.isfinite(a[k]) else nothing,
            slope=show(gradient[k], ".3f", label=f"slope for {truth}") if np.isfinite(a[k]) else nothing,
            verdict=verdict,
        )

    return update


# ---- three classes, in a triangle ---------------------------------------------------------------

THREE = CLASSES[:3]
CORNERS = np.array([(0.0, 0.0), (1.0, 0.0), (0.5, np.sqrt(3) / 2)])
TINTS = dict(zip(THREE, (BLUE, ORANGE, PURPLE)))
FARTHEST = 8.0  # score
LEAST = 0.001  # the smallest share that a hand can give


def into_triangle(a):
    """Where shares a (..., 3) lie: each corner counts as much as its class gets."""
    return a @ CORNERS


def scores_at(x, y):
    """Scores that softmax turns into the place (x, y) of the triangle, or into the nearest one that a hand can reach."""
    rest = np.linalg.solve(np.vstack([CORNERS.T, np.ones(3)]), [x, y, 1.0])
    a = np.maximum(rest, LEAST)
    z = np.log(a / a.sum())
    return z - z.mean()


def descend_on_scores(z, k, lr, steps):
    """Scores (steps + 1, 3) on a walk down the loss -log a_k: each step is lr times (y - a)."""
    path, y = [z], np.eye(3)[k]
    for _ in range(steps):
        path.append(path[-1] + lr * (y - softmax(path[-1])))
    return np.array(path)


@explorer(
    size=(1060, 400),
    **{name: linear(-FARTHEST, FARTHEST, start=start, step=0.05, label=f"score z: {name}")
       for name, start in zip(THREE, (2, 0.5, -1))},
    truth=choice(*THREE, start="tiger", label="the truth"),
    lr=log(0.05, 5, start=0.5, label="learning rate η"),
    steps=integer(0, 60, start=12, label="steps"),
)  # fmt: skip
def simplex(stage):
    """Three probabilities as one dot in a triangle, the trail it leaves, and a walk of the scores towards the truth."""
    triangle, scores, fall = stage.panels(
        "Drag the dot, or a score", "Scores z, and the way down", "Loss, step by step", widths=[5, 4, 3.4]
    )
    triangle.set(xlim=(-0.1, 1.1), ylim=(-0.1, 0.97), aspect="equal", xticks=[], yticks=[])
    triangle.spines[:].set_visible(False)
    middle = CORNERS.mean(axis=0)
    for k, name in enumerate(THREE):
        one, other = (CORNERS[k] + CORNERS[k - 2]) / 2, (CORNERS[k] + CORNERS[k - 1]) / 2
        triangle.fill(*np.array([CORNERS[k], one, middle, other]).T, fc=TINTS[name], alpha=0.16, lw=0)
        triangle.plot(*np.array([one, middle]).T, color="white", lw=2)
        across, up = CORNERS[k] + (0, 0.04 if k == 2 else -0.04)
        across += (-0.07, 0.07, 0)[k]
        triangle.text(
            across,
            up,
            f"all on {name}",
            ha=("left", "right", "center")[k],
            va="bottom" if k == 2 else "top",
            weight="bold",
        )
    triangle.plot(*np.vstack([CORNERS, CORNERS[:1]]).T, color=DATA, lw=1.5)
    trail = stage.moving(triangle.plot([], [], ".", color=GREY, ms=5, zorder=3))
    road = stage.moving(triangle.plot([], [], color=ERROR, lw=1.4, marker="o", ms=4, zorder=5))
    target = stage.moving(triangle.plot([], [], "*", color=GOOD, mec=DATA, ms=16, zorder=6, clip_on=False))
    dot = stage.moving(triangle.plot([], [], **{**HANDLE, "ms": 13}))
    stage.memory.seen = []

    def place(s):
        return tuple(into_triangle(softmax(np.array([getattr(s, name) for name in THREE]))))

    stage.grip(
        "shares", triangle, place, lambda x, y, s: dict(zip(THREE, scores_at(x, y))), label="the dot in the triangle"
    )

    places = np.arange(3)
    scores.set(
        xlim=(-0.6, 2.6),
        ylim=(-FARTHEST - 3.2, FARTHEST + 3.2),
        xticks=places,
        xticklabels=THREE,
        yticks=[-8, -4, 0, 4, 8],
        ylabel="score z",
    )
    scores.axhline(0, color=FAINT, lw=1)
    bars = stage.moving(list(scores.bar(places - 0.14, 0, 0.36, color=[TINTS[name] for name in THREE])))
    tips = stage.moving(scores.plot([], [], **HANDLE))
    pulls = stage.moving([scores.plot([], [], color=ERROR, lw=3, zorder=4)[0] for _ in THREE])
    heads = stage.moving([scores.plot([], [], color=ERROR, ls="", ms=10, zorder=5)[0] for _ in THREE])
    for k, name in enumerate(THREE):
        stage.grip(name, scores, lambda s, k=k, name=name: (k - 0.14, getattr(s, name)),
                   lambda _, y, s, name=name: {name: float(np.clip(y, -FARTHEST, FARTHEST))}, label=f"score of {name}")  # fmt: skip
    scores.set_xlabel("arrows: y − a, three times as long")

    fall.set(xlim=(-1.5, 61.5), ylim=(1e-4, 30), yscale="log", xlabel="step", ylabel="loss −log a of the truth")
    curve = stage.moving(fall.plot([], [], color=ERROR, lw=1.6, marker="o", ms=4))

    def update(truth, lr, steps, **given):
        z = np.array([given[name] for name in THREE])
        k, a = THREE.index(truth), softmax(z)
        here = into_triangle(a)
        seen = stage.memory.seen
        if not seen or np.hypot(*(seen[-1] - here)) > 0.006:
            stage.memory.seen = seen = [*seen[-400:], here]
        trail.set_data(*np.array(seen).T)
        path = descend_on_scores(z, k, lr, steps)
        road.set_data(*into_triangle(softmax(path)).T)
        target.set_data(*CORNERS[k][:, None])
        dot.set_data(*here[:, None])
        tips.set_data(places - 0.14, z)
        down = np.eye(3)[k] - a
        for bar, value, pull, head, way, x in zip(bars, z, pulls, heads, down, places):
            bar.set_height(value)
            pull.set_data([x + 0.22, x + 0.22], [value, value + 3 * way])
            head.set(data=([x + 0.22], [value + 3 * way]), marker="^" if way > 0 else "v", visible=abs(way) > 0.05)
        loss = np.maximum(-log_softmax(path)[:, k], 0)
        curve.set_data(np.arange(steps + 1), np.maximum(loss, 1e-12))
        if steps:
            gets = softmax(path[-1])[k]
            verdict = (
                f"After {steps} step{'s' * (steps > 1)} the {truth} has {100 * gets:.0f}% instead of {100 * a[k]:.0f}%."
            )
        elif a.max() - a.min() < 0.005:
            verdict = "The middle: equal scores, equal shares."
        elif a.max() > 0.999:
            verdict = f"All but in the corner of {THREE[a.argmax()]}. No finite scores get there."
        elif a.min() < 0.004:
            verdict = "On the edge, as good as: one class is out, and softmax of the other two is a sigmoid."
        else:
            verdict = f"{leader(THREE, a)}."
        return readouts(
            **{name: show(value, ".3f", label=f"a of {name}") for name, value in zip(THREE, a)},
            loss=show(loss[0], ".3f", label="loss at the dot"),
            later=show(loss[-1], ".3f" if loss[-1] >= 0.01 else ".2g", label="loss after the walk"),
            mean=show(z.mean(), ".2f", label="mean score"),
            verdict=verdict,
        )

    return update

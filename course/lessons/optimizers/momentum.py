"""Momentum on one page: how fast it is for every learning rate and every beta, and why."""

import math

import numpy as np

from course.live import explorer, linear, log, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, GREY, HANDLE, PURPLE

STEPS = 80  # that are drawn
LOOKS = {"flat": dict(color=BLUE, marker="D"), "steep": dict(color=PURPLE, marker="o")}
X = (1e-4, 5.0)  # of the map


def roots(x, beta):
    """The two numbers z by which a walk with x = ηλ is multiplied at each step: z² − (1 + β − x) z + β = 0."""
    half = (1 + beta - x) / 2
    turn = np.sqrt(complex(half * half - beta))
    return half + turn, half - turn


def rate(x, beta):
    """What a step leaves in the long run: the larger of the two roots' sizes. Arrays or numbers."""
    half = np.abs(1 + beta - x) / 2
    return np.where(half * half < beta, np.sqrt(beta), half + np.sqrt(np.maximum(half * half - beta, 0)))


def regime(x, beta):
    """In a word, how a walk with x = ηλ goes."""
    root = math.sqrt(beta)
    if abs(x - 2 * (1 + beta)) < 1e-9:
        return "edge"
    if x > 2 * (1 + beta):
        return "diverges"
    if x <= (1 - root) ** 2:
        return "creeps"
    return "rings" if x < (1 + root) ** 2 else "flips"


def walk(x, beta, steps):
    """w after 0 to `steps` steps of v ← βv + λw, w ← w − ηv from w = 1, v = 0: (steps + 1,)."""
    w, v, path = 1.0, 0.0, [1.0]
    for _ in range(steps):
        v = beta * v + x * w  # this v is η times the other
        w -= v
        path.append(w)
    return np.array(path)


def measured_rate(x, beta, skip=1000, count=2000):
    """By what factor (w, v) shrinks at each step, on average over steps 1,001 to 3,000 of a walk.

    Numbers would run out long before, so every 50 steps the walker is put back to size 1 and the factor noted.
    """
    w, v, noted = 1.0, 0.0, 0.0
    for block in range(0, skip + count, 50):
        for _ in range(50):
            v = beta * v + x * w
            w -= v
        size = math.hypot(w, v)
        if size < 1e-250:
            return 0.0
        noted += math.log(size) if block >= skip else 0.0
        w, v = w / size, v / size
    return math.exp(noted / count)


@explorer(
    size=(1080, 410),
    step=log(0.01, 4.5, start=1, step=0.01, digits=3, label="ηλ of the steep direction"),
    beta=linear(0, 0.99, start=0.9, step=0.01, label="β"),
    condition=log(1, 1000, start=100, step=0.04, whole=True, label="condition number"),
)
def momentum_map(stage):
    """How much a step with momentum leaves for every learning rate and β, the walk itself, and the roots behind it."""
    axes = stage.figure.subplot_mosaic([["map", "walk", "roots"], ["map", "fall", "roots"]], width_ratios=[6, 3.6, 3.6])
    chart, path, fall, circle = (axes[name] for name in ("map", "walk", "fall", "roots"))

    chart.set_title("Drag the dot (lines: steps to a thousandth)")
    chart.set(xscale="log", xlim=X, ylim=(0, 0.995), xlabel="ηλ", ylabel="β")
    chart.set_xticks([1e-4, 1e-3, 0.01, 0.1, 1], ["10⁻⁴", "10⁻³", "0.01", "0.1", "1"])
    chart.minorticks_off()
    xs, betas = np.geomspace(*X, 260), np.linspace(0, 0.995, 220)
    left = rate(xs[None], betas[:, None])
    needed = np.where(left < 1, math.log(1000) / -np.log(np.clip(left, 1e-3, 1 - 1e-12)), np.nan)
    levels = [0, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 1e9]
    chart.contourf(xs, betas, needed, levels=levels, colors=[*_shades(len(levels) - 1)])
    lines = chart.contour(
        xs,
        betas,
        np.where(xs < 2 * (1 + betas[:, None]), needed, np.nan),
        levels=levels[2:-1],
        colors="white",
        linewidths=0.7,
    )
    places = [
        (0.7, 0.25),
        (0.21, 0.15),
        (0.12, 0.15),
        (0.06, 0.15),
        (0.03, 0.15),
        (0.012, 0.15),
        (0.006, 0.15),
        (0.003, 0.15),
    ]
    places += [(1.6, 0.5), (1.6, 0.76), (0.02, 0.87), (0.008, 0.93)]
    chart.clabel(lines, fontsize=10, fmt="%d", manual=places, colors=DATA, inline=True)
    chart.fill_betweenx(betas, 2 * (1 + betas), X[1], color="#f3cdb8", lw=0)
    chart.plot(2 * (1 + betas), betas, color=ERROR, lw=1.6)
    for sign in (-1, 1):
        chart.plot(np.clip((1 + sign * np.sqrt(betas)) ** 2, X[0], None), betas, color=DATA, lw=1.3, ls="--")
    chart.text(0.5, 0.635, "rings: √β,\nwhatever η is", ha="center", va="center", fontsize=10.5)
    chart.text(0.0004, 0.3, "creeps", ha="center", va="center", fontsize=10.5)
    chart.text(4.1, 0.5, "diverges", rotation=90, ha="center", va="center", fontsize=10.5)
    bar = stage.moving(chart.plot([], [], color=DATA, lw=2.2, zorder=6))
    flat_dot = stage.moving(chart.plot([], [], "D", color=BLUE, mec="white", ms=9, zorder=7))
    dot = stage.moving(chart.plot([], [], **{**HANDLE, "color": PURPLE}))
    stage.grip(
        "dot", chart, lambda s: (s.step, s.beta),
        lambda x, y, s: {"step": np.clip(x, 0.01, 4.5), "beta": np.clip(y, 0, 0.99)}, label="ηλ of the steep direction, and β",
    )  # fmt: skip

    path.set_title("The walk")
    path.set(xlim=(-1, STEPS + 1), ylim=(-1.35, 1.35), ylabel="weight w")
    path.set_xticklabels([])
    path.axhline(0, color=FAINT, lw=1)
    tracks = {
        name: stage.moving(
            path.plot([], [], color=look["color"], lw=1.7, ls="--" if name == "flat" else "-", label=name)
        )
        for name, look in LOOKS.items()
    }
    path.legend(loc="upper right", ncols=2, columnspacing=0.9, handlelength=1.5, borderaxespad=0.1)
    fall.set(xlim=(-1, STEPS + 1), ylim=(1e-8, 1e3), yscale="log", xlabel="step", ylabel="distance")
    fall.set_yticks([1e-8, 1e-4, 1], ["10⁻⁸", "10⁻⁴", "1"])
    fall.minorticks_off()
    distance_line = stage.moving(fall.plot([], [], color=DATA, lw=2, label="measured"))
    promise = stage.moving(fall.plot([], [], ":", color=ERROR, lw=2.4, label="predicted"))
    fall.legend(loc="upper right", ncols=2, columnspacing=0.9, handlelength=1.5, borderaxespad=0.1)

    circle.set_title("The roots z")
    circle.set(xlim=(-1.35, 1.35), ylim=(-1.35, 1.35), aspect="equal", xlabel="real part", ylabel="imaginary part")
    turn = np.linspace(0, 2 * np.pi, 200)
    circle.fill(np.cos(turn), np.sin(turn), color="#e6f1f8", lw=0)
    circle.plot(np.cos(turn), np.sin(turn), color=ERROR, lw=1.6)
    circle.axhline(0, color=FAINT, lw=1)
    circle.axvline(0, color=FAINT, lw=1)
    inner = stage.moving(circle.plot([], [], "--", color=GREY, lw=1.6))
    marks = {
        name: stage.moving(circle.plot([], [], ls="", mec="white", ms=9, zorder=5, **look))
        for name, look in LOOKS.items()
    }
    circle.plot([], [], color=ERROR, lw=1.6, label="size 1")
    circle.plot([], [], "--", color=GREY, lw=1.6, label="size √β")
    circle.legend(loc="upper center", ncols=2, columnspacing=0.9, handlelength=1.5, borderaxespad=0.0)

    @np.errstate(over="ignore", under="ignore")
    def update(step, beta, condition):
        both = {"flat": step / condition, "steep": step}
        bar.set_data([max(both["flat"], X[0]), step], [beta, beta])
        flat_dot.set_data([max(both["flat"], X[0])], [beta])
        dot.set_data([step], [beta])
        times = np.arange(STEPS + 1)
        walks = {name: walk(x, beta, STEPS) for name, x in both.items()}
        for name, w in walks.items():
            outside = np.flatnonzero(np.abs(w) > 1e3)
            shown = slice(0, outside[0] + 1 if len(outside) else None)
            tracks[name].set_data(times[shown], w[shown])
        distance = np.hypot(walks["flat"], walks["steep"]) / math.sqrt(2)
        distance_line.set_data(times, np.clip(distance, 1e-12, 1e6))
        predicted = max(float(rate(x, beta)) for x in both.values())
        measured = max(measured_rate(x, beta) for x in both.values())
        promise.set_data(times, np.clip(predicted ** (1.0 * times), 1e-12, 1e6))
        inner.set_data(math.sqrt(beta) * np.cos(turn), math.sqrt(beta) * np.sin(turn))
        for name, x in both.items():
            z = np.array(roots(x, beta))
            marks[name].set_data(np.clip(z.real, -1.3, 1.3), z.imag)  # one far outside is shown at the frame

        best_beta = ((math.sqrt(condition) - 1) / (math.sqrt(condition) + 1)) ** 2
        slow, how = (
            max(both, key=lambda name: float(rate(both[name], beta))),
            {n: regime(x, beta) for n, x in both.items()},
        )
        if how["steep"] == "diverges":
            verdict = "Diverges: ηλ of the steep direction is above the edge 2(1 + β), and a root has left the circle."
        elif how["steep"] == "edge":
            verdict = "On the edge 2(1 + β): to and fro for ever."
        elif how["steep"] == how["flat"] == "rings":
            verdict = f"Both directions ring, so both shrink by √β = {math.sqrt(beta):.3f} a step, whatever η is."
        elif predicted < 1e-9:
            verdict = "A single step arrives: every direction is equally steep, and ηλ is 1."
        elif slow == "flat" and how["flat"] == "creeps" and how["steep"] == "flips":
            verdict = (
                "The flat direction creeps, and the steep one already flips to and fro: only a larger β helps both."
            )
        elif slow == "flat" and how["flat"] == "creeps":
            verdict = "The flat direction creeps, and sets the pace. A larger η, or a larger β, would be faster."
        elif how[slow] == "flips":
            verdict = (
                "The steep direction flips to and fro at every step, and sets the pace. A smaller η would be faster."
            )
        else:
            verdict = "The steep direction sets the pace."
        needed = math.inf if predicted > 1 - 1e-9 else math.log(1000) / -math.log(max(predicted, 1e-3))
        return readouts(
            predicted=show(predicted, ".4f", label="predicted factor"),
            measured=show(measured, ".4f", label="measured factor"),
            needed=show(needed, ",.0f", label="steps to a thousandth"),
            plain=show((condition - 1) / (condition + 1), ".4f", label="best without momentum"),
            best=show(math.sqrt(best_beta), ".4f", f"(β = {best_beta:.2f})", label="best with momentum"),
            verdict=verdict,
        )

    return update


def _shades(count):
    from matplotlib import colormaps

    return colormaps["Blues"](np.linspace(0.62, 0.08, count))

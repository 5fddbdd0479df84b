"""Momentum on one page: how fast it is for every learning rate and every beta, and why."""

import math

import numpy as np

from course.lessons.optimizers.momentum import measured_rate, rate, regime, roots, walk
from course.live import State, explorer, linear, log, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, GREY, HANDLE, PURPLE

STEPS = 80  # that are drawn
LOOKS = {"flat": dict(color=BLUE, marker="D"), "steep": dict(color=PURPLE, marker="o")}
X = (1e-4, 5.0)  # of the map
TIMES, TURN = np.arange(STEPS + 1), np.linspace(0, 2 * np.pi, 200)
LEVELS = [0, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 1e9]  # steps to a thousandth
LABELS = [(0.7, 0.25), (0.21, 0.15), (0.12, 0.15), (0.06, 0.15), (0.03, 0.15), (0.012, 0.15), (0.006, 0.15), (0.003, 0.15),
          (1.6, 0.5), (1.6, 0.76), (0.02, 0.87), (0.008, 0.93)]  # fmt: skip
COMPACT = dict(ncols=2, columnspacing=0.9, handlelength=1.5)


@explorer(
    size=(1080, 410),
    step=log(0.01, 4.5, start=1, step=0.01, digits=3, label="ηλ of the steep direction"),
    beta=linear(0, 0.99, start=0.9, step=0.01, label="β"),
    condition=log(1, 1000, start=100, step=0.04, whole=True, label="condition number"),
)
@np.errstate(over="ignore", under="ignore")
def momentum_map(step, beta, condition):
    """How much a step with momentum leaves for every learning rate and β, the walk itself, and the roots behind it."""
    both = {"flat": step / condition, "steep": step}
    walks = {name: walk(x, beta, STEPS) for name, x in both.items()}
    rates = {name: float(rate(x, beta)) for name, x in both.items()}
    return State(
        both=both,
        walks=walks,
        distance=np.hypot(walks["flat"], walks["steep"]) / math.sqrt(2),
        predicted=max(rates.values()),
        measured=max(measured_rate(x, beta) for x in both.values()),
        roots={name: np.array(roots(x, beta)) for name, x in both.items()},
        slow=max(rates, key=rates.get),
        how={name: regime(x, beta) for name, x in both.items()},
    )


@momentum_map.seen
def scene(stage):
    axes = stage.mosaic([["map", "walk", "roots"], ["map", "fall", "roots"]], width_ratios=[6, 3.6, 3.6])
    parts = [
        draw_map(stage, axes["map"]),
        draw_walk(stage, axes["walk"]),
        draw_fall(stage, axes["fall"]),
        draw_roots(stage, axes["roots"]),
    ]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_map(stage, axes):
    """Steps to a thousandth for every ηλ and β, and the two directions of the valley on it."""
    axes.set_title("Drag the dot (lines: steps to a thousandth)")
    axes.set(xscale="log", xlim=X, ylim=(0, 0.995), xlabel="ηλ", ylabel="β")
    axes.set_xticks([1e-4, 1e-3, 0.01, 0.1, 1], ["10⁻⁴", "10⁻³", "0.01", "0.1", "1"])
    axes.minorticks_off()
    paint_map(axes)
    bar = stage.moving(axes.plot([], [], color=DATA, lw=2.2, zorder=6))
    flat_dot = stage.moving(axes.plot([], [], "D", color=BLUE, mec="white", ms=9, zorder=7))
    dot = stage.moving(axes.plot([], [], **{**HANDLE, "color": PURPLE}))
    stage.grip(
        "dot",
        axes,
        lambda state: (state.step, state.beta),
        lambda x, y, state: {"step": np.clip(x, 0.01, 4.5), "beta": np.clip(y, 0, 0.99)},
        label="ηλ of the steep direction, and β",
    )

    def show(state):
        flat = max(state.both["flat"], X[0])
        bar.set_data([flat, state.step], [state.beta, state.beta])
        flat_dot.set_data([flat], [state.beta])
        dot.set_data([state.step], [state.beta])

    return show


def paint_map(axes):
    from matplotlib import colormaps

    xs, betas = np.geomspace(*X, 260), np.linspace(0, 0.995, 220)
    left = rate(xs[None], betas[:, None])
    needed = np.where(left < 1, math.log(1000) / -np.log(np.clip(left, 1e-3, 1 - 1e-12)), np.nan)
    shades = colormaps["Blues"](np.linspace(0.62, 0.08, len(LEVELS) - 1))
    axes.contourf(xs, betas, needed, levels=LEVELS, colors=[*shades])
    below = np.where(xs < 2 * (1 + betas[:, None]), needed, np.nan)
    lines = axes.contour(xs, betas, below, levels=LEVELS[2:-1], colors="white", linewidths=0.7)
    axes.clabel(lines, fontsize=10, fmt="%d", manual=LABELS, colors=DATA, inline=True)
    axes.fill_betweenx(betas, 2 * (1 + betas), X[1], color="#f3cdb8", lw=0)
    axes.plot(2 * (1 + betas), betas, color=ERROR, lw=1.6)
    for sign in (-1, 1):
        axes.plot(np.clip((1 + sign * np.sqrt(betas)) ** 2, X[0], None), betas, color=DATA, lw=1.3, ls="--")
    axes.text(0.5, 0.635, "rings: √β,\nwhatever η is", ha="center", va="center", fontsize=10.5)
    axes.text(0.0004, 0.3, "creeps", ha="center", va="center", fontsize=10.5)
    axes.text(4.1, 0.5, "diverges", rotation=90, ha="center", va="center", fontsize=10.5)


def draw_walk(stage, axes):
    axes.set_title("The walk")
    axes.set(xlim=(-1, STEPS + 1), ylim=(-1.35, 1.35), ylabel="weight w")
    axes.set_xticklabels([])
    axes.axhline(0, color=FAINT, lw=1)
    tracks = {
        name: stage.moving(
            axes.plot([], [], color=look["color"], lw=1.7, ls="--" if name == "flat" else "-", label=name)
        )
        for name, look in LOOKS.items()
    }
    axes.legend(loc="upper right", borderaxespad=0.1, **COMPACT)

    def show(state):
        for name, w in state.walks.items():
            outside = np.flatnonzero(np.abs(w) > 1e3)
            shown = slice(0, outside[0] + 1 if len(outside) else None)
            tracks[name].set_data(TIMES[shown], w[shown])

    return show


def draw_fall(stage, axes):
    """The distance from the lowest point, as it is and as the factor predicts it."""
    axes.set(xlim=(-1, STEPS + 1), ylim=(1e-8, 1e3), yscale="log", xlabel="step", ylabel="distance")
    axes.set_yticks([1e-8, 1e-4, 1], ["10⁻⁸", "10⁻⁴", "1"])
    axes.minorticks_off()
    measured = stage.moving(axes.plot([], [], color=DATA, lw=2, label="measured"))
    predicted = stage.moving(axes.plot([], [], ":", color=ERROR, lw=2.4, label="predicted"))
    axes.legend(loc="upper right", borderaxespad=0.1, **COMPACT)

    @np.errstate(over="ignore", under="ignore")
    def show(state):
        measured.set_data(TIMES, np.clip(state.distance, 1e-12, 1e6))
        predicted.set_data(TIMES, np.clip(state.predicted ** (1.0 * TIMES), 1e-12, 1e6))

    return show


def draw_roots(stage, axes):
    axes.set_title("The roots z")
    axes.set(xlim=(-1.35, 1.35), ylim=(-1.35, 1.35), aspect="equal", xlabel="real part", ylabel="imaginary part")
    axes.fill(np.cos(TURN), np.sin(TURN), color="#e6f1f8", lw=0)
    axes.plot(np.cos(TURN), np.sin(TURN), color=ERROR, lw=1.6)
    axes.axhline(0, color=FAINT, lw=1)
    axes.axvline(0, color=FAINT, lw=1)
    inner = stage.moving(axes.plot([], [], "--", color=GREY, lw=1.6))
    marks = {
        name: stage.moving(axes.plot([], [], ls="", mec="white", ms=9, zorder=5, **look))
        for name, look in LOOKS.items()
    }
    axes.plot([], [], color=ERROR, lw=1.6, label="size 1")
    axes.plot([], [], "--", color=GREY, lw=1.6, label="size √β")
    axes.legend(loc="upper center", borderaxespad=0.0, **COMPACT)

    def show(state):
        root = math.sqrt(state.beta)
        inner.set_data(root * np.cos(TURN), root * np.sin(TURN))
        for name, z in state.roots.items():
            marks[name].set_data(np.clip(z.real, -1.3, 1.3), z.imag)  # one far outside is shown at the frame

    return show


@momentum_map.said
def words(state):
    condition, predicted = state.condition, state.predicted
    best_beta = ((math.sqrt(condition) - 1) / (math.sqrt(condition) + 1)) ** 2
    needed = math.inf if predicted > 1 - 1e-9 else math.log(1000) / -math.log(max(predicted, 1e-3))
    return readouts(
        predicted=show(predicted, ".4f", label="predicted factor"),
        measured=show(state.measured, ".4f", label="measured factor"),
        needed=show(needed, ",.0f", label="steps to a thousandth"),
        plain=show((condition - 1) / (condition + 1), ".4f", label="best without momentum"),
        best=show(math.sqrt(best_beta), ".4f", f"(β = {best_beta:.2f})", label="best with momentum"),
        verdict=verdict(state.how, state.slow, state.beta, predicted),
    )


def verdict(how, slow, beta, predicted):
    if how["steep"] == "diverges":
        return "Diverges: ηλ of the steep direction is above the edge 2(1 + β), and a root has left the circle."
    if how["steep"] == "edge":
        return "On the edge 2(1 + β): to and fro for ever."
    if how["steep"] == how["flat"] == "rings":
        return f"Both directions ring, so both shrink by √β = {math.sqrt(beta):.3f} a step, whatever η is."
    if predicted < 1e-9:
        return "A single step arrives: every direction is equally steep, and ηλ is 1."
    creeping = slow == "flat" and how["flat"] == "creeps"
    if creeping and how["steep"] == "flips":
        return "The flat direction creeps, and the steep one already flips to and fro: only a larger β helps both."
    if creeping:
        return "The flat direction creeps, and sets the pace. A larger η, or a larger β, would be faster."
    if how[slow] == "flips":
        return "The steep direction flips to and fro at every step, and sets the pace. A smaller η would be faster."
    return "The steep direction sets the pace."

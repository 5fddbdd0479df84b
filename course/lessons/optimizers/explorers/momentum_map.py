"""Momentum on one page: how fast it is for every learning rate and every beta."""

import math

import numpy as np

from course.lessons.optimizers.labels import EndLabels
from course.lessons.optimizers.momentum import measured_rate, rate, regime, walk
from course.live import State, explorer, linear, log, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, HANDLE, PURPLE

STEPS = 80  # that are drawn
LOOKS = {"flat": dict(color=BLUE, marker="D"), "steep": dict(color=PURPLE, marker="o")}
X = (1e-4, 5.0)  # of the map
TIMES = np.arange(STEPS + 1)
LEVELS = [0, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 1e9]  # steps to a thousandth
LABELS = [(0.7, 0.25), (0.21, 0.15), (0.12, 0.15), (0.06, 0.15), (0.03, 0.15), (0.012, 0.15), (0.006, 0.15), (0.003, 0.15),
          (1.9, 0.5), (2.0, 0.758), (2.1, 0.871), (2.2, 0.933)]  # fmt: skip


@explorer(
    size=(1080, 410),
    presets={
        "no momentum, at its best": dict(beta=0, step=1.98),
        "both oscillate": dict(beta=0.9, step=1),
        "best for condition 100": dict(beta=0.67, step=3.3),
        "too much momentum": dict(beta=0.99, step=1),
        "past the edge": dict(beta=0.9, step=3.85),
    },
    step=log(0.01, 4.5, start=1, step=0.01, digits=3, label="η times curvature, steep direction"),
    beta=linear(0, 0.99, start=0.9, step=0.01, label="β"),
    condition=log(1, 1000, start=100, step=0.04, whole=True, label="condition number"),
)
@np.errstate(over="ignore", under="ignore")
def momentum_map(step, beta, condition):
    """How much a step with momentum leaves for every learning rate and β, and the walk itself."""
    both = {"flat": step / condition, "steep": step}
    walks = {name: walk(x, beta, STEPS) for name, x in both.items()}
    rates = {name: float(rate(x, beta)) for name, x in both.items()}
    return State(
        both=both,
        walks=walks,
        distance=np.hypot(walks["flat"], walks["steep"]) / math.sqrt(2),
        predicted=max(rates.values()),
        measured=max(measured_rate(x, beta) for x in both.values()),
        slow=max(rates, key=rates.get),
        how={name: regime(x, beta) for name, x in both.items()},
    )


@momentum_map.seen
def scene(stage):
    axes = stage.mosaic([["map", "walk"], ["map", "fall"]], width_ratios=[6, 5])
    parts = [
        draw_map(stage, axes["map"]),
        draw_walk(stage, axes["walk"]),
        draw_fall(stage, axes["fall"]),
    ]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_map(stage, axes):
    """Steps to a thousandth for every ηλ and β, and the two directions of the valley on it."""
    axes.set_title("Drag the dot (lines: steps to a thousandth)")
    axes.set(xscale="log", xlim=X, ylim=(0, 0.995), xlabel="ηc (learning rate times curvature)", ylabel="β")
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
        label="η times the curvature of the steep direction, and β",
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
    axes.text(0.55, 0.38, "oscillates: √β", ha="center", va="center", fontsize=10.5)
    axes.text(0.0004, 0.3, "creeps", ha="center", va="center", fontsize=10.5)
    axes.annotate(
        "flips", (1.75, 0.04), (3.4, 0.13), ha="center", fontsize=10.5,
        arrowprops=dict(arrowstyle="-", color=DATA, lw=0.9, shrinkA=0, shrinkB=0),
    )  # fmt: skip
    axes.text(4.1, 0.5, "diverges", rotation=90, ha="center", va="center", fontsize=10.5)


def draw_walk(stage, axes):
    axes.set_title("The walk in each direction")
    axes.set(xlim=(-1, STEPS * 1.33), ylim=(-1.35, 1.35), ylabel="weight w", xticks=range(0, 81, 20))
    if stage.focus is None:  # the panel below has them
        axes.set_xticklabels([])
    axes.plot([-1, STEPS], [0, 0], color=FAINT, lw=1)
    dashes = {"flat": "--", "steep": "-"}
    tracks = {
        name: stage.moving(axes.plot([], [], color=look["color"], lw=1.7, ls=dashes[name]))
        for name, look in LOOKS.items()
    }
    labels = EndLabels(stage, axes, STEPS, {name: (name, look["color"]) for name, look in LOOKS.items()}, gap=0.14)

    def show(state):
        for name, w in state.walks.items():
            outside = np.flatnonzero(np.abs(w) > 1e3)
            shown = slice(0, outside[0] + 1 if len(outside) else None)
            tracks[name].set_data(TIMES[shown], w[shown])
        labels.show({name: np.clip(w[-1], -1e3, 1e3) for name, w in state.walks.items()})

    return show


def draw_fall(stage, axes):
    """The distance from the lowest point, as it is and as the factor predicts it."""
    axes.set_title("Distance from the bottom")
    axes.set(xlim=(-1, STEPS * 1.33), ylim=(1e-8, 1e3), yscale="log", xlabel="step", ylabel="distance")
    axes.set_xticks(range(0, 81, 20))
    axes.set_yticks([1e-8, 1e-4, 1], ["10⁻⁸", "10⁻⁴", "1"])
    axes.minorticks_off()
    measured = stage.moving(axes.plot([], [], color=DATA, lw=2))
    predicted = stage.moving(axes.plot([], [], ":", color=ERROR, lw=2.4))
    names = {"measured": ("measured", DATA), "predicted": ("predicted", ERROR)}
    labels = EndLabels(stage, axes, STEPS, names, gap=0.14)

    @np.errstate(over="ignore", under="ignore")
    def show(state):
        lines = np.clip([state.distance, state.predicted ** (1.0 * TIMES)], 1e-12, 1e6)
        measured.set_data(TIMES, lines[0])
        predicted.set_data(TIMES, lines[1])
        labels.show(dict(zip(names, lines[:, -1])))

    return show


@momentum_map.said
def words(state):
    condition, predicted = state.condition, state.predicted
    best_beta = ((math.sqrt(condition) - 1) / (math.sqrt(condition) + 1)) ** 2
    needed = math.inf if predicted > 1 - 1e-9 else math.ceil(math.log(1000) / -math.log(max(predicted, 1e-3)) - 1e-9)
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
        return "Diverges: in the steep direction, η times the curvature is above the edge, 2(1 + β)."
    if how["steep"] == "edge":
        return "Exactly on the edge, 2(1 + β): the walk goes back and forth forever."
    if how["steep"] == how["flat"] == "oscillates":
        return f"Both directions oscillate, so in the long run a step leaves √β = {math.sqrt(beta):.3f} in both, whatever η is."
    if predicted < 1e-9:
        return "It arrives in a single step, because every direction is equally steep and ηc is 1."
    creeping = slow == "flat" and how["flat"] == "creeps"
    if creeping and how["steep"] == "flips":
        return "The flat direction creeps, while the steep one already flips sides at every step: only a larger β helps both."
    if creeping:
        return "The flat direction creeps and sets the pace. A larger η or a larger β would be faster."
    if how[slow] == "flips":
        return "The steep direction flips sides at every step and sets the pace. A smaller η would be faster."
    return "The steep direction sets the pace."

"""One input in other units: its data, the valley that these make of the loss, and the steps it takes to get down."""

import math

import numpy as np

from course.lessons.descent.looks import draw_trail
from course.live import State, explorer, linear, log, point, readouts, show, toggle
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL
from nbcore import data

BIRDS = data.penguins()
FLIPPER, KILOS = BIRDS["flipper_length_mm"], BIRDS["body_mass_g"] / 1000
T = (FLIPPER - FLIPPER.mean()) / FLIPPER.std()
ENDS = np.array([-112.0, 182.0])  # inputs between which the line is drawn
TIMES = np.unique(np.concatenate([np.arange(11), np.geomspace(10, 2e6, 240).round()]))


@explorer(
    size=(1080, 380),
    presets={
        "centimeters": dict(scale=1.4),
        "millimeters": dict(scale=14),
        "mean far from 0": dict(scale=14, offset=3),
        "standardized": dict(scale=14, offset=3, standardize=True),
    },
    start=point(2.8, 0.4, low=(-3.4, -1), high=(3.4, 5.8), label="start"),
    scale=log(1, 30, start=10, label="spread of x"),
    offset=linear(0, 3, start=0, step=0.05, label="mean of x"),
    standardize=toggle(label="standardize x first"),
)
@np.errstate(under="ignore")  # a loss that has shrunk to nothing is meant to be 0
def unequal_scales(start, scale, offset, standardize):
    """One input in other units: its data, the valley that these make of the loss, and the steps it takes to get down."""
    x = T if standardize else scale * (T + offset)
    inputs = np.stack([x, np.ones_like(x)], axis=1)  # to the bias, the input is always 1
    hessian = 2 * inputs.T @ inputs / len(x)
    lowest = np.linalg.solve(hessian, 2 * inputs.T @ KILOS / len(x))
    curvatures, directions = np.linalg.eigh(hessian)
    best = 2 / (curvatures[0] + curvatures[1])
    # Along each direction of the valley a step multiplies the distance by 1 - ηc: a million steps are one power.
    away = directions.T @ (np.array(start) - lowest)
    factor = 1 - best * curvatures
    # The best η makes both factors alike, so that the loss falls by the same factor at every step.
    shrinks = abs(factor).max() ** 2
    return State(
        x=x,
        hessian=hessian,
        lowest=lowest,
        curvature_ratio=curvatures[1] / curvatures[0],
        best=best,
        path=lowest + (away * factor ** np.arange(151)[:, None]) @ directions.T,
        left=share_left(curvatures * away**2, factor),
        needed=1 if shrinks < 1e-3 else math.ceil(math.log(1e-3) / math.log(shrinks)),
    )


def share_left(parts, factor):
    """The loss after each of TIMES as a share of the first, when its two parts shrink by the squares of two factors."""
    first = parts.sum()
    return (parts * np.abs(factor) ** (2 * TIMES[:, None])).sum(axis=1) / first if first > 0 else 0 * TIMES


@unequal_scales.seen
def scene(stage):
    cloud, valley, fall = stage.panels(
        "The data",
        "The loss for each (w, b)",
        "The loss, with the best η",
        names=["data", "valley", "loss"],
        widths=[4, 4, 4],
    )
    parts = [draw_data(stage, cloud), draw_close_up(stage, cloud), draw_valley(stage, valley), draw_fall(stage, fall)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_data(stage, axes):
    """The birds and the best line."""
    axes.set(xlim=ENDS, ylim=(2.4, 6.6), xlabel="input x", ylabel="body mass y (kg)")
    axes.axvline(0, color=FAINT, lw=1)
    dots = stage.moving(axes.plot([], [], "o", color=DATA, ms=3.2, alpha=0.5, mew=0))
    line = stage.moving(axes.plot([], [], color=MODEL, lw=2.2))

    def show(state):
        dots.set_data(state.x, KILOS)
        line.set_data(ENDS, state.lowest[0] * ENDS + state.lowest[1])

    return show


def draw_close_up(stage, axes):
    """The birds near x = 0."""
    from course.live.artists import QuickText

    close = axes.inset_axes([0.03, 0.53, 0.29, 0.37])
    close.set(xlim=(-3, 3), ylim=(2.4, 6.6), xticks=[-3, 0, 3], yticks=[], facecolor="#f6f7f9")
    close.tick_params(labelsize=9)
    close.set_title("close-up", fontsize=10, weight="normal", pad=3)
    near = stage.moving(close.plot([], [], "o", color=DATA, ms=2.4, alpha=0.5, mew=0))
    nobody = stage.moving(QuickText(close, 0, 4.5, GREY, size=9))

    def show(state):
        near.set_data(state.x, KILOS)
        nobody.set_text("" if (np.abs(state.x) < 3).any() else "no bird here")

    return show


def draw_valley(stage, axes):
    """The loss from above, and the walk down."""
    from course.live.artists import Valley

    axes.set(xlim=(-3.6, 3.6), ylim=(-1.2, 6), xlabel="weight w", ylabel="bias b", aspect="equal")
    ground = Valley(stage, axes, levels=0.03 * 3.0 ** np.arange(12))
    show_trail = draw_trail(stage, axes)
    handle = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("start", axes)

    def show(state):
        ground.show(state.hessian, state.lowest)
        show_trail(state.path)
        handle.set_data([state.start[0]], [state.start[1]])

    return show


def draw_fall(stage, axes):
    """The share of the first loss over the steps, and the first step below a thousandth."""
    axes.set(xlim=(-0.15, 2e6), ylim=(1e-5, 3), yscale="log", xlabel="steps", ylabel="share of the first loss")
    axes.set_xscale("symlog", linthresh=1, linscale=0.5)
    axes.set_xticks([0, 1, 10, 100, 1e3, 1e4, 1e5, 1e6], ["0", "1", "10", "100", "10³", "10⁴", "10⁵", "10⁶"])
    axes.set_yticks([1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5], ["1", "1/10", "1/100", "1/1,000", "10⁻⁴", "10⁻⁵"])
    axes.axhline(1e-3, color=GOOD, lw=1.4, ls=":")
    curve = stage.moving(axes.plot([], [], color=ERROR))
    there = stage.moving(axes.plot([], [], "o", color=MODEL, ms=10, zorder=5, clip_on=False))

    def show(state):
        curve.set_data(TIMES, np.maximum(state.left, 1e-9))
        after = np.interp(state.needed, TIMES, np.log(np.maximum(state.left, 1e-9)))
        there.set_data([state.needed], [max(np.exp(after), 1e-5)])  # on the curve, or at the bottom of the frame

    return show


@unequal_scales.said
def words(state):
    ratio = state.curvature_ratio
    return readouts(
        condition=show(ratio, ",.0f" if ratio >= 9.5 else ".3g", label="condition number"),
        best=show(state.best, ".2g", label="best η"),
        needed=show(state.needed, ",.0f", label="steps to a thousandth"),
        w=show(state.lowest[0], ".3f", label="lowest at w"),
        b=show(state.lowest[1], ".2f", label="lowest at b"),
        verdict=verdict(ratio),
    )


def verdict(ratio):
    if ratio < 1.05:
        return "A round bowl: downhill points straight at the lowest point."
    if ratio < 10:
        return "An oval bowl: a few steps reach the bottom."
    return "A ravine: the steep direction does not allow long steps, and the flat one needs them."

"""Polynomials with more weights than measurements: the error on new measurements falls, explodes, and falls again."""

import numpy as np

from course.lessons.overfitting.looks import DEV, TRAIN
from course.lessons.overfitting.measurements import (
    COUNTS,
    GRID,
    MOST,
    REFITS,
    measured,
    over_parameters,
    smallest,
    truth,
)  # fmt: skip
from course.live import State, explorer, integer, linear, log, readouts, show
from course.live.style import DATA, GOOD, GREY, HANDLE, MODEL, ORANGE, SKY

LOWEST, HIGHEST = 0.003, 3000.0  # errors that are shown


@explorer(
    size=(1080, 390),
    parameters=log(1, MOST, start=6, step=0.02, digits=3, whole=True, label="parameters"),
    n=integer(8, 20, start=16, label="measurements n"),
    noise=linear(0.05, 0.6, start=0.35, label="noise"),
    presets={
        "6 parameters": dict(parameters=6),
        "16 parameters": dict(parameters=16),
        "20 parameters": dict(parameters=20),
        "100 parameters": dict(parameters=100),
    },
)
def double_descent(parameters, n, noise):
    """Polynomials with up to two hundred parameters, and their error on new measurements, which falls twice."""
    x, y = measured(n, noise, np.random.default_rng(0))
    chosen = smallest(n, noise, parameters)
    on_own, on_new = over_parameters(n, noise)
    return State(
        x=x,
        y=y[0],
        chosen=chosen,
        error=chosen.bias + chosen.variance + noise**2,
        on_own=on_own,
        on_new=on_new,
        first=float(on_new[COUNTS < n].min()),
        second=float(on_new[COUNTS > n].min()),
    )


@double_descent.seen
def scene(stage):
    plot, chart = stage.panels(
        "Measured thirty times, thirty fits",
        "Drag the number of parameters past n",
        names=["fits", "errors"],
        widths=[4.4, 5.6],
    )
    show_fits, show_errors = draw_fits(stage, plot), draw_errors(stage, chart)

    def show(state):
        show_fits(state)
        show_errors(state)

    return show


def draw_fits(stage, axes):
    axes.set(xlim=(-1.05, 1.05), ylim=(-2.6, 3.4), xlabel="x", ylabel="y")
    ghosts = stage.moving(axes.plot([], [], color=SKY, lw=0.8, alpha=0.55))
    axes.plot([], [], color=SKY, lw=1.5, label="each fit")
    dots = stage.moving(axes.plot([], [], "o", color=DATA, ms=5, alpha=0.8, mew=0, zorder=6))
    one = stage.moving(axes.plot([], [], color=MODEL, lw=2.4, zorder=5))
    axes.plot([], [], color=MODEL, lw=2.4, label="the fit to these points")
    stage.moving(axes.plot(GRID, truth(GRID), ":", color=GOOD, lw=2.6, zorder=7))
    axes.plot([], [], ":", color=GOOD, lw=2.6, label="the truth")
    axes.legend(loc="upper center", ncols=2, columnspacing=1.2, handlelength=2.2, borderaxespad=0.1)

    def show(state):
        every = np.full((REFITS, len(GRID) + 1), np.nan)  # then lift the pen
        every[:, :-1] = np.clip(state.chosen.fits, -9, 9)
        every[:, :-1][np.abs(every[:, :-1]) > 2.5] = np.nan
        ghosts.set_data(np.tile(np.append(GRID, np.nan), REFITS), every.ravel())
        dots.set_data(state.x, state.y)
        mine = state.chosen.fits[0]
        one.set_data(GRID, np.where(np.abs(mine) > 2.5, np.nan, mine))

    return show


def draw_errors(stage, axes):
    axes.set(xlim=(0.9, MOST * 1.15), ylim=(LOWEST, HIGHEST), xscale="log", yscale="log")
    axes.set(xlabel="parameters (the degree plus 1)", ylabel="mean squared error")
    axes.set_xticks([1, 2, 5, 10, 20, 50, 100, 200], ["1", "2", "5", "10", "20", "50", "100", "200"])
    axes.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    axes.minorticks_off()
    edge = stage.moving(axes.plot([], [], color=GREY, ls=":", lw=1.8, zorder=2))
    axes.plot([], [], color=GREY, ls=":", lw=1.8, label="as many parameters as measurements")
    lines = [
        stage.moving(axes.plot([], [], color=look["color"], ls=look["ls"], marker=look["marker"], ms=3.5, lw=2))
        for look in (DEV, TRAIN)
    ]
    for name, look in (("error on new measurements", DEV), ("training error", TRAIN)):
        axes.plot([], [], **look, label=name)
    axes.legend(loc="upper left", borderaxespad=0.1, handlelength=2.6)
    ruler = stage.moving(axes.plot([], [], color=ORANGE, lw=2, zorder=4))
    dot = stage.moving(axes.plot([], [], **{**DEV, "ls": "", "ms": 10, "mec": DATA, "zorder": 7}))
    knob = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "parameters",
        axes,
        lambda state: (state.parameters, LOWEST),
        lambda x, _, state: {"parameters": int(np.clip(round(x), 1, MOST))},
        label="parameters",
    )

    def show(state):
        edge.set_data([state.n, state.n], [LOWEST, HIGHEST / 12])
        tried = COUNTS <= state.parameters  # the rest is drawn as the hand gets there
        lines[0].set_data(COUNTS[tried], np.minimum(state.on_new[tried], HIGHEST))
        lines[1].set_data(COUNTS[tried], np.maximum(state.on_own[tried], LOWEST / 9))
        ruler.set_data([state.parameters, state.parameters], [LOWEST, np.clip(state.error, LOWEST, HIGHEST)])
        dot.set_data([state.parameters], [np.clip(state.error, LOWEST, HIGHEST)])
        knob.set_data([state.parameters], [LOWEST])

    return show


@double_descent.said
def words(state):
    return readouts(
        train=show(state.chosen.on_own, ".3f", label="training error"),
        error=show(state.error, ",.3g", label="error on new measurements"),
        bias=show(state.chosen.bias, ",.3g", label="bias²"),
        variance=show(state.chosen.variance, ",.3g"),
        norm=show(state.chosen.norm, ",.3g", label="size of the weights"),
        verdict=verdict(state),
    )


def verdict(state):
    p, n = state.parameters, state.n
    if p > n and state.error < 1.15 * state.second:
        return (
            "The second valley: the fit passes through every measurement and hardly swings in between. "
            f"(In the first valley, the error was {state.first:.3f}.)"
        )
    if p > n:
        return "Past the peak: many polynomials pass through all points, and this is the one with the smallest weights."
    if p == n:
        return "As many parameters as measurements: only one polynomial passes through all points, however it swings."
    if state.error < 1.15 * state.first:
        return "About right: free enough to follow the curve, and not free enough to follow the noise."
    if state.on_new[COUNTS <= p].min() < 0.87 * state.error:
        return "Before the peak: with each parameter more, the fit follows the noise more closely."
    return "Too simple: it can't bend the way the curve does."

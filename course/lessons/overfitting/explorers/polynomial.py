"""Polynomials fitted to thirty measurements of one curve, and where their error on new measurements comes from."""

import numpy as np

from course.lessons.overfitting.looks import DEV, TRAIN
from course.lessons.overfitting.measurements import GRID, HIGHEST, REFITS, parts, refits, truth
from course.live import State, explorer, integer, linear, log, readouts, show
from course.live.style import DATA, GOOD, GREY, HANDLE, MODEL, ORANGE, SKY

SHOWN = 0.84  # errors up to here
DEGREES = np.arange(HIGHEST + 1)
LAYERS = (("noise²", "#d5d8dd", ""), ("bias²", "#f3c98b", "/"), ("variance", "#9ecae9", ""))


@explorer(
    size=(1080, 390),
    degree=integer(0, HIGHEST, start=1, label="degree"),
    n=log(15, 300, start=16, whole=True, label="measurements n"),
    noise=linear(0, 0.6, start=0.35, label="noise"),
    draw=integer(1, REFITS, start=1, label="fit in bold"),
    presets={
        "too simple": dict(degree=1),
        "about right": dict(degree=5),
        "too free": dict(degree=11),
        "too free, ten times the data": dict(degree=11, n=160),
        "too simple, ten times the data": dict(degree=1, n=160),
    },
)
def polynomial(degree, n, noise, draw):
    """Polynomials fitted to thirty measurements of one curve, and where their error on new measurements comes from."""
    x, y, fits, on_own, on_new = refits(n, noise)
    bias, variance = parts(fits)
    return State(
        x=x,
        y=y[draw - 1],
        fits=fits[:, degree],
        on_own=on_own,
        on_new=on_new,
        bias=bias,
        variance=variance,
        best=int((bias + variance).argmin()),
    )


@polynomial.seen
def scene(stage):
    plot, chart = stage.panels(
        "Measured thirty times, thirty fits",
        "Drag the degree: the error and its three parts",
        names=["fits", "errors"],
        widths=[4.4, 5.6],
    )
    show_fits, show_errors = draw_fits(stage, plot), draw_errors(stage, chart)

    def show(state):
        show_fits(state)
        show_errors(state)

    return show


def draw_fits(stage, axes):
    """All thirty fits, one of them in full with its measurements, their mean, and the truth."""
    axes.set(xlim=(-1.05, 1.05), ylim=(-2.2, 2.9), xlabel="x", ylabel="y")
    ghosts = stage.moving(axes.plot([], [], color=SKY, lw=0.8, alpha=0.55))
    axes.plot([], [], color=SKY, lw=1.5, label="each fit")
    dots = stage.moving(axes.plot([], [], "o", color=DATA, ms=4, alpha=0.8, mew=0, zorder=4))
    one = stage.moving(axes.plot([], [], color=MODEL, lw=2.4, zorder=5))
    axes.plot([], [], color=MODEL, lw=2.4, label="the one in bold")
    middle = stage.moving(axes.plot([], [], "-.", color=ORANGE, lw=2.6, zorder=6))
    axes.plot([], [], "-.", color=ORANGE, lw=2.6, label="mean of all thirty")
    stage.moving(axes.plot(GRID, truth(GRID), ":", color=GOOD, lw=2.6, zorder=7))
    axes.plot([], [], ":", color=GOOD, lw=2.6, label="the truth")
    axes.legend(loc="upper center", ncols=2, columnspacing=1.2, handlelength=2.2, borderaxespad=0.1)

    def show(state):
        every = np.full((REFITS, len(GRID) // 2 + 2), np.nan)  # every second place, then lift the pen
        every[:, :-1] = state.fits[:, ::2]
        ghosts.set_data(np.tile(np.append(GRID[::2], np.nan), REFITS), every.ravel())
        dots.set_data(state.x, state.y)
        one.set_data(GRID, state.fits[state.draw - 1])
        middle.set_data(GRID, state.fits.mean(axis=0))

    return show


def draw_errors(stage, axes):
    """Both errors over the degree, and noise, bias² and variance as layers under them."""
    from matplotlib.patches import Rectangle

    axes.set(xlim=(-0.3, HIGHEST + 0.3), ylim=(0, 1.1), xlabel="degree of the polynomial", ylabel="mean squared error")
    axes.set_xticks(DEGREES)
    layers = {}
    for name, color, hatch in LAYERS:
        look = dict(fc=color, ec=GREY, lw=0.5, hatch=hatch, zorder=1, label=name)
        layers[name] = stage.moving(axes.fill([0, 0, 1], [0, 1, 0], **look))
    train = stage.moving(axes.plot([], [], **TRAIN, zorder=5))
    new = stage.moving(axes.plot([], [], **DEV, zorder=5))
    axes.plot([], [], **DEV, label="error on new measurements")
    axes.plot([], [], **TRAIN, label="training error")
    axes.legend(loc="upper center", ncols=2, columnspacing=1.4, handlelength=2.6, borderaxespad=0.2)
    below = Rectangle((-0.5, 0), HIGHEST + 1, SHOWN, transform=axes.transData)  # larger ones leave under the legend
    for artist in (*layers.values(), train, new):
        artist.set_clip_path(below)
    show_ruler = draw_ruler(stage, axes)

    def show(state):
        floor = np.zeros(HIGHEST + 1)
        for name, part in zip(layers, (np.full(HIGHEST + 1, state.noise**2), state.bias, state.variance)):
            top = np.minimum(floor + part, 2)
            layers[name].set_xy(np.column_stack([np.append(DEGREES, DEGREES[::-1]), np.append(floor, top[::-1])]))
            floor = top
        train.set_data(DEGREES, state.on_own)
        new.set_data(DEGREES, np.minimum(state.on_new, 2))
        show_ruler(state)

    return show


def draw_ruler(stage, axes):
    ruler = stage.moving(axes.plot([], [], color=ORANGE, lw=2, zorder=4))
    knob = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "degree",
        axes,
        lambda state: (state.degree, 0.0),
        lambda x, _, state: {"degree": np.clip(round(x), 0, HIGHEST)},
        label="degree",
    )

    def show(state):
        ruler.set_data([state.degree, state.degree], [0, SHOWN])
        knob.set_data([state.degree], [0])

    return show


@polynomial.said
def words(state):
    at = state.degree
    return readouts(
        train=show(state.on_own[at], ".3f", label="training error"),
        error=show(state.on_new[at], ".3f", label="error on new measurements"),
        bias=show(state.bias[at], ".3f", label="bias²"),
        variance=show(state.variance[at], ".3f"),
        noise=show(state.noise**2, ".3f", label="noise²"),
        verdict=verdict(at, state.best, state.bias, state.variance, state.noise),
    )


def verdict(degree, best, bias, variance, noise):
    if noise == 0 and bias[degree] < 0.005:
        return "Without noise there is nothing to memorize but the truth, so more freedom does no harm here."
    if bias[degree] + variance[degree] < 1.3 * (bias + variance)[best] + 0.002:
        return "About right: most of the error that is left is noise, which nobody can predict."
    if degree < best:
        return "Too simple: every fit is wrong in the same way, and so is their mean. That is bias."
    if bias[degree] > 0.05:
        return "Much too free: the fits scatter so widely that even the mean of thirty is off."
    return (
        "Too free: the mean of all thirty is close to the truth, but each fit follows its own noise. That is variance."
    )

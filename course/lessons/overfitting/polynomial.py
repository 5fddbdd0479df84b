"""Thirty polynomials for thirty measurements of one curve: how far off they are on average, and how far they scatter."""

from functools import lru_cache

import numpy as np
from numpy.polynomial.legendre import legvander

from course.live import explorer, integer, linear, log, readouts, show
from course.live.style import DATA, GOOD, GREY, HANDLE, MODEL, ORANGE, SKY

from .looks import DEV, TRAIN

HIGHEST, REFITS = 12, 30
SHOWN = 0.84  # errors up to here
GRID = np.linspace(-1, 1, 201)


def truth(x):
    """The curve that is measured."""
    return 0.9 * np.sin(4.2 * x + 0.6)


@lru_cache(maxsize=32)
def refits(n, noise):
    """Thirty times n measurements, and the best polynomial of each degree for each time.

    Returns x (n,), y (30, n), the polynomials on GRID (30, 13, 201), and the mean squared error of each on its own
    measurements and on as many fresh ones at the places of GRID, (13,) both.
    """
    rng = np.random.default_rng(0)
    x = np.linspace(-1, 1, n)
    y = truth(x) + noise * rng.normal(size=(REFITS, n))
    # Columns that do not overlap: the best fit of degree d is then the sum of the first d + 1 shares.
    q, r = np.linalg.qr(legvander(x, HIGHEST))
    shares = y @ q
    on_grid = legvander(GRID, HIGHEST) @ np.linalg.inv(r)
    fits = np.cumsum((shares[:, :, None] * on_grid.T), axis=1)
    left = y[:, None] - np.cumsum(shares[:, :, None] * q.T, axis=1)
    fresh = truth(GRID) + noise * rng.normal(size=(REFITS, 1, len(GRID)))
    return x, y, fits, (left**2).mean(axis=(0, 2)), ((fits - fresh) ** 2).mean(axis=(0, 2))


def parts(fits):
    """Bias squared and variance for each degree, (13,) both, of fits (30, 13, 201)."""
    middle = fits.mean(axis=0)
    return ((middle - truth(GRID)) ** 2).mean(axis=1), fits.var(axis=0).mean(axis=1)


@explorer(
    size=(1080, 390),
    degree=integer(0, HIGHEST, start=1, label="degree"),
    n=log(15, 300, start=16, whole=True, label="measurements n"),
    noise=linear(0, 0.6, start=0.35, label="noise"),
    draw=integer(1, REFITS, start=1, label="shown in full"),
)
def polynomial(stage):
    """Polynomials fitted to thirty measurements of one curve, and where their error on new measurements comes from."""
    from matplotlib.patches import Rectangle

    plot, chart = stage.panels(
        "Thirty times measured, thirty fits", "Drag the degree: the error, and where it is from", widths=[4.4, 5.6]
    )
    plot.set(xlim=(-1.05, 1.05), ylim=(-2.2, 2.9), xlabel="x", ylabel="y")
    ghosts = stage.moving(plot.plot([], [], color=SKY, lw=0.8, alpha=0.55))
    plot.plot([], [], color=SKY, lw=1.5, label="each fit")
    dots = stage.moving(plot.plot([], [], "o", color=DATA, ms=4, alpha=0.8, mew=0, zorder=4))
    one = stage.moving(plot.plot([], [], color=MODEL, lw=2.4, zorder=5))
    plot.plot([], [], color=MODEL, lw=2.4, label="the one in full")
    middle = stage.moving(plot.plot([], [], "--", color=ORANGE, lw=2.6, zorder=6))
    plot.plot([], [], "--", color=ORANGE, lw=2.6, label="mean of all thirty")
    stage.moving(plot.plot(GRID, truth(GRID), ":", color=GOOD, lw=2.6, zorder=7))
    plot.plot([], [], ":", color=GOOD, lw=2.6, label="the truth")
    plot.legend(loc="upper center", ncols=2, columnspacing=1.2, handlelength=2.2, borderaxespad=0.1)

    degrees = np.arange(HIGHEST + 1)
    chart.set(xlim=(-0.3, HIGHEST + 0.3), ylim=(0, 1.1), xlabel="degree of the polynomial", ylabel="mean squared error")
    chart.set_xticks(degrees)
    layers = {}
    for name, color, hatch in (("noise", "#d5d8dd", ""), ("bias²", "#f3c98b", "/"), ("variance", "#9ecae9", "")):
        layers[name] = stage.moving(
            chart.fill([0, 0, 1], [0, 1, 0], fc=color, ec=GREY, lw=0.5, hatch=hatch, zorder=1, label=name)
        )
    train = stage.moving(chart.plot([], [], **TRAIN, zorder=5))
    new = stage.moving(chart.plot([], [], **DEV, zorder=5))
    chart.plot([], [], **DEV, label="error on new measurements")
    chart.plot([], [], **TRAIN, label="training error")
    chart.legend(loc="upper center", ncols=2, columnspacing=1.4, handlelength=2.6, borderaxespad=0.2)
    below = Rectangle(
        (-0.5, 0), HIGHEST + 1, SHOWN, transform=chart.transData
    )  # what is larger leaves the picture under the legend
    for artist in (*layers.values(), train, new):
        artist.set_clip_path(below)
    ruler = stage.moving(chart.plot([], [], color=ORANGE, lw=2, zorder=4))
    knob = stage.moving(chart.plot([], [], **HANDLE))
    stage.grip(
        "degree",
        chart,
        lambda s: (s.degree, 0.0),
        lambda x, _, s: {"degree": np.clip(round(x), 0, HIGHEST)},
        label="degree",
    )

    def update(degree, n, noise, draw):
        x, y, fits, on_own, on_new = refits(n, noise)
        bias, variance = parts(fits)
        all_fits = np.full((REFITS, len(GRID) // 2 + 2), np.nan)  # every second place, then lift the pen
        all_fits[:, :-1] = fits[:, degree, ::2]
        ghosts.set_data(np.tile(np.append(GRID[::2], np.nan), REFITS), all_fits.ravel())
        dots.set_data(x, y[draw - 1])
        one.set_data(GRID, fits[draw - 1, degree])
        middle.set_data(GRID, fits[:, degree].mean(axis=0))
        floor = np.zeros(HIGHEST + 1)
        for name, part in (("noise", np.full(HIGHEST + 1, noise**2)), ("bias²", bias), ("variance", variance)):
            top = np.minimum(floor + part, 2)
            layers[name].set_xy(np.column_stack([np.append(degrees, degrees[::-1]), np.append(floor, top[::-1])]))
            floor = top
        train.set_data(degrees, on_own)
        new.set_data(degrees, np.minimum(on_new, 2))
        ruler.set_data([degree, degree], [0, SHOWN])
        knob.set_data([degree], [0])
        best = int((bias + variance).argmin())
        if noise == 0 and bias[degree] < 0.005:
            verdict = (
                "Without noise there is nothing to learn by heart but the truth, so that more freedom does no harm."
            )
        elif bias[degree] + variance[degree] < 1.3 * (bias + variance)[best] + 0.002:
            verdict = "About right: what is left is mostly the noise, which nobody can foresee."
        elif degree < best:
            verdict = "Too stiff: every fit is wrong in the same way, and so is their mean. That is bias."
        elif bias[degree] > 0.05:
            verdict = (
                "Much too free: the fits scatter so wildly that even the mean of thirty has not settled on the truth."
            )
        else:
            verdict = "Too free: the mean of all thirty is close to the truth, but each single one follows its own noise. That is variance."
        return readouts(
            train=show(on_own[degree], ".3f", label="training error"),
            error=show(on_new[degree], ".3f", label="error on new ones"),
            bias=show(bias[degree], ".3f", label="bias²"),
            variance=show(variance[degree], ".3f"),
            noise=show(noise**2, ".3f", label="noise²"),
            verdict=verdict,
        )

    return update

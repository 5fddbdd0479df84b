"""Where to try: a grid or draws at random, and on which scale."""

from functools import lru_cache

import numpy as np

from course.live import choice, explorer, integer, log, readouts, show
from course.live.artists import Bars, QuickText, Valley
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, OTHER
from nbcore import search

from .nets import RATES, true_error

# ---- a grid or at random ------------------------------------------------------------------------

LANDSCAPES = 1000
GRID, RANDOM = dict(marker="s", color=OTHER), dict(marker="o", color=MODEL)


def height(points, lowest, ratio):
    """How bad a setting is: the squared distance from the best one, its second part divided by ``ratio``. points: (..., 2)."""
    away = points - lowest
    return away[..., 0] ** 2 + away[..., 1] ** 2 / ratio


def grid(side):
    """side x side places on the unit square, each in the middle of its field: (side², 2)."""
    places = list((np.arange(side) + 0.5) / side)
    return np.array([(s["x"], s["y"]) for s in search.grid({"x": places, "y": places})])


@lru_cache(maxsize=16)
def landscapes(side):
    """A thousand lowest points, (1000, 1, 2), and for each as many random draws as the grid has places, (1000, side², 2)."""
    rng = np.random.default_rng(5)
    return rng.uniform(0.15, 0.85, (LANDSCAPES, 1, 2)), rng.uniform(0, 1, (LANDSCAPES, side**2, 2))


@lru_cache(maxsize=8)
def squares(side):
    """The squared distances from the lowest points along both hyperparameters: of the grid's places, and of the draws."""
    lowest, draws = landscapes(side)
    return [(away[..., 0] ** 2, away[..., 1] ** 2) for away in (grid(side) - lowest, draws - lowest)]


@lru_cache(maxsize=256)
def duel(side, ratio):
    """The share of the landscapes on which the best random draw is lower than the best place of the grid."""
    ordered, drawn = ((first + second / ratio).min(axis=1) for first, second in squares(side))
    return float((drawn < ordered).mean())


@explorer(
    size=(1080, 400),
    side=integer(2, 8, start=5, label="values of each on the grid"),
    ratio=log(1, 1000, start=30, step=0.1, label="the first counts more, times"),
    seed=integer(1, 50, start=1, label="landscape and draws"),
)
def grid_or_random(stage):
    """The same number of tries, on a grid and at random: how many values of each hyperparameter they try, and which comes lower."""
    left, right, chart = stage.panels("On a grid", "At random", "On 1,000 landscapes", widths=[3.3, 3.3, 3])
    panels = {}
    for axes, look in ((left, GRID), (right, RANDOM)):
        axes.set(
            xlim=(0, 1),
            ylim=(-0.16, 1),
            xticks=[0, 0.5, 1],
            yticks=[0, 0.5, 1],
            xlabel="the one that counts more",
            ylabel="the other",
        )
        valley = Valley(stage, axes, [0.0005, 0.002, 0.008, 0.03, 0.08, 0.18, 0.35])
        floor = stage.moving(axes.fill_between([0, 1], -0.16, -0.005, color="white", zorder=1))
        dots = stage.moving(axes.plot([], [], ls="", mec="white", mew=0.8, ms=8, zorder=4, **look))
        ring = stage.moving(axes.plot([], [], "o", mfc="none", mec=GOOD, mew=3, ms=16, zorder=5))
        feet = stage.moving(axes.plot([], [], "|", color=look["color"], ms=13, mew=2, zorder=4))
        says = stage.moving(
            QuickText(axes, 0.99, -0.115, DATA, size=11, weight="bold", ha="right", boxed=True, zorder=6)
        )
        panels[axes] = valley, floor, dots, ring, feet, says
    chart.set(
        xlim=(0.9, 1100),
        ylim=(0, 100),
        xscale="log",
        xlabel="how much more the first counts",
        ylabel="random comes lower (%)",
    )
    chart.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    chart.axhline(50, color=GREY, ls=":", lw=1.5)
    chart.text(1, 52, "a tie", fontsize=10, color=GREY)
    curve = stage.moving(chart.plot([], [], color=MODEL))
    here = stage.moving(chart.plot([], [], **HANDLE))
    stage.grip(
        "ratio",
        chart,
        lambda s: (s.ratio, 100 * duel(s.side, s.ratio)),
        lambda x, y, s: {"ratio": x},
        label="how much more the first counts",
    )
    ratios = [float(r) for r in np.geomspace(1, 1000, 16)]

    def update(side, ratio, seed):
        lowest, draws = (part[seed] for part in landscapes(side))
        tries = {left: grid(side), right: draws}
        values = {}
        for axes, (valley, _, dots, ring, feet, says) in panels.items():
            points = tries[axes]
            heights = height(points, lowest, ratio)
            valley.show(np.diag([2.0, 2.0 / ratio]), lowest[0])
            dots.set_data(*points.T)
            ring.set_data(*points[[heights.argmin()]].T)
            distinct = np.unique(points[:, 0])
            feet.set_data(distinct, np.full(len(distinct), -0.06))
            says.set_text(f"{len(distinct)} values")
            values[axes] = len(distinct), float(heights.min())
        curve.set_data(ratios, [100 * duel(side, r) for r in ratios])
        share = duel(side, ratio)
        here.set_data([ratio], [100 * share])
        if share > 0.6:
            verdict = f"On most of the 1,000, random wins: the grid spends {side**2} tries on {side} values of the one that counts, the random draws on {side**2}."
        elif share > 0.4:
            verdict = (
                "About a tie, all in all: what the grid gains by its even spacing, it loses by repeating its values."
            )
        else:
            verdict = "On most of the 1,000, the grid wins: both count, and it leaves no hole. This needs only few hyperparameters, as here."
        return readouts(
            tries=show(side**2, ".0f", label="tries each"),
            distinct_grid=show(values[left][0], ".0f", label="values, grid"),
            distinct_random=show(values[right][0], ".0f", label="values, random"),
            lowest_grid=show(values[left][1], ".6f", label="lowest here, grid"),
            lowest_random=show(values[right][1], ".6f", label="lowest here, random"),
            wins=show(100 * share, ".0f", "%", label="random comes lower"),
            verdict=verdict,
        )

    return update


# ---- on which scale -----------------------------------------------------------------------------

BINS = 10  # bars for each power of ten
SMALL_DECAY = 4  # the row of the map at weight decay 0.0001


@explorer(
    size=(1080, 400),
    scale=choice("linear", "log", label="drawn evenly on a scale that is"),
    low=log(1e-4, 0.1, start=1e-4, step=0.25, label="smallest learning rate"),
    n=log(10, 2000, start=1000, step=0.1, whole=True, label="draws"),
    threshold=log(1e-3, 0.9, start=0.1, step=0.05, label="the mark"),
)
def log_scale(stage):
    """Learning rates drawn evenly, on a linear or a log scale, up to 1: where they land, and what nets with those rates do."""
    bars, nets = stage.panels("Where the draws land", "The first 10 draws, on real nets (Adam)", widths=[5, 4.6])
    for axes in (bars, nets):
        axes.set(xscale="log", xlim=(7e-5, 1.4), xlabel="learning rate η")
        axes.set_xticks([1e-4, 1e-3, 1e-2, 0.1, 1], ["0.0001", "0.001", "0.01", "0.1", "1"])
    edges = np.geomspace(1e-4, 1, 4 * BINS + 1)
    bars.set(ylim=(0, 26), ylabel="share of the draws (%)")
    columns = stage.moving(Bars(bars, (edges[:-1] + edges[1:]) / 2, np.diff(edges), fc=MODEL, ec="white", lw=0.5))
    powers = [stage.moving(QuickText(bars, 10.0 ** (k - 3.5), 24.3, DATA, size=12, weight="bold")) for k in range(4)]
    for k in range(1, 4):
        bars.axvline(10.0 ** (k - 4), color=FAINT, lw=1)
    mark = stage.moving(bars.plot([], [], color=ERROR, lw=2, ls="--"))
    knob = stage.moving(bars.plot([], [], **HANDLE))
    stage.grip("threshold", bars, lambda s: (s.threshold, 20.5), lambda x, y, s: {"threshold": x}, label="the mark")
    nets.set(ylim=(0, 100), ylabel="true error (%)")
    nets.plot(RATES, true_error("C")[SMALL_DECAY], color=GREY, lw=2)
    tried = stage.moving(nets.plot([], [], "o", color=MODEL, mec="white", ms=10))
    feet = stage.moving(nets.plot([], [], "|", color=MODEL, ms=14, mew=2))
    best = stage.moving(nets.plot([], [], "o", mfc="none", mec=GOOD, mew=3, ms=18))

    def error(rates):
        return np.interp(np.log(rates), np.log(RATES), true_error("C")[SMALL_DECAY])

    def update(scale, low, n, threshold):
        draw = (search.uniform if scale == "linear" else search.log_uniform)(low, 1.0)
        rng = np.random.default_rng(3)
        rates = np.array([draw(rng) for _ in range(n)])
        counts = np.histogram(rates, edges)[0] * (100 / n)
        columns.show(np.minimum(counts, 26))
        for k, text in enumerate(powers):
            text.set_text(f"{counts[k * BINS : (k + 1) * BINS].sum():.0f}%")
        mark.set_data([threshold] * 2, [0, 22.5])
        knob.set_data([threshold], [20.5])
        ten = rates[:10]
        errors = error(ten)
        tried.set_data(ten, errors)
        feet.set_data(ten, np.full(10, 3))
        best.set_data(ten[[errors.argmin()]], [errors.min()])
        share = 100 * float((rates > threshold).mean())
        if scale == "linear":
            wanted = (1 - max(threshold, low)) / (1 - low)
            verdict = "Evenly on a linear scale: nearly all draws land in the largest power of ten, and the small rates are hardly tried."
            if low >= 0.05:
                verdict = "Within about one power of ten, the linear scale does little harm."
        else:
            wanted = np.log(max(threshold, low)) / np.log(low)
            verdict = "Evenly on a log scale: each power of ten gets the same share of the draws."
        if errors.min() > 50:
            verdict += " But this range has no good rate for these nets: they want smaller ones."
        return readouts(
            above=show(share, ".1f", "%", label="draws above the mark"),
            wanted=show(100 * wanted, ".1f", "%", label="share to expect"),
            useless=show(int((errors > 50).sum()), ".0f", label="of the ten: over half wrong"),
            best=show(errors.min(), ".0f", "%", label="lowest of the ten"),
            verdict=verdict,
        )

    return update

"""Downhill without a gradient: a cloud of tries, the best of which are the parents of the next."""

import math
from functools import lru_cache

import numpy as np

from course.live import choice, explorer, integer, log, point, readouts, show, timeline
from course.live.artists import Field
from course.live.style import BLACK, FAINT, GOOD, HANDLE, MODEL, ORANGE
from nbcore import search

from .nets import DECAYS, RATES, dev_error
from .play import DARK_IS_LOW

GENERATIONS = 30
SIDE = 3.0  # the map reaches from -3 to 3 both ways


def stairs(at):
    """A valley that lies askew, in whole steps."""
    x, y = float(at[0]), float(at[1])
    along, across = 0.8 * x + 0.6 * y, 0.8 * y - 0.6 * x
    return float(math.floor(8 * math.log10(1 + along * along + 12 * across * across)))


def terraces(at):
    """A bowl full of dips, in whole steps."""
    x, y = float(at[0]), float(at[1])
    return float(math.floor(1.5 * (x * x + y * y) + 3 * (2 - math.cos(3 * x) - math.cos(3 * y))))


def digits(at):
    """The dev error in percent of real nets: the map A of this lesson, learning rate to the right, weight decay upwards."""
    (rows, columns), places = (DECAYS.size, RATES.size), []
    for value, count in ((float(at[1]), rows), (float(at[0]), columns)):
        places.append(min(max(round((value + SIDE) / (2 * SIDE) * (count - 1)), 0), count - 1))
    return float(dev_error("A")[-1][tuple(places)])


SURFACES = {"stairs": (stairs, 20), "terraces": (terraces, 30), "real nets (A)": (digits, 92)}  # and how high they are


@lru_cache(maxsize=32)
def evolved(surface, start, sigma, population, seed):
    return search.evolve(SURFACES[surface][0], np.array(start), sigma, population, GENERATIONS, seed)


@explorer(
    size=(1080, 410),
    generation=timeline(0, GENERATIONS - 1, start=0, interval=250),
    population=integer(4, 60, start=24, step=4, label="population"),
    sigma=log(0.02, 2, start=0.5, label="first spread"),
    start=point(-2.2, 1.4, low=(-2.8, -2.8), high=(2.8, 2.8)),
    surface=choice(*SURFACES, label="landscape"),
    seed=integer(1, 30, start=1, label="draws"),
)
def evolution(stage):
    """A cloud of tries that walks down a landscape of flat steps, where every slope is zero."""
    chart, record = stage.panels("The cloud: drag where it begins", "How low it is", widths=[4.6, 4])
    chart.set(
        xlim=(-SIDE, SIDE), ylim=(-SIDE, SIDE), xticks=[], yticks=[], xlabel="first number", ylabel="second number"
    )
    field = Field(stage, chart, DARK_IS_LOW, low=0, high=1, cells=120, bands=60)
    cloud = stage.moving(chart.plot([], [], "o", color=ORANGE, mec=BLACK, mew=0.6, ms=6, zorder=4))
    parents = stage.moving(chart.plot([], [], "D", color=GOOD, mec="white", mew=0.8, ms=8, zorder=5))
    trail = stage.moving(chart.plot([], [], "-", color=BLACK, lw=1.6, marker=".", ms=6, zorder=3))
    knob = stage.moving(chart.plot([], [], **HANDLE))
    stage.grip("start", chart, label="where the cloud begins")
    for look, words in (
        (dict(color=ORANGE, marker="o", mec=BLACK), "tries"),
        (dict(color=GOOD, marker="D", mec="white"), "parents: the best quarter"),
    ):
        record.plot([], [], ls="", ms=8, **look, label=words)
    record.set(xlim=(-0.5, GENERATIONS - 0.5), ylim=(-0.03, 1.03), xlabel="generation", yticks=[0, 0.5, 1])
    record.set_yticklabels(["lowest", "", "highest"])
    record.axhline(0, color=FAINT)
    middle = stage.moving(record.plot([], [], color=ORANGE, lw=2, ls="--"))
    best = stage.moving(record.plot([], [], color=MODEL, lw=2.4))
    now = stage.moving(record.plot([], [], "o", color=MODEL, ms=10, mec="white"))
    record.plot([], [], color=ORANGE, ls="--", label="middle of the tries")
    record.plot([], [], color=MODEL, lw=2.4, label="best so far")
    record.legend(loc="upper right")

    @lru_cache(maxsize=len(SURFACES))
    def heights(surface):
        return np.array([SURFACES[surface][0](at) for at in field.points.tolist()])

    def update(generation, population, sigma, start, surface, seed):
        high = SURFACES[surface][1]
        run = evolved(surface, start, sigma, population, seed)
        ground = heights(surface)
        floor = ground.min()
        field.show((ground - floor) / (high - floor))
        points, values = run.clouds[generation], run.values[generation]
        order = values.argsort(kind="stable")[: population // 4]
        cloud.set_data(*points.T)
        parents.set_data(*points[order].T)
        trail.set_data(*run.means[: generation + 1].T)
        knob.set_data([start[0]], [start[1]])
        so_far = np.minimum.accumulate(run.values.min(axis=1))
        scaled = [np.clip((line - floor) / (high - floor), 0, 1) for line in (np.median(run.values, axis=1), so_far)]
        generations = np.arange(generation + 1)
        middle.set_data(generations, scaled[0][: generation + 1])
        best.set_data(generations, scaled[1][: generation + 1])
        now.set_data([generation], [scaled[1][generation]])
        spread = float(np.sqrt(points.var(axis=0).mean()))
        low = so_far[generation] <= floor + (1e-9 if surface != "real nets (A)" else 3)
        if low:
            verdict = (
                "Down at the bottom."
                if surface != "real nets (A)"
                else "Within 3 points of the lowest dev error on the map."
            )
        elif generation == 0:
            verdict = "The first cloud, drawn at random around the start. Let it play."
        elif np.ptp(values) == 0:
            verdict = "All tries are on one step, so the best quarter is no better than the rest, and nothing says where to go. Begin with a wider spread."
        elif spread < 0.1:
            verdict = "So small a cloud hardly gets anywhere. Begin with a wider spread, or with more tries."
        else:
            verdict = (
                "On its way: the parents lie on the lower side of the cloud, and the next cloud is drawn around them."
            )
        unit = "%" if surface == "real nets (A)" else ""
        return readouts(
            best=show(so_far[generation], ".3g", unit, label="best so far"),
            lowest=show(floor, ".3g", unit, label="lowest of the landscape"),
            spread=show(spread, ".2f", label="spread of the cloud"),
            tries=show(population * (generation + 1), ",.0f", label="tries so far"),
            verdict=verdict,
        )

    return update

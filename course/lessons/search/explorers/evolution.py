"""A cloud of tries that walks down a landscape of flat steps, where every slope is zero."""

from functools import lru_cache

import numpy as np

from course.live import State, choice, explorer, integer, log, point, readouts, show, timeline
from course.live.style import BLACK, FAINT, GOOD, HANDLE, MODEL, ORANGE

from ..clouds import GENERATIONS, SIDE, SURFACES, evolved, setting_at
from ..error_map import DARK_IS_LOW
from ..nets import true_error

NETS = "real nets (A)"


@explorer(
    size=(1080, 410),
    presets={
        "down the stairs": dict(generation=29),
        "too small a cloud": dict(generation=29, sigma=0.02),
        "caught in a dip": dict(generation=29, surface="terraces", sigma=0.2),
        "real nets": dict(generation=20, surface=NETS),
    },
    generation=timeline(0, GENERATIONS - 1, start=0, interval=250),
    population=integer(4, 60, start=24, step=4, label="population"),
    sigma=log(0.02, 2, start=0.5, label="first spread"),
    start=point(-2.2, 1.4, low=(-2.8, -2.8), high=(2.8, 2.8)),
    surface=choice(*SURFACES, label="landscape"),
    seed=integer(1, 30, start=1, label="draws"),
)
def evolution(generation, population, sigma, start, surface, seed):
    """A cloud of tries that walks down a landscape of flat steps, where every slope is zero."""
    run = evolved(surface, start, sigma, population, seed)
    points, values = run.clouds[generation], run.values[generation]
    _, lowest, highest = SURFACES[surface]
    return State(
        points=points,
        values=values,
        parents=points[values.argsort(kind="stable")[: population // 4]],
        way=run.means[: generation + 1],
        middles=np.median(run.values, axis=1)[: generation + 1],
        best=np.minimum.accumulate(run.values.min(axis=1))[: generation + 1],
        spread=float(np.sqrt(points.var(axis=0).mean())),
        lowest=lowest,
        highest=highest,
        worth=worth(run, generation) if surface == NETS else None,
    )


def worth(run, generation):
    """The true error, in percent, of the net that looked best so far."""
    seen = run.values[: generation + 1]
    return float(true_error("A")[setting_at(run.clouds[np.unravel_index(seen.argmin(), seen.shape)])])


@evolution.seen
def scene(stage):
    chart, record = stage.panels("The cloud: drag where it begins", "How low it is", widths=[4.6, 4])
    show_cloud, show_record = draw_cloud(stage, chart), draw_record(stage, record)

    def show(state):
        show_cloud(state)
        show_record(state)

    return show


def draw_cloud(stage, axes):
    """The landscape from above, the tries of one generation, its parents, and the way so far."""
    from course.live.artists import Field

    axes.set(xlim=(-SIDE, SIDE), ylim=(-SIDE, SIDE), xticks=[], yticks=[])
    axes.set(xlabel="first number", ylabel="second number")
    field = Field(stage, axes, DARK_IS_LOW, low=0, high=1, cells=120, bands=60)
    cloud = stage.moving(axes.plot([], [], "o", color=ORANGE, mec=BLACK, mew=0.6, ms=6, zorder=4))
    parents = stage.moving(axes.plot([], [], "D", color=GOOD, mec="white", mew=0.8, ms=8, zorder=5))
    trail = stage.moving(axes.plot([], [], "-", color=BLACK, lw=1.6, marker=".", ms=6, zorder=3))
    knob = stage.moving(axes.plot([], [], **{**HANDLE, "mfc": "none", "ms": 15}))  # a ring, which hides no parents
    stage.grip("start", axes, label="where the cloud begins")

    @lru_cache(maxsize=len(SURFACES))
    def heights(surface):
        return np.array([SURFACES[surface][0](at) for at in field.points.tolist()])

    def show(state):
        field.show((heights(state.surface) - state.lowest) / (state.highest - state.lowest))
        cloud.set_data(*state.points.T)
        parents.set_data(*state.parents.T)
        trail.set_data(*state.way.T)
        knob.set_data([state.start[0]], [state.start[1]])

    return show


def draw_record(stage, axes):
    """How low the tries are, generation by generation, from the lowest place of the landscape to the highest."""
    for look, words in (
        (dict(color=ORANGE, marker="o", mec=BLACK), "tries"),
        (dict(color=GOOD, marker="D", mec="white"), "parents: the best quarter"),
    ):
        axes.plot([], [], ls="", ms=8, **look, label=words)
    axes.set(xlim=(-0.5, GENERATIONS - 0.5), ylim=(-0.03, 1.03), xlabel="generation", yticks=[0, 0.5, 1])
    axes.set_yticklabels(["lowest", "", "highest"])
    axes.axhline(0, color=FAINT)
    middle = stage.moving(axes.plot([], [], color=ORANGE, lw=2.4, ls=":"))
    best = stage.moving(axes.plot([], [], color=MODEL, lw=2.4))
    now = stage.moving(axes.plot([], [], "o", color=MODEL, ms=10, mec="white"))
    axes.plot([], [], color=ORANGE, lw=2.4, ls=":", label="middle of the tries")
    axes.plot([], [], color=MODEL, lw=2.4, label="best so far")
    axes.legend(loc="upper right")

    def show(state):
        generations = np.arange(state.generation + 1)
        heights = state.highest - state.lowest
        for curve, line in ((middle, state.middles), (best, state.best)):
            curve.set_data(generations, np.clip((line - state.lowest) / heights, 0, 1))
        now.set_data([state.generation], [best.get_ydata()[-1]])

    return show


@evolution.said
def words(state):
    unit = "%" if state.surface == NETS else ""
    true = {} if state.worth is None else {"true": show(state.worth, ".1f", "%", label="its true error")}
    return readouts(
        best=show(state.best[-1], ".3g", unit, label="best so far" if not unit else "best dev error so far"),
        **true,
        lowest=show(state.lowest, ".3g", unit, label="lowest of the landscape"),
        spread=show(state.spread, ".2f", label="spread of the cloud"),
        tries=show(state.population * (state.generation + 1), ",.0f", label="tries so far"),
        verdict=verdict(state),
    )


def verdict(state):
    """Where the cloud is on its way down, or why it does not get down."""
    on_nets = state.surface == NETS
    if state.best[-1] <= state.lowest + (3 if on_nets else 1e-9):
        return "Within 3 points of the lowest dev error on the map." if on_nets else "Down at the bottom."
    if state.generation == 0:
        return "The first cloud, drawn at random around the start. Let it play."
    if np.ptp(state.values) == 0:
        return "All tries are on one step, so the best quarter is no better than the rest, and nothing says where to go. Begin with a wider spread."
    if state.spread < 0.1:
        return "The cloud has become too small to get out of here. Begin with a wider spread, or with more tries."
    return "On its way: the parents lie on the lower side of the cloud, and the next cloud is drawn around them."

"""Two landscapes that are no bowls, a saddle and a plateau, and three methods that have to get away from them."""

import numpy as np

from course.lessons.optimizers.labels import EndLabels
from course.lessons.optimizers.methods import METHODS, dot, line, listed
from course.lessons.optimizers.terrain import (
    REACH,
    START,
    STEPS,
    UNTUNED,
    WALKERS,
    arrival,
    best_rate,
    landscape,
    method,
    walks,
    warmed_up,
)
from course.live import State, choice, explorer, integer, linear, point, power_of_two, readouts, toggle
from course.live.readouts import Quantity
from course.live.style import BLACK, HANDLE

KINDS = ("saddle", "plateau")
X, Y = (-2.7, 2.7), (-2.7, 2.3)
TIMES = np.arange(STEPS + 1)
HIGH = dict(start=(-2.4, 0.002))


@explorer(
    size=(1080, 420),
    presets={
        "the saddle": dict(kind="saddle"),
        "noise": dict(noise=0.3),
        "the plateau": dict(kind="plateau"),
        "a high start": HIGH,
        "a high start, warmed up": dict(**HIGH, warm_up=40),
    },
    kind=choice(*KINDS, label="landscape"),
    start=point(*START, low=(X[0], Y[0]), high=(X[1], Y[1])),
    noise=linear(0, 0.5, start=0, step=0.05, label="mini-batch noise"),
    seed=integer(0, 30, start=4, label="which run of the noise"),
    times=power_of_two(1 / 8, 8, start=1, label="every rate times"),
    warm_up=integer(0, 50, start=0, label="warm-up steps"),
    nesterov=toggle(label="momentum looks ahead (Nesterov)"),
)
def saddle(kind, start, noise, seed, times, warm_up, nesterov):
    """Gradient descent, momentum and Adam from one start in a landscape with a saddle or a plateau."""
    surface, lowest = landscape(kind)
    chance = noise * np.random.default_rng(seed).normal(size=(STEPS, 2)) if noise else None
    rates, paths = {}, {}
    for key in WALKERS:
        ahead = nesterov and key == "momentum"
        rates[key] = times * (UNTUNED.get(key) or best_rate(kind))
        paths[key] = walks(surface, start, method(key, warmed_up(rates[key], warm_up), ahead), chance=chance)[:, 0]
    with np.errstate(all="ignore"):
        losses = {key: surface(path) for key, path in paths.items()}
    return State(
        rates=rates,
        paths=paths,
        losses={key: np.where(np.isfinite(loss), loss, np.inf) for key, loss in losses.items()},
        lowest=lowest,
        arrived={key: float(arrival(path, lowest)) for key, path in paths.items()},
        slope=steepness(surface, paths["gd"][-1]),
    )


@np.errstate(all="ignore")
def steepness(surface, place):
    """How steep it is there; infinite where the walk is lost."""
    slope = float(np.linalg.norm(surface.gradient(place)))
    return slope if np.isfinite(slope) else np.inf


@saddle.seen
def scene(stage):
    ground, fall = stage.panels("Drag the start", "Loss above the lowest point", names=["map", "loss"], widths=[4.6, 6])
    parts = [draw_map(stage, ground), draw_losses(stage, fall)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_map(stage, axes):
    from course.live.artists import Field

    axes.set(xlim=X, ylim=Y, xlabel="w₁", ylabel="w₂", aspect="equal")
    field = Field(stage, axes, ["#4a8fc0", "#a9cde6", "#e9f3fa"], low=-2.3, high=2.0, cells=110, bands=14)
    rings = [stage.moving(axes.plot([], [], color=BLACK, lw=1.1, zorder=3)) for _ in range(2)]
    star = stage.moving(axes.plot([], [], "*", color="white", mec=BLACK, ms=13, ls="", zorder=4))
    paths = {key: stage.moving(axes.plot([], [], **line(key, lw=2.0, zorder=5))) for key in WALKERS}
    ends = {key: stage.moving(axes.plot([], [], **dot(key, zorder=7))) for key in WALKERS}
    handle = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("start", axes)
    turn = np.linspace(0, 2 * np.pi, 60)

    def show(state):
        surface, lowest = landscape(state.kind)
        field.show(np.log10(surface(field.points) + 1e-3))
        star.set_data(*lowest.T)
        for ring, (x, y) in zip(rings, (*lowest, lowest[0])):
            ring.set_data(x + REACH * np.cos(turn), y + REACH * np.sin(turn))
        handle.set_data(*[[part] for part in state.start])
        for key in WALKERS:
            seen = inside(state.paths[key])
            paths[key].set_data(*seen.T)
            ends[key].set_data(*seen[-1:].T)

    return show


def inside(path):
    """The path as far as it can be drawn."""
    with np.errstate(all="ignore"):
        ok = np.isfinite(path).all(axis=1) & (np.abs(np.nan_to_num(path, nan=1e9, posinf=1e9)).max(axis=1) < 1e3)
    return path if ok.all() else path[: max(ok.argmin(), 1)]


def draw_losses(stage, axes):
    axes.set(xlim=(-3, STEPS * 1.34), ylim=(1e-5, 200), yscale="log", xlabel="step", ylabel="loss")
    axes.set_yticks([1e-4, 0.01, 1, 100], ["10⁻⁴", "0.01", "1", "100"])
    axes.set_xticks([0, 50, 100, 150, 200])
    axes.minorticks_off()
    lines = {key: stage.moving(axes.plot([], [], **line(key))) for key in WALKERS}
    names = {key: (METHODS[key]["short"], METHODS[key]["color"]) for key in WALKERS}
    labels = EndLabels(stage, axes, STEPS, names)

    def show(state):
        shown = {key: np.clip(loss, 1e-7, 1e4) for key, loss in state.losses.items()}
        for key, loss in shown.items():
            lines[key].set_data(TIMES, loss)
        labels.show({key: loss[-1] for key, loss in shown.items()})

    return show


@saddle.said
def words(state):
    said = {
        key: Quantity(count, f"{in_words(count)}, η = {state.rates[key]:.3g}", METHODS[key]["short"])
        for key, count in state.arrived.items()
    }
    return readouts(
        **said, slope=Quantity(state.slope, f"{state.slope:.2g}", "slope where GD stands"), verdict=verdict(state)
    )


def in_words(count):
    return f"there after {count:.0f} step{'s' * (count != 1)}" if np.isfinite(count) else f"not there in {STEPS} steps"


def verdict(state):
    gone = [METHODS[key]["name"] for key in WALKERS if not state.losses[key][-1] < 1e3]
    if gone:
        return f"Blows up: {listed(gone)}."
    late = [key for key in WALKERS if not np.isfinite(state.arrived[key])]
    if not late:
        first = min(WALKERS, key=state.arrived.get)
        return f"All three get away from the {state.kind}. First: {METHODS[first]['name']}."
    names = listed([METHODS[key]["name"] for key in late])
    if len(late) == 3:
        return f"None of the three reaches a lowest point in {STEPS} steps."
    return f"Not there after {STEPS} steps: {names}."

"""A curve with five dips, one walk down it, and the map of all starts and learning rates: in which dip they end."""

import numpy as np

from course.lessons.descent.dips import AT_REST, FASTEST, NAMES, SLOWEST, basins, height, minima, walk, where_it_rests
from course.lessons.descent.looks import PATH
from course.live import State, explorer, linear, log, readouts, show
from course.live.style import DATA, ERROR, GOOD, GREY, HANDLE, MODEL, PURPLE, SKY

COLORS = (PURPLE, SKY, "#f3eca6", GOOD, ERROR)  # green is the lowest; orange is left to what can be dragged


@explorer(
    size=(1020, 390),
    presets={
        "rests in B": dict(start=-1.5, lr=0.05),
        "never rests": dict(start=-1.5, lr=0.15),
        "thrown out of B": dict(start=-1.5, lr=0.4),
        "thrown out of D": dict(start=2.3, lr=0.4),
        "kept by E": dict(start=3.7, lr=0.4),
    },
    start=linear(-4.5, 4.5, start=-2, step=0.05, label="start w"),
    lr=log(SLOWEST, FASTEST, start=0.05, step=0.02, label="learning rate η"),
)
def bumpy(start, lr):
    """A curve with five dips, one walk down it, and the map of all starts and learning rates: in which dip they end."""
    path, (lowest, edges) = walk(start, lr), minima()
    end = int(where_it_rests(path[-1]))
    moving = np.abs(path - path[-1]) >= AT_REST
    nearest = int(np.abs(start - lowest).argmin())
    return State(
        path=path,
        end=end,
        rests=end < len(lowest),
        needed=int(np.flatnonzero(moving)[-1]) + 1 if moving.any() else 0,
        nearest=nearest,
        edge=edges[nearest],
    )


@bumpy.seen
def scene(stage):
    curve, chart = stage.panels(
        "Drag the start", "Drag the dot: where each walk ends", names=["curve", "map"], widths=[5, 5]
    )
    show_curve, show_chart = draw_curve(stage, curve), draw_chart(stage, chart)

    def show(state):
        show_curve(state)
        show_chart(state)

    return show


def draw_curve(stage, axes):
    """The loss with its five dips, and the walk over it."""
    w = np.linspace(-4.9, 4.9, 500)
    axes.set(xlim=(-4.9, 4.9), ylim=(-0.55, 3.6), xlabel="weight w", ylabel="loss L")
    axes.plot(w, height(w), color=GREY)
    for name, color, dip in zip(NAMES, COLORS, minima()[0]):
        axes.plot(dip, height(dip), "s", color=color, mec=DATA, ms=9, zorder=4)
        axes.text(dip, height(dip) - 0.36, name, ha="center", fontsize=11, weight="bold")
    hops = stage.moving(axes.plot([], [], **PATH))
    last = stage.moving(axes.plot([], [], "o", color=MODEL, mec="white", ms=11, zorder=7))
    handle = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("start", axes, where_start, lambda x, _, state: {"start": x}, label="start on the curve")

    def show(state):
        path = state.path
        drawn = path[: state.needed + 1] if state.rests else path[:40]  # without rest, as long as the eye can follow
        hops.set_data(drawn, height(drawn))
        last.set(data=(path[-1:], height(path[-1:])), visible=state.rests)
        handle.set_data([state.start], [height(state.start)])

    return show


def where_start(state):
    return state.start, float(height(state.start))


def draw_chart(stage, axes):
    """The map of all walks, and a dot for this one."""
    from matplotlib.colors import ListedColormap

    shades = ListedColormap([*COLORS, "#3a3d42"])
    axes.pcolormesh(*basins(), cmap=shades, vmin=-0.5, vmax=5.5, shading="nearest")
    axes.set(xlim=(-4.6, 4.6), ylim=(0.019, 1.7), yscale="log", xlabel="start w", ylabel="learning rate η")
    axes.set_yticks([0.02, 0.05, 0.1, 0.2, 0.5, 1], ["0.02", "0.05", "0.1", "0.2", "0.5", "1"])
    axes.minorticks_off()
    for name, dip in zip(NAMES, minima()[0]):
        axes.text(dip, 0.023, name, ha="center", fontsize=11, weight="bold")
    axes.text(0, 1.42, "dark: never comes to rest", color="white", ha="center", va="center", fontsize=10)
    here = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "start and rate",
        axes,
        lambda state: (state.start, state.lr),
        lambda x, y, state: {"start": np.clip(x, -4.5, 4.5), "lr": np.clip(y, SLOWEST, FASTEST)},
        label="start and learning rate on the map",
    )
    return lambda state: here.set_data([state.start], [state.lr])


@bumpy.said
def words(state):
    return readouts(
        ends_in=NAMES[state.end] if state.rests else "no dip",
        loss=show(height(state.path[-1]), ".3f", label="loss there") if state.rests else "",
        needed=show(state.needed, ",.0f", label="steps until it rests") if state.rests else "",
        edge=show(state.edge, ".2f", f"(dip {NAMES[state.nearest]})", label="edge of nearest dip"),
        verdict=verdict(state),
    )


def verdict(state):
    if not state.rests:
        return "It never comes to rest: the steps are too long for every dip it comes through."
    name, lowest = NAMES[state.end], height(minima()[0]).argmin()
    if state.end == lowest:
        return f"It rests in {name}, the lowest dip of all."
    return f"It rests in {name}, which is not the lowest. The slope there is zero, and the slope is all that a walk can feel."

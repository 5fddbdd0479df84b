"""A curve, the bent line that a sum of ReLU units makes of it, its pieces one by one, and the error left."""

import numpy as np

from course.live import State, choice, explorer, integer, linear, readouts, show
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, PURPLE

from ..sum_of_relus import BENDY, EVEN, FINE, MANY, TARGETS, largest_errors, network_of_relus, sum_of_relus

TARGET = "#b3b8bf"  # a broad gray band, on which the network's line lies
STEEPEST = 10  # how high a hinge may rise in the second panel
ABOVE = dict(loc="lower center", bbox_to_anchor=(0.5, 0.985), columnspacing=0.9, handletextpad=0.4, handlelength=1.6)


@explorer(
    size=(1020, 390),
    presets={
        "12 units": dict(units=12),
        "first three units": dict(units=12, upto=0.2),
        "bumps, even breakpoints": dict(target="bumps", units=10),
        "bumps, breakpoints at the bends": dict(target="bumps", units=10, breakpoints=BENDY),
        "a jump": dict(target="jump", units=8),
    },
    target=choice(*TARGETS, label="target"),
    units=integer(1, 64, start=6, label="hidden units"),
    upto=linear(0, 1, start=1, step=0.01, label="units on up to x ="),
    breakpoints=choice(EVEN, BENDY, label="breakpoints"),
)
def pieces(target, units, upto, breakpoints):
    """A curve, the bent line that a sum of ReLU units makes of it, its pieces one by one, and the error left."""
    places, v, c = sum_of_relus(target, units, breakpoints)
    on = int(np.sum(places < upto))
    places, v = places[:on], v[:on]
    y, made = TARGETS[target](FINE), network_of_relus(FINE, places, v, c)
    gaps = np.abs(made - y)
    return State(
        on=on,
        places=places,
        v=v,
        y=y,
        made=made,
        at_breakpoints=network_of_relus(places, places, v, c),
        worst=int(gaps.argmax()),
        error=float(gaps.max()),
        average=np.trapezoid(gaps, FINE),
    )


@pieces.seen
def scene(stage):
    fit, fan, chart = stage.panels(
        "Target and network",
        "What each unit adds",
        "More units, less error",
        names=["curve", "units", "errors"],
        widths=[5, 4, 4],
    )
    for axes in (fit, fan, chart):
        axes.set_title(axes.get_title("left"), pad=30)  # the legends stand between titles and pictures
    shows = [draw_fit(stage, fit), draw_handle(stage, fit), draw_units(stage, fan), draw_errors(stage, chart)]

    def show(state):
        for part in shows:
            part(state)

    return show


def draw_fit(stage, axes):
    """The target, the network's bent line with its breakpoints, and the place where it is farthest off."""
    axes.set(xlim=(-0.02, 1.02), ylim=(-1.6, 1.6), xlabel="x", ylabel="y")
    wanted = stage.moving(axes.plot([], [], color=TARGET, lw=5, zorder=2))
    line = stage.moving(axes.plot([], [], color=MODEL, lw=2.4, zorder=3))
    dots = stage.moving(axes.plot([], [], "o", color="white", mec=MODEL, mew=1.8, ms=6, zorder=4))
    worst = stage.moving(axes.plot([], [], color=ERROR, lw=3.5, zorder=5))
    axes.plot([], [], color=TARGET, lw=5, label="target")
    axes.plot([], [], "-o", color=MODEL, mfc="white", ms=6, label="network")
    axes.plot([], [], color=ERROR, lw=3.5, label="largest error")
    axes.legend(ncols=3, **ABOVE)

    def show(state):
        wanted.set_data(FINE, state.y)
        line.set_data(FINE, state.made)
        dots.set(data=(state.places, state.at_breakpoints), markersize=6 if state.units <= 20 else 2.5)
        worst.set_data([FINE[state.worst]] * 2, [state.y[state.worst], state.made[state.worst]])

    return show


def draw_handle(stage, axes):
    """The handle that switches units on from the left."""
    curtain = stage.moving(axes.plot([], [], ":", color=GREY, lw=1.8, zorder=1))
    handle = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("upto", axes, lambda s: (s.upto, -1.35), lambda x, y, s: {"upto": np.clip(x, 0, 1)},
               label="x up to which the units are on")  # fmt: skip

    def show(state):
        curtain.set_data([state.upto, state.upto], [-1.35, 1.6])
        handle.set_data([state.upto], [-1.35])

    return show


def draw_units(stage, axes):
    """Each unit's own hinge, the last that is on in bold."""
    from matplotlib.collections import LineCollection

    axes.set(
        xlim=(-0.02, 1.02),
        ylim=(-STEEPEST, STEEPEST),
        xlabel="x (bold: the last unit that is on)",
        ylabel="v · ReLU(x − t)",
    )
    axes.set_yticks([-10, -5, 0, 5, 10])
    axes.axhline(0, color=FAINT, lw=1)
    hinges = stage.moving(axes.add_collection(LineCollection([], colors=GREY, lw=1.2), autolim=False))
    latest = stage.moving(axes.plot([], [], color=PURPLE, lw=2.8, zorder=3))

    def show(state):
        each = [np.column_stack([[0, t, 1], [0, 0, w * (1 - t)]]) for t, w in zip(state.places, state.v)]
        hinges.set_segments(each)
        latest.set_data(*(each[-1].T if each else ([], [])))

    return show


def draw_errors(stage, axes):
    """The largest error over the number of units, for both ways to place the breakpoints, and where we are."""
    axes.set(
        xscale="log", yscale="log", xlim=(0.85, 76), ylim=(0.0008, 3), xlabel="hidden units", ylabel="largest error"
    )
    axes.set_xticks([1, 2, 4, 8, 16, 32, 64], ["1", "2", "4", "8", "16", "32", "64"])
    axes.set_xticks([], minor=True)
    axes.set_yticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
    axes.set_yticks([], minor=True)
    looks = {EVEN: ("-", MODEL, "evenly spread"), BENDY: ("-.", GOOD, "where it bends")}
    curves = {
        where: stage.moving(axes.plot([], [], dash, color=color, lw=1.8)) for where, (dash, color, _) in looks.items()
    }
    for dash, color, label in looks.values():
        axes.plot([], [], dash, color=color, label=label)
    axes.legend(ncols=2, **ABOVE)
    dot = stage.moving(axes.plot([], [], "o", color=ERROR, mec=DATA, ms=10, zorder=4, clip_on=False))

    def show(state):
        for where, curve in curves.items():
            curve.set_data(MANY, largest_errors(state.target, where))
        dot.set(data=([state.units], [state.error]), visible=state.on == state.units)

    return show


@pieces.said
def words(state):
    return readouts(
        error=show(state.error, ".4f", label="largest error"),
        average=show(state.average, ".4f", label="average error"),
        units_on=show(state.on, ".0f", label="units on"),
        numbers=show(3 * state.units + 1, ".0f", label="parameters"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.on == 0:
        return "No unit is on, so only the bias is left: a horizontal line."
    if state.on < state.units:
        return f"{state.on} of {state.units} units are on. After its last breakpoint, the line runs straight on."
    if state.target == "jump" and state.units > 1:
        return "At the jump itself, the network is always off by a half."
    steep = np.abs(state.v * (1 - state.places)).max() > STEEPEST
    return "Some hinges are too steep for the middle panel." if steep else ""

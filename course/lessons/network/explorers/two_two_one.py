"""Two inputs, two hidden neurons, one output: the network, its output as a sheet, and the sheet from above."""

import numpy as np

from course.live import State, explorer, linear, point, readouts, show, toggle
from course.live.style import DATA, ERROR, FAINT, GREY, MODEL, OTHER, PURPLE

from ..two_two_one_net import (
    CORNERS,
    DARK,
    LIT,
    OFF_MARK,
    ON_MARK,
    THRESHOLD,
    WANTED,
    best_plane,
    hidden_of,
    two_two_one_output,
)  # fmt: skip

HALF, FLOOR = 1.2, -1.6  # how far the sheet reaches from the middle; the height of the floor below it
LOWEST, HIGHEST = -3.0, 3.0  # what the panel of the sheet shows, up the page
SQUARE = HALF * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
NODES = {"x₁": (0, 1), "x₂": (0, 0), "a₁": (1.1, 1), "a₂": (1.1, 0), "ŷ": (2.15, 0.5)}
WIRES = (("x₁", "a₁"), ("x₂", "a₁"), ("x₁", "a₂"), ("x₂", "a₂"), ("a₁", "ŷ"), ("a₂", "ŷ"))
NAMES = ("w₁₁", "w₂₁", "w₁₂", "w₂₂", "v₁", "v₂")
BESIDE = ((0.55, 1.12), (0.3, 0.3), (0.3, 0.7), (0.55, -0.12), (1.72, 0.97), (1.72, 0.03))  # where each weight stands


def net_of_points(n):
    """A square net over both switches, (n, n, 2)."""
    return np.stack(np.meshgrid(*[np.linspace(-HALF, HALF, n)] * 2), axis=-1)


POINTS = net_of_points(15)  # for the sheet
MEASURED = net_of_points(23).reshape(-1, 2)  # where the best plane is measured


@explorer(
    size=(1020, 470),
    presets={
        "flat, three correct": dict(w11=1, w21=-1, w12=0, w22=0, v1=1, v2=1),
        "the same, folded once": dict(w11=1, w21=-1, w12=0, w22=0, v1=1, v2=1, relu=True),
        "one solution": dict(w11=1, w21=-1, w12=-1, w22=1, v1=1, v2=1, relu=True),
        "one solution, unfolded": dict(w11=1, w21=-1, w12=-1, w22=1, v1=1, v2=1),
    },
    w11=linear(-1, 1, start=1, step=0.1, label="w₁₁ (x₁ to a₁)"),
    w21=linear(-1, 1, start=0.5, step=0.1, label="w₂₁ (x₂ to a₁)"),
    v1=linear(-1, 1, start=1, step=0.1, label="v₁ (a₁ to ŷ)"),
    w12=linear(-1, 1, start=-0.5, step=0.1, label="w₁₂ (x₁ to a₂)"),
    w22=linear(-1, 1, start=1, step=0.1, label="w₂₂ (x₂ to a₂)"),
    v2=linear(-1, 1, start=-0.5, step=0.1, label="v₂ (a₂ to ŷ)"),
    relu=toggle(label="activation on (ReLU)"),
    turn=linear(-90, 90, start=-35, step=1, label="look from (degrees)"),
    switches=point(1, -1, low=(-1, -1), high=(1, 1)),
)
def two_two_one(w11, w21, w12, w22, v1, v2, relu, turn, switches):
    """Two inputs, two hidden neurons, one output: the network, its output as a sheet, and the sheet from above."""
    W, v = np.array([[w11, w12], [w21, w22]]), np.array([v1, v2])
    hidden = hidden_of(np.array(switches), W, relu)
    plane, gap = best_plane(MEASURED, two_two_one_output(MEASURED, W, v, relu))
    heights = two_two_one_output(POINTS, W, v, relu)
    at_corner = two_two_one_output(CORNERS, W, v, relu)
    page = seen_from(turn)(np.dstack([POINTS, heights]))
    return State(
        W=W,
        v=v,
        hidden=hidden,
        output=float(hidden @ v),
        plane=plane,
        gap=gap,
        heights=heights,
        page=page,
        at_corner=at_corner,
        right=(at_corner > THRESHOLD) == WANTED,
    )


def seen_from(turn, tilt=30, stretch=0.5):
    """A view on a scene: the function that takes points (..., 3) to the page (..., 2)."""
    t, e = np.radians(turn), np.radians(tilt)
    right = np.array([np.cos(t), np.sin(t), 0])
    up = np.array([-np.sin(t) * np.sin(e), np.cos(t) * np.sin(e), stretch * np.cos(e)])
    return lambda p: np.stack([p @ right, p @ up], axis=-1)


def far_first(turn):
    """How to go through a grid (y, x) so that what is farther in that view comes first: an index."""
    t = np.radians(turn)
    return np.s_[:: -1 if np.cos(t) > 0 else 1, :: -1 if np.sin(t) < 0 else 1]


@two_two_one.seen
def scene(stage):
    wires, sheet, chart = stage.panels(
        "The network",
        "Its output, as a sheet",
        "The sheet from above",
        names=["network", "sheet", "switches"],
        widths=[12, 11, 9],
    )
    for axes in (wires, sheet, chart):
        axes.set_title(axes.get_title("left"), pad=30)  # the legends stand between titles and pictures
    shows = [
        draw_wires(stage, wires), draw_nodes(stage, wires), draw_sheet(stage, sheet), draw_floor(stage, sheet),
        draw_lamps(stage, sheet), draw_plan(stage, chart), draw_corners(stage, chart),
    ]  # fmt: skip

    def show(state):
        for part in shows:
            part(state)

    return show


def draw_wires(stage, axes):
    """The six weights: blue above zero, orange and dashed below, the wider the larger."""
    from matplotlib.collections import LineCollection

    from course.live.artists import QuickText

    axes.set(xlim=(-0.32, 2.47), ylim=(-0.85, 1.75))
    axes.axis("off")
    gap = np.array([0.215, 1 - 0.215])  # a wire leaves the circles free
    between = [np.array(NODES[a]) + np.outer(gap, np.subtract(NODES[b], NODES[a])) for a, b in WIRES]
    wires = stage.moving(axes.add_collection(LineCollection(between, zorder=1, capstyle="butt"), autolim=False))
    numbers = stage.moving([QuickText(axes, *place, DATA, boxed=True, zorder=4) for place in BESIDE])
    axes.plot([], [], color=MODEL, lw=3, label="weight above 0")
    axes.plot([], [], ":", color=OTHER, lw=3, label="weight below 0")
    legend = axes.legend(loc="lower center", ncols=2, handletextpad=0.5, columnspacing=1.2)
    legend.set_in_layout(False)  # or it would take its width from the other panels

    def show(state):
        weights = [*state.W.T.ravel(), *state.v]
        wires.set(
            linewidth=[0.8 + 3.4 * abs(w) for w in weights], linestyle=["-" if w >= 0 else ":" for w in weights],
            color=[MODEL if w > 0 else OTHER if w < 0 else FAINT for w in weights],
        )  # fmt: skip
        for number, name, w in zip(numbers, NAMES, weights):
            number.set_text(f"{name} = {w:.1f}".replace("-", "−"))

    return show


def draw_nodes(stage, axes):
    """The five circles, each with its name and its value now."""
    from course.live.artists import QuickText

    axes.plot(*zip(*NODES.values()), "o", color="white", mec=DATA, mew=1.5, ms=39, zorder=3)
    for name, (x, y) in NODES.items():
        axes.text(x, y + 0.05, name, ha="center", va="bottom", fontsize=10.5, zorder=4)
    values = stage.moving([QuickText(axes, x, y - 0.05, GREY, size=9, va="top", zorder=4) for x, y in NODES.values()])

    def show(state):
        for said, value in zip(values, (*state.switches, *state.hidden, state.output)):
            said.set_text(signed(value))

    return show


def signed(value):
    """Two digits, a real minus sign, and no minus before zero."""
    return f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")


def draw_sheet(stage, axes):
    """The output over the square of switches, seen from the side, and dashed the plane that comes nearest."""
    from course.live.artists import Sheet

    axes.set(xlim=(-1.75, 1.75), ylim=(LOWEST, HIGHEST))
    axes.axis("off")
    tiles = stage.moving(Sheet(axes))
    outline = stage.moving(axes.plot([], [], "-.", color=DATA, lw=1.6, zorder=4))

    def show(state):
        view, H, order = seen_from(state.turn), state.heights, far_first(state.turn)
        middle = (H[:-1, :-1] + H[:-1, 1:] + H[1:, 1:] + H[1:, :-1]) / 4
        on = middle[..., None] > THRESHOLD
        tiles.show(
            state.page[order], np.where(on, (1, 0.856, 0.495, 1), (0.708, 0.762, 0.82, 1))[order],
            np.where(on, (0.75, 0.56, 0.09, 1), (0.43, 0.5, 0.575, 1))[order],
        )  # fmt: skip
        best = view(np.column_stack([SQUARE, state.plane[0] + SQUARE @ state.plane[1:]]))
        outline.set_data(best[:, 0], best[:, 1])

    return show


def draw_floor(stage, axes):
    """The square below the sheet, and which side of it belongs to which switch."""
    from course.live.artists import QuickText

    floor = stage.moving(axes.plot([], [], color=GREY, lw=1, zorder=1))
    names = stage.moving([QuickText(axes, 0, 0, DATA, size=10.5, zorder=1) for _ in ("x₁", "x₂")])
    for said, name in zip(names, ("x₁", "x₂")):
        said.set_text(name)

    def show(state):
        view = seen_from(state.turn)
        ground = view(np.column_stack([SQUARE, np.full(5, FLOOR)]))
        floor.set_data(ground[:, 0], ground[:, 1])
        for name, place in zip(names, ((0, -1.55), (1.55, 0))):
            name.set_position(view(np.array([*place, FLOOR])))

    return show


def draw_lamps(stage, axes):
    """The four corners on posts: what should be on or off, by its mark, and what is, by its colour."""
    from matplotlib.collections import LineCollection

    posts = stage.moving(axes.add_collection(LineCollection([], colors=GREY, lw=1, zorder=3), autolim=False))
    lamps = stage.moving(
        [axes.plot([], [], ls="", mec=DATA, mew=1.2, zorder=5, **(ON_MARK if on else OFF_MARK))[0] for on in WANTED]
    )
    for mark, name in ((ON_MARK, "should be on"), (OFF_MARK, "should be off")):
        axes.plot([], [], ls="", color="white", mec=DATA, mew=1.2, label=name, **mark)
    axes.plot([], [], "-.", color=DATA, lw=1.6, label="nearest plane")
    legend = axes.legend(loc="lower left", bbox_to_anchor=(-0.04, 0.985), ncols=3, handletextpad=0.2,
                         columnspacing=0.5, handlelength=1.5)  # fmt: skip
    legend.set_in_layout(False)

    def show(state):
        view = seen_from(state.turn)
        tops = view(np.column_stack([CORNERS, state.at_corner]))
        feet = view(np.column_stack([CORNERS, np.full(4, FLOOR)]))
        posts.set_segments(np.stack([feet, tops], axis=1))
        for lamp, top, h in zip(lamps, tops, state.at_corner):
            lamp.set(data=([top[0]], [top[1]]), color=LIT if h > THRESHOLD else DARK, markeredgecolor=DATA)

    return show


def draw_plan(stage, axes):
    """The sheet from above: where the light is on, and where each hidden neuron folds it."""
    from course.live.artists import Field

    axes.set(xlim=(-HALF, HALF), ylim=(-HALF, HALF), aspect="equal", anchor="N")
    axes.set(xlabel="x₁: switch downstairs", ylabel="x₂: switch upstairs")
    axes.set_xticks([-1, 1], ["−1 (down)", "1 (up)"])
    axes.set_yticks([-1, 1], ["−1", "1"])
    plan = Field(stage, axes, [DARK, LIT], low=THRESHOLD - 0.3, high=THRESHOLD + 0.3, cells=100, bands=2)
    folds = stage.moving([axes.plot([], [], dash, color=PURPLE, lw=2.4, zorder=2)[0] for dash in (":", "-.")])
    for dash, name in ((":", "fold of a₁"), ("-.", "fold of a₂")):
        axes.plot([], [], dash, color=PURPLE, label=name)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 0.985), ncols=2, handletextpad=0.4, columnspacing=1)

    def show(state):
        plan.show(two_two_one_output(plan.points, state.W, state.v, state.relu))
        for fold, (a, b) in zip(folds, state.W.T):  # where a hidden sum is zero: a x1 + b x2 = 0
            size = max(abs(a), abs(b))
            folded = state.relu and size
            fold.set_data(*np.multiply([(-b, b), (a, -a)], HALF / size) if folded else ([], []))

    return show


def draw_corners(stage, axes):
    """The four positions of the switches, what the network answers there, and the one that is set."""
    from course.live.artists import QuickText

    for wanted, mark in ((WANTED, ON_MARK), (~WANTED, OFF_MARK)):
        stage.moving(axes.plot(*CORNERS[wanted].T, ls="", color="white", mec=DATA, mew=1.2, zorder=3, **mark))
    tags = stage.moving([QuickText(axes, 0.68 * x, 0.72 * y, DATA, zorder=4) for x, y in CORNERS])
    finger = stage.moving(axes.plot([], [], "s", color="none", mec=ERROR, mew=2.5, ms=22, zorder=5))
    stage.grip("switches", axes)

    def show(state):
        for tag, h, good in zip(tags, state.at_corner, state.right):
            tag.set_text(f"{h:.2f} {'✓' if good else '✗'}".replace("-0.00", "0.00").replace("-", "−"))
        finger.set_data([state.switches[0]], [state.switches[1]])

    return show


@two_two_one.said
def words(state):
    return readouts(
        output=show(state.output, ".2f", label="output ŷ"),
        light="on" if state.output > THRESHOLD else "off",
        corners=show(int(state.right.sum()), ".0f", "of 4", label="positions correct"),
        deviation=show(state.gap, ".3f", label="deviation from the nearest plane"),
        verdict="All four positions are correct: the light works." if state.right.all() else "",
    )

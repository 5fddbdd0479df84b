"""A small network as a graph: values run forward in black, slopes run back in red, and a nudge confirms them."""

import numpy as np

from course.lessons.backprop.graph import EDGES, LEAVES, SHORTCUT, backward, change, forward
from course.live import State, choice, explorer, linear, readouts, show, timeline, toggle
from course.live.style import DATA, ERROR, FAINT, GREY, HANDLE, MODEL

WHERE = {
    "x": (0, 2), "w": (0, 1), "b": (0, 0), "z": (1.5, 1), "a": (2.95, 1), "v": (2.95, 0), "ŷ": (4.4, 1), "y": (4.4, 0),
    "L": (5.85, 1),
}  # fmt: skip
WIDE, HIGH = 0.43, 0.25  # half a box
FORMULAS = {"z": "z = w·x + b", "a": "a = max(z, 0)", "L": "L = (ŷ − y)²"}
LEGEND = (
    ("× 2.00   the arrow’s own slope", GREY),
    ("3.60   slope that comes back along it", ERROR),
    ("Δ +0.20   moved by the nudge", MODEL),
)
COMMENTARY = (
    "Only forward so far. Press play, or move “steps back”: the backward pass starts at the loss.",
    "Step 1, at the loss: if L grows by 1, L grows by 1. So the first slope is 1.",
    "Step 2, the square: L = (ŷ − y)² changes 2·(ŷ − y) times as fast as ŷ, and −2·(ŷ − y) times as fast as y.",
    "Step 3, the product: ŷ changes v times as fast as a, and a times as fast as v. A product swaps its factors.",
    "Step 4, the ReLU: on, it passes the slope through as it is; off, it passes nothing.",
)
ALL_BACK = 5  # steps until every leaf has its slope
FIRST_SEEN = {"L": 1, "ŷ": 2, "y": 2, "a": 3, "v": 3, "z": 4, "w": 5, "b": 5, "x": 5}
CHANGES = (-2.25, 2.75)  # a change of the loss beyond these is drawn there, as a triangle
HIGHEST = 3.05  # above this is the legend's place
NUDGES = np.linspace(-0.55, 0.55, 89)
CONTROLS = (
    ("x", 2, "input x"),
    ("w", 1.5, "weight w"),
    ("b", -1, "bias b"),
    ("v", 0.6, "weight v"),
    ("y", -0.3, "truth y"),
)


@explorer(
    size=(1060, 400),
    presets={
        "ReLU off": dict(w=0.2, b=-0.5, y=1, nudge=0.04),
        "shortcut": dict(leaf="x", shortcut=True),
        "twice the v": dict(v=1.2, nudge=0.05),
    },
    **{name: linear(-3, 3, start=start, step=0.1, label=label) for name, start, label in CONTROLS},
    leaf=choice(*LEAVES, start="w", label="nudge leaf"),
    nudge=linear(-0.5, 0.5, start=0.2, step=0.01, label="nudge h"),
    back=timeline(0, ALL_BACK, start=ALL_BACK, interval=1600, label="steps back"),
    shortcut=toggle(label="shortcut"),
)
def living_graph(leaf, nudge, back, shortcut, **leaves):
    """A small network as a graph: values run forward in black, slopes run back in red, and a nudge confirms them."""
    here = forward(**leaves, shortcut=shortcut)
    there = forward(**{**leaves, leaf: leaves[leaf] + nudge}, shortcut=shortcut)
    local, slopes, brought = backward(here, shortcut)
    return State(
        here=here,
        there=there,
        local=local,
        brought=brought,
        slope=slopes[leaf],
        known=back >= FIRST_SEEN[leaf],  # has the backward pass reached the leaf?
        actual=there["L"] - here["L"],
        predicted=slopes[leaf] * nudge,
    )


@living_graph.seen
def scene(stage):
    graph, tangent = stage.panels(
        "Values go forward, slopes come back", "A nudge, and what it does", names=["graph", "nudge"], widths=[19, 8]
    )
    parts = [draw_edges(stage, graph), draw_boxes(stage, graph), draw_marks(stage, graph), draw_nudge(stage, tangent)]

    def show(state):
        for part in parts:
            part(state)

    return show


# ---- the graph ----------------------------------------------------------------------------------


def draw_edges(stage, axes):
    axes.set(xlim=(-0.52, 6.38), ylim=(-0.48, 2.28), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    edges = [Edge(stage, axes, *edge) for edge in EDGES] + [Shortcut(stage, axes)]

    def show(state):
        for edge in edges:
            if edge.key in state.local and state.back >= 1 + FIRST_SEEN[edge.key[1]]:
                edge.show(state.local[edge.key], state.brought[edge.key])
            else:
                edge.visible(False)
        edges[-1].present(state.shortcut)

    return show


def ends(source, target):
    """Where an arrow between two boxes leaves the one and reaches the other."""
    (x0, y0), (x1, y1) = WHERE[source], WHERE[target]
    if x0 == x1:
        return (x0, y0 + HIGH * np.sign(y1 - y0)), (x1, y1 - HIGH * np.sign(y1 - y0))
    leave, reach = (x0 + WIDE, y0), (x1 - WIDE, y1)
    if y0 != y1:
        leave, reach = (leave[0], y0 + 0.1 * np.sign(y1 - y0)), (reach[0], y1 + 0.16 * np.sign(y0 - y1))
    return leave, reach


class Edge:
    """One arrow of the graph: forward in grey, what comes back along it in red."""

    def __init__(self, stage, axes, source, target):
        self.key = source, target
        start, end = map(np.array, ends(source, target))
        along = end - start
        level = along[1] == 0
        across = np.array([-along[1], along[0]]) / np.hypot(*along) * 0.05
        axes.annotate("", end, start, arrowprops=dict(arrowstyle="-|>", color=GREY, lw=1.1, shrinkA=0, shrinkB=0))
        self.road = stage.moving(axes.plot(*zip(start - across, end - across - 0.08 * along), zorder=2))
        above, below = (0, 0.06 if level else 0), (0, 0.1 if level else 0)
        self.write(
            stage,
            axes,
            start + 0.5 * along + above if level else start + 0.66 * along,
            start + (0.5 if level else 0.34) * along - below,
            level,
        )

    def write(self, stage, axes, factor_at, slope_at, level):
        from course.live.artists import QuickText

        look = dict(boxed=not level)
        low, high = ("bottom", "top") if level else ("center", "center")
        self.factor = stage.moving(QuickText(axes, *factor_at, GREY, size=9.5, va=low, **look))
        self.slope = stage.moving(QuickText(axes, *slope_at, ERROR, size=10.5, weight="bold", va=high, **look))

    def show(self, local, brought):
        """The edge's own slope, and what it brings back: a thick red road, or a thin dotted one for nothing."""
        color = ERROR if brought else GREY
        self.factor.set_text(f"× {short(local)}")
        self.slope.set(text=short(brought), color=color)
        width = min(1.5 + 1.2 * np.log1p(abs(brought)), 6.5) if brought else 1.6
        self.road.set(linewidth=width, linestyle="-" if brought else ":", color=color)
        self.visible(True)

    def visible(self, shown):
        for artist in (self.factor, self.slope, self.road):
            artist.set_visible(shown)


class Shortcut(Edge):
    """The road from x over the top, straight to the answer."""

    def __init__(self, stage, axes):
        self.key = SHORTCUT
        (x0, y0), (x1, y1) = WHERE["x"], WHERE["ŷ"]
        x1 -= 0.28  # beside the formula
        self.arrow = stage.moving(axes.plot([x0 + WIDE, x1, x1], [y0, y0, y1 + HIGH], color=GREY, lw=1.1))
        self.head = stage.moving(axes.plot([x1], [y1 + HIGH + 0.05], "v", color=GREY, ms=7))
        road = [x0 + WIDE, x1 - 0.06, x1 - 0.06], [y0 - 0.06, y0 - 0.06, y1 + HIGH + 0.15]
        self.road = stage.moving(axes.plot(*road, zorder=2))
        self.write(stage, axes, (2.95, y0 + 0.05), (2.95, y0 - 0.13), True)

    def present(self, on):
        self.arrow.set_visible(on)
        self.head.set_visible(on)


def draw_boxes(stage, axes):
    """A box for each value, and in it two moving texts: the value, and how far the nudge moved it."""
    from matplotlib.patches import FancyBboxPatch

    from course.live.artists import QuickText

    values, moves = {}, {}
    for name, (x, y) in WHERE.items():
        look = dict(fc="#eef4f9", ec=MODEL) if name in LEAVES else dict(fc="white", ec=DATA)
        shape = dict(boxstyle="round,pad=0,rounding_size=0.08", lw=1.6, zorder=4)
        axes.add_patch(FancyBboxPatch((x - WIDE, y - HIGH), 2 * WIDE, 2 * HIGH, **shape, **look))
        axes.text(x - WIDE + 0.06, y + 0.09, name, weight="bold", ha="left", va="center", fontsize=12, zorder=5)
        values[name] = stage.moving(QuickText(axes, x + WIDE - 0.06, y + 0.09, DATA, size=11, ha="right", zorder=6))
        moves[name] = stage.moving(QuickText(axes, x + WIDE - 0.06, y - 0.12, MODEL, size=9.5, ha="right", zorder=6))
        if name in FORMULAS:
            axes.text(x - 0.2, y + HIGH + 0.08, FORMULAS[name], ha="left", va="bottom", fontsize=10, color=GREY)

    def show(state):
        for name, text in values.items():
            text.set_text(short(state.here[name]))
            moved = state.there[name] - state.here[name]
            moves[name].set_text(f"Δ {short(moved, '+')}" if abs(moved) > 1e-12 else "")

    return show


def draw_marks(stage, axes):
    """What else stands on the graph: what its numbers are, which leaf is nudged, whether the ReLU is off."""
    from course.live.artists import QuickText

    for row, (text, color) in enumerate(LEGEND):
        axes.text(4.4, 2.18 - 0.17 * row, text, color=color, fontsize=9, va="center")
    mark = stage.moving(QuickText(axes, 0, 0, MODEL, size=10, weight="bold", va="top"))
    mark.set_text("nudged")
    off = stage.moving(QuickText(axes, 2.22, 0.58, ERROR, size=10, weight="bold", va="bottom"))
    off.set_text("off: nothing passes")
    answer = stage.moving(QuickText(axes, WHERE["ŷ"][0] - 0.2, 1 + HIGH + 0.11, GREY, size=10, ha="left", va="bottom"))

    def show(state):
        answer.set_text("ŷ = v·a + x" if state.shortcut else "ŷ = v·a")
        x, y = WHERE[state.leaf]
        mark.set_position((x, y - HIGH - 0.06))
        off.set_visible(state.here["z"] <= 0)

    return show


def short(value, sign=""):
    """A number of at most six characters."""
    text = format(value, f"{sign}.{2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0}f")
    return text.replace("-", "−") if any(c in "123456789" for c in text) else "0"


# ---- the nudge ----------------------------------------------------------------------------------


def draw_nudge(stage, axes):
    """The loss over the nudge of one leaf, and the straight line that the slope predicts."""
    axes.set(xlim=(-0.56, 0.56), ylim=(-2.4, 3.7), xlabel="nudge h of the chosen leaf", ylabel="change of the loss, ΔL")
    axes.axhline(0, color=FAINT, lw=1)
    axes.axvline(0, ymax=0.87, color=FAINT, lw=1)  # up to the legend
    axes.plot([], [], color=MODEL, label="the loss itself")
    axes.plot([], [], "--", color=ERROR, label="slope × h")
    axes.legend(loc="upper center", ncols=2, columnspacing=1.2, handlelength=1.8, fontsize=9.5)
    curve = stage.moving(axes.plot([], [], color=MODEL))
    line = stage.moving(axes.plot([], [], "--", color=ERROR))
    gap = stage.moving(axes.plot([], [], color=GREY, lw=3, alpha=0.6))
    actual = stage.moving(axes.plot([], [], **HANDLE))
    predicted = stage.moving(axes.plot([], [], "D", color=ERROR, ms=5, zorder=9))  # inside the handle, if it comes true
    stage.grip("nudge", axes, where_nudge, drag_nudge, label="the nudge, left or right")

    def show(state):
        changes = np.array([change_at(h, state) for h in NUDGES])
        for shape, heights in ((curve, changes), (line, state.slope * NUDGES)):
            heights[heights > HIGHEST] = np.nan
            shape.set_data(NUDGES, heights)
        gap.set_data([state.nudge, state.nudge], [state.predicted, state.actual])
        for dot, height, marker in ((predicted, state.predicted, "D"), (actual, state.actual, "o")):
            inside = np.clip(height, *CHANGES)
            beyond = "^" if height > 0 else "v"
            dot.set(data=([state.nudge], [inside]), marker=marker if inside == height else beyond)
        for artist in (line, gap, predicted):
            artist.set_visible(state.known)

    return show


def change_at(h, state):
    leaves = {name: getattr(state, name) for name in LEAVES}
    return change(state.leaf, h, leaves, state.shortcut)


def where_nudge(state):
    return state.nudge, float(np.clip(change_at(state.nudge, state), *CHANGES))


def drag_nudge(x, _, state):
    return {"nudge": float(np.clip(x, -0.5, 0.5))}


# ---- what is said -------------------------------------------------------------------------------


@living_graph.said
def words(state):
    said = {
        "loss": show(state.here["L"], ".4f", label="loss L"),
        "actual": show(state.actual, ".4f", label="ΔL actual"),
    }
    if state.known:
        said["slope"] = show(state.slope, ".3f", label=f"slope dL/d{state.leaf}")
        said["predicted"] = show(state.predicted, ".4f", label="ΔL predicted")
    return readouts(**said, verdict=COMMENTARY[state.back] if state.back < ALL_BACK else verdict(state))


def verdict(state):
    on, then_on = state.here["z"] > 0, state.there["z"] > 0
    if on != then_on:
        switched = "on" if then_on else "off"
        return (
            f"The nudge carried z across 0 and switched the ReLU {switched}: beyond that corner the slope is different."
        )
    if not on and state.leaf == "v":
        return "The slope for v is a, the other factor of the product, and a is 0."
    if not on and state.leaf == "x" and state.shortcut:
        return "The ReLU is off, so the slope of x comes back over the shortcut alone."
    if not on and state.leaf in ("w", "b", "x"):
        return "The ReLU is off. A small nudge changes nothing behind it, so no slope comes back."
    if state.shortcut and state.leaf == "x":
        added = " + ".join(short(state.brought[edge]) for edge in (("x", "z"), SHORTCUT))
        return f"Two paths lead from x to the loss, so two slopes come back to it, and they are added: {added}."
    if not CHANGES[0] <= state.actual <= CHANGES[1]:
        side = "above" if state.actual > 0 else "below"
        return f"The change of the loss lies {side} the picture: the triangle marks where."
    return ""

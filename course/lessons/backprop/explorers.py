"""The explorers of lesson 03: one graph that is alive, how small a nudge should be, and what a slope costs."""

import time
from functools import lru_cache

import numpy as np

from course.live import choice, explorer, linear, log, readouts, show, timeline, toggle
from course.live.explorer import Step
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, OTHER
from nbcore import data, losses
from nbcore.gradients import numerical_gradient, ratio
from nbcore.network import mlp

# ---- one living graph ---------------------------------------------------------------------------

LEAVES = ("x", "w", "b", "v", "y")
WHERE = {"x": (0, 2), "w": (0, 1), "b": (0, 0), "z": (1.5, 1), "a": (2.95, 1), "v": (2.95, 0), "ŷ": (4.4, 1), "y": (4.4, 0),
         "L": (5.85, 1)}  # fmt: skip
EDGES = (("x", "z"), ("w", "z"), ("b", "z"), ("z", "a"), ("a", "ŷ"), ("v", "ŷ"), ("ŷ", "L"), ("y", "L"))
SHORTCUT = ("x", "ŷ")
WIDE, HIGH = 0.39, 0.25  # half a box
COMMENTARY = (
    "Only forward so far. Press play, or move “steps back”: the backward pass begins at the loss.",
    "Step 1, at the loss: if L grows by 1, L grows by 1. So the first slope is 1.",
    "Step 2, the square: L = (ŷ − y)² changes 2·(ŷ − y) times as fast as ŷ, and just as fast, the other way, with y.",
    "Step 3, the product: ŷ changes v times as fast as a, and a times as fast as v. A product swaps its factors.",
    "Step 4, the ReLU: on, it passes the slope through as it is; off, it passes nothing.",
)
ALL_BACK = 5  # steps until every leaf has its slope
EDGES_OF_CHANGE = (-2.25, 2.75)  # a change of the loss beyond these is drawn there, as a triangle
FIRST_SEEN = {"L": 1, "ŷ": 2, "y": 2, "a": 3, "v": 3, "z": 4, "w": 5, "b": 5, "x": 5}


def forward(x, w, b, v, y, shortcut=False):
    """Every value of the graph, from left to right."""
    z = w * x + b
    a = max(z, 0.0)
    out = v * a + (x if shortcut else 0.0)
    return {"x": x, "w": w, "b": b, "v": v, "y": y, "z": z, "a": a, "ŷ": out, "L": (out - y) ** 2}


def backward(values, shortcut=False):
    """The slope of each edge on its own, dL/d(value) for every value, and what each edge brings of it."""
    x, w, v, y, z, a, out = (values[name] for name in ("x", "w", "v", "y", "z", "a", "ŷ"))
    local = {("ŷ", "L"): 2 * (out - y), ("y", "L"): -2 * (out - y), ("a", "ŷ"): v, ("v", "ŷ"): a,
             ("z", "a"): 1.0 if z > 0 else 0.0, ("w", "z"): x, ("b", "z"): 1.0, ("x", "z"): w}  # fmt: skip
    if shortcut:
        local[SHORTCUT] = 1.0
    slopes, brought = {"L": 1.0}, {}
    for source, target in local:  # written from the loss backwards, so a target's slope is known before its sources'
        brought[source, target] = slopes[target] * local[source, target]
        slopes[source] = slopes.get(source, 0.0) + brought[source, target]
    return local, slopes, brought


def short(value, sign=""):
    """A number of at most six characters."""
    text = format(value, f"{sign}.{2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0}f")
    return text.replace("-", "−") if any(c in "123456789" for c in text) else "0"


def _ends(source, target):
    """Where an arrow between two boxes leaves the one and reaches the other."""
    (x0, y0), (x1, y1) = WHERE[source], WHERE[target]
    if x0 == x1:
        return (x0, y0 + HIGH * np.sign(y1 - y0)), (x1, y1 - HIGH * np.sign(y1 - y0))
    leave, reach = (x0 + WIDE, y0), (x1 - WIDE, y1)
    if y0 != y1:
        leave, reach = (leave[0], y0 + 0.1 * np.sign(y1 - y0)), (reach[0], y1 + 0.16 * np.sign(y0 - y1))
    return leave, reach


class _Edge:
    """One arrow of the graph: forward in grey, what comes back along it in red."""

    def __init__(self, stage, axes, source, target):
        self.key = source, target
        start, end = map(np.array, _ends(source, target))
        along = end - start
        level = along[1] == 0
        across = np.array([-along[1], along[0]]) / np.hypot(*along) * 0.05
        axes.annotate("", end, start, arrowprops=dict(arrowstyle="-|>", color=GREY, lw=1.1, shrinkA=0, shrinkB=0))
        self.road = stage.moving(axes.plot(*zip(start - across, end - across - 0.08 * along), zorder=2))
        self._write(stage, axes, start + 0.5 * along + (0, 0.06 if level else 0), start + (0.5 if level else 0.34) * along
                    - (0, 0.1 if level else 0), level, start + 0.66 * along)  # fmt: skip

    def _write(self, stage, axes, factor_at, slope_at, level, beside):
        from course.live.artists import QuickText

        self.factor = stage.moving(QuickText(axes, *(factor_at if level else beside), GREY, size=9.5,
                                          va="bottom" if level else "center", boxed=not level))  # fmt: skip
        self.slope = stage.moving(QuickText(axes, *slope_at, ERROR, size=10.5, weight="bold",
                                         va="top" if level else "center", boxed=not level))  # fmt: skip

    def show(self, local, brought):
        """The edge's own slope, and what it brings back: a thick red road, or a thin dotted one for nothing."""
        color = ERROR if brought else GREY
        self.factor.set_text(f"× {short(local)}")
        self.slope.set(text=short(brought), color=color)
        self.road.set(linewidth=min(1.5 + 1.2 * np.log1p(abs(brought)), 6.5) if brought else 1.6,
                      linestyle="-" if brought else ":", color=color)  # fmt: skip
        self.visible(True)

    def visible(self, shown):
        for artist in (self.factor, self.slope, self.road):
            artist.set_visible(shown)


class _Shortcut(_Edge):
    """The road from x over the top, straight to the answer."""

    def __init__(self, stage, axes):
        self.key = SHORTCUT
        (x0, y0), (x1, y1) = WHERE["x"], WHERE["ŷ"]
        x1 -= 0.28  # beside the formula
        self.arrow = stage.moving(axes.plot([x0 + WIDE, x1, x1], [y0, y0, y1 + HIGH], color=GREY, lw=1.1))
        self.head = stage.moving(axes.plot([x1], [y1 + HIGH + 0.05], "v", color=GREY, ms=7))
        self.road = stage.moving(
            axes.plot([x0 + WIDE, x1 - 0.06, x1 - 0.06], [y0 - 0.06, y0 - 0.06, y1 + HIGH + 0.15], zorder=2)
        )
        self._write(stage, axes, (2.95, y0 + 0.05), (2.95, y0 - 0.13), True, None)

    def present(self, on):
        self.arrow.set_visible(on)
        self.head.set_visible(on)


FORMULAS = {"z": "z = w·x + b", "a": "a = max(z, 0)", "L": "L = (ŷ − y)²"}


def _boxes(stage, axes):
    """A box for each value; gives the moving texts in it: the value, and how far the nudge moved it."""
    from matplotlib.patches import FancyBboxPatch

    from course.live.artists import QuickText

    values, moves = {}, {}
    for name, (x, y) in WHERE.items():
        leaf = name in LEAVES
        axes.add_patch(FancyBboxPatch((x - WIDE, y - HIGH), 2 * WIDE, 2 * HIGH, boxstyle="round,pad=0,rounding_size=0.08",
                                      fc="#eef4f9" if leaf else "white", ec=MODEL if leaf else DATA, lw=1.6, zorder=4))  # fmt: skip
        axes.text(x - WIDE + 0.06, y + 0.09, name, weight="bold", ha="left", va="center", fontsize=12, zorder=5)
        values[name] = stage.moving(QuickText(axes, x + WIDE - 0.06, y + 0.09, DATA, size=11, ha="right", zorder=6))
        moves[name] = stage.moving(QuickText(axes, x + WIDE - 0.06, y - 0.12, MODEL, size=9.5, ha="right", zorder=6))
        if name in FORMULAS:
            axes.text(x - 0.2, y + HIGH + 0.08, FORMULAS[name], ha="left", va="bottom", fontsize=10, color=GREY)
    return values, moves


@explorer(
    size=(1060, 400),
    **{name: linear(-3, 3, start=start, step=0.1, label=label) for name, start, label in (
        ("x", 2, "input x"), ("w", 1.5, "weight w"), ("b", -1, "bias b"), ("v", 0.6, "weight v"), ("y", -0.3, "truth y"))},
    leaf=choice(*LEAVES, start="w", label="nudge leaf"),
    nudge=linear(-0.5, 0.5, start=0.2, step=0.01, label="nudge h"),
    back=timeline(0, ALL_BACK, start=ALL_BACK, interval=1600, label="steps back"),
    shortcut=toggle(label="shortcut"),
)  # fmt: skip
def living_graph(stage):
    """A small network as a graph: values run forward in black, slopes run back in red, and a nudge confirms them."""
    from course.live.artists import QuickText

    graph, tangent = stage.panels("Values go forward, slopes come back", "A nudge, and what it does", widths=[19, 8])
    graph.set(xlim=(-0.5, 6.25), ylim=(-0.48, 2.28), xticks=[], yticks=[])
    graph.spines[:].set_visible(False)
    edges = [_Edge(stage, graph, *edge) for edge in EDGES] + [_Shortcut(stage, graph)]
    values, moves = _boxes(stage, graph)
    for row, (text, color) in enumerate((("× 2.00   the arrow’s own slope", GREY), ("3.60   the slope of the loss", ERROR),
                                         ("Δ +0.20   moved by the nudge", MODEL))):  # fmt: skip
        graph.text(4.4, 2.18 - 0.17 * row, text, color=color, fontsize=9, va="center")
    mark = stage.moving(QuickText(graph, 0, 0, MODEL, size=10, weight="bold", va="top"))
    mark.set_text("nudged")
    off = stage.moving(QuickText(graph, WHERE["a"][0] + 0.1, 1.59, ERROR, size=10, weight="bold", va="bottom"))
    off.set_text("off: nothing passes")
    answer = stage.moving(QuickText(graph, WHERE["ŷ"][0] - 0.2, 1 + HIGH + 0.11, GREY, size=10, ha="left", va="bottom"))

    tangent.set(
        xlim=(-0.56, 0.56), ylim=(-2.4, 3.7), xlabel="nudge h of the chosen leaf", ylabel="change of the loss, ΔL"
    )
    tangent.axhline(0, color=FAINT, lw=1)
    tangent.axvline(0, ymax=0.87, color=FAINT, lw=1)  # up to the legend
    tangent.plot([], [], color=MODEL, label="the loss itself")
    tangent.plot([], [], "--", color=ERROR, label="slope × h")
    tangent.legend(loc="upper center", ncols=2, columnspacing=1.2, handlelength=1.8, fontsize=9.5)
    curve = stage.moving(tangent.plot([], [], color=MODEL))
    line = stage.moving(tangent.plot([], [], "--", color=ERROR))
    gap = stage.moving(tangent.plot([], [], color=GREY, lw=3, alpha=0.6))
    actual = stage.moving(tangent.plot([], [], **HANDLE))
    foretold = stage.moving(
        tangent.plot([], [], "D", color=ERROR, ms=5, zorder=9)
    )  # inside the handle, when it comes true
    hs = np.linspace(-0.55, 0.55, 89)

    def change(leaf, h, shortcut, leaves):
        moved = forward(**{**leaves, leaf: leaves[leaf] + h}, shortcut=shortcut)
        return moved["L"] - forward(**leaves, shortcut=shortcut)["L"]

    def where(s):
        leaves = {name: getattr(s, name) for name in LEAVES}
        return s.nudge, float(np.clip(change(s.leaf, s.nudge, s.shortcut, leaves), *EDGES_OF_CHANGE))

    stage.grip(
        "nudge",
        tangent,
        where,
        lambda x, y, s: {"nudge": float(np.clip(x, -0.5, 0.5))},
        label="the nudge, left or right",
    )

    def update(leaf, nudge, back, shortcut, **leaves):
        here = forward(**leaves, shortcut=shortcut)
        there = forward(**{**leaves, leaf: leaves[leaf] + nudge}, shortcut=shortcut)
        local, slopes, brought = backward(here, shortcut)
        for name, text in values.items():
            text.set_text(short(here[name]))
            moved = there[name] - here[name]
            moves[name].set_text(f"Δ {short(moved, '+')}" if abs(moved) > 1e-12 else "")
        for edge in edges:
            known = edge.key in local and back >= 1 + FIRST_SEEN[edge.key[1]]
            if known:
                edge.show(local[edge.key], brought[edge.key])
            else:
                edge.visible(False)
        edges[-1].present(shortcut)
        answer.set_text("ŷ = v·a + x" if shortcut else "ŷ = v·a")
        mark.set_position((WHERE[leaf][0], WHERE[leaf][1] - HIGH - 0.06))
        off.set_visible(here["z"] <= 0)

        slope, known = slopes[leaf], back >= FIRST_SEEN[leaf]
        actually, predicted = there["L"] - here["L"], slope * nudge
        for shape, heights in ((curve, np.array([change(leaf, h, shortcut, leaves) for h in hs])), (line, slope * hs)):
            heights[heights > 3.05] = np.nan  # the legend's place
            shape.set_data(hs, heights)
        gap.set_data([nudge, nudge], [predicted, actually])
        for dot, height, shape in ((foretold, predicted, "D"), (actual, actually, "o")):
            inside = np.clip(height, *EDGES_OF_CHANGE)
            dot.set(data=([nudge], [inside]), marker=shape if inside == height else "^" if height > 0 else "v")
        for artist in (line, gap, foretold):
            artist.set_visible(known)
        said = {"loss": show(here["L"], ".4f", label="loss L"), "actual": show(actually, ".4f", label="ΔL actual")}
        if known:
            said["slope"] = show(slope, ".3f", label=f"slope dL/d{leaf}")
            said["predicted"] = show(predicted, ".4f", label="ΔL predicted")
        return readouts(**said, verdict=_verdict(back, here, there, leaf, brought))

    return update


def _verdict(back, here, there, leaf, brought):
    if back < ALL_BACK:
        return COMMENTARY[back]
    shortcut = SHORTCUT in brought
    crossed = (here["z"] > 0) != (there["z"] > 0)
    if crossed:
        return f"The nudge carried z across 0 and switched the ReLU {'on' if there['z'] > 0 else 'off'}: past that corner the slope is another."
    if here["z"] <= 0 and leaf in ("w", "b", "x", "v"):
        return "The ReLU is off. Nothing passes it forward, so no slope passes it back." + (
            " Only the shortcut still reaches x." if shortcut else ""
        )
    if shortcut and leaf == "x":
        added = " + ".join(short(brought[edge]) for edge in (("x", "z"), SHORTCUT))
        return f"Two roads lead from x to the loss, so two slopes come back to it, and they are added: {added}."
    actually = there["L"] - here["L"]
    if not EDGES_OF_CHANGE[0] <= actually <= EDGES_OF_CHANGE[1]:
        return f"So steep that the change of the loss lies {'above' if actually > 0 else 'below'} the picture: the triangle marks where."
    return ""


# ---- how small a nudge? -------------------------------------------------------------------------

EXAMPLES, HIDDEN, WEIGHT = 12, 4, 1  # rows of data, hidden units, and the weight that lies under the microscope
STEPS = np.array([float(f"{10.0**k:.2g}") for k in np.arange(-15, 0.01, 0.25)])  # where the slider of h stops
THRESHOLDS = ((1e-7, "right"), (1e-5, "acceptable"), (1e-3, "wrong"))
BUGS = {  # what each does to the slopes that came back
    "none": lambda grads: grads,
    "a sign flipped": lambda grads: np.where(np.arange(len(grads)) == WEIGHT, -grads, grads),
    "a factor of 1.0001": lambda grads: 1.0001 * grads,
}
SMALLEST = 1e-12  # an error below this is drawn on the floor


class _Suspect:
    """A small network in one precision: its loss when a parameter is nudged, and the slopes by both ways."""

    def __init__(self, dtype):
        self.x, labels = data.moons(n=EXAMPLES, noise=0.1, seed=1)
        self.net = mlp([2, HIDDEN, 1], "tanh", seed=2)
        self.target = np.reshape(labels, (-1, 1)).astype(float)
        self.mse = losses.MeanSquaredError()
        self.net.backward(self.mse.gradient(self.net.forward(self.x), self.target))
        self.slopes = self.net.grads.copy()  # always in float64: what the nudges are measured against
        if dtype == "float32":
            start, self.net = self.net.params, mlp([2, HIDDEN, 1], "tanh", dtype=np.float32)
            self.net.params[...] = start
            self.target = self.target.astype(np.float32)

    def loss(self, _=None):
        return self.mse(self.net.forward(self.x), self.target)

    def nudged(self, h, scheme):
        return numerical_gradient(self.loss, self.net.params, h, scheme)

    def landscape(self, moves):
        """The change of the loss for each move of one weight."""
        here, at = self.net.params[WEIGHT], self.loss()
        changes = []
        for move in moves:
            self.net.params[WEIGHT] = here + move
            changes.append(self.loss() - at)
        self.net.params[WEIGHT] = here
        return np.array(changes)


def best_step(errors):
    """The h with the least error: where the line through the rising right side meets the one through the left.

    On the right the error grows as a power of h, on the left as 1/h with noise; both are straight on these axes.
    """
    lowest = int(np.argmin(errors))
    right = np.arange(len(STEPS))[lowest + 4 : lowest + 8]
    left = np.arange(len(STEPS))[max(lowest - 16, 0) : lowest - 2]
    power = np.mean(np.diff(np.log(errors[right])) / np.diff(np.log(STEPS[right])))
    curved = np.exp(np.mean(np.log(errors[right]) - power * np.log(STEPS[right])))
    rounded = np.exp(np.mean(np.log(errors[left]) + np.log(STEPS[left])))
    return (rounded / (power * curved)) ** (1 / (power + 1))  # where the sum of both has slope 0


SCHEMES = {
    "forward": (OTHER, "--", (0, 1)),
    "central": (BLUE, "-", (-1, 1)),
}  # colour, dash, where the loss is looked up


@explorer(
    size=(1060, 390),
    h=log(1e-15, 1, start=0.01, step=0.25, label="nudge h"),
    scheme=choice("forward", "central", label="nudge"),
    precision=choice("float64", "float32", label="numbers"),
    bug=choice(*BUGS, label="bug"),
    lift=toggle(label="whole curve"),
)
def u_curve(stage):
    """How wrong a slope from nudging is, for each size of the nudge: too large is wrong, and so is too small."""
    lens, chart = stage.panels("One weight, under a microscope", "All 17 slopes: the error for each h", widths=[4, 5])
    lens.set(
        xlim=(-1.55, 1.55),
        ylim=(-2.3, 3.2),
        xlabel="move of the weight, in units of h",
        ylabel="ΔL, in units of slope × h",
    )
    lens.axhline(0, color=FAINT, lw=1)
    lens.axvline(0, color=FAINT, lw=1)
    for style, color, label in (
        ("-", DATA, "the loss"),
        ("-", ERROR, "slope by nudging"),
        ("--", MODEL, "slope from the backward pass"),
    ):
        lens.plot([], [], style, color=color, label=label)
    lens.legend(loc="upper left", handlelength=2.4)
    loss = stage.moving(lens.plot([], [], color=DATA, lw=1.5, zorder=4))
    secant = stage.moving(lens.plot([], [], color=ERROR, lw=2.6, zorder=3))
    tangent = stage.moving(lens.plot([], [], "--", color=MODEL, zorder=4.5))
    looked = stage.moving(lens.plot([], [], "o", color=ERROR, ms=8, zorder=5))

    chart.set(xscale="log", yscale="log", xlim=(4e-16, 2.5), ylim=(1e-12, 4), xlabel="nudge h", ylabel="error (ratio)")
    chart.set_xticks([1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1])
    for level, word in THRESHOLDS:
        color = ERROR if word == "wrong" else GOOD
        chart.axhline(level, color=color, lw=1.1, ls=(0, (6, 3)))
        chart.text(1.01, level, f"{'from' if word == 'wrong' else 'up to'} {level:.0e}\n{word}".replace("e-0", "e-"), color=color,
                   fontsize=9.5, va="center", transform=chart.get_yaxis_transform())  # fmt: skip
    lines = {}
    for name, (color, dash, _) in SCHEMES.items():
        chart.plot([], [], dash, color=color, label=name)
        lines[name] = stage.moving(chart.plot([], [], dash, color=color))
    chart.legend(loc="lower left", ncols=1)
    dot = stage.moving(chart.plot([], [], **HANDLE))

    suspects = {name: _Suspect(name) for name in ("float64", "float32")}
    slopes = suspects["float64"].slopes
    nudged = {(p, s): [suspects[p].nudged(h, s) for h in STEPS] for p in suspects for s in SCHEMES}
    moves = np.linspace(-1.5, 1.5, 121)
    stage.memory.seen = None

    @lru_cache(maxsize=256)
    def error_at(h, scheme, precision, bug):
        return float(ratio(BUGS[bug](slopes), suspects[precision].nudged(h, scheme)))

    def where(s):
        return s.h, max(error_at(s.h, s.scheme, s.precision, s.bug), SMALLEST)

    stage.grip(
        "h", chart, where, lambda x, y, s: {"h": float(np.clip(x, 1e-15, 1))}, label="the nudge h, left or right"
    )

    def update(h, scheme, precision, bug, lift):
        claimed = BUGS[bug](slopes)
        low, high = stage.memory.seen or (h, h)
        stage.memory.seen = low, high = min(low, h), max(high, h)
        errors = {s: np.array([ratio(claimed, by_nudge) for by_nudge in nudged[precision, s]]) for s in SCHEMES}
        shown = np.full(len(STEPS), True) if lift else (STEPS >= low * 0.99) & (STEPS <= high * 1.01)
        for name, line in lines.items():
            line.set(
                data=(STEPS[shown], np.maximum(errors[name][shown], SMALLEST)), linewidth=3 if name == scheme else 1.4
            )
        error = error_at(h, scheme, precision, bug)
        dot.set_data([h], [max(error, SMALLEST)])

        unit = h * abs(slopes[WEIGHT])
        places = np.array(SCHEMES[scheme][2])
        loss.set_data(moves, suspects[precision].landscape(moves * h) / unit)
        heights = suspects[precision].landscape(places * h) / unit
        rise = (heights[1] - heights[0]) / (places[1] - places[0])
        secant.set_data(moves[[0, -1]], heights[1] + rise * (moves[[0, -1]] - places[1]))
        looked.set_data(places, heights)
        tangent.set_data(moves[[0, -1]], moves[[0, -1]] * claimed[WEIGHT] / abs(slopes[WEIGHT]))
        said = {"h": show(h, ".2g", label="nudge h"), "error": show(error, ".1e", label="error")}
        best = best_step(np.array([ratio(slopes, by_nudge) for by_nudge in nudged[precision, scheme]]))
        if lift:
            said["best"] = show(best, ".0e", label=f"best h, {scheme}")
        return readouts(**said, verdict=_judged(error, bug, h / best))

    return update


def _judged(error, bug, times):
    """What the thresholds would say of this error, and whether they would be right."""
    word = next(
        (w for level, w in THRESHOLDS[:2] if error <= level), "wrong" if error >= THRESHOLDS[2][0] else "suspicious"
    )
    if bug == "none":
        if word in ("right", "acceptable"):
            return f"Called {word}, and nothing is wrong with the slopes."
        why = (
            "No other h does much better here"
            if 1 / 4 < times < 4
            else f"The nudge is too {'large' if times > 1 else 'small'}"
        )
        return f"Called {word}, and nothing is wrong with the slopes. {why}."
    return f"Called {word}. There is a bug: {bug}."


# ---- what all the slopes cost -------------------------------------------------------------------

PIXELS, DIGITS = 64, 10  # a picture of a handwritten digit in, ten scores out
TIMED = (1, 2, 4, 8, 16, 32)  # hidden units of the networks that are timed
PER_SECOND = 1e9  # multiplications: a round number for one core of a computer
SPANS = ((1, "a second"), (3600, "an hour"), (86400, "a day"), (365 * 86400, "a year"))


def multiplications(hidden):
    """(parameters, of one forward pass, of one backward pass) in a network of 64 inputs, so many hidden units and 10 outputs.

    Forward, each weight is multiplied once. Back, each weight's own slope takes one multiplication; handing the
    slope on to the layer before takes another for each weight, but nobody needs the slopes of the pixels.
    """
    forward = PIXELS * hidden + hidden * DIGITS
    return forward + hidden + DIGITS, forward, PIXELS * hidden + 2 * hidden * DIGITS


def both_ways(hidden):
    """(parameters, multiplications nudging each parameter both ways, multiplications of one forward and one backward pass)."""
    parameters, forward, back = multiplications(hidden)
    return parameters, 2 * parameters * forward, forward + back


def _timed(hidden):
    """How many times longer the nudging takes than one forward and one backward pass, by this computer's clock."""
    net, mse = mlp([PIXELS, hidden, DIGITS], seed=0), losses.MeanSquaredError()
    x, target = np.ones((1, PIXELS)), np.zeros((1, DIGITS))

    def one_by_one():
        numerical_gradient(lambda _: mse(net.forward(x), target), net.params)

    def pass_back():
        net.backward(mse.gradient(net.forward(x), target))

    return _quickest(one_by_one, 2) / max(_quickest(pass_back, 50), 1e-9)


def _quickest(work, tries):
    """Seconds for the quickest of some tries: whatever else the computer did meanwhile only made the others slower."""
    times = []
    for _ in range(tries):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


@explorer(
    size=(1060, 380),
    hidden=log(1, 1_000_000, start=32, whole=True, label="hidden units"),
    clock=toggle(label="time it here"),
)
def cost(stage):
    """The work for the slopes of all parameters: nudging them one by one, against one backward pass."""
    work, gain = stage.panels(
        "Multiplications for all slopes, one picture", "How much work the backward pass saves", widths=[5, 4]
    )
    hiddens = np.unique(np.geomspace(1, 1_000_000, 120).round())
    parameters, by_nudging, by_pass = (np.array(column) for column in zip(*map(both_ways, hiddens)))
    work.set(
        xscale="log",
        yscale="log",
        xlim=(50, 2e8),
        ylim=(30, 1e22),
        xlabel="number of parameters",
        ylabel="multiplications",
    )
    for seconds, word in SPANS:
        level = seconds * PER_SECOND
        work.axhline(level, color=FAINT, lw=1, zorder=0)
        work.text(1.01, level, word, color=GREY, fontsize=9.5, va="center", transform=work.get_yaxis_transform())
    work.plot(parameters, by_nudging, color=ERROR, label="nudge them one by one")
    work.plot(parameters, by_pass, "--", color=MODEL, label="forward and back, once")
    work.legend(
        loc="upper left", title=f"grey lines: at {PER_SECOND:,.0f} a second", title_fontsize=10, alignment="left"
    )
    stick = stage.moving(work.plot([], [], ":", color=GREY))
    slow = stage.moving(work.plot([], [], "o", color=ERROR, ms=10))
    quick = stage.moving(work.plot([], [], "D", color=MODEL, ms=9))

    gain.set(
        xscale="log",
        yscale="log",
        xlim=(50, 2e8),
        ylim=(10, 1e9),
        xlabel="number of parameters",
        ylabel="times less work",
    )
    gain.plot(parameters, by_nudging / by_pass, color=GOOD, label="by counting")
    gain.plot([], [], "X", color=DATA, ls="", ms=9, label="by the clock")
    gain.legend(loc="upper left")
    here = stage.moving(gain.plot([], [], "o", color=GOOD, ms=10))
    crosses = stage.moving(gain.plot([], [], "X", color=DATA, ms=9, zorder=5))
    measured = {}
    stage.memory.timed = True  # what a clock has measured is no function of the settings

    def place(hidden):
        count, nudging, once = both_ways(hidden)
        stick.set_data([count, count], [once, nudging])
        slow.set_data([count], [nudging])
        quick.set_data([count], [once])
        here.set_data([count], [nudging / once])
        return count, nudging, once

    def said(hidden, clock):
        count, nudging, once = place(hidden)
        shown = list(measured.items()) if clock else []
        crosses.set_data([both_ways(units)[0] for units, _ in shown], [times for _, times in shown])
        return readouts(
            parameters=int(count),
            one_by_one=show(2 * count, ",.0f", "forward passes", label="one by one"),
            back=show(once / multiplications(hidden)[1], ".1f", "forward passes", label="forward and back"),
            times=show(nudging / once, ",.0f", "times", label="work saved"),
            verdict="The crosses were timed a moment ago, on small networks. A clock sees more than multiplications, and still they lie near the line."
            if clock else "",
        )  # fmt: skip

    def update(hidden, clock):
        return timing(hidden) if clock and len(measured) < len(TIMED) else said(hidden, clock)

    def timing(hidden):
        for units in TIMED:
            if units not in measured:  # an earlier try may have been cut short
                measured[units] = _timed(units)
            yield Step(len(measured) / len(TIMED), said(hidden, True))
        return said(hidden, True)

    return update

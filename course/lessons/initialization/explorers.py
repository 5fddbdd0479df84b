"""The explorers of lesson 06: equal neurons, one weighted sum, a signal through many layers, and the slopes on its way back."""

import math
from functools import lru_cache

import numpy as np

from course.live import choice, explorer, integer, linear, log, readouts, show, timeline, toggle
from course.live.artists import Field
from course.live.readouts import Quantity
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREEN, GREY, HANDLE, MODEL, ORANGE, OTHER, PURPLE, SKY
from nbcore import activations, data

BEND = {  # name -> the activation, its slope written with its output a, and the a it gives for z = 0
    "ReLU": (activations.relu, lambda a: np.where(a > 0, 1.0, 0.0), 0.0),
    "tanh": (activations.tanh, lambda a: 1 - a * a, 0.0),
    "sigmoid": (activations.sigmoid, lambda a: a * (1 - a), 0.5),
}


def powers(low, high, every):
    """Places and labels of ticks at powers of ten."""
    places = list(range(low, high + 1, every))
    return [10.0**p for p in places], ["1" if p == 0 else f"$10^{{{p}}}$" for p in places]


def tiny(value):
    """A size between nothing and huge, in two digits: 0.71, 3.1e-05."""
    return ".2f" if 0.05 <= abs(value) < 100 or value == 0 else ".1e"


# ---- equal neurons ------------------------------------------------------------------------------

NEURONS, STEPS, RATE = 4, 500, 2.0
COLOURS, SHAPES = (BLUE, ORANGE, GREEN, PURPLE), "osD^"


@lru_cache(maxsize=1)
def rings():
    """120 points of two rings: rows x₁, x₂ and 1, (3, 120), and the class, (120,)."""
    x, y = data.rings(120, inner=0.45, noise=0.08, seed=1)
    return np.vstack([x.T, np.ones(len(x))]), y.astype(float)


@lru_cache(maxsize=256)
def train_equal(c, eps, seed):
    """A 2-4-1 network of tanh units that starts from weights c, each plus ``eps`` times a draw of its own.

    Gives the neurons' weights (STEPS + 1, 4, 4), of each neuron w₁, w₂, b and the weight v on its way out;
    the output's bias (STEPS + 1,) and the loss (STEPS + 1,). Every sum is taken for all neurons in the same
    order. A product of matrices would not promise that: its rounding may differ from column to column,
    and then neurons that are exactly equal would not stay so.
    """
    inputs, y = rings()
    w = c + eps * np.random.default_rng(seed).normal(size=(NEURONS, 4))
    w[:, 2] = 0.0
    bias, n = 0.0, len(y)
    weights, biases, losses = np.empty((STEPS + 1, NEURONS, 4)), np.empty(STEPS + 1), np.empty(STEPS + 1)
    for step in range(STEPS + 1):
        a = np.tanh((w[:, :3, None] * inputs).sum(axis=1))
        z = (w[:, 3:] * a).sum(axis=0) + bias
        e = np.exp(-np.abs(z))
        weights[step], biases[step] = w, bias
        losses[step] = (np.maximum(z, 0) - z * y + np.log1p(e)).mean()
        d = (np.where(z >= 0, 1, e) / (1 + e) - y) / n  # the slope of the loss for each z: (p - y) / n
        back = w[:, 3:] * d * (1 - a * a)
        gradient = np.hstack([(back[:, None] * inputs).sum(axis=2), (d * a).sum(axis=1, keepdims=True)])
        w = w - RATE * gradient
        bias -= RATE * d.sum()
    return weights, biases, losses


def apart(weights):
    """The largest difference between two neurons in any of their weights: (...,) for weights (..., neurons, 4)."""
    return np.ptp(weights, axis=-2).max(axis=-1)


def distinct(weights, by=0.1):
    """How many neurons differ from all before them by more than this in some weight."""
    seen = []
    for row in weights:
        if all(np.abs(row - other).max() > by for other in seen):
            seen.append(row)
    return len(seen)


@explorer(
    size=(1080, 410),
    eps=log(1e-8, 1, start=1e-4, step=0.25, digits=1, label="difference ε"),
    equal=toggle(label="exactly equal"),
    c=linear(0, 1, start=0.5, step=0.1, label="common weight c"),
    seed=integer(0, 20, start=0, label="draw"),
    step=timeline(0, STEPS, start=STEPS, step=5, interval=60, label="step"),
)
def symmetry(stage):
    """Four neurons that start equal, or nearly: what they learn, where their weights go, and when they part."""
    inputs, y = rings()
    world, plane, right = stage.panels(
        "Four neurons, two rings", "Weights into the four neurons", "The loss", widths=[4, 4, 4.2]
    )
    right.remove()
    grid = stage.figure.axes[0].get_gridspec()[0, 2].subgridspec(2, 1)
    fall, gap = stage.figure.add_subplot(grid[0]), stage.figure.add_subplot(grid[1])

    world.set(xlim=(-1.5, 1.5), ylim=(-1.5, 1.5), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    field = Field(stage, world, ["#f3c98b", "#ffffff", "#8fc3e6"], level=0.5)
    for kind, colour, shape in ((0, ORANGE, "s"), (1, BLUE, "o")):
        stage.moving(world.plot(*inputs[:2, y == kind], shape, color=colour, mec=DATA, mew=0.6, ms=5.5, zorder=2))
    joints = [
        stage.moving(world.plot([], [], color=colour, lw=1.4, ls=(3 * k, (6, 6)), zorder=3))
        for k, colour in enumerate(COLOURS)
    ]

    plane.set(xlim=(-6.2, 6.2), ylim=(-6.2, 6.2), xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    plane.axhline(0, color=FAINT, lw=1, zorder=0)
    plane.axvline(0, color=FAINT, lw=1, zorder=0)
    paths = [
        stage.moving(plane.plot([], [], color=colour, lw=7 - 1.7 * k, alpha=0.6, solid_capstyle="round", zorder=3))
        for k, colour in enumerate(COLOURS)
    ]
    heads = [
        stage.moving(plane.plot([], [], shape, color=colour, mec="white", mew=1, ms=19 - 4 * k, zorder=4 + k))
        for k, (colour, shape) in enumerate(zip(COLOURS, SHAPES))
    ]  # from large to small, so that four on one spot are seen to be four

    fall.set_title("The loss")
    fall.set(xlim=(0, STEPS), ylim=(0, 0.78), xticklabels=[])
    fall.axhline(math.log(2), color=GREY, lw=1, ls=":")
    fall.text(STEPS, 0.705, "guessing", color=GREY, fontsize=10, ha="right", va="bottom")
    gap.set_title("Largest difference")
    gap.set(xlim=(0, STEPS), ylim=(2e-11, 60), yscale="log", xlabel="step")
    gap.set_yticks([1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1], ["0", "$10^{-8}$", "$10^{-6}$", "$10^{-4}$", "0.01", "1"])
    gap.minorticks_off()
    curve = stage.moving(fall.plot([], [], color=ERROR))
    growth = stage.moving(gap.plot([], [], color=MODEL))
    cursors = [stage.moving(axes.plot([], [], color=ORANGE, lw=1.6)) for axes in (fall, gap)]
    for axes in (fall, gap):
        stage.grip("step" if axes is fall else "step below", axes, lambda s, a=axes: (s.step, 0.35 if a is fall else 1e-5),
                   lambda x, _, s: {"step": x}, label="the step")  # fmt: skip

    def update(eps, equal, c, seed, step):
        weights, biases, losses = train_equal(c, 0.0 if equal else eps, seed if not equal else 0)
        now = weights[step]
        inside = np.tanh(field.points @ now[:, :2].T + now[:, 2])
        field.show(activations.sigmoid(inside @ now[:, 3] + biases[step]))
        for k in range(NEURONS):
            paths[k].set_data(weights[: step + 1, k, 0], weights[: step + 1, k, 1])
            heads[k].set_data(now[k : k + 1, 0], now[k : k + 1, 1])
            joints[k].set_data(*_joint(*now[k, :3]))
        times = np.arange(STEPS + 1)
        curve.set_data(times, losses)
        growth.set_data(times, np.maximum(apart(weights), 1e-10))
        cursors[0].set_data([step, step], [0, 0.78])
        cursors[1].set_data([step, step], [2e-11, 60])
        different, count = apart(now), distinct(now)
        parted = np.flatnonzero(apart(weights) > 0.1)
        return readouts(
            distinct=show(count, ".0f", f"of {NEURONS}", label="distinct neurons"),
            apart=show(different, "g" if different == 0 else tiny(different), label="farthest apart"),
            loss=show(losses[step], ".3f", label="loss L"),
            parted=Quantity(parted[0], f"{parted[0]:.0f}", "they part at step") if len(parted)
            else Quantity(math.inf, "never" if equal else f"later than {STEPS}", "they part at step"),
            verdict=_of_neurons(c, equal, step, count, different, losses[step]),
        )  # fmt: skip

    return update


def _joint(w1, w2, b, far=1.5):
    """The line w₁ x₁ + w₂ x₂ + b = 0, as two points on the edges of the frame; nothing where there is none in it."""
    norm = math.hypot(w1, w2)
    if norm < 1e-12:
        return [], []
    foot, along = np.array([w1, w2]) * (-b / norm**2), np.array([-w2, w1]) / norm
    reach = np.sqrt(max(2 * far**2 - foot @ foot, 0.0))
    ends = foot + along * np.array([[-reach], [reach]])
    return ends[:, 0], ends[:, 1]


def _of_neurons(c, equal, step, count, different, loss):
    if step == 0:
        return "The start. " + (
            "All four are the same to the last bit."
            if equal
            else "They differ only a little."
            if count == 1
            else "They differ."
        )
    if equal and c == 0:
        return "Everything is zero, so every slope is zero: not one weight has moved, and none ever will."
    if equal:
        return "Four neurons, one path: equal weights get equal slopes and stay equal. Together they are one neuron, and draw one line."
    if count == 1:
        return f"To the eye still one neuron. But the difference has grown to {different:.0e}, and it goes on growing."
    if loss < 0.1:
        return "They have parted, and each has taken a side of the inner ring."
    return (
        "They are parting: only now does the loss begin to fall."
        if loss > 0.4
        else "They have parted, and the loss is falling."
    )


# ---- one weighted sum ---------------------------------------------------------------------------

MOST, SUMS, WALKS = 1000, 800, 20
INPUTS = ("of size 1, either sign", "the same after a ReLU")


@lru_cache(maxsize=1)
def running_sums():
    """Of each kind of inputs, SUMS sums of w x with weights of size 1, after each term: (SUMS, MOST + 1)."""
    rng = np.random.default_rng(0)
    w, x = rng.standard_normal((2, SUMS, MOST), dtype=np.float32)
    sums = {}
    for kind, values in zip(INPUTS, (x, np.maximum(x, 0))):
        sums[kind] = np.zeros((SUMS, MOST + 1), np.float32)
        np.cumsum(w * values, axis=1, out=sums[kind][:, 1:])
    return sums


@explorer(
    size=(1080, 390),
    n=log(1, MOST, start=100, whole=True, label="number of inputs n"),
    std=log(0.01, 2, start=0.5, step=0.02, label="weights' size s"),
    inputs=choice(*INPUTS, label="inputs x"),
)
def weighted_sum(stage):
    """The weighted sum of one neuron, term by term: how large it comes out, for many inputs or few and weights large or small."""
    walk, pile, chart = stage.panels(
        f"{WALKS} sums, term by term (dashed: their size)",
        f"{SUMS} sums z",
        "Which s makes z of size 1?",
        widths=[5, 2.2, 4],
    )
    for axes in (walk, pile):
        axes.set_ylim(-6.5, 6.5)
        axes.axhspan(-1, 1, color="#dff1ea", lw=0)
        axes.axhline(0, color=FAINT, lw=1)
    walk.set(xlim=(0, 1), xlabel="share of the n terms that is added", ylabel="sum so far")
    lines = stage.moving(walk.plot([], [], color="#66aad1", lw=0.7))
    envelope = stage.moving(walk.plot([], [], "--", color=ERROR, lw=2, zorder=4))
    pile.set(xlim=(0, 0.16), xlabel="share", yticklabels=[])
    edges = np.linspace(-6.5, 6.5, 66)
    bars = stage.moving(pile.fill_betweenx([0, 0], [0, 0], color=MODEL, alpha=0.65, lw=0, step="post"))
    bell = stage.moving(pile.plot([], [], "--", color=ERROR, lw=2))

    chart.set(
        xscale="log",
        yscale="log",
        xlim=(0.8, 1250),
        ylim=(0.008, 2.5),
        xlabel="number of inputs n",
        ylabel="weights' size s",
    )
    chart.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    chart.set_yticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])
    ns = np.array([1.0, MOST])
    rules = {
        kind: stage.moving(chart.plot(ns, np.sqrt(factor / ns), dash, color=GOOD, zorder=3))
        for kind, factor, dash in zip(INPUTS, (1, 2), ("-", "--"))
    }
    chart.text(1.2, 0.011, "below: z shrinks", fontsize=10, color=GREY)
    chart.text(900, 1.45, "above: z grows", fontsize=10, color=GREY, ha="right")
    stem = stage.moving(chart.plot([], [], ":", color=GREY, lw=1.4))
    dot = stage.moving(chart.plot([], [], **HANDLE))
    stage.grip(
        "n and s",
        chart,
        lambda s: (s.n, s.std),
        lambda x, y, s: {"n": x, "std": y},
        label="number of inputs and weights' size",
    )

    def update(n, std, inputs):
        sums = running_sums()[inputs]
        half = inputs == INPUTS[1]
        terms = np.unique(np.linspace(0, n, 51).round().astype(int))
        shown = np.full((WALKS, len(terms) + 1), np.nan)  # a gap after each, to lift the pen
        shown[:, :-1] = std * sums[:WALKS, terms]
        lines.set_data(np.tile(np.append(terms, n) / n, WALKS), shown.ravel())
        way = np.linspace(0, 1, 80)
        size = std * np.sqrt(way * n * (0.5 if half else 1.0))
        envelope.set_data(np.r_[way, np.nan, way], np.r_[size, np.nan, -size])
        z = std * sums[:, n].astype(float)
        share = np.histogram(z, edges)[0] / SUMS
        bars.set_verts([_steps(edges, share)])
        predicted = float(size[-1])
        y = np.linspace(-6.5, 6.5, 200)
        height = (
            np.exp(np.maximum(-0.5 * (y / predicted) ** 2, -60))
            * (edges[1] - edges[0])
            / (predicted * math.sqrt(2 * math.pi))
        )
        bell.set_data(height, y)
        for kind, rule in rules.items():
            rule.set(alpha=1 if kind == inputs else 0.25, linewidth=2.6 if kind == inputs else 1.4)
        right = math.sqrt((2 if half else 1) / n)
        stem.set_data([n, n], [std, right])
        dot.set_data([n], [std])
        measured = float(np.sqrt(np.mean(z * z)))
        return readouts(
            predicted=show(predicted, tiny(predicted), label="size of z, predicted"),
            measured=show(measured, tiny(measured), label=f"measured on {SUMS}"),
            wanted=show(right, ".3f", label="s that would give 1"),
            verdict=f"Each sum comes out far too large, about {predicted:.0f} times. In the next layer it would grow again." if predicted > 2.5
            else "Rather too large." if predicted > 1.15
            else f"Just right: a sum as large as {'z was before the ReLU' if half else 'what went in'}." if predicted > 0.87
            else "Rather too small." if predicted > 0.4
            else "Each sum comes out far too small. In the next layer it would shrink again.",
        )  # fmt: skip

    return update


def _steps(edges, share):
    """The outline of a histogram that lies on its side."""
    return np.column_stack([np.r_[0, np.repeat(share, 2), 0], np.repeat(edges, 2)])


# ---- a signal through many layers ---------------------------------------------------------------

WIDTH, EXAMPLES, DEEPEST = 128, 32, 50


@lru_cache(maxsize=2)
def stack(seed):
    """The inputs (EXAMPLES, WIDTH) of size 1, the weights of all layers (DEEPEST, WIDTH, WIDTH) for gain 1, and a
    slope (EXAMPLES, WIDTH) of size 1 to send back."""
    rng = np.random.default_rng(seed)
    x, back = rng.standard_normal((2, EXAMPLES, WIDTH))
    return x, rng.standard_normal((DEEPEST, WIDTH, WIDTH)) / math.sqrt(WIDTH), back


def rms(values):
    """The size of an array: the root of the mean of the squares."""
    return math.sqrt(np.mean(values * values))


@lru_cache(maxsize=64)
def signals(gain, depth, activation, seed):
    """What each layer of a network gives, forwards and back.

    Gives the inputs and the outputs a of all layers (depth + 1, EXAMPLES, WIDTH); their sizes (depth + 1,); how much of
    that differs from one example to the next (depth + 1,); and the size of the slope that has come back to each
    (depth + 1,), if a slope of size 1 sets out from the last.
    """
    phi, slope, _ = BEND[activation]
    x, weights, back = stack(seed)
    outputs = np.empty((depth + 1, EXAMPLES, WIDTH))
    outputs[0] = x
    for layer in range(depth):
        outputs[layer + 1] = phi(gain * times(outputs[layer], weights[layer]))
    returned = np.empty(depth + 1)
    returned[depth] = size = rms(back)
    for layer in reversed(range(depth)):
        back = gain * times(back * slope(outputs[layer + 1]), weights[layer].T)
        returned[layer] = rms(back)
    return outputs, _sizes(outputs), _sizes(outputs - outputs.mean(axis=1, keepdims=True)), returned / size


def times(a, W):
    """a @ W, 16 rows at a time: so small a product one core does at once, where two would wait for each other."""
    return (a.reshape(-1, 16, WIDTH) @ W).reshape(a.shape)


def _sizes(outputs):
    return np.sqrt((outputs * outputs).mean(axis=(1, 2)))


def idle(outputs, activation):
    """The share of a layer's neurons that are dead (0 for every example), or of its outputs that are saturated."""
    if activation == "ReLU":
        return float((outputs <= 0).all(axis=0).mean())
    low, high = (0.0, 1.0) if activation == "sigmoid" else (-1.0, 1.0)
    return float(((outputs < low + 0.02) | (outputs > high - 0.02)).mean())


@explorer(
    size=(1080, 420),
    gain=log(0.25, 4, start=1, step=0.02, digits=3, label="gain g"),
    depth=integer(1, DEEPEST, start=30, label="layers L"),
    activation=choice(*BEND, label="activation"),
    seed=integer(0, 9, start=0, label="draw"),
)
def signal(stage):
    """A signal through many layers: what each layer gives out, how large it is, and how large a slope comes back."""
    river, forth, home = stage.panels(
        "What each layer gives out", "Forwards: its size", "Backwards: the slope's size", widths=[5, 3.6, 3.6]
    )
    top = 2.6
    river.set(xlim=(-0.5, DEEPEST + 0.5), ylim=(-top, top), xlabel="layer (0: the inputs)", ylabel="outputs a")
    bed = Field(stage, river, ["#ffffff", "#9ecae9", BLUE, "#08306b"], cells=4 * (DEEPEST + 1), bands=24)
    column = np.clip(np.rint(bed.x).astype(int), 0, DEEPEST)
    rows = len(bed.y)
    shore = stage.moving(river.plot([], [], color=GREY, lw=1.2, ls=":"))
    ticks, names = powers(-16, 16, 4)
    for axes in (forth, home):
        axes.set(xlim=(-1, DEEPEST + 1), ylim=(3e-19, 3e18), yscale="log", xlabel="layer")
        axes.set_yticks(ticks, names)
        axes.minorticks_off()
        axes.axhline(1, color=GOOD, lw=1.2, ls=(0, (6, 3)))
    forth.plot([], [], color=MODEL, label="all")
    forth.plot([], [], "--", color=PURPLE, label="differences")
    forth.legend(loc="upper left", borderaxespad=0.1, handlelength=1.8)
    size_line = stage.moving(forth.plot([], [], color=MODEL, lw=2.4, marker="o", ms=3))
    differ_line = stage.moving(forth.plot([], [], "--", color=PURPLE, lw=2))
    back_line = stage.moving(home.plot([], [], color=ERROR, lw=2.4, marker="o", ms=3))
    ends = [
        stage.moving(axes.plot([], [], "o", color=color, ms=9, zorder=5))
        for axes, color in ((forth, MODEL), (home, ERROR))
    ]

    def update(gain, depth, activation, seed):
        outputs, sizes, differ, returned = signals(gain, depth, activation, seed)
        # One count for all histograms: each layer has bins of its own. What lies outside the frame lies on its edge.
        bins = np.clip((outputs + top) * (rows / (2 * top)), 0, rows - 1).astype(np.int64)
        bins += rows * np.arange(depth + 1)[:, None, None]
        counts = np.bincount(bins.ravel(), minlength=rows * (depth + 1)).reshape(depth + 1, rows)
        share = np.zeros((rows, DEEPEST + 1))
        share[:, : depth + 1] = np.sqrt(counts / np.maximum(counts.max(axis=1, keepdims=True), 1)).T
        bed.show(share[:, column])
        shore.set_data([depth + 0.5, depth + 0.5], [-top, top])
        layers = np.arange(depth + 1)
        size_line.set_data(layers, sizes)
        differ_line.set_data(layers, np.where(differ > 1e-13 * sizes, differ, np.nan))  # less is rounding
        back_line.set_data(layers, returned)
        ends[0].set_data([depth], [sizes[-1]])
        ends[1].set_data([0], [returned[0]])
        lazy = idle(outputs[-1], activation)
        return readouts(
            size=show(sizes[-1], tiny(sizes[-1]), label="size after the last layer"),
            factor=show((sizes[-1] / sizes[0]) ** (1 / depth), ".2f", label="factor a layer"),
            slope=show(returned[0], tiny(returned[0]), label="slope back at the inputs"),
            idle=show(
                100 * lazy, ".0f", "%", label="last layer dead" if activation == "ReLU" else "last layer saturated"
            ),
            verdict=_of_signal(sizes[-1], differ[-1], returned[0], depth, activation, lazy),
        )

    return update


def _of_signal(size, differ, slope, depth, activation, lazy):
    if activation == "ReLU":
        if 0.1 < size < 10:
            return (
                "It arrives: the last layer gets a signal about as large as the first."
                if depth > 3
                else "So few layers forgive almost anything."
            )
        if size <= 0.1:
            return "It fades: each layer passes on less than it got, and so does each layer on the way back."
        return "It explodes: each layer makes it larger, and each layer on the way back does so too."
    if slope < 1e-3 and differ < 1e-3:
        fades = "Whatever goes in, nearly the same comes out: " if activation == "sigmoid" else "It fades: "
        return fades + "what the examples differ by is lost on the way, and the slope on the way back."
    if slope < 0.05:
        return "The slope fades on its way back: the first layers hardly hear of the loss."
    if slope > 20:
        return "The outputs cannot leave their bounds, but the slopes explode on the way back." + (
            " Many neurons are saturated." if lazy > 0.3 else ""
        )
    return (
        "It arrives: signal and slope keep about their size." if depth > 3 else "So few layers forgive almost anything."
    )


# ---- the slopes along a path --------------------------------------------------------------------

LONGEST, FLOOR, HIGHEST = 30, 1e-22, 1e14


def chain(w, x, depth, activation):
    """A chain of single neurons: the z of each, and by which factor each multiplies a slope. (depth,) each, or
    (depth, many) for many w at once. Its bias keeps the activation's middle in the middle: z = w (a - middle)."""
    phi, slope, middle = BEND[activation]
    w = np.asarray(w, dtype=float)
    z, factors, a = [], [], x + middle + 0 * w
    for _ in range(depth):
        z.append(w * (a - middle))
        a = phi(z[-1])
        factors.append(w * slope(a))
    return np.array(z), np.array(factors)


@explorer(
    size=(1080, 400),
    w=linear(0.1, 8, start=1, step=0.05, label="weight w"),
    depth=integer(1, LONGEST, start=10, label="layers L"),
    activation=choice("sigmoid", "tanh", "ReLU", label="activation"),
    x=linear(-2, 2, start=1, step=0.1, label="input x"),
)
def vanishing(stage):
    """A chain of neurons, one in each layer: the activation's slope at each, and their product on the way back."""
    hill, path, window = stage.panels(
        "The activation's slope", "Back along the chain", "At the first layer, for each w", widths=[4, 4, 4]
    )
    hill.set(xlim=(-8, 8), ylim=(-0.05, 1.25), xlabel="z", ylabel="slope of the activation")
    grid = np.linspace(-8, 8, 321)
    shape = stage.moving(hill.plot([], [], color=GREY, lw=2))
    top = stage.moving(hill.plot([], [], ":", color=GREY, lw=1.4))
    dots = stage.moving(hill.plot([], [], "o", color=SKY, mec=DATA, mew=0.7, ms=8, zorder=4))
    first = stage.moving(hill.plot([], [], "D", color=OTHER, mec=DATA, ms=9, zorder=5))
    hill.plot([], [], "D", color=OTHER, mec=DATA, ms=8, label="layer 1")
    hill.plot([], [], "o", color=SKY, mec=DATA, ms=7, label="the layers after it")
    hill.legend(loc="upper left", ncols=2, columnspacing=1, handletextpad=0.3, borderaxespad=0.1)

    ticks, names = powers(-20, 10, 5)
    for axes in (path, window):
        axes.set(ylim=(FLOOR, HIGHEST), yscale="log")
        axes.set_yticks(ticks, names)
        axes.minorticks_off()
        axes.axhline(1, color=GOOD, lw=1.2, ls=(0, (6, 3)))
    path.set(xlim=(0, LONGEST + 1), xlabel="layer (the loss is on the right)", ylabel="product of w · slope")
    product = stage.moving(path.plot([], [], color=ERROR, lw=2, marker="o", ms=5))
    arrived = stage.moving(path.plot([], [], "D", color=OTHER, mec=DATA, ms=10, zorder=5))
    window.set(xlim=(0, 8.15), xlabel="weight w")
    curve = stage.moving(window.plot([], [], color=ERROR, lw=2))
    here = stage.moving(window.plot([], [], **HANDLE))
    weights = np.linspace(0.1, 8, 317)

    def at_first(s):
        return float(np.clip(np.prod(chain(s.w, s.x, s.depth, s.activation)[1]), FLOOR, HIGHEST))

    stage.grip("w", window, lambda s: (s.w, at_first(s)), lambda x, _, s: {"w": x}, label="the weight w")

    @np.errstate(under="ignore")  # what has shrunk to nothing is meant to be 0
    def update(w, depth, activation, x):
        phi, slope, _ = BEND[activation]
        z, factors = chain(w, x, depth, activation)
        slopes = slope(phi(z))
        highest = float(slope(phi(np.array([0.0 if activation != "ReLU" else 1.0])))[0])
        shape.set_data(grid, slope(phi(grid)))
        top.set_data([-8, 8], [highest, highest])
        dots.set_data(np.clip(z[1:], -8, 8), slopes[1:])
        first.set_data(np.clip(z[:1], -8, 8), slopes[:1])
        back = np.cumprod(factors[::-1])[::-1]
        product.set_data(np.arange(1, depth + 1), np.maximum(back, FLOOR))
        arrived.set_data([1], [np.clip(back[0], FLOOR, HIGHEST)])
        for_each = np.prod(chain(weights, x, depth, activation)[1], axis=0)
        curve.set_data(weights, np.maximum(for_each, FLOOR))
        here.set_data([w], [np.clip(back[0], FLOOR, HIGHEST)])
        typical = back[0] ** (1 / depth) if back[0] > 0 else 0.0
        return readouts(
            slope=show(slopes.mean(), ".3f", label="mean slope of the activation"),
            factor=show(typical, ".2f", label="factor a layer"),
            product=show(back[0], tiny(back[0]), label="product at layer 1"),
            verdict=_of_chain(back[0], for_each.max(), slopes, highest, depth, activation),
        )

    return update


def _of_chain(product, best, slopes, highest, depth, activation):
    if product == 0 and activation == "ReLU":
        return "Shut: this ReLU gets a z that is not above zero, so no slope passes at all."
    if depth <= 2:
        return (
            "So short a chain loses little, whatever its factors are."
            if 0.01 < product < 100
            else "Even in so short a chain the slope is lost or blown up."
        )
    if product < 0.01:
        if 0 < best < 1.3 * product:
            return "Vanishing, and this is about the best weight there is: any other leaves still less for the first layer."
        lazy = slopes.mean() < 0.6 * highest
        return "Vanishing: " + (
            "the weight is large, but it has pushed the neurons out to where the activation is flat." if lazy
            else "each layer takes its share, and little is left for the first.")  # fmt: skip
    if product > 100:
        return "Exploding: every factor is above 1, and the product grows with each layer."
    return "The factors are about 1, so that the slope arrives. Move w a little, or add layers, and see how long that lasts."

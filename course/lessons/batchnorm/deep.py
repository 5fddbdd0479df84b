"""Deep networks with and without batch norm: what becomes of the signal, and which learning rates train."""

from functools import lru_cache

import numpy as np

from course.live import Step, choice, explorer, integer, log, power_of_two, readouts, show
from course.live.artists import Field
from course.live.style import DATA, ERROR, FAINT, GREY, HANDLE, MODEL, OTHER
from nbcore import data
from nbcore.activations import sigmoid
from nbcore.checks import quiet
from nbcore.layers import BatchNorm, ReLU, Sigmoid, Tanh
from nbcore.network import Network

from .nets import Stack

LAYERS = {"ReLU": ReLU, "tanh": Tanh, "sigmoid": Sigmoid}
LOOKS = {False: dict(color=OTHER, ls="--", lw=2.2), True: dict(color=MODEL, ls="-", lw=2.2)}
NAMES = {False: "without", True: "with batch norm"}

# ---- the signal through fifty layers --------------------------------------------------------------

WIDTH, ROWS, DEEPEST = 64, 64, 50
LOWEST, HIGHEST = 1e-9, 1e9  # what is beyond is not drawn: above it stands the legend


@lru_cache(maxsize=1)
def draws():
    """An input (ROWS, WIDTH), weights of spread 1 / sqrt(WIDTH) for every layer, and the slopes that arrive at the end."""
    rng = np.random.default_rng(5)
    weights = rng.normal(size=(DEEPEST, WIDTH, WIDTH)) / np.sqrt(WIDTH)
    return rng.normal(size=(ROWS, WIDTH)), weights, rng.normal(size=(ROWS, WIDTH))


@lru_cache(maxsize=6)
def deepest(activation, batch_norm):
    """What follows the weights in each of DEEPEST hidden layers: a batch norm or not, and the bend."""
    norms = [BatchNorm(WIDTH) for _ in range(DEEPEST)] if batch_norm else []
    if norms:
        Network(norms, seed=0)  # gives them their parameters
    return [[*norms[k : k + 1], LAYERS[activation]()] for k in range(DEEPEST)]


@lru_cache(maxsize=256)
def signal(gain, depth, activation, batch_norm):
    """Layer by layer: five quantiles of what goes into the bend (depth, 5), the size of what comes out of it (depth,),
    and the size of the gradient there (depth,), the last layer's counted as 1. Sizes are root mean squares."""
    a, weights, grad = draws()
    blocks = deepest(activation, batch_norm)[:depth]
    some, sizes, back = [], [], []
    for (*norms, bend), W in zip(blocks, weights):
        z = a @ W
        z *= gain
        for norm in norms:
            z = norm.forward(z, training=True)
        a = bend.forward(z)
        some.append(z.ravel()[::7])
        sizes.append(rms(a))
    for block, W in zip(reversed(blocks), weights[depth - 1 :: -1]):
        back.append(rms(grad))
        for layer in reversed(block):
            grad = layer.backward(grad)
        grad = grad @ W.T
        grad *= gain
    some = np.sort(some, axis=1)
    at = np.rint(np.array([0.02, 0.25, 0.5, 0.75, 0.98]) * (some.shape[1] - 1)).astype(int)
    return some[:, at], np.array(sizes), np.array(back[::-1]) / back[0]


def rms(values):
    return np.sqrt(np.vdot(values, values) / values.size)


def drawn(sizes):
    return np.where(sizes < HIGHEST, np.maximum(sizes, 1e-30), np.nan)


def size(value, label):
    """A readout for numbers that may be anything."""
    return show(value, ",.0f" if 10 <= value < 1e5 else ".2g", label=label)


@explorer(
    size=(1080, 390),
    gain=log(0.2, 5, start=0.7, label="gain of the weights"),
    depth=integer(2, DEEPEST, start=30, label="layers"),
    activation=choice(*LAYERS, start="ReLU", label="activation"),
)
def depth_rescue(stage):
    """The signal going forward and the gradient coming back through a deep network, with batch norm and without."""
    *fans, forward, back = stage.panels(
        "Without: into the bend",
        "With: into the bend",
        "The signal's size",
        "The gradient's size",
        widths=[3, 3, 3.6, 3.6],
    )
    shapes = {}
    for axes, batch_norm, shades in zip(fans, (False, True), (("#fae3b4", "#f0bd4d"), ("#cfe3f1", "#7fb4d8"))):
        axes.set(xlim=(0, DEEPEST + 1), ylim=(-5, 5), xlabel="layer")
        axes.axhline(0, color=FAINT, lw=1)
        wide, half = (stage.moving(axes.fill([0, 0], [0, 0], fc=shade, lw=0, zorder=1)) for shade in shades)
        shapes[batch_norm] = wide, half, stage.moving(axes.plot([], [], color=DATA, lw=1.4, zorder=2))
    fans[0].set_ylabel("z: middle, half, nearly all")
    lines = {}
    for axes, label in ((forward, "size of what comes out"), (back, "compared with the last layer")):
        axes.set(xlim=(0, DEEPEST + 1), ylim=(LOWEST, 1e5 * HIGHEST), yscale="log", xlabel="layer", ylabel=label)
        axes.set_yticks([1e-8, 1e-4, 1, 1e4, 1e8])
        axes.minorticks_off()
        axes.axhline(1, color=FAINT, lw=1)
        lines[axes] = {bn: stage.moving(axes.plot([], [], **LOOKS[bn], label=NAMES[bn])) for bn in (False, True)}
        axes.legend(loc="upper left", borderaxespad=0.1)

    @np.errstate(under="ignore")
    def update(gain, depth, activation):
        found = {bn: signal(gain, depth, activation, bn) for bn in (False, True)}
        layers = np.arange(1, depth + 1)
        for bn, (spread, sizes, grads) in found.items():
            wide, half, middle = shapes[bn]
            spread = np.clip(spread, -6, 6)
            for shape, low, high in ((wide, 0, 4), (half, 1, 3)):
                shape.set_xy(np.c_[np.r_[layers, layers[::-1]], np.r_[spread[:, low], spread[::-1, high]]])
            middle.set_data(layers, spread[:, 2])
            lines[forward][bn].set_data(layers, drawn(sizes))
            lines[back][bn].set_data(layers, drawn(grads))
        (_, plain, plain_back), (_, normed, normed_back) = found[False], found[True]
        growth = normed_back[0] ** (1 / (depth - 1))
        faint, loud = plain[-1] < 0.05, plain[-1] > 20
        weak, strong = plain_back[0] < 0.02, plain_back[0] > 50
        if faint or (weak and not loud):
            said = (
                "Without batch norm "
                + ("the signal dies on its way" if faint else "the gradient dies on its way back")
                + "."
            )
        elif loud or strong:
            said = "Without batch norm " + ("the signal explodes" if loud else "the gradient explodes") + "."
        elif depth < 5:
            said = "So few layers do no harm without batch norm either."
        else:
            said = "Without batch norm it comes through as well: this gain fits this activation."
        if normed_back[0] > 20:
            said += " With it the signal keeps its size, but the gradient explodes on its way back."
        elif normed_back[0] < 0.05:
            said += " With it the signal keeps its size, but the gradient fades on its way back."
        else:
            said += " With it the signal keeps its size, and the gradient stays within reach."
        return readouts(
            plain=size(plain[-1], "signal at the end, without"),
            normed=size(normed[-1], "with"),
            plain_back=size(plain_back[0], "gradient at the front, without"),
            normed_back=size(normed_back[0], "with"),
            growth=show(growth, ".2f", "a layer back", label="with: gradient times"),
            verdict=said,
        )

    return update


# ---- which learning rates train -------------------------------------------------------------------

STARTS, STEPS, BATCH, UNITS = 3, 150, 32, 16
TRAINED = 0.15  # a loss below this counts
LR = log(0.01, 32, start=1.0, step=0.25, label="learning rate η")


@lru_cache(maxsize=1)
def moons():
    x, y = data.moons(256, noise=0.15, seed=1)
    return x, y.astype(float)


_runs = {}  # what has been trained already


def train(rates, hidden, activation, batch_norm):
    """Train STARTS networks at each of these rates, a tuple. A generator of the losses so far, [(rates * STARTS,)], which
    returns the final losses (rates, STARTS), the shares that are right, the losses on the way (STEPS, rates, STARTS)
    and the networks.
    """
    key = rates, hidden, activation, batch_norm
    if key not in _runs:
        x, y = moons()
        nets = Stack(
            [2] + [UNITS] * hidden + [1],
            activation,
            batch_norm,
            list(range(STARTS)) * len(rates),
            np.repeat(rates, STARTS),
        )
        rng, losses, order = np.random.default_rng(0), [], []
        for _ in range(STEPS):
            if len(order) < BATCH:
                order = rng.permutation(len(x))
            rows, order = order[:BATCH], order[BATCH:]
            losses.append(nets.step(x[rows], y[rows]))
            yield losses
        loss, right = nets.score(x, y)
        shape = len(rates), STARTS
        if len(_runs) > 150:
            _runs.clear()
        _runs[key] = loss.reshape(shape), right.reshape(shape), np.array(losses).reshape(STEPS, *shape), nets
    return _runs[key]


def in_frame(loss):
    """A loss as it is drawn: what is off the scale lies on its edge."""
    return np.clip(loss, 0.0032, 55)


@explorer(
    size=(1080, 400),
    lr=LR,
    hidden=power_of_two(1, 8, start=4, label="hidden layers"),
    activation=choice(*LAYERS, start="ReLU", label="activation"),
)
def rates(stage):
    """Two networks trained here and now, one with batch norm and one without, and the same at every learning rate."""
    x, y = moons()
    *maps, course, chart = stage.panels(
        "Without",
        "With batch norm",
        "Loss, step by step",
        "Drag η: the loss after 150 steps",
        widths=[2.7, 2.7, 3, 4.2],
    )
    fields = {}
    for axes, batch_norm in zip(maps, (False, True)):
        axes.set(xlim=(-1.7, 2.7), ylim=(-1.5, 2), xticks=[], yticks=[])
        fields[batch_norm] = Field(
            stage, axes, ["#f0c05f", "white", "#8fc1e6"], level=0.5, cells=44, line=LOOKS[batch_norm] | {"color": DATA}
        )
        for kind, marker, color in ((0, "o", "#8a5d00"), (1, "s", "#00466e")):
            stage.moving(axes.plot(*x[y == kind].T, marker, color=color, ms=2.6, mew=0, zorder=3))
    course.set(xlim=(-2, STEPS + 2), ylim=(0.003, 60), yscale="log", xlabel="step")
    chart.set(xlim=(0.008, 40), ylim=(0.003, 60), xscale="log", yscale="log", xlabel="learning rate η")
    for axes in (course, chart):
        axes.axhspan(0.003, TRAINED, color="#e3f1ea", lw=0)
        axes.axhline(np.log(2), color=GREY, lw=1, ls=":")
    chart.text(0.0092, 0.0037, "trained", fontsize=10)
    curves = {bn: stage.moving(course.plot([], [], **LOOKS[bn] | {"lw": 1.5})) for bn in (False, True)}
    typical = {bn: stage.moving(chart.plot([], [], **LOOKS[bn])) for bn in (False, True)}
    each = {
        bn: stage.moving(chart.plot([], [], marker, color=LOOKS[bn]["color"], ms=4.5, mec=DATA, mew=0.4, alpha=0.8))
        for bn, marker in ((False, "s"), (True, "o"))
    }
    for bn, marker in ((False, "s"), (True, "o")):
        chart.plot([], [], **LOOKS[bn], marker=marker, ms=4.5, mec=DATA, mew=0.4, label=NAMES[bn])
    chart.plot([], [], color=GREY, lw=1, ls=":", label="guessing")
    chart.legend(loc="upper left", borderaxespad=0.1)
    ruler = stage.moving(chart.plot([], [], color=ERROR, lw=1.3))
    knob = stage.moving(chart.plot([], [], **HANDLE))
    stage.grip(
        "lr", chart, lambda s: (s.lr, 0.006), lambda rate, _, s: {"lr": np.clip(rate, 0.01, 32)}, label="learning rate"
    )
    grid = tuple(LR.stops)

    def update(lr, hidden, activation):
        ruler.set_data([lr, lr], [0.003, 60])
        knob.set_data([lr], [0.006])
        wanted = (grid,) if lr in grid else (grid, (lr,))
        found = {}
        for bn in (False, True):
            for part, some in enumerate(wanted):
                work, mine = train(some, hidden, activation, bn), STARTS * some.index(lr) if lr in some else 0
                while True:
                    try:
                        losses = next(work)
                    except StopIteration as end:
                        found[bn] = found.get(bn, ()) + (end.value,)
                        break
                    curves[bn].set_data(np.arange(1, len(losses) + 1), [in_frame(loss[mine]) for loss in losses])
                    share = (bn + (part + len(losses) / STEPS) / len(wanted)) / 2
                    yield Step(share, readouts(verdict="Training, at all learning rates at once."))
        return said(found, lr)

    @quiet
    def said(found, lr):
        losses, right, good = {}, {}, {}
        for bn, runs in found.items():
            k = grid.index(lr) if lr in grid else 0
            loss, share, way, nets = runs[-1]
            losses[bn], right[bn] = float(np.median(loss[k])), float(np.median(share[k]))
            first = way[:, k, 0]
            curves[bn].set_data(np.arange(1, STEPS + 1), np.where(np.isfinite(first), in_frame(first), np.nan))
            scores = nets.pick(k * STARTS).forward(fields[bn].points)[0]
            fields[bn].show(sigmoid(np.clip(scores, -60, 60)))
            over_all = in_frame(runs[0][0])
            typical[bn].set_data(grid, np.median(over_all, axis=1))
            each[bn].set_data(np.repeat(grid, STARTS), over_all.ravel())
            good[bn] = int((np.median(runs[0][0], axis=1) < TRAINED).sum())
        trains = {bn: losses[bn] < TRAINED for bn in losses}
        if all(trains.values()):
            verdict = "At this learning rate both train."
        elif trains[True]:
            verdict = "At this learning rate only the network with batch norm trains."
        elif trains[False]:
            verdict = "At this learning rate only the network without batch norm trains."
        else:
            verdict = "At this learning rate neither is trained after 150 steps."
        if not np.isfinite(losses[False]):
            verdict += " Without batch norm the numbers have grown beyond all bounds."
        return readouts(
            plain=show(losses[False], ".2g", label="loss, without"),
            normed=show(losses[True], ".2g", label="with"),
            plain_right=show(100 * right[False], ".0f", "%", label="right, without"),
            normed_right=show(100 * right[True], ".0f", "%", label="with"),
            plain_rates=show(good[False], ".0f", f"of {len(grid)}", label="rates that train, without"),
            normed_rates=show(good[True], ".0f", f"of {len(grid)}", label="with"),
            verdict=verdict,
        )

    return update

"""The explorers of lesson 02: five pictures of what happens when one walks downhill."""

import math
from functools import lru_cache

import numpy as np

from course.live import explorer, integer, linear, log, point, power_of_two, readouts, show, toggle
from course.live.artists import QuickText, Valley
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, ORANGE, OTHER, PURPLE, SKY
from nbcore import data, surfaces
from nbcore.optimizers import GradientDescent

PATH = dict(color=ORANGE, lw=1.6, marker="o", ms=4.5, mec=DATA, mew=0.5, zorder=6)


def legends_above(*panels, room=30):
    """Make room between the titles and the pictures: there a legend is in no line's way. Gives `legend` its place."""
    for axes in panels:
        axes.set_title(axes.get_title("left"), pad=room)
    return dict(loc="lower center", bbox_to_anchor=(0.5, 0.985), handletextpad=0.5, columnspacing=1.0)


def walk(gradient, start, lr, steps, far):
    """The path (k + 1, 2) of gradient descent from ``start``. It ends early once it is farther out than ``far``."""
    w, optimizer = np.array(start, dtype=float), GradientDescent(lr)
    path = [w.copy()]
    while len(path) <= steps and np.abs(w).max() < far:
        optimizer.step(w, gradient(w))
        path.append(w.copy())
    return np.array(path)


# ---- one weight ---------------------------------------------------------------------------------


@explorer(
    size=(1020, 370),
    start=linear(-3, 3, start=2, step=0.1, label="start w"),
    lr=log(0.01, 1.3, start=0.1, label="learning rate η"),
    steps=integer(0, 30, start=8, label="steps"),
)
def parabola(stage):
    """The loss w², steps downhill from a start, and the factor by which each step multiplies w."""
    curve, time, factors = stage.panels(
        "The loss L = w²", "w after each step", "What a step leaves of w", widths=[5, 4, 4]
    )
    w = np.linspace(-3.3, 3.3, 200)
    curve.set(xlim=(-3.4, 3.4), ylim=(-1.4, 11.8), xlabel="weight w", ylabel="loss L")
    curve.plot(w, w**2, color=GREY)
    tangent = stage.moving(curve.plot([], [], "--", color=ERROR, lw=1.8, zorder=4))
    hops = stage.moving(curve.plot([], [], **PATH))
    last = stage.moving(curve.plot([], [], "o", color=MODEL, ms=10, zorder=7))
    handle = stage.moving(curve.plot([], [], **HANDLE))
    curve.plot([], [], "--", color=ERROR, lw=1.8, label="slope at the start")
    curve.plot([], [], "o", color=MODEL, ms=10, label="after the last step")
    curve.legend(**legends_above(curve, time, factors), ncols=2, handlelength=1.8)
    stage.grip(
        "start", curve, lambda s: (s.start, s.start**2), lambda x, _, s: {"start": x}, label="start on the curve"
    )

    time.set(xlim=(-0.8, 30.8), ylim=(-3.4, 3.4), xlabel="step", ylabel="weight w")
    time.axhline(0, color=GOOD, lw=1.5)
    track = stage.moving(time.plot([], [], **PATH))

    factors.set(xlim=(0, 1.3), ylim=(-1.75, 1.25), xlabel="learning rate η", ylabel="factor 1 − 2η")
    factors.axhspan(0, 1, color="#e6f1f8", lw=0)
    factors.axhspan(-1, 0, color="#d3e6f2", lw=0)
    factors.axhspan(-1.75, -1, color="#f9e3d6", lw=0)
    for height, words in ((0.75, "same side, nearer"), (-0.75, "other side, nearer"), (-1.4, "other side, farther")):
        left = height < 0
        factors.text(0.04 if left else 1.26, height, words, ha="left" if left else "right", va="center", fontsize=10)
    factors.plot([0, 1.3], [1, -1.6], color=GREY)
    here = stage.moving(factors.plot([], [], "o", color=MODEL, ms=10, clip_on=False))

    def update(start, lr, steps):
        factor = 1 - 2 * lr
        path = [start]
        for _ in range(steps):
            path.append(path[-1] - lr * 2 * path[-1])
        seen = np.array(path)
        outside = np.flatnonzero(np.abs(seen) > 3.4)
        seen = seen[: outside[0] + 1] if len(outside) else seen  # up to the hop that leaves the frame
        slope = 2 * start
        tangent.set_data([start - 1, start + 1], [start**2 - slope, start**2 + slope])
        hops.set_data(seen, seen**2)
        handle.set_data([start], [start**2])
        last.set_data(path[-1:], [path[-1] ** 2])
        track.set_data(np.arange(len(seen)), seen)
        here.set_data([lr], [factor])
        if start == 0:
            verdict = "The slope is zero at the bottom, so a step changes nothing."
        elif abs(factor) < 1e-9:
            verdict = "Exactly at the bottom in one step."
        elif abs(factor + 1) < 1e-9:
            verdict = "To and fro for ever: each step lands as far on the other side."
        else:
            verdict = {
                factor > 0.9: "Creeping: it gets there, with great patience.",
                0 < factor <= 0.9: "Converging: each step comes nearer, from the same side.",
                -1 < factor < 0: "Ringing: each step overshoots, but lands nearer than before.",
                factor < -1: "Diverging: each step overshoots so far that it lands farther away than before.",
            }[True]
        return readouts(
            slope=show(slope, ".2f", label="slope at the start"),
            first=show(start - lr * slope, ".2f", label="w after one step"),
            factor=show(factor, ".2f", label="factor 1 − 2η"),
            w=show(path[-1], ".3g", label="w at the end"),
            loss=show(path[-1] ** 2, ".2g", label="loss at the end"),
            verdict=verdict,
        )

    return update


# ---- two weights, one steep and one flat --------------------------------------------------------


TOP = 1.5  # factors above are shown at this height


@explorer(
    size=(1080, 410),
    start=point(-2.6, 1.9, low=(-3, -2.7), high=(3, 2.7), label="start"),
    lr=log(0.001, 2.5, start=0.0646, step=0.01, digits=3, label="learning rate η"),
    condition=log(1, 300, start=30, step=0.04, whole=True, label="curvature λ₂"),
    steps=integer(1, 200, start=80, label="steps"),
)
def ravine(stage):
    """Gradient descent in a valley that is flat along and steep across: the path, the loss, and what a step leaves."""
    valley, fall, factors = stage.panels(
        "Drag the start", "The loss, step by step", "Drag η: what a step leaves", widths=[5, 4, 4]
    )
    valley.set(xlim=(-3.2, 3.2), ylim=(-3, 3), xlabel="w₁ (along)", ylabel="w₂ (across)", aspect="equal")
    ground = Valley(stage, valley, levels=0.03 * 2.5 ** np.arange(13))
    path_line = stage.moving(valley.plot([], [], **PATH))
    now = stage.moving(valley.plot([], [], "o", color=MODEL, mec="white", ms=10, zorder=7))
    handle = stage.moving(valley.plot([], [], **HANDLE))
    stage.grip("start", valley)

    fall.set(xlim=(-3, 203), ylim=(1e-7, 1e6), yscale="log", xlabel="step", ylabel="loss L")
    looks = {"along": dict(color=BLUE, ls="--"), "across": dict(color=PURPLE, ls="-.")}
    shares = {
        name: stage.moving(fall.plot([], [], lw=1.6, **look, label=f"{name} only")) for name, look in looks.items()
    }
    total = stage.moving(fall.plot([], [], color=DATA, lw=2.2, label="loss"))
    promise = stage.moving(fall.plot([], [], ":", color=ERROR, lw=2.4, zorder=4, label="predicted"))
    above = legends_above(valley, fall, factors, room=46)
    fall.legend(**above, ncols=2, handlelength=2.2)

    factors.set(xlim=(0.00085, 3), ylim=(0, 1.75), xscale="log", xlabel="learning rate η", ylabel="|1 − ηλ|")
    factors.axhspan(1, 1.75, color="#f9e3d6", lw=0)
    factors.axhline(1, color=ERROR, lw=1.2)
    factors.text(0.001, 1.04, "grows", fontsize=10)
    factors.text(0.001, 0.04, "shrinks", fontsize=10)
    rates = np.geomspace(0.00085, 3, 500)
    curves = {name: stage.moving(factors.plot([], [], lw=2, **look, label=name)) for name, look in looks.items()}
    dots = {
        name: stage.moving(factors.plot([], [], "o", color=look["color"], ms=7, zorder=5))
        for name, look in looks.items()
    }
    edge_line = stage.moving(factors.plot([], [], ":", color=GREY, lw=1.6, label="edge 2/λ₂"))
    ruler = stage.moving(factors.plot([], [], color=ORANGE, lw=1.2))
    knob = stage.moving(factors.plot([], [], **HANDLE))
    factors.legend(**above, ncols=2, handlelength=2.2)

    def slowest(s):
        return max(abs(1 - s.lr), abs(1 - s.lr * s.condition))

    stage.grip(
        "lr",
        factors,
        lambda s: (s.lr, min(slowest(s), TOP)),
        lambda x, _, s: {"lr": np.clip(x, 0.001, 2.5)},
        label="learning rate",
    )

    def update(start, lr, condition, steps):
        loss = surfaces.ravine(condition)
        lam = np.array([1.0, condition])
        ground.show(np.diag(lam), (0.0, 0.0))
        path = walk(loss.gradient, start, lr, steps, far=40)
        distance = np.hypot(*path.T)
        factor = np.abs(1 - lr * lam)
        predicted, edge = factor.max(), 2 / condition

        inside = np.abs(path[:, 1]) < 3
        drawn = path if inside.all() else path[: inside.argmin() + 1]  # up to the step that leaves the frame
        path_line.set_data(*drawn.T)
        now.set_data(path[-1:, 0], path[-1:, 1])
        handle.set_data([start[0]], [start[1]])
        times = np.arange(len(path))
        height = loss(path)
        total.set_data(times, np.maximum(height, 1e-30))
        for name, part in zip(shares, (lam * path**2 / 2).T):
            shares[name].set_data(times, np.maximum(part, 1e-30))
        promise.set_data(times, np.maximum(height[0] * predicted ** (2.0 * times), 1e-30))
        for name, steepness, left in zip(curves, lam, factor):
            curve = np.abs(1 - rates * steepness)
            curves[name].set_data(rates, np.where(curve < TOP, curve, np.nan))
            dots[name].set_data([lr], [min(left, TOP)])
        edge_line.set_data([edge, edge], [0, TOP])
        ruler.set_data([lr, lr], [0, min(predicted, TOP)])
        knob.set_data([lr], [min(predicted, TOP)])

        # Below 1e-100 it is rounding that is measured.
        before = np.flatnonzero(distance[:-1] > 1e-100)
        measured = distance[before[-1] + 1] / distance[before[-1]] if len(before) else 0.0
        best = 2 / (1 + condition)
        if distance[0] == 0:
            verdict = "You start at the lowest point, where there is no slope to follow."
        elif predicted > 1 + 1e-9 and start[1] != 0:
            verdict = "Gone: η is above the edge, and across the valley each step lands farther out than the last."
        elif predicted > 1 + 1e-9:
            verdict = "η is above the edge, but you start exactly on the valley's floor. A hair beside it, and it would be gone."
        elif abs(predicted - 1) <= 1e-9:
            verdict = "On the edge: across the valley it goes to and fro for ever."
        elif 0 in (start[0], start[1]) and condition > 1 and abs(measured - predicted) > 1e-6:
            verdict = "You start exactly on an axis: the direction that should be the slow one has nothing to do."
        elif condition == 1:
            advice = (
                "arrives in one step"
                if abs(lr - 1) < 0.004
                else f"a {'smaller' if lr > 1 else 'larger'} η would be faster"
            )
            verdict = f"A round bowl: each direction shrinks by the same factor, and {advice}."
        elif abs(lr / best - 1) < 0.004:
            verdict = "The best rate for this valley: no other makes the worse of the two factors smaller."
        elif lr > best:
            verdict = "It rings across the valley, and that is now what takes longest. A smaller η would be faster."
        else:
            verdict = (
                "It creeps along the valley: the flat direction is what takes longest. A larger η would be faster."
            )
        return readouts(
            edge=show(edge, ".3g", label="edge 2/λ₂"),
            share=show(100 * lr / edge, ".0f", "% of the edge", label="η is at"),
            predicted=show(predicted, ".4f", label="predicted factor"),
            measured=show(measured, ".4f", label="measured factor"),
            loss=show(height[-1], ".3g", label="loss at the end"),
            verdict=verdict,
        )

    return update


# ---- more than one valley -----------------------------------------------------------------------

# Where each dip lies, how deep it is and how wide. The wide one is the deepest.
DIPS = np.array([(-3.2, 1.1, 0.42), (-1.35, 0.75, 0.2), (0.9, 1.75, 0.8), (2.55, 1.0, 0.22), (3.7, 0.8, 0.4)])
WALK = 200  # steps
AT_REST = 0.02  # how near to a minimum


def height(w):
    """A wide bowl less a few dips: w²/20 + 1.8 - Σ depth exp(-(w - place)² / 2 width²)."""
    place, depth, width = DIPS.T
    away = (np.asarray(w)[..., None] - place) / width
    return w * w / 20 + 1.8 - np.exp(-(away**2) / 2) @ depth


def slope(w):
    place, depth, width = DIPS.T
    away = (np.asarray(w)[..., None] - place) / width
    return w / 10 + (away * np.exp(-(away**2) / 2)) @ (depth / width)


@lru_cache(maxsize=1)
def minima():
    """The lowest points of the five dips, from left to right, and the edge 2 / curvature of each. Two (5,)."""
    w = DIPS[:, 0].copy()
    for _ in range(2000):
        w -= 0.05 * slope(w)
    curvature = (slope(w + 1e-5) - slope(w - 1e-5)) / 2e-5
    return w, 2 / curvature


@lru_cache(maxsize=1)
def basins():
    """Starts (220,), rates (80,), and the number of the dip in which each pair ends (80, 220), or 5 for none."""
    starts, rates = np.linspace(-4.5, 4.5, 220), np.geomspace(0.02, 1, 80)
    w = np.repeat(starts[None], len(rates), axis=0)
    for _ in range(WALK):
        w -= rates[:, None] * slope(w)
    return starts, rates, where_it_rests(w)


def where_it_rests(w):
    """The number of the dip in which w lies still, or 5 for none."""
    lowest, _ = minima()
    away = np.abs(np.asarray(w)[..., None] - lowest)
    return np.where(away.min(axis=-1) < AT_REST, away.argmin(axis=-1), len(lowest))


@explorer(
    size=(1020, 390),
    start=linear(-4.5, 4.5, start=-2, step=0.05, label="start w"),
    lr=log(0.02, 1, start=0.05, step=0.02, label="learning rate η"),
)
def bumpy(stage):
    """A curve with five dips, one walk down it, and the map of all starts and learning rates: in which dip they end."""
    from matplotlib.colors import ListedColormap

    curve, chart = stage.panels("Drag the start", "Drag the dot: where each walk ends", widths=[5, 5])
    names, colors, (lowest, edges) = "ABCDE", (PURPLE, SKY, GOOD, ORANGE, ERROR), minima()
    w = np.linspace(-4.9, 4.9, 500)
    curve.set(xlim=(-4.9, 4.9), ylim=(-0.55, 3.6), xlabel="weight w", ylabel="loss L")
    curve.plot(w, height(w), color=GREY)
    for name, color, dip in zip(names, colors, lowest):
        curve.plot(dip, height(dip), "s", color=color, mec=DATA, ms=9, zorder=4)
        curve.text(dip, height(dip) - 0.36, name, ha="center", fontsize=11, weight="bold")
    hops = stage.moving(curve.plot([], [], **PATH))
    last = stage.moving(curve.plot([], [], "o", color=MODEL, mec="white", ms=11, zorder=7))
    handle = stage.moving(curve.plot([], [], **HANDLE))

    starts, rates, ends = basins()
    chart.pcolormesh(
        starts, rates, ends, cmap=ListedColormap([*colors, "#3a3d42"]), vmin=-0.5, vmax=5.5, shading="nearest"
    )
    chart.set(xlim=(-4.6, 4.6), ylim=(0.019, 1.06), yscale="log", xlabel="start w", ylabel="learning rate η")
    chart.set_yticks([0.02, 0.05, 0.1, 0.2, 0.5, 1], ["0.02", "0.05", "0.1", "0.2", "0.5", "1"])
    chart.minorticks_off()
    for name, dip in zip(names, lowest):
        chart.text(dip, 0.023, name, ha="center", fontsize=11, weight="bold")
    chart.text(0, 0.84, "dark: never comes to rest", color="white", ha="center", va="center", fontsize=10)
    here = stage.moving(chart.plot([], [], "o", color="white", mec=DATA, mew=2.5, ms=12, zorder=8, clip_on=False))

    stage.grip(
        "start",
        curve,
        lambda s: (s.start, float(height(s.start))),
        lambda x, _, s: {"start": x},
        label="start on the curve",
    )
    stage.grip(
        "start and rate", chart, lambda s: (s.start, s.lr),
        lambda x, y, s: {"start": np.clip(x, -4.5, 4.5), "lr": np.clip(y, 0.02, 1)}, label="start and learning rate on the map",
    )  # fmt: skip

    def update(start, lr):
        path = [start]
        for _ in range(WALK):
            path.append(path[-1] - lr * float(slope(path[-1])))
        path = np.array(path)
        end = int(where_it_rests(path[-1]))
        rests = end < len(lowest)
        moving = np.abs(path - path[-1]) >= AT_REST
        needed = int(np.flatnonzero(moving)[-1]) + 1 if moving.any() else 0
        drawn = path[: needed + 1] if rests else path[:40]  # what never rests, for as long as the eye can follow
        hops.set_data(drawn, height(drawn))
        last.set(data=(path[-1:], height(path[-1:])), visible=rests)
        handle.set_data([start], [height(start)])
        here.set_data([start], [lr])
        first = int(np.abs(start - lowest).argmin())
        if not rests:
            verdict = "It never comes to rest: wherever it arrives, the step is too long for the dip."
        elif end == 2:
            verdict = "It rests in C, the lowest dip of all."
        else:
            verdict = f"It rests in {names[end]}, which is not the lowest. The slope is zero there, and nothing tells it of the others."
        return readouts(
            ends_in=names[end] if rests else "no dip",
            loss=show(height(path[-1]), ".3f", label="loss there") if rests else "",
            needed=show(needed, ",.0f", label="steps until it rests") if rests else "",
            edge=show(edges[first], ".2f", f"(dip {names[first]})", label="edge of nearest dip"),
            verdict=verdict,
        )

    return update


# ---- a few examples at a time -------------------------------------------------------------------

DAYS, EPOCHS, STEPS, FAN = 1024, 4, 300, 128


@lru_cache(maxsize=1)
def seattle():
    """1,024 days in Seattle, drawn at random: the lowest and the highest temperature, both standardised. Two (n,)."""
    table = data.weather()
    rows = np.random.default_rng(0).permutation(len(table))[:DAYS]
    both = np.stack([table["temp_min"][rows], table["temp_max"][rows]], axis=1)
    return tuple(data.Standardizer().fit(both).transform(both).T.copy())


def both_ends(values, size):
    """Where the lowest and the highest of each `size` values lie. A line through these, close together, looks like one through all."""
    whole = len(values) // size * size
    groups = values[:whole].reshape(-1, size)
    ends = np.stack([groups.argmin(axis=1), groups.argmax(axis=1)], axis=1) + size * np.arange(len(groups))[:, None]
    return np.unique(np.r_[0, ends.ravel(), whole : len(values)])


def train_line(start, lr, batch, steps, seed, far=30):
    """The path (k + 1, 2) of (w, b) when a line is trained with mini-batches on `seattle`.

    The mean squared error of a batch needs four of its means only: of x, y, x² and xy. They are taken for all
    steps at once, and what is left to do step by step is a little arithmetic.
    """
    x, y = seattle()
    rng = np.random.default_rng(seed)
    epochs = -(-steps * batch // DAYS)
    order = np.concatenate([rng.permutation(DAYS) for _ in range(epochs)])[: steps * batch]
    parts = np.stack([x, y, x * x, x * y])
    means = parts[:, order].reshape(4, steps, batch).mean(axis=2)
    w, b = start
    path = [(w, b)]
    for mean_x, mean_y, mean_xx, mean_xy in means.T.tolist():
        w, b = w - 2 * lr * (mean_xx * w + mean_x * b - mean_xy), b - 2 * lr * (mean_x * w + b - mean_y)
        path.append((w, b))
        if not abs(w) + abs(b) < far:
            break
    return np.array(path)


def batch_gradients(w, b, batch, count, seed):
    """The gradients (count, 2) of the mean squared error at (w, b) on so many random batches, and that on all days (2,)."""
    x, y = seattle()
    residual = w * x + b - y
    each = 2 * np.stack([residual * x, residual], axis=1)
    if batch == DAYS:
        return np.repeat(each.mean(axis=0)[None], count, axis=0), each.mean(axis=0)
    lots = np.random.default_rng(seed).random((count, DAYS), dtype=np.float32)
    picked = np.argpartition(lots, batch, axis=1)[:, :batch]
    return each[picked].mean(axis=1), each.mean(axis=0)


@explorer(
    size=(1140, 370),
    start=point(-0.7, 1.2, low=(-1.2, -2), high=(2.6, 2), label="start"),
    batch=power_of_two(1, DAYS, start=4, label="batch size"),
    lr=log(0.005, 1.1, start=0.1, label="learning rate η"),
    seed=integer(0, 30, start=0, label="shuffle"),
)
def minibatch(stage):
    """Training with a few examples at a time: the path, what the batches say at the start, and the loss against steps and work."""
    x, y = seattle()
    best = np.array([np.mean(x * y), 0.0])  # both have mean 0 and spread 1, so the map is round
    chart, fan, by_step, by_work = stage.panels(
        "Drag the start",
        "Downhill, by 128 batches",
        f"Loss, {STEPS} steps",
        f"Loss, {EPOCHS} epochs",
        widths=[4.6, 4, 3.6, 3.3],
    )
    chart.set(xlim=(-1.35, 2.75), ylim=(-2.2, 2.2), xlabel="weight w", ylabel="bias b", aspect="equal")
    W, B = np.meshgrid(np.linspace(-1.35, 2.75, 100), np.linspace(-2.2, 2.2, 100))
    above = (W - best[0]) ** 2 + B**2
    chart.contourf(
        W, B, above, levels=[0, 0.02, 0.08, 0.25, 0.6, 1.2, 2.2, 3.6, 9], cmap="Blues_r", vmin=-3.5, vmax=4.5
    )
    chart.plot(*best, "*", color="white", mec=DATA, ms=14, zorder=5)
    path_line = stage.moving(chart.plot([], [], **{**PATH, "ms": 3.2, "lw": 1.0, "mew": 0.3}))
    handle = stage.moving(chart.plot([], [], **HANDLE))
    stage.grip("start", chart)

    fan.set(xlim=(-11, 11), ylim=(-11, 11), xlabel="−slope in w", ylabel="−slope in b")
    fan.axhline(0, color=FAINT, lw=1)
    fan.axvline(0, color=FAINT, lw=1)
    rays = stage.moving(fan.plot([], [], color=OTHER, lw=0.8, alpha=0.55))
    tips = stage.moving(fan.plot([], [], "o", color=OTHER, ms=3.2, mec=DATA, mew=0.3))
    truth = stage.moving(fan.plot([], [], color=MODEL, lw=3, marker="D", markevery=[1], ms=7, zorder=5))
    fan.plot([], [], "o", color=OTHER, ms=4, mec=DATA, mew=0.3, label="a batch")
    fan.plot([], [], color=MODEL, lw=3, marker="D", ms=6, label="all days")
    fan.legend(loc="upper left", ncols=2, columnspacing=0.9, handlelength=1.4, handletextpad=0.4, borderaxespad=0.1)

    for axes, label, high in ((by_step, "step", STEPS), (by_work, "examples seen", EPOCHS * DAYS)):
        axes.set(xlim=(-0.02 * high, 1.02 * high), ylim=(1e-5, 40), yscale="log", xlabel=label)
    by_step.set_ylabel("loss above the lowest")
    by_work.set_yticklabels([])
    by_work.set_xticks([0, 2 * DAYS, 4 * DAYS], ["0", "2,048", "4,096"])
    for k in range(1, EPOCHS):
        by_work.axvline(k * DAYS, color=FAINT, lw=1)
    step_line = stage.moving(by_step.plot([], [], color=ERROR, lw=1.4, marker="o", ms=2))
    work_line = stage.moving(by_work.plot([], [], color=ERROR, lw=1.4, marker="o", ms=2))

    def update(start, batch, lr, seed):
        path = train_line(start, lr, batch, max(STEPS, EPOCHS * DAYS // batch), seed)
        above = np.maximum(((path - best) ** 2).sum(axis=1), 1e-30)
        gradients, full = batch_gradients(*start, batch, FAN, seed)
        noise = math.sqrt(((gradients - full) ** 2).sum(axis=1).mean())

        gone = not np.abs(path[-1]).sum() < 30
        path_line.set_data(*path[: STEPS + 1].T)
        handle.set_data([start[0]], [start[1]])
        spokes = np.full((FAN, 3, 2), np.nan)  # from the middle to a tip, then lift the pen
        spokes[:, 0], spokes[:, 1] = 0, -gradients
        rays.set_data(*spokes.reshape(-1, 2).T)
        tips.set_data(*-gradients.T)
        truth.set_data([0, -full[0]], [0, -full[1]])
        step_line.set_data(np.arange(len(above))[: STEPS + 1], above[: STEPS + 1])
        after_work = EPOCHS * DAYS // batch
        shown = both_ends(above[: after_work + 1], max(after_work // 128, 1))
        work_line.set_data(shown * batch, above[shown])
        work_line.set_marker("o" if batch > 32 else "")

        late = np.where(above > 1e-12, above, 0)[STEPS - 99 : STEPS + 1]  # less than that is rounding
        if gone:
            verdict = "Diverged: with batches this small and steps this long, one odd batch throws it out, and the next cannot catch it."
            if batch == DAYS:
                verdict = "Diverged: η is above the edge, even with every example in every step."
        elif batch == DAYS and lr > 0.5:
            verdict = "No noise with every example in every step, but steps this long jump to and fro across the bowl."
        elif batch == DAYS:
            verdict = "Every step uses all examples: no noise, a smooth path, and an epoch for each single step."
        elif late[50:].mean() < 0.6 * late[:50].mean():
            verdict = "After 300 steps it is still on its way down."
        else:
            verdict = "It no longer comes down: it wanders about the lowest point, as far off as the noise pushes it."
        return readouts(
            noise=show(noise, ".2f", label="gradient noise"),
            epoch=show(DAYS // batch, ",.0f", label="steps in an epoch"),
            floor=show(math.inf if gone else late.mean(), ".2g", label="loss left, 300 steps"),
            worked=show(math.inf if gone else above[after_work], ".2g", label="loss left, 4 epochs"),
            verdict=verdict,
        )

    return update


# ---- inputs of unequal size ---------------------------------------------------------------------


@explorer(
    size=(1080, 380),
    start=point(2.8, 0.4, low=(-3.4, -1), high=(3.4, 5.8), label="start"),
    scale=log(1, 30, start=10, label="spread of x"),
    offset=linear(0, 3, start=0, step=0.05, label="mean of x"),
    standardise=toggle(label="standardise x first"),
)
def unequal_scales(stage):
    """One input in other units: its data, the valley that these make of the loss, and the steps it takes to get down."""
    birds = data.penguins()
    flipper, kilos = birds["flipper_length_mm"], birds["body_mass_g"] / 1000
    t = (flipper - flipper.mean()) / flipper.std()
    cloud, valley, fall = stage.panels(
        "The data", "The loss for each (w, b)", "The loss, with the best η", widths=[4, 4, 4]
    )
    cloud.set(xlim=(-112, 182), ylim=(2.4, 6.6), xlabel="input x", ylabel="body mass y (kg)")
    cloud.axvline(0, color=FAINT, lw=1)
    dots = stage.moving(cloud.plot([], [], "o", color=DATA, ms=3.2, alpha=0.5, mew=0))
    line = stage.moving(cloud.plot([], [], color=MODEL, lw=2.2))

    close = cloud.inset_axes([0.03, 0.53, 0.29, 0.37])
    close.set(xlim=(-3, 3), ylim=(2.4, 6.6), xticks=[-3, 0, 3], yticks=[], facecolor="#f6f7f9")
    close.tick_params(labelsize=9)
    close.set_title("close-up", fontsize=10, weight="normal", pad=3)
    near = stage.moving(close.plot([], [], "o", color=DATA, ms=2.4, alpha=0.5, mew=0))
    nobody = stage.moving(QuickText(close, 0, 4.5, GREY, size=9))

    valley.set(xlim=(-3.6, 3.6), ylim=(-1.2, 6), xlabel="weight w", ylabel="bias b", aspect="equal")
    ground = Valley(stage, valley, levels=0.03 * 3.0 ** np.arange(12))
    path_line = stage.moving(valley.plot([], [], **{**PATH, "ms": 3.8, "lw": 1.1}))
    handle = stage.moving(valley.plot([], [], **HANDLE))
    stage.grip("start", valley)

    fall.set(xlim=(-0.15, 2e6), ylim=(1e-5, 3), yscale="log", xlabel="steps", ylabel="share of the first loss")
    fall.set_xscale("symlog", linthresh=1, linscale=0.5)
    fall.set_xticks([0, 1, 10, 100, 1e3, 1e4, 1e5, 1e6], ["0", "1", "10", "100", "10³", "10⁴", "10⁵", "10⁶"])
    fall.axhline(1e-3, color=GOOD, lw=1.4, ls="--")
    fall.text(1.7e6, 1.3e-3, "a thousandth", ha="right", fontsize=10)
    times = np.unique(np.concatenate([np.arange(11), np.geomspace(10, 2e6, 240).round()]))
    curve = stage.moving(fall.plot([], [], color=ERROR))
    there = stage.moving(fall.plot([], [], "o", color=MODEL, ms=10, zorder=5))

    @np.errstate(under="ignore")  # a loss that has shrunk to nothing is meant to be 0
    def update(start, scale, offset, standardise):
        x = t if standardise else scale * (t + offset)
        inputs = np.stack([x, np.ones_like(x)], axis=1)  # to the bias, the input is always 1
        hessian = 2 * inputs.T @ inputs / len(x)
        lowest = np.linalg.solve(hessian, 2 * inputs.T @ kilos / len(x))
        lam, directions = np.linalg.eigh(hessian)
        condition, best = lam[1] / lam[0], 2 / (lam[0] + lam[1])
        ground.show(hessian, lowest)
        # Along each direction of the valley a step multiplies the distance by 1 - ηλ: a million steps are one power.
        away = directions.T @ (np.array(start) - lowest)
        factor = 1 - best * lam
        some = np.arange(151)[:, None]
        path = lowest + (away * factor**some) @ directions.T
        first = (lam * away**2).sum()
        left = (lam * away**2 * np.abs(factor) ** (2 * times[:, None])).sum(axis=1) / first if first > 0 else 0 * times
        # The best η makes both factors alike, so that the loss falls by the same factor at every step.
        shrinks = abs(factor).max() ** 2
        needed = 1 if shrinks < 1e-3 else math.ceil(math.log(1e-3) / math.log(shrinks))
        dots.set_data(x, kilos)
        near.set_data(x, kilos)
        nobody.set_text("" if (np.abs(x) < 3).any() else "no bird here")
        ends = np.array([-112.0, 182.0])
        line.set_data(ends, lowest[0] * ends + lowest[1])
        path_line.set_data(*path.T)
        handle.set_data([start[0]], [start[1]])
        curve.set_data(times, np.maximum(left, 1e-9))
        there.set_data([needed], [1e-3])
        return readouts(
            condition=show(condition, ",.0f" if condition >= 9.5 else ".3g", label="condition number"),
            best=show(best, ".2g", label="best η"),
            needed=show(needed, ",.0f", label="steps to a thousandth"),
            w=show(lowest[0], ".3f", label="lowest at w"),
            b=show(lowest[1], ".2f", label="lowest at b"),
            verdict="A round bowl: downhill points straight at the lowest point." if condition < 1.05
            else "A gentle bowl: soon at the bottom." if condition < 10
            else "A ravine: the steep direction forbids long steps, and the flat one would need them.",
        )  # fmt: skip

    return update

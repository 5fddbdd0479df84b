"""Four methods in one valley, from one start, each at a learning rate of its own."""

import math
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from course.live import explorer, linear, log, point, readouts, toggle
from course.live.artists import Valley
from course.live.readouts import Quantity
from course.live.style import GOOD, GREY, HANDLE, ORANGE
from nbcore.surfaces import rotated_ravine

from .methods import ALPHA, BETA, BETAS, METHODS, dot, line, listed

STEPS = 200
NEAR = 1e-3  # what share of the first loss counts as there
RATES = (1e-6, 10.0)


def neat(values):
    """The values to six digits, so that they are the same on every computer. RMSprop, once it no longer settles, makes
    something else of the smallest difference; for the same reason nothing here is left to a library's matrix product."""
    return np.array([float(f"{value:.6g}") for value in np.ravel(values)]).reshape(np.shape(values))


COARSE = neat(np.geomspace(*RATES, 141))
NEVER = 260  # where the picture puts what is not there after STEPS


def turned(place, degrees):
    """A place (x, y) of the valley, after the valley and all in it were turned anticlockwise."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return round(c * place[0] - s * place[1], 12), round(s * place[0] + c * place[1], 12)


def hessian(condition, rotation, scale):
    return scale * rotated_ravine(condition, rotation).hessian(np.zeros(2)).round(12)


def run(bent, start, rates):
    """All methods at once. bent: the Hessian (2, 2). start: (2,). rates: (4, R), a row for each method.

    Returns the places (STEPS + 1, 4, R, 2). The rules are those of nbcore.optimizers, for arrays of any shape. What a step
    costs is how many operations it has, not how long the arrays are: so the constants of Adam are put together before the
    walk, and every result has its place.
    """

    def per_method(*values):
        return np.array(values)[:, None]

    lr = np.asarray(rates, dtype=float) * per_method(1.0, 1.0, 1.0, 1 - BETAS[0])
    path = np.empty((STEPS + 1, 2, *lr.shape))
    path[0] = np.reshape(start, (2, 1, 1))
    m, g, step = (np.zeros(path.shape[1:]) for _ in range(3))
    v, below = np.zeros((2, 2, 2, lr.shape[1]))  # RMSprop's and Adam's
    keep_m, keep_v = per_method(0.0, BETA, 0.0, BETAS[0]), per_method(ALPHA, BETAS[1])
    straight, cross = np.diag(bent)[:, None, None], bent[0, 1]
    squared, divided, new_v = g[:, 2:], step[:, 2:], 1 - keep_v
    full_m, full_v = (1 - beta ** np.arange(1.0, STEPS + 1) for beta in BETAS)
    ones = np.ones(STEPS)  # RMSprop is not corrected
    fixed = np.stack([ones, full_m / np.sqrt(full_v)], axis=1)[..., None]
    tiny = 1e-8 * np.stack([ones, full_m], axis=1)[..., None]
    for w, after, corrected, eps in zip(path, path[1:], fixed, tiny):
        np.multiply(cross, w[::-1], out=step)
        np.multiply(straight, w, out=g)
        g += step
        m *= keep_m
        m += g
        np.square(squared, out=squared)
        squared *= new_v
        v *= keep_v
        v += squared
        np.sqrt(v, out=below)
        below *= corrected
        below += eps
        np.multiply(lr, m, out=step)
        divided /= below
        np.subtract(w, step, out=after)
    return np.moveaxis(path, 1, -1)


def shares(bent, path):
    """The loss at each place, as a share of the loss at the start; infinite where the walk is lost. (STEPS + 1, 4, R)"""
    x, y = path[..., 0], path[..., 1]
    loss = bent[0, 0] * x * x + 2 * bent[0, 1] * x * y + bent[1, 1] * y * y
    return np.where(np.isfinite(loss), loss, np.inf) / max(loss[0].max(), 1e-300)


def steps_needed(share):
    """After how many steps the loss is below a thousandth for good; infinite if not within STEPS. (4, R)"""
    above = share > NEAR
    last = len(share) - 1 - above[::-1].argmax(axis=0)
    return np.where(above[-1], np.inf, np.where(above.any(axis=0), last + 1.0, 0.0))


@lru_cache(maxsize=32)
@np.errstate(all="ignore")  # a walk that is lost is a finding
def raced(bent, start, rates):
    """The race at these rates, or with rates=None at the best ones for this valley, found by trying.

    Returns the steps needed at each of COARSE (4, 141); the rates (4,); and at these rates the places (STEPS + 1, 4, 2),
    the shares of the loss (STEPS + 1, 4) and the steps needed (4,).
    """
    bent, tried = np.array(bent), np.tile(COARSE, (4, 1))
    if rates is not None:
        tried = np.column_stack([tried, rates])
    path = run(bent, start, tried)
    share = shares(bent, path)
    needed = steps_needed(share)
    at_coarse = needed[:, : len(COARSE)]
    if rates is not None:
        return at_coarse, np.array(rates), path[:, :, -1], share[:, :, -1], needed[:, -1]
    k = _best(needed, share[-1])
    finer = neat(np.geomspace(COARSE[np.maximum(k - 2, 0)], COARSE[np.minimum(k + 2, len(COARSE) - 1)], 49, axis=1))
    path = run(bent, start, finer)
    share = shares(bent, path)
    needed = steps_needed(share)
    row, k = np.arange(4), _best(needed, share[-1])
    return at_coarse, finer[row, k], path[:, row, k], share[:, row, k], needed[row, k]


def _best(needed, last):
    """The column with the fewest steps; among equals, or where none is there, the one with the lowest last loss. (4,)"""
    return np.lexsort((last, needed), axis=1)[:, 0]


@explorer(
    size=(1080, 410),
    start=point(
        -2.6, 1.0, low=(-2.8, -2.4), high=(2.8, 2.4), label="start along and across the valley"
    ),  # which may be turned
    condition=log(1, 300, start=100, step=0.04, whole=True, label="condition number"),
    rotation=linear(0, 90, start=0, step=1, label="turn the valley (degrees)"),
    scale=log(1, 1000, start=1, step=0.1, label="loss multiplied by"),
    tuned=toggle(label="tune every rate anew, for this valley"),
    gd=log(*RATES, start=0.0194, digits=3, label="rate of gradient descent"),
    momentum=log(*RATES, start=0.00355, digits=3, label="of momentum"),
    rmsprop=log(*RATES, start=0.03, digits=3, label="of RMSprop"),
    adam=log(*RATES, start=0.131, digits=3, label="of Adam"),
)
def race(stage):
    """Gradient descent, momentum, RMSprop and Adam from one start in one valley, each at its own learning rate."""
    axes = stage.figure.subplot_mosaic(
        [["map", "fall", "rates"], ["map", "stride", "rates"]], width_ratios=[4.4, 3.6, 4.2]
    )
    valley, fall, stride, chart = (axes[name] for name in ("map", "fall", "stride", "rates"))
    valley.set_title("Drag the start")
    valley.set(xlim=(-3.1, 3.1), ylim=(-3.1, 3.1), xlabel="w₁", ylabel="w₂", aspect="equal")
    ground = Valley(stage, valley, levels=0.01 * 3.0 ** np.arange(12), dark=0.62)
    paths = {key: stage.moving(valley.plot([], [], **line(key, lw=1.6))) for key in METHODS}
    ends = {key: stage.moving(valley.plot([], [], **dot(key, zorder=7))) for key in METHODS}
    handle = stage.moving(valley.plot([], [], **HANDLE))
    stage.grip(
        "start",
        valley,
        lambda s: turned(s.start, s.rotation),
        lambda x, y, s: {"start": turned((x, y), -s.rotation)},
        label="start",
    )

    fall.set_title("The loss (dashed: a thousandth)")
    fall.set(xlim=(-3, STEPS + 3), ylim=(1e-9, 1e3), yscale="log", ylabel="share left")
    fall.set_yticks([1e-9, 1e-6, 1e-3, 1, 1e3], ["10⁻⁹", "10⁻⁶", "10⁻³", "1", "10³"])
    stride.set(xlim=(-3, STEPS + 3), ylim=(1e-6, 1e2), yscale="log", xlabel="step", ylabel="length of step")
    stride.set_yticks([1e-6, 1e-4, 1e-2, 1, 1e2], ["10⁻⁶", "10⁻⁴", "0.01", "1", "100"])
    for panel in (fall, stride):
        panel.minorticks_off()
    fall.set_xticklabels([])
    fall.axhline(NEAR, color=GREY, lw=1.2, ls="--")
    losses = {key: stage.moving(fall.plot([], [], **line(key))) for key in METHODS}
    strides = {key: stage.moving(stride.plot([], [], **line(key, lw=1.5))) for key in METHODS}

    chart.set_title("Drag the rates")
    chart.set(
        xlim=(RATES[0] / 1.5, RATES[1] * 1.5),
        ylim=(1, 400),
        xscale="log",
        yscale="log",
        xlabel="learning rate η",
        ylabel="steps to a thousandth",
    )
    chart.set_yticks([1, 10, 100, NEVER], ["1", "10", "100", "never"])
    chart.set_xticks([1e-6, 1e-4, 1e-2, 1], ["10⁻⁶", "10⁻⁴", "0.01", "1"])
    chart.minorticks_off()
    chart.axhspan(STEPS * 1.07, 400, color="#f9e3d6", lw=0)
    tuning = {key: stage.moving(chart.plot([], [], **line(key))) for key in METHODS}
    dots = {key: stage.moving(chart.plot([], [], **dot(key, ms=11, mew=2.2, zorder=8))) for key in METHODS}
    for key, look in METHODS.items():
        chart.plot([], [], **line(key, marker=look["marker"], ms=7), label=look["short"])
    chart.legend(loc="lower left", handlelength=2.6)

    def raced_at(s):
        bent = hessian(s.condition, s.rotation, s.scale)
        own = None if s.tuned else tuple(getattr(s, key) for key in METHODS)
        return raced(tuple(map(tuple, bent.tolist())), turned(s.start, s.rotation), own)

    def place(s, index):
        _, rates, _, _, steps = raced_at(s)
        return rates[index], min(max(steps[index], 1), NEVER)

    for index, key in enumerate(METHODS):
        stage.grip(
            key, chart, lambda s, i=index: place(s, i),
            lambda x, _, s, key=key: {**dict(zip(METHODS, raced_at(s)[1])), key: np.clip(x, *RATES), "tuned": False},
            label=f"rate of {METHODS[key]['name']}",
        )  # fmt: skip

    def update(start, condition, rotation, scale, tuned, **own):
        s = SimpleNamespace(start=start, condition=condition, rotation=rotation, scale=scale, tuned=tuned, **own)
        needed, rates, path, share, steps = raced_at(s)
        ground.show(hessian(condition, rotation, 1.0))
        handle.set_data(path[:1, 0, 0], path[:1, 0, 1])
        times = np.arange(STEPS + 1)
        for i, key in enumerate(METHODS):
            inside = np.abs(path[:, i]).max(axis=1) < 1e3
            seen = path[: STEPS + 1 if inside.all() else inside.argmin(), i]
            paths[key].set_data(*seen.T)
            ends[key].set_data(seen[-1:, 0], seen[-1:, 1])
            losses[key].set_data(times, np.clip(share[:, i], 1e-12, 1e6))
            with np.errstate(all="ignore"):
                length = np.hypot(*np.diff(path[:, i], axis=0).T)
            strides[key].set_data(times[1:], np.clip(np.where(np.isfinite(length), length, 1e6), 1e-9, 1e6))
            tuning[key].set_data(COARSE, np.clip(needed[i], 1, NEVER))
            dots[key].set_data([rates[i]], [min(max(steps[i], 1), NEVER)])
            dots[key].set_markeredgecolor(GOOD if tuned else ORANGE)

        there = np.isfinite(steps)
        gone = share[-1] > 1
        names = [look["name"] for look in METHODS.values()]
        if share[0, 0] == 0:
            verdict = "All start at the lowest point, and stay there."
        elif gone.any():
            verdict = f"Gone: {listed([n for n, lost in zip(names, gone) if lost])}. At the end the loss is larger than it was at the start."
        elif there.all():
            order = np.argsort(steps, kind="stable")
            verdict = f"All are there. First: {names[order[0]]}. Last: {names[order[-1]]}."
        else:
            verdict = f"Not there after {STEPS} steps: {listed([n for n, ok in zip(names, there) if not ok])}."
        said = {
            key: Quantity(
                count,
                f"not in {STEPS} steps" if not ok else "1 step" if count == 1 else f"{count:.0f} steps",
                look["short"],
            )
            for (key, look), count, ok in zip(METHODS.items(), steps, there)
        }
        return readouts(**said, verdict=verdict)

    return update

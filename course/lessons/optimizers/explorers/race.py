"""Gradient descent, momentum, RMSprop and Adam from one start in one valley, each at its own learning rate."""

import numpy as np

from course.lessons.optimizers.methods import METHODS, dot, line, listed
from course.lessons.optimizers.valley import COARSE, NEAR, RATES, STEPS, hessian, raced, turned
from course.live import State, explorer, linear, log, point, readouts, toggle
from course.live.readouts import Quantity
from course.live.style import GOOD, GREY, HANDLE, ORANGE

NEVER = 260  # where the picture puts what is not there after STEPS
TIMES = np.arange(STEPS + 1)


def race_at(start, condition, rotation, scale, tuned, own):
    bent = hessian(condition, rotation, scale)
    return raced(tuple(map(tuple, bent.tolist())), turned(start, rotation), None if tuned else tuple(own))


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
def race(start, condition, rotation, scale, tuned, **own):
    """Gradient descent, momentum, RMSprop and Adam from one start in one valley, each at its own learning rate."""
    needed, rates, path, share, steps = race_at(start, condition, rotation, scale, tuned, own.values())
    with np.errstate(all="ignore"):
        strides = np.hypot(*np.moveaxis(np.diff(path, axis=0), -1, 0))
    return State(
        needed=needed,
        rates=rates,
        path=path,
        share=share,
        steps=steps,
        strides=np.where(np.isfinite(strides), strides, 1e6),
    )


@race.seen
def scene(stage):
    axes = stage.mosaic([["map", "fall", "rates"], ["map", "stride", "rates"]], width_ratios=[4.4, 3.6, 4.2])
    parts = [
        draw_map(stage, axes["map"]),
        draw_walks(stage, axes["fall"], axes["stride"]),
        draw_rates(stage, axes["rates"]),
    ]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_map(stage, axes):
    from course.live.artists import Valley

    axes.set_title("Drag the start")
    axes.set(xlim=(-3.1, 3.1), ylim=(-3.1, 3.1), xlabel="w₁", ylabel="w₂", aspect="equal")
    ground = Valley(stage, axes, levels=0.01 * 3.0 ** np.arange(12), dark=0.62)
    paths = {key: stage.moving(axes.plot([], [], **line(key, lw=1.6))) for key in METHODS}
    ends = {key: stage.moving(axes.plot([], [], **dot(key, zorder=7))) for key in METHODS}
    handle = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "start",
        axes,
        lambda state: turned(state.start, state.rotation),
        lambda x, y, state: {"start": turned((x, y), -state.rotation)},
        label="start",
    )

    def show(state):
        ground.show(hessian(state.condition, state.rotation, 1.0))
        handle.set_data(state.path[:1, 0, 0], state.path[:1, 0, 1])
        for i, key in enumerate(METHODS):
            inside = np.abs(state.path[:, i]).max(axis=1) < 1e3
            seen = state.path[: STEPS + 1 if inside.all() else inside.argmin(), i]
            paths[key].set_data(*seen.T)
            ends[key].set_data(seen[-1:, 0], seen[-1:, 1])

    return show


def draw_walks(stage, fall, stride):
    """The loss and the length of the steps of each method, step by step."""
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

    def show(state):
        for i, key in enumerate(METHODS):
            losses[key].set_data(TIMES, np.clip(state.share[:, i], 1e-12, 1e6))
            strides[key].set_data(TIMES[1:], np.clip(state.strides[:, i], 1e-9, 1e6))

    return show


def draw_rates(stage, axes):
    """Steps to a thousandth over the rate, and the rate of each method, which can be dragged."""
    axes.set_title("Drag the rates")
    axes.set(xlim=(RATES[0] / 1.5, RATES[1] * 1.5), ylim=(1, 400), xscale="log", yscale="log")
    axes.set(xlabel="learning rate η", ylabel="steps to a thousandth")
    axes.set_yticks([1, 10, 100, NEVER], ["1", "10", "100", "never"])
    axes.set_xticks([1e-6, 1e-4, 1e-2, 1], ["10⁻⁶", "10⁻⁴", "0.01", "1"])
    axes.minorticks_off()
    axes.axhspan(STEPS * 1.07, 400, color="#f9e3d6", lw=0)
    tuning = {key: stage.moving(axes.plot([], [], **line(key))) for key in METHODS}
    dots = {key: stage.moving(axes.plot([], [], **dot(key, ms=11, mew=2.2, zorder=8))) for key in METHODS}
    for key, look in METHODS.items():
        axes.plot([], [], **line(key, marker=look["marker"], ms=7), label=look["short"])
    axes.legend(loc="lower left", handlelength=2.6)
    for index, key in enumerate(METHODS):
        stage.grip(key, axes, where_rate(index), drag_rate(key), label=f"rate of {METHODS[key]['name']}")

    def show(state):
        for i, key in enumerate(METHODS):
            tuning[key].set_data(COARSE, np.clip(state.needed[i], 1, NEVER))
            dots[key].set_data([state.rates[i]], [min(max(state.steps[i], 1), NEVER)])
            dots[key].set_markeredgecolor(GOOD if state.tuned else ORANGE)

    return show


def again(state):
    """The race at a state's settings, which may be newer than the rest of it."""
    own = [getattr(state, key) for key in METHODS]
    return race_at(state.start, state.condition, state.rotation, state.scale, state.tuned, own)


def where_rate(index):
    def where(state):
        _, rates, _, _, steps = again(state)
        return rates[index], min(max(steps[index], 1), NEVER)

    return where


def drag_rate(key):
    def drag(x, _, state):
        return {**dict(zip(METHODS, again(state)[1])), key: np.clip(x, *RATES), "tuned": False}

    return drag


@race.said
def words(state):
    said = {
        key: Quantity(count, in_words(count), look["short"]) for (key, look), count in zip(METHODS.items(), state.steps)
    }
    return readouts(**said, verdict=verdict(state))


def in_words(count):
    if not np.isfinite(count):
        return f"not in {STEPS} steps"
    return "1 step" if count == 1 else f"{count:.0f} steps"


def verdict(state):
    names = [look["name"] for look in METHODS.values()]
    there, gone = np.isfinite(state.steps), state.share[-1] > 1
    if state.share[0, 0] == 0:
        return "All start at the lowest point, and stay there."
    if gone.any():
        lost = listed([name for name, lost in zip(names, gone) if lost])
        return f"Gone: {lost}. At the end the loss is larger than it was at the start."
    if there.all():
        order = np.argsort(state.steps, kind="stable")
        return f"All are there. First: {names[order[0]]}. Last: {names[order[-1]]}."
    return f"Not there after {STEPS} steps: {listed([name for name, ok in zip(names, there) if not ok])}."

"""Gradient descent, momentum, RMSprop and Adam from one start in one valley, each at its own learning rate."""

import numpy as np

from course.lessons.optimizers.labels import EndLabels, spread
from course.lessons.optimizers.methods import METHODS, dot, line, listed
from course.lessons.optimizers.valley import COARSE, NEAR, RATES, STEPS, hessian, raced, turned
from course.live import State, explorer, linear, log, point, readouts, toggle
from course.live.readouts import Quantity
from course.live.style import BLACK, DATA, GREY, HANDLE, ORANGE

NEVER = 228  # where the picture puts what is not there after STEPS
TIMES = np.arange(STEPS + 1)
SHOWN = 180  # steps; what is still to come needs some more behind it


def race_at(start, condition, rotation, scale, tuned, own):
    bent = hessian(condition, rotation, scale)
    return raced(tuple(map(tuple, bent.tolist())), turned(start, rotation), None if tuned else tuple(own))


@explorer(
    size=(1080, 430),
    presets={
        "as it is": dict(condition=100),
        "loss × 1,000": dict(scale=1000),
        "turned by 45°": dict(rotation=45),
        "turned, tuned anew": dict(rotation=45, tuned=True),
        "round, tuned anew": dict(condition=1, tuned=True),
    },
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
    axes = stage.mosaic(
        [["gd", "momentum", "fall", "rates"], ["rmsprop", "adam", "stride", "rates"]],
        width_ratios=[2.3, 2.3, 3.6, 4.0],
    )
    parts = [
        *(draw_map(stage, axes[key], key) for key in METHODS),
        draw_walks(stage, axes["fall"], axes["stride"]),
        draw_rates(stage, axes["rates"]),
    ]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_map(stage, axes, key):
    """One method's walk, so that none hides another's. The start is dragged in the first of the four."""
    from course.live.artists import Valley

    first, row = key == "gd", list(METHODS).index(key)
    axes.set_title(METHODS[key]["name"].capitalize() if first else METHODS[key]["short"], fontsize=10.5)
    axes.set(xlim=(-3.1, 3.1), ylim=(-3.1, 3.1), aspect="equal", xticks=[-2, 0, 2], yticks=[-2, 0, 2])
    if row >= 2:
        axes.set_xlabel("w₁")
    if row % 2 == 0:
        axes.set_ylabel("w₂")
    ground = Valley(stage, axes, levels=0.01 * 3.0 ** np.arange(12), dark=0.62)
    path = stage.moving(axes.plot([], [], **line(key, lw=1.6, zorder=6)))
    end = stage.moving(axes.plot([], [], **dot(key, zorder=7)))
    still = dict(marker="o", ls="", color=DATA, ms=6, zorder=8)
    begin = stage.moving(axes.plot([], [], **(HANDLE if first else still)))
    if first:
        stage.grip(
            "start",
            axes,
            lambda state: turned(state.start, state.rotation),
            lambda x, y, state: {"start": turned((x, y), -state.rotation)},
            label="start",
        )

    def show(state):
        ground.show(hessian(state.condition, state.rotation, 1.0))
        walk = state.path[:, row]
        begin.set_data(*walk[:1].T)
        inside = np.abs(walk).max(axis=1) < 1e3
        seen = walk[: STEPS + 1 if inside.all() else inside.argmin()]
        path.set_data(*seen.T)
        end.set_data(*seen[-1:].T)

    return show


def still_to_come(values):
    """The largest of each value and all after it, (T, 4): a walk that swings is low in passing, too."""
    return np.maximum.accumulate(values[::-1])[::-1]


def draw_walks(stage, fall, stride):
    """How high the loss and how long the steps of each method still get, from each step on."""
    fall.set_title("Highest loss still to come")
    fall.set(ylim=(1e-9, 1e3), yscale="log", ylabel="share of the first", xticklabels=[])
    fall.set_yticks([1e-9, 1e-6, 1e-3, 1, 1e3], ["10⁻⁹", "10⁻⁶", "10⁻³", "1", "10³"])
    stride.set_title("Longest step still to come")
    stride.set(ylim=(1e-6, 1e2), yscale="log", xlabel="step", ylabel="length")
    stride.set_yticks([1e-6, 1e-4, 1e-2, 1, 1e2], ["10⁻⁶", "10⁻⁴", "0.01", "1", "100"])
    names = {key: (look["short"], look["color"]) for key, look in METHODS.items()}
    panels = []
    for axes in (fall, stride):
        axes.set(xlim=(-3, 285), xticks=[0, 60, 120, 180])
        axes.minorticks_off()
        curves = {key: stage.moving(axes.plot([], [], **line(key))) for key in METHODS}
        panels.append((curves, EndLabels(stage, axes, SHOWN, names, gap=0.11)))
    fall.set_xticklabels([])
    fall.plot([0, SHOWN], [NEAR, NEAR], color=GREY, lw=1.2, ls=(0, (2, 2)))

    def show(state):
        shown = (TIMES, np.clip(state.share, 1e-12, 1e6)), (TIMES[1:], np.clip(state.strides, 1e-9, 1e6))
        for (curves, labels), (times, values) in zip(panels, shown):
            values = still_to_come(values)[:SHOWN]
            for i, key in enumerate(METHODS):
                curves[key].set_data(times[:SHOWN], values[:, i])
            labels.show(dict(zip(METHODS, values[-1])))

    return show


def draw_rates(stage, axes):
    """Steps to a thousandth over the rate, and the rate of each method, which can be dragged."""
    axes.set_title("Drag the rates")
    axes.set(xlim=(RATES[0] / 1.5, RATES[1] * 1.5), ylim=(0, 250), xscale="log")
    axes.set(xlabel="learning rate η", ylabel="steps to a thousandth")
    axes.set_yticks([0, 50, 100, 150, 200, NEVER], ["0", "50", "100", "150", "200", "never"])
    axes.set_xticks([1e-6, 1e-4, 1e-2, 1], ["10⁻⁶", "10⁻⁴", "0.01", "1"])
    axes.minorticks_off()
    axes.axhspan(STEPS + 8, 250, color="#f9e3d6", lw=0)
    tuning = {key: stage.moving(axes.plot([], [], **line(key))) for key in METHODS}
    dots = {key: stage.moving(axes.plot([], [], **dot(key, ms=11, mew=2.2, zorder=8))) for key in METHODS}
    name_dots = name_by_dot(stage, axes)
    for index, key in enumerate(METHODS):
        stage.grip(key, axes, where_rate(index), drag_rate(key), label=f"rate of {METHODS[key]['name']}")

    def show(state):
        heights = [min(max(steps, 0), NEVER) for steps in state.steps]
        for i, key in enumerate(METHODS):
            tuning[key].set_data(COARSE, np.clip(state.needed[i], 0, NEVER))
            dots[key].set_data([state.rates[i]], [heights[i]])
            dots[key].set_markeredgecolor(BLACK if state.tuned else ORANGE)
        name_dots(state.rates, np.array(heights))

    return show


def name_by_dot(stage, axes):
    """Writes each method's name beside its dot: to the left of the two dots on the left, to the right of the others."""
    from course.live.artists import QuickText

    names = {
        key: stage.moving(QuickText(axes, 0.5, 0.5, look["color"], ha="left", shares=True, boxed=False, zorder=9))
        for key, look in METHODS.items()
    }
    (low, high), top = np.log(axes.get_xlim()), axes.get_ylim()[1]

    def show(rates, heights):
        across = (np.log(rates) - low) / (high - low)
        keys, order = list(METHODS), np.argsort(across, kind="stable")
        for side, dots in (("right", order[:2]), ("left", order[2:])):
            for i, height in zip(dots, spread(heights[dots] / top, gap=0.06)):
                text = names[keys[i]]
                text.ha = side
                text.set_text(METHODS[keys[i]]["short"])
                text.set_position((across[i] + (0.05 if side == "left" else -0.05), height))

    return show


def again(state):
    """The race at a state's settings, which may be newer than the rest of it."""
    own = [getattr(state, key) for key in METHODS]
    return race_at(state.start, state.condition, state.rotation, state.scale, state.tuned, own)


def where_rate(index):
    def where(state):
        _, rates, _, _, steps = again(state)
        return rates[index], min(max(steps[index], 0), NEVER)

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

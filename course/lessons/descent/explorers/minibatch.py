"""Training with a few examples at a time: the path, what the batches say at the start, and the loss against steps and work."""

import math

import numpy as np

from course.lessons.descent.looks import PATH
from course.lessons.descent.seattle import DAYS, batch_gradients, days, train_line
from course.live import State, explorer, integer, log, point, power_of_two, readouts, show
from course.live.style import DATA, ERROR, FAINT, HANDLE, MODEL, OTHER

EPOCHS, STEPS, FAN = 4, 300, 128
RIM = 12  # what reaches farther on the fan is shown at its rim
LEVELS = [0, 0.02, 0.08, 0.25, 0.6, 1.2, 2.2, 3.6, 9]


@explorer(
    size=(1100, 400),
    presets={
        "four at a time": dict(batch=4),
        "64 at a time": dict(batch=64),
        "all at once": dict(batch=1024),
        "shorter steps": dict(batch=4, lr=0.01),
        "blows up": dict(batch=1, lr=1),
    },
    start=point(-0.7, 1.2, low=(-1.2, -2), high=(2.6, 2), label="start"),
    batch=power_of_two(1, DAYS, start=4, label="batch size"),
    lr=log(0.005, 1.1, start=0.1, label="learning rate η"),
    seed=integer(0, 30, start=0, label="shuffle"),
)
def minibatch(start, batch, lr, seed):
    """Training with a few examples at a time: the path, what the batches say at the start, and the loss against steps and work."""
    work = EPOCHS * DAYS // batch  # steps in four epochs
    path = train_line(start, lr, batch, max(STEPS, work), seed)
    gradients, full = batch_gradients(*start, batch, FAN, seed)
    return State(
        path=path,
        above=np.maximum(((path - lowest()) ** 2).sum(axis=1), 1e-30),  # the loss above the lowest
        gradients=gradients,
        full=full,
        noise=math.sqrt(((gradients - full) ** 2).sum(axis=1).mean()),
        work=work,
        gone=not np.abs(path[-1]).sum() < 30,
    )


def lowest():
    """The best (w, b). Both columns have mean 0 and spread 1, so the bowl around it is round."""
    x, y = days()
    return np.array([np.mean(x * y), 0.0])


@minibatch.seen
def scene(stage):
    panels = stage.mosaic([["map", "fan", "steps"], ["map", "fan", "work"]], width_ratios=[4.2, 4.2, 5])
    show_map, show_fan = draw_map(stage, panels["map"]), draw_fan(stage, panels["fan"])
    show_losses = draw_losses(stage, panels["steps"], panels["work"])

    def show(state):
        show_map(state)
        show_fan(state)
        show_losses(state)

    return show


def draw_map(stage, axes):
    """The bowl from above, and the walk in it."""
    axes.set_title("Drag the start")
    axes.set(xlim=(-1.35, 2.75), ylim=(-2.2, 2.2), xlabel="weight w", ylabel="bias b", aspect="equal")
    w, b = np.meshgrid(np.linspace(-1.35, 2.75, 100), np.linspace(-2.2, 2.2, 100))
    best = lowest()
    axes.contourf(w, b, (w - best[0]) ** 2 + b**2, levels=LEVELS, cmap="Blues_r", vmin=-3.5, vmax=4.5)
    axes.plot(*best, "*", color="white", mec=DATA, ms=14, zorder=5)
    line = stage.moving(axes.plot([], [], **{**PATH, "ms": 3.2, "lw": 1.0, "mew": 0.3}))
    handle = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("start", axes)

    def show(state):
        line.set_data(*state.path[: STEPS + 1].T)
        handle.set_data([state.start[0]], [state.start[1]])

    return show


def draw_fan(stage, axes):
    """What each of 128 batches calls downhill at the start, and what all days say. Directions are those of the map."""
    axes.set_title("Downhill, say 128 batches")
    axes.set(xlim=(-RIM, RIM), ylim=(-RIM, RIM), xlabel="−slope in w", ylabel="−slope in b", aspect="equal")
    axes.axhline(0, color=FAINT, lw=1)
    axes.axvline(0, color=FAINT, lw=1)
    dot = dict(marker="o", ls="", color=OTHER, ms=3.4, mec=DATA, mew=0.35)
    rays = stage.moving(axes.plot([], [], color=OTHER, lw=0.8, alpha=0.55))
    tips = stage.moving(axes.plot([], [], **dot))
    beyond = stage.moving(axes.plot([], [], **{**dot, "color": "white"}))
    truth = stage.moving(axes.plot([], [], color=MODEL, lw=3, marker="D", markevery=[1], ms=7, zorder=5))
    axes.plot([], [], **dot, label="one batch")
    axes.plot([], [], **{**dot, "color": "white"}, label="farther out")
    axes.plot([], [], color=MODEL, lw=3, marker="D", ms=6, label="all days")
    axes.legend(loc="lower left", handlelength=1.4, handletextpad=0.5, borderaxespad=0.2, labelspacing=0.3)

    def show(state):
        downhill = -state.gradients
        length = np.hypot(*downhill.T)
        far = length > RIM
        downhill[far] *= 0.98 * RIM / length[far, None]
        spokes = np.full((FAN, 3, 2), np.nan)  # from the middle to a tip, then lift the pen
        spokes[:, 0], spokes[:, 1] = 0, downhill
        rays.set_data(*spokes.reshape(-1, 2).T)
        tips.set_data(*downhill[~far].T)
        beyond.set_data(*downhill[far].T)
        truth.set_data([0, -state.full[0]], [0, -state.full[1]])

    return show


def draw_losses(stage, by_step, by_work):
    """The loss above the lowest: step by step, and by how many examples have been looked at."""
    by_step.set_title(f"The loss over {STEPS} steps")
    by_work.set_title(f"The loss over {EPOCHS} epochs")
    for axes, label, high in ((by_step, "step", STEPS), (by_work, "examples seen", EPOCHS * DAYS)):
        axes.set(xlim=(-0.02 * high, 1.02 * high), ylim=(1e-5, 40), yscale="log", xlabel=label, ylabel="above lowest")
        axes.set_yticks([1, 1e-2, 1e-4], ["1", "0.01", "0.0001"])
    by_work.set_xticks(DAYS * np.arange(EPOCHS + 1), [f"{DAYS * k:,}" for k in range(EPOCHS + 1)])
    for k in range(1, EPOCHS):
        by_work.axvline(k * DAYS, color=FAINT, lw=1)
    look = dict(color=ERROR, lw=1.2, marker="o", ms=2)
    step_line, work_line = (stage.moving(axes.plot([], [], **look)) for axes in (by_step, by_work))

    def show(state):
        first = state.above[: STEPS + 1]
        step_line.set_data(np.arange(len(first)), first)
        shown = both_ends(state.above[: state.work + 1], max(state.work // 128, 1))
        work_line.set_data(shown * state.batch, state.above[shown])
        work_line.set_marker("o" if state.batch > 32 else "")

    return show


def both_ends(values, size):
    """Where the lowest and the highest of each `size` values lie. A line through these, close together, looks like one through all."""
    whole = len(values) // size * size
    groups = values[:whole].reshape(-1, size)
    ends = np.stack([groups.argmin(axis=1), groups.argmax(axis=1)], axis=1) + size * np.arange(len(groups))[:, None]
    return np.unique(np.r_[0, ends.ravel(), whole : len(values)])


@minibatch.said
def words(state):
    late = np.where(state.above > 1e-12, state.above, 0)[STEPS - 99 : STEPS + 1]  # less than that is rounding
    return readouts(
        noise=show(state.noise, ".2f", label="gradient noise"),
        epoch=show(DAYS // state.batch, ",.0f", label="steps in an epoch"),
        floor=show(math.inf if state.gone else late.mean(), ".2g", label="loss left, 300 steps"),
        worked=show(math.inf if state.gone else state.above[state.work], ".2g", label="loss left, 4 epochs"),
        verdict=verdict(state, late),
    )


def verdict(state, late):
    if state.gone and state.batch == DAYS:
        return "It blows up: η is above the edge even with all examples in every step."
    if state.gone:
        return "It blows up: with batches this small and steps this long, one odd batch throws it out, and the next one cannot bring it back."
    if state.batch == DAYS and state.lr > 0.5:
        return "There is no noise when every step uses all examples, but steps this long jump back and forth across the bowl."
    if state.batch == DAYS:
        return "Every step uses all examples: there is no noise and the path is smooth, but each single step costs an epoch."
    if late[50:].mean() < 0.6 * late[:50].mean():
        return "After 300 steps it is still on its way down."
    return "It has stopped getting better: it wanders around the lowest point, as far out as the noise pushes it."

"""Three weights that the data have no use for, and how fast a penalty shrinks them under three methods."""

import numpy as np

from course.live import State, explorer, log, readouts, show, toggle
from course.live.style import BLUE, GREY, ORANGE, PURPLE
from nbcore.optimizers import Adam, AdamW, GradientDescent
from nbcore.penalties import L2

SIZES = (3, 0.3, 0.03)  # of the gradients that the data give to the three weights
STEPS, RUNS, LR = 250, 200, 0.01
LOOKS = (BLUE, "-"), (PURPLE, "-."), (ORANGE, "--")
METHODS = "L2 with gradient descent", "L2 with Adam", "AdamW"
ALL_STEPS = np.arange(STEPS + 1)


@explorer(
    size=(1040, 360),
    presets={
        "with the data": dict(lam=0.3),
        "a weaker λ": dict(lam=0.03),
        "the penalty alone": dict(data=False),
        "alone, λ ten times as large": dict(data=False, lam=3),
    },
    lam=log(0.01, 10, start=0.3, label="strength λ"),
    data=toggle(True, label="gradients from the data"),
)
def adamw(lam, data):
    """Three weights that the data have no use for, and how fast a penalty shrinks them under three methods."""
    gd, adam, decayed = (
        shrinking(GradientDescent(LR), data, L2(lam)),
        shrinking(Adam(LR), data, L2(lam)),
        shrinking(AdamW(LR, weight_decay=lam), data),
    )
    return State(weights=dict(zip(METHODS, (gd, adam, decayed))))


def shrinking(optimizer, data, penalty=None):
    """The three weights after each step, all 1 at the start: (251, 3), the means of 200 runs.

    The gradients from the data are chance of three sizes around 0, as those of mini-batches are for a weight that the
    data have no use for. Their mean says nothing, so only the penalty or the decay moves the weights for good.
    """
    rng, sizes = np.random.default_rng(0), np.repeat(SIZES, RUNS) * float(data)
    w = np.ones(sizes.size)
    path = [w.reshape(-1, RUNS).mean(axis=1)]
    for _ in range(STEPS):
        gradient = sizes * rng.normal(size=sizes.size)
        optimizer.step(w, gradient + penalty.gradient(w) if penalty else gradient)
        path.append(w.reshape(-1, RUNS).mean(axis=1))
    return np.array(path)


@adamw.seen
def scene(stage):
    panels = stage.panels(*METHODS, names=["descent", "adam", "adamw"])
    parts = [draw_weights(stage, axes, method) for axes, method in zip(panels, METHODS)]
    panels[0].set_ylabel("weight")
    for size, (color, dash) in zip(SIZES, LOOKS):
        panels[0].plot([], [], dash, color=color, lw=2.4, label=f"gradients of about {size}")
    panels[0].legend(loc="upper right")

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_weights(stage, axes, method):
    axes.set(xlim=(0, STEPS), ylim=(-0.06, 1.45), yticks=[0, 0.25, 0.5, 0.75, 1], xlabel="step")
    axes.axhline(0, color=GREY, lw=1)
    lines = [stage.moving(axes.plot([], [], dash, color=color, lw=2.4)) for color, dash in LOOKS]

    def show(state):
        for line, weight in zip(lines, state.weights[method].T):
            line.set_data(ALL_STEPS, weight)

    return show


@adamw.said
def words(state):
    ends = {method: path[-1] for method, path in state.weights.items()}
    descent, adam, decayed = (ends[method] for method in METHODS)
    return readouts(
        descent_large=show(descent[0], ".2f", label="gradient descent: large"),
        descent_small=show(descent[2], ".2f", label="small"),
        adam_large=show(adam[0], ".2f", label="Adam: large"),
        adam_small=show(adam[2], ".2f", label="small"),
        adamw_large=show(decayed[0], ".2f", label="AdamW: large"),
        adamw_small=show(decayed[2], ".2f", label="small"),
        verdict=verdict(state, adam),
    )


def verdict(state, adam):
    if not state.data:
        return "The penalty alone: Adam divides it by its own size, so its panel looks the same at every λ."
    if np.ptp(adam) < 0.1:
        return "So strong a penalty leaves almost nothing of any weight, under any of the three methods."
    return "Under Adam, L2 spares the weight with the large gradients. AdamW shrinks all three alike."

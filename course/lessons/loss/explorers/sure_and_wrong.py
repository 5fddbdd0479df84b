"""What a wrong and confident answer costs, and how hard each loss pulls it back."""

import numpy as np

from course.live import State, explorer, linear, readouts, show, toggle
from course.live.style import BLUE, ERROR
from nbcore.activations import sigmoid

LOOKS = {"cross-entropy": (BLUE, "-"), "squared error": (ERROR, "--")}
PROBABILITIES, SCORES = np.linspace(0.002, 0.998, 500), np.linspace(-6.4, 6.4, 257)


def loss_of(name, p, target):
    """What an answer p costs when the truth is ``target``, 0 or 1."""
    if name == "squared error":
        return (p - target) ** 2
    return -np.log(p if target else 1 - p)


def slope_of(name, p, target):
    """d loss / dz for p = sigmoid(z). Under cross-entropy all but the difference cancels."""
    if name == "squared error":
        return 2 * (p - target) * p * (1 - p)
    return p - target


def descend(name, z, target, lr=0.15, steps=100):
    """The probabilities on the way when gradient descent moves the score ``z`` itself."""
    path = [sigmoid(z)]
    for _ in range(steps):
        z = z - lr * slope_of(name, sigmoid(z), target)
        path.append(sigmoid(z))
    return np.array(path)


@explorer(
    size=(1020, 370),
    presets={
        "undecided": dict(z=0),
        "98% and wrong": dict(z=4),
        "99.8% and wrong": dict(z=6),
        "98% and right": dict(z=4, target=True),
    },
    z=linear(-6, 6, start=4, step=0.1, label="score z"),
    target=toggle(label="the truth is yes (y = 1)"),
)
def sure_and_wrong(z, target):
    """What a wrong and confident answer costs, and how hard each loss pulls it back."""
    p, truth = float(sigmoid(z)), float(target)
    return State(
        p=p,
        truth=truth,
        losses={name: loss_of(name, p, truth) for name in LOOKS},
        slopes={name: slope_of(name, p, truth) for name in LOOKS},
        paths={name: descend(name, z, truth) for name in LOOKS},
    )


@sure_and_wrong.seen
def scene(stage):
    cost, pull, run = stage.panels(
        "What an answer p costs", "How hard the loss pulls", "100 steps on the score z", names=["cost", "pull", "run"]
    )
    cost.set(xlim=(-0.04, 1.04), ylim=(-0.15, 6.3), xlabel="predicted probability p", ylabel="loss")
    pull.set(xlim=(-6.4, 6.4), ylim=(-0.02, 1.1), xlabel="score z", ylabel="size of the slope dL/dz")
    run.set(xlim=(0, 100), ylim=(-0.03, 1.03), xlabel="step", ylabel="probability p")
    parts = [draw(stage, cost, pull, run, name) for name in LOOKS]
    cost.legend(loc="upper center")  # free for both truths

    def show(state):
        for part in parts:
            part(state)

    return show


def draw(stage, cost, pull, run, name):
    """One loss in all three panels."""
    color, dash = LOOKS[name]
    cost.plot([], [], dash, color=color, label=name)  # for the legend
    curve = stage.moving(cost.plot([], [], dash, color=color))
    here = stage.moving(cost.plot([], [], "o", color=color, ms=10))
    slopes = stage.moving(pull.plot([], [], dash, color=color))
    slope_here = stage.moving(pull.plot([], [], "o", color=color, ms=10))
    path = stage.moving(run.plot([], [], dash, color=color))

    def show(state):
        curve.set_data(PROBABILITIES, loss_of(name, PROBABILITIES, state.truth))
        here.set_data([state.p], [state.losses[name]])
        slopes.set_data(SCORES, np.abs(slope_of(name, sigmoid(SCORES), state.truth)))
        slope_here.set_data([state.z], [abs(state.slopes[name])])
        path.set_data(np.arange(len(state.paths[name])), state.paths[name])

    return show


@sure_and_wrong.said
def words(state):
    return readouts(
        p=show(state.p, ".3f", label="probability p"),
        squared=show(state.losses["squared error"], ".3f", label="squared error"),
        cross_entropy=show(state.losses["cross-entropy"], ".3f", label="cross-entropy"),
        squared_after=show(state.paths["squared error"][-1], ".3f", label="p after 100 steps, squared error"),
        entropy_after=show(state.paths["cross-entropy"][-1], ".3f", label="p after 100 steps, cross-entropy"),
    )

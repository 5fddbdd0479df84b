"""The first network that learns: whose step it takes is up to the learner."""

from functools import lru_cache

import numpy as np

from course.lessons.backprop.penguin_net import CENTER, MEASURED, SPREAD, STEPS, Y, right, run, scores, train_step
from course.live import State, choice, explorer, integer, log, readouts, show, timeline
from course.live.style import DATA, FAINT, GREY, MODEL
from nbcore.activations import sigmoid

LONGEST = STEPS
NOBODY = int(np.sum(Y == 0))  # birds that a network gets right if it says no to all
HIGHEST = 1.3  # the largest loss that the second panel shows


def watch(step, **settings):
    """A live figure in which ``step`` trains the network: ``backprop.watch(train_step)``."""
    return trained_by(step)(**settings)


def trained_by(step):
    """The explorer of a network that is trained by ``step(params, x, y, lr)``."""
    runs = lru_cache(maxsize=32)(lambda hidden, lr, seed: run(step, hidden, lr, seed))

    @explorer(
        size=(1000, 400),
        presets={
            "one hidden unit": dict(hidden=1, t=LONGEST),
            "eight units": dict(hidden=8, t=LONGEST),
            "too small a rate": dict(lr=0.01, t=LONGEST),
            "too large a rate": dict(lr=100, t=LONGEST),
        },
        t=timeline(0, LONGEST, start=0, interval=40, label="step"),
        hidden=choice(1, 2, 3, 4, 8, 16, start=8, label="hidden units"),
        lr=log(0.01, 100, start=1, label="learning rate η"),
        seed=integer(0, 9, start=1, label="random start"),
    )
    def first_network(t, hidden, lr, seed):
        """342 penguins, a network that learns to tell the chinstraps from the others, and its loss step by step."""
        found = runs(hidden, lr, seed)
        at = min(t, len(found.path) - 1)
        return State(
            at=at,
            params=found.path[at],
            losses=found.losses,
            right=right(found.path[at]),
            problem=found.problem,
        )

    first_network.seen(scene)
    first_network.said(words)
    return first_network


def scene(stage):
    plane, fall = stage.panels("The boundary", "The loss, step by step", names=["boundary", "loss"], widths=[6, 5])
    show_boundary, show_loss = draw_boundary(stage, plane), draw_loss(stage, fall)

    def show(state):
        show_boundary(state)
        show_loss(state)

    return show


def draw_boundary(stage, axes):
    """The birds over the probability that the network gives to a chinstrap."""
    from course.live.artists import Field

    axes.set(xlim=(31, 61), ylim=(12.6, 22.4), xlabel="bill length (mm)", ylabel="bill depth (mm)")
    field = Field(stage, axes, ["white", "#8fc1e6"], level=0.5, line=dict(color=MODEL, lw=2.6))
    looks = (
        (0, dict(marker="o", mfc="white", mec=GREY, ms=4.5, label="other penguins")),
        (1, dict(marker="^", mfc=DATA, mec="white", mew=0.5, ms=7.5, label="chinstraps")),
    )
    for kind, look in looks:
        stage.moving(axes.plot(*MEASURED[Y[:, 0] == kind].T, ls="", zorder=4 + kind, **look))
    axes.plot([], [], color=MODEL, lw=2.6, label="boundary: p = 0.5")
    stage.moving(axes.legend(loc="lower right", frameon=True, framealpha=0.9, edgecolor="none"))
    places = (field.points - CENTER) / SPREAD

    def show(state):
        field.show(sigmoid(scores(state.params, places)))

    return show


def draw_loss(stage, axes):
    """The loss so far, and faintly how it will go on."""
    axes.set(xlim=(0, LONGEST), ylim=(0, HIGHEST), xlabel="step", ylabel="cross-entropy")
    future = stage.moving(axes.plot([], [], color=FAINT, lw=1.5))
    line = stage.moving(axes.plot([], [], color=MODEL))
    dot = stage.moving(axes.plot([], [], "o", color=MODEL, ms=9, clip_on=False))

    def show(state):
        heights = state.losses[: state.at + 1]
        future.set_data(np.arange(len(state.losses)), np.minimum(state.losses, 1e6))
        line.set_data(np.arange(len(heights)), np.minimum(heights, 1e6))
        last = heights[-1]
        dot.set(data=([state.at], [min(last, HIGHEST)]), marker="o" if last <= HIGHEST else "^")

    return show


def words(state):
    loss = state.losses[state.at]
    return readouts(
        loss=show(loss, ".3f" if loss < 1000 else ".1e", label="cross-entropy"),
        right=show(state.right, ".0f", f"of {len(Y)}", label="birds on the right side"),
        verdict=state.problem or verdict(state),
    )


def verdict(state):
    if state.at == 0:
        return "Before the first step: random weights, and a boundary that means nothing. Press play."
    if state.at == LONGEST and state.right == NOBODY:
        return "It always says no. If every ReLU is off for every bird, nothing comes back. Try another random start."
    if state.losses[state.at] > state.losses[0]:
        return "The loss is higher than at the start."
    return ""


first_network = trained_by(train_step)

"""Penguins by bill and flipper, what one neuron answers for each, and how it arrives at one answer."""

import numpy as np

from course.live import State, choice, explorer, linear, point, readouts, show
from course.live.style import DATA, FAINT, GREY, MODEL, ORANGE, PURPLE

from ..penguin_map import ACTIVATIONS, GENTOO, YOURS, boundary, draw_map, told_right

FURTHEST, HIGHEST = 8, 2.7  # the largest z, either way, and the largest answer that the panels show
ROWS = (3, 2, 1, 0)  # where the bars of the sum stand


@explorer(
    size=(1020, 420),
    presets={
        "all correct": dict(w1=-1, w2=2, b=-1.2),
        "the other way round": dict(w1=1, w2=-2, b=1.2),
        "half as sure": dict(w1=-0.5, w2=1, b=-0.6),
        "a step": dict(w1=-1, w2=2, b=-1.2, activation="step"),
    },
    w1=linear(-2, 2, start=1, step=0.1, label="weight w₁ (bill)"),
    w2=linear(-2, 2, start=0.5, step=0.1, label="weight w₂ (flipper)"),
    b=linear(-4, 4, start=0, step=0.1, label="bias b"),
    activation=choice(*ACTIVATIONS, label="activation"),
    bird=point(*YOURS, low=(-4.2, -3), high=(4.8, 3.4)),
)
def one_neuron(w1, w2, b, activation, bird):
    """Penguins by bill and flipper, what one neuron answers for each, and how it arrives at one answer."""
    terms = [w1 * bird[0], w2 * bird[1], b]
    z = sum(terms)
    a = float(ACTIVATIONS[activation](z))
    return State(
        terms=terms,
        z=z,
        a=a,
        boundary=boundary(w1, w2, b),
        right=told_right(w1, w2, b),
        beyond=abs(z) > FURTHEST or a > HIGHEST,
    )


@one_neuron.seen
def scene(stage):
    axes = stage.mosaic([["map", "sum"], ["map", "activation"]], width_ratios=[6, 5], height_ratios=[5, 6])
    plane, parts, bend = axes["map"], axes["sum"], axes["activation"]
    plane.set_title("The output a for every bird", pad=30)  # the legend stands between title and map
    shows = [
        draw_map(stage, plane), draw_weights_and_bird(stage, plane), draw_sum(stage, parts),
        draw_activation(stage, bend),
    ]  # fmt: skip

    def show(state):
        for part in shows:
            part(state)

    return show


def draw_weights_and_bird(stage, axes):
    """What can be dragged: the tip of the weights' arrow, and the bird. And the legend of the map."""
    arrow = stage.moving(axes.plot([], [], "-", color=PURPLE, lw=2.6, zorder=4))
    tip = stage.moving(axes.plot([], [], "D", color="white", mec=PURPLE, mew=2.4, ms=9, zorder=4))
    here = stage.moving(axes.plot([], [], "o", color=ORANGE, mec=DATA, mew=1.5, ms=12, zorder=5))
    axes.plot([], [], "-D", color=PURPLE, mfc="white", ms=6, label="weights")
    legend = axes.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.985), ncols=4, columnspacing=0.9, handletextpad=0.3,
                         handlelength=1.4)  # fmt: skip
    legend.set_in_layout(False)  # or it would take its width from the other panels
    stage.grip("bird", axes)
    stage.grip("weights", axes, lambda s: (s.w1, s.w2), lambda x, y, s: {"w1": np.clip(x, -2, 2), "w2": np.clip(y, -2, 2)},
               label="tip of the weights' arrow (w₁, w₂)")  # fmt: skip

    def show(state):
        arrow.set_data([0, state.w1], [0, state.w2])
        tip.set_data([state.w1], [state.w2])
        here.set_data([state.bird[0]], [state.bird[1]])

    return show


def draw_sum(stage, axes):
    """The weighted sum of the bird, one bar after another."""
    from course.live.artists import QuickText

    axes.set_title("The weighted sum z of the orange bird")
    axes.set(xlim=(-FURTHEST, FURTHEST), ylim=(-0.6, 3.6))
    axes.set_yticks(ROWS, ["w₁ · x₁", "w₂ · x₂", "b", "z"])
    axes.tick_params(labelbottom=False)
    axes.axvline(0, color=FAINT, lw=1)
    bars = stage.moving([axes.barh(k, 0, 0.55, color=MODEL if k == 0 else GREY)[0] for k in ROWS])
    joints = stage.moving([axes.plot([], [], color=GREY, lw=1)[0] for _ in range(3)])
    numbers = stage.moving([QuickText(axes, 0, k, DATA) for k in ROWS])

    def show(state):
        ends = np.cumsum([0.0, *state.terms])
        for bar, number, begin, size in zip(bars, numbers, [*ends[:3], 0], [*state.terms, state.z]):
            bar.set(x=begin, width=size)
            place_number(number, begin, size)
        for k, (joint, end) in enumerate(zip(joints, [ends[1], ends[2], state.z])):
            joint.set_data([end, end], [3 - k, 2 - k])

    return show


def place_number(number, begin, size):
    """A bar's number stands right of what is seen of it, or left of it where there is no room, with an arrow to where
    the bar goes on."""
    left, right = sorted((begin, begin + size))
    seen = np.clip([left, right], -FURTHEST, FURTHEST)
    said = f"{size:+.2f}".replace("-", "−")
    if seen[1] < 5.6:
        number.x, number.ha = seen[1] + 0.15, "left"
    else:
        number.x, number.ha = seen[0] - 0.15, "right"
    number.set_text(("◂ " if left < -FURTHEST else "") + said + (" ▸" if right > FURTHEST else ""))


def draw_activation(stage, axes):
    """The chosen activation, and where the bird's sum stands on it."""
    from course.live.artists import QuickText

    z_axis = np.linspace(-FURTHEST, FURTHEST, 801)  # 0 is one of them, so that the step is drawn upright
    axes.set_title("From z to the output a")
    axes.set(xlim=(-FURTHEST, FURTHEST), ylim=(-1.25, HIGHEST), xlabel="weighted sum z", ylabel="output a")
    axes.axhline(0, color=FAINT, lw=1)
    axes.axvline(0, color=FAINT, lw=1)
    curve = stage.moving(axes.plot([], [], color=MODEL, lw=2.6))
    name = stage.moving(QuickText(axes, -7.7, 2.2, MODEL, size=11, weight="bold", ha="left"))
    drop = stage.moving(axes.plot([], [], ":", color=GREY))
    dot = stage.moving(axes.plot([], [], "o", color=ORANGE, mec=DATA, mew=1.5, ms=11, clip_on=False))

    def show(state):
        curve.set_data(z_axis, ACTIVATIONS[state.activation](z_axis))
        name.set_text(state.activation)
        z, a = np.clip(state.z, -FURTHEST, FURTHEST), min(state.a, HIGHEST)
        dot.set(data=([z], [a]), marker="D" if state.beyond else "o")
        drop.set_data([z, z], [HIGHEST, a])

    return show


@one_neuron.said
def words(state):
    sentences = (
        ("Every bird is on the right side of the boundary.", state.right == len(GENTOO)),
        ("With both weights at 0, every bird gets the same answer.", len(state.boundary) == 0),
        ("The orange dot lies beyond the frame, so a diamond marks the edge.", state.beyond),
    )
    return readouts(
        z=show(state.z, ".2f", label="weighted sum z"),
        a=show(state.a, ".3f", label="output a"),
        right=show(state.right, ".0f", f"of {len(GENTOO)}", label="birds classified correctly"),
        verdict=" ".join(sentence for sentence, holds in sentences if holds),
    )

"""Penguins by bill and flipper, what one neuron answers for each, and how it arrives at one answer."""

import numpy as np

from course.live import State, choice, explorer, linear, point, readouts, show
from course.live.style import BLUE, DATA, FAINT, GREY, MODEL, ORANGE, PURPLE
from nbcore import activations, data

ACTIVATIONS = {
    "sigmoid": activations.sigmoid, "step": activations.step, "tanh": activations.tanh, "ReLU": activations.relu,
}  # fmt: skip
MINUS_ZERO_PLUS = [ORANGE, "#ffffff", BLUE]  # below zero, zero, above zero
FURTHEST, HIGHEST = 8, 2.7  # the largest z, either way, and the largest answer that the panels show
PENGUINS = data.penguins()
BILL = PENGUINS["bill_depth_mm"] - 17  # mm above 17
FLIPPER = (PENGUINS["flipper_length_mm"] - 200) / 10  # cm above 20
GENTOO = PENGUINS.y == PENGUINS.classes.index("Gentoo")


@explorer(
    size=(1020, 420),
    w1=linear(-2, 2, start=1, step=0.1, label="weight w₁ (bill)"),
    w2=linear(-2, 2, start=0.5, step=0.1, label="weight w₂ (flipper)"),
    b=linear(-5, 5, start=0, step=0.1, label="bias b"),
    activation=choice(*ACTIVATIONS, label="activation"),
    bird=point(-2.2, 1.8, low=(-4.2, -3), high=(4.8, 3.4)),
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
        border=border(w1, w2, b),
        right=int(np.sum((w1 * BILL + w2 * FLIPPER + b > 0) == GENTOO)),
        beyond=abs(z) > FURTHEST or a > HIGHEST,
    )


def border(w1, w2, b):
    """Two far points of the line where z = 0, (2, 2): or none, (0, 2), without weights."""
    length2 = w1 * w1 + w2 * w2
    if length2 == 0:
        return np.empty((0, 2))
    # The point of the line nearest to the origin, and from there along it.
    near, along = -b * np.array([w1, w2]) / length2, np.array([-w2, w1]) / np.sqrt(length2)
    return near + np.outer([-40, 40], along)


@one_neuron.seen
def scene(stage):
    grid = stage.figure.add_gridspec(2, 2, width_ratios=[6, 5], height_ratios=[5, 6])
    plane, parts, bend = (stage.figure.add_subplot(place) for place in (grid[:, 0], grid[0, 1], grid[1, 1]))
    shows = [
        draw_answers(stage, plane), draw_border(stage, plane), draw_weights_and_bird(stage, plane),
        draw_sum(stage, parts), draw_activation(stage, bend),
    ]  # fmt: skip

    def show(state):
        for part in shows:
            part(state)

    return show


def draw_answers(stage, axes):
    """The map: what the neuron answers at each place, and the birds on it."""
    from course.live.artists import Field

    axes.set_title("What it answers, for every bird", pad=30)  # the legend stands between title and map
    axes.set(xlim=(-4.4, 5.0), ylim=(-3.2, 3.6), aspect="equal",
             xlabel="x₁: bill depth above 17 mm (mm)", ylabel="x₂: flipper above 20 cm (cm)")  # fmt: skip
    answer = Field(stage, axes, MINUS_ZERO_PLUS, low=-1.55, high=1.55, cells=160, bands=31)
    for kind, mark, color, name in ((GENTOO, "o", DATA, "Gentoo"), (~GENTOO, "x", GREY, "another kind")):
        look = dict(ms=4.2, alpha=0.75, mew=1.3 if mark == "x" else 0, zorder=2)
        stage.moving(axes.plot(BILL[kind], FLIPPER[kind], mark, color=color, **look))
        axes.plot([], [], mark, color=color, ms=6, label=name)

    def show(state):
        answer.show(ACTIVATIONS[state.activation](answer.points @ (state.w1, state.w2) + state.b))

    return show


def draw_border(stage, axes):
    """The dashed line where z is 0, and the legend of the map."""
    line = stage.moving(axes.plot([], [], "--", color=MODEL, lw=2.2, zorder=3))
    axes.plot([], [], "--", color=MODEL, label="z = 0")
    axes.plot([], [], "-D", color=PURPLE, mfc="white", ms=6, label="weights")
    axes.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.985), ncols=4, columnspacing=1.2, handletextpad=0.4)
    return lambda state: line.set_data(state.border[:, 0], state.border[:, 1])


def draw_weights_and_bird(stage, axes):
    """What can be dragged: the tip of the weights' arrow, and the bird."""
    arrow = stage.moving(axes.plot([], [], "-", color=PURPLE, lw=2.6, zorder=4))
    tip = stage.moving(axes.plot([], [], "D", color="white", mec=PURPLE, mew=2.4, ms=9, zorder=4))
    here = stage.moving(axes.plot([], [], "o", color=ORANGE, mec=DATA, mew=1.5, ms=12, zorder=5))
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
    axes.set(xlim=(-8, 8), ylim=(-0.6, 3.6))
    axes.set_yticks([3, 2, 1, 0], ["w₁ · x₁", "w₂ · x₂", "b", "z"])
    axes.tick_params(labelbottom=False)
    axes.axvline(0, color=FAINT, lw=1)
    looks = ((3, GREY), (2, GREY), (1, GREY), (0, MODEL))
    bars = stage.moving([axes.barh(k, 0, 0.55, color=c)[0] for k, c in looks])
    joints = stage.moving([axes.plot([], [], color=GREY, lw=1)[0] for _ in range(3)])
    numbers = stage.moving([QuickText(axes, 0, k, DATA) for k in (3, 2, 1, 0)])

    def show(state):
        ends = np.cumsum([0.0, *state.terms])
        begins = [*ends[:3], 0]
        for bar, number, begin, size in zip(bars, numbers, begins, [*state.terms, state.z]):
            bar.set(x=begin, width=size)
            place_number(number, begin, size)
        for k, (joint, end) in enumerate(zip(joints, [ends[1], ends[2], state.z])):
            joint.set_data([end, end], [3 - k, 2 - k])

    return show


def place_number(number, begin, size):
    """A bar's number stands right of it, or left of it where there is no room."""
    right, left = max(begin, begin + size), min(begin, begin + size)
    room = right < 6.3
    number.x, number.ha = (min(right + 0.15, 6.3), "left") if room else (max(left - 0.15, -6.3), "right")
    number.set_text(f"{size:+.2f}".replace("-", "−"))


def draw_activation(stage, axes):
    """The chosen activation before the others, and where the bird's sum stands on it."""
    z_axis = np.linspace(-8, 8, 801)  # 0 is one of them, so that the step is drawn upright
    axes.set_title("From z to the answer a")
    axes.set(xlim=(-8, 8), ylim=(-1.25, HIGHEST), xlabel="weighted sum z", ylabel="answer a")
    axes.axhline(0, color=FAINT, lw=1)
    for function in ACTIVATIONS.values():
        axes.plot(z_axis, function(z_axis), color=FAINT, lw=1.2)
    curve = stage.moving(axes.plot([], [], color=MODEL, lw=2.6))
    drop = stage.moving(axes.plot([], [], ":", color=GREY))
    dot = stage.moving(axes.plot([], [], "o", color=ORANGE, mec=DATA, mew=1.5, ms=11, clip_on=False))

    def show(state):
        curve.set_data(z_axis, ACTIVATIONS[state.activation](z_axis))
        z, a = np.clip(state.z, -FURTHEST, FURTHEST), min(state.a, HIGHEST)
        dot.set(data=([z], [a]), marker="D" if state.beyond else "o")
        drop.set_data([z, z], [HIGHEST, a])

    return show


@one_neuron.said
def words(state):
    sentences = (
        ("Every bird is on its own side of the dashed line.", state.right == len(GENTOO)),
        ("Without weights the birds are all alike to it.", len(state.border) == 0),
        ("The orange dot lies beyond the frame; the diamond sits at its edge.", state.beyond),
    )
    return readouts(
        z=show(state.z, ".2f", label="weighted sum z"),
        a=show(state.a, ".3f", label="answer a"),
        right=show(state.right, ".0f", f"of {len(GENTOO)}", label="birds told right"),
        verdict=" ".join(sentence for sentence, holds in sentences if holds),
    )

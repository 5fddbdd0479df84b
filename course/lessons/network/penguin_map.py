"""The penguins on a map of bill and flipper, and what a neuron with two inputs answers at each place of it."""

import numpy as np

from course.live.style import BLUE, DATA, SKY
from nbcore import activations, data

ACTIVATIONS = {
    "sigmoid": activations.sigmoid, "step": activations.step, "tanh": activations.tanh, "ReLU": activations.relu,
}  # fmt: skip
MINUS_ZERO_PLUS = ["#F3CD7A", "#ffffff", SKY]  # an answer of -1 or less, of 0, of 1 or more
CROSS = "#4a4f57"  # a gray that can be told from black, and read on the blue
PENGUINS = data.penguins()
BILL = PENGUINS["bill_depth_mm"] - 17  # mm above 17
FLIPPER = (PENGUINS["flipper_length_mm"] - 200) / 10  # cm above 20
GENTOO = PENGUINS.y == PENGUINS.classes.index("Gentoo")
YOURS = -2.2, 1.8  # the bird that the lesson begins with: 14.8 mm and 21.8 cm


def told_right(w1, w2, b):
    """How many birds are on their own side of the boundary."""
    return int(np.sum((w1 * BILL + w2 * FLIPPER + b > 0) == GENTOO))


def boundary(w1, w2, b):
    """Two far points of the line where z = 0, (2, 2): or none, (0, 2), without weights."""
    length2 = w1 * w1 + w2 * w2
    if length2 == 0:
        return np.empty((0, 2))
    # The point of the line nearest to the origin, and from there along it.
    near, along = -b * np.array([w1, w2]) / length2, np.array([-w2, w1]) / np.sqrt(length2)
    return near + np.outer([-40, 40], along)


def draw_map(stage, axes, activation=lambda state: state.activation, line_name="z = 0"):
    """The answers as shades, the birds, and the boundary where z is 0. ``activation(state)`` names the neuron's."""
    from course.live.artists import Field

    axes.set(xlim=(-4.4, 5.0), ylim=(-3.2, 3.6), aspect="equal",
             xlabel="x₁: bill depth above 17 mm (mm)", ylabel="x₂: flipper above 20 cm (cm)")  # fmt: skip
    answer = Field(stage, axes, MINUS_ZERO_PLUS, low=-1, high=1, cells=160, bands=41)
    for kind, mark, color, name in ((GENTOO, "o", DATA, "Gentoo"), (~GENTOO, "x", CROSS, "another species")):
        look = dict(ms=4.2, alpha=0.8, mew=1.3 if mark == "x" else 0, zorder=2)
        stage.moving(axes.plot(BILL[kind], FLIPPER[kind], mark, color=color, **look))
        axes.plot([], [], mark, color=color, ms=6, label=name)
    line = stage.moving(axes.plot([], [], "-", color=BLUE, lw=2.4, zorder=3))
    axes.plot([], [], "-", color=BLUE, lw=2.4, label=line_name)

    def show(state):
        function = ACTIVATIONS[activation(state)]
        answer.show(function(answer.points @ (state.w1, state.w2) + state.b))
        line.set_data(state.boundary[:, 0], state.boundary[:, 1])

    return show


def draw_scale(axes, label):
    """What the shades from no to yes mean: a strip of them in ``axes``."""
    from course.live.artists import colours

    axes.imshow(np.linspace(0, 1, 64)[:, None], cmap=colours(*MINUS_ZERO_PLUS[1:]), extent=(0, 1, 0, 1), origin="lower",
                aspect="auto")  # fmt: skip
    axes.yaxis.tick_right()
    axes.set(xticks=[])
    axes.set_yticks([0, 0.5, 1], ["0: no", "0.5: undecided", "1: yes"])
    axes.set_title(label, fontsize=10.5, fontweight="normal", pad=9)
    for side in axes.spines.values():
        side.set_visible(True)

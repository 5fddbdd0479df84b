"""The first figure of the course: penguins, and three numbers that decide which of them are called Gentoos."""

from course.live import State, explorer, linear, readouts, show
from course.live.style import DATA, ORANGE
from nbcore.activations import sigmoid

from ..penguin_map import GENTOO, YOURS, boundary, draw_map, draw_scale, told_right


@explorer(
    size=(1020, 440),
    presets={"flippers only": dict(w1=0, w2=1, b=0), "bills only": dict(w1=-1, w2=0, b=0)},
    w1=linear(-2, 2, start=1, step=0.1, label="w₁ (bill)"),
    w2=linear(-2, 2, start=0.5, step=0.1, label="w₂ (flipper)"),
    b=linear(-4, 4, start=0, step=0.1, label="b"),
)
def gentoo(w1, w2, b):
    """Penguins by bill and flipper, and in blue where one neuron answers that a penguin is a Gentoo."""
    yours = w1 * YOURS[0] + w2 * YOURS[1] + b
    return State(right=told_right(w1, w2, b), a=float(sigmoid(yours)), boundary=boundary(w1, w2, b))


@gentoo.seen
def scene(stage):
    plane, side = stage.panels("Is it a Gentoo?", "", names=["map", "key"], widths=[12, 5])
    show = draw_map(stage, plane, activation=lambda state: "sigmoid", line_name="boundary")
    stage.moving(plane.plot(*YOURS, "o", color=ORANGE, mec=DATA, mew=1.5, ms=12, zorder=5))
    plane.plot([], [], "o", color=ORANGE, mec=DATA, mew=1.5, ms=10, label="your bird")
    side.axis("off")
    side.legend(*plane.get_legend_handles_labels(), loc="upper left", bbox_to_anchor=(-0.1, 1.0), labelspacing=0.9,
                fontsize=11)  # fmt: skip
    draw_scale(side.inset_axes([0, 0.05, 0.16, 0.36]), "The neuron's answer")
    return show


@gentoo.said
def words(state):
    return readouts(
        right=show(state.right, ".0f", f"of {len(GENTOO)}", label="birds classified correctly"),
        a=show(state.a, ".2f", label="answer for your bird"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.right == len(GENTOO):
        return "Every bird is on the right side of the boundary."
    return "" if len(state.boundary) else "With both weights at 0, every bird gets the same answer."

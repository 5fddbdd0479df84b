"""What two hidden neurons make of the four switch positions: a new pair of numbers for each, which one line can separate."""

import numpy as np

from course.live import State, explorer, linear, readouts, show
from course.live.style import BLUE, DATA, ORANGE, PURPLE

from ..two_two_one_net import CORNERS, DARK, LIT, OFF_MARK, ON_MARK, THRESHOLD, WANTED

W = np.array([[1.0, -1.0], [-1.0, 1.0]])  # a column for each hidden neuron: the weights that work
HALF = 1.35  # how far the maps of the switches reach
WINDOW = -2.9, 2.9  # of the hidden plane
NAMES = ("(−1, −1)", "(−1, 1)", "(1, −1)", "(1, 1)")


@explorer(
    size=(1020, 410),
    presets={
        "weighted sums only": dict(on=0),
        "halfway": dict(on=0.5),
        "with ReLU": dict(on=1),
        "a line that fails": dict(on=1, v1=1, v2=-1),
    },
    on=linear(0, 1, start=0, step=0.05, label="how far ReLU is on"),
    v1=linear(-1, 1, start=1, step=0.1, label="v₁ (a₁ to ŷ)"),
    v2=linear(-1, 1, start=1, step=0.1, label="v₂ (a₂ to ŷ)"),
)
def hidden_plane(on, v1, v2):
    """What each of two hidden neurons answers, and the four switch positions as pairs of those answers."""
    answers = hidden(CORNERS, on)
    output = answers @ (v1, v2)
    return State(
        answers=answers,
        output=output,
        correct=int(np.sum((output > THRESHOLD) == WANTED)),
        apart=float(np.abs(answers[0] - answers[3]).max()),
        separable=on > 0,
    )


def hidden(points, on):
    """Points (n, 2) in, (n, 2) out: the sums where they are above 0, and below it only what ``on`` leaves of them."""
    z = points @ W
    return np.maximum(z, 0) + (1 - on) * np.minimum(z, 0)


@hidden_plane.seen
def scene(stage):
    first, second, plane = stage.panels(
        "Hidden neuron 1: a₁",
        "Hidden neuron 2: a₂",
        "What the output neuron sees",
        names=["first", "second", "plane"],
        widths=[5, 5, 6],
    )
    shows = [draw_neuron(stage, first, 0), draw_neuron(stage, second, 1), draw_output(stage, plane)]
    shows.append(draw_positions(stage, plane))
    add_legend(first)

    def show(state):
        for part in shows:
            part(state)

    return show


def draw_neuron(stage, axes, k):
    """One hidden neuron's own map over the switches: blue above zero, orange below."""
    from course.live.artists import Field, QuickText

    axes.set(xlim=(-HALF, HALF), ylim=(-HALF, HALF), aspect="equal", xlabel="x₁: switch downstairs")
    if k == 0:
        axes.set_ylabel("x₂: switch upstairs")
    axes.set(xticks=[-1, 1], yticks=[-1, 1])
    answer = Field(stage, axes, [ORANGE, "#ffffff", BLUE], low=-3.4, high=3.4, cells=90, bands=31)
    for wanted, mark in ((WANTED, ON_MARK), (~WANTED, OFF_MARK)):
        stage.moving(axes.plot(*CORNERS[wanted].T, ls="", color="white", mec=DATA, mew=1.2, zorder=3, **mark))
    numbers = stage.moving([QuickText(axes, 0.72 * x, 0.7 * y, DATA, size=11, zorder=4) for x, y in CORNERS])

    def show(state):
        answer.show(hidden(answer.points, state.on)[:, k])
        for number, value in zip(numbers, state.answers[:, k]):
            number.set_text(f"{value + 0.0:.1f}".replace("-0.0", "0.0").replace("-", "−"))

    return show


def draw_output(stage, axes):
    """The output neuron's answer over the hidden plane: yellow where it says on, with its one straight boundary."""
    from course.live.artists import Field

    axes.set(xlim=WINDOW, ylim=WINDOW, aspect="equal", xlabel="a₁", ylabel="a₂")
    axes.set(xticks=range(-2, 3), yticks=range(-2, 3))
    field = Field(
        stage, axes, [DARK, LIT], low=THRESHOLD - 0.3, high=THRESHOLD + 0.3, cells=120, bands=2, level=THRESHOLD,
        line=dict(color=PURPLE, lw=2.4),
    )  # fmt: skip
    return lambda state: field.show(field.points @ (state.v1, state.v2))


def draw_positions(stage, axes):
    """The four positions of the switches where the hidden pair puts them; the two that should be off meet in one point."""
    from course.live.artists import QuickText

    marks = [ON_MARK if on else OFF_MARK for on in WANTED]
    dots = [stage.moving(axes.plot([], [], ls="", color="white", mec=DATA, mew=1.3, zorder=4, **m)) for m in marks]
    names = stage.moving([QuickText(axes, 0, 0, DATA, size=10, zorder=5) for _ in NAMES])

    def show(state):
        for dot, name, place, said, wanted in zip(dots, names, state.answers, NAMES, WANTED):
            dot.set_data([place[0]], [place[1]])
            name.set_position(place - (0 if wanted else 0.75, 0.4))
            name.set_text(said if wanted else "")
        names[0].set_text(f"{NAMES[0]} and {NAMES[3]}")

    return show


def add_legend(axes):
    for mark, name in ((ON_MARK, "should be on"), (OFF_MARK, "should be off")):
        axes.plot([], [], ls="", color="white", mec=DATA, mew=1.2, label=name, **mark)
    legend = axes.legend(loc="lower left", bbox_to_anchor=(-0.05, 1.08), ncols=2, handletextpad=0.3, columnspacing=1.2)
    legend.set_in_layout(False)


@hidden_plane.said
def words(state):
    return readouts(
        correct=show(state.correct, ".0f", "of 4", label="positions correct"),
        on_pair=show(state.output[1], ".1f", label="ŷ for (−1, 1)"),
        off_pair=show(state.output[0], ".1f", label="ŷ for (−1, −1) and (1, 1)"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.correct == 4:
        return "One straight line separates the stars from the circles."
    if not state.separable:
        return "The circles lie between the two stars, so no straight line can separate them."
    return ""

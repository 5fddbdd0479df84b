"""Softmax regression on a map: three species of penguins in two measurements, and how sure the model is of each place."""

import numpy as np

from course.lessons.softmax.species import FULLEST, PAIRS, SCALES, cross_entropy, entropy, species
from course.live import State, choice, explorer, integer, log, point, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, ORANGE, PURPLE, rgb
from nbcore import data
from nbcore.activations import softmax

AXES = {  # the axis's name, its ticks, and how one measurement reads
    "bill_length_mm": ("bill length (mm)", (35, 40, 45, 50, 55, 60), "bill length {:.0f} mm"),
    "bill_depth_mm": ("bill depth (mm)", (12, 14, 16, 18, 20, 22), "bill depth {:.1f} mm"),
    "flipper_length_mm": ("flipper length (mm)", (170, 180, 190, 200, 210, 220, 230, 240), "flipper {:.0f} mm"),
    "body_mass_g": ("body mass (g)", (2000, 3000, 4000, 5000, 6000), "body mass {:,.0f} g"),
}
LOOKS = ((BLUE, "o"), (ORANGE, "^"), (PURPLE, "s"))
ROWS = np.array([2, 1, 0])
NAMES = data.penguins().classes
SPREADS = ((-2.6, 3.4), (-3.0, 3.0))  # what the map shows, in standard deviations
TINTS = 1 - 0.62 * (1 - np.array([rgb(color) for color, _ in LOOKS]))


@explorer(
    size=(1080, 400),
    presets={
        "times 0.3": dict(scale=0.3),
        "times 10": dict(scale=10),
        "flipper and body mass": dict(pair="flipper and body mass"),
        "flipper and mass, times 10": dict(pair="flipper and body mass", scale=10),
    },
    scale=log(0.05, 20, start=1, label="all weights and biases times"),
    pair=choice(*PAIRS, label="measured"),
    split=integer(0, 9, start=0, label="split of the birds"),
    bird=point(0.1, 0.5, low=(SPREADS[0][0], SPREADS[1][0]), high=(SPREADS[0][1], SPREADS[1][1]), label="the bird"),
)
@np.errstate(under="ignore")  # a share that is as good as 0 is meant to be 0
def regions(scale, pair, split, bird):
    """Three penguin species on a map of two measurements, how sure the model is of each place, and how often it is right."""
    model = species(pair, split)
    a = softmax(scale * model.z)
    return State(
        model=model,
        mine=softmax(scale * model(np.array([bird])))[0],
        right=model.right.mean(),
        confidence=a.max(axis=1).mean(),
        entropy=entropy(a).mean(),
        loss=cross_entropy(scale * model.z, model.y),
        seen_loss=np.interp(np.log(scale), np.log(SCALES), model.seen_loss),
        measured=model.units.inverse(np.array([bird]))[0],
    )


# ---- what is seen -------------------------------------------------------------------------------


@regions.seen
def scene(stage):
    plane, shares, sure, cost = stage.panels(
        "Drag the diamond (× is wrong)",
        "Probabilities",
        "Accuracy and confidence",
        "Loss",
        names=["map", "shares", "sure", "loss"],
        widths=[5.6, 2.3, 3.5, 3.5],
    )
    plane.set(xlim=SPREADS[0], ylim=SPREADS[1])
    show_axes = draw_axes(stage, plane)
    stage.figure.draw_without_rendering()  # the map fills the axes as they will lie
    parts = [show_axes, draw_map(stage, plane), draw_bird(stage, plane), draw_shares(stage, shares)]
    for axes in (sure, cost):
        axes.set(xlim=(SCALES[0] / 1.1, SCALES[-1] * 1.1), xscale="log", xlabel="weights times")
        axes.set_xticks([0.1, 1, 10], ["0.1", "1", "10"])
        axes.axvline(1, ymin=0.23, ymax=0.8, color=FAINT, lw=1)
    parts += [draw_sure(stage, sure), draw_loss(stage, cost)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_axes(stage, axes):
    """Ticks in millimeters and grams: the map counts in standard deviations, which differ from split to split."""
    axes.set_xticks([0], ["200"])
    axes.set_yticks([0], ["6,000"])  # room for the widest; the places stay once they are laid out
    axes.set(xlabel="flipper length (mm)", ylabel="bill depth (mm)")
    axes.yaxis.set_label_coords(-0.15, 0.5)
    shown = []

    def show(state):
        if shown == [state.pair, state.split]:
            return
        shown[:] = state.pair, state.split
        units = state.model.units
        for k, (name, axis) in enumerate(zip(PAIRS[state.pair], "xy")):
            label, ticks, _ = AXES[name]
            places = (np.array(ticks) - units.mean[k]) / units.scale[k]
            kept = [(place, f"{tick:,}") for place, tick in zip(places, ticks) if abs(place - np.mean(SPREADS[k])) < 3]
            getattr(axes, f"set_{axis}ticks")(*zip(*kept))
            getattr(axes, f"set_{axis}label")(label)
        stage.refresh()

    return show


def draw_map(stage, axes):
    """The shares of each place as a mixed color, white where they are even; the borders; the held-out birds."""
    from course.live.artists import Field

    field = Field(stage, axes, ["white", "white"], cells=90)
    marks = []
    for color, mark in LOOKS:
        marks.append(stage.moving(axes.plot([], [], mark, color=color, mec=DATA, mew=0.7, ms=5.5, zorder=3)))
    wrong = stage.moving(axes.plot([], [], "x", color=DATA, ms=10, mew=2, zorder=4))
    borders = stage.moving([axes.plot([], [], color=DATA, lw=1.6, zorder=2)[0] for _ in range(3)])

    @np.errstate(under="ignore")
    def show(state):
        model = state.model
        a = softmax(state.scale * model(field.points))
        fog = (entropy(a) / FULLEST)[:, None]
        field.paint((a @ TINTS) * (1 - fog) + fog)
        for k, mark in enumerate(marks):
            mark.set_data(*model.x[model.y == k].T)
        wrong.set_data(*model.x[~model.right].T)
        for line, border in zip(borders, model.borders()):
            line.set_data(*border.T)

    return show


def draw_bird(stage, axes):
    """The bird that can be dragged."""
    here = stage.moving(axes.plot([], [], **{**HANDLE, "marker": "D", "mec": DATA}))
    stage.grip("bird", axes)
    return lambda state: here.set_data(*np.array(state.bird)[:, None])


def draw_shares(stage, axes):
    """The three shares of that bird."""
    from course.live.artists import Bars

    axes.set(xlim=(0, 1.02), ylim=(-0.6, 2.6), xticks=[0, 0.5, 1], yticks=[], xlabel="probability")
    bars = stage.moving(Bars(axes, ROWS, 0.36, along="x", fc=[color for color, _ in LOOKS], ec=DATA, lw=1))
    for row, name, (color, mark) in zip(ROWS, NAMES, LOOKS):
        axes.plot([0.06], [row + 0.33], mark, color=color, mec=DATA, mew=0.7, ms=7)
        axes.text(0.15, row + 0.33, name, va="center", fontsize=10)
    return lambda state: bars.show(state.mine)


def draw_sure(stage, axes):
    """How many held-out birds are right, and how sure the model is of its answers, over the factor."""
    axes.set(ylim=(0.3, 1.03))
    parts = [
        draw_curve(stage, axes, "accuracy", GOOD, "-", lambda model: np.full(len(SCALES), model.right.mean())),
        draw_curve(stage, axes, "mean confidence", MODEL, "-.", lambda model: model.confidence),
    ]
    axes.legend(loc="lower right")

    def show(state):
        for part, now in zip(parts, (state.right, state.confidence)):
            part(state, now)

    return show


def draw_loss(stage, axes):
    """The loss of the held-out birds and of those that were learned from, over the factor."""
    axes.set(ylim=(0.04, 12), yscale="log")
    axes.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
    parts = [
        draw_curve(stage, axes, "held-out birds", ERROR, "-", lambda model: model.loss),
        draw_curve(stage, axes, "training birds", GREY, "--", lambda model: model.seen_loss),
    ]
    axes.legend(loc="upper left")

    def show(state):
        for part, now in zip(parts, (state.loss, state.seen_loss)):
            part(state, now)

    return show


def draw_curve(stage, axes, name, color, dash, curve_of):
    """One quantity over the factor, with a dot at the present one."""
    dot = axes.plot([], [], "o", color=color, mec=DATA, ms=9, zorder=5)
    line, dot = stage.moving(axes.plot([], [], dash, color=color)), stage.moving(dot)
    axes.plot([], [], dash, color=color, label=name)

    def show(state, now):
        line.set_data(SCALES, curve_of(state.model))
        dot.set_data([state.scale], [now])

    return show


# ---- what is said -------------------------------------------------------------------------------


@regions.said
def words(state):
    return readouts(
        accuracy=show(100 * state.right, ".1f", "%", label="held-out right"),
        confidence=show(100 * state.confidence, ".1f", "%", label="mean confidence"),
        entropy=show(state.entropy, ".3f", "nats", label="mean entropy"),
        loss=show(state.loss, ".3f", label="held-out loss"),
        best=show(SCALES[state.model.loss.argmin()], ".2g", label="least at ×"),
        bird=bird_in_words(state),
        verdict=verdict(state.right, state.confidence, len(state.model.y)),
    )


def bird_in_words(state):
    """The bird that is dragged: its measurements, and what the model takes it for."""
    measured = ", ".join(AXES[name][2].format(value) for name, value in zip(PAIRS[state.pair], state.measured))
    return f"{measured}: {NAMES[state.mine.argmax()]}, {100 * state.mine.max():.0f}%"


def verdict(right, confidence, birds):
    claims = f"it claims {100 * confidence:.0f}% on average and is right {100 * right:.0f}% of the time."
    luck = 2 * np.sqrt(right * (1 - right) / birds)  # so far off is chance, with so few birds
    if abs(confidence - right) <= luck:
        return f"Claim and truth agree on average, as far as {birds} birds can tell: {claims}"
    return f"{'Too sure of itself' if confidence > right else 'Too modest'}: {claims}"

"""A line through real penguins, the map of its loss, and what the line misses."""

import numpy as np

from course.live import State, explorer, linear, readouts, show
from course.live.style import DATA, ERROR, GREY, MODEL, ORANGE
from nbcore import data
from nbcore.losses import MeanAbsoluteError, MeanSquaredError

BIRDS = data.penguins()
FLIPPER, MASS = BIRDS["flipper_length_mm"], BIRDS["body_mass_g"]
ENDS = np.array([170.0, 233.0])  # flipper lengths between which the line is drawn
MASSES = 2200, 6900  # grams that the first panel shows
REACH = 2310, 6720  # grams between which the ends of the line can be taken hold of, clear of the title and the axis
LARGEST = 2500  # grams; the square of a larger residual would cover everything
SHOWN = np.argsort(FLIPPER, kind="stable")[12 :: len(FLIPPER) // 9]  # nine birds get a square; more would hide the line
squared, absolute = MeanSquaredError(), MeanAbsoluteError()


@explorer(
    size=(1020, 370),
    presets={
        "every bird above": dict(w=20, b=-1500),
        "a little too steep": dict(w=52, b=-5780),
        "steeper and lower": dict(w=52, b=-6240),
    },
    w=linear(0, 100, start=20, step=0.1, label="weight w (g/mm)"),
    b=linear(-16000, 5000, start=500, step=10, label="bias b (g)"),
)
def fit_a_line(w, b):
    """A line for the body mass of penguins given their flipper length, and the map of its loss."""
    prediction = w * FLIPPER + b
    residual = MASS - prediction
    return State(
        prediction=prediction,
        residual=residual,
        ends=w * ENDS + b,
        mse=squared(prediction, MASS),
        mae=absolute(prediction, MASS),
        above=int(np.sum(residual > 0)),
    )


def loss_map(ws, bs):
    """The mean squared error for each (w, b), (len(bs), len(ws)): (y - w x - b)² expanded, so that only means are needed."""
    x, y = FLIPPER, MASS
    w, b = np.meshgrid(ws, bs)
    squares = np.mean(y**2) + w**2 * np.mean(x**2) + b**2
    return squares + 2 * w * b * x.mean() - 2 * w * np.mean(x * y) - 2 * b * y.mean()


@fit_a_line.seen
def scene(stage):
    fit, chart, strip = stage.panels(
        "Drag the line's ends",
        "The loss for each (w, b)",
        "What the line misses",
        names=["line", "map", "residuals"],
        widths=[5, 4, 4],
    )
    parts = [draw_fit(stage, fit), draw_map(stage, chart), draw_misses(stage, strip)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_fit(stage, axes):
    """The birds, the line with its ends to drag, and nine squared residuals as squares."""
    axes.set(xlim=(166, 237), ylim=MASSES, xlabel="flipper length (mm)", ylabel="body mass (g)")
    axes.plot(FLIPPER, MASS, "o", color=GREY, ms=3.2, alpha=0.45, mew=0)
    axes.plot(FLIPPER[SHOWN], MASS[SHOWN], "o", color=DATA, ms=5.5)
    squares = stage.moving([axes.fill([0, 0, 0, 0], [0, 0, 0, 0], fc=(ERROR, 0.2), ec=ERROR, lw=1.4)[0] for _ in SHOWN])
    line = stage.moving(axes.plot([], [], color=MODEL, lw=2.5))
    knobs = stage.moving(axes.plot([], [], "o", color="white", mec=MODEL, mew=2.5, ms=11, clip_on=False))
    for k, side in enumerate(("left", "right")):
        stage.grip(f"{side} end", axes, where_end(k), drag_end(k), label=f"{side} end of the line (mm, g)")

    def show(state):
        line.set_data(ENDS, state.ends)
        knobs.set_data(ENDS, np.clip(state.ends, *REACH))  # always within reach
        mm_per_g = stage.square(axes)  # so that a residual's square looks square
        for square, i in zip(squares, SHOWN):
            square.set_visible(abs(state.residual[i]) < LARGEST)
            x, y, guess = FLIPPER[i], MASS[i], state.prediction[i]
            side = x - state.residual[i] * mm_per_g
            square.set_xy([(x, y), (x, guess), (side, guess), (side, y)])

    return show


def where_end(k):
    return lambda state: (ENDS[k], state.w * ENDS[k] + state.b)


def drag_end(k):
    """One end follows the hand, and the other stays where it is."""

    def drag(_, height, state):
        heights = state.w * ENDS + state.b
        heights[k] = height
        w = np.clip((heights[1] - heights[0]) / (ENDS[1] - ENDS[0]), 0, 100)
        return {"w": w, "b": height - w * ENDS[k]}

    return drag


def draw_map(stage, axes):
    """The loss over the map of (w, b), and a dot for the line."""
    ws, bs = np.linspace(0, 100, 201), np.linspace(-16000, 5000, 211)
    surface = loss_map(ws, bs)
    levels = surface.min() * np.array([1, 1.5, 2.5, 5, 10, 20, 45, 100, 200, 500, 1500])
    axes.contourf(ws, bs, surface, levels=levels, cmap="Blues_r", norm="log")
    best_w, best_b = np.polyfit(FLIPPER, MASS, 1)
    axes.plot(best_w, best_b, "*", color="white", mec=DATA, ms=15)
    axes.set(xlim=(0, 100), ylim=(-16000, 5000), xlabel="weight w (g/mm)", ylabel="bias b (g)")
    axes.set_yticks([-15000, -10000, -5000, 0, 5000], ["−15,000", "−10,000", "−5,000", "0", "5,000"])
    dot = stage.moving(axes.plot([], [], "o", color=ORANGE, mec=DATA, ms=11, clip_on=False))
    stage.grip(
        "dot",
        axes,
        lambda state: (state.w, state.b),
        lambda w, b, state: {"w": w, "b": b},
        label="dot on the map (w, b)",
    )
    return lambda state: dot.set_data([state.w], [state.b])


def draw_misses(stage, axes):
    """All residuals over the flipper lengths."""
    axes.set(xlim=(166, 237), ylim=(-3500, 3500), xlabel="flipper length (mm)", ylabel="residual y − ŷ (g)")
    axes.axhline(0, color=MODEL, lw=2)
    misses = stage.moving(axes.plot([], [], "o", color=ERROR, ms=3.2, alpha=0.5, mew=0))
    return lambda state: misses.set_data(FLIPPER, state.residual)


@fit_a_line.said
def words(state):
    return readouts(
        mse=show(state.mse, ",.0f", "g²", label="mean squared error"),
        mae=show(state.mae, ",.0f", "g", label="mean absolute error"),
        above=show(state.above, ".0f", f"of {len(MASS)}", label="birds above the line"),
        verdict=verdict(state),
    )


def verdict(state):
    low, high = MASSES
    if state.ends.min() > high or state.ends.max() < low:
        side = "above" if state.ends.min() > high else "below"
        return f"The line has left the picture: it runs {side} all the birds. The map still shows where you are."
    too_large = int(np.sum(np.abs(state.residual[SHOWN]) > LARGEST))
    if too_large:
        return f"{too_large} of the nine squares {'is' if too_large == 1 else 'are'} too large to draw."
    return ""

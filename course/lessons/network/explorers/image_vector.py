"""A handwritten digit and a template as pictures and as rows of 64 numbers, and the sum of their products."""

import numpy as np

from course.live import State, explorer, integer, readouts, show, toggle
from course.live.style import BLUE, DATA, ERROR, FAINT, GREY, MODEL, ORANGE
from nbcore import data

MINUS_ZERO_PLUS = [ORANGE, "#ffffff", BLUE]  # below zero, zero, above zero
DIGITS = data.digits()
SHUFFLED = np.random.default_rng(5).permutation(64)
PANELS = ("x", "w", "products")
TITLES = ("The picture x", "The template w", "Their products")
BOX = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)])  # around a pixel


def average_digits():
    """Ten templates, (64, 10), and ten biases: a picture's largest score is that of the nearest average digit.

    With m_k the average picture of the digit k, |x - m_k|² = |x|² - 2 (m_k · x - |m_k|² / 2): the smallest distance
    is the largest m_k · x - |m_k|² / 2. Taking the same number from every score changes no order, so what all
    digits have in common, the average m of all pictures, is taken off each template.
    """
    means = np.array([DIGITS.x[DIGITS.y == k].mean(axis=0) for k in range(10)])
    mean = DIGITS.x.mean(axis=0)
    return (means - mean).T, -(np.sum(means**2, axis=1) - mean @ mean) / 2


WEIGHTS, BIAS = average_digits()


@explorer(
    size=(1020, 480),
    presets={
        "a 3, the template of 3": dict(picture=13, template=3),
        "a 3, the template of 8": dict(picture=13, template=8),
        "misread: the template of 1": dict(picture=2, template=1),
        "misread: the template of 2": dict(picture=2, template=2),
        "shuffled": dict(shuffle=True),
    },
    picture=integer(0, 99, start=13, label="picture number"),
    template=integer(0, 9, start=3, label="template of the digit"),
    place=integer(0, 63, start=28, label="position in the vector"),
    shuffle=toggle(label="shuffle both in the same way"),
)
def image_vector(picture, template, place, shuffle):
    """A handwritten digit and a template as pictures and as rows of 64 numbers, and the sum of their products."""
    order = SHUFFLED if shuffle else np.arange(64)
    x, w = DIGITS.x[picture][order], WEIGHTS[order, template]
    scores = DIGITS.x[picture] @ WEIGHTS + BIAS
    return State(vectors={"x": x, "w": w, "products": w * x}, dot=x @ w, scores=scores, best=int(scores.argmax()))


@image_vector.seen
def scene(stage):
    layout = [["picture", "template", "products", "scores"], ["vector", "vector", "vector", "scores"]]
    axes = stage.mosaic(layout, width_ratios=[4, 4, 4, 5], height_ratios=[6, 3])
    tops = [axes[name] for name in layout[0][:3]]
    strips, scores = axes["vector"], axes["scores"]
    shows = [show for k, name in enumerate(PANELS) for show in draw_vector(stage, tops[k], strips, k, name)]
    label_strips(strips)
    shows.append(draw_scores(stage, scores))
    stage.grip("pixel", tops[0], lambda s: (s.place % 8, s.place // 8), drag_pixel,
               label="pixel of the picture (column, row)")  # fmt: skip

    def show(state):
        for part in shows:
            part(state)

    return show


def drag_pixel(x, y, state):
    column, row = (int(np.clip(round(v), 0, 7)) for v in (x, y))
    return {"place": 8 * row + column}


def look_of(name):
    """A picture's ink is grey on white; weights and products have a sign, and so two colours."""
    from course.live.artists import colours

    return dict(shades="Greys") if name == "x" else dict(shades=colours(*MINUS_ZERO_PLUS), low=-0.5, high=0.5)


def draw_vector(stage, axes, strips, k, name):
    """The k-th of the three: as a picture, and as a row."""
    return draw_square(stage, axes, k, name), draw_row(stage, strips, 2 - k, name)


def draw_square(stage, axes, k, name):
    """64 numbers as a picture of 8 by 8, a dash where one is below zero, and the frame around one pixel."""
    from course.live.artists import Pixels

    axes.set(title=TITLES[k], xticks=range(8), yticks=range(8), xlabel="column" if k != 1 else "column (−: below 0)",
             ylabel="row" if k == 0 else "")  # fmt: skip
    axes.set(xlim=(-0.5, 7.5), ylim=(7.5, -0.5), aspect="equal")
    axes.tick_params(length=0)
    square = stage.moving(Pixels(axes, (-0.5, 7.5, 7.5, -0.5), **look_of(name)))
    dashes = stage.moving(axes.plot([], [], "_", color=DATA, ms=6, mew=1.2, zorder=2))
    frame = stage.moving(axes.plot([], [], color=ERROR, lw=2.6, zorder=3))

    def show(state):
        values = state.vectors[name]
        square.set_data(values.reshape(8, 8))
        below = np.flatnonzero(values < -0.02)
        dashes.set_data(below % 8, below // 8)
        frame.set_data(state.place % 8 + BOX[:, 0], state.place // 8 + BOX[:, 1])

    return show


def draw_row(stage, axes, height, name):
    """The same 64 numbers as a row, and the frame around the same place."""
    from course.live.artists import Pixels

    row = stage.moving(Pixels(axes, (-0.5, 63.5, height - 0.42, height + 0.42), **look_of(name)))
    mark = stage.moving(axes.plot([], [], color=ERROR, lw=2.2, zorder=3))

    def show(state):
        row.set_data(state.vectors[name][None])
        mark.set_data(state.place + 1.1 * BOX[:, 0], height + 0.95 * BOX[:, 1])

    return show


def label_strips(axes):
    axes.set(xlim=(-0.9, 63.9), ylim=(-0.55, 2.55), aspect="auto", xlabel="position in the vector", xticks=range(0, 64, 8),
             title="The same row after row, as vectors of 64 numbers")  # fmt: skip
    axes.set_yticks([2, 1, 0], PANELS)
    axes.tick_params(length=0)


def draw_scores(stage, axes):
    """The scores of all ten templates: the one that is shown hatched, the largest with a star."""
    from course.live.artists import Bars

    axes.set(title="Ten templates, ten scores", xlim=(-5, 4.2), ylim=(-0.6, 9.6), xlabel="score",
             ylabel="template", yticks=range(10))  # fmt: skip
    axes.axvline(0, color=FAINT, lw=1)
    bars = stage.moving(Bars(axes, range(10), 0.62, along="x", fc=GREY))
    chosen = stage.moving(Bars(axes, [0], 0.62, along="x", fc=MODEL, hatch="//", ec="white"))
    crown = stage.moving(axes.plot([], [], "*", color="white", mec=DATA, ms=14))

    def show(state):
        z = state.scores
        bars.show(np.where(np.arange(10) == state.template, np.nan, z))
        chosen.place([state.template], 0.62)
        chosen.show(z[[state.template]])
        crown.set_data([max(z[state.best], 0) + 0.35], [state.best])

    return show


@image_vector.said
def words(state):
    return readouts(
        pixel=f"row {state.place // 8}, column {state.place % 8}",
        product=show(state.vectors["products"][state.place], ".3f", label="product at this pixel"),
        dot=show(state.dot, ".2f", label="sum of all 64 products"),
        score=show(state.scores[state.template], ".2f", label="score, with the bias"),
        says=show(state.best, ".0f", label="largest score, so it reads"),
        truth=show(DIGITS.y[state.picture], ".0f", label="what was written"),
    )

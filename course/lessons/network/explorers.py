"""The explorers of lesson 00: a neuron, a picture as a vector, two neurons that fold a sheet, and pieces of a curve."""

import numpy as np

from course.live import choice, explorer, integer, linear, point, readouts, show, toggle
from course.live.artists import Bars, Field, Pixels, QuickText, Sheet, colours
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, ORANGE, OTHER, PURPLE
from nbcore import activations, data

ACTIVATIONS = {
    "sigmoid": activations.sigmoid, "step": activations.step, "tanh": activations.tanh, "ReLU": activations.relu,
}  # fmt: skip
MINUS_ZERO_PLUS = [ORANGE, "#ffffff", BLUE]  # below zero, zero, above zero


def birds():
    """x1: bill depth above 17 mm, in mm; x2: flipper length above 20 cm, in cm; and whether it is a Gentoo."""
    table = data.penguins()
    gentoo = table.y == table.classes.index("Gentoo")
    return table["bill_depth_mm"] - 17, (table["flipper_length_mm"] - 200) / 10, gentoo


@explorer(
    size=(1020, 420),
    w1=linear(-2, 2, start=1, step=0.1, label="weight w₁ (bill)"),
    w2=linear(-2, 2, start=0.5, step=0.1, label="weight w₂ (flipper)"),
    b=linear(-5, 5, start=0, step=0.1, label="bias b"),
    activation=choice(*ACTIVATIONS, label="activation"),
    bird=point(-2.2, 1.8, low=(-4.2, -3), high=(4.8, 3.4)),
)
def one_neuron(stage):
    """Penguins by bill and flipper, what one neuron answers for each, and how it arrives at one answer."""
    x1, x2, gentoo = birds()
    grid = stage.figure.add_gridspec(2, 2, width_ratios=[6, 5], height_ratios=[5, 6])
    plane, parts, bend = (stage.figure.add_subplot(place) for place in (grid[:, 0], grid[0, 1], grid[1, 1]))
    plane.set_title("What it answers, for every bird", pad=30)  # the legend stands between title and map
    parts.set_title("The weighted sum z of the orange bird")
    bend.set_title("From z to the answer a")
    plane.set(xlim=(-4.4, 5.0), ylim=(-3.2, 3.6), aspect="equal",
              xlabel="x₁: bill depth above 17 mm (mm)", ylabel="x₂: flipper above 20 cm (cm)")  # fmt: skip
    answer = Field(stage, plane, MINUS_ZERO_PLUS, low=-1.55, high=1.55, cells=160, bands=31)
    for kind, mark, color, name in ((gentoo, "o", DATA, "Gentoo"), (~gentoo, "x", GREY, "another kind")):
        stage.moving(
            plane.plot(
                x1[kind], x2[kind], mark, color=color, ms=4.2, alpha=0.75, mew=1.3 if mark == "x" else 0, zorder=2
            )
        )
        plane.plot([], [], mark, color=color, ms=6, label=name)
    border = stage.moving(plane.plot([], [], "--", color=MODEL, lw=2.2, zorder=3))
    arrow = stage.moving(plane.plot([], [], "-", color=PURPLE, lw=2.6, zorder=4))
    tip = stage.moving(plane.plot([], [], "D", color="white", mec=PURPLE, mew=2.4, ms=9, zorder=4))
    here = stage.moving(plane.plot([], [], "o", color=ORANGE, mec=DATA, mew=1.5, ms=12, zorder=5))
    plane.plot([], [], "--", color=MODEL, label="z = 0")
    plane.plot([], [], "-D", color=PURPLE, mfc="white", ms=6, label="weights")
    plane.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.985), ncols=4, columnspacing=1.2, handletextpad=0.4)
    stage.grip("bird", plane)
    stage.grip("weights", plane, lambda s: (s.w1, s.w2), lambda x, y, s: {"w1": np.clip(x, -2, 2), "w2": np.clip(y, -2, 2)},
               label="tip of the weights' arrow (w₁, w₂)")  # fmt: skip

    parts.set(xlim=(-8, 8), ylim=(-0.6, 3.6))
    parts.set_yticks([3, 2, 1, 0], ["w₁ · x₁", "w₂ · x₂", "b", "z"])
    parts.tick_params(labelbottom=False)
    parts.axvline(0, color=FAINT, lw=1)
    bars = stage.moving([parts.barh(k, 0, 0.55, color=c)[0] for k, c in ((3, GREY), (2, GREY), (1, GREY), (0, MODEL))])
    joints = stage.moving([parts.plot([], [], color=GREY, lw=1)[0] for _ in range(3)])
    numbers = stage.moving([QuickText(parts, 0, k, DATA) for k in (3, 2, 1, 0)])

    z_axis = np.linspace(-8, 8, 801)  # 0 is one of them, so that the step is drawn upright
    bend.set(xlim=(-8, 8), ylim=(-1.25, 2.7), xlabel="weighted sum z", ylabel="answer a")
    bend.axhline(0, color=FAINT, lw=1)
    for name, function in ACTIVATIONS.items():
        bend.plot(z_axis, function(z_axis), color=FAINT, lw=1.2)
    curve = stage.moving(bend.plot([], [], color=MODEL, lw=2.6))
    drop = stage.moving(bend.plot([], [], ":", color=GREY))
    dot = stage.moving(bend.plot([], [], "o", color=ORANGE, mec=DATA, mew=1.5, ms=11, clip_on=False))

    def update(w1, w2, b, activation, bird):
        function = ACTIVATIONS[activation]
        answer.show(function(answer.points @ (w1, w2) + b))
        length2 = w1 * w1 + w2 * w2
        if length2 > 0:  # the nearest point to the origin where z = 0, and from there along the border
            near, along = -b * np.array([w1, w2]) / length2, np.array([-w2, w1]) / np.sqrt(length2)
            ends = near + np.outer([-40, 40], along)
            border.set_data(ends[:, 0], ends[:, 1])
        else:
            border.set_data([], [])
        arrow.set_data([0, w1], [0, w2])
        tip.set_data([w1], [w2])
        here.set_data([bird[0]], [bird[1]])

        terms = [w1 * bird[0], w2 * bird[1], b]
        z = sum(terms)
        a = float(function(z))
        begins, total = [], 0.0
        for term in terms:
            begins.append(total)
            total += term
        for bar, number, begin, size in zip(bars, numbers, [*begins, 0], [*terms, z]):
            bar.set(x=begin, width=size)
            right = max(begin, begin + size)
            left = min(begin, begin + size)
            room = right < 6.3  # the number stands right of its bar, or left of it where there is no room
            number.x, number.ha = (min(right + 0.15, 6.3), "left") if room else (max(left - 0.15, -6.3), "right")
            number.set_text(f"{size:+.2f}".replace("-", "−"))
        for k, (joint, end) in enumerate(zip(joints, [*begins[1:], z])):
            joint.set_data([end, end], [3 - k, 2 - k])
        curve.set_data(z_axis, function(z_axis))
        shown = np.clip(z, -8, 8), min(a, 2.7)
        beyond = abs(z) > 8 or a > 2.7
        dot.set(data=([shown[0]], [shown[1]]), marker="D" if beyond else "o")
        drop.set_data([shown[0], shown[0]], [2.7, shown[1]])

        right = int(np.sum((w1 * x1 + w2 * x2 + b > 0) == gentoo))
        verdict = " ".join(sentence for sentence, holds in (
            ("Every bird is on its own side of the dashed line.", right == len(gentoo)),
            ("Without weights the birds are all alike to it.", length2 == 0),
            ("The orange dot lies beyond the frame; the diamond sits at its edge.", beyond),
        ) if holds)  # fmt: skip
        return readouts(
            z=show(z, ".2f", label="weighted sum z"),
            a=show(a, ".3f", label="answer a"),
            right=show(right, ".0f", f"of {len(gentoo)}", label="birds told right"),
            verdict=verdict,
        )

    return update


def average_digits():
    """Ten templates, (64, 10), and ten biases: a picture's largest score is that of the nearest average digit.

    With m_k the average picture of the digit k, |x - m_k|² = |x|² - 2 (m_k · x - |m_k|² / 2): the smallest distance
    is the largest m_k · x - |m_k|² / 2. Taking the same number from every score changes no order, so what all
    digits have in common, the average m of all pictures, is taken off each template.
    """
    pictures = data.digits()
    means = np.array([pictures.x[pictures.y == k].mean(axis=0) for k in range(10)])
    mean = pictures.x.mean(axis=0)
    return (means - mean).T, -(np.sum(means**2, axis=1) - mean @ mean) / 2


@explorer(
    size=(1020, 480),
    picture=integer(0, 99, start=13, label="picture number"),
    template=integer(0, 9, start=8, label="template of the digit"),
    place=integer(0, 63, start=28, label="place in the vector"),
    shuffle=toggle(label="shuffle the 64 places of both alike"),
)
def image_vector(stage):
    """A handwritten digit and a template as pictures and as rows of 64 numbers, and the sum of their products."""
    digits = data.digits()
    weights, bias = average_digits()
    mixed = np.random.default_rng(5).permutation(64)
    grid = stage.figure.add_gridspec(2, 4, width_ratios=[4, 4, 4, 5], height_ratios=[6, 3])
    tops = [stage.figure.add_subplot(grid[0, k]) for k in range(3)]
    strips, scores = stage.figure.add_subplot(grid[1, :3]), stage.figure.add_subplot(grid[:, 3])
    plain, signed = dict(shades="Greys"), dict(shades=colours(*MINUS_ZERO_PLUS), low=-0.5, high=0.5)
    looks = {"x": plain, "w": signed, "w · x": signed}
    titles = ("The picture x", "The template w", "Their products, w · x")
    squares, rows, minus, frames, marks = [], [], [], [], []
    for k, (axes, title, (_name, look)) in enumerate(zip(tops, titles, looks.items())):
        axes.set(
            title=title,
            xticks=range(8),
            yticks=range(8),
            xlabel="column" if k != 1 else "column (−: below 0)",
            ylabel="row" if k == 0 else "",
        )
        axes.set(xlim=(-0.5, 7.5), ylim=(7.5, -0.5), aspect="equal")
        axes.tick_params(length=0)
        squares.append(stage.moving(Pixels(axes, (-0.5, 7.5, 7.5, -0.5), **look)))
        minus.append(stage.moving(axes.plot([], [], "_", color=DATA, ms=6, mew=1.2, zorder=2)))
        frames.append(stage.moving(axes.plot([], [], color=ERROR, lw=2.6, zorder=3)))
        rows.append(stage.moving(Pixels(strips, (-0.5, 63.5, 1.58 - k, 2.42 - k), **look)))
        marks.append(stage.moving(strips.plot([], [], color=ERROR, lw=2.2, zorder=3)))
    strips.set(xlim=(-0.9, 63.9), ylim=(-0.55, 2.55), aspect="auto", xlabel="place in the vector", xticks=range(0, 64, 8),
               title="The same, row after row, as vectors of 64 numbers")  # fmt: skip
    strips.set_yticks([2, 1, 0], list(looks))
    strips.tick_params(length=0)
    scores.set(title="Ten templates, ten scores", xlim=(-5, 4.2), ylim=(-0.6, 9.6), xlabel="score",
               ylabel="template", yticks=range(10))  # fmt: skip
    scores.axvline(0, color=FAINT, lw=1)
    bars = stage.moving(Bars(scores, range(10), 0.62, along="x", fc=GREY))
    chosen = stage.moving(Bars(scores, [0], 0.62, along="x", fc=MODEL, hatch="//", ec="white"))
    crown = stage.moving(scores.plot([], [], "*", color="white", mec=DATA, ms=14))

    stage.grip("pixel", tops[0], lambda s: (s.place % 8, s.place // 8),
               lambda x, y, s: {"place": 8 * int(np.clip(round(y), 0, 7)) + int(np.clip(round(x), 0, 7))},
               label="pixel of the picture (column, row)")  # fmt: skip
    box = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)])

    def update(picture, template, place, shuffle):
        order = mixed if shuffle else np.arange(64)
        x, w = digits.x[picture][order], weights[order, template]
        for values, square, row, dashes, frame, mark, height in zip(
            (x, w, w * x), squares, rows, minus, frames, marks, (2, 1, 0)
        ):
            square.set_data(values.reshape(8, 8))
            row.set_data(values[None])
            below = np.flatnonzero(values < -0.02)
            dashes.set_data(below % 8, below // 8)
            frame.set_data(place % 8 + box[:, 0], place // 8 + box[:, 1])
            mark.set_data(place + 1.1 * box[:, 0], height + 0.95 * box[:, 1])
        z = digits.x[picture] @ weights + bias
        bars.show(np.where(np.arange(10) == template, np.nan, z))
        chosen.place([template], 0.62)
        chosen.show(z[[template]])
        best = int(z.argmax())
        crown.set_data([max(z[best], 0) + 0.35], [best])
        return readouts(
            pixel=f"row {place // 8}, column {place % 8}",
            product=show(w[place] * x[place], ".3f", label="its product w · x"),
            dot=show(x @ w, ".2f", label="sum of all 64 products"),
            score=show(z[template], ".2f", label="score, with the bias"),
            says=show(best, ".0f", label="largest score: it says"),
            truth=show(digits.y[picture], ".0f", label="what was written"),
        )

    return update


CORNERS = np.array([(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)])
WANTED = CORNERS[:, 0] != CORNERS[:, 1]  # the light is on when the switches differ
THRESHOLD = 0.5


def two_two_one_output(points, W, v, bend):
    """Points (n, 2) in, answers (n,) out; W (2, 2) leads to the hidden pair, v (2,) away from it."""
    hidden = points @ W
    return (np.maximum(hidden, 0) if bend else hidden) @ v


def best_plane(points, height):
    """c, p, q of the plane c + p x1 + q x2 nearest to the heights in the mean of squares; and the largest gap left."""
    columns = np.column_stack([np.ones(len(points)), points])
    plane = np.linalg.solve(columns.T @ columns, columns.T @ height)
    return plane, float(np.max(np.abs(height - columns @ plane)))


def seen_from(turn, tilt=30, stretch=0.62):
    """A view on a scene: the function that takes points (..., 3) to the page (..., 2)."""
    t, e = np.radians(turn), np.radians(tilt)
    right = np.array([np.cos(t), np.sin(t), 0])
    up = np.array([-np.sin(t) * np.sin(e), np.cos(t) * np.sin(e), stretch * np.cos(e)])
    return lambda p: np.stack([p @ right, p @ up], axis=-1)


def far_first(turn):
    """How to go through a grid (y, x) so that what is farther in that view comes first: an index."""
    t = np.radians(turn)
    return np.s_[:: -1 if np.cos(t) > 0 else 1, :: -1 if np.sin(t) < 0 else 1]


@explorer(
    size=(1020, 420),
    w11=linear(-1.5, 1.5, start=1, step=0.1, label="w₁₁ (x₁ to a₁)"),
    w21=linear(-1.5, 1.5, start=0.5, step=0.1, label="w₂₁ (x₂ to a₁)"),
    v1=linear(-1.5, 1.5, start=1, step=0.1, label="v₁ (a₁ to ŷ)"),
    w12=linear(-1.5, 1.5, start=-0.5, step=0.1, label="w₁₂ (x₁ to a₂)"),
    w22=linear(-1.5, 1.5, start=1, step=0.1, label="w₂₂ (x₂ to a₂)"),
    v2=linear(-1.5, 1.5, start=-0.5, step=0.1, label="v₂ (a₂ to ŷ)"),
    bend=toggle(label="activation on (ReLU)"),
    turn=linear(-90, 90, start=-35, step=1, label="look from (degrees)"),
    switches=point(1, -1, low=(-1, -1), high=(1, 1)),
)
def two_two_one(stage):
    """Two inputs, two hidden neurons, one output: the network, its output as a sheet, and the sheet from above."""
    from matplotlib.collections import LineCollection

    wires, sheet, chart = stage.panels(
        "The network", "Its output, as a sheet", "The sheet from above", widths=[10, 11, 10]
    )
    for axes in (wires, sheet, chart):
        axes.set_title(axes.get_title("left"), pad=30)  # the legends stand between titles and pictures
    wires.set(xlim=(-0.32, 2.47), ylim=(-0.75, 1.75))
    wires.axis("off")
    nodes = {"x₁": (0, 1), "x₂": (0, 0), "a₁": (1.1, 1), "a₂": (1.1, 0), "ŷ": (2.15, 0.5)}
    joined = [("x₁", "a₁"), ("x₂", "a₁"), ("x₁", "a₂"), ("x₂", "a₂"), ("a₁", "ŷ"), ("a₂", "ŷ")]
    between = [
        np.array(nodes[a]) + np.outer([gap, 1 - gap], np.subtract(nodes[b], nodes[a]))
        for a, b in joined
        for gap in [0.215]
    ]
    edges = stage.moving(wires.add_collection(LineCollection(between, zorder=1, capstyle="butt"), autolim=False))
    wires.plot(*zip(*nodes.values()), "o", color="white", mec=DATA, mew=1.5, ms=39, zorder=3)
    places = [(0.55, 1.1), (0.28, 0.35), (0.28, 0.65), (0.55, -0.1), (1.68, 0.9), (1.68, 0.1)]
    weights_said = stage.moving([QuickText(wires, *place, DATA, boxed=True, zorder=4) for place in places])
    for name, (x, y) in nodes.items():
        wires.text(x, y + 0.05, name, ha="center", va="bottom", fontsize=10.5, zorder=4)
    values_said = stage.moving(
        [QuickText(wires, x, y - 0.05, GREY, size=9, va="top", zorder=4) for x, y in nodes.values()]
    )
    wires.plot([], [], color=MODEL, lw=3, label="weight above 0")
    wires.plot([], [], "--", color=OTHER, lw=3, label="below 0")
    wires.legend(loc="lower center", ncols=2, handletextpad=0.5, columnspacing=1.2)

    half, floor_at = 1.25, -1.6
    points, measured = (
        np.stack(np.meshgrid(*[np.linspace(-half, half, n)] * 2), axis=-1) for n in (15, 23)
    )  # (15, 15, 2) for the sheet
    measured = measured.reshape(-1, 2)  # where the best plane is measured
    sheet.set(xlim=(-1.85, 1.85), ylim=(-2.0, 2.25))
    sheet.axis("off")
    tiles = stage.moving(Sheet(sheet))
    floor = stage.moving(sheet.plot([], [], color=GREY, lw=1, zorder=1))
    outline = stage.moving(sheet.plot([], [], "--", color=DATA, lw=1.6, zorder=4))
    posts = stage.moving(sheet.add_collection(LineCollection([], colors=GREY, lw=1, zorder=3), autolim=False))
    lamps = stage.moving(
        [sheet.plot([], [], "o" if on else "X", mec=DATA, mew=1.3, ms=10, zorder=5)[0] for on in WANTED]
    )
    side_names = stage.moving([QuickText(sheet, 0, 0, DATA, size=10.5, zorder=1) for _ in ("x₁", "x₂")])
    for said, name in zip(side_names, ("x₁", "x₂")):
        said.set_text(name)
    for mark, name in (("o", "should be on"), ("X", "should be off")):
        sheet.plot([], [], mark, color="white", mec=DATA, mew=1.3, ms=9, label=name)
    sheet.plot([], [], "--", color=DATA, lw=1.6, label="best plane")
    sheet.legend(
        loc="lower center",
        bbox_to_anchor=(0.5, 0.985),
        ncols=3,
        handletextpad=0.35,
        columnspacing=0.8,
        handlelength=1.5,
    )

    chart.set(xlim=(-half, half), ylim=(-half, half), xlabel="x₁: switch downstairs", ylabel="x₂: switch upstairs")
    chart.set_xticks([-1, 1], ["−1 (down)", "1 (up)"])
    chart.set_yticks([-1, 1], ["−1", "1"])
    lit, dark = "#ffd773", "#aebdcd"
    floor_plan = Field(stage, chart, [dark, lit], low=THRESHOLD - 0.3, high=THRESHOLD + 0.3, cells=100, bands=2)
    folds = stage.moving([chart.plot([], [], dash, color=PURPLE, lw=2, zorder=2)[0] for dash in (":", "--")])
    for dash, name in ((":", "fold of a₁"), ("--", "fold of a₂")):
        chart.plot([], [], dash, color=PURPLE, label=name)
    chart.legend(loc="lower center", bbox_to_anchor=(0.5, 0.985), ncols=2, handletextpad=0.4, columnspacing=1)
    for wanted, mark in ((WANTED, "o"), (~WANTED, "X")):
        stage.moving(chart.plot(*CORNERS[wanted].T, mark, color="white", mec=DATA, mew=1.3, ms=11, zorder=3))
    tags = stage.moving([QuickText(chart, 0.72 * x, 0.72 * y, DATA, zorder=4) for x, y in CORNERS])
    finger = stage.moving(chart.plot([], [], "s", color="none", mec=ERROR, mew=2.5, ms=19, zorder=5))
    stage.grip("switches", chart)

    def update(w11, w21, w12, w22, v1, v2, bend, turn, switches):
        W, v = np.array([[w11, w12], [w21, w22]]), np.array([v1, v2])

        weights = w11, w21, w12, w22, v1, v2
        edges.set(
            linewidth=[0.6 + 2.6 * abs(w) for w in weights], linestyle=["-" if w >= 0 else "--" for w in weights],
            color=[MODEL if w > 0 else OTHER if w < 0 else FAINT for w in weights],
        )  # fmt: skip
        for said, w in zip(weights_said, weights):
            said.set_text(f"{w:.1f}".replace("-", "−"))
        inner = np.array(switches) @ W
        inner = np.maximum(inner, 0) if bend else inner
        for said, value in zip(values_said, (*switches, *inner, inner @ v)):
            said.set_text(f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−"))

        plane, gap = best_plane(measured, two_two_one_output(measured, W, v, bend))
        view = seen_from(turn)
        H = two_two_one_output(points, W, v, bend)
        page = view(np.dstack([points, H]))
        middle = (H[:-1, :-1] + H[:-1, 1:] + H[1:, 1:] + H[1:, :-1]) / 4
        on = middle[..., None] > THRESHOLD
        order = far_first(turn)
        tiles.show(
            page[order], np.where(on, (1, 0.856, 0.495, 1), (0.708, 0.762, 0.82, 1))[order],
            np.where(on, (0.75, 0.56, 0.09, 1), (0.43, 0.5, 0.575, 1))[order],
        )  # fmt: skip

        square = half * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        ground, best = (
            view(np.column_stack([square, z])) for z in (np.full(5, floor_at), plane[0] + square @ plane[1:])
        )
        floor.set_data(ground[:, 0], ground[:, 1])
        outline.set_data(best[:, 0], best[:, 1])
        for name, place in zip(side_names, ((0, -1.55), (1.55, 0))):
            name.set_position(view(np.array([*place, floor_at])))
        at_corner = two_two_one_output(CORNERS, W, v, bend)
        tops = view(np.column_stack([CORNERS, at_corner]))
        feet = view(np.column_stack([CORNERS, np.full(4, floor_at)]))
        posts.set_segments(np.stack([feet, tops], axis=1))
        for lamp, top, h in zip(lamps, tops, at_corner):
            lamp.set(data=([top[0]], [top[1]]), color=lit if h > THRESHOLD else dark, markeredgecolor=DATA)

        floor_plan.show(two_two_one_output(floor_plan.points, W, v, bend))
        for fold, (a, b) in zip(folds, W.T):  # where a hidden sum is zero: a x1 + b x2 = 0
            size = max(abs(a), abs(b))
            fold.set_data(
                *(
                    (1.25 * b / size * np.array([-1, 1]), 1.25 * a / size * np.array([1, -1]))
                    if bend and size
                    else ([], [])
                )
            )
        right = (at_corner > THRESHOLD) == WANTED
        for tag, h, good in zip(tags, at_corner, right):
            tag.set_text(f"{h:.2f} {'✓' if good else '✗'}".replace("-0.00", "0.00").replace("-", "−"))
        finger.set_data([switches[0]], [switches[1]])
        out = float(inner @ v)
        return readouts(
            output=show(out, ".2f", label="output ŷ"),
            light="on" if out > THRESHOLD else "off",
            corners=show(int(right.sum()), ".0f", "of 4", label="corners right"),
            deviation=show(gap, ".3f", label="deviation from the best plane"),
            verdict="All four corners are right: the light works." if right.all()
            else "Part of the sheet lies beyond the frame." if page[..., 1].max() > 2.25 or page[..., 1].min() < -2 else "",
        )  # fmt: skip

    return update


def wave(x):
    return np.sin(9 * x)


def jump(x):
    """0 before the middle, 1 after it, and a half at the middle itself."""
    return np.sign(x - 0.5) / 2 + 0.5


def bumps(x):
    return np.exp(-(((x - 0.22) / 0.035) ** 2)) + 0.7 * np.exp(-(((x - 0.7) / 0.08) ** 2))


TARGETS = {"wave": wave, "bumps": bumps, "step": jump}
EVEN, BENDY = "evenly spread", "where the target bends"
FINE = np.unique(np.r_[np.linspace(0, 1, 2001), 0.5 - 1e-9, 0.5, 0.5 + 1e-9])  # the step is seen from both its sides


def joints_for(target, units, where):
    """Where ``units`` ReLUs begin, from 0 on, and 1 as the end of the last piece: (units + 1,)."""
    if where == EVEN:
        return np.linspace(0, 1, units + 1).round(6)
    # Pieces as short as the square root of the second derivative asks, which makes their errors alike. The jump has
    # none, so it is stood in for by a steep slope.
    x = np.linspace(0, 1, 4001)
    y = activations.sigmoid((x - 0.5) / 0.001) if target == "step" else TARGETS[target](x)
    need = np.sqrt(np.abs(np.gradient(np.gradient(y, x), x)))
    need += 0.01 * need.mean()
    total = np.concatenate([[0], np.cumsum((need[1:] + need[:-1]) / 2)])
    return np.interp(np.linspace(0, total[-1], units + 1), total, x).round(6)


def sum_of_relus(target, units, where=EVEN):
    """Joints (units,), output weights (units,) and bias of the network that meets the target at every joint.

    Its first hidden unit gives the first piece its slope; each further one adds, from its joint on, what the slope of
    the next piece has more than that of the piece before. No training: the weights are read off the target.
    """
    joints = joints_for(target, units, where)
    heights = TARGETS[target](joints)
    slopes = np.diff(heights) / np.diff(joints)
    return joints[:-1], np.diff(slopes, prepend=0), float(heights[0])


def network_of_relus(x, joints, v, c):
    """c + sum_k v_k ReLU(x - joint_k). x: (n,); returns (n,)."""
    return np.maximum(x[:, None] - joints, 0) @ v + c


@explorer(
    size=(1020, 390),
    target=choice(*TARGETS, label="target"),
    units=integer(1, 64, start=6, label="hidden units"),
    upto=linear(0, 1, start=1, step=0.01, label="units are on up to x ="),
    joints=choice(EVEN, BENDY, label="joints"),
)
def pieces(stage):
    """A curve, the bent line that a sum of ReLU units makes of it, its pieces one by one, and the error left."""
    fit, fan, chart = stage.panels(
        "Target and network", "What each unit adds", "More units, less error", widths=[5, 4, 4]
    )
    for axes in (fit, fan, chart):
        axes.set_title(axes.get_title("left"), pad=30)  # the legends stand between titles and pictures
    fit.set(xlim=(-0.02, 1.02), ylim=(-1.6, 1.6), xlabel="x", ylabel="y")
    wanted = stage.moving(fit.plot([], [], "--", color=DATA, lw=1.8, zorder=2))
    line = stage.moving(fit.plot([], [], color=MODEL, lw=2.4, zorder=3))
    dots = stage.moving(fit.plot([], [], "o", color="white", mec=MODEL, mew=1.8, ms=6, zorder=4))
    worst = stage.moving(fit.plot([], [], color=ERROR, lw=3.5, zorder=5))
    curtain = stage.moving(fit.plot([], [], ":", color=GREY, lw=1.8, zorder=1))
    handle = stage.moving(fit.plot([], [], **HANDLE))
    stage.grip(
        "upto",
        fit,
        lambda s: (s.upto, -1.35),
        lambda x, y, s: {"upto": np.clip(x, 0, 1)},
        label="x up to which the units are on",
    )
    fit.plot([], [], "--", color=DATA, lw=1.8, label="target")
    fit.plot([], [], "-o", color=MODEL, mfc="white", ms=6, label="network")
    fit.plot([], [], color=ERROR, lw=3.5, label="largest error")
    fit.legend(
        loc="lower center", bbox_to_anchor=(0.5, 0.985), ncols=3, columnspacing=0.9, handletextpad=0.4, handlelength=1.6
    )
    from matplotlib.collections import LineCollection

    fan.set(xlim=(-0.02, 1.02), ylim=(-3.2, 3.2), xlabel="x (bold: the last one on)", ylabel="vₖ · ReLU(x − joint)")
    fan.axhline(0, color=FAINT, lw=1)
    hinges = stage.moving(fan.add_collection(LineCollection([], colors=GREY, lw=1.2), autolim=False))
    latest = stage.moving(fan.plot([], [], color=PURPLE, lw=2.8, zorder=3))

    many = np.unique(np.geomspace(1, 64, 40).round().astype(int))
    largest = {
        (target, where): [np.abs(network_of_relus(FINE, *sum_of_relus(target, int(n), where)) - f(FINE)).max() for n in many]
        for target, f in TARGETS.items() for where in (EVEN, BENDY)
    }  # fmt: skip
    chart.set(
        xscale="log", yscale="log", xlim=(0.85, 76), ylim=(0.0008, 3), xlabel="hidden units", ylabel="largest error"
    )
    chart.set_xticks([1, 2, 4, 8, 16, 32, 64], ["1", "2", "4", "8", "16", "32", "64"])
    chart.set_xticks([], minor=True)
    chart.set_yticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
    chart.set_yticks([], minor=True)
    curves = {where: stage.moving(chart.plot([], [], dash, color=color, lw=1.8))
              for where, dash, color in ((EVEN, "-", MODEL), (BENDY, "--", GOOD))}  # fmt: skip
    chart.plot([], [], "-", color=MODEL, label="evenly spread")
    chart.plot([], [], "--", color=GOOD, label="where it bends")
    chart.legend(
        loc="lower center", bbox_to_anchor=(0.5, 0.985), ncols=2, columnspacing=0.9, handletextpad=0.4, handlelength=1.6
    )
    dot = stage.moving(chart.plot([], [], "o", color=ERROR, mec=DATA, ms=10, zorder=4, clip_on=False))

    def update(target, units, upto, joints):
        places, v, c = sum_of_relus(target, units, joints)
        on = int(np.sum(places < upto))
        y, made = TARGETS[target](FINE), network_of_relus(FINE, places[:on], v[:on], c)
        gaps = np.abs(made - y)
        at, error = int(gaps.argmax()), float(gaps.max())
        curtain.set_data([upto, upto], [-1.35, 1.6])
        handle.set_data([upto], [-1.35])
        wanted.set_data(FINE, y)
        line.set_data(FINE, made)
        dots.set_data(places[:on], network_of_relus(places[:on], places[:on], v[:on], c))
        worst.set_data([FINE[at]] * 2, [y[at], made[at]])
        hinges.set_segments([np.column_stack([[0, t, 1], [0, 0, w * (1 - t)]]) for t, w in zip(places[:on], v[:on])])
        latest.set_data(*(([0, places[on - 1], 1], [0, 0, v[on - 1] * (1 - places[on - 1])]) if on else ([], [])))
        for where, curve in curves.items():
            curve.set_data(many, largest[target, where])
        dot.set(data=([units], [error]), visible=on == units)
        verdict = (
            f"{on} of {units} units are on. Behind its last joint the line runs straight on." if 0 < on < units
            else "No unit is on: what is left is the bias, a level line." if on == 0
            else "At the jump itself, half is always missing." if target == "step"
            else ""
        )  # fmt: skip
        return readouts(
            error=show(error, ".4f", label="largest error"),
            average=show(np.trapezoid(gaps, FINE), ".4f", label="average error"),
            pieces=show(on, ".0f", label="units switched on"),
            numbers=show(3 * units + 1, ".0f", label="parameters"),
            verdict=verdict,
        )

    return update

"""Softmax regression on a map: three species of penguins in two measurements, and how sure the model is of each place."""

from functools import lru_cache

import numpy as np

from course.live import choice, explorer, integer, log, point, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, ORANGE, PURPLE
from nbcore import data, losses
from nbcore.activations import softmax

cross_entropy = losses.SoftmaxCrossEntropy()
PAIRS = {
    "bill length and bill depth": ("bill_length_mm", "bill_depth_mm"),
    "bill length and flipper": ("bill_length_mm", "flipper_length_mm"),
    "flipper and body mass": ("flipper_length_mm", "body_mass_g"),
}
AXES = {"bill_length_mm": "bill length {:.0f} mm", "bill_depth_mm": "bill depth {:.1f} mm",
        "flipper_length_mm": "flipper {:.0f} mm", "body_mass_g": "body mass {:,.0f} g"}  # fmt: skip
LOOKS = ((BLUE, "o"), (ORANGE, "^"), (PURPLE, "s"))
SCALES = np.geomspace(0.05, 20, 121)
NEWTON, DECAY = 12, 1e-6
FULLEST = np.log(3)  # the entropy of three equal shares
SPREADS = ((-2.6, 3.4), (-3.0, 3.0))  # what the map shows, in standard deviations


def lowest(x, y):
    """The W (features, 3) and b (3,) of softmax regression with the least loss on x (n, features), y (n,).

    With a pinch of weight decay the loss has a single lowest point, even where a line separates the species without a mistake
    (and the weights would grow for ever). Newton's method is there in a few steps: each goes to the bottom of the parabola that
    fits the loss best where it stands.
    """
    inputs = np.column_stack([x, np.ones(len(x))])
    weights = np.zeros((inputs.shape[1], 3))
    for _ in range(NEWTON):
        a = softmax(inputs @ weights)
        gradient = inputs.T @ (a - data.one_hot(y, 3)) / len(x) + DECAY * weights
        spread = a[:, :, None] * np.eye(3) - a[:, :, None] * a[:, None]  # how each share changes with each score
        hessian = np.einsum("ni,nj,nkl->ikjl", inputs, inputs, spread).reshape(weights.size, weights.size) / len(x)
        weights -= np.linalg.solve(hessian + DECAY * np.eye(weights.size), gradient.ravel()).reshape(weights.shape)
    return weights[:-1], weights[-1]


class Species:
    """Softmax regression for the three species in two measurements: 60% of the birds to learn from, 40% held out."""

    def __init__(self, pair, seed):
        birds = data.penguins()
        columns = np.stack([birds[name] for name in PAIRS[pair]], axis=1)
        (x, self.seen), (other, self.y) = data.split(columns, birds.y, (0.6, 0.4), seed=seed)
        self.units = data.Standardizer().fit(x)
        x, self.x = self.units.transform(x), self.units.transform(other)
        self.W, self.b = lowest(x, self.seen)
        self.z, z = self(self.x), self(x)
        self.loss = np.array([cross_entropy(c * self.z, self.y) for c in SCALES])
        self.seen_loss = np.array([cross_entropy(c * z, self.seen) for c in SCALES])
        self.confidence = np.array([softmax(c * self.z).max(axis=1).mean() for c in SCALES])
        self.right = self.z.argmax(axis=1) == self.y

    def __call__(self, x):
        """The scores (n, 3) of places x (n, 2) in standard deviations."""
        return x @ self.W + self.b

    def borders(self):
        """Where two species are level and the third is behind: a line for each pair, (400, 2), NaN elsewhere."""
        far = np.linspace(-12, 12, 400)[:, None]
        for i, j in ((0, 1), (0, 2), (1, 2)):
            normal, height = self.W[:, i] - self.W[:, j], self.b[i] - self.b[j]
            line = -height * normal / (normal @ normal) + far * np.array([-normal[1], normal[0]]) / np.hypot(*normal)
            z = self(line)
            yield np.where((z[:, i] >= z[:, 3 - i - j])[:, None], line, np.nan)


species = lru_cache(maxsize=30)(Species)


def entropy(a):
    """-sum a log a for each row of shares, from 0 (certain) to log k (all equal)."""
    return -(a * np.log(np.maximum(a, 1e-300))).sum(axis=-1)


@explorer(
    size=(1080, 400),
    scale=log(0.05, 20, start=1, label="all weights and biases times"),
    pair=choice(*PAIRS, label="measured"),
    split=integer(0, 9, start=0, label="split of the birds"),
    bird=point(0.1, 0.5, low=(SPREADS[0][0], SPREADS[1][0]), high=(SPREADS[0][1], SPREADS[1][1]), label="the bird"),
)
def regions(stage):
    """Three penguin species on a map of two measurements, how sure the model is of each place, and how often it is right."""
    from course.live.artists import Bars, Field, QuickText

    names = data.penguins().classes
    plane, shares, sure, cost = stage.panels(
        "Drag the white bird", "What it gets", "Right, and sure of it", "Loss", widths=[5.6, 2.3, 3.5, 3.5]
    )
    plane.set(xlim=SPREADS[0], ylim=SPREADS[1], xticks=[], yticks=[])
    stage.figure.draw_without_rendering()  # the map fills the axes as they will lie
    field = Field(stage, plane, ["white", "white"], cells=90)
    marks = []
    for color, mark in LOOKS:
        marks.append(stage.moving(plane.plot([], [], mark, color=color, mec=DATA, mew=0.7, ms=5.5, zorder=3)))
    wrong = stage.moving(plane.plot([], [], "x", color=DATA, ms=10, mew=2, zorder=4))
    borders = stage.moving([plane.plot([], [], color=DATA, lw=1.6, zorder=2)[0] for _ in range(3)])
    here = stage.moving(plane.plot([], [], **{**HANDLE, "marker": "D", "mec": DATA}))
    measures = [stage.moving(QuickText(plane, x, y, DATA, size=10, boxed=True, ha=ha, va=va, zorder=6))
                  for x, y, ha, va in ((3.32, -2.9, "right", "bottom"), (-2.52, 2.75, "left", "center"))]  # fmt: skip
    plane.set_xlabel("× wrong      lines: two are level      white: unsure", fontsize=10)
    stage.grip("bird", plane)

    rows = np.array([2, 1, 0])
    shares.set(xlim=(0, 1.02), ylim=(-0.6, 2.6), xticks=[0, 0.5, 1], yticks=[], xlabel="probability")
    bars = stage.moving(Bars(shares, rows, 0.36, along="x", fc=[color for color, _ in LOOKS], ec=DATA, lw=1))
    for row, name, (color, mark) in zip(rows, names, LOOKS):
        shares.plot([0.06], [row + 0.33], mark, color=color, mec=DATA, mew=0.7, ms=7)
        shares.text(0.15, row + 0.33, name, va="center", fontsize=10)

    sure.set(xlim=(SCALES[0] / 1.1, SCALES[-1] * 1.1), ylim=(0.3, 1.03), xscale="log", xlabel="weights times")
    cost.set(
        xlim=(SCALES[0] / 1.1, SCALES[-1] * 1.1), ylim=(0.04, 12), xscale="log", yscale="log", xlabel="weights times"
    )
    for axes in (sure, cost):
        axes.set_xticks([0.1, 1, 10], ["0.1", "1", "10"])
        axes.axvline(1, ymin=0.23, ymax=0.8, color=FAINT, lw=1)
    cost.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
    lines = {}
    for axes, name, color, dash in ((sure, "share right", GOOD, "-"), (sure, "mean confidence", MODEL, "--"),
                                    (cost, "held-out birds", ERROR, "-"), (cost, "training birds", GREY, ":")):  # fmt: skip
        dot = axes.plot([], [], "o", color=color, mec=DATA, ms=9, zorder=5)
        lines[name] = stage.moving(axes.plot([], [], dash, color=color)), stage.moving(dot)
        axes.plot([], [], dash, color=color, label=name)
    sure.legend(loc="lower right")
    cost.legend(loc="upper left")
    tints = 1 - 0.62 * (1 - np.array([[int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)] for color, _ in LOOKS]))

    @np.errstate(under="ignore")  # a share that is as good as 0 is meant to be 0
    def update(scale, pair, split, bird):
        model = species(pair, split)
        a = softmax(scale * model(field.points))
        fog = (entropy(a) / FULLEST)[:, None]
        field.paint((a @ tints) * (1 - fog) + fog)
        for k, mark in enumerate(marks):
            mark.set_data(*model.x[model.y == k].T)
        wrong.set_data(*model.x[~model.right].T)
        for line, border in zip(borders, model.borders()):
            line.set_data(*border.T)
        here.set_data(*np.array(bird)[:, None])
        mine = softmax(scale * model(np.array([bird])))[0]
        bars.show(mine)
        all_a = softmax(scale * model.z)
        right, confidence = model.right.mean(), all_a.max(axis=1).mean()
        now = {"share right": right, "mean confidence": confidence, "held-out birds": cross_entropy(scale * model.z, model.y),
               "training birds": np.interp(np.log(scale), np.log(SCALES), model.seen_loss)}  # fmt: skip
        curves = (np.full(len(SCALES), right), model.confidence, model.loss, model.seen_loss)
        for (name, (line, dot)), curve in zip(lines.items(), curves):
            line.set_data(SCALES, curve)
            dot.set_data([scale], [now[name]])
        claims = f"it claims {100 * confidence:.0f}% on average, and is right about {100 * right:.0f}%."
        luck = 2 * np.sqrt(right * (1 - right) / len(model.y))  # so far off is chance, with so few birds
        if abs(confidence - right) <= luck:
            verdict = f"Claim and truth agree, as far as {len(model.y)} birds can tell: {claims}"
        else:
            verdict = f"{'Too sure of itself' if confidence > right else 'Too modest'}: {claims}"
        for value, name, text, form in zip(
            model.units.inverse(np.array([bird]))[0], PAIRS[pair], measures, ("{} →", "↑ {}")
        ):
            text.set_text(form.format(AXES[name].format(value)))
        return readouts(
            accuracy=show(100 * right, ".1f", "%", label="held-out right"),
            confidence=show(100 * confidence, ".1f", "%", label="mean confidence"),
            entropy=show(entropy(all_a).mean(), ".3f", "nats", label="mean entropy"),
            loss=show(now["held-out birds"], ".3f", label="held-out loss"),
            best=show(SCALES[model.loss.argmin()], ".2g", label="least at ×"),
            bird=f"{names[mine.argmax()]}, {100 * mine.max():.0f}%",
            verdict=verdict,
        )

    return update

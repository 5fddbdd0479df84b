"""Two explorers about weights alone: why large ones are dangerous, and how a penalty pulls on them."""

import numpy as np

from course.live import explorer, linear, log, point, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL, ORANGE, PURPLE
from nbcore.activations import sigmoid
from nbcore.losses import BinaryCrossEntropy
from nbcore.penalties import ElasticNet

# ---- steep is sure ------------------------------------------------------------------------------

TRAIN = np.array([[1.0, 1.0], [-1.0, -1.0]])  # a triangle and a circle
TRUTH = np.array([[1.0], [0.0]])
log_loss = BinaryCrossEntropy(from_logits=True)


@explorer(
    size=(1080, 370),
    scale=linear(1, 10, start=1, step=0.1, label="scale s"),
    new=point(0.8, -0.1, low=(-1.9, -1.9), high=(1.9, 1.9), label="new point"),
)
def steepness(stage):
    """One neuron σ(s·x₁ + s·x₂), how sure it is of two training points, and what a new point costs it."""
    from course.live.artists import Field

    plane, curve, losses = stage.panels(
        "Drag the new point (a circle)", "How sure: σ(s·(x₁ + x₂))", "The loss, for each s"
    )
    plane.set(xlim=(-2, 2), ylim=(-2, 2), xlabel="input x₁", ylabel="input x₂", aspect="equal")
    field = Field(stage, plane, [ORANGE, "white", BLUE], level=0.5)
    stage.moving(plane.plot(*TRAIN[0], "^", color=BLUE, mec="white", ms=13, zorder=5))
    stage.moving(plane.plot(*TRAIN[1], "o", color=ORANGE, mec="white", ms=12, zorder=5))
    handle = stage.moving(plane.plot([], [], **HANDLE))
    stage.grip("new", plane)

    along = np.linspace(-4, 4, 401)
    curve.set(xlim=(-4, 4), ylim=(-0.06, 1.06), xlabel="x₁ + x₂", ylabel="a: the probability of △")
    for level in (0, 0.5, 1):
        curve.axhline(level, color=FAINT, lw=1)
    bend = stage.moving(curve.plot([], [], color=MODEL, lw=2.4))
    slope = stage.moving(curve.plot([], [], "--", color=PURPLE, lw=1.8))
    sure = stage.moving(curve.plot([], [], "^", color=BLUE, mec="white", ms=13, zorder=5))
    unsure = stage.moving(curve.plot([], [], "o", color=ORANGE, mec="white", ms=12, zorder=5))
    surprise = stage.moving(curve.plot([], [], **HANDLE))
    curve.plot([], [], "--", color=PURPLE, lw=1.8, label="slope at △")
    curve.legend(loc="upper left")

    scales = np.linspace(1, 10, 91)
    losses.set(xlim=(0.8, 10.2), ylim=(3e-10, 3e2), yscale="log", xlabel="scale s", ylabel="loss")
    trained = [log_loss(s * TRAIN.sum(axis=1, keepdims=True), TRUTH) for s in scales]
    losses.plot(scales, trained, color=MODEL)
    losses.text(5.2, 8e-7, "the two\ntraining points", color=MODEL, fontsize=10.5, ha="right", va="top")
    losses.text(10, 110, "the new point", color=ERROR, fontsize=10.5, ha="right")
    new_loss = stage.moving(losses.plot([], [], "--", color=ERROR))
    dots = (
        stage.moving(losses.plot([], [], "o", color=MODEL, ms=9, zorder=5)),
        stage.moving(losses.plot([], [], "D", color=ERROR, ms=8, zorder=5)),
    )

    def update(scale, new):
        field.show(sigmoid(scale * field.points.sum(axis=1)))
        a = sigmoid(scale * along)
        bend.set_data(along, a)
        p, q = (float(v) for v in sigmoid(scale * TRAIN.sum(axis=1)))
        steep = scale * p * (1 - p)
        slope.set_data([1, 3], [p - steep, p + steep])
        handle.set_data([new[0]], [new[1]])
        z = sum(new)
        sure.set_data([2], [p])
        unsure.set_data([-2], [q])
        surprise.set_data([z], [float(sigmoid(scale * z))])
        both = log_loss(scale * TRAIN.sum(axis=1, keepdims=True), TRUTH)
        costs = np.array([log_loss(np.array([[s * z]]), np.zeros((1, 1))) for s in scales])
        cost = log_loss(np.array([[scale * z]]), np.zeros((1, 1)))
        new_loss.set_data(scales, np.maximum(costs, 1e-12))
        dots[0].set_data([scale], [both])
        dots[1].set_data([scale], [max(cost, 3e-10)])
        wrong = z > 0
        return readouts(
            triangle=show(p, ".10f" if p > 0.9999 else ".2f", label="a at (1, 1)"),
            circle=show(q, ".10f" if q < 0.0001 else ".2f", label="a at (−1, −1)"),
            gradient=show(1 - p, ".1e" if p > 0.99 else ".2f", label="size of the gradient at (1, 1)"),
            loss=show(both, ".1e" if both < 0.01 else ".3f", label="training loss"),
            cost=show(cost, ".1e" if cost < 0.01 else ".2f", label="loss of the new point"),
            verdict="The new point is on the line: a coin toss, whatever the scale." if z == 0
            else "The new point is on its own side, and a larger scale rewards it." if not wrong
            else "On the wrong side of the line, but the neuron is not sure there, so the mistake is cheap." if cost < 2
            else "A confident mistake. The same line and the same mistake would cost less with smaller weights." if cost < 8
            else "As good as certain, and wrong. The two training points never asked for so much certainty.",
        )  # fmt: skip

    return update


# ---- how a penalty pulls ------------------------------------------------------------------------

CURVES = np.array([0.5, 3.0])  # how strongly the loss holds on to each weight


def resting(lowest, lam, mix):
    """Where (h₁(w₁ - m₁)² + h₂(w₂ - m₂)²)/2 + penalty is lowest, exactly. lowest: (2,), lam: any shape; returns (..., 2).

    The loss pulls a weight out with h(m - w), the penalty pulls it back with lam (mix + (1 - mix) w): they are equal there,
    unless the pull of the loss at w = 0 is no match for lam mix. Then the weight stays at 0.
    """
    lam, pull = np.asarray(lam, dtype=float)[..., None], CURVES * np.asarray(lowest)
    return np.sign(pull) * np.maximum(np.abs(pull) - lam * mix, 0.0) / (CURVES + lam * (1 - mix))


TURN = np.linspace(0, 2 * np.pi, 181)


def ball(size, mix, turn=TURN):
    """The weights that cost `size`: a circle for L2, a diamond for L1, and shapes between. Two (181,)."""
    corner = mix * (np.abs(np.cos(turn)) + np.abs(np.sin(turn)))
    # The root of (1 - mix)/2 r² + corner r = size, in the form that also holds for mix = 1.
    radius = 2 * size / (corner + np.sqrt(corner**2 + 2 * (1 - mix) * size)) if size > 0 else 0 * turn
    return radius * np.cos(turn), radius * np.sin(turn)


@explorer(
    size=(1080, 390),
    lam=log(0.01, 100, start=0.5, label="strength λ"),
    mix=linear(0, 1, start=1, step=0.05, label="mix: 0 is L2, 1 is L1"),
    lowest=point(2.4, 1.1, low=(-3, -3), high=(3, 3), label="lowest loss"),
)
def penalty_ball(stage):
    """Two weights between a loss that wants them elsewhere and a penalty that wants them at zero."""
    plane, pulls, path = stage.panels(
        "Drag the star: the lowest loss", "Tug of war over each weight", "Both weights, for each λ"
    )
    plane.set(xlim=(-3.3, 3.3), ylim=(-3.3, 3.3), xlabel="weight w₁", ylabel="weight w₂", aspect="equal")
    plane.axhline(0, color=GREY, lw=1)
    plane.axvline(0, color=GREY, lw=1)
    shape = stage.moving(plane.fill([0, 0], [0, 0], fc=GOOD, ec=GOOD, alpha=0.25, zorder=2))
    turn = np.append(np.linspace(0, 2 * np.pi, 121), np.nan)
    rings = np.concatenate([np.sqrt(2 * level / CURVES) * np.stack([np.cos(turn), np.sin(turn)], axis=1)
                            for level in 0.05 * 2.6 ** np.arange(8)])  # fmt: skip
    contours = stage.moving(plane.plot([], [], color=MODEL, lw=1.0, alpha=0.7, zorder=1))
    through = stage.moving(plane.plot([], [], color=MODEL, lw=2.2, zorder=3))
    trail = stage.moving(plane.plot([], [], ":", color=DATA, lw=2, zorder=4))
    here = stage.moving(plane.plot([], [], "o", color=ERROR, mec="white", ms=12, zorder=6))
    star = stage.moving(plane.plot([], [], "*", color="white", mec=DATA, mew=1.5, ms=17, zorder=7))
    stage.grip("lowest", plane)

    pulls.set(xlim=(-0.06, 3.1), ylim=(0, 4.2), xlabel="size of the weight, |w|", ylabel="pull")
    size = np.linspace(0, 3.1, 32)
    looks = (BLUE, "-", "o"), (PURPLE, "--", "s")
    outward = [stage.moving(pulls.plot([], [], dash, color=color)) for color, dash, _ in looks]
    inward = stage.moving(pulls.plot([], [], color=GOOD, lw=3))
    rests = [
        stage.moving(pulls.plot([], [], mark, color=color, mec="white", ms=11, zorder=6, clip_on=False))
        for color, _, mark in looks
    ]
    for k, (color, dash, _) in enumerate(looks):
        pulls.plot([], [], dash, color=color, label=f"out, by the loss: w{'₁₂'[k]}")
    pulls.plot([], [], color=GOOD, lw=3, label="back, by the penalty")
    pulls.legend(loc="upper right")

    lams = np.geomspace(0.01, 100, 161)
    path.set(xlim=(0.009, 110), ylim=(-3.3, 3.3), xscale="log", xlabel="strength λ", ylabel="weight")
    path.set_xticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    path.axhline(0, color=GREY, lw=1)
    ways = [stage.moving(path.plot([], [], dash, color=color)) for color, dash, _ in looks]
    now = [stage.moving(path.plot([], [], mark, color=color, mec="white", ms=11, zorder=6)) for color, _, mark in looks]
    ruler = stage.moving(path.plot([], [], color=FAINT, lw=1.4, zorder=0))
    for k, (color, dash, mark) in enumerate(looks):
        path.plot([], [], dash, color=color, marker=mark, label=f"w{'₁₂'[k]}")
    path.legend(loc="lower right", ncols=2)

    def update(lam, mix, lowest):
        w = resting(lowest, lam, mix)
        price = ElasticNet(1.0, mix)(w)
        ways_of_w = resting(lowest, lams, mix)
        loss = float(CURVES @ (w - lowest) ** 2) / 2
        shape.set_xy(np.stack(ball(price, mix), axis=1))
        contours.set_data(*(rings + lowest).T)
        through.set_data(*(np.sqrt(2 * loss / CURVES) * np.stack([np.cos(turn), np.sin(turn)], axis=1) + lowest).T)
        trail.set_data(*ways_of_w.T)
        here.set_data([w[0]], [w[1]])
        star.set_data([lowest[0]], [lowest[1]])
        back = lam * (mix + (1 - mix) * size)
        inward.set_data(np.append(0, size), np.minimum(np.append(0, back), 1e3))
        for k, (h, m) in enumerate(zip(CURVES, np.abs(lowest))):
            outward[k].set_data(size, h * (m - size))
            rests[k].set_data([abs(w[k])], [min(h * (m - abs(w[k])), 4.2)])
            ways[k].set_data(lams, ways_of_w[:, k])
            now[k].set_data([lam], [w[k]])
        ruler.set_data([lam, lam], [-3.3, 3.3])
        zeros = int((w == 0).sum())
        if zeros == 2 and mix > 0 and any(lowest):
            verdict = (
                "Both weights are exactly 0: the penalty pulls harder than the loss, so the model has learned nothing."
            )
        elif zeros == 1 and all(lowest):
            verdict = f"w{'₁₂'[int(w[1] == 0)]} is exactly 0: there the loss pulls less than the penalty. The ball touches at a corner."
        elif not any(lowest):
            verdict = "The loss itself is lowest where both weights are 0, so there is nothing to pull back."
        elif np.abs(w).max() < 0.1:
            verdict = "Both weights are nearly 0, and yet neither is: the L2 pull gets weaker as a weight gets smaller."
        elif mix == 0:
            verdict = "Pure L2 shrinks every weight by a share of its own, and none ever becomes 0."
        else:
            verdict = "Each weight rests where its two pulls are equal."
        return readouts(
            w1=show(w[0], ".3f", label="w₁"),
            w2=show(w[1], ".3f", label="w₂"),
            zeros=zeros,
            norm=show(np.hypot(*w), ".3f", label="length of w"),
            loss=show(loss, ".3f", label="loss, without penalty"),
            verdict=verdict,
        )

    return update

"""Two weights between a loss that wants them elsewhere and a penalty that wants them at zero."""

import numpy as np

from course.lessons.regularization.pulls import CURVES, ball, resting
from course.live import State, explorer, linear, log, point, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, MODEL, PURPLE
from nbcore.penalties import ElasticNet

LAMS, SIZES = np.geomspace(0.01, 100, 161), np.linspace(0, 3.1, 311)
LOOKS = (BLUE, "-", "o"), (PURPLE, "--", "s")
HIGHEST, BELOW = 5.2, 3.6  # how far the pulls reach up, and how far below the legend the penalty's
TURN = np.append(np.linspace(0, 2 * np.pi, 121), np.nan)
ELLIPSE = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)
INDEX = "₁₂"


@explorer(
    size=(1080, 390),
    presets={
        "L1, weak": dict(lam=0.5),
        "L1 drops w₁": dict(lam=1.5),
        "L1 drops both": dict(lam=3.5),
        "L2, weak": dict(lam=0.5, mix=0),
        "L2 at its strongest": dict(lam=100, mix=0),
    },
    lam=log(0.01, 100, start=0.5, label="strength λ"),
    mix=linear(0, 1, start=1, step=0.05, label="mix: 0 is L2, 1 is L1"),
    lowest=point(2.4, 1.1, low=(-3, -3), high=(3, 3), label="lowest loss"),
)
def penalty_ball(lam, mix, lowest):
    """Two weights between a loss that wants them elsewhere and a penalty that wants them at zero."""
    w = resting(lowest, lam, mix)
    return State(
        w=w,
        price=ElasticNet(1.0, mix)(w),
        path=resting(lowest, LAMS, mix),
        loss=float(CURVES @ (w - lowest) ** 2) / 2,
        zeros=int((w == 0).sum()),
    )


@penalty_ball.seen
def scene(stage):
    plane, pulls, path = stage.panels(
        "Drag the star: the lowest loss",
        "Tug of war over each weight",
        "Both weights, for each λ",
        names=["plane", "pulls", "path"],
    )
    parts = [draw_plane(stage, plane), draw_pulls(stage, pulls), draw_path(stage, path)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_plane(stage, axes):
    """The loss's contours around its lowest point, and the penalty's ball around zero."""
    axes.set(xlim=(-3.3, 3.3), ylim=(-3.3, 3.3), xlabel="weight w₁", ylabel="weight w₂", aspect="equal")
    axes.axhline(0, color=GREY, lw=1)
    axes.axvline(0, color=GREY, lw=1)
    shape = stage.moving(axes.fill([0, 0], [0, 0], fc=GOOD, ec=GOOD, alpha=0.25, zorder=2))
    rings = np.concatenate([np.sqrt(2 * level / CURVES) * ELLIPSE for level in 0.05 * 2.6 ** np.arange(8)])
    contours = stage.moving(axes.plot([], [], color=MODEL, lw=1.0, alpha=0.7, zorder=1))
    through = stage.moving(axes.plot([], [], color=MODEL, lw=2.2, zorder=3))
    trail = stage.moving(axes.plot([], [], ":", color=DATA, lw=2, zorder=4))
    here = stage.moving(axes.plot([], [], "o", color=ERROR, mec="white", ms=12, zorder=6))
    star = stage.moving(axes.plot([], [], "*", color="white", mec=DATA, mew=1.5, ms=17, zorder=7))
    stage.grip("lowest", axes)

    def show(state):
        shape.set_xy(np.stack(ball(state.price, state.mix), axis=1))
        contours.set_data(*(rings + state.lowest).T)
        through.set_data(*(np.sqrt(2 * state.loss / CURVES) * ELLIPSE + state.lowest).T)
        trail.set_data(*state.path.T)
        here.set_data([state.w[0]], [state.w[1]])
        star.set_data([state.lowest[0]], [state.lowest[1]])

    return show


def draw_pulls(stage, axes):
    """For each weight, how hard the loss pulls it out and the penalty back, over its size."""
    axes.set(xlim=(-0.06, 3.1), ylim=(0, HIGHEST), xlabel="size of the weight, |w|", ylabel="pull")
    outward = [stage.moving(axes.plot([], [], dash, color=color)) for color, dash, _ in LOOKS]
    inward = stage.moving(axes.plot([], [], color=GOOD, lw=3))
    look = dict(mec="white", ms=11, zorder=6, clip_on=False)
    rests = [stage.moving(axes.plot([], [], mark, color=color, **look)) for color, _, mark in LOOKS]
    for index, (color, dash, _) in zip(INDEX, LOOKS):
        axes.plot([], [], dash, color=color, label=f"out, by the loss: w{index}")
    axes.plot([], [], color=GOOD, lw=3, label="back, by the penalty")
    axes.legend(loc="upper right")

    def show(state):
        back = state.lam * (state.mix + (1 - state.mix) * SIZES)
        wall = min(state.lam * state.mix, HIGHEST)
        inward.set_data(np.r_[0, 0, SIZES], np.r_[0, wall, np.where(back <= BELOW, back, np.nan)])
        for k, (c, m) in enumerate(zip(CURVES, np.abs(state.lowest))):
            size = abs(state.w[k])
            outward[k].set_data(SIZES, c * (m - SIZES))
            rests[k].set_data([size], [min(c * (m - size), HIGHEST)])

    return show


def draw_path(stage, axes):
    axes.set(xlim=(0.009, 110), ylim=(-3.3, 3.3), xscale="log", xlabel="strength λ", ylabel="weight")
    axes.set_xticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    axes.axhline(0, color=GREY, lw=1)
    ways = [stage.moving(axes.plot([], [], dash, color=color)) for color, dash, _ in LOOKS]
    now = [stage.moving(axes.plot([], [], mark, color=color, mec="white", ms=11, zorder=6)) for color, _, mark in LOOKS]
    ruler = stage.moving(axes.plot([], [], color=FAINT, lw=1.4, zorder=0))
    for index, (color, dash, mark) in zip(INDEX, LOOKS):
        axes.plot([], [], dash, color=color, marker=mark, label=f"w{index}")
    axes.legend(loc="lower right", ncols=2)

    def show(state):
        for k in (0, 1):
            ways[k].set_data(LAMS, state.path[:, k])
            now[k].set_data([state.lam], [state.w[k]])
        ruler.set_data([state.lam, state.lam], [-3.3, 3.3])

    return show


@penalty_ball.said
def words(state):
    return readouts(
        w1=show(state.w[0], ".3f", label="w₁"),
        w2=show(state.w[1], ".3f", label="w₂"),
        zeros=state.zeros,
        norm=show(np.hypot(*state.w), ".3f", label="length of w"),
        loss=show(state.loss, ".3f", label="loss, without penalty"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.zeros == 2 and state.mix > 0 and any(state.lowest):
        return "Both weights are exactly 0: the penalty pulls harder than the loss on each of them."
    if state.zeros == 1 and all(state.lowest):
        gone = INDEX[int(state.w[1] == 0)]
        return f"w{gone} is exactly 0, because there the loss pulls less than the penalty."
    if not any(state.lowest):
        return "The loss itself is lowest where both weights are 0, so there is nothing to pull back."
    if np.abs(state.w).max() < 0.1:
        return "Both weights are nearly 0, but not quite: the L2 pull fades as a weight gets smaller."
    if state.mix == 0:
        return "L2 shrinks both weights, and neither becomes exactly 0."
    return "Each weight rests where its two pulls are equal."

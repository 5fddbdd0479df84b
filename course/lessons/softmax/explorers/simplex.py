"""Three probabilities as one dot in a triangle, and a walk of their scores down the loss."""

import numpy as np

from course.lessons.softmax.scores import CLASSES, leader
from course.live import State, choice, explorer, integer, linear, log, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, HANDLE, ORANGE, PURPLE
from nbcore.activations import log_softmax, softmax

THREE = CLASSES[:3]
CORNERS = np.array([(0.0, 0.0), (1.0, 0.0), (0.5, np.sqrt(3) / 2)])
TINTS = dict(zip(THREE, (BLUE, ORANGE, PURPLE)))
PLACES = np.arange(3)
FARTHEST = 8.0  # score
LEAST = 0.001  # the smallest share that a hand can give


@explorer(
    size=(1060, 400),
    presets={
        "a third each": dict(cat=0, dog=0, tiger=0, steps=0),
        "tiger ruled out": dict(cat=1, dog=0, tiger=-8, steps=0),
        "12 steps": dict(steps=12),
        "60 steps": dict(steps=60),
    },
    **{
        name: linear(-FARTHEST, FARTHEST, start=start, step=0.05, label=f"score z: {name}")
        for name, start in zip(THREE, (2, 0.5, -1))
    },
    truth=choice(*THREE, start="tiger", label="the truth"),
    lr=log(0.05, 5, start=0.5, label="learning rate η"),
    steps=integer(0, 60, start=1, label="steps"),
)
def simplex(truth, lr, steps, **given):
    """Three probabilities as one dot in a triangle, the trail it leaves, and a walk of the scores towards the truth."""
    z, k = scores_of(given), THREE.index(truth)
    path, a = descend_on_scores(z, k, lr, steps), softmax(z)
    return State(z=z, k=k, a=a, path=path, down=np.eye(3)[k] - a, loss=np.maximum(-log_softmax(path)[:, k], 0))


def scores_of(given):
    return np.array([given[name] for name in THREE])


def descend_on_scores(z, k, lr, steps):
    """Scores (steps + 1, 3) on a walk down the loss -log a_k: each step is lr times (y - a)."""
    path, y = [z], np.eye(3)[k]
    for _ in range(steps):
        path.append(path[-1] + lr * (y - softmax(path[-1])))
    return np.array(path)


def into_triangle(a):
    """Where shares a (..., 3) lie: each corner counts as much as its class gets."""
    return a @ CORNERS


def scores_at(x, y):
    """Scores that softmax turns into the place (x, y) of the triangle, or into the nearest one that a hand can reach."""
    rest = np.linalg.solve(np.vstack([CORNERS.T, np.ones(3)]), [x, y, 1.0])
    a = np.maximum(rest, LEAST)
    z = np.log(a / a.sum())
    return z - z.mean()


# ---- what is seen -------------------------------------------------------------------------------


@simplex.seen
def scene(stage):
    triangle, scores, fall = stage.panels(
        "Drag the dot or a score",
        "Scores z, and which way is down",
        "Loss, step by step",
        names=["triangle", "scores", "loss"],
        widths=[5, 4, 3.4],
    )
    draw_triangle(triangle)
    parts = [draw_walk(stage, triangle), draw_scores(stage, scores), draw_fall(stage, fall)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_triangle(axes):
    """The triangle: each corner's part is tinted up to where another class gets as much."""
    axes.set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.02), aspect="equal", xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    middle = CORNERS.mean(axis=0)
    for k, name in enumerate(THREE):
        one, other = (CORNERS[k] + CORNERS[k - 2]) / 2, (CORNERS[k] + CORNERS[k - 1]) / 2
        axes.fill(*np.array([CORNERS[k], one, middle, other]).T, fc=TINTS[name], alpha=0.16, lw=0)
        axes.plot(*np.array([one, middle]).T, color="white", lw=2)
        ha, shift, va, lift = (("left", -0.07, "top", -0.04), ("right", 0.07, "top", -0.04), ("center", 0, "bottom", 0.04))[k]  # fmt: skip
        across, up = CORNERS[k] + (shift, lift)
        axes.text(across, up, f"all on {name}", ha=ha, va=va, weight="bold")
    axes.plot(*np.vstack([CORNERS, CORNERS[:1]]).T, color=DATA, lw=1.5)


def draw_walk(stage, axes):
    """The dot, the trail it has left, and gradient descent from where it is."""
    trail = stage.moving(axes.plot([], [], ".", color=GREY, ms=5, zorder=3))
    road = stage.moving(axes.plot([], [], color=ERROR, lw=1.4, marker="o", ms=4, zorder=5))
    target = stage.moving(axes.plot([], [], "*", color=GOOD, mec=DATA, ms=16, zorder=6, clip_on=False))
    dot = stage.moving(axes.plot([], [], **{**HANDLE, "ms": 13}))
    stage.memory.seen = []
    stage.grip("shares", axes, where_dot, drag_dot, label="the dot in the triangle")

    def show(state):
        here = into_triangle(state.a)
        seen = stage.memory.seen
        if not seen or np.hypot(*(seen[-1] - here)) > 0.006:
            stage.memory.seen = seen = [*seen[-400:], here]
        trail.set_data(*np.array(seen).T)
        road.set_data(*into_triangle(softmax(state.path)).T)
        target.set_data(*CORNERS[state.k][:, None])
        dot.set_data(*here[:, None])

    return show


def where_dot(state):
    return tuple(into_triangle(softmax(scores_of(vars(state)))))


def drag_dot(x, y, state):
    return dict(zip(THREE, scores_at(x, y)))


def draw_scores(stage, axes):
    """The three scores as bars to drag, and beside each an arrow that says which way it should go."""
    axes.set(xlim=(-0.6, 2.6), ylim=(-FARTHEST - 3.2, FARTHEST + 3.2), xticks=PLACES, xticklabels=THREE)
    axes.set(yticks=[-8, -4, 0, 4, 8], ylabel="score z")
    axes.axhline(0, color=FAINT, lw=1)
    bars = stage.moving(list(axes.bar(PLACES - 0.14, 0, 0.36, color=[TINTS[name] for name in THREE])))
    tips = stage.moving(axes.plot([], [], **HANDLE))
    pulls = stage.moving([axes.plot([], [], color=ERROR, lw=3, zorder=4)[0] for _ in THREE])
    heads = stage.moving([axes.plot([], [], color=ERROR, ls="", ms=10, zorder=5)[0] for _ in THREE])
    for k, name in enumerate(THREE):
        stage.grip(name, axes, where_score(k, name), drag_score(name), label=f"score of {name}")
    axes.set_xlabel("arrows: y − a, drawn 3 times as long")

    def show(state):
        tips.set_data(PLACES - 0.14, state.z)
        for bar, value, pull, head, way, x in zip(bars, state.z, pulls, heads, state.down, PLACES):
            bar.set_height(value)
            pull.set_data([x + 0.22, x + 0.22], [value, value + 3 * way])
            head.set(data=([x + 0.22], [value + 3 * way]), marker="^" if way > 0 else "v", visible=abs(way) > 0.05)

    return show


def where_score(k, name):
    return lambda state: (k - 0.14, getattr(state, name))


def drag_score(name):
    return lambda _, y, state: {name: float(np.clip(y, -FARTHEST, FARTHEST))}


def draw_fall(stage, axes):
    """The loss on the way."""
    axes.set(xlim=(-1.5, 61.5), ylim=(1e-3, 30), yscale="log", xlabel="step", ylabel="loss −log a of the truth")
    axes.set_yticks([0.001, 0.01, 0.1, 1, 10], ["0.001", "0.01", "0.1", "1", "10"])
    curve = stage.moving(axes.plot([], [], color=ERROR, lw=1.6, marker="o", ms=4))
    return lambda state: curve.set_data(np.arange(state.steps + 1), np.maximum(state.loss, 1e-12))


# ---- what is said -------------------------------------------------------------------------------


@simplex.said
def words(state):
    first, last = state.loss[0], state.loss[-1]
    return readouts(
        **{name: show(value, ".3f", label=f"a of {name}") for name, value in zip(THREE, state.a)},
        loss=show(first, ".3f", label="loss at the dot"),
        later=show(last, ".3f" if last >= 0.01 else ".2g", label="loss after the walk"),
        mean=show(state.z.mean(), ".2f", label="mean score"),
        verdict=verdict(state),
    )


def verdict(state):
    a, steps = state.a, state.steps
    if steps:
        gets = 100 * softmax(state.path[-1])[state.k]
        after = f"After {steps} step{'s' * (steps > 1)}"
        return f"{after} the {state.truth} has {gets:.0f}% instead of {100 * a[state.k]:.0f}%."
    if a.max() - a.min() < 0.005:
        return "The middle: equal scores, equal probabilities."
    if a.max() > 0.999:
        return f"Almost in the corner of {THREE[a.argmax()]}. No finite scores get there."
    if a.min() < 0.004:
        return "Practically on the edge: one class is out, and softmax of the other two is a sigmoid."
    return f"{leader(THREE, a)}."

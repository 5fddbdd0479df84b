"""A class, your points in its test, and the ruler that the class itself makes: what batch norm does, before any network."""

import numpy as np

from course.live import State, explorer, linear, readouts, show
from course.live.style import DATA, HANDLE, MODEL, ORANGE

OTHERS = 23
HEIGHTS = np.random.default_rng(4).uniform(0.12, 0.88, OTHERS)  # only so that dots do not hide each other
TICKS = range(-3, 4)  # spreads away from the mean, on the ruler
LOW, HIGH = 0, 25  # points that are shown


def classmates():
    """The others' points before they are stretched and moved, (OTHERS,): mean 0, spread 1."""
    drawn = np.random.default_rng(11).normal(size=OTHERS)
    return (drawn - drawn.mean()) / drawn.std()


@explorer(
    size=(820, 330),
    presets={
        "a hard test": dict(mean=11, spread=1),
        "an easy test": dict(mean=16, spread=1),
        "a wide class": dict(mean=11, spread=3),
    },
    points=linear(6, 22, start=14, step=0.1, label="your points"),
    mean=linear(8, 16, start=13, step=0.5, label="the others' mean"),
    spread=linear(0.5, 3, start=2, step=0.1, label="the others' spread"),
)
def on_a_curve(points, mean, spread):
    """Your points on a test, the class around you, and the grade on the curve."""
    others = mean + spread * classmates()
    everybody = np.append(others, points)
    return State(
        others=others,
        middle=everybody.mean(),
        width=everybody.std(),
        grade=(points - everybody.mean()) / everybody.std(),
        fewer=int((others < points).sum()),
    )


@on_a_curve.seen
def scene(stage):
    (axes,) = stage.panels("Drag your points", names=["class"])
    axes.set(xlim=(LOW, HIGH), ylim=(0, 2.5), yticks=[], xlabel="points in the test")
    axes.spines["left"].set_visible(False)
    parts = [draw_class(stage, axes), draw_ruler(stage, axes)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_class(stage, axes):
    """A dot for each classmate, the mean and the spread of all, and you."""
    shade = stage.moving(axes.fill([0, 0], [0, 0], fc="#cfe3f1", lw=0, zorder=0.5))
    middle = stage.moving(axes.plot([], [], color=MODEL, lw=2.2, zorder=2))
    dots = stage.moving(axes.plot([], [], "o", color=DATA, ms=6, alpha=0.6, mew=0))
    up = stage.moving(axes.plot([], [], ":", color=ORANGE, lw=2.2, zorder=3))
    you = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "points", axes, lambda state: (state.points, 1.2), lambda x, _, state: {"points": x}, label="your points"
    )

    def show(state):
        low, high = state.middle - state.width, state.middle + state.width
        shade.set_xy([(low, 0), (high, 0), (high, 1.7), (low, 1.7)])
        middle.set_data([state.middle] * 2, [0, 1.7])
        dots.set_data(state.others, HEIGHTS)
        up.set_data([state.points] * 2, [1.2, 1.7])
        you.set_data([state.points], [1.2])

    return show


def draw_ruler(stage, axes):
    """The ruler that the class makes: 0 at its mean, a mark for each spread."""
    from course.live.artists import QuickText

    axes.text(LOW, 2.38, "the curve: spreads above or below the mean", fontsize=10.5, color=MODEL, va="center")
    line = stage.moving(axes.plot([], [], color=MODEL, lw=2, marker="|", ms=13, mew=2))
    labels = [stage.moving(QuickText(axes, 0, 2.03, MODEL, size=11)) for _ in TICKS]
    mark = stage.moving(axes.plot([], [], "D", color=ORANGE, mec=DATA, mew=1, ms=9, zorder=6))

    def show(state):
        places = state.middle + state.width * np.array(TICKS)
        inside = (places >= LOW) & (places <= HIGH)
        line.set_data(places[inside], np.full(inside.sum(), 1.78))
        for label, place, tick, seen in zip(labels, places, TICKS, inside):
            label.set_position((place, 2.03))
            label.set_text(f"{tick:+d}".replace("-", "−") if tick else "0")
            label.set_visible(bool(seen))
        mark.set_data([np.clip(state.points, LOW, HIGH)], [1.78])

    return show


@on_a_curve.said
def words(state):
    return readouts(
        middle=show(state.middle, ".2f", label="mean of the class"),
        width=show(state.width, ".2f", label="its spread"),
        grade=show(state.grade, "+.2f", label="your grade on the curve"),
        fewer=show(state.fewer, ".0f", f"of {OTHERS}", label="classmates with fewer points"),
        verdict=verdict(state.grade),
    )


def verdict(grade):
    if abs(grade) < 0.005:
        return "You are at the mean of the class, so your grade is 0."
    side = "above" if grade > 0 else "below"
    return f"You are {abs(grade):.2f} spreads {side} the mean of the class."

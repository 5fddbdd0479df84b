"""The two averages inside Adam and the step they make, with and without correction."""

import numpy as np

from course.lessons.optimizers.averages import LAST, both
from course.live import State, explorer, linear, log, readouts, show
from course.live.style import BLUE, DATA, GOOD, GREY, HANDLE, ORANGE

LOOKS = {"as it stands": dict(color=BLUE, lw=2.2), "corrected": dict(color=ORANGE, ls="--", lw=2.2)}
LIMITS = (-1, 2.6), (3e-5, 30), (0.008, 130)
TIMES = np.unique(np.geomspace(1, LAST, 320).round().astype(np.int64))


def lengths(share1, share2, noise):
    """The length of every step in units of the rate, as it stands and corrected: (LAST,) each."""
    m, v, c1, c2 = both(share1, share2, noise)
    return np.abs(m) / np.sqrt(v), np.abs(m / c1) / np.sqrt(v / c2)


@explorer(
    size=(1080, 380),
    presets={
        "the first step": dict(step=1),
        "the worst step": dict(step=12),
        "after 1,000 steps": dict(step=1000),
        "one memory for both": dict(share2=0.1),
    },
    share1=log(0.01, 0.5, start=0.1, label="1 − β₁"),
    share2=log(0.0001, 0.5, start=0.001, label="1 − β₂"),
    noise=linear(0, 2, start=0.3, step=0.05, label="noise of the gradients"),
    step=log(1, LAST, start=1, whole=True, label="look at step t"),
)
@np.errstate(under="ignore")
def bias_correction(share1, share2, noise, step):
    """The two averages inside Adam and the step they make, with and without correction, from its first step to its 5,000th."""
    m, v, c1, c2 = both(share1, share2, noise)
    raw, right = lengths(share1, share2, noise)
    ratio = c1 / np.sqrt(c2)
    return State(
        curves={"as it stands": (m, v, raw), "corrected": (m / c1, v / c2, right)},
        filled=(c1[step - 1], c2[step - 1]),
        plain=raw[step - 1],
        corrected=right[step - 1],
        times_as_long=ratio,
        worst=int(np.abs(np.log(ratio)).argmax()),
    )


@bias_correction.seen
def scene(stage):
    panels = stage.panels(
        "m, the average gradient",
        "v, the average square",
        "Drag t: length of the step",
        names=["m", "v", "step"],
    )
    lines, marks = {name: [] for name in LOOKS}, []
    for axes, ylim in zip(panels, LIMITS):
        axes.set(xscale="log", xlim=(0.8, 6500), ylim=ylim, xlabel="step t")
        axes.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
        marks.append(stage.moving(axes.plot([], [], ":", color=GREY, lw=1.4)))
        for name, look in LOOKS.items():
            lines[name].append(stage.moving(axes.plot([], [], **look)))
    parts = [draw_goals(stage, *panels), draw_step(stage, panels[2])]

    def show(state):
        for name, three in state.curves.items():
            for line, values in zip(lines[name], three):
                line.set_data(TIMES, values[TIMES - 1])
        for mark, ylim in zip(marks, LIMITS):
            mark.set_data([state.step, state.step], ylim)
        for part in parts:
            part(state)

    return show


def draw_goals(stage, first, second, length):
    """What each of the three should be, in green."""
    second.set_yscale("log")
    length.set_yscale("log")
    length.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    length.axhline(1, color=GOOD, lw=1.2)
    first.axhline(1, color=GOOD, lw=1.2, label="true mean")
    goal = stage.moving(second.plot([], [], color=GOOD, lw=1.2))
    length.set_ylabel("in units of η")
    for name, look in LOOKS.items():
        first.plot([], [], **look, label=name)
    first.legend(loc="lower right", handlelength=1.8, borderaxespad=0.1)
    return lambda state: goal.set_data([0.8, 6500], [1 + state.noise**2] * 2)


def draw_step(stage, axes):
    plain = stage.moving(axes.plot([], [], **HANDLE))
    corrected = stage.moving(axes.plot([], [], "D", color=ORANGE, mec=DATA, ms=8, zorder=7))
    stage.grip("step", axes, where_step, lambda x, _, state: {"step": np.clip(x, 1, LAST)}, label="step t")

    def show(state):
        plain.set_data([state.step], [state.plain])
        corrected.set_data([state.step], [state.corrected])

    return show


def where_step(state):
    return state.step, lengths(state.share1, state.share2, state.noise)[0][state.step - 1]


@bias_correction.said
def words(state):
    ratio, worst = state.times_as_long, state.worst
    return readouts(
        filled=show(100 * state.filled[0], ".3g", "%", label=f"m filled at t = {state.step:,}"),
        filled_v=show(100 * state.filled[1], ".3g", "%", label="v filled"),
        plain=show(state.plain, ".3g", "η", label="step as it stands"),
        corrected=show(state.corrected, ".3g", "η", label="corrected"),
        first=show(ratio[0], ".3g", "times as long", label="uncorrected first step"),
        worst=show(ratio[worst], ".3g", f"times, at step {worst + 1:,}", label="worst"),
        verdict=verdict(state.step, ratio[state.step - 1], state.filled[1]),
    )


def verdict(step, times, filled):
    if 0.99 <= times <= 1.01 and filled < 0.9:
        return f"At step {step:,} the correction changes nothing: what m lacks and what the root of v lacks cancel."
    if 0.99 <= times <= 1.01:
        return f"At step {step:,} the correction no longer matters, because both averages have long filled up."
    if times > 1:
        return (
            f"Without correction, step {step:,} is {times:.3g} times as long as it should be: m is too small, but the step is "
            "divided by the root of v, which lacks even more."
        )
    return (
        f"Without correction, step {step:,} has only {times:.2g} of its length: here m lacks more than the root of v."
    )

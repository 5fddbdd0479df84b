"""Long steps first, short steps later: what a schedule does to a walk in noise."""

import math

import numpy as np

from course.live import choice, explorer, integer, linear, log, readouts, show
from course.live.artists import Valley
from course.live.style import DATA, ERROR, GREY, MODEL, ORANGE
from nbcore import schedules

EPOCHS, STEPS = 60, 5  # steps in an epoch
CURVATURES = np.array([1.0, 4.0])
START = np.array([-2.6, 1.7])
KINDS = ("constant", "inverse time", "exponential", "staircase", "cosine")


def made(kind, lr, left):
    """(the schedule of this kind that begins at lr and has `left` of it left in the last epoch, its formula)."""
    last = EPOCHS - 1
    if kind == "constant":
        return schedules.Constant(lr), "η₀"
    if kind == "inverse time":
        decay = (1 / left - 1) / last
        return schedules.InverseTime(lr, decay), f"η₀ / (1 + {decay:.3g} · epoch)"
    if kind == "exponential":
        gamma = left ** (1 / last)
        return schedules.Exponential(lr, gamma), f"η₀ · {gamma:.3f}^epoch"
    if kind == "staircase":
        gamma = left ** (1 / 3)
        return schedules.Staircase(lr, gamma, every=EPOCHS // 4), f"η₀ · {gamma:.2f}, every {EPOCHS // 4} epochs"
    return schedules.Cosine(lr, last, floor=left * lr), "half a cosine wave"


def expected_loss(rates, noise):
    """The loss on average over all runs, before the first step and after each. rates: one for each step, (T,).

    A step makes w (1 - ηλ) w - η noise ε: the mean shrinks, and the spread shrinks and gets the noise of this step.
    Returns (T + 1,) the whole loss, and (T + 1,) the part of it that is due to the mean.
    """
    mean, spread = START**2, np.zeros(2)
    whole, way = [CURVATURES @ mean / 2], [CURVATURES @ mean / 2]
    for lr in rates:
        left = (1 - lr * CURVATURES) ** 2
        mean, spread = left * mean, left * spread + (lr * noise) ** 2
        whole.append(CURVATURES @ (mean + spread) / 2)
        way.append(CURVATURES @ mean / 2)
    return np.array(whole), np.array(way)


def floor(lr, noise):
    """Where the loss ends on average if the rate stays what it is: the sum of η noise² / (2 (2 - ηλ)). lr: (T,) or a number."""
    room = 2 - np.asarray(lr)[..., None] * CURVATURES
    return np.where(room > 0, np.asarray(lr)[..., None] * noise**2 / (2 * np.maximum(room, 1e-12)), np.inf).sum(axis=-1)


@explorer(
    size=(1080, 380),
    schedule=choice(*KINDS, start="exponential"),
    lr=log(0.01, 0.6, start=0.3, step=0.02, label="first rate η₀"),
    left=log(0.001, 1, start=0.02, label="left of it at the end"),
    noise=linear(0, 3, start=1, step=0.1, label="noise of the gradients"),
    seed=integer(0, 30, start=3, label="which run"),
)
def decay(stage):
    """A learning rate that falls from epoch to epoch, one walk with it in noise, and the loss with the floor of each rate."""
    plan, valley, fall = stage.panels(
        "The learning rate", "One walk (black: its end)", "The loss", widths=[3.6, 4, 4.6]
    )
    plan.set(xlim=(-1, EPOCHS + 1), ylim=(5e-6, 2), yscale="log", xlabel="epoch", ylabel="learning rate η")
    plan.set_yticks([1e-5, 1e-4, 1e-3, 0.01, 0.1, 1], ["10⁻⁵", "10⁻⁴", "10⁻³", "0.01", "0.1", "1"])
    plan.minorticks_off()
    edge = 2 / CURVATURES.max()
    plan.axhspan(edge, 2, color="#f9e3d6", lw=0)
    plan.text(EPOCHS, edge * 1.7, "above the edge", ha="right", fontsize=10)
    rate_line = stage.moving(plan.plot([], [], color=ORANGE, lw=2.4))

    valley.set(xlim=(-3.3, 2.3), ylim=(-2.7, 2.7), xlabel="w₁", ylabel="w₂", aspect="equal")
    ground = Valley(stage, valley, levels=0.01 * 3.0 ** np.arange(9), dark=0.62)
    ground.show(np.diag(CURVATURES))
    early = stage.moving(valley.plot([], [], color=ORANGE, lw=1.2, zorder=6))
    late = stage.moving(valley.plot([], [], color=DATA, lw=1.2, marker="o", ms=2.5, zorder=7))

    fall.set(xlim=(-1, EPOCHS + 1), ylim=(1e-5, 1e3), yscale="log", xlabel="epoch", ylabel="loss L")
    fall.set_yticks([1e-4, 0.01, 1, 100], ["10⁻⁴", "0.01", "1", "100"])
    fall.minorticks_off()
    one = stage.moving(fall.plot([], [], color=GREY, lw=0.9))
    average = stage.moving(fall.plot([], [], color=ERROR, lw=2.4))
    below = stage.moving(fall.plot([], [], "--", color=MODEL, lw=2.2))
    fall.plot([], [], color=GREY, lw=0.9, label="this run")
    fall.plot([], [], color=ERROR, lw=2.4, label="average of all runs")
    fall.plot([], [], "--", color=MODEL, lw=2.2, label="floor of the rate in force")
    fall.legend(loc="upper right", borderaxespad=0.1)

    @np.errstate(over="ignore", under="ignore")
    def update(schedule, lr, left, noise, seed):
        rule, formula = made(schedule, lr, left)
        epochs = np.array([rule(epoch) for epoch in range(EPOCHS)])
        rates = np.repeat(epochs, STEPS)
        chance = noise * np.random.default_rng(seed).normal(size=(len(rates), 2))
        w, path = START, [START]
        for rate, pushed in zip(rates, chance):
            w = w - rate * (CURVATURES * w + pushed)
            path.append(w)
        path = np.array(path)
        whole, way = expected_loss(rates, noise)
        floors = floor(epochs, noise)
        times = np.arange(len(path)) / STEPS

        rate_line.set_data(np.arange(EPOCHS + 1), np.append(epochs, epochs[-1]))
        rate_line.set_drawstyle("steps-post")
        inside = np.abs(path).max(axis=1) < 50
        seen = path if inside.all() else path[: inside.argmin()]
        cut = max(len(path) - 15 * STEPS, 1)  # the last quarter of the run
        early.set_data(*seen[:cut].T)
        late.set_data(*seen[cut - 1 :].T)
        one.set_data(times, np.clip((path**2) @ CURVATURES / 2, 1e-8, 1e4))
        average.set_data(times, np.clip(whole, 1e-8, 1e4))
        below.set_data(np.arange(EPOCHS) + 0.5, np.clip(floors, 1e-8, 1e4))

        end, stays = whole[-1], float(floors[0])
        if end > whole[0]:
            verdict = "Diverges: the rate is above the edge, and stays there too long."
        elif noise == 0:
            verdict = "Without noise there is no floor, and nothing to gain from shorter steps."
        elif way[-1] > end / 2 and epochs[-1] > 0.9 * epochs[0]:
            verdict = "Too slow: the epochs are over, and the walk has not arrived."
        elif way[-1] > end / 2:
            verdict = "Frozen on the way: the steps became short before the walk had arrived."
        elif epochs[-1] > 0.9 * epochs[0]:
            verdict = "It arrives, and then wanders about at the floor of its rate for ever."
        elif not math.isfinite(stays):
            verdict = "It begins above the edge, but the rate falls below it in time."
        elif end > 3 * floors[-1]:
            verdict = (
                "The rate falls faster than the walk can settle: the loss is still above the floor of the last rate."
            )
        else:
            verdict = "Long steps bring it there, short steps let it settle: it ends near the floor of its last rate."
        return readouts(
            formula=formula,
            epochs_1_to_4=", ".join(f"{rule(epoch):.3g}" for epoch in range(1, 5)),
            first=show(stays, ".2g", label="floor at first"),
            last=show(floors[-1], ".2g", label="floor at last"),
            end=show(end if end < 1e6 else math.inf, ".2g", label="loss at the end"),
            verdict=verdict,
        )

    return update

"""Long steps first, short steps later: what a schedule does to a walk in noise."""

import math

import numpy as np

from course.lessons.optimizers.labels import EndLabels
from course.lessons.optimizers.noisy_walk import CURVATURES, EPOCHS, KINDS, START, STEPS, expected_loss, floor, made
from course.live import State, choice, explorer, integer, linear, log, readouts, show
from course.live.style import DATA, ERROR, GREY, MODEL, ORANGE


@explorer(
    size=(1080, 380),
    presets={
        "constant, long": dict(schedule="constant", lr=0.3),
        "constant, short": dict(schedule="constant", lr=0.01),
        "it falls": dict(schedule="exponential", lr=0.3, left=0.02),
        "it falls too fast": dict(schedule="exponential", lr=0.05, left=0.001),
        "no noise": dict(schedule="constant", lr=0.3, noise=0),
    },
    schedule=choice(*KINDS, start="exponential"),
    lr=log(0.01, 0.6, start=0.3, step=0.02, label="first rate η₀"),
    left=log(0.001, 1, start=0.02, label="left of it at the end"),
    noise=linear(0, 3, start=1, step=0.1, label="noise of the gradients"),
    seed=integer(0, 30, start=3, label="which run"),
)
@np.errstate(over="ignore", under="ignore")
def decay(schedule, lr, left, noise, seed):
    """A learning rate that falls from epoch to epoch, one walk with it in noise, and the loss with the floor of each rate."""
    rule, formula = made(schedule, lr, left)
    epochs = np.array([rule(epoch) for epoch in range(EPOCHS)])
    rates = np.repeat(epochs, STEPS)
    whole, way = expected_loss(rates, noise)
    return State(
        rule=rule,
        formula=formula,
        epochs=epochs,
        path=walk(rates, noise, seed),
        whole=whole,  # the loss on average over all runs
        way=way,  # the part of it that is due to the mean
        floors=floor(epochs, noise),
    )


def walk(rates, noise, seed):
    chance = noise * np.random.default_rng(seed).normal(size=(len(rates), 2))
    w, path = START, [START]
    for rate, pushed in zip(rates, chance):
        w = w - rate * (CURVATURES * w + pushed)
        path.append(w)
    return np.array(path)


@decay.seen
def scene(stage):
    plan, valley, fall = stage.panels(
        "The learning rate",
        "One run (black: its last 15 epochs)",
        "The loss",
        names=["rate", "walk", "loss"],
        widths=[3.6, 4, 4.6],
    )
    parts = [draw_rate(stage, plan), draw_walk(stage, valley), draw_loss(stage, fall)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_rate(stage, axes):
    axes.set(xlim=(-1, EPOCHS + 1), ylim=(5e-6, 2), yscale="log", xlabel="epoch", ylabel="learning rate η")
    axes.set_yticks([1e-5, 1e-4, 1e-3, 0.01, 0.1, 1], ["10⁻⁵", "10⁻⁴", "10⁻³", "0.01", "0.1", "1"])
    axes.minorticks_off()
    edge = 2 / CURVATURES.max()
    axes.axhspan(edge, 2, color="#f9e3d6", lw=0)
    axes.text(EPOCHS, edge * 1.7, "above the edge", ha="right", fontsize=10)
    line = stage.moving(axes.plot([], [], color=ORANGE, lw=2.4, drawstyle="steps-post"))
    return lambda state: line.set_data(np.arange(EPOCHS + 1), np.append(state.epochs, state.epochs[-1]))


def draw_walk(stage, axes):
    from course.live.artists import Valley

    axes.set(xlim=(-3.3, 2.3), ylim=(-2.7, 2.7), xlabel="w₁", ylabel="w₂", aspect="equal")
    ground = Valley(stage, axes, levels=0.01 * 3.0 ** np.arange(9), dark=0.62)
    ground.show(np.diag(CURVATURES))
    early = stage.moving(axes.plot([], [], color=ORANGE, lw=1.2, zorder=6))
    late = stage.moving(axes.plot([], [], color=DATA, lw=1.2, marker="o", ms=2.5, zorder=7))

    def show(state):
        inside = np.abs(state.path).max(axis=1) < 50
        seen = state.path if inside.all() else state.path[: inside.argmin()]
        cut = max(len(state.path) - 15 * STEPS, 1)  # the last quarter of the run
        early.set_data(*seen[:cut].T)
        late.set_data(*seen[cut - 1 :].T)

    return show


def draw_loss(stage, axes):
    axes.set(xlim=(-1, EPOCHS * 1.36), ylim=(1e-5, 1e3), yscale="log", xlabel="epoch", ylabel="loss L")
    axes.set_xticks(range(0, EPOCHS + 1, 20))
    axes.set_yticks([1e-4, 0.01, 1, 100], ["10⁻⁴", "0.01", "1", "100"])
    axes.minorticks_off()
    one = stage.moving(axes.plot([], [], color=GREY, lw=0.9))
    average = stage.moving(axes.plot([], [], color=ERROR, lw=2.4))
    below = stage.moving(axes.plot([], [], "--", color=MODEL, lw=2.2))
    names = {"run": ("this run", GREY), "mean": ("all runs", ERROR), "floor": ("floor", MODEL)}
    labels = EndLabels(stage, axes, EPOCHS, names, gap=0.065)

    @np.errstate(over="ignore", under="ignore")
    def show(state):
        times = np.arange(len(state.path)) / STEPS
        run, mean = np.clip([(state.path**2) @ CURVATURES / 2, state.whole], 1e-8, 1e4)
        floors = np.clip(state.floors, 1e-8, 1e4)
        one.set_data(times, run)
        average.set_data(times, mean)
        below.set_data(np.arange(EPOCHS) + 0.5, floors)
        labels.show({"run": run[-1], "mean": mean[-1], "floor": floors[-1]})

    return show


@decay.said
def words(state):
    end = state.whole[-1]
    return readouts(
        formula=state.formula,
        epochs_1_to_4=", ".join(f"{state.rule(epoch):.3g}" for epoch in range(1, 5)),
        first=show(float(state.floors[0]), ".2g", label="floor of the first rate"),
        last=show(state.floors[-1], ".2g", label="floor of the last rate"),
        end=show(end if end < 1e6 else math.inf, ".2g", label="loss at the end, all runs"),
        verdict=verdict(state, end, state.way[-1] > end / 2, state.epochs[-1] > 0.9 * state.epochs[0]),
    )


def verdict(state, end, on_the_way, constant):
    if end > state.whole[0]:
        return "Diverges: the rate is above the edge and stays there too long."
    if state.noise == 0:
        return "Without noise there is no floor, so shorter steps gain nothing."
    if on_the_way and constant:
        return "Too slow: the epochs are over and the walk hasn't arrived."
    if on_the_way:
        return "Frozen on the way: the steps got too short before the walk had arrived."
    if constant:
        return "It arrives and then wanders around at the floor of its rate. Only shorter steps would take it lower."
    if not math.isfinite(state.floors[0]):
        return "It starts above the edge, but the rate falls below it in time."
    if end > 3 * state.floors[-1]:
        return "The rate falls faster than the walk can settle: the loss is still above the floor of the last rate."
    return "Long steps take it there and short steps let it settle: it ends near the floor of its last rate."

"""Four methods learn to read handwritten digits, trained here and now at 13 learning rates each, from five starts."""

import numpy as np

from course.lessons.optimizers.digits import COUNT, EPOCHS, KINDS, RATES, STARTS, as_scanned, training
from course.lessons.optimizers.labels import EndLabels
from course.lessons.optimizers.methods import METHODS, dot, line, listed
from course.live import State, Step, choice, explorer, integer, power_of_two, readouts, show
from course.live.style import FAINT, GREY

TIED = 2.0  # standard errors


@explorer(
    size=(1080, 390),
    presets={
        "as scanned": dict(inputs="pixels from 0 to 1"),
        "standardized": dict(inputs="standardized"),
        "mixed units": dict(inputs="mixed units"),
        "rates 4 times too large": dict(inputs="standardized", times=4),
    },
    inputs=choice(*KINDS, label="the inputs"),
    epochs=integer(1, EPOCHS, start=EPOCHS, label="epochs"),
    times=power_of_two(1 / 16, 16, start=1, label="every best rate times"),
)
def real_race(inputs, epochs, times):
    """Four methods learn to read handwritten digits, trained here and now at 13 learning rates each, from five starts."""
    found = training(inputs)
    return learn(found, epochs, times) if found.epochs < epochs else known(found, epochs, times)


def learn(found, epochs, times):
    # a picture first
    yield Step(found.done / found.turns(epochs) if found.done else 0.0, known(found, epochs, times))
    if not found.done:
        as_scanned()  # the file, on its own: neither the picture nor the first step of training waits for it
        yield Step(0.0, known(found, epochs, times))
    while found.epochs < epochs:
        found.advance()
        yield Step(found.done / found.turns(epochs), known(found, epochs, times))
    return known(found, epochs, times)


def known(found, epochs, times):
    """What is known by now of each method at its chosen rate."""
    seen = min(found.epochs, epochs)  # by all methods
    state = State(seen=seen, losses={}, chosen={}, wrong={}, outside=[])
    for key in METHODS if seen else ():
        loss = np.array(found.loss[key][:seen]).mean(axis=2)  # (seen, COUNT), over the starts
        wanted = int(loss[-1].argmin()) + round(np.log2(times))
        k = min(max(wanted, 0), COUNT - 1)
        if k != wanted:
            state.outside.append(METHODS[key]["name"])
        state.losses[key], state.chosen[key], state.wrong[key] = loss, k, found.wrong[key][seen - 1][k]
    return state


@real_race.seen
def scene(stage):
    chart, fall, count = stage.panels(
        f"Tuning: {COUNT} rates each",
        "Dev loss at the chosen rates",
        "Mistakes on 359 test digits",
        names=["rates", "loss", "mistakes"],
        widths=[4.2, 3.6, 3.8],
    )
    for axes in (chart, fall):
        axes.set(ylim=(0.06, 9), yscale="log")
        axes.set_yticks([0.1, 0.3, 1, 3], ["0.1", "0.3", "1", "3"])
        axes.minorticks_off()
    parts = [draw_rates(stage, chart), draw_losses(stage, fall), draw_mistakes(stage, count)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_rates(stage, axes):
    axes.set(xlim=(4e-5, 30), xscale="log", xlabel="learning rate η", ylabel="dev loss after the last epoch")
    axes.set_xticks([1e-4, 1e-3, 0.01, 0.1, 1, 10], ["10⁻⁴", "10⁻³", "0.01", "0.1", "1", "10"])
    axes.minorticks_off()
    curves = {key: stage.moving(axes.plot([], [], **line(key))) for key in METHODS}
    chosen = {key: stage.moving(axes.plot([], [], **dot(key, ms=11, zorder=6))) for key in METHODS}

    def show(state):
        for key in METHODS:
            if not state.seen:
                curves[key].set_data([], [])
                chosen[key].set_data([], [])
                continue
            last, k = state.losses[key][-1], state.chosen[key]
            curves[key].set_data(RATES[key], np.clip(last, 0, 1e3))
            chosen[key].set_data([RATES[key][k]], [np.clip(last[k], 0.06, 9)])

    return show


def draw_losses(stage, axes):
    axes.set(xlim=(0.6, EPOCHS * 1.42), xlabel="epoch", xticks=range(1, EPOCHS + 1))
    looks = {key: line(key, marker=look["marker"], ms=6) for key, look in METHODS.items()}
    lines = {key: stage.moving(axes.plot([], [], **look)) for key, look in looks.items()}
    names = {key: (look["short"], look["color"]) for key, look in METHODS.items()}
    labels = EndLabels(stage, axes, EPOCHS + 0.3, names, gap=0.06)

    def show(state):
        for key in METHODS:
            heights = np.clip(state.losses[key][:, state.chosen[key]], 0, 1e3) if state.seen else []
            lines[key].set_data(np.arange(1, state.seen + 1), heights)
        ends = {key: state.losses[key][-1, state.chosen[key]] for key in METHODS} if state.seen else {}
        labels.show({key: min(loss, 1e3) for key, loss in ends.items()})

    return show


def draw_mistakes(stage, axes):
    """The mistakes of each of the five starts, and their mean."""
    axes.set(xlim=(-0.6, 3.6), ylim=(4, 450), yscale="log")
    axes.set_xticks(range(4), ["GD", "Momen-\ntum", "RMS-\nprop", "Adam"])
    axes.set_yticks([5, 10, 20, 50, 100, 200, 359], ["5", "10", "20", "50", "100", "200", "359"])
    axes.minorticks_off()
    for height in (10, 20, 50, 100, 200):
        axes.axhline(height, color=FAINT, lw=0.8)
    spots = {key: stage.moving(axes.plot([], [], **dot(key, ms=8, alpha=0.8))) for key in METHODS}
    means = stage.moving(axes.plot([], [], ls="", marker="_", color=GREY, ms=34, mew=2.5))

    def show(state):
        for index, key in enumerate(METHODS):
            places = index + np.linspace(-0.18, 0.18, STARTS)
            spots[key].set_data(*((places, state.wrong[key]) if state.seen else ([], [])))
        means.set_data(np.arange(len(state.wrong)), [mistakes.mean() for mistakes in state.wrong.values()])

    return show


@real_race.said
def words(state):
    if not state.seen:
        return readouts(verdict=f"Training {4 * COUNT * STARTS} networks.")
    numbers = {
        key: show(
            state.wrong[key].mean(),
            ".0f",
            f"at η = {RATES[key][state.chosen[key]]:.2g}",
            label=f"{look['short']}: mistakes",
        )
        for key, look in METHODS.items()
    }
    return readouts(**numbers, verdict=verdict(state))


def verdict(state):
    if state.seen < state.epochs:
        return f"Training. These are the numbers after {state.seen} of {state.epochs} epochs."
    mean = {key: mistakes.mean() for key, mistakes in state.wrong.items()}
    best = min(mean, key=mean.get)
    like_it = [METHODS[key]["name"] for key in mean if key != best and mean[key] - mean[best] <= tied(state, key, best)]
    text = f"Fewest mistakes: {METHODS[best]['name']}."
    if like_it:
        text = f"{text[:-1]}, but with five starts you can't tell it from {listed(like_it)}."
    if state.times != 1:
        text += " This is not their best rate."
    if state.outside:
        text += f" (At the end of the rates tried: {listed(state.outside)}.)"
    return text


def tied(state, one, other):
    """A difference of the means up to here may be chance."""
    errors = (state.wrong[key].std(ddof=1) / np.sqrt(STARTS) for key in (one, other))
    return TIED * np.hypot(*errors)

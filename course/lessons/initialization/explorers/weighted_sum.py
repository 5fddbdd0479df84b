"""The weighted sum of one neuron, term by term: how large it comes out, for many inputs or few, with weights large or small."""

import math

import numpy as np

from course.lessons.initialization.curves import tiny
from course.lessons.initialization.sums import INPUTS, MOST, SUMS, running_sums
from course.live import State, choice, explorer, log, readouts, show
from course.live.style import ERROR, FAINT, GOOD, GREY, HANDLE, MODEL

WALKS = 20
EDGES = np.linspace(-6.5, 6.5, 66)
WAY = np.linspace(0, 1, 80)


@explorer(
    size=(1080, 390),
    presets={
        "s = 1": dict(fan_in=100, std=1),
        "s = 0.1": dict(fan_in=100, std=0.1),
        "ReLU inputs, s = 0.1": dict(fan_in=100, std=0.1, inputs=INPUTS[1]),
        "ReLU inputs, s = 0.14": dict(fan_in=100, std=math.sqrt(2 / 100), inputs=INPUTS[1]),
    },
    fan_in=log(1, MOST, start=100, whole=True, label="number of inputs (fan-in)"),
    std=log(0.01, 2, start=0.5, step=0.02, label="weights' size s"),
    inputs=choice(*INPUTS, label="inputs x"),
)
def weighted_sum(fan_in, std, inputs):
    """The weighted sum of one neuron, term by term: how large it comes out, for many inputs or few and weights large or small."""
    sums, half = running_sums()[inputs], inputs == INPUTS[1]
    terms = np.unique(np.linspace(0, fan_in, 51).round().astype(int))
    z = std * sums[:, fan_in].astype(float)
    size = std * np.sqrt(WAY * fan_in * (0.5 if half else 1.0))
    return State(
        terms=terms,
        walks=std * sums[:WALKS, terms],
        z=z,
        size=size,  # of the sum so far, as the rule predicts it
        predicted=float(size[-1]),
        measured=float(np.sqrt(np.mean(z * z))),
        wanted=math.sqrt((2 if half else 1) / fan_in),
        half=half,
    )


@weighted_sum.seen
def scene(stage):
    walk, pile, chart = stage.panels(
        f"{WALKS} sums, term by term (dashed: their size)",
        f"{SUMS} sums z",
        "Which s gives z a size of 1?",
        names=["walks", "sums", "rule"],
        widths=[5, 2.2, 4],
    )
    for axes in (walk, pile):
        axes.set_ylim(-6.5, 6.5)
        axes.axhspan(-1, 1, color="#dff1ea", lw=0)
        axes.axhline(0, color=FAINT, lw=1)
    parts = [draw_walks(stage, walk), draw_pile(stage, pile), draw_rule(stage, chart)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_walks(stage, axes):
    axes.set(xlim=(0, 1), xlabel="share of the terms that have been added", ylabel="sum so far")
    lines = stage.moving(axes.plot([], [], color="#66aad1", lw=0.7))
    envelope = stage.moving(axes.plot([], [], "--", color=ERROR, lw=2, zorder=4))

    def show(state):
        shown = np.full((WALKS, len(state.terms) + 1), np.nan)  # a gap after each, to lift the pen
        shown[:, :-1] = state.walks
        lines.set_data(np.tile(np.append(state.terms, state.fan_in) / state.fan_in, WALKS), shown.ravel())
        envelope.set_data(np.r_[WAY, np.nan, WAY], np.r_[state.size, np.nan, -state.size])

    return show


def draw_pile(stage, axes):
    """All sums as bars on their side, and the bell that is predicted."""
    axes.set(xlim=(0, 1.08), xlabel="how many", xticks=[], yticklabels=[])  # the fullest bar has length 1
    bars = stage.moving(axes.fill_betweenx([0, 0], [0, 0], color=MODEL, alpha=0.65, lw=0, step="post"))
    bell = stage.moving(axes.plot([], [], "--", color=ERROR, lw=2))
    y = np.linspace(-6.5, 6.5, 200)

    def show(state):
        counts = np.histogram(state.z, EDGES)[0]
        bars.set_verts([outline(EDGES, counts / max(counts.max(), 1))])
        expected = SUMS * (EDGES[1] - EDGES[0]) / (state.predicted * math.sqrt(2 * math.pi))  # in the fullest bar
        height = np.exp(np.maximum(-0.5 * (y / state.predicted) ** 2, -60))
        bell.set_data(height * min(expected / max(counts.max(), 1), 1), y)

    return show


def outline(edges, share):
    """The outline of a histogram that lies on its side."""
    return np.column_stack([np.r_[0, np.repeat(share, 2), 0], np.repeat(edges, 2)])


def draw_rule(stage, axes):
    """Which size of the weights makes z as large as the inputs, and where one stands."""
    axes.set(xscale="log", yscale="log", xlim=(0.8, 1250), ylim=(0.008, 2.5))
    axes.set(xlabel="number of inputs (fan-in)", ylabel="weights' size s")
    axes.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    axes.set_yticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])
    ns = np.array([1.0, MOST])
    rules = {
        kind: stage.moving(axes.plot(ns, np.sqrt(factor / ns), dash, color=GOOD, zorder=3))
        for kind, factor, dash in zip(INPUTS, (1, 2), ("-", "--"))
    }
    axes.text(1.2, 0.011, "below: z shrinks", fontsize=10, color=GREY)
    axes.text(900, 1.45, "above: z grows", fontsize=10, color=GREY, ha="right")
    stem = stage.moving(axes.plot([], [], ":", color=GREY, lw=1.4))
    dot = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip(
        "fan-in and s",
        axes,
        lambda state: (state.fan_in, state.std),
        lambda x, y, state: {"fan_in": x, "std": y},
        label="number of inputs and weights' size",
    )

    def show(state):
        for kind, rule in rules.items():
            now = kind == state.inputs
            rule.set(alpha=1 if now else 0.25, linewidth=2.6 if now else 1.4)
        stem.set_data([state.fan_in, state.fan_in], [state.std, state.wanted])
        dot.set_data([state.fan_in], [state.std])

    return show


@weighted_sum.said
def words(state):
    return readouts(
        predicted=show(state.predicted, tiny(state.predicted), label="size of z by the rule"),
        measured=show(state.measured, tiny(state.measured), label=f"measured on {SUMS} sums"),
        wanted=show(state.wanted, ".3f", label="s that gives z a size of 1"),
        verdict=verdict(state.predicted, state.half),
    )


def verdict(predicted, half):
    if predicted > 2.5:
        return "The sums come out far too large, and the next layer would make them larger still."
    if predicted > 1.15:
        return "A little too large."
    if predicted > 0.87:
        return f"Just right: the sums are as large as {'the z before the ReLU' if half else 'the inputs'}."
    return (
        "A little too small."
        if predicted > 0.4
        else "The sums come out far too small, and the next layer would make them smaller still."
    )

"""A signal through up to fifty layers and its gradient back, with batch norm and without."""

import numpy as np

from course.lessons.batchnorm.deep_signal import DEEPEST, LAYERS, signal
from course.lessons.batchnorm.looks import LOOKS, NAMES
from course.live import State, choice, explorer, integer, log, readouts, show
from course.live.style import DATA, FAINT

LOWEST, HIGHEST = 1e-9, 1e9  # sizes that are shown
SHADES = {False: ("#fae3b4", "#f0bd4d"), True: ("#cfe3f1", "#7fb4d8")}


@explorer(
    size=(1080, 390),
    presets={
        "weights too large": dict(gain=3),
        "right for ReLU": dict(gain=1.41),
        "right, 50 layers": dict(gain=1.41, depth=50),
        "sigmoid": dict(gain=1, activation="sigmoid"),
    },
    gain=log(0.2, 5, start=0.7, label="gain of the weights"),
    depth=integer(2, DEEPEST, start=30, label="layers"),
    activation=choice(*LAYERS, start="ReLU", label="activation"),
)
def depth_rescue(gain, depth, activation):
    """The signal going forward and the gradient coming back through a deep network, with batch norm and without."""
    with np.errstate(under="ignore"):
        found = {batch_norm: signal(gain, depth, activation, batch_norm) for batch_norm in (False, True)}
    return State(
        into={bn: quantiles for bn, (quantiles, _, _) in found.items()},
        sizes={bn: sizes for bn, (_, sizes, _) in found.items()},
        grads={bn: grads for bn, (_, _, grads) in found.items()},
        growth=found[True][2][0] ** (1 / (depth - 1)),
    )


@depth_rescue.seen
def scene(stage):
    *fans, forward, back = stage.panels(
        "Without batch norm",
        "With batch norm",
        "The signal's size",
        "The gradient's size",
        names=["without", "with", "signal", "gradient"],
        widths=[3, 3, 3.6, 3.6],
    )
    parts = [draw_fan(stage, axes, batch_norm) for axes, batch_norm in zip(fans, (False, True))]
    fans[0].set_ylabel("z, just before the activation")
    parts.append(draw_sizes(stage, forward, "after the activation", lambda state: state.sizes))
    parts.append(draw_sizes(stage, back, "last layer = 1", lambda state: state.grads))

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_fan(stage, axes, batch_norm):
    """What goes into the activation, layer by layer: its middle, half of it, and nearly all."""
    axes.set(xlim=(0, DEEPEST + 1), ylim=(-5, 5), xlabel="layer")
    axes.axhline(0, color=FAINT, lw=1)
    wide, half = (stage.moving(axes.fill([0, 0], [0, 0], fc=shade, lw=0, zorder=1)) for shade in SHADES[batch_norm])
    middle = stage.moving(axes.plot([], [], color=DATA, lw=1.4, zorder=2))

    def show(state):
        layers = np.arange(1, state.depth + 1)
        into = np.clip(state.into[batch_norm], -6, 6)
        for shape, low, high in ((wide, 0, 4), (half, 1, 3)):
            shape.set_xy(np.c_[np.r_[layers, layers[::-1]], np.r_[into[:, low], into[::-1, high]]])
        wild = (into[:, 1] <= -5) & (into[:, 3] >= 5)  # its middle would zigzag from edge to edge
        middle.set_data(layers, np.where(wild, np.nan, into[:, 2]))

    return show


def draw_sizes(stage, axes, label, of):
    """The sizes that `of` takes from a state, layer by layer, with and without."""
    axes.set(xlim=(0, DEEPEST + 1), ylim=(LOWEST, HIGHEST), yscale="log", xlabel="layer", ylabel=label)
    axes.set_yticks([1e-8, 1e-4, 1, 1e4, 1e8])
    axes.minorticks_off()
    axes.axhline(1, color=FAINT, lw=1)
    lines = {bn: stage.moving(axes.plot([], [], **LOOKS[bn], label=NAMES[bn])) for bn in (False, True)}
    axes.set_title(axes.get_title("left"), pad=26)  # makes room for the legend, where it covers no line
    place = dict(loc="lower center", bbox_to_anchor=(0.5, 0.985), borderaxespad=0.1)
    axes.legend(ncols=2, handlelength=1.8, handletextpad=0.5, columnspacing=1.0, **place)

    def show(state):
        for bn, sizes in of(state).items():
            drawn = np.where(sizes < 1e30, np.maximum(sizes, 1e-30), np.nan)
            lines[bn].set_data(np.arange(1, state.depth + 1), drawn)

    return show


@depth_rescue.said
def words(state):
    return readouts(
        plain=size(state.sizes[False][-1], "signal at the end, without"),
        normed=size(state.sizes[True][-1], "signal at the end, with"),
        plain_back=size(state.grads[False][0], "gradient at the front, without"),
        normed_back=size(state.grads[True][0], "gradient at the front, with"),
        growth=show(state.growth, ".2f", label="factor per layer, with"),
        verdict=f"{without(state)} {with_it(state)}",
    )


def size(value, label):
    """A readout for numbers that may be anything."""
    return show(value, ",.0f" if 10 <= value < 1e5 else ".2g", label=label)


def without(state):
    signal, gradient = state.sizes[False][-1], state.grads[False][0]
    faint, loud = signal < 0.05, signal > 20
    if faint or (gradient < 0.02 and not loud):
        return "Without batch norm " + (
            "the signal dies on its way." if faint else "the gradient dies on its way back."
        )
    if loud or gradient > 50:
        return f"Without batch norm {'the signal' if loud else 'the gradient'} explodes."
    if state.depth < 5:
        return "With so few layers, it comes through without batch norm, too."
    return "It comes through without batch norm, too: this gain suits this activation."


def with_it(state):
    gradient = state.grads[True][0]
    if gradient > 20:
        return "With it the signal keeps its size, but the gradient explodes on its way back."
    if gradient < 0.05:
        return "With it the signal keeps its size, but the gradient fades on its way back."
    return "With it the signal keeps its size, and the gradient keeps a usable size."

"""Learning rates drawn evenly on a linear or on a log scale: where they land, and what nets with those rates do."""

import numpy as np

from course.live import State, choice, explorer, log, readouts, show
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, HANDLE, MODEL
from nbcore import search

from ..nets import RATES, true_error

BINS = 10  # bars for each power of ten
EDGES = np.geomspace(1e-4, 1, 4 * BINS + 1)
SMALL_LAMBDA = 4  # the row of the map at λ = 0.0001
TOP = 26  # percent: the height of the left panel


def error(rates):
    """The true error of nets (Adam) with these rates, in percent; between the rates that were trained, a straight line."""
    return np.interp(np.log(rates), np.log(RATES), true_error("C")[SMALL_LAMBDA])


def expected(scale, low, threshold):
    """The share of draws above the threshold that the scale promises."""
    if scale == "linear":
        return (1 - max(threshold, low)) / (1 - low)
    return np.log(max(threshold, low)) / np.log(low)


@explorer(
    size=(1080, 400),
    presets={
        "even, linear": dict(scale="linear"),
        "even, log": dict(scale="log"),
        "one power of ten": dict(scale="linear", low=0.1),
    },
    scale=choice("linear", "log", label="drawn evenly on a scale that is"),
    low=log(1e-4, 0.1, start=1e-4, step=0.25, label="smallest learning rate"),
    n=log(10, 2000, start=1000, step=0.1, whole=True, label="draws"),
    threshold=log(1e-3, 0.9, start=0.1, step=0.05, label="the mark"),
)
def log_scale(scale, low, n, threshold):
    """Learning rates drawn evenly, on a linear or a log scale, up to 1: where they land, and what nets with those rates do."""
    draw = (search.uniform if scale == "linear" else search.log_uniform)(low, 1.0)
    rng = np.random.default_rng(3)
    rates = np.array([draw(rng) for _ in range(n)])
    return State(
        counts=np.histogram(rates, EDGES)[0] * (100 / n),
        ten=rates[:10],
        errors=error(rates[:10]),
        share=float((rates > threshold).mean()),
        wanted=expected(scale, low, threshold),
    )


@log_scale.seen
def scene(stage):
    bars, nets = stage.panels(
        "Where the draws land", "The first 10 draws, on real nets", names=["draws", "nets"], widths=[5, 4.6]
    )
    for axes in (bars, nets):
        axes.set(xscale="log", xlim=(7e-5, 1.4), xlabel="learning rate η")
        axes.set_xticks([1e-4, 1e-3, 1e-2, 0.1, 1], ["0.0001", "0.001", "0.01", "0.1", "1"])
    show_bars, show_nets = draw_bars(stage, bars), draw_nets(stage, nets)

    def show(state):
        show_bars(state)
        show_nets(state)

    return show


def draw_bars(stage, axes):
    """A bar for each tenth of a power of ten, the share of each power above it, and the mark that can be dragged."""
    from course.live.artists import Bars, QuickText

    axes.set(ylim=(0, TOP), ylabel="share of the draws (%)")
    columns = stage.moving(Bars(axes, (EDGES[:-1] + EDGES[1:]) / 2, np.diff(EDGES), fc=MODEL, ec="white", lw=0.5))
    powers = [stage.moving(QuickText(axes, 10.0 ** (k - 3.5), 24.3, DATA, size=12, weight="bold")) for k in range(4)]
    for k in range(1, 4):
        axes.axvline(10.0 ** (k - 4), color=FAINT, lw=1)
    mark = stage.moving(axes.plot([], [], color=ERROR, lw=2, ls="--"))
    knob = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("threshold", axes, lambda s: (s.threshold, 20.5), lambda x, y, s: {"threshold": x}, label="the mark")

    def show(state):
        columns.show(np.minimum(state.counts, TOP))
        for k, text in enumerate(powers):
            text.set_text(f"{state.counts[k * BINS : (k + 1) * BINS].sum():.0f}%")
        mark.set_data([state.threshold] * 2, [0, 22.5])
        knob.set_data([state.threshold], [20.5])

    return show


def draw_nets(stage, axes):
    """What real nets do at each learning rate, and where the first ten draws fall on that curve."""
    axes.set(ylim=(0, 100), ylabel="true error (%)")
    axes.plot(RATES, true_error("C")[SMALL_LAMBDA], color=GREY, lw=2)
    tried = stage.moving(axes.plot([], [], "o", color=MODEL, mec="white", ms=10))
    feet = stage.moving(axes.plot([], [], "|", color=MODEL, ms=14, mew=2))
    best = stage.moving(axes.plot([], [], "o", mfc="none", mec=GOOD, mew=3, ms=18))

    def show(state):
        tried.set_data(state.ten, state.errors)
        feet.set_data(state.ten, np.full(10, 3))
        best.set_data(state.ten[[state.errors.argmin()]], [state.errors.min()])

    return show


@log_scale.said
def words(state):
    return readouts(
        above=show(100 * state.share, ".1f", "%", label="draws above the mark"),
        wanted=show(100 * state.wanted, ".1f", "%", label="share to expect"),
        useless=show(int((state.errors > 50).sum()), ".0f", label="of the ten: over half wrong"),
        best=show(state.errors.min(), ".0f", "%", label="lowest of the ten"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.scale == "log":
        said = "Evenly on a log scale: each power of ten gets the same share of the draws."
    elif state.low >= 0.05:
        said = "Within about one power of ten, the linear scale does little harm."
    else:
        said = "Evenly on a linear scale: nearly all draws land in the largest power of ten, and the small rates are hardly tried."
    if state.errors.min() > 50:
        said += " But this range has no good rate for these nets: they need smaller ones."
    return said

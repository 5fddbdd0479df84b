"""The sheet at the end of a patient's bed: the curves, which are free, and seven tests, which are covered until they are ordered."""

import math

import numpy as np

from course.lessons.clinic.examination import EPOCHS, TEN_STEPS, Chart
from course.live import readouts, show
from course.live.style import BLACK, BLUE, ERROR, FAINT, GOOD, GREY, MODEL, ORANGE

TESTS = {  # name -> (title, price)
    "pictures": ("Pictures and labels", 1),
    "units": ("Silent units", 1),
    "slopes": ("Slopes and weights", 1),
    "check": ("Gradient check", 2),
    "again": ("Asked again", 2),
    "ten": ("Overfit ten", 3),
    "test_set": ("Test set", 3),
}
LAYOUT = [["loss", "pictures", "units", "slopes", "check"], ["loss", "again", "ten", "test_set", "stamp"]]
HIGHEST = 3.4  # of a loss, as drawn: what is higher is a triangle at the upper edge
BEYOND = 1e3  # a loss above is written as infinite
MOST_LAYERS, MOST_HIDDEN = 7, 6  # that there is room for


class Sheet:
    def __init__(self, stage, covered=True):
        self.axes = stage.mosaic(LAYOUT, width_ratios=[1.4, 1, 1, 1, 1])
        for name, (title, price) in TESTS.items():
            self.axes[name].set_title(f"{title} ({price})" if covered else title, fontsize=10)
        self.parts = [
            draw_curves(stage, self.axes["loss"], self.axes["stamp"]),
            draw_pictures(stage, self.axes["pictures"]),
            draw_units(stage, self.axes["units"]),
            draw_slopes(stage, self.axes["slopes"]),
            draw_check(stage, self.axes["check"]),
            draw_again(stage, self.axes["again"]),
            draw_ten(stage, self.axes["ten"]),
            draw_test(stage, self.axes["test_set"]),
        ]
        self.stamp = draw_stamp(stage, self.axes["stamp"])
        self.covers = {name: cover(stage, self.axes[name]) for name in TESTS}

    def show(self, chart: Chart, ordered, before=None, stamp=("", BLACK)):
        """Draw what is known of a chart, and of the tests those that are ordered. before: an earlier chart's losses in training. stamp: words, and their color."""
        for part in self.parts:
            part(chart, before)
        self.stamp(*stamp)
        for name, (blank, words) in self.covers.items():
            for artist in (blank, words):
                artist.set_visible(name not in ordered)
            words.set_text("not ordered")


def texts(stage, axes, places, **look):
    """Texts that change, at these places of the axes."""
    from course.live.artists import QuickText

    color = look.pop("color", BLACK)
    return [stage.moving(QuickText(axes, x, y, color, **{"size": 10, **look})) for x, y in places]


def cover(stage, axes):
    from matplotlib.patches import Rectangle

    blank = Rectangle((0, 0), 1, 1, transform=axes.transAxes, fc="#eef1f4", ec=FAINT, zorder=20, clip_on=False)
    axes.add_patch(blank)
    return stage.moving(blank), *texts(stage, axes, [(0.5, 0.5)], color=GREY, zorder=21, shares=True)


# ---- losses ----


def loss_axis(axes, last):
    """Losses from 0 up, on an even scale, with the loss of guessing as a line."""
    axes.set(xlim=(-0.02 * last, 1.02 * last), ylim=(0, HIGHEST + 0.2), yticks=[0, 1, math.log(10), 3])
    axes.set_yticklabels(["0", "1", "2.30", "3"])
    axes.axhline(math.log(10), color=FAINT, lw=1.6)


def curve(stage, axes, *look, color, **more):
    """A loss over time, with triangles where it leaves the panel at the top. Gives the function that shows one."""
    line = stage.moving(axes.plot([], [], *look, color=color, **more))
    above = stage.moving(axes.plot([], [], "^", color=color, ms=5, clip_on=False))

    def show(losses):
        losses = np.nan_to_num(np.asarray(losses, dtype=float), nan=np.inf, posinf=np.inf)
        line.set_data(range(len(losses)), np.minimum(losses, HIGHEST))
        (off,) = np.nonzero(losses > HIGHEST)
        above.set_data(off, np.full(len(off), HIGHEST))

    return show


def draw_curves(stage, axes, key):
    """The two free curves. key: the panel in which their lines are named, if it is shown."""
    axes.set_title("Loss, epoch by epoch", fontsize=10)
    loss_axis(axes, EPOCHS)
    axes.set(xlabel="epoch", xticks=[0, 5, 10, 15, 20])
    before = curve(stage, axes, ":", color=ORANGE, lw=2.2)
    train, held = curve(stage, axes, "--", color=BLACK, lw=1.8), curve(stage, axes, color=ERROR, lw=1.8)
    if not stage.shows(key):  # drawn alone, it says by itself what its lines mean
        name_lines(axes)
        axes.set_ylim(0, HIGHEST + 1.5)
        axes.legend(loc="upper right", ncols=2, bbox_to_anchor=(1, 1.04))

    def show(chart, was):
        train(chart.loss)
        held(chart.held_loss)
        before(was or [])

    return show


def name_lines(axes):
    for look, name in (
        (dict(ls="--", color=BLACK), "training"),
        (dict(color=ERROR), "held out"),
        (dict(color=FAINT), "guessing, 2.30"),
        (dict(ls="", marker="^", color=GREY, ms=5), "off the scale"),
    ):
        axes.plot([], [], lw=1.8, **look, label=name)


def draw_ten(stage, axes):
    loss_axis(axes, TEN_STEPS)
    axes.set(xlabel="step", xticks=[0, 50, 100], ylim=(0, HIGHEST + 1.2))
    axes.axhline(0.1, color=GOOD, lw=1)
    loss = curve(stage, axes, color=MODEL)
    (last,) = texts(stage, axes, [(0.99, 0.97)], ha="right", va="top", boxed=True, shares=True)

    def show(chart, was):
        ten = getattr(chart, "ten", ())
        loss(ten)
        last.set_text(f"at the end: {number(ten[-1])}" if len(ten) > TEN_STEPS else "")

    return show


def number(loss):
    return "infinite" if not loss < BEYOND else f"{loss:.3f}" if loss < 0.1 else f"{loss:.2f}"


# ---- before training ----


def draw_pictures(stage, axes):
    from course.live.artists import Pixels

    axes.set(xlim=(-1, 39), ylim=(31.5, -1.5), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    wall = stage.moving(Pixels(axes, (-0.5, 37.5, 21.5, -0.5), high=255))
    places = [(10 * (k % 4) + 3.5, 12 * (k // 4) + 9.6) for k in range(8)]
    labels = texts(stage, axes, places, color=MODEL, weight="bold")
    inputs = texts(stage, axes, [(19, 25.2), (19, 29)], boxed=True)

    def show(chart, was):
        if not hasattr(chart, "samples"):
            return
        sheet = np.zeros((22, 38))
        for k, (text, (picture, label)) in enumerate(zip(labels, chart.samples)):
            row, column = 12 * (k // 4), 10 * (k % 4)
            sheet[row : row + 8, column : column + 8] = picture.reshape(8, 8)
            text.set_text(str(label))
        wall.set_data(sheet)
        words = "inputs {:.0f} to {:.0f}".format(*chart.input_range), f"spread {chart.input_spread:.1f}"
        for text, line in zip(inputs, words):
            text.set_text(line.replace("-", "−"))

    return show


def by_layer(axes, most=MOST_LAYERS):
    axes.set(xlim=(0.3, most + 0.5), xticks=range(1, most + 1), xlabel="layer")


def draw_units(stage, axes):
    """The share of units in each layer that are silent for every picture, before training."""
    from course.live.artists import Bars

    by_layer(axes, MOST_HIDDEN)
    layers = range(1, MOST_HIDDEN + 1)
    axes.set(ylim=(0, 134), yticks=[0, 50, 100], xlabel="layer (% at start)")
    bars = stage.moving(Bars(axes, layers, 0.6, fc=MODEL))
    numbers = texts(stage, axes, [(k, 0) for k in layers], va="bottom")

    def show(chart, was):
        heights = np.full(MOST_HIDDEN, np.nan)
        silent = getattr(chart, "silent", [])[:MOST_HIDDEN]
        heights[: len(silent)] = 100 * np.asarray(silent)
        bars.show(heights)
        for k, (height, text) in enumerate(zip(np.nan_to_num(heights), numbers)):
            lift = 14 if height > 99 and k % 2 else 0  # two hundreds side by side are too wide
            text.set_position((k + 1, height + 2 + lift))
            text.set_text(f"{height:.0f}" if k < len(silent) else "")

    return show


def draw_slopes(stage, axes):
    """How large the weights' slopes are in each layer, first and last, and how far the weights have moved."""
    by_layer(axes)
    axes.set(ylim=(1e-8, 1e9), yscale="log", xlabel="layer  ○ start  • end")
    axes.set_yticks([1e-8, 1e-4, 1, 1e4], ["≤10⁻⁸", "10⁻⁴", "1", "10⁴"])
    axes.minorticks_off()
    first = stage.moving(axes.plot([], [], "o", color="none", mec=BLUE, mew=1.8, ms=8, clip_on=False))
    last = stage.moving(axes.plot([], [], ".", color=ORANGE, ms=8, clip_on=False, zorder=4))
    weights = texts(stage, axes, [(0.99, 0.9), (0.99, 0.76)], ha="right", boxed=True, shares=True)

    def show(chart, was):
        before, after = (getattr(chart, name, [])[:MOST_LAYERS] for name in ("slopes_before", "slopes_after"))
        first.set_data(range(1, 1 + len(before)), np.clip(before, 1e-8, 1e4))
        last.set_data(range(1, 1 + len(after)), np.clip(after, 1e-8, 1e4))
        said = travelled(chart) if after else ("", "")
        for text, words in zip(weights, said):
            text.set_text(words)

    return show


def travelled(chart):
    """How far the weights have moved and how large they are now, as multiples of their size at the start: two lines."""
    if math.isnan(chart.moved):
        return "weights start at 0", ""
    if not min(chart.moved, chart.shrunk) < 100:
        return "weights moved", "more than 100 ×"
    return "weights moved", f"{size(chart.moved)}, now {size(chart.shrunk)}"


def size(ratio):
    """A ratio of weights to weights, short."""
    if not ratio < 100:
        return "> 100 ×"
    return f"{ratio:.2f} ×" if ratio < 10 else f"{ratio:.0f} ×"


def draw_check(stage, axes):
    """The ratio of lesson 3's gradient check, for each layer."""
    by_layer(axes)
    axes.set(ylim=(1e-13, 1e3), yscale="log")
    axes.set_yticks([1e-12, 1e-5, 1e-3, 1], ["10⁻¹²", "10⁻⁵", "10⁻³", "1"])
    axes.minorticks_off()
    axes.axhspan(1e-3, 1e3, color="#f9e3d6", lw=0)
    axes.axhline(1e-5, color=GOOD, lw=1)
    axes.text(MOST_LAYERS + 0.2, 30, "wrong", fontsize=10, va="center", ha="right")
    apart = stage.moving(axes.plot([], [], "s", color=MODEL, ms=7, clip_on=False))

    def show(chart, was):
        ratios = getattr(chart, "apart", [])[:MOST_LAYERS]
        apart.set_data(range(1, 1 + len(ratios)), np.clip(ratios, 1e-13, 1))

    return show


# ---- after training ----


def draw_shares(stage, axes, labels, colors):
    """Bars of shares in percent. Gives the function that shows them."""
    from course.live.artists import Bars

    places = range(len(labels))
    axes.set(xlim=(-0.6, len(labels) - 0.4), ylim=(0, 150), yticks=[0, 50, 100])
    axes.set_xticks(places, labels, fontsize=10)
    bars = stage.moving(Bars(axes, places, 0.6, fc=colors))
    numbers = texts(stage, axes, [(k, 0) for k in places], va="bottom")

    def show(shares):
        bars.show(100 * np.asarray(shares or [0] * len(labels)))
        for k, text in enumerate(numbers):
            text.set_position((k, 100 * shares[k] + 2 if shares else 0))
            text.set_text(f"{100 * shares[k]:.0f}%" if shares else "")

    return show


def draw_again(stage, axes):
    bars = draw_shares(stage, axes, ["in a batch", "alone"], [GREY, MODEL])
    (says,) = texts(stage, axes, [(0.5, 0.98)], va="top", shares=True)
    says.set_text("same answer?")
    return lambda chart, was: bars([chart.twice, chart.alone] if hasattr(chart, "twice") else None)


def draw_test(stage, axes):
    bars = draw_shares(stage, axes, ["train", "held\nout", "test"], [GREY, ERROR, MODEL])
    (both,) = texts(stage, axes, [(0.5, 0.98)], va="top", shares=True)

    def show(chart, was):
        measured = hasattr(chart, "test_right")
        bars([chart.right[-1], chart.held_right[-1], chart.test_right] if measured else None)
        both.set_text(f"rows in both: {chart.shared}" if measured else "")

    return show


def draw_stamp(stage, axes):
    """What the lines of the loss mean, and below it a few words, for a diagnosis."""
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    name_lines(axes)
    axes.legend(loc="upper left", bbox_to_anchor=(-0.1, 1.2), borderaxespad=0.0, handlelength=2.2, labelspacing=0.25)
    lines = texts(stage, axes, [(-0.06, 0.2), (-0.06, 0.04)], ha="left", weight="bold", size=10, shares=True)

    def show(words, color):
        for text, line in zip(lines, [*broken(words), "", ""]):
            text.set_text(line)
            text.set_color(color)

    return show


def broken(words):
    import textwrap

    return textwrap.wrap(words, 20)


# ---- in words ----


def scores(chart):
    """The free readouts: what the curves say."""
    return {
        "loss": show(chart.loss[-1] if chart.loss[-1] < BEYOND else math.inf, ".2f", label="training loss"),
        "held": show(chart.held_loss[-1] if chart.held_loss[-1] < BEYOND else math.inf, ".2f", label="held-out loss"),
        "right": show(100 * chart.right[-1], ".0f", "%", label="training right"),
        "held_right": show(100 * chart.held_right[-1], ".0f", "%", label="held-out right"),
    }


def test_score(chart):
    return show(100 * chart.test_right, ".0f", "%", label="test right")


def work_done(chart):
    """How far an examination is, from 0 to 1."""
    return min(1.0, 0.7 * (len(chart.loss) - 1) / EPOCHS + 0.3 * len(getattr(chart, "ten", ())) / (TEN_STEPS + 1))


def progress(chart):
    words = f"epoch {len(chart.loss) - 1} of {EPOCHS}" if not hasattr(chart, "ten") else "and now on ten pictures only"
    return readouts(**scores(chart), verdict=f"Training: {words}.")

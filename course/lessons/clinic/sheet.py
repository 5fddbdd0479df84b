"""The sheet at the end of a patient's bed: the curves, which are free, and seven tests, which are covered until they are ordered."""

import math

import numpy as np

from course.lessons.clinic.examination import EPOCHS, TEN_STEPS, Chart
from course.live import readouts, show
from course.live.style import BLACK, BLUE, ERROR, FAINT, GOOD, GREY, MODEL, ORANGE

TESTS = {  # name -> (title, price)
    "pictures": ("Pictures and labels", 1),
    "units": ("Silent units, at first", 1),
    "slopes": ("Slopes and weights", 1),
    "check": ("Gradient check", 2),
    "again": ("Asked again: same?", 2),
    "ten": ("Ten pictures only", 3),
    "strangers": ("Strangers' pictures", 3),
}
HIGHEST, LOWEST = 1e3, 3e-3  # of the loss, as drawn
MOST_LAYERS = 7


class Sheet:
    def __init__(self, stage, covered=True):
        grid = stage.figure.subplots(2, 4, squeeze=False).ravel()
        self.axes = dict(zip(["loss", *TESTS], grid))
        for (_name, (title, price)), axes in zip(TESTS.items(), grid[1:]):
            axes.set_title(f"{title} ({price})" if covered else title, fontsize=10.5)
        self.stage = stage
        self._curves()
        self._pictures()
        self._layers()
        self._shares()
        self.stamp = self.text("loss", EPOCHS / 2, 22, size=10, weight="bold", boxed=True, zorder=9)
        self.covers = {name: self._cover(axes) for name, axes in self.axes.items() if name != "loss"}

    def line(self, name, *look, **more):
        return self.stage.moving(self.axes[name].plot([], [], *look, **more))

    def text(self, name, x, y, **look):
        from course.live.artists import QuickText

        made = self.stage.moving(QuickText(self.axes[name], x, y, look.pop("color", BLACK), **look))
        return made

    def _curves(self):
        axes = self.axes["loss"]
        axes.set_title("Loss, epoch by epoch", fontsize=10.5)
        axes.set(xlim=(-0.5, EPOCHS + 0.5), ylim=(LOWEST, HIGHEST), yscale="log", xlabel="epoch")
        axes.set_yticks([0.01, 1, 100], ["0.01", "1", "100"])
        axes.minorticks_off()
        axes.axhline(math.log(10), color=FAINT, lw=1.2)
        axes.text(EPOCHS, math.log(10) * 1.15, "guessing: 2.30", fontsize=10, ha="right", va="bottom", color=GREY)
        self.before = self.line("loss", "--", color=ORANGE, lw=1.6)
        self.train, self.held = self.line("loss", ":", color=BLACK), self.line("loss", color=ERROR, lw=1.6)
        axes.plot([], [], ":", color=BLACK, label="training")
        axes.plot([], [], color=ERROR, label="held out")
        axes.legend(
            loc="upper right",
            ncols=2,
            columnspacing=0.8,
            handlelength=1.4,
            borderaxespad=0.0,
            fontsize=10,
            handletextpad=0.4,
        )

        axes = self.axes["ten"]
        axes.set(xlim=(0, TEN_STEPS), ylim=(LOWEST, HIGHEST), yscale="log", xlabel="step")
        axes.set_yticks([0.01, 1, 100], ["0.01", "1", "100"])
        axes.minorticks_off()
        axes.axhline(0.1, color=GOOD, lw=1)
        axes.text(TEN_STEPS * 0.98, 0.115, "known by heart", fontsize=10, ha="right", va="bottom", color=GREY)
        self.ten = self.line("ten", color=MODEL)

    def _pictures(self):
        from course.live.artists import Pixels

        axes = self.axes["pictures"]
        axes.set(xlim=(-1, 39), ylim=(31.5, -1.5), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        self.wall = self.stage.moving(Pixels(axes, (-0.5, 37.5, 21.5, -0.5), high=255))
        self.labels = [
            self.text("pictures", 10 * (k % 4) + 3.5, 12 * (k // 4) + 9.6, color=MODEL, weight="bold", size=10)
            for k in range(8)
        ]
        self.inputs = [self.text("pictures", 19, height, size=10, boxed=True) for height in (25.2, 29)]

    def _layers(self):
        from course.live.artists import Bars

        units, slopes, check = (self.axes[name] for name in ("units", "slopes", "check"))
        for axes in (units, slopes, check):
            axes.set(xlim=(0.3, MOST_LAYERS + 0.4), xticks=range(1, MOST_LAYERS + 1), xlabel="layer")
        units.set(ylim=(0, 118), yticks=[0, 50, 100])
        units.set_ylabel("%", labelpad=0)
        self.bars = self.stage.moving(Bars(units, range(1, MOST_LAYERS + 1), 0.6, fc=MODEL))
        self.numbers = [self.text("units", k, 0, size=10, va="bottom") for k in range(1, MOST_LAYERS + 1)]
        slopes.set(ylim=(1e-8, 1e8), yscale="log", xlabel="layer   ○ at first  • at last")
        slopes.set_yticks([1e-8, 1e-4, 1, 1e4], ["0", "10⁻⁴", "1", "10⁴"])
        slopes.minorticks_off()
        self.first = self.line("slopes", "o", color="none", mec=BLUE, mew=1.8, ms=8, clip_on=False)
        self.last = self.line("slopes", ".", color=ORANGE, ms=8, clip_on=False, zorder=4)
        self.weights = [
            self.text("slopes", MOST_LAYERS + 0.2, height, size=10, ha="right", boxed=True) for height in (1.2e7, 2.5e5)
        ]
        check.set(ylim=(1e-13, 1e5), yscale="log")
        check.set_yticks([1e-12, 1e-7, 1e-3], ["10⁻¹²", "10⁻⁷", "10⁻³"])
        check.minorticks_off()
        check.axhspan(1e-3, 1e5, color="#f9e3d6", lw=0)
        check.axhline(1e-7, color=GOOD, lw=1)
        check.text(0.5, 700, "wrong", fontsize=10, va="center")
        self.apart = self.line("check", "s", color=MODEL, ms=7, clip_on=False)

    def _shares(self):
        from course.live.artists import Bars

        self.shares = {}
        for name, labels in (("again", ("twice", "then alone")), ("strangers", ("training", "held\nout", "strangers"))):
            axes = self.axes[name]
            axes.set(xlim=(-0.6, len(labels) - 0.4), ylim=(0, 132), yticks=[0, 50, 100])
            axes.set_xticks(range(len(labels)), labels, fontsize=10)
            axes.set_ylabel("%", labelpad=0)
            bars = self.stage.moving(Bars(axes, range(len(labels)), 0.6, fc=[GREY, ERROR, MODEL][-len(labels) :]))
            self.shares[name] = bars, [self.text(name, k, 0, size=10, va="bottom") for k in range(len(labels))]
        self.both = self.text("strangers", 1, 119, size=10, va="bottom", boxed=True)

    def _cover(self, axes):
        from matplotlib.patches import Rectangle

        from course.live.artists import QuickText

        sheet = Rectangle((0, 0), 1, 1, transform=axes.transAxes, fc="#eef1f4", ec=FAINT, zorder=20, clip_on=False)
        axes.add_patch(sheet)
        return self.stage.moving([sheet, QuickText(axes, 0.5, 0.5, GREY, zorder=21, shares=True)])

    # ---- what moves ----

    def show(self, chart: Chart, ordered, before=None, stamp=("", BLACK)):
        """Draw what is known of a chart, and of the tests those that are ordered. before: an earlier chart's loss. stamp: words across the curves, and their colour."""
        for curve, losses in ((self.train, chart.loss), (self.held, chart.held_loss), (self.before, before or [])):
            curve.set_data(range(len(losses)), drawn(losses))
        self.stamp.set(text=stamp[0], color=stamp[1])
        ready = chart.examined
        for name, cover in self.covers.items():
            for part in cover:
                part.set_visible(name not in ordered)
            cover[1].set_text("not ordered" if name not in ordered or ready else "")
        if hasattr(chart, "apart"):
            self._show_start(chart)
        self.ten.set_data(range(len(getattr(chart, "ten", ()))), drawn(getattr(chart, "ten", ())))
        self._show_end(chart, ready)

    def _show_start(self, chart):
        wall = np.zeros((22, 38))
        for k, (text, (picture, label)) in enumerate(zip(self.labels, chart.samples)):
            row, column = 12 * (k // 4), 10 * (k % 4)
            wall[row : row + 8, column : column + 8] = picture.reshape(8, 8)
            text.set_text(str(label))
        self.wall.set_data(wall)
        words = "inputs {:.0f} to {:.0f}".format(*chart.input_range), f"spread {chart.input_spread:.1f}"
        for text, line in zip(self.inputs, words):
            text.set_text(line.replace("-", "−"))
        heights = np.full(MOST_LAYERS, np.nan)
        silent = chart.silent[:MOST_LAYERS]
        heights[: len(silent)] = 100 * np.asarray(silent)
        self.bars.show(heights)
        for k, (height, text) in enumerate(zip(np.nan_to_num(heights), self.numbers)):
            there = k < len(chart.silent)
            text.set_position((k + 1, height + 2))
            text.set_text(f"{height:.0f}" if there else "")
        layers = range(1, 1 + len(chart.slopes_before))
        self.first.set_data(layers, np.clip(chart.slopes_before, 1e-8, 1e4))
        self.apart.set_data(layers, np.clip(chart.apart, 1e-13, 1))

    def _show_end(self, chart, ready):
        after = getattr(chart, "slopes_after", [])
        self.last.set_data(range(1, 1 + len(after)), np.clip(after, 1e-8, 1e4))
        said = [f"weights moved {size(chart.moved)}", f"and are now {size(chart.shrunk)}"] if after else ["", ""]
        for text, words in zip(self.weights, said):
            text.set_text(words)
        values = (
            {"again": [chart.twice, chart.alone], "strangers": [chart.right[-1], chart.held_right[-1], chart.strangers]}
            if after
            else {}
        )
        for name, (bars, texts) in self.shares.items():
            measured = values.get(name, [0] * len(texts))
            bars.show(100 * np.asarray(measured))
            for k, (text, value) in enumerate(zip(texts, measured)):
                text.set_position((k, 100 * value + 2))
                text.set_text(f"{100 * value:.0f}" if after else "")
        self.both.set_text(f"rows in both: {chart.shared}" if after else "")


def size(ratio):
    """A ratio of weights to weights, short."""
    if math.isnan(ratio):
        return "from 0"
    return f"{ratio:.2f} ×" if ratio < 100 else "> 100 ×"


def drawn(losses):
    return np.clip(np.nan_to_num(np.asarray(losses, dtype=float), posinf=HIGHEST), LOWEST, HIGHEST * 0.9)


def scores(chart):
    """The free readouts: what the curves say."""
    return {
        "loss": show(chart.loss[-1] if chart.loss[-1] < HIGHEST else math.inf, ".2f", label="training loss"),
        "held": show(chart.held_loss[-1] if chart.held_loss[-1] < HIGHEST else math.inf, ".2f", label="held-out loss"),
        "right": show(100 * chart.right[-1], ".0f", "%", label="training right"),
        "held_right": show(100 * chart.held_right[-1], ".0f", "%", label="held-out right"),
    }


def work_done(chart):
    """How far an examination is, from 0 to 1."""
    return min(1.0, 0.7 * (len(chart.loss) - 1) / EPOCHS + 0.3 * len(getattr(chart, "ten", ())) / (TEN_STEPS + 1))


def progress(chart):
    words = f"epoch {len(chart.loss) - 1} of {EPOCHS}" if not hasattr(chart, "ten") else "and now on ten pictures only"
    return readouts(**scores(chart), verdict=f"Training: {words}.")

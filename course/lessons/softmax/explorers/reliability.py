"""A reliability diagram: how often answers are right, against how sure they were, and one temperature to correct it."""

import numpy as np

from course.lessons.softmax.few_pictures import BINS, EPOCHS, TEMPERATURES, binned, calibration_error, kept, train
from course.live import State, choice, explorer, integer, log, readouts, show
from course.live.explorer import Step
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, MODEL

PICTURES = ("dev", "test")
FEW = 10  # answers; a bin with fewer says next to nothing


@explorer(
    size=(1080, 400),
    presets={
        "T = 1.78": dict(temperature=1.78),
        "test, T = 1": dict(pictures="test"),
        "test, T = 1.78": dict(temperature=1.78, pictures="test"),
        "5 epochs": dict(epochs=5),
        "only the mean fits": dict(epochs=5, split=4, temperature=0.62),
    },
    temperature=log(0.25, 8, start=1, label="temperature T"),
    epochs=choice(*EPOCHS, start=EPOCHS[-1], label="epochs of training"),
    pictures=choice(*PICTURES, label="pictures it is judged on"),
    split=integer(1, 5, start=1, label="split and start"),
)
def reliability(temperature, epochs, pictures, split):
    """A network's claims against the truth: how sure it is of each answer, and how often it is right."""
    if split in kept:
        return measured(kept[split][epochs], temperature, pictures, epochs)
    return work(temperature, epochs, pictures, split)


def work(temperature, epochs, pictures, split):
    for epoch, now in train(split):
        if epoch < EPOCHS[-1]:
            yield Step(epoch / EPOCHS[-1], measured(now, temperature, pictures, epoch))
    return measured(kept[split][epochs], temperature, pictures, epochs)


def measured(claims, temperature, pictures, epoch):
    """What the claims come to at this temperature. The best one is looked for on the dev pictures, never on the test pictures."""
    judged = claims[pictures]
    confidence = judged.confidence(temperature)
    bins = binned(confidence, judged.right)
    return State(
        epoch=epoch,
        bins=bins,
        right=judged.right.mean(),
        training=claims["training"].right.mean(),
        confidence=confidence.mean(),
        error=calibration_error(bins),
        loss=judged.loss(temperature),
        losses={name: claims[name].losses for name in PICTURES},
        now={name: claims[name].loss(temperature) for name in PICTURES},
        best=TEMPERATURES[claims["dev"].losses.argmin()],
        count=len(judged.written),
    )


# ---- what is seen -------------------------------------------------------------------------------


@reliability.seen
def scene(stage):
    diagram, counts, cost = stage.panels(
        "Reliability diagram",
        "How many answers are how sure",
        "Loss at each temperature",
        names=["diagram", "counts", "loss"],
        widths=[4.6, 4, 4],
    )
    parts = [draw_diagram(stage, diagram), draw_counts(stage, counts), draw_loss(stage, cost)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_diagram(stage, axes):
    """For each bin the part that is right, with the reach of chance, and in red how far that is from what was claimed."""
    axes.set(
        xlim=(0.1, 1.02),
        ylim=(-0.02, 1.04),
        xlabel="confidence (claimed)     ○ fewer than 10",
        ylabel="accuracy (right)",
    )
    axes.plot([0, 1], [0, 1], color=GREY, lw=1.5)
    axes.text(1.0, 0.0, "gray line: calibrated", color=GREY, ha="right", va="bottom")
    gaps = stage.moving(axes.plot([], [], color=ERROR, lw=5))
    reaches = stage.moving(axes.plot([], [], color=DATA, lw=1.2))
    few = stage.moving(axes.plot([], [], "o", color="white", mec=GREY, ms=7, zorder=5))
    dots = stage.moving(axes.plot([], [], "o", color=MODEL, mec="white", ms=9, zorder=5))

    def show(state):
        enough = np.array([b.count >= FEW for b in state.bins])
        across, right = np.array([(b.confidence, b.right) for b in state.bins]).T
        low, high = np.array([b.interval for b in state.bins]).T
        dots.set_data(across[enough], right[enough])
        few.set_data(across[~enough], right[~enough])
        gaps.set_data(*sticks(across[enough], across[enough], right[enough]))
        reaches.set_data(*sticks(across[enough], low[enough], high[enough]))

    return show


def sticks(across, low, high):
    """Upright lines from low to high, as one line with gaps."""
    nothing = np.full(len(across), np.nan)
    return np.repeat(across, 3), np.stack([low, high, nothing], axis=1).ravel()


def draw_counts(stage, axes):
    """Which part of the answers lies in each bin, and both means."""
    from course.live.artists import Bars

    axes.set(xlim=(0.1, 1.02), ylim=(0, 1.04), xlabel="confidence", ylabel="part of all answers")
    bars = stage.moving(Bars(axes, np.arange(BINS) / BINS + 0.5 / BINS, 0.085, fc=FAINT))
    looks = {"right": (GOOD, "-", "accuracy"), "confidence": (MODEL, "-.", "mean confidence")}
    lines = {}
    for name, (color, dash, label) in looks.items():
        axes.plot([], [], dash, color=color, lw=2.4, label=label)
        lines[name] = stage.moving(axes.plot([], [], dash, color=color, lw=2.4))
    axes.legend(loc="upper left")

    def show(state):
        heights = np.full(BINS, np.nan)
        for b in state.bins:
            heights[min(int(b.confidence * BINS), BINS - 1)] = b.count / state.count
        bars.show(heights)
        for name, line in lines.items():
            line.set_data([getattr(state, name)] * 2, [0, 0.7])

    return show


def draw_loss(stage, axes):
    """The loss over the temperature: of the dev pictures always, of the test pictures once they are the judge."""
    axes.set(xlim=(0.24, 8.4), ylim=(0.25, 8), xscale="log", yscale="log", xlabel="temperature T", ylabel="loss")
    axes.set_xticks([0.25, 0.5, 1, 2, 4, 8], ["0.25", "0.5", "1", "2", "4", "8"])
    axes.set_yticks([0.3, 1, 3], ["0.3", "1", "3"])
    axes.minorticks_off()
    curves, dots = {}, {}
    for name, color, dash in (("dev", ERROR, "-"), ("test", DATA, "-.")):
        axes.plot([], [], dash, color=color, label=name)
        curves[name] = stage.moving(axes.plot([], [], dash, color=color))
        dots[name] = stage.moving(axes.plot([], [], "o", color=color, mec="white", ms=9, zorder=5))
    axes.plot([], [], "*", color=GOOD, mec=DATA, ms=12, label="lowest on dev")
    star = stage.moving(axes.plot([], [], "*", color=GOOD, mec=DATA, ms=14, zorder=6))
    axes.legend(loc="upper right", ncols=2, columnspacing=1, handlelength=1.6)

    def show(state):
        for name in PICTURES:
            curves[name].set_data(TEMPERATURES, state.losses[name])
            dots[name].set_data([state.temperature], [state.now[name]])
            for artist in (curves[name], dots[name]):
                artist.set_visible(name == "dev" or state.pictures == "test")
        star.set_data([state.best], [state.losses["dev"].min()])

    return show


# ---- what is said -------------------------------------------------------------------------------


@reliability.said
def words(state):
    return readouts(
        accuracy=show(100 * state.right, ".1f", "%"),
        confidence=show(100 * state.confidence, ".1f", "%", label="mean confidence"),
        error=show(100 * state.error, ".1f", "points", label="calibration error"),
        off=show(sum(b.off for b in state.bins), ".0f", f"of {len(state.bins)}", label="bins off the diagonal"),
        loss=show(state.loss, ".3f", label=f"{state.pictures} loss"),
        best=show(state.best, ".2f", label="best T on dev"),
        training=show(100 * state.training, ".0f", "%", label="training accuracy"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.epoch != state.epochs:
        return f"Learning: epoch {state.epoch} of {EPOCHS[-1]}."
    right, confidence = state.right, state.confidence
    luck = 2 * np.sqrt(right * (1 - right) / state.count)  # a difference that chance explains
    claims = f"it claims {100 * confidence:.0f}% on average and is right {100 * right:.0f}% of the time."
    if abs(confidence - right) > luck:
        return f"{'Too sure of itself' if confidence > right else 'Too modest'}: {claims}"
    off = sum(b.off for b in state.bins)
    if off > 1:
        return f"Right on average, but not calibrated: {off} of {len(state.bins)} bins are off by more than chance."
    return f"Calibrated, as far as {state.count} pictures can tell: {claims}"

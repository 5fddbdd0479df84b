"""Networks trained from the beginning, three draws for each gain: which gains learn, and which do not."""

import math
import time

import numpy as np

from course.lessons.initialization.crowds import DRAWS, IN_PLACE, LEARNED, RATE, STEPS, crowd, spirals
from course.live import State, Step, choice, explorer, log, readouts, show, toggle
from course.live.style import BLACK, BLUE, DATA, ERROR, GOOD, GREY, ORANGE

SLICE = 4  # steps between two looks up from the work
ROUNDING = 1e-5  # of what a network in float32 says
PAUSE = 0.02  # seconds of work between two pictures
GAIN = log(0.25, 8, start=1.4, step=0.07525, label="gain g")  # four stops for each factor of 2
LOW, HIGH = -2, 3  # its ends, in powers of 2
STOPS = np.linspace(LOW, HIGH, len(GAIN.stops))  # where each stop of the slider has its row
SHADES = np.array([  # of a loss up to: learned, on the way there, guessing, and worse; grown past all bounds; not known
    [0, 120, 88], [0, 158, 115], [92, 190, 158], [150, 205, 186], [203, 206, 211], [236, 176, 138], [216, 116, 60], [190, 70, 0],
    [51, 51, 51], [255, 255, 255],
], np.uint8)  # fmt: skip
UP_TO = [0.01, LEARNED, 0.3, 0.6, 0.75, 1.5, 5]  # few shades, so that the stored picture keeps them apart
BLACKENED, EMPTY = 8, 9


@explorer(
    size=(1080, 420),
    presets={
        "gain 0.5": dict(gain=0.5),
        "gain √2": dict(gain=math.sqrt(2)),
        "gain 2.8": dict(gain=2.8),
        "sigmoid, gain 1": dict(activation="sigmoid", gain=1),
        "sigmoid, gain 5.7, η = 0.56": dict(activation="sigmoid", gain=5.7, lr=0.56),
    },
    gain=GAIN,
    lr=log(1e-4, 10, start=RATE, step=0.25, label="learning rate η"),
    depth=choice(2, 5, 10, 20, start=10, label="hidden layers"),
    activation=choice(*IN_PLACE, label="activation"),
    whole=toggle(label="train all gains"),
)
def trainable(gain, lr, depth, activation, whole):
    """Networks trained from the beginning, three draws for each gain: the first one's boundary, the losses, and what each gain came to."""
    run = crowd((gain,), depth, activation, lr)
    together = crowd(tuple(GAIN.stops), depth, activation, lr) if whole else None
    done = run.trained and (together is None or together.trained)
    return as_it_is(run, together) if done else training(run, together)


def training(run, together):
    """First the networks of this gain, then those of all the others, a few steps at a time."""
    due, share = time_since(PAUSE), 0.2 if together else 1.0
    while not run.trained:
        run.train(SLICE)
        if due():
            yield Step(share * run.done / (STEPS + 1), as_it_is(run, together))
    while together and not together.trained:
        together.train(1)
        if due():
            yield Step(share + (1 - share) * together.done / (STEPS + 1), as_it_is(run, together))
    return as_it_is(run, together)


def as_it_is(run, together):
    losses = run.losses[: run.done]
    return State(
        run=run,
        together=together,
        losses=losses,
        learned=int((losses[-1] < LEARNED).sum()),
        gone=int(np.isinf(losses[-1]).sum()),
        slope=float(np.median(run.first_gradient)) if run.first_gradient is not None else 0.0,
    )


def time_since(pause):
    """A function that says when so many seconds of work have gone by since it last said so."""
    last = time.perf_counter()

    def due():
        nonlocal last
        if time.perf_counter() - last < pause:
            return False
        last = time.perf_counter()
        return True

    return due


@trainable.seen
def scene(stage):
    world, fall, strip = stage.panels(
        "The first draw, after training",
        "The loss of three draws",
        "● learned   ○ not   × blew up",
        names=["plane", "loss", "gains"],
        widths=[4, 3.6, 4.6],
    )
    parts = [draw_plane(stage, world), draw_losses(stage, fall), draw_strip(stage, strip)]

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_plane(stage, axes):
    from course.live.artists import Field

    x, y = spirals()
    axes.set(xlim=(-2.1, 2.1), ylim=(-2.1, 2.1), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    field = Field(stage, axes, ["#f3c98b", "#ffffff", "#8fc3e6"], level=0.5, cells=64)
    for kind, color, shape in ((0, ORANGE, "s"), (1, BLUE, "o")):
        stage.moving(axes.plot(*x[y[:, 0] == kind].T, shape, color=color, mec=DATA, mew=0.6, ms=5.5, zorder=2))

    def show(state):
        chance = state.run.chance(field.points)
        if np.ptp(chance) < ROUNDING:  # the same answer everywhere: what looks like a boundary would be rounding
            chance = np.full_like(chance, 0.5 - 1e-9)
        field.show(chance)

    return show


def draw_losses(stage, axes):
    axes.set(xlim=(0, STEPS), ylim=(1e-3, 1e4), yscale="log", xlabel="step", ylabel="loss L")
    places = [1e-3, 1e-2, 0.1, 1, 10, 100, 1e3, 1e4]
    axes.set_yticks(places, ["0.001", "0.01", "0.1", "1", "10", "100", "1,000", "10,000"])
    axes.minorticks_off()
    axes.axhline(math.log(2), color=GREY, lw=1, ls=":")
    axes.text(STEPS, 0.58, "guessing", color=GREY, fontsize=10, ha="right", va="top")
    axes.axhspan(1e-3, LEARNED, color="#c9ebdd", lw=0)
    axes.text(4, 0.0013, "learned", fontsize=10, va="bottom")
    widths = (3.2, 1.4, 1.4)  # the first draw, whose answers are on the left, is the thick one
    curves = [stage.moving(axes.plot([], [], color=ERROR, lw=width)) for width in widths]
    burst = stage.moving(axes.plot([], [], "X", color=BLACK, ms=9, zorder=5))

    def show(state):
        steps, ends = np.arange(len(state.losses)), []
        for curve, losses in zip(curves, state.losses.T):
            alive = np.isfinite(losses)
            curve.set_data(steps[alive], np.maximum(losses[alive], 1e-4))
            if not alive.all():
                ends.append((steps[alive][-1], min(losses[alive][-1], 6e3)))
        burst.set_data(*np.array(ends).T if ends else ([], []))

    return show


# ---- the strip: a row for each gain, a column for each step -------------------------------------


def draw_strip(stage, axes):
    """The losses of all gains that were tried, as shades, and what came of each draw."""
    from course.live.artists import Field

    axes.set(xlim=(0, STEPS + 34), ylim=(LOW - 0.125, HIGH + 0.125), ylabel="gain g")
    axes.set_xlabel("step (green: learned, gray: guessing)")
    axes.set_xticks([0, 50, 100, 150, 200])
    axes.set_yticks([-2, -1, 0, 0.5, 1, 2, 3], ["0.25", "0.5", "1", "√2", "2", "4", "8"])
    picture = Field(stage, axes, ["white", "white"], cells=13 * len(STOPS))
    when, row, draw = places(picture)
    show_marks, show_gain = draw_marks(stage, axes), draw_gain(stage, axes)
    stage.memory.seen = {}  # (depth, activation, rate, stop): losses (STEPS + 1, DRAWS)

    def show(state):
        if state.run.trained:
            stage.memory.seen[state.depth, state.activation, state.lr, stop_of(state.gain)] = state.run.losses
        table = table_of(known(state, stage.memory.seen))
        shade = shades_of(table)[row[:, None], draw[:, None], when]
        shade[:, when < 0] = EMPTY
        shade[row < 0] = EMPTY
        picture.paint(SHADES[shade])
        show_marks(table[..., -1])
        show_gain(state)

    return show


def draw_marks(stage, axes):
    """What came of each draw: ● learned, ○ not, × blew up."""
    marks = {
        kind: stage.moving(axes.plot([], [], shape, zorder=3, **look))
        for kind, shape, look in (
            ("learned", "o", dict(color=GOOD, ms=6)),
            ("not", "o", dict(color="white", mec=GREY, ms=5)),
            ("burst", "x", dict(color=BLACK, ms=6, mew=2)),
        )
    }

    def show(last):
        kinds = {"learned": last < LEARNED, "burst": np.isinf(last), "not": np.isfinite(last) & (last >= LEARNED)}
        for kind, artist in marks.items():
            rows, draws = np.nonzero(kinds[kind])
            artist.set_data(STEPS + 7 + 10 * draws, STOPS[rows])

    return show


def draw_gain(stage, axes):
    arrow = stage.moving(axes.plot([], [], color=ORANGE, lw=2, zorder=4))
    stage.grip("gain", axes, lambda state: (0, math.log2(state.gain)), drag_gain, label="the gain")
    look = dict(marker="o", color="white", mec=ORANGE, mew=2.5, ms=11, zorder=8, clip_on=False)
    handle = stage.moving(axes.plot([], [], **look))

    def show(state):
        handle.set_data([0], [math.log2(state.gain)])
        arrow.set_data([0, STEPS + 34], [math.log2(state.gain)] * 2)

    return show


def drag_gain(_, y, state):
    return {"gain": 2.0**y}


def stop_of(gain):
    return int(np.abs(STOPS - math.log2(gain)).argmin())


def known(state, seen):
    """The losses known for each stop: of all gains trained together, or of those that were tried."""
    if state.together:
        return list(state.together.losses.reshape(STEPS + 1, len(STOPS), DRAWS).swapaxes(0, 1))
    return [seen.get((state.depth, state.activation, state.lr, k)) for k in range(len(STOPS))]


def table_of(losses):
    """(stops, DRAWS, STEPS + 1), NaN where nothing is known."""
    table = np.full((len(STOPS), DRAWS, STEPS + 1), np.nan)
    for k, some in enumerate(losses):
        if some is not None:
            table[k] = some.T
    return table


def places(picture):
    """For each column of the strip the step it stands for, for each row the stop and the draw; -1 where there is none."""
    when = np.where(picture.x <= STEPS, np.clip(np.rint(picture.x), 0, STEPS).astype(int), -1)
    band = (STOPS[1] - STOPS[0]) * 12 / 13
    row = np.abs(picture.y[:, None] - STOPS).argmin(axis=1)
    across = (picture.y - STOPS[row]) / band + 0.5
    draw = np.clip((across * DRAWS).astype(int), 0, DRAWS - 1)
    return when, np.where((across >= 0) & (across < 1), row, -1), draw


def shades_of(losses):
    """The number of the shade of each loss: green when learned, gray at guessing, red above, black when it is no number."""
    shades = np.searchsorted(UP_TO, losses).astype(np.uint8)
    shades[np.isinf(losses)] = BLACKENED
    shades[np.isnan(losses)] = EMPTY
    return shades


# ---- what is said -------------------------------------------------------------------------------


@trainable.said
def words(state):
    first, last = np.median(state.losses[0]), np.median(state.losses[-1])
    slope = state.slope
    return readouts(
        learned=show(state.learned, ".0f", f"of {DRAWS}", label="draws that learned"),
        first=show(first, ".2g" if first < 1e4 else ".0e", label="loss at the start"),
        last=show(
            last, ".2g" if not 100 <= last < math.inf else ".0e", label=f"loss after step {len(state.losses) - 1}"
        ),
        gradient=show(slope, ".2g" if 0.001 <= slope < 1000 else ".0e", label="first gradient in layer 1"),
        verdict=verdict(state, first, last),
    )


def verdict(state, first, last):
    if len(state.losses) <= STEPS:
        return "Training …"
    if state.learned == DRAWS:
        return "It learns, with each of the three draws."
    if state.learned:
        return "At the edge: some draws learn and others don't. Luck decides here."
    if state.gone:
        return "It blows up: the steps are so long that the numbers grow past all bounds."
    if state.slope < 2e-3 and last > 0.65:
        return "Nothing moves: hardly any slope comes back to layer 1, so the network still only guesses."
    if first > 3:
        return "It starts out very sure and very wrong, and the first steps are so long that they destroy it."
    if last > 1:
        return "The steps are too long for this network: its loss jumps about and does not settle."
    return "It has not learned in 200 steps." + (
        " The loss has begun to fall." if last < 0.6 else " It still only guesses."
    )

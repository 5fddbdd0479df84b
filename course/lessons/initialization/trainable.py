"""The explorer that trains: networks that differ in nothing but the size of their first weights."""

import math
from functools import lru_cache

import numpy as np

from course.live import choice, explorer, log, readouts, show, toggle
from course.live.artists import Field
from course.live.explorer import Step
from course.live.style import BLACK, BLUE, DATA, ERROR, GOOD, GREY, ORANGE
from nbcore import data

WIDTH, STEPS, RATE, DRAWS = 16, 200, 0.1, 3
LEARNED = 0.1  # a loss below this counts as learned
SLICE = 4  # steps between two looks up from the work
GAIN = log(0.25, 4, start=1.4, step=0.0753, label="gain g")  # four stops for each factor of 2


def _sigmoid(z):
    z *= 0.5
    np.tanh(z, out=z)
    z *= 0.5
    z += 0.5
    return z


BEND = {  # name -> the activation, in the place of z, and its slope written with its output; nbcore's would be slower
    "ReLU": (lambda z: np.maximum(z, 0, out=z), lambda a, out: np.greater(a, 0, out=out)),
    "tanh": (lambda z: np.tanh(z, out=z), lambda a, out: np.subtract(1, np.multiply(a, a, out=out), out=out)),
    "sigmoid": (_sigmoid, lambda a, out: np.multiply(a, np.subtract(1, a, out=out), out=out)),
}


@lru_cache(maxsize=1)
def spirals():
    """96 points of two spirals, standardised, (96, 2), and the class of each, (96, 1)."""
    x, y = data.spirals(96, turns=0.6, noise=0.03, seed=3)
    return data.Standardizer().fit(x).transform(x), y[:, None].astype(float)


class Crowd:
    """Networks of one shape that are trained side by side: for each gain one with each draw of the weights.

    A weight of layer l starts as gain / sqrt(inputs of the layer) times its draw; biases start at 0. All train by
    gradient descent on all points. `W[l]` is (networks, inputs, outputs), with the draws of a gain next to each other,
    and `losses` (steps + 1, networks), of which the first `done` steps are known. A network that has diverged has loss inf.
    """

    def __init__(self, gains, depth, activation, lr=RATE, draws=range(DRAWS), steps=STEPS, dtype=np.float32):
        (x, y), self.lr, self.steps = spirals(), lr, steps
        self.phi, self.slope = BEND[activation]  # `slope` is given the outputs, and a place for what it finds
        self.x, self.y, self.ones = x.astype(dtype), y.astype(dtype), np.ones((1, len(x)), dtype)
        sizes = [2, *[WIDTH] * depth, 1]
        rngs = [np.random.default_rng(seed) for seed in draws]
        gain = np.repeat(np.asarray(gains, dtype=float), len(rngs))[:, None, None]
        self.W = [
            (np.tile([rng.standard_normal((i, o)) for rng in rngs], (len(gains), 1, 1)) * gain / math.sqrt(i)).astype(
                dtype
            )
            for i, o in zip(sizes, sizes[1:])
        ]
        self.b = [np.zeros((len(gain), 1, o), dtype) for o in sizes[1:]]
        self.losses = np.full((steps + 1, len(gain)), np.nan)
        self._room = None  # arrays that every step fills anew: to ask for new ones costs as much as to fill them
        self.first_gradient = None  # for the weights of layer 1, before the first step: its length, (networks,)
        self.done = 0

    @np.errstate(all="ignore")  # one that explodes is a finding
    def train(self, steps=None):
        """So many more steps, or all that are left."""
        left = self.steps + 1 - self.done
        for _ in range(left if steps is None else min(steps, left)):
            self._step()
        return self

    @property
    def trained(self):
        return self.done > self.steps

    def _step(self):
        if self._room is None:
            shapes = [(len(self.losses[0]), len(self.x), b.shape[-1]) for b in self.b]
            self._room = (
                [np.empty(shape, self.x.dtype) for shape in shapes],
                [np.empty(shapes[0], self.x.dtype) for _ in range(3)],
            )
        rooms, (slope, *backs) = self._room
        outputs = [self.x]
        for W, b, z in zip(self.W, self.b, rooms):
            np.matmul(outputs[-1], W, out=z)
            z += b
            outputs.append(self.phi(z) if W is not self.W[-1] else z)
        e = np.exp(-np.abs(z))
        loss = (np.maximum(z, 0) - z * self.y + np.log1p(e)).mean(axis=(1, 2))
        self.losses[self.done] = np.where(np.isfinite(loss), loss, np.inf)
        self.done += 1
        if self.trained:
            self._room = None
            return
        d = (np.where(z >= 0, 1, e) / (1 + e) - self.y) / z.dtype.type(len(self.x))
        for layer in reversed(range(len(self.W))):
            dW = np.swapaxes(outputs[layer], -1, -2) @ d
            db = self.ones @ d  # the sum over the rows
            if layer:
                d = np.matmul(d, self.W[layer].swapaxes(1, 2), out=backs[layer % 2])
                d *= self.slope(outputs[layer], slope)
            if layer == 0 and self.first_gradient is None:
                self.first_gradient = np.sqrt((dW.astype(float) ** 2).sum(axis=(1, 2)))
            dW *= self.lr
            db *= self.lr
            self.W[layer] -= dW
            self.b[layer] -= db

    @np.errstate(all="ignore")
    def chance(self, points, which=0):
        """What one of the networks says of points (n, 2): the chance of class 1, (n,). 512 at a time, which is quicker."""
        logits = []
        for start in range(0, len(points), 512):
            a = points[start : start + 512].astype(self.x.dtype)
            for W, b in zip(self.W[:-1], self.b):
                a = self.phi(a @ W[which] + b[which])
            logits.append((a @ self.W[-1][which] + self.b[-1][which])[:, 0])
        z = np.concatenate(logits)
        return 0.5 + 0.5 * np.tanh(0.5 * np.where(np.isfinite(z), z, 0))


@lru_cache(maxsize=96)
def crowd(gains, depth, activation):
    """A Crowd that goes on where it was left, so that what was begun need not be begun again."""
    return Crowd(gains, depth, activation)


def learned(gains, depth, activation="ReLU", lr=RATE, draws=10):
    """How many of so many draws have learned after all steps, for each gain."""
    losses = Crowd(gains, depth, activation, lr, range(draws)).train().losses[-1]
    return (losses.reshape(len(gains), draws) < LEARNED).sum(axis=1)


def waits(gain, depth, activation="ReLU", draws=5, steps=1000):
    """After how many steps each draw has learned; infinite where it has not in so many steps."""
    below = Crowd((gain,), depth, activation, draws=range(draws), steps=steps).train().losses < LEARNED
    return np.where(below.any(axis=0), below.argmax(axis=0), np.inf)


@explorer(
    size=(1080, 410),
    gain=GAIN,
    depth=choice(2, 5, 10, 20, start=10, label="hidden layers"),
    activation=choice(*BEND, label="activation"),
    whole=toggle(label="train all gains"),
)
def trainable(stage):
    """Networks trained from the beginning, three draws for each gain: the first one's boundary, the losses, and what each gain came to."""
    x, y = spirals()
    world, fall, strip = stage.panels(
        "The first draw, after training",
        "The loss, three draws",
        "Tried: ● learned  ○ not  × blew up",
        widths=[4, 3.6, 4.6],
    )
    world.set(xlim=(-2.1, 2.1), ylim=(-2.1, 2.1), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    field = Field(stage, world, ["#f3c98b", "#ffffff", "#8fc3e6"], level=0.5, cells=64)
    for kind, colour, shape in ((0, ORANGE, "s"), (1, BLUE, "o")):
        stage.moving(world.plot(*x[y[:, 0] == kind].T, shape, color=colour, mec=DATA, mew=0.6, ms=5.5, zorder=2))

    fall.set(xlim=(0, STEPS), ylim=(1e-3, 1e4), yscale="log", xlabel="step", ylabel="loss L")
    fall.set_yticks(
        [1e-3, 1e-2, 0.1, 1, 10, 100, 1e3, 1e4], ["0.001", "0.01", "0.1", "1", "10", "100", "1,000", "10,000"]
    )
    fall.minorticks_off()
    fall.axhline(math.log(2), color=GREY, lw=1, ls=":")
    fall.text(STEPS, 0.78, "guessing", color=GREY, fontsize=10, ha="right", va="bottom")
    fall.axhspan(1e-3, LEARNED, color="#c9ebdd", lw=0)
    fall.text(4, 0.0013, "learned", fontsize=10, va="bottom")
    curves = [stage.moving(fall.plot([], [], dash, color=ERROR, lw=1.8)) for dash in ("-", "--", ":")]
    burst = stage.moving(fall.plot([], [], "X", color=BLACK, ms=9, zorder=5))

    stops = np.linspace(-2, 2, len(GAIN.stops))  # where each stop of the slider has its row, in powers of 2
    strip.set(xlim=(0, STEPS + 34), ylim=(-2.125, 2.125), xlabel="step", ylabel="gain g")
    strip.set_xticks([0, 50, 100, 150, 200])
    strip.set_yticks([-2, -1, 0, 0.5, 1, 2], ["0.25", "0.5", "1", "√2", "2", "4"])
    picture = Field(stage, strip, ["white", "white"], cells=13 * len(stops))
    when, row, draw = _places(picture, stops)
    marks = {
        kind: stage.moving(strip.plot([], [], shape, zorder=3, **look))
        for kind, shape, look in (
            ("learned", "o", dict(color=GOOD, ms=6)), ("not", "o", dict(color="white", mec=GREY, ms=5)),
            ("burst", "x", dict(color=BLACK, ms=6, mew=2)),
        )
    }  # fmt: skip
    arrow = stage.moving(strip.plot([], [], color=ORANGE, lw=2, zorder=4))
    stage.grip("gain", strip, lambda s: (0, math.log2(s.gain)), lambda _, y, s: {"gain": 2.0**y}, label="the gain")
    handle = stage.moving(
        strip.plot([], [], marker="o", color="white", mec=ORANGE, mew=2.5, ms=11, zorder=8, clip_on=False)
    )
    stage.memory.seen = {}

    def draw_run(run):
        field.show(run.chance(field.points) - 1e-9)  # a network that says one half everywhere has no boundary
        steps, ends = np.arange(run.done), []
        for k, curve in enumerate(curves):
            losses = run.losses[: run.done, k]
            alive = np.isfinite(losses)
            curve.set_data(steps[alive], np.maximum(losses[alive], 1e-4))
            if not alive.all():
                ends.append((steps[alive][-1], min(losses[alive][-1], 6e3)))
        burst.set_data(*np.array(ends).T if ends else ([], []))

    def draw_strip(losses):
        """losses: of each stop a (STEPS + 1, DRAWS) array, or None."""
        table = np.full((len(stops), DRAWS, STEPS + 1), np.nan)
        for k, some in enumerate(losses):
            if some is not None:
                table[k] = some.T
        shade = _shades(table)[row[:, None], draw[:, None], when]
        shade[:, when < 0] = EMPTY
        shade[row < 0] = EMPTY
        picture.paint(SHADES[shade])
        last = table[..., -1]
        kinds = {"learned": last < LEARNED, "burst": np.isinf(last), "not": np.isfinite(last) & (last >= LEARNED)}
        for kind, artist in marks.items():
            rows, draws = np.nonzero(kinds[kind])
            artist.set_data(STEPS + 7 + 10 * draws, stops[rows])

    def looked(depth, activation, whole):
        """The losses known for each stop: of all gains trained together, or of those that were tried."""
        if whole:
            together = crowd(tuple(GAIN.stops), depth, activation)
            return list(together.losses.reshape(STEPS + 1, len(stops), DRAWS).swapaxes(0, 1))
        return [stage.memory.seen.get((depth, activation, k)) for k in range(len(stops))]

    def update(gain, depth, activation, whole):
        run = crowd((gain,), depth, activation)
        nearest = int(np.abs(stops - math.log2(gain)).argmin())
        handle.set_data([0], [math.log2(gain)])
        arrow.set_data([0, STEPS + 34], [math.log2(gain)] * 2)

        together = crowd(tuple(GAIN.stops), depth, activation) if whole else None
        place = depth, activation, nearest
        if run.trained and (together is None or together.trained):
            stage.memory.seen[place] = run.losses
            draw_run(run)
            draw_strip(looked(depth, activation, whole))
            return _said(run)
        return working(run, together, place)

    def working(run, together, place):
        """First the networks of this gain, then those of all the others, a few steps at a time."""
        depth, activation, _ = place
        due, share = time_since(), 0.2 if together else 1.0
        draw_strip(looked(depth, activation, together is not None))
        while not run.trained:
            run.train(SLICE)
            if due():
                draw_run(run)
                yield Step(share * run.done / (STEPS + 1), _said(run))
        stage.memory.seen[place] = run.losses
        draw_run(run)
        while together and not together.trained:
            together.train(1)
            if due():
                draw_strip(looked(depth, activation, True))
                yield Step(share + (1 - share) * together.done / (STEPS + 1), _said(run))
        draw_strip(looked(depth, activation, together is not None))
        return _said(run)

    return update


def time_since(pause=0.02):
    """A function that says when so many seconds of work have gone by since it last said so."""
    import time

    last = time.perf_counter()

    def due():
        nonlocal last
        if time.perf_counter() - last < pause:
            return False
        last = time.perf_counter()
        return True

    return due


def _places(picture, stops):
    """For each column of the strip the step it stands for, for each row the stop and the draw; -1 where there is none."""
    when = np.where(picture.x <= STEPS, np.clip(np.rint(picture.x), 0, STEPS).astype(int), -1)
    band = (stops[1] - stops[0]) * 12 / 13
    row = np.abs(picture.y[:, None] - stops).argmin(axis=1)
    across = (picture.y - stops[row]) / band + 0.5
    draw = np.clip((across * DRAWS).astype(int), 0, DRAWS - 1)
    return when, np.where((across >= 0) & (across < 1), row, -1), draw


SHADES = np.array([  # of a loss up to: learned, on the way there, guessing, and worse; grown past all bounds; not known
    [0, 120, 88], [0, 158, 115], [92, 190, 158], [150, 205, 186], [203, 206, 211], [236, 176, 138], [216, 116, 60], [190, 70, 0],
    [51, 51, 51], [255, 255, 255],
], np.uint8)  # fmt: skip
UP_TO = [0.01, LEARNED, 0.3, 0.6, 0.75, 1.5, 5]  # few shades, so that the stored picture keeps them apart
BLACKENED, EMPTY = 8, 9


def _shades(losses):
    """The number of the shade of each loss: green when learned, grey at guessing, red above, black when it is no number."""
    shades = np.searchsorted(UP_TO, losses).astype(np.uint8)
    shades[np.isinf(losses)] = BLACKENED
    shades[np.isnan(losses)] = EMPTY
    return shades


def _said(run):
    done = run.done - 1
    losses = run.losses[: done + 1]
    first, last = np.median(losses[0]), np.median(losses[-1])
    count, gone = int((losses[-1] < LEARNED).sum()), int(np.isinf(losses[-1]).sum())
    slope = float(np.median(run.first_gradient)) if run.first_gradient is not None else 0.0
    return readouts(
        learned=show(count, ".0f", f"of {DRAWS}", label="draws that learned"),
        first=show(first, ".2g" if first < 1e4 else ".0e", label="loss at the start"),
        last=show(last, ".2g" if not 100 <= last < math.inf else ".0e", label=f"loss after step {done}"),
        gradient=show(slope, ".2g" if 0.001 <= slope < 1000 else ".0e", label="first gradient in layer 1"),
        verdict=_of_runs(done, count, gone, losses, slope),
    )


def _of_runs(done, count, gone, losses, slope):
    if done < STEPS:
        return "Training …"
    if count == DRAWS:
        return "It learns, with each of the three draws."
    if count:
        return "At the edge: some draws learn and others do not. Here luck decides."
    if gone:
        return "It blows up: the slopes are so large that the first steps throw the weights out of all bounds."
    if slope < 2e-3 and np.median(losses[-1]) > 0.65:
        return "Nothing moves: hardly any slope comes back, so that the loss stays where guessing puts it."
    if np.median(losses[0]) > 3:
        return "Wild guesses at the start, then a step so long that it destroys the network. What is left only guesses."
    return "It has not learned in 200 steps." + (
        " The loss has begun to fall." if np.median(losses[-1]) < 0.6 else " It still only guesses."
    )

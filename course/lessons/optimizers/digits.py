"""The same four methods on handwritten digits: many networks are trained at once, at many learning rates."""

from functools import lru_cache

import numpy as np

from course.live import Step, choice, explorer, integer, power_of_two, readouts, show
from course.live.style import FAINT, GREY
from nbcore import data
from nbcore.network import mlp

from .methods import METHODS, dot, line, listed

SIZES = (64, 24, 10)
EPOCHS, BATCH, STARTS = 8, 64, 5
COUNT = 13  # rates that are tried, each twice the last
LOWEST = {"gd": 2.0**-8, "momentum": 2.0**-10, "rmsprop": 2.0**-14, "adam": 2.0**-13}
RATES = {key: low * 2.0 ** np.arange(COUNT) for key, low in LOWEST.items()}
KINDS = ("pixels from 0 to 1", "standardised", "mixed units")
TIED = 2.0  # standard errors


@lru_cache(maxsize=1)
def as_scanned():
    """Train, dev and test part of the digits, each x (n, 64) from 0 to 1 and y (n,)."""
    table = data.digits()
    return data.split(table.x, table.y, seed=0)


@lru_cache(maxsize=3)
def digits(inputs):
    """The three parts, with the inputs as they are asked for."""
    parts = as_scanned()
    if inputs == "standardised":
        scale = data.Standardizer().fit(parts[0][0]).transform
    elif inputs == "mixed units":  # as if one pixel were measured in metres and the next in feet or in inches
        units = 10.0 ** np.random.default_rng(0).uniform(-1.5, 0.5, SIZES[0])
        scale = units.__mul__
    else:
        scale = np.asarray
    return [(scale(x), y) for x, y in parts]


class Nets:
    """Networks of one shape, side by side: the optimizer sees one long vector, and every network has its own rate.

    Every array begins with (COUNT, STARTS). Networks of one start begin alike and see the same batches, whatever their
    method and their rate; another start has other weights and other batches. Each product of matrices is so small that
    no BLAS shares it out over the processors: that would only make them wait for each other.
    """

    def __init__(self, method):
        inputs, hidden, outputs = SIZES
        shapes = [(COUNT, STARTS, *shape) for shape in ((inputs, hidden), (1, hidden), (hidden, outputs), (1, outputs))]
        size = sum(int(np.prod(shape)) for shape in shapes)
        self.params, self.grads, rates = np.zeros((3, size))
        (self.W1, self.b1, self.W2, self.b2), (self.dW1, self.db1, self.dW2, self.db2), own = (
            _windows(vector, shapes) for vector in (self.params, self.grads, rates)
        )
        for start in range(STARTS):
            first = dict(mlp(SIZES, seed=start).named_parameters())
            self.W1[:, start], self.W2[:, start] = first["0.W"], first["2.W"]
        for window in own:
            window[...] = RATES[method][:, None, None, None]
        self.optimizer = METHODS[method]["make"](lambda epoch: rates)

    def step(self, x, y):
        """One step of every network, on the batches x (STARTS, n, 64) and y (STARTS, n): forward, back, and the method."""
        with np.errstate(all="ignore"):  # a network that diverges is a finding
            hidden = np.maximum(x @ self.W1 + self.b1, 0)
            back = _softmax(hidden @ self.W2 + self.b2)
            back -= np.eye(SIZES[-1])[y]
            back /= y.shape[1]
            np.matmul(hidden.swapaxes(2, 3), back, out=self.dW2)
            np.sum(back, axis=2, keepdims=True, out=self.db2)
            back = (back @ self.W2.swapaxes(2, 3)) * (hidden > 0)
            np.matmul(x.swapaxes(1, 2), back, out=self.dW1)
            np.sum(back, axis=2, keepdims=True, out=self.db1)
            self.optimizer.step(self.params, self.grads)

    def right(self, x, y):
        """The probability that each network gives the right digit of x (n, 64), and whether it names it: (COUNT, STARTS, n)."""
        with np.errstate(all="ignore"):
            parts = [np.maximum(part @ self.W1 + self.b1, 0) @ self.W2 + self.b2 for part in np.array_split(x, 4)]
            z = np.concatenate(parts, axis=2)
            return _softmax(z)[:, :, np.arange(len(y)), y], z.argmax(axis=3) == y

    def judged(self, dev, test):
        """(loss on the dev part, mistakes on the test part), (COUNT, STARTS) each. A lost network has infinite loss."""
        chance, _ = self.right(*dev)
        _, named = self.right(*test)
        loss = -np.log(np.maximum(chance, 1e-30)).mean(axis=2)
        return np.where(np.isfinite(loss), loss, np.inf), (~named).sum(axis=2)


def _windows(vector, shapes):
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    return [part.reshape(shape) for part, shape in zip(np.split(vector, ends[:-1]), shapes)]


def _softmax(z):
    z = z - z.max(axis=3, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=3, keepdims=True)
    return z


class Training:
    """All networks on one kind of inputs. It stops wherever it is left, and goes on from there."""

    def __init__(self, inputs):
        self.inputs, self.nets = inputs, {}
        self.loss, self.wrong = (
            {key: [] for key in METHODS} for _ in range(2)
        )  # an array (COUNT, STARTS) for each epoch
        self.done = 0  # turns: a method's step on a batch
        self._chance = [np.random.default_rng(100 + start) for start in range(STARTS)]
        self._batches = []

    @property
    def epochs(self):
        return len(self.loss["adam"])

    def advance(self):
        """The next method's turn: one batch for each of its networks, and after an epoch a look at the held-out digits."""
        train, dev, test = digits(self.inputs)
        if not self._batches:
            dealt = [data.minibatches(*train, BATCH, rng) for rng in self._chance]
            self._batches = [tuple(map(np.stack, zip(*batch))) for batch in zip(*dealt)]
        turn = self.done % len(METHODS)
        key = list(METHODS)[turn]
        if key not in self.nets:
            self.nets[key] = Nets(key)
        self.nets[key].step(*self._batches[0])
        self.done += 1
        if len(self._batches) == 1:
            loss, wrong = self.nets[key].judged(dev, test)
            self.loss[key].append(loss)
            self.wrong[key].append(wrong)
        if turn == len(METHODS) - 1:
            del self._batches[0]
        if self.epochs == EPOCHS:
            self.nets = {}  # what was found stays

    def turns(self, epochs):
        return epochs * len(METHODS) * -(-len(digits(self.inputs)[0][1]) // BATCH)


@lru_cache(maxsize=len(KINDS))
def training(inputs):
    return Training(inputs)


@explorer(
    size=(1080, 390),
    inputs=choice(*KINDS, label="the inputs"),
    epochs=integer(1, EPOCHS, start=EPOCHS, label="epochs"),
    times=power_of_two(1 / 16, 16, start=1, label="every best rate times"),
)
def real_race(stage):
    """Four methods learn to read handwritten digits, trained here and now at 13 learning rates each, from five starts."""
    chart, fall, count = stage.panels(
        f"Tuning: {COUNT} rates each",
        "Dev loss at the chosen rates",
        "Mistakes on 359 test digits",
        widths=[4.2, 3.6, 3.8],
    )
    chart.set(
        xlim=(4e-5, 30),
        ylim=(0.06, 9),
        xscale="log",
        yscale="log",
        xlabel="learning rate η",
        ylabel="dev loss after the last epoch",
    )
    fall.set(xlim=(0.6, EPOCHS + 0.4), ylim=(0.06, 9), yscale="log", xlabel="epoch", xticks=range(1, EPOCHS + 1))
    for axes in (chart, fall):
        axes.set_yticks([0.1, 0.3, 1, 3], ["0.1", "0.3", "1", "3"])
        axes.minorticks_off()
    chart.set_xticks([1e-4, 1e-3, 0.01, 0.1, 1, 10], ["10⁻⁴", "10⁻³", "0.01", "0.1", "1", "10"])
    curves = {key: stage.moving(chart.plot([], [], **line(key))) for key in METHODS}
    chosen = {key: stage.moving(chart.plot([], [], **dot(key, ms=11, zorder=6))) for key in METHODS}
    lines = {
        key: stage.moving(fall.plot([], [], **line(key, marker=look["marker"], ms=6))) for key, look in METHODS.items()
    }
    for key, look in METHODS.items():
        fall.plot([], [], **line(key, marker=look["marker"], ms=6), label=look["short"])
    fall.legend(loc="upper right", borderaxespad=0.1, handlelength=2.6)

    count.set(xlim=(-0.6, 3.6), ylim=(4, 450), yscale="log")
    count.set_xticks(range(4), [look["short"] for look in METHODS.values()], fontsize=9.5)
    count.set_yticks([5, 10, 20, 50, 100, 200, 359], ["5", "10", "20", "50", "100", "200", "359"])
    count.minorticks_off()
    for height in (10, 20, 50, 100, 200):
        count.axhline(height, color=FAINT, lw=0.8)
    spots = {key: stage.moving(count.plot([], [], **dot(key, ms=8, alpha=0.8))) for key in METHODS}
    means = stage.moving(count.plot([], [], ls="", marker="_", color=GREY, ms=34, mew=2.5))

    def said(found, epochs, times):
        """The picture of what is known by now, and its numbers."""
        seen = min(found.epochs, epochs)  # by all methods
        rates, wrong, outside = {}, {}, []
        for index, key in enumerate(METHODS):
            if not seen:
                for artist in (curves[key], chosen[key], lines[key], spots[key]):
                    artist.set_data([], [])
                continue
            loss = np.array(found.loss[key][:seen]).mean(axis=2)  # (seen, COUNT), over the starts
            best = int(loss[-1].argmin())
            wanted = best + round(np.log2(times))
            k = min(max(wanted, 0), COUNT - 1)
            if k != wanted:
                outside.append(METHODS[key]["name"])
            rates[key], wrong[key] = RATES[key][k], found.wrong[key][seen - 1][k]
            curves[key].set_data(RATES[key], np.clip(loss[-1], 0, 1e3))
            chosen[key].set_data([RATES[key][k]], [np.clip(loss[-1, k], 0.06, 9)])
            lines[key].set_data(np.arange(1, seen + 1), np.clip(loss[:, k], 0, 1e3))
            spots[key].set_data(index + np.linspace(-0.18, 0.18, STARTS), wrong[key])
        means.set_data(np.arange(len(wrong)), [mistakes.mean() for mistakes in wrong.values()])
        if not seen:
            return readouts(verdict=f"Training {4 * COUNT * STARTS} networks.")
        numbers = {
            key: show(wrong[key].mean(), ".0f", f"at η = {rates[key]:.2g}", label=f"{look['short']}: mistakes")
            for key, look in METHODS.items()
        }
        return readouts(**numbers, verdict=_verdict(wrong, times, seen, epochs, outside))

    def update(inputs, epochs, times):
        found = training(inputs)
        return learn(found, epochs, times) if found.epochs < epochs else said(found, epochs, times)

    def learn(found, epochs, times):
        yield Step(
            found.done / found.turns(epochs) if found.done else 0.0, said(found, epochs, times)
        )  # a picture first
        if not found.done:
            as_scanned()  # the file, on its own: neither the picture nor the first step of training waits for it
            yield Step(0.0, said(found, epochs, times))
        while found.epochs < epochs:
            found.advance()
            yield Step(found.done / found.turns(epochs), said(found, epochs, times))
        return said(found, epochs, times)

    return update


def _verdict(wrong, times, seen, epochs, outside):
    if seen < epochs:
        return f"Training. These are the numbers after {seen} of {epochs} epochs."
    mean = {key: mistakes.mean() for key, mistakes in wrong.items()}
    error = {key: mistakes.std(ddof=1) / np.sqrt(len(mistakes)) for key, mistakes in wrong.items()}
    best = min(mean, key=mean.get)
    like_it = [METHODS[key]["name"] for key in wrong
               if key != best and mean[key] - mean[best] <= TIED * np.hypot(error[key], error[best])]  # fmt: skip
    text = f"Fewest mistakes: {METHODS[best]['name']}."
    if like_it:
        text = f"{text[:-1]}, but five starts do not tell it from {listed(like_it)}."
    if times != 1:
        text += " This is not their best rate."
    if outside:
        text += f" (At the end of the rates tried: {listed(outside)}.)"
    return text

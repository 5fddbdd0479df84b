"""The four methods on handwritten digits: many networks trained at once, at many learning rates."""

from functools import lru_cache

import numpy as np

from nbcore import data
from nbcore.network import mlp

from .methods import METHODS

SIZES = (64, 24, 10)
EPOCHS, BATCH, STARTS = 8, 64, 5
COUNT = 13  # rates that are tried, each twice the last
LOWEST = {"gd": 2.0**-8, "momentum": 2.0**-10, "rmsprop": 2.0**-14, "adam": 2.0**-13}
RATES = {key: low * 2.0 ** np.arange(COUNT) for key, low in LOWEST.items()}
KINDS = ("pixels from 0 to 1", "standardized", "mixed units")


@lru_cache(maxsize=1)
def as_scanned():
    """Train, dev and test part of the digits, each x (n, 64) from 0 to 1 and y (n,)."""
    table = data.digits()
    return data.split(table.x, table.y, seed=0)


@lru_cache(maxsize=3)
def digits(inputs):
    """The three parts, with the inputs as they are asked for."""
    parts = as_scanned()
    if inputs == "standardized":
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

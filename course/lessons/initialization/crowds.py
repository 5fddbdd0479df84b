"""Networks that differ in nothing but the size of their first weights, trained side by side."""

import math
from functools import lru_cache

import numpy as np

from nbcore import data

WIDTH, STEPS, RATE, DRAWS = 16, 200, 0.1, 3
LEARNED = 0.1  # a loss below this counts as learned


def _sigmoid(z):
    z *= 0.5
    np.tanh(z, out=z)
    z *= 0.5
    z += 0.5
    return z


IN_PLACE = {  # name -> the activation, in the place of z, and its slope written with its output; nbcore's would be slower
    "ReLU": (lambda z: np.maximum(z, 0, out=z), lambda a, out: np.greater(a, 0, out=out)),
    "tanh": (lambda z: np.tanh(z, out=z), lambda a, out: np.subtract(1, np.multiply(a, a, out=out), out=out)),
    "sigmoid": (_sigmoid, lambda a, out: np.multiply(a, np.subtract(1, a, out=out), out=out)),
}


@lru_cache(maxsize=1)
def spirals():
    """96 points of two spirals, standardized, (96, 2), and the class of each, (96, 1)."""
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
        self.phi, self.slope = IN_PLACE[activation]  # `slope` is given the outputs, and a place for what it finds
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
def crowd(gains, depth, activation, lr=RATE):
    """A Crowd that goes on where it was left, so that what was begun need not be begun again."""
    return Crowd(gains, depth, activation, lr)


def learned(gains, depth, activation="ReLU", lr=RATE, draws=20, steps=STEPS):
    """How many of so many draws have learned after all steps, for each gain."""
    losses = Crowd(gains, depth, activation, lr, range(draws), steps).train().losses[-1]
    return (losses.reshape(len(gains), draws) < LEARNED).sum(axis=1)


def waits(gain, depth, activation="ReLU", draws=20, steps=1000):
    """After how many steps each draw has learned; infinite where it has not in so many steps."""
    below = Crowd((gain,), depth, activation, draws=range(draws), steps=steps).train().losses < LEARNED
    return np.where(below.any(axis=0), below.argmax(axis=0), np.inf)

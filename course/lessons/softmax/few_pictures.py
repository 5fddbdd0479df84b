"""A network that learns ten digits from 100 pictures only, and what it claims of those it has not seen."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nbcore import data, losses, training
from nbcore.activations import softmax
from nbcore.network import mlp
from nbcore.optimizers import Adam

cross_entropy = losses.SoftmaxCrossEntropy()
PICTURES, HIDDEN, BATCH, RATE = 100, (64, 64), 32, 5e-3
EPOCHS = (5, 10, 30, 100, 300)  # when it is looked at
TEMPERATURES = np.geomspace(0.25, 8, 241)
BINS = 10  # of equal width, over the confidence
PARTS = ("training", "dev", "test")
kept = {}  # split -> {epochs: {part: Claims}}


@dataclass
class Claims:
    """The scores z (n, 10) of n pictures, and what was written on them."""

    z: np.ndarray
    written: np.ndarray

    def loss(self, temperature):
        return cross_entropy(self.z / temperature, self.written)

    @cached_property
    def losses(self):
        """The loss at each of TEMPERATURES."""
        return np.array([self.loss(temperature) for temperature in TEMPERATURES])

    @cached_property
    def right(self):
        """Is each answer right? No temperature changes that."""
        return self.z.argmax(axis=1) == self.written

    def confidence(self, temperature):
        """How sure it is of each answer: the largest of its ten probabilities."""
        return softmax(self.z / temperature).max(axis=1)


def train(split):
    """Train to the end. After each fifth epoch give (epoch, the `Claims` by now of "training", "dev" and "test" pictures)."""
    digits, rng = data.digits(), np.random.default_rng(split)
    share = PICTURES / len(digits)
    parts = data.split(digits.x, digits.y, (share, (1 - share) / 2, (1 - share) / 2), seed=split)
    x, y = parts[0]
    net, optimizer = mlp([64, *HIDDEN, 10], seed=split), Adam(RATE)
    found = {}
    for epoch in range(1, EPOCHS[-1] + 1):
        for batch in data.minibatches(x, y, BATCH, rng):
            training.step(net, cross_entropy, optimizer, *batch)
        if epoch % 5 == 0:
            now = {name: Claims(net.predict(x), y) for name, (x, y) in zip(PARTS, parts)}
            if epoch in EPOCHS:
                found[epoch] = now
            if epoch == EPOCHS[-1]:
                kept[split] = found
            yield epoch, now


@dataclass(frozen=True)
class Bin:
    """The answers whose confidence lies in one range: how many, how sure on average, and which part of them is right."""

    count: int
    confidence: float
    right: float

    @property
    def interval(self):
        """Between which two shares of right answers the truth lies in 19 cases of 20, for chance alone (Wilson's formula)."""
        z, n, p = 1.96, self.count, self.right
        middle, reach = p + z * z / (2 * n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)

    @property
    def off(self):
        """Is it farther from the diagonal than chance explains?"""
        low, high = self.interval
        return not low <= self.confidence <= high


def binned(confidence, right):
    """The `Bin` of each range of confidence that holds an answer, from unsure to sure."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    groups = [place == k for k in range(BINS) if (place == k).any()]
    return [Bin(int(group.sum()), confidence[group].mean(), right[group].mean()) for group in groups]


def calibration_error(bins):
    """The expected calibration error: how far claim and truth are apart in a bin, as a mean over all answers."""
    return sum(b.count * abs(b.confidence - b.right) for b in bins) / sum(b.count for b in bins)

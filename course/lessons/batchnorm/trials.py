"""Small trials: a batch norm that is shaken, one before or after the activation, and what becomes of the figure `rates`
with other groups, another start or more steps."""

import numpy as np

from course.lessons.batchnorm.explorers.rates import GRID
from course.lessons.batchnorm.many_rates import train
from nbcore import data, losses
from nbcore.layers import BatchNorm, Dense, ReLU
from nbcore.network import Network
from nbcore.optimizers import GradientDescent
from nbcore.training import evaluate, fit

WIDTHS, UNITS = (2, 16, 16, 16), 16  # what goes into each of the four hidden layers, and how many units each has


class Shaken(BatchNorm):
    """A batch norm whose outputs, in training, are scaled and moved at random, anew at every step. Santurkar and colleagues, 2018."""

    rng = np.random.default_rng(0)

    def forward(self, x, training=False):
        out = super().forward(x, training)
        if not training:
            return out
        self.shake = self.rng.uniform(0.75, 1.25, x.shape[1])
        return out * self.shake + self.rng.normal(0, 0.5, x.shape[1])

    def backward(self, grad, to_input=True):
        return super().backward(grad * self.shake, to_input)


def network(norm, seed, after=False):
    """Four hidden layers, each with a `norm` (BatchNorm, Shaken or None) before its ReLU, or after it."""
    layers = []
    for width in WIDTHS:
        norms = [norm(UNITS)] if norm else []
        layers += [Dense(width, UNITS), *([ReLU(), *norms] if after else [*norms, ReLU()])]
        if norm is Shaken:
            norms[0].rng = np.random.default_rng(seed)
    return Network([*layers, Dense(UNITS, 1)], seed=seed)


def median_loss(norm, lr, after=False, seeds=range(7)):
    """The median loss over these seeds, after 19 epochs (152 steps) on two moons."""
    x, label = data.moons(256, noise=0.15, seed=1)
    y, loss, ends = label[:, None].astype(float), losses.BinaryCrossEntropy(from_logits=True), []
    for seed in seeds:
        net = network(norm, seed, after)
        fit(net, loss, GradientDescent(lr), x, y, epochs=19, batch_size=32, seed=seed)
        ends.append(evaluate(net, loss, x, y))
    return float(np.median(ends))


def best_loss(hidden, activation, batch_norm, batch=32, **other):
    """The median loss at the best of the 15 rates in the figure `rates`; `other` is what `train` can do beyond it."""
    work = train(GRID, hidden, activation, batch_norm, batch, **other)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return float(np.median(end.value[0], axis=1).min())

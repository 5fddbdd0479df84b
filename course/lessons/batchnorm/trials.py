"""Two small trials: a batch norm whose outputs are shaken, and a batch norm before or after the activation."""

import numpy as np

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

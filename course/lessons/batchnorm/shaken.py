"""Batch norm whose outputs are shaken, to test whether it helps by keeping distributions still. Santurkar and colleagues, 2018."""

import numpy as np

from nbcore import data, losses
from nbcore.layers import BatchNorm, Dense, ReLU
from nbcore.network import Network
from nbcore.optimizers import GradientDescent
from nbcore.training import evaluate, fit


class Shaken(BatchNorm):
    """A batch norm whose outputs, in training, are scaled and moved at random, anew at every step."""

    rng = np.random.default_rng(0)

    def forward(self, x, training=False):
        out = super().forward(x, training)
        if not training:
            return out
        self.shake = self.rng.uniform(0.75, 1.25, x.shape[1])
        return out * self.shake + self.rng.normal(0, 0.5, x.shape[1])

    def backward(self, grad, to_input=True):
        return super().backward(grad * self.shake, to_input)


def shaken_loss(norm, seeds=range(7), lr=3.0):
    """The median loss of networks with four hidden layers after 150 steps; `norm` is None, BatchNorm or Shaken."""
    x, label = data.moons(256, noise=0.15, seed=1)
    y, loss, ends = label[:, None].astype(float), losses.BinaryCrossEntropy(from_logits=True), []
    for seed in seeds:
        layers = []
        for width in (2, 16, 16, 16):
            layers += [Dense(width, 16)] + ([norm(16)] if norm else []) + [ReLU()]
            if norm is Shaken:
                layers[-2].rng = np.random.default_rng(seed)
        net = Network(layers + [Dense(16, 1)], seed=seed)
        fit(net, loss, GradientDescent(lr), x, y, epochs=19, batch_size=32, seed=seed)
        ends.append(evaluate(net, loss, x, y))
    return float(np.median(ends))

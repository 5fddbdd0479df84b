"""Batch norm when the inputs are no longer what they were in training."""

from functools import lru_cache

import numpy as np

from nbcore import data, losses
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import fit

MIDDLE = np.array([0.5, 0.25])  # of the two moons
NEW = 200  # new examples


@lru_cache(maxsize=2)
def trained(batch_norm):
    """A network that has learned the two moons. 256 examples, 20 epochs."""
    x, y = data.moons(256, noise=0.15, seed=1)
    net = mlp([2, 16, 16, 1], batch_norm=batch_norm, seed=0)
    fit(
        net,
        losses.BinaryCrossEntropy(from_logits=True),
        Adam(0.02),
        x,
        y[:, None].astype(float),
        epochs=20,
        batch_size=64,
        seed=0,
    )
    return net, net.snapshot()


def new_inputs(moved, contrast, share):
    """NEW examples of which this share is of class 1, stretched about the middle and moved. x (NEW, 2), y (NEW,)."""
    x, y = data.moons(4 * NEW, noise=0.15, seed=2)
    ones = round(NEW * share)
    rows = np.concatenate([np.flatnonzero(y == 0)[: NEW - ones], np.flatnonzero(y == 1)[:ones]])
    return MIDDLE + contrast * (x[rows] - MIDDLE) + np.array(moved), y[rows]


def measured_on(x):
    """The network with batch norm, its weights as they were, its statistics those of x, layer by layer."""
    net, before = trained(True)
    net.restore(before)
    norms = [layer for layer in net.layers if hasattr(layer, "running_mean")]
    for norm in norms:
        norm.momentum = 1.0
    net.forward(x, training=True)
    for norm in norms:
        norm.momentum = 0.1
    return net


def right(net, x, y):
    return float(((net.predict(x)[:, 0] > 0) == (y == 1)).mean())

"""Four neurons that start equal, or nearly, and what they learn."""

from functools import lru_cache

import numpy as np

from nbcore import data

NEURONS, STEPS, RATE = 4, 500, 2.0


@lru_cache(maxsize=1)
def rings():
    """120 points of two rings: rows x₁, x₂ and 1, (3, 120), and the class, (120,)."""
    x, y = data.rings(120, inner=0.45, noise=0.08, seed=1)
    return np.vstack([x.T, np.ones(len(x))]), y.astype(float)


@lru_cache(maxsize=256)
def train_equal(c, eps, seed):
    """A 2-4-1 network of tanh units that starts from weights c, each plus ``eps`` times a draw of its own.

    Gives the neurons' weights (STEPS + 1, 4, 4), of each neuron w₁, w₂, b and the weight v on its way out;
    the output's bias (STEPS + 1,) and the loss (STEPS + 1,). Every sum is taken for all neurons in the same
    order. A product of matrices would not promise that: its rounding may differ from column to column,
    and then neurons that are exactly equal would not stay so.
    """
    inputs, y = rings()
    w = c + eps * np.random.default_rng(seed).normal(size=(NEURONS, 4))
    w[:, 2] = 0.0
    bias, n = 0.0, len(y)
    weights, biases, losses = np.empty((STEPS + 1, NEURONS, 4)), np.empty(STEPS + 1), np.empty(STEPS + 1)
    for step in range(STEPS + 1):
        a = np.tanh((w[:, :3, None] * inputs).sum(axis=1))
        z = (w[:, 3:] * a).sum(axis=0) + bias
        e = np.exp(-np.abs(z))
        weights[step], biases[step] = w, bias
        losses[step] = (np.maximum(z, 0) - z * y + np.log1p(e)).mean()
        d = (np.where(z >= 0, 1, e) / (1 + e) - y) / n  # the slope of the loss for each z: (p - y) / n
        back = w[:, 3:] * d * (1 - a * a)
        gradient = np.hstack([(back[:, None] * inputs).sum(axis=2), (d * a).sum(axis=1, keepdims=True)])
        w = w - RATE * gradient
        bias -= RATE * d.sum()
    return weights, biases, losses


def apart(weights):
    """The largest difference between two neurons in any of their weights: (...,) for weights (..., neurons, 4)."""
    return np.ptp(weights, axis=-2).max(axis=-1)


def distinct(weights, by=0.1):
    """How many neurons differ from all before them by more than this in some weight."""
    seen = []
    for row in weights:
        if all(np.abs(row - other).max() > by for other in seen):
            seen.append(row)
    return len(seen)

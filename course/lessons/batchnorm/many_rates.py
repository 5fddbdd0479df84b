"""Small networks trained on two moons at many learning rates at once, with batch norm or without."""

import math
from functools import lru_cache

import numpy as np

from course.lessons.batchnorm.nets import Stack
from nbcore import data

STARTS, STEPS, UNITS = 3, 150, 16
USUAL = math.sqrt(2)  # the gain that the weights start with, He's
_runs = {}  # what has been trained already


@lru_cache(maxsize=1)
def moons():
    x, y = data.moons(256, noise=0.15, seed=1)
    return x, y.astype(float)


def train(rates, hidden, activation, batch_norm, batch, *, group=None, gain=USUAL, steps=STEPS):
    """Train STARTS networks at each of these rates, a tuple. A generator of the losses so far, [(rates * STARTS,)], which
    returns the final losses (rates, STARTS), the shares that are right, the losses on the way (steps, rates, STARTS)
    and the networks.

    group: so many examples are normalized together; None for the whole batch. gain: of the weights at the start.
    """
    key = rates, hidden, activation, batch_norm, batch, group, gain, steps
    if key not in _runs:
        x, y = moons()
        sizes, seeds = [2] + [UNITS] * hidden + [1], list(range(STARTS)) * len(rates)
        nets = Stack(sizes, activation, batch_norm, seeds, np.repeat(rates, STARTS), group=group)
        for layer in nets.layers:
            if "W" in layer:
                layer["W"] *= gain / USUAL
        rng, losses, order = np.random.default_rng(0), [], []
        for _ in range(steps):
            if len(order) < batch:
                order = rng.permutation(len(x))
            rows, order = order[:batch], order[batch:]
            losses.append(nets.step(x[rows], y[rows]))
            yield losses
        loss, right = nets.score(x, y)
        shape = len(rates), STARTS
        if len(_runs) > 150:
            _runs.clear()
        _runs[key] = loss.reshape(shape), right.reshape(shape), np.array(losses).reshape(steps, *shape), nets
    return _runs[key]

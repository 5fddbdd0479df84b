"""Small networks trained on two moons at many learning rates at once, with batch norm or without."""

from functools import lru_cache

import numpy as np

from course.lessons.batchnorm.nets import Stack
from nbcore import data

STARTS, STEPS, UNITS = 3, 150, 16
_runs = {}  # what has been trained already


@lru_cache(maxsize=1)
def moons():
    x, y = data.moons(256, noise=0.15, seed=1)
    return x, y.astype(float)


def train(rates, hidden, activation, batch_norm, batch):
    """Train STARTS networks at each of these rates, a tuple. A generator of the losses so far, [(rates * STARTS,)], which
    returns the final losses (rates, STARTS), the shares that are right, the losses on the way (STEPS, rates, STARTS)
    and the networks.
    """
    key = rates, hidden, activation, batch_norm, batch
    if key not in _runs:
        x, y = moons()
        sizes, seeds = [2] + [UNITS] * hidden + [1], list(range(STARTS)) * len(rates)
        nets = Stack(sizes, activation, batch_norm, seeds, np.repeat(rates, STARTS))
        rng, losses, order = np.random.default_rng(0), [], []
        for _ in range(STEPS):
            if len(order) < batch:
                order = rng.permutation(len(x))
            rows, order = order[:batch], order[batch:]
            losses.append(nets.step(x[rows], y[rows]))
            yield losses
        loss, right = nets.score(x, y)
        shape = len(rates), STARTS
        if len(_runs) > 150:
            _runs.clear()
        _runs[key] = loss.reshape(shape), right.reshape(shape), np.array(losses).reshape(STEPS, *shape), nets
    return _runs[key]

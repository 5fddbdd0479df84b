"""Nets trained with a penalty and with dropout: on two blurred moons, and on a noisy wave."""

from functools import lru_cache

import numpy as np

from nbcore import data, losses, training
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.schedules import Cosine

LOOKS = 10  # training steps between two looks at the errors


def steps_of(net, loss, x, y, steps, lr, penalty=None):
    """Train on all examples at once, in place. Yields the number of steps done, at 0, after every few, and at the end."""
    optimizer = Adam(Cosine(lr, steps))
    for done in range(steps):
        if done % LOOKS == 0:
            yield done
        optimizer.epoch = done
        training.step(net, loss, optimizer, x, y, penalty)
    yield steps


# ---- two moons ----------------------------------------------------------------------------------

POINTS, HIDDEN, STEPS = 40, 24, 300
bce = losses.BinaryCrossEntropy(from_logits=True)


@lru_cache(maxsize=12)
def moons(sample):
    """Training and dev points of two blurred half moons: x (40, 2), y (40, 1), and 400 of each for dev."""
    (x, y), (dev_x, dev_y) = data.moons(POINTS, 0.3, seed=100 + sample), data.moons(400, 0.3, seed=99)
    return x, y[:, None].astype(float), dev_x, dev_y[:, None].astype(float)


def dev_loss(optimizer, penalty=None, sample=1):
    """The dev loss of a net of 24 tanh units that this optimizer has trained on 40 points."""
    x, y, dev_x, dev_y = moons(sample)
    net = mlp([2, HIDDEN, 1], "tanh", seed=sample)
    optimizer.reset()
    training.fit(net, bce, optimizer, x, y, epochs=STEPS, penalty=penalty)
    return bce(net.predict(dev_x), dev_y)


def wrong(z, y):
    """The share of the answers that are wrong."""
    return float(((z > 0) != (y > 0.5)).mean())


# ---- a wave -------------------------------------------------------------------------------------

UNITS, DOTS, SPREAD, WAVE_STEPS = 50, 15, 0.4, 300
mse = losses.MeanSquaredError()


def wave(x):
    return np.sin(3 * x)


@lru_cache(maxsize=12)
def dots(sample):
    """15 noisy points of a wave, and 400 for dev: x (15, 1), y (15, 1), x (400, 1), y (400, 1)."""
    rng = np.random.default_rng(sample)
    x, dev_x = rng.uniform(-1, 1, (DOTS, 1)), rng.uniform(-1, 1, (400, 1))
    return x, wave(x) + rng.normal(0, SPREAD, x.shape), dev_x, wave(dev_x) + rng.normal(0, SPREAD, dev_x.shape)


def wavy_net(keep, sample):
    """1 input, 50 tanh units, 1 output. The units start steep and spread over the inputs, so that it can bend a lot."""
    net = mlp([1, UNITS, 1], "tanh", dropout=1 - keep, seed=sample)
    net.layers[0].W *= 4
    net.layers[0].b[...] = np.random.default_rng(50 + sample).uniform(-4, 4, UNITS)
    return net


@lru_cache(maxsize=32)
def masks_of(keep, first, count):
    """Which of the 50 units stay, for masks number `first` and those after it: (count, 50), 0 or 1."""
    return np.stack(
        [(np.random.default_rng(1000 + k).random(UNITS) < keep) for k in range(first, first + count)]
    ).astype(float)

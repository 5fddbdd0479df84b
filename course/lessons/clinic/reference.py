"""The reference: a sound classifier of handwritten digits, and how it is trained."""

from functools import lru_cache

import numpy as np

from nbcore import data, losses, training
from nbcore.data import Standardizer, minibatches
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.schedules import Cosine

cross_entropy = losses.SoftmaxCrossEntropy()
EPOCHS, BATCH, RATE, HIDDEN, DROPOUT = 10, 128, 5e-3, 256, 0.2
SPLITS, HELD_OUT, TEN_STEPS = 3, 449, 60
trained = {}  # split -> what `learn` yielded last


@lru_cache(maxsize=5)
def split(seed):
    """1,348 pictures to learn from and 449 held out: ((x, y), (x, y)), ink from 0 to 1."""
    digits = data.digits()
    return data.split(digits.x, digits.y, (0.75, 0.25), seed=seed)


def with_shifted(x, y):
    """Every picture five times: as it is, and shifted by one pixel to each side."""
    pictures, all_five = x.reshape(-1, 8, 8), [x]
    for axis in (1, 2):
        for way in (1, -1):
            moved = np.roll(pictures, way, axis)
            edge = [slice(None)] * 3
            edge[axis] = 0 if way == 1 else -1
            moved[tuple(edge)] = 0.0
            all_five.append(moved.reshape(-1, 64))
    return np.concatenate(all_five), np.tile(y, 5)


def network(seed):
    return mlp([64, HIDDEN, 10], dropout=DROPOUT, seed=seed)


def learn(seed):
    """Train on a split. Yields (fraction done, errors (epochs, 2): shares wrong in training and held out, held-out scores)."""
    if seed in trained:
        yield trained[seed]
        return
    (x, y), (other, truth) = split(seed)
    many, labels = with_shifted(x, y)
    scale = Standardizer().fit(many)
    scale.scale = np.maximum(scale.scale, 0.1)  # a pixel that is nearly always white must not shout
    many, x, other = map(scale.transform, (many, x, other))
    net, optimizer, rng = network(seed), Adam(Cosine(RATE, EPOCHS)), np.random.default_rng(seed)
    errors, z, steps, done = [], None, EPOCHS * -(-len(many) // BATCH), 0
    for epoch in range(EPOCHS):
        optimizer.epoch = epoch
        for rows, answers in minibatches(many, labels, BATCH, rng):
            training.step(net, cross_entropy, optimizer, rows, answers)
            done += 1
            if done % 5 == 0 and errors:
                yield done / steps, np.array(errors), z
        z = net.predict(other)
        errors.append([1 - training.accuracy(net.predict(x), y), 1 - training.accuracy(z, truth)])
        if epoch == EPOCHS - 1:
            trained[seed] = 1.0, np.array(errors), z
        yield done / steps, np.array(errors), z


@lru_cache(maxsize=SPLITS)
def ten_by_heart(seed):
    """The loss of the same network on ten pictures, step by step."""
    (x, y), _ = split(seed)
    x, y = x[:10] - x[:10].mean(), y[:10]
    net, optimizer = network(seed), Adam(RATE)
    return [training.step(net, cross_entropy, optimizer, x, y) for _ in range(TEN_STEPS)]

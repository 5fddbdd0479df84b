"""Digits as another camera would have taken them, and a net that was trained on the old one's."""

from functools import lru_cache

import numpy as np

from course.lessons.overfitting.moons import Recent
from nbcore import data, losses
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import run

TRAINED, HELD, CAMERA_EPOCHS = 900, 400, 60
KINDS = ("all three", "shifted", "dimmed", "noisy")
LEVELS = np.linspace(0, 1, 11)
RETRAINED = Recent(64)  # (kind, difference, share) -> net
FIRST = []  # made when first needed: the sets, and the net that has seen the old camera only


def retaken(x, kind, difference, seed):
    """Images x (n, 64) as another camera would have taken them: up to a pixel and a half to the right, down to half
    the ink, and grainy. ``difference`` from 0 (the same camera) to 1.
    """
    images = x.reshape(-1, 8, 8)
    if kind in ("shifted", "all three"):
        pixels, part = divmod(1.5 * difference, 1)
        wide = np.pad(images, ((0, 0), (0, 0), (3, 0)))
        start = 3 - int(pixels)
        images = (1 - part) * wide[:, :, start : start + 8] + part * wide[:, :, start - 1 : start + 7]
    if kind in ("dimmed", "all three"):
        images = images * (1 - difference / 2)
    if kind in ("noisy", "all three"):
        images = images + 0.2 * difference * np.random.default_rng(seed).normal(size=images.shape)
    return np.clip(images, 0, 1).reshape(len(x), 64)


class Cameras:
    """Digits shared out: 900 to train on, 400 for the dev set, and 400 that the deployed net will meet."""

    def __init__(self, seed):
        table = data.digits()
        order = np.random.default_rng(seed).permutation(len(table))
        rows = order[:TRAINED], order[TRAINED : TRAINED + HELD], order[TRAINED + HELD : TRAINED + 2 * HELD]
        (self.x, self.y), (self.dev_x, self.dev_y), (self.real_x, self.real_y) = (
            (table.x[r], table.y[r]) for r in rows
        )
        self.seed = seed

    def training_set(self, kind, difference, share):
        """The training images, so many of a hundred of them retaken with the new camera."""
        count = round(TRAINED * share / 100)
        return np.concatenate([retaken(self.x[:count], kind, difference, self.seed), self.x[count:]])

    def net(self):
        return mlp([64, 32, 10], "relu", seed=self.seed)

    def train(self, net, x):
        return run(net, losses.SoftmaxCrossEntropy(), Adam(0.02), x, self.y, epochs=CAMERA_EPOCHS)


def error(net, x, y):
    return float((net.predict(x).argmax(axis=1) != y).mean())


@lru_cache(maxsize=len(KINDS))
def everywhere(kind):
    """The error in use of the net that has seen the old camera only, for each of LEVELS."""
    sets, net = FIRST
    return [error(net, retaken(sets.real_x, kind, level, seed=100), sets.real_y) for level in LEVELS]

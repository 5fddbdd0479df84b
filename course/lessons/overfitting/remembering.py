"""A model that remembers images of digits and looks up the nearest: how sure it is, and what that costs."""

from functools import lru_cache

import numpy as np

from nbcore import data

MOST, NEW_IMAGES = 1000, 397
REACHES = np.linspace(0, 8, 161)


@lru_cache(maxsize=1)
def images():
    """397 new images and 1,000 to remember: x (397, 64), which digit (397,), x (1000, 64), which digit (1000,)."""
    table = data.digits()
    order = np.random.default_rng(0).permutation(len(table))
    new, old = order[:NEW_IMAGES], order[NEW_IMAGES : NEW_IMAGES + MOST]
    return table.x[new], table.y[new], table.x[old], table.y[old]


@lru_cache(maxsize=1)
def distances():
    """From each new image to each that can be remembered, (397, 1000): the root of the summed squares of the pixels."""
    x, _, old, _ = images()
    return np.sqrt(np.maximum((x * x).sum(axis=1)[:, None] + (old * old).sum(axis=1) - 2 * x @ old.T, 0))


@lru_cache(maxsize=8)
def nearest(n):
    """For each new image, which of the first n it is nearest to, how far that is, and whether both are even or both odd."""
    _, digit, _, old_digit = images()
    who = distances()[:, :n].argmin(axis=1)
    return who, distances()[np.arange(NEW_IMAGES), who], old_digit[who] % 2 == digit % 2


def confidence(distance, reach):
    """How sure the model is of the answer of the nearest image it remembers: 1 for the same image, down to a half."""
    distance = np.asarray(distance, dtype=float)
    faded = np.minimum(distance / max(reach, 1e-9), 20)  # beyond, nothing is left that counts
    near = np.exp(-(faded**2))
    return 0.5 + 0.5 * near


def loss_on_new(n, reach):
    _, away, alike = nearest(n)
    sure = confidence(away, reach)
    return float(-np.log(np.where(alike, sure, 1 - sure)).mean())


@lru_cache(maxsize=64)
def loss_curve(n):
    return np.array([loss_on_new(n, reach) for reach in REACHES])

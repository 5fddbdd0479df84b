"""Made-up data: points from a recipe, so that the truth behind them is known. `doubles` is the course's first table;
the others draw n points from a `seed` (a number or a numpy Generator) and blur them with `noise`, a standard
deviation. The classes are shared out as evenly as n allows and come in no particular order.
"""

import numpy as np

from nbcore.checks import not_negative, real, whole


def doubles():
    """The table 3 -> 6, -2 -> -4, 0 -> 0, 5 -> 10. Returns x (4, 1) and y (4, 1)."""
    x = np.array([[3.0], [-2.0], [0.0], [5.0]])
    return x, 2 * x


def line(n=50, slope=1.0, intercept=0.0, noise=0.1, seed=0):
    """y = slope x + intercept + noise, for x even on [-1, 1]. Returns x (n, 1) and y (n, 1)."""
    rng = np.random.default_rng(seed)
    x = np.linspace(-1, 1, whole("n", n)).reshape(-1, 1)
    return x, slope * x + intercept + rng.normal(0, not_negative("noise", noise), x.shape)


def moons(n=200, noise=0.1, seed=0):
    """Two half circles that reach into each other. Returns x (n, 2) and y (n,), classes 0 and 1."""
    rng, y = _labels(n, 2, seed)
    angle = rng.uniform(0, np.pi, n)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    return _blur(np.where(y[:, None] == 0, upper, lower), noise, rng), y


def spirals(n=200, arms=2, turns=1.0, noise=0.05, seed=0):
    """Arms that wind around each other, from near the centre to radius 1. Returns x (n, 2) and y (n,), 0..arms-1."""
    rng, y = _labels(n, arms, seed)
    radius = np.sqrt(rng.uniform(0.01, 1, n))  # sqrt: as many points a unit of area, inside and out
    angle = 2 * np.pi * (turns * radius + y / arms)
    return _blur(_circle(radius, angle), noise, rng), y


def rings(n=200, inner=0.5, noise=0.05, seed=0):
    """A circle of radius 1 (class 0) around one of radius `inner` (class 1). Returns x (n, 2) and y (n,)."""
    rng, y = _labels(n, 2, seed)
    return _blur(_circle(np.where(y == 0, 1.0, inner), rng.uniform(0, 2 * np.pi, n)), noise, rng), y


def blobs(n=200, centers=((-1.0, -1.0), (1.0, 1.0)), noise=0.5, seed=0):
    """Round clouds about `centers`, (k, features), one a class. Returns x (n, features) and y (n,), 0..k-1."""
    centers = real("centers", centers)
    if centers.ndim != 2:
        raise ValueError(f"centers has shape {centers.shape}; wanted (k, features), one centre a row")
    rng, y = _labels(n, len(centers), seed)
    return _blur(centers[y], noise, rng), y


def xor(n=200, noise=0.0, seed=0):
    """The square [-1, 1] x [-1, 1]: class 1 where the two signs differ, which no single line can separate.

    Returns x (n, 2) and y (n,). The noise blurs the points after they were labelled.
    """
    rng, y = _labels(n, 2, seed)
    x = rng.uniform(0.05, 1, (n, 2)) * rng.choice([-1.0, 1.0], (n, 1))
    x[:, 1] *= 1 - 2 * y
    return _blur(x, noise, rng), y


def _labels(n, classes, seed):
    """A generator, and n class indices in random order, as many of each as can be."""
    rng = np.random.default_rng(seed)
    return rng, rng.permutation(np.arange(whole("n", n), dtype=np.int64) % whole("arms", classes))


def _circle(radius, angle):
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _blur(x, noise, rng):
    return x + rng.normal(0, not_negative("noise", noise), x.shape)

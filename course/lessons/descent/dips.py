"""A curve with five dips, and where gradient descent ends on it."""

from functools import lru_cache

import numpy as np

# Where each dip lies, how deep it is and how wide. The widest, C, is not the lowest: that is D, and D is narrow.
DIPS = np.array([(-3.2, 1.1, 0.42), (-1.35, 0.75, 0.2), (0.9, 1.0, 0.8), (2.55, 1.7, 0.35), (3.7, 0.8, 0.4)])
NAMES = "ABCDE"
SLOWEST, FASTEST = 0.02, 1.6  # learning rates
WALK = 200  # steps
AT_REST = 0.02  # how near to a minimum


def height(w):
    """A wide bowl minus five dips: w²/20 + 1.8 - Σ depth exp(-(w - place)² / 2 width²)."""
    place, depth, width = DIPS.T
    away = (np.asarray(w)[..., None] - place) / width
    return w * w / 20 + 1.8 - np.exp(-(away**2) / 2) @ depth


def slope(w):
    place, depth, width = DIPS.T
    away = (np.asarray(w)[..., None] - place) / width
    return w / 10 + (away * np.exp(-(away**2) / 2)) @ (depth / width)


@lru_cache(maxsize=1)
def minima():
    """The lowest points of the five dips, from left to right, and the edge 2 / curvature of each. Two (5,)."""
    w = DIPS[:, 0].copy()
    for _ in range(2000):
        w -= 0.05 * slope(w)
    curvature = (slope(w + 1e-5) - slope(w - 1e-5)) / 2e-5
    return w, 2 / curvature


@lru_cache(maxsize=1)
def basins():
    """Starts (220,), rates (90,), and the number of the dip in which each pair ends (90, 220), or 5 for none."""
    starts, rates = np.linspace(-4.5, 4.5, 220), np.geomspace(SLOWEST, FASTEST, 90)
    w = np.repeat(starts[None], len(rates), axis=0)
    for _ in range(WALK):
        w -= rates[:, None] * slope(w)
    return starts, rates, where_it_rests(w)


def where_it_rests(w):
    """The number of the dip at whose bottom w lies, or 5 for none."""
    lowest, _ = minima()
    away = np.abs(np.asarray(w)[..., None] - lowest)
    return np.where(away.min(axis=-1) < AT_REST, away.argmin(axis=-1), len(lowest))


def walk(start, lr):
    """All places (WALK + 1,) of gradient descent from ``start``."""
    path = [start]
    for _ in range(WALK):
        path.append(path[-1] - lr * float(slope(path[-1])))
    return np.array(path)

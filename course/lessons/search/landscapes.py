"""A thousand landscapes over two hyperparameters, and a duel on each: the places of a grid against as many random draws."""

from functools import lru_cache

import numpy as np

from nbcore import search

LANDSCAPES = 1000


def height(points, lowest, ratio):
    """How bad a setting is: the squared distance from the best one, its second part divided by ``ratio``. points: (..., 2)."""
    away = points - lowest
    return away[..., 0] ** 2 + away[..., 1] ** 2 / ratio


def grid(side):
    """side x side places on the unit square, each in the middle of its field: (side², 2)."""
    places = list((np.arange(side) + 0.5) / side)
    return np.array([(s["x"], s["y"]) for s in search.grid({"x": places, "y": places})])


@lru_cache(maxsize=16)
def landscapes(side):
    """A thousand lowest points, (1000, 1, 2), and for each as many random draws as the grid has places, (1000, side², 2)."""
    rng = np.random.default_rng(5)
    return rng.uniform(0.15, 0.85, (LANDSCAPES, 1, 2)), rng.uniform(0, 1, (LANDSCAPES, side**2, 2))


@lru_cache(maxsize=8)
def squares(side):
    """The squared distances from the lowest points along both hyperparameters: of the grid's places, and of the draws."""
    lowest, draws = landscapes(side)
    return [(away[..., 0] ** 2, away[..., 1] ** 2) for away in (grid(side) - lowest, draws - lowest)]


@lru_cache(maxsize=256)
def duel(side, ratio):
    """The share of the landscapes on which the best random draw is lower than the best place of the grid."""
    ordered, drawn = ((first + second / ratio).min(axis=1) for first, second in squares(side))
    return float((drawn < ordered).mean())

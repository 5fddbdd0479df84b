"""Downhill without a gradient: a cloud of tries, the best of which are the parents of the next."""

import math
from functools import lru_cache

import numpy as np

from nbcore import search

from .nets import LAMBDAS, RATES, dev_error

GENERATIONS = 30
SIDE = 3.0  # the map reaches from -3 to 3 both ways


def stairs(at):
    """A valley that lies askew, in whole steps."""
    x, y = float(at[0]), float(at[1])
    along, across = 0.8 * x + 0.6 * y, 0.8 * y - 0.6 * x
    return float(math.floor(8 * math.log10(1 + along * along + 12 * across * across)))


def terraces(at):
    """A bowl full of dips, in whole steps."""
    x, y = float(at[0]), float(at[1])
    return float(math.floor(1.5 * (x * x + y * y) + 3 * (2 - math.cos(3 * x) - math.cos(3 * y))))


def setting_at(at):
    """(row, column) of the trained net at a place of the map A: learning rate to the right, L2 penalty upwards."""
    (rows, columns), places = (LAMBDAS.size, RATES.size), []
    for value, count in ((float(at[1]), rows), (float(at[0]), columns)):
        places.append(min(max(round((value + SIDE) / (2 * SIDE) * (count - 1)), 0), count - 1))
    return tuple(places)


def digits(at):
    """The dev error in percent of the real nets of map A."""
    return float(dev_error("A")[-1][setting_at(at)])


SURFACES = {  # each with its lowest height and, about, its highest
    "stairs": (stairs, 0.0, 20),
    "terraces": (terraces, 0.0, 30),
    "real nets (A)": (digits, float(dev_error("A")[-1].min()), 92),
}


@lru_cache(maxsize=32)
def evolved(surface, start, sigma, population, seed):
    return search.evolve(SURFACES[surface][0], np.array(start), sigma, population, GENERATIONS, seed)

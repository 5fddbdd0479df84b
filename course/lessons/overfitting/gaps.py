"""Errors and what they point to: gaps between them, and how far off a measured one is."""

import math

import numpy as np

LARGE = 2.0  # a gap from here on is called large, in percentage points
CASES = {"A": (1, 11), "B": (15, 16), "C": (15, 30), "D": (0.5, 1)}  # train and dev error, in percent
ERROR = 0.10  # the true share wrong of a model in use
SHARES = {"60/20/20": (0.6, 0.2, 0.2), "80/10/10": (0.8, 0.1, 0.1), "98/1/1": (0.98, 0.01, 0.01)}


def squeeze(gap):
    """A gap's place on the map, 0 to 1: a half where it begins to be large, so that all quarters are of one size."""
    gap = np.maximum(gap, 0)
    return gap / (gap + LARGE)


def stretch(place):
    """The gap at a place of the map."""
    place = np.clip(place, 0, 0.97)
    return LARGE * place / (1 - place)


def shared_out(m, fractions):
    """How many of m examples go into train, dev and test."""
    _, dev, test = SHARES[fractions]
    dev, test = max(round(m * dev), 1), max(round(m * test), 1)
    return m - dev - test, dev, test


def spread(p, n):
    """How far the share wrong of n examples typically is from the true p: √(p (1 − p) / n)."""
    return math.sqrt(p * (1 - p) / n)

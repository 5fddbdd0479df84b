"""The three activations of this lesson with their slopes, and how sizes between nothing and huge are written."""

import numpy as np

from nbcore import activations

ACTIVATIONS = {  # name -> the activation, its slope written with its output a, and the a it gives for z = 0
    "ReLU": (activations.relu, lambda a: np.where(a > 0, 1.0, 0.0), 0.0),
    "tanh": (activations.tanh, lambda a: 1 - a * a, 0.0),
    "sigmoid": (activations.sigmoid, lambda a: a * (1 - a), 0.5),
}


def powers(low, high, every):
    """Places and labels of ticks at powers of ten."""
    places = list(range(low, high + 1, every))
    return [10.0**p for p in places], ["1" if p == 0 else f"$10^{{{p}}}$" for p in places]


def tiny(value):
    """A size between nothing and huge, in two digits: 0.71, 3.1e-05."""
    return ".2f" if 0.05 <= abs(value) < 100 or value == 0 else ".1e"

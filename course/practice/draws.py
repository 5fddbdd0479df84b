"""What drawn cases are made of: small arrays of short numbers, which a learner can read in a hint and redo by hand."""

import numpy as np


def numbers(rng, *shape, spread=2.0, digits=1):
    """An array of this shape, normally distributed around 0 and rounded; without a shape, a single float."""
    drawn = np.round(rng.normal(0.0, spread, shape), digits) + 0.0  # + 0.0: never -0
    return drawn if shape else float(drawn)


def between(rng, low, high, *shape, digits=2):
    """The same, even between `low` and `high`."""
    drawn = np.round(rng.uniform(low, high, shape), digits)
    return drawn if shape else float(drawn)


def count(rng, low, high):
    """A whole number from `low` to `high`, both included."""
    return int(rng.integers(low, high + 1))


def one_of(rng, *choices):
    """One of these."""
    return choices[rng.integers(len(choices))]

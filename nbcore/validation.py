"""Validation: how well does a way of learning do on examples that it has not learned from, and would more of them
help? The first question is answered by cross-validation, which holds back each part of the data once, and the second by
a learning curve, which does the same with fewer examples and then with more. Neither knows what a model is: `score`
trains one on a training set and says how it does, in whatever numbers it likes.
"""

import numpy as np

from nbcore.checks import whole
from nbcore.data.prepare import folds


def cross_validate(score, x, y, k=5, seed=0):
    """k scores, each with another part of the data held back. x: (n, ...), y: (n, ...).

    score: a function of two (x, y) pairs, training set and dev set, which trains a new model on the first and returns a
    number, or several, (s,). Returns (k,) or (k, s): its mean is the cross-validated score, its spread says how far to
    trust a single one.
    """
    return np.array([score(train, dev) for train, dev in folds(x, y, k, seed)])


def learning_curve(score, x, y, sizes, k=5, seed=0):
    """The scores of `cross_validate` if only so many training examples had been there; the dev sets stay as they are.

    sizes: whole numbers, at most n - ceil(n / k), which is what the smallest training set holds. Returns
    (sizes, k) or (sizes, k, s).
    """
    parts = list(folds(x, y, k, seed))
    most = min(len(train_x) for (train_x, _), _ in parts)
    for size in sizes:
        if whole("sizes", size) > most:
            raise ValueError(f"sizes has {size}, and with {k} folds of {len(x)} rows a training set has at most {most}")
    return np.array(
        [[score((train_x[:size], train_y[:size]), dev) for (train_x, train_y), dev in parts] for size in sizes]
    )

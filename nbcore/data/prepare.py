"""Preparing data: cut it into a part to learn from and parts to be judged by, once or in turn, deal it out in small
batches, and bring its columns to one scale. The rule behind all of it: what is held back must not be looked at, not
even for its mean.
"""

import numpy as np

from nbcore.checks import classes, table, whole


def split(x, y, fractions=(0.6, 0.2, 0.2), seed=0):
    """Shuffle the rows and share them out. x: (n, ...), y: (n, ...); fractions sum to 1.

    Returns one (x, y) pair for each fraction: `train, dev, test = split(x, y)`. Every row is in exactly one part.
    """
    x, y = _pair(x, y)
    shares = np.asarray(fractions, dtype=float)
    if shares.ndim != 1 or not (shares > 0).all() or abs(shares.sum() - 1) > 1e-9:
        raise ValueError(f"fractions are {fractions!r}; wanted positive numbers that sum to 1")
    order = np.random.default_rng(seed).permutation(len(x))
    cuts = np.rint(np.cumsum(shares)[:-1] * len(x)).astype(np.int64)
    parts = np.split(order, cuts)
    if min(map(len, parts)) == 0:
        raise ValueError(f"x has {len(x)} rows, too few to share out as {fractions!r}; wanted at least one row in each")
    return [(x[rows], y[rows]) for rows in parts]


def folds(x, y, k=5, seed=0):
    """Shuffle the rows, cut them into k parts, and hold back each part once. x: (n, ...), y: (n, ...).

    Yields k times a training set and a dev set, each a pair (x, y). Every row is in exactly one of the dev sets, whose
    sizes differ by one at most; the rows of a training set come in their shuffled order.
    """
    x, y = _pair(x, y)
    if whole("k", k) < 2 or k > len(x):
        raise ValueError(f"k is {k} and x has {len(x)} rows; wanted from 2 folds to as many as there are rows")
    parts = np.array_split(np.random.default_rng(seed).permutation(len(x)), k)
    for held, dev in enumerate(parts):
        train = np.concatenate(parts[:held] + parts[held + 1 :])
        yield (x[train], y[train]), (x[dev], y[dev])


def minibatches(x, y, size, rng):
    """Deal the rows out in random order, `size` at a time; the last batch may be smaller.

    x: (n, ...), y: (n, ...). Yields (x, y) pairs in which every row appears exactly once; n = 5,000,000 and
    size = 1,000 make 5,000 batches. rng: a numpy Generator.
    """
    x, y = _pair(x, y)
    whole("size", size)
    order = rng.permutation(len(x))
    x, y = x[order], y[order]
    for start in range(0, len(x), size):
        yield x[start : start + size], y[start : start + size]


def one_hot(y, count):
    """Class indices (n,) as rows of probabilities (n, count): 1 in the column of the class, 0 elsewhere."""
    return np.eye(count)[classes("y", y, len(y), count)]


class Standardizer:
    """Moves every column to mean 0 and standard deviation 1, by what it saw when it was fitted: (x - mean) / scale.

    Fit it on the training rows only, and transform all rows with it. A column that never changes is only moved.
    """

    def fit(self, x):
        """x: (n, features). Returns itself, so that `Standardizer().fit(train_x)` is one line."""
        x = table("x", x)
        self.mean, self.scale = x.mean(axis=0), x.std(axis=0)
        self.scale[np.ptp(x, axis=0) == 0] = 1.0  # std itself may be 1e-17 there, from rounding
        return self

    def transform(self, x):
        """x: (m, features), in its units. Returns (m, features), in standard deviations from the mean."""
        return (self._table(x) - self.mean) / self.scale

    def inverse(self, x):
        """The way back: x (m, features) in standard deviations; returns (m, features) in units."""
        return self._table(x) * self.scale + self.mean

    def _table(self, x):
        if not hasattr(self, "mean"):
            raise ValueError("this Standardizer has seen no data yet; fit it on the training rows first")
        return table("x", x, len(self.mean))


def _pair(x, y):
    x, y = np.asarray(x), np.asarray(y)
    if x.ndim == 0 or y.ndim == 0 or len(x) != len(y) or len(x) == 0:
        raise ValueError(f"x has shape {x.shape} and y {y.shape}; wanted the same number of rows, at least one")
    return x, y

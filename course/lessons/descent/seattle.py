"""A line for 1,024 days in Seattle, trained with mini-batches."""

from functools import lru_cache

import numpy as np

from nbcore import data

DAYS = 1024


@lru_cache(maxsize=1)
def days():
    """1,024 days in Seattle, drawn at random: the lowest and the highest temperature, both standardized. Two (n,)."""
    table = data.weather()
    rows = np.random.default_rng(0).permutation(len(table))[:DAYS]
    both = np.stack([table["temp_min"][rows], table["temp_max"][rows]], axis=1)
    return tuple(data.Standardizer().fit(both).transform(both).T.copy())


def train_line(start, lr, batch, steps, seed, far=30):
    """The path (k + 1, 2) of (w, b) when a line is trained with mini-batches of the days.

    The mean squared error of a batch needs four of its means only: of x, y, x² and xy. They are taken for all
    steps at once, and what is left to do step by step is a little arithmetic.
    """
    x, y = days()
    rng = np.random.default_rng(seed)
    epochs = -(-steps * batch // DAYS)
    order = np.concatenate([rng.permutation(DAYS) for _ in range(epochs)])[: steps * batch]
    parts = np.stack([x, y, x * x, x * y])
    means = parts[:, order].reshape(4, steps, batch).mean(axis=2)
    w, b = start
    path = [(w, b)]
    for mean_x, mean_y, mean_xx, mean_xy in means.T.tolist():
        w, b = w - 2 * lr * (mean_xx * w + mean_x * b - mean_xy), b - 2 * lr * (mean_x * w + b - mean_y)
        path.append((w, b))
        if not abs(w) + abs(b) < far:
            break
    return np.array(path)


def batch_gradients(w, b, batch, count, seed):
    """The gradients (count, 2) of the mean squared error at (w, b) on so many random batches, and that on all days (2,)."""
    x, y = days()
    residual = w * x + b - y
    each = 2 * np.stack([residual * x, residual], axis=1)
    if batch == DAYS:
        return np.repeat(each.mean(axis=0)[None], count, axis=0), each.mean(axis=0)
    lots = np.random.default_rng(seed).random((count, DAYS), dtype=np.float32)
    picked = np.argpartition(lots, batch, axis=1)[:, :batch]
    return each[picked].mean(axis=1), each.mean(axis=0)

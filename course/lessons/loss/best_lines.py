"""The best line by each of three losses: squared, absolute and Huber's."""

import numpy as np


def squares_line(x, y):
    """The line with the least mean squared error: its slope and intercept."""
    return tuple(np.polyfit(x, y, 1))


def median_line(x, y):
    """The line with the least mean absolute error. Some best line passes through two points: try every pair."""
    i, j = np.triu_indices(len(x), 1)
    apart = x[i] != x[j]
    i, j = i[apart], j[apart]
    w = (y[j] - y[i]) / (x[j] - x[i])
    b = y[i] - w * x[i]
    best = np.abs(y - w[:, None] * x - b[:, None]).sum(axis=1).argmin()
    return w[best], b[best]


def huber_line(x, y, delta, rounds=60):
    """The line with the least Huber loss, by least squares in which far points weigh less, again and again.

    P. J. Huber, Robust Statistics (1981), section 7.8. Sixty rounds are more than a picture can show.
    """
    w, b = median_line(x, y)
    for _ in range(rounds):
        weight = delta / np.maximum(np.abs(y - w * x - b), delta)
        total, mean_x, mean_y = weight.sum(), weight @ x / weight.sum(), weight @ y / weight.sum()
        w = (weight @ (x * y) - total * mean_x * mean_y) / (weight @ (x * x) - total * mean_x**2)
        b = mean_y - w * mean_x
    return w, b

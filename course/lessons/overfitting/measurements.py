"""A curve measured thirty times, and the best polynomial of each degree for each time: bias, variance and noise."""

from functools import lru_cache

import numpy as np
from numpy.polynomial.legendre import legvander

HIGHEST, REFITS = 12, 30
GRID = np.linspace(-1, 1, 201)


def truth(x):
    """The curve that is measured."""
    return 0.9 * np.sin(4.2 * x + 0.6)


@lru_cache(maxsize=32)
def refits(n, noise):
    """Thirty times n measurements, and the best polynomial of each degree for each time.

    Returns x (n,), y (30, n), the polynomials on GRID (30, 13, 201), and the mean squared error of each on its own
    measurements and on as many fresh ones at the places of GRID, (13,) both.
    """
    rng = np.random.default_rng(0)
    x = np.linspace(-1, 1, n)
    y = truth(x) + noise * rng.normal(size=(REFITS, n))
    # Columns that do not overlap: the best fit of degree d is then the sum of the first d + 1 shares.
    q, r = np.linalg.qr(legvander(x, HIGHEST))
    shares = y @ q
    on_grid = legvander(GRID, HIGHEST) @ np.linalg.inv(r)
    fits = np.cumsum((shares[:, :, None] * on_grid.T), axis=1)
    left = y[:, None] - np.cumsum(shares[:, :, None] * q.T, axis=1)
    fresh = truth(GRID) + noise * rng.normal(size=(REFITS, 1, len(GRID)))
    return x, y, fits, (left**2).mean(axis=(0, 2)), ((fits - fresh) ** 2).mean(axis=(0, 2))


def parts(fits):
    """Bias squared and variance for each degree, (13,) both, of fits (30, 13, 201)."""
    middle = fits.mean(axis=0)
    return ((middle - truth(GRID)) ** 2).mean(axis=1), fits.var(axis=0).mean(axis=1)

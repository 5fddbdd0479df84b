"""A curve measured thirty times, and the best polynomial of each degree for each time: bias, variance and noise.

A polynomial is written as a sum of Legendre polynomials, which stay between −1 and 1 here, each times a weight. With more
weights than measurements many polynomials fit exactly, and the one with the smallest weights is taken.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.polynomial.legendre import legvander

HIGHEST, REFITS = 12, 30
GRID = np.linspace(-1, 1, 201)
MOST = 200  # parameters
COUNTS = np.array(sorted({*range(1, 41), *np.geomspace(40, MOST, 30).round().astype(int)}))
ON_GRID = legvander(GRID, MOST - 1)


def truth(x):
    """The curve that is measured."""
    return 0.9 * np.sin(4.2 * x + 0.6)


def measured(n, noise, rng):
    """Thirty times n measurements: x (n,), y (30, n)."""
    x = np.linspace(-1, 1, n)
    return x, truth(x) + noise * rng.normal(size=(REFITS, n))


@lru_cache(maxsize=32)
def refits(n, noise):
    """Thirty times n measurements, and the best polynomial of each degree for each time.

    Returns x (n,), y (30, n), the polynomials on GRID (30, 13, 201), and the mean squared error of each on its own
    measurements and on as many fresh ones at the places of GRID, (13,) both.
    """
    rng = np.random.default_rng(0)
    x, y = measured(n, noise, rng)
    # Columns that do not overlap: the best fit of degree d is then the sum of the first d + 1 shares.
    q, r = np.linalg.qr(legvander(x, HIGHEST))
    shares = y @ q
    on_grid = legvander(GRID, HIGHEST) @ np.linalg.inv(r)
    fits = np.cumsum((shares[:, :, None] * on_grid.T), axis=1)
    left = y[:, None] - np.cumsum(shares[:, :, None] * q.T, axis=1)
    fresh = truth(GRID) + noise * rng.normal(size=(REFITS, 1, len(GRID)))
    return x, y, fits, (left**2).mean(axis=(0, 2)), ((fits - fresh) ** 2).mean(axis=(0, 2))


def parts(fits):
    """Bias squared and variance for each degree, (13,) both, of fits (30, 13, 201); of fits (30, 201), two numbers."""
    middle = fits.mean(axis=0)
    return ((middle - truth(GRID)) ** 2).mean(axis=-1), fits.var(axis=0).mean(axis=-1)


class Smallest(NamedTuple):
    """Thirty fits with the smallest weights: on GRID (30, 201), and what they are worth, a mean over the thirty."""

    fits: np.ndarray
    on_own: float
    bias: float
    variance: float
    norm: float  # the root of the summed squares of a fit's weights


@lru_cache(maxsize=1024)
def _smallest_weights(n, parameters):
    """The smallest weights that fit best to the truth at n places, and to each of the thirty noises there alone.

    Least squares is linear in what is measured, so the weights for any strength of the noise are a sum of these. Returns
    (parameters,), (30, parameters).
    """
    x, noisy = measured(n, 1.0, np.random.default_rng(0))
    both = np.column_stack([truth(x), (noisy - truth(x)).T])
    weights, *_ = np.linalg.lstsq(legvander(x, parameters - 1), both, rcond=None)
    return weights[:, 0], weights[:, 1:].T


@lru_cache(maxsize=512)
def smallest(n, noise, parameters):
    """The fits with so many weights to thirty times n measurements, those of `refits`."""
    x, y = measured(n, noise, np.random.default_rng(0))
    of_truth, of_noise = _smallest_weights(n, parameters)
    weights = of_truth + noise * of_noise
    fits = weights @ ON_GRID[:, :parameters].T
    bias, variance = parts(fits)
    on_own = float(np.mean((weights @ legvander(x, parameters - 1).T - y) ** 2))
    return Smallest(fits, on_own, float(bias), float(variance), float(np.linalg.norm(weights, axis=1).mean()))


@lru_cache(maxsize=32)
def over_parameters(n, noise):
    """The error on its own measurements and on new ones for each of COUNTS parameters, (len(COUNTS),) both."""
    every = [smallest(n, noise, int(count)) for count in COUNTS]
    return np.array([s.on_own for s in every]), np.array([s.bias + s.variance + noise**2 for s in every])

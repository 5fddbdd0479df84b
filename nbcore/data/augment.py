"""New pictures out of old ones, each changed in a way that leaves it the same digit: shifted, turned, made noisy."""

import numpy as np

from nbcore.checks import table

ROW, COLUMN = (axis.ravel() - 3.5 for axis in np.mgrid[:8, :8])  # of each pixel, from the middle of the picture


def moved(x, shift, turn, noise, rng):
    """Each picture shifted by up to `shift` pixels both ways, turned by up to `turn` degrees, and made noisy.

    x: (n, 64), pictures of 8 x 8 pixels from 0 (paper) to 1 (ink); returns as many, in an array of its own. Every new
    pixel looks up where it came from, between four old ones. rng: a NumPy random generator. Raises ValueError for
    another shape.
    """
    x = table("x", x, 64)
    n = len(x)
    angle = np.radians(rng.uniform(-turn, turn, (n, 1)))
    right, down = rng.uniform(-shift, shift, (2, n, 1))
    column = np.cos(angle) * (COLUMN - right) + np.sin(angle) * (ROW - down) + 4.5  # a frame of paper, one pixel wide
    row = np.cos(angle) * (ROW - down) - np.sin(angle) * (COLUMN - right) + 4.5
    framed = np.zeros((n, 10, 10))
    framed[:, 1:9, 1:9] = x.reshape(n, 8, 8)
    column, row = np.clip(column, 0, 9 - 1e-9), np.clip(row, 0, 9 - 1e-9)  # farther out there is only paper
    left, top = column.astype(np.int64), row.astype(np.int64)
    column -= left
    row -= top
    corner = 100 * np.arange(n)[:, None] + 10 * top + left
    here, beside, below, across = (framed.take(corner + step) for step in (0, 1, 10, 11))
    here += (beside - here) * column
    below += (across - below) * column
    here += (below - here) * row
    if noise:
        here += noise * rng.standard_normal(x.shape, np.float32)
    return np.clip(here, 0, 1, out=here)

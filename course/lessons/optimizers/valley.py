"""Four methods in one valley, from one start, each at a learning rate of its own."""

import math
from functools import lru_cache

import numpy as np

from nbcore.surfaces import rotated_ravine

from .methods import ALPHA, BETA, BETAS

STEPS = 200
NEAR = 1e-3  # what share of the first loss counts as there
RATES = (1e-6, 10.0)


def neat(values):
    """The values to six digits, so that they are the same on every computer. RMSprop, once it no longer settles, makes
    something else of the smallest difference; for the same reason nothing here is left to a library's matrix product."""
    return np.array([float(f"{value:.6g}") for value in np.ravel(values)]).reshape(np.shape(values))


COARSE = neat(np.geomspace(*RATES, 141))


def turned(place, degrees):
    """A place (x, y) of the valley, after the valley and all in it were turned anticlockwise."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return round(c * place[0] - s * place[1], 12), round(s * place[0] + c * place[1], 12)


def hessian(condition, rotation, scale):
    return scale * rotated_ravine(condition, rotation).hessian(np.zeros(2)).round(12)


def run(bent, start, rates):
    """All methods at once. bent: the Hessian (2, 2). start: (2,). rates: (4, R), a row for each method.

    Returns the places (STEPS + 1, 4, R, 2). The rules are those of nbcore.optimizers, for arrays of any shape. What a step
    costs is how many operations it has, not how long the arrays are: so the constants of Adam are put together before the
    walk, and every result has its place.
    """

    def per_method(*values):
        return np.array(values)[:, None]

    lr = np.asarray(rates, dtype=float) * per_method(1.0, 1.0, 1.0, 1 - BETAS[0])
    path = np.empty((STEPS + 1, 2, *lr.shape))
    path[0] = np.reshape(start, (2, 1, 1))
    m, g, step = (np.zeros(path.shape[1:]) for _ in range(3))
    v, below = np.zeros((2, 2, 2, lr.shape[1]))  # RMSprop's and Adam's
    keep_m, keep_v = per_method(0.0, BETA, 0.0, BETAS[0]), per_method(ALPHA, BETAS[1])
    straight, cross = np.diag(bent)[:, None, None], bent[0, 1]
    squared, divided, new_v = g[:, 2:], step[:, 2:], 1 - keep_v
    full_m, full_v = (1 - beta ** np.arange(1.0, STEPS + 1) for beta in BETAS)
    ones = np.ones(STEPS)  # RMSprop is not corrected
    fixed = np.stack([ones, full_m / np.sqrt(full_v)], axis=1)[..., None]
    tiny = 1e-8 * np.stack([ones, full_m], axis=1)[..., None]
    for w, after, corrected, eps in zip(path, path[1:], fixed, tiny):
        np.multiply(cross, w[::-1], out=step)
        np.multiply(straight, w, out=g)
        g += step
        m *= keep_m
        m += g
        np.square(squared, out=squared)
        squared *= new_v
        v *= keep_v
        v += squared
        np.sqrt(v, out=below)
        below *= corrected
        below += eps
        np.multiply(lr, m, out=step)
        divided /= below
        np.subtract(w, step, out=after)
    return np.moveaxis(path, 1, -1)


def shares(bent, path):
    """The loss at each place, as a share of the loss at the start; infinite where the walk is lost. (STEPS + 1, 4, R)"""
    x, y = path[..., 0], path[..., 1]
    loss = bent[0, 0] * x * x + 2 * bent[0, 1] * x * y + bent[1, 1] * y * y
    return np.where(np.isfinite(loss), loss, np.inf) / max(loss[0].max(), 1e-300)


def steps_needed(share):
    """After how many steps the loss is below a thousandth for good; infinite if not within STEPS. (4, R)"""
    above = share > NEAR
    last = len(share) - 1 - above[::-1].argmax(axis=0)
    return np.where(above[-1], np.inf, np.where(above.any(axis=0), last + 1.0, 0.0))


@lru_cache(maxsize=32)
@np.errstate(all="ignore")  # a walk that is lost is a finding
def raced(bent, start, rates):
    """The race at these rates, or with rates=None at the best ones for this valley, found by trying.

    Returns the steps needed at each of COARSE (4, 141); the rates (4,); and at these rates the places (STEPS + 1, 4, 2),
    the shares of the loss (STEPS + 1, 4) and the steps needed (4,).
    """
    bent, tried = np.array(bent), np.tile(COARSE, (4, 1))
    if rates is not None:
        tried = np.column_stack([tried, rates])
    path = run(bent, start, tried)
    share = shares(bent, path)
    needed = steps_needed(share)
    at_coarse = needed[:, : len(COARSE)]
    if rates is not None:
        return at_coarse, np.array(rates), path[:, :, -1], share[:, :, -1], needed[:, -1]
    k = _best(needed, share[-1])
    finer = neat(np.geomspace(COARSE[np.maximum(k - 2, 0)], COARSE[np.minimum(k + 2, len(COARSE) - 1)], 49, axis=1))
    path = run(bent, start, finer)
    share = shares(bent, path)
    needed = steps_needed(share)
    row, k = np.arange(4), _best(needed, share[-1])
    return at_coarse, finer[row, k], path[:, row, k], share[:, row, k], needed[row, k]


def _best(needed, last):
    """The column with the fewest steps; among equals, or where none is there, the one with the lowest last loss. (4,)"""
    return np.lexsort((last, needed), axis=1)[:, 0]

"""Body mass of penguins from three measurements and random columns: with a penalty, and with stopping early."""

from functools import lru_cache

import numpy as np

from nbcore import data
from nbcore.data import Standardizer

TRAINING, REAL = 40, ("bill length", "bill depth", "flipper")
MOST = 30  # random columns
LR, EPOCHS = 0.01, 400  # of plain gradient descent


@lru_cache(maxsize=64)
def birds(noise, sample):
    """40 birds to train on and 302 for dev: three measurements and `noise` random columns, standardized by the training
    rows; and the body mass in kg, from the training birds' mean. x (40, 3 + noise), y (40,), and the same of 302."""
    rng = np.random.default_rng(sample)
    table = data.penguins()
    x = np.hstack([table.x[:, :3], rng.normal(size=(len(table), MOST))[:, :noise]])
    order = rng.permutation(len(x))
    train, dev = order[:TRAINING], order[TRAINING:]
    mass = table["body_mass_g"] / 1000
    scaler = Standardizer().fit(x[train])
    return (*((scaler.transform(x[rows]), mass[rows] - mass[train].mean()) for rows in (train, dev)),)


def normal_equations(x, y):
    """The curvature matrix 2/n XᵀX and the slope at w = 0, 2/n Xᵀy, of the mean squared error."""
    return 2 / len(x) * x.T @ x, 2 / len(x) * x.T @ y


def with_l2(x, y, lams):
    """The weights with the lowest MSE + λ/2 Σw², for each λ: (k, d). Along a direction of curvature c the penalty
    leaves the share c/(c + λ) of what the data ask for."""
    curvature, slope = normal_equations(x, y)
    c, directions = np.linalg.eigh(curvature)
    return (slope @ directions / (np.maximum(c, 0) + np.reshape(lams, (-1, 1)))) @ directions.T


def with_l1(x, y, lams, steps=250, start=None):
    """The weights with the lowest MSE + λ Σ|w|, for each λ: (k, d). After each step downhill the penalty moves every
    weight towards 0 by the same amount, and one that would cross 0 stays there. With the momentum of Beck and Teboulle 2009.
    """
    curvature, slope = normal_equations(x, y)
    lr = 1 / np.linalg.eigvalsh(curvature)[-1]
    shrink = lr * np.reshape(lams, (-1, 1))
    w = np.zeros((len(shrink), len(slope))) if start is None else start
    ahead, t = w, np.ones_like(shrink)
    for _ in range(steps):
        v = ahead - lr * (ahead @ curvature - slope)
        new = np.sign(v) * np.maximum(np.abs(v) - shrink, 0)
        move = new - w
        t[((ahead - new) * move).sum(axis=1) > 0] = 1.0  # it overshot: begin again from rest
        t, before = (1 + np.sqrt(1 + 4 * t * t)) / 2, t
        ahead, w = new + (before - 1) / t * move, new
    return w


def off(w, x, y):
    """The typical error in grams: the root of the mean square. w: (k, d); returns (k,)."""
    return 1000 * np.sqrt(((w @ x.T - y) ** 2).mean(axis=1))


SOLVE = {"L1": with_l1, "L2": with_l2}
LAMS = np.geomspace(1e-3, 100, 51)


@lru_cache(maxsize=64)
def all_paths(kind, noise, sample):
    """Weights (51, d), training and dev errors (51,), for each of LAMS."""
    (x, y), dev = birds(noise, sample)
    w = SOLVE[kind](x, y, LAMS)
    return w, off(w, x, y), off(w, *dev)


@lru_cache(maxsize=12)
def descent_of(sample):
    """The weights after each epoch of plain gradient descent from 0, (401, 33): no loop is needed, as along a direction of
    curvature c the share of the way that is left is (1 - ηc) to the power of the epoch. Then training and dev errors."""
    (x, y), dev = birds(MOST, sample)
    curvature, slope = normal_equations(x, y)
    c, directions = np.linalg.eigh(curvature)
    epoch = np.arange(EPOCHS + 1)[:, None]
    c = np.maximum(c, 1e-12)
    w = ((1 - (1 - LR * c) ** epoch) * (slope @ directions) / c) @ directions.T
    return w, off(w, x, y), off(w, *dev)


@lru_cache(maxsize=64)
def looks_of(sample, seen):
    """The dev error as measured on `seen` dev birds, drawn anew after each epoch: (401,), in grams."""
    w, _, dev = descent_of(sample)
    x, y = birds(MOST, sample)[1]
    if seen >= len(x):
        return dev
    square = (w @ x.T - y) ** 2
    rng = np.random.default_rng(sample)
    rows = rng.integers(len(x), size=(len(w), seen))
    return 1000 * np.sqrt(np.take_along_axis(square, rows, axis=1).mean(axis=1))


def stopped(dev, patience):
    """(the epoch at which one stops, the epoch that is restored): no better value for `patience` epochs."""
    best = 0
    for epoch, value in enumerate(dev):
        if value < dev[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch, best

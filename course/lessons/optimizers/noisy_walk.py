"""A walk in noise with a learning rate that falls from epoch to epoch, and where it ends on average."""

import numpy as np

from nbcore import schedules

EPOCHS, STEPS = 60, 5  # steps in an epoch
CURVATURES = np.array([1.0, 4.0])
START = np.array([-2.6, 1.7])
KINDS = ("constant", "inverse time", "exponential", "staircase", "cosine")


def made(kind, lr, left):
    """(the schedule of this kind that begins at lr and has `left` of it left in the last epoch, its formula)."""
    last = EPOCHS - 1
    if kind == "constant":
        return schedules.Constant(lr), "η₀"
    if kind == "inverse time":
        decay = (1 / left - 1) / last
        return schedules.InverseTime(lr, decay), f"η₀ / (1 + {decay:.3g} · epoch)"
    if kind == "exponential":
        gamma = left ** (1 / last)
        return schedules.Exponential(lr, gamma), f"η₀ · {gamma:.3f}^epoch"
    if kind == "staircase":
        gamma = left ** (1 / 3)
        return schedules.Staircase(lr, gamma, every=EPOCHS // 4), f"η₀ · {gamma:.2f}, every {EPOCHS // 4} epochs"
    return schedules.Cosine(lr, last, floor=left * lr), "half a cosine wave"


def expected_loss(rates, noise):
    """The loss on average over all runs, before the first step and after each. rates: one for each step, (T,).

    A step makes w (1 - ηλ) w - η noise ε: the mean shrinks, and the spread shrinks and gets the noise of this step.
    Returns (T + 1,) the whole loss, and (T + 1,) the part of it that is due to the mean.
    """
    mean, spread = START**2, np.zeros(2)
    whole, way = [CURVATURES @ mean / 2], [CURVATURES @ mean / 2]
    for lr in rates:
        left = (1 - lr * CURVATURES) ** 2
        mean, spread = left * mean, left * spread + (lr * noise) ** 2
        whole.append(CURVATURES @ (mean + spread) / 2)
        way.append(CURVATURES @ mean / 2)
    return np.array(whole), np.array(way)


def floor(lr, noise):
    """Where the loss ends on average if the rate stays what it is: the sum of η noise² / (2 (2 - ηλ)). lr: (T,) or a number."""
    room = 2 - np.asarray(lr)[..., None] * CURVATURES
    return np.where(room > 0, np.asarray(lr)[..., None] * noise**2 / (2 * np.maximum(room, 1e-12)), np.inf).sum(axis=-1)

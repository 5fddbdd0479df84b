"""Schedules: the learning rate as a function of the epoch. Large steps cover ground, small ones settle; a schedule
takes the one first and the other later. Each of these makes such a function: called with an epoch, it returns the
rate. As in PyTorch, `fit` calls the first epoch 0. A number out of range raises ValueError when the schedule is made.
"""

import math

from nbcore.checks import not_negative, number, positive, whole


def Constant(lr):
    """lr, always."""
    positive("lr", lr)
    return lambda epoch: lr


def InverseTime(lr, decay):
    """lr / (1 + decay epoch). InverseTime(0.2, 1) at epochs 1 to 4: 0.1, 0.067, 0.05, 0.04."""
    positive("lr", lr), not_negative("decay", decay)
    return lambda epoch: lr / (1.0 + decay * epoch)


def Exponential(lr, gamma):
    """lr gamma^epoch, gamma above 0 and at most 1."""
    return Staircase(lr, gamma, every=1)


def Staircase(lr, gamma, every):
    """lr gamma^(epoch // every): the same rate for `every` epochs, then gamma times as large."""
    positive("lr", lr), whole("every", every)
    number("gamma", gamma, "a number above 0 and at most 1", lambda value: 0 < value <= 1)
    return lambda epoch: lr * gamma ** (epoch // every)


def InverseSqrt(lr, k=1.0):
    """k lr / sqrt(epoch). Epoch 0, where this has no value, takes that of epoch 1."""
    positive("lr", lr), positive("k", k)
    return lambda epoch: k * lr / math.sqrt(max(epoch, 1))


def Cosine(lr, epochs, floor=0.0):
    """From lr down to `floor` over `epochs`, along half a cosine; `floor` from then on. Loshchilov and Hutter 2017."""
    positive("lr", lr), whole("epochs", epochs), not_negative("floor", floor)
    return lambda epoch: floor + (lr - floor) * (1.0 + math.cos(math.pi * min(epoch / epochs, 1.0))) / 2.0


def Warmup(then, epochs):
    """Climb in equal steps to the first rate of `then` (a number or a schedule), reached at epoch `epochs`; then
    follow it from its own epoch 0."""
    then = schedule(then)
    whole("epochs", epochs)
    return lambda epoch: then(0) * (epoch + 1) / (epochs + 1) if epoch < epochs else then(epoch - epochs)


def schedule(lr):
    """`lr` itself if it is a schedule, and the constant one if it is a number."""
    return lr if callable(lr) else Constant(lr)

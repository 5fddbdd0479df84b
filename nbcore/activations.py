"""Activations: the bend between two layers. Without one, a stack of layers is a single layer in disguise, for a
straight line through a straight line is straight. Each takes numbers of any shape and returns as many; `softmax` and
`log_softmax` look at the last axis as a whole and turn a row of scores into a row of probabilities. Large scores are
safe everywhere: exp is only ever asked for numbers of at most zero.
"""

import numpy as np

from nbcore.checks import quiet, real


@quiet
def sigmoid(x):
    """1 / (1 + e^-x), from 0 to 1. x: any shape; returns the same shape."""
    x = real("x", x)
    e = np.exp(-np.abs(x))  # at most 1, so it cannot overflow
    return np.where(x >= 0, 1.0, e) / (1.0 + e)


def tanh(x):
    """(e^x - e^-x) / (e^x + e^-x), from -1 to 1. x: any shape; returns the same shape."""
    return np.tanh(real("x", x))


def relu(x):
    """max(x, 0); its slope at 0 is taken to be 0. x: any shape; returns the same shape."""
    return np.maximum(real("x", x), 0.0)


def leaky_relu(x, slope=0.01):
    """x where x > 0, slope * x elsewhere. x: any shape; returns the same shape."""
    x = real("x", x)
    return np.where(x > 0, x, slope * x)


def identity(x):
    """x itself: what a layer does that has no activation."""
    return real("x", x)


def step(x):
    """1 where x > 0, 0 elsewhere: the first artificial neuron's, with no slope to learn by. x: any shape."""
    x = real("x", x)
    return (x > 0).astype(x.dtype)


@quiet
def softmax(x):
    """e^x_k / sum_j e^x_j along the last axis: positive, summing to 1. x: (..., k); returns the same shape.

    Subtracting the row's largest score changes nothing in the quotient and keeps exp from overflowing.
    """
    x = real("x", x)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@quiet
def log_softmax(x):
    """log(softmax(x)) along the last axis, without ever taking the log of 0. x: (..., k); returns the same shape."""
    x = real("x", x)
    x = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))

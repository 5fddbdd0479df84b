"""A signal through many layers and the slope on its way back: in a network, and in a chain of single neurons."""

import math
from functools import lru_cache

import numpy as np

from course.lessons.initialization.curves import ACTIVATIONS

WIDTH, EXAMPLES, DEEPEST = 128, 32, 50


@lru_cache(maxsize=2)
def stack(seed):
    """The inputs (EXAMPLES, WIDTH) of size 1, the weights of all layers (DEEPEST, WIDTH, WIDTH) for gain 1, and a
    slope (EXAMPLES, WIDTH) of size 1 to send back."""
    rng = np.random.default_rng(seed)
    x, back = rng.standard_normal((2, EXAMPLES, WIDTH))
    return x, rng.standard_normal((DEEPEST, WIDTH, WIDTH)) / math.sqrt(WIDTH), back


def rms(values):
    """The size of an array: the root of the mean of the squares."""
    return math.sqrt(np.mean(values * values))


@lru_cache(maxsize=64)
def signals(gain, depth, activation, seed):
    """What each layer of a network gives, forwards and back.

    Gives the inputs and the outputs a of all layers (depth + 1, EXAMPLES, WIDTH); their sizes (depth + 1,); how much of
    that differs from one example to the next (depth + 1,); and the size of the slope that has come back to each
    (depth + 1,), if a slope of size 1 sets out from the last.
    """
    phi, slope, _ = ACTIVATIONS[activation]
    x, weights, back = stack(seed)
    outputs = np.empty((depth + 1, EXAMPLES, WIDTH))
    outputs[0] = x
    for layer in range(depth):
        outputs[layer + 1] = phi(gain * times(outputs[layer], weights[layer]))
    returned = np.empty(depth + 1)
    returned[depth] = size = rms(back)
    for layer in reversed(range(depth)):
        back = gain * times(back * slope(outputs[layer + 1]), weights[layer].T)
        returned[layer] = rms(back)
    return outputs, _sizes(outputs), _sizes(outputs - outputs.mean(axis=1, keepdims=True)), returned / size


def times(a, W):
    """a @ W, 16 rows at a time: so small a product one core does at once, where two would wait for each other."""
    return (a.reshape(-1, 16, WIDTH) @ W).reshape(a.shape)


def _sizes(outputs):
    return np.sqrt((outputs * outputs).mean(axis=(1, 2)))


def idle(outputs, activation):
    """The share of a layer's neurons that are dead (0 for every example), or of its outputs that are saturated."""
    if activation == "ReLU":
        return float((outputs <= 0).all(axis=0).mean())
    low, high = (0.0, 1.0) if activation == "sigmoid" else (-1.0, 1.0)
    return float(((outputs < low + 0.02) | (outputs > high - 0.02)).mean())


def chain(w, x, depth, activation):
    """A chain of single neurons: the z of each, and by which factor each multiplies a slope. (depth,) each, or
    (depth, many) for many w at once. Its bias keeps the activation's middle in the middle: z = w (a - middle)."""
    phi, slope, middle = ACTIVATIONS[activation]
    w = np.asarray(w, dtype=float)
    z, factors, a = [], [], x + middle + 0 * w
    for _ in range(depth):
        z.append(w * (a - middle))
        a = phi(z[-1])
        factors.append(w * slope(a))
    return np.array(z), np.array(factors)

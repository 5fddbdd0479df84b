"""Initializers: where the weights start. Equal weights would stay equal for ever, so they are drawn at random; and the
size of the draw decides whether a signal fades, explodes or arrives when it passes through many layers. Each is called
with a numpy Generator and the layer's numbers of inputs and outputs, and returns the weights, (fan_in, fan_out).
Where there is a `gain`, `functools.partial(lecun_normal, gain=1.5)` is the initializer with another one.
"""

import numpy as np

from nbcore.checks import not_negative


def constant(c):
    """Every weight c. All units of a layer then compute the same, and learn the same."""
    return lambda rng, fan_in, fan_out: np.full((fan_in, fan_out), float(c))


def zeros(rng, fan_in, fan_out):
    """Every weight 0."""
    return np.zeros((fan_in, fan_out))


def normal(std):
    """Normal around 0 with standard deviation `std`, whatever the size of the layer."""
    not_negative("std", std)
    return lambda rng, fan_in, fan_out: rng.normal(0.0, std, (fan_in, fan_out))


def xavier_uniform(rng, fan_in, fan_out, gain=1.0):
    """Even on +-gain sqrt(6 / (fan_in + fan_out)). Glorot and Bengio 2010, for sigmoid and tanh."""
    bound = gain * np.sqrt(6.0 / (fan_in + fan_out))
    return rng.uniform(-bound, bound, (fan_in, fan_out))


def xavier_normal(rng, fan_in, fan_out, gain=1.0):
    """Normal with std gain sqrt(2 / (fan_in + fan_out)): a compromise between forwards and backwards."""
    return rng.normal(0.0, gain * np.sqrt(2.0 / (fan_in + fan_out)), (fan_in, fan_out))


def he_uniform(rng, fan_in, fan_out):
    """Even on +-sqrt(6 / fan_in). He et al. 2015, for ReLU, which silences half of what comes in."""
    bound = np.sqrt(6.0 / fan_in)
    return rng.uniform(-bound, bound, (fan_in, fan_out))


def he_normal(rng, fan_in, fan_out):
    """Normal with std sqrt(2 / fan_in), not truncated. He et al. 2015."""
    return rng.normal(0.0, np.sqrt(2.0 / fan_in), (fan_in, fan_out))


def lecun_normal(rng, fan_in, fan_out, gain=1.0):
    """Normal with std gain / sqrt(fan_in): a layer without a bend keeps the size of its signal. LeCun et al. 1998."""
    return rng.normal(0.0, gain / np.sqrt(fan_in), (fan_in, fan_out))

"""What becomes of a signal on its way through fifty hidden layers, and of the gradient on its way back."""

from functools import lru_cache

import numpy as np

from nbcore.layers import BatchNorm, ReLU, Sigmoid, Tanh
from nbcore.network import Network

LAYERS = {"ReLU": ReLU, "tanh": Tanh, "sigmoid": Sigmoid}
WIDTH, ROWS, DEEPEST = 64, 64, 50


@lru_cache(maxsize=1)
def draws():
    """An input (ROWS, WIDTH), weights of spread 1 / sqrt(WIDTH) for every layer, and the slopes that arrive at the end."""
    rng = np.random.default_rng(5)
    weights = rng.normal(size=(DEEPEST, WIDTH, WIDTH)) / np.sqrt(WIDTH)
    return rng.normal(size=(ROWS, WIDTH)), weights, rng.normal(size=(ROWS, WIDTH))


@lru_cache(maxsize=6)
def deepest(activation, batch_norm):
    """What follows the weights in each of DEEPEST hidden layers: a batch norm or not, and the activation."""
    norms = [BatchNorm(WIDTH) for _ in range(DEEPEST)] if batch_norm else []
    if norms:
        Network(norms, seed=0)  # gives them their parameters
    return [[*norms[k : k + 1], LAYERS[activation]()] for k in range(DEEPEST)]


@lru_cache(maxsize=256)
def signal(gain, depth, activation, batch_norm):
    """Layer by layer: five quantiles of what goes into the activation (depth, 5), the size of what comes out of it
    (depth,), and the size of the gradient there (depth,), the last layer's counted as 1. Sizes are root mean squares.
    """
    a, weights, grad = draws()
    blocks = deepest(activation, batch_norm)[:depth]
    some, sizes, back = [], [], []
    for (*norms, act), W in zip(blocks, weights):
        z = a @ W
        z *= gain
        for norm in norms:
            z = norm.forward(z, training=True)
        a = act.forward(z)
        some.append(z.ravel()[::7])
        sizes.append(rms(a))
    for block, W in zip(reversed(blocks), weights[depth - 1 :: -1]):
        back.append(rms(grad))
        for layer in reversed(block):
            grad = layer.backward(grad)
        grad = grad @ W.T
        grad *= gain
    some = np.sort(some, axis=1)
    at = np.rint(np.array([0.02, 0.25, 0.5, 0.75, 0.98]) * (some.shape[1] - 1)).astype(int)
    return some[:, at], np.array(sizes), np.array(back[::-1]) / back[0]


def rms(values):
    return np.sqrt(np.vdot(values, values) / values.size)

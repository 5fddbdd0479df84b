"""What all the slopes of a network cost: by counting multiplications, and by this computer's clock."""

import time

import numpy as np

from nbcore.gradients import numerical_gradient
from nbcore.losses import MeanSquaredError
from nbcore.network import mlp

PIXELS, DIGITS = 64, 10  # a picture of a handwritten digit in, ten scores out


def multiplications(hidden):
    """(parameters, of one forward pass, of one backward pass): 64 inputs, so many hidden units and 10 outputs.

    Forward, each weight is multiplied once. Back, each weight's own slope takes one multiplication; handing the
    slope on to the layer before takes another for each weight, but nobody needs the slopes of the pixels.
    """
    forward = PIXELS * hidden + hidden * DIGITS
    return forward + hidden + DIGITS, forward, PIXELS * hidden + 2 * hidden * DIGITS


def both_ways(hidden):
    """(parameters, multiplications nudging each both ways, multiplications of one forward and one backward pass)."""
    parameters, forward, back = multiplications(hidden)
    return parameters, 2 * parameters * forward, forward + back


def timed(hidden):
    """How many times longer the nudging takes than one forward and one backward pass, by this computer's clock."""
    net, mse = mlp([PIXELS, hidden, DIGITS], seed=0), MeanSquaredError()
    x, target = np.ones((1, PIXELS)), np.zeros((1, DIGITS))

    def one_by_one():
        numerical_gradient(lambda _: mse(net.forward(x), target), net.params)

    def pass_back():
        net.backward(mse.gradient(net.forward(x), target))

    return quickest(one_by_one, 2) / max(quickest(pass_back, 50), 1e-9)


def quickest(work, tries):
    """Seconds for the quickest of some tries: whatever else the computer did meanwhile only made the others slower."""
    times = []
    for _ in range(tries):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)

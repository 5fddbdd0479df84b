"""How wrong a slope from nudging is: a small network whose slopes are taken both ways, in two precisions."""

from functools import lru_cache

import numpy as np

from nbcore import data
from nbcore.gradients import numerical_gradient, ratio
from nbcore.losses import MeanSquaredError
from nbcore.network import mlp

EXAMPLES, HIDDEN, WEIGHT = 12, 4, 1  # rows of data, hidden units, and the weight that lies under the microscope
STEPS = np.array([float(f"{10.0**k:.2g}") for k in np.arange(-15, 0.01, 0.25)])  # where the slider of h stops
BUGS = {  # what each does to the slopes that came back
    "none": lambda grads: grads,
    "a sign flipped": lambda grads: np.where(np.arange(len(grads)) == WEIGHT, -grads, grads),
    "a factor of 1.0001": lambda grads: 1.0001 * grads,
}
SCHEMES = ("forward", "central")


class Specimen:
    """A small network in one precision: its loss when a parameter is nudged, and the slopes by both ways."""

    def __init__(self, dtype):
        self.x, labels = data.moons(n=EXAMPLES, noise=0.1, seed=1)
        self.net = mlp([2, HIDDEN, 1], "tanh", seed=2)
        self.target = np.reshape(labels, (-1, 1)).astype(float)
        self.mse = MeanSquaredError()
        self.net.backward(self.mse.gradient(self.net.forward(self.x), self.target))
        self.slopes = self.net.grads.copy()  # always in float64: what the nudges are measured against
        if dtype == "float32":
            start, self.net = self.net.params, mlp([2, HIDDEN, 1], "tanh", dtype=np.float32)
            self.net.params[...] = start
            self.target = self.target.astype(np.float32)

    def loss(self, _=None):
        return self.mse(self.net.forward(self.x), self.target)

    def nudged(self, h, scheme):
        return numerical_gradient(self.loss, self.net.params, h, scheme)

    def landscape(self, moves):
        """The change of the loss for each move of one weight."""
        here, at = self.net.params[WEIGHT], self.loss()
        changes = []
        for move in moves:
            self.net.params[WEIGHT] = here + move
            changes.append(self.loss() - at)
        self.net.params[WEIGHT] = here
        return np.array(changes)


@lru_cache
def specimen(precision):
    return Specimen(precision)


def slopes():
    """The slopes of all parameters, as the backward pass gives them in float64."""
    return specimen("float64").slopes


@lru_cache(maxsize=1024)
def error(h, scheme, precision, bug):
    """The ratio by which the slopes that came back, with this bug in them, differ from those of nudging."""
    return float(ratio(BUGS[bug](slopes()), specimen(precision).nudged(h, scheme)))


@lru_cache
def errors(scheme, precision, bug):
    """The same for every h of STEPS."""
    return np.array([error(h, scheme, precision, bug) for h in STEPS])


@lru_cache
def best_step(scheme, precision):
    """The h with the least error: where the line through the rising right side meets the one through the left.

    On the right the error grows as a power of h, on the left as 1/h with noise; both are straight on logarithmic axes.
    """
    found = errors(scheme, precision, "none")
    lowest = int(np.argmin(found))
    right = np.arange(len(STEPS))[lowest + 4 : lowest + 8]
    left = np.arange(len(STEPS))[max(lowest - 16, 0) : lowest - 2]
    power = np.mean(np.diff(np.log(found[right])) / np.diff(np.log(STEPS[right])))
    curved = np.exp(np.mean(np.log(found[right]) - power * np.log(STEPS[right])))
    rounded = np.exp(np.mean(np.log(found[left]) + np.log(STEPS[left])))
    return (rounded / (power * curved)) ** (1 / (power + 1))  # where the sum of both has slope 0

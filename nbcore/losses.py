"""Losses: how wrong a prediction is, as one number, and which way is less wrong. A loss is called with a prediction
and a target and returns that number; `.gradient` returns how the number changes with each entry of the prediction,
which is where backpropagation starts. Regression losses take the mean over every entry, classification losses over
the examples. Values and gradients are PyTorch's, to the last digits.

Every loss raises ValueError when prediction and target differ in shape (nothing is stretched to fit), when either is
empty, holds NaN or infinity, or is not of floats; and where a target has to be a class, a probability or a sign and
is not.
"""

import numpy as np

from nbcore.activations import log_softmax, sigmoid, softmax
from nbcore.checks import classes, finite, floats, positive, quiet


class Loss:
    """What every loss has: the check at the door, the value and the gradient.

    prediction: any shape, floats. target: the same shape. Below, p is the prediction, y the target, r = p - y.
    """

    @quiet
    def __call__(self, prediction, target):
        """The loss, a float."""
        return float(self._value(*self._check(prediction, target)))

    @quiet
    def gradient(self, prediction, target):
        """dL/dprediction, of the prediction's shape."""
        return self._gradient(*self._check(prediction, target))

    @quiet
    def with_gradient(self, prediction, target):
        """The loss and dL/dprediction, the same numbers as one by one, for the price of one check: a training step."""
        value, gradient = self._both(*self._check(prediction, target))
        return float(value), gradient

    def _both(self, p, y):
        return self._value(p, y), self._gradient(p, y)

    def _check(self, prediction, target):
        p, y = floats("prediction", prediction), floats("target", target)
        if p.shape != y.shape:
            raise ValueError(f"prediction has shape {p.shape} and target {y.shape}; wanted equal shapes")
        return finite("prediction", p), finite("target", y).astype(p.dtype, copy=False)

    def __repr__(self):
        settings = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({settings})"


class MeanSquaredError(Loss):
    """mean r^2. Twice as far costs four times as much."""

    def _value(self, p, y):
        return ((p - y) ** 2).mean()

    def _gradient(self, p, y):
        return (2.0 / p.size) * (p - y)


class MeanAbsoluteError(Loss):
    """mean |r|. Its slope never exceeds one, so a far-off point pulls no harder than a near one; 0 at r = 0."""

    def _value(self, p, y):
        return np.abs(p - y).mean()

    def _gradient(self, p, y):
        return np.sign(p - y) / p.size


class MeanSquaredLogError(Loss):
    """mean (log(1 + p) - log(1 + y))^2: compares ratios, for targets that span powers of ten. Needs p, y > -1."""

    def _check(self, prediction, target):
        p, y = super()._check(prediction, target)
        for name, array in (("prediction", p), ("target", y)):
            if array.min() <= -1:
                raise ValueError(f"{name} holds {array.min()}; a log error wants numbers above -1")
        return p, y

    def _value(self, p, y):
        return ((np.log1p(p) - np.log1p(y)) ** 2).mean()

    def _gradient(self, p, y):
        return 2.0 * (np.log1p(p) - np.log1p(y)) / (1.0 + p) / p.size


class Huber(Loss):
    """mean of r^2 / 2 where |r| <= delta, and of delta (|r| - delta / 2) beyond: square when near, absolute when far.

    P. Huber, "Robust estimation of a location parameter", 1964.
    """

    def __init__(self, delta=1.0):
        self.delta = positive("delta", delta)

    def _value(self, p, y):
        r = np.abs(p - y)
        return np.where(r <= self.delta, r * r / 2, self.delta * (r - self.delta / 2)).mean()

    def _gradient(self, p, y):
        return np.clip(p - y, -self.delta, self.delta) / p.size


class BinaryCrossEntropy(Loss):
    """mean -(y log p + (1 - y) log(1 - p)), y in [0, 1]: the surprise at the answer, when p was called its chance.

    With `from_logits` the prediction is the score z before the sigmoid, any number, and the loss is computed as
    max(z, 0) - z y + log(1 + e^-|z|), which never overflows; its gradient is simply (sigmoid(z) - y) / n.
    Without, logs are cut off at -100 so that one certain mistake is not infinitely bad, as PyTorch does.
    """

    def __init__(self, from_logits=False):
        self.from_logits = from_logits

    def _check(self, prediction, target):
        p, y = super()._check(prediction, target)
        _probabilities("target", y)
        if not self.from_logits:
            _probabilities("prediction", p, " (for scores before the sigmoid: from_logits=True)")
        return p, y

    def _value(self, p, y):
        if self.from_logits:
            return (np.maximum(p, 0) - p * y + np.log1p(np.exp(-np.abs(p)))).mean()
        log_p, log_not_p = np.maximum(np.log(p), -100), np.maximum(np.log1p(-p), -100)
        return (-y * log_p - (1 - y) * log_not_p).mean()

    def _gradient(self, p, y):
        if self.from_logits:
            return (sigmoid(p) - y) / p.size
        return (p - y) / np.maximum(p * (1 - p), 1e-12) / p.size


class Hinge(Loss):
    """mean max(1 - p y, 0), y = -1 or 1: nothing to pay once the score is right by a margin of one."""

    def _check(self, prediction, target):
        p, y = super()._check(prediction, target)
        if not (np.abs(y) == 1).all():
            raise ValueError(f"target holds {y[np.abs(y) != 1][0]}; a hinge loss wants -1 or 1 only")
        return p, y

    def _value(self, p, y):
        return np.maximum(1 - p * y, 0).mean()

    def _gradient(self, p, y):
        return np.where(p * y < 1, -y, 0) / p.size


class SoftmaxCrossEntropy(Loss):
    """mean over rows of log(sum_j e^z_j) - z_y, that is -log of the probability that softmax gives the right class.

    prediction: (n, k), the scores z before the softmax. target: (n,) class indices 0..k-1, or (n, k) rows of
    probabilities. The gradient is (softmax(z) - y) / n, with y as rows of probabilities.
    """

    def _check(self, prediction, target):
        z, y = finite("prediction", floats("prediction", prediction)), np.asarray(target)
        if z.ndim != 2 or (y.shape != z.shape and y.shape != z.shape[:1]):
            raise ValueError(
                f"prediction has shape {z.shape} and target {y.shape}; wanted scores (n, k), and either "
                "class indices (n,) or rows of probabilities (n, k)"
            )
        if y.ndim == 1:  # a class is a distribution too: all on one, a row of 0s with a single 1
            return z, np.eye(z.shape[1], dtype=z.dtype)[classes("target", y, *z.shape)]
        return z, _distributions("target", finite("target", floats("target", y))).astype(z.dtype, copy=False)

    def _value(self, z, y):
        return np.where(y > 0, -y * log_softmax(z), 0).sum() / len(y)

    def _gradient(self, z, y):
        return (softmax(z) - y) / len(y)

    def _both(self, z, y):
        z = z - z.max(axis=1, keepdims=True)
        e = np.exp(z)  # once for both, which is most of their work
        total = e.sum(axis=1, keepdims=True)
        return np.where(y > 0, -y * (z - np.log(total)), 0).sum() / len(y), (e / total - y) / len(y)


class KLDivergence(Loss):
    """sum p (log p - log q) / n, in nats: how much worse q explains what p does; 0 log 0 = 0, and infinite where q
    rules out what p allows.

    prediction: (n, k), rows of probabilities q. target: (n, k), rows of probabilities p, each summing to 1.
    """

    def _check(self, prediction, target):
        q, p = super()._check(prediction, target)
        if q.ndim != 2:
            raise ValueError(f"prediction has shape {q.shape}; wanted (n, k), one distribution a row")
        return _probabilities("prediction", q), _distributions("target", p)

    def _value(self, q, p):
        return np.where(p > 0, p * (np.log(p) - np.log(q)), 0).sum() / len(p)

    def _gradient(self, q, p):
        return np.where(p > 0, -p / q, 0) / len(p)


def _probabilities(name, array, hint=""):
    if array.min() < 0 or array.max() > 1:
        worst = array.min() if array.min() < 0 else array.max()
        raise ValueError(f"{name} holds {worst}; wanted probabilities, from 0 to 1{hint}")
    return array


def _distributions(name, array):
    sums = _probabilities(name, array).sum(axis=1)
    row = np.abs(sums - 1).argmax()
    if abs(sums[row] - 1) > 1e-5:
        raise ValueError(f"{name} has row {row} summing to {sums[row]:.6g}; wanted rows of probabilities that sum to 1")
    return array

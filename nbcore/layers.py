"""Layers: one stage of a network each. Going forward a layer turns a batch x (n, features) into its output and
remembers what it will need; going backward it is given dL/doutput, writes dL/dparameter for each of its parameters
(over what stood there, never added to it) and returns dL/dx. Nothing more is needed: hand the result to the layer
before, and the chain rule has taken one step.

A layer does not own its parameters. It names them in `shapes`, and the `Network` that takes it sets aside a stretch of
its one long vector for each: `W` is then a view of that stretch, and `dW` of the gradients' vector. `buffers` names in
the same way what a layer notes down without learning it.
"""

import numpy as np

from nbcore import activations
from nbcore.checks import fraction, number, positive, whole
from nbcore.initializers import he_normal


class Layer:
    """What all layers have in common: by default no parameters, and as many features out as in."""

    shapes = {}  # parameter name -> shape
    buffers = {}  # name -> shape, of what is noted down in training and not learned
    takes = gives = None  # numbers of features in and out; None where any will do

    def start(self, rng):
        """Set the parameters, now that there is room for them, to where training starts."""

    def __getattr__(self, name):
        """Asked only for what is not there: parameters and the like, before a Network has set room aside for them."""
        if name.removeprefix("d") in self.shapes or name in self.buffers or name == "rng":
            raise AttributeError(
                f"{self} is in no network yet, which would give it its {name}; wanted Network([{self}]), "
                "whose forward and backward are the layer's"
            )
        raise AttributeError(f"{type(self).__name__} has no {name}")

    def __repr__(self):
        return f"{type(self).__name__}({'' if self.takes is None else self.takes})"


class Dense(Layer):
    """x @ W + b: every output a weighted sum of all inputs. W: (fan_in, fan_out), b: (fan_out,), which starts at 0."""

    def __init__(self, fan_in, fan_out, init=he_normal):
        self.takes, self.gives, self.init = whole("fan_in", fan_in), whole("fan_out", fan_out), init
        self.shapes = {"W": (fan_in, fan_out), "b": (fan_out,)}

    def start(self, rng):
        self.W[...] = self.init(rng, *self.W.shape)
        self.b[...] = 0.0

    def forward(self, x, training=False):
        self.x = x
        z = x @ self.W
        z += self.b
        return z

    def backward(self, grad, to_input=True):
        np.matmul(self.x.T, grad, out=self.dW)
        np.add.reduce(grad, axis=0, out=self.db)  # b is added to every row, so it answers for all of them
        return grad @ self.W.T if to_input else None

    def __repr__(self):
        return f"Dense({self.takes}, {self.gives})"


class ReLU(Layer):
    """max(x, 0). The slope is 1 where something came through and 0 elsewhere."""

    def forward(self, x, training=False):
        self.out = activations.relu(x)
        return self.out

    def backward(self, grad, to_input=True):
        return grad * (self.out > 0)


class LeakyReLU(Layer):
    """x where x > 0, slope * x elsewhere, so that no unit falls silent for good."""

    def __init__(self, slope=0.01):
        self.slope = positive("slope", slope)

    def forward(self, x, training=False):
        self.x = x
        return activations.leaky_relu(x, self.slope)

    def backward(self, grad, to_input=True):
        return np.where(self.x > 0, grad, self.slope * grad)


class Sigmoid(Layer):
    """1 / (1 + e^-x) = a. The slope is a (1 - a), a quarter at best: why deep stacks of it learn slowly."""

    def forward(self, x, training=False):
        self.out = activations.sigmoid(x)
        return self.out

    def backward(self, grad, to_input=True):
        return grad * (self.out * (1.0 - self.out))


class Tanh(Layer):
    """tanh x = a. The slope is 1 - a^2."""

    def forward(self, x, training=False):
        self.out = activations.tanh(x)
        return self.out

    def backward(self, grad, to_input=True):
        return grad * (1.0 - self.out * self.out)


class Dropout(Layer):
    """In training each entry is dropped (set to 0) with probability p, and those that stay are divided by 1 - p, so
    that the expected sum is what it was; outside training nothing happens. Srivastava et al. 2014.

    `mask` is the last factor used, of x's shape: 0 or 1 / (1 - p). While `hold` is true the mask stays as it is.
    """

    def __init__(self, p=0.5):
        self.p, self.hold, self.mask = fraction("p", p), False, None

    @property
    def keep_prob(self):
        return 1.0 - self.p

    def start(self, rng):
        self.rng = rng

    def forward(self, x, training=False):
        self.active = training
        if not training:
            return x
        if not self.hold or self.mask is None:
            self.mask = (self.rng.random(x.shape) >= self.p).astype(x.dtype) / x.dtype.type(self.keep_prob)
        return x * self.mask

    def backward(self, grad, to_input=True):
        return grad * self.mask if self.active else grad

    def __repr__(self):
        return f"Dropout({self.p})"


class BatchNorm(Layer):
    """gamma * (x - mean) / sqrt(var + eps) + beta, column by column. Ioffe and Szegedy 2015.

    In training, mean and variance are those of the batch, and the running ones move towards them by `momentum`, the
    weight of the new batch; otherwise the running ones are used. All are (features,). The batch is normalized with the
    mean of its squared deviations; the running variance takes the unbiased one, n / (n - 1) as large, as PyTorch does.
    """

    def __init__(self, features, eps=1e-5, momentum=0.1):
        self.takes = self.gives = whole("features", features)
        self.eps = positive("eps", eps)
        self.momentum = number("momentum", momentum, "a number from 0 to 1", lambda value: 0 <= value <= 1)
        self.shapes = {"gamma": (features,), "beta": (features,)}
        self.buffers = {"running_mean": (features,), "running_var": (features,)}

    def start(self, rng):
        self.gamma[...], self.beta[...] = 1.0, 0.0
        self.running_mean[...], self.running_var[...] = 0.0, 1.0

    def forward(self, x, training=False):
        n, self.training = len(x), training
        if training and n == 1:
            raise ValueError("x has 1 row, and batch norm in training wanted 2 or more: one row has no spread")
        if training:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.running_mean += self.momentum * (mean - self.running_mean)
            self.running_var += self.momentum * (var * n / (n - 1) - self.running_var)
        else:
            mean, var = self.running_mean, self.running_var
        self.inv_std = 1.0 / np.sqrt(var + self.eps)
        self.xh = (x - mean) * self.inv_std
        return self.gamma * self.xh + self.beta

    def backward(self, grad, to_input=True):
        np.add.reduce(grad, axis=0, out=self.dbeta)
        np.add.reduce(grad * self.xh, axis=0, out=self.dgamma)
        dxh = grad * self.gamma
        if not self.training:  # mean and variance were constants
            return dxh * self.inv_std
        # The batch made its own mean and variance, so every x moved every output: shifting all of a column, or
        # stretching it, changes nothing. What is left of dxh is what neither a shift nor a stretch would explain.
        return self.inv_std * (dxh - dxh.mean(axis=0) - self.xh * (dxh * self.xh).mean(axis=0))

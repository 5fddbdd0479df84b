"""Optimizers: what a gradient does to the parameters. Parameters and gradients are two flat vectors of one length, so
each method is the few lines its paper gives, for one vector. They go from plain to clever: step downhill; gather
speed; give every parameter a step of its own; and both. `step(params, grads)` changes params in place and keeps what
it must remember in vectors of the same length.
"""

import numpy as np

from nbcore.checks import fraction, known, not_negative, positive, quiet
from nbcore.schedules import schedule


class Optimizer:
    """What all share. `lr` is a number or a schedule; the rate in force is that of `epoch`, which `fit` moves on.

    A subclass says how many vectors it `remembers`, and how it updates: `_update(w, g, lr, s, *remembered)`. All are
    flat and of one length; s is scratch, the remembered start at 0, and `steps` is 1 in the first update.
    """

    remembers = 0

    def __init__(self, lr):
        self.schedule, self.epoch = schedule(lr), 0
        self.reset()

    @property
    def lr(self):
        """The learning rate in force."""
        return self.schedule(self.epoch)

    def reset(self):
        """Forget everything, so that another vector can be stepped."""
        self.steps, self._params = 0, None

    @quiet
    def step(self, params, grads):
        """Change params, (P,) floats, in place, by grads, (P,). Raises ValueError if they do not fit each other, or
        if params is not the vector that this optimizer has been stepping."""
        if params is not self._params:
            self._adopt(params)
        if not isinstance(grads, np.ndarray) or grads.shape != params.shape or grads.dtype != params.dtype:
            raise ValueError(f"grads is {_describe(grads)}; wanted {_describe(params)}, as params is")
        self.steps += 1
        self._update(params, grads, self.lr, *self._state)

    def _adopt(self, params):
        """Make room to remember, the first time; later, accept only another view of the same numbers."""
        if not isinstance(params, np.ndarray) or params.ndim != 1 or params.dtype.kind != "f":
            raise ValueError(f"params is {_describe(params)}; wanted a flat vector of floats, such as network.params")
        if self._params is None:
            self._state = np.zeros((1 + self.remembers, params.size), params.dtype)
        elif params.size != self._params.size or not np.shares_memory(params, self._params):
            raise ValueError(
                f"params is {_describe(params)}, not the vector of {self._params.size} that this "
                f"{type(self).__name__} has stepped so far; wanted that one, or reset() first"
            )
        self._params = params


class GradientDescent(Optimizer):
    """w -= lr g."""

    def _update(self, w, g, lr, s):
        np.multiply(g, lr, out=s)
        w -= s


class Momentum(Optimizer):
    """A ball with friction: v = beta v + g; w -= lr v. Polyak 1964.

    form="average" makes v a moving average instead, v = beta v + (1 - beta) g: the same path as the classical form
    at (1 - beta) times its rate. With nesterov the step looks one ahead, w -= lr (g + beta v), where g counts as it
    does in v. Sutskever et al. 2013.
    """

    remembers = 1

    def __init__(self, lr, beta=0.9, form="classical", nesterov=False):
        super().__init__(lr)
        self.beta, self.nesterov = fraction("beta", beta), nesterov
        self.share = known("form", form, {"classical": 1.0, "average": 1.0 - beta})

    def _update(self, w, g, lr, s, v):
        np.multiply(g, self.share, out=s)
        v *= self.beta
        v += s
        np.multiply(s + self.beta * v if self.nesterov else v, lr, out=s)
        w -= s


class RMSprop(Optimizer):
    """v = alpha v + (1 - alpha) g^2; w -= lr g / (sqrt(v) + eps): steps of one size, steep or flat. Hinton 2012."""

    remembers = 1

    def __init__(self, lr=1e-2, alpha=0.99, eps=1e-8):
        super().__init__(lr)
        self.alpha, self.eps = fraction("alpha", alpha), positive("eps", eps)

    def _update(self, w, g, lr, s, v):
        _average(v, self.alpha, np.multiply(g, g, out=s), s)
        _descend(w, lr, g, v, self.eps, s)


class Adam(Optimizer):
    """m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= lr m' / (sqrt(v') + eps). Kingma and Ba 2015.

    Both averages start at 0 and so start too small; m' = m / (1 - b1^t) and v' = v / (1 - b2^t), with t counting
    steps from 1, make up for it. Without bias_correction they are m and v as they stand.
    """

    remembers = 2

    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, bias_correction=True):
        super().__init__(lr)
        if np.shape(betas) != (2,):
            raise ValueError(f"betas is {betas!r}; wanted two numbers in [0, 1), such as (0.9, 0.999)")
        self.betas = fraction("betas[0]", betas[0]), fraction("betas[1]", betas[1])
        self.eps, self.bias_correction = positive("eps", eps), bias_correction

    def _update(self, w, g, lr, s, m, v):
        b1, b2 = self.betas
        _average(m, b1, g, s)
        _average(v, b2, np.multiply(g, g, out=s), s)
        # The corrections are plain numbers, so they cost nothing if they are moved out of the vectors:
        # (m / c1) / (sqrt(v) / c2 + eps) = (c2 / c1) m / (sqrt(v) + c2 eps), with c2 the root of v's correction.
        c1, c2 = (1 - b1**self.steps, (1 - b2**self.steps) ** 0.5) if self.bias_correction else (1.0, 1.0)
        _descend(w, lr * c2 / c1, m, v, c2 * self.eps, s)


class AdamW(Adam):
    """Adam, with every parameter first drawn a little towards 0: w *= 1 - lr weight_decay. Loshchilov, Hutter 2019."""

    def __init__(self, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, bias_correction=True, weight_decay=1e-2):
        super().__init__(lr, betas, eps, bias_correction)
        self.weight_decay = not_negative("weight_decay", weight_decay)

    def _update(self, w, g, lr, s, m, v):
        w *= 1 - lr * self.weight_decay
        super()._update(w, g, lr, s, m, v)


def _average(average, beta, new, s):
    """average = beta average + (1 - beta) new, in place. All are flat; s is scratch, and may be `new` itself."""
    np.multiply(new, 1 - beta, out=s)
    average *= beta
    average += s


def _descend(w, rate, direction, v, eps, s):
    """w -= rate direction / (sqrt(v) + eps), in place. One vector of scratch, so that nothing is allocated."""
    np.sqrt(v, out=s)
    s += eps
    np.divide(direction, s, out=s)
    s *= rate
    w -= s


def _describe(array):
    if isinstance(array, np.ndarray):
        return f"an array of shape {array.shape} and dtype {array.dtype}"
    return repr(array)

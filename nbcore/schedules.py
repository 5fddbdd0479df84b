"""Schedules: the learning rate as a function of the epoch. Large steps cover ground, small ones settle; a schedule
takes the one first and the other later. Called with an epoch, each returns the rate. As in PyTorch, `fit` calls the
first epoch 0.
"""

import math
from dataclasses import dataclass

from nbcore.checks import not_negative, number, positive, whole


@dataclass(frozen=True)
class Constant:
    """lr, always."""

    lr: float

    def __post_init__(self):
        positive("lr", self.lr)

    def __call__(self, epoch):
        return self.lr


@dataclass(frozen=True)
class InverseTime:
    """lr / (1 + decay epoch). InverseTime(0.2, 1) at epochs 1 to 4: 0.1, 0.067, 0.05, 0.04."""

    lr: float
    decay: float

    def __post_init__(self):
        positive("lr", self.lr), not_negative("decay", self.decay)

    def __call__(self, epoch):
        return self.lr / (1.0 + self.decay * epoch)


@dataclass(frozen=True)
class Exponential:
    """lr gamma^epoch."""

    lr: float
    gamma: float

    def __post_init__(self):
        positive("lr", self.lr), _factor(self.gamma)

    def __call__(self, epoch):
        return self.lr * self.gamma**epoch


@dataclass(frozen=True)
class Staircase:
    """lr gamma^(epoch // every): the same rate for `every` epochs, then gamma times as large."""

    lr: float
    gamma: float
    every: int

    def __post_init__(self):
        positive("lr", self.lr), _factor(self.gamma), whole("every", self.every)

    def __call__(self, epoch):
        return self.lr * self.gamma ** (epoch // self.every)


@dataclass(frozen=True)
class InverseSqrt:
    """k lr / sqrt(epoch). Epoch 0, where this has no value, takes that of epoch 1."""

    lr: float
    k: float = 1.0

    def __post_init__(self):
        positive("lr", self.lr), positive("k", self.k)

    def __call__(self, epoch):
        return self.k * self.lr / math.sqrt(max(epoch, 1))


@dataclass(frozen=True)
class Cosine:
    """From lr down to `floor` over `epochs`, along half a cosine; `floor` from then on. Loshchilov and Hutter 2017."""

    lr: float
    epochs: int
    floor: float = 0.0

    def __post_init__(self):
        positive("lr", self.lr), whole("epochs", self.epochs), not_negative("floor", self.floor)

    def __call__(self, epoch):
        share = min(epoch / self.epochs, 1.0)
        return self.floor + (self.lr - self.floor) * (1.0 + math.cos(math.pi * share)) / 2.0


@dataclass(frozen=True)
class Warmup:
    """Climb in equal steps to the rate of `then`, a number or a schedule, reached at epoch `epochs`; then follow it
    from its own epoch 0."""

    then: object
    epochs: int

    def __post_init__(self):
        whole("epochs", self.epochs)
        object.__setattr__(self, "then", schedule(self.then))       # the dataclass is frozen to everybody else

    def __call__(self, epoch):
        if epoch < self.epochs:
            return self.then(0) * (epoch + 1) / (self.epochs + 1)
        return self.then(epoch - self.epochs)


def schedule(lr):
    """`lr` itself if it is a schedule, and the constant one if it is a number."""
    return lr if callable(lr) else Constant(lr)


def _factor(gamma):
    number("gamma", gamma, "a number above 0 and at most 1", lambda g: 0 < g <= 1)

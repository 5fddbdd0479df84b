"""Schedules: the learning rate as a function of the epoch. Large steps cover ground, small ones settle; a schedule
takes the one first and the other later. Called with an epoch, each returns the rate. As in PyTorch, `fit` calls the
first epoch 0.
"""

import math
from dataclasses import dataclass

from nbcore.checks import not_negative, number, positive, whole


class Schedule:
    """What all share: their numbers are looked at when they are made; a number out of range raises ValueError."""

    def __post_init__(self):
        for name, value in vars(self).items():
            if name == "gamma":
                number(name, value, "a number above 0 and at most 1", lambda gamma: 0 < gamma <= 1)
            elif name in ("epochs", "every"):
                whole(name, value)
            elif name in ("decay", "floor"):
                not_negative(name, value)
            elif name == "then":
                schedule(value)
            else:
                positive(name, value)


@dataclass(frozen=True)
class Constant(Schedule):
    """lr, always."""

    lr: float

    def __call__(self, epoch):
        return self.lr


@dataclass(frozen=True)
class InverseTime(Schedule):
    """lr / (1 + decay epoch). InverseTime(0.2, 1) at epochs 1 to 4: 0.1, 0.067, 0.05, 0.04."""

    lr: float
    decay: float

    def __call__(self, epoch):
        return self.lr / (1.0 + self.decay * epoch)


@dataclass(frozen=True)
class Exponential(Schedule):
    """lr gamma^epoch."""

    lr: float
    gamma: float

    def __call__(self, epoch):
        return self.lr * self.gamma**epoch


@dataclass(frozen=True)
class Staircase(Schedule):
    """lr gamma^(epoch // every): the same rate for `every` epochs, then gamma times as large."""

    lr: float
    gamma: float
    every: int

    def __call__(self, epoch):
        return self.lr * self.gamma ** (epoch // self.every)


@dataclass(frozen=True)
class InverseSqrt(Schedule):
    """k lr / sqrt(epoch). Epoch 0, where this has no value, takes that of epoch 1."""

    lr: float
    k: float = 1.0

    def __call__(self, epoch):
        return self.k * self.lr / math.sqrt(max(epoch, 1))


@dataclass(frozen=True)
class Cosine(Schedule):
    """From lr down to `floor` over `epochs`, along half a cosine; `floor` from then on. Loshchilov and Hutter 2017."""

    lr: float
    epochs: int
    floor: float = 0.0

    def __call__(self, epoch):
        share = min(epoch / self.epochs, 1.0)
        return self.floor + (self.lr - self.floor) * (1.0 + math.cos(math.pi * share)) / 2.0


@dataclass(frozen=True)
class Warmup(Schedule):
    """Climb in equal steps to the first rate of `then` (a number or a schedule), reached at epoch `epochs`; then
    follow it from its own epoch 0."""

    then: object
    epochs: int

    def __call__(self, epoch):
        then = schedule(self.then)
        return then(0) * (epoch + 1) / (self.epochs + 1) if epoch < self.epochs else then(epoch - self.epochs)


def schedule(lr):
    """`lr` itself if it is a schedule, and the constant one if it is a number."""
    return lr if callable(lr) else Constant(lr)

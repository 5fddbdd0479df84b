"""Penalties: what large weights cost. Added to the loss, a penalty makes a network pay for every weight, so that only
those stay that earn their keep. L2 shrinks all of them a little; L1 sends the useless ones to exactly 0. Each takes an
array w of any shape, returns a number when called, and has a `.gradient` of w's shape. All are 0, with gradient 0, at
w = 0: so `fit` hands them the parameters with biases and batch norm set to 0, and those go free.
"""

from dataclasses import dataclass

import numpy as np

from nbcore.checks import floats, not_negative, number, quiet


@dataclass(frozen=True)
class ElasticNet:
    """lam (mix sum |w| + (1 - mix) / 2 sum w^2), mix from 0 (all L2) to 1 (all L1). Zou and Hastie 2005."""

    lam: float
    mix: float = 0.5

    def __post_init__(self):
        not_negative("lam", self.lam)
        number("mix", self.mix, "a number from 0 to 1", lambda value: 0 <= value <= 1)

    @quiet
    def __call__(self, w):
        w = floats("w", w)
        return float(self.lam * (self.mix * np.abs(w).sum() + (1 - self.mix) / 2 * np.vdot(w, w)))

    @quiet
    def gradient(self, w):
        w = floats("w", w)
        return self.lam * (self.mix * np.sign(w) + (1 - self.mix) * w)


def L2(lam):
    """lam / 2 sum w^2. Its gradient is lam w: every step shrinks w by the same share, hence weight decay."""
    return ElasticNet(lam, mix=0.0)


def L1(lam):
    """lam sum |w|. Its gradient is lam sign(w), 0 at 0: every step shrinks w by the same amount, down to nothing."""
    return ElasticNet(lam, mix=1.0)

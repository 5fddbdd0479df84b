"""How a penalty pulls: where a weight comes to rest between its loss and the penalty, and what costs the same."""

import numpy as np

CURVES = np.array([0.5, 3.0])  # how strongly the loss holds on to each weight


def resting(lowest, lam, mix):
    """Where (c₁(w₁ - m₁)² + c₂(w₂ - m₂)²)/2 + penalty is lowest, exactly. lowest: (2,), lam: any shape; returns (..., 2).

    The loss pulls a weight out with c(m - w), the penalty pulls it back with lam (mix + (1 - mix) w): they are equal there,
    unless the pull of the loss at w = 0 is no match for lam mix. Then the weight stays at 0.
    """
    lam, pull = np.asarray(lam, dtype=float)[..., None], CURVES * np.asarray(lowest)
    return np.sign(pull) * np.maximum(np.abs(pull) - lam * mix, 0.0) / (CURVES + lam * (1 - mix))


TURN = np.linspace(0, 2 * np.pi, 181)


def ball(size, mix, turn=TURN):
    """The weights that cost `size`: a circle for L2, a diamond for L1, and shapes between. Two (181,)."""
    corner = mix * (np.abs(np.cos(turn)) + np.abs(np.sin(turn)))
    # The root of (1 - mix)/2 r² + corner r = size, in the form that also holds for mix = 1.
    radius = 2 * size / (corner + np.sqrt(corner**2 + 2 * (1 - mix) * size)) if size > 0 else 0 * turn
    return radius * np.cos(turn), radius * np.sin(turn)

"""Momentum in one direction: the factor that a step leaves for every learning rate and every beta, and why."""

import math

import numpy as np


def roots(x, beta):
    """The two numbers z by which a walk with x = ηc is multiplied at each step: z² − (1 + β − x) z + β = 0."""
    half = (1 + beta - x) / 2
    turn = np.sqrt(complex(half * half - beta))
    return half + turn, half - turn


def rate(x, beta):
    """What a step leaves in the long run: the larger of the two roots' sizes. Arrays or numbers."""
    half = np.abs(1 + beta - x) / 2
    return np.where(half * half < beta, np.sqrt(beta), half + np.sqrt(np.maximum(half * half - beta, 0)))


def regime(x, beta):
    """In a word, how a walk with x = ηc goes."""
    root = math.sqrt(beta)
    if abs(x - 2 * (1 + beta)) < 1e-9:
        return "edge"
    if x > 2 * (1 + beta):
        return "diverges"
    if x <= (1 - root) ** 2:
        return "creeps"
    return "oscillates" if x < (1 + root) ** 2 else "flips"


def walk(x, beta, steps):
    """w after 0 to `steps` steps of v ← βv + cw, w ← w − ηv from w = 1, v = 0: (steps + 1,)."""
    w, v, path = 1.0, 0.0, [1.0]
    for _ in range(steps):
        v = beta * v + x * w  # this v is η times the other
        w -= v
        path.append(w)
    return np.array(path)


def measured_rate(x, beta, skip=1000, count=2000):
    """By what factor (w, v) shrinks at each step, on average over steps 1,001 to 3,000 of a walk.

    Numbers would run out long before, so every 50 steps the walker is put back to size 1 and the factor noted.
    """
    w, v, noted = 1.0, 0.0, 0.0
    for block in range(0, skip + count, 50):
        for _ in range(50):
            v = beta * v + x * w
            w -= v
        size = math.hypot(w, v)
        if size < 1e-250:
            return 0.0
        noted += math.log(size) if block >= skip else 0.0
        w, v = w / size, v / size
    return math.exp(noted / count)

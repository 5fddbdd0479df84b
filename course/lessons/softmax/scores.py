"""Scores that become probabilities, and how they are written and spoken of in the figures of this lesson."""

import numpy as np

from nbcore.activations import softmax

CLASSES = ("cat", "dog", "tiger", "none")


@np.errstate(all="ignore")  # what goes wrong here is said in words
def naively(z):
    """t = e^z and t / sum t, as the formula stands."""
    t = np.exp(z)
    return t, t / t.sum()


def stably(z):
    """The same with the largest score taken off first."""
    return np.exp(z - z.max()), softmax(z)


def short(value):
    """A number in at most seven characters: 148, 0.0498, 2.7e304."""
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else "inf"
    mantissa, _, power = f"{value:.3g}".partition("e")
    return f"{float(mantissa):.2g}e{int(power)}" if power else mantissa


def share_text(a):
    """A share with three digits after the point, or as a power of ten where these would all be 0: 0.842, 3e-7."""
    return f"{a:.3f}" if a >= 5e-4 or a == 0 else short(float(f"{a:.0e}"))


def leader(names, a):
    """Who has most, in words; two or more may be level."""
    first = [name for name, share in zip(names, a) if share > a.max() - 1e-3]
    if len(first) == 1:
        return f"{first[0].capitalize()} leads"
    return f"{', '.join(first[:-1])} and {first[-1]} are level in front".capitalize()

"""How wrong numbers relate to the right ones: the sign, a factor, the order, turned rows and columns.

The last thing that is asked, when no misconception and no small edit of the solution gives the learner's numbers.
"""

import math
from fractions import Fraction

import numpy as np

NEAR = {"rtol": 1e-6, "atol": 1e-9}


def relation(pairs):
    """How `came` relates to `wanted` in every pair, as the end of a sentence ("has the wrong sign"), or ''."""
    arrays = [(np.asarray(came), np.asarray(wanted)) for came, wanted in pairs]
    if not arrays or not all(_numeric(a) and _numeric(b) and a.size == b.size and a.size for a, b in arrays):
        return ""
    if all(a.shape == b.shape for a, b in arrays):
        return _by_numbers([(a.astype(float), b.astype(float)) for a, b in arrays])
    if all(a.shape == b.T.shape and _near(a, b.T) for a, b in arrays):
        return "is turned: its rows are the columns that were wanted"
    if all(_near(a.ravel(), b.ravel()) for a, b in arrays):
        return f"has the right numbers in the wrong shape, {arrays[0][0].shape} in place of {arrays[0][1].shape}"
    return ""


def _numeric(array):
    return array.dtype.kind in "iuf"


def _near(a, b):
    return bool(np.allclose(a, b, equal_nan=True, **NEAR))


def _by_numbers(arrays):
    a, b = (np.concatenate([pair[side].ravel() for pair in arrays]) for side in (0, 1))
    finite = np.isfinite(b)
    if not np.isfinite(a[finite]).all() or not finite.any():
        return ""
    a, b = a[finite], b[finite]
    if _near(a, -b):
        return "has the right size and the wrong sign"
    if _near(a, 0):
        return "is always 0" if not np.any(a) else ""
    said = _factor(a, b) or _offset(a, b) or _function(a, b)
    if said:
        return said
    if all(len(np.unique(came)) > 1 and _near(np.sort(came, None), np.sort(wanted, None)) for came, wanted in arrays):
        return "has the right numbers in another order"
    if len(a) > 2 and np.allclose(a, np.round(b, 4), atol=1e-9) or np.allclose(a, np.round(b, 2), atol=1e-9):
        return "is rounded, and should have all its digits"
    off = np.abs(a - b) / np.maximum(np.abs(b), 1e-12)
    if off.max() < 0.01:
        digits = int(-np.log10(off.max()))
        return f"is right to {digits} digits only; is something rounded on the way, a constant cut short, or a tiny number in the wrong place?"
    return ""


def _factor(a, b):
    """'is 2 times as large as it should be', if one factor fits everywhere."""
    large = np.abs(b) > 1e-6 * np.abs(b).max()
    if large.sum() < 2:
        return ""
    factor = float(np.median(a[large] / b[large]))
    if abs(factor - 1) < 1e-5 or not _near(a, factor * b):
        return ""
    return f"is {_spoken(factor)} what it should be"


def _spoken(factor):
    known = {0.5: "half of", 2.0: "twice", -2.0: "minus twice", -1.0: "minus", 0.25: "a quarter of"}
    for number, words in known.items():
        if math.isclose(factor, number, rel_tol=1e-6):
            return words
    near = Fraction(factor).limit_denominator(20)
    text = str(near) if math.isclose(float(near), factor, rel_tol=1e-6) else f"{factor:.4g}"
    return f"{text} times"


def _offset(a, b):
    offset = float(np.median(a - b))
    if len(a) < 2 or abs(offset) < 1e-6 or not _near(a, b + offset):
        return ""
    return f"is {abs(offset):.4g} too {'large' if offset > 0 else 'small'} everywhere"


def _function(a, b):
    """The square, the root, the logarithm or the like of what was wanted."""
    if len(a) < 3:
        return ""
    with np.errstate(all="ignore"):
        candidates = {
            "is the square of what it should be": b**2,
            "is the root of what it should be": np.sqrt(b),
            "is the absolute value of what it should be": np.abs(b),
            "is one divided by what it should be": 1 / b,
            "is 1 minus what it should be": 1 - b,
            "is the logarithm of what it should be": np.log(b),
            "is e to the power of what it should be": np.exp(b),
            "is 0 wherever it should be below 0": np.maximum(b, 0),
        }
    for words, numbers in candidates.items():
        if np.isfinite(numbers).all() and _near(a, numbers):
            return words
    return ""

"""The door. Everything that comes into nbcore from outside is looked at once, here, and refused in one sentence that
says what came and what was wanted. A shape that does not fit is the commonest mistake in this trade, and NumPy would
often stretch it to fit without a word: (n,) against (n, 1) becomes a table of n x n. So nothing is ever stretched.
"""

import math
from numbers import Integral, Real

import numpy as np

# Numbers that overflow are something to report, not something to warn about: `fit` says in which epoch it happened.
quiet = np.errstate(all="ignore")


def real(name, value):
    """`value` as an array of floats; whole numbers become float64. Raises ValueError for anything else."""
    array = np.asarray(value)
    return floats(name, array.astype(float) if array.dtype.kind in "biu" else array)


def floats(name, value):
    """`value` as an array, which must hold floats already: whole numbers where measurements belong are a mistake."""
    array = np.asarray(value)
    if array.dtype.kind != "f":
        raise ValueError(
            f"{name} holds values of dtype {array.dtype}, where floats were wanted: "
            f"make them so with np.asarray({name}, dtype=float)"
        )
    return array


def finite(name, array):
    """`array` itself, which must hold at least one number, and neither NaN nor infinity."""
    if array.size == 0:
        raise ValueError(f"{name} is empty, with shape {array.shape}; wanted at least one number")
    if not all_finite(array):
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{name} holds {array[where]} at index {where}; wanted finite numbers only")
    return array


def all_finite(array):
    """Is there neither NaN nor infinity in it?"""
    # A sum of squares is finite only if every number is, and is the quickest thing to ask; large numbers need a look.
    return math.isfinite(np.vdot(array, array)) or bool(np.isfinite(array).all())


def table(name, value, columns=None):
    """`value` as a finite (n, columns) array of floats, one example a row."""
    array = floats(name, value)
    if array.ndim != 2 or columns not in (None, array.shape[1]):
        raise ValueError(f"{name} has shape {array.shape}; wanted (n, {columns or 'features'}), one example a row")
    return finite(name, array)


def classes(name, value, rows, count):
    """`value` as an (n,) array of class indices, whole numbers from 0 to count - 1."""
    array = np.asarray(value)
    if array.dtype.kind not in "iu" or array.shape != (rows,):
        raise ValueError(
            f"{name} has shape {array.shape} and dtype {array.dtype}; "
            f"wanted {rows} class indices, shape ({rows},), of whole numbers"
        )
    if array.size and not 0 <= array.min() <= array.max() < count:
        raise ValueError(
            f"{name} holds classes from {array.min()} to {array.max()}; wanted 0 to {count - 1}, "
            f"as there are {count} columns of predictions"
        )
    return array


def positive(name, value):
    """`value`, a finite number above zero."""
    return number(name, value, "a number above 0", lambda v: 0 < v < math.inf)


def not_negative(name, value):
    """`value`, a finite number of at least zero."""
    return number(name, value, "a number of at least 0", lambda v: 0 <= v < math.inf)


def fraction(name, value):
    """`value`, a number from 0 up to, and without, 1."""
    return number(name, value, "a number in [0, 1)", lambda v: 0 <= v < 1)


def whole(name, value, least=1):
    """`value`, a whole number of at least `least`."""
    return number(name, value, f"a whole number of at least {least}", lambda v: v >= least, Integral)


def number(name, value, wanted, fits, kind=Real):
    """`value`, if it is a number of this kind and fits; otherwise a ValueError that says what was wanted."""
    if isinstance(value, bool) or not isinstance(value, kind) or not fits(value):
        raise ValueError(f"{name} is {value!r}; wanted {wanted}")
    return value


def known(name, value, choices):
    """What `choices` holds under the name `value`."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name} is {value!r}; wanted one of {', '.join(map(repr, choices))}")
    return choices[value]

"""Is a result the wanted one, and if not, how does it differ, in a few words?

Results are numbers, arrays, text, and tuples, lists or dicts of those. `same` answers yes or no;
`difference` answers with the first difference: what came, what was wanted, and where. `describe` names
a value briefly, as a person would.
"""

from dataclasses import dataclass, replace

import numpy as np

WIDTH = 64  # a described value is no longer than this


@dataclass(frozen=True)
class Difference:
    came: str
    wanted: str
    why: str = ""  # "returned None; wanted a number", when more is wrong than the value
    where: str = ""  # "item 1", "the key 'loss'", inside a tuple or a dict

    def __str__(self):
        """The one clear line, where there is one."""
        return (
            self.why
            and f"{f'In {self.where} it' if self.where else 'It'} {self.why}{'' if self.why.endswith('?') else '.'}"
        )


def same(a, b, rtol=1e-6, atol=1e-9):
    """Do two results agree? NaN agrees with NaN here, so that wrong answers can be recognised too."""
    return difference(a, b, rtol, atol) is None


def difference(came, wanted, rtol=1e-6, atol=1e-9):
    """The first Difference of a result from the wanted one, or None."""
    if isinstance(wanted, (tuple, list)):
        return _difference_of_sequences(list(came) if _is_row(came) else came, wanted, rtol, atol)
    if isinstance(wanted, dict):
        return _difference_of_dicts(came, wanted, rtol, atol)
    if isinstance(wanted, str):
        agree = isinstance(came, str)
    elif _is_numeric(wanted):
        return _difference_of_numbers(came, wanted, rtol, atol)
    else:
        agree = type(came) is type(wanted)
    if not agree:
        return _other_kind(came, wanted)
    if isinstance(wanted, np.random.Generator) or callable(wanted) or came == wanted:
        return None  # a generator or a function has no value to compare
    return Difference(describe(came), describe(wanted))


def _is_row(value):
    """Is it an array with parts, which can be unpacked as a tuple can?"""
    return isinstance(value, np.ndarray) and value.ndim > 0


def _is_numeric(value):
    return isinstance(value, (bool, int, float, complex, np.generic, np.ndarray))


def _other_kind(came, wanted):
    """The difference in kind, in one clear line."""
    what = kind(came)
    if isinstance(came, str) or _is_numeric(came) and not np.ndim(came):
        what += f", {describe(came)}"
    advice = ""
    if came is None:
        advice = "; is a `return` missing?"
    elif isinstance(came, (list, tuple)) and isinstance(wanted, np.ndarray):
        advice = "; np.array(...) makes one of it"
    return Difference(describe(came), describe(wanted), f"returned {what}; wanted {kind(wanted)}{advice}")


def _difference_of_sequences(came, wanted, rtol, atol):
    if not isinstance(came, (tuple, list)):
        return _other_kind(came, wanted)
    if len(came) != len(wanted):
        if isinstance(came, list) and all(isinstance(item, str) for item in [*came, *wanted]):
            return Difference(describe(came), describe(wanted))  # names say more than how many there are
        return _other_kind(came, wanted)
    parts = ((f"item {n}", a, b) for n, (a, b) in enumerate(zip(came, wanted)))
    return _first_difference(parts, rtol, atol)


def _difference_of_dicts(came, wanted, rtol, atol):
    if not isinstance(came, dict):
        return _other_kind(came, wanted)
    if came.keys() != wanted.keys():
        return _other_kind(came, wanted)
    return _first_difference(((f"the key {key!r}", came[key], wanted[key]) for key in wanted), rtol, atol)


def _first_difference(parts, rtol, atol):
    for where, a, b in parts:
        found = difference(a, b, rtol, atol)
        if found:
            return replace(found, where=", ".join(filter(None, [where, found.where])))
    return None


def _difference_of_numbers(came, wanted, rtol, atol):
    a, b = _as_array(came) if np.ndim(wanted) else came, np.asarray(wanted)
    if not _is_numeric(a):
        return _other_kind(came, wanted)
    a = np.asarray(a)
    if a.shape != b.shape or not _kinds_agree(a, b):
        return _other_kind(came, wanted)
    if b.dtype.kind in "fc" and _is_single(came, a):
        rtol, atol = _tolerance_of_single(b, rtol, atol)
    if b.dtype.kind not in "biufc":
        wrong = a != b
    else:
        wrong = ~np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=True)
    if not wrong.any():
        return None
    return _difference_at(a, b, np.atleast_1d(wrong), nan=_is_nan(a) & ~_is_nan(b))


def _as_array(came):
    """Lists and tuples of numbers stand for the array that NumPy makes of them, if it makes one."""
    if not isinstance(came, (list, tuple)):
        return came
    try:
        made = np.array(came)
    except (ValueError, TypeError, OverflowError, RecursionError):  # rows of different lengths, or no numbers at all
        return came
    return made if made.dtype.kind in "biufc" else came


def _is_single(came, array):
    """Was it worked out in float32, or shorter? A Python float no longer says so, but then float32 holds it exactly."""
    if isinstance(came, (np.ndarray, np.generic)):
        return array.dtype.kind in "fc" and np.finfo(array.dtype).eps > np.finfo(float).eps
    with np.errstate(all="ignore"):
        return array.dtype == float and np.array_equal(array, array.astype(np.float32), equal_nan=True)


def _tolerance_of_single(wanted, rtol, atol):
    """float32 keeps seven digits, of which a few rounding errors take two; near 0 the largest entry counts."""
    few = 200 * float(np.finfo(np.float32).eps)
    largest = np.max(np.abs(wanted), initial=0.0, where=np.isfinite(wanted))
    return max(rtol, few), max(atol, few * float(largest))


def _is_nan(array):
    return np.isnan(array) if array.dtype.kind in "fc" else np.zeros(array.shape, bool)


def _difference_at(a, b, wrong, nan):
    """Two arrays of one shape that differ: both shown whole when they are short, else at the first place."""
    why = (
        "returned NaN (not a number): somewhere it divides 0 by 0, or takes the log of less than 0" if nan.any() else ""
    )
    whole = describe(a), describe(b)
    if a.ndim == 0 or (
        max(map(len, whole)) <= WIDTH and "of shape" not in whole[0] + whole[1] and whole[0] != whole[1]
    ):
        return Difference(*(whole if whole[0] != whole[1] else (repr(a.item()), repr(b.item()))), why)
    at = tuple(int(n) for n in np.argwhere(wrong)[0])
    first = describe(a[at]), describe(b[at])
    if first[0] == first[1]:
        first = repr(a[at].item()), repr(b[at].item())
    index = ", ".join(map(str, at))
    return Difference(f"{first[0]} at [{index}]", f"{first[1]} at [{index}]", why)


def _kinds_agree(came, wanted):
    """Whole numbers may stand where floats are wanted, and floats such as 3.0 where whole numbers are."""
    kinds = {"i": "iu", "u": "iu", "f": "fiu", "c": "cfiu"}.get(wanted.dtype.kind, wanted.dtype.kind)
    if came.dtype.kind == "f" and wanted.dtype.kind in "iu":
        return bool(np.all(came == np.round(came)))  # NaN is not, and infinity is no count
    return came.dtype.kind in kinds


def number(value):
    """A number as a person writes it: six digits, no trailing zeros."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (int, np.integer)):
        return str(value) if abs(value) < 10**20 else f"about 2**{abs(value).bit_length()}"
    if isinstance(value, (complex, np.complexfloating)):
        return f"{complex(value):.6g}"
    return "NaN" if np.isnan(value) else f"{float(value) + 0.0:.6g}"  # + 0.0: never -0


def describe(value, within=0):
    """A value in one short line: [1, 2, 3], 0.25, 'text', an array of floats of shape (100, 3).

    within: in how many lists it stands. A list may hold itself, several times, so below four they are only named.
    """
    if isinstance(value, np.ndarray) and value.ndim:
        return _array(value)
    if _is_numeric(value):
        item = np.asarray(value).item()
        return number(item) if isinstance(item, (bool, int, float, complex)) else _short(repr(item), kind(value))
    if isinstance(value, (tuple, list)) and len(value) <= 12 and within < 4:
        inner = ", ".join(describe(item, within + 1) for item in value)
        closing = ",)" if isinstance(value, tuple) and len(value) == 1 else ")" if isinstance(value, tuple) else "]"
        return _short(("(" if isinstance(value, tuple) else "[") + inner + closing, kind(value))
    if isinstance(value, dict) and within < 4:
        return _short(
            "{" + ", ".join(f"{key!r}: {describe(item, within + 1)}" for key, item in value.items()) + "}", kind(value)
        )
    if isinstance(value, str):
        return repr(value if len(value) <= WIDTH - 2 else value[: WIDTH - 5] + "...")
    if isinstance(value, np.random.Generator):
        return "rng"
    if value is None:
        return "None"
    return getattr(value, "__name__", None) or kind(value)


def _array(array):
    if array.size > 24:
        return kind(array)
    if array.dtype.kind not in "biufc":
        return _short(repr(array.tolist()), kind(array))
    return _short(_rows(array), kind(array))


def _rows(array):
    return number(array) if array.ndim == 0 else "[" + ", ".join(map(_rows, array)) + "]"


def _short(text, otherwise):
    return text if len(text) <= WIDTH else otherwise


def kind(value):
    """What sort of thing a value is: a number, an array of shape (3,), a tuple of 2, text."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array{_elements(value.dtype)} of shape {value.shape}"
    if isinstance(value, (bool, np.bool_)):
        return "a truth value"
    if isinstance(value, int):
        return "a whole number"
    if _is_numeric(value) and np.asarray(value).dtype.kind in "iufc":
        return {"f": "a number", "c": "a complex number"}.get(np.asarray(value).dtype.kind, "a whole number")
    if isinstance(value, dict):
        return f"a dict with the keys {', '.join(map(repr, value))}" if value else "an empty dict"
    if isinstance(value, (tuple, list)):
        return f"a {'tuple' if isinstance(value, tuple) else 'list'} of {len(value)}"
    if isinstance(value, str):
        return "text"
    name = getattr(type(value), "__name__", "object")
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"


def _elements(dtype):
    words = {
        "b": " of truth values",
        "i": " of whole numbers",
        "u": " of whole numbers",
        "f": " of floats",
        "c": " of complex numbers",
        "O": " of Python objects",
        "U": " of texts",
        "S": " of texts",
    }
    return words.get(dtype.kind, f" of {dtype}")

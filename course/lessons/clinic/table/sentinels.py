"""Numbers that may stand for "missing", such as −999: some are taken for that and asked about, others are only asked about."""

import numpy as np

from .trouble import count, listed, quoted

# 9, 98, 997, 9999 and so on, as surveys and instruments write them; and what is left of numbers that were too large to be kept.
NINES = {sign * (10.0**power - below) for sign in (1, -1) for power in (2, 3, 4, 5, 6) for below in (1, 2, 3)}
OTHERS = {sign * (10.0**power - part) for sign in (1, -1) for power in (2, 3) for part in (0.1, 0.01)}
LIMITS = {-200.0, -32768.0, 32767.0, 65535.0, -2147483648.0, 2147483647.0}
SENTINELS = NINES | OTHERS | LIMITS
HUGE = 1000  # times the reach of all others: no measurement, whatever it is, if it occurs again
FEWEST = 5  # other numbers, below which nothing is said


def taken_for_missing(there):
    """The numbers at one end of a column that lie far from all others and stand for "missing"; an empty list if none do."""
    different = np.unique(there)
    for ends in (different, different[::-1]):
        marks = [float(value) for value in ends[:3]]
        for many in (3, 2, 1):
            some = marks[:many]
            others = there[~np.isin(there, some)]
            if len(some) == many and len(others) >= FEWEST and all(_is_far(mark, there, others) for mark in some):
                return some
    return []


def _is_far(mark, there, others):
    low, high = float(others.min()), float(others.max())
    reach = high - low
    apart = low - mark if mark < low else mark - high
    if reach <= 0 or apart <= 0:
        return False
    again = np.count_nonzero(there == mark) > 1
    if mark in SENTINELS:
        below_zero = mark <= -99 and low >= 0 and again  # where nothing else is
        return below_zero or apart > (max(reach, 3 * abs(high if mark > 0 else low)) if abs(mark) > 900 else reach)
    return again and apart > HUGE * reach


def worth_a_question(there):
    """A number that is kept, and of which one should know whether it means "missing": a lone −1 or 9, or zeros far below all
    others. None if there is none."""
    low, high = float(there.min()), float(there.max())
    for mark in (low, high):
        others = there[there != mark]
        if np.count_nonzero(there == mark) < 2 or len(others) < FEWEST:
            continue
        nearest, farthest = float(others.min()), float(others.max())
        if mark in (-1.0, -9.0) and nearest >= 0 or mark == 9.0 and farthest <= 6 and nearest >= 0:
            return mark
        if mark == 0 and nearest > 0.2 * (farthest - nearest) and len(np.unique(others)) > 10:
            return mark
    return None


def ask_taken(name, marks, there):
    """The question about numbers that were taken for "missing"."""
    rest = there[~np.isin(there, marks)]
    shown, rows = listed(map(written, marks)), np.count_nonzero(np.isin(there, marks))
    is_it, it, stands = ("Is", "it was", "It stands") if len(marks) == 1 else ("Are", "they were", "They stand")
    return (
        f"{is_it} {shown} in {quoted(name)} a number? {stands} in {count(rows, 'row')}, and all others lie between {written(rest.min())} "
        f'and {written(rest.max())}, so {it} taken for “missing”. If that is wrong, say na_values={{"{name}": []}}.'
    ).replace(" a number? They", " numbers? They")


def ask_of_many(names, marks):
    """The same question once, for columns that have the same mark."""
    shown, it = listed(map(written, marks)), "it was" if len(marks) == 1 else "they were"
    return (
        f"Is {shown} a number in {len(names)} columns ({listed(map(quoted, names), 4)})? It lies far from all others there, so {it} "
        "taken for “missing”. If that is wrong, say na_values=[]."
    )


def ask_kept(name, mark, there):
    """The question about a number that was kept."""
    return (
        f"Does {written(mark)} in {quoted(name)} mean “missing”? It stands in {count(np.count_nonzero(there == mark), 'row')}, and was kept "
        f'as a number. If it does, say na_values={{"{name}": [{mark:g}]}}.'
    )


def written(value):
    return (f"{value:.0f}" if value == round(value) and abs(value) < 1e15 else f"{value:.4g}").replace("-", "−")

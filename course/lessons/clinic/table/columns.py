"""What a column is: numbers, words, dates, row numbers or nothing of use; what became of it, and how a learner overrules that."""

import re
from dataclasses import dataclass, field

import numpy as np

from . import sentinels
from .cells import ALSO_WORDS, TIME, dates, hours, is_missing, mark_of, numbers, plain
from .trouble import Trouble, count, listed, quoted

MOST_WORDS = 20  # different words in a column that becomes columns of 0 and 1
SLIPS = 0.05  # of a column of numbers may be no numbers
KINDS = ("numbers", "words", "dates", "day first", "month first", "leave out")  # what a learner may say a column is
COUNTING = re.compile(r"(?i)^(.*[_ .-])?(id|ids|idx|index|key|uuid|nr|no|row|rownum|row ?names?|number|#|№|unnamed: ?\d+|column 1|column)$|^(id|index)[_ .-]?\w*$")  # fmt: skip


@dataclass
class Column:
    """name, kind, and what is used of it. values: floats (n,), NaN where missing, for numbers, dates and row numbers; words: the
    different ones, with codes (n,), -1 where missing, for words. missing: how many rows lack it. became, overrule: for the table that
    a learner sees. asks: what only the learner can know. slips: {text: rows} that count as missing."""

    name: str
    kind: str
    became: str
    values: np.ndarray | None = None
    codes: np.ndarray | None = None
    words: list | None = None
    missing: int = 0
    asks: list = field(default_factory=list)
    slips: dict = field(default_factory=dict)
    unit: str = ""

    @property
    def used(self):
        return self.kind in ("numbers", "dates", "words")

    @property
    def overrule(self):
        """What to write where this is not as it should be."""
        other = {
            "numbers": "words",
            "dates": "leave out",
            "words": "leave out",
            "row numbers": "numbers",
            "unclear": "numbers",
        }
        return f'kinds={{"{self.name}": "{other.get(self.kind, "words")}"}}'


# ---- what is it? ----


def understand(name, cells, kind=None, na_values=None, decimal=None, separator=","):
    """The Column that these cells are. kind: what the learner says, one of KINDS. na_values: numbers and texts that stand for
    "missing"; None if nothing was said. decimal: the mark that the rest of the file proves."""
    cells = without(cells, na_values)
    if kind == "leave out":
        return Column(name, "left out", "left out, as you said")
    if cells.numbers is not None and kind == "words":
        cells = as_words(cells)
    if cells.numbers is not None:
        return of_numbers(name, cells.numbers, kind, na_values)
    return of_texts(name, cells, kind, na_values, decimal, separator)


def without(cells, na_values):
    """The cells, with what the learner says is missing taken out."""
    from .reading import Cells

    if not na_values:
        return cells
    wanted = {str(value).strip() for value in na_values}
    if cells.numbers is not None:
        return Cells(numbers=_without_numbers(cells.numbers, wanted))
    return Cells(codes=cells.codes, texts=["" if text.strip() in wanted else text for text in cells.texts])


def _without_numbers(numbers, wanted):
    gone = np.isin(numbers, [float(text) for text in map(str, wanted or ()) if _is_float(text)])
    return np.where(gone, np.nan, numbers.astype(float)) if gone.any() else numbers


def _is_float(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def as_words(cells):
    from .reading import Cells

    different, codes = np.unique(cells.numbers, return_inverse=True)
    return Cells(codes=codes.astype(np.int32), texts=["" if np.isnan(v) else f"{v:g}" if abs(v) < 1e6 else f"{v:.0f}" for v in different])  # fmt: skip


def of_numbers(name, values, kind=None, na_values=None, unit="", slips=None, asks=()):
    """A Column of numbers, or of what numbers may be instead: dates without dashes, row numbers, nothing."""
    gone = np.isnan(values) if values.dtype.kind == "f" else np.zeros(len(values), dtype=bool)
    there = values[~gone] if gone.any() else values
    missing = int(gone.sum())
    if not len(there):
        return Column(name, "empty", "left out: every cell is empty", missing=missing)
    asks = list(asks)
    if na_values is None and kind is None:
        marks = sentinels.taken_for_missing(there)
        if marks:
            asks.append(sentinels.ask_taken(name, marks, there))
            values = np.where(np.isin(values, marks), np.nan, values.astype(float))
            return of_numbers(name, values, kind, [], unit, slips, asks)
        kept = sentinels.worth_a_question(there)
        if kept is not None:
            asks.append(sentinels.ask_kept(name, kept, there))
    low, high = there.min(), there.max()
    if low == high:
        return Column(
            name, "one value", f"left out: it is {sentinels.written(low)} in every row", missing=missing, asks=asks
        )
    whole = values.dtype.kind in "iu" or bool((there == np.round(there)).all())
    days = _without_dashes(there, low, high) if whole and kind in (None, "dates", "day first", "month first") else None
    if days is not None:
        filled = np.full(len(values), np.nan)
        filled[~gone] = days
        return of_dates(name, filled, missing, asks, "YYYYMMDD")
    column = Column(
        name,
        "numbers",
        _became_numbers(unit, missing),
        values,
        missing=missing,
        asks=asks,
        slips=slips or {},
        unit=unit,
    )
    if kind is None and whole and _counts(name, there, low, high):
        column.kind, column.became = "row numbers", "left out: it counts the rows"
    return column


def _became_numbers(unit, missing):
    return ("used as it is" if not missing else "used, gaps filled with the mean") + (f", in {unit}" if unit else "")


def _without_dashes(there, low, high):
    """Days since 1970 if all are dates such as 20240131; None if not."""
    if low < 19000101 or high > 21001231 or len(there) < 5:
        return None
    month, day = there // 100 % 100, there % 100
    if not (((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).mean() > 0.99):
        return None
    different, back = np.unique(there.astype(np.int64), return_inverse=True)
    days = dates([str(one) for one in different]).days
    return days[back]


def _counts(name, there, low, high):
    """Do these whole numbers number the rows?"""
    n = len(there)
    if n < 10 or re.search(r"(?i)year|jahr|date|^t$|time|age", name):
        return False
    span = int(high) - int(low) + 1
    if span == n and len(np.unique(there)) == n:
        return True
    named = bool(COUNTING.match(name.strip()))
    return named and len(np.unique(there)) > 0.98 * n


def of_dates(name, days, missing, asks=(), form=""):
    column = Column(name, "dates", "days since the first one", days - np.nanmin(days), missing=missing, asks=list(asks))
    column.became += f" ({form})" if form else ""
    if np.nanmax(days) == np.nanmin(days):
        return Column(name, "one value", "left out: the same date in every row", missing=missing)
    return column


# ---- texts ----


def of_texts(name, cells, kind, na_values, decimal, separator):
    weights = np.bincount(cells.codes, minlength=len(cells.texts))
    gone = np.array([is_missing(text) for text in cells.texts], dtype=bool)
    there = np.flatnonzero(~gone & (weights > 0))
    texts, rows = [cells.texts[k] for k in there], weights[there]
    total = int(rows.sum())
    missing = int(weights[gone].sum())
    if not total:
        only = {plain(cells.texts[k]) for k in np.flatnonzero(gone & (weights > 0))} - {""}
        if kind == "words" and only:
            return of_words(name, cells, kind)
        return Column(name, "empty", "left out: every cell is empty" if not only else f"left out: nothing but {listed(map(quoted, sorted(only)))}", missing=missing)  # fmt: skip
    if kind in (None, "dates", "day first", "month first"):
        made = _try_dates(name, cells, texts, rows, there, total, missing, kind)
        if made is not None:
            return made
    if kind != "words":
        made = _try_numbers(name, cells, texts, rows, there, total, missing, kind, na_values, decimal, separator)
        if made is not None:
            return made
    if kind in ("numbers", "dates", "day first", "month first"):
        what = "numbers" if kind == "numbers" else "dates"
        raise Trouble(f"{quoted(name)} cannot be read as {what}: it holds {listed(map(quoted, texts), 3)}. Say \"words\" or \"leave out\" for it in kinds.")  # fmt: skip
    return of_words(name, cells, kind)


def _spread(cells, there, found):
    """A value for each row from those of the different texts, NaN elsewhere."""
    values = np.full(len(cells.texts), np.nan)
    values[there] = found
    return values[cells.codes]


def _try_dates(name, cells, texts, rows, there, total, missing, kind):
    order = kind if kind in ("day first", "month first") else None
    found = dates(texts, order)
    good = np.isfinite(found.days)
    if rows[good].sum() >= (1 - SLIPS) * total:
        if found.problem and kind != "dates":
            what = f'{found.problem}; say kinds={{"{name}": "day first"}} or "month first"'
            column = Column(name, "unclear", f"left out: {found.problem}", missing=missing, asks=[f"Which part of a date comes first in {quoted(name)}? It was left out: {what}."])  # fmt: skip
            return column
        asks = []
        bad = {texts[k]: int(rows[k]) for k in np.flatnonzero(~good)}
        column = of_dates(name, _spread(cells, there, found.days), missing + sum(bad.values()), asks, found.order)
        column.slips = bad
        return column
    if kind is None and all(map(TIME.fullmatch, texts[:20])):
        clock = hours(texts)
        good = np.isfinite(clock)
        if rows[good].sum() >= (1 - SLIPS) * total:
            values = _spread(cells, there, clock)
            return Column(name, "numbers", "hours of the day", values, missing=int(np.isnan(values).sum()), unit="h")
    return None


def _try_numbers(name, cells, texts, rows, there, total, missing, kind, na_values, decimal, separator):
    found = numbers(texts, rows, decimal, separator)
    good = np.isfinite(found.values)
    share = rows[good].sum() / total
    if kind is None and _are_codes(texts):
        return None
    bad = {texts[k]: int(rows[k]) for k in np.flatnonzero(~good)}
    few_others = (
        share >= 0.5
        and len(bad) <= 3
        and not any(re.search(r"\d", text) for text in bad)
        and min(bad.values(), default=9) > 1
    )
    if not (share >= 1 - SLIPS or few_others or kind == "numbers"):
        if share >= 0.5 and len(texts) > MOST_WORDS:
            return _unclear(name, missing, f"{count(int(rows[good].sum()), 'cell')} {'holds a number' if rows[good].sum() == 1 else 'hold numbers'} and {sum(bad.values()):,} do not, such as {listed(map(quoted, bad), 3)}")  # fmt: skip
        return None
    if not good.any():
        return None
    if found.problem and kind != "numbers":
        if len(set(found.values[good])) < 2 or (found.problem.startswith("it mixes") and _ordinary_words(texts)):
            return None
        hint = ' Say decimal="," or decimal=".".' if "may be" in found.problem else ""
        return _unclear(name, missing, found.problem, hint)
    asks = []
    if few_others and share < 1 - SLIPS:
        asks.append(f"Does {listed([quoted(text) for text in bad])} in {quoted(name)} mean “missing”? It was taken for that, as all other cells hold numbers.")  # fmt: skip
    values = _spread(cells, there, found.values)
    return of_numbers(name, _without_numbers(values, na_values), kind, na_values, found.unit, bad, asks)


def _unclear(name, missing, why, hint=""):
    return Column(name, "unclear", f"left out: {why}", missing=missing,
                  asks=[f"{quoted(name)} was left out, as {why}.{hint} Correct it in the file, or say what it is with kinds."])  # fmt: skip


def _are_codes(texts):
    """Postal codes and the like: whole numbers that begin with a 0."""
    return all(re.fullmatch(r"\s*\d+\s*", text) for text in texts) and any(re.match(r"\s*0\d", text) for text in texts)


def _ordinary_words(texts):
    return len(texts) <= MOST_WORDS


def of_words(name, cells, kind=None):
    """A Column of words; those that differ in capitals or blanks only are taken for the same."""
    keep_marks = ALSO_WORDS if kind is None else ALSO_WORDS | {"na", "n/a", "nan", "null", "?", "-"}
    weights = np.bincount(cells.codes, minlength=len(cells.texts))
    same, places, merged = {}, np.full(len(cells.texts), -1, dtype=np.int32), {}
    order = sorted(range(len(cells.texts)), key=lambda k: -weights[k])  # the usual way of writing it gives the name
    for k in order:
        text = " ".join(plain(cells.texts[k]).split())
        if not weights[k] or (is_missing(text) and text.lower() not in keep_marks):
            continue
        key = text.casefold()
        if key in same and same[key][1] != text:
            merged.setdefault(same[key][1], set()).add(text)
        same.setdefault(key, (len(same), text))
        places[k] = same[key][0]
    words, codes = [text for _, text in same.values()], places[cells.codes]
    missing = int((codes < 0).sum())
    alphabetical = sorted(range(len(words)), key=lambda k: _natural(words[k]))
    back = np.empty(len(words) + 1, dtype=np.int32)
    back[alphabetical], back[-1] = np.arange(len(words)), -1
    codes, words = back[codes], [words[k] for k in alphabetical]
    column = Column(name, "words", f"{len(words)} columns of 0 and 1", codes=codes, words=words, missing=missing)
    column.slips = {}
    if merged:
        column.became += "; " + "; ".join(f"{listed(map(quoted, sorted(others)), 2)} counts as {quoted(usual)}" for usual, others in list(merged.items())[:3])  # fmt: skip
    if not words:
        return Column(name, "empty", "left out: every cell is empty", missing=missing)
    if len(words) == 1 and not missing:
        column.kind, column.became = "one value", f"left out: it is {quoted(words[0])} in every row"
    elif len(words) == 1:
        column.became = f"1 column: 1 where it says {quoted(words[0])}, 0 where it is empty"
    elif len(words) > MOST_WORDS:
        column.kind, column.became = "texts", f"left out: {len(words):,} different texts, such as {quoted(words[0])}"
    elif missing:
        column.became += ", all 0 where it is missing"
    return column


def _natural(word):
    """Words in the order of the alphabet, numbers in them by size."""
    try:
        return (0, float(word.replace(",", ".")), word.casefold())
    except ValueError:
        return (1, 0.0, word.casefold())


def proves_comma(cells, weights=None):
    """Does a column of texts show that this file writes a decimal comma (True), a decimal point (False), or neither (None)?"""
    from .cells import NUMBER

    marks = {".": 0, ",": 0}
    for text in cells.texts[:2000]:
        found = NUMBER.fullmatch(plain(text))
        if found and mark_of(found["body"]):
            marks[mark_of(found["body"])] += 1
    if marks[","] == marks["."]:
        return None
    return marks[","] > marks["."]

"""What a column is: numbers, words, dates, row numbers or nothing of use; what became of it, and how a learner overrules that."""

import re
from dataclasses import dataclass, field

import numpy as np

from . import sentinels
from .cells import ALSO_WORDS, NUMBER, TIME, dates, hours, is_missing, mark_of, numbers, plain
from .trouble import Trouble, listed, quoted

MOST_WORDS = 20  # different words in a column that becomes columns of 0 and 1
MOST_WORDS_SAID = 200  # if the learner says that they are words
SLIPS = 0.05  # of a column of numbers may be no numbers
DATES = ("dates", "day first", "month first")
KINDS = ("numbers", "words", *DATES, "leave out")  # what a learner may say a column is
COUNTING = re.compile(r"(?i)^(.*[_ .-])?(id|ids|idx|index|key|uuid|nr|no|row|rownum|row ?names?|number|#|№|unnamed: ?\d+|column 1|column)$|^(id|index)[_ .-]?\w*$")  # fmt: skip


@dataclass
class Column:
    """name, kind, and what is used of it. values: floats (n,), NaN where missing, for numbers, dates and row numbers; words: the
    different ones, with codes (n,), -1 where missing, for words. missing: how many rows lack it. became: for the table that a
    learner sees. asks: what only the learner can know. slips: {text: rows} that count as missing. marks: numbers that
    were taken for "missing". said: the kind that the learner
    says it is. other: the kind to say where this one is wrong, if it is not the usual other one."""

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
    marks: tuple = ()
    said: str | None = None
    other: str = ""

    @property
    def used(self):
        return self.kind in ("numbers", "dates", "words")

    @property
    def overrule(self):
        """What to write where this is not as it should be; empty where nothing else can be made of it."""
        usual = {
            "numbers": "words",
            "row numbers": "numbers",
            "left out": "words",
            "dates": "leave out",
            "words": "leave out",
        }
        other = self.other or usual.get(self.kind, "")
        if self.kind == "texts" and len(self.words) <= MOST_WORDS_SAID:
            other = "words"
        return f'kinds={{"{self.name}": "{other}"}}' if other else ""


# ---- what is it? ----


def understand(name, cells, kind=None, na_values=None, decimal=None, separator=","):
    """The Column that these cells are. kind: what the learner says, one of KINDS. na_values: numbers and texts that stand for
    "missing"; None if nothing was said. decimal: the mark that the rest of the file proves."""
    if kind == "leave out":
        return Column(name, "left out", "left out, as you said")
    cells = without(cells, na_values)
    if cells.numbers is not None and kind == "words":
        cells = as_words(cells)
    if cells.numbers is not None:
        made = of_numbers(name, cells.numbers, kind, na_values)
    else:
        made = of_texts(name, Different(cells), kind, na_values, decimal, separator)
    made.said = kind
    return made


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
    return Cells(codes=codes.astype(np.int32), texts=["" if np.isnan(v) else f"{v:.15g}" for v in different])  # fmt: skip


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
            asks.insert(0, sentinels.ask_taken(name, marks, there))  # first, as a table may ask it once for many
            values = np.where(np.isin(values, marks), np.nan, values.astype(float))
            column = of_numbers(name, values, kind, [], unit, slips, asks)
            column.marks = tuple(marks)
            return column
        kept = sentinels.worth_a_question(there)
        if kept is not None:
            asks.append(sentinels.ask_kept(name, kept, there))
    low, high = there.min(), there.max()
    if low == high:
        return Column(
            name, "one value", f"left out: it is {sentinels.written(low)} in every row", missing=missing, asks=asks
        )
    whole = values.dtype.kind in "iu" or bool((there == np.round(there)).all())
    days = _without_dashes(there, low, high) if whole and kind in (None, *DATES) else None
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
        counting = high - low + 1 == len(there)
        column.kind = "row numbers"
        column.became = f"left out: {'it counts the rows' if counting else 'another number in each row, as an Id has'}"
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


class Different:
    """A column's different texts that are not missing, and in how many rows each stands."""

    def __init__(self, cells):
        self.cells = cells
        weights = np.bincount(cells.codes, minlength=len(cells.texts))
        gone = np.array([is_missing(text) for text in cells.texts], dtype=bool)
        self.places = np.flatnonzero(~gone & (weights > 0))
        self.texts, self.rows = [cells.texts[k] for k in self.places], weights[self.places]
        self.missing, self.total = int(weights[gone].sum()), int(self.rows.sum())
        self.marks = {plain(cells.texts[k]) for k in np.flatnonzero(gone & (weights > 0))} - {""}

    def spread(self, found):
        """A value for each row from those of the different texts, NaN where it is missing."""
        values = np.full(len(self.cells.texts), np.nan)
        values[self.places] = found
        return values[self.cells.codes]

    def share(self, good):
        return self.rows[good].sum() / self.total

    def others(self, good):
        """{text: rows} of those that are not good."""
        return {self.texts[k]: int(self.rows[k]) for k in np.flatnonzero(~good)}


def of_texts(name, texts, kind, na_values, decimal, separator):
    if not texts.total and not (kind == "words" and texts.marks):
        what = f"nothing but {listed(map(quoted, sorted(texts.marks)))}" if texts.marks else "every cell is empty"
        return Column(name, "empty", f"left out: {what}", missing=texts.missing)
    made = None
    if kind in (None, *DATES):
        made = _dates(name, texts, kind) or (_hours(name, texts) if kind is None else None)
    if made is None and kind in (None, "numbers"):
        made = _numbers(name, texts, kind, na_values, decimal, separator)
    if made is None and kind not in (None, "words"):
        what = "numbers" if kind == "numbers" else "dates"
        raise Trouble(
            f"{quoted(name)} cannot be read as {what}: it holds {listed(map(quoted, texts.texts), 3)}. "
            'Say "words" or "leave out" for it in kinds.'
        )
    return made or of_words(name, texts.cells, kind)


def _dates(name, texts, kind):
    """A Column of dates, or one that is unclear; None if these are no dates."""
    found = dates(texts.texts, kind if kind in ("day first", "month first") else None)
    good = np.isfinite(found.days)
    if texts.share(good) < 1 - SLIPS:
        return None
    if found.problem and kind != "dates":
        ask = f'Does the day or the month come first in {quoted(name)}? {found.problem[0].upper()}{found.problem[1:]}, so it was left out. Say kinds={{"{name}": "day first"}} or "month first".'  # fmt: skip
        return Column(
            name, "unclear", f"left out: {found.problem}", missing=texts.missing, asks=[ask], other="day first"
        )
    slips = texts.others(good)
    column = of_dates(name, texts.spread(found.days), texts.missing + sum(slips.values()), (), found.order)
    column.slips = slips
    return column


def _hours(name, texts):
    """A Column of hours, if these are times of the day; None otherwise."""
    if not all(map(TIME.fullmatch, texts.texts[:20])):
        return None
    clock = hours(texts.texts)
    if texts.share(np.isfinite(clock)) < 1 - SLIPS:
        return None
    values = texts.spread(clock)
    return Column(name, "numbers", "hours of the day", values, missing=int(np.isnan(values).sum()), unit="h")


def _numbers(name, texts, kind, na_values, decimal, separator):
    """A Column of numbers, or one that is unclear; None if these are better taken for words."""
    if kind is None and _are_codes(texts.texts):
        return None
    found = numbers(texts.texts, texts.rows, decimal, separator)
    good = np.isfinite(found.values)
    if not good.any():
        return None
    share, others, few = texts.share(good), texts.others(good), len(texts.texts) <= MOST_WORDS
    marks = others if share >= 0.5 and _are_marks(others) else {}
    if share < 1 - SLIPS and not marks and kind is None:
        some = f"some cells hold numbers and {sum(others.values()):,} do not, such as {listed(map(quoted, others), 3)}"
        return _unclear(name, texts, some) if share >= 0.5 and not few else None
    if found.problem and kind is None:
        if good.sum() < 2 or (found.problem.startswith("it mixes") and few):
            return None
        return _unclear(
            name, texts, found.problem, ' Say decimal="," or decimal=".".' if "may be" in found.problem else ""
        )
    asks = []
    if marks and share < 1 - SLIPS:
        does = "Does" if len(marks) == 1 else "Do"
        asks = [f"{does} {listed(map(quoted, marks))} in {quoted(name)} mean “missing”? That is how it was taken, because all other cells hold numbers."]  # fmt: skip
    values = _without_numbers(texts.spread(found.values), na_values)
    return of_numbers(name, values, kind, na_values, found.unit, others, asks)


def _are_marks(others):
    """Do a few words that come again and again stand for "missing"?"""
    return 0 < len(others) <= 3 and min(others.values()) > 1 and not any(re.search(r"\d", text) for text in others)


def _unclear(name, texts, why, hint=""):
    ask = f"{quoted(name)} was left out, because {why}.{hint} Correct it in the file, or say what it is with kinds."
    return Column(name, "unclear", f"left out: {why}", missing=texts.missing, asks=[ask], other="numbers")


def _are_codes(texts):
    """Postal codes and the like: whole numbers that begin with a 0."""
    return all(re.fullmatch(r"\s*\d+\s*", text) for text in texts) and any(re.match(r"\s*0\d", text) for text in texts)


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
    if merged:
        column.became += "; " + "; ".join(f"{listed(map(quoted, sorted(others)), 2)} counts as {quoted(usual)}" for usual, others in list(merged.items())[:3])  # fmt: skip
    if not words:
        return Column(name, "empty", "left out: every cell is empty", missing=missing)
    if len(words) == 1 and not missing:
        column.kind, column.became = "one value", f"left out: it is {quoted(words[0])} in every row"
    elif len(words) == 1:
        column.became = f"1 column: 1 where it says {quoted(words[0])}, 0 where it is empty"
    elif kind == "words" and len(words) > MOST_WORDS_SAID:
        raise Trouble(f"{quoted(name)} holds {len(words):,} different words. Each becomes a column, so at most {MOST_WORDS_SAID} can be used. Leave it out.")  # fmt: skip
    elif len(words) > MOST_WORDS and kind != "words":
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


def proves_comma(cells):
    """Does a column of texts show that this file writes a decimal comma (True), a decimal point (False), or neither (None)?"""
    marks = {".": 0, ",": 0}
    for text in cells.texts[:2000]:
        found = NUMBER.fullmatch(plain(text))
        if found and mark_of(found["body"]):
            marks[mark_of(found["body"])] += 1
    if marks[","] == marks["."]:
        return None
    return marks[","] > marks["."]

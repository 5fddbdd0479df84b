"""A table of one's own becomes numbers to train on, and everything done to it on the way is said. Nothing leaves this computer,
and the file is only read. pandas reads; what stands here asks what a column means, and tells it. Whatever is wrong with a table is
a `Trouble`: a sentence or two that say what came and what to do.
"""

import html
import re
from dataclasses import dataclass, field

import numpy as np

from . import reading
from .cells import plain
from .columns import KINDS, Column, proves_comma, understand
from .layout import layout_of, named
from .prepare import Prepared, prepare, share_out
from .sentinels import ask_of_many
from .sources import source_of
from .trouble import Trouble, count, listed, no_column, quoted

__all__ = ["Column", "Prepared", "Table", "Trouble", "prepare", "read", "share_out"]

TOTAL = re.compile(r"(?i)^(grand |sub|overall )?(total|sum|summe|gesamt|average|mean|mittelwert|durchschnitt|all)s?:?$")
ALIKE = 12  # lines of the table of columns; columns that share a line are named together


@dataclass
class Table:
    """name: of the file. columns: a Column each. lines: of the file, for each row. notes: what is to be said of the whole.
    target, warnings: the column that is to be predicted, if one was named, and what makes that doubtful."""

    name: str
    columns: list
    lines: np.ndarray
    notes: list = field(default_factory=list)
    target: str | None = None
    warnings: list = field(default_factory=list)

    @property
    def rows(self):
        return len(self.lines)

    @property
    def names(self):
        return [column.name for column in self.columns]

    def column(self, name):
        for column in self.columns:
            if column.name == name:
                return column
        raise no_column(name, self.names)

    @property
    def asks(self):
        """What only the learner can know; a question that many columns raise is put once."""
        alike = {}
        for column in self.columns:
            if column.marks:
                alike.setdefault(column.marks, []).append(column)
        many = [group for group in alike.values() if len(group) > 2]
        once = [column.name for group in many for column in group]
        asked = [ask_of_many([column.name for column in group], group[0].marks) for group in many]
        return asked + [ask for column in self.columns for ask in column.asks[column.name in once :]]

    # ---- as a learner sees it ----

    def lines_of_columns(self, most=ALIKE):
        """[(names, kind, missing, what became of it, how to overrule it)]: columns alike that follow each other share a line."""
        made = []
        for column in self.columns:
            key = column.kind, column.became, bool(column.missing), bool(column.slips), column.name == self.target
            if made and made[-1][0] == key and len(self.columns) > most and not column.slips:
                made[-1][1].append(column)
            else:
                made.append((key, [column]))
        lines = []
        for _, group in made:
            first, last = group[0], group[-1]
            name = first.name if len(group) == 1 else f"{first.name} … {last.name} ({len(group):,} columns)"
            missing = sum(column.missing for column in group)
            became, overrule = first.became, first.overrule
            if first.name == self.target:
                became, overrule = self._predicted(first), 'target="…", another column'
            lines.append((name, first.kind, f"{missing:,}" if missing else "", became + self._slips(first), overrule))
        return lines

    def _predicted(self, column):
        many = f": {len(column.words)} classes" if column.kind == "words" else ""
        return f"what you predict{many}" + (", so rows that lack it are left out" if column.missing else "")

    def _slips(self, column):
        if not column.slips:
            return ""
        return f"; {count(sum(column.slips.values()), 'slip')} such as {quoted(next(iter(column.slips)), 14)} missing"

    def __repr__(self):
        head = ("column", "kind", "missing", "what became of it", "if that is wrong, add")
        lines = [head, *self.lines_of_columns()]
        if len(lines) > 40:
            lines = [*lines[:39], (f"and {len(lines) - 39} more", "", "", "", "")]
        lines = [tuple(cell if len(cell) <= 58 else cell[:57] + "…" for cell in line) for line in lines]
        widths = [max(len(line[k]) for line in lines) for k in range(5)]
        table = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines]
        return "\n".join([f"{self.name}: {count(self.rows, 'row')}, {count(len(self.columns), 'column')}.", *self.notes, *self.asks, *self.warnings, "", *table])  # fmt: skip

    def _repr_html_(self):
        lines = self.lines_of_columns()
        more = f"<p>… and {len(lines) - 40:,} more lines</p>" if len(lines) > 40 else ""
        body = "".join(
            "<tr>"
            + "".join(
                f'<td style="text-align:left">{_code(cell) if k == 4 else html.escape(cell)}</td>'
                for k, cell in enumerate(line)
            )
            + "</tr>"
            for line in lines[:40]
        )
        said = "".join(f"<li>{html.escape(note)}</li>" for note in self.notes)
        asked = "".join(f"<li><strong>{html.escape(ask)}</strong></li>" for ask in [*self.asks, *self.warnings])
        heads = "".join(f'<th style="text-align:left">{head}</th>' for head in ("column", "kind", "missing", "what became of it", "if that is wrong, add"))  # fmt: skip
        return (
            f"<p><strong>{html.escape(self.name)}</strong>: {count(self.rows, 'row')}, {count(len(self.columns), 'column')}. "
            f"Nothing leaves this computer, and the file is not changed.</p><ul>{said}{asked}</ul>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}"
        )


def _code(text):
    return f"<code>{html.escape(text)}</code>" if text else ""


# ---- reading ----


def read(given, *, kinds=None, na_values=None, sep=None, header="guess", decimal=None, encoding=None, progress=None):
    """The Table of whatever holds one: a path, a DataFrame, a dict of columns, an upload. Raises Trouble.

    What is given need not be guessed. kinds: {"zip": "words"}, and so on with "numbers", "dates", "day first", "month first" and
    "leave out". na_values: what stands for "missing", as in [-999]; [] for nothing more. sep, header (True or False), decimal ("."
    or ","), encoding: of a file. progress: called with a fraction while a file is read.
    """
    _check(kinds, na_values, decimal)
    source = source_of(given)
    if hasattr(source, "columns"):
        names, cells, lines, notes, separator, known, name = *_of_frame(source), ",", decimal or ".", "your table"
    else:
        names, cells, lines, notes, separator, known = _of_file(source, sep, header, decimal, encoding, progress)
        name = source.name
    for column in [*(kinds or {}), *(na_values if isinstance(na_values, dict) else ())]:
        if column not in names:
            raise no_column(column, names)
    cells, lines = without_totals(cells, lines, notes)
    columns = _understood(names, cells, kinds, na_values, known, separator)
    rows = _extra_rows(columns, cells, lines, notes)
    if rows is not None:
        cells, lines = [one.take(rows) for one in cells], lines[rows]
        columns = _understood(names, cells, kinds, na_values, known, separator)
    notes += _slips(columns, cells, lines)
    columns = _without_nameless(columns, notes)
    return Table(name, columns, lines, notes)


def _check(kinds, na_values, decimal):
    if kinds is not None and not isinstance(kinds, dict):
        raise Trouble(f'kinds is {kinds!r}. Wanted is a dict, as in kinds={{"zip": "words"}}.')
    for name, kind in (kinds or {}).items():
        if kind not in KINDS:
            raise Trouble(f"kinds says {quoted(kind)} of {quoted(name)}. Wanted is one of: {', '.join(KINDS)}.")
    if na_values is not None and (isinstance(na_values, (str, bytes)) or not hasattr(na_values, "__iter__")):
        raise Trouble(f"na_values is {na_values!r}. Wanted is a list, as in na_values=[{na_values!r}].")
    if decimal not in (None, ".", ","):
        raise Trouble(f'decimal is {decimal!r}. Wanted is "." or ",".')


def _of_frame(frame):
    if not len(frame.columns) or not len(frame):
        raise Trouble(f"The table has {count(len(frame), 'row')} and {count(len(frame.columns), 'column')}: there is nothing to learn from.")  # fmt: skip
    notes = []
    names = named([" ".join(map(str, name)) if isinstance(name, tuple) else str(name) for name in frame.columns], len(frame.columns), notes)  # fmt: skip
    if len(names) < 2:
        raise Trouble(f"The table has one column only, {quoted(names[0])}. There must be one to predict and one to predict it from.")  # fmt: skip
    return names, reading.from_frame(frame), np.arange(1, len(frame) + 1), notes


def _of_file(source, sep, header, decimal, encoding, progress):
    layout = layout_of(source, sep, header, encoding)
    cells, lines, counted = reading.cells(source, layout, progress or (lambda fraction: None))
    notes = [*layout.notes, *_counted(counted, len(layout.names))]
    doubtful = [] if decimal else [k for k, one in enumerate(cells) if _may_be_thousands(one.numbers)]
    for k, one in zip(doubtful, reading.as_texts(source, layout, doubtful) if doubtful else []):
        cells[k] = one
    known = decimal or _decimal(cells, layout.separator)
    if known == ",":
        floats = [k for k, one in enumerate(cells) if one.numbers is not None and one.numbers.dtype.kind == "f"]
        for k, one in zip(floats, reading.as_texts(source, layout, floats) if floats else []):
            cells[k] = one
    return layout.names, cells, lines, notes, layout.separator, known


def _may_be_thousands(numbers):
    """Are these numbers such as 870 and 1.116, of which the second may be a good thousand? Then their texts must tell."""
    if numbers is None or numbers.dtype.kind != "f":
        return False
    there = numbers[np.isfinite(numbers)]
    whole = there % 1 == 0
    parts, wholes = np.abs(there[~whole]), np.abs(there[whole])
    if not len(parts) or not ((wholes >= 100) & (wholes < 1000)).any():
        return False
    return bool((parts >= 1).all() and (np.abs(1000 * parts - np.round(1000 * parts)) < 1e-6).all())


def _has_fractions(numbers):
    return numbers.dtype.kind == "f" and bool((np.nan_to_num(numbers) % 1 != 0).any())


def _decimal(cells, separator):
    """The decimal mark that the file's columns prove; None if they prove none, or both."""
    proved = {proves_comma(one) for one in cells if one.texts is not None}
    if (
        separator != ";"
        and any(one.numbers is not None and _has_fractions(one.numbers) for one in cells)
        and True not in proved
    ):
        proved.add(False)
    proved.discard(None)
    return {True: ",", False: "."}[proved.pop()] if len(proved) == 1 else None


def _counted(counted, width):
    notes = []
    if counted.passed_over:
        notes.append(f"It has {counted.good:,} rows; {len(counted.lines):,} of them were drawn at random.")
    if counted.odd_count:
        where = f"line {counted.odd[0]}" if counted.odd_count == 1 else f"lines {listed(counted.odd, 3)}" + (" …" if counted.odd_count > 3 else "")  # fmt: skip
        notes.append(f"{count(counted.odd_count, 'row')} {'was' if counted.odd_count == 1 else 'were'} left out ({where}): more or fewer cells than the {width} columns.")  # fmt: skip
    if counted.comments:
        notes.append(
            f"{count(counted.comments, 'comment line')} {'was' if counted.comments == 1 else 'were'} left out."
        )
    if counted.headers:
        notes.append(f"The header stood again in {count(counted.headers, 'line')}, and was left out there.")
    return notes


def _understood(names, cells, kinds, na_values, decimal, separator):
    each = na_values if isinstance(na_values, dict) else dict.fromkeys(names, na_values)
    return [
        understand(name, one, (kinds or {}).get(name), each.get(name), decimal, separator)
        for name, one in zip(names, cells)
    ]


# ---- rows that are no rows ----


def without_totals(cells, lines, notes):
    """Leave out rows at the end that say "Total" or "Average"."""
    n, last = len(lines), []
    for row in range(max(0, n - 3), n):
        for one in cells:
            if one.texts is None:
                continue
            text = one.texts[one.codes[row]].strip()
            if TOTAL.match(text) and (one.codes[: n - 3] != one.codes[row]).all():
                last.append((row, text))
                break
    if not last:
        return cells, lines
    told = ", ".join(f"line {lines[row]} ({quoted(text)})" for row, text in last)
    notes.append(
        f"{count(len(last), 'row')} at the end {'was' if len(last) == 1 else 'were'} left out, as a sum over the others: {told}."
    )
    kept = np.setdiff1d(np.arange(n), [row for row, _ in last])
    return [one.take(kept) for one in cells], lines[kept]


def _extra_rows(columns, cells, lines, notes):
    """The rows that remain if the first holds units, or the last the sums of the others; None if neither does."""
    n = len(lines)
    if n < 5:
        return None
    rows = np.arange(n)
    slipped = [
        _text(one, 0) in column.slips
        for column, one in zip(columns, cells)
        if column.kind in ("numbers", "row numbers")
    ]
    if len(slipped) > 1 and all(slipped):
        notes.append(
            f"Line {lines[0]} was left out: it holds words where the columns hold numbers, as a row of units does."
        )
        rows = rows[1:]
    sums = [
        column for column in columns if column.kind in ("numbers", "row numbers") and np.isfinite(column.values[-1])
    ]
    hit = [column for column in sums if _is_sum(column.values)]
    if (
        hit
        and len(hit) >= min(2, len(sums))
        and len(hit) > 0.5 * len(sums)
        and (len(hit) > 1 or _rest_is_empty(columns, n - 1))
    ):
        notes.append(f"Line {lines[-1]} was left out: its numbers are the sums of the rows above.")
        rows = rows[:-1]
    return rows if len(rows) < n else None


def _text(one, row):
    return None if one.texts is None else one.texts[one.codes[row]]


def _is_sum(values):
    above = np.nansum(values[:-1], dtype=float)
    return abs(above) > 0 and np.count_nonzero(values[:-1]) > 2 and abs(values[-1] - above) <= 1e-6 * abs(above)


def _rest_is_empty(columns, row):
    others = [column for column in columns if column.kind == "words"]
    return bool(others) and all(column.codes[row] < 0 for column in others)


def _slips(columns, cells, lines):
    """A note on each cell that is no number in a column of numbers, with its line."""
    notes = []
    for column, one in zip(columns, cells):
        if not column.slips or one.texts is None:
            continue
        told = []
        for text in list(column.slips)[:3]:
            first = int(np.argmax(one.codes == one.texts.index(text)))
            told.append(f"{quoted(plain(text))} (line {lines[first]}{', and more' * (column.slips[text] > 1)})")
        more = " and others" * (len(column.slips) > 3)
        what = "no date" if column.kind == "dates" else "no number"
        notes.append(f"In {quoted(column.name)}, {listed(told, 3)}{more} {'is' if len(told) == 1 else 'are'} {what}, and {'counts' if len(told) == 1 else 'count'} as missing.")  # fmt: skip
    return notes


def _without_nameless(columns, notes):
    """Leave out empty columns that have no name: a spreadsheet's margins."""
    kept = [
        column
        for column in columns
        if not (column.kind == "empty" and re.fullmatch(r"column \d+|Unnamed: \d+", column.name))
    ]
    if len(kept) < len(columns):
        notes.append(f"{count(len(columns) - len(kept), 'column')} without a name and without a cell {'was' if len(columns) - len(kept) == 1 else 'were'} left out.")  # fmt: skip
    return kept

"""A file's cells, by pandas, in batches: numbers where a whole column holds plain numbers, and its different texts elsewhere.

Each record's cells are counted on the way, because pandas would fill up short rows without a word.
"""

import io
import random
from array import array
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from .cells import MARKS
from .layout import cells_of, is_blank, opened, records
from .sources import needed
from .trouble import Trouble, count

FIRST_BATCH = 2000  # records by which a column is taken for numbers or for texts
BATCH = 2 << 20  # letters that are handed to pandas at once
MOST_ROWS = 20_000  # of many more, about so many are drawn on the way, and the others are only counted
MOST_ODD = 0.2  # more rows of another length than the header mean that the file was not understood


@dataclass
class Cells:
    """A column as read: numbers (n,), NaN where the cell is empty or says "missing"; or codes (n,) into `texts`."""

    numbers: np.ndarray | None = None
    codes: np.ndarray | None = None
    texts: list | None = None

    def __len__(self):
        return len(self.codes if self.numbers is None else self.numbers)

    def take(self, rows):
        if self.numbers is not None:
            return Cells(numbers=self.numbers[rows])
        return Cells(codes=self.codes[rows], texts=self.texts)


@dataclass
class Count:
    """What was met on the way and is no row: the lines of odd ones, and how many were blank, comments, or headers again."""

    lines: array = field(default_factory=lambda: array("I"))
    odd: list = field(default_factory=list)
    odd_count: int = 0
    passed_over: int = 0
    comments: int = 0
    headers: int = 0
    widths: Counter = field(default_factory=Counter)

    @property
    def good(self):
        """Rows of the table, kept or not."""
        return len(self.lines) + self.passed_over


def batches(source, layout, progress, counted):
    """The file's good records as texts for pandas, some megabytes at a time."""
    width, separator = len(layout.names), layout.separator
    counted.__init__()
    batch, size, first, chance, share = [], 0, True, random.Random(0), share_drawn(source)
    with opened(source, layout.encoding) as text:
        for number, record in records(text, separator, layout.first - 1):
            record = _fitting(number, record, width, separator, layout, counted)
            if record is None:
                continue
            if share < 1 and chance.random() >= share:
                counted.passed_over += 1
                continue
            batch.append(record)
            counted.lines.append(number)
            size += len(record)
            if size > BATCH or (first and len(batch) >= FIRST_BATCH):
                yield "\n".join(batch)
                batch, size, first = [], 0, False
                progress(min(1.0, text.buffer.tell() / max(source.size, 1)))
    if batch:
        yield "\n".join(batch)


def share_drawn(source):
    """The share of a file's rows that is kept, each as likely as any other."""
    if source.size < 4 * MOST_ROWS:
        return 1.0
    with source.open() as file:
        breaks = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return 1.0 if breaks < 1.1 * MOST_ROWS else MOST_ROWS / breaks


def _fitting(number, record, width, separator, layout, counted):
    """The record as pandas is to have it; None, and counted, if it is no row of the table."""
    if is_blank(record):
        return None
    if separator == " ":
        cells = cells_of(record, " ")
        length, record = len(cells), '"' + '" "'.join(cell.replace('"', '""') for cell in cells) + '"'
    elif '"' in record:
        length = len(cells_of(record, separator))
    else:
        length = record.count(separator) + 1
    while length > width and record.endswith(separator):  # an empty cell more, at the end of each line
        record, length = record[: -len(separator)], length - 1
    if length == width:
        if layout.header and record.startswith(layout.header[0]) and cells_of(record, separator) == layout.header:
            counted.headers += 1
            return None
        return record
    if record.lstrip().startswith(("#", "//")):
        counted.comments += 1
    else:
        counted.odd_count += 1
        counted.widths[length] += 1
        if len(counted.odd) < 3:
            counted.odd.append(number)
    return None


def cells(source, layout, progress=lambda fraction: None):
    """([Cells] of each column, their lines, the Count). Raises Trouble."""
    counted, reader = Count(), Reader(layout)
    for batch in batches(source, layout, progress, counted):
        reader.take(batch)
    if not counted.lines and not counted.odd_count:
        raise Trouble(f"{source.name} holds no rows{' below its header' if layout.header else ''}.")
    if counted.odd_count > MOST_ODD * (counted.odd_count + counted.good):
        usual, times = counted.widths.most_common(1)[0]
        raise Trouble(
            f"{source.name}: {count(counted.odd_count, 'row')} of {counted.odd_count + counted.good:,} have more or fewer cells than "
            f"the {len(layout.names)} columns ({times:,} of them have {usual}), first in line {counted.odd[0]}. "
            'Is another separator meant, as in sep=";"? Or are there commas inside cells that have no quotation marks?'
        )
    broken = [k for k, kind in enumerate(reader.kinds) if kind == "broken"]
    made = reader.columns()
    if broken:
        for k, column in zip(broken, as_texts(source, layout, broken)):
            made[k] = column
    if any(len(column) != len(counted.lines) for column in made):  # better no table than one whose rows are out of step
        raise Trouble(
            f"{source.name} cannot be read: its columns come out with different lengths. Is it being written to just now?"
        )
    return made, np.frombuffer(counted.lines, dtype=np.uint32), counted


def as_texts(source, layout, places):
    """The Cells of some columns, read as texts."""
    reader = Reader(layout, places)
    for batch in batches(source, layout, lambda fraction: None, Count()):
        reader.take(batch)
    made = reader.columns()
    return [made[k] for k in places]


class Reader:
    """Gathers columns from batches. `places`: read these only, as texts; None for all, each as it turns out to be."""

    def __init__(self, layout, places=None):
        self.pandas, self.layout, self.places = needed(), layout, places
        self.kinds = None if places is None else ["text" if k in places else "skip" for k in range(len(layout.names))]
        self.parts = [[] for _ in layout.names]
        self.known = [{} for _ in layout.names]

    def take(self, batch):
        if self.kinds is None:
            self.kinds = self._guess(batch)
        texts = {k: str for k, kind in enumerate(self.kinds) if kind == "text"}
        numbers = [k for k, kind in enumerate(self.kinds) if kind == "number"]
        if texts:
            frame = self._read(batch, usecols=list(texts), dtype=str, keep_default_na=False, na_values=[])
            for k in texts:
                self.parts[k].append(self._codes(k, frame[k]))
        if numbers:
            frame = self._read(batch, usecols=numbers, keep_default_na=False, na_values=MARKS)
            for k in numbers:
                self._keep(k, frame[k])

    def _read(self, batch, **how):
        try:
            return self.pandas.read_csv(
                io.BytesIO(batch.encode()), sep=self.layout.separator, header=None, names=range(len(self.layout.names)), index_col=False,
                skipinitialspace=True, skip_blank_lines=False, low_memory=False, **how,
            )  # fmt: skip
        except (self.pandas.errors.ParserError, ValueError) as problem:
            raise Trouble(f"The table cannot be read: {str(problem).strip().splitlines()[0]}. Is a quotation mark missing?") from None  # fmt: skip

    def _guess(self, batch):
        """A column is read as numbers if all of the first batch are plain ones, and none begins with a 0 as codes do."""
        few = "\n".join(batch.split("\n")[:FIRST_BATCH]) if '"' not in batch else batch
        typed = self._read(few, keep_default_na=False, na_values=MARKS)
        texts = self._read("\n".join(few.split("\n")[:200]) if '"' not in few else few, dtype=str, keep_default_na=False, na_values=[])  # fmt: skip
        kinds = []
        for k in range(len(self.layout.names)):
            plain = typed[k].dtype.kind in "iuf" and not typed[k].isna().all()
            # Where semicolons separate, 1.234 is more often a thousand than in files with commas: read it as it is written.
            plain = plain and not (self.layout.separator == ";" and typed[k].dtype.kind == "f")
            code = plain and texts[k].str.match(r"\s*[-+]?0\d").any()
            kinds.append("number" if plain and not code else "text")
        return kinds

    def _codes(self, k, column):
        codes, different = self.pandas.factorize(column.astype(object))
        known = self.known[k]
        places = [known.setdefault(text, len(known)) for text in different]
        return np.asarray(places, dtype=np.int32)[codes]

    def _keep(self, k, column):
        kinds = "iu" if self.layout.separator == ";" else "iuf"  # as in _guess: there, 1.000 may be a thousand
        if column.dtype.kind not in kinds or np.isinf(column.to_numpy()).any():
            self.kinds[k], self.parts[k] = "broken", []
            return
        self.parts[k].append(smallest(column.to_numpy()))

    def columns(self):
        """All columns; what was gathered for them is let go of."""
        return [self._column(k) for k in range(len(self.layout.names))]

    def _column(self, k):
        if not self.parts[k]:
            return Cells(numbers=np.empty(0))
        joined = self.parts[k][0] if len(self.parts[k]) == 1 else np.concatenate(self.parts[k])
        self.parts[k] = []
        if self.kinds[k] == "text":
            return Cells(codes=joined, texts=list(self.known[k]))
        return Cells(numbers=joined)


def smallest(numbers):
    """The numbers in as few bytes as hold them."""
    if numbers.dtype.kind in "iu" and len(numbers):
        return numbers.astype(np.result_type(np.min_scalar_type(numbers.min()), np.min_scalar_type(numbers.max())))
    return numbers


def from_frame(frame):
    """[Cells] of a DataFrame's columns: what it has as numbers stays numbers, dates become texts that say them."""
    pandas, made = needed(), []
    for k in range(frame.shape[1]):
        column = frame.iloc[:, k]
        kind = column.dtype.kind if isinstance(column.dtype, np.dtype) else ""
        if pandas.api.types.is_bool_dtype(column.dtype) or pandas.api.types.is_datetime64_any_dtype(column.dtype):
            column = column.astype(object)
        elif pandas.api.types.is_timedelta64_dtype(column.dtype):
            column = column.dt.total_seconds()
            kind = "f"
        elif pandas.api.types.is_numeric_dtype(column.dtype) and kind != "c":
            numbers = (
                column.to_numpy(dtype=float, na_value=np.nan) if kind not in "iu" or not kind else column.to_numpy()
            )
            made.append(Cells(numbers=smallest(np.where(np.isinf(numbers), np.nan, numbers) if numbers.dtype.kind == "f" else numbers)))  # fmt: skip
            continue
        if kind == "f":
            made.append(Cells(numbers=column.to_numpy(dtype=float)))
            continue
        form = "<{}>" if kind == "c" else "{}"  # complex numbers are not taken for numbers
        texts = ["" if gone else form.format(value) for value, gone in zip(column.astype(object), column.isna())]
        codes, different = pandas.factorize(np.array(texts, dtype=object))
        made.append(Cells(codes=codes.astype(np.int32), texts=list(different)))
    return made

"""A CSV file becomes numbers to train on, and everything done to it on the way is said. Nothing leaves this computer, and the
file is only read. Whatever a file can have wrong is a `Trouble`: one sentence that says what came and what to do.
"""

import csv
import difflib
import itertools
import math
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MOST_ROWS = 20_000  # more are sampled
FEWEST_ROWS = 30
MOST_WORDS = 20  # different words in a column that becomes columns of 0 and 1
MOST_CLASSES = 20
FEW_NUMBERS = 10  # a target of at most so many different whole numbers is taken for classes
MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-", "."}
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


class Trouble(Exception):
    """Why a file cannot be used, in a sentence or two."""


@dataclass
class Sheet:
    """A file as read: the columns' names, the rows as text, the line of each row, and what is to be said about it."""

    path: Path
    names: list
    rows: list
    lines: list
    notes: list


@dataclass
class Prepared:
    """What a network gets. x: (n, features), not yet scaled, NaN where something is missing; y: class indices or numbers, (n,).
    classes: their names, or None for regression."""

    x: np.ndarray
    y: np.ndarray
    features: list
    classes: list | None
    lines: list
    notes: list


# ---- reading ----


def read(path):
    """The Sheet of a CSV file. Raises Trouble."""
    path = Path(path).expanduser()
    if path.is_dir():
        raise Trouble(f"{path} is a folder. {_files_in(path)}")
    if not path.exists():
        raise Trouble(f"There is no file {path.name} in {path.absolute().parent}. {_files_in(path.absolute().parent)}")
    notes = []
    encoding = _encoding(path, notes)
    with open(path, encoding=encoding, errors="replace", newline="") as text:
        head = list(itertools.islice((line for line in text if line.strip()), 20))
    if not head:
        raise Trouble(f"{path.name} is empty.")
    separator = max(SEPARATORS, key=lambda mark: (*_regular(head, mark), mark == ","))
    if separator != ",":
        notes.append(f"Its columns are separated by {SEPARATORS[separator]}.")
    with open(path, encoding=encoding, errors="replace", newline="") as text:
        names, rows, lines = _rows(text, separator, notes)
    if len(names) < 2:
        raise Trouble(
            f"{path.name} has one column only, {names[0]!r}. There must be one to predict, and one to predict it from. "
            "If there are more: is another separator used than a comma, a semicolon, a tab or a bar?"
        )
    return Sheet(path, names, rows, lines, notes)


def _files_in(folder):
    try:
        there = sorted(file.name for file in folder.iterdir() if file.suffix.lower() in (".csv", ".tsv", ".txt"))
    except OSError:
        there = []
    if not there:
        return "There is no CSV file there. Put yours beside this notebook, or give its whole path."
    return "There is: " + ", ".join(there[:8]) + (" and more." if len(there) > 8 else ".")


def _encoding(path, notes):
    """How the bytes become letters. UTF-8, unless they cannot be."""
    try:
        with open(path, "rb") as file:
            start = file.read(4096)
            if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
                notes.append("It is in UTF-16.")
                return "utf-16"
            if start[:2] == b"PK" or start[:4] == b"\xd0\xcf\x11\xe0":
                raise Trouble(
                    f"{path.name} is a spreadsheet or an archive, not text. Open it in your spreadsheet program and save it as CSV."
                )
            if b"\0" in start:
                raise Trouble(
                    f"{path.name} is not a text file. Wanted a CSV file: rows of text, its cells separated by commas."
                )
    except PermissionError:
        raise Trouble(f"{path.name} may not be read. Is it open elsewhere, or not yours?") from None
    if _is_utf8(path):
        return "utf-8-sig"
    notes.append("It is not in UTF-8, so it was read as Windows-1252: check the letters with accents.")
    return "cp1252"


def _is_utf8(path):
    try:
        with open(path, encoding="utf-8") as text:
            while text.read(1 << 20):
                pass
        return True
    except UnicodeDecodeError:
        return False


def _regular(head, separator):
    """(Does the first line have as many cells as most others, and more than one? How many are they?)"""
    counts = [len(row) for row in csv.reader(head, delimiter=separator)]
    usual = max(set(counts), key=counts.count)
    return counts[0] == usual > 1, usual if counts.count(usual) > 0.6 * len(counts) else 0


def _rows(text, separator, notes):
    """(names, rows, their lines). Of too many rows, so many by chance, each as likely as any other."""
    reader = csv.reader(text, delimiter=separator)
    try:
        first = next(row for row in reader if any(cell.strip() for cell in row))
    except StopIteration:
        raise Trouble("The file holds nothing but empty cells.") from None
    width = len(first)
    named = not any(_is_number(cell) or cell.strip().lower() in MISSING - {""} for cell in first)
    names = (
        [cell.strip() or f"column {k + 1}" for k, cell in enumerate(first)]
        if named
        else [f"column {k + 1}" for k in range(width)]
    )
    names = [name if names.index(name) == k else f"{name} ({k + 1})" for k, name in enumerate(names)]
    kept, odd, count, chance = [], 0, 0, random.Random(0)
    waiting = [] if named else [(1, first)]
    try:
        for line, row in itertools.chain(waiting, ((reader.line_num, row) for row in reader)):
            if not row or not any(map(str.strip, row)):
                continue
            if len(row) != width:
                odd += 1
                continue
            count += 1
            if len(kept) < MOST_ROWS:
                kept.append((line, row))
            elif (place := chance.randrange(count)) < MOST_ROWS:
                kept[place] = line, row
    except csv.Error as problem:
        raise Trouble(f"Line {reader.line_num} cannot be read: {problem}. Is a quotation mark missing?") from None
    if not named:
        notes.append(
            "Its first line holds numbers, so it was taken for data: the columns are called column 1, column 2 and so on."
        )
    if odd:
        notes.append(f"{_rows_are(odd)} left out: more or fewer cells than the {width} of the first line.")
    if count > MOST_ROWS:
        notes.append(f"It has {count:,} rows; {MOST_ROWS:,} of them were drawn by chance.")
        kept.sort(key=lambda pair: pair[0])
    return names, [row for _, row in kept], [line for line, _ in kept]


def _rows_are(count):
    return "1 row was" if count == 1 else f"{count:,} rows were"


def _number(cell):
    """A cell's number, NaN if it has none. A decimal comma counts."""
    text = cell.strip().replace("\u2212", "-")
    try:
        value = float(text)
    except ValueError:
        try:
            value = float(text.replace(",", ".")) if text.count(",") == 1 else math.nan
        except ValueError:
            return math.nan
    return value if math.isfinite(value) and abs(value) < 1e100 else math.nan


def _is_number(cell):
    return not math.isnan(_number(cell))


def _is_missing(cell):
    return cell.strip().lower() in MISSING


# ---- from text to numbers ----


def prepare(sheet, target=None):
    """A Prepared of a Sheet, to predict the column `target`, the last one if none is named. Raises Trouble."""
    notes = list(sheet.notes)
    if target is None:
        target = sheet.names[-1]
    if target not in sheet.names:
        near = difflib.get_close_matches(str(target), sheet.names, 1, 0.5)
        raise Trouble(
            f"There is no column {target!r}. "
            + (f"Did you mean {near[0]!r}? " if near else "")
            + f"There are: {', '.join(sheet.names[:12])}{' and more' if len(sheet.names) > 12 else ''}."
        )
    at = sheet.names.index(target)
    known = [k for k, row in enumerate(sheet.rows) if not _is_missing(row[at])]
    if len(known) < len(sheet.rows):
        notes.append(f"{_rows_are(len(sheet.rows) - len(known))} left out: {target!r} is missing in them.")
    if len(known) < FEWEST_ROWS:
        runs_on = any(cell.count("\n") > 3 for row in sheet.rows for cell in row)
        raise Trouble(
            f"Only {len(known)} row{'s' * (len(known) != 1)} can be used. With fewer than {FEWEST_ROWS} there is too little to learn "
            "from and to hold back."
            + "".join(f" {note}" for note in notes if " left out: " in note)
            + (" A cell runs on over many lines: is a quotation mark missing?" if runs_on else "")
        )
    rows, lines = [sheet.rows[k] for k in known], [sheet.lines[k] for k in known]
    y, classes = _target([row[at].strip() for row in rows], target, notes)
    columns, features, told = [], [], defaultdict(list)
    for k, name in enumerate(sheet.names):
        if k != at:
            made = _feature(name, [row[k].strip() for row in rows], told)
            columns += made.values()
            features += made
    notes += [f"{what}: {', '.join(names)}." for what, names in told.items()]
    if not columns:
        raise Trouble(f"No column is left to predict {target!r} from. " + " ".join(notes[-len(told) :]))
    return Prepared(np.array(columns).T, y, features, classes, lines, notes)


def _target(cells, name, notes):
    """(y, classes): what to predict, as class indices and their names, or as numbers and None. Says which, and why."""
    different = sorted(set(cells))
    if len(different) == 1:
        raise Trouble(
            f"Every row has the same {name!r}, {different[0]!r}: there is nothing to tell apart. Choose another column, with target=…."
        )
    numbers = np.array([_number(cell) for cell in cells])
    unread = int(np.isnan(numbers).sum())
    whole = not unread and (numbers == np.round(numbers)).all() and len(different) <= FEW_NUMBERS
    if unread == 0 and not whole:
        if np.ptp(numbers) == 0:
            raise Trouble(
                f"Every row has the same {name!r}: there is nothing to tell apart. Choose another column, with target=…."
            )
        notes.append(f"Regression: {name!r} holds numbers, {len(different):,} different ones.")
        return numbers, None
    if len(different) > MOST_CLASSES:
        mostly = (
            f"{len(cells) - unread:,} of {len(cells):,} are numbers, the others not, such as "
            if 0 < unread < len(cells) / 2
            else "they are words, such as "
        )
        example = next(cell for cell, number in zip(cells, numbers) if math.isnan(number)) if unread else different[0]
        raise Trouble(
            f"{name!r} has {len(different):,} different values: {mostly}{example!r}. That is too many for classes "
            f"(at most {MOST_CLASSES}). "
            + ("If it is meant as a number, take signs and units off. " if any(map(str.isdigit, example)) else "")
            + "Is it a name or a number of a row? Choose another column, with target=…."
        )
    if whole:
        different.sort(key=_number)
    places = {value: k for k, value in enumerate(different)}
    kind = "whole numbers" if whole else "words"
    notes.append(
        f"Classification: {name!r} holds {len(different)} different {kind}: {', '.join(different[:6])}{' …' if len(different) > 6 else ''}."
    )
    return np.array([places[cell] for cell in cells], dtype=np.int64), different


def _feature(name, cells, told):
    """{name: numbers} of the columns that a column becomes: itself, or one of 0 and 1 for each of its words, or none.
    told: what has happened -> a list of the columns to which it did."""
    missing = [_is_missing(cell) for cell in cells]
    there = [cell for cell, gone in zip(cells, missing) if not gone]
    different = sorted(set(there))
    if len(different) < 2:
        told["Left out, as always the same or empty"].append(name)
        return {}
    numbers = np.array([math.nan if gone else _number(cell) for cell, gone in zip(cells, missing)])
    slips = int(np.isnan(numbers).sum()) - sum(missing)
    if slips <= 0.05 * len(there):  # a few slips in a column of numbers
        if slips:
            told["Cells that are no numbers count as missing"].append(f"{name} ({slips})")
        if sum(missing) + slips:
            told["Missing values filled with the mean of the training rows"].append(f"{name} ({sum(missing) + slips})")
        return {name: numbers}
    if len(different) > MOST_WORDS:
        told["Left out, too many different texts"].append(f"{name} ({len(different):,})")
        return {}
    told["Words became columns of 0 and 1"].append(f"{name} ({len(different)})")
    if any(missing):
        told["Where words are missing, all their columns are 0"].append(f"{name} ({sum(missing)})")
    return {f"{name} = {word}": np.array([float(cell == word) for cell in cells]) for word in different}


def share_out(prepared, seed):
    """((x, y), (x, y), held): three quarters to learn from, a quarter held out, whose rows are `held`. Missing values are filled and
    columns standardized by the training rows alone."""
    order = np.random.default_rng(seed).permutation(len(prepared.y))
    cut = round(0.75 * len(order))
    learn, held = order[:cut], order[cut:]
    x = prepared.x.copy()
    with np.errstate(all="ignore"):
        counted = np.isfinite(x[learn])
        mean = np.where(counted, x[learn], 0).sum(axis=0) / np.maximum(counted.sum(axis=0), 1)
    x = np.where(np.isfinite(x), x, mean)
    spread = x[learn].std(axis=0)
    x = (x - mean) / np.where(spread > 1e-12 * np.maximum(np.abs(mean), 1), spread, 1.0)
    return (x[learn], prepared.y[learn]), (np.clip(x[held], -20, 20), prepared.y[held]), held

"""A Table becomes what a network gets: inputs and a target, with warnings where the result would be too good to be true."""

from dataclasses import dataclass, field

import numpy as np

from .columns import MOST_WORDS
from .reading import MOST_ROWS
from .trouble import Trouble, count, listed, quoted

FEWEST_ROWS = 30
MOST_CLASSES = MOST_WORDS
FEW_NUMBERS = 10  # a target of at most so many different whole numbers is taken for classes
FEWEST_OF_A_CLASS = 10  # rows, below which a class can hardly be learned
RARE = 0.1  # a class with less than this share of the rows needs a look of its own
TOO_GOOD = 0.98  # of the rows right, or of the variance explained, by one column alone: a leak?
BESIDE = 2  # neighbors on either side that a column alone predicts by


@dataclass
class Prepared:
    """x: (n, features) float32, not yet standardized, NaN where a cell is missing. y: class indices or numbers, (n,). classes: their
    names, or None for regression. lines: of the file. twins: the number of its group for each row; exact copies share one. notes:
    what was done. warnings: what makes the result doubtful."""

    x: np.ndarray
    y: np.ndarray
    features: list
    classes: list | None
    lines: np.ndarray
    twins: np.ndarray | None = None
    notes: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


def prepare(table, target=None):
    """A Prepared of a Table, to predict the column `target`, the last one if none is named. Raises Trouble."""
    column = table.column(target) if target is not None else table.columns[-1]
    notes, warnings = [], []
    y, classes, known = _target(column, notes, warnings)
    if len(known) < FEWEST_ROWS:
        gone = (
            f" In {table.rows - len(known):,} others {quoted(column.name)} is missing."
            if len(known) < table.rows
            else ""
        )
        odd = "".join(f" {note}" for note in table.notes if "left out" in note)
        raise Trouble(f"Only {count(len(known), 'row')} can be used. With fewer than {FEWEST_ROWS} there is too little to learn from and to hold back.{gone}{odd}")  # fmt: skip
    if len(known) < table.rows:
        gone = table.rows - len(known)
        notes.append(
            f"{count(gone, 'row')} {'was' if gone == 1 else 'were'} left out: {quoted(column.name)} is missing there."
        )
    if len(known) > 1.1 * MOST_ROWS:
        notes.append(f"Of {len(known):,} rows, {MOST_ROWS:,} were drawn at random to train and judge on.")
        drawn = np.sort(np.random.default_rng(0).choice(len(known), MOST_ROWS, replace=False))
        known, y = known[drawn], y[drawn]
    _row_numbers(table, column, known, y, classes, warnings)
    used = _inputs(table, column, warnings)
    _leaks(used, known, y, classes, warnings)
    x, features = _matrix(used, known)
    twins = _twins(x, y, notes)
    return Prepared(x, y, features, classes, table.lines[known], twins, notes, warnings)


# ---- the target ----


def _target(column, notes, warnings):
    """(y, classes, the rows where it is known)."""
    name = quoted(column.name)
    choose = "Choose another column to predict, with target=…."
    if column.kind in ("empty", "one value"):
        raise Trouble(f"There is nothing to tell apart in {name}: {column.became.removeprefix('left out: ')}. {choose}")
    if column.kind == "texts":
        raise Trouble(f"{name} holds {len(column.words):,} different texts, such as {quoted(column.words[0])}. That is too many for classes (at most {MOST_CLASSES}). Is it a name? {choose}{_or_say(column)}")  # fmt: skip
    if column.kind in ("unclear", "left out"):
        raise Trouble(f"{name} cannot be predicted. It was {column.became}. Correct it in the file, say what it is with kinds, or choose another column, with target=….")  # fmt: skip
    if column.kind == "row numbers":
        raise Trouble(f"{name} counts the rows, so there is nothing to learn in it. {choose} If it is a quantity, say kinds={{\"{column.name}\": \"numbers\"}}.")  # fmt: skip
    if column.kind == "dates":
        raise Trouble(f"{name} holds dates, which cannot be predicted here. {choose}")
    if column.kind == "words":
        return _classes(column.name, column.codes, column.words, "words", notes, warnings)
    known = np.flatnonzero(np.isfinite(column.values))
    y = np.asarray(column.values[known], dtype=float)
    different = np.unique(y)
    if (
        len(different) <= FEW_NUMBERS
        and (different == np.round(different)).all()
        and not column.unit
        and column.said != "numbers"
    ):
        codes = np.full(len(column.values), -1)
        codes[known] = np.searchsorted(different, y)
        words = [f"{value:.0f}" for value in different]
        made = _classes(column.name, codes, words, "whole numbers", notes, warnings)
        if len(different) > 2:
            notes.append(f'If {name} is a quantity and not a class, say kinds={{"{column.name}": "numbers"}}.')
        return made
    notes.append(f"Regression: {name} holds numbers, {len(different):,} different ones" + (f", in {column.unit}." if column.unit else "."))  # fmt: skip
    return y, None, known


def _or_say(column):
    return f" If they are classes all the same, say {column.overrule}." if column.overrule else ""


def _classes(name, codes, words, kind, notes, warnings):
    counts = np.bincount(codes[codes >= 0], minlength=len(words))
    single = [words[k] for k in np.flatnonzero(counts == 1)]
    known = np.flatnonzero((codes >= 0) & (counts[codes] > 1))
    if single:
        notes.append(f"{listed(map(quoted, single))} {'occurs' if len(single) == 1 else 'occur'} in one row only, so {'that row was' if len(single) == 1 else 'those rows were'} left out. A typo?")  # fmt: skip
    left = np.flatnonzero(counts > 1)
    if len(left) < 2:
        raise Trouble(f"There is nothing to tell apart in {quoted(name)}: {'every row has ' + quoted(words[left[0]]) if len(left) else 'every value occurs once'}. Choose another column to predict, with target=….")  # fmt: skip
    words = [words[k] for k in left]
    notes.append(f"Classification: {quoted(name)} holds {len(words)} different {kind}: {listed(words)}.")
    few = [k for k in left if counts[k] < FEWEST_OF_A_CLASS]
    if few:
        told = listed([f"{quoted(words[list(left).index(k)])} ({counts[k]})" for k in few])
        warnings.append(f"Too few rows to learn from or to judge by: {told}.")
    share = counts[left] / counts[left].sum()
    if share.min() < RARE and counts[left].min() >= FEWEST_OF_A_CLASS:
        k = int(share.argmin())
        warnings.append(f"{quoted(words[k])} makes up {100 * share[k]:.1f}% of the rows. Never saying it would be right in {100 - 100 * share[k]:.1f}%, so look at how many of them are found.")  # fmt: skip
    return np.searchsorted(left, codes[known]).astype(np.int64), words, known


# ---- inputs ----


def _inputs(table, target, warnings):
    used = [column for column in table.columns if column.used and column is not target]
    if not used:
        counting = [column for column in table.columns if column.kind == "row numbers" and column is not target]
        if not counting:
            told = listed(
                [f"{quoted(column.name)} was {column.became}" for column in table.columns if column is not target], 3
            )
            raise Trouble(f"No column is left to predict {quoted(target.name)} from: {told}.")
        warnings.append(f"Nothing else is left, so {quoted(counting[0].name)} is the input, though it counts the rows.")
        used = counting[:1]
    dated = [quoted(column.name) for column in used if column.kind == "dates"]
    if dated:
        warnings.append(f"The rows have dates ({listed(dated, 2)}). The held-out rows are drawn from all over the time that you learn from; predicting what comes after it is harder.")  # fmt: skip
    return used


def _matrix(columns, rows):
    """((n, features) float32, the features' names). Each column is moved and scaled so that float32 loses nothing that matters."""
    width = sum(len(column.words) if column.kind == "words" else 1 for column in columns)
    x, features, at = np.zeros((len(rows), width), dtype=np.float32), [], 0
    for column in columns:
        if column.kind == "words":
            codes = column.codes[rows]
            there = np.flatnonzero(codes >= 0)
            x[there, at + codes[there]] = 1.0
            features += [f"{column.name} = {word}" for word in column.words]
            at += len(column.words)
            continue
        values = column.values[rows]
        if values.dtype.kind == "f" or values.dtype.itemsize > 2:
            values = np.asarray(values, dtype=float)
            finite = np.isfinite(values)
            if finite.any():
                values = values - values[finite][0]
                values = values / (np.abs(values[finite]).max() or 1.0)
        x[:, at] = values
        features.append(column.name)
        at += 1
    return x, features


def _twins(x, y, notes):
    """The group of each row, if some rows are exact copies of others and few enough to be a slip; None otherwise."""
    if x.shape[1] < 4:
        return None
    known = {}
    groups = np.array(
        [known.setdefault(hash((row.tobytes(), answer)), len(known)) for row, answer in zip(x, y.tolist())]
    )
    copies = len(x) - len(known)
    if not 0 < copies < 0.3 * len(x):
        return None
    notes.append(f"{count(copies, 'row')} {'is an exact copy' if copies == 1 else 'are exact copies'} of {'another' if copies == 1 else 'others'}. Copies stay on one side, so none is held out that was learned.")  # fmt: skip
    return groups


# ---- what gives the answer away ----


def _row_numbers(table, target, rows, y, classes, warnings):
    for column in table.columns:
        if column.kind != "row numbers" or column is target:
            continue
        score, blind = alone(np.asarray(column.values[rows], dtype=float), y, classes)
        by_chance = 3 * np.sqrt(blind * (1 - blind) / max(1, len(y) // 4)) if classes else 0.1
        if score > blind + by_chance:
            would = f"get {100 * score:.1f}% of the held-out rows right (without looking: {100 * blind:.1f}%)" if classes else f"explain {100 * score:.0f}% of the variance"  # fmt: skip
            warnings.append(f"{quoted(column.name)} numbers the rows and was left out. Because the file is sorted, it alone would {would}, but it says nothing about a new row: a leak.")  # fmt: skip


def _leaks(columns, rows, y, classes, warnings):
    if len(columns) < 2 or len(columns) > 200:
        return
    told = []
    for column in columns:
        values = column.codes[rows] if column.kind == "words" else column.values[rows]
        score, blind = alone(np.asarray(values, dtype=float), y, classes)
        if score >= TOO_GOOD and 1 - score < 0.25 * (1 - blind):
            told.append((column.name, score))
    if told:
        unit = "of the held-out rows right" if classes else "of the variance"
        each = listed([f"{quoted(name)} ({100 * score:.1f}% {unit})" for name, score in told], 3)
        warnings.append(f"One column alone gives nearly everything away: {each}. Would you know it at the moment when you predict? If not, it is a leak: leave it out with kinds={{\"{told[0][0]}\": \"leave out\"}}.")  # fmt: skip


def alone(values, y, classes, most=8000):
    """(score, score without looking) of one column alone: each held-out row gets the answer of the rows with the nearest values.
    The score is the share of right answers, or of the variance that is explained."""
    rng = np.random.default_rng(0)
    order = rng.permutation(len(y))[:most]
    order = order[np.isfinite(values[order])]
    held, learn = order[: len(order) // 4], order[len(order) // 4 :]
    if len(held) < 5:
        return 0.0, 0.0
    learn = learn[np.argsort(values[learn], kind="stable")]
    known = values[learn]
    low, high = np.searchsorted(known, values[held], "left"), np.searchsorted(known, values[held], "right")
    new = low == high
    low, high = (
        np.where(new, np.maximum(low - BESIDE, 0), low),
        np.where(new, np.minimum(high + BESIDE, len(known)), high),
    )
    if classes:
        ones = np.zeros((len(learn) + 1, len(classes)))
        ones[np.arange(1, len(learn) + 1), y[learn]] = 1
        votes = ones.cumsum(axis=0)
        answers = (votes[high] - votes[low]).argmax(axis=1)
        usual = np.bincount(y[learn]).argmax()
        return float((answers == y[held]).mean()), float((y[held] == usual).mean())
    sums = np.concatenate([[0.0], np.cumsum(y[learn] - y[learn].mean())])
    answers = (sums[high] - sums[low]) / (high - low) + y[learn].mean()
    around = ((y[held] - y[learn].mean()) ** 2).sum()
    return float(1 - ((y[held] - answers) ** 2).sum() / around) if around > 0 else 0.0, 0.0


# ---- sharing out ----


def share_out(prepared, seed):
    """((x, y), (x, y), held): three quarters to learn from, a quarter held out, whose rows are `held`. Every class is in both parts,
    copies of a row are in the same. Gaps are filled and columns standardized by the training rows alone."""
    learn, held = _parts(prepared, np.random.default_rng(seed))
    x, other = prepared.x[learn].astype(np.float32, copy=False), prepared.x[held].astype(np.float32, copy=False)
    gaps = np.isnan(x)
    there = np.maximum(len(x) - gaps.sum(axis=0), 1)
    x[gaps] = 0
    mean = x.sum(axis=0, dtype=float) / there
    x -= mean.astype(np.float32)
    x[gaps] = 0
    spread = np.sqrt(np.einsum("ij,ij->j", x, x, dtype=float) / len(x))
    spread = np.where(spread > 1e-6 * np.maximum(np.abs(mean), 1e-30), spread, 1.0).astype(np.float32)
    x /= spread
    other -= mean.astype(np.float32)
    other /= spread
    other[np.isnan(other)] = 0
    np.clip(other, -20, 20, out=other)
    return (x, prepared.y[learn]), (other, prepared.y[held]), held


def _parts(prepared, rng):
    """(rows to learn from, rows held out). A quarter of each class is held out; of copies that were parted, none."""
    n = len(prepared.y)
    groups = np.arange(n) if prepared.twins is None else prepared.twins
    place = rng.permutation(groups.max() + 1)[groups]  # copies get the same place
    held = np.zeros(n, dtype=bool)
    for part in (
        [prepared.y == k for k in range(len(prepared.classes))] if prepared.classes else [np.ones(n, dtype=bool)]
    ):
        rows = np.flatnonzero(part)
        held[rows[np.argsort(place[rows], kind="stable")[: max(1, round(len(rows) / 4))]]] = True
    held &= ~np.isin(groups, groups[~held])
    mixed = rng.permutation(n)
    return mixed[~held[mixed]], mixed[held[mixed]]

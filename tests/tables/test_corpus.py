"""Every table of the corpus comes out right, or is refused in a sentence; none is wrong in silence."""

import math

import numpy as np
import pandas
import pytest
from table_corpus import CASES, Direct

from course.lessons.clinic import table
from course.lessons.clinic.table import Trouble


def given(case, folder):
    if isinstance(case.given, Direct):
        return case.given.make(pandas)
    path = folder / ("mine" + case.suffix)
    path.write_bytes(case.given)
    return path


def test_the_corpus_is_large_and_its_names_differ():
    assert len({case.name for case in CASES}) == len(CASES) >= 150


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_table_comes_out_right_or_is_refused(case, tmp_path):
    source = given(case, tmp_path)
    if case.refused:
        with pytest.raises(Trouble) as trouble:
            table.prepare(table.read(source, **case.how), case.target)
        assert case.refused in str(trouble.value)
        assert "\n" not in str(trouble.value) and str(trouble.value)[-1] in ".?!", str(trouble.value)
        return
    read = table.read(source, **case.how)
    assert read.rows == case.rows, read
    for name, wanted in case.columns.items():
        compare(read.column(name), wanted)
    said = " ".join([*read.notes, *read.asks])
    for words in case.says:
        assert words in said
    warned = " ".join(table.prepare(read, case.target).warnings)
    for words in case.warns:
        assert words in warned


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.columns and isinstance(case.given, bytes)], ids=lambda case: case.name
)
def test_it_comes_out_the_same_if_it_is_read_in_many_small_batches(case, tmp_path, monkeypatch):
    """As a large file is: the first batch decides how a column is read, and the others may not fit."""
    whole = table.read(given(case, tmp_path), **case.how)
    monkeypatch.setattr(table.reading, "FIRST_BATCH", 3)
    monkeypatch.setattr(table.reading, "BATCH", 600)
    pieces = table.read(given(case, tmp_path), **case.how)
    assert repr(pieces) == repr(whole)
    for one, other in zip(pieces.columns, whole.columns):
        assert one.values is None or np.array_equal(one.values, other.values, equal_nan=True)
        assert one.codes is None or (one.codes == other.codes).all()


def compare(column, wanted):
    if isinstance(wanted, str):
        assert column.kind == wanted, column.became
    elif isinstance(wanted, tuple):
        kind, days = wanted
        assert column.kind == kind, column.became
        known = [d for d in days if not math.isnan(d)]
        moved = column.values - np.nanmin(column.values) + min(known)
        assert np.allclose(np.round(moved, 6), np.array(days, dtype=float), equal_nan=True)
    elif all(isinstance(value, (int, float)) for value in wanted):
        assert column.kind in ("numbers", "row numbers"), column.became
        assert np.allclose(column.values, np.array(wanted, dtype=float), rtol=1e-9, atol=0, equal_nan=True)
        assert column.missing == sum(map(math.isnan, wanted))
    else:
        assert column.kind == "words", column.became
        assert [column.words[code] if code >= 0 else "" for code in column.codes] == list(wanted)

"""A learner's table: which reader reads the corpus right, and how long large files take, with how much memory.

.venv/bin/python benchmarks/tables.py             # large files, here
.venv/bin/python benchmarks/tables.py readers     # the corpus; whichever of pandas, polars, DuckDB and clevercsv is installed
"""

import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).parents[1]
sys.path[:0] = [str(HOME), str(HOME / "tests" / "tables")]


# ---- which reader? ----


def with_pandas(path):
    import pandas

    return pandas.read_csv(path)


def with_pandas_guessing(path):
    import pandas

    return pandas.read_csv(path, sep=None, engine="python")


def with_polars(path):
    import polars

    return polars.read_csv(path, infer_schema_length=None).to_pandas()


def with_duckdb(path):
    import duckdb

    return duckdb.connect().execute("SELECT * FROM read_csv(?)", [str(path)]).df()


def with_clevercsv(path):
    import clevercsv

    return clevercsv.read_dataframe(str(path))


def with_ours(path):
    from course.lessons.clinic import table

    read = table.read(path)
    table.prepare(read)
    return {
        column.name: [column.words[c] if c >= 0 else "" for c in column.codes] if column.words else column.values
        for column in read.columns
        if column.used or column.kind == "row numbers"
    }


READERS = {
    "pandas": with_pandas, "pandas, guessing": with_pandas_guessing, "polars": with_polars, "DuckDB": with_duckdb,
    "clevercsv with pandas": with_clevercsv, "the course (pandas)": with_ours,
}  # fmt: skip


def compare_readers():
    from table_corpus import CASES, Direct

    files = [case for case in CASES if not isinstance(case.given, Direct) and not case.how and case.target is None]
    print(
        f"{len(files)} files, every setting guessed\n\n| reader | right | refused | silently wrong | ms a file |\n|---|--:|--:|--:|--:|"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, read in READERS.items():
            met, started = {"right": 0, "refused": 0, "wrong": 0}, time.process_time()
            try:
                for case in files:
                    path = Path(folder, "mine" + case.suffix)
                    path.write_bytes(case.given)
                    met[judged(read, path, case)] += 1
            except ImportError:
                continue
            took = 1000 * (time.process_time() - started) / len(files)
            print(f"| {name} | {met['right']} | {met['refused']} | {met['wrong']} | {took:.0f} |", flush=True)


def judged(read, path, case):
    """Refusing what must be refused is right; refusing what can be read is "refused"."""
    try:
        frame = read(path)
    except (ImportError, KeyboardInterrupt):
        raise
    except BaseException:  # polars panics, which is no Exception
        return "right" if case.refused else "refused"
    if case.refused:
        return "wrong"
    return "right" if all(agrees(frame, name, wanted) for name, wanted in case.columns.items()) else "wrong"


def is_gone(value):
    import pandas

    return bool(pandas.isna(value))


def agrees(frame, name, wanted):
    """Only columns of numbers and of words are asked about: what a date or an Id is, no reader claims to say."""
    if isinstance(wanted, (str, tuple)):
        return True
    if name not in frame:
        return False
    values = list(frame[name])
    if len(values) != len(wanted):
        return False
    if all(isinstance(value, (int, float)) for value in wanted):
        try:
            pairs = [(float("nan" if v is None else v), float(w)) for v, w in zip(values, wanted)]
        except (TypeError, ValueError):
            return False
        return all(
            math.isnan(v) == math.isnan(w) and (math.isnan(v) or math.isclose(v, w, rel_tol=1e-9)) for v, w in pairs
        )
    plain = [" ".join(("" if is_gone(v) else str(v)).split()) for v in values]
    truth = {"true": "yes", "false": "no"}  # DuckDB takes yes and no for these, which loses nothing
    return [truth.get(p.casefold(), p.casefold()) for p in plain] == [
        truth.get(str(w).casefold(), str(w).casefold()) for w in wanted
    ]


# ---- large files ----


def write_digits(path):
    """42,000 x 785, as the handwritten digits of a well-known contest come: mostly zeros."""
    import numpy as np

    rng = np.random.default_rng(0)
    with open(path, "w") as file:
        file.write("label," + ",".join(f"pixel{k}" for k in range(784)) + "\n")
        for _ in range(42):
            pixels = np.where(rng.random((1000, 784)) < 0.19, rng.integers(1, 256, (1000, 784)), 0)
            rows = np.column_stack([rng.integers(0, 10, 1000), pixels])
            np.savetxt(file, rows, fmt="%d", delimiter=",")


def write_trips(path):
    """200,000 x 12: dates, words, numbers with decimals, gaps."""
    import numpy as np

    rng, n = np.random.default_rng(0), 200_000
    with open(path, "w") as file:
        file.write("id,day,city,kind,a,b,c,d,e,f,price,target\n")
        numbers = rng.normal(20, 5, (n, 7)).round(3)
        for k in range(n):
            a, b, c, d, e, f, g = numbers[k]
            file.write(
                f"{k + 1},2021-{k % 12 + 1:02}-{k % 28 + 1:02},city {k % 15},{'xyz'[k % 3]},{a},{b},{c},"
                f'{"" if k % 9 == 0 else d},{e},{f},"{1000 * g:,.2f}",{"yes" if a + b > 40 else "no"}\n'
            )


ONE = """
import resource, sys, time
sys.path.insert(0, {home!r})
import pandas, numpy
from course.lessons.clinic import own, table
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, started = peak(), time.process_time()
read = table.read({path!r})
t_read, m_read = time.process_time() - started, peak() - before
started = time.process_time()
prepared = table.prepare(read, {target!r})
t_prepare, m_prepare = time.process_time() - started, peak() - before
parts = table.share_out(prepared, 1)
gaps, last = [], time.perf_counter()
for _ in own.learn(*own._scaled(parts, prepared.classes), prepared.classes, 16, 1):
    gaps.append(time.perf_counter() - last); last = time.perf_counter()
print(t_read, t_prepare, sum(gaps), max(gaps), m_read, m_prepare, peak() - before)
"""


def measure_large():
    print(
        "| file | MB | read, s of processor | prepare, s | train 40 epochs, s | longest slice, s | peak MB: read | prepared | trained | times the file |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for name, write, target in (("42,000 x 785", write_digits, "label"), ("200,000 x 12", write_trips, "target")):
            path = Path(folder, "large.csv")
            write(path)
            size = path.stat().st_size / 2**20
            code = ONE.format(home=str(HOME), path=str(path), target=target)
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            r, p, t, gap, mr, mp, mt = map(float, done.stdout.split())
            print(f"| {name} | {size:.0f} | {r:.1f} | {p:.1f} | {t:.1f} | {gap:.2f} | {mr:.0f} | {mp:.0f} | {mt:.0f} | {mt / size:.1f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    compare_readers() if "readers" in sys.argv else measure_large()

"""Real data, small enough to ship: 342 penguins, 1,797 handwritten digits, four years of weather. A text file beside
each, in the folder `files`, says where it comes from and under which licence.
"""

import csv
import os
from dataclasses import dataclass
from functools import cache

import numpy as np

FILES = os.path.join(os.path.dirname(__file__), "files")


@dataclass(frozen=True, eq=False)
class Table:
    """A collection: x (n, features) of floats, y (n,) of class indices, and what they are called.

    `table["flipper_length_mm"]` is that column, (n,). `dates` is (n,) where every row is a day.
    """

    x: np.ndarray
    y: np.ndarray
    columns: tuple[str, ...]
    classes: tuple[str, ...]
    dates: np.ndarray | None = None

    def __getitem__(self, column):
        if column not in self.columns:
            raise KeyError(f"no column {column!r}; there are {', '.join(self.columns)}")
        return self.x[:, self.columns.index(column)]

    def __len__(self):
        return len(self.x)

    def __repr__(self):
        return f"<{len(self)} rows of {', '.join(self.columns[:5])}; classes {', '.join(self.classes)}>"


def penguins():
    """342 penguins of three species: bill length, bill depth and flipper length in mm, body mass in g.

    Palmer penguins (Gorman, Williams and Fraser 2014), without the two birds of which nothing was measured.
    """
    columns = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
    rows = [row for row in _rows("penguins.csv") if row["body_mass_g"] != "NA"]
    return _table(rows, columns, "species")


def weather():
    """Every day in Seattle from 2012 to 2015: rain in mm, highest and lowest temperature in degrees Celsius, wind in
    m/s; the classes are the kinds of weather, and `dates` the 1,461 days (datetime64).
    """
    rows = list(_rows("seattle-weather.csv"))
    dates = np.array([row["date"].replace("/", "-") for row in rows], dtype="datetime64[D]")
    return _table(rows, ("precipitation", "temp_max", "temp_min", "wind"), "weather", dates)


def digits():
    """1,797 handwritten digits of 8 x 8 pixels, row by row, from 0 (paper) to 1 (ink); the classes are the digits.

    `digits().x[i].reshape(8, 8)` is a picture. The test part of UCI's optdigits (Alpaydin and Kaynak 1998).
    """
    numbers = _digits()
    columns = tuple(f"pixel_{row}_{column}" for row in range(8) for column in range(8))
    return Table(numbers[:, :64] / 16.0, numbers[:, 64].astype(np.int64), columns, tuple("0123456789"))


@cache
def _digits():
    """The file's numbers, read once: (1797, 65), the class last."""
    return np.loadtxt(os.path.join(FILES, "digits.csv.gz"), delimiter=",")


def _rows(name):
    """The rows of a CSV file that ships with the package, as dictionaries."""
    with open(os.path.join(FILES, name), encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def _table(rows, columns, label, dates=None):
    """A Table of these columns, its classes the sorted values of the column `label`."""
    x = np.array([[float(row[column]) for column in columns] for row in rows])
    classes, y = np.unique([row[label] for row in rows], return_inverse=True)
    return Table(x, y.astype(np.int64), columns, tuple(str(name) for name in classes), dates)

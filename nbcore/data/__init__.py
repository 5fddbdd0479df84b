"""Data: something to learn from. `real` holds three small collections that people measured, `made` draws points from
a recipe, `prepare` does what any data needs before training, and `augment` makes new pictures out of old ones. Rows are
examples: `x` is (n, features), and `y` is (n, 1) for numbers to predict or (n,) for class indices. Nothing is read from
disk before it is asked for.
"""

from nbcore.data.augment import moved
from nbcore.data.made import blobs, doubles, line, moons, rings, spirals, xor
from nbcore.data.prepare import Standardizer, folds, minibatches, one_hot, split
from nbcore.data.real import Table, digits, penguins, weather

__all__ = [
    "Standardizer",
    "Table",
    "blobs",
    "digits",
    "doubles",
    "folds",
    "line",
    "minibatches",
    "moons",
    "moved",
    "one_hot",
    "penguins",
    "rings",
    "spirals",
    "split",
    "weather",
    "xor",
]

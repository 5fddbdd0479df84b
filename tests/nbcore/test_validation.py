"""Folds, cross-validation and learning curves, against plain loops and scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbcore.data import folds, penguins
from nbcore.validation import cross_validate, learning_curve

SKLEARN = "scikit-learn is not installed: make .venv/bench.ok"


def numbered(n):
    """Rows that can be told apart: row i of x is (i, -i), and y is 10 i."""
    i = np.arange(n, dtype=float)
    return np.stack([i, -i], axis=1), 10 * i


def birds():
    table = penguins()
    return table["flipper_length_mm"], table["body_mass_g"]


def line_error(train, dev):
    """The mean squared error on the dev set of the best line for the training set."""
    w, b = np.polyfit(*train, 1)
    return np.mean((w * dev[0] + b - dev[1]) ** 2)


@settings(deadline=None)
@given(st.integers(2, 80), st.integers(2, 12), st.integers(0, 9))
def test_each_row_is_held_back_once_and_never_learned_from_then(n, k, seed):
    k = min(k, n)
    x, y = numbered(n)
    parts = list(folds(x, y, k, seed))
    assert sorted(np.concatenate([dev_y for _, (_, dev_y) in parts])) == sorted(y)
    for (train_x, train_y), (dev_x, dev_y) in parts:
        assert sorted([*train_y, *dev_y]) == sorted(y), "what is not held back is learned from"
        assert (10 * train_x[:, 0] == train_y).all() and (10 * dev_x[:, 0] == dev_y).all(), "x and y stay together"
    sizes = [len(dev_y) for _, (_, dev_y) in parts]
    assert max(sizes) - min(sizes) <= 1


def test_the_seed_decides_the_folds():
    first, again, other = ([list(dev_y) for _, (_, dev_y) in folds(*numbered(20), 4, seed)] for seed in (3, 3, 4))
    assert first == again != other


@pytest.mark.parametrize("n, k", [(40, 5), (23, 5), (10, 10), (7, 2)])
def test_the_folds_are_those_of_scikit_learn(n, k):
    """KFold cuts rows as they come, so it gets them in our order."""
    selection = pytest.importorskip("sklearn.model_selection", reason=SKLEARN)
    x, y = numbered(n)
    order = np.random.default_rng(6).permutation(n)
    theirs = selection.KFold(k).split(x[order])
    for (train, dev), (train_rows, dev_rows) in zip(folds(x, y, k, seed=6), theirs, strict=True):
        assert (train[0] == x[order][train_rows]).all() and (dev[1] == y[order][dev_rows]).all()


def test_the_scores_are_those_of_scikit_learn():
    selection = pytest.importorskip("sklearn.model_selection", reason=SKLEARN)
    from sklearn.linear_model import LinearRegression

    x, y = birds()
    order = np.random.default_rng(0).permutation(len(x))
    theirs = selection.cross_val_score(
        LinearRegression(), x[order][:, None], y[order], cv=selection.KFold(5), scoring="neg_mean_squared_error"
    )
    assert cross_validate(line_error, x, y) == pytest.approx(-theirs)
    sizes, _, theirs = selection.learning_curve(
        LinearRegression(), x[order][:, None], y[order], train_sizes=[10, 60, 250], cv=selection.KFold(5),
        scoring="neg_mean_squared_error",
    )  # fmt: skip
    assert learning_curve(line_error, x, y, sizes) == pytest.approx(-theirs)


def test_leaving_out_one_row_at_a_time_is_what_the_formula_says():
    """For least squares, the error on the row left out is its residual divided by 1 − leverage."""
    x, y = (values[:30] for values in birds())
    columns = np.stack([x, np.ones(30)], axis=1)
    hat = columns @ np.linalg.pinv(columns)
    left_out = (y - hat @ y) / (1 - np.diag(hat))
    assert cross_validate(line_error, x, y, k=30).mean() == pytest.approx(np.mean(left_out**2))


def test_a_score_may_be_several_numbers_and_the_curve_ends_where_cross_validation_stands():
    x, y = birds()

    def both(train, dev):
        return line_error(train, train), line_error(train, dev)

    curve = learning_curve(both, x[:50], y[:50], [10, 40], k=5, seed=2)
    assert curve.shape == (2, 5, 2)
    assert curve[-1] == pytest.approx(cross_validate(both, x[:50], y[:50], k=5, seed=2))


def test_what_is_asked_for_must_be_there():
    with pytest.raises(ValueError, match="k is 6 and x has 5 rows; wanted from 2 folds to as many as there are rows"):
        cross_validate(line_error, *numbered(5), k=6)
    with pytest.raises(ValueError, match="k is 1 and x has 5 rows"):
        list(folds(*numbered(5), k=1))
    with pytest.raises(ValueError, match="sizes has 41, and with 5 folds of 50 rows a training set has at most 40"):
        learning_curve(line_error, *(values[:50] for values in birds()), [10, 41])
    with pytest.raises(ValueError, match="sizes is 0; wanted a whole number of at least 1"):
        learning_curve(line_error, *(values[:50] for values in birds()), [0])

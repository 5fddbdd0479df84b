"""Data: what ships, what is made up, and the three ways of preparing it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbcore import data
from nbcore.data import Standardizer, minibatches, one_hot, split

POINTS = {
    "moons": (data.moons, 2),
    "spirals": (data.spirals, 2),
    "rings": (data.rings, 2),
    "blobs": (data.blobs, 2),
    "xor": (data.xor, 2),
    "three arms": (lambda *a, **k: data.spirals(*a, arms=3, **k), 3),
}


def test_penguins_are_those_of_the_paper():
    """342 birds with measurements; means as the R package palmerpenguins prints them."""
    birds = data.penguins()
    assert birds.x.shape == (342, 4) and birds.classes == ("Adelie", "Chinstrap", "Gentoo")
    assert np.bincount(birds.y).tolist() == [151, 68, 123]
    assert birds["flipper_length_mm"].mean() == pytest.approx(200.915, abs=1e-3)
    assert birds["body_mass_g"].mean() == pytest.approx(4201.754, abs=1e-3)
    with pytest.raises(KeyError, match="no column 'wings'; there are bill_length_mm"):
        birds["wings"]


def test_weather_has_every_day_of_four_years():
    days = data.weather()
    assert days.x.shape == (1461, 4) and (np.diff(days.dates) == np.timedelta64(1, "D")).all()
    assert str(days.dates[0]) == "2012-01-01" and days["temp_max"][0] == 12.8
    assert (days["temp_max"] >= days["temp_min"]).all()


def test_digits_are_those_of_scikit_learn():
    datasets = pytest.importorskip("sklearn.datasets", reason="scikit-learn is not installed: make .venv/bench.ok")
    x, y = datasets.load_digits(return_X_y=True)
    digits = data.digits()
    assert np.array_equal(digits.x * 16, x) and np.array_equal(digits.y, y)


def test_digits_are_pictures_of_ten_classes():
    digits = data.digits()
    assert digits.x.shape == (1797, 64) and digits.x.min() == 0 and digits.x.max() == 1
    assert np.bincount(digits.y).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert digits.columns[9] == "pixel_1_1" and len(digits) == 1797


def test_what_is_done_to_the_digits_does_not_change_those_of_the_next_call():
    digits = data.digits()
    digits.x[:], digits.y[:] = 7, 7
    assert data.digits().x.max() == 1 and 0 in data.digits().y


def test_the_doubles():
    x, y = data.doubles()
    assert x.tolist() == [[3], [-2], [0], [5]] and y.tolist() == [[6], [-4], [0], [10]]


@pytest.mark.parametrize("name", POINTS)
def test_points_are_seeded_shared_out_evenly_and_labelled(name):
    make, classes = POINTS[name]
    x, y = make(101, seed=4)
    assert x.shape == (101, 2) and y.shape == (101,) and y.dtype == np.int64 and x.dtype == np.float64
    assert np.ptp(np.bincount(y, minlength=classes)) <= 1 and len(set(y)) == classes
    assert np.array_equal(make(101, seed=4)[0], x) and not np.array_equal(make(101, seed=5)[0], x)
    assert np.array_equal(make(101, seed=np.random.default_rng(4))[0], x)


def test_shapes_are_what_they_are_called():
    x, y = data.rings(200, inner=0.4, noise=0)
    np.testing.assert_allclose(np.hypot(*x.T), np.where(y == 0, 1, 0.4))
    x, y = data.xor(200)
    assert ((x[:, 0] * x[:, 1] < 0) == (y == 1)).all()
    x, y = data.line(50, slope=3, intercept=-1, noise=0)
    np.testing.assert_allclose(y, 3 * x - 1)
    x, y = data.blobs(300, centers=[[0, 0], [9, 9], [0, 9]], noise=0.01)
    np.testing.assert_allclose(x, np.array([[0, 0], [9, 9], [0, 9]])[y], atol=0.06)
    x, y = data.moons(200, noise=0)
    np.testing.assert_allclose(np.hypot(x[:, 0] - y, x[:, 1] - y / 2), 1)


@settings(deadline=None)
@given(st.integers(5, 300), st.integers(0, 50))
def test_a_split_puts_every_row_into_exactly_one_part(n, seed):
    x = np.arange(n)[:, None] * 1.0
    parts = split(x, np.arange(n), seed=seed)
    rows = np.concatenate([y for _, y in parts])
    assert sorted(rows) == list(range(n)) and all(np.array_equal(px[:, 0], py) for px, py in parts)
    assert np.abs(np.array([len(y) for _, y in parts]) - n * np.array([0.6, 0.2, 0.2])).max() <= 1


@given(st.integers(1, 100), st.integers(1, 120))
def test_minibatches_deal_every_row_once_and_the_last_may_be_smaller(n, size):
    x, rng = np.arange(n)[:, None] * 1.0, np.random.default_rng(0)
    batches = list(minibatches(x, np.arange(n), size, rng))
    assert sorted(np.concatenate([y for _, y in batches])) == list(range(n))
    assert all(len(y) == size for _, y in batches[:-1]) and 0 < len(batches[-1][1]) <= size
    assert all(np.array_equal(bx[:, 0], by) for bx, by in batches)


def test_batches_come_in_another_order_each_epoch():
    rng, y = np.random.default_rng(0), np.arange(50)
    first, second = ([int(v) for _, b in minibatches(y[:, None], y, 10, rng) for v in b] for _ in range(2))
    assert first != second


def test_a_standardizer_uses_what_it_was_fitted_on(rng):
    train, dev = rng.normal(5, 3, (200, 2)), rng.normal(9, 3, (50, 2))
    scaler = Standardizer().fit(train)
    np.testing.assert_allclose(scaler.transform(train).mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(scaler.transform(train).std(axis=0), 1)
    assert scaler.transform(dev).mean() > 1
    np.testing.assert_allclose(scaler.inverse(scaler.transform(dev)), dev)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e9 + 0.1])
def test_a_constant_column_is_only_moved(value):
    out = Standardizer().fit(np.full((7, 1), value)).transform(np.array([[value], [value + 1]]))
    np.testing.assert_allclose(out, [[0], [1]], atol=1e-6)


def test_one_hot():
    assert one_hot(np.array([2, 0]), 3).tolist() == [[0, 0, 1], [1, 0, 0]]


X, Y = np.ones((10, 2)), np.arange(10)


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: split(X, Y[:9]), r"x has shape \(10, 2\) and y \(9,\); wanted the same number of rows"),
        (lambda: split(X[:0], Y[:0]), "wanted the same number of rows, at least one"),
        (lambda: split(X, Y, (0.5, 0.4)), r"fractions are \(0.5, 0.4\); wanted positive numbers that sum to 1"),
        (lambda: split(X, Y, (1.2, -0.2)), "fractions are .*; wanted positive numbers that sum to 1"),
        (lambda: split(X[:2], Y[:2]), "x has 2 rows, too few to share out"),
        (lambda: list(minibatches(X, Y, 0, None)), "size is 0; wanted a whole number of at least 1"),
        (lambda: list(minibatches(X, Y[:3], 2, None)), "wanted the same number of rows"),
        (lambda: one_hot(np.array([0, 3]), 3), "y holds classes from 0 to 3; wanted 0 to 2"),
        (lambda: Standardizer().transform(X), "this Standardizer has seen no data yet; fit it"),
        (lambda: Standardizer().fit(X).transform(X[:, :1]), r"x has shape \(10, 1\); wanted \(n, 2\)"),
        (lambda: Standardizer().fit(X * np.nan), r"x holds nan at index \(0, 0\)"),
        (lambda: Standardizer().fit(X[:, 0]), r"x has shape \(10,\); wanted \(n, features\)"),
        (lambda: data.moons(0), "n is 0; wanted a whole number of at least 1"),
        (lambda: data.line(noise=-1), "noise is -1; wanted a number of at least 0"),
        (lambda: data.spirals(arms=0), "arms is 0; wanted a whole number of at least 1"),
        (lambda: data.blobs(centers=[1.0, 2.0]), r"centers has shape \(2,\); wanted \(k, features\)"),
    ],
)
def test_bad_input_is_named_in_one_sentence(make, message):
    with pytest.raises(ValueError, match=message):
        make()


class Fixed:
    """A random generator that draws what it is told."""

    def __init__(self, *draws):
        self.draws = list(draws)

    def uniform(self, low, high, shape):
        return (
            np.full(shape, self.draws.pop(0))
            if np.ndim(shape) == 0 or shape[0] != 2
            else np.reshape(self.draws.pop(0), (2, 1, 1)) * np.ones(shape)
        )


@pytest.mark.parametrize("angle, shift, wanted", [
    (0, (0, 0), lambda p: p),
    (0, (1, 0), lambda p: np.pad(p, ((0, 0), (1, 0)))[:, :8]),
    (0, (0, -1), lambda p: np.pad(p, ((0, 1), (0, 0)))[1:]),
    (180, (0, 0), lambda p: p[::-1, ::-1]),
])  # fmt: skip
def test_pictures_are_moved_as_they_say(angle, shift, wanted):
    x = data.digits().x[:4]
    new = data.moved(x, 1, 180, 0.0, Fixed(angle, shift)).reshape(4, 8, 8)
    assert new == pytest.approx(np.stack([wanted(p) for p in x.reshape(4, 8, 8)]), abs=1e-6)


def test_pictures_can_be_moved_only_if_they_are_8_by_8():
    with pytest.raises(ValueError, match=r"wanted \(n, 64\)"):
        data.moved(np.zeros((3, 49)), 1, 0, 0, np.random.default_rng(0))

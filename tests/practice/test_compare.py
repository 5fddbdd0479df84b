"""Comparing results, and naming them in a few words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.practice.compare import WIDTH, describe, difference, same

numbers = st.one_of(
    st.booleans(), st.integers(-(10**9), 10**9), st.floats(allow_nan=True), st.complex_numbers(max_magnitude=1e9)
)
arrays = st.builds(
    lambda shape, seed: np.random.default_rng(seed).normal(size=shape),
    st.lists(st.integers(0, 4), max_size=3),
    st.integers(0, 9),
)
results = st.recursive(
    st.one_of(numbers, arrays, st.text(max_size=80), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.tuples(inner, inner), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
)


@given(results)
def test_everything_equals_itself_and_has_a_short_description(value):
    assert same(value, value)
    assert "\n" not in describe(value)
    if not isinstance(value, dict):  # an overlong dict is named by its keys
        assert len(describe(value)) <= max(WIDTH, 80)


@given(results, results)
def test_any_two_results_can_be_compared(a, b):
    with np.errstate(all="ignore"):
        found = difference(a, b)
    assert found is None or (found.came and found.wanted)


@pytest.mark.parametrize(
    "came, wanted",
    [
        (1, 1.0),
        (np.float32(0.5), 0.5),
        (np.array(2.0), 2.0),
        (1.0 + 1e-9, 1.0),
        (np.nan, np.nan),
        ([1.0, 2.0], (1.0, 2.0)),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.str_("high bias"), "high bias"),
        ({"b": 2, "a": 1}, {"a": 1, "b": 2}),
        (np.array([True]), np.array([True])),
        (np.array([], float), np.array([], float)),
        (np.inf, np.inf),
        ([1.0, 2.0], np.array([1.0, 2.0])),
        (((1, 2), (3, 4)), np.array([[1.0, 2.0], [3.0, 4.0]])),
        (np.array([3.0, 0.25]), (3, 0.25)),
        (3.0, 3),
        (np.float32(1 / 3), 1 / 3),
        (float(np.float32(1 / 3)), 1 / 3),
        (np.array([1 / 3, 2e4], np.float32), np.array([1 / 3, 2e4])),
    ],
)
def test_what_counts_as_the_same(came, wanted):
    assert same(came, wanted)


@pytest.mark.parametrize(
    "came, wanted, line",
    [
        (None, 1.0, "It returned None; wanted a number; is a `return` missing?"),
        ("5", 5.0, "It returned text, '5'; wanted a number."),
        (2.5, 3, "It returned a number, 2.5; wanted a whole number."),
        (True, 1.0, "It returned a truth value, True; wanted a number."),
        (
            [1.0, [2.0]],
            np.array([1.0, 2.0]),
            "It returned a list of 2; wanted an array of floats of shape (2,); np.array(...) makes one of it.",
        ),
        (
            np.ones((3, 1)),
            np.ones(3),
            "It returned an array of floats of shape (3, 1); wanted an array of floats of shape (3,).",
        ),
        (
            np.full(2, 1.5),
            np.ones(2, int),
            "It returned an array of floats of shape (2,); wanted an array of whole numbers of shape (2,).",
        ),
        (
            np.array(["a"]),
            np.array([1.0]),
            "It returned an array of texts of shape (1,); wanted an array of floats of shape (1,).",
        ),
        (np.nan, 1.0, "It returned NaN (not a number): somewhere it divides 0 by 0, or takes the log of less than 0."),
        ((1.0,), (1.0, 2.0), "It returned a tuple of 1; wanted a tuple of 2."),
        ((1.0, None), (1.0, 2.0), "In item 1 it returned None; wanted a number; is a `return` missing?"),
        ({"a": 1}, {"b": 1}, "It returned a dict with the keys 'a'; wanted a dict with the keys 'b'."),
        ({"a": "x"}, {"a": 1}, "In the key 'a' it returned text, 'x'; wanted a whole number."),
        (object(), 1.0, "It returned an object; wanted a number."),
        (10**40, "text", "It returned a whole number, about 2**133; wanted text."),
    ],
)
def test_a_result_of_another_kind_is_named_in_one_line(came, wanted, line):
    assert str(difference(came, wanted)) == line


@pytest.mark.parametrize(
    "came, wanted, shown",
    [
        (8.0, 4.0, ("8", "4")),
        (1.00001, 1.0, ("1.00001", "1")),
        (1.0000023, 1.0, ("1.0000023", "1.0")),
        (np.array([1.0, 2.0]), np.array([1.0, 3.0]), ("[1, 2]", "[1, 3]")),
        (np.eye(10), np.eye(10) + np.eye(10, k=1) * 0.5, ("0 at [0, 1]", "0.5 at [0, 1]")),
        ("low", "high", ("'low'", "'high'")),
        (-np.inf, 0.0, ("-inf", "0")),
        (np.array([2.0, 3.0]), np.array([2.0, -0.0]), ("[2, 3]", "[2, 0]")),
        (["W1", "b1"], [], ("['W1', 'b1']", "[]")),
    ],
)
def test_a_wrong_value_is_shown_beside_the_wanted_one(came, wanted, shown):
    found = difference(came, wanted)
    assert (found.came, found.wanted) == shown


@pytest.mark.parametrize(
    "came, wanted",
    [
        (np.float32(0.3334), 1 / 3),
        (0.3334, 1 / 3),
        (np.array([0.1, 0.2001], np.float32), np.array([0.1, 0.2])),
        (np.float16(1 / 3), 1 / 3),
        ([1.0, 2.0], np.array([[1.0, 2.0]])),
        (np.array(["a", "b"]), (1.0, 2.0)),
        (2.5, 3),
        ([True, False], np.array([1.0, 0.0])),
    ],
)
def test_what_does_not(came, wanted):
    assert not same(came, wanted)


def test_a_list_that_holds_itself_again_and_again_is_described_at_once():
    tangled = []
    tangled += [tangled] * 12
    assert describe(tangled) == "a list of 12"


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_two_numbers_that_differ_look_different(a, b):
    found = difference(a, b)
    assert found is None or found.came != found.wanted
    assert (found is None) == (abs(a - b) <= 1e-9 + 1e-6 * abs(b))

"""Activations: against PyTorch, at the ends of the number line, and with what is not a number."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nbcore import activations

NAMES = ["sigmoid", "tanh", "relu", "leaky_relu", "softmax", "log_softmax"]
scores = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=st.floats(-1e4, 1e4))


@pytest.mark.torch
@pytest.mark.parametrize("name", NAMES)
def test_values_are_pytorchs(torch, name):
    theirs = getattr(torch, name, None) or getattr(torch.nn.functional, name)

    @settings(max_examples=60, deadline=None)
    @given(scores)
    def compare(x):
        args = (1,) if "softmax" in name else ()
        expected = theirs(torch.from_numpy(x), *args).numpy()
        np.testing.assert_allclose(getattr(activations, name)(x), expected, rtol=1e-12, atol=1e-300)

    compare()


@given(scores, st.floats(-1e4, 1e4))
def test_softmax_is_a_distribution_that_a_common_constant_does_not_change(x, c):
    p = activations.softmax(x)
    np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-12)
    np.testing.assert_allclose(activations.softmax(x + c), p, rtol=1e-6, atol=1e-9)  # x + c itself is rounded


def test_softmax_of_the_four_classes():
    p = activations.softmax(np.array([5.0, 2.0, -1.0, 3.0]))
    assert p.round(3).tolist() == [0.842, 0.042, 0.002, 0.114]


@pytest.mark.parametrize("name", NAMES)
def test_the_largest_numbers_are_safe(name):
    x = np.array([[1e308, -1e308, 0.0, 1e4]])
    out = getattr(activations, name)(x)
    assert not np.isnan(out).any()


@pytest.mark.parametrize("name", [*NAMES, "identity", "step"])
def test_float32_stays_float32_and_whole_numbers_become_float64(name):
    function = getattr(activations, name)
    assert function(np.ones((2, 3), np.float32)).dtype == np.float32
    assert function(np.ones((2, 3), np.int64)).dtype == np.float64


def test_values_at_zero():
    zero = np.zeros(1)
    assert [float(getattr(activations, name)(zero)[0]) for name in ("sigmoid", "tanh", "relu", "step", "identity")] == [
        0.5,
        0,
        0,
        0,
        0,
    ]


@pytest.mark.parametrize("bad", [np.array([1j]), np.array(["a"]), np.array([None])])
def test_what_is_no_number_is_refused(bad):
    with pytest.raises(ValueError, match="x holds values of dtype .* floats were wanted"):
        activations.relu(bad)

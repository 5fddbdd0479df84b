"""Gradient checking itself, and penalties: does it find mistakes, and does it leave the network as it was?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbcore.gradients import GradientReport, check_gradients, numerical_gradient, ratio
from nbcore.layers import Dense, Dropout, ReLU
from nbcore.losses import MeanSquaredError
from nbcore.network import Network, mlp
from nbcore.penalties import L1, L2, ElasticNet


class Doubled(Dense):
    """A backward pass that counts the bias twice."""

    def backward(self, grad, to_input=True):
        out = super().backward(grad, to_input)
        self.db *= 2
        return out


def test_a_wrong_backward_pass_is_found_and_placed(rng):
    net = Network([Dense(2, 4), ReLU(), Doubled(4, 1)], seed=0)
    report = check_gradients(net, MeanSquaredError(), rng.normal(size=(8, 2)), rng.normal(size=(8, 1)))
    assert report.verdict == "wrong" and report.by_name["2.b"] > 0.3
    assert max(report.by_name[name] for name in ("0.W", "0.b", "2.W")) < 1e-7
    assert repr(report).startswith("<gradients wrong: ratio ")


def test_a_check_leaves_no_trace(rng):
    net = mlp([2, 4, 1], batch_norm=True, dropout=0.3, seed=0)
    before = net.snapshot()
    check_gradients(net, MeanSquaredError(), rng.normal(size=(8, 2)), rng.normal(size=(8, 1)))
    assert all(np.array_equal(a, b) for a, b in zip(before, net.snapshot()))
    assert not any(layer.hold for layer in net.layers if isinstance(layer, Dropout))


@pytest.mark.parametrize(
    "gap, verdict",
    [
        (0, "right"),
        (1e-7, "right"),
        (2e-7, "acceptable"),
        (1e-5, "acceptable"),
        (2e-5, "suspicious"),
        (9e-4, "suspicious"),
        (1e-3, "wrong"),
        (1, "wrong"),
    ],
)
def test_verdicts_at_their_thresholds(gap, verdict):
    assert GradientReport(gap, {}, None, None).verdict == verdict


def test_the_error_of_a_difference_falls_with_h_and_twice_as_fast_when_central():
    x, errors = np.array([1.0]), {}
    for scheme in ("forward", "central"):
        errors[scheme] = [abs(numerical_gradient(lambda x: np.exp(x[0]), x, h, scheme)[0] - np.e) for h in (1e-2, 1e-3)]
    assert errors["forward"][0] / errors["forward"][1] == pytest.approx(10, rel=0.05)
    assert errors["central"][0] / errors["central"][1] == pytest.approx(100, rel=0.05)
    assert x[0] == 1.0


@given(st.lists(st.integers(-9, 9).map(float), min_size=1, max_size=6))
def test_a_ratio_is_between_zero_and_one(values):
    a = np.array(values)
    assert ratio(a, a) == 0 and 0 <= ratio(a, a[::-1]) <= 1
    assert ratio(a, -a) == pytest.approx(1) or not a.any()


@pytest.mark.parametrize("penalty, value", [(L2(0.5), 0.25 * 14), (L1(0.5), 0.5 * 6), (ElasticNet(0.5, 0.25), 3.375)])
def test_penalties_by_hand_and_by_differences(penalty, value):
    w = np.array([[1.0, -2.0], [3.0, 0.0]])
    assert penalty(w) == pytest.approx(value)
    assert penalty.gradient(w)[1, 1] == 0
    off_the_kink = w + 0.1
    assert ratio(penalty.gradient(off_the_kink), numerical_gradient(penalty, off_the_kink)) < 1e-7


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: L2(-1), "lam is -1; wanted a number of at least 0"),
        (lambda: ElasticNet(1, 1.5), "mix is 1.5; wanted a number from 0 to 1"),
        (lambda: L1(1)(np.array([1, 2])), "w holds values of dtype int(32|64)"),
        (lambda: numerical_gradient(np.sum, np.array([1, 2])), "x holds values of dtype int(32|64)"),
        (lambda: numerical_gradient(np.sum, np.zeros(0)), "x is empty"),
        (lambda: numerical_gradient(np.sum, np.zeros(2), h=0), "h is 0; wanted a number above 0"),
        (lambda: numerical_gradient(np.sum, np.zeros(2), scheme="backward"), "scheme is 'backward'; wanted one of"),
        (
            lambda: check_gradients(
                mlp([2, 1], dtype=np.float32), MeanSquaredError(), np.zeros((2, 2)), np.zeros((2, 1))
            ),
            "network computes in float32; wanted float64",
        ),
    ],
)
def test_bad_input_is_named_in_one_sentence(make, message):
    with pytest.raises(ValueError, match=message):
        make()

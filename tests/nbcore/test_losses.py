"""Losses: against PyTorch, against finite differences, at the extremes, and with bad input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbcore.gradients import numerical_gradient, ratio
from nbcore.losses import (
    BinaryCrossEntropy,
    Hinge,
    Huber,
    KLDivergence,
    MeanAbsoluteError,
    MeanSquaredError,
    MeanSquaredLogError,
    SoftmaxCrossEntropy,
)

cases = st.tuples(st.integers(0, 10_000), st.integers(1, 9), st.integers(1, 6))  # seed, rows, columns


def rows(rng, n, k):
    p = rng.uniform(0.01, 1, (n, k))
    return p / p.sum(axis=1, keepdims=True)


# name -> (our loss, PyTorch's functional, how to draw a prediction and a target)
PAIRS = {
    "squared": (MeanSquaredError(), lambda F, p, y: F.mse_loss(p, y), lambda rng, n, k: rng.normal(0, 5, (2, n, k))),
    "absolute": (MeanAbsoluteError(), lambda F, p, y: F.l1_loss(p, y), lambda rng, n, k: rng.normal(0, 5, (2, n, k))),
    "squared log": (
        MeanSquaredLogError(),
        lambda F, p, y: F.mse_loss(p.log1p(), y.log1p()),
        lambda rng, n, k: rng.uniform(-0.9, 50, (2, n, k)),
    ),
    "huber": (Huber(0.7), lambda F, p, y: F.huber_loss(p, y, delta=0.7), lambda rng, n, k: rng.normal(0, 1, (2, n, k))),
    "binary": (
        BinaryCrossEntropy(),
        lambda F, p, y: F.binary_cross_entropy(p, y),
        lambda rng, n, k: (rng.uniform(0.001, 0.999, (n, k)), rng.integers(0, 2, (n, k)).astype(float)),
    ),
    "binary, logits": (
        BinaryCrossEntropy(from_logits=True),
        lambda F, p, y: F.binary_cross_entropy_with_logits(p, y),
        lambda rng, n, k: (rng.normal(0, 10, (n, k)), rng.uniform(0, 1, (n, k))),
    ),
    "softmax, classes": (
        SoftmaxCrossEntropy(),
        lambda F, p, y: F.cross_entropy(p, y),
        lambda rng, n, k: (rng.normal(0, 10, (n, k)), rng.integers(0, k, n)),
    ),
    "softmax, rows": (
        SoftmaxCrossEntropy(),
        lambda F, p, y: F.cross_entropy(p, y),
        lambda rng, n, k: (rng.normal(0, 10, (n, k)), rows(rng, n, k)),
    ),
    "kl": (
        KLDivergence(),
        lambda F, q, p: F.kl_div(q.log(), p, reduction="batchmean"),
        lambda rng, n, k: (rows(rng, n, k), rows(rng, n, k)),
    ),
    "hinge": (
        Hinge(),
        lambda F, p, y: (1 - p * y).clamp(min=0).mean(),
        lambda rng, n, k: (rng.normal(0, 1, (n, k)), rng.choice([-1.0, 1.0], (n, k))),
    ),
}


@pytest.mark.torch
@pytest.mark.parametrize("name", PAIRS)
def test_value_and_gradient_are_pytorchs(torch, name):
    loss, theirs, draw = PAIRS[name]

    @settings(max_examples=40, deadline=None)
    @given(cases)
    def compare(case):
        p, y = draw(np.random.default_rng(case[0]), *case[1:])
        prediction = torch.tensor(p, requires_grad=True)
        value = theirs(torch.nn.functional, prediction, torch.tensor(y))
        value.backward()
        assert loss(p, y) == pytest.approx(value.item(), rel=1e-12, abs=1e-15)
        np.testing.assert_allclose(loss.gradient(p, y), prediction.grad.numpy(), rtol=1e-12, atol=1e-15)

    compare()


@pytest.mark.parametrize("name", PAIRS)
def test_gradient_is_what_finite_differences_say(name, rng):
    loss, _, draw = PAIRS[name]
    for _ in range(20):
        p, y = draw(rng, 4, 3)
        p = p * 0.5 if name in ("binary, logits", "softmax, classes", "softmax, rows") else p.copy()
        numeric = numerical_gradient(lambda p: loss(p, y), p, h=1e-6)
        assert ratio(loss.gradient(p, y), numeric) < 1e-7


@pytest.mark.parametrize("name", PAIRS)
def test_float32_stays_float32_and_the_arguments_are_left_alone(name, rng):
    loss, _, draw = PAIRS[name]
    p, y = draw(rng, 5, 3)
    p = p.astype(np.float32)
    before = p.copy(), np.array(y)
    assert loss.gradient(p, y).dtype == np.float32 and isinstance(loss(p, y), float)
    assert np.array_equal(before[0], p) and np.array_equal(before[1], y)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", PAIRS)
def test_both_at_once_are_the_same_numbers_to_the_last_digit(name, dtype, rng):
    loss, _, draw = PAIRS[name]
    for _ in range(20):
        p, y = draw(rng, 7, 4)
        p = p.astype(dtype)
        value, gradient = loss.with_gradient(p, y)
        assert value == loss(p, y) and isinstance(value, float)
        np.testing.assert_array_equal(gradient, loss.gradient(p, y), strict=True)


@pytest.mark.torch
@pytest.mark.parametrize("scale", [1e4, -1e4])
def test_logits_of_ten_thousand(torch, scale):
    z, y = np.array([[scale, 0.0, -scale], [0.0, scale, scale]]), np.array([2, 0])
    loss, tensor = SoftmaxCrossEntropy(), torch.tensor(z, requires_grad=True)
    expected = torch.nn.functional.cross_entropy(tensor, torch.tensor(y))
    expected.backward()
    assert loss(z, y) == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(loss.gradient(z, y), tensor.grad.numpy(), rtol=1e-12)
    binary = BinaryCrossEntropy(from_logits=True)
    assert binary(np.array([scale]), np.array([float(scale < 0)])) == pytest.approx(1e4, rel=1e-12)


def test_a_certain_mistake_costs_a_hundred_as_in_pytorch():
    assert BinaryCrossEntropy()(np.array([0.0]), np.array([1.0])) == 100


def test_zero_log_zero_is_zero_and_ruling_out_what_happens_is_infinite():
    kl, p = KLDivergence(), np.array([[1.0, 0.0]])
    assert kl(np.array([[0.5, 0.5]]), p) == pytest.approx(np.log(2))
    assert kl(p, p) == 0
    assert kl(np.array([[0.0, 1.0]]), p) == np.inf


def test_nothing_wrong_costs_plain_zero():
    """0.0 and not -0.0, which prints with its sign."""
    sure = [
        BinaryCrossEntropy()(np.array([1.0, 0.0]), np.array([1.0, 0.0])),
        SoftmaxCrossEntropy()(np.array([[1e4, 0.0]]), np.array([0])),
        KLDivergence()(GOOD, GOOD),
    ]
    assert [str(value) for value in sure] == ["0.0"] * 3


def test_kinks_have_slope_zero():
    one = np.ones((1, 1))
    assert MeanAbsoluteError().gradient(one, one) == 0
    assert Hinge().gradient(one, one) == 0


def test_overflow_is_a_number_not_a_warning():
    assert MeanSquaredError()(np.array([1e200]), np.array([0.0])) == np.inf


@pytest.mark.parametrize("name, target, steps_to", [("squared", 0.0, 0.964), ("binary", 0.0, 0.100)])
def test_sure_and_wrong(name, target, steps_to):
    """100 steps on the score z itself, from z = 4, at lr 0.15: squared error on the sigmoid barely moves."""
    from nbcore.activations import sigmoid

    z, y = np.array([4.0]), np.array([target])
    for _ in range(100):
        a = sigmoid(z)
        slope = (
            MeanSquaredError().gradient(a, y) * a * (1 - a)
            if name == "squared"
            else (BinaryCrossEntropy(from_logits=True).gradient(z, y))
        )
        z = z - 0.15 * slope
    assert round(float(sigmoid(z)[0]), 3) == steps_to


GOOD = np.array([[0.2, 0.8], [0.5, 0.5]])
BAD = [
    (MeanSquaredError(), np.zeros(4), np.zeros((4, 1)), r"prediction has shape \(4,\) and target \(4, 1\)"),
    (MeanSquaredError(), np.array([1, 2]), np.zeros(2), "prediction holds values of dtype int(32|64)"),
    (MeanSquaredError(), np.zeros(2), np.array([1, 2]), "target holds values of dtype int(32|64)"),
    (MeanSquaredError(), np.zeros(2), np.array([None, 1.0]), "target holds values of dtype object"),
    (MeanSquaredError(), np.zeros(2) * 1j, np.zeros(2), "prediction holds values of dtype complex128"),
    (MeanSquaredError(), np.zeros(0), np.zeros(0), "prediction is empty"),
    (MeanSquaredError(), np.array([0.0, np.nan]), np.zeros(2), r"prediction holds nan at index \(1,\)"),
    (MeanSquaredError(), np.zeros(2), np.array([np.inf, 0.0]), r"target holds inf at index \(0,\)"),
    (MeanSquaredLogError(), np.array([-1.0]), np.array([0.0]), "prediction holds -1.0; a log error wants numbers"),
    (MeanSquaredLogError(), np.array([1.0]), np.array([-2.0]), "target holds -2.0"),
    (BinaryCrossEntropy(), np.array([1.5]), np.array([1.0]), "prediction holds 1.5; wanted probabilities.*from_logits"),
    (BinaryCrossEntropy(), np.array([0.5]), np.array([-1.0]), "target holds -1.0; wanted probabilities"),
    (BinaryCrossEntropy(True), np.array([0.5]), np.array([2.0]), "target holds 2.0; wanted probabilities"),
    (Hinge(), np.array([0.5]), np.array([0.0]), "target holds 0.0; a hinge loss wants -1 or 1"),
    (SoftmaxCrossEntropy(), GOOD, np.array([0, 2]), "target holds classes from 0 to 2; wanted 0 to 1"),
    (SoftmaxCrossEntropy(), GOOD, np.array([-1, 1]), "target holds classes from -1 to 1; wanted 0 to 1"),
    (SoftmaxCrossEntropy(), GOOD, np.array([0.0, 1.0]), "target has shape .* dtype float64; wanted 2 class indices"),
    (SoftmaxCrossEntropy(), GOOD, np.array([0, 1, 1]), r"prediction has shape \(2, 2\) and target \(3,\)"),
    (SoftmaxCrossEntropy(), GOOD, np.array([[0], [1]]), r"prediction has shape \(2, 2\) and target \(2, 1\)"),
    (SoftmaxCrossEntropy(), np.zeros(2), np.array([0, 1]), r"prediction has shape \(2,\)"),
    (SoftmaxCrossEntropy(), GOOD, GOOD * 2, "target holds 1.6; wanted probabilities"),
    (SoftmaxCrossEntropy(), GOOD, GOOD / 2, "target has row 0 summing to 0.5"),
    (SoftmaxCrossEntropy(), np.zeros((0, 2)), np.zeros(0, int), "prediction is empty"),
    (KLDivergence(), -GOOD, GOOD, "prediction holds -0.8; wanted probabilities"),
    (KLDivergence(), GOOD, GOOD / 2, "target has row 0 summing to 0.5"),
    (KLDivergence(), GOOD[0], GOOD[0], r"prediction has shape \(2,\); wanted \(n, k\)"),
]


@pytest.mark.parametrize("loss, prediction, target, message", BAD, ids=[case[3][:50] for case in BAD])
@pytest.mark.parametrize("call", ["__call__", "gradient"])
def test_bad_input_is_named_in_one_sentence(loss, prediction, target, message, call):
    with pytest.raises(ValueError, match=message) as caught:
        getattr(loss, call)(prediction, target)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("delta", [0, -1.0, np.nan, "1", True])
def test_a_delta_must_be_positive(delta):
    with pytest.raises(ValueError, match="delta is .*; wanted a number above 0"):
        Huber(delta)


def test_a_loss_says_what_it_is():
    assert repr(Huber(2.0)) == "Huber(delta=2.0)"
    assert repr(MeanSquaredError()) == "MeanSquaredError()"

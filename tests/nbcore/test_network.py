"""The network: one vector and its windows, copies, the door, and what a builder builds."""

import copy
import pickle

import numpy as np
import pytest

from nbcore import initializers
from nbcore.layers import BatchNorm, Dense, ReLU
from nbcore.network import Network, mlp


def test_parameters_are_windows_on_one_vector():
    net = mlp([2, 3, 1], batch_norm=True, seed=0)
    assert [(name, p.shape) for name, p in net.named_parameters()] == [
        ("0.W", (2, 3)),
        ("0.b", (3,)),
        ("1.gamma", (3,)),
        ("1.beta", (3,)),
        ("3.W", (3, 1)),
        ("3.b", (1,)),
    ]
    net.params[:] = np.arange(net.params.size)
    assert np.concatenate([p.ravel() for _, p in net.named_parameters()]).tolist() == net.params.tolist()
    assert net.weight_mask.tolist() == [1] * 6 + [0] * 9 + [1] * 3 + [0]
    net.layers[0].W[0, 0] = -5
    assert net.params[0] == -5


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_a_copy_has_windows_on_its_own_vector(duplicate, rng):
    net, x = mlp([2, 3, 1], batch_norm=True, seed=0), rng.normal(size=(4, 2))
    twin = duplicate(net)
    assert np.array_equal(twin.forward(x), net.forward(x))
    twin.params[:] = 0
    assert not twin.layers[0].W.any() and net.layers[0].W.any()
    twin.forward(x, training=True)
    assert twin.buffers.any() and not np.array_equal(twin.buffers, net.buffers)


def test_a_snapshot_brings_back_parameters_and_buffers(rng):
    net, x = mlp([2, 3, 1], batch_norm=True, seed=0), rng.normal(size=(4, 2))
    before, out = net.snapshot(), net.forward(x)
    net.forward(x, training=True)
    net.params += 1
    net.restore(before)
    assert np.array_equal(net.forward(x), out)


def test_the_same_seed_starts_the_same_and_another_does_not():
    start = [mlp([3, 4, 2], seed=seed).params for seed in (1, 1, 2)]
    assert np.array_equal(start[0], start[1]) and not np.array_equal(start[0], start[2])
    assert np.array_equal(start[0], mlp([3, 4, 2], seed=np.random.default_rng(1)).params)


@pytest.mark.parametrize("name", [np.float32, "float32", np.dtype("float32")])
def test_float32_on_request(name, rng):
    net = mlp([3, 4, 2], seed=0, dtype=name)
    out = net.forward(rng.normal(size=(5, 3)))
    net.backward(np.ones_like(out))
    assert {out.dtype, net.params.dtype, net.grads.dtype, net.layers[0].W.dtype} == {np.dtype(np.float32)}


@pytest.mark.parametrize("n", [1, 511, 512, 513, 2000])
def test_predict_is_forward_outside_training(n, rng):
    net, x = mlp([3, 8, 2], batch_norm=True, dropout=0.5, seed=0), rng.normal(size=(n, 3))
    np.testing.assert_allclose(net.predict(x), net.forward(x), rtol=1e-12, atol=1e-14)


def test_predictions_are_the_callers_to_keep(rng):
    net, x = mlp([3, 8, 2], seed=0), rng.normal(size=(4, 3))
    first = net.forward(x)
    kept = first.copy()
    net.params += 1
    net.forward(x)
    assert np.array_equal(first, kept)


def test_an_exploding_network_gives_infinity_and_no_warning():
    net = mlp([1, 2, 1], init=initializers.constant(1e200), seed=0)
    out = net.forward(np.array([[1e200]]))
    net.backward(out)
    assert not np.isfinite(out).any()


@pytest.mark.parametrize("name", ["xavier_uniform", "xavier_normal", "he_uniform", "he_normal", "lecun_normal"])
def test_initializers_have_the_spread_of_their_papers(name, rng):
    w = getattr(initializers, name)(rng, 300, 200)
    variance = {"xavier": 2 / 500, "he": 2 / 300, "lecun": 1 / 300}[name.split("_")[0]]
    assert w.shape == (300, 200) and abs(w.mean()) < 4 * np.sqrt(variance / w.size)
    assert w.var() == pytest.approx(variance, rel=0.03)
    if name.endswith("uniform"):
        assert np.abs(w).max() == pytest.approx(np.sqrt(3 * variance), rel=0.001)
    if not name.startswith("he"):
        wide = getattr(initializers, name)(np.random.default_rng(0), 300, 200, gain=2.0)
        assert np.array_equal(wide, 2 * getattr(initializers, name)(np.random.default_rng(0), 300, 200))


def test_initializers_that_are_told_their_size(rng):
    assert not initializers.zeros(rng, 2, 3).any()
    assert (initializers.constant(0.5)(rng, 2, 3) == 0.5).all()
    assert initializers.normal(0.01)(rng, 300, 200).std() == pytest.approx(0.01, rel=0.03)
    with pytest.raises(ValueError, match="std is -1; wanted a number of at least 0"):
        initializers.normal(-1)


def test_signal_through_thirty_layers_of_relu(rng):
    """A gain of 1 halves the variance in each layer, sqrt 2 keeps it: (1/2)^15 = 3e-5."""
    x = rng.normal(size=(200, 256))
    for gain, low, high in ((1.0, 1e-5, 1e-4), (np.sqrt(2), 0.3, 3.0)):
        layers = []
        for _ in range(30):
            layers += [Dense(256, 256, lambda *args: initializers.lecun_normal(*args, gain=gain)), ReLU()]
        assert low < np.sqrt((Network(layers, seed=0).forward(x) ** 2).mean()) < high


def used():
    layer = ReLU()
    Network([Dense(2, 2), layer])
    return layer


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: Network([]), "layers is empty; wanted at least one Layer"),
        (lambda: Network([Dense(2, 3), "relu"]), r"layers\[1\] is 'relu'; wanted a Layer"),
        (lambda: Network([Dense(2, 3), ReLU(), Dense(4, 1)]), r"layers\[2\] takes 4 features, but 3 arrive"),
        (lambda: Network([Dense(2, 3), BatchNorm(2)]), r"layers\[1\] takes 2 features, but 3 arrive"),
        (lambda: Network([Dense(2, 2), used()]), r"layers\[1\] is in a network already"),
        (lambda: Network([Dense(2, 2)], dtype=np.int64), "dtype is 'int64'; wanted one of 'float64', 'float32'"),
        (
            lambda: mlp([2, 1], dtype="single precision"),
            "dtype is 'single precision'; wanted one of 'float64', 'float32'",
        ),
        (lambda: mlp(3), "sizes is 3; wanted at least the numbers of inputs and of outputs"),
        (lambda: mlp([2]), r"sizes is \[2\]; wanted at least the numbers of inputs and of outputs"),
        (lambda: mlp([2, 0, 1]), "fan_out is 0; wanted a whole number"),
        (lambda: mlp([2, 3, 1], "swish"), "activation is 'swish'; wanted one of 'relu', 'leaky_relu'"),
        (lambda: mlp([2, 3, 1]).forward(np.zeros(2)), r"x has shape \(2,\); wanted \(n, 2\), one example a row"),
        (lambda: mlp([2, 3, 1]).forward(np.zeros((5, 3))), r"x has shape \(5, 3\); wanted \(n, 2\)"),
        (lambda: mlp([2, 3, 1]).forward(np.zeros((0, 2))), "x is empty"),
        (lambda: mlp([2, 3, 1]).predict(np.zeros((0, 2))), "x is empty"),
        (lambda: mlp([2, 3, 1]).forward(np.zeros((5, 2), int)), "x holds values of dtype int(32|64)"),
        (lambda: mlp([2, 3, 1]).forward(np.zeros((5, 2), complex)), "x holds values of dtype complex128"),
        (lambda: mlp([2, 3, 1]).forward(np.zeros((5, 2), object)), "x holds values of dtype object"),
        (lambda: mlp([2, 3, 1]).forward(np.full((5, 2), np.nan)), r"x holds nan at index \(0, 0\)"),
        (lambda: mlp([2, 3, 1]).backward(np.zeros((5, 1))), "backward was called before forward; wanted a forward"),
    ],
)
def test_bad_input_is_named_in_one_sentence(make, message):
    with pytest.raises(ValueError, match=message) as caught:
        make()
    assert "\n" not in str(caught.value)


def test_a_gradient_of_another_shape_is_refused(rng):
    net = mlp([2, 3, 1], seed=0)
    net.forward(rng.normal(size=(5, 2)))
    with pytest.raises(ValueError, match=r"grad has shape \(5,\); wanted \(5, 1\)"):
        net.backward(np.zeros(5))

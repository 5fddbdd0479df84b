"""Layers and whole networks: every backward pass against finite differences, and against PyTorch."""

import numpy as np
import pytest

from nbcore.activations import softmax
from nbcore.gradients import check_gradients, numerical_gradient, ratio
from nbcore.layers import BatchNorm, Dense, Dropout, LeakyReLU, ReLU, Sigmoid, Tanh
from nbcore.losses import BinaryCrossEntropy, Huber, MeanSquaredError, SoftmaxCrossEntropy
from nbcore.network import Network, mlp
from nbcore.penalties import L1, L2, ElasticNet

LAYERS = {
    "dense": lambda: Dense(4, 4),
    "relu": ReLU,
    "leaky": lambda: LeakyReLU(0.2),
    "sigmoid": Sigmoid,
    "tanh": Tanh,
    "dropout": lambda: Dropout(0.4),
    "batch norm": lambda: BatchNorm(4),
}
CLOSE = dict(rtol=1e-12, atol=1e-14)


def with_random_parameters(network, rng):
    """Biases, gammas and betas too: what starts at 0 or 1 hides mistakes."""
    network.params[...] = rng.normal(0.3, 0.7, network.params.size)
    return network


@pytest.mark.parametrize("name", LAYERS)
def test_a_layers_gradients_are_what_finite_differences_say(name, rng):
    net = with_random_parameters(Network([Dense(3, 4), LAYERS[name](), Dense(4, 2)], seed=1), rng)
    x, y = rng.normal(size=(7, 3)), rng.normal(size=(7, 2))
    report = check_gradients(net, MeanSquaredError(), x, y)
    assert report.ratio < 1e-7 and report.verdict == "right"


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("training", [True, False])
def test_the_gradient_of_the_input_is_what_finite_differences_say(name, training, rng):
    net = with_random_parameters(Network([LAYERS[name](), Dense(4, 2)], seed=1), rng)
    net.buffers[...] = rng.uniform(0.5, 2, net.buffers.size)
    x, y, loss = rng.normal(size=(6, 4)), rng.normal(size=(6, 2)), MeanSquaredError()
    net.forward(x, training)  # draws the mask
    net.layers[0].hold = True
    before = net.snapshot()

    def value(x):
        net.restore(before)
        return loss(net.forward(x, training), y)

    numeric = numerical_gradient(value, x)
    net.restore(before)
    analytic = net.backward(loss.gradient(net.forward(x, training), y), to_input=True)
    assert ratio(analytic, numeric) < 1e-7


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "sigmoid", "tanh", "identity"])
@pytest.mark.parametrize(
    "loss, outputs",
    [(MeanSquaredError(), 2), (SoftmaxCrossEntropy(), 3), (Huber(), 1), (BinaryCrossEntropy(from_logits=True), 1)],
    ids=repr,
)
@pytest.mark.parametrize("penalty", [None, L2(0.1), L1(0.1), ElasticNet(0.1, 0.3)], ids=repr)
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "batch norm and dropout"])
def test_whole_networks_pass_the_gradient_check(activation, loss, outputs, penalty, plain, rng):
    net = mlp([3, 6, 5, outputs], activation, batch_norm=not plain, dropout=0.0 if plain else 0.2, seed=3)
    with_random_parameters(net, rng)
    x = rng.normal(size=(8, 3))
    y = rng.integers(0, 3, 8) if outputs == 3 else rng.uniform(0, 1, (8, outputs))
    assert check_gradients(net, loss, x, y, penalty).ratio < 1e-7


def test_the_first_layers_input_gradient_is_left_out_unless_asked_for(rng):
    net = mlp([3, 4, 1], seed=0)
    out = net.forward(rng.normal(size=(5, 3)))
    assert net.backward(np.ones_like(out)) is None
    assert net.backward(np.ones_like(out), to_input=True).shape == (5, 3)


def test_gradients_are_assigned_not_accumulated(rng):
    net = mlp([3, 4, 1], batch_norm=True, seed=0)
    out = net.forward(rng.normal(size=(5, 3)), training=True)
    net.backward(np.ones_like(out))
    first = net.grads.copy()
    net.backward(np.ones_like(out))
    assert np.array_equal(first, net.grads)


@pytest.mark.torch
@pytest.mark.parametrize("momentum, eps", [(0.1, 1e-5), (0.3, 1e-3), (1.0, 1e-5)])
def test_batch_norm_is_pytorchs_in_training_and_in_evaluation(torch, momentum, eps, rng):
    layer = BatchNorm(4, eps, momentum)
    net = with_random_parameters(Network([layer]), rng)
    theirs = torch.nn.BatchNorm1d(4, eps, momentum)
    theirs.weight.data, theirs.bias.data = torch.tensor(layer.gamma), torch.tensor(layer.beta)
    for step in range(8):
        training = step % 4 != 3
        theirs.train(training)
        x, up = rng.normal(3, 5, (6, 4)), rng.normal(size=(6, 4))
        tensor = torch.tensor(x, requires_grad=True)
        theirs.zero_grad()
        expected = theirs(tensor)
        expected.backward(torch.tensor(up))
        np.testing.assert_allclose(net.forward(x, training), expected.detach().numpy(), **CLOSE)
        np.testing.assert_allclose(net.backward(up, to_input=True), tensor.grad.numpy(), rtol=1e-12, atol=1e-13)
        np.testing.assert_allclose(layer.dgamma, theirs.weight.grad.numpy(), **CLOSE)
        np.testing.assert_allclose(layer.dbeta, theirs.bias.grad.numpy(), **CLOSE)
        np.testing.assert_allclose(layer.running_mean, theirs.running_mean.numpy(), **CLOSE)
        np.testing.assert_allclose(layer.running_var, theirs.running_var.numpy(), **CLOSE)


def test_batch_norm_does_not_see_the_scale_of_its_input(rng):
    net, x = Network([BatchNorm(3, eps=1e-12)]), rng.normal(size=(50, 3))
    np.testing.assert_allclose(net.forward(x, True), net.forward(10 * x, True), rtol=1e-9)


@pytest.mark.torch
def test_dropout_given_the_same_mask_is_pytorchs(torch, rng):
    x, y = rng.normal(size=(9, 4)), rng.integers(0, 3, 9)
    net = Network([Dense(4, 8), Tanh(), Dropout(0.3), Dense(8, 3)], seed=5)
    prediction = net.forward(x, training=True)
    net.backward(SoftmaxCrossEntropy().gradient(prediction, y))
    W1, b1, W2, b2 = [torch.tensor(p, requires_grad=True) for _, p in net.named_parameters()]
    theirs = torch.tanh(torch.tensor(x) @ W1 + b1) * torch.tensor(net.layers[2].mask) @ W2 + b2
    torch.nn.functional.cross_entropy(theirs, torch.tensor(y)).backward()
    np.testing.assert_allclose(prediction, theirs.detach().numpy(), **CLOSE)
    expected = np.concatenate([p.grad.numpy().ravel() for p in (W1, b1, W2, b2)])
    np.testing.assert_allclose(net.grads, expected, **CLOSE)


def test_dropout_drops_p_keeps_the_mean_and_rests_outside_training():
    net = Network([Dropout(0.2)], seed=0)
    x = np.ones((2000, 50))
    out = net.forward(x, training=True)
    assert set(np.unique(out)) == {0.0, 1.25} and net.layers[0].keep_prob == 0.8
    assert (out == 0).sum(axis=1).mean() == pytest.approx(10, abs=0.2)
    assert out.mean() == pytest.approx(1, abs=0.01)
    assert np.array_equal(net.forward(x), x)


def test_dropout_draws_a_new_mask_each_time_unless_it_is_held():
    net, x = Network([Dropout(0.5)], seed=0), np.ones((10, 10))
    assert not np.array_equal(net.forward(x, True), net.forward(x, True))
    net.layers[0].hold = True
    assert np.array_equal(net.forward(x, True), net.forward(x, True))


@pytest.mark.torch
@pytest.mark.parametrize(
    "activation, bend", [("relu", "relu"), ("leaky_relu", "leaky_relu"), ("sigmoid", "sigmoid"), ("tanh", "tanh")]
)
@pytest.mark.parametrize("sizes", [[1, 1], [2, 16, 16, 1], [5, 9, 3], [64, 128, 10]], ids=str)
def test_a_networks_output_and_gradients_are_pytorchs(torch, activation, bend, sizes, rng):
    net, x = mlp(sizes, activation, seed=7), rng.normal(size=(11, sizes[0]))
    up = rng.normal(size=(11, sizes[-1]))
    weights = [torch.tensor(p, requires_grad=True) for _, p in net.named_parameters()]
    h = tensor = torch.tensor(x, requires_grad=True)
    for i in range(0, len(weights), 2):
        h = h @ weights[i] + weights[i + 1]
        h = getattr(torch.nn.functional, bend)(h) if i + 2 < len(weights) else h
    h.backward(torch.tensor(up))
    np.testing.assert_allclose(net.forward(x), h.detach().numpy(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(net.backward(up, to_input=True), tensor.grad.numpy(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(
        net.grads, np.concatenate([w.grad.numpy().ravel() for w in weights]), rtol=1e-12, atol=1e-12
    )


def test_layers_fit_for_a_probability_at_the_end(rng):
    net = Network([Dense(3, 1), Sigmoid()], seed=0)
    x, y = rng.normal(size=(6, 3)), rng.integers(0, 2, (6, 1)).astype(float)
    z = net.layers[0].forward(x)
    two = np.concatenate([np.zeros_like(z), z], axis=1)
    np.testing.assert_allclose(net.forward(x)[:, 0], softmax(two)[:, 1], rtol=1e-12)  # softmax of two
    assert check_gradients(net, BinaryCrossEntropy(), x, y).ratio < 1e-7


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: Dense(0, 3), "fan_in is 0; wanted a whole number of at least 1"),
        (lambda: Dense(3, 2.5), "fan_out is 2.5; wanted a whole number"),
        (lambda: Dropout(1.0), r"p is 1.0; wanted a number in \[0, 1\)"),
        (lambda: Dropout(-0.1), r"p is -0.1; wanted a number in \[0, 1\)"),
        (lambda: BatchNorm(3, momentum=1.1), "momentum is 1.1; wanted a number from 0 to 1"),
        (lambda: BatchNorm(3, eps=0), "eps is 0; wanted a number above 0"),
        (lambda: LeakyReLU(-1), "slope is -1; wanted a number above 0"),
        (lambda: Network([BatchNorm(2)]).forward(np.ones((1, 2)), True), "x has 1 row, and batch norm in training"),
    ],
)
def test_bad_settings_are_named_in_one_sentence(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "use, missing",
    [
        (lambda: Dense(2, 3).forward(np.ones((1, 2))), "W"),
        (lambda: Dense(2, 3).dW, "dW"),
        (lambda: BatchNorm(2).forward(np.ones((1, 2))), "running_mean"),
        (lambda: Dropout(0.5).forward(np.ones((1, 2)), training=True), "rng"),
    ],
)
def test_a_layer_on_its_own_says_that_it_wants_a_network(use, missing):
    with pytest.raises(AttributeError, match=rf"is in no network yet, .* its {missing}; wanted Network\(\["):
        use()


def test_a_layer_with_no_parameters_works_on_its_own():
    assert ReLU().forward(np.array([[-1.0, 2.0]])).tolist() == [[0.0, 2.0]]
    assert Dropout(0.5).forward(np.ones((1, 2))).tolist() == [[1.0, 1.0]]
    with pytest.raises(AttributeError, match="ReLU has no weights"):
        ReLU().weights

"""Training: what a History tells, stopping, diverging, and the same numbers as PyTorch's loop."""

import numpy as np
import pytest

from nbcore.data import blobs, line, moons, split
from nbcore.layers import BatchNorm
from nbcore.losses import MeanSquaredError, SoftmaxCrossEntropy
from nbcore.network import Network, mlp
from nbcore.optimizers import Adam, GradientDescent
from nbcore.penalties import L2
from nbcore.schedules import Exponential
from nbcore.training import EarlyStopping, accuracy, evaluate, fit, run

MSE = MeanSquaredError()


def small(seed=0, **settings):
    return mlp([1, 8, 1], "tanh", seed=seed, **settings)


def test_a_network_learns_the_moons():
    train, dev, test = split(*moons(300, seed=1), seed=2)
    net = mlp([2, 16, 16, 2], seed=3)
    history = fit(
        net,
        SoftmaxCrossEntropy(),
        Adam(1e-2),
        *train,
        epochs=60,
        batch_size=32,
        dev=dev,
        metrics={"accuracy": accuracy},
    )
    assert history.metrics["dev_accuracy"][-1] > 0.95 and accuracy(net.predict(test[0]), test[1]) > 0.95
    assert len(history.loss) == len(history.dev_loss) == len(history.lr) == len(history.metrics["accuracy"]) == 60
    assert history.dev_loss[-1] == pytest.approx(evaluate(net, SoftmaxCrossEntropy(), *dev))
    assert history.stopped is None and history.diverged is None
    assert repr(history).startswith("<60 epochs: loss ") and "dev_accuracy" in repr(history)


@pytest.mark.torch
def test_fit_is_pytorchs_loop(torch):
    x, y = line(40, slope=2, seed=1)
    net = small()
    params = [torch.tensor(p, requires_grad=True) for _, p in net.named_parameters()]
    optimizer = torch.optim.Adam(params, 0.02)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.95)
    history = fit(net, MSE, Adam(Exponential(0.02, 0.95)), x, y, epochs=60)
    for epoch in range(60):
        optimizer.zero_grad()
        h = torch.tanh(torch.tensor(x) @ params[0] + params[1]) @ params[2] + params[3]
        loss = torch.nn.functional.mse_loss(h, torch.tensor(y))
        loss.backward()
        optimizer.step()
        scheduler.step()
        assert history.loss[epoch] == pytest.approx(loss.item(), rel=1e-12)
    expected = np.concatenate([p.detach().numpy().ravel() for p in params])
    assert np.linalg.norm(net.params - expected) < 1e-12 * np.linalg.norm(expected)


def test_the_same_seed_trains_the_same_and_another_does_not():
    x, y = line(30)
    ends = []
    for seed in (1, 1, 2):
        net = small()
        fit(net, MSE, Adam(0.01), x, y, epochs=3, batch_size=4, seed=seed)
        ends.append(net.params)
    assert np.array_equal(ends[0], ends[1]) and not np.array_equal(ends[0], ends[2])


def test_the_loss_of_an_epoch_is_the_mean_over_its_examples():
    x, y = line(10)
    net = small()
    before = MSE(net.predict(x), y)
    assert fit(net, MSE, GradientDescent(1e-12), x, y, epochs=1, batch_size=4).loss[0] == pytest.approx(before)


def test_a_penalty_shrinks_weights_and_spares_biases():
    net = mlp([1, 4, 1], batch_norm=True, seed=0)
    net.params[...] = 1.0
    x = np.array([[-1.0], [1.0]])
    history = fit(net, MSE, GradientDescent(0.1), x, net.forward(x, training=True), epochs=1, penalty=L2(1.0))
    assert history.loss == [0]  # the data are fitted: only the penalty pulls
    np.testing.assert_allclose(net.params, 1 - 0.1 * net.weight_mask, rtol=1e-12)


@pytest.mark.parametrize("lr", [1e3, 1e30, 1e200])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("make", [GradientDescent, lambda lr: Adam(lr)], ids=["descent", "adam"])
def test_a_diverging_run_is_a_state_and_not_a_warning(lr, dtype, make):
    x, y = line(20)
    history = fit(
        small(dtype=dtype, init=lambda rng, i, o: rng.normal(0, 1, (i, o))),
        MSE,
        make(lr),
        x,
        y,
        epochs=300,
        dev=(x, y),
        metrics={"largest": lambda p, y: float(np.abs(p).max())},
        stop=EarlyStopping(1000),
    )
    if history.diverged is not None:
        assert history.stopped == "diverged" and history.diverged == len(history.loss) - 1
        assert not np.isfinite(history.loss[-1] + history.dev_loss[-1])
    assert np.isfinite(history.loss[:-1] + history.dev_loss[:-1]).all()
    assert history.diverged is not None or make is not GradientDescent or np.isfinite(history.loss[-1])


def test_a_rate_far_too_high_diverges_in_the_epoch_the_history_names():
    x, y = line(20)
    history = fit(mlp([1, 1], seed=0), MSE, GradientDescent(1e100), x, y, epochs=50)
    assert history.diverged is not None and history.diverged < 5 and len(history.loss) == history.diverged + 1


def test_early_stopping_waits_then_puts_the_best_epoch_back():
    x, y = line(30, noise=0.5, seed=0)
    net = mlp([1, 64, 1], seed=0)
    stop, (train, dev, _) = EarlyStopping(patience=15), split(x, y, seed=3)
    history = fit(net, MSE, Adam(0.05), *train, epochs=2000, dev=dev, stop=stop)
    assert history.stopped == "early" and len(history.loss) == history.best_epoch + 15 + 1
    assert history.best_epoch == int(np.argmin(history.dev_loss))
    assert evaluate(net, MSE, *dev) == min(history.dev_loss)


def test_early_stopping_puts_running_statistics_back_too():
    train, dev, _ = split(*moons(60, noise=0.4, seed=0), seed=0)
    net = mlp([2, 32, 2], batch_norm=True, seed=0)
    loss = SoftmaxCrossEntropy()
    history = fit(net, loss, Adam(0.1), *train, epochs=80, dev=dev, stop=EarlyStopping(70))
    assert evaluate(net, loss, *dev) == min(history.dev_loss) < history.dev_loss[-1]


def test_min_delta_ignores_small_gains():
    stop, net = EarlyStopping(patience=2, min_delta=0.1), small()
    assert [stop.update(epoch, loss, net) for epoch, loss in enumerate([1.0, 0.95, 0.92])] == [False, False, True]
    assert stop.best_epoch == 0


def test_a_callback_sees_each_epoch_and_can_stop():
    seen = []

    def look(history):
        seen.append(len(history.loss))
        return None if len(seen) < 5 else False

    history = fit(small(), MSE, Adam(), *line(10), epochs=100, on_epoch=look)
    assert seen == [1, 2, 3, 4, 5] and history.stopped == "on_epoch"


def test_an_interrupted_run_keeps_the_best_parameters():
    x, y = line(10)
    net, seen = small(), {}

    def interrupt(history):
        seen[history.dev_loss[-1]] = net.params.copy()
        if len(seen) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(net, MSE, GradientDescent(1.8), x, y, epochs=100, dev=(x, y), stop=EarlyStopping(50), on_epoch=interrupt)
    assert list(seen)[-1] > min(seen)  # it was getting worse
    assert np.array_equal(net.params, seen[min(seen)])


def test_run_hands_out_one_epoch_at_a_time():
    net = small()
    steps = run(net, MSE, Adam(0.01), *line(10), epochs=3)
    before = net.params.copy()
    assert len(next(steps).loss) == 1 and not np.array_equal(before, net.params)
    assert [len(history.loss) for history in steps] == [2, 3]


def test_snapshots_and_rates_on_request():
    net = small()
    start = net.params.copy()
    history = fit(net, MSE, Adam(Exponential(0.1, 0.5)), *line(10), epochs=5, snapshots=2)
    assert list(history.snapshots) == [0, 2, 4] and np.array_equal(history.snapshots[0], start)
    assert history.lr == [0.1, 0.05, 0.025, 0.0125, 0.00625]
    assert not fit(net, MSE, Adam(), *line(10), epochs=2).snapshots


def test_dropout_and_batch_norm_rest_when_the_dev_set_is_looked_at():
    net = mlp([1, 16, 1], batch_norm=True, dropout=0.5, seed=0)
    x, y = line(20)
    history = fit(net, MSE, Adam(0.01), x, y, epochs=5, dev=(x, y))
    assert history.dev_loss[-1] == evaluate(net, MSE, x, y)


X, Y = line(10)
LABELS = blobs(10)


def bad(x=X, y=Y, net=None, loss=MSE, **settings):
    return lambda: fit(net or small(), loss, Adam(), x, y, **{"epochs": 1, **settings})


@pytest.mark.parametrize(
    "call, message",
    [
        (bad(x=X[:, 0]), r"x has shape \(10,\); wanted \(n, 1\)"),
        (bad(x=np.ones((10, 2))), r"x has shape \(10, 2\); wanted \(n, 1\)"),
        (bad(x=np.ones((10, 1), int)), "x holds values of dtype int(32|64)"),
        (bad(x=np.ones((10, 1), object)), "x holds values of dtype object"),
        (bad(x=np.ones((10, 1), complex)), "x holds values of dtype complex128"),
        (bad(x=np.where(X == X[3], np.nan, X)), r"x holds nan at index \(3, 0\)"),
        (bad(y=np.where(X == X[3], np.inf, X)), r"y holds inf at index \(3, 0\)"),
        (bad(x=X[:0], y=Y[:0]), r"x is empty, with shape \(0, 1\)"),
        (bad(y=Y[:9]), r"y has shape \(9, 1\) and x \(10, 1\); wanted the same number of rows"),
        (bad(y=Y[:, 0]), r"prediction has shape \(10, 1\) and target \(10,\); wanted equal shapes"),
        (bad(y=np.ones((10, 1), int)), "target holds values of dtype int(32|64)"),
        (bad(y=np.ones((10, 1), object)), "target holds values of dtype object"),
        (bad(y=np.ones((10, 1), complex)), "target holds values of dtype complex128"),
        (bad(*LABELS, net=mlp([2, 1]), loss=SoftmaxCrossEntropy()), "target holds classes from 0 to 1; wanted 0 to 0"),
        (bad(epochs=0), "epochs is 0; wanted a whole number of at least 1"),
        (bad(epochs=2.5), "epochs is 2.5; wanted a whole number"),
        (bad(batch_size=0), "batch_size is 0; wanted a whole number of at least 1"),
        (bad(snapshots=-1), "snapshots is -1; wanted a whole number of at least 0"),
        (bad(stop=EarlyStopping(3)), r"dev is None; wanted \(x, y\)"),
        (bad(dev=(np.ones((5, 2)), np.ones((5, 1)))), r"dev\[0\] has shape \(5, 2\); wanted \(n, 1\)"),
        (bad(dev=(X, Y[:3])), r"dev\[1\] has shape \(3, 1\) and dev\[0\] \(10, 1\); wanted the same number of rows"),
        (bad(dev=(X, Y[:, 0])), r"dev\[1\] has shape \(10,\) and y \(10, 1\); wanted the same columns"),
        (bad(dev=X), r"dev is of type ndarray; wanted a pair \(x, y\)"),
        (bad(dev=(X, Y * np.nan)), r"dev\[1\] holds nan at index \(0, 0\)"),
        (bad(net=mlp([1, 4, 1], batch_norm=True), batch_size=3), "x has 1 row, and batch norm in training"),
        (lambda: EarlyStopping(0), "patience is 0; wanted a whole number of at least 1"),
        (lambda: EarlyStopping(1, -1), "min_delta is -1; wanted a number of at least 0"),
    ],
)
def test_bad_input_is_named_in_one_sentence(call, message):
    with pytest.raises(ValueError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_a_batch_norm_alone_trains_on_two_rows_and_more():
    assert fit(Network([BatchNorm(1)]), MSE, Adam(), X, Y, epochs=2, batch_size=5).diverged is None

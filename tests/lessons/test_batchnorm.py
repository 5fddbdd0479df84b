"""The numbers of lesson 08, against nbcore, plain loops, simulation and a known factor."""

from pathlib import Path

import numpy as np
import pytest

from course.lessons import batchnorm
from course.lessons.batchnorm import deep_signal, groups, many_rates, running, shifted, trials
from course.lessons.batchnorm.explorers.one_example import company
from course.lessons.batchnorm.explorers.shift import ANEW
from course.lessons.batchnorm.nets import Stack
from course.live.explorer import Scene
from course.practice.exercises import solution
from nbcore import data, losses
from nbcore.layers import BatchNorm, Dense, ReLU
from nbcore.network import Network, mlp
from nbcore.optimizers import GradientDescent
from nbcore.training import accuracy, evaluate, step

SOLVED = {name: solution(source) for name, source in batchnorm.lesson.source.exercises.items()}


def library(units, momentum=0.1):
    """A batch norm of the library, placed in a network."""
    return Network([BatchNorm(units, momentum=momentum)]).layers[0]


# ---- the exercises against the library ----------------------------------------------------------


def test_forward_and_backward_are_the_librarys():
    rng = np.random.default_rng(0)
    z, grad, gamma, beta = rng.normal(2, 3, (7, 4)), rng.normal(size=(7, 4)), rng.normal(size=4), rng.normal(size=4)
    layer = library(4)
    layer.gamma[...], layer.beta[...] = gamma, beta
    assert SOLVED["batchnorm_forward"](z, gamma, beta, 1e-5) == pytest.approx(layer.forward(z, training=True))
    dz, dgamma, dbeta = SOLVED["batchnorm_backward"](grad, z, gamma, 1e-5)
    assert dz == pytest.approx(layer.backward(grad))
    assert dgamma == pytest.approx(layer.dgamma) and dbeta == pytest.approx(layer.dbeta)
    assert dz.sum(axis=0) == pytest.approx(np.zeros(4), abs=1e-12), "what all share is not passed on"


def test_the_running_statistics_are_the_librarys():
    rng, layer = np.random.default_rng(1), library(3, momentum=0.3)
    batches = [rng.normal(5, 2, (n, 3)) for n in (8, 2, 31)]
    for z in batches:
        layer.forward(z, training=True)
    mean, var = SOLVED["running_statistics"](batches, 0.3)
    assert mean == pytest.approx(layer.running_mean) and var == pytest.approx(layer.running_var)


def test_the_pass_back_agrees_with_pytorch():
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(2)
    z, grad, gamma = rng.normal(2, 3, (6, 2)), rng.normal(size=(6, 2)), np.array([1.5, -0.5])
    x, g = torch.tensor(z, requires_grad=True), torch.tensor(gamma, requires_grad=True)
    torch.nn.functional.batch_norm(
        x, None, None, g, torch.zeros(2, dtype=torch.float64), training=True, eps=1e-5
    ).backward(torch.tensor(grad))
    dz, dgamma, _ = SOLVED["batchnorm_backward"](grad, z, gamma, 1e-5)
    assert dz == pytest.approx(x.grad.numpy()) and dgamma == pytest.approx(g.grad.numpy())


def test_the_lesson_quotes_the_refusal_of_a_batch_of_one():
    with pytest.raises(ValueError) as refusal:
        library(2).forward(np.array([[5.0, -3.0]]), training=True)
    assert f"`{refusal.value}`" in Path(batchnorm.__file__).with_name("lesson.md").read_text()


# ---- one unit -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "batch, number, example, gamma, beta", [(2, 1, 1.0, 1, 0), (8, 17, -0.4, 1.5, 0.7), (256, 200, 2.5, 0.3, -1)]
)
def test_our_example_comes_out_as_the_library_says(batch, number, example, gamma, beta):
    said = batchnorm.one_example.at(
        batch=batch, number=number, example=example, gamma=gamma, beta=beta, scale=2, shift=3
    )
    z = 3 + 2 * np.r_[example, company()[number - 1, : batch - 1]]
    layer = library(1)
    layer.gamma[...], layer.beta[...] = gamma, beta
    out = layer.forward(z[:, None], training=True)[:, 0]
    assert (said.out, said.after_mean, said.after_spread) == pytest.approx((out[0], out.mean(), out.std()))
    assert (said.mean, said.spread) == pytest.approx((z.mean(), z.std()))


def test_neither_scale_nor_shift_changes_what_goes_on():
    outs = [batchnorm.one_example.at(scale=scale, shift=shift).out for scale in (0.5, 5) for shift in (-6, 6)]
    assert outs == pytest.approx([outs[0]] * 4, abs=1e-4)


def test_of_two_examples_only_the_order_is_left():
    outs = {round(abs(batchnorm.one_example.at(batch=2, number=k).out), 2) for k in range(1, 30)}
    assert outs == {1.0}


def test_four_times_the_batch_is_about_half_the_scatter():
    jitter = [batchnorm.one_example.at(batch=b).jitter for b in (16, 64, 256)]
    assert jitter[0] / jitter[1] == pytest.approx(2, rel=0.2) and jitter[1] / jitter[2] == pytest.approx(2, rel=0.2)


@pytest.mark.parametrize("batch", [2, 16])
def test_the_batch_statistics_scatter_as_those_of_real_batches(batch):
    mean, var = running.batch_statistics(batch)
    real = np.random.default_rng(5).normal(size=(mean.size, batch))
    for ours, theirs in ((mean, real.mean(axis=1)), (var, real.var(axis=1, ddof=1))):
        assert np.quantile(ours, [0.1, 0.5, 0.9]) == pytest.approx(np.quantile(theirs, [0.1, 0.5, 0.9]), abs=0.03)


@pytest.mark.parametrize("momentum", [0.001, 0.1, 1.0])
def test_the_curve_of_errors_is_that_of_plain_runs(momentum):
    means, variances, run_mean, run_var = running.one_run(momentum, 16, 1.5)
    shares = running.share_of_each(momentum)
    assert shares @ np.r_[0, means] == pytest.approx(run_mean[-1]) and shares @ np.r_[1, variances] == pytest.approx(
        run_var[-1]
    )
    assert shares.sum() == pytest.approx(1)


def test_the_evaluation_error_is_the_typical_distance_of_an_output():
    z = np.random.default_rng(9).normal(3.5, running.SPREAD, 400_000)
    mean, var = 2.8, 1.7
    off = (z - mean) / np.sqrt(var + 1e-5) - (z - 3.5) / running.SPREAD
    assert running.evaluation_error(mean, var, 3.5) == pytest.approx(np.sqrt(np.mean(off**2)), rel=0.01)


def test_the_picture_says_which_statistics_are_in_use():
    evaluation, training = (batchnorm.train_eval.at(mode=mode, momentum=0.005) for mode in ("evaluation", "training"))
    assert evaluation.in_use == "running statistics" and evaluation.mean == pytest.approx(
        running.one_run(0.005, 16, 1.5)[2][-1]
    )
    assert training.in_use == "the batch's own" and abs(training.mean - training.true) < 1
    other = batchnorm.train_eval.at(mode="training", momentum=0.9)
    assert (other.mean, other.spread) == (training.mean, training.spread), "in training the momentum changes nothing"


def test_small_momentum_lags_large_is_noisy_and_drift_wants_a_larger_one():
    assert "lag behind" in batchnorm.train_eval.at(momentum=0.001).verdict
    assert "noisy" in batchnorm.train_eval.at(momentum=1).verdict
    best = [batchnorm.train_eval.at(drift=drift).best for drift in (0, 1.5, 4)]
    assert best[0] < best[1] < best[2]


# ---- deep networks ------------------------------------------------------------------------------


@pytest.mark.parametrize("batch_norm", [False, True])
def test_the_signal_is_that_of_a_network_of_the_library(batch_norm):
    x, weights, grad = deep_signal.draws()
    layers = []
    for _ in range(3):
        layers += [Dense(deep_signal.WIDTH, deep_signal.WIDTH)] + [BatchNorm(deep_signal.WIDTH)] * batch_norm + [ReLU()]
        if batch_norm:
            layers[-2] = BatchNorm(deep_signal.WIDTH)
    net = Network(layers, seed=0)
    for dense, W in zip([layer for layer in net.layers if isinstance(layer, Dense)], weights):
        dense.W[...] = 0.7 * W
    out = net.forward(x, training=True)
    _, sizes, back = deep_signal.signal(0.7, 3, "ReLU", batch_norm)
    assert sizes[-1] == pytest.approx(np.sqrt(np.mean(out**2)))
    net.backward(grad)
    first = net.layers[0]  # dW = x.T @ slopes, so its size tells that of the slopes that arrived
    assert np.isfinite(first.dW).all() and back[-1] == 1


@pytest.mark.parametrize("gain", [0.2, 1.0, 5.0])
def test_with_batch_norm_the_gain_does_not_matter_and_the_gradient_grows(gain):
    said = batchnorm.depth_rescue.at(gain=gain, depth=50)
    assert said.normed == pytest.approx(0.7, abs=0.03)
    assert said.growth == pytest.approx(np.sqrt(np.pi / (np.pi - 1)), rel=0.03)  # Yang et al. 2019, for wide layers


def test_without_it_the_gain_decides():
    ends = [batchnorm.depth_rescue.at(gain=gain, depth=50).plain for gain in (0.5, 1.41, 3)]
    assert ends[0] < 1e-20 and 0.05 < ends[1] < 20 and ends[2] > 1e12


@pytest.mark.parametrize("activation", ["ReLU", "tanh", "sigmoid"])
@pytest.mark.parametrize("batch_norm", [False, True])
def test_the_stacked_networks_are_the_librarys(activation, batch_norm):
    x, y = many_rates.moons()
    stack = Stack([2, 8, 8, 1], activation, batch_norm, [0, 1], [0.1, 0.5])
    net, loss, optimizer = (
        mlp([2, 8, 8, 1], activation.lower(), batch_norm=batch_norm, seed=1),
        losses.BinaryCrossEntropy(from_logits=True),
        GradientDescent(0.5),
    )
    for k in range(6):
        rows = slice(32 * k, 32 * k + 32)
        assert stack.step(x[rows], y[rows])[1] == pytest.approx(step(net, loss, optimizer, x[rows], y[rows, None]))
    assert stack.params[1] == pytest.approx(net.params)
    assert stack.score(x, y)[0][1] == pytest.approx(evaluate(net, loss, x, y[:, None]))
    assert stack.pick(1).forward(x)[0] == pytest.approx(net.predict(x)[:, 0])


def test_another_gain_is_that_of_all_weights_at_the_start():
    x, y = many_rates.moons()
    first = next(many_rates.train((0.1,), 4, "sigmoid", False, len(x), gain=8))[0]
    for seed, said in enumerate(first):
        net = mlp([2, 16, 16, 16, 16, 1], "sigmoid", seed=seed)
        for layer in net.layers[::2]:
            layer.W *= 8 / np.sqrt(2)
        assert said == pytest.approx(evaluate(net, losses.BinaryCrossEntropy(from_logits=True), x, y[:, None]))


def test_in_groups_of_32_a_batch_of_128_pays_for_small_batches_too():
    whole, groups_of_32 = (trials.best_loss(1, "tanh", True, 128, group=group) for group in (None, 32))
    assert whole == batchnorm.rates.at("1 tanh layer, batches of 128").normed_best
    assert groups_of_32 > 1.5 * whole


def test_normalised_in_groups_is_a_mean_of_gradients():
    x, y, _, _ = groups.examples()
    stack = Stack([2, 8, 1], "ReLU", True, [3], [0.1], group=16)
    net, loss = mlp([2, 8, 1], batch_norm=True, seed=3), losses.BinaryCrossEntropy(from_logits=True)
    stack.step(x[:1], y[:1])
    total = np.zeros_like(net.params)
    for k in range(0, 64, 16):
        rows = slice(k, k + 16)
        net.backward(loss.gradient(net.forward(x[0, rows], training=True), y[0, rows, None]))
        total += net.grads / 4
    assert stack.grads[0] == pytest.approx(total)


def test_it_widens_the_rates_of_deep_networks_and_not_of_a_shallow_one():
    said = {hidden: batchnorm.rates.at(hidden=hidden) for hidden in (1, 4, 8)}
    assert abs(said[1].normed_rates - said[1].plain_rates) <= 2
    for hidden in (4, 8):
        assert said[hidden].normed_rates >= 2 * said[hidden].plain_rates
    sigmoid = batchnorm.rates.at(activation="sigmoid")
    assert sigmoid.plain_rates == 0 and sigmoid.normed_rates >= 4
    tanh = batchnorm.rates.at(activation="tanh")
    assert tanh.plain_rates < tanh.normed_rates < 2 * tanh.plain_rates


def test_a_rate_between_two_stops_is_trained_as_well():
    said = batchnorm.rates.at(lr=0.123, hidden=2)
    assert said.normed < 0.15 < said.plain


def test_shaken_it_still_trains_where_a_plain_network_guesses():
    seeds = range(20, 29)  # others than in the lesson
    plain, normed, moved = (trials.median_loss(kind, 3.0, seeds=seeds) for kind in (None, BatchNorm, trials.Shaken))
    assert plain > 0.6 and normed < 0.1 and moved < 0.15


def test_where_batch_norm_loses():
    """In shallow networks, each at its own best rate; the lesson's table."""
    for hidden, activation in ((1, "ReLU"), (1, "tanh"), (1, "sigmoid"), (4, "tanh")):
        said = batchnorm.rates.at(hidden=hidden, activation=activation)
        assert said.plain_best < said.normed_best
    deep = batchnorm.rates.at(hidden=8)
    assert deep.normed_best < deep.plain_best


# ---- a class and its curve ----------------------------------------------------------------------


def test_the_grade_is_what_batch_norm_passes_on():
    state = batchnorm.on_a_curve.state(points=17, mean=12, spread=2.5)
    out = library(1).forward(np.append(state.others, 17.0)[:, None], training=True)[-1, 0]
    assert state.grade == pytest.approx(out, abs=1e-4)


def test_the_ruler_shows_the_grade_above_the_points():
    scene = Scene(batchnorm.on_a_curve)
    for settings in (dict(points=9, mean=16, spread=0.5), dict(points=20, mean=8, spread=3)):
        said = scene.run(batchnorm.on_a_curve.settings(**settings))
        assert said.grade == pytest.approx((settings["points"] - said.middle) / said.width)


# ---- on the side, and when inputs change --------------------------------------------------------


def test_groups_of_middle_size_do_better_on_held_out_examples_in_every_run():
    said = {group: batchnorm.side_effect.at(group=group) for group in groups.GROUPS}
    assert said[8].better >= 9 and said[16].better >= 9
    assert said[8].dev < 0.8 * said[64].dev and said[8].train > 2 * said[64].train
    assert said[4].dev > 1.1 * said[8].dev, "too small a group does harm"


def test_on_the_digits_the_groups_gain_nothing_worth_the_name():
    class Groups(BatchNorm):
        def forward(self, x, training=False):
            if not training:
                return super().forward(x)
            z = x.reshape(-1, self.size, x.shape[1])
            mean, var = z.mean(axis=1), z.var(axis=1)
            self.running_mean += 0.1 * (mean.mean(axis=0) - self.running_mean)
            self.running_var += 0.1 * (var.mean(axis=0) * self.size / (self.size - 1) - self.running_var)
            self.inv = 1 / np.sqrt(var + self.eps)[:, None]
            self.xh = (z - mean[:, None]) * self.inv
            return (self.gamma * self.xh + self.beta).reshape(x.shape)

        def backward(self, grad, to_input=True):
            g = grad.reshape(self.xh.shape)
            self.dbeta[...], self.dgamma[...] = grad.sum(axis=0), (g * self.xh).sum(axis=(0, 1))
            d = g * self.gamma
            d = self.inv * (d - d.mean(axis=1, keepdims=True) - self.xh * (d * self.xh).mean(axis=1, keepdims=True))
            return d.reshape(grad.shape)

    digits, loss, right = data.digits(), losses.SoftmaxCrossEntropy(), {}
    for size in (10, 200):
        for seed in range(4):
            rng = np.random.default_rng(seed)
            rows, norm = rng.permutation(600)[:200], Groups(64)
            norm.size = size
            net, optimizer = Network([Dense(64, 64), norm, ReLU(), Dense(64, 10)], seed=seed), GradientDescent(0.5)
            for _ in range(100):
                rows = rng.permutation(rows)
                step(net, loss, optimizer, digits.x[rows], digits.y[rows])
            right.setdefault(size, []).append(100 * accuracy(net.predict(digits.x[600:]), digits.y[600:]))
    assert abs(np.mean(right[10]) - np.mean(right[200])) < 1.5, "in points of a hundred"


@pytest.mark.parametrize(
    "moved, contrast", [((1.2, -0.8), 1.0), ((-2.0, 2.0), 2.0), ((0.0, 0.0), 0.5), ((2.0, 2.0), 0.5)]
)
def test_measured_anew_a_shift_and_a_stretch_are_undone(moved, contrast):
    home = batchnorm.shift.at(moved=(0.0, 0.0))
    away = batchnorm.shift.at(moved=moved, contrast=contrast)
    assert away.new == pytest.approx(home.new, abs=1) and home.new >= 97
    assert away.old < away.new


@pytest.mark.parametrize("share", [0.1, 0.9])
def test_when_only_the_mix_changes_measuring_anew_does_harm(share):
    said = batchnorm.shift.at(moved=(0.0, 0.0), share=share)
    assert said.old > 95 and said.new < said.old - 10 and "harm" in said.verdict


def test_harm_is_only_blamed_on_a_mix_that_has_changed():
    for x in (-2, -1, 0, 1, 2):
        for contrast in (0.5, 1, 2):
            for share in (0.45, 0.5, 0.55):
                assert "harm" not in batchnorm.shift.at(moved=(x, 1.0), contrast=contrast, share=share).verdict


def test_looking_at_new_inputs_leaves_the_network_as_it_was():
    net, before = shifted.trained(True)
    batchnorm.shift.at(moved=(1.0, 1.0), statistics=ANEW)
    assert all(np.array_equal(now, then) for now, then in zip(net.snapshot(), before))

"""The numbers of lesson 06, against formulas, plain NumPy and nbcore."""

import math
import warnings

import numpy as np
import pytest

from course.lessons import initialization
from course.lessons.initialization.crowds import Crowd, crowd, learned, spirals, waits
from course.lessons.initialization.curves import ACTIVATIONS
from course.lessons.initialization.explorers.trainable import GAIN
from course.lessons.initialization.neurons import RATE, STEPS, rings, train_equal
from course.lessons.initialization.signals import chain, signals, stack
from course.lessons.initialization.sums import INPUTS, running_sums
from course.live.explorer import Scene, Step
from nbcore import losses
from nbcore.network import mlp
from nbcore.optimizers import GradientDescent

BCE = losses.BinaryCrossEntropy(from_logits=True)


# ---- symmetry -----------------------------------------------------------------------------------


def test_the_four_neurons_are_trained_as_nbcore_would():
    inputs, y = rings()
    weights, biases, values = train_equal(0.5, 0.1, 3)
    net = mlp([2, 4, 1], "tanh", seed=0)
    first, _, second = net.layers
    first.W[...], first.b[...], second.W[...] = weights[0, :, :2].T, 0, weights[0, :, 3:]
    optimizer = GradientDescent(RATE)
    for step in range(40):
        prediction = net.forward(inputs[:2].T)
        assert values[step] == pytest.approx(BCE(prediction, y[:, None]), abs=1e-9)
        net.backward(BCE.gradient(prediction, y[:, None]))
        optimizer.step(net.params, net.grads)
    assert weights[40, :, :2].T == pytest.approx(first.W, abs=1e-8) and biases[40] == pytest.approx(
        second.b[0], abs=1e-8
    )


@pytest.mark.parametrize("c", [0.0, 0.1, 0.5, 1.0])
def test_equal_neurons_stay_equal_to_the_last_bit(c):
    weights, _, _ = train_equal(c, 0.0, 0)
    assert (weights == weights[:, :1]).all()
    said = initialization.symmetry.at(equal=True, c=c)
    assert said.distinct == 1 and said.apart == 0 and said.loss > 0.5


def test_from_zero_nothing_moves():
    weights, _, values = train_equal(0.0, 0.0, 0)
    assert (weights == 0).all() and values[-1] == pytest.approx(math.log(2))
    assert "none ever will" in initialization.symmetry.at(equal=True, c=0).verdict


@pytest.mark.parametrize("c", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_any_difference_breaks_the_symmetry_in_time(c, seed):
    times = [initialization.symmetry.at(c=c, difference=d, seed=seed).parted for d in (1e-2, 1e-4, 1e-6, 1e-8)]
    assert times == sorted(times) and times[-1] < STEPS
    assert initialization.symmetry.at(c=c, difference=1e-4, seed=seed).loss < 0.1


@pytest.mark.parametrize("seed", range(5))
def test_a_hundred_times_smaller_costs_the_same_number_of_steps(seed):
    times = [initialization.symmetry.at(c=0, difference=d, seed=seed).parted for d in (1e-4, 1e-6, 1e-8)]
    assert np.diff(times) == pytest.approx(41, abs=1)


# ---- one weighted sum ---------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 10, 100, 1000])
@pytest.mark.parametrize("inputs, half", [(INPUTS[0], 1), (INPUTS[1], 2)])
def test_a_sum_of_n_terms_has_the_size_of_the_rule(n, inputs, half):
    said = initialization.weighted_sum.at(fan_in=n, std=0.5, inputs=inputs)
    assert said.predicted == pytest.approx(0.5 * math.sqrt(n / half))
    assert said.measured == pytest.approx(said.predicted, rel=0.12)
    assert said.wanted == pytest.approx(math.sqrt(half / n))


def test_after_a_relu_a_sum_is_held_against_what_was_before_it():
    said = initialization.weighted_sum.at(fan_in=100, std=math.sqrt(2 / 100), inputs=INPUTS[1])
    assert "before the ReLU" in said.verdict
    assert "as the inputs" in initialization.weighted_sum.at(fan_in=100, std=0.1).verdict


def test_the_running_sums_are_sums_and_a_relu_only_leaves_terms_out():
    either, after = (running_sums()[kind] for kind in INPUTS)
    terms, kept = np.diff(either, axis=1), np.diff(after, axis=1)
    left = np.abs(kept) > 1e-4
    assert 0.45 < left.mean() < 0.5 and np.abs(terms - kept)[left].max() < 1e-4


def test_the_circle_can_be_dragged_on_to_the_rule():
    live = initialization.weighted_sum()
    stage = live._scene.stage
    live._dragged("fan-in and s", *stage.to_fraction(stage.grips["fan-in and s"].axes, 400, 0.05))
    assert live.settings["fan_in"] == pytest.approx(400, rel=0.03) and live.settings["std"] == pytest.approx(
        0.05, rel=0.05
    )
    assert "Just right" in live.readouts.verdict
    live.close()


# ---- a signal through many layers ---------------------------------------------------------------


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_signal_and_the_slope_are_those_of_a_network(activation):
    gain, depth, seed = 1.7, 6, 2
    outputs, sizes, differ, returned = signals(gain, depth, activation, seed)
    x, weights, back = stack(seed)
    net = mlp([128] * (depth + 2), activation.lower())
    dense = [layer for layer in net.layers if hasattr(layer, "dW")]
    for layer, W in zip(dense, weights):
        layer.W[...], layer.b[...] = gain * W, 0
    dense[-1].W[...], dense[-1].b[...] = np.eye(128), 0  # so that what comes out is the last layer's output
    assert net.forward(x) == pytest.approx(outputs[-1])
    to_input = net.backward(back, to_input=True)
    assert returned[0] == pytest.approx(np.sqrt(np.mean(to_input**2)) / np.sqrt(np.mean(back**2)))
    assert sizes[-1] == pytest.approx(np.sqrt(np.mean(outputs[-1] ** 2)))
    assert differ[-1] == pytest.approx(np.sqrt(outputs[-1].var(axis=0).mean()))


def test_relu_fades_by_the_root_of_a_half_and_keeps_its_size_at_root_two():
    sizes = {
        gain: [initialization.signal.at(gain=gain, seed=seed).size for seed in range(10)]
        for gain in (1.0, math.sqrt(2))
    }
    assert np.exp(np.mean(np.log(sizes[1.0]))) == pytest.approx(3e-5, rel=0.3)
    assert np.exp(np.mean(np.log(sizes[math.sqrt(2)]))) == pytest.approx(1, rel=0.3)


def test_the_gain_scales_each_relu_layer_and_does_not_kill_a_neuron():
    said = {gain: initialization.signal.at(gain=gain, depth=50) for gain in (0.25, 1.0, 4.0)}
    assert said[4.0].size / said[1.0].size == pytest.approx(4.0**50, rel=1e-6)
    assert len({s.idle for s in said.values()}) == 1
    assert said[0.25].idle > initialization.signal.at(depth=3).idle


def test_a_tanh_saturates_with_the_gain_and_its_slopes_explode():
    for seed in range(5):
        low, high = (initialization.signal.at(gain=gain, depth=50, activation="tanh", seed=seed) for gain in (1, 3))
        assert low.idle == 0 and high.idle > 20
        assert 0.5 < high.size < 1 and high.slope > 1e4
        assert "explode" in high.verdict


def test_a_sigmoids_outputs_look_well_while_what_matters_is_lost():
    for seed in range(5):
        _, sizes, differ, returned = signals(1.0, 30, "sigmoid", seed)
        assert sizes[-1] == pytest.approx(0.5, abs=0.1) and differ[-1] < 1e-10 and returned[0] < 1e-15


# ---- the chain ----------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_product_is_the_slope_of_the_chain(activation):
    def end(x):
        z, _ = chain(1.3, x, 7, activation)
        return ACTIVATIONS[activation][0](z[-1])

    _, factors = chain(1.3, 0.8, 7, activation)
    assert factors.prod() == pytest.approx((end(0.8 + 1e-5) - end(0.8 - 1e-5)) / 2e-5, rel=1e-5)


def test_a_relu_chain_is_a_power_and_a_shut_one_says_so():
    assert initialization.vanishing.at(w=1.5, depth=30, activation="ReLU").product == pytest.approx(1.5**30)
    assert initialization.vanishing.at(w=0.5, depth=30, activation="ReLU").product == pytest.approx(0.5**30)
    assert "Off" in initialization.vanishing.at(activation="ReLU", x=-1).verdict


def test_no_weight_saves_a_chain_of_sigmoids_unless_every_z_is_exactly_in_the_middle():
    best = {
        depth: max(initialization.vanishing.at(w=w, depth=depth).product for w in np.arange(0.5, 8, 0.25))
        for depth in (10, 20)
    }
    assert best[20] < best[10] < 0.05
    assert (
        initialization.vanishing.at(w=8, x=0).product == 2**10
        and initialization.vanishing.at(w=8, x=0.1).product < 1e-5
    )
    small, large = (initialization.vanishing.at(w=w) for w in (1, 8))
    assert large.product < small.product and large.slope < 0.1 * small.slope
    assert "flat" in large.verdict
    assert "no weight from 0.1 to 8" in initialization.vanishing.at("sigmoid, w = 3.4").verdict


# ---- does it train? -----------------------------------------------------------------------------


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_crowd_is_so_many_networks_of_nbcore(activation):
    x, y = spirals()
    many = Crowd((1.0, 1.5), 3, activation, steps=30, dtype=np.float64)
    first = [W.copy() for W in many.W]
    many.train()
    for which in range(6):
        net, optimizer = mlp([2, 16, 16, 16, 1], activation.lower()), GradientDescent(0.1)
        for layer, W in zip([layer for layer in net.layers if hasattr(layer, "dW")], first):
            layer.W[...], layer.b[...] = W[which], 0
        for step in range(31):
            prediction = net.forward(x)
            assert many.losses[step, which] == pytest.approx(BCE(prediction, y), rel=1e-6)
            if step < 30:
                net.backward(BCE.gradient(prediction, y))
                if step == 0:
                    assert many.first_gradient[which] == pytest.approx(np.linalg.norm(net.layers[0].dW))
                optimizer.step(net.params, net.grads)
        chance = many.chance(x, which)
        assert chance == pytest.approx(1 / (1 + np.exp(-prediction[:, 0])), abs=1e-6)


def test_the_first_weights_are_of_the_size_that_the_gain_says():
    many = Crowd((0.5, 2.0), 10, "ReLU", draws=range(20))
    for gain, nets in ((0.5, slice(0, 20)), (2.0, slice(20, 40))):
        for W in many.W[1:-1]:
            assert W[nets].std() * math.sqrt(16) == pytest.approx(gain, rel=0.05)


def test_two_layers_forgive_and_twenty_do_not():
    gains = (0.5, math.sqrt(2), 4)
    assert (learned(gains, 2) == 20).all()
    for depth in (5, 10, 20):
        low, he, high = learned(gains, depth)
        assert low <= 2 and he >= 18 and high <= 2, depth


def test_with_a_good_start_ten_layers_make_no_mistake():
    x, y = spirals()
    many = Crowd((1.4,), 10, "ReLU").train()
    for which in range(3):
        assert ((many.chance(x, which) > 0.5) == (y[:, 0] > 0.5)).all()


def test_the_window_narrows_with_depth():
    width = [(learned(GAIN.stops, depth, draws=3) == 3).sum() for depth in (2, 5, 10, 20)]
    assert width == sorted(width, reverse=True) and width[1] > 1.5 * width[2] and width[2] > width[3] > 0


def test_below_the_window_it_is_slow_rather_than_dead():
    he, low = waits(math.sqrt(2), 10), waits(0.7, 10)
    assert np.isfinite(he).all() and np.isfinite(low).all()
    assert low.min() > 5 * he.max() and low.min() > 200


def test_a_smaller_rate_saves_a_start_that_is_too_large_and_no_rate_in_time_one_that_is_too_small():
    for lr in (0.001, 0.01, 0.1, 1, 10, 100):
        assert learned((0.5,), 10, lr=lr, draws=5)[0] == 0
    assert learned((2.8,), 10, lr=3.2e-4)[0] >= 18 and learned((2.8,), 10)[0] == 0
    assert 4 <= learned((0.5,), 10, lr=1, steps=1000)[0] <= 14, "with more time, some"


def test_each_activation_learns_with_its_own_gain_at_its_own_rate():
    for activation, gain, lr in (("ReLU", math.sqrt(2), 0.1), ("tanh", 1.0, 0.1), ("sigmoid", 6.0, 0.3)):
        assert learned((gain,), 10, activation, lr)[0] >= 18, activation
    assert max(learned((1.0,), 10, "sigmoid", lr)[0] for lr in (0.03, 0.1, 0.3, 1, 3)) == 0


def test_twenty_sigmoid_layers_are_the_hardest_at_any_rate_we_tried():
    for lr in (0.1, 0.3, 1.0):
        assert learned((3, 4, 5, 6, 8, 12), 20, "sigmoid", lr).max() <= 13
    assert learned((8,), 20, "sigmoid", 0.3)[0] >= 7


def test_the_rate_is_a_control_and_each_rate_has_its_own_rows():
    live = initialization.trainable(gain=1.4, depth=2)
    live.readouts
    strip = live._scene.stage.figure.axes[2]

    def marks():
        return (
            sum(len(line.get_xdata()) for line in strip.lines if line.get_marker() in ("o", "x")) - 1
        )  # and the handle

    assert marks() == 3
    live.set(lr=1.0)
    live.readouts
    assert marks() == 3
    live.set(lr=0.1, gain=2.0)
    live.readouts
    assert marks() == 6
    live.close()


def test_a_network_that_says_the_same_everywhere_has_no_boundary():
    scene = Scene(initialization.trainable.focused("plane"))

    def dark(preset):
        scene.run(initialization.trainable.settings(preset))
        return (np.array(scene.stage.paint())[..., :3].max(axis=2) < 60).sum()

    chance = initialization.trainable.state("sigmoid, gain 1").run.chance(np.random.default_rng(0).normal(size=(50, 2)))
    assert 0 < np.ptp(chance) < 1e-5
    assert dark("sigmoid, gain 1") == dark("gain 0.5") < dark("gain √2") - 100


def test_tanh_forgives_large_gains_for_longer():
    assert learned((4.0,), 10, "tanh")[0] >= 16 and learned((4.0,), 10, "ReLU")[0] == 0


def test_training_goes_in_slices_that_can_be_left_and_taken_up_again():
    crowd.cache_clear()  # another test may have trained these networks
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        scene = Scene(initialization.trainable)
        work = scene.start(initialization.trainable.settings(gain=1.3, depth=20, activation="tanh", whole=True))
        steps = [next(work) for _ in range(5)]
        assert all(isinstance(step, Step) for step in steps)
        assert [step.fraction for step in steps] == sorted(step.fraction for step in steps) and steps[-1].fraction < 1
        assert "Training" in initialization.trainable.words(steps[0].state).verdict
        work.close()
        assert "Training" not in scene.run(initialization.trainable.settings(gain=1.3, depth=2)).verdict


def test_what_blows_up_is_told_and_drawn():
    said = initialization.trainable.at(gain=4, depth=20)
    assert said.learned == 0 and "blows up" in said.verdict and said.first > 1e4
    said = initialization.trainable.at(gain=0.25, depth=20)
    assert said.learned == 0 and "Nothing moves" in said.verdict and said.gradient < 1e-10
    assert said.last == pytest.approx(math.log(2), abs=0.01)


def test_each_gain_tried_leaves_its_row():
    live = initialization.trainable(gain=1.0, depth=2)
    live.readouts
    marks = [
        line
        for line in live._scene.stage.figure.axes[2].lines
        if line.get_marker() == "o" and len(line.get_xdata()) == 3
    ]
    live.set(gain=2.0)
    live.readouts
    assert any(len(line.get_xdata()) == 6 for line in live._scene.stage.figure.axes[2].lines), marks
    live.close()

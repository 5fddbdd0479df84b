"""The numbers of lesson 02, against formulas, plain loops and nbcore."""

import numpy as np
import pytest

from course.lessons import descent
from course.lessons.descent.dips import basins, height, minima, slope
from course.lessons.descent.explorers.minibatch import RIM, both_ends
from course.lessons.descent.explorers.unequal_scales import TIMES
from course.lessons.descent.seattle import DAYS, batch_gradients, days, train_line
from course.live.explorer import Scene
from course.practice import exercises
from nbcore import data, losses
from nbcore.gradients import numerical_gradient
from nbcore.optimizers import GradientDescent


def test_the_parabola_has_slopes_4_and_minus_4():
    assert descent.parabola.at(start=2).slope == 4 and descent.parabola.at(start=-2).slope == -4


@pytest.mark.parametrize(
    "lr, word",
    [
        (0.02, "creeps"),
        (0.3, "converges"),
        (0.5, "single step"),
        (0.8, "oscillates"),
        (1, "forever"),
        (1.1, "blows up"),
    ],
)
def test_each_learning_rate_has_its_verdict_and_its_end(lr, word):
    said = descent.parabola.at(lr=lr, steps=10)
    assert word in said.verdict
    assert said.w == pytest.approx(2 * (1 - 2 * lr) ** 10, abs=1e-12)


@pytest.mark.parametrize("lr, condition", [(0.01, 30), (0.0646, 30), (0.0676, 30), (0.3, 3), (0.006, 300), (0.9, 2)])
def test_the_ravine_falls_as_predicted(lr, condition):
    said = descent.ravine.at(lr=lr, condition=condition, steps=200)
    assert said.predicted == pytest.approx(max(abs(1 - lr), abs(1 - lr * condition)))
    assert said.measured == pytest.approx(said.predicted, rel=2e-3)
    assert ("blows up" in said.verdict) == (lr > 2 / condition)


def test_the_ravines_loss_is_that_of_the_two_parabolas():
    said = descent.ravine.at(start=(-2.0, 1.0), lr=0.03, condition=20, steps=50)
    w1, w2 = -2.0 * (1 - 0.03) ** 50, 1.0 * (1 - 0.03 * 20) ** 50
    assert said.loss == pytest.approx((w1**2 + 20 * w2**2) / 2)


def test_five_per_cent_above_the_best_is_gone_and_the_slider_can_be_set_so():
    best = 2 / 31
    assert "best learning rate" in descent.ravine.at(lr=0.0645).verdict
    lr = descent.ravine.controls["lr"]
    for stop in (0.0631, 0.0646):
        said = descent.ravine.at(lr=stop)
        assert stop in lr.stops and said.predicted > descent.ravine.at(lr=0.0645).predicted
        assert not said.verdict.startswith("The best")
    assert "blows up" in descent.ravine.at(lr=lr.nearest(1.05 * best)).verdict


def test_the_ravines_path_stops_at_the_frame():
    live = descent.ravine(lr=2.5, condition=300, steps=200)
    live.readouts
    for line in live._scene.stage.figure.axes[0].lines:
        x, y = line.get_data()
        assert np.all(np.isfinite(y)) and np.all(np.abs(np.asarray(y)[:-1]) < 3)


def test_the_learning_rate_can_be_dragged_on_the_factors():
    live = descent.ravine()
    stage = live._scene.stage
    grip = stage.grips["lr"]
    live._dragged("lr", *stage.to_fraction(grip.axes, 0.02, 0.5))
    assert live.settings["lr"] == pytest.approx(0.02, rel=0.03)
    where = grip.where(type("S", (), live.settings))
    assert where[1] == pytest.approx(0.98, abs=0.001), "it sits on the worse of the two factors"


def test_the_bumps_slope_is_the_slope_of_their_height():
    for w in np.linspace(-4.4, 4.4, 15):
        assert slope(w) == pytest.approx(
            float(numerical_gradient(lambda v: float(height(v[0])), np.array([w]))[0]), abs=1e-6
        )


def test_the_widest_dip_is_not_the_lowest():
    lowest, edges = minima()
    assert np.abs(slope(lowest)).max() < 1e-9
    assert (edges.argmax(), height(lowest).argmin()) == (2, 3), "C is the widest, D the lowest"


def test_long_steps_lead_lower_from_some_starts_and_higher_from_others():
    _, _, ends = basins()
    loss = np.append(height(minima()[0]), np.nan)[ends]  # NaN where the walk never rests
    assert (loss < loss[0]).sum() > 500 and (loss > loss[0]).sum() > 500


def test_a_narrow_dip_holds_small_steps_and_a_wide_one_larger():
    lowest, edges = minima()
    for k, name in enumerate("ABCDE"):
        held = descent.bumpy.at(start=round(float(lowest[k]) + 0.02, 2), lr=round(0.9 * edges[k], 3))
        lost = descent.bumpy.at(start=round(float(lowest[k]) + 0.2, 2), lr=round(1.3 * edges[k], 3))
        assert held.ends_in == name and lost.ends_in != name
        assert held.edge == pytest.approx(edges[k])
    assert descent.bumpy.at(start=-1.5, lr=0.4).ends_in == "C"


def test_the_map_agrees_with_the_walk():
    starts, rates, ends = basins()
    for row, column in ((0, 0), (10, 60), (30, 110), (40, 200), (75, 20)):
        said = descent.bumpy.at(start=starts[column], lr=rates[row])
        assert said.ends_in == ([*"ABCDE", "no dip"][ends[row, column]])


@pytest.mark.parametrize("batch", [1, 4, 64, 1024])
def test_the_quick_training_is_the_plain_loop(batch):
    x, y = days()
    steps, loss, optimizer, rng = (
        3 * DAYS // batch // 2 or 2,
        losses.MeanSquaredError(),
        GradientDescent(0.05),
        np.random.default_rng(7),
    )
    w = np.array([-0.7, 1.2])
    path = [w.copy()]
    while len(path) <= steps:
        for xs, ys in data.minibatches(x[:, None], y, batch, rng):
            upstream = loss.gradient(w[0] * xs[:, 0] + w[1], ys)
            optimizer.step(w, np.array([upstream @ xs[:, 0], upstream.sum()]))
            path.append(w.copy())
    quick = train_line((-0.7, 1.2), 0.05, batch, steps, seed=7)
    assert quick == pytest.approx(np.array(path)[: steps + 1], abs=1e-9)


def test_four_times_the_batch_is_half_the_noise():
    noise = [descent.minibatch.at(batch=b).noise for b in (1, 4, 16, 64)]
    assert np.array(noise[:-1]) / noise[1:] == pytest.approx(2, rel=0.2)
    assert descent.minibatch.at(batch=DAYS).noise == 0


def test_the_batches_are_right_on_average():
    gradients, full = batch_gradients(-0.7, 1.2, 8, 4000, seed=1)
    assert gradients.mean(axis=0) == pytest.approx(full, abs=0.1)
    x, y = days()
    assert full == pytest.approx(
        numerical_gradient(lambda v: np.mean((v[0] * x + v[1] - y) ** 2), np.array([-0.7, 1.2]))
    )


def test_without_noise_the_map_of_days_is_a_round_bowl():
    path = train_line((-0.7, 1.2), 0.1, DAYS, 20, seed=0)
    x, y = days()
    left = np.hypot(*(path - [np.mean(x * y), 0]).T)
    assert left[1:] / left[:-1] == pytest.approx(0.8)


def test_for_the_same_work_small_batches_come_farther():
    assert descent.minibatch.at(batch=16).worked < descent.minibatch.at(batch=1024).worked / 100


def test_ten_times_the_scale_is_a_hundred_times_the_condition_number():
    conditions = [descent.unequal_scales.at(scale=s).condition for s in (1, 10, 3, 30)]
    assert conditions[1] / conditions[0] == pytest.approx(100) and conditions[3] / conditions[2] == pytest.approx(100)


@pytest.mark.parametrize("scale, offset", [(2.0, 0.0), (3.0, 1.0), (1.0, 2.0)])
def test_the_steps_to_a_thousandth_are_those_of_a_walk(scale, offset):
    said = descent.unequal_scales.at(scale=scale, offset=offset)
    birds = data.penguins()
    flipper, y = birds["flipper_length_mm"], birds["body_mass_g"] / 1000
    x = scale * ((flipper - flipper.mean()) / flipper.std() + offset)
    X = np.stack([x, np.ones_like(x)], axis=1)
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    assert (said.w, said.b) == pytest.approx(tuple(best))
    lam = np.linalg.eigvalsh(2 * X.T @ X / len(x))
    lr = 2 / lam.sum()
    assert said.best == pytest.approx(lr) and said.condition == pytest.approx(lam[1] / lam[0])

    def above(w):
        return np.mean((X @ (w - best)) ** 2)

    w = np.array([2.8, 0.4])
    first, steps = above(w), 0
    while above(w) > first / 1000:
        w = w - lr * 2 / len(x) * X.T @ (X @ w - y)
        steps += 1
    assert abs(steps - said.needed) <= 1, "to a step, since rounding may decide the last"


def test_standardised_inputs_need_one_step_whatever_the_units():
    for scale, offset in ((1, 0), (30, 3)):
        said = descent.unequal_scales.at(scale=scale, offset=offset, standardize=True)
        assert said.condition == pytest.approx(1) and said.needed == 1


def test_the_slider_ends_where_it_says():
    end = descent.parabola.controls["lr"].high
    assert descent.parabola.controls["lr"].text(end) == f"{end:g}" and descent.parabola.at(
        lr=end
    ).factor == pytest.approx(1 - 2 * end)


def test_a_round_bowl_has_no_flat_direction_to_creep_along():
    for lr, says in ((0.1, "larger"), (1.0, "one step"), (1.5, "smaller")):
        said = descent.ravine.at(condition=1, lr=lr).verdict
        assert said.startswith("A round bowl") and says in said


def test_steps_over_the_bottom_are_not_called_smooth():
    assert "back and forth" in descent.minibatch.at(batch=1024, lr=1).verdict
    assert "smooth" in descent.minibatch.at(batch=1024, lr=0.1).verdict


def test_a_curve_thinned_to_both_ends_of_each_stretch_keeps_them():
    values = np.random.default_rng(0).normal(size=1025)
    for size in (1, 8, 100):
        kept = both_ends(values, size)
        assert kept[0] == 0 and kept[-1] >= len(values) - size and (np.diff(kept) > 0).all()
        for first in range(0, len(values), size):
            stretch = values[first : first + size]
            own = values[kept[(kept >= first) & (kept < first + size)]]
            assert (own.min(), own.max()) == (stretch.min(), stretch.max())
        assert len(kept) <= 2 * len(values) / size + size


def test_what_reaches_farther_than_the_fan_is_hollow_at_its_rim():
    scene = Scene(descent.minibatch)
    scene.run(descent.minibatch.settings("blows up"))
    rim = descent.minibatch.state("blows up").gradients
    beyond = np.hypot(*rim.T) > RIM
    fan = next(axes for axes in scene.stage.figure.axes if "batches" in axes.get_title("left"))
    hollow = next(line for line in fan.lines if line.get_color() == "white" and len(line.get_xdata()))
    assert 0 < beyond.sum() == len(hollow.get_xdata())
    assert np.hypot(*hollow.get_data()) == pytest.approx(0.98 * RIM)
    angle = np.arctan2(*-rim[beyond].T[::-1])
    assert np.arctan2(*hollow.get_data()[::-1]) == pytest.approx(angle), "the direction stays what it is"


def test_the_dot_on_the_loss_lies_on_its_curve():
    for preset in ("millimeters", "mean far from 0"):
        said = descent.unequal_scales.at(preset)
        left = np.interp(said.needed, TIMES, descent.unequal_scales.state(preset).left)
        assert left == pytest.approx(1e-3, rel=0.05)


def test_the_lines_gradient_is_that_of_nudging():
    source = descent.lesson.source.exercises["line_gradient"]
    rng = np.random.default_rng(1)
    for n in (1, 2, 9):
        x, y, (w, b) = rng.normal(size=n), rng.normal(size=n), rng.normal(size=2)
        nudged = numerical_gradient(lambda v: np.mean((v[0] * x + v[1] - y) ** 2), np.array([w, b]))
        assert exercises.solution(source)(w, b, x, y) == pytest.approx(tuple(nudged), abs=1e-6)

"""The numbers of lesson 07, against formulas, plain loops, nbcore and, where a claim is about chance, other seeds."""

import importlib

import numpy as np
import pytest

from course.lessons import optimizers
from course.lessons.optimizers import terrain
from course.lessons.optimizers.averages import average, correction, year_of_days
from course.lessons.optimizers.labels import spread
from course.lessons.optimizers.methods import ALPHA, BETA, BETAS, METHODS
from course.lessons.optimizers.momentum import measured_rate, rate, regime, roots, walk
from course.lessons.optimizers.noisy_walk import CURVATURES, EPOCHS, KINDS, START, expected_loss, floor, made
from course.lessons.optimizers.noisy_walk import STEPS as DECAY_STEPS
from nbcore import data, losses
from nbcore.network import mlp
from nbcore.optimizers import Adam, GradientDescent, Momentum, RMSprop
from nbcore.schedules import InverseTime

race_module = importlib.import_module("course.lessons.optimizers.valley")
digits_module = importlib.import_module("course.lessons.optimizers.digits")


# ---- the moving average -------------------------------------------------------------------------


@pytest.mark.parametrize("beta, days", [(0.5, 2), (0.9, 10), (0.98, 50)])
def test_the_memory_in_days(beta, days):
    assert optimizers.moving_average.at(share=round(1 - beta, 10)).memory == pytest.approx(days)


def test_the_first_three_days_with_and_without_correction():
    plain = average([40, 49, 45], 0.9)
    assert plain == pytest.approx([4, 8.5, 12.15])
    assert plain / correction(0.9, 3) == pytest.approx([40, 44.7368, 44.8339], abs=1e-4)


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.98])
def test_the_average_is_the_weighted_mean_of_all_days_so_far(beta):
    values = year_of_days(2013)
    assert len(values) == 365
    weights = beta ** np.arange(365)[::-1]
    corrected = average(values, beta) / correction(beta, 365)
    assert corrected[-1] == pytest.approx(np.average(values, weights=weights))
    said = optimizers.moving_average.at(share=round(1 - beta, 10), corrected=True, day=365, year=2013)
    assert said.now == pytest.approx(corrected[-1])


def test_a_longer_memory_is_smoother_and_later():
    short, long = (optimizers.moving_average.at(share=share, corrected=True) for share in (0.5, 0.02))
    assert long.jump < short.jump / 5
    days = year_of_days(2014)
    warmest = {beta: int((average(days, beta) / correction(beta, 365)).argmax()) for beta in (0.5, 0.98)}
    assert warmest[0.98] > warmest[0.5] + 20


def test_the_correction_mends_the_first_day_exactly():
    first = year_of_days(2014)[0]
    assert optimizers.moving_average.at(share=0.02, corrected=True).first_day == pytest.approx(first)
    assert optimizers.moving_average.at(share=0.02).first_day == pytest.approx(0.02 * first)


# ---- bias correction ----------------------------------------------------------------------------


def test_the_uncorrected_first_step_is_3_16_times_as_long():
    said = optimizers.bias_correction.at()
    assert said.first == pytest.approx(0.1 / np.sqrt(0.001)) == pytest.approx(3.16, abs=0.005)
    assert said.plain == pytest.approx(3.16, abs=0.005) and said.corrected == pytest.approx(1)
    assert said.worst == pytest.approx(6.57, abs=0.01)


@pytest.mark.parametrize("step", [1, 2, 7, 40])
@pytest.mark.parametrize("corrected", [False, True])
def test_the_lengths_are_those_of_nbcore(step, corrected):
    gradients = 1 + 0.5 * importlib.import_module("course.lessons.optimizers.averages").chance()[:step]
    w, method = np.zeros(1), Adam(1.0, (0.9, 0.999), eps=1e-12, bias_correction=corrected)
    for g in gradients:
        before = w.copy()
        method.step(w, np.array([g]))
    said = optimizers.bias_correction.at(step=step, noise=0.5)
    assert (said.corrected if corrected else said.plain) == pytest.approx(abs(float(w[0] - before[0])), rel=1e-6)


# ---- momentum -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "x, beta", [(0.001, 0.9), (0.5, 0.9), (3.5, 0.9), (3.9, 0.9), (1.0, 0.0), (2.5, 0.3), (0.02, 0.98), (1.0, 0.25)]
)
def test_the_rate_is_the_larger_root_and_what_a_walk_shows(x, beta):
    sizes = np.abs(np.roots([1, -(1 + beta - x), beta]))
    assert rate(x, beta) == pytest.approx(max(sizes.max(), 0), abs=1e-7)
    assert sorted(np.abs(roots(x, beta))) == pytest.approx(sorted(sizes), abs=1e-7)
    assert measured_rate(x, beta) == pytest.approx(float(rate(x, beta)), abs=1.5e-3)


def test_while_it_oscillates_the_rate_is_the_root_of_beta():
    for beta in (0.3, 0.67, 0.9, 0.98):
        low, high = (1 - np.sqrt(beta)) ** 2, (1 + np.sqrt(beta)) ** 2
        for x in np.linspace(low, high, 9)[1:-1]:
            assert regime(x, beta) == "oscillates"
            assert measured_rate(x, beta) == pytest.approx(np.sqrt(beta), abs=1.5e-3)
    for step in (0.5, 1.0, 2.0):
        said = optimizers.momentum_map.at(step=step)
        assert said.predicted == pytest.approx(np.sqrt(0.9)) and "Both directions oscillate" in said.verdict


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_the_edge_is_two_times_one_plus_beta(beta):
    edge = 2 * (1 + beta)
    assert measured_rate(0.99 * edge, beta) < 1 < measured_rate(1.01 * edge, beta)
    assert regime(0.99 * edge, beta) != "diverges" == regime(1.01 * edge, beta)


def test_the_walk_is_nbcores():
    w, method, path = np.array([1.0]), Momentum(0.05, beta=0.8), [1.0]
    for _ in range(30):
        method.step(w, 12.0 * w)
        path.append(float(w[0]))
    assert walk(0.05 * 12.0, 0.8, 30) == pytest.approx(np.array(path))


@pytest.mark.parametrize("condition", [10, 100, 1000])
def test_the_best_rates_are_the_best_of_a_search(condition):
    said = optimizers.momentum_map.at(condition=condition)
    steps, betas = np.meshgrid(np.linspace(0.5, 3.99, 400), np.linspace(0, 0.99, 397))
    worse = np.maximum(rate(steps, betas), rate(steps / condition, betas))
    assert worse.min() == pytest.approx(said.best, abs=5e-3) and worse.min() >= said.best - 1e-9
    assert worse[0].min() == pytest.approx(said.plain, abs=2e-3)


def test_both_ways_of_writing_momentum_walk_alike():
    gradient = np.array([1.0, 100.0])
    places = []
    for lr, form in ((0.02, "average"), (0.002, "classical")):
        w, method = np.array([-2.6, 1.0]), Momentum(lr, 0.9, form)
        for _ in range(50):
            method.step(w, gradient * w)
        places.append(w)
    assert places[0] == pytest.approx(places[1])


# ---- a saddle and a plateau ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["saddle", "plateau"])
def test_the_landscapes_slopes_and_curvatures_are_those_of_their_heights(kind):
    surface, lowest = terrain.landscape(kind)
    places, h = np.random.default_rng(1).uniform(-2.5, 2.5, (50, 2)), 1e-5
    for axis in (0, 1):
        nudge = h * np.eye(2)[axis]
        assert surface.gradient(places)[:, axis] == pytest.approx(
            (surface(places + nudge) - surface(places - nudge)) / (2 * h), rel=1e-5, abs=1e-7
        )
        bend = (surface.gradient(places + nudge) - surface.gradient(places - nudge)) / (2 * h)
        assert surface.hessian(places)[:, axis] == pytest.approx(bend, rel=1e-5, abs=1e-6)
    assert surface(lowest) == pytest.approx(0) and surface.gradient(lowest) == pytest.approx(0)
    assert (surface(places) >= 0).all()


def test_the_saddle_is_one():
    surface, _ = terrain.landscape("saddle")
    assert surface.gradient(np.zeros(2)) == pytest.approx(0)
    along, across = np.linalg.eigvalsh(surface.hessian(np.zeros(2)))
    assert along < 0 < across


@pytest.mark.parametrize("kind", ["saddle", "plateau"])
def test_at_no_rate_does_descent_get_away_in_time_and_momentum_and_adam_do_untuned(kind):
    surface, lowest = terrain.landscape(kind)
    for lr in np.geomspace(0.001, 0.2, 40):
        path = terrain.walks(surface, terrain.START, GradientDescent(float(lr)))
        assert np.isinf(terrain.arrival(path, lowest)).all()
    said = optimizers.saddle.at(kind=kind)
    assert np.isinf(said.gd) and said.momentum < 100 and said.adam < 50
    assert said.verdict == "Not there after 200 steps: gradient descent."


def test_noise_gets_descent_off_the_saddle_but_not_off_the_plateau():
    saddle = [optimizers.saddle.at(noise=0.3, seed=seed).gd for seed in range(31)]
    plateau = [optimizers.saddle.at(kind="plateau", noise=0.3, seed=seed).gd for seed in range(31)]
    assert np.isfinite(saddle).sum() >= 25 and np.isfinite(plateau).sum() <= 6


def test_nesterov_swings_less_across_the_valley():
    for x in (-0.9, -0.5, 0.4, 0.8):
        plain, ahead = (
            optimizers.saddle.state(start=(x, 0.002), nesterov=nesterov).losses["momentum"]
            for nesterov in (False, True)
        )
        assert ahead[10:40].max() < 0.5 * plain[10:40].max()


def test_a_warm_up_saves_the_walks_that_start_high():
    assert optimizers.saddle.at("a high start").verdict == "Blows up: gradient descent and momentum."
    warm = optimizers.saddle.at("a high start, warmed up")
    assert np.isfinite(warm.momentum) and "Blows up" not in warm.verdict
    rate = terrain.warmed_up(0.1, 4)
    assert [rate(step) for step in range(6)] == pytest.approx([0.025, 0.05, 0.075, 0.1, 0.1, 0.1])
    assert terrain.warmed_up(0.1, 0)(0) == 0.1


def test_names_at_the_ends_keep_their_order_and_their_distance():
    placed = spread([0.5, 0.51, 0.49, 1.4, -3.0], gap=0.1)
    assert list(np.argsort(placed)) == [4, 2, 0, 1, 3]
    assert (np.diff(np.sort(placed)) >= 0.1 - 1e-9).all() and placed.min() >= 0 and placed.max() <= 1


# ---- the race -----------------------------------------------------------------------------------


def nbcore_walk(key, lr, bent, start, steps):
    method = {
        "gd": lambda: GradientDescent(lr), "momentum": lambda: Momentum(lr, BETA),
        "rmsprop": lambda: RMSprop(lr, ALPHA), "adam": lambda: Adam(lr, BETAS),
    }[key]()  # fmt: skip
    w = np.array(start, dtype=float)
    path = [w.copy()]
    for _ in range(steps):
        method.step(w, bent @ w)
        path.append(w.copy())
    return np.array(path)


@pytest.mark.parametrize("rotation, scale", [(0, 1.0), (30, 1.0), (45, 50.0)])
def test_the_race_is_run_by_nbcores_rules(rotation, scale):
    bent, start = race_module.hessian(40, rotation, scale), (-2.0, 0.7)
    rates = np.array([0.02, 0.004, 0.03, 0.1]) / np.array([scale, scale, 1, 1])
    path = race_module.run(bent, start, rates[:, None])
    for index, key in enumerate(METHODS):
        # RMSprop with a constant rate does not settle, and from then on it blows up the last digit.
        steps = 80 if key == "rmsprop" else race_module.STEPS
        assert path[: steps + 1, index, 0] == pytest.approx(
            nbcore_walk(key, rates[index], bent, start, steps), rel=1e-6, abs=1e-9
        )


def counts(**settings):
    said = optimizers.race.at(**settings)
    return [float(said[key]) for key in METHODS]


def test_the_steps_are_counted_as_promised():
    path = nbcore_walk("adam", 0.131, np.diag([1.0, 100.0]), (-2.6, 1.0), 200)
    loss = (path**2) @ np.array([1.0, 100.0]) / 2
    above = np.flatnonzero(loss > loss[0] / 1000)
    assert optimizers.race.at().adam == above[-1] + 1


def test_a_thousand_times_the_loss_is_noticed_by_descent_and_momentum_only():
    before, after = counts(), counts(scale=1000)
    assert np.isinf(after[:2]).all() and after[2:] == before[2:]
    said = optimizers.race.at(scale=1000)
    assert "Gone: gradient descent and momentum." in said.verdict
    bent, start, rates = np.diag([1.0, 100.0]), (-2.6, 1.0), np.array([[1e-9], [1e-9], [0.03], [0.131]])
    one, thousand = (race_module.run(scale * bent, start, rates)[:, 2:] for scale in (1, 1000))
    assert one[:120] == pytest.approx(thousand[:120], abs=1e-6), "the very same steps"
    assert counts(scale=1000, tuned=True) == pytest.approx(counts(tuned=True)), (
        "and with rates tuned anew all are where they were"
    )


def test_turning_the_valley_hurts_rmsprop_and_adam_only():
    before, after = counts(), counts(rotation=45)
    assert after[:2] == before[:2] and after[2] > before[2] * 1.2 and np.isinf(after[3])
    for start in ((-2.6, 1.0), (-2.0, 0.4), (1.5, 1.8), (2.5, -0.7)):
        for condition in (100, 300):
            straight, turned = (counts(start=start, condition=condition, rotation=r, tuned=True) for r in (0, 45))
            assert turned[:2] == straight[:2] and turned[3] > straight[3], "tuned anew, too, from several starts"


def test_adam_does_not_mind_the_condition_number_along_the_axes():
    adam = [counts(condition=condition, tuned=True)[3] for condition in (1, 10, 100, 300)]
    assert max(adam) - min(adam) <= 5
    descent = [counts(condition=condition, tuned=True)[0] for condition in (1, 10, 100, 300)]
    assert descent[0] == 1 and descent == sorted(descent) and np.isinf(descent[3])


def test_tuning_finds_rates_no_worse_than_a_plain_search():
    bent = race_module.hessian(30, 20, 1.0)
    _, _, _, _, steps = race_module.raced(tuple(map(tuple, bent.tolist())), (-1.0, 2.0), None)
    plain = np.geomspace(1e-4, 3, 60)
    with np.errstate(all="ignore"):
        found = race_module.steps_needed(
            race_module.shares(bent, race_module.run(bent, (-1.0, 2.0), np.tile(plain, (4, 1))))
        )
    assert (steps <= 1.1 * found.min(axis=1)).all()


def test_the_rates_and_the_start_can_be_dragged():
    live = optimizers.race(rotation=45)
    stage = live._scene.stage
    live._dragged("adam", *stage.to_fraction(stage.grips["adam"].axes, 0.5, 100))
    assert live.settings["adam"] == pytest.approx(0.5, rel=0.05) and live.settings["gd"] == 0.0194
    live._dragged("start", *stage.to_fraction(stage.grips["start"].axes, 0.0, 2.0))
    assert live.settings["start"] == pytest.approx((np.sqrt(2), np.sqrt(2)), abs=0.02), (
        "in the valley's own coordinates"
    )
    live.close()


# ---- schedules ----------------------------------------------------------------------------------


def test_0_2_decays_to():
    assert [round(InverseTime(0.2, 1.0)(epoch), 3) for epoch in (1, 2, 3, 4)] == [0.1, 0.067, 0.05, 0.04]
    said = optimizers.decay.at(schedule="inverse time", lr=0.2, left=1 / EPOCHS)
    assert said.epochs_1_to_4 == "0.1, 0.0667, 0.05, 0.04" and said.formula == "η₀ / (1 + 1 · epoch)"


@pytest.mark.parametrize("kind", KINDS)
def test_every_schedule_ends_with_what_was_to_be_left(kind):
    rule, _ = made(kind, 0.3, 0.05)
    assert rule(0) == pytest.approx(0.3)
    assert rule(EPOCHS - 1) == pytest.approx(0.3 if kind == "constant" else 0.015)


@pytest.mark.parametrize("kind, lr", [("constant", 0.2), ("exponential", 0.3), ("cosine", 0.1)])
def test_the_average_over_all_runs_is_that_of_many_runs(kind, lr):
    rates = np.repeat([made(kind, lr, 0.1)[0](epoch) for epoch in range(EPOCHS)], DECAY_STEPS)
    whole, way = expected_loss(rates, 1.0)
    rng, w = np.random.default_rng(0), np.tile(START, (20_000, 1))
    for step, lr in enumerate(rates[:120]):
        w = w - lr * (CURVATURES * w + rng.normal(size=w.shape))
        if step + 1 in (5, 30, 120):
            assert (w**2 @ CURVATURES / 2).mean() == pytest.approx(whole[step + 1], rel=0.05)
    assert (way <= whole + 1e-12).all()


@pytest.mark.parametrize("lr", [0.05, 0.2, 0.45])
def test_a_constant_rate_ends_at_its_floor(lr):
    whole, _ = expected_loss(np.full(2000, lr), 1.5)
    assert whole[-1] == pytest.approx(float(floor(lr, 1.5)))
    assert float(floor(lr / 100, 1.0)) == pytest.approx(float(floor(lr / 50, 1.0)) / 2, rel=0.02)


def test_a_rate_that_falls_ends_lower_than_any_constant_one():
    constant = min(optimizers.decay.at(schedule="constant", lr=round(lr, 4)).end for lr in np.geomspace(0.01, 0.49, 40))
    assert optimizers.decay.at(schedule="exponential").end < 0.7 * constant
    for kind in KINDS[1:]:
        assert min(optimizers.decay.at(schedule=kind, lr=lr, left=0.03).end for lr in (0.05, 0.1, 0.3)) < constant
    assert "Frozen" in optimizers.decay.at(lr=0.05, left=0.001).verdict
    assert "gain nothing" in optimizers.decay.at(noise=0).verdict


# ---- real digits --------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_networks_side_by_side_are_trained_as_nbcore_trains_one(method):
    (x, y), dev, test = digits_module.digits("standardized")
    many = digits_module.Nets(method)
    place, start = 6, 3
    one = mlp(digits_module.SIZES, seed=start)
    optimizer, loss = METHODS[method]["make"](float(digits_module.RATES[method][place])), losses.SoftmaxCrossEntropy()
    rows = np.random.default_rng(0).permutation(len(x))[: 6 * 64].reshape(6, 64)
    for some in rows:
        many.step(np.stack([x[some]] * digits_module.STARTS), np.stack([y[some]] * digits_module.STARTS))
        one.backward(loss.gradient(one.forward(x[some]), y[some]))
        optimizer.step(one.params, one.grads)
    assert many.W1[place, start] == pytest.approx(dict(one.named_parameters())["0.W"], rel=1e-6, abs=1e-9)
    assert many.b2[place, start, 0] == pytest.approx(dict(one.named_parameters())["2.b"], rel=1e-6, abs=1e-9)
    dev_loss, wrong = many.judged(dev, test)
    assert dev_loss[place, start] == pytest.approx(loss(one.predict(dev[0]), dev[1]))
    assert wrong[place, start] == (one.predict(test[0]).argmax(axis=1) != test[1]).sum()


def test_what_was_trained_is_kept_when_a_newer_setting_comes():
    from types import GeneratorType

    from course.live.explorer import Scene

    digits_module.training.cache_clear()
    scene = Scene(optimizers.real_race)
    settings = optimizers.real_race.settings(inputs="mixed units", epochs=2)
    work = scene.start(settings)
    assert isinstance(work, GeneratorType)
    fractions = [next(work).fraction for _ in range(40)]
    assert fractions[0] == 0 and fractions == sorted(fractions) and 0 < fractions[-1] < 1
    work.close()  # as when a slider moves
    done = digits_module.training("mixed units").done
    assert done == 38  # the first two were the picture and the file
    assert next(scene.start(settings)).fraction == pytest.approx(fractions[-1])
    said = scene.run(settings)
    assert not isinstance(scene.start(settings), GeneratorType), "it need not be trained again"
    digits_module.training.cache_clear()
    assert optimizers.real_race.at(inputs="mixed units", epochs=2) == said, "and is the same as in one go"


def test_the_rates_are_chosen_on_dev_digits_and_lie_inside_what_was_tried():
    for inputs in digits_module.KINDS:
        optimizers.real_race.at(inputs=inputs)
        found = digits_module.training(inputs)
        for key in METHODS:
            best = found.loss[key][-1].mean(axis=1).argmin()
            assert 0 < best < digits_module.COUNT - 1, f"{inputs}, {key}: a better rate may lie outside"


def mistakes(inputs):
    optimizers.real_race.at(inputs=inputs)
    found = digits_module.training(inputs)
    return {key: found.wrong[key][-1][found.loss[key][-1].mean(axis=1).argmin()] for key in METHODS}


def test_standardized_inputs_leave_no_winner_and_mixed_units_do():
    said = optimizers.real_race.at(inputs="standardized").verdict
    assert (
        said
        == "Fewest mistakes: gradient descent, but with five starts you can't tell it from momentum, RMSprop and Adam."
    )
    assert "you can't tell it from" in optimizers.real_race.at(inputs="mixed units").verdict
    mixed = mistakes("mixed units")
    assert max(mixed["adam"].max(), mixed["rmsprop"].max()) < min(mixed["gd"].min(), mixed["momentum"].min()), (
        "in each of five starts"
    )


@pytest.mark.parametrize("inputs", digits_module.KINDS)
def test_all_parts_of_the_digits_are_treated_alike(inputs):
    (x, y), dev, test = digits_module.digits(inputs)
    assert (len(x), len(dev[0]), len(test[0])) == (1078, 360, 359)
    raw = data.split(data.digits().x, data.digits().y, seed=0)
    for (here, _), (there, _) in zip((dev, test), raw[1:]):
        if inputs == "standardized":
            there = data.Standardizer().fit(raw[0][0]).transform(there)
        elif inputs == "mixed units":
            there = there * (here[:, 20:21] / np.where(there[:, 20:21] == 0, 1, there[:, 20:21])).max(axis=0)
            here, there = here[:, 20:21], there[:, 20:21]
        assert here == pytest.approx(there)


# ---- what the verdicts say ----------------------------------------------------------------------


def test_two_averages_that_are_hardly_filled_are_not_called_full():
    for settings in (dict(share2=0.01), dict(share1=0.0316)):
        assert "cancel" in optimizers.bias_correction.at(step=1, **settings).verdict
    assert "long filled up" in optimizers.bias_correction.at(step=5000).verdict


def test_no_advice_that_would_not_help():
    at = optimizers.momentum_map.at
    assert "arrives in a single step" in at(condition=1, beta=0, step=1).verdict
    assert (
        "A larger η" in at(beta=0, step=0.5).verdict and at(beta=0, step=0.6).predicted < at(beta=0, step=0.5).predicted
    )
    assert "only a larger β" in at(beta=0, step=1.98).verdict
    assert at(beta=0, step=1.99).predicted > at(beta=0, step=1.98).predicted > at(beta=0.02, step=1.98).predicted


def test_a_rate_that_does_not_fall_is_not_blamed_for_falling():
    assert "Too slow" in optimizers.decay.at(schedule="constant", lr=0.01).verdict
    assert "Frozen" in optimizers.decay.at(lr=0.05, left=0.001).verdict


def test_one_step_is_one_step():
    assert dict((name, text) for name, _, text in optimizers.race.at(condition=1, tuned=True).rows())["gd"] == "1 step"

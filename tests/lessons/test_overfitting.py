"""The numbers of lesson 04, against formulas, plain loops and nbcore, and its claims over several draws of the data."""

import math

import numpy as np
import pytest

from course.lessons import overfitting
from course.lessons.overfitting.cameras import LEVELS, RETRAINED, Cameras, error, retaken
from course.lessons.overfitting.explorers.learning_curve import learned_from
from course.lessons.overfitting.gaps import CASES, ERROR, spread, squeeze, stretch
from course.lessons.overfitting.learning import SCORES
from course.lessons.overfitting.measurements import (
    COUNTS,
    GRID,
    HIGHEST,
    measured,
    over_parameters,
    parts,
    refits,
    smallest,
    truth,
)
from course.lessons.overfitting.moons import BLUR, LOSS, NEW, RUNS, TRAINED, Moons, Run, best_possible, obeyed, wrong
from course.lessons.overfitting.remembering import (
    NEW_IMAGES,
    confidence,
    distances,
    images,
    loss_curve,
    loss_on_new,
    nearest,
)  # fmt: skip
from course.live.explorer import Scene, Step
from nbcore import data
from nbcore.losses import SoftmaxCrossEntropy
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import fit
from nbcore.validation import learning_curve

# ---- three bears --------------------------------------------------------------------------------


def test_the_picture_shows_the_net_that_fit_trains():
    said = overfitting.three_bears.at(units=8, n=32, seed=3, held_out=True)
    moons, net = Moons(32, 3), mlp([2, 8, 1], "tanh", seed=3)
    fit(net, LOSS, Adam(0.05), moons.x, moons.y, epochs=400)
    assert said.missed == wrong(net, moons.x, moons.y) == ((net.forward(moons.x) > 0) != (moons.y == 1)).sum()
    assert said.error == pytest.approx(100 * wrong(net, moons.new_x, moons.new_y) / NEW)
    assert said.learned == obeyed(net, moons) <= said.slips == moons.slipped.sum()


@pytest.fixture(scope="module")
def bears():
    """{units: ten draws of the data}, 64 points each."""
    return {k: [overfitting.three_bears.at(units=k, seed=s, held_out=True) for s in range(10)] for k in (1, 4, 64)}


def test_too_simple_about_right_too_wild(bears):
    new = {k: np.array([said.error for said in all_]) for k, all_ in bears.items()}
    train = {k: np.mean([said.train_error for said in all_]) for k, all_ in bears.items()}
    assert train[1] > train[4] > train[64] and train[64] < 3
    assert new[4].mean() < new[1].mean() - 3 and new[4].mean() < new[64].mean() - 3
    assert (new[64] > new[4]).sum() >= 8 and (new[1] > new[4]).sum() >= 7
    assert abs(new[64].mean() - new[1].mean()) < 3, "the text says that the widest is about as bad as the simplest"


def test_the_wide_net_learns_wrong_labels_by_heart(bears):
    share = {k: sum(said.learned for said in all_) / sum(said.slips for said in all_) for k, all_ in bears.items()}
    assert share[64] > 0.85 and share[1] < 0.35


def test_more_points_cure_the_wide_net_more_than_the_simple_one(bears):
    gained = {}
    for units in (1, 64):
        many = np.mean([overfitting.three_bears.at(units=units, n=256, seed=s, held_out=True).error for s in range(10)])
        gained[units] = np.mean([said.error for said in bears[units]]) - many
    assert gained[64] > gained[1] + 2 and gained[64] > 6


def test_the_three_bears_have_their_verdicts():
    for units, word in ((1, "underfits"), (2, "misled"), (4, "About right"), (64, "overfits")):
        assert word in overfitting.three_bears.at(units=units, held_out=True).verdict


def test_before_the_box_is_ticked_nothing_tells_of_new_points():
    said = overfitting.three_bears.at(units=64)
    assert not {"error", "learned", "slips", "best"} & set(said)


def test_nothing_beats_the_best_possible_boundary_and_a_net_with_many_points_comes_close():
    """The rule that best_possible speaks of, tried on points: the moon whose arc is denser there."""
    x, truth = data.moons(20_000, noise=BLUR, seed=9)
    angle = np.linspace(0, np.pi, 200)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    near = [
        np.array(
            [np.exp(-((part[:, None] - arc) ** 2).sum(axis=2) / (2 * BLUR**2)).mean(axis=1) for part in np.split(x, 40)]
        )
        for arc in (upper, [1, 0.5] - upper)
    ]
    missed = np.mean((near[1].ravel() > near[0].ravel()) != (truth == 1))
    assert best_possible() == pytest.approx(missed * 0.9 + (1 - missed) * 0.1, abs=0.004)
    nets = [overfitting.three_bears.at(units=64, n=256, seed=seed, held_out=True).error for seed in range(10)]
    assert 100 * best_possible() < np.mean(nets) < 100 * best_possible() + 6


def test_more_points_of_a_draw_are_the_same_and_further_ones():
    few, many = Moons(32, 2), Moons(256, 2)
    assert (many.x[:32] == few.x).all() and (many.new_x == few.new_x).all()
    assert not set(map(tuple, many.x)) & set(map(tuple, many.new_x)), "no point is in both sets"


@pytest.mark.parametrize(
    "name, settings",
    [
        ("three_bears", {"seed": 9}),
        ("epochs", {"seed": 9}),
        ("mismatch", {"share": 35}),
        ("learning_curve", {"units": 4}),
    ],
)
def test_training_comes_in_slices_and_a_new_setting_may_cancel_it(name, settings):
    for kept in (TRAINED, RUNS, RETRAINED, SCORES):
        kept.clear()
    scene = Scene(getattr(overfitting, name))
    work = scene.start(scene.explorer.settings(**settings))
    assert isinstance(next(work), Step)
    work.close()
    said = scene.run(scene.explorer.settings(**settings))
    assert said == getattr(overfitting, name).at(**settings), "a run that was cancelled leaves nothing behind"


# ---- polynomials --------------------------------------------------------------------------------


@pytest.mark.parametrize("n, degree", [(16, 1), (16, 11), (40, 5), (300, 12)])
def test_the_polynomials_are_those_of_least_squares(n, degree):
    x, y, fits, on_own, _ = refits(n, 0.35)
    for k in (0, 29):
        plain = np.polynomial.Polynomial.fit(x, y[k], degree)
        assert fits[k, degree] == pytest.approx(plain(GRID), abs=1e-7)
    own = [np.mean((np.polynomial.Polynomial.fit(x, row, degree)(x) - row) ** 2) for row in y]
    assert on_own[degree] == pytest.approx(np.mean(own))


@pytest.mark.parametrize("n, noise", [(15, 0.6), (16, 0.35), (80, 0.35), (300, 0.1)])
def test_the_error_on_new_measurements_is_bias_variance_and_noise(n, noise):
    _, _, fits, _, on_new = refits(n, noise)
    bias, variance = parts(fits)
    assert on_new == pytest.approx(bias + variance + noise**2, rel=0.06)


@pytest.mark.parametrize("n", [16, 100])
def test_the_variance_is_that_of_the_formula(n):
    """With measurements at the same places, the variance of least squares is noise² times the mean of v (V'V)⁻¹ v."""
    _, _, fits, _, _ = refits(n, 0.35)
    for degree in (1, 5, 9):
        V, G = (np.polynomial.legendre.legvander(places, degree) for places in (np.linspace(-1, 1, n), GRID))
        expected = 0.35**2 * np.einsum("ij,jk,ik->i", G, np.linalg.inv(V.T @ V), G).mean()
        assert parts(fits)[1][degree] == pytest.approx(expected, rel=0.25)


def test_more_measurements_melt_the_variance_and_leave_the_bias():
    few, many = (overfitting.polynomial.at(degree=11, n=n) for n in (16, 160))
    assert many.variance < few.variance / 10 and few.bias < 0.01
    line, long_line = (overfitting.polynomial.at(degree=1, n=n) for n in (16, 160))
    assert line.bias > 0.3 and long_line.bias > 0.9 * line.bias


def test_the_training_error_never_rises_with_the_degree_and_the_other_does():
    _, _, _, on_own, on_new = refits(16, 0.35)
    assert (np.diff(on_own) <= 1e-12).all()
    assert 3 <= on_new.argmin() <= 7 and on_new[HIGHEST] > 2 * on_new.min()


@pytest.mark.parametrize("n, parameters", [(16, 6), (12, 12), (16, 40), (20, 200)])
def test_the_smallest_weights_are_those_that_gradient_descent_finds_from_zero(n, parameters):
    x, y = measured(n, 0.35, np.random.default_rng(0))
    columns = np.polynomial.legendre.legvander(x, parameters - 1)
    found = smallest(n, 0.35, parameters)
    weights, lr = np.zeros(parameters), 1 / np.linalg.eigvalsh(columns @ columns.T).max()
    for _ in range(200_000 if parameters == n else 5_000):
        weights -= lr * columns.T @ (columns @ weights - y[7])
    walked = np.polynomial.legendre.legvander(GRID, parameters - 1) @ weights
    assert found.fits[7] == pytest.approx(walked, abs=1e-3)


def test_before_the_peak_the_fits_are_the_polynomials_of_the_other_figure():
    _, _, fits, on_own, _ = refits(16, 0.35)
    for degree in (0, 5, 12):
        one = smallest(16, 0.35, degree + 1)
        assert one.fits == pytest.approx(fits[:, degree], abs=1e-8) and one.on_own == pytest.approx(on_own[degree])


@pytest.mark.parametrize("n", [12, 16, 20])
def test_the_error_falls_explodes_where_all_points_are_just_met_and_falls_again(n):
    on_own, on_new = over_parameters(n, 0.35)
    first, second = on_new[COUNTS < n].min(), on_new[COUNTS > n].min()
    assert COUNTS[on_new.argmax()] in (n, n + 1) and on_new.max() > 10 * max(first, second)
    assert first < second < 1.5 * first and COUNTS[on_new == second] > 2 * n
    assert (on_own[COUNTS >= n] < 1e-15).all() and (on_own[COUNTS < n] > 1e-6).all()


def test_the_second_valley_has_small_weights_and_the_peak_has_not():
    norm = {p: overfitting.double_descent.at(parameters=p).norm for p in (6, 16, 20, 100)}
    assert norm[16] > 20 * norm[6] and norm[16] > 10 * norm[20] and norm[100] < norm[20]


def test_double_descent_has_a_verdict_for_each_part():
    at = overfitting.double_descent.at
    for p, word in ((1, "Too simple"), (6, "About right"), (12, "Before the peak"), (16, "As many"), (20, "Past the peak"), (100, "second valley")):  # fmt: skip
        assert word in at(parameters=p).verdict, p


def test_without_noise_all_fits_are_one():
    _, y, fits, _, _ = refits(20, 0.0)
    assert fits.var(axis=0).max() < 1e-20 and y[0] == pytest.approx(truth(np.linspace(-1, 1, 20)))


# ---- epochs -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def runs():
    """Ten draws of the data at the start settings."""
    made = []
    for seed in range(10):
        run = Run(16, 0.1, seed)
        for history in run.steps():
            pass
        run.keep(history)
        made.append(run)
    return made


def test_the_losses_are_those_of_the_net_after_so_many_epochs(runs):
    run = runs[4]
    for epoch in (0, 20, 100, 600):
        net, moons = run.at(epoch), run.moons
        assert run.train[epoch] == pytest.approx(LOSS(net.forward(moons.x), moons.y))
        assert run.dev[epoch] == pytest.approx(LOSS(net.forward(moons.new_x), moons.new_y))
    said = overfitting.epochs.at(epoch=100, mark=40, reveal=True, seed=4)
    assert (said.loss, said.dev, said.best) == pytest.approx((run.train[100], run.dev[100], run.best))
    assert said.cost == pytest.approx(run.dev[40] - run.dev.min())


def test_twenty_is_too_early_and_six_hundred_too_late(runs):
    dev = np.array([run.dev[[20, 100, 600]] for run in runs])
    assert (dev[:, 2] > [run.dev.min() + 0.05 for run in runs]).all(), "by 600 it has always gone too far"
    assert ((dev[:, 1] <= dev[:, 0]) & (dev[:, 1] < dev[:, 2])).sum() >= 8
    best = [run.best for run in runs]
    assert max(best) > 2 * min(best), "how soon it is best differs widely from draw to draw"


def test_the_training_loss_says_go_on_in_every_draw(runs):
    assert all(run.train[600] < run.train[run.best] < run.train[20] for run in runs)


def test_without_wrong_labels_one_may_go_on_longer(runs):
    best = []
    for seed in range(6):
        run = Run(16, 0.0, seed)
        for history in run.steps():
            pass
        run.keep(history)
        best.append(run.best)
    assert np.median(best) > np.median([run.best for run in runs])


def test_the_dev_loss_grows_more_than_the_dev_error(runs):
    early, late = (
        np.array([wrong(run.at(e), run.moons.new_x, run.moons.new_y) for run in runs]).mean() for e in (100, 600)
    )
    loss_early, loss_late = (np.mean([run.dev[e] for run in runs]) for e in (100, 600))
    assert loss_late / loss_early > 1.4 and 1 < late / early < 1.3


def test_nothing_tells_of_the_dev_loss_before_a_stop_is_marked():
    for settings in ({}, {"mark": 200}, {"reveal": True}):
        said = overfitting.epochs.at(epoch=600, **settings)
        assert not {"dev", "best", "cost", "missed_new"} & set(said)
        assert "learned" not in said, "which labels are wrong would be half of the answer"
    scene = Scene(overfitting.epochs)
    plane = scene.stage.figure.axes[0]
    for settings, rings in (({"epoch": 600}, 0), ({"reveal": True}, 0), ({"reveal": True, "mark": 100}, 8)):
        scene.run(overfitting.epochs.settings(**settings))
        assert len(plane.lines[-1].get_xdata()) == rings
    scene.run(overfitting.epochs.settings(reveal=True, mark=100))
    scene.run(overfitting.epochs.settings(reveal=False, mark=100))
    dev_line = next(line for line in scene.stage.figure.axes[1].lines if line.get_label() == "dev")
    assert len(dev_line.get_xdata()) == 0


def test_the_stop_can_be_dragged_to_an_epoch_that_was_kept():
    live = overfitting.epochs()
    stage = live._scene.stage
    live.readouts
    live._dragged("mark", *stage.to_fraction(stage.grips["mark"].axes, 243, 0.0))
    assert live.settings["mark"] == pytest.approx(243, abs=3) and live.settings["mark"] % 4 == 0


# ---- the memorizer ------------------------------------------------------------------------------


def test_the_memorizer_has_training_loss_0_and_dev_loss_log_2():
    said = overfitting.memorizer.at()
    assert said.train == 0 and said.dev == pytest.approx(math.log(2), abs=1e-12)
    for reach in (0.0, 0.5, 3.0, 8.0):
        assert -np.log(confidence(0.0, reach)) == 0, "what is remembered has loss 0, whatever the reach"


def test_nothing_new_is_remembered():
    x, _, old, _ = images()
    assert distances().min() > 0.1, "no image is in both sets"
    assert distances()[3, 5] == pytest.approx(np.linalg.norm(x[3] - old[5]))


def test_the_loss_is_the_mean_of_the_logs():
    x, digit, old, old_digit = images()
    total = 0.0
    for image, even in zip(x[:40], digit[:40] % 2 == 0):
        away = np.linalg.norm(old[:100] - image, axis=1)
        sure = 0.5 + 0.5 * math.exp(-((away.min() / 2.0) ** 2))
        total -= math.log(sure if (old_digit[away.argmin()] % 2 == 0) == even else 1 - sure)
    _, away, alike = nearest(100)
    sure = confidence(away, 2.0)
    assert -np.log(np.where(alike, sure, 1 - sure))[:40].sum() == pytest.approx(total)


def test_with_few_images_too_much_trust_costs_and_with_many_it_does_not():
    few, many = loss_curve(20), loss_curve(1000)
    assert few[-1] > few.min() + 0.05 and many[-1] < many.min() + 0.005
    assert loss_on_new(1000, 4.0) < loss_on_new(100, 4.0) < loss_on_new(20, 4.0)
    assert len(nearest(20)[0]) == NEW_IMAGES


# ---- diagnosis and splits -----------------------------------------------------------------------


def test_the_four_cases_of_the_table():
    found = [overfitting.diagnose.at(train=train, dev=dev).diagnosis for train, dev in CASES.values()]
    assert found == ["high variance", "high bias", "both", "neither"]
    assert overfitting.diagnose.at(train=15, dev=16, human=14).diagnosis == "neither"


def test_the_map_of_gaps_can_be_gone_back():
    gaps = np.array([0.0, 0.5, 2.0, 11.0, 40.0])
    assert stretch(squeeze(gaps)) == pytest.approx(gaps) and squeeze(2.0) == 0.5
    live = overfitting.diagnose(train=5.0, dev=9.0, human=1.0)
    stage = live._scene.stage
    live.readouts
    live._dragged("errors", *stage.to_fraction(stage.grips["errors"].axes, squeeze(10.0), squeeze(5.0)))
    assert live.settings["train"] == pytest.approx(11, abs=0.6) and live.settings["dev"] == pytest.approx(16, abs=0.9)


@pytest.mark.parametrize("n", [1, 20, 2000, 10_000])
def test_a_dev_error_is_off_by_the_root_of_p_q_over_n(n):
    tried = np.random.default_rng(4).binomial(n, ERROR, 20_000) / n
    assert tried.std() == pytest.approx(spread(ERROR, n), rel=0.03)
    assert np.mean([np.random.default_rng(s).random((50, n)).mean(axis=1).std() for s in range(2)]) < 1


@pytest.mark.parametrize(
    "m, fractions, gap", [(10_000, "60/20/20", 1.0), (10_000, "98/1/1", 1.0), (1_000_000, "98/1/1", 0.5)]
)
def test_how_often_the_better_model_is_picked(m, fractions, gap):
    said = overfitting.splits.at(m=m, fractions=fractions, gap=gap)
    better = ERROR - gap / 100
    z = gap / 100 / math.hypot(spread(ERROR, int(said.dev)), spread(better, int(said.dev)))
    assert said.chosen == pytest.approx(50 * (1 + math.erf(z / math.sqrt(2))), abs=2)


def test_every_example_is_in_one_set():
    for m in (100, 101, 9_999, 1_000_000):
        for fractions in ("60/20/20", "80/10/10", "98/1/1"):
            said = overfitting.splits.at(m=m, fractions=fractions)
            assert said.train + 2 * said.dev == m and said.dev >= 1
    assert overfitting.splits.at(m=1_000_000, fractions="98/1/1").off == pytest.approx(0.3)


# ---- the learning curve -------------------------------------------------------------------------


def test_the_learning_curve_is_that_of_nbcore():
    def score(train, dev):
        net = mlp([64, 8, 10], "tanh", seed=0)
        fit(net, SoftmaxCrossEntropy(), Adam(0.02), *train, epochs=60)
        return [np.mean(net.predict(x).argmax(axis=1) != y) for x, y in (train, dev)]

    digits = data.digits()
    wanted = learning_curve(score, digits.x, digits.y, [16, 32, 64], k=5, seed=0)
    state = overfitting.learning_curve.state(units=8, n=64)
    assert np.stack([state.train, state.dev], axis=-1) == pytest.approx(wanted)
    said = overfitting.learning_curve.at(units=8, n=64)
    assert said.dev == pytest.approx(100 * wanted[-1, :, 1].mean())
    assert said.gap == pytest.approx(100 * (wanted[-1, :, 1] - wanted[-1, :, 0]).mean())
    assert (said.lowest, said.highest) == pytest.approx((100 * wanted[-1, :, 1].min(), 100 * wanted[-1, :, 1].max()))


def test_the_strips_show_what_each_net_learned_from():
    digits = data.digits()
    order = np.random.default_rng(0).permutation(1797)
    place = {tuple(digits.x[row]): number for number, row in enumerate(order)}
    for fold, ((x, _), _) in enumerate(data.folds(digits.x, digits.y, 5, 0)):
        shown = np.concatenate([np.arange(*ends) for ends in learned_from(fold, 512)])
        assert shown.tolist() == [place[tuple(image)] for image in x[:512]]


def test_more_images_close_the_wide_nets_gap_and_the_small_nets_curves_meet_high_up():
    wide = [overfitting.learning_curve.at(units=32, n=n) for n in (16, 64, 512)]
    small = [overfitting.learning_curve.at(units=2, n=n) for n in (16, 64, 512)]
    assert [said.gap for said in wide] == sorted((said.gap for said in wide), reverse=True)
    assert wide[-1].dev < 6 and max(said.train for said in wide) < 1
    assert small[-1].dev > 50 and small[-1].gap < 5 < small[0].gap and small[-1].train > small[0].train + 10
    for said, word in ((wide[0], "wide gap"), (small[1], "closing from both sides"), (small[2], "too simple")):
        assert word in said.verdict


# ---- another camera -----------------------------------------------------------------------------


def test_the_same_camera_changes_nothing_and_a_whole_pixel_is_a_whole_pixel():
    x = Cameras(0).x[:20]
    for kind in ("all three", "shifted", "dimmed", "noisy"):
        assert retaken(x, kind, 0.0, seed=1) == pytest.approx(x)
    moved = retaken(x, "shifted", 2 / 3, seed=1).reshape(-1, 8, 8)
    assert moved[:, :, 1:] == pytest.approx(x.reshape(-1, 8, 8)[:, :, :-1]) and (abs(moved[:, :, 0]) < 1e-12).all()
    assert retaken(x, "dimmed", 1.0, seed=1) == pytest.approx(x / 2)
    assert retaken(x, "noisy", 1.0, seed=1).min() >= 0 and LEVELS[-1] == 1


def test_a_shift_harms_most_and_dimming_least_whatever_the_seed():
    for seed in range(4):
        sets = Cameras(seed)
        net = sets.net()
        for _ in sets.train(net, sets.x):
            pass
        used = {
            k: error(net, retaken(sets.real_x, k, 1.0, seed=100), sets.real_y) for k in ("shifted", "noisy", "dimmed")
        }
        own = error(net, sets.dev_x, sets.dev_y)
        assert own < 0.07 and used["dimmed"] < own + 0.03
        assert used["shifted"] > 0.5 > 0.2 > used["noisy"] > used["dimmed"]


def test_only_a_dev_set_from_the_new_camera_sees_it():
    old, new = (overfitting.mismatch.at(kind="shifted", difference=1.0, dev_retaken=box) for box in (False, True))
    assert old.used == new.used > old.dev + 50
    assert new.dev == pytest.approx(new.used, abs=8)


def test_some_retaken_images_help_whatever_the_seed():
    for seed in range(3):
        sets, used = Cameras(seed), []
        for share in (0, 10, 50):
            net = sets.net()
            for _ in sets.train(net, sets.training_set("shifted", 1.0, share)):
                pass
            used.append(error(net, retaken(sets.real_x, "shifted", 1.0, seed=100), sets.real_y))
        assert used[1] < used[0] / 2 and used[2] < used[1]


# ---- the coin tossers ---------------------------------------------------------------------------


def test_the_best_of_a_hundred_coin_tossers_looks_skilled():
    lucky = [np.random.default_rng(s).binomial(50, 0.5, 100).min() / 50 for s in range(50)]
    assert np.mean(lucky) < 0.36

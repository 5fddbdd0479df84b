"""The numbers of lesson 05, against formulas, plain loops and nbcore; and what it claims, over several seeds."""

import numpy as np
import pytest

from course.lessons import regularization
from course.lessons.regularization.birds import EPOCHS, LAMS, LR, birds, descent_of, off, stopped, with_l1, with_l2
from course.lessons.regularization.digits import SEEDS, Nets, learning
from course.lessons.regularization.nets import STEPS, UNITS, bce, masks_of, moons, steps_of
from course.lessons.regularization.pulls import CURVES, ball, resting
from course.live.explorer import Scene
from nbcore import data, losses, penalties
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.schedules import Cosine
from nbcore.training import fit, step

SAMPLES = range(1, 11)


@pytest.mark.parametrize("name", ["by_heart", "dropout", "patience", "paths"])
def test_training_is_dashed_and_dev_is_solid(name):
    scene = Scene(getattr(regularization, name))
    lines = [line for axes in scene.stage.figure.axes for line in axes.get_legend_handles_labels()[0]]
    dash = {kind: {line.get_linestyle() for line in lines if kind in line.get_label()} for kind in ("training", "dev")}
    assert dash == {"training": {"--"}, "dev": {"-"}}


def finished(work):
    """What long work returns."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


# ---- steepness ----------------------------------------------------------------------------------


def test_the_steep_neuron_is_as_sure_as_it_says():
    shallow, steep = regularization.steepness.at(), regularization.steepness.at(scale=10)
    assert (round(float(shallow.triangle), 2), round(float(shallow.circle), 2)) == (0.88, 0.12)
    assert (steep.triangle.text, steep.circle.text) == ("0.9999999979", "0.0000000021")
    assert shallow.gradient == pytest.approx(1 - 1 / (1 + np.exp(-2))) and steep.gradient == pytest.approx(
        np.exp(-20), rel=1e-6
    )


def test_the_same_mistake_costs_more_with_a_larger_scale_and_the_training_loss_falls():
    said = [regularization.steepness.at(scale=s) for s in (1, 2, 5, 10)]
    assert all(a.cost < b.cost and a.loss > b.loss for a, b in zip(said, said[1:]))
    assert said[-1].cost == pytest.approx(np.log1p(np.exp(7)))


# ---- penalty_ball -------------------------------------------------------------------------------


@pytest.mark.parametrize("lam, mix", [(0.5, 1.0), (1.5, 1.0), (0.5, 0.0), (20.0, 0.0), (0.7, 0.4), (5.0, 0.9)])
def test_the_weights_rest_where_nothing_lower_is_near(lam, mix):
    lowest = np.array([2.4, -1.1])
    w = resting(lowest, lam, mix)

    def price(w):
        return CURVES @ (w - lowest) ** 2 / 2 + penalties.ElasticNet(lam, mix)(w)

    rng = np.random.default_rng(0)
    assert all(price(w) <= price(w + step) for size in (1e-3, 0.1, 2) for step in size * rng.normal(size=(200, 2)))


def test_l1_drops_the_larger_weight_first():
    at = {lam: regularization.penalty_ball.at(lam=lam) for lam in (1.19, 1.21, 3.29, 3.31)}
    assert [said.zeros for said in at.values()] == [0, 1, 1, 2]
    assert at[1.21].w1 == 0 and at[1.21].w2 > 0.6


def test_l2_drops_none_even_at_its_strongest():
    said = regularization.penalty_ball.at(lam=100, mix=0)
    assert said.zeros == 0 and 0 < said.norm < 0.05


@pytest.mark.parametrize("mix", [0.0, 0.3, 1.0])
def test_all_of_the_balls_edge_costs_the_same(mix):
    cost = penalties.ElasticNet(1.0, mix)
    assert [cost(w) for w in np.stack(ball(1.7, mix), axis=1)] == pytest.approx([1.7] * 181)


# ---- paths --------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", [1, 4, 9])
def test_the_l1_weights_are_at_the_bottom(sample):
    """Where a weight is not 0 the slope is against its sign, of size λ; where it is 0, no larger than λ."""
    x, y = birds(30, sample)[0]
    w = with_l1(x, y, LAMS)
    slope = (w @ x.T - y) @ x * 2 / len(x)
    lam = np.broadcast_to(LAMS[:, None], w.shape)
    assert np.where(w != 0, np.abs(slope + lam * np.sign(w)), np.maximum(np.abs(slope) - lam, 0)).max() < 2e-3


def test_the_l2_weights_solve_their_equations():
    x, y = birds(20, 3)[0]
    for lam, w in zip((0.01, 1.0), with_l2(x, y, [0.01, 1.0])):
        assert w == pytest.approx(np.linalg.solve(2 / len(x) * x.T @ x + lam * np.eye(23), 2 / len(x) * x.T @ y))


def test_l1_reaches_exact_zeros_in_every_sample_and_l2_in_none():
    for sample in SAMPLES:
        assert regularization.paths.at(kind="L1", lam=0.2, sample=sample).zeros_chance >= 24
        assert regularization.paths.at(kind="L2", lam=1.0, sample=sample).zeros_chance == 0


def test_l1_keeps_the_flipper_and_drops_another_measurement():
    for sample in SAMPLES:
        w = with_l1(*birds(30, sample)[0], [0.2])[0]
        assert w[2] > 0.2 and 1 <= (w[:2] == 0).sum() <= 2


def test_both_penalties_help_and_l1_more_in_every_sample():
    for sample in SAMPLES:
        l1, l2 = (regularization.paths.at(kind=kind, lam=0.001, sample=sample) for kind in ("L1", "L2"))
        assert l1.best < l2.best - 50 < l2.dev - 150


def test_between_two_points_of_the_path_the_weights_are_as_good():
    x, y = birds(30, 1)[0]
    said = regularization.paths.at(lam=0.0713)
    assert said.train == pytest.approx(off(with_l1(x, y, [0.0713], steps=5000), x, y)[0], rel=1e-4)


# ---- by_heart -------------------------------------------------------------------------------


def test_the_net_in_the_frame_is_trained_as_fit_would():
    x, y = moons(3)[:2]
    quick, plain = (mlp([2, 24, 1], "tanh", dropout=0.4, seed=3) for _ in range(2))
    list(steps_of(quick, bce, x, y, STEPS, lr=0.1, penalty=penalties.L2(0.003)))
    fit(plain, bce, Adam(Cosine(0.1, STEPS)), x, y, epochs=STEPS, penalty=penalties.L2(0.003))
    assert quick.params == pytest.approx(plain.params)
    said = regularization.by_heart.at(lam=0.003, keep=0.6, sample=3)
    assert said.dev == pytest.approx(bce(plain.predict(moons(3)[2]), moons(3)[3]), abs=1e-6)


def test_a_penalty_and_dropout_each_halve_the_dev_loss():
    plain, penalised, thinned = ([regularization.by_heart.at(sample=k, **settings) for k in SAMPLES]
                                 for settings in ({}, {"lam": 0.003}, {"keep": 0.6}))  # fmt: skip
    for held in (penalised, thinned):
        assert all(h.dev < p.dev and h.train > p.train for h, p in zip(held, plain))
        assert np.mean([h.dev for h in held]) < 0.55 * np.mean([p.dev for p in plain])
        # What the lesson admits: the share of wrong answers hardly moves.
        assert 0 < np.mean([p.dev_error for p in plain]) - np.mean([h.dev_error for h in held]) < 3
    assert all(h.straight > p.straight and h.size < p.size for h, p in zip(penalised, plain))
    assert all("Overfitting" in p.verdict for p in plain) and "calm" in penalised[0].verdict


def test_the_extremes_have_their_verdicts():
    assert "about 50%" in regularization.by_heart.at(lam=100).verdict
    assert regularization.by_heart.at(lam=100).train == pytest.approx(np.log(2), abs=0.01)
    assert "few units" in regularization.by_heart.at(keep=0.05).verdict
    assert "Underfitting" in regularization.dropout.at(keep=0.05).verdict


# ---- adamw --------------------------------------------------------------------------------------


def test_under_adam_an_l2_penalty_spares_large_gradients_and_adamw_shrinks_all_alike():
    said = regularization.adamw.at()
    assert said.adam_large > 0.75 and said.adam_small < 0.01
    share = (1 - 0.01 * 0.3) ** 250
    assert [said.adamw_large, said.adamw_small, said.descent_small] == pytest.approx([share] * 3, abs=0.03)


@pytest.mark.parametrize("lam", [0.03, 0.3, 3.0])
def test_alone_the_penalty_shrinks_by_a_share_except_under_adam_which_does_not_look_at_its_strength(lam):
    weights = regularization.adamw.state(lam=lam, data=False).weights
    by_share = (1 - 0.01 * lam) ** np.arange(251)
    for method in ("L2 with gradient descent", "AdamW"):
        assert weights[method] == pytest.approx(np.stack([by_share] * 3, axis=1))
    other = regularization.adamw.state(lam=10, data=False).weights
    assert weights["L2 with Adam"] == pytest.approx(other["L2 with Adam"], abs=1e-5)


# ---- dropout ------------------------------------------------------------------------------------


def test_of_50_units_10_are_dropped_on_average():
    assert regularization.dropout.at(keep=0.8).expected == pytest.approx(10)
    dropped = [regularization.dropout.at(keep=0.8, mask=mask).dropped for mask in range(1, 31)]
    assert len(set(dropped)) > 5 and np.mean(dropped) == pytest.approx(10, abs=1.5)
    assert (1 - masks_of(0.8, 1, 5000)).sum(axis=1).mean() == pytest.approx(10, abs=0.15)


def test_rescaling_gives_the_signal_its_mean_back():
    for keep in (0.3, 0.5, 0.8, 1.0):
        said = regularization.dropout.at(keep=keep)
        assert said.before == pytest.approx(keep, abs=0.02) and said.after == pytest.approx(1, abs=0.06)


def test_the_mean_of_many_thinned_nets_is_the_whole_net():
    rng = np.random.default_rng(0)
    a, v = np.tanh(rng.normal(size=(7, UNITS))), rng.normal(size=UNITS)
    thinned = (a[None] * masks_of(0.8, 1, 20000)[:, None] / 0.8) @ v
    assert thinned.mean(axis=0) == pytest.approx(a @ v, abs=0.1)


def test_dropout_helps_here():
    plain, at80, at50 = (
        [regularization.dropout.at(keep=keep, sample=k).dev for k in SAMPLES] for keep in (1.0, 0.8, 0.5)
    )
    assert np.mean(at80) < 0.7 * np.mean(plain) and np.mean(at50) < 0.7 * np.mean(plain)
    assert np.sum(np.less(at80, plain)) >= 8


# ---- patience -----------------------------------------------------------------------------------


def test_the_quick_descent_is_the_plain_loop():
    x, y = birds(30, 2)[0]
    w = np.zeros(33)
    for _ in range(EPOCHS):
        w -= LR * 2 / len(x) * x.T @ (x @ w - y)
    assert descent_of(2)[0][-1] == pytest.approx(w, abs=1e-9)


def test_it_stops_as_the_exercises_solution_does():
    solution = regularization.lesson.exercise("early_stopping")
    assert solution is not None
    rng = np.random.default_rng(0)
    for patience in (1, 3, 10, 100):
        dev = rng.normal(size=60).cumsum()
        stop, best = stopped(dev, patience)
        assert best == dev[: stop + 1].argmin()
        assert stop - best == patience or stop == 59


def test_too_little_patience_stops_too_soon_and_enough_in_time():
    dev = {p: np.mean([regularization.patience.at(patience=p, sample=k).dev for k in SAMPLES]) for p in (1, 5, 20)}
    lowest = np.mean([regularization.patience.at(sample=k).lowest for k in SAMPLES])
    assert dev[1] > 1.3 * lowest and dev[5] > 1.1 * lowest and dev[20] < 1.02 * lowest
    assert all("too soon" in regularization.patience.at(patience=1, sample=k).verdict for k in SAMPLES)


def test_stopping_early_resembles_an_l2_penalty():
    for sample in SAMPLES:
        early = regularization.patience.at(sample=sample, seen=302, patience=20)
        assert early.dev_l2 == pytest.approx(early.dev, rel=0.06), "with λ = 1/(η t)"
        assert early.lowest == pytest.approx(regularization.paths.at(kind="L2", sample=sample).best, abs=25)


# ---- augment ------------------------------------------------------------------------------------


def test_five_nets_at_once_learn_as_each_would_alone():
    table, rng, loss = data.digits(), np.random.default_rng(3), losses.SoftmaxCrossEntropy()
    rows = rng.integers(len(table), size=(SEEDS, 40))
    nets, together = Nets(), Adam(0.02)
    for _ in range(5):
        nets.step(together, table.x[rows], table.y[rows].ravel())
    scores = nets.forward(table.x[:10])
    for seed in range(SEEDS):
        alone, optimizer = mlp([64, 32, 10], seed=seed), Adam(0.02)
        for _ in range(5):
            step(alone, loss, optimizer, table.x[rows[seed]], table.y[rows[seed]])
        assert scores[seed] == pytest.approx(alone.predict(table.x[:10]), abs=1e-9)


def test_augmentation_lifts_the_dev_accuracy_a_little_on_tidy_digits():
    gains = (finished(learning(0.5, 10, 0.1)) - finished(learning(0, 0, 0)))[0]
    assert np.sum(gains > 0) >= 4 and 0.01 < np.mean(gains) < 0.04


def test_and_much_where_the_camera_is_unsteady():
    said = regularization.augment.at(shift=1, turn=20, noise=0, shaken=True)
    assert said.better == 5 and said.gain > 12


def test_too_much_of_it_harms():
    for settings in (dict(shift=0, turn=180, noise=0), dict(shift=3)):
        said = regularization.augment.at(**settings)
        assert said.better == 0 and "Worse" in said.verdict

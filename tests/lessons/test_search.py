"""The numbers of lesson 10, against nbcore, plain loops and formulas."""

import numpy as np
import pytest

from course.lessons import search
from course.lessons.search import clouds, make_map, nets
from course.lessons.search.labels import clear_of
from course.lessons.search.landscapes import duel, grid, height, landscapes
from course.lessons.search.luck import errors, expected
from course.practice.judge import check
from nbcore import data, losses
from nbcore.network import mlp
from nbcore.optimizers import Adam, GradientDescent
from nbcore.penalties import L2
from nbcore.training import step

# ---- the nets -----------------------------------------------------------------------------------


def test_the_table_is_small_and_whole():
    assert make_map.FILE.stat().st_size < 200_000
    table = nets.table()
    assert table["dev"].shape == (3, 4, 6, 21, 31) and table["dev"].max() <= 200
    assert table["test"].shape == (3, 4, 21, 31) and table["test"].max() <= nets.TEST == 1197
    assert table["study_dev"].shape == (40, 4, 64) and table["study_test"].shape == (40, 64)


@pytest.mark.parametrize("kind", make_map.NETS)
def test_a_net_of_the_crowd_learns_as_nbcore_does(kind):
    (x, y), _, _ = make_map.shared_out(7)
    rates, decays = ([0.05, 0.3], [0.001, 0.02]) if kind != "C" else ([0.003, 0.01], [0.001, 0.02])
    crowd = make_map.Crowd(*make_map.NETS[kind], rates, decays, [1, 2])
    alone = []
    for k in range(2):
        net = mlp([64, 16, 10], make_map.NETS[kind][0], seed=0)
        net.params[:] = np.concatenate(
            [np.take(p, k, axis=1 if p.ndim == 3 and p.shape[0] == 64 else 0).ravel() for p in crowd.params]
        )
        alone.append((net, (Adam if kind == "C" else GradientDescent)(rates[k]), L2(decays[k])))
    rng = np.random.default_rng(3)
    for _ in range(2):
        for xs, ys in data.minibatches(x, y, 20, rng):
            crowd.step(xs, ys)
            for net, optimizer, penalty in alone:
                step(net, losses.SoftmaxCrossEntropy(), optimizer, xs, ys, penalty)
    for k, (net, _, _) in enumerate(alone):
        assert crowd.params[0][:, k].ravel() == pytest.approx(net.params[: 64 * 16], rel=1e-8, abs=1e-9)
        assert crowd.params[2][k].ravel() == pytest.approx(net.params[64 * 16 + 16 : -10], rel=1e-8, abs=1e-9)
        assert (crowd.mistakes(x, y)[k] == (net.predict(x).argmax(axis=1) != y)).all()


def test_what_is_stored_can_be_made_again():
    dev, test = make_map.one_study(make_map.STUDY_SEEDS[0])
    assert np.abs(dev - nets.table()["study_dev"][0].astype(int)).mean() < 0.5, (
        "a hair of rounding may turn a single image"
    )
    assert np.abs(test - nets.table()["study_test"][0].astype(int)).mean() < 2


def test_no_image_is_in_two_sets_and_one_label_in_ten_is_wrong():
    (x, y), held, test = make_map.shared_out(3)
    assert len(x) + len(held[0]) + len(test[0]) == 1797
    order = np.random.default_rng([3, 10]).permutation(1797)
    assert (y != data.digits().y[order[:200]]).sum() == 20


# ---- the ways to search -------------------------------------------------------------------------


def test_halving_costs_as_much_as_ten_nets():
    assert 32 * 4 + 16 * 4 + 8 * 8 + 4 * 16 == nets.PICKS * nets.WHOLE == 320


def test_halving_keeps_the_best_half_each_time():
    dev = nets.dev_error("B").reshape(6, -1)
    left = nets.cells(np.random.default_rng(1), 32)[5]
    for row in (2, 3, 4):
        left = sorted(left, key=lambda cell: dev[row, cell])[: len(left) // 2]
    assert list(nets.halved(dev, np.random.default_rng(1))[5]) == list(left)


@pytest.mark.parametrize("net", nets.NETS)
def test_halving_beats_ten_at_random_most_of_all_in_its_bad_luck(net):
    ten, halved = (np.percentile(nets.rival(net, name)[0], [50, 90]) for name in ("random", "halving"))
    assert halved[0] < ten[0] and halved[1] < ten[1] - 3
    assert nets.true_error(net).min() <= halved[0]


def test_coarse_to_fine_helps_the_middle_and_not_the_unlucky():
    for net in "ABC":
        ten, fine = (np.percentile(nets.rival(net, name)[0], [50, 90]) for name in ("random", "coarse to fine"))
        assert fine[0] < ten[0]
        assert (fine[1] > ten[1]) == (net in "AB")


def test_the_leader_after_four_epochs_is_not_the_winner():
    early, late = nets.dev_error("A")[[2, 5], 4][:, 12:28:2]
    assert early.argmin() != late.argmin() and late[early.argmin()] < 20


# ---- the game -----------------------------------------------------------------------------------


def test_ten_presses_are_remembered_and_lift_the_map():
    live = search.be_the_optimizer()
    places = [(-4 + 0.5 * k, -3.0) for k in range(10)]
    for k, place in enumerate(places):
        assert "lowest" not in live.readouts
        live.set(place=place)
        live.set(tries=k + 1)
        assert live.readouts["left"] == 9 - k
    said = live.readouts
    dev = [nets.dev_error("A")[-1][nets.nearest(10.0**x, 10.0**y)] for x, y in places]
    true = [nets.true_error("A")[nets.nearest(10.0**x, 10.0**y)] for x, y in places]
    assert said.best == min(dev) and said.worth == pytest.approx(true[int(np.argmin(dev))])
    random = nets.rival("A", "random")[0]
    assert said.beaten == pytest.approx(100 * ((random > said.worth).mean() + (random == said.worth).mean() / 2))
    live.set(place=(0.5, -0.5))
    assert live.readouts.best == said.best, "once tried, a pick stays where it is"
    live.reset()
    assert live.readouts["left"] == 10 and "best" not in live.readouts


def test_the_button_tries_where_the_ring_has_been_dragged():
    live = search.be_the_optimizer()
    button = next(part for part in live.children[1].children if getattr(part, "description", "") == "try it")
    stage = live._scene.stage
    for k, place in enumerate([(-1.0, -3.0), (0.0, -3.0)]):
        live._dragged("place", *stage.to_fraction(stage.grips["place"].axes, *place))
        button.click()
        assert live.readouts["left"] == 9 - k
    assert live.readouts.best == min(nets.dev_error("A")[-1][nets.nearest(10.0**x, 1e-3)] for x in (-1, 0))
    live.reset()
    assert live.settings["tries"] == 0 and live.readouts["left"] == 10


def test_each_net_has_its_own_ten_tries_and_the_picks_on_one_do_not_lift_the_map_of_another():
    live = search.be_the_optimizer()
    live.set(place=(-1.0, -3.0))
    live.set(tries=10)
    assert live.readouts["left"] == 0 and "lowest" in live.readouts
    live.set(net="B")
    assert live.readouts["left"] == 10 and "lowest" not in live.readouts and "fresh" in live.readouts.verdict
    live.set(tries=13)
    assert live.readouts["left"] == 7 and live.readouts.best == nets.dev_error("B")[-1][nets.nearest(0.1, 1e-3)]
    live.set(net="A")
    assert live.readouts["left"] == 0 and "lowest" in live.readouts
    live.set(tries=14)
    assert live.readouts["left"] == 0, "a further press changes nothing"


def test_the_numbers_of_neighbouring_tries_do_not_cover_each_other():
    marks = {(-1.0 + 1 / 6 * k, -3.0): 0.4 for k in range(2)}
    places = list(clear_of(marks, [(-1.0, -3.5)]).values())
    for k, (a, b) in enumerate(places):
        assert all(abs(a - c) > 0.8 or abs(b - d) > 0.26 for c, d in places[:k])
        assert all(abs(a - x) > 0.4 or not b < y < b + 0.26 for x, y in [*marks, (-1.0, -3.5)])
    assert clear_of({(x, y): 0.4 for x in (-4, 1) for y in (-5, 0)}, []), "corners too"


def test_a_smaller_difference_than_three_points_is_called_chance():
    live = search.be_the_optimizer()
    for tries, place in enumerate([(-1, -3), (-1, -1.5), (-1, -4.5), (0.5, -4.5)], start=1):
        live.set(place=place)
        live.set(tries=tries)
        assert ("chance" in live.readouts.verdict) == (tries in (2, 3))


def test_the_hidden_net_is_named_only_at_the_end():
    assert "sigmoid" not in search.be_the_optimizer.at(net="B", tries=9).verdict
    assert "sigmoid" in search.be_the_optimizer.at(net="B", tries=10).verdict
    assert "Adam" in search.be_the_optimizer.at(net="C", reveal=True).verdict


def test_the_best_learning_rates_of_the_three_nets_lie_apart():
    best = [nets.RATES[nets.true_error(net).min(axis=0).argmin()] for net in "ABC"]
    assert best[2] < best[0] / 5 and best[0] < best[1] / 2


# ---- a grid, or at random -----------------------------------------------------------------------


def test_five_values_on_the_grid_and_twenty_five_at_random():
    said = search.grid_or_random.at(side=5)
    assert (said.distinct_grid, said.distinct_random, said.tries) == (5, 25, 25)


@pytest.mark.parametrize("side, ratio", [(5, 1.0), (5, 100.0), (3, 30.0)])
def test_the_duel_is_that_of_a_plain_loop(side, ratio):
    lowest, draws = landscapes(side)
    wins = 0
    for k in range(200):
        a = min((p[0] - lowest[k, 0, 0]) ** 2 + (p[1] - lowest[k, 0, 1]) ** 2 / ratio for p in grid(side))
        wins += height(draws[k], lowest[k], ratio).min() < a
    assert duel(side, ratio) == pytest.approx(wins / 200, abs=0.1)


def test_random_wins_where_one_counts_and_loses_where_both_do():
    assert search.grid_or_random.at(ratio=1000).wins > 70
    assert search.grid_or_random.at(ratio=1).wins < 50


# ---- the scale ----------------------------------------------------------------------------------


def test_nine_of_ten_linear_draws_lie_above_a_tenth_and_one_in_four_on_a_log_scale():
    linear, logarithmic = (search.log_scale.at(scale=scale, n=2000) for scale in ("linear", "log"))
    assert linear.above == pytest.approx(90, abs=2) and linear.wanted == pytest.approx(90, abs=0.01)
    assert logarithmic.above == pytest.approx(25, abs=3) and logarithmic.wanted == pytest.approx(25)
    assert logarithmic.best < linear.best - 10 and logarithmic.useless < linear.useless


# ---- luck ---------------------------------------------------------------------------------------


def test_the_winners_expected_scores_are_those_of_many_draws():
    dev, test = errors(100)
    mean_dev, mean_test = expected(100)
    rng = np.random.default_rng(0)
    for k in (1, 7, 64):
        found = []
        for _ in range(3000):
            tried = rng.permutation(64)[:k]
            winner = tried[dev[4, tried].argmin()]
            found.append((dev[4, winner], test[4, winner]))
        assert (mean_dev[4, k - 1], mean_test[4, k - 1]) == pytest.approx(tuple(np.mean(found, axis=0)), abs=0.8)


def test_optimism_grows_with_the_tries_and_shrinks_with_the_dev_set():
    off = {(k, n): search.optimism.at(tried=k, images=n).optimism for k in (1, 4, 16, 64) for n in nets.SIZES}
    for n in nets.SIZES:
        assert off[1, n] < off[4, n] < off[16, n] < off[64, n]
        assert abs(off[1, n]) < 2, "nothing was chosen, so there is only chance"
    assert off[64, 50] > off[64, 100] > off[64, 200] > off[64, 400] > 1
    assert search.optimism.at(tried=64, images=50).dev == pytest.approx(8, abs=0.5)
    assert search.optimism.at(tried=64, images=50).test == pytest.approx(13, abs=0.5)


# ---- without a slope ----------------------------------------------------------------------------


def test_the_landscapes_are_flat_nearly_everywhere():
    rng = np.random.default_rng(0)
    for name, (f, _, high) in clouds.SURFACES.items():
        places = rng.uniform(-3, 3, (200, 2))
        same = [f(at) == f(at + 1e-6) for at in places]
        assert np.mean(same) > 0.98, name
        assert max(f(at) for at in rng.uniform(-3, 3, (2000, 2))) <= high + 10


def test_the_cloud_comes_down_the_stairs_from_anywhere():
    for start in ((-2.2, 1.4), (2.5, 2.5), (-2.8, -2.8)):
        for seed in (1, 2, 3):
            said = search.evolution.at(generation=29, start=start, seed=seed)
            assert said.best <= 1 and said.tries == 24 * 30


def test_a_tiny_cloud_stays_where_it_is():
    said = search.evolution.at(generation=29, sigma=0.02)
    assert said.best > 5 and "on one step" in said.verdict and "wider" in said.verdict
    assert search.evolution.at(generation=29, sigma=0.02, surface="terraces").best > 5


def test_real_nets_are_found_by_the_cloud():
    assert search.evolution.at(generation=20, surface="real nets (A)").best < 13


def test_what_looks_best_on_the_map_is_told_what_it_is_worth():
    said = search.evolution.at("real nets")
    row, column = np.unravel_index(nets.dev_error("A")[-1].argmin(), (21, 31))
    assert said.best == nets.dev_error("A")[-1].min() and said.true == nets.true_error("A")[row, column]
    assert said.true > said.best + 4
    assert "true" not in search.evolution.at()


# ---- the exercises ------------------------------------------------------------------------------


def again(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        if score(draw()) < lowest:
            best, lowest = draw(), 0.0
    return best, lowest


def uncalled(draw, score, n):
    return draw, score(draw)


def once(draw, score, n):
    setting, best, lowest = draw(), None, np.inf
    for _ in range(n):
        if score(setting) < lowest:
            best, lowest = setting, score(setting)
    return best, lowest


def further_only(settings, score, budget):
    spent, before = 0, 0
    while len(settings) > 1:
        order = sorted(settings, key=lambda setting: score(setting, budget))
        spent, before = spent + len(settings) * (budget - before), budget
        settings, budget = order[: len(settings) // 2], 2 * budget
    return settings[0], spent


def doubled_too_soon(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        order, count = sorted(settings, key=lambda setting: score(setting, budget)), len(settings)
        settings, budget = order[: count // 2], 2 * budget
        spent += count * budget
    return settings[0], spent


@pytest.mark.parametrize(
    "exercise, attempt, hint",
    [
        ("random_search", again, "draw() was called more than n = 5 times"),
        ("random_search", uncalled, "call it, with draw()"),
        ("random_search", once, "Draw inside the loop"),
        ("log_uniform", lambda low, high, u: 10 ** (low + (high - low) * u), "Turn both ends into exponents first"),
        (
            "log_uniform",
            lambda low, high, u: 10 ** (np.log10(low) + np.log10(high) * u),
            "the distance between the two exponents",
        ),
        ("halving", further_only, "trains from the start"),
        ("halving", doubled_too_soon, "before you double"),
    ],
)
def test_what_beginners_write_gets_a_hint_that_helps(exercise, attempt, hint):
    assert hint in str(check(attempt, search.lesson.exercise(exercise), search.lesson.source.exercises[exercise]))

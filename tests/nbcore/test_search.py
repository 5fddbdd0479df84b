"""Search: coverage, the log scale, halving, and evolution."""

import numpy as np
import pytest

from nbcore import search, surfaces


def test_a_grid_of_twenty_five_tries_five_values_and_random_tries_twenty_five():
    values = [0.1, 0.2, 0.3, 0.4, 0.5]
    on_grid = search.grid({"lr": values, "beta": values})
    at_random = search.random({"lr": search.uniform(0, 1), "beta": search.uniform(0, 1)}, 25, seed=0)
    assert [len({setting["lr"] for setting in found}) for found in (on_grid, at_random)] == [5, 25]
    assert len(on_grid) == 25 and on_grid[1] == {"lr": 0.1, "beta": 0.2}
    assert at_random == search.random({"lr": search.uniform(0, 1), "beta": search.uniform(0, 1)}, 25, seed=0)


def test_a_linear_draw_on_four_decades_spends_ninety_per_cent_on_the_last_and_a_log_draw_a_quarter():
    for draw, share in ((search.uniform(1e-4, 1), 0.9), (search.log_uniform(1e-4, 1), 0.25)):
        values = np.array([s["lr"] for s in search.random({"lr": draw}, 4000, seed=1)])
        assert (values > 0.1).mean() == pytest.approx(share, abs=0.03)
        assert values.min() >= 1e-4 and values.max() <= 1


def test_a_choice_is_one_of_its_values():
    found = search.random({"units": search.choice([8, 16, 32])}, 60, seed=0)
    assert {setting["units"] for setting in found} == {8, 16, 32}


def test_halving_keeps_the_best_and_doubles_their_budget():
    calls = []

    def score(setting, budget):
        calls.append(budget)
        return np.nan if setting == 0 else abs(setting - 5)

    rounds = search.successive_halving(range(8), score, budget=3)
    assert [len(scored) for scored in rounds] == [8, 4, 2, 1]
    assert sorted(set(calls)) == [3, 6, 12, 24] and rounds[-1] == [(5, 0.0)]
    assert rounds[0][-1][0] == 0  # NaN is worst


@pytest.mark.parametrize(
    "surface", [surfaces.bowl(), surfaces.rosenbrock(), surfaces.rotated_ravine(30)], ids=lambda surface: surface.name
)
def test_evolution_finds_the_minimum_without_a_gradient(surface):
    found = search.evolve(surface, np.array([-1.0, 2.0]), sigma=0.5, population=40, generations=150, seed=0)
    np.testing.assert_allclose(found.best, surface.minimum, atol=0.05)
    assert found.value == found.values.min() == surface(found.best)
    assert found.clouds.shape == (150, 40, 2) and found.means.shape == (150, 2)


def test_evolution_walks_where_there_is_no_slope_at_all():
    found = search.evolve(lambda p: float(np.floor(np.abs(p)).sum()), np.array([6.5, -7.5]), sigma=1.0, seed=3)
    assert found.value == 0


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: search.log_uniform(0, 1), "low is 0; wanted a number above 0"),
        (lambda: search.uniform(1, 1), "high is 1; wanted a number above low, which is 1"),
        (lambda: search.random({}, 0), "n is 0; wanted a whole number of at least 1"),
        (lambda: search.successive_halving([], None), "settings is empty; wanted at least one"),
        (lambda: search.successive_halving([1], None, eta=1), "eta is 1; wanted a whole number of at least 2"),
        (lambda: search.evolve(sum, np.array([1, 2])), "start holds values of dtype int(32|64)"),
        (lambda: search.evolve(sum, np.zeros((2, 2))), r"start has shape \(2, 2\); wanted \(d,\)"),
        (lambda: search.evolve(sum, np.zeros(2), sigma=0), "sigma is 0; wanted a number above 0"),
        (lambda: search.evolve(sum, np.zeros(2), population=2), "population is 2; wanted a whole number of at least 4"),
    ],
)
def test_bad_input_is_named_in_one_sentence(make, message):
    with pytest.raises(ValueError, match=message):
        make()

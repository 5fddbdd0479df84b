"""The numbers of lesson 03, against nudging, counting and nbcore's own backward pass."""

from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.lines import Line2D

from course.lessons import backprop
from course.lessons.backprop import penguin_net
from course.lessons.backprop.counting import both_ways, multiplications
from course.lessons.backprop.graph import LEAVES, backward, forward
from course.lessons.backprop.microscope import BUGS
from course.lessons.backprop.planted_bugs import small_network
from course.live.artists import QuickText
from course.live.explorer import Scene
from course.live.stage import Stage
from course.live.style import HANDLE
from course.practice.exercises import solution
from course.practice.judge import check
from nbcore.gradients import numerical_gradient, ratio
from nbcore.network import mlp


@pytest.mark.parametrize("shortcut", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_the_slopes_of_the_graph_are_those_of_nudging(seed, shortcut):
    leaves = np.random.default_rng(seed).uniform(-3, 3, 5)

    def loss(numbers):
        return forward(**dict(zip(LEAVES, numbers)), shortcut=shortcut)["L"]

    _, slopes, _ = backward(forward(**dict(zip(LEAVES, leaves)), shortcut=shortcut), shortcut)
    assert [slopes[name] for name in LEAVES] == pytest.approx(numerical_gradient(loss, leaves), rel=1e-5, abs=1e-7)


def test_for_small_nudges_the_forecast_comes_true_on_every_leaf():
    for leaf in LEAVES:
        said = backprop.living_graph.at(leaf=leaf, nudge=0.01)
        assert said.actual == pytest.approx(said.predicted, rel=0.05), leaf


def test_a_relu_that_is_off_lets_no_slope_pass():
    for leaf in ("x", "w", "b", "v"):
        said = backprop.living_graph.at(leaf=leaf, w=0.2, b=-0.5, y=1, nudge=0.04)
        assert (
            said.slope == 0 and said.actual == 0 and ("off" in said.verdict or leaf == "v" and "a is 0" in said.verdict)
        )
    crossing = backprop.living_graph.at(w=0.2, b=-0.5, y=1, nudge=0.2)
    assert crossing.predicted == 0 > crossing.actual and "switched the ReLU on" in crossing.verdict


def test_the_shortcut_keeps_x_learning_behind_a_relu_that_is_off():
    said = backprop.living_graph.at(leaf="x", w=0.2, b=-0.5, shortcut=True, nudge=0.01)
    assert said.slope == pytest.approx(2 * (2 + 0.3))
    assert backprop.living_graph.at(leaf="w", w=0.2, b=-0.5, shortcut=True, nudge=0.01).slope == 0


def test_a_slope_is_told_only_once_it_has_come_back():
    for leaf, step in (("y", 2), ("v", 3), ("w", 5), ("b", 5), ("x", 5)):
        for back in range(6):
            assert ("slope" in backprop.living_graph.at(leaf=leaf, back=back)) == (back >= step), (leaf, back)


def test_every_step_back_shows_more_of_the_graph():
    scene = Scene(backprop.living_graph)
    pictures = []
    for back in range(6):
        scene.run(backprop.living_graph.settings(back=back))
        pictures.append(np.array(scene.stage.paint()))
    changed = [(a != b).any() for a, b in zip(pictures[1:], pictures[2:])]
    assert all(changed)


def test_dragging_the_nudge_moves_it_and_keeps_it_in_its_range():
    live = backprop.living_graph()
    stage = live._scene.stage
    grip = stage.grips["nudge"]
    live._dragged("nudge", *stage.to_fraction(grip.axes, -0.3, 1))
    assert live.settings["nudge"] == pytest.approx(-0.3, abs=0.01)
    live._dragged("nudge", *stage.to_fraction(grip.axes, 0.56, 1))
    assert live.settings["nudge"] == 0.5
    live.close_all()


def test_the_best_nudges_are_where_theory_puts_them():
    """About the root of 1e-16, and its third root: Numerical Recipes, section 5.7."""
    assert 5e-9 < backprop.u_curve.at(scheme="forward", lift=True).best < 3e-8
    assert 2e-6 < backprop.u_curve.at(scheme="central", lift=True).best < 1e-5
    best32 = backprop.u_curve.at(scheme="central", precision="float32", lift=True).best
    assert 1e-3 < best32 < 2e-2


def test_halving_h_quarters_the_central_error_and_halves_the_forward_one():
    for scheme, factor in (("forward", 2), ("central", 4)):
        larger, smaller = (backprop.u_curve.at(h=h, scheme=scheme).error for h in (0.02, 0.01))
        assert larger / smaller == pytest.approx(factor, rel=0.05)


def test_the_recipe_clears_a_right_pass_and_finds_both_bugs():
    recipe = dict(h=1e-5, scheme="central")
    assert backprop.u_curve.at(**recipe).error < 1e-9
    assert backprop.u_curve.at(**recipe, bug="a sign flipped").error > 1e-3
    assert backprop.u_curve.at(**recipe, bug="a factor of 1.0001").error == pytest.approx(5e-5, rel=0.01)
    assert all("There is a bug" in backprop.u_curve.at(bug=bug).verdict for bug in BUGS if bug != "none")


def test_in_float32_no_nudge_is_small_and_exact_enough():
    errors = [backprop.u_curve.at(h=10.0**k, scheme=scheme, precision="float32").error
              for k in range(-10, 0) for scheme in ("forward", "central")]  # fmt: skip
    assert min(errors) > 1e-7


def test_the_curve_shows_where_one_has_been_and_no_further():
    live = backprop.u_curve(h=0.01)
    line = live._scene.stage._moving[4]
    live.readouts
    assert len(line.get_xdata()) == 1
    live.set(h=1e-6)
    live.readouts
    assert line.get_xdata().min() == 1e-6 and line.get_xdata().max() == 0.01
    live.set(lift=True)
    live.readouts
    assert line.get_xdata().min() == 1e-15
    live.close_all()


@pytest.mark.parametrize("hidden", [1, 7, 30])
def test_the_multiplications_are_those_of_the_layers(hidden):
    net = mlp([64, hidden, 10], seed=0)
    parameters, there, back = multiplications(hidden)
    first, second = net.layers[0].W.size, net.layers[2].W.size
    assert parameters == net.params.size
    assert there == first + second
    assert back == first + 2 * second, "dW of both layers, dx of the second only"


def test_twice_the_parameters_cost_four_times_as_much_one_by_one():
    (_, slow, quick), (_, slower, quicker) = both_ways(10_000), both_ways(20_000)
    assert slower / slow == pytest.approx(4, rel=1e-3) and quicker / quick == pytest.approx(2, rel=1e-3)


def test_the_clock_is_read_once_and_says_nothing_in_the_readouts():
    live = backprop.cost(clock=True)
    crosses = live._scene.stage._moving[-1]
    first = live.readouts
    times = list(crosses.get_ydata())
    assert len(times) == 6 and min(times) > 1
    live.set(hidden=100)
    assert list(crosses.get_ydata()) == times
    assert {k: v for k, v in first.items() if k != "verdict"} == dict(backprop.cost.at())
    live.set(clock=False)
    live.readouts
    assert len(crosses.get_xdata()) == 0
    live.close_all()


@pytest.mark.parametrize("scale", [1.0, 1e-3])
def test_the_small_network_is_right_unless_asked_not_to_be(scale):
    loss, params, backward_of = small_network(outputs=2, seed=1, scale=scale)
    for name, slopes in backward_of(params).items():
        assert ratio(slopes, numerical_gradient(lambda _: loss(params), params[name])) < 1e-7, name


def test_the_worked_check_finds_what_the_text_says_of_the_four_suspects():
    find = solution(backprop.lesson.source.exercises["find_the_bug"])
    loss, params, passes = backprop.suspects()
    found = {name: find(loss, params, one(params)) for name, one in passes.items()}
    assert found == {"A": ["W1", "b1"], "B": [], "C": ["b1", "b2"], "D": ["W2"]}


def _told(name, function):
    lesson = backprop.lesson
    return check(function, lesson.exercise(name), lesson.source.exercises[name])


@pytest.mark.parametrize(
    "limit, hint", [(1e-2, "too lax"), (1e-3, "too lax"), (1e-6, "too strict"), (1e-7, "too strict")]
)
def test_a_check_with_another_limit_is_told_the_one_that_was_asked_for(limit, hint):
    def find_the_bug(loss, params, grads, h=1e-5):
        numeric = {name: numerical_gradient(lambda _: loss(params), p, h) for name, p in params.items()}
        return [name for name in params if ratio(grads[name], numeric[name]) > limit]

    told = _told("find_the_bug", find_the_bug)
    assert not told and hint in told.message and "1e-5" in told.message


def test_a_check_that_does_not_put_the_parameters_back_is_told_so():
    def find_the_bug(loss, params, grads, h=1e-5):
        wrong = []
        for name, p in params.items():
            numeric = np.zeros_like(p)
            for i in np.ndindex(p.shape):
                p[i] += h
                above = loss(params)
                p[i] -= 2 * h
                numeric[i] = (above - loss(params)) / (2 * h)
            if ratio(grads[name], numeric) > 1e-3:
                wrong.append(name)
        return wrong

    told = _told("find_the_bug", find_the_bug)
    assert not told and "params" in repr(told) and "in place" in repr(told)


def test_a_check_that_knows_the_answers_by_heart_is_found_out():
    answers = iter(
        [
            [],
            ["W1", "b1"],
            ["b1", "b2"],
            ["b1"],
            ["W1"],
            ["W2"],
            ["W1", "b1", "W2", "b2"],
            ["W1", "b1", "W2", "b2"],
            ["W2"],
            [],
        ]
    )
    told = _told("find_the_bug", lambda loss, params, grads, h=1e-5: next(answers, []))
    assert not told and "drawn at random" in told.message


def test_a_pass_back_that_changes_what_it_was_given_is_told_so():
    def relu_backward(grad, z):
        grad[z <= 0] = 0
        return grad

    told = _told("relu_backward", relu_backward)
    assert not told and "in place" in told.message


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("text", ["−12.3", "× 2.00", "Δ +0.40"])
@pytest.mark.parametrize("ha", ["left", "center", "right"])
def test_a_quick_number_stands_where_a_text_would(text, ha, scale):
    def ink(add):
        stage = Stage(200, 100)
        stage.figure.set_layout_engine("none")
        axes = stage.figure.add_axes((0, 0, 1, 1))
        axes.axis("off")
        axes.set(xlim=(0, 1), ylim=(0, 1))
        stage.set_scale(scale)
        add(axes)
        dark = np.argwhere(stage.paint()[..., 0] < 160)
        return np.array([dark.min(axis=0), dark.max(axis=0)])

    def quick(axes):
        QuickText(axes, 0.5, 0.5, "black", size=11, ha=ha).set_text(text)

    wanted = ink(lambda axes: axes.text(0.5, 0.5, text, fontsize=11, ha=ha, va="center", family="DejaVu Sans"))
    assert np.abs(ink(quick) - wanted).max() <= 3 * scale


@pytest.mark.parametrize("one, settings", [
    (backprop.living_graph, [{}, {"nudge": -0.5, "x": 3, "w": 3, "b": 3, "v": -3, "y": 3}, {"leaf": "v", "shortcut": True, "nudge": 0.5}]),
    (backprop.u_curve, [{}, {"h": 1e-15}, {"h": 1e-5, "scheme": "central"}, {"h": 1.0, "precision": "float32", "bug": "a sign flipped"}]),
])  # fmt: skip
def test_a_grip_is_where_its_mark_is_wherever_one_has_been(one, settings):
    scene = Scene(one)
    (grip,) = scene.stage.grips.values()
    (mark,) = (
        line for line in scene.stage._moving if isinstance(line, Line2D) and line.get_markersize() == HANDLE["ms"]
    )
    assert mark.axes is grip.axes
    for given in settings:
        now = one.settings(**given)
        scene.run(now)
        assert grip.where(SimpleNamespace(**now)) == pytest.approx((mark.get_xdata()[0], mark.get_ydata()[0]))
    assert all(np.clip(mark.get_ydata(), *grip.axes.get_ylim()) == mark.get_ydata())


def test_where_nothing_does_better_the_nudge_is_not_blamed():
    told = backprop.u_curve.at(h=1e-4, scheme="forward", precision="float32").verdict
    assert "No other h does much better" in told


# ---- the first network that learns ----


def test_the_worked_step_follows_its_slopes_and_learns():
    for hidden in (1, 2, 3, 4, 8, 16):
        for seed in range(10):
            params = penguin_net.start(hidden, seed)
            taken = penguin_net.train_step(params, penguin_net.X, penguin_net.Y, 0.5)
            assert penguin_net.amiss(params, taken, 0.5) == "", (hidden, seed)
    falls = penguin_net.run(penguin_net.train_step, 8, 0.3).losses
    assert (np.diff(falls) < 0).all() and falls[-1] < 0.15


def test_the_solution_in_the_lesson_is_the_step_that_is_shown():
    written = solution(backprop.lesson.source.exercises["train_step"])
    args = penguin_net.start(4), penguin_net.X, penguin_net.Y, 0.7
    for a, b in zip(written(*args), penguin_net.train_step(*args)):
        np.testing.assert_allclose(a, b, rtol=1e-12)


def scaled(*factors):
    """A step whose four arrays move so many times as far as they should."""

    def train_step(params, x, y, lr):
        new = penguin_net.train_step(params, x, y, lr)
        return tuple(old - factor * (old - one) for factor, old, one in zip(factors, params, new))

    return train_step


def no_return(params, x, y, lr):
    penguin_net.train_step(params, x, y, lr)


def never_ends(params, x, y, lr):
    while True:
        pass


@pytest.mark.parametrize(
    "step, says",
    [
        (no_return, "returns nothing yet"),
        (lambda params, x, y, lr: params, "Nothing moves"),
        (lambda params, x, y, lr: params[:3], "has to return four arrays"),
        (
            lambda params, x, y, lr: (params[0].T, *params[1:]),
            "After the step W1 has the shape (8, 2); before it was (2, 8)",
        ),
        (scaled(-1, -1, -1, -1), "walks uphill"),
        (scaled(342, 342, 342, 342), "342 times too long"),
        (scaled(0, 0, 1, 1), "W1 and b1 never move."),
        (scaled(1, 1, 0.5, 1), "Nudging gives different slopes for W2. Look at the lines that make dW2"),
        (lambda params, x, y, lr: penguin_net.train_step(params, x, y, 1.0), "The learning rate is not used"),
        (lambda params, x, y, lr: 1 / 0, "raised ZeroDivisionError"),
        (never_ends, "did not finish within 2 seconds"),
    ],
)
def test_a_step_that_is_wrong_is_told_what_is_wrong_with_it(step, says):
    live = backprop.watch(step, lr=0.5, t=300)
    assert says in live.readouts.verdict
    assert live.readouts.loss >= 0 and live._scene.stage.paint().std() > 0, "and there is still a picture"
    live.close_all()


def test_numbers_beyond_all_bounds_are_no_crash():
    live = backprop.watch(lambda params, x, y, lr: tuple(p + 1e200 for p in params), t=300)
    assert "blew up at step 1" in live.readouts.verdict and live.readouts.right <= 342
    live.close_all()


def test_several_units_bend_the_boundary_and_one_cannot():
    assert (
        backprop.first_network.at("eight units").right > 320 > 306 > backprop.first_network.at("one hidden unit").right
    )

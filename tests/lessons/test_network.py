"""The numbers of lesson 00, against formulas and NumPy."""

from itertools import product

import numpy as np
import pytest

from course.lessons import network
from course.lessons.network.explorers.image_vector import average_digits
from course.lessons.network.explorers.two_two_one import HIGHEST, LOWEST, far_first, seen_from
from course.lessons.network.penguin_map import BILL, FLIPPER
from course.lessons.network.sum_of_relus import (
    BENDY,
    EVEN,
    FINE,
    TARGETS,
    breakpoints_for,
    network_of_relus,
    sum_of_relus,
)
from course.lessons.network.two_two_one_net import CORNERS, best_plane, two_two_one_output
from course.live.artists import QuickText, _line
from course.live.explorer import Scene
from nbcore import activations, data
from nbcore.layers import Dense, ReLU
from nbcore.network import Network

WORKS = dict(w11=1, w21=-1, w12=-1, w22=1, v1=1, v2=1)


@pytest.mark.parametrize("name", ["sigmoid", "step", "tanh", "ReLU"])
def test_one_neuron_is_a_weighted_sum_and_an_activation(name):
    said = network.one_neuron.at(w1=-0.7, w2=1.3, b=0.4, activation=name, bird=(1.5, -2))
    assert said.z == pytest.approx(-0.7 * 1.5 - 1.3 * 2 + 0.4)
    assert said.a == pytest.approx(getattr(activations, name.lower())(said.z))


def test_one_neuron_tells_every_gentoo_and_begins_with_few():
    for figure in (network.gentoo, network.one_neuron):
        assert figure.at(w1=-1, w2=2, b=-1.2).right == figure.at(w1=-0.5, w2=1, b=-0.6).right == 342
        assert figure.at().right < 342 / 2, "the lesson says that it is wrong about most"


def test_no_bird_lies_on_the_boundary_that_is_called_correct():
    """On it the neuron would be undecided, and the verdict would say that every bird is on its right side."""
    for name in ("all correct", "half as sure"):
        state = network.one_neuron.state(name)
        assert np.abs(state.w1 * BILL + state.w2 * FLIPPER + state.b).min() > 0.05


def test_both_figures_of_the_neuron_agree():
    for settings in (dict(), dict(w1=-1, w2=0.7, b=0.3), dict(w1=0, w2=0, b=-2)):
        first, second = network.gentoo.at(**settings), network.one_neuron.at(**settings)
        assert (first.right, first.a) == (second.right, second.a)


def corner_settings(explorer, *names):
    """All combinations of the ends of these controls."""
    ends = [(explorer.controls[name].low, explorer.controls[name].high) for name in names]
    return [dict(zip(names, values)) for values in product(*ends)]


def inked(axes, stage, artist):
    """What a text covers, in pixels: left, right."""
    dpi = stage.figure.dpi
    width = _line(artist.text, artist.size, artist.weight, dpi, artist.color, artist.boxed)[0].shape[1]
    across = artist.where.transform((artist.x, artist.y))[0]
    left = across - {"left": 0, "center": 0.5, "right": 1}[artist.ha] * width
    return left, left + width


def test_the_numbers_at_the_bars_stay_in_their_panel_at_all_ends():
    scene = Scene(network.one_neuron)
    panel = next(a for a in scene.stage.figure.axes if a.get_title("left").startswith("The weighted sum"))
    for settings in corner_settings(network.one_neuron, "w1", "w2", "b"):
        for bird in product((-4.2, 4.8), (-3, 3.4)):
            scene.run(network.one_neuron.settings(**settings, bird=bird))
            scene.stage.paint()
            for text in [t for t in panel.get_children() if isinstance(t, QuickText)]:
                left, right = inked(panel, scene.stage, text)
                assert panel.bbox.x0 - 1 <= left and right <= panel.bbox.x1 + 1, (settings, bird, text.text)


@pytest.mark.parametrize("relu", [False, True])
def test_the_sheet_stays_in_its_panel_at_all_ends(relu):
    names = ("w11", "w21", "w12", "w22", "v1", "v2")
    for settings in corner_settings(network.two_two_one, *names):
        for turn in (-90, -45, 0, 45, 90):
            state = network.two_two_one.state(**settings, relu=relu, turn=turn)
            assert LOWEST < state.page[..., 1].min() and state.page[..., 1].max() < HIGHEST, (settings, turn)
            assert np.abs(state.page[..., 0]).max() < 1.75


def test_no_line_separates_the_light_before_the_activation_and_one_does_after_it():
    rng = np.random.default_rng(0)
    for v1, v2 in rng.uniform(-1, 1, (200, 2)).round(1):
        assert network.hidden_plane.at(on=0, v1=v1, v2=v2).correct < 4
    said = network.hidden_plane.at(on=1, v1=1, v2=1)
    assert said.correct == 4 and said.on_pair == 2 and said.off_pair == 0


def test_the_hidden_plane_is_that_of_the_network_that_works():
    settings = dict(WORKS)
    W, v = np.array([[settings["w11"], settings["w12"]], [settings["w21"], settings["w22"]]]), [1, 1]
    state = network.hidden_plane.state(on=1, v1=1, v2=1)
    np.testing.assert_array_equal(state.answers, np.maximum(CORNERS @ W, 0))
    np.testing.assert_array_equal(state.output, two_two_one_output(CORNERS, W, np.array(v), True))


def test_the_two_that_should_be_off_become_one_point():
    for on in (0, 0.3, 1):
        answers = network.hidden_plane.state(on=on).answers
        np.testing.assert_array_equal(answers[0], answers[3])


def test_whatever_the_activation_the_border_is_the_same():
    said = {network.one_neuron.at(w1=-1, w2=1, activation=name).right for name in ("sigmoid", "step", "tanh", "ReLU")}
    assert len(said) == 1


def test_the_arrow_can_be_dragged_to_set_both_weights():
    live = network.one_neuron()
    grip = live._scene.stage.grips["weights"]
    live._dragged("weights", *live._scene.stage.to_fraction(grip.axes, -1.5, 0.7))
    assert live.settings["w1"] == pytest.approx(-1.5, abs=0.11) and live.settings["w2"] == pytest.approx(0.7, abs=0.11)
    live.close()


def test_the_largest_score_is_that_of_the_nearest_average_digit():
    digits = data.digits()
    weights, bias = average_digits()
    means = np.array([digits.x[digits.y == k].mean(axis=0) for k in range(10)])
    nearest = ((digits.x[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    assert ((digits.x @ weights + bias).argmax(axis=1) == nearest).all()
    for picture in (2, 13, 99):
        assert network.image_vector.at(picture=picture).says == nearest[picture]


def test_a_shuffle_of_both_changes_no_sum():
    for picture in range(0, 100, 9):
        plain, mixed = (network.image_vector.at(picture=picture, shuffle=s) for s in (False, True))
        assert mixed.dot == pytest.approx(plain.dot) and mixed.score == pytest.approx(plain.score)


def test_the_picture_the_lesson_names_is_misread():
    said = network.image_vector.at(picture=2)
    assert said.says != said.truth
    start = network.image_vector.at()
    assert start.says == start.truth == 3


def test_dragging_the_frame_goes_to_the_pixel():
    live = network.image_vector()
    grip = live._scene.stage.grips["pixel"]
    live._dragged("pixel", *live._scene.stage.to_fraction(grip.axes, 5, 3))
    assert live.settings["place"] == 29
    live.close()


def test_without_an_activation_the_sheet_is_flat_and_the_light_cannot_work():
    rng = np.random.default_rng(0)
    for _ in range(50):
        weights = dict(zip(WORKS, rng.uniform(-1, 1, 6).round(1)))
        said = network.two_two_one.at(**weights)
        assert said.deviation == pytest.approx(0, abs=1e-12) and said["deviation"].text == "0.000"
        assert said.corners <= 3


def test_three_corners_can_be_had_flat_and_four_with_a_fold():
    assert network.two_two_one.at(w11=1, w21=-1, w12=0, w22=0, v1=1).corners == 3
    assert network.two_two_one.at(**WORKS, relu=True).corners == 4
    assert network.two_two_one.at(**WORKS, relu=True).deviation > 1
    assert network.two_two_one.at().corners == 2, "the learner starts with something to do"


def test_two_two_one_is_the_course_s_own_network():
    net = Network([Dense(2, 2), ReLU(), Dense(2, 1)], seed=0)
    net.layers[0].W[...], net.layers[2].W[...] = [[0.3, -0.7], [0.8, 0.5]], [[0.9], [-0.4]]
    for x in ((1, -1), (-0.4, 0.8), (0.5, 0.5)):
        said = network.two_two_one.at(w11=0.3, w12=-0.7, w21=0.8, w22=0.5, v1=0.9, v2=-0.4, relu=True, switches=x)
        assert said.output == pytest.approx(net.forward(np.array([x], dtype=float))[0, 0])


def test_the_best_plane_is_that_of_least_squares():
    rng = np.random.default_rng(2)
    points, height = rng.normal(size=(30, 2)), rng.normal(size=30)
    columns = np.column_stack([np.ones(30), points])
    plane, gap = best_plane(points, height)
    np.testing.assert_allclose(plane, np.linalg.lstsq(columns, height, rcond=None)[0])
    assert gap == pytest.approx(np.abs(height - columns @ plane).max())


@pytest.mark.parametrize("where", [EVEN, BENDY])
@pytest.mark.parametrize("target", TARGETS)
def test_the_network_meets_the_target_at_every_joint(target, where):
    for units in (1, 2, 7, 64):
        ends = breakpoints_for(target, units, where)
        assert ends[0] == 0 and ends[-1] == 1 and (np.diff(ends) > 0).all()
        made = network_of_relus(ends, *sum_of_relus(target, units, where))
        np.testing.assert_allclose(made, TARGETS[target](ends), atol=1e-6)


def test_twice_the_units_leave_a_quarter_of_the_error():
    errors = [network.pieces.at(units=n).error for n in (8, 16, 32, 64)]
    for before, after in zip(errors, errors[1:]):
        assert before / after == pytest.approx(4, rel=0.05)


@pytest.mark.parametrize("where", [EVEN, BENDY])
def test_at_a_jump_half_is_missing_whatever_the_number_of_units(where):
    for units in (2, 3, 8, 17, 64):
        assert network.pieces.at(target="jump", units=units, breakpoints=where).error == pytest.approx(0.5, abs=1e-3)
    assert network.pieces.at(target="jump", units=64).average < network.pieces.at(target="jump", units=8).average / 4


def test_joints_where_the_target_bends_do_better_on_the_bumps():
    for units in (8, 10, 32, 64):
        even, bendy = (
            network.pieces.at(target="bumps", units=units, breakpoints=where).error for where in (EVEN, BENDY)
        )
        assert bendy < even / 1.5


def test_a_unit_that_is_off_changes_nothing_before_its_joint():
    places, v, c = sum_of_relus("wave", 12)
    before = FINE <= places[5]
    whole, part = network_of_relus(FINE, places, v, c), network_of_relus(FINE, places[:5], v[:5], c)
    np.testing.assert_allclose(part[before], whole[before], atol=1e-12)
    assert network.pieces.at(units=12, upto=0).average == pytest.approx(
        np.trapezoid(np.abs(np.sin(9 * FINE)), FINE), abs=1e-6
    )


def test_the_units_whose_joints_lie_before_the_handle_are_on():
    assert [network.pieces.at(units=10, upto=x).units_on for x in (0, 0.05, 0.35, 1)] == [0, 1, 4, 10]


def test_what_lies_beyond_the_frame_is_said_whatever_else_there_is_to_say():
    said = network.one_neuron.at(w1=-1, w2=2, b=-1.2, activation="ReLU")
    assert said.a > 2.7 and "Every bird" in said.verdict and "beyond the frame" in said.verdict


@pytest.mark.parametrize("turn", range(-90, 91, 15))
def test_of_a_sheet_what_is_farther_is_painted_first(turn):
    y, x = np.mgrid[-1:1:5j, -1:1:5j]
    up_the_page = seen_from(turn)(np.stack([x, y, 0 * x], axis=-1))[..., 1]  # on the flat, what is farther lies higher
    ordered = up_the_page[far_first(turn)]
    assert (np.diff(ordered, axis=0) < 1e-9).all() and (np.diff(ordered, axis=1) < 1e-9).all()

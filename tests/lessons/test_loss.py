"""The numbers of lesson 01, against formulas and NumPy."""

import numpy as np
import pytest

from course.lessons import loss
from course.lessons.loss.best_lines import huber_line, median_line
from nbcore import data, losses


def test_one_weight_is_the_parabola_of_the_table():
    x, y = data.doubles()
    for w in (-2.0, 0.0, 1.5, 6.0):
        said = loss.one_weight.at(w=w)
        assert said.loss == pytest.approx(9.5 * (w - 2) ** 2)  # mean x² is 38/4
        assert said.slope == pytest.approx(19 * (w - 2))
    assert loss.one_weight.at(w=2).loss == 0


def test_the_fog_lifts_where_one_has_been_and_no_further():
    live = loss.one_weight(w=0)
    left, right = live._scene.stage._moving[5:7]  # the line, four residuals, then the two sides of the fog
    live.readouts
    live.set(w=3)
    live.readouts
    live.set(w=1)
    live.readouts
    assert right.get_x() > 3 and left.get_x() + left.get_width() < 0
    live.reset()
    live.readouts
    assert right.get_x() < 1, "Reset brings the fog back"


def test_the_least_squares_line_is_the_best_on_the_map():
    birds = data.penguins()
    x, y = birds["flipper_length_mm"], birds["body_mass_g"]
    w, b = np.polyfit(x, y, 1)
    best = loss.fit_a_line.at(w=w, b=b)
    assert best.mse == pytest.approx(np.mean((y - np.polyval([w, b], x)) ** 2))
    assert best.mse < min(
        loss.fit_a_line.at(w=w + dw, b=b + db).mse for dw, db in ((2, 0), (-2, 0), (0, 400), (0, -400))
    )


def test_dragging_one_end_leaves_the_other_where_it_is():
    live = loss.fit_a_line(w=20, b=500)
    stage = live._scene.stage
    left, right = stage.grips["left end"], stage.grips["right end"]
    live._dragged("left end", *stage.to_fraction(left.axes, 170, 3000))
    s = live.settings
    assert s["w"] * 170 + s["b"] == pytest.approx(3000, abs=60)
    assert s["w"] * 233 + s["b"] == pytest.approx(20 * 233 + 500, abs=60)
    live._dragged("right end", *stage.to_fraction(right.axes, 233, 2300))
    assert live.settings["w"] == 0, "a line cannot fall: its slope stops at zero"


def test_the_dot_on_the_map_can_be_dragged():
    live = loss.fit_a_line()
    stage = live._scene.stage
    live._dragged("dot", *stage.to_fraction(stage.grips["dot"].axes, 50, -5800))
    assert live.settings["w"] == pytest.approx(50, abs=0.1) and live.settings["b"] == pytest.approx(-5800, abs=10)


def test_a_dragged_bar_follows_the_hand_and_the_others_make_room():
    live = loss.two_distributions()
    stage = live._scene.stage
    live._dragged("q_sun", *stage.to_fraction(stage.grips["q_sun"].axes, 0.19, 0.9))
    q = [live.settings[f"q_{o}"] for o in ("sun", "cloud", "rain")]
    assert q[0] / sum(q) == pytest.approx(0.9, abs=0.01) and q[2] / q[1] == pytest.approx(5 / 3, rel=0.2)
    live._dragged("q_sun", *stage.to_fraction(stage.grips["q_sun"].axes, 0.19, 1.0))
    assert live.readouts.kl == float("inf")


def test_all_birds_above_means_a_larger_intercept_is_better():
    low, higher = loss.fit_a_line.at(w=20, b=-1500), loss.fit_a_line.at(w=20, b=-1400)
    assert low.above == 342 and higher.mse < low.mse


@pytest.mark.parametrize("seed", range(5))
def test_the_lines_are_the_best_by_their_own_loss(seed):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 10, 12), rng.normal(0, 3, 12)
    for fitted, kind in ((median_line(x, y), losses.MeanAbsoluteError()), (huber_line(x, y, 0.7), losses.Huber(0.7))):
        w, b = fitted
        best = kind(w * x + b, y)
        for dw, db in rng.normal(0, 0.05, (200, 2)):
            assert best <= kind((w + dw) * x + b + db, y) * 1.001, "to the width of the drawn line"


def test_hubers_line_lies_between_the_other_two():
    assert loss.outlier.at(delta=30).w_huber == pytest.approx(loss.outlier.at().w_mse, abs=1e-3)
    assert loss.outlier.at(delta=0.1).w_huber == pytest.approx(loss.outlier.at().w_mae, abs=0.05)


def test_the_outlier_moves_the_mean_and_not_the_median():
    near, far = loss.outlier.at(outlier=(9, 11)), loss.outlier.at(outlier=(9, -3))
    assert abs(far.w_mse - near.w_mse) > 5 * abs(far.w_mae - near.w_mae)
    assert far.share_mse > far.share_huber > far.share_mae


def test_sure_and_wrong_has_the_two_known_ends():
    said = loss.sure_and_wrong.at(z=4)
    assert said["squared_after"].text == "0.964" and said["entropy_after"].text == "0.100"
    assert said.cross_entropy == pytest.approx(
        losses.BinaryCrossEntropy(from_logits=True)(np.array([4.0]), np.array([0.0]))
    )


def test_entropy_plus_divergence_is_cross_entropy():
    said = loss.two_distributions.at(p_sun=6, p_cloud=3, p_rain=1, q_sun=2, q_cloud=3, q_rain=5)
    p, q = np.array([0.6, 0.3, 0.1]), np.array([0.2, 0.3, 0.5])
    assert said.cross_entropy == pytest.approx(-np.sum(p * np.log(q)))
    assert said.entropy + said.kl == pytest.approx(said.cross_entropy)


def test_what_was_ruled_out_and_happens_is_an_infinite_surprise():
    said = loss.two_distributions.at(q_rain=0)
    assert said.kl == float("inf") and "ruled out rain" in said.verdict
    assert loss.two_distributions.at(q_rain=0, p_rain=0).kl < float("inf")

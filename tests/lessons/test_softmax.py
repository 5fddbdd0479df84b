"""The numbers of lesson 09, against formulas, plain loops and nbcore."""

import itertools
from decimal import Decimal, getcontext

import numpy as np
import pytest

from course.lessons import softmax as lesson
from course.lessons.softmax import few_pictures, handwriting, scores, species
from course.lessons.softmax.explorers import simplex as triangle
from course.live.explorer import Scene
from nbcore import data, losses, training
from nbcore.activations import sigmoid, softmax
from nbcore.gradients import numerical_gradient

Z = np.array([5.0, 2.0, -1.0, 3.0])
cross_entropy = losses.SoftmaxCrossEntropy()


# ---- four classes -------------------------------------------------------------------------------


def test_the_four_powers_and_shares_are_those_of_the_text():
    t, a = scores.naively(Z)
    assert t.round(1).tolist() == [148.4, 7.4, 0.4, 20.1] and a.round(3).tolist() == [0.842, 0.042, 0.002, 0.114]
    said = lesson.four_classes.at()
    assert said.sum_of_t == pytest.approx(176.26, abs=0.01) and said.sum_of_a == pytest.approx(1)
    assert said.share == pytest.approx(0.842, abs=5e-4) and said.loss == pytest.approx(-np.log(said.share))


def test_both_ways_agree_where_both_work():
    rng = np.random.default_rng(0)
    for _ in range(50):
        z = rng.uniform(-300, 300, 4)
        assert scores.stably(z)[1] == pytest.approx(scores.naively(z)[1], rel=1e-12)


@pytest.mark.parametrize("constant", [-1000, -700, 300, 700, 1000])
def test_a_common_amount_changes_nothing_the_stable_way(constant):
    plain, shifted = (lesson.four_classes.at(constant=c, way="stable") for c in (0, constant))
    for name in ("share", "loss", "slope"):
        assert shifted[name] == pytest.approx(plain[name], rel=1e-9)


def test_the_naive_way_breaks_where_float64_ends():
    """The largest power that float64 holds is e to the 709.78; with the cat's 5, a constant of 705 is the first beyond."""
    assert np.isfinite(np.exp(709.78)) and lesson.four_classes.at(constant=700).sum_of_a == pytest.approx(1)
    broken = lesson.four_classes.at(constant=705)
    assert broken.sum_of_t == np.inf and broken.sum_of_a == "not a number" and "Overflow" in broken.verdict
    low = lesson.four_classes.at(constant=-1000)
    assert low.sum_of_t == 0 and low.share == "not a number" and "Underflow" in low.verdict
    assert "solid bars still stand" in lesson.four_classes.at(constant=1000, way="side by side").verdict


def test_the_loss_stays_exact_where_a_share_is_next_to_nothing():
    getcontext().prec = 60
    given = dict(cat=10, dog=-10, tiger=0, none=3)
    said = lesson.four_classes.at(**given, temperature=0.05, truth="dog", way="stable")
    powers = {name: (Decimal(value) * 20).exp() for name, value in given.items()}
    assert said.loss == pytest.approx(-float((powers["dog"] / sum(powers.values())).ln()))


def test_the_slopes_are_those_by_nudging():
    for truth, way in itertools.product(scores.CLASSES, ("naive", "stable")):
        k = scores.CLASSES.index(truth)
        nudged = numerical_gradient(lambda z: cross_entropy(z[None], np.array([k])), Z.copy())
        assert lesson.four_classes.at(truth=truth, way=way).slope == pytest.approx(nudged[k], abs=1e-8)
        assert softmax(Z) - np.eye(4)[k] == pytest.approx(nudged, abs=1e-8)


def test_the_opening_questions_have_their_answers():
    """The tiger draws level with all others together at log(148.4 + 7.4 + 20.1), and no slider takes a share to 0."""
    assert lesson.four_classes.at(tiger=5.2).sum_of_t == pytest.approx(np.exp(Z[[0, 1, 3]]).sum() + np.exp(5.2))
    assert np.log(np.exp(Z[[0, 1, 3]]).sum()) == pytest.approx(5.17, abs=0.005)
    farthest = lesson.four_classes.at(cat=10, dog=10, tiger=-10, none=10, temperature=0.05, truth="tiger", way="stable")
    assert 0 < farthest.share < 1e-170
    assert (
        scores.share_text(0.842) == "0.842"
        and scores.share_text(2.06e-9) == "2e-9"
        and scores.share_text(0.0) == "0.000"
    )


def test_cold_is_a_hard_maximum_and_hot_is_even():
    assert lesson.four_classes.at(temperature=0.05, way="stable").share == pytest.approx(1, abs=1e-12)
    assert "almost the same" in lesson.four_classes.at(cat=0.1, dog=0, tiger=0, none=0, temperature=20).verdict
    for temperature in (0.05, 0.3, 1, 4, 20):
        assert softmax(Z / temperature).argsort().tolist() == Z.argsort().tolist()


def test_the_verdict_knows_who_leads():
    assert (
        lesson.four_classes.at(cat=1, dog=1, tiger=0, none=1).verdict
        == "Cat, dog and none are level in front, with 30%."
    )
    assert lesson.four_classes.at(cat=1.2, dog=1, tiger=0, none=1).verdict == "Cat leads, with 34%."
    assert "Most goes to cat" in lesson.four_classes.at().verdict
    assert lesson.simplex.at(cat=1, dog=1, tiger=0, steps=0).verdict == "Cat and dog are level in front."


def test_each_score_can_be_dragged():
    live = lesson.four_classes()
    stage = live._scene.stage
    for name in scores.CLASSES:
        grip = stage.grips[name]
        live._dragged(name, *stage.to_fraction(grip.axes, -4.3, 1.0))
        assert live.settings[name] == pytest.approx(-4.3, abs=0.06)
    live.close()


# ---- the triangle -------------------------------------------------------------------------------


def test_equal_scores_lie_in_the_middle_and_one_class_in_its_corner():
    assert triangle.into_triangle(np.full(3, 1 / 3)) == pytest.approx(triangle.CORNERS.mean(axis=0))
    for k in range(3):
        assert triangle.into_triangle(np.eye(3)[k]) == pytest.approx(triangle.CORNERS[k])


def test_where_the_dot_is_dragged_there_it_stays():
    rng = np.random.default_rng(1)
    for a in rng.dirichlet(np.ones(3), 40):
        if a.min() > triangle.LEAST:
            z = triangle.scores_at(*triangle.into_triangle(a))
            assert softmax(z) == pytest.approx(a) and z.mean() == pytest.approx(0, abs=1e-12)
    for outside in ((-0.1, -0.1), (1.1, 0.0), (0.5, 0.97), (0.5, -0.1), (-0.1, 0.97)):
        z = triangle.scores_at(*outside)
        assert np.abs(z).max() <= triangle.FARTHEST, "within the sliders' range"
    live = lesson.simplex()
    stage = live._scene.stage
    live._dragged("shares", *stage.to_fraction(stage.grips["shares"].axes, 0.5, 0.4))
    said = live.readouts
    assert triangle.into_triangle(np.array([said.cat, said.dog, said.tiger])) == pytest.approx((0.5, 0.4), abs=0.02)
    live.close()


def test_the_trail_remembers_and_three_equal_moves_close_the_loop():
    scene = Scene(lesson.simplex)
    given = lesson.simplex.settings(steps=0)
    for name in ("cat", "dog", "tiger"):
        scene.run(given)
        given[name] += 2
    scene.run(given)
    seen = scene.stage.memory.seen
    assert len(seen) == 4 and seen[0] == pytest.approx(seen[-1]) and np.hypot(*(seen[1] - seen[0])) > 0.02


def test_the_walk_is_gradient_descent_on_the_cross_entropy():
    z = np.array([[2.0, 0.5, -1.0]])
    path = triangle.descend_on_scores(z[0], 2, 0.5, 12)
    for place in path[1:]:
        z = z - 0.5 * cross_entropy.gradient(z, np.array([2]))
        assert place == pytest.approx(z[0])
    assert lesson.simplex.at(steps=12).later == pytest.approx(cross_entropy(z, np.array([2])))


def test_two_classes_are_a_sigmoid_of_the_difference():
    for one, two in ((2.0, 0.5), (-1.0, 3.0), (0.0, 0.0)):
        assert softmax(np.array([one, two]))[0] == pytest.approx(sigmoid(one - two))
    edge = lesson.simplex.at(cat=2, dog=0.5, tiger=-8, steps=0)
    assert edge.cat == pytest.approx(sigmoid(1.5), abs=1e-4) and "sigmoid" in edge.verdict


# ---- the map of the species ---------------------------------------------------------------------


@pytest.mark.parametrize("pair", species.PAIRS)
def test_training_has_found_the_lowest_loss(pair):
    """On the training birds no gradient is left but that of the pinch of weight decay; and the factor 1 suits them best."""
    for split in (0, 1, 3):
        model = species.species(pair, split)
        columns = np.stack([data.penguins()[name] for name in species.PAIRS[pair]], axis=1)
        (x, y), _ = data.split(columns, data.penguins().y, (0.6, 0.4), seed=split)
        x = model.units.transform(x)
        gradient = cross_entropy.gradient(model(x), y)
        assert np.abs(x.T @ gradient).max() < 1e-4 and np.abs(gradient.sum(axis=0)).max() < 1e-4
        assert species.SCALES[model.seen_loss.argmin()] == pytest.approx(1, rel=0.06)


def test_confidence_moves_and_accuracy_does_not():
    for pair, split in itertools.product(species.PAIRS, range(10)):
        said = [lesson.regions.at(scale=scale, pair=pair, split=split) for scale in (0.05, 0.3, 1, 5, 20)]
        assert len({one.accuracy for one in said}) == 1
        assert np.all(np.diff([one.confidence for one in said]) > 0) and np.all(
            np.diff([one.entropy for one in said]) < 0
        )


def test_nine_of_ten_splits_of_the_bills_prefer_less_than_one():
    assert sum(lesson.regions.at(split=split).best < 1 for split in range(10)) == 9


def test_bills_tell_more_than_flipper_and_mass():
    for split in range(10):
        bills, flipper = (
            lesson.regions.at(split=split, pair=pair).accuracy
            for pair in ("bill length and bill depth", "flipper and body mass")
        )
        assert bills > 94 > 85 > flipper


def test_on_a_border_two_species_are_level_and_the_third_is_behind():
    model = species.species("bill length and bill depth", 0)
    for border in model.borders():
        z = np.sort(model(border[np.isfinite(border[:, 0])]), axis=1)
        assert len(z) and z[:, 2] == pytest.approx(z[:, 1], abs=1e-9) and np.all(z[:, 0] <= z[:, 1])


def test_ten_lines_of_gradient_descent_come_to_the_same_answers():
    """The loop of the text, against Newton's method behind the picture."""
    birds = data.penguins()
    bills = np.column_stack([birds["bill_length_mm"], birds["bill_depth_mm"]])
    (x, y), (other, truth) = data.split(bills, birds.y, (0.6, 0.4), seed=0)
    units = data.Standardizer().fit(x)
    x, other = units.transform(x), units.transform(other)
    W, b = np.zeros((2, 3)), np.zeros(3)
    for _ in range(1000):
        slope = (softmax(x @ W + b) - np.eye(3)[y]) / len(x)
        W -= x.T @ slope
        b -= slope.sum(axis=0)
    right = (other @ W + b).argmax(axis=1) == truth
    assert 100 * right.mean() == pytest.approx(lesson.regions.at().accuracy, abs=1.5)


# ---- the digits ---------------------------------------------------------------------------------


def test_the_split_leaves_449_pictures_that_are_never_learned_from():
    for split in range(1, 6):
        (x, _), (other, _) = handwriting.parts(split)
        assert len(x) == handwriting.EXAMPLES[-1] == 1348 and len(other) == handwriting.HELD_OUT == 449
        assert len(x) + len(other) == len(data.digits())
        assert not {row.tobytes() for row in x} & {row.tobytes() for row in other}


def test_on_each_split_97_of_100_held_out_digits_are_right():
    """On the five of the lesson, and on three more that its hidden units and its shaking were not chosen by."""

    def right(splits, **given):
        return np.array([training.accuracy(list(handwriting.learn(*given.values(), 1348, split))[-1][1], handwriting.parts(split)[1][1])
                         for split in splits])  # fmt: skip

    ours, plain, flat = (
        right(range(1, 6), hidden=hidden, shaken=shaken) for hidden, shaken in ((256, True), (256, False), (0, False))
    )
    assert ours.min() > 0.97 and ours.mean() > 0.98 and ours.min() > plain.min()
    assert flat.mean() == pytest.approx(0.95, abs=0.01) and (ours > flat).all() and (plain > flat).all(), (
        "the hidden layer wins on each split"
    )
    assert right((21, 22, 23), hidden=256, shaken=True).min() > 0.97
    assert lesson.digits.at().accuracy == pytest.approx(100 * ours[0])


def test_fewer_pictures_more_mistakes():
    right = [
        np.mean([lesson.digits.at(split=split, examples=examples).accuracy for split in range(1, 6)])
        for examples in handwriting.EXAMPLES
    ]
    assert right[0] < right[1] - 3 and right[1] < right[2] - 1


def test_the_worst_pictures_come_first():
    said = lesson.digits.at()
    wrong = round(449 * (1 - said.accuracy / 100))
    claims = []
    for picture in range(1, wrong + 3):
        written, answered, claim = (
            int(word.strip("%,"))
            for word in lesson.digits.at(picture=picture).framed.split()
            if word.strip("%,").isdigit()
        )
        assert (written != answered) == (picture <= wrong)
        claims.append(claim)
    assert claims[:wrong] == sorted(claims[:wrong], reverse=True) and claims[wrong:] == sorted(claims[wrong:])


def test_training_comes_in_steps_and_a_newer_setting_can_cut_it_short():
    handwriting.ended.clear()
    scene = Scene(lesson.digits)
    work = scene.start(lesson.digits.settings(examples=100))
    fractions = [next(work).fraction for _ in range(3)]
    work.close()
    assert fractions == pytest.approx([1 / 60, 2 / 60, 3 / 60]) and not handwriting.ended
    assert "Learning" not in scene.run(lesson.digits.settings(examples=100)).verdict
    assert len(handwriting.ended) == 1
    assert not hasattr(scene.start(lesson.digits.settings(examples=100, picture=7)), "send"), (
        "what was trained is not trained again"
    )


def test_a_picture_is_chosen_by_pointing_at_it():
    live = lesson.digits()
    live.readouts
    stage = live._scene.stage
    for picture in (1, 6, 12):
        across, down = (picture - 1) % 4, (picture - 1) // 4
        live._dragged("picture", *stage.to_fraction(stage.grips["picture"].axes, 10 * across + 4, 12 * down + 4))
        assert live.settings["picture"] == picture
    live.close()


# ---- calibration --------------------------------------------------------------------------------


def test_no_picture_is_both_learned_from_and_judged_on():
    for split in (1, 4):
        lesson.reliability.at(split=split)
        parts = few_pictures.kept[split][300]
        assert [len(parts[name].written) for name in few_pictures.PARTS] == [100, 849, 848]
        counts = sum(np.bincount(part.written, minlength=10) for part in parts.values())
        assert counts.tolist() == np.bincount(data.digits().y).tolist(), "every picture is in exactly one part"


def test_the_diagram_counts_what_a_plain_loop_counts():
    state = lesson.reliability.state(pictures="test", temperature=1.3)
    claims = few_pictures.kept[1][300]["test"]
    places, off = [[] for _ in range(10)], 0.0
    for z, written in zip(claims.z, claims.written):
        a = np.exp(z / 1.3 - max(z / 1.3))
        a /= a.sum()
        places[min(int(10 * max(a)), 9)].append((max(a), np.argmax(a) == written))
    for answers, found in zip(filter(None, places), state.bins, strict=True):
        sure, right = np.mean(answers, axis=0)
        assert (found.count, found.confidence, found.right) == (len(answers), pytest.approx(sure), pytest.approx(right))
        off += len(answers) * abs(sure - right)
    assert state.error == pytest.approx(off / len(claims.z))


def test_the_reach_of_chance_is_wilsons():
    """Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 and 15 of 148 and 0 of 20."""
    for right, count, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
        assert few_pictures.Bin(count, 0.5, right / count).interval == pytest.approx((low, high), abs=1e-4)


def test_the_temperature_is_fitted_on_dev_and_changes_no_answer():
    for split in range(1, 6):
        best = lesson.reliability.at(split=split).best
        assert lesson.reliability.at(split=split, pictures="test").best == best
        losses = [lesson.reliability.at(split=split, temperature=best * factor).loss for factor in (0.93, 1, 1.07)]
        assert losses[1] == min(losses)
        cold, hot = (lesson.reliability.at(split=split, temperature=T, pictures="test") for T in (0.25, 8))
        assert cold.accuracy == hot.accuracy and cold.confidence > hot.confidence


def test_one_temperature_corrects_a_network_that_is_too_sure_but_not_every_network():
    for split in range(1, 6):
        before = lesson.reliability.at(split=split, pictures="test")
        after = lesson.reliability.at(split=split, pictures="test", temperature=before.best)
        assert after.error < 2 / 3 * before.error and after.loss < before.loss and after.off < before.off
        assert before.verdict.startswith("Too sure") and "Too modest" in lesson.reliability.at(epochs=5).verdict
    fits = lesson.reliability.at("only the mean fits")
    assert abs(fits.confidence - fits.accuracy) < 1 and fits.off == 6 and "not calibrated" in fits.verdict


def test_the_reliability_network_trains_in_steps_and_once():
    few_pictures.kept.clear()
    scene = Scene(lesson.reliability)
    work = scene.start(lesson.reliability.settings())
    assert [next(work).fraction for _ in range(3)] == pytest.approx([5 / 300, 10 / 300, 15 / 300])
    work.close()
    assert not few_pictures.kept
    scene.run(lesson.reliability.settings())
    assert not hasattr(scene.start(lesson.reliability.settings(epochs=30)), "send")


def test_ticks_of_the_map_are_measurements():
    scene = Scene(lesson.regions)
    for pair in species.PAIRS:
        settings = lesson.regions.settings(pair=pair, split=3)
        scene.run(settings)
        axes = scene.stage.grips["bird"].axes
        units = scene.state.model.units
        for k, axis in enumerate((axes.xaxis, axes.yaxis)):
            shown = [float(label.get_text().replace(",", "")) for label in axis.get_ticklabels()]
            assert len(shown) >= 4 and axis.get_ticklocs() * units.scale[k] + units.mean[k] == pytest.approx(shown)

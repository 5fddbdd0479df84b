"""Lesson 11: every patient has the illness that its chart shows, and no other; a repair cures it."""

import contextvars
import math
from types import SimpleNamespace

import numpy as np
import pytest

from course.lessons import clinic
from course.lessons.clinic import examination, reference
from course.lessons.clinic.diagnosis import answer
from course.lessons.clinic.illnesses import BEDS, HEALTHY, ILLNESSES, WARDS, who
from course.lessons.clinic.sheet import TESTS
from course.lessons.clinic.signs import HEALTHY as WELL
from course.lessons.clinic.signs import SIGNS, found

PATIENTS = [(name, variant) for name, illness in ILLNESSES.items() for variant in range(len(illness.variants))]
each_patient = pytest.mark.parametrize("name, variant", PATIENTS, ids=lambda value: str(value))


def chart_of(name, variant):
    for chart in examination.run(name, variant):
        pass
    return chart


# ---- the patients ----


@each_patient
def test_a_chart_shows_the_illness_it_is_of(name, variant):
    assert (found(chart_of(name, variant)) or [WELL])[0] == name


def test_each_step_may_be_asked_for_in_another_context():
    before = np.geterr()
    steps = examination.examine(examination.compiled(ILLNESSES["learning rate too high"].code(0)), 2)
    while chart := contextvars.copy_context().run(next, steps, None):
        last = chart
    assert last.examined
    next(examination.examine(examination.compiled(ILLNESSES[WELL].code(0)), 2))
    assert np.geterr() == before


@each_patient
def test_a_wrong_diagnosis_is_told_what_would_look_different(name, variant):
    chart = chart_of(name, variant)
    for guess in ILLNESSES:
        said = answer(chart, name, [], guess, 3)
        assert said.startswith("Right" if guess == name else "No")
        assert guess == name or name == WELL or name not in said  # it does not give the name away
        if guess not in (name, WELL) and not SIGNS[guess].there(chart):
            assert SIGNS[guess].expect in said and SIGNS[guess].seen(chart) in said


def test_only_what_follows_from_an_illness_hides_behind_it():
    """Whose sign is there beside the illness's own, and so is answered with "a consequence"."""
    beside = {(name, other) for name, variant in PATIENTS for other in found(chart_of(name, variant))[1:]}
    assert beside <= {
        ("inputs not scaled", "learning rate too high"),
        ("error in the backward pass", "learning rate too high"),
    }


def test_the_healthy_backward_pass_is_right_and_a_wrong_one_is_found():
    assert max(chart_of(WELL, 0).apart) < 1e-7
    for variant in range(3):
        assert max(chart_of("error in the backward pass", variant).apart) > 0.1


def test_a_wrong_backward_pass_may_learn_well():
    """Prediction silent_error: the second variant, which forgets the slope of the ReLU."""
    assert chart_of("error in the backward pass", 1).test_right > 0.9


@pytest.mark.parametrize("variant", range(3))
def test_dead_units_are_dead_for_every_picture_the_run_trains_on(variant):
    """Not for those of one batch only: a single picture that gets through would wake a unit."""
    (x, y), held = clinic.pictures()
    train = examination.compiled(ILLNESSES["dead ReLUs"].code(variant))
    run = next(train(x, y, *held, np.random.default_rng(examination.PATIENTS_SEED)))
    assert not any(a.any() for a in run["forward"](run["x"], training=False)[1:-1])
    assert chart_of("dead ReLUs", variant).silent == [1.0, 1.0]


def test_ten_examples_are_learned_by_heart_with_wrong_labels_and_with_wrong_slopes_too():
    """So that test says that the machinery can learn, and no more than that."""
    assert chart_of("labels on the wrong pictures", 0).ten[-1] < 0.1
    assert chart_of("error in the backward pass", 1).ten[-1] < 0.1


def test_the_atlas_counts_its_variants_from_one_as_the_lesson_does():
    name = "error in the backward pass"
    for variant in (1, 2, 3):
        assert clinic.atlas.state(illness=name, variant=variant).chart is chart_of(name, variant - 1)
    assert clinic.atlas.at("wrong slopes, fine curves").test_right > 90


def mean_cross_entropy(z, y):
    z = z - z.max(axis=1, keepdims=True)
    return (np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]).mean()


def own_run(code):
    """What a learner gets who runs a patient's code in a cell and measures the loss after each epoch: in training, held out."""
    space = {"np": np}
    exec(str(code), space)
    (x, y), (new_x, new_y) = clinic.pictures()
    losses = []
    with np.errstate(all="ignore"):
        for run in space["train"](x, y, new_x, new_y, np.random.default_rng(2)):
            z = run["forward"](run["x"], training=False)[-1]
            losses.append((mean_cross_entropy(z, run["y"]), mean_cross_entropy(run["predict"](new_x), new_y)))
    return np.transpose(losses)


@each_patient
def test_a_learners_own_run_draws_the_clinics_curves(name, variant):
    training, held = own_run(ILLNESSES[name].code(variant))
    chart = chart_of(name, variant)
    shown = np.array(chart.loss)
    assert len(training) == len(shown) == 21
    if name == "dropout on when predicting":  # its answers draw masks, so training goes on with other masks
        assert abs(held[-1] - chart.held_loss[-1]) < 0.4 and np.abs(training - shown)[1:].max() < 0.3
        return
    finite = np.isfinite(shown)
    assert np.allclose(training[finite], shown[finite], rtol=1e-6)
    assert not np.any(training[~finite] < examination.LIMIT)
    finite = np.isfinite(chart.held_loss)
    assert np.allclose(held[finite], np.array(chart.held_loss)[finite], rtol=1e-6)


def test_mixed_up_labels_are_learned_by_heart():
    """No run knows better labels than its own, so its training loss falls."""
    for variant in range(3):
        chart = chart_of("labels on the wrong pictures", variant)
        assert chart.loss[-1] < 1.5 and chart.held_loss[-1] > 2.5


def test_what_the_predictions_say():
    assert chart_of("labels on the wrong pictures", 0).ten[-1] < 0.1
    assert chart_of("labels on the wrong pictures", 0).test_right < 0.2
    zero = chart_of("all weights start at zero", 0)
    assert abs(zero.loss[-1] - math.log(10)) < 0.03 and set(zero.slopes_before + zero.slopes_after) == {0.0}
    leaked = chart_of("held-out rows in training", 0)
    assert leaked.held_right[-1] > 0.99 > 0.98 > leaked.test_right and leaked.shared == examination.HELD


def test_no_row_of_the_test_set_is_ever_handed_over():
    learn, held, unseen = examination.pictures(2)
    assert len(learn[0]) + len(held[0]) + len(unseen[0]) == 1797
    assert len(unseen[0]) > 800


def test_each_ward_has_twelve_different_patients_in_another_order():
    wards = [[who(ward, bed)[0] for bed in range(1, BEDS + 1)] for ward in range(1, WARDS + 1)]
    assert all(len(set(ward)) == BEDS == 12 and WELL in ward for ward in wards)
    assert len({tuple(ward) for ward in wards}) == WARDS
    codes = {who(ward, bed)[0]: set() for ward in range(1, WARDS + 1) for bed in range(1, BEDS + 1)}
    for ward in range(1, WARDS + 1):
        for bed in range(1, BEDS + 1):
            codes[who(ward, bed)[0]].add(str(clinic.patient(bed, ward)))
    assert sum(len(different) > 1 for different in codes.values()) >= 8  # faults differ from ward to ward


def test_each_bed_keeps_what_was_ordered_and_said_and_owes_for_nothing_else():
    live = clinic.ward(ward=2, bed=3)
    right, next_bed = who(2, 3)[0], who(2, 4)[0]
    wrong = next(name for name in ILLNESSES if name not in (right, next_bed))
    live.set(pictures=1)
    live.set(ten=1)
    assert live.readouts.cost == 4
    live.set(ten=2)
    assert live.readouts.cost == 4  # open already
    live.set(diagnosis=wrong)
    assert live.readouts.cost == 4 and live.readouts.verdict.endswith("What does it suffer from?")  # only thought of
    live.set(commit=1)
    assert live.readouts.cost == 7 and live.readouts.verdict.startswith("No")
    live.set(commit=2)
    assert live.readouts.cost == 7  # the same mistake
    live.set(diagnosis=right, commit=3)
    assert live.readouts.cost == 7 and live.readouts.verdict.startswith("Right, for 7 points")
    live.set(bed=4)
    assert live.readouts.cost == 0 and "Order a test" in live.readouts.verdict
    live.set(pictures=2)
    assert live.readouts.cost == 1
    live.set(bed=3)
    assert live.readouts.cost == 7 and live.readouts.verdict.startswith("Right, for 7 points")
    live.set(bed=4)
    assert live.readouts.cost == 1 and live.readouts.verdict.endswith("What does it suffer from?")
    live.close()


def test_the_ward_goes_on_the_next_day(monkeypatch, tmp_path):
    monkeypatch.setenv("NETS_BY_HAND_PROGRESS", str(tmp_path / "progress.jsonl"))
    monkeypatch.setattr("course.lab.page.request", lambda: {"metadata": {}, "header": {}})
    right = who(2, 3)[0]
    example = clinic.ward(ward=2, bed=3, units=1)  # as a cell of the lesson shows it
    assert example.readouts.cost == 1
    example.close()
    today = clinic.ward(ward=2, bed=3)
    assert today.readouts.cost == 0, "what a cell orders is nobody's play"
    today.set(pictures=1)
    today.set(diagnosis=right, commit=1)
    assert today.readouts.cost == 1
    today.close()
    tomorrow = clinic.ward(ward=2, bed=3)
    assert tomorrow.readouts.cost == 1 and tomorrow.readouts.solved == 1
    assert tomorrow.readouts.verdict.startswith("Right, for 1 point")
    tomorrow.set(bed=4)
    assert tomorrow.readouts.cost == 0 and tomorrow.readouts.solved == 1
    tomorrow.set(ward=3)
    assert tomorrow.readouts.solved == 0
    tomorrow.close()
    assert clinic.ward.at(ward=2, bed=3).cost == 0, "code that only asks sees nobody's play"


def test_no_diagnosis_can_be_committed_to():
    said = clinic.ward.at(bed=3, commit=1)
    assert said.cost == 0 and "Choose a diagnosis" in said.verdict


def test_whoever_takes_a_sick_one_for_healthy_is_sent_to_the_test_that_shows_it():
    for name, variant in PATIENTS:
        if name != WELL:
            assert TESTS[ILLNESSES[name].test][0] in answer(chart_of(name, variant), name, [], WELL, 3)


# ---- the treatment ----


def bed_of(name, ward=1):
    return next((ward, bed) for ward in range(1, WARDS + 1) for bed in range(1, BEDS + 1) if who(ward, bed)[0] == name)


@pytest.mark.parametrize("name", [name for name in ILLNESSES if name != WELL])
def test_an_untreated_patient_is_not_cured_and_the_illness_is_not_named(name):
    ward, bed = bed_of(name)
    live = clinic.treat(bed, clinic.patient(bed, ward), ward=ward)
    assert live.readouts.verdict.startswith("Not cured yet")
    assert name not in live.readouts.verdict
    live.close()


@pytest.mark.parametrize("deal", [1, 2, 3])
def test_healthy_code_is_a_cure_from_other_starts_too(deal):
    live = clinic.treat(1, HEALTHY)
    live.set(deal=deal)
    assert live.readouts.verdict.startswith("Cured")
    live.close()


def test_a_function_from_a_cell_can_be_treated_as_well():
    live = clinic.treat(1, examination.compiled(HEALTHY))
    assert live.readouts.verdict.startswith("Cured")
    live.close()


@pytest.mark.parametrize("code, says", [
    (HEALTHY.replace("p / p.sum", "q / p.sum"), "NameError, at its line 25"),
    (HEALTHY.replace("yield chart", "pass"), "not"),
    (HEALTHY.replace("yield chart", "yield 3"), "yield its chart"),
    (HEALTHY.replace("training=False)[-1]", "training=False)[0]"), "ten scores"),
    ("def train(:", "not a training function yet"),
    ("x = 3", "defines no `train`"),
    (HEALTHY.replace("x = prepare(x)", "x = prepare(x)[:500]"), "500 pictures and 600 labels"),
])  # fmt: skip
def test_code_that_fails_is_told_why(code, says):
    assert says in repr(clinic.treat(1, code))


def test_who_is_not_there_is_said():
    with pytest.raises(ValueError, match="bed is 13; there are beds 1 to 12"):
        clinic.patient(13)
    assert "without brackets" in repr(clinic.treat(1, None))


def test_repair_gives_the_code_and_the_call():
    assert "clinic.treat(3, train, ward=2)" in clinic.repair(3, ward=2)
    assert str(clinic.patient(3, 2)) in clinic.repair(3, ward=2)


class ShellOfTheBrowser:
    """As Pyodide's kernel has it: `set_next_input` is there and does nothing."""

    def __init__(self):
        self.payload_manager = self
        self.payloads = []

    def set_next_input(self, text):
        pass

    def write_payload(self, payload):
        self.payloads.append(payload)


def test_repair_makes_a_new_cell_in_a_browsers_kernel_too(monkeypatch):
    shell = ShellOfTheBrowser()
    monkeypatch.setattr("builtins.get_ipython", lambda: shell, raising=False)
    monkeypatch.setattr("sys.platform", "emscripten")
    assert "in the cell below" in str(clinic.repair(3, ward=2))
    (payload,) = shell.payloads
    assert payload["source"] == "set_next_input" and payload["text"].startswith(str(clinic.patient(3, 2)))


def test_repair_puts_no_second_copy_above_what_a_learner_repairs(monkeypatch, tmp_path):
    put = []
    monkeypatch.setattr("builtins.get_ipython", lambda: SimpleNamespace(set_next_input=put.append), raising=False)
    monkeypatch.setattr("course.lab.page.request", lambda: {"metadata": {"cellId": "one"}})
    monkeypatch.setenv("NETS_BY_HAND_PROGRESS", str(tmp_path / "progress.jsonl"))
    assert "fix it" in str(clinic.repair(3, ward=2)) and len(put) == 1
    said = str(clinic.repair(3, ward=2))
    assert len(put) == 1 and "clinic.repair(3, ward=2, again=True)" in said
    clinic.repair(3, ward=2, again=True)
    clinic.repair(4, ward=2)
    assert len(put) == 3


# ---- the reference ----


def test_the_reference_gets_97_and_a_half_percent_on_five_splits():
    for split in range(1, 6):
        for _, errors, _ in reference.learn(split):
            pass
        assert 1 - errors[-1, 1] >= 0.975, split


def test_no_held_out_picture_is_learnt_from():
    (x, y), (other, _) = reference.split(1)
    many, labels = reference.with_shifted(x, y)
    assert len(many) == 5 * len(x) == len(labels)
    assert not {row.tobytes() for row in other} & {row.tobytes() for row in x}
    picture = np.zeros((1, 64))
    picture[0, 9] = 1.0  # row 1, column 1
    moved, _ = reference.with_shifted(picture, np.array([0]))
    assert sorted(int(row.argmax()) for row in moved) == [1, 8, 9, 10, 17]

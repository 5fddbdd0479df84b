"""A table of one's own, as a learner has it: it is shown, trained on, and judged by what chance would do."""

import io
import math
import re

import numpy as np
import pytest
from table_corpus import COUNT, HEIGHT, TRUTH, text

from course.lessons import clinic
from course.lessons.clinic import judging, own, table
from course.live import Explorer
from course.live.explorer import Scene, finished


@pytest.fixture
def file(tmp_path):
    def write(content, name="my.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


# ---- what is shown, and how it is overruled ----


def test_each_column_has_a_line_with_what_became_of_it_and_how_to_overrule_that(file):
    shown = repr(clinic.report(file(text({"id": range(60), **TRUTH, "when": ["2021-03-04", "2021-05-01"] * 30}))))
    for name, kind in {"id": "row numbers", "height": "numbers", "color": "words", "when": "dates"}.items():
        line = next(line for line in shown.splitlines() if line.startswith(name + " "))
        assert kind in line and f'kinds={{"{name}": "' in line
    page = clinic.report(file(text()))._repr_html_()
    assert page.count("<tr>") == 5 and "kinds={&quot;color&quot;:" in page


def test_what_the_table_says_to_add_does_overrule(file):
    path = file(text({"id": range(60), **TRUTH}))
    for name, kind in {"id": "numbers", "height": "words", "color": "left out"}.items():
        line = next(line for line in repr(clinic.report(path)).splitlines() if line.startswith(name + " "))
        kinds = eval(line.split("kinds=")[1])
        assert table.read(path, kinds=kinds).column(name).kind == kind


def test_every_way_out_that_is_offered_leads_somewhere(file):
    """For each kind of column: what the last column of the table says is tried, and makes it another kind."""
    days = [f"0{k % 9 + 1}/0{k % 7 + 1}/2021" for k in range(60)]
    columns = {"id": range(60), "town": [f"town {k % 40}" for k in range(60)], "mass": [f"{c}{'kg' if k % 2 else ''}" for k, c in enumerate(COUNT)], "day": days, **TRUTH}  # fmt: skip
    path = file(text(columns))
    read = table.read(path)
    assert {column.kind for column in read.columns} == {"row numbers", "texts", "unclear", "numbers", "words"}
    for column in read.columns:
        kinds = eval(column.overrule.removeprefix("kinds="))
        assert table.read(path, kinds=kinds).column(column.name).kind != column.kind, column.name


def test_stars_are_classes_unless_they_are_said_to_be_numbers():
    columns = {"a": COUNT, "stars": [k % 5 + 1 for k in range(60)]}
    assert table.prepare(table.read(columns)).classes == ["1", "2", "3", "4", "5"]
    assert table.prepare(table.read(columns, kinds={"stars": "numbers"})).classes is None


def test_numbers_that_are_said_to_be_words_stay_apart():
    columns = {"code": [1234567.5 + k % 4 / 8 for k in range(60)], "kind": TRUTH["kind"]}
    assert len(table.read(columns, kinds={"code": "words"}).column("code").words) == 4


def test_many_columns_alike_share_a_line(file):
    columns = {f"pixel{k}": COUNT for k in range(300)}
    shown = repr(clinic.report(file(text({"label": TRUTH["kind"], **columns}))))
    assert "pixel0 … pixel299 (300 columns)" in shown and len(shown.splitlines()) < 12


def test_cells_cannot_write_html_into_the_page(file):
    page = clinic.report(
        file(text({"<b>x</b>": HEIGHT, "kind": ["<script>" if k % 2 else "b" for k in range(60)]}))
    )._repr_html_()
    assert "<script>" not in page and "<b>x" not in page


def test_the_figure_shows_questions_and_warnings_before_all_else(file):
    columns = {
        "Id": range(60),
        "temp": [-999 if k % 9 == 2 else h for k, h in enumerate(HEIGHT)],
        "kind": ["a"] * 30 + ["b"] * 30,
    }
    live = clinic.your_table(file(text(columns)))
    assert "There is a question about your table" in live.readouts.verdict
    lines = [line for line, _ in own.lines_of(live.explorer.state())]
    assert lines[0].startswith("• Is −999 in “temp” a number?")
    assert any("“Id” numbers the rows" in line for line in lines) and len(lines) <= own.NOTES
    live.close()


def test_a_setting_that_there_is_not_is_told(file):
    assert "There is no setting 'separator'" in repr(clinic.your_table(file(text()), separator=";"))
    assert "There is no setting" in repr(clinic.report(file(text()), colour=1))


def test_what_cannot_be_used_is_a_calm_card_and_no_error(file):
    for given in (None, "https://example.org/x.csv", [1], file("", "empty.csv"), file(b"PK\x03\x04x", "a.xlsx")):
        said = clinic.your_table(given)
        assert not said and "Traceback" not in repr(said) and repr(said).startswith("your_table: not yet.")


def test_the_file_is_not_changed(file):
    path = file(text())
    before = path.read_bytes()
    clinic.your_table.at(path)
    assert path.read_bytes() == before


# ---- the explorer ----


def test_it_is_an_explorer_in_three_parts_whose_numbers_need_no_picture(file):
    read = table.read(file(text()))
    made = own.explorer_of(read, read.names, "kind", False)
    assert isinstance(made, Explorer)
    assert made.at() == made.words(made.state())
    assert "switch on training" in made.at().verdict
    assert made.at(train=True) == clinic.your_table.at(file(text()))


def test_training_yields_now_and_then_and_is_kept():
    read = table.read(dict(TRUTH))
    made = own.explorer_of(read, read.names, "kind", False)
    wanted = made.settings(train=True)
    steps = [step.fraction for step in made.work(wanted, None)]
    assert len(steps) > own.EPOCHS and steps == sorted(steps) and max(steps) < 1
    assert not hasattr(made.work(wanted, None), "send")  # the second time, nothing is left to do


def test_another_target_can_be_chosen_and_a_bad_one_is_said(file):
    columns = {"name": [f"name {k}" for k in range(60)], **TRUTH}
    live = clinic.your_table(file(text(columns)), target="kind", train=True)
    assert live.readouts.kind == "2 classes"
    live.set(target="height")
    assert live.readouts.kind == "a number"
    live.set(target="name")
    assert "too many for classes" in live.readouts.verdict
    live.close()


@pytest.mark.parametrize("target", ["kind", "height", "color"])
@pytest.mark.parametrize("train", [False, True])
def test_the_scene_shows_every_kind_of_target(target, train):
    read = table.read(dict(TRUTH))
    made = own.explorer_of(read, read.names, "kind", False)
    scene = Scene(made)
    before = scene.stage.png()
    said = scene.run(made.settings(target=target, train=train))
    assert scene.stage.png() != before or (target, train) == ("kind", False)
    assert all(math.isfinite(value) for value in said.values() if isinstance(value, float))


def test_numbers_are_written_as_people_write_them():
    rng = np.random.default_rng(0)
    area = rng.uniform(20, 120, 80)
    said = clinic.your_table.at({"area": area, "price": 2000 * area + rng.normal(0, 9000, 80)})
    assert "e+0" not in repr(said) and "better than always saying the median" in said.verdict


# ---- only training rows are looked at ----


def prepared_of(x, y, classes=("0", "1")):
    return table.Prepared(x.astype(np.float32), y, [], list(classes) if classes else None, np.arange(len(y)))


def test_only_training_rows_are_looked_at():
    x = np.arange(80.0).reshape(40, 2)
    x[5, 0] = math.nan
    (learn, _), _, held = table.share_out(prepared_of(x, np.arange(40) % 2), 3)
    assert np.allclose(learn.mean(axis=0), 0, atol=1e-5) and np.allclose(learn.std(axis=0), 1, atol=1e-5)
    x[held] *= 1000
    (again, _), _, _ = table.share_out(prepared_of(x, np.arange(40) % 2), 3)
    assert np.array_equal(learn, again)


def test_every_class_is_in_both_parts_and_copies_are_in_one():
    y = np.array([0] * 90 + [1] * 8)
    for seed in range(1, 6):
        (_, learned), (_, truth), held = table.share_out(
            prepared_of(np.random.default_rng(0).normal(size=(98, 2)), y), seed
        )
        assert (truth == 1).sum() == 2 and (learned == 1).sum() == 6 and len(np.unique(held)) == len(held)
    rows = np.random.default_rng(1).normal(size=(100, 5))
    columns = {f"c{k}": np.concatenate([rows[:, k], rows[:10, k]]) for k in range(5)} | {"kind": list("ab") * 55}
    prepared = table.prepare(table.read(columns))
    _, _, held = table.share_out(prepared, 1)
    sides = {}
    for k in range(110):
        sides.setdefault(prepared.x[k].tobytes(), set()).add(k in set(held.tolist()))
    assert all(len(side) == 1 for side in sides.values())


def test_large_numbers_close_together_do_not_melt_into_one():
    moments = 1.7e9 + np.arange(60) * 7.5
    x = table.prepare(table.read({"moment": moments, "kind": TRUTH["kind"]})).x
    assert len(np.unique(x)) == 60


def test_of_many_rows_some_are_drawn_from_all_over_and_it_is_said(file, monkeypatch):
    monkeypatch.setattr(table.reading, "MOST_ROWS", 200)
    columns = {
        "a": range(0, 20000, 4),
        "b": [k % 7 for k in range(5000)],
        "kind": ["yes" if k % 3 else "no" for k in range(5000)],
    }
    read = table.read(file(text(columns)), kinds={"a": "numbers"})
    assert 150 < read.rows < 250 and f"It has 5,000 rows; {read.rows} of them were drawn at random." in read.notes
    assert 1500 < np.mean(read.lines) < 3500
    assert (read.column("a").values == 4 * (read.lines.astype(int) - 2)).all()


def test_reading_says_how_far_it_is(file):
    heard = []
    table.read(file(text({**TRUTH, "words": ["x" * 3000 + str(k) for k in range(60)]}).replace("x" * 3000, "x" * 60000)), progress=heard.append)  # fmt: skip
    assert heard and all(0 <= fraction <= 1 for fraction in heard)


# ---- verdicts that know chance ----


def noise(seed):
    """A table in which nothing has to do with the target."""
    rng = np.random.default_rng(seed)
    n, inputs = int(rng.choice([60, 120, 300, 800])), int(rng.integers(2, 10))
    columns = {f"x{k}": rng.choice(list("abcd"), n) if k % 3 == 2 else rng.normal(size=n) for k in range(inputs)}
    target = [
        rng.choice(["a", "b"], n),
        rng.choice(["a", "b", "c"], n, p=[0.7, 0.2, 0.1]),
        rng.normal(size=n),
        np.exp(rng.normal(size=n)),
    ]
    return columns | {"target": target[seed % 4]}


def test_of_forty_tables_of_noise_at_most_two_are_called_better_than_guessing():
    verdicts = [clinic.your_table.at(noise(seed)).verdict for seed in range(40)]
    assert sum("no better than guessing" not in verdict for verdict in verdicts) <= 2


def test_what_can_be_learned_is_called_better():
    rng = np.random.default_rng(0)
    for seed in range(8):
        x = rng.normal(size=(300, 3))
        signal = x[:, 0] - x[:, 1] + rng.normal(0, 0.7, 300)
        target = np.where(signal > 0, "high", "low") if seed % 2 else signal
        verdict = clinic.your_table.at({"a": x[:, 0], "b": x[:, 1], "c": x[:, 2], "target": target}).verdict
        assert "better than always" in verdict and "no better than guessing" not in verdict


def test_a_rare_class_that_is_found_is_told_though_guessing_is_as_often_right():
    rng = np.random.default_rng(3)
    truth = (rng.random(2000) < 0.06).astype(int)
    answers = np.where(rng.random(2000) < 0.9, truth, (rng.random(2000) < 0.5).astype(int))
    judged = judging.classes(answers, truth, 0)
    assert judged.related and not judged.better or judged.score > judged.blind
    lazy = judging.classes(np.zeros(2000, dtype=int), truth, 0)
    assert not lazy.related and not lazy.better


def test_the_interval_and_the_tail_are_those_of_the_books():
    low, high = judging.wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)  # Wilson's interval for 8 of 10
    assert judging.wilson(10, 10)[1] == 1.0 and judging.wilson(0, 10)[0] == 0.0
    assert math.isclose(judging.binomial_tail(8, 10), 56 / 1024)


def test_chance_alone_passes_each_test_as_seldom_as_it_says():
    """2,000 judgments of coin throws: with a risk of 0.4% each, about 8 pass; 25 would be far too many."""
    rng = np.random.default_rng(0)
    passed = 0
    for _ in range(400):
        judged = judging.classes(rng.integers(0, 2, 40), rng.integers(0, 2, 40), 0)
        passed += judged.better or judged.related
    assert passed <= 12


def test_the_curves_of_noise_end_above_the_gray_line():
    read = table.read(noise(0))
    run = finished(
        own.explorer_of(read, read.names, "target", True).work(
            {"target": "target", "hidden": 64, "split": 1, "train": True}, None
        )
    ).run
    assert run.curves[-1, 1] > run.blind_loss


# ---- an Id in a sorted file ----


def test_an_id_of_a_sorted_file_is_left_out_and_told_with_its_number():
    columns = {
        "Id": list(range(1, 301)),
        "noise": np.random.default_rng(0).normal(size=300),
        "kind": ["a"] * 100 + ["b"] * 100 + ["c"] * 100,
    }
    prepared = table.prepare(table.read(columns))
    assert prepared.features == ["noise"]
    (warning,) = [warning for warning in prepared.warnings if "Id" in warning]
    told = float(re.search(r"get ([\d.]+)% of the held-out rows right", warning)[1])
    assert told > 90
    used = clinic.your_table.at(columns, kinds={"Id": "numbers"})
    assert abs(used.right - told) < 8 and used.right > 85  # the number is what it would have been


def test_an_open_file_can_be_trained_on():
    assert clinic.your_table.at(io.StringIO(text()))["rows"] == 60


def test_real_birds():
    from nbcore.data import real

    said = clinic.your_table.at(f"{real.FILES}/penguins.csv", target="species")
    assert said.right > 95 and said.blind < 60 and said.interval == "96 to 100 %"
    said = clinic.your_table.at(f"{real.FILES}/penguins.csv", target="body_mass_g")
    assert said.off < said.blind / 2


def test_what_first_goes_wrong_far_down_a_file_is_found_all_the_same(file):
    """The first 2,000 rows decide how a column is read; the others must be right all the same."""
    n, at = 5000, 4321
    plain = {
        "a": list(range(0, 3 * n, 3)),
        "b": [k / 8 for k in range(n)],
        "c": [k % 90 for k in range(n)],
        "kind": list("xy") * (n // 2),
    }
    odd = {name: list(values) for name, values in plain.items()}
    odd["a"][at], odd["b"][at], odd["c"][at] = "12o", "1,234.5", "inf"
    read = table.read(file(text(odd)), kinds={"a": "numbers"})
    assert read.rows == n
    a, b, c = (read.column(name) for name in "abc")
    assert np.isnan(a.values[at]) and a.slips == {"12o": 1} and "line 4323" in " ".join(read.notes)
    assert b.values[at] == 1234.5
    assert np.isnan(c.values[at])
    for column, name in ((a, "a"), (b, "b"), (c, "c")):
        rest = np.arange(n) != at
        assert (column.values[rest] == np.array(plain[name])[rest]).all()


def test_decimal_commas_far_down_a_file_change_how_the_whole_of_it_is_read(file):
    """1.234 is a thousand and more if another column turns out to have decimal commas."""
    n = 3000
    columns = {
        "price": [f"{1 + k % 8}.{100 + k % 900}" for k in range(n)],
        "mass": ["7" if k < 2500 else "7,5" for k in range(n)],
        "kind": list("xyz") * (n // 3),
    }
    read = table.read(file(text(columns, sep="\t")))
    assert read.column("price").values[1] == 2101 and read.column("mass").values[-1] == 7.5

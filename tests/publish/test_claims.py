"""Claims: what is checked, what a false one says, and that no reader sees any of it."""

from pathlib import Path

import pytest

from course.lessons import loss
from course.publish import claims, learner, pages
from course.publish.assignment import assignment
from course.publish.pages import PublishError

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"


@pytest.fixture
def says(course):
    """Puts lines in the place of the demonstration's last word, and returns the sentences that say what is false."""

    def put(lines, instead_of="Goodbye."):
        course.replace(instead_of, lines)
        return claims.run(course.demo()[0]).failures

    return put


CELL = "```{code-cell} ipython3\nimport numpy as np\nx = np.array([1.0, 2.0, 3.0])\n```\n\n"


def test_a_true_claim_is_counted_and_says_nothing(course):
    course.replace("Goodbye.", CELL + "Two on average.\n\n% claim: x.mean() == 2\n% claim: len(x) == 3")
    report = claims.run(course.demo()[0])
    assert (report.count, report.failures) == (2, ())


def test_a_claim_knows_the_cells_above_it_as_they_are_there(says):
    first = CELL + "% claim: x.sum() == 6\n\n```{code-cell} ipython3\nx[0] = 4\n```\n\n% claim: x.sum() == 9"
    assert says(first) == ()


def test_a_claim_does_not_know_the_cells_below_it(says):
    (said,) = says("% claim: x.sum() == 6\n\n" + CELL)
    assert "raised NameError: name 'x' is not defined" in said


@pytest.mark.parametrize(
    "claim, sides",
    [
        ("x.mean() == 1", "`x.mean()` is 2.0"),
        ("1 < x.max() < 2", "`x.max()` is 3.0"),
        ("x.min() == 1 and x.max() == 4", "`x.max()` is 3.0"),
        ("x.min() > 1 or x.max() > 3", "`x.min()` is 1.0; `x.max()` is 3.0"),
        ("not x.all()", "`x.all()` is True"),
        ("about(x.mean(), 3, 0.5)", "`x.mean()` is 2.0"),
        ('written(x.mean(), "2.1")', "`x.mean()` is 2.0"),
        ('str(x).startswith("(")', "`str(x)` is '[1. 2. 3.]'"),
        ("all(v * scale < 6 for v in x for scale in (1, 2))", "at scale = 2, v = 3.0, `v * scale` is 6.0"),
        ("np.allclose(x, 0)", "`x` is array([1., 2., 3.])"),
        ("False", "it is False"),
    ],
)
def test_a_false_claim_gives_its_file_its_line_and_what_its_sides_came_to(course, says, claim, sides):
    (said,) = says(f"{CELL}% claim: {claim}")
    path = course.lessons / "demo" / "lesson.md"
    line = path.read_text().splitlines().index(f"% claim: {claim}") + 1
    assert said == f"{path}, line {line}: the claim `{claim}` does not hold: {said.partition('hold: ')[2]}"
    assert sides in said


def test_every_false_claim_is_told_at_once(says):
    assert len(says(CELL + "% claim: x[0] == 0\n% claim: x[0] == 1\n\nMore.\n\n% claim: x[1] == 1")) == 2


def test_a_claim_may_go_on_in_indented_lines(course, says):
    assert says(CELL + "% claim: all(v > 0\n%            for v in x)\n% claim: x[0] == 1") == ()
    (said,) = says("% claim: (1 +\n%   1) == 3", "Before the question.")
    assert "the claim `(1 + 1) == 3`" in said


@pytest.mark.parametrize(
    "claim, said",
    [
        ("x / 0 ==", "no Python expression (invalid syntax)"),
        ("x = 3", "no Python expression"),
        ("import os", "no Python expression"),
    ],
)
def test_a_claim_that_does_not_parse_stops_the_build_with_its_line(course, claim, said):
    course.replace("Before the question.", f"Before.\n\n% claim: {claim}")
    with pytest.raises(PublishError) as caught:
        course.build()
    line = (course.lessons / "demo" / "lesson.md").read_text().splitlines().index(f"% claim: {claim}") + 1
    assert f"lesson.md, line {line}: the claim `{claim}`" in str(caught.value) and said in str(caught.value)
    assert not course.path.exists()


@pytest.mark.parametrize(
    "claim, came",
    [
        ("x.mean()", "came to 2.0; wanted True or False"),
        ("(v > 9 for v in x)", "wanted True"),
        ("x > 0", "wanted True"),
    ],
)
def test_a_claim_that_is_neither_true_nor_false_is_no_claim(says, claim, came):
    (said,) = says(f"{CELL}% claim: {claim}")
    assert came in said


@pytest.mark.parametrize("line", ["% clam: 1 == 1", "% a remark", "%matplotlib inline", "% claim", "% halfway: now"])
def test_an_unknown_mark_stops_the_build_with_its_line_and_what_was_wanted(course, line):
    course.replace("Goodbye.", f"\n{line}\n\nGoodbye.")
    where = (course.lessons / "demo" / "lesson.md").read_text().splitlines().index(line) + 1
    with pytest.raises(PublishError) as caught:
        learner.notebook(pages.Page(course.lessons / "demo" / "lesson.md", "01_demo", "demo"))
    assert f"line {where}: " in str(caught.value) and line in str(caught.value) and "wanted" in str(caught.value)


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("Goodbye.", "- One.\n\n  % claim: 1 == 1", "'% claim: 1 == 1' inside of something else"),
        ("Goodbye.", "> % halfway", "'> % halfway' inside of something else"),
        ("because: It is the secret", "because: |\n  % claim: 1 == 1\n  It is the secret", "write `proof:`"),
        ("Goodbye.", "% terms\n\nMore.\n\n% terms", "`% terms` is on line"),
    ],
)
def test_a_mark_that_readers_would_see_or_that_stands_twice_is_refused(course, old, new, said):
    course.replace(old, new)
    with pytest.raises(PublishError, match=r"lesson\.md, line \d+: ") as caught:
        course.build()
    assert said in str(caught.value)


def test_a_percent_sign_in_code_is_no_mark(course):
    course.replace(
        "Goodbye.", "```{code-cell} ipython3\nx = 7 \\\n  % claim if (claim := 3) else 0\n```\n\n% claim: x == 1"
    )
    assert claims.run(course.demo()[0]).failures == ()


def test_a_false_claim_stops_the_build_and_leaves_no_notebook(course):
    course.replace("Goodbye.", "% claim: 1 == 2\n\nGoodbye.")
    with pytest.raises(PublishError, match="does not hold"):
        course.build()
    assert not course.path.exists()


def test_no_reader_sees_a_claim_or_a_proof(course):
    course.replace("Goodbye.", "One.\n\n% claim: 1 == 1\n% claim: (2 ==\n%        2)\n\nGoodbye.")
    course.replace("answer: 2\n", "answer: 2\nproof: 3 == 3\n")
    page = course.demo()[0]
    for made in (learner.notebook(page), assignment(page, solved=True)):
        assert "claim" not in str(made) and "2 ==" not in str(made) and "3 == 3" not in str(made)
    assert "One.\n\nGoodbye." in [cell.source for cell in learner.notebook(page).cells]


# ---- proofs ----


def test_a_proof_is_run_and_named_by_its_line(course, says):
    (said,) = says("answer: 2\nproof: 3 == 4", "answer: 2")
    line = (course.lessons / "demo" / "lesson.md").read_text().splitlines().index("proof: 3 == 4") + 1
    assert f"line {line}: the proof `3 == 4` does not hold" in said


def test_a_quiz_answer_may_have_a_proof(course, says):
    (said,) = says("why: It is the end.\n      proof: 1 == 2", "why: It is the end.")
    line = (course.lessons / "demo" / "lesson.md").read_text().splitlines().index("      proof: 1 == 2") + 1
    assert f"line {line}: the proof" in said


FIGURE = """\
```{code-cell} ipython3
:tags: [setup]

class picture:
    @staticmethod
    def at(w, b=1):
        return {"loss": 10 * w + b}
```

"""


def test_a_proof_knows_the_readouts_of_what_its_prediction_shows(says):
    says(FIGURE + "Before the question.", "Before the question.")
    assert says("answer: 2\nshow: picture(w=2)\nproof: loss == 21 and shown['loss'] == loss", "answer: 2") == ()
    assert "`loss` is 21" in says("loss == 20", "loss == 21")[0]


def test_a_proof_knows_a_preset_and_the_explorers_of_its_lesson(course):
    lesson = course.lessons / "loss"
    (course.lessons / "demo").rename(lesson)
    page = pages.Page(lesson / "lesson.md", "01_loss", "loss")
    text = page.text()
    name, settings = next(iter(loss.one_weight.presets.items()))
    same = f"one_weight.at({', '.join(f'{key}={value!r}' for key, value in settings.items())}).loss"
    proof = f'show: one_weight("{name}")\nproof: shown.loss == loss and loss == {same}'
    lesson.joinpath("lesson.md").write_text(text.replace("answer: 2", f"answer: 2\n{proof}"))
    assert claims.run(page).failures == () and claims.run(page).count == 1
    lesson.joinpath("lesson.md").write_text(text.replace("answer: 2", f"answer: 2\n{proof} + 1"))
    came = loss.one_weight.at(**settings).loss
    assert f"`loss` is {float(came)}, `{same} + 1` is {came + 1}" in claims.run(page).failures[0]


def test_a_cells_own_name_wins_over_an_explorers_and_not_in_what_is_shown(course):
    lesson = course.lessons / "loss"
    (course.lessons / "demo").rename(lesson)
    page = pages.Page(lesson / "lesson.md", "01_loss", "loss")
    own = "```{code-cell} ipython3\none_weight = 3\n```\n\n% claim: one_weight == 3\n\nBefore the question."
    text = page.text().replace("Before the question.", own)
    lesson.joinpath("lesson.md").write_text(
        text.replace("answer: 2", "answer: 2\nshow: one_weight(w=2)\nproof: loss == 0 and one_weight == 3")
    )
    assert (claims.run(page).failures, claims.run(page).count) == ((), 2)


# ---- what has no claim ----


@pytest.mark.parametrize(
    "text, found",
    [
        ("It is 3 high. It is blue.", ["It is 3 high."]),
        ("It is twice as high.", ["It is twice as high."]),
        ("It is 3 high.\n\n% claim: x == 3", []),
        ("It is 3 high.\n% claim: x == 3", []),
        ("It is 3 high.\n\nIt is blue.\n\n% claim: x == 3", ["It is 3 high."]),
        ("Lesson 3 and section 2 show it.\n\n1. Look.\n\n## 4. Then", []),
        ("$$\nx = 3\n$$\n\n`x = 3` and $x = 3$", []),
        ("```{prediction} p\nquestion: Is it 3?\nchoices: [a, b]\nanswer: 1\nbecause: It is.\nproof: 1 == 1\n```", []),
        ("```{prediction} p\nquestion: Is it 3?\nchoices: [a, b]\nanswer: 1\nbecause: It is.\n```", ["question: Is it 3?"]),
        ("```{tasks} figure\n- do: Set it to 3.\n```", []),
    ],
)  # fmt: skip
def test_sentences_with_a_number_and_no_claim_are_listed(text, found):
    assert [sentence for _, sentence in claims.unproven(text + "\n")] == found


# ---- which cells run ----


def names_that_run(text):
    cells = claims.cells_of(text)
    lines = text.splitlines()
    return [lines[cell.line] for cell in claims.needed(cells, claims.claims_of(text))]


@pytest.mark.parametrize(
    "bodies, claim, run",
    [
        (["x = 1", "y = 2"], "x == 1", ["x = 1"]),
        (["x = 1", "y = x", "print(x)"], "y == 1", ["x = 1", "y = x"]),
        (["x = [1]", "x.append(2)"], "len(x) == 2", ["x = [1]", "x.append(2)"]),
        (["x = [1]", "x[0] = 2", "x = x"], "x == [2]", ["x = [1]", "x[0] = 2", "x = x"]),
        (["rng = 1", "noise = rng.normal()", "y = rng.normal()"], "y", ["rng = 1", "noise = rng.normal()", "y = rng.normal()"]),
        (["import numpy as np", "slow = np.sin(1)", "x = np.cos(1)"], "x", ["import numpy as np", "x = np.cos(1)"]),
        (["def f(): return 1", "for i in range(3): print(f())"], "f() == 1", ["def f(): return 1"]),
        (["x = 1"], "2 == 2", []),
    ],
)  # fmt: skip
def test_only_the_cells_run_that_a_claim_depends_on(bodies, claim, run):
    cells = "".join(f"```{{code-cell}} ipython3\n{body}\n```\n\n" for body in bodies)
    assert names_that_run(f"{cells}% claim: {claim}\n") == run


@pytest.mark.parametrize("folder", ["network", "loss", "backprop"])
def test_with_every_cell_run_the_same_claims_hold(folder, monkeypatch):
    page = pages.choose(pages.discover(LESSONS), [folder])[0]
    some = claims.run(page)
    monkeypatch.setattr(claims, "needed", lambda cells, claims: cells)
    every = claims.run(page)
    assert (every.count, every.failures) == (some.count, some.failures)


def test_a_cell_that_a_claim_needs_and_that_fails_is_named_with_its_line(course):
    course.replace("Goodbye.", "```{code-cell} ipython3\n\ny = 1\nx = 1 / 0\n```\n\n% claim: x == 1")
    line = (course.lessons / "demo" / "lesson.md").read_text().splitlines().index("x = 1 / 0") + 1
    with pytest.raises(PublishError, match=f"line {line}: a claim below needs this cell, which raised ZeroDivision"):
        claims.check(course.demo())


# ---- helpers ----


@pytest.mark.parametrize(
    "value, text, same",
    [
        (0.96449, "0.964", True), (0.96451, "0.964", False), (4150.4, "4,150", True), (0.8176, "81.8%", True),
        (0.8176, "81.7%", False), (-3.04, "−3.0", True), (2, "2", True),
    ],
)  # fmt: skip
def test_a_number_is_written_so_or_not(value, text, same):
    assert claims.written(value, text) is same

"""The words and symbols of the course: one list, one meaning each, and no word before its lesson."""

from pathlib import Path

import pytest

from course.publish import learner, pages, terms
from course.publish.pages import PublishError

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"
LIST = terms.read(LESSONS.parent / "terms.yml")
FOLDERS = list(terms.numbers(LESSONS))
TEXTS = {folder: (LESSONS / folder / "lesson.md").read_text(encoding="utf-8") for folder in FOLDERS}

# What a learner has to meet by its own name, so that it can be looked up elsewhere, and in which lesson.
FIELD = {
    "loss": ["logistic regression", "likelihood"],
    "descent": ["contour plot", "derivative", "partial derivative", "vectorization", "converge"],
    "backprop": ["automatic differentiation"],
    "overfitting": ["model-complexity graph", "cross-validation", "learning curve", "double descent"],
    "regularization": ["weight decay", "AdamW"],
    "optimizers": ["AdaGrad", "Nesterov", "warm-up", "saddle point", "plateau"],
    "softmax": ["reliability diagram", "calibration"],
    "search": ["genetic algorithm", "mutation", "crossover", "evolution strategy"],
}
# Those that their lesson does not say yet. A lesson that is written anew takes its names out of here.
NOT_YET = {}


def named(name):
    """The term that has this name."""
    return next(term for term in LIST.terms if name in term.names)


@pytest.mark.parametrize("folder", FIELD)
def test_a_lesson_says_the_fields_names(folder):
    prose = "\n".join(words for _, words in terms.prose(TEXTS[folder]))
    unsaid = [name for name in FIELD[folder] if not named(name).pattern.search(prose)]
    assert unsaid == NOT_YET.get(folder, []), (
        "a name that is said now has to leave NOT_YET; one that is not has to be said"
    )


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_word_is_used_before_the_lesson_that_introduces_it(folder):
    assert terms.too_early(folder, LESSONS) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_lesson_closes_with_its_words(folder):
    page = pages.choose(pages.discover(LESSONS), [folder])[0]
    (shown,) = [cell.source for cell in learner.notebook(page).cells if "| word or symbol |" in cell.source]
    rows = [row for row in shown.splitlines() if row.startswith("| ")][1:]
    assert len(rows) >= 8 and all(row.count(" | ") == 1 for row in rows)
    assert shown.count("(glossary.ipynb)") == 1


def test_a_term_that_a_lesson_introduces_is_said_in_it_or_waits_for_its_rewriting():
    unsaid = [term.term for term, text in terms.said(LESSONS) if not term.said_in(text)]
    waiting = [named(name).term for names in NOT_YET.values() for name in names]
    assert [term for term in unsaid if term not in waiting] == []


def test_the_glossary_has_every_word_once_with_its_lesson():
    made = terms.glossary(LESSONS)
    words = [row for row in made.splitlines() if row.startswith("| ") and row.endswith(") |") and row.count(" | ") == 2]
    known = [term for term, text in terms.said(LESSONS) if term.said_in(text)]
    assert len(words) == len(known) > 150
    assert [row for row in words if row.startswith("| gradient |")][0].endswith("| [2](02_descent.ipynb) |")
    assert "| $\\eta$ | learning rate ([2](02_descent.ipynb)) |" in made


def test_no_symbol_is_excused_that_has_one_meaning():
    symbols = [symbol for term in LIST.terms for symbol in term.symbols]
    assert all(symbols.count(symbol) > 1 for symbol in LIST.shared)


# ---- mistakes ----


GOOD = """\
terms:
  demo:
    - term: weight
      symbol: $w$
      meaning: A number.
    - term: gradient
      aliases: [slope]
      meaning: All slopes.
"""


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("term: gradient", "term: weight", ["line 6", "'weight' has two meanings", "line 3"]),
        ("[slope]", "[Weight]", ["line 6", "'Weight' has two meanings"]),
        ("      aliases", "      symbol: $w$\n      aliases", ["line 6", "symbol $w$ has two meanings", "shared"]),
        ("meaning: A number.", "meening: A number.", ["line 5", "got `meening:`", "wanted only term, symbol"]),
        ("      meaning: A number.\n", "", ["line 3", "`meaning:` is missing"]),
        ("A number.", "A number", ["line 3", "no sentence"]),
        ("A number.", "A number.\n      everyday: yes", ["line 3", "true or false", "'yes'"]),
        ("A number.", "A number: one.", ["line 5", "not YAML", "quotes"]),
    ],
)
def test_a_mistake_stops_the_build_with_file_line_and_what_was_wanted(course, old, new, said):
    path = course.lessons.parent / "terms.yml"
    path.write_text(GOOD.replace(old, new))
    course.replace("Goodbye.", "% terms")
    with pytest.raises(PublishError) as caught:
        course.build()
    for part in [f"{path}, ", *said]:
        assert part in str(caught.value)
    assert not course.path.exists()


def test_a_shared_symbol_may_stand_twice(course):
    path = course.lessons.parent / "terms.yml"
    path.write_text("shared:\n  $w$: the field does so\n" + GOOD.replace("aliases:", "symbol: $w$\n      aliases:"))
    assert len(terms.read(path).terms) == 2


def test_a_term_of_a_lesson_that_is_not_there_is_refused(course):
    (course.lessons.parent / "terms.yml").write_text(GOOD.replace("demo:", "demos:"))
    with pytest.raises(PublishError, match="terms.yml, line 3: there is no lesson 'demos'; there are demo"):
        terms.glossary(course.lessons)


# ---- too early ----


@pytest.fixture
def early(course):
    """Puts a sentence into the first of two lessons; `gradient` belongs to the second."""
    (course.lessons.parent / "terms.yml").write_text(GOOD.replace("  demo:", "  later:"))
    (course.lessons / "later").mkdir()
    text = (course.lessons / "demo" / "lesson.md").read_text().replace("number: 1", "number: 2")
    (course.lessons / "later" / "lesson.md").write_text(text)

    def found(sentence):
        course.replace("Goodbye.", sentence)
        return terms.too_early("demo", course.lessons)

    return found


@pytest.mark.parametrize("sentence", ["Follow the gradient.", "Two Gradients.", "The slope is 3."])
def test_a_word_of_a_later_lesson_is_found_with_its_line(early, course, sentence):
    (said,) = early(sentence)
    line = (course.lessons / "demo" / "lesson.md").read_text().splitlines().index(sentence) + 1
    assert f"demo, line {line}: 'gradient' is used, and lesson 2 introduces it" in said


@pytest.mark.parametrize(
    "sentence",
    [
        "% early: gradient\n\nThe gradient, all slopes together, points up.",
        "Lesson 2 shows the gradient.",
        "The code is `gradient(x)`, the formula $gradient$.",
        "```{code-cell} ipython3\ngradient = 1\n```",
        "The gradients' cousins: gradiently, agradient.".replace("gradients' ", ""),
        "### Where to read on\n\nThe gradient.",
    ],
)
def test_what_is_explained_or_no_prose_is_allowed(early, sentence):
    assert early(sentence) == []


def test_an_early_mark_allows_nothing_above_it(early):
    assert len(early("The gradient.\n\n% early: gradient\n\nThe gradient is this.")) == 1


@pytest.mark.parametrize("mark, said", [("gradient", "has nothing below"), ("gradjent", "names no term")])
def test_an_early_mark_that_does_nothing_is_found(early, mark, said):
    (found,) = early(f"% early: {mark}\n\nNothing.")
    assert said in found

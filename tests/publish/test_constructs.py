"""The Python that lessons use is named in each lesson, and explained on one page."""

from pathlib import Path

import pytest

from course.practice import source
from course.publish import constructs, pages
from course.publish import text as text_of

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"
PAGES = pages.discover(LESSONS)
EXPLAINED = constructs.explained((LESSONS / "python.md").read_text(encoding="utf-8"))


def cell(code):
    return f"```{{code-cell}} ipython3\n{code}\n```\n"


@pytest.mark.parametrize("page", [page for page in PAGES if page.folder], ids=lambda page: page.name)
def test_whatever_a_lesson_uses_is_explained_and_named_in_it(page):
    used = constructs.used(page.text())
    assert [heading for heading in used if heading not in EXPLAINED] == []
    shown = text_of.reading(page)
    assert shown.count("<summary>Python you will meet</summary>") == 1
    for heading in used:
        assert f"[{heading}](python.ipynb#{heading.replace(' ', '-')})" in shown


@pytest.mark.parametrize("heading", EXPLAINED)
def test_each_explanation_has_a_line_to_run_that_uses_it(heading):
    assert heading in constructs.used(EXPLAINED[heading])
    (block,) = [block for block in source.fences(EXPLAINED[heading]) if block.kind == "code-cell"]
    assert EXPLAINED[heading].index("```") > 40, "there is no sentence before the cell"


def test_nothing_is_explained_that_the_scan_does_not_know():
    assert list(EXPLAINED) == list(constructs.CONSTRUCTS)


@pytest.mark.parametrize(
    "code, heading",
    [
        ("def f(x): return x", "Functions"),
        ("def f(x=1): return x", "Default values"),
        ("a, b = 1, 2", "Unpacking"),
        ("print([a for a, b in c])", "Unpacking"),
        ('f"{x:.2f}"', "f-strings"),
        ("x[x > 0]", "Boolean masks"),
        ("(a == b).mean()", "Boolean masks"),
        ("np.mean(a > 0)", "Boolean masks"),
        ("x[:, None]", "Broadcasting"),
        ("x.sum(axis=1, keepdims=True)", "Broadcasting"),
        ("p[rows, classes]", "Several places at once"),
        ("f(*x)", "Stars"),
        ("f(**x)", "Stars"),
        ("def f(*x): pass", "Stars"),
        ("x[1:3]", "Slices"),
        ("x[:, 0]", "Slices"),
        ("sum(a for a in b)", "Generators"),
        ("x is None", "and, or, not"),
    ],
)
def test_it_is_found(code, heading):
    assert heading in constructs.used(cell(code))


def test_plain_arithmetic_and_calls_need_no_explanation():
    assert constructs.used(cell("import numpy as np\nx = np.array(3.0)\ny = -x ** 2 + x[0]\nprint(x.mean() > y)")) == []


def test_syntax_that_nobody_thought_of_is_reported_by_its_name():
    assert constructs.used(cell("match x:\n    case 1: pass")) == ["ast.Match", "ast.MatchValue", "ast.match_case"]
    assert constructs.used(cell("try: x\nexcept ValueError: pass")) == ["ast.ExceptHandler", "ast.Try"]

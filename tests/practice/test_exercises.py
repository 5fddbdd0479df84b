"""Checking what a learner wrote: right, nearly, not at all, not even begun."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.practice import Exercise, Misconception, Property, exercises, judge, source
from course.practice.edits import edits

MSE = "def mse(prediction, target):\n"


def made(code):
    """The ExerciseSource of an exercise cell."""
    return source.exercise(code)


def solved(signature, line):
    return made(f"{signature}\n    ### BEGIN SOLUTION\n    {line}\n    ### END SOLUTION")


# ---- right, and known mistakes ----


def test_the_solution_passes_and_the_lesson_has_no_faults(toys):
    assert toys.lesson.faults() == []
    result = toys.check(exercises.solution(toys.lesson.source.exercises["mse"]))
    assert result and repr(result) == "mse: passed. Right in all 3 cases, and in 50 drawn at random."


@pytest.mark.parametrize(
    "body, hint",
    [
        ("return sum((prediction - target) ** 2)", "You summed the squares"),
        ("return abs(prediction - target).mean()", "mean of the distances"),
        ("return (prediction - target) ** 2", "still one number for each example"),
    ],
)
def test_a_known_mistake_is_told_by_its_name(toys, learner, body, hint):
    result = toys.check(learner(MSE + "    " + body))
    assert not result and hint in result.message
    assert dict(result.facts)["case"] == "two numbers: mse([1, 2], [3, 5])"
    assert dict(result.facts)["wanted"] == "6.5"


def test_a_wrong_value_shows_the_case_what_came_and_what_was_wanted(toys, learner):
    result = toys.check(learner(MSE + "    return 4.0"))
    assert repr(result) == (
        "mse: not yet. Right in 1 of 53 cases; here is one that differs.\n"
        "    case    two numbers: mse([1, 2], [3, 5])\n    came    4\n    wanted  6.5\n"
        'Stuck? `toys.hint("mse")` opens hint 1 of 3.'
    )
    html = result._repr_html_()
    assert "not yet" in html and "6.5" in html and 'role="status"' in html


numbers = st.floats(-100, 100).filter(lambda number: abs(number) > 0.1)


@given(
    factors=st.lists(numbers, min_size=1, max_size=4, unique_by=lambda factor: round(factor, 3)),
    points=st.lists(numbers, min_size=1, max_size=4),
)
def test_each_misconception_gets_its_own_hint_whatever_the_cases(factors, points):
    factors = [factor for factor in factors if abs(factor - 1) > 0.01] or [2.0]
    exercise = Exercise(
        cases={f"at {n}": (point,) for n, point in enumerate(points)},
        misconceptions=[Misconception(f"times {f}", lambda x, f=f: f * x) for f in factors],
    )
    assert judge.faults(exercise, solved("def same(x):", "return x")) == []


def test_of_two_mistakes_the_one_that_explains_more_speaks(learner):
    exercise = Exercise(
        cases={"one": (1.0,), "two": (2.0,), "nought": (0.0,)},
        misconceptions=[
            Misconception("only at two", lambda x: -2.0 if x == 2 else x),
            Misconception("the sign", lambda x: -x),
        ],
    )
    told = judge.check(learner("def same(x):\n    return -x", "same"), exercise, solved("def same(x):", "return x"))
    assert told.message == "the sign"


def test_faults_names_what_an_author_got_wrong():
    undistinguished = Exercise(cases={"one": (np.array([2.0]),)}, misconceptions=[Misconception("You summed.", np.sum)])
    assert "You summed." in judge.faults(undistinguished, solved("def mean(x):", "return np.mean(x)"))[0]
    broken = Exercise(cases={"one": (1.0,)}, properties=[Property("It is positive.", lambda f, x: f(x) > 0)])
    assert "its own solution fails" in judge.faults(broken, solved("def f(x):", "return -x"))[0]


@pytest.mark.parametrize("cases", [{}, {"bare": np.ones(2)}, {"bare": 3.0}])
def test_cases_that_are_no_arguments_are_refused(cases):
    with pytest.raises((TypeError, ValueError), match="case"):
        Exercise(cases=cases)


# ---- not begun ----


@pytest.mark.parametrize(
    "stub",
    [
        MSE + "    ...",
        MSE + "    pass",
        MSE + '    """Another docstring."""\n    # a comment\n    ...  # your code here\n',
        "def mse(p, y):\n    ...",
    ],
)
def test_an_untouched_stub_is_calm(toys, learner, stub):
    result = toys.check(learner(stub))
    assert result.status == "untouched" and "not started" in repr(result)


def test_a_stub_with_lines_of_its_own_is_recognised_and_so_is_work_on_it(toys, learner):
    stub = toys.lesson.source.exercises["shift"].stub
    assert toys.check(learner(stub, "shift")).status == "untouched"
    assert (
        toys.check(
            learner(
                stub.replace('shift(x, by):\n    """x + by, as an array, without changing x."""', "shift(x, by):"),
                "shift",
            )
        ).status
        == "untouched"
    )
    begun = toys.check(learner(stub.replace("...", "m = n + 1"), "shift"))
    assert begun.status == "hint" and "returned None" in begun.message


# ---- bad input: one clear line each ----


@pytest.mark.parametrize(
    "body, says",
    [
        ("x = 1", "It returned None; wanted a number; is a `return` missing?"),
        ("return 'much'", "It returned text, 'much'; wanted a number."),
        ("return np.zeros((2, 2))", "It returned an array of floats of shape (2, 2); wanted a number."),
        ("return float('nan')", "It returned NaN"),
        ("return np.log(-1.0)", "It returned NaN"),
        ("return 1j", "It returned a complex number, 0+1j; wanted a number."),
        ("return np.mean", "It returned a"),
        ("yield 1.0", "It returned a list of 1; wanted a number."),
        (
            "while True: pass",
            "It did not finish within 0.2 seconds, at line 2: `while True: pass`; does a loop in it never end?",
        ),
        ("return [x for x in iter(int, 1)]", "It did not finish within 0.2 seconds"),
        ("while True: yield 1", "It did not finish within 0.2 seconds"),
        ("return mse(prediction, target)", "It calls itself without end"),
        ("return 1 / 0", "It raised ZeroDivisionError (division by zero), at line 2: `return 1 / 0`."),
        ("raise ValueError('two\\nlines')", "It raised ValueError (two lines), at line 2"),
        ("return np.men(target)", "It raised AttributeError (module 'numpy' has no attribute 'men'), at line 2"),
        (
            "return np.ones(3) @ np.ones(4)",
            "It stopped, at line 2: `return np.ones(3) @ np.ones(4)`. `np.ones(3) @ np.ones(4)` does not fit: "
            "`np.ones(3)` has shape (3,) and `np.ones(4)` has shape (4,). In a product, the last size of the first (3) must",
        ),
        ("raise SystemExit", "It raised SystemExit, at line 2"),
        ("l = []; l.append(l); return l", "It returned a list of 1; wanted a number."),
    ],
)
def test_whatever_a_function_does_is_told_in_one_line(toys, learner, body, says):
    toys.exercises.mse.seconds = 0.2
    result = toys.check(learner(MSE + "    " + body))
    assert result.status == "hint" and result.message.startswith(says)
    assert "\n" not in result.message and len(result.message) < 400
    assert dict(result.facts)["case"].startswith("two numbers: mse(")


def test_a_coroutine_is_told_and_leaves_no_warning(toys, learner, recwarn):
    assert "returned a coroutine" in toys.check(learner("async " + MSE + "    return 1.0")).message
    assert not recwarn.list


def test_an_exception_that_the_function_swallows_does_not_stop_the_clock(toys, learner):
    toys.exercises.mse.seconds = 0.2
    code = MSE + "    while True:\n        try:\n            1 / 0\n        except Exception:\n            pass"
    assert "did not finish" in toys.check(learner(code)).message


@pytest.mark.parametrize(
    "code, says",
    [
        ("def mse(p):\n    return 1.0", "It takes 1 argument (p); the exercise calls it with 2 (prediction, target)."),
        ("def mse():\n    return 1.0", "It takes 0 arguments (); the exercise calls it with 2"),
        ("def mse(a, b, c):\n    return 1.0", "It takes 3 arguments (a, b, c); the exercise"),
    ],
)
def test_the_wrong_number_of_arguments(toys, learner, code, says):
    assert toys.check(learner(code)).message.startswith(says)


@pytest.mark.parametrize(
    "thing, named",
    [
        (3.0, "a number, 3"),
        (None, "None"),
        ("mse", "text, 'mse'"),
        (int, "the class `int`"),
        (np.ones(2), "an array"),
    ],
)
def test_what_is_no_function_is_named(toys, thing, named):
    result = toys.check(thing)
    assert named in result.message and "toys" in repr(result) and "check(mse)" in result.message
    assert result.status == "unusable" and "\n" not in repr(result)


def test_an_unknown_name_lists_the_known_ones_and_the_nearest(toys, learner):
    assert toys.check(learner("def msee(a, b): return 1", "msee")).message == (
        "There is no exercise `msee` in this lesson; did you mean `mse`? It has mse, shift."
    )
    assert "It has" not in toys.check(lambda x: x).message and "it has mse, shift" in toys.check(lambda x: x).message


def test_prints_are_allowed(toys, learner, capsys):
    assert toys.check(learner(MSE + "    print('here')\n    return np.mean((prediction - target) ** 2)"))
    assert capsys.readouterr().out.count("here") == 3


def test_warnings_of_the_learners_numpy_stay_out_of_the_way(toys, learner, recwarn):
    toys.check(learner(MSE + "    np.ones(2) / np.zeros(2)\n    return np.exp(1e4)"))
    assert not recwarn.list


# ---- arguments ----


def test_a_change_in_place_is_told_when_the_result_is_right(toys, learner):
    result = toys.check(learner("def shift(x, by):\n    x += by\n    return x", "shift"))
    assert not result and "changes its argument `x` in place" in result.message
    assert dict(result.facts)["x before"] == "[1, 2, 3]" and dict(result.facts)["x after"] == "[3, 4, 5]"


def test_a_change_in_place_is_told_beside_a_wrong_result(toys, learner):
    result = toys.check(learner("def shift(x, by):\n    x *= by\n    return x", "shift"))
    assert dict(result.facts)["also"] == "it changes its argument x in place"
    assert toys.check(learner("def shift(x, by):\n    return x + by", "shift"))  # and the case is as it was


def test_where_the_solution_works_in_place_the_argument_is_compared(learner):
    def uphill(w, g):
        w += g

    exercise = Exercise(
        cases={"a": (np.ones(2), np.array([1.0, 2.0]))}, misconceptions=[Misconception("You went uphill.", uphill)]
    )
    task = solved("def step(w, g):", "w -= g")
    assert judge.faults(exercise, task) == []
    copied = judge.check(learner("def step(w, g):\n    w = w - g", "step"), exercise, task)
    assert dict(copied.facts)["came in the argument w"] == "[1, 1]"
    assert dict(copied.facts)["wanted in the argument w"] == "[0, -1]"


def test_cases_may_be_made_by_functions_and_generators_start_alike(learner):
    exercise = Exercise(cases={"noise": lambda: (3, np.random.default_rng(7))})
    task = solved("def noise(n, rng):", "return rng.normal(size=n)")
    assert judge.faults(exercise, task) == []
    assert judge.check(learner("def noise(n, rng):\n    return rng.normal(0, 1, n)", "noise"), exercise, task)
    assert not judge.check(learner("def noise(n, rng):\n    return rng.uniform(size=n)", "noise"), exercise, task)


# ---- properties ----

SHUFFLED = Exercise(
    cases={"ten": lambda: (np.arange(10), np.random.default_rng(0))},
    properties=[
        Property("Every row should come once.", lambda f, x, rng: sorted(f(x, rng)) == list(x)),
        Property(
            "Two draws should differ.",
            lambda f, x, rng: "twice the same" if list(f(x, rng)) == list(f(x, rng)) else True,
        ),
    ],
    compare=False,
    seconds=0.2,
)
TASK = solved("def shuffled(x, rng):", "return rng.permutation(x)")


@pytest.mark.parametrize(
    "body, says, seen",
    [
        ("return x[rng.permutation(len(x))]", None, None),
        ("return x[rng.integers(0, len(x), len(x))]", "Every row should come once.", None),
        ("return x.copy()", "Two draws should differ.", "twice the same"),
        ("return list(x)", "Two draws should differ.", "twice the same"),
        (
            "rng.shuffle(x); return x",
            "It changes its argument `x` in place",
            None,
        ),  # never "the result is right": it was not compared
        ("return x[:3]", "It returned an array of whole numbers of shape (3,)", None),
        (
            "if rng.bit_generator.state == np.random.default_rng(0).bit_generator.state: return rng.permutation(x)\n"
            "    while True: pass",
            "It did not finish",
            None,
        ),  # only the second call in a property hangs
    ],
)
def test_a_random_result_is_asked_for_its_properties(learner, body, says, seen):
    result = judge.check(learner(f"def shuffled(x, rng):\n    {body}", "shuffled"), SHUFFLED, TASK)
    assert bool(result) == (says is None)
    assert says is None or result.message.startswith(says)
    assert dict(result.facts).get("seen") == seen


def test_a_property_that_cannot_be_asked_does_not_hold(learner):
    exercise = Exercise(cases={"a": (1.0,)}, properties=[Property("It can be indexed.", lambda f, x: f(x)[0])])
    assert (
        judge.check(learner("def f(x):\n    return x * 1", "f"), exercise, solved("def f(x):", "return x")).message
        == "It can be indexed."
    )


def test_a_wanted_error_is_a_result(learner):
    exercise = Exercise(cases={"fine": (1.0,), "below nought": (-1.0,)})
    task = made(
        "def root(x):\n    ### BEGIN SOLUTION\n    if x < 0:\n        raise ValueError(x)\n    return x ** 0.5\n    ### END SOLUTION"
    )
    assert judge.faults(exercise, task) == []
    facts = dict(judge.check(learner("def root(x):\n    return abs(x) ** 0.5", "root"), exercise, task).facts)
    assert (facts["came"], facts["wanted"]) == ("1", "an error, ValueError")


# ---- the clock ----


def test_the_trace_function_before_is_back_afterwards(toys, learner):
    def mine(frame, event, arg):
        return None

    before = sys.gettrace()
    try:
        for body in ("return 1.0", "return 1 / 0", "while True: pass"):
            toys.exercises.mse.seconds = 0.1
            sys.settrace(mine)
            toys.check(learner(MSE + "    " + body))
            assert sys.gettrace() is mine
    finally:
        sys.settrace(before)


def test_the_stop_button_stops(toys, learner):
    with pytest.raises(KeyboardInterrupt):
        toys.check(learner(MSE + "    raise KeyboardInterrupt"))


# ---- what is kept ----


def test_a_pass_is_kept_with_its_source_once(toys, learner, kept):
    code = MSE + "    return np.mean((prediction - target) ** 2)"
    assert "has passed yet" in repr(toys.lesson.answer("mse"))
    for _ in range(3):
        toys.check(learner(code))
    assert len(kept.of("exercise", "toys")) == 1
    toys.check(learner(MSE + "    return 0.0"))
    assert toys.lesson.answer("mse") == code and repr(toys.lesson.answer(learner(code))) == code


def test_a_function_without_source_passes_too_and_hides_no_earlier_answer(toys, learner):
    code = MSE + "    return np.mean((prediction - target) ** 2)"
    namespace = {"np": np}
    exec(code, namespace)
    assert toys.check(namespace["mse"])
    assert "has passed yet" in repr(toys.lesson.answer("mse"))
    toys.check(learner(code))
    toys.check(namespace["mse"])
    assert toys.lesson.answer("mse") == code


@pytest.mark.parametrize("name", ["msee", "", 3])
def test_an_answer_of_no_exercise(toys, name):
    assert "There is no exercise" in repr(toys.lesson.answer(name))


def test_the_notice_about_progress_reaches_the_learner_once(toys, learner, kept):
    kept.path.parent.mkdir()
    kept.path.write_text("broken\n")
    code = MSE + "    return np.mean((prediction - target) ** 2)"
    first, second = toys.check(learner(code)), toys.check(learner(code))
    assert "could not be read" in repr(first) and "could not be read" in first._repr_html_()
    assert "could not be read" not in repr(second) and first and second


def test_html_is_escaped(toys, learner):
    html = toys.check(learner(MSE + "    raise ValueError('<b>`one` & two</b>')"))._repr_html_()
    assert "<b>" not in html and "&lt;b&gt;" in html


def test_a_cell_that_python_could_not_read_is_told_instead_of_the_older_function(toys, learner, monkeypatch):
    """The learner's last edit lacks a bracket, so the function that is checked is still the one before."""
    import builtins

    class Shell:
        user_ns = {"In": ["", MSE + "    return np.mean((prediction - target) ** 2", "toys.check(mse)"]}

        def transform_cell(self, cell):
            return cell

    older = learner(MSE + "    return undefined_name")
    monkeypatch.setattr(builtins, "get_ipython", Shell, raising=False)
    result = toys.check(older)
    assert (
        result.status == "unusable" and "The cell above did not run: '(' was never closed, at line 2." in result.message
    )
    Shell.user_ns["In"][-2] = MSE + "    return np.mean((prediction - target) ** 2)"
    assert "undefined_name" in toys.check(older).message


def test_no_edit_of_a_solution_puts_a_list_into_itself():
    """np.array of such a list branches until the memory is full, and no time limit stops it."""
    said = [
        edit.words
        for edit in edits("def f(x):\n    seen = []\n    for v in x:\n        seen.append(v)\n    return seen", "f")
    ]
    assert any("`seen.append(x)`" in words for words in said)
    assert not any("`seen.append(seen)`" in words for words in said)
    assert not any("`v.append(v)`" in words for words in said)

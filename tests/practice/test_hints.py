"""Hints by degrees: asked for one at a time, then the solution line by line; from code and by the buttons."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course.practice import Exercise
from course.practice.hints import HelpPanel, solution_lines
from course.practice.source import exercise

MSE = "def mse(prediction, target):\n"
RIGHT = MSE + "    return np.mean((prediction - target) ** 2)"


# ---- from code ----


def test_hints_come_one_at_a_time_and_then_the_solution(toys):
    first = toys.lesson.hint("mse")
    assert repr(first) == ('mse, hint 1 of 3: What is a single miss?\nStuck? `toys.hint("mse")` opens hint 2 of 3.')
    assert "Square it" not in first._repr_html_() and "SECRET" not in repr(first)
    second, third = toys.lesson.hint("mse"), toys.lesson.hint("mse")
    assert repr(second).count("hint 2 of 3: Square it") == 1 and "hint 1 of 3" in repr(second)
    assert '`toys.solution("mse")` opens the first line of a worked solution' in repr(third)
    assert repr(toys.lesson.hint("mse")) == repr(third), "there are no more"


def test_the_solution_opens_line_by_line_or_whole(toys):
    assert toys.lesson.solution("shift").code == "n = len(x)\n..."
    assert toys.lesson.solution("shift").code == "n = len(x)\nreturn x + by"
    whole = toys.lesson.solution("mse", whole=True)
    assert whole.code == "return float(np.mean((prediction - target) ** 2))"
    assert whole.onward == "" and "<pre" in whole._repr_html_()


def test_what_is_open_is_kept_and_nothing_is_held_against_anybody(toys, learner, kept, restart_kernel):
    toys.lesson.hint("mse")
    toys.lesson.solution("mse", whole=True)
    restart_kernel()
    assert "What is a single miss?" in repr(toys.lesson.hint("mse"))
    assert [(r["hints"], r["lines"]) for r in kept.of("help", "toys")] == [(1, 0), (1, 1), (2, 1)]
    result = toys.check(learner(RIGHT))
    assert result and result.help is None and "hint" not in repr(result)


@pytest.mark.parametrize("method", ["hint", "solution"])
@pytest.mark.parametrize(
    "name, said", [("msee", "did you mean `mse`? It has mse, shift"), (3, "it has mse, shift"), (None, "it has")]
)
def test_help_for_no_exercise_says_which_there_are(toys, method, name, said):
    told = getattr(toys.lesson, method)(name)
    assert not told and told.status == "missing" and said in told.message


def test_the_function_itself_may_be_given(toys, learner):
    assert "hint 1 of 3" in repr(toys.lesson.hint(learner(RIGHT)))


@pytest.mark.parametrize("hints", [["Only one."], ["1", "2", "3", "4", "5"], "text", ["fine", ""], ["fine", 3]])
def test_hints_that_are_no_two_to_four_sentences_are_refused(hints):
    with pytest.raises((TypeError, ValueError), match="hints"):
        Exercise(cases={"a": (1.0,)}, hints=hints)


def test_a_damaged_record_opens_nothing(toys, kept):
    kept.add("help", lesson="toys", name="mse", hints="many", lines=99)
    assert "hint 1 of 3" in repr(toys.lesson.hint("mse"))


# ---- the button under a check ----


def panel_of(toys, learner, body="return 0.0"):
    result = toys.check(learner(MSE + "    " + body))
    return HelpPanel.newest(result.help, result.card(alive=True))


def test_the_button_opens_what_code_would(toys, learner, kept):
    panel = panel_of(toys, learner)
    assert panel._more.description == "A hint (1 of 3)" and panel._whole.layout.display == "none"
    panel._more.click()
    assert "What is a single miss?" in panel._opened.value and "Square" not in panel._opened.value
    assert panel._more.description == "Another hint (2 of 3)"
    panel._more.click()
    panel._more.click()
    assert "np.mean" in panel._opened.value and panel._more.description == "First line of the solution"
    assert panel._whole.layout.display == ""
    panel._more.click()
    assert "return float(" in panel._opened.value and panel._more.layout.display == "none"
    assert len(kept.of("help", "toys")) == 4


def test_the_next_check_shows_what_is_open_already_and_leaves_no_panel_behind(toys, learner):
    first = panel_of(toys, learner)
    first._more.click()
    second = panel_of(toys, learner)
    assert "What is a single miss?" in second._opened.value and second._more.description == "Another hint (2 of 3)"
    assert first.comm is None, "the one before is closed"
    second.close()


def test_a_check_is_shown_and_is_no_result_that_nbgrader_would_read_as_points(toys, learner):
    shown = []
    shell = InteractiveShell.instance()
    shell.display_pub.publish = lambda data, metadata=None, **_: shown.append(data)
    data, _ = shell.display_formatter.format(toys.check(learner(MSE + "    return 0.0")))
    assert data == {}, "an execute_result would hold this"
    assert shown[-1]["text/plain"].startswith("mse: not yet.") and 'toys.hint("mse")' in shown[-1]["text/plain"]
    assert "toys.hint(&quot;mse&quot;)" in shown[-1]["text/html"], "a page where no button lives says what to do"


def test_the_lines_of_a_solution_are_those_without_the_stub():
    code = 'def f(x):\n    """It doubles.\n\n    Twice."""\n    ### BEGIN SOLUTION\n    y = x\n    return 2 * y\n    ### END SOLUTION'
    assert solution_lines(exercise(code)) == ("    y = x", "    return 2 * y")

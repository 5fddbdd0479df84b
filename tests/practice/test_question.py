"""Predictions and the quiz, as the page drives them: by messages."""

import json
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from course.practice.question import AskedPrediction, explorer_call, inline

SECRETS = ("SECRET", "All residuals are positive", "HTML is shown as it is written")


def send(asked, **message):
    asked._panel._handle_custom_msg(message, [])


def commit(asked, number, choice):
    send(asked, commit=[number, choice])


def everything_stored(asked):
    """All that the page, the notebook and GitHub can see: the state of every widget and the stored output."""
    seen = [asked.get_state(), asked._repr_mimebundle_(), repr(asked)]
    for child in asked.children:
        seen.append(child.get_state())
    return json.dumps(seen, default=repr)


# ---- predictions ----


def test_nothing_gives_the_answer_away_before_the_commit(toys):
    for id in ("upwards", "plain"):
        asked = toys.predict(id)
        assert not any(secret in everything_stored(asked) for secret in SECRETS)
        assert asked._panel.answers == [{"tried": [], "right": None, "feedback": ""}]
        assert asked.children == (asked._panel,) and toys.made == []


def test_two_questions_that_differ_only_in_their_answer_look_the_same(toys):
    source = toys.lesson.source.predictions["plain"]
    states = []
    for answer in (0, 1, 2):
        asked = AskedPrediction(replace(source, answer=answer), "toys")
        states.append({key: value for key, value in asked._panel.get_state().items() if key != "layout"})
    assert states[0] == states[1] == states[2]


def test_a_commit_shows_what_was_right_why_and_the_picture(toys, kept):
    asked = toys.predict("upwards")
    commit(asked, 0, 1)
    answer = asked._panel.answers[0]
    assert answer["tried"] == [1] and answer["right"] == 0
    assert "Not this time" in answer["feedback"] and "SECRET-REASON" in answer["feedback"]
    assert toys.made == [(30, -3800)] and asked.children[1].value == "w = 30, b = -3800"
    assert [(r["id"], r["choice"], r["right"]) for r in kept.records()] == [("upwards", "Towards smaller b", False)]


def test_one_commits_once(toys, kept):
    asked = toys.predict("upwards")
    commit(asked, 0, 0)
    commit(asked, 0, 1)
    assert asked._panel.answers[0]["tried"] == [0] and "You were right" in asked._panel.answers[0]["feedback"]
    assert len(kept.records()) == 1


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"commit": None},
        {"commit": [0]},
        {"commit": [0, 9]},
        {"commit": [1, 0]},
        {"commit": [0, -1]},
        {"commit": ["0", "1"]},
        {"commit": [0, 1.5]},
        {"again": False},
        {"other": 1},
    ],
)
def test_a_message_that_makes_no_sense_changes_nothing(toys, kept, message):
    asked = toys.predict("upwards")
    send(asked, **message)
    assert asked._panel.answers[0]["tried"] == [] and kept.records() == []


def test_after_a_restart_the_answer_is_there_and_one_may_answer_again(toys, restart_kernel):
    commit(toys.predict("upwards"), 0, 1)
    restart_kernel()
    asked = toys.predict("upwards")
    assert asked._panel.answers[0]["tried"] == [1] and asked._panel.answers[0]["right"] == 0
    assert len(asked.children) == 2 and asked._panel.again
    send(asked, again=True)
    assert not any(secret in everything_stored(asked) for secret in SECRETS)
    assert len(asked.children) == 1 and not asked._panel.again
    commit(asked, 0, 0)
    restart_kernel()
    assert toys.predict("upwards")._panel.answers[0]["tried"] == [0]


def test_a_choice_that_the_lesson_no_longer_has_counts_as_no_answer(toys, kept):
    kept.add("prediction", lesson="toys", id="upwards", choice="An older wording")
    assert toys.predict("upwards")._panel.answers[0]["tried"] == []


def test_a_picture_that_fails_takes_nothing_else_along(toys):
    def fails(w, b):
        raise RuntimeError("no <picture> today")

    toys.picture = fails
    asked = toys.predict("upwards")
    commit(asked, 0, 0)
    assert "SECRET-REASON" in asked._panel.answers[0]["feedback"]
    assert "no &lt;picture&gt; today" in asked._panel.answers[0]["feedback"] and len(asked.children) == 1


def test_an_unknown_prediction_is_refused_with_the_nearest(toys):
    with pytest.raises(ValueError, match="toys has no prediction 'upward'; did you mean `upwards`"):
        toys.predict("upward")


def test_two_threads_that_commit_at_once_make_one_record(toys, kept):
    for _ in range(10):
        asked = toys.predict("plain")
        send(asked, again=True)
        threads = [threading.Thread(target=commit, args=(asked, 0, choice)) for choice in (0, 1, 2)]
        before = len(kept.records())
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(kept.records()) == before + 1


# ---- what is stored ----


def test_the_stored_output_is_plain_stable_and_the_same_after_answering(toys):
    asked = toys.predict("plain")
    bundle, _ = asked._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/markdown", "text/plain"}
    assert bundle["text/plain"] == (
        "Prediction. Run this cell in JupyterLab to answer.\n\nIs <b>this</b> bold?\n\n"
        "- A. It is\n- B. It is not\n- C. One cannot know"
    )
    assert all(text in bundle["text/markdown"] for text in ("**Prediction**", "Is <b>this</b> bold?", "- B. It is not"))
    html = bundle["text/html"]
    assert all(text in html for text in ("It is", "It is not", "One cannot know", "&lt;b&gt;this&lt;/b&gt;"))
    assert "<b>" not in html and "0x" not in html and asked.model_id not in html
    commit(asked, 0, 2)
    for again in (asked, toys.predict("plain")):
        assert again._repr_mimebundle_()[0]["text/html"] == html
        assert again._repr_mimebundle_()[0]["text/plain"] == bundle["text/plain"]
        assert again._repr_mimebundle_()[0]["text/markdown"] == bundle["text/markdown"]


def test_markdown_is_rendered_and_html_is_not():
    assert inline("`w` and **b**") == "<code>w</code> and <strong>b</strong>"
    assert inline("<script>") == "&lt;script&gt;"
    assert "javascript" not in inline("[x](javascript:alert)").replace("[x](javascript:alert)", "")
    assert inline("one\n\ntwo").count("<p>") == 2


# ---- the quiz ----


def test_a_wrong_choice_is_answered_with_why_and_another_may_be_tried(toys):
    asked = toys.quiz()
    assert not any(secret in everything_stored(asked) for secret in SECRETS) and asked._panel.closing == ""
    commit(asked, 0, 1)
    first = asked._panel.answers[0]
    assert first["tried"] == [1] and first["right"] is None and "SECRET-WRONG" in first["feedback"]
    assert "SECRET-RIGHT" not in everything_stored(asked)
    commit(asked, 0, 1)
    assert asked._panel.answers[0]["tried"] == [1]
    commit(asked, 0, 0)
    assert asked._panel.answers[0]["right"] == 0 and "SECRET-RIGHT" in asked._panel.answers[0]["feedback"]
    assert "1 of 2 answered" in asked._panel.closing
    commit(asked, 0, 1)
    assert asked._panel.answers[0]["tried"] == [1, 0]


def test_the_score_counts_first_tries(toys):
    asked = toys.quiz()
    for number, choice in [(0, 1), (0, 0), (1, 2)]:
        commit(asked, number, choice)
    assert "<strong>1 of 2</strong> right at the first try" in asked._panel.closing


def test_the_quiz_survives_a_restart_and_starts_again_as_a_new_round(toys, restart_kernel):
    asked = toys.quiz()
    for number, choice in [(0, 1), (0, 0), (1, 2)]:
        commit(asked, number, choice)
    restart_kernel()
    again = toys.quiz()
    assert again._panel.answers == asked._panel.answers and again._panel.closing == asked._panel.closing
    send(again, again=True)
    assert not any(secret in everything_stored(again) for secret in SECRETS) and again._panel.again == ""
    commit(again, 0, 0)
    commit(again, 1, 2)
    assert "<strong>2 of 2</strong>" in again._panel.closing
    restart_kernel()
    assert toys.quiz()._panel.closing == again._panel.closing


def test_records_that_fit_no_question_are_let_pass(toys, kept):
    for fields in (
        {},
        {"question": "gone", "choice": "x", "round": 1},
        {"question": ["?"], "round": 1},
        {"question": "What is a loss?", "choice": "A pity", "round": "one"},
        {"question": "What is a loss?", "choice": ["?"], "round": 1},
    ):
        kept.add("quiz", lesson="toys", **fields)
    assert [answer["tried"] for answer in toys.quiz()._panel.answers] == [[], []]


def test_a_notice_about_progress_is_shown_in_the_panel(toys, kept):
    kept.path.mkdir(parents=True)
    asked = toys.predict("plain")
    assert "could not be read" in asked._panel.closing
    commit(asked, 0, 1)
    assert asked._panel.answers[0]["right"] == 1
    assert "could not" not in toys.predict("upwards")._panel.closing


# ---- show ----

PACKAGE = SimpleNamespace(__name__="toys", picture=lambda **settings: settings, _hidden=print, number=3)


def test_an_explorer_is_called_with_literal_settings():
    assert explorer_call(" picture(w=-3.5, at=(1, 2), name='x', on=True) ", PACKAGE)() == {
        "w": -3.5,
        "at": (1, 2),
        "name": "x",
        "on": True,
    }
    assert explorer_call("picture()", PACKAGE)() == {}


@pytest.mark.parametrize(
    "text",
    [
        "picture",
        "picture(1)",
        "picture(w=open('x'))",
        "picture(**{'w': 1})",
        "picture(w=1).close()",
        "number(w=1)",
        "_hidden(w=1)",
        "missing(w=1)",
        "__import__(name='os')",
        "picture(w=1); picture(w=2)",
        "picture(w=",
        "1 + 1",
        "(lambda: 1)()",
    ],
)
def test_anything_else_is_refused_before_the_learner_sees_it(text):
    with pytest.raises(ValueError, match="wanted a call of one of the lesson's explorers"):
        explorer_call(text, PACKAGE)


def test_a_show_that_cannot_work_is_found_when_the_question_is_asked(toys):
    del toys.picture
    with pytest.raises(ValueError, match="names no explorer"):
        toys.predict("upwards")
    assert any("upwards" in fault for fault in toys.lesson.faults())


def test_a_lesson_without_a_quiz_says_so(toys):
    path = Path(toys.__file__).with_name("lesson.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("```{quiz}")], encoding="utf-8")
    with pytest.raises(ValueError, match="toys has no quiz"):
        toys.quiz()

"""How long a lesson takes: what counts, and what does not."""

from pathlib import Path

import pytest

from course.practice import minutes, source
from course.publish import minutes as sentences
from course.publish import pages
from course.publish import text as text_of
from course.publish.pages import PublishError

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"
HEAD = "---\nlesson:\n  number: 1\n  title: Words that are never counted\n---\n\n"
WORDS = "word " * 200


def took(text):
    """{kind: minutes} of a text."""
    found = {}
    for piece in minutes.pieces(HEAD + text, "demo"):
        found[piece.kind] = found.get(piece.kind, 0) + piece.minutes
    return {kind: round(spent, 6) for kind, spent in found.items()}


@pytest.mark.parametrize(
    "text, expected",
    [
        (WORDS, {"prose": 1}),
        ("% claim: 1 == 1\n", {}),
        ('+++ {"slideshow": {"slide_type": "notes"}}\n\nsay this\n\n+++\n\n' + WORDS, {"prose": 1}),
        ("<details>\n<summary>More</summary>\n\n" + WORDS + "\n\n</details>\n\n" + WORDS, {"prose": 1}),
        ("$$a = b$$\n\n$$\nc\nd\n$$\n\n" + WORDS, {"formula": 2 * minutes.FORMULA, "prose": 1}),
        ("```{code-cell} ipython3\ndemo.figure(w=1)\n```\n",
         {"figure": minutes.FIGURE + minutes.CELL + minutes.CODE_LINE}),
        ("```{code-cell} ipython3\nx = 1\n\nprint(demo.figure.at())\n```\n",
         {"cell": minutes.CELL + 2 * minutes.CODE_LINE}),
        ("```{code-cell} ipython3\n:tags: [exercise]\n\ndef f():\n    ### BEGIN SOLUTION\n    1\n    ### END SOLUTION\n```\n",
         {"exercise": minutes.EXERCISE}),
    ],
)  # fmt: skip
def test_what_a_piece_takes(text, expected):
    assert took(text) == expected


def test_a_question_takes_reading_and_thinking():
    asked = f"```{{prediction}} p\nquestion: {WORDS}\nchoices: [a, b]\nanswer: 1\nbecause: {WORDS}\n```\n"
    assert took(asked) == {"prediction": pytest.approx(minutes.PREDICTION + 402 / 200)}
    quiz = (
        "```{quiz}\n- question: q\n  choices:\n    - right: a\n      why: b\n    - wrong: c\n      why: d e f g\n```\n"
    )
    assert took(quiz) == {"question": pytest.approx(minutes.QUESTION + 4 / 200)}


@pytest.mark.parametrize("folder", sorted(path.parent for path in LESSONS.glob("*/lesson.md")), ids=lambda p: p.name)
def test_each_lesson_says_its_minutes_and_has_a_halfway_stop(folder):
    page = pages.choose(pages.discover(LESSONS), [folder.name])[0]
    made = text_of.reading(page)
    assert f"about {minutes.lesson(folder)} minutes" in made
    assert made.count("Roughly half of the lesson is behind you") == 1
    assert 45 <= minutes.lesson(folder) <= 105


def test_readme_and_teaching_pages_say_the_minutes_of_the_lessons():
    assert sentences.stale(LESSONS.parents[1]) == []


def test_a_sentence_with_other_minutes_is_found_and_brought_up_to_date(course):
    readme = course.home / "README.md"
    readme.write_text("It is <!-- minutes -->short<!-- /minutes --> and free.\n")
    (said,) = sentences.stale(course.home)
    assert said.startswith("README.md is stale") and "python -m course build" in said
    sentences.write(course.home, say=lambda line: None)
    assert readme.read_text().startswith("It is <!-- minutes -->Each lesson takes 15 to 15 minutes")
    assert sentences.stale(course.home) == []


def half(course, where):
    """The demonstration with its mark after this share of its prose."""
    words = [f"% halfway\n\n{WORDS}" if n == where else WORDS for n in range(100)]
    course.replace("Goodbye.", "\n\n".join(words))
    return text_of.reading(course.demo()[0])


def test_the_halfway_mark_becomes_a_sentence_with_the_minutes_that_are_left(course):
    made = half(course, 50)
    assert "about 50 minutes are left" in made and "% halfway" not in made


@pytest.mark.parametrize("where, move", [(10, "down"), (80, "up")])
def test_a_halfway_mark_that_is_not_halfway_stops_the_build(course, where, move):
    with pytest.raises(PublishError, match=rf"line \d+: `% halfway` stands after \d+%.*between 35% and 65%.*{move}"):
        half(course, where)


def test_an_unknown_placeholder_is_refused(course):
    course.replace("Goodbye.", "It takes {hours} hours.")
    with pytest.raises(PublishError, match="{hours} has no meaning here; wanted one of {minutes}"):
        text_of.reading(course.demo()[0])


def test_marks_that_stand_alone_leave_one_empty_line():
    assert source.replaced("a\n\n% halfway\n\nb\n", lambda mark: "") == "a\n\nb\n"
    assert source.replaced("a\n% halfway\nb\n", lambda mark: "") == "a\nb\n"

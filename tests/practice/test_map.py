"""The map on the first page."""

from html.parser import HTMLParser

import pytest

from course.practice import course_map

from_quiz = {0: "Which loss forgives most?", 1: "What is a loss?"}
right = {0: "The absolute one", 1: "A number"}


@pytest.fixture
def lessons(tmp_path, toys):
    """Two lessons: toys (number 3) and zoo (number 1)."""
    folder = tmp_path / "lessons"
    (folder / "zoo").mkdir()
    text = (folder / "toys" / "lesson.md").read_text(encoding="utf-8")
    (folder / "zoo" / "lesson.md").write_text(
        text.replace("number: 3", "number: 1").replace("Toys: what", "Zoo: what"), encoding="utf-8"
    )
    (folder / "no lesson here").mkdir()
    return folder


def finish(kept, lesson):
    for id in ("upwards", "plain", "an id of an older version"):
        kept.add("prediction", lesson=lesson, id=id, choice="?")
    for name in ("mse", "shift"):
        kept.add("exercise", lesson=lesson, name=name, source="")
    for number, question in from_quiz.items():
        kept.add("quiz", lesson=lesson, round=1, question=question, choice=right[number])


class Tags(HTMLParser):
    """Every tag opened is closed, in order; its links and its text are kept."""

    def __init__(self, html):
        super().__init__()
        self.open, self.links, self.text, self.attributes = [], [], "", []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.attributes.append((tag, dict(attributes)))
        self.links += [value for name, value in attributes if name == "href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_nothing_done_yet(lessons):
    made = course_map(lessons)
    assert (
        repr(made)
        == """\
No.  Lesson                    Time    Predictions  Exercises  Quiz
1    Zoo: what *is* <right>?   20 min  0 of 2       0 of 2     not yet
3    Toys: what *is* <right>?  20 min  0 of 2       0 of 2     not yet

Start here: 1. Zoo: what *is* <right>? (01_zoo.ipynb)"""
    )
    page = Tags(made._repr_html_())
    assert page.links == ["01_zoo.ipynb", "01_zoo.ipynb", "03_toys.ipynb"]
    assert "Start here" in page.text and "Toys: what *is* <right>?" in page.text
    assert [
        a for tag, a in page.attributes if tag == "th" and a.get("scope") == "row"
    ] and "caption" in made._repr_html_()
    assert made._repr_html_() == course_map(lessons)._repr_html_()


def test_progress_is_counted_and_the_way_on_is_the_lesson_last_worked_on(lessons, kept):
    finish(kept, "toys")
    kept.add("exercise", lesson="zoo", name="mse", source="")
    kept.add("prediction", lesson="toys", id="plain", choice="It is")
    kept.add("prediction", lesson="a lesson of a newer version", id="plain", choice="It is")
    kept.add("constellation", lesson=["?"])
    made = course_map(lessons)
    zoo, toys = made.stops
    assert (zoo.predictions, zoo.exercises, zoo.quiz, zoo.finished) == ((0, 2), (1, 2), "not yet", False)
    assert (toys.predictions, toys.exercises, toys.quiz, toys.finished) == ((2, 2), (2, 2), "2 of 2 right", True)
    assert made.onward == ("Next", zoo)  # toys, the last one touched, is finished
    kept.add("prediction", lesson="zoo", id="plain", choice="It is")
    assert course_map(lessons).onward == ("Continue where you left off", course_map(lessons).stops[0])
    assert "✓ finished" in Tags(made._repr_html_()).text


def test_a_quiz_half_done_and_one_begun_again(lessons, kept):
    kept.add("quiz", lesson="zoo", round=1, question=from_quiz[0], choice="The squared one")
    kept.add("quiz", lesson="zoo", round=1, question=from_quiz[0], choice=right[0])
    assert course_map(lessons).stops[0].quiz == "1 of 2 answered"
    kept.add("quiz", lesson="zoo", round=1, question=from_quiz[1], choice=right[1])
    assert course_map(lessons).stops[0].quiz == "1 of 2 right"
    kept.add("quiz", lesson="zoo", round=2, question=from_quiz[0], choice=right[0])
    assert course_map(lessons).stops[0].quiz == "1 of 2 right"  # until the new round is done
    kept.add("quiz", lesson="zoo", round=2, question=from_quiz[1], choice=right[1])
    assert course_map(lessons).stops[0].quiz == "2 of 2 right"


def test_all_done(lessons, kept):
    finish(kept, "toys")
    finish(kept, "zoo")
    made = course_map(lessons)
    assert made.onward[1] is None and "every lesson" in repr(made) and "every lesson" in made._repr_html_()


def test_no_lessons_at_all(tmp_path):
    made = course_map(tmp_path / "nowhere")
    assert "no lessons here yet" in repr(made) and Tags(made._repr_html_()).links == []


def test_the_notice_about_progress_is_on_the_map(lessons, kept):
    kept.path.parent.mkdir(exist_ok=True)
    kept.path.write_bytes(b"\x00broken\n")
    made = course_map(lessons)
    assert "could not be read" in repr(made) and "could not be read" in Tags(made._repr_html_()).text


def test_the_map_of_this_course_finds_its_own_lessons():
    assert "loss" in {stop.folder for stop in course_map().stops}

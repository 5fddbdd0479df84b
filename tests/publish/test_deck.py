"""A lesson's deck: what it may say, what stops it, and what is made of it."""

import base64
import importlib
import json
import re
import types
from pathlib import Path

import pytest

from course.live import State, explorer, linear, readouts, show
from course.practice import source
from course.publish import pages
from course.publish.deck import check, file, markup, notebook, numbers, paper, read, speaker
from course.publish.deck.states import Stated

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"
PAGES = [page for page in pages.discover(LESSONS) if page.folder and read.exists(page.path.parent)]
every_deck = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)

DECK = """\
---
minutes: 5
questions: 2
---

# One part

## The line gets steeper. What happens to its end?

```{figure} ray(k=1)
focus: right
quiet: yes
beside: yes
```

```{ask}
choices: [it rises, it falls]
answer: 1
```

> 2 min, in 25: Ask the room.

## The end of the line rises with its slope

```{figure} ray
focus: right
states:
  flat: k=0.5
  steep: k=2.5
pin: yes
show: end
```

% 2.5 = ray(k=2.5).end

> 2 min, in 25: From half to 2.5, and *only then* on.

## A table keeps its last row to itself

| k | end |
|---|---|
| 0.5 | 0.50 |
| 2.5 | [[2.50]] |

% given: 0.5; 2.5
% 0.50 = ray(k=0.5).end
% 2.50 = ray(k=2.5).end

> 1 min, late: Who knows the last one?

## Now you: draw one yourself, by hand

```{code} covered
print(1 + 1)
```

> 8 min, only 90: On paper.

# For the speaker

Bring chalk.
"""


@explorer(size=(600, 300), k=linear(0, 3, start=1, step=0.1, label="slope k"))
def ray(k):
    """A line with one slope."""
    return State()


@ray.seen
def scene(stage):
    left, right = stage.panels("Left", "Right", names=["left", "right"])
    for axes in (left, right):
        axes.set(xlim=(0, 1), ylim=(0, 3))
    line = stage.moving(right.plot([], []))
    return lambda state: line.set_data([0, 1], [0, state.k])


@ray.said
def words(state):
    return readouts(end=show(state.k, ".2f"), slope=show(state.k, ".1f"), verdict="steep" if state.k > 2 else "gentle")


PACKAGE = types.ModuleType("demo")
PACKAGE.ray = ray


@pytest.fixture
def deck(course):
    """``deck(old, new)``: the small deck, with one text in the place of another, read and checked."""

    def make(old="", new=""):
        assert old in DECK
        folder = course.lessons / "demo"
        (folder / "deck.md").write_text(DECK.replace(old, new, 1) if old else DECK, encoding="utf-8")
        made = read.read(folder)
        check.check(made, PACKAGE)
        return made

    return make


def line_of(text):
    return DECK[: DECK.index(text)].count("\n") + 1


# ---- reading ------------------------------------------------------------------------------------


def test_slides_have_titles_evidence_notes_and_minutes(deck):
    first, second, third, fourth = deck().slides
    assert first.title.startswith("The line gets steeper") and first.part == "One part"
    asked = first.of(read.Ask)[0]
    assert asked.choices == ("it rises", "it falls") and asked.answer == 0
    figure = second.of(read.Figure)[0]
    assert figure.states == (("flat", {"k": 0.5}), ("steep", {"k": 2.5})) and figure.pin == "flat"
    assert second.notes.endswith("*only then* on.") and second.minutes == {25: 2, 50: 2, 90: 2}
    assert third.late and fourth.minutes == {90: 8} and deck().speaker == "Bring chalk."


def test_a_prediction_and_a_quiz_question_are_asked_by_name(deck, course):
    own = "```{ask}\nchoices: [it rises, it falls]\nanswer: 1\n```"
    assert deck(own, "```{ask} sign\n```").slides[0].of(read.Ask)[0].question == "Is it positive?"
    assert deck(own, "```{ask} quiz 1\n```").slides[0].of(read.Ask)[0].question == "Done?"


def test_paths_number_their_slides_anew_and_know_what_to_leave_out_when_late(deck):
    made = deck()
    assert [len(made.on(path)) for path in read.PATHS] == [2, 3, 4]
    assert [slide.number for slide in read.on_path(made, 25).slides] == [1, 2]
    late, minutes = made.late()
    assert [slide.title for slide in late] == ["A table keeps its last row to itself"] and minutes == 1
    assert "Leave out 3 (1 minutes)" in speaker.table(read.on_path(made, 50))


# ---- what stops the build -----------------------------------------------------------------------

WRONG = [
    ("minutes: 5\n", "minutes: 6\n", "the slides take 5 minutes in all; the front matter says 6"),
    ("minutes: 5\n", "minutes: many\n", "got 'many' minutes; wanted a number"),
    ("The end of the line rises with its slope", "Rising", "the title has 1 words; wanted a sentence"),
    ("```{figure} ray(k=1)", "```{figure} rai(k=1)", "the lesson has no explorer 'rai'; there are ray"),
    ("```{figure} ray(k=1)", "```{figure} ray(k=9)", "k = 9.0 is outside its range, 0.0 to 3.0"),
    ("```{figure} ray(k=1)", "```{figure} ray(steepest)", "ray has no preset 'steepest'"),
    ("focus: right\nquiet", "focus: up\nquiet", "there is no panel 'up' to focus on; there are left, right"),
    ("quiet: yes", "quiet: very", "got `quiet: very`; wanted yes or no"),
    ("quiet: yes\n", "", "the figure beside the question gives the answer away"),
    ("show: end", "show: ende", "ray has no readout 'ende'; it has end, slope"),
    ("pin: yes", "pin: gentle", "`pin: gentle` names no state; there are flat, steep"),
    ("states:", "stats:", "got `stats:`; did you mean 'states'?"),
    ("answer: 1", "answer: 3", "got answer '3'; wanted a number from 1 to 2"),
    ("```{ask}\n", "```{ask} sing\n", "the lesson has no prediction 'sing'; did you mean 'sign'?"),
    ("```{code} covered", "```{kode}", "got a fence of 'kode'; wanted one of"),
    ("print(1 + 1)", "print(1 +", "this is not Python"),
    ("print(1 + 1)", "\n".join(["print(1)"] * 11), "this code has 11 lines"),
    ("% 2.5 = ray(k=2.5).end", "% 2.5 = ray(k=2.4).end", "ray(k=2.4).end is 2.4, and the slide says 2.5"),
    ("% 0.50 = ray(k=0.5).end", "% 0.50 = ray(k=0.5).and", "cannot be computed"),
    ("to 2.5, and", "to 2.7, and", "the slide says 2.7, and nothing says where it comes from"),
    ("> 1 min, late: Who", "> Who", "the notes begin with"),
    ("> 1 min, late: Who", "> 1 min, in 45: Who", "there is no path of 45 minutes; there are 25, 50, 90"),
    ("> 2 min, in 25: From", "> 2 min: From", "the slide with its answer is not on the same paths: 25, 50, 90 and 50, 90"),
    ("> 1 min, late: Who knows the last one?\n", "", "has no notes; wanted a quotation that begins with minutes"),
    ("# One part\n", "Hello.\n", "stands before the first slide"),
    ("> 8 min, only 90", "> 88 min, only 90", "the path of 90 minutes takes 93; wanted at most 90"),
]  # fmt: skip


@pytest.mark.parametrize("old, new, said", WRONG, ids=[f"{number}" for number in range(len(WRONG))])
def test_what_is_wrong_is_said_with_its_file_and_line(deck, old, new, said):
    with pytest.raises(read.DeckError) as error:
        deck(old, new)
    assert said in str(error.value) and re.search(r"deck\.md, line \d+: ", str(error.value))


def test_the_line_that_is_said_is_the_line_to_change(deck):
    with pytest.raises(read.DeckError, match=f"line {line_of('% 2.5 = ray')}: "):
        deck("% 2.5 = ray(k=2.5).end", "% 2.5 = ray(k=2.4).end")
    with pytest.raises(read.DeckError, match=f"line {line_of('```{figure} ray(k=1)')}: "):
        deck("ray(k=1)", "rai(k=1)")


def test_more_words_than_a_room_reads_stop_the_build(deck):
    many = "One sentence of eleven words stands here, and here it ends. " * 3
    with pytest.raises(read.DeckError, match="33 words beside its evidence; wanted at most 30"):
        deck("| k | end |", f"{many}\n\n| k | end |")


def test_numbers_agree_as_they_are_written():
    for written, value, agree in (
        ("1,700", 1731.2, True), ("1,700", 1751, False), ("0.94", 0.9355, True), ("0.9355", 0.93549, True),
        ("4.49e+03", 4494, True), ("−0.78", -0.784, True), ("10", 9.97, True), ("10", 10.4, True), ("12", 12.6, False),
    ):  # fmt: skip
        line = read.Source(1, written, str(value))
        try:
            numbers._compare(types.SimpleNamespace(path="deck.md"), line, {})
            assert agree, written
        except read.DeckError:
            assert not agree, written


# ---- what is made of it -------------------------------------------------------------------------


def test_a_cover_hides_a_row_until_it_is_lifted(deck):
    html = markup.markdown(deck().slides[2].of(read.Words)[0].text)
    assert re.search(r'<span class="nbd-cover" data-row="\d">2.50</span>', html) and "[[" not in html


def test_each_state_is_a_picture_of_its_own_and_a_pinned_one_shines_through(deck):
    slide = deck().slides[1]
    stated = Stated(slide.of(read.Figure)[0], slide, PACKAGE)
    flat, steep = stated.shots()
    assert flat.image != steep.image and flat.pinned is None and steep.pinned.end == 0.5
    assert [name for name, _, _ in steep.readouts.rows()] == ["end"], "no verdict, and what `show:` leaves out"


def test_the_file_holds_everything_and_fetches_nothing(deck):
    text = file.page(read.on_path(deck(), 50), PACKAGE)
    assert text.count("<section") == 4, "three slides, and the answers"
    assert not re.search(r"""(?:src|href)="(?!data:)|url\(|@import|https?://(?!www\.w3\.org)""", text)
    pictures = json.loads(re.search(r'id="pictures">(.*?)</script>', text)[1])
    assert len(pictures) == 3
    assert all(base64.b64decode(data.partition(",")[2])[8:12] == b"WEBP" for data in pictures.values())
    quiet = text[text.index('data-number="1"') : text.index('data-number="2"')]
    assert "nbd-numbers" not in quiet and "gentle" not in text


def test_a_qr_code_is_drawn_from_the_link_alone():
    assert markup.qr("https://example.org/a") != markup.qr("https://example.org/b")
    assert markup.qr("https://example.org/a").startswith("<svg")


def test_the_lecture_notebook_has_a_title_a_body_and_folded_notes_for_each_slide(deck, course):
    made = notebook.notebook(read.on_path(deck(), 50), course.demo()[0], 50)
    kinds = [cell.metadata.slideshow.slide_type for cell in made.cells]
    assert kinds == ["skip", "skip", *["slide", "-", "notes"] * 3, "notes"]
    titles = [cell.source for cell, kind in zip(made.cells, kinds) if kind == "slide"]
    assert titles[0] == "## The line gets steeper. What happens to its end?"
    assert all("<details>" in cell.source for cell, kind in zip(made.cells, kinds) if kind == "notes")


def test_without_a_browser_a_pdf_is_refused_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(paper.shutil, "which", lambda name: None)
    with pytest.raises(pages.PublishError, match="a PDF needs Chromium or Chrome, and there is none here"):
        paper.print_to(tmp_path / "a.pdf", tmp_path / "a.html")


# ---- every deck that there is -------------------------------------------------------------------


def package_of(page):
    return importlib.import_module(f"course.lessons.{page.folder}")


@pytest.fixture(scope="module")
def checked():
    """``checked(page)``: its deck, read and checked, once."""
    decks = {}

    def get(page):
        if page.name not in decks:
            decks[page.name] = read.read(page.path.parent)
            check.check(decks[page.name], package_of(page))
        return decks[page.name]

    return get


@every_deck
def test_each_deck_holds_what_it_says(page, checked):
    deck = checked(page)
    assert 20 <= len(deck.on(50)) <= 28 and len(deck.on(25)) < len(deck.on(50)) < len(deck.on(90))
    assert deck.minutes + deck.questions == 50 and deck.questions >= 7
    assert sum(bool(slide.of(read.Ask)) for slide in deck.on(50)) >= 4
    assert deck.slides[0].of(read.Join) and deck.slides[-1].of(read.Card), "how to get in, and an exit card"
    assert "one question back" in deck.speaker and "On the board" in deck.speaker


@every_deck
def test_each_deck_becomes_a_file_that_can_be_mailed(page, checked):
    text = file.page(read.on_path(checked(page), 50), package_of(page))
    assert len(text.encode()) < 1.5e6
    assert not re.search(r"""(?:src|href)="(?!data:)|url\(|@import""", text)


@every_deck
def test_no_verdict_and_no_answer_stands_beside_a_question(page, checked):
    for slide in checked(page).slides:
        if slide.of(read.Ask):
            for figure in slide.of(read.Figure):
                shot = Stated(figure, slide, package_of(page)).shots()[0]
                assert not shot.readouts
            answer = slide.of(read.Ask)[0]
            assert answer.choices[answer.answer].lower() not in slide.title.lower()


def test_the_lesson_of_a_deck_is_the_one_beside_it():
    for page in PAGES:
        assert read.read(page.path.parent).lesson == source.read(page.path.parent)

"""What a room could not follow: too much on a slide, minutes that do not add up, an answer before its question.

`check` raises DeckError at the first of them, with the file, the line, what came and what was wanted.
"""

from course.live.explorer import Scene
from course.live.talk import TalkExplorer

from . import numbers
from .read import PATHS, Ask, Card, Code, Figure, Join, Words
from .room import count_words, is_evidence, room

TITLE = 16  # words
WORDS = 30  # beside the evidence
LIST = 60  # in a list or a table
PER_STATE = 6  # states of one figure
CODE_LINES, CODE_COLUMNS = 10, 64
CHOICE = 14  # words


def check(deck, package):
    """All of it. ``package`` is the lesson's package, which has its explorers."""
    for slide in deck.slides:
        _title(deck, slide)
        _room(deck, slide)
        for figure in slide.of(Figure):
            _figure(deck, slide, figure, package)
    _questions(deck)
    _minutes(deck)
    numbers.check(deck, package)


def _title(deck, slide):
    count = count_words(slide.title)
    if not 3 <= count <= TITLE:
        deck.fail(slide.line, f"the title has {count} words; wanted a sentence of 3 to {TITLE}: {slide.title!r}")
    if slide.title.endswith(":"):
        deck.fail(slide.line, f"the title ends with a colon; wanted a sentence that stands alone: {slide.title!r}")


def _room(deck, slide):
    prose = [piece for piece in slide.of(Words) if not is_evidence(piece.text)]
    words = sum(count_words(piece.text) for piece in prose)
    if words > WORDS:
        deck.fail(prose[0].line, f"the slide has {words} words beside its evidence; wanted at most {WORDS}")
    for piece in slide.of(Words):
        if count_words(piece.text) > LIST:
            deck.fail(piece.line, f"this has {count_words(piece.text)} words; wanted at most {LIST}")
    if not slide.pieces:
        deck.fail(slide.line, "the slide shows nothing; wanted a figure, a question, a formula, code or a table")
    for code in slide.of(Code):
        lines = code.text.splitlines()
        widest = max(map(len, lines))
        if len(lines) > CODE_LINES or widest > CODE_COLUMNS:
            deck.fail(
                code.line,
                f"this code has {len(lines)} lines of up to {widest} columns; wanted at most {CODE_LINES} of {CODE_COLUMNS}",
            )
    for asked in slide.of(Ask):
        longest = max(asked.choices, key=count_words)
        if count_words(longest) > CHOICE:
            deck.fail(asked.line, f"a choice has {count_words(longest)} words, wanted at most {CHOICE}: {longest!r}")
        if count_words(asked.question) > WORDS:
            deck.fail(asked.line, f"the question has {count_words(asked.question)} words; wanted at most {WORDS}")
    if len(slide.of((Figure, Ask, Code, Card, Join))) > 2:
        deck.fail(
            slide.line, f"the slide has {len(slide.pieces)} pieces of evidence; wanted one, or two that belong together"
        )


def _figure(deck, slide, figure, package):
    explorers = numbers.explorers_of(package)
    if figure.explorer not in explorers:
        deck.fail(figure.line, f"the lesson has no explorer {figure.explorer!r}; there are {', '.join(explorers)}")
    if len(figure.states) > PER_STATE:
        deck.fail(figure.line, f"{figure.explorer} has {len(figure.states)} states; wanted at most {PER_STATE}")
    for _, settings in [*figure.states, ("", figure.pinned or {})]:
        try:
            resolve(explorers[figure.explorer], settings)
        except (TypeError, ValueError) as error:
            deck.fail(figure.line, str(error))
    if figure.focus:
        try:
            Scene(TalkExplorer(explorers[figure.explorer], room(slide), figure.focus))
        except ValueError as error:
            deck.fail(figure.line, f"{figure.explorer}: {error}")
    said = [explorers[figure.explorer].at(**resolve(explorers[figure.explorer], state)) for _, state in figure.states]
    for name in figure.show:
        if not any(name in readouts for readouts in said):
            known = ", ".join(dict.fromkeys(name for readouts in said for name in readouts if name != "verdict"))
            deck.fail(figure.line, f"{figure.explorer} has no readout {name!r}; it has {known}")


def resolve(explorer, settings):
    """Every control's value, from a deck's settings, in which a preset stands under the key ''."""
    given = dict(settings)
    preset = given.pop("", None)
    return explorer.settings(preset, **given) if preset is not None else explorer.settings(**given)


def _questions(deck):
    """A question stands without its answer, and the answer is the next slide, on every path."""
    for slide, following in zip(deck.slides, [*deck.slides[1:], None]):
        if not slide.of(Ask):
            continue
        for figure in slide.of(Figure):
            if not figure.quiet or len(figure.states) > 1:
                deck.fail(
                    figure.line,
                    "the figure beside the question gives the answer away; wanted `quiet: yes` and one state",
                )
        if following is None or not set(slide.minutes) <= set(following.minutes):
            deck.fail(
                slide.line,
                f"this slide asks, and the slide with its answer is not on the same paths: {_on(slide)} and {_on(following)}",
            )


def _on(slide):
    return ", ".join(map(str, sorted(slide.minutes))) if slide else "none"


def _minutes(deck):
    for path in PATHS:
        whole = sum(slide.minutes[path] for slide in deck.on(path))
        if path == 50 and whole != deck.minutes:
            deck.fail(1, f"the slides take {whole:g} minutes in all; the front matter says {deck.minutes:g}")
        most = path - (deck.questions if path == 50 else 0)
        if whole > most:
            deck.fail(1, f"the path of {path} minutes takes {whole:g}; wanted at most {most:g}")

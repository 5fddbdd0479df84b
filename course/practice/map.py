"""The map on the course's first page: every lesson, and how far this learner has come."""

from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from . import minutes, progress, source
from .onward import onward
from .question import quiz_rounds, score, settled
from .steps import anchor, next_open

LESSONS = Path(__file__).parents[1] / "lessons"


def course_map(lessons=LESSONS):
    """All lessons in a table: minutes, predictions made, exercises passed, quiz score, and where to go on."""
    folders = [path.parent for path in Path(lessons).glob("*/lesson.md")]
    kept = progress.current()
    stops = sorted((_stop(folder, kept) for folder in folders), key=lambda stop: stop.number)
    return CourseMap(tuple(stops), _with_section(_onward(stops, kept.records()), lessons), kept.take_notice())


def progress_shown(code, lessons=LESSONS):
    """What a cell that shows progress would show now: the map for `course.map()`, a lesson's end for `loss.onward()`."""
    name, _, call = code.strip().splitlines()[-1].partition(".")
    return course_map(lessons) if (name, call) == ("course", "map()") else onward(Path(lessons) / name)


@dataclass(frozen=True)
class Stop:
    """One lesson on the map, with what is done of what there is."""

    folder: str
    number: int
    title: str
    minutes: int
    predictions: tuple[int, int]
    exercises: tuple[int, int]
    quiz: str
    quiz_done: bool
    section: str = ""  # where to go on in it

    @property
    def file(self):
        return f"{self.number:02d}_{self.folder}.ipynb"

    @property
    def finished(self):
        return self.quiz_done and self.predictions[0] == self.predictions[1] and self.exercises[0] == self.exercises[1]


def _stop(folder, kept):
    lesson = source.read(folder)
    name = lesson.folder
    made = kept.latest("prediction", name, "id").keys() & lesson.predictions.keys()
    passed = kept.latest("exercise", name, "name").keys() & lesson.exercises.keys()
    quiz, done = _quiz(lesson.quiz, kept.of("quiz", name))
    return Stop(
        name,
        lesson.number,
        lesson.title,
        minutes.lesson(folder),
        (len(made), len(lesson.predictions)),
        (len(passed), len(lesson.exercises)),
        quiz,
        done,
    )


def _quiz(quiz, records):
    """What the map says of a quiz, and whether it is done: the last finished round's score, or how far it is."""
    rounds = quiz_rounds(quiz, records)
    finished = [number for number, tries in rounds.items() if settled(quiz, tries) == len(quiz)]
    if not quiz:
        return "none", True
    if finished:
        return f"{score(quiz, rounds[max(finished)])} of {len(quiz)} right", True
    begun = settled(quiz, rounds[max(rounds)]) if rounds else 0
    return f"{begun} of {len(quiz)} answered" if rounds else "not yet", False


def _onward(stops, records):
    """(what to say, where it leads): the lesson last worked on if there is more in it, else the next unfinished."""
    if not stops:
        return "There are no lessons here yet.", None
    places = {stop.folder: number for number, stop in enumerate(stops)}
    last = next(
        (
            places[record["lesson"]]
            for record in reversed(records)
            if isinstance(record.get("lesson"), str) and record["lesson"] in places
        ),
        None,
    )
    if last is None:
        return "Start here", stops[0]
    if not stops[last].finished:
        return CONTINUE, stops[last]
    onward = [stop for stop in stops[last + 1 :] + stops[:last] if not stop.finished]
    return ("Next", onward[0]) if onward else ("You have done every lesson that is here. Well done.", None)


def _with_section(onward, lessons):
    """The same, and where in a lesson that was begun to go on."""
    words, stop = onward
    if stop is None or words != CONTINUE:
        return onward
    return words, replace(stop, section=next_open(Path(lessons) / stop.folder).section)


CONTINUE = "Continue where you left off"


@dataclass(frozen=True)
class CourseMap:
    stops: tuple[Stop, ...]
    onward: tuple
    notice: str = ""

    def _rows(self):
        for stop in self.stops:
            yield (
                str(stop.number),
                stop.title,
                f"{stop.minutes} min",
                _of(stop.predictions),
                _of(stop.exercises),
                stop.quiz,
            )

    def __repr__(self):
        rows = [HEADINGS, *self._rows()]
        widths = [max(map(len, column)) for column in zip(*rows)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
        words, stop = self.onward
        lines += ["", f"{words}: {_place(stop)} ({stop.file})" if stop else words]
        return "\n".join(lines + [self.notice] * bool(self.notice))

    def _repr_html_(self):
        words, stop = self.onward
        onward = f"{escape(words)}: {_link(stop, _place(stop), stop.section)}" if stop else escape(words)
        notice = f'<p style="margin:8px 0 0">{escape(self.notice)}</p>' if self.notice else ""
        head = "".join(
            f'<th scope="col" style="{_cell(n)}font-weight:600">{heading}</th>' for n, heading in enumerate(HEADINGS)
        )
        body = "\n".join(self._row(stop, cells) for stop, cells in zip(self.stops, self._rows()))
        return (
            f'<div style="max-width:60em;font-family:var(--jp-content-font-family,sans-serif)">\n'
            f'<p style="margin:0 0 12px;font-size:1.1em">{onward}</p>\n'
            f'<table style="border-collapse:collapse;table-layout:auto;width:100%;margin:0">\n'
            f'<caption style="{HIDDEN}">The lessons, and how far you have come</caption>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>{notice}</div>"
        )

    def _row(self, stop, cells):
        shown = [escape(cell) for cell in cells]
        shown[1] = _link(stop, stop.title) + (
            ' <span title="finished">✓<span style="' + HIDDEN + '"> finished</span></span>' if stop.finished else ""
        )
        going_on = self.onward[1] is not None and stop.folder == self.onward[1].folder
        here = ' aria-current="true"' if going_on else ""
        tags = [f'<td style="{_cell(n)}">{cell}</td>' for n, cell in enumerate(shown)]
        tags[1] = f'<th scope="row" style="{_cell(1)}font-weight:{600 if here else 400}">{shown[1]}</th>'
        return f'<tr{here} style="background:none">{"".join(tags)}</tr>'


HEADINGS = ("No.", "Lesson", "Time", "Predictions", "Exercises", "Quiz")

# Read out by a screen reader, and not shown.
HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"


def _cell(column):
    return (
        f"max-width:none;text-align:{'right' if column == 0 else 'left'};padding:8px 12px;vertical-align:top;"
        f"white-space:{'normal;min-width:10em' if column == 1 else 'nowrap'};border-bottom:1px solid var(--jp-border-color2,#ccc);"
    )


def _of(pair):
    done, all_ = pair
    return f"{done} of {all_}" if all_ else "none"


def _place(stop):
    """The lesson, and the section of it where to go on."""
    return f"{stop.number}. {stop.title}" + (f", at “{stop.section}”" if stop.section else "")


def _link(stop, text, section=""):
    to = stop.file + (f"#{anchor(section)}" if section else "")
    return f'<a href="{escape(to)}">{escape(text)}</a>'

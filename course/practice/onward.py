"""The end of a lesson: what is still open in it, the way home, and the next lesson."""

from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from . import source
from .steps import anchor, still_open

HOME = "index.ipynb"


def onward(folder):
    """Where to go from the lesson in this folder."""
    folder = Path(folder).absolute()
    lessons = sorted((source.read(path.parent) for path in folder.parent.glob("*/lesson.md")), key=lambda a: a.number)
    here = next(lesson for lesson in lessons if lesson.folder == folder.name)
    following = next((lesson for lesson in lessons if lesson.number > here.number), None)
    by_section = groupby(still_open(folder), key=lambda step: step.section)
    return Onward(here, following, tuple((section, tuple(map(str, steps))) for section, steps in by_section))


def file_of(lesson):
    """The name of a lesson's notebook."""
    return f"{lesson.number:02d}_{lesson.folder}.ipynb"


@dataclass(frozen=True)
class Onward:
    """The lesson, the one after it (or None), and ``open``: (section, what is open in it), in order."""

    here: source.LessonSource
    following: source.LessonSource | None
    open: tuple

    def __repr__(self):
        left = [f"{section or self.here.title}: {listed(steps)}" for section, steps in self.open]
        after = f"Next: {self._next()} ({file_of(self.following)})" if self.following else LAST
        return "\n".join([OPEN if left else DONE, *left, "", f"All lessons: {HOME}", after])

    def _repr_html_(self):
        left = "".join(f"<li>{self._link(section)}: {escape(listed(steps))}</li>" for section, steps in self.open)
        state = f'<p style="margin:0">{OPEN}</p>\n<ul style="margin:4px 0 0">{left}</ul>' if left else f"<p>{DONE}</p>"
        after = (
            f'<a href="{file_of(self.following)}"><strong>Next: {escape(self._next())} →</strong></a>'
            if self.following
            else LAST
        )
        return (
            f'<div style="max-width:46em;font-family:var(--jp-content-font-family,sans-serif)">\n{state}\n'
            f'<p style="margin:14px 0 0;display:flex;flex-wrap:wrap;gap:8px 32px;justify-content:space-between">'
            f'<a href="{HOME}">← All lessons</a><span>{after}</span></p>\n</div>'
        )

    def _link(self, section):
        to = f"{file_of(self.here)}#{anchor(section)}" if section else file_of(self.here)
        return f'<a href="{escape(to)}">{escape(section or self.here.title)}</a>'

    def _next(self):
        return f"{self.following.number} · {self.following.title}"


OPEN = "Still open in this lesson:"
DONE = "You have done everything in this lesson."
LAST = "This was the last lesson."


def listed(names):
    """'a prediction, mse and the quiz'; what is there more than once is counted."""
    counted = [_counted(name, len([*same])) for name, same in groupby(sorted(names, key=names.index))]
    return " and ".join(filter(None, [", ".join(counted[:-1]), counted[-1]]))


def _counted(name, count):
    return name if count == 1 else f"{count} {name.removeprefix('a ')}s"

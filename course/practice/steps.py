"""What a lesson asks of its learner, in the order of its page, and what of it is still open."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from . import progress, source
from .question import quiz_rounds, settled


@dataclass(frozen=True)
class Step:
    """Something to do: a prediction, an exercise or the quiz, and the heading that it stands under."""

    kind: str
    name: str
    section: str

    def __str__(self):
        return {"prediction": "a prediction", "quiz": "the quiz"}.get(self.kind, f"the exercise {self.name}")


def steps(folder):
    """Every Step of the lesson in this folder, in order."""
    path = Path(folder) / "lesson.md"
    stamp = path.stat()
    return _steps(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=64)
def _steps(path, _mtime, _size):
    text = path.read_text(encoding="utf-8")
    lines, section, found, done = text.splitlines(), "", [], 0
    for block in source.fences(text):
        headings = [line for line in lines[done : block.start] if line.startswith("## ")]
        section = plain(headings[-1]) if headings else section
        done = block.end
        if block.kind == "prediction":
            found.append(Step("prediction", block.name, section))
        elif block.kind == "quiz":
            found.append(Step("quiz", "quiz", section))
        elif source.is_exercise(block):
            found.append(Step("exercise", source.exercise(source.cell(block)[1]).name, section))
    return tuple(found)


def still_open(folder):
    """The steps that this learner has not done yet."""
    lesson, kept = source.read(folder), progress.current()
    made = kept.latest("prediction", lesson.folder, "id")
    passed = kept.latest("exercise", lesson.folder, "name")
    done = {"prediction": made, "exercise": passed, "quiz": {"quiz"} if _quiz_done(lesson, kept) else set()}
    return [step for step in steps(folder) if step.name not in done[step.kind]]


def _quiz_done(lesson, kept):
    rounds = quiz_rounds(lesson.quiz, kept.of("quiz", lesson.folder)).values()
    return any(settled(lesson.quiz, tries) == len(lesson.quiz) for tries in rounds)


def next_open(folder):
    """The Step to go on with: the first open one after what was done last, or else the first open one; None if all is done."""
    left = still_open(folder)
    if not left:
        return None
    everything = steps(folder)
    last = _last_done(folder, everything)
    return next((step for step in everything[last + 1 :] if step in left), left[0])


def _last_done(folder, everything):
    """The number of the step that the newest record is about, -1 when there is none."""
    names = {(step.kind, step.name): number for number, step in enumerate(everything)}
    for record in reversed(progress.current().records()):
        if record.get("lesson") == Path(folder).absolute().name:
            name = record.get("id") or record.get("name") or record.get("kind")
            if isinstance(name, str) and (record.get("kind"), name) in names:
                return names[record["kind"], name]
    return -1


def plain(heading):
    """A heading as JupyterLab shows it, without its marks."""
    return re.sub(r"[*`$]|\\(?=\W)", "", heading.lstrip("# ")).strip()


def anchor(section):
    """What follows the # in a link to this heading, in JupyterLab."""
    return quote(section.replace(" ", "-"), safe="!$&'()*+,;=:@/?")  # as a browser writes it: JupyterLab compares

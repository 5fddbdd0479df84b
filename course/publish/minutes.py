"""The sentences about time in README and the teaching pages, which the build keeps in step with the lessons.

Each stands between `<!-- minutes -->` and `<!-- /minutes -->`, which GitHub does not show. Notebooks are made anew every
time, so their sources say `{minutes}` instead.
"""

import re
from pathlib import Path

from course.practice import minutes
from course.publish.text import spans

PLACE = re.compile(r"(<!-- minutes -->).*?(<!-- /minutes -->)", re.DOTALL)


def write(home, say=print):
    """Brings every such sentence up to date, and says which files changed."""
    for path, text in _outdated(home):
        path.write_text(text, encoding="utf-8", newline="\n")
        say(f"{path.relative_to(home).as_posix()}: minutes brought up to date")


def stale(home):
    """One sentence for every file whose minutes are not those of the lessons."""
    return [
        f"{path.relative_to(home).as_posix()} is stale: its minutes are not those of the lessons; "
        "run: python -m course build"
        for path, _ in _outdated(home)
    ]


def _outdated(home):
    """``(path, its right text)`` of each file that says something else."""
    home = Path(home)
    lessons = home / "course" / "lessons"
    wanted = dict.fromkeys([home / "README.md", home / "course" / "teaching.md"], _of_all(lessons))
    wanted |= {path: _of_one(path.parent) for path in sorted(lessons.glob("*/teaching.md"))}
    for path, sentence in wanted.items():
        if path.is_file():
            old = path.read_text(encoding="utf-8")
            new = PLACE.sub(lambda found: found[1] + sentence + found[2], old)
            if new != old:
                yield path, new


def _of_all(lessons):
    known = spans(lessons)
    if not known:
        return ""
    return (
        f"Each lesson takes {known['shortest']} to {known['longest']} minutes if you do everything in it, and has a place "
        f"to stop halfway. The whole course takes about {known['hours']} hours."
    )


def _of_one(folder):
    return f"Working alone, a learner needs about {minutes.lesson(folder)} minutes for all of this lesson."

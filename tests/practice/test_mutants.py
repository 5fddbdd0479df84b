"""Small edits of every worked solution: none may pass, and nearly all have to get a hint that says something.

The edits are made blindly (mutants.py). One that passes is either the same function in other words, and then it stands
in equivalent.yml with its reason, or a hole in the cases.
"""

import importlib
from pathlib import Path

import numpy as np
import pytest
import yaml
from mutants import mutants

from course.practice import judge, source

LESSONS = Path(source.__file__).parents[1] / "lessons"
EQUIVALENT = yaml.safe_load(Path(__file__).with_name("equivalent.yml").read_text(encoding="utf-8"))
VAGUE = ("The result differs.", "here is one that differs.", "drawn at random; here is one.")  # and not a word more
MOST_VAGUE = 0.15

EXERCISES = [
    (path.parent.name, name)
    for path in sorted(LESSONS.glob("*/lesson.md"))
    for name in source.read(path.parent).exercises
]


def told(lesson, name):
    """[(what was changed, the CheckResult)] for every small edit of an exercise's solution."""
    exercise = getattr(importlib.import_module(f"course.lessons.{lesson}.exercises"), name)
    asked = source.read(LESSONS / lesson).exercises[name]
    found = []
    for what, code in mutants(asked.solution, name):
        namespace = {"np": np}
        exec(compile(code, "<a mutant>", "exec"), namespace)
        found.append((what, judge.check(namespace[name], exercise, asked)))
    return found


@pytest.mark.parametrize("lesson, name", EXERCISES, ids=[name for _, name in EXERCISES])
def test_no_small_edit_passes_and_few_are_told_no_more_than_that_they_differ(lesson, name, monkeypatch):
    exercise = getattr(importlib.import_module(f"course.lessons.{lesson}.exercises"), name)
    monkeypatch.setattr(exercise, "seconds", 0.5)  # an edit may never end
    monkeypatch.setattr(
        judge, "FOR_EDITS", 10 * judge.FOR_EDITS
    )  # what is told here must not hang on how busy a machine is
    found = told(lesson, name)
    known = EQUIVALENT.get(name, {})
    passed = {what for what, result in found if result}
    assert passed - set(known) == set(), "passes and is not known to be equivalent: see equivalent.yml"
    assert set(known) - {what for what, _ in found} == set(), "is no edit any more: take it out of equivalent.yml"
    vague = [what for what, result in found if not result and result.message.endswith(VAGUE)]
    assert len(vague) <= max(2, MOST_VAGUE * len(found)), vague

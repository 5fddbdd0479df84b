"""Lesson 11. Clinic: train, diagnose, repair."""

from course.practice import Lesson

from . import exercises
from .own import report, your_table
from .reference import classifier
from .treatment import patient, repair, treat
from .ward import atlas, ward

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "atlas", "check", "classifier", "lesson", "onward", "patient", "predict", "quiz", "repair", "report",
    "tasks", "treat", "ward", "your_table",
]  # fmt: skip

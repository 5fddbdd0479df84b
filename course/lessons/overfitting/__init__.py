"""Lesson 04. Overfitting."""

from course.practice import Lesson

from . import exercises
from .digits import memoriser, mismatch
from .judging import diagnose, splits
from .moons import epochs, three_bears
from .polynomial import polynomial

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "check", "diagnose", "epochs", "lesson", "memoriser", "mismatch", "onward", "polynomial", "predict",
    "quiz", "splits", "tasks", "three_bears",
]  # fmt: skip

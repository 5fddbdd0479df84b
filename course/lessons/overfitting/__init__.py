"""Lesson 04. Overfitting."""

from course.practice import Lesson

from . import exercises
from .digits import memoriser, mismatch
from .judging import diagnose, splits
from .moons import epochs, three_bears
from .polynomial import polynomial

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz

__all__ = [
    "answer", "check", "diagnose", "epochs", "lesson", "memoriser", "mismatch", "polynomial", "predict", "quiz", "splits",
    "three_bears",
]  # fmt: skip

"""Lesson 06. Initialization."""

from course.practice import Lesson

from . import exercises
from .explorers import signal, symmetry, vanishing, weighted_sum
from .trainable import learned, trainable, waits

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz

__all__ = [
    "answer", "check", "learned", "lesson", "predict", "quiz", "signal", "symmetry", "trainable", "vanishing", "waits",
    "weighted_sum",
]  # fmt: skip

"""Lesson 06. Initialization."""

from course.practice import Lesson

from . import exercises
from .explorers import signal, symmetry, vanishing, weighted_sum
from .trainable import learned, trainable, waits

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "check", "learned", "lesson", "onward", "predict", "quiz", "signal", "symmetry", "tasks", "trainable",
    "vanishing", "waits", "weighted_sum",
]  # fmt: skip

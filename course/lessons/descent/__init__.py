"""Lesson 02. Gradient descent."""

from course.practice import Lesson

from . import exercises
from .explorers import bumpy, minibatch, parabola, ravine, unequal_scales

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz

__all__ = [
    "answer", "bumpy", "check", "lesson", "minibatch", "parabola", "predict", "quiz", "ravine", "unequal_scales",
]  # fmt: skip

"""Lesson 02. Gradient descent."""

from course.practice import Lesson

from . import exercises
from .explorers import bumpy, minibatch, parabola, ravine, unequal_scales

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "bumpy", "check", "lesson", "minibatch", "onward", "parabola", "predict", "quiz", "ravine", "tasks",
    "unequal_scales",
]  # fmt: skip

"""Lesson 03. Backpropagation and gradient checking."""

from course.practice import Lesson

from . import exercises
from .explorers import cost, living_graph, u_curve
from .suspects import suspects

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "check", "cost", "lesson", "living_graph", "onward", "predict", "quiz", "suspects", "tasks", "u_curve",
]  # fmt: skip

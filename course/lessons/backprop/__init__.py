"""Lesson 03. Backpropagation and gradient checking."""

from course.practice import Lesson

from . import exercises
from .explorers import cost, living_graph, u_curve
from .suspects import suspects

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz

__all__ = ["answer", "check", "cost", "lesson", "living_graph", "predict", "quiz", "suspects", "u_curve"]

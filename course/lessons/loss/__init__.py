"""Lesson 01. Loss: what does "right" mean?"""

from course.practice import Lesson

from . import exercises
from .explorers import fit_a_line, one_weight, outlier, sure_and_wrong, two_distributions

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "check", "fit_a_line", "lesson", "one_weight", "onward", "outlier", "predict", "quiz", "sure_and_wrong",
    "tasks", "two_distributions",
]  # fmt: skip

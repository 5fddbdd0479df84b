"""Lesson 09. Softmax."""

from course.practice import Lesson

from . import exercises
from .handwriting import digits
from .scores import four_classes, simplex
from .species import regions

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "check", "digits", "four_classes", "lesson", "onward", "predict", "quiz", "regions", "simplex", "tasks",
]  # fmt: skip

"""Lesson 05. Regularization."""

from course.practice import Lesson

from . import exercises
from .birds import paths, patience
from .digits import augment
from .nets import dropout, weight_decay
from .weights import penalty_ball, steepness

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "augment", "check", "dropout", "lesson", "onward", "paths", "patience", "penalty_ball", "predict",
    "quiz", "steepness", "tasks", "weight_decay",
]  # fmt: skip

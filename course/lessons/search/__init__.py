"""Lesson 10. Choosing hyperparameters."""

from course.practice import Lesson

from . import exercises
from .clouds import evolution
from .draws import grid_or_random, log_scale
from .luck import optimism
from .play import be_the_optimizer

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "be_the_optimizer", "check", "evolution", "grid_or_random", "lesson", "log_scale", "onward", "optimism",
    "predict", "quiz", "tasks",
]  # fmt: skip

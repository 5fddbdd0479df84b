"""Lesson 07. Momentum, RMSprop, Adam."""

from course.practice import Lesson

from . import exercises
from .averages import bias_correction, moving_average
from .decay import decay
from .digits import real_race
from .momentum import momentum_map
from .race import race

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "bias_correction", "check", "decay", "lesson", "momentum_map", "moving_average", "onward", "predict",
    "quiz", "race", "real_race", "tasks",
]  # fmt: skip

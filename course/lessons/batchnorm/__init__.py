"""Lesson 08. Batch normalization."""

from course.practice import Lesson

from . import exercises
from .explorers import depth_rescue, one_example, rates, shift, side_effect, train_eval

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz

__all__ = [
    "answer", "check", "depth_rescue", "lesson", "one_example", "predict", "quiz", "rates", "shift", "side_effect", "train_eval",
]  # fmt: skip

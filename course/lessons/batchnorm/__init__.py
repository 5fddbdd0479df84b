"""Lesson 08. Batch normalization."""

from course.practice import Lesson

from . import exercises
from .explorers import depth_rescue, one_example, rates, shift, side_effect, train_eval

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "check", "depth_rescue", "lesson", "one_example", "onward", "predict", "quiz", "rates", "shift",
    "side_effect", "tasks", "train_eval",
]  # fmt: skip

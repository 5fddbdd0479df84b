"""Lesson 00. Neurons and networks."""

from course.practice import Lesson

from . import exercises
from .explorers import image_vector, one_neuron, pieces, two_two_one

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz
onward, tasks = lesson.onward, lesson.tasks

__all__ = [
    "answer", "check", "image_vector", "lesson", "one_neuron", "onward", "pieces", "predict", "quiz", "tasks",
    "two_two_one",
]  # fmt: skip

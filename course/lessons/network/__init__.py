"""Lesson 00. Neurons and networks."""

from course.practice import Lesson

from . import exercises
from .explorers import image_vector, one_neuron, pieces, two_two_one

lesson = Lesson(__name__, exercises)
answer, check, predict, quiz = lesson.answer, lesson.check, lesson.predict, lesson.quiz

__all__ = ["answer", "check", "image_vector", "lesson", "one_neuron", "pieces", "predict", "quiz", "two_two_one"]

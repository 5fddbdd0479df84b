"""Predict, try, check, explain: what a lesson asks of its learner, and what it keeps of the answers.

A lesson uses Lesson, Exercise, Misconception and Property; the first page uses course_map.
"""

from .exercises import Exercise, Misconception, Property
from .lesson import Lesson
from .map import course_map, progress_shown

__all__ = ["Exercise", "Lesson", "Misconception", "Property", "course_map", "progress_shown"]

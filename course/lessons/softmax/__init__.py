"""Lesson 09. Softmax."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__, explorers=("four_classes", "simplex", "regions", "digits", "reliability")
)

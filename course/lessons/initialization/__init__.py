"""Lesson 06. Initialization."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__,
    explorers=("symmetry", "weighted_sum", "signal", "vanishing", "trainable"),
    learned="crowds",
    waits="crowds",
)

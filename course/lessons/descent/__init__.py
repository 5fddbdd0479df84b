"""Lesson 02. Gradient descent."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__, explorers=("parabola", "ravine", "bumpy", "minibatch", "unequal_scales")
)

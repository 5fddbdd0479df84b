"""Lesson 01. Loss: what does "right" mean?"""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__, explorers=("one_weight", "fit_a_line", "outlier", "sure_and_wrong", "two_distributions")
)

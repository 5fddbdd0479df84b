"""Lesson 05. Regularization."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__,
    explorers=("steepness", "penalty_ball", "paths", "by_heart", "adamw", "dropout", "patience", "augment"),
)

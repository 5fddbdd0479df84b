"""Lesson 04. Overfitting."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__,
    explorers=(
        "three_bears",
        "memorizer",
        "polynomial",
        "double_descent",
        "epochs",
        "diagnose",
        "splits",
        "learning_curve",
        "mismatch",
    ),  # fmt: skip
)

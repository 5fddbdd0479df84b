"""Lesson 10. Choosing hyperparameters."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__, explorers=("be_the_optimizer", "grid_or_random", "log_scale", "optimism", "evolution")
)

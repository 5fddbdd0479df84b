"""Lesson 07. Momentum, RMSprop, Adam."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__,
    explorers=("moving_average", "momentum_map", "saddle", "race", "bias_correction", "decay", "real_race"),
)

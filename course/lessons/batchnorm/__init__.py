"""Lesson 08. Batch normalization."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__, explorers=("on_a_curve", "one_example", "train_eval", "depth_rescue", "rates", "side_effect", "shift")
)

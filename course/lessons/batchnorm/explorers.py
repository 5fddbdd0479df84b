"""The explorers of lesson 08, a module for each scene: one unit, deep networks, inputs that move."""

from .deep import depth_rescue, rates
from .one_unit import one_example, train_eval
from .shifted import shift
from .side import side_effect

__all__ = ["depth_rescue", "one_example", "rates", "shift", "side_effect", "train_eval"]

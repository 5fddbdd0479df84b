"""The engine of the interactive figures: stage, controls, explorer, canvas."""

from .controls import choice, integer, linear, log, point, power_of_two, press, timeline, toggle
from .explorer import Explorer, State, Step, explorer
from .readouts import Readouts, readouts, show
from .stage import Stage

__all__ = [
    "Explorer", "Readouts", "Stage", "State", "Step", "choice", "explorer", "integer", "linear", "log", "point",
    "power_of_two", "press", "readouts", "show", "timeline", "toggle",
]  # fmt: skip

"""Lesson 03. Backpropagation and gradient checking."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__,
    explorers=("living_graph", "u_curve", "cost", "first_network"),
    suspects="planted_bugs",
    watch="explorers.first_network",
)

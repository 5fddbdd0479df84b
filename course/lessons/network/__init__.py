"""Lesson 00. Neurons and networks."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__, explorers=("gentoo", "one_neuron", "image_vector", "two_two_one", "hidden_plane", "pieces")
)

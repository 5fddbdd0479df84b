"""Lesson 11. Clinic: train, diagnose, repair."""

from course.lessons import furnish

__getattr__, __dir__, __all__ = furnish(
    __name__,
    explorers=("classifier", "atlas", "ward"),
    patient="treatment",
    pictures="treatment",
    repair="treatment",
    treat="treatment",
    report="own",
    your_table="own",
)

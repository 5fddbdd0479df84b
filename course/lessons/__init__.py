"""The lessons, a folder each. A lesson's package hands out its explorers and its questions by name."""

import sys
from importlib import import_module

PRACTICE = ("answer", "check", "hint", "onward", "predict", "quiz", "solution", "tasks")  # of the lesson's own Lesson


def furnish(package, explorers, **others):
    """``__getattr__``, ``__dir__`` and ``__all__`` for a lesson's package: each thing is imported when it is asked for.

    ``explorers`` are named after their files in ``explorers/``; ``others`` says in which module of the lesson a further
    name stands. So the numbers of one explorer cost no picture, no widget, and none of the other explorers.
    """
    places = {name: f"explorers.{name}" for name in explorers} | others
    names = (*places, "lesson", *PRACTICE)

    def get(name):
        module = sys.modules[package]
        if name in places:
            value = getattr(import_module(f"{package}.{places[name]}"), name)
        elif name == "lesson":
            from course.practice import Lesson

            value = Lesson(package, import_module(f"{package}.exercises"))
        elif name in PRACTICE:
            value = getattr(module.lesson, name)
        else:
            raise AttributeError(f"{package} has no {name!r}; it has {', '.join(names)}")
        setattr(module, name, value)
        return value

    return get, lambda: sorted({*vars(sys.modules[package]), *names}), list(names)

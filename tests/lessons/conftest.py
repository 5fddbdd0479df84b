"""Every lesson there is, and every explorer in it: what is added is tested without a word more."""

import importlib
import itertools
import pkgutil

import course.lessons
from course.live import Explorer

LESSONS = {
    module.name: importlib.import_module(f"course.lessons.{module.name}")
    for module in pkgutil.iter_modules(course.lessons.__path__)
    if module.ispkg
}
EXPLORERS = {
    f"{folder}.{name}": value
    for folder, lesson in LESSONS.items()
    for name in dir(lesson)
    if isinstance(value := getattr(lesson, name), Explorer)
}
MOST_CORNERS = 400


def corners(explorer):
    """Every combination of the controls' extremes and starts, or an even choice where there are too many."""
    values = [list(dict.fromkeys([*control.corners(), control.start])) for control in explorer.controls.values()]
    combinations = [dict(zip(explorer.controls, combination)) for combination in itertools.product(*values)]
    return combinations[:: -(-len(combinations) // MOST_CORNERS)]


def pytest_generate_tests(metafunc):
    if "explorer" in metafunc.fixturenames:
        metafunc.parametrize("explorer", EXPLORERS.values(), ids=EXPLORERS)
    if "preset" in metafunc.fixturenames:
        presets = {f"{name}-{preset}": (e, preset) for name, e in EXPLORERS.items() for preset in e.presets}
        metafunc.parametrize("preset", presets.values(), ids=presets)
    if "lesson" in metafunc.fixturenames:
        metafunc.parametrize("lesson", LESSONS.values(), ids=LESSONS)
    if "corner_sweep" in metafunc.fixturenames:
        metafunc.parametrize("corner_sweep", [(e, corners(e)) for e in EXPLORERS.values()], ids=EXPLORERS)

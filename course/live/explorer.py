"""An explorer: a figure that answers to controls, written as one function.

The function draws the scene once and returns the function that updates it. The same pair serves a
learner's hand (a widget), a notebook that prints numbers (`Explorer.at`), and a test that sweeps
all ranges, so what is tested is what is touched.
"""

from __future__ import annotations

import copy
import inspect
from types import GeneratorType
from typing import NamedTuple

from .controls import Control
from .readouts import Readouts
from .stage import DRAWING, Stage


class Step(NamedTuple):
    """What long work yields now and then: how far it is, and what the picture shows by now."""

    fraction: float
    readouts: Readouts


class Scene:
    """An explorer's stage together with the function that sets it."""

    def __init__(self, explorer: Explorer):
        import matplotlib

        from .style import RC

        self.explorer = explorer
        with DRAWING, matplotlib.rc_context(RC):
            self.stage = Stage(*explorer.size)
            self._update = explorer.build(self.stage)
        self._clean_memory = copy.deepcopy(vars(self.stage.memory))

    def forget(self) -> None:
        """Make the scene as new: what it remembered of earlier settings goes."""
        vars(self.stage.memory).clear()
        vars(self.stage.memory).update(copy.deepcopy(self._clean_memory))

    def start(self, settings: dict):
        """Move the scene to ``settings``. Gives Readouts, or a generator of `Step` for long work."""
        result = self._update(**settings)
        return result if isinstance(result, GeneratorType) else self.checked(result)

    def run(self, settings: dict) -> Readouts:
        """Move the scene to ``settings``, to the end of any long work."""
        result = self.start(settings)
        while isinstance(result, GeneratorType):
            try:
                next(result)
            except StopIteration as end:
                result = self.checked(end.value)
        return result

    def checked(self, result) -> Readouts:
        if not isinstance(result, Readouts):
            raise TypeError(f"{self.explorer.name}: update returned {type(result).__name__}; readouts(...) was wanted")
        return result


class Explorer:
    """What the decorator `explorer` makes. Call it for a live widget; ``.at(...)`` for its numbers."""

    def __init__(self, build, controls: dict[str, Control], size: tuple[int, int]):
        self.build, self.controls, self.size = build, controls, size
        self.name = build.__name__
        self.__doc__ = build.__doc__
        self.__name__, self.__module__ = build.__name__, build.__module__
        self.title = inspect.getdoc(build).split("\n")[0]
        self._scene: Scene | None = None

    def settings(self, **given) -> dict:
        """Every control's value: as given, checked, or else its start. Raises ValueError, TypeError."""
        for name in given:
            if name not in self.controls:
                raise TypeError(f"{self.name} has no control {name!r}; it has {', '.join(self.controls)}")
        return {
            name: control.clean(name, given[name]) if name in given else control.start
            for name, control in self.controls.items()
        }

    def at(self, **settings) -> Readouts:
        """The readouts at these settings (the others at their start), with no widget and no picture."""
        wanted = self.settings(**settings)
        with DRAWING:
            if self._scene is None:
                self._scene = Scene(self)
            self._scene.forget()
            return self._scene.run(wanted)

    def __call__(self, **settings):
        """A live widget that starts at these settings."""
        from .widget import LiveExplorer  # a test that only sweeps numbers needs no widgets

        return LiveExplorer(self, self.settings(**settings))

    def written(self, settings: dict) -> str:
        """The call that makes these settings, as a learner would write it."""
        shown = (f"{name}={value!r}" for name, value in settings.items())
        return f"{self.name}({', '.join(shown)})"

    def __repr__(self):
        return f"<explorer {self.name}: {', '.join(self.controls)}>"


def explorer(size=(900, 360), **controls: Control):
    """Make an explorer of a function that draws a scene and returns its ``update``.

    The function gets a `Stage`. ``update`` gets every control's value by name and returns
    `readouts`; when it has much to do it may be a generator that yields `Step` now and then.
    The first line of the docstring says what the figure shows.
    """

    def decorate(build) -> Explorer:
        if not build.__doc__:
            raise ValueError(f"explorer {build.__name__} has no docstring; its first line is the figure's description")
        return Explorer(build, controls, size)

    return decorate

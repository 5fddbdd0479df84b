"""An explorer: a figure that answers to controls, written as three short functions.

*What is true* turns the controls' values into a `State`, with NumPy and no picture. *What is seen* draws the scene once
and returns the function that shows a state. *What is said* puts a state into numbers and a verdict.

    @explorer(w=linear(-2, 6, start=0), presets={"best": dict(w=2)})
    def one_weight(w):
        \"\"\"A line through the origin, and its loss.\"\"\"
        return State(loss=mean_squared_error(w * x, y))

    @one_weight.seen
    def scene(stage):
        (axes,) = stage.panels("ŷ = w · x")
        line = stage.moving(axes.plot([], []))
        return lambda state: line.set_data([-3, 6], [-3 * state.w, 6 * state.w])

    @one_weight.said
    def words(state):
        return readouts(loss=state.loss)

The same three serve a learner's hand (a widget), a notebook that prints numbers (`Explorer.at`, which draws nothing) and a
test that sweeps all ranges, so what is tested is what is touched.
"""

from __future__ import annotations

import copy
import difflib
import inspect
from contextlib import closing
from types import GeneratorType, SimpleNamespace
from typing import NamedTuple

from .controls import Control
from .readouts import Readouts
from .stage import DRAWING, Stage

FOCUSED = (680, 400)  # logical pixels of a panel that is shown alone


class State(SimpleNamespace):
    """What is true at some settings: whatever names the author gives, and every control's value under its own name."""


class Step(NamedTuple):
    """What long work yields now and then: how far it is, from 0 to 1, and the State by now."""

    fraction: float
    state: State


class Explorer:
    """What the decorator `explorer` makes. Call it for a live widget; ``.at(...)`` for its numbers."""

    def __init__(self, truth, controls: dict[str, Control], size: tuple[int, int], presets: dict[str, dict]):
        self._truth, self.controls, self.size = truth, controls, size
        self._scene_maker = self._words = None
        self.name = self.__name__ = truth.__name__
        self.__doc__, self.__module__ = truth.__doc__, truth.__module__
        self.title = inspect.getdoc(truth).split("\n")[0]
        self._remembers = next(iter(inspect.signature(truth).parameters), "") == "memory"
        self.memory = SimpleNamespace  # makes what truth may remember in; `kept` gives one that outlives a session
        self.focus: str | tuple | None = None  # the panel, or the few, that are drawn; None for all
        self.quiet = False  # does the figure keep its numbers and its verdict to itself?
        self.presets = {name: self._preset(name, settings) for name, settings in presets.items()}

    # ---- for its author -----------------------------------------------------------------------

    def seen(self, scene):
        """Decorates the function that gets a `Stage`, draws the scene, and returns ``show(state)``."""
        self._scene_maker = scene
        return scene

    def kept(self, memory):
        """Decorates the class whose instances a figure's truth remembers in, where a learner's play must not be lost.

        ``memory()`` begins with what was kept in earlier sessions. `at` and `state` remember nothing, and keep nothing.
        """
        self.memory = memory
        return memory

    def said(self, words):
        """Decorates the function that turns a `State` into `readouts`."""
        self._words = words
        return words

    def _preset(self, name, settings):
        """A preset's own settings, checked when the lesson is written, not when a learner meets it."""
        try:
            if not isinstance(settings, dict):
                raise TypeError(f"got {settings!r}; wanted a dict of controls and values")
            return {control: self.settings(**settings)[control] for control in settings}
        except (TypeError, ValueError) as problem:
            code = self._truth.__code__
            place = f"{code.co_filename}, line {code.co_firstlineno}"
            raise type(problem)(f"{place}: preset {name!r} of {self.name}: {problem}") from None

    # ---- for everybody ------------------------------------------------------------------------

    def settings(self, preset: str | None = None, /, **given) -> dict:
        """Every control's value: as given, or as the preset says, or else its start. Raises ValueError, TypeError."""
        if preset is not None:
            given = self._named(preset) | given
        for name in given:
            if name not in self.controls:
                raise TypeError(f"{self.name} has no control {name!r}; it has {', '.join(self.controls)}")
        return {
            name: control.clean(name, given[name]) if name in given else control.start
            for name, control in self.controls.items()
        }

    def _named(self, preset) -> dict:
        if preset in self.presets:
            return self.presets[preset]
        near = difflib.get_close_matches(str(preset), self.presets, 1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise ValueError(f"{self.name} has no preset {preset!r}; {hint}it has {', '.join(self.presets) or 'none'}")

    def preset_of(self, settings: dict) -> str:
        """The name of the preset that these settings are, the other controls at their start; '' if they are none."""
        return next((name for name in self.presets if self.settings(name) == settings), "")

    def state(self, preset: str | None = None, /, **settings) -> State:
        """What is true at these settings (the others at their start), with no picture; long work is finished."""
        return finished(self.work(self.settings(preset, **settings), SimpleNamespace()))

    def at(self, preset: str | None = None, /, **settings) -> Readouts:
        """The readouts at these settings (the others at their start), with no widget and no picture."""
        return self.words(self.state(preset, **settings))

    def focused(self, panel: str | tuple) -> Explorer:
        """The same explorer with one of its panels alone, larger, or with a few. Raises ValueError where there is no such panel."""
        one = copy.copy(self)
        one.focus, one.size = panel, FOCUSED if isinstance(panel, str) else self.size
        Scene(one)  # a panel that is not there is told to whoever asks for it, and not in the middle of a page
        return one

    def quieted(self) -> Explorer:
        """The same explorer without numbers and verdict under it, for when they would give an answer away."""
        one = copy.copy(self)
        one.quiet = True
        return one

    def __call__(self, preset: str | None = None, /, focus=None, quiet=False, pinned=None, **settings):
        """A live widget that starts at these settings; with ``focus``, of one panel alone, or of a few: ``focus=("map", "curves")``.

        ``quiet`` leaves out the numbers and the verdict. ``pinned``, a preset or a dict of settings, is shown as a ghost.
        """
        from .widget import LiveExplorer  # whoever only asks for numbers needs no widgets

        shown = self.focused(focus) if focus else self
        live = LiveExplorer(shown.quieted() if quiet else shown, self.settings(preset, **settings))
        if pinned is not None:
            live.pin_at(self.settings(pinned) if isinstance(pinned, str) else self.settings(**pinned))
        return live

    def written(self, settings: dict) -> str:
        """The call that makes these settings, as a learner would write it."""
        shown = [f"{name}={value!r}" for name, value in settings.items()]
        return f"{self.name}({', '.join(shown + [f'focus={self.focus!r}'] * bool(self.focus))})"

    def __repr__(self):
        return f"<explorer {self.name}: {', '.join(self.controls)}>"

    # ---- the three parts, for the engine ------------------------------------------------------

    def work(self, settings: dict, memory: SimpleNamespace):
        """The State at these settings, or a generator of `Step` that returns it.

        What ``memory`` holds stays from one call to the next, for the few explorers whose truth depends on what came
        before; those take it as their first argument.
        """
        result = self._truth(*[memory] * self._remembers, **settings)
        return self._in_steps(result, settings) if isinstance(result, GeneratorType) else self._stated(result, settings)

    def _in_steps(self, work, settings):
        with closing(work):
            while True:
                try:
                    step = next(work)
                except StopIteration as end:
                    return self._stated(end.value, settings)
                yield Step(step[0], self._stated(step[1], settings))

    def _stated(self, state, settings) -> State:
        if not isinstance(state, State):
            raise TypeError(f"{self.name} returned {type(state).__name__}; a State(...) was wanted")
        twice = vars(state).keys() & settings.keys()
        if twice:
            raise TypeError(f"{self.name}: the state's {', '.join(sorted(twice))} is a control; choose another name")
        vars(state).update(settings)
        return state

    def draw(self, stage: Stage):
        """Draws the scene. Gives the function that shows a state."""
        if self._scene_maker is None:
            raise ValueError(f"{self.name} has no scene; decorate the function that draws it with @{self.name}.seen")
        return self._scene_maker(stage)

    def words(self, state) -> Readouts:
        """What is said of a state."""
        if self._words is None:
            raise ValueError(f"{self.name} says nothing; decorate a function of the state with @{self.name}.said")
        said = self._words(state)
        if not isinstance(said, Readouts):
            raise TypeError(f"{self.name} said {type(said).__name__}; readouts(...) was wanted")
        return said


class Scene:
    """An explorer's stage together with the functions that set it."""

    def __init__(self, explorer: Explorer):
        import matplotlib

        from .style import RC

        self.explorer = explorer
        self.state: State | None = None  # what is shown
        self.truth_memory = explorer.memory()
        with DRAWING, matplotlib.rc_context(RC):
            self.stage = Stage(*explorer.size, explorer.focus)
            self._show = explorer.draw(self.stage)
        self._clean_memory = copy.deepcopy(vars(self.stage.memory))

    def forget(self) -> None:
        """Make the scene as new: what it remembered of earlier settings goes."""
        vars(self.truth_memory).clear()
        vars(self.stage.memory).clear()
        vars(self.stage.memory).update(copy.deepcopy(self._clean_memory))

    def start(self, settings: dict):
        """What is true at these settings, for `show`; or a generator of `Step` that returns it, for long work."""
        return self.explorer.work(settings, self.truth_memory)

    def show(self, state: State) -> Readouts:
        """Move the scene to what `start` gave, and say it."""
        self._show(state)
        self.state = state
        said = self.explorer.words(state)
        return Readouts() if self.explorer.quiet else said

    def run(self, settings: dict) -> Readouts:
        """Move the scene to ``settings``, to the end of any long work."""
        return self.show(finished(self.start(settings)))

    def now(self, settings: dict) -> State:
        """The state that is shown, with ``settings`` that may be newer, for a hand that drags faster than it changes."""
        return State(**(vars(self.state) if self.state else {}) | settings)


def finished(work):
    """What long work returns at its end; anything else as it is."""
    while isinstance(work, GeneratorType):
        try:
            next(work)
        except StopIteration as end:
            return end.value
    return work


def explorer(size=(900, 360), presets=None, **controls: Control):
    """Make an explorer of the function that says what is true: every control's value by name to a `State`.

    When it has much to do it may be a generator that yields `Step` now and then and returns the State. The first line
    of its docstring says what the figure shows. ``presets`` names settings worth seeing: ``{"blows up": dict(lr=0.02)}``.
    The scene and the words are added with ``@name.seen`` and ``@name.said``.
    """

    def decorate(truth) -> Explorer:
        if not truth.__doc__:
            raise ValueError(f"explorer {truth.__name__} has no docstring; its first line is the figure's description")
        return Explorer(truth, controls, size, presets or {})

    return decorate

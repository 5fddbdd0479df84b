"""The live explorer: canvas, readouts and controls tied to one scene.

Three things may be out of date: what the scene shows (a control moved), what the browser shows
(the scene moved, and a frame was still under way), and long work that has not ended. Each event
marks what it made stale, and `_advance` does what is due when a frame may go out.
"""

from __future__ import annotations

import asyncio
import base64
import time
import weakref
from dataclasses import replace
from types import GeneratorType

import ipywidgets

from course.lab import page

from .canvas import Canvas
from .controls import Point
from .explorer import Explorer, Scene
from .line import LOST_AFTER
from .readouts import Readouts, text_of
from .stage import DRAWING

PATIENT_FOR = 3  # moves of a control with no picture beside it: the first may come before the picture's first word
SLICE = 0.03  # seconds that long work may keep the kernel from listening


class LiveExplorer(ipywidgets.VBox):
    """A widget that shows ``explorer`` and lets it be touched. Made by calling the explorer."""

    def __init__(self, explorer: Explorer, settings: dict):
        self.explorer = explorer
        self._start = dict(settings)
        self._settings = dict(settings)
        # As the explorer's, but with this start: it is a stop of its slider, on a logarithmic scale too.
        self._controls = {name: replace(control, start=settings[name]) for name, control in explorer.controls.items()}
        self._readouts = Readouts()
        self._pinned: Readouts | None = None
        self._pinned_settings: dict = {}
        self._untouched = True
        self._between: set[str] = set()  # sliders that were set between two of their stops
        self._error = ""
        self._stale = True  # the scene is behind the settings
        self._unseen = True  # the browser is behind the scene
        self._work: GeneratorType | None = None
        self._fraction: float | None = None
        self._setting = False  # code is moving the sliders, not a learner
        self._waiting = False  # for an answer that may be lost
        self._shown_by: dict | None = None  # the request of the cell that shows this
        self._unseen_moves = 0  # of a control, with no picture beside it
        self._loop = _running_loop()
        self._kept_scene: Scene | None = None
        with DRAWING:
            self._canvas = Canvas(
                self._ready, self._dragged, self._pressed, self._unwatched, self._say_settings, self._typed, self._set_directly,
                width=explorer.size[0], height=explorer.size[1], name=explorer.title, presets=list(explorer.presets),
                explorer=explorer.name,
            )  # fmt: skip
            self._sources = {}
            controls = self._make_controls()
            self._canvas.typed = [number for number, name in enumerate(self._sliders()) if self._typeable(name)]
            moved = [self._canvas, *(part for part in _parts(controls) if part.has_trait("value"))]
            self._moved_by_hand = {part.model_id: part for part in moved}
            self._canvas.moved = list(self._moved_by_hand)
            super().__init__(children=[self._canvas, controls])
        self.add_class("nbh-explorer")
        _living.add(self)
        self._replaced = False  # its cell has run again, and made another
        _replace_those_of_the_same_cell(self)

    @property
    def _scene(self) -> Scene:
        """The scene, made when it is first needed. A closed explorer, which IPython keeps in `Out`, holds none."""
        if self._kept_scene is None:
            with DRAWING:
                self._kept_scene = Scene(self.explorer)
            self._stale = True
        return self._kept_scene

    # ---- for code -----------------------------------------------------------------------------

    @property
    def settings(self) -> dict:
        """What every control is set to."""
        return dict(self._settings)

    @property
    def readouts(self) -> Readouts:
        """What the figure says at the present settings; long work is finished first."""
        with DRAWING:
            self._catch_up()
            while self._work is not None:
                self._take_slice(deadline=None)
            return self._readouts

    @property
    def canvas_id(self) -> str:
        """By which the page knows it."""
        return self._canvas.model_id

    @property
    def untouched(self) -> bool:
        """Has nobody moved it since it was made?"""
        return self._untouched

    @property
    def said_now(self) -> tuple[dict, Readouts]:
        """The settings and the readouts of the picture."""
        return dict(self._settings), self._readouts

    @property
    def said_when_pinned(self) -> tuple[dict, Readouts] | None:
        """Those of the pinned picture, if there is one."""
        return None if self._pinned is None else (dict(self._pinned_settings), self._pinned)

    def set(self, preset: str | None = None, /, **settings) -> None:
        """Move controls from code, or to a preset. Raises ValueError for a value that a control cannot take."""
        before = {} if preset else self._settings
        wanted = self.explorer.settings(preset, **{**before, **settings})
        with DRAWING:
            self._moved(wanted)  # first, so that a picture need not wait until the page has moved its sliders
            self._setting = True
            try:
                for name, source in self._sources.items():
                    source.value = self._controls[name].place(wanted[name])
            finally:
                self._setting = False

    def reset(self) -> None:
        """Back to the settings it was made with. What was remembered goes; what was pinned stays, to compare with."""
        with DRAWING:
            self._scene.forget()
            self.set(**self._start)

    def pin(self) -> None:
        """Keep the present picture as a ghost, and its readouts beside the present ones."""
        with DRAWING:
            self._pinned, self._pinned_settings = Readouts(self.readouts), dict(self._settings)
            self._scene.stage.pin()
            self._unseen = True
            self._advance()

    def pin_at(self, settings: dict) -> None:
        """Keep the picture at these settings as a ghost, and stay at the present ones."""
        with DRAWING:
            here = self.settings
            self.set(**settings)
            self.pin()
            self.set(**here)

    def unpin(self) -> None:
        with DRAWING:
            self._pinned = None
            self._scene.stage.unpin()
            self._unseen = True
            self._advance()

    def _go_on_from(self, old: LiveExplorer, scene: Scene | None) -> None:
        """Take over what a learner did with the figure that the same cell made before."""
        with DRAWING:
            self._kept_scene, old._kept_scene = scene, None
            self._pinned, self._pinned_settings = old._pinned, old._pinned_settings
            self.set(**old.settings)

    def close(self) -> None:
        """Let go of the widget and everything in it, here and in the page."""
        with DRAWING:
            self._stop_work()
            for part in [*_parts(self)]:
                part.close()
            super().close()
            self._kept_scene = None
            _living.discard(self)

    def _unwatched(self) -> None:
        """The last view has gone. If its cell has made a newer one, nobody will come back to this."""
        if self._replaced:
            self.close()

    # ---- controls -----------------------------------------------------------------------------

    def _make_controls(self):
        layout = ipywidgets.Layout(width="auto")  # shared: fewer messages when the widget opens
        style = {"description_width": "auto"}
        shown = []
        for name, control in self._controls.items():
            if isinstance(control, Point):
                if name not in self._scene.stage.grips:
                    raise ValueError(f"{self.explorer.name}: the scene gives point {name!r} no place; call stage.grip")
                continue
            box, source = control.widget(name, layout=layout, style=style)
            source.value = control.place(self._settings[name])
            source.observe(lambda change, name=name: self._control_moved(name, change["new"]), "value")
            self._sources[name] = source
            shown.append(box)
        box = ipywidgets.Box(shown, layout=layout)
        box.add_class("nbh-controls")
        return box

    def _control_moved(self, name, value):
        if self._setting:
            return
        with DRAWING:
            control = self._controls[name]
            value = control.nearest(value)
            # The page rounds what code has set to the slider's steps, and sends that back: it is no news.
            if value != control.nearest(self._settings[name]):
                self._look_for_the_picture()
                self._moved({**self._settings, name: value})

    def _set_directly(self, values):
        """Take over what a hand sets on a long line, where ipywidgets lets one change of a widget be under way at a time.

        The page holds these values already. The lock keeps them from being sent back to it, as in ipywidgets' own
        `Widget.set_state`: they would move the slider under the hand back to where it was a moment ago.
        """
        with DRAWING:
            for model, state in values.items():
                if (part := self._moved_by_hand.get(model)) is not None:
                    with part._lock_property(**state), part.hold_trait_notifications():
                        for name, value in state.items():
                            part.set_trait(name, value)

    def _look_for_the_picture(self):
        """A hand moves the controls. If there is still no picture beside them, the page has nothing that shows it."""
        self._unseen_moves = 0 if self._canvas.views else self._unseen_moves + 1
        if self._unseen_moves == PATIENT_FOR:
            page.tell(self._shown_by, page.NO_ANYWIDGET)

    def _dragged(self, name, across, down):
        with DRAWING:
            grip = self._scene.stage.grips[name]
            x, y = self._scene.stage.from_fraction(grip.axes, across, down)
            wishes = grip.drag(x, y, self._scene.now(self._settings))
            controls = self._controls  # a hand that drags stops where a hand on the slider would, so that the two agree
            self.set(**{key: controls[key].place(controls[key].nearest(value)) for key, value in wishes.items()})

    def _sliders(self) -> list[str]:
        """The names of the controls that are sliders, in the page's order."""
        from ipywidgets import FloatSlider, IntSlider, SelectionSlider

        return [
            name for name, one in self._sources.items() if isinstance(one, (FloatSlider, IntSlider, SelectionSlider))
        ]

    def _typeable(self, name) -> bool:
        """Does ipywidgets hear nothing of what is typed beside this slider?"""
        return hasattr(self._controls[name], "typed")

    def _typed(self, number, text):
        """Somebody has typed a number beside a slider: go there, or say again where it is."""
        with DRAWING:
            name = self._sliders()[number]
            self._between.add(name)
            try:
                self.set(**{name: self._controls[name].typed(text)})
            except ValueError:
                pass
            self._unseen = True
            self._advance()

    def _exact(self) -> dict:
        """What stands beside the sliders that are, or were, between two of their stops: {number: text}."""
        for name in filter(self._typeable, self._sliders()):
            if self._controls[name].place(self._settings[name]) != self._settings[name]:
                self._between.add(name)
        return {
            number: self._controls[name].exact(self._settings[name])
            for number, name in enumerate(self._sliders())
            if name in self._between
        }

    def _say_settings(self):
        """Tell the page what its controls are set to: it may show older values than the picture."""
        for source in self._sources.values():
            source.send_state()

    def _pressed(self, button, preset=None):
        if button == "preset":
            self.set(preset)
        else:
            {"reset": self.reset, "pin": self.unpin if self._pinned is not None else self.pin}[button]()

    # ---- from a setting to a picture ----------------------------------------------------------

    def _moved(self, settings: dict) -> None:
        self._untouched &= settings == self._settings
        self._settings = settings
        self._stale = True
        self._advance()

    def _ready(self, fresh: bool) -> None:
        """The browser can take a frame; ``fresh`` when it shows nothing yet."""
        with DRAWING:
            if fresh:
                self._scene.stage.set_scale(self._canvas.scale)
                self._unseen = True
            self._advance()

    def _advance(self) -> None:
        """Do what is due, if the browser can take a frame now; otherwise its answer calls again."""
        if not self._canvas.ready:
            self._look_again()
            return
        began = time.perf_counter()
        self._catch_up()
        if self._unseen:
            self._unseen = False
            pixels = self._scene.stage.paint()
            self._canvas.show(pixels, busy=time.perf_counter() - began, **self._said())

    def _look_again(self) -> None:
        """An answer may be lost on the way, where a connection broke. Then nobody would call again."""
        if self._waiting or not self._canvas.views or self._loop is None or self._loop.is_closed():
            return
        self._waiting = True
        self._loop.call_soon_threadsafe(self._loop.call_later, LOST_AFTER, self._looked)

    def _looked(self) -> None:
        with DRAWING:
            self._waiting = False
            self._advance()

    def _catch_up(self) -> None:
        """Bring the scene to the present settings, or begin the long work that will."""
        if not self._stale:
            return
        self._stale, self._unseen = False, True
        self._stop_work()
        try:
            result = self._scene.start(self._settings)
        except Exception as problem:
            self._fail(problem)
            return
        if isinstance(result, GeneratorType):
            self._work, self._fraction = result, 0.0
            self._take_slice(time.perf_counter() + SLICE)
            self._soon()
        else:
            self._done(result)

    def _done(self, result) -> None:
        try:
            self._readouts, self._error = self._scene.show(result), ""
        except Exception as problem:
            self._fail(problem)
            return
        self._work = self._fraction = None
        self._unseen = True
        for look in _watching(self.explorer):
            look(self)

    def _fail(self, problem: Exception) -> None:
        """Say what went wrong under the last good picture."""
        self._error = f"{self.explorer.name}: {type(problem).__name__}: {problem}"
        self._work = self._fraction = None
        self._unseen = True

    # ---- long work, a slice at a time ---------------------------------------------------------

    def _stop_work(self) -> None:
        if self._work is not None:
            self._work.close()
        self._work = self._fraction = None

    def _take_slice(self, deadline: float | None) -> None:
        """Work until ``deadline`` (perf_counter seconds), or to the end."""
        work = self._work
        try:
            while True:
                self._fraction, state = next(work)
                if deadline is not None and time.perf_counter() > deadline:
                    break
            self._readouts, self._error = self._scene.show(state), ""
            self._unseen = True
        except StopIteration as end:
            self._done(end.value)
        except Exception as problem:
            self._fail(problem)

    def _soon(self) -> None:
        """Go on with the work once the kernel has listened to what else there is."""
        if self._work is None:
            return
        if self._loop is None or self._loop.is_closed():  # no kernel: nobody waits, so finish
            while self._work is not None:
                self._take_slice(deadline=None)
            return
        self._loop.call_soon_threadsafe(self._loop.call_later, 0.001, self._go_on, self._work)

    def _go_on(self, work) -> None:
        with DRAWING:
            if work is not self._work:  # a newer setting has taken its place
                return
            self._take_slice(time.perf_counter() + SLICE)
            self._advance()
            self._soon()

    # ---- what is said -------------------------------------------------------------------------

    def _said(self) -> dict:
        """Everything that the browser shows together with a frame."""
        pinned = self._pinned or {}
        rows = [
            (name, label, text, text_of(pinned[name]) if name in pinned else None)
            for name, label, text in self._readouts.rows()
        ]
        return {
            "readouts": rows,
            "verdict": self._readouts.get("verdict", ""),
            "error": self._error,
            "progress": self._fraction,
            "pinned": self._pinned is not None,
            "preset": self.explorer.preset_of(self._settings),
            "alt": self._alt(),
            "spoken": self._error or self._readouts.sentence(),
            "grips": self._grips(),
            "exact": self._exact(),
            "maps": self._scene.stage.maps(),
        }

    def _grips(self) -> list[dict]:
        stage, state = self._scene.stage, self._scene.now(self._settings)
        rows = []
        for grip in stage.grips.values():
            if not stage.shows(grip.axes):
                continue
            try:
                x, y = grip.where(state)
            except AttributeError:
                if self._scene.state is None:  # nothing is true yet: the first update has failed, or is still at work
                    continue
                raise
            across, down = stage.to_fraction(grip.axes, x, y)
            box, page = grip.axes.bbox, stage.figure.bbox  # not `get_position`, which lays the axes out anew
            rows.append({
                "name": grip.name, "label": f"{grip.label}: {x:.4g}, {y:.4g}. Move with the arrow keys.",
                "x": across, "y": down, "step": [box.width / page.width / 100, box.height / page.height / 100],
            })  # fmt: skip
        return rows

    def _alt(self) -> str:
        """The figure in words."""
        controls = self.explorer.controls
        moved = ", ".join(f"{controls[n].title(n)} {controls[n].text(v)}" for n, v in self._settings.items())
        return f"{self.explorer.title} With {moved}. {self._readouts.sentence().rstrip('.')}."

    def __repr__(self):
        said = repr(self.readouts)  # brings the scene up to date, and with it the error
        return f"{self.explorer.written(self._settings)}\n{self._error or said}"

    _ipython_display_ = None  # or ipywidgets 7, which Colab has, would show itself by it, and no picture

    def _repr_mimebundle_(self, **_):
        """The live view; where there is none (GitHub, paper), a picture and its numbers in words."""
        with DRAWING:
            text = repr(self)  # brings the scene up to date
            picture = self._scene.stage.png()
            alt = self._alt()
            self._shown_by = page.request()
            data, metadata = page.view(self, self._canvas)
            if data:
                self._canvas.keep(picture, self._said())
        bundle = {**data, "text/plain": text, "image/png": base64.b64encode(picture).decode()}
        # No height: a page that is narrower than the picture would keep it, and squeeze the picture.
        return bundle, {**metadata, "image/png": {"width": self.explorer.size[0], "alt": alt}}


_living: weakref.WeakSet[LiveExplorer] = weakref.WeakSet()
_watchers: dict[str, list[weakref.WeakMethod]] = {}  # an explorer's full name -> who looks on


def living(explorer: Explorer) -> list[LiveExplorer]:
    """The live figures of this explorer."""
    return [one for one in _living if one.explorer._truth is explorer._truth and not one._replaced]


def watch(explorer: Explorer, look) -> None:
    """Have the method ``look(live)`` called whenever a live figure of this explorer shows something new."""
    _watchers.setdefault(_full_name(explorer), []).append(weakref.WeakMethod(look))


def unwatch(explorer: Explorer, look) -> None:
    kept = [one for one in _watchers.get(_full_name(explorer), []) if one() not in (look, None)]
    _watchers[_full_name(explorer)] = kept


def _watching(explorer: Explorer) -> list:
    """Who looks on at the moment. Those that are gone are forgotten."""
    looks = [(one, one()) for one in _watchers.get(_full_name(explorer), ())]
    if looks:
        _watchers[_full_name(explorer)] = [one for one, look in looks if look is not None]
    return [look for _, look in looks if look is not None]


def _full_name(explorer: Explorer) -> str:
    return f"{explorer.__module__}.{explorer.name}"


# cell id -> the run of the cell, what it made, and what a learner had moved of what it made before
_made_by: dict[str, tuple[str, list[LiveExplorer], list[tuple]]] = {}


def _replace_those_of_the_same_cell(live: LiveExplorer) -> None:
    """Without this, each run of a cell would leave a figure and its widgets behind for good."""
    try:
        message = page.request()  # that runs this cell
        cell, run = message["metadata"]["cellId"], message["header"]["msg_id"]
    except (KeyError, TypeError):  # no kernel, or a front end that names no cells
        return
    last_run, made, before = _made_by.get(cell, (run, [], []))
    if run != last_run:
        before = [(old, old._kept_scene) for old in made if old._pinned is not None or not old._untouched]
        for old in made:
            old._replaced = True
            if not old._canvas.views:
                old.close()
        made = []
    _made_by[cell] = run, [*made, live], before
    for number, (old, scene) in enumerate(before):
        if _same(old, live):
            del before[number]
            live._go_on_from(old, scene)
            break


def _same(old: LiveExplorer, new: LiveExplorer) -> bool:
    """Does the cell still show the same figure, starting at the same settings?"""
    one, other = old.explorer, new.explorer
    return one._truth is other._truth and one.focus == other.focus and old._start == new._start


def _parts(widget):
    """All that a widget is made of."""
    parts = [*getattr(widget, "children", ()), *getattr(widget, "links", ())]
    parts += [getattr(widget, look, None) for look in ("layout", "style")]
    for part in filter(None, parts):
        yield from _parts(part)
        yield part


def _running_loop():
    """The event loop that the kernel listens on; None outside a kernel."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None

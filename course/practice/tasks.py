"""Tasks in a notebook: things to try in a figure, which a click sets up, and which are ticked off once they are done.

A list of tasks watches every live figure of its explorer. How one is written in a lesson: see `source.tasks`.
"""

import ast
import threading
from html import escape
from pathlib import Path
from types import SimpleNamespace

import anywidget
import ipywidgets
import traitlets

from course.lab.page import script, view
from course.live import widget as live
from course.live.readouts import Readouts

from . import progress
from .question import inline

SAFE = {
    name: getattr(__import__("builtins"), name) for name in ("abs", "all", "any", "len", "max", "min", "round", "sum")
}


class Panel(anywidget.AnyWidget):
    """The list as it is shown."""

    _esm = script(Path(__file__).with_name("tasks.js"))
    _css = Path(__file__).with_name("tasks.css")
    explorer = traitlets.Unicode().tag(sync=True)
    tasks = traitlets.List().tag(sync=True)  # [{"text": html, "set": bool, "goal": bool}, ...]
    done = traitlets.List().tag(sync=True)  # [bool, ...]
    said = traitlets.Unicode().tag(sync=True)  # what is wrong, in HTML


class TaskPanel(ipywidgets.VBox):
    """The tasks of one list. Each is known in the progress file by the list and its own words."""

    def __init__(self, listed, explorer, lesson):
        self._listed, self._explorer, self._lesson = listed, explorer, lesson
        self._wanted = [settings_of(task.set, explorer) if task.set else None for task in listed.tasks]
        self._busy = threading.RLock()  # callbacks may come on any thread
        kept = progress.current().latest("task", lesson, "id")
        self._panel = Panel(
            explorer=explorer.name,
            tasks=[{"text": inline(task.do), "set": bool(task.set), "goal": bool(task.goal)} for task in listed.tasks],
            done=[bool(kept.get(self._id(task), {}).get("done")) for task in listed.tasks],
        )
        super().__init__([self._panel])
        self._panel.on_msg(self._receive)
        live.watch(explorer, self._look)

    def _id(self, task):
        return f"{self._listed.name}: {task.do}"

    def _receive(self, _, message, __):
        """From the page: {"set": task, "figure": the canvas it stands by}, {"tick": task}, or whether anybody is here."""
        with self._busy:
            match message:
                case {"type": "ping"}:
                    self._panel.send({"type": "here"})
                case {"set": int(number), "figure": figure} if self._wanted[number] is not None:
                    shown = self._figure(figure)
                    shown.set(**self._wanted[number])
                    self._panel.send({"type": "look", "figure": shown.canvas_id})
                case {"tick": int(number)}:
                    self._tick(number, not self._panel.done[number])

    def _figure(self, canvas_id):
        """The live figure that the page has found nearest to the list, or another one, or a new one below the list."""
        alive = live.living(self._explorer)
        named = [one for one in alive if one.canvas_id == canvas_id]
        if named or alive:
            return (named or alive)[-1]
        made = self._explorer()
        self.children = [self._panel, made]
        return made

    def _look(self, shown):
        """A figure of the explorer has moved: which goals are reached?"""
        if shown.untouched:  # nobody has done anything yet
            return
        with self._busy:
            for number, task in enumerate(self._listed.tasks):
                if task.goal and not self._panel.done[number] and self._reached(task, shown):
                    self._tick(number, True)

    def _reached(self, task, shown):
        try:
            return holds(task.goal, shown.said_now, shown.said_when_pinned)
        except Exception as problem:  # a lesson's mistake, which its tests find; the learner's figure goes on
            self._panel.said = f"<p>A goal could not be read: {escape(str(problem))}.</p>"
            return False

    def _tick(self, number, done):
        self._panel.done = [done if k == number else old for k, old in enumerate(self._panel.done)]
        progress.current().add("task", lesson=self._lesson, id=self._id(self._listed.tasks[number]), done=done)

    def close(self):
        live.unwatch(self._explorer, self._look)
        super().close()

    def __repr__(self):
        rows = [f"{number}. {task.do}" for number, task in enumerate(self._listed.tasks, 1)]
        return "\n".join([f"To try in the figure {self._explorer.name}:", *rows])

    _ipython_display_ = None  # or ipywidgets 7, which Colab has, would show itself by it, and no words

    def _repr_mimebundle_(self, **_):
        data, metadata = view(self, self._panel)
        rows = "".join(f"<li>{inline(task.do)}</li>" for task in self._listed.tasks)
        listed = "\n".join(f"{number}. {task.do}" for number, task in enumerate(self._listed.tasks, 1))
        stored = {
            "text/html": f"<p><strong>To try in the figure</strong></p>\n<ol>{rows}</ol>",
            "text/markdown": f"**To try in the figure**\n\n{listed}",
            "text/plain": repr(self),
        }
        return {**data, **stored}, metadata


def settings_of(text, explorer):
    """Every control's value for what a task says: a preset's name, or settings as in a call. Raises ValueError."""
    if text in explorer.presets:
        return explorer.settings(text)
    try:
        call = ast.parse(f"f({text})", mode="eval").body
        given = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
        if call.args or None in given or not given:
            raise ValueError
    except (SyntaxError, ValueError, TypeError):
        presets = ", ".join(map(repr, explorer.presets)) or "none"
        raise ValueError(
            f"{text!r} cannot be read; wanted settings of {explorer.name} as in a call, or one of its presets ({presets})"
        ) from None
    try:
        return explorer.settings(**given)
    except TypeError as problem:
        raise ValueError(str(problem)) from None


def holds(goal, said, pinned=None):
    """Does this goal hold? ``said`` and ``pinned``: ``(settings, readouts)`` of the present and the pinned picture."""
    settings, readouts = said
    names = {"verdict": "", **settings, **readouts, "pinned": Pinned(*pinned) if pinned else None}
    return bool(eval(compile(goal, "<goal>", "eval"), {"__builtins__": SAFE}, names))


class Pinned(SimpleNamespace):
    """The pinned picture's controls and readouts, by name."""

    def __init__(self, settings, readouts):
        super().__init__(**{"verdict": "", **settings, **readouts})


def faults(listed, explorer):
    """What is wrong with a list of tasks, as sentences; [] when all is well."""
    found = []
    for number, task in enumerate(listed.tasks, 1):
        where = f"tasks {listed.name}, task {number}"
        try:
            if task.set:
                settings_of(task.set, explorer)
            if task.goal:
                found += [f"{where}: {fault}" for fault in _goal_faults(task, explorer)]
        except Exception as problem:
            found.append(f"{where}: {type(problem).__name__}: {problem}")
    return found


def _goal_faults(task, explorer):
    there, _, before = task.reached.partition(" after ")
    if holds(task.goal, _at(explorer, explorer.settings())):
        yield f"the goal `{task.goal}` holds at the start already, so nobody has to do anything"
    if task.set and holds(task.goal, _at(explorer, settings_of(task.set, explorer))):
        yield f"the goal `{task.goal}` holds where a click puts the figure, so nobody has to do anything"
    pinned = _at(explorer, settings_of(before, explorer)) if before else None
    if not holds(task.goal, _at(explorer, settings_of(there, explorer)), pinned):
        yield f"the goal `{task.goal}` does not hold at {task.reached}"


def _at(explorer, settings) -> tuple[dict, Readouts]:
    return settings, explorer.at(**settings)

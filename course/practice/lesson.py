"""One lesson as its notebook knows it: `loss.check(mse)`, `loss.predict("residuals")`, `loss.quiz()`."""

import difflib
import inspect
import sys
from dataclasses import replace
from pathlib import Path

from course.live import Explorer

from . import exercises, judge, progress, source
from .compare import describe, kind
from .hints import Help
from .onward import onward
from .question import AskedPrediction, AskedQuiz, explorer_call
from .results import CheckResult
from .tasks import TaskPanel
from .tasks import faults as task_faults


class Lesson:
    """The practice of one lesson package. `exercises_module` holds an Exercise for each function to write."""

    def __init__(self, package_name, exercises_module):
        self._package_name, self._exercises = package_name, exercises_module

    @property
    def package(self):
        return sys.modules[self._package_name]

    @property
    def source(self):
        return source.read(Path(self.package.__file__).parent)

    @property
    def name(self):
        return self.source.folder

    # ---- what a notebook calls ----

    def predict(self, id):
        """A question to commit to before you see. `id` is its name in the lesson."""
        known = self.source.predictions
        if id not in known:
            raise ValueError(f"{self.name} has no prediction {id!r}; {_nearest(id, known)}")
        asked = known[id]
        explorer = explorer_call(asked.show, self.package) if asked.show else None
        return AskedPrediction(asked, self.name, explorer)

    def quiz(self):
        """The lesson's quiz."""
        if not self.source.quiz:
            raise ValueError(f"{self.name} has no quiz; write a ```{{quiz}} block in its lesson.md")
        return AskedQuiz(self.source.quiz, self.name)

    def check(self, function):
        """Try a function you wrote on its exercise's cases. What it finds is shown; nothing is raised."""
        problem = self._not_a_function(function)
        if problem:
            return self._say("unusable", "check", problem)
        name = function.__name__
        known = self.source.exercises
        if name not in known:
            return self._say(
                "unusable", "check", f"There is no exercise `{name}` in this lesson; {_nearest(name, known)}."
            )
        unread = _unread_cell(name)
        if unread:
            return self._say("unusable", name, unread)
        result = judge.check(function, self.exercise(name), known[name])
        if result:
            self._remember(function)
        help_ = None if result or not self.exercise(name).hints else self._help(name)
        return replace(result, notice=progress.current().take_notice(), help=help_)

    def hint(self, name):
        """One more hint for an exercise, under those that you have seen."""
        name, problem = self._named(name, "hint")
        if problem is not None:  # a CheckResult counts as false
            return problem
        help_ = self._help(name)
        if not help_.hints:
            return self._say("missing", "hint", f"`{name}` has no hints. {help_.onward}")
        return help_.hint()

    def solution(self, name, whole=False):
        """One more line of an exercise's worked solution, or all of it."""
        name, problem = self._named(name, "solution")
        if problem is not None:  # a CheckResult counts as false
            return problem
        help_ = self._help(name)
        return help_.whole() if whole else help_.line()

    def _named(self, name, method):
        """(the name of an exercise, None), or (what was given, what to say about it)."""
        name = getattr(name, "__name__", name)
        known = self.source.exercises
        if isinstance(name, str) and name in known:
            return name, None
        text = f"There is no exercise {describe(name)} in this lesson; {_nearest(name, known)}."
        return name, self._say("missing", method, text)

    def _help(self, name):
        return Help.of(self.name, self.exercise(name), self.source.exercises[name])

    def answer(self, name):
        """Your own last solution of an exercise that passed, as you wrote it."""
        name = getattr(name, "__name__", name)
        kept = progress.current().latest("exercise", self.name, "name").get(name, {}).get("source")
        if kept:
            return Code(kept.rstrip())
        name, problem = self._named(name, "answer")
        if problem is not None:
            return problem
        return self._say("missing", "answer", f"No solution of `{name}` has passed yet; one that does is kept here.")

    def tasks(self, name):
        """Things to try in a figure. `name` is the explorer's, with a number after it for its second list."""
        known = self.source.tasks
        if name not in known:
            raise ValueError(f"{self.name} has no tasks {name!r}; {_nearest(name, known)}")
        return TaskPanel(known[name], self._explorer(known[name]), self.name)

    def onward(self):
        """What is still open in this lesson, the way to the first page, and the next lesson."""
        return onward(Path(self.package.__file__).parent)

    # ---- what its author and its tests call ----

    def exercise(self, name):
        """The Exercise declared for a function."""
        found = getattr(self._exercises, name, None)
        if not isinstance(found, exercises.Exercise):
            raise ValueError(
                f"{self._exercises.__name__} has {kind(found)} for the exercise {name!r}; "
                f"wanted {name} = Exercise(cases=...)"
            )
        return found

    def faults(self):
        """What is wrong with the lesson's own practice, as sentences; [] when all is well.

        Every solution passes, every stub is seen to be untouched, every misconception gets its own hint,
        every `show:` makes its explorer, and no Exercise is left without its cell in lesson.md.
        """
        found = []
        for name, made in self.source.exercises.items():
            found += judge.faults(self.exercise(name), made)
            if self.exercise(name).draw is None:
                found.append(f"{name}: it has no `draw`, so a wrong answer may hide between its cases.")
            if not self.exercise(name).hints:
                found.append(f"{name}: it has no `hints`, so whoever is stuck can only look at the solution.")
        declared = [name for name, value in vars(self._exercises).items() if isinstance(value, exercises.Exercise)]
        found += [
            f"{name}: lesson.md has no exercise of this name." for name in declared if name not in self.source.exercises
        ]
        for asked in self.source.predictions.values():
            try:
                if asked.show:
                    explorer_call(asked.show, self.package)().close()
            except Exception as error:
                found.append(f"prediction {asked.id}: {error}")
        for listed in self.source.tasks.values():
            try:
                found += task_faults(listed, self._explorer(listed))
            except ValueError as error:
                found.append(str(error))
        return found

    # ---- details ----

    def _explorer(self, listed):
        """The explorer that a list of tasks is about."""
        found = getattr(self.package, listed.explorer, None)
        if not isinstance(found, Explorer):
            raise ValueError(f"{self.name}: tasks {listed.name!r} name no explorer of this lesson")
        return found

    def _not_a_function(self, function):
        example = next(iter(self.source.exercises), "mse")
        wanted = (
            f"it wants the function itself, by its name and without brackets after it: {self.name}.check({example})"
        )
        if isinstance(function, type):
            return f"It was given the class `{function.__name__}`; {wanted}."
        if not callable(function) or not hasattr(function, "__name__"):
            what = kind(function)
            shown = describe(function)
            return f"It was given {what}{f', {shown}' if shown not in (what, 'None') else ''}; {wanted}."
        return ""

    def _say(self, status, method, message):
        return CheckResult(f"{self.name}.{method}", status, message)

    def _remember(self, function):
        """Write a pass down with what the learner wrote, unless just that is there already."""
        try:
            text = inspect.getsource(inspect.unwrap(function))
        except (OSError, TypeError, ValueError):
            text = ""
        last = progress.current().latest("exercise", self.name, "name").get(function.__name__)
        if last is None or text and last.get("source") != text:
            progress.current().add("exercise", lesson=self.name, name=function.__name__, source=text)


class Code(str):
    """Text that shows as it is."""

    def __repr__(self):
        return str(self)


def _nearest(name, known):
    """'did you mean `mse`? It has mse, mae': for a name that is not there."""
    near = difflib.get_close_matches(name, known, 1) if isinstance(name, str) else []
    there = f"t has {', '.join(known) or 'none'}"
    return f"did you mean `{near[0]}`? I{there}" if near else f"i{there}"


def _unread_cell(name):
    """What is wrong with the cell that was run just before, if it should have defined `name` and Python could not
    read it. The function that is there is then an older one, and its faults are not those of the cell above."""
    try:
        shell = get_ipython()
        cell = shell.user_ns["In"][-2]
        if f"def {name}(" in cell:
            compile(shell.transform_cell(cell), "<cell>", "exec")
    except SyntaxError as error:
        return f"The cell above did not run: {error.msg}, at line {error.lineno}. Mend it and run it again, then check."
    except (NameError, AttributeError, KeyError, IndexError):  # no notebook around us
        pass
    return ""

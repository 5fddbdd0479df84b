"""Exercises: a function to write, the cases it is tried on, and the mistakes that are known by their numbers.

What is right is decided by the worked solution in lesson.md. It is run on every case beside the learner's
function, so a solution that is wrong, or no longer fits its cases, is noticed as well (`faults`).

    mse = Exercise(
        cases={"two numbers": (np.array([1.0, 2.0]), np.array([3.0, 5.0])), ...},
        misconceptions=[
            Misconception("You summed the squares; the mean divides by how many there are.",
                          lambda prediction, target: np.sum((prediction - target) ** 2)),
        ],
    )
"""

import copy
import dis
import inspect
import types
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from .compare import Difference, describe, difference, same
from .results import CheckResult
from .sandbox import call


@dataclass(frozen=True)
class Misconception:
    """A wrong way to write the function. Whoever gets its numbers gets its hint."""

    hint: str
    wrong: Callable


@dataclass(frozen=True)
class Property:
    """Something that must hold whatever the exact numbers: holds(f, *args) with f the learner's function.

    It may call f as often as it likes. It answers True; or False, and the learner reads the hint; or a
    text, which says what was seen instead.
    """

    hint: str
    holds: Callable


class Exercise:
    """How one function is checked.

    cases            {"what is special about it": (arg, ...)}; or, in place of the arguments, a function
                     that makes them. Every run gets fresh ones.
    misconceptions   Misconceptions, the likelier ones first.
    properties       Properties, asked of every case after its result agreed.
    compare          False when the result is random: only its kind and shape must agree.
    rtol, atol       how near a number must come: abs(came - wanted) <= atol + rtol * abs(wanted).
    seconds          how long one case may take.
    """

    def __init__(self, cases, misconceptions=(), properties=(), *, compare=True, rtol=1e-6, atol=1e-9, seconds=2.0):
        if not cases:
            raise ValueError("An Exercise needs at least one case, as in cases={'two numbers': (x, y)}; it got none.")
        for label, case in cases.items():
            if not (isinstance(case, tuple) or callable(case)):
                raise TypeError(
                    f"The case {label!r} should be a tuple of arguments, or a function that makes one; "
                    f"it is {describe(case)}. One argument alone is written (x,)."
                )
        self.cases = dict(cases)
        self.misconceptions = tuple(misconceptions)
        self.properties = tuple(properties)
        self.compare, self.seconds = compare, seconds
        self.rtol, self.atol = (rtol, atol) if compare else (0, np.inf)

    def arguments(self, label):
        """Fresh arguments of one case."""
        case = self.cases[label]
        return copy.deepcopy(case if isinstance(case, tuple) else case())

    def run(self, function):
        """{label: Outcome} over the cases, up to one that takes too long."""
        outcomes = {}
        for label in self.cases:
            outcomes[label] = call(function, self.arguments(label), self.seconds)
            if outcomes[label].timed_out:
                break
        return outcomes

    def same(self, a, b):
        return same(a, b, self.rtol, self.atol)


def check(function, exercise, source):
    """The CheckResult of a learner's function. `source` is the exercise's ExerciseSource."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return _Check(function, exercise, source).result()


def faults(exercise, source):
    """What is wrong with an exercise itself, as sentences: for a lesson's tests. None is none."""
    found = []
    solved = check(solution(source), exercise, source)
    if not solved:
        found.append(f"{source.name}: its own solution fails. {solved!r}")
    if check(_function(source.name, source.stub), exercise, source).status != "untouched":
        found.append(f"{source.name}: its stub is not recognised as untouched.")
    for known in exercise.misconceptions:
        told = check(known.wrong, exercise, source)
        if told or (exercise.compare and told.message != known.hint):
            found.append(
                f"{source.name}: the misconception {known.hint!r} gets {told.message!r} instead of its own hint."
            )
    return found


def solution(source):
    """The worked solution as a function, made in a fresh namespace that has numpy as np."""
    return _function(source.name, source.solution)


@lru_cache(maxsize=64)
def _function(name, code):
    namespace = {"np": np, "__name__": f"solution_of_{name}"}
    exec(compile(code, f"<solution of {name}>", "exec"), namespace)
    return namespace[name]


# ---- an untouched stub ----


def untouched(function, source):
    """Does a function still do exactly what its stub does? Comments, docstring and spacing do not count."""
    made = getattr(function, "__code__", None)
    return made is not None and _steps(made) == _steps(_function(source.name, source.stub).__code__)


def _steps(code):
    """What a code object does, without where it stands in a file."""
    steps = []
    for step in dis.get_instructions(code):
        if step.opname not in ("NOP", "RESUME", "CACHE", "EXTENDED_ARG"):
            inner = isinstance(step.argval, types.CodeType)
            steps.append((step.opname, _steps(step.argval) if inner else repr(step.argval)))
    return steps


# ---- one check ----


class _Failed(Exception):
    """The learner's function failed while a property was asked of it."""


class _Check:
    """One function against one exercise. Each method answers with a CheckResult, or None: go on."""

    def __init__(self, function, exercise, source):
        self.function, self.exercise, self.source = function, exercise, source
        self.reference = solution(source)
        self.names = list(inspect.signature(self.reference).parameters)

    def result(self):
        if untouched(self.function, self.source):
            return self._say(
                "untouched", "Write your code where it says `# your code here`, then run these cells again."
            )
        for step in (self._wrong_signature, self._wrong_result, self._broken_property):
            found = step()
            if found is not None:
                return found
        number = len(self.exercise.cases)
        return self._say("passed", f"Right in all {number} cases." if number > 1 else "Right.")

    def _say(self, status, message, *facts):
        return CheckResult(self.source.name, status, message, facts)

    def _wrong_signature(self):
        args = self.exercise.arguments(next(iter(self.exercise.cases)))
        try:
            signature = inspect.signature(self.function)
            signature.bind(*args)
        except TypeError:
            takes = list(signature.parameters)
            wanted = self.names[: len(args)]
            return self._say(
                "hint",
                f"It takes {len(takes)} argument{'s' * (len(takes) != 1)} ({', '.join(takes)}); "
                f"the exercise calls it with {len(wanted)} ({', '.join(wanted)}).",
            )
        except ValueError:  # compiled functions may have no signature to look at
            return None

    def _wrong_result(self):
        self.right = self.exercise.run(self.reference)
        self.came = self.exercise.run(self.function)
        # The solution may be one that changes its arguments; then what it does to them is a part of its result.
        self.in_place = any(self._changed(label, outcome) for label, outcome in self.right.items())
        wrong = [label for label in self.came if not self._agree(self.came[label], self.right[label])]
        if wrong:
            known = self._recognised(wrong)
            return self._explain(wrong) if known is None else known
        return self._changed_arguments()

    def _agree(self, a, b):
        """Are two outcomes alike? A wanted error is one too."""
        if not (a.ok and b.ok):
            return a.error is b.error
        return self.exercise.same(a.value, b.value) and (not self.in_place or self.exercise.same(a.args, b.args))

    def _changed(self, label, outcome):
        """The arguments that an outcome left changed: (name, before, after) each."""
        return [
            (name, before, after)
            for name, before, after in zip(self.names, self.exercise.arguments(label), outcome.args)
            if not same(after, before)
        ]

    def _recognised(self, wrong):
        """The hint of the misconception that gives the learner's numbers wherever it differs from the right ones.

        Where several do, the one that accounts for the most cases speaks, and of equals the first.
        """
        best, most = None, 0
        for known in self.exercise.misconceptions:
            theirs = self.exercise.run(known.wrong)
            telling = [label for label in theirs if not self._agree(theirs[label], self.right[label])]
            alike = [label for label in theirs if label in self.came and self._agree(self.came[label], theirs[label])]
            if telling and set(telling) <= set(alike) & set(wrong) and len(alike) > most:
                best, most = self._say("hint", known.hint, *self._facts(telling[0])), len(alike)
        return best

    def _explain(self, wrong):
        label = wrong[0]
        if not self.came[label].ok:
            return self._say("hint", _sentence(f"It {self.came[label].problem}"), self._case(label))
        found = self._difference(label)
        changed = [
            ("also", f"it changes its argument {name} in place")
            for name, _, _ in self._changed(label, self.came[label])[: not self.in_place]
        ]
        if found.why:
            return self._say("hint", str(found), self._case(label), *changed)
        good = len(self.came) - len(wrong)
        message = (
            f"Right in {good} of {len(self.exercise.cases)} cases; here is one that differs."
            if good
            else "The result differs."
        )
        return self._say("hint", message, *self._facts(label), *changed)

    def _changed_arguments(self):
        for label, outcome in self.came.items():
            for name, before, after in self._changed(label, outcome)[: not self.in_place]:
                right = (
                    "The result is right, but it" if self.exercise.compare else "It"
                )  # what is random was not compared
                return self._say(
                    "hint",
                    f"{right} changes its argument `{name}` in place, and "
                    f"whoever called it still needs `{name}` as it was. Work on a copy.",
                    self._case(label),
                    (f"{name} before", describe(before)),
                    (f"{name} after", describe(after)),
                )
        return None

    def _broken_property(self):
        for label in self.exercise.cases:
            for asked in self.exercise.properties:
                try:
                    seen = asked.holds(self._call, *self.exercise.arguments(label))
                except _Failed as failed:
                    return self._say("hint", _sentence(f"It {failed}"), self._case(label))
                except Exception:  # a result so strange that the question itself fails
                    seen = False
                if isinstance(seen, str):
                    return self._say("hint", asked.hint, self._case(label), ("seen", seen))
                if not seen:
                    return self._say("hint", asked.hint, self._case(label))
        return None

    def _call(self, *args, **named):
        outcome = call(self.function, args, self.exercise.seconds, **named)
        if not outcome.ok:
            raise _Failed(outcome.problem)
        return outcome.value

    def _difference(self, label):
        """The first Difference in how a case went: its result, then what was done to its arguments."""
        came, right = self.came[label], self.right[label]
        if not (came.ok and right.ok):
            return Difference(
                describe(came.value) if came.ok else f"it {came.problem}",
                describe(right.value) if right.ok else f"an error, {right.error.__name__}",
            )
        found = difference(came.value, right.value, self.exercise.rtol, self.exercise.atol)
        for name, a, b in zip(self.names, came.args, right.args):
            found = found or _in_argument(name, difference(a, b, self.exercise.rtol, self.exercise.atol))
        return found

    def _case(self, label):
        args = ", ".join(map(describe, self.exercise.arguments(label)))
        return "case", f"{label}: {self.source.name}({args})"

    def _facts(self, label):
        found = self._difference(label)
        where = f" in {found.where}" if found.where else ""
        return self._case(label), ("came" + where, found.came), ("wanted" + where, found.wanted)


def _in_argument(name, found):
    """The same Difference, said of an argument that the function should change in place."""
    return found and replace(found, why="", where=", ".join(filter(None, [f"the argument {name}", found.where])))


def _sentence(text):
    return text if text.endswith("?") else text + "."

"""Exercises: a function to write, what it is tried on, and the mistakes that are known by their numbers.

What is right is decided by the worked solution in lesson.md. It is run beside the learner's function on the named
cases and on fifty drawn ones, so that a wrong answer cannot live between the cases; and a solution that is wrong, or
no longer fits its cases, is noticed as well (judge.py judges, and finds such faults).

    mse = Exercise(
        cases={"two numbers": (np.array([1.0, 2.0]), np.array([3.0, 5.0])), ...},
        draw=lambda rng: (rng.normal(size=5), rng.normal(size=5)),
        misconceptions=[
            Misconception("You summed the squares; the mean divides by how many there are.",
                          lambda prediction, target: np.sum((prediction - target) ** 2)),
        ],
        hints=["What do you do with a single miss?", "Square it.", "`np.mean` takes the mean of an array."],
    )
"""

import copy
import dis
import time
import types
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO

import numpy as np

from .compare import describe, kind, same
from .sandbox import call

DRAWS = 50
OF_ALL_DRAWS = 3  # times `seconds`, after which no more cases are drawn: a slow answer is judged on fewer


@dataclass(frozen=True)
class Misconception:
    """A wrong way to write the function. Whoever gets its numbers gets its hint."""

    hint: str
    wrong: Callable


@dataclass(frozen=True)
class Property:
    """Something that must hold whatever the exact numbers: holds(f, *args) with f the learner's function.

    It may call f as often as it likes. It answers True; or False, and the learner reads the hint; or a
    text, which says what was seen instead. `once`: it brings arguments of its own, and is asked once, as holds(f).
    """

    hint: str
    holds: Callable
    once: bool = False


class Exercise:
    """How one function is checked.

    cases            {"what is special about it": (arg, ...)}; or, in place of the arguments, a function
                     that makes them. Every run gets fresh ones.
    draw             a function of a NumPy generator that makes the arguments of one more case. It is called with
                     fifty generators whose seeds never change. Small arrays of short numbers read best in a hint.
    misconceptions   Misconceptions, the likelier ones first.
    properties       Properties, asked of every case after its result agreed.
    hints            two to four sentences, from a nudge to nearly there: what a learner may ask for, one at a time.
    compare          False when the result is random: only its kind and shape must agree.
    rtol, atol       how near a number must come: abs(came - wanted) <= atol + rtol * abs(wanted).
    seconds          how long one case may take.
    """

    def __init__(
        self, cases, misconceptions=(), properties=(), *,
        draw=None, hints=(), compare=True, rtol=1e-6, atol=1e-9, seconds=2.0,
    ):  # fmt: skip
        if not cases:
            raise ValueError("An Exercise needs at least one case, as in cases={'two numbers': (x, y)}; it got none.")
        for label, case in cases.items():
            if not (isinstance(case, tuple) or callable(case)):
                raise TypeError(
                    f"The case {label!r} should be a tuple of arguments, or a function that makes one; "
                    f"it is {describe(case)}. One argument alone is written (x,)."
                )
        if draw is not None and not callable(draw):
            raise TypeError(
                f"`draw` should be a function of a NumPy generator that makes arguments; it is {kind(draw)}."
            )
        self.cases = dict(cases)
        self.draw = draw
        self.misconceptions = tuple(misconceptions)
        self.properties = tuple(properties)
        self.hints = _hints(hints)
        self.compare, self.seconds = compare, seconds
        self.rtol, self.atol = (rtol, atol) if compare else (0, np.inf)

    @property
    def drawn(self):
        """{label: seed} of the drawn cases."""
        return {} if self.draw is None else {f"drawn case {n}": n for n in range(1, DRAWS + 1)}

    @property
    def labels(self):
        """Every case: the named ones, then the drawn ones."""
        return [*self.cases, *self.drawn]

    def arguments(self, label):
        """Fresh arguments of one case. What stands in it twice is two arrays, or one changed in place changes both."""
        if label in self.cases:
            case = self.cases[label]
            return tuple(copy.deepcopy(each) for each in case) if isinstance(case, tuple) else case()
        return tuple(self.draw(np.random.default_rng(self.drawn[label])))

    def outcome(self, function, label, seconds=None):
        """The Outcome of a function in one case."""
        return call(function, self.arguments(label), seconds or self.seconds)

    def run(self, function):
        """{label: Outcome} over the cases, up to one that takes too long. What is printed shows for the named ones."""
        outcomes, end = {}, None
        for label in self.labels:
            if label in self.cases:
                outcomes[label] = self.outcome(function, label)
            else:
                end = end or time.monotonic() + OF_ALL_DRAWS * self.seconds
                if time.monotonic() > end:
                    break
                with redirect_stdout(StringIO()):
                    outcomes[label] = self.outcome(function, label)
            if outcomes[label].timed_out:
                break
        return outcomes

    def same(self, a, b):
        return same(a, b, self.rtol, self.atol)


def _hints(hints):
    if isinstance(hints, str) or not all(isinstance(hint, str) and hint.strip() for hint in hints):
        raise TypeError(f"`hints` should be a list of sentences; it is {describe(hints)}.")
    if hints and not 2 <= len(hints) <= 4:
        raise ValueError(
            f"`hints` should be two to four sentences, from a nudge to nearly there; it got {len(hints)}, {hints[0]!r} first."
        )
    return tuple(hints)


def solution(source):
    """The worked solution as a function, made in a fresh namespace that has numpy as np."""
    return function_of(source.name, source.solution)


@lru_cache(maxsize=64)
def function_of(name, code):
    namespace = {"np": np, "__name__": f"solution_of_{name}"}
    exec(compile(code, f"<solution of {name}>", "exec"), namespace)
    return namespace[name]


# ---- an untouched stub ----


def untouched(function, source):
    """Does a function still do exactly what its stub does? Comments, docstring and spacing do not count."""
    made = getattr(function, "__code__", None)
    return made is not None and _steps(made) == _steps(function_of(source.name, source.stub).__code__)


def _steps(code):
    """What a code object does, without where it stands in a file."""
    steps = []
    for step in dis.get_instructions(code):
        if step.opname not in ("NOP", "RESUME", "CACHE", "EXTENDED_ARG"):
            inner = isinstance(step.argval, types.CodeType)
            steps.append((step.opname, _steps(step.argval) if inner else repr(step.argval)))
    return steps

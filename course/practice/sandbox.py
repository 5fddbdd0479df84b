"""Run a learner's function on one case, and come back whatever it does.

It may raise, recurse without end or never return. The time is kept by a trace function, which Python
calls at every line that it runs: this needs no thread and no signal, so it works in a browser's kernel
too, and the function stops between two of its own lines. (One call into compiled code is one line: it
is not cut short.)
"""

import dis
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import iscoroutine

from .errors import COURSE, OutOfTime, in_words, is_library

DEEPER = 300  # calls within calls that a learner's function may make; a browser's kernel dies of many more


@dataclass(frozen=True)
class Outcome:
    """What came of one call: a result, or the sentence that says why there is none."""

    value: object = None
    args: tuple = ()  # the arguments as the function left them
    problem: str = ""  # a sentence without its subject: "raised ..."
    error: type | None = None
    clue: object = None  # which error of its type: its text, or the shapes that did not fit

    @property
    def ok(self):
        return self.error is None

    @property
    def timed_out(self):
        return self.error is OutOfTime


def call(function, args, seconds, **named):
    """The Outcome of function(*args, **named), within so many seconds. What traced before traces again after."""
    before, deepest, error, value = sys.gettrace(), sys.getrecursionlimit(), None, None
    try:
        sys.setrecursionlimit(min(deepest, _depth() + DEEPER))
        sys.settrace(_stopper(seconds))
        value = function(*args, **named)
        if isinstance(value, Iterator):
            value = list(value)  # a generator does its work only now
    except KeyboardInterrupt:
        raise  # the learner pressed stop
    except BaseException as raised:
        error = raised
    finally:
        sys.settrace(before)
        sys.setrecursionlimit(deepest)
    if error is not None:
        problem, clue = in_words(function, error, seconds)
        return Outcome(args=args, problem=problem, error=type(error), clue=clue)
    if iscoroutine(value):
        value.close()
    return Outcome(value, args)


def _depth():
    """How many calls are under way."""
    depth, frame = 0, sys._getframe()
    while frame:
        depth, frame = depth + 1, frame.f_back
    return depth


# Python 3.11 reports no line for a jump to itself, which is what `while True: pass` becomes: in a function
# with such a jump every instruction is watched instead.
_SPIN = bytes([dis.opmap["JUMP_BACKWARD"], 1]) if sys.version_info < (3, 12) else b""


def _stopper(seconds):
    """A trace function that raises OutOfTime at the first line that runs too late."""
    end = time.monotonic() + seconds

    def trace(frame, event, arg):
        if event == "call":
            if _ends_by_itself(frame.f_code.co_filename):
                return None
            if _SPIN and _SPIN in frame.f_code.co_code:
                frame.f_trace_opcodes = True
        if event != "return" and time.monotonic() > end:
            raise OutOfTime
        return trace

    return trace


@cache
def _ends_by_itself(filename):
    """Code of the course and of libraries comes back, so its lines need not be watched; the learner's may not."""
    return filename.startswith(COURSE) or is_library(filename)

"""Run a learner's function on one case, and come back whatever it does.

It may raise, recurse without end or never return. The time is kept by a trace function, which Python
calls at every line that it runs: this needs no thread and no signal, so it works in a browser's kernel
too, and the function stops between two of its own lines. (One call into compiled code is one line: it
is not cut short.)
"""

import dis
import linecache
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import iscoroutine


@dataclass(frozen=True)
class Outcome:
    """What came of one call: a result, or the sentence that says why there is none."""

    value: object = None
    args: tuple = ()  # the arguments as the function left them
    problem: str = ""  # a sentence without its subject: "raised ..."
    error: type | None = None

    @property
    def ok(self):
        return self.error is None

    @property
    def timed_out(self):
        return self.error is _OutOfTime


class _OutOfTime(BaseException):
    """Not an Exception, so that a learner's `except Exception` does not swallow it."""


def call(function, args, seconds, **named):
    """The Outcome of function(*args, **named), within so many seconds. What traced before traces again after."""
    before, error, value = sys.gettrace(), None, None
    try:
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
    if error is not None:
        return Outcome(args=args, problem=_problem(function, error, seconds), error=type(error))
    if iscoroutine(value):
        value.close()
    return Outcome(value, args)


# Python 3.11 reports no line for a jump to itself, which is what `while True: pass` becomes: in a function
# with such a jump every instruction is watched instead.
_SPIN = bytes([dis.opmap["JUMP_BACKWARD"], 1]) if sys.version_info < (3, 12) else b""


def _stopper(seconds):
    """A trace function that raises _OutOfTime at the first line that runs too late."""
    end = time.monotonic() + seconds

    def trace(frame, event, arg):
        if event == "call" and _SPIN and _SPIN in frame.f_code.co_code:
            frame.f_trace_opcodes = True
        if event != "return" and time.monotonic() > end:
            raise _OutOfTime
        return trace

    return trace


def _problem(function, error, seconds):
    """One sentence: the error, its text, and the line of the learner's code that it came from."""
    place = _place(function, error)
    if isinstance(error, _OutOfTime):
        return f"did not finish within {seconds:g} seconds{place}; does a loop in it never end?"
    if isinstance(error, RecursionError):
        return f"calls itself without end{place}; a function that calls itself needs a case where it stops"
    text = " ".join(str(error).split())
    text = text[:197] + "..." if len(text) > 200 else text
    return f"raised {type(error).__name__}{f' ({text})' if text else ''}{place}"


def _place(function, error):
    """', at line 4: `return np.mean(e)`': the innermost line in the file or cell of the function itself."""
    home = getattr(getattr(function, "__code__", None), "co_filename", None)
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == home:
            line = trace.tb_lineno
        trace = trace.tb_next
    if line is None:
        return ""
    text = linecache.getline(home, line).strip()
    return f", at line {line}" + (f": `{text}`" if text else "")

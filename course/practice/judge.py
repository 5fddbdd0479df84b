"""Judging an answer: is it right in every case, and if not, which one thing accounts for all that is wrong?

A hint that explains one case and is at odds with another sends a learner the wrong way. So a misconception, or a small
edit of the solution, speaks only if it gives what the learner's function gives in every single case. Asked in turn:
the known misconceptions; what an error says; small edits of the solution; another kind of result; a sign or a factor.
"""

import ast
import inspect
import re
import textwrap
import time
import warnings
from dataclasses import replace
from functools import lru_cache

import numpy as np

from .compare import Difference, describe, difference, same
from .edits import edits, locals_of
from .exercises import DRAWS, function_of, solution, untouched
from .relations import relation
from .results import CheckResult
from .sandbox import call
from .slips.lines import RETURN_INSIDE

FOR_EDITS = 0.3  # seconds in which an edit of the solution may be found
AS_MANY_MAY_FIT = 2  # edits, where the result is coarse; with more, it is anybody's guess
PER_EDIT = 0.05  # seconds that a changed solution may take for one case; it may well never end


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
    if check(function_of(source.name, source.stub), exercise, source).status != "untouched":
        found.append(f"{source.name}: its stub is not recognised as untouched.")
    for known in exercise.misconceptions:
        told = check(known.wrong, exercise, source)
        if told or (exercise.compare and told.message != known.hint):
            found.append(
                f"{source.name}: the misconception {known.hint!r} gets {told.message!r} instead of its own hint."
            )
    return found


@lru_cache(maxsize=64)
def _reference(exercise, source):
    """What the solution gives in every case."""
    return exercise.run(solution(source))


@lru_cache(maxsize=4096)
def _theirs(exercise, wrong, label):
    """What a known wrong way gives in one case."""
    return exercise.outcome(wrong, label)


class _Failed(Exception):
    """The learner's function failed while a property was asked of it."""


class _Check:
    """One function against one exercise. Each method answers with a CheckResult, or None: go on."""

    def __init__(self, function, exercise, source):
        self.function, self.exercise, self.source = function, exercise, source
        self.names = list(inspect.signature(solution(source)).parameters)

    def result(self):
        if untouched(self.function, self.source):
            return self._say(
                "untouched", "Write your code where it says `# your code here`, then run these cells again."
            )
        for step in (self._wrong_signature, self._wrong_result, self._changed_arguments, self._broken_property):
            found = step()
            if found is not None:
                return found
        return self._say("passed", self._all_right())

    def _all_right(self):
        named = len(self.exercise.cases)
        drawn = len(self.came) - named
        right = f"Right in all {named} cases" if named > 1 else "Right"
        return right + (f", and in {drawn} drawn at random." if drawn else ".")

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

    # ---- right or wrong ----

    def _wrong_result(self):
        self.right = _reference(self.exercise, self.source)
        self.came = self.exercise.run(self.function)
        # The solution may be one that changes its arguments; then what it does to them is a part of its result.
        self.in_place = any(self._changed(label, outcome) for label, outcome in self.right.items())
        self.wrong = [label for label in self.came if not self._agree(self.came[label], self.right[label])]
        if not self.wrong:
            return None
        for step in (
            self._misconception, self._error, self._return_inside, self._edit, self._other_kind, self._relation,
        ):  # fmt: skip
            found = step()
            if found is not None:
                return found
        return self._differs()

    def _agree(self, a, b):
        """Are two outcomes alike? A wanted error is one too."""
        if not (a.ok and b.ok):
            return a.error is b.error
        return self.exercise.same(a.value, b.value) and (not self.in_place or self.exercise.same(a.args, b.args))

    def _as_theirs(self, label, theirs):
        """Did the learner's function do in this case what another wrong one does, down to the same error?"""
        came = self.came[label]
        return self._agree(came, theirs) and (came.ok or came.clue == theirs.clue)

    def _in_order(self):
        """The cases, those that are wrong first: there a wrong guess shows soonest."""
        return self.wrong + [label for label in self.came if label not in self.wrong]

    def _misconception(self):
        """The hint of the first misconception that does what the learner's function does in every case."""
        for known in self.exercise.misconceptions:
            if all(self._as_theirs(label, _theirs(self.exercise, known.wrong, label)) for label in self._in_order()):
                return self._say("hint", known.hint, *self._facts(self.wrong[0]))
        return None

    def _error(self):
        """The learner's function stops, or gives nothing at all: no numbers to go by."""
        label = next((label for label in self.wrong if not self.came[label].ok), None)
        if label is None or any(self.came[other].ok for other in self.wrong) and not self.came[label].timed_out:
            return None
        return self._say("hint", _sentence(f"It {self.came[label].problem}"), self._case(label))

    # ---- small edits of the solution ----

    def _edit(self):
        """The hint of one small edit of the solution that gives the learner's numbers in every case.

        Where the result has several parts, each wrong part may have an edit of its own. Where it is coarse, a name or
        a count, many an edit gives the same answers, and then none of them speaks.
        """
        if not self.exercise.compare or any(self.came[label].value is None for label in self.wrong):
            return None
        parts = self._wrong_parts()
        whole, of_part = self._fitting_edits(parts)
        if whole:
            return self._say(
                "hint",
                f"{self._numbers()} {whole[0].words}.{self._made_up(whole[0].words)}",
                *self._facts(self.wrong[0]),
            )
        if None in parts or len(of_part) < len(parts):
            return None
        alike = {self._how(part) for part in parts}
        if len(alike) == 1 and len(parts) == len(self._part_names()) and "" not in alike:
            return self._say("hint", _sentence(f"Each part of the result {alike.pop()}"), *self._facts(self.wrong[0]))
        said = "; ".join(f"for {self._part_names()[part]}, if {of_part[part]}" for part in parts)
        said += "." + self._made_up(said)
        return self._say(
            "hint", f"{self._right_parts(parts)}These are the numbers you get: {said}", *self._facts(self.wrong[0])
        )

    def _fitting_edits(self, parts):
        """(the edits that do what the learner's function does, {part: the words of one that does it for this part})."""
        end, whole, of_part = time.monotonic() + FOR_EDITS, [], {}
        for edit in edits(self.source.solution, self.source.name):
            if time.monotonic() > end:
                break
            fits = self._parts_explained(edit, [part for part in parts if part not in of_part])
            if fits is None:
                whole.append(edit)
                if not self._coarse() or len(whole) > AS_MANY_MAY_FIT:
                    break
            of_part |= dict.fromkeys(fits or (), edit.words)
        return whole if len(whole) <= AS_MANY_MAY_FIT else [], of_part

    def _coarse(self):
        """Is the result text, names or counts, of which many slips give the same?"""
        values = [outcome.value for outcome in self.right.values()]
        return all(isinstance(value, (str, list, bool, int, np.integer)) for value in values)

    def _made_up(self, words):
        """What the names are that the solution made up, and the learner may not have."""
        theirs = getattr(getattr(self.function, "__code__", None), "co_varnames", ())
        known = locals_of(self.source.solution, self.source.name)
        quoted = " ".join(words.split("`")[1::2])
        named = [name for name in re.findall(r"\b[A-Za-z_]\w*\b", quoted) if name in known and name not in theirs]
        said = [f"`{name}` is `{known[name]}`" for name in dict.fromkeys(named) if len(known[name]) <= 60]
        return f" (Here {' and '.join(said)}.)" if said else ""

    def _numbers(self):
        """The first half of the sentence that an edit ends."""
        value = self.right[self.wrong[0]].value
        if isinstance(value, (str, list)):
            return "That is the answer you get if"
        many = isinstance(value, tuple) or isinstance(value, np.ndarray) and value.ndim > 0
        return "These are the numbers you get if" if many else "That is the number you get if"

    def _parts_explained(self, edit, open_parts):
        """None if the edit does in every case what the learner's function does; else the parts of which that is true."""
        if edit.function is None:
            return []
        whole, left = True, [part for part in open_parts if part is not None]
        for label in self._in_order():
            theirs = self.exercise.outcome(edit.function, label, PER_EDIT)
            whole = whole and self._as_theirs(label, theirs)
            left = [part for part in left if self._part_agrees(part, self.came[label], theirs)]
            if not whole and not left:
                return []
        return None if whole else left

    # ---- the parts of a result ----

    def _wrong_parts(self):
        """The numbers of the parts of a tuple that are wrong in some case; [None] where the result is one thing."""
        wanted = [outcome.value for outcome in self.right.values()]
        if self.in_place or not all(isinstance(value, tuple) and len(value) == len(wanted[0]) for value in wanted):
            return [None]
        many = len(wanted[0])
        if not all(self.came[label].ok and self._has_parts(self.came[label].value, many) for label in self.wrong):
            return [None]
        return [
            part for part in range(many)
            if not all(self._part_agrees(part, self.came[label], self.right[label]) for label in self.wrong)
        ]  # fmt: skip

    @staticmethod
    def _has_parts(value, many):
        return (isinstance(value, (tuple, list)) or isinstance(value, np.ndarray) and value.ndim > 0) and len(
            value
        ) == many

    def _part_agrees(self, part, a, b):
        if not (a.ok and b.ok) or not isinstance(b.value, tuple) or len(b.value) <= part or len(a.value) <= part:
            return False
        return self.exercise.same(a.value[part], b.value[part])

    def _part_names(self):
        """'`dW`' or 'the first part', for each part of the solution's result."""
        returned = [node.value for node in ast.walk(ast.parse(self.source.solution)) if isinstance(node, ast.Return)]
        last = returned[-1] if returned else None
        words = ("first", "second", "third", "fourth")
        if not isinstance(last, ast.Tuple):
            return [f"the {word} part" for word in words]
        return [
            f"`{part.id}`" if isinstance(part, ast.Name) else f"the {word} part" for part, word in zip(last.elts, words)
        ]

    def _right_parts(self, parts):
        """'`dW` and `db` are right. ', or ''."""
        names = self._part_names()
        right = [name for number, name in enumerate(names) if number not in parts]
        if not right or None in parts:
            return ""
        said = f"{' and '.join(right)} {'is' if len(right) == 1 else 'are'} right. "
        return said[0].upper() + said[1:]

    # ---- what is left to say ----

    def _other_kind(self):
        """A result of another kind, None for a number, NaN, or the wrong shape; or an error in some of the cases."""
        for label in self.wrong:
            if not self.came[label].ok:
                return self._say("hint", _sentence(f"It {self.came[label].problem}"), self._case(label))
        label = self.wrong[0]
        found = self._difference(label)
        if found.why:
            shaped = self._shaped()
            told = shaped or str(found)
            told += self._repair() if self.came[label].value is not None else ""
            return self._say("hint", told, self._case(label), *self._also(label))
        return None

    def _shaped(self):
        """Right numbers in a wrong shape, or turned, in every case."""
        how = (
            relation([(self.came[label].value, self.right[label].value) for label in self.wrong])
            if self._single()
            else ""
        )
        return _sentence(f"The result {how}") if how else ""

    def _single(self):
        """Is the result one array, with axes, and nothing else?"""
        return all(isinstance(outcome.value, np.ndarray) and outcome.value.ndim for outcome in self.right.values())

    def _relation(self):
        """A sign, a factor or an order that accounts for every wrong case."""
        if self.in_place:
            return None
        parts = self._wrong_parts()
        names = self._part_names()
        said = [(names[part] if part is not None else "the result", self._how(part) or "differs") for part in parts]
        if all(how == "differs" for _, how in said) and not self._right_parts(parts):
            return None
        text = "; ".join(f"{name} {how}" for name, how in said)
        told = _sentence(f"{self._right_parts(parts)}{text[0].upper()}{text[1:]}") + self._repair()
        return self._say("hint", told, *self._facts(self.wrong[0]))

    def _how(self, part):
        """How a part of the learner's results relates to the right ones, over all cases; '' where no rule is seen."""
        try:
            return relation(
                [(self._part(self.came[label], part), self._part(self.right[label], part)) for label in self.came]
            )
        except (ValueError, TypeError):  # a part that is itself a list of arrays
            return ""

    @staticmethod
    def _part(outcome, part):
        return outcome.value if part is None else outcome.value[part]

    def _return_inside(self):
        """A `return` in the last line of a loop's body: moved out of the loop, does it make every case right?"""
        inside = [edit for edit in self._own_edits() if edit.words == RETURN_INSIDE]
        if any(self._is_right(edit.made(dict(self.function.__globals__))) for edit in inside):
            return self._say("hint", f"The {RETURN_INSIDE}. Move it out of the loop.", *self._facts(self.wrong[0]))
        return None

    def _repair(self):
        """Where one small change of the learner's own code makes every case right, a sentence that points at the place."""
        end = time.monotonic() + FOR_EDITS
        for edit in self._own_edits():
            if time.monotonic() > end:
                return ""
            if self._is_right(edit.made(dict(self.function.__globals__))):
                line = f"line {self.function.__code__.co_firstlineno - 1 + edit.line}"
                return (
                    f" One small change is enough: look again at {f'{edit.before}, at ' if edit.before else ''}{line}."
                )
        return ""

    def _own_edits(self):
        """Small edits of what the learner wrote, where that can be read."""
        try:
            return edits(textwrap.dedent(inspect.getsource(self.function)), self.function.__name__)
        except Exception:  # no source, or code that nobody has thought of: a check must not fail for it
            return []

    def _is_right(self, function):
        return function is not None and all(
            self._agree(self.exercise.outcome(function, label, PER_EDIT), self.right[label])
            for label in self._in_order()
        )

    def _differs(self):
        label = self.wrong[0]
        return self._say("hint", self._how_often() + self._repair(), *self._facts(label))

    def _how_often(self):
        good, all_ = len(self.came) - len(self.wrong), len(self.exercise.labels)
        if self.wrong[0] in self.exercise.drawn:
            return (
                f"Right in the named cases, and wrong in {len(self.wrong)} of the {DRAWS} drawn at random; here is one."
            )
        return f"Right in {good} of {all_} cases; here is one that differs." if good else "The result differs."

    def _also(self, label):
        return [
            ("also", f"it changes its argument {name} in place")
            for name, _, _ in self._changed(label, self.came[label])[: not self.in_place]
        ]

    def _changed(self, label, outcome):
        """The arguments that an outcome left changed: (name, before, after) each."""
        return [
            (name, before, after)
            for name, before, after in zip(self.names, self.exercise.arguments(label), outcome.args)
            if not same(after, before)
        ]

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
        asked_once = [(asked, None) for asked in self.exercise.properties if asked.once]
        of_cases = [
            (asked, label) for label in self.exercise.labels for asked in self.exercise.properties if not asked.once
        ]
        for asked, label in of_cases + asked_once:
            facts = () if label is None else (self._case(label),)
            try:
                seen = asked.holds(self._call, *(() if label is None else self.exercise.arguments(label)))
            except _Failed as failed:
                return self._say("hint", _sentence(f"It {failed}"), *facts)
            except Exception:  # a result so strange that the question itself fails
                seen = False
            if isinstance(seen, str):
                return self._say("hint", asked.hint, *facts, ("seen", seen))
            if not seen:
                return self._say("hint", asked.hint, *facts)
        return None

    def _call(self, *args, **named):
        outcome = call(self.function, args, self.exercise.seconds, **named)
        if not outcome.ok:
            raise _Failed(outcome.problem)
        return outcome.value

    # ---- the case that is shown ----

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
        return self._case(label), ("came" + where, found.came), ("wanted" + where, found.wanted), *self._also(label)


def _in_argument(name, found):
    """The same Difference, said of an argument that the function should change in place."""
    return found and replace(found, why="", where=", ".join(filter(None, [f"the argument {name}", found.where])))


def _sentence(text):
    return text if text.endswith(("?", ".")) else text + "."

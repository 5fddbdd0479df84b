"""What students hand in: a corpus of right and wrong answers to every exercise, and how each of them is judged.

The answers stand in corpus/LESSON.py, written as a student would really write them: no cleverness, the names a beginner
picks, now and then a loop where NumPy would do. Each begins with one comment line that says what it is.

    # right: a loop over the pairs
    def mse(prediction, target):
        total = 0
        for p, t in zip(prediction, target):
            total += (p - t) ** 2
        return total / len(target)

    # wrong: the sum, not the mean -> sum of the squares
    def mse(prediction, target):
        return np.sum((prediction - target) ** 2)

    # wrong: root of the wrong thing -> stands where
    # Many take the root because RMSE is what Excel shows them.
    def mse(prediction, target):
        return np.sqrt(np.mean(prediction - target) ** 2)

- The exercise is the last function of an answer that has an exercise's name. Helpers may stand before it, and `import`
  lines too; `np` is there already, as it is in the lesson.
- A right answer has to pass. A wrong one has to be refused, and what the student reads must not be NumPy's own jargon.
- After `->` stands a piece of the hint that the student should get. Leave it out where any hint will do, but most
  answers should have one: a corpus without it cannot tell a good hint from a lucky one. Take a few words that carry the
  point, not the whole sentence, so that the sentence can be polished.
- At least 12 wrong and 4 right answers for each exercise. Among the right ones: a loop, a list or a tuple returned where
  an array was asked for, float32, another formula for the same thing. Among the wrong ones: what you have seen
  students do; an answer that is right in the named cases and wrong elsewhere; two slips at once; an error of each kind
  (a product that does not fit, a name misspelled, a missing return); a return inside the loop.

To see what every answer of a lesson gets, as a student would read it:

    python tests/practice/test_corpus.py loss            # or: loss mse

If a hint is poor, the remedy is nearly always a Misconception in the lesson's exercises.py (the likelier ones first:
the first that gives the learner's numbers in *every* case speaks). If a wrong answer passes, the draw in exercises.py
is too tame: let it draw what tells the two apart. If a right one is refused, the check asks for what the docstring
does not say: change the draw, or the docstring. Small slips (a sign, an axis, a factor left out, two lines swapped)
need no Misconception: course/practice/edits.py finds them by itself, and puts them in words.
"""

import importlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from course.practice import judge, source

CORPUS = Path(__file__).with_name("corpus")
LESSONS = Path(source.__file__).parents[1] / "lessons"
HEADING = re.compile(r"# (right|wrong): (.+?)(?: -> (.+))?$")
JARGON = re.compile(r"gufunc|core dimension|ufunc|operand|not aligned|object is not subscriptable at 0x|<class|\(n\?")
RIGHT, WRONG = 4, 12  # of each exercise, at least


@dataclass(frozen=True)
class Answer:
    """One function as a student handed it in."""

    lesson: str
    exercise: str
    right: bool
    what: str
    hint: str  # a piece of what the student should read; '' for anything
    line: int
    code: str

    def __str__(self):
        return f"{self.exercise}, line {self.line}: {self.what}"

    def function(self):
        """The function, with its lines where they stand in the file, so that an error can show them."""
        namespace = {"np": np, "__name__": "__main__"}
        exec(compile("\n" * (self.line - 1) + self.code, str(CORPUS / f"{self.lesson}.py"), "exec"), namespace)
        return namespace[self.exercise]

    def judged(self):
        declared = importlib.import_module(f"course.lessons.{self.lesson}.exercises")
        asked = source.read(LESSONS / self.lesson).exercises[self.exercise]
        return judge.check(self.function(), getattr(declared, self.exercise), asked)


def answers(path):
    """Every Answer in a file of the corpus."""
    exercises = source.read(LESSONS / path.stem).exercises
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if HEADING.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        kind, what, hint = HEADING.match(lines[start]).groups()
        code = "\n".join(lines[start:end])
        names = [
            name for name in re.findall(r"(?m)^(?:def (\w+)|(\w+) = )", code) for name in name if name in exercises
        ]
        if not names:
            raise ValueError(
                f"{path.name}, line {start + 1}: `{what}` defines no exercise of {path.stem}; it has {', '.join(exercises)}"
            )
        yield Answer(path.stem, names[-1], kind == "right", what, hint or "", start + 1, code)


FILES = sorted(CORPUS.glob("*.py"))
ANSWERS = [answer for path in FILES for answer in answers(path)]
each_answer = pytest.mark.parametrize(
    "answer", ANSWERS, ids=lambda answer: f"{answer.lesson}-{answer.exercise}-{answer.line}"
)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A busy machine must not change what is said."""
    monkeypatch.setattr(judge, "FOR_EDITS", 20.0)
    monkeypatch.setattr(judge, "PER_EDIT", 2.0)


@each_answer
def test_it_is_judged_as_a_teacher_would(answer):
    told = answer.judged()
    assert bool(told) == answer.right, f"{answer}\n{told}"
    if not answer.right:
        assert told.status == "hint", told
        assert answer.hint.lower() in told.message.lower(), f"{answer}\n{told}"
        assert not JARGON.search(told.message), told
        assert "\n" not in told.message


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_exercise_has_enough_answers_and_most_know_their_hint(path):
    found = [answer for answer in ANSWERS if answer.lesson == path.stem]
    for name in source.read(LESSONS / path.stem).exercises:
        right = [answer for answer in found if answer.exercise == name and answer.right]
        wrong = [answer for answer in found if answer.exercise == name and not answer.right]
        assert len(right) >= RIGHT and len(wrong) >= WRONG, f"{name}: {len(right)} right, {len(wrong)} wrong"
        assert len({answer.code for answer in wrong}) == len(wrong)
        assert sum(bool(answer.hint) for answer in wrong) >= 0.75 * len(wrong), (
            f"{name}: too few say which hint they want"
        )


if __name__ == "__main__":
    judge.FOR_EDITS = 5.0
    lesson, *only = sys.argv[1:]
    for one in answers(CORPUS / f"{lesson}.py"):
        if one.exercise in only or not only:
            told = one.judged()
            mark = "  " if bool(told) == one.right and one.hint.lower() in told.message.lower() else "!!"
            print(f"{mark} {'right' if one.right else 'wrong'} {one}\n      {told.message}\n")

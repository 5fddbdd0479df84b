"""A lesson's source, as the practice tools need it: its predictions, its quiz, its exercises.

`lesson.md` is Markdown with a few fenced blocks. This file reads the blocks with PyYAML and nothing
else, so that a learner's machine (or a kernel inside a browser) needs no Jupytext to ask a question.
A mistake in a block is an author's mistake: it raises ValueError with the lesson, the line and the
block, and says what was wanted.
"""

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
YOUR_CODE = "...  # your code here"


@dataclass(frozen=True)
class Block:
    """One fence. Its lines are `text.splitlines()[start:end]`, both ``` lines included."""

    kind: str
    name: str
    body: str
    start: int
    end: int

    @property
    def line(self):
        """The line it opens on, counted from 1 as editors count."""
        return self.start + 1

    def __str__(self):
        return f"line {self.line}, {' '.join(filter(None, [self.kind, self.name]))}"


@dataclass(frozen=True)
class Prediction:
    """A question to commit to. `answer` counts from 0; `show` is a call of an explorer, or ''."""

    id: str
    question: str
    choices: tuple[str, ...]
    answer: int
    because: str
    show: str = ""
    below: str = ""  # "open": the text below gives nothing away, and stays open


@dataclass(frozen=True)
class Choice:
    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Question:
    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Task:
    """Something to try in a figure. ``set`` puts the figure there; ``goal`` says when it is reached, as at ``reached``."""

    do: str
    set: str = ""
    goal: str = ""
    reached: str = ""


@dataclass(frozen=True)
class TaskList:
    """What to try in one explorer. ``name`` is the explorer's, perhaps with a number after it."""

    name: str
    tasks: tuple[Task, ...]

    @property
    def explorer(self):
        return self.name.split()[0]


@dataclass(frozen=True)
class ExerciseSource:
    """One exercise cell twice, whole: as the learner meets it, and solved."""

    name: str
    stub: str
    solution: str


@dataclass(frozen=True)
class LessonSource:
    folder: str
    number: int
    title: str
    builds_on: tuple[str, ...]
    predictions: dict[str, Prediction]
    quiz: tuple[Question, ...]
    exercises: dict[str, ExerciseSource]
    tasks: dict[str, TaskList]


def read(folder):
    """The LessonSource of a lesson's folder. Read again only when its lesson.md has changed."""
    path = Path(folder) / "lesson.md"
    try:
        stamp = path.stat()
    except FileNotFoundError:
        raise ValueError(f"{path}: there is no such file; a lesson's folder holds its lesson.md") from None
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=64)
def _read(path, _mtime, _size):
    try:
        return _parse(path.read_text(encoding="utf-8"), path.absolute().parent.name)
    except ValueError as error:
        raise ValueError(f"{path}, {error}") from None


def _parse(text, folder):
    about = _about(text)
    found = fences(text)
    marks(text)  # one that nobody knows is an author's mistake, too
    quizzes = [block for block in found if block.kind == "quiz"]
    if len(quizzes) > 1:
        raise ValueError(f"{quizzes[1]}: a lesson has one quiz, and this is the second; join them")
    return LessonSource(
        folder=folder,
        **about,
        predictions=_once_each(found, "prediction", prediction, "id"),
        quiz=quiz(quizzes[0]) if quizzes else (),
        exercises=_once_each([b for b in found if is_exercise(b)], "code-cell", _exercise_cell, "name"),
        tasks=_once_each(found, "tasks", tasks, "name"),
    )


def _once_each(fenced, kind, make, key):
    """What `make` makes of each block of this kind, by name; a name given twice is a mistake."""
    found = {}
    for block in fenced:
        if block.kind == kind:
            made = make(block)
            name = getattr(made, key)
            if name in found:
                raise ValueError(f"{block}: {name!r} is there twice; give each a name of its own")
            found[name] = made
    return found


# ---- fences ----

_OPENING = re.compile(r"(?P<marks>`{3,}|~{3,})\s*(?:\{(?P<kind>[\w-]+)\})?(?P<name>[^`]*)$")


def blocks(markdown):
    """The {prediction}, {tasks} and {quiz} fences of a text, in order, as Blocks."""
    return [block for block in fences(markdown) if block.kind in ("prediction", "tasks", "quiz")]


def fences(text):
    """Every fence that starts at the left edge. One inside another belongs to the outer one's body."""
    lines = text.splitlines()
    found, start = [], 0
    while start < len(lines):
        opening = _OPENING.match(lines[start])
        if not opening:
            start += 1
            continue
        marks, kind, name = opening["marks"], opening["kind"] or "", opening["name"].strip()
        closing = re.compile(rf"{marks[0]}{{{len(marks)},}}\s*$")
        end = next((n for n in range(start + 1, len(lines)) if closing.match(lines[n])), None)
        if end is None:
            raise ValueError(
                f"line {start + 1}: the fence {lines[start]!r} is never closed; end it with a line {marks}"
            )
        found.append(Block(kind, name, "\n".join(lines[start + 1 : end]), start, end + 1))
        start = end + 1
    return found


# ---- marks: lines for the build, which no reader sees ----


@dataclass(frozen=True)
class Mark:
    """A line `% kind: text` outside of every fence. Its lines are `text.splitlines()[start:end]`."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def line(self):
        return self.start + 1


MARKS = {  # what each looks like; those without a colon say nothing more
    "claim": "% claim: loss.one_weight.at(w=2).loss == 0",
    "early": "% early: gradient",
    "halfway": "% halfway",
    "python": "% python",
    "terms": "% terms",
}
_MARK = re.compile(r"%\s?(?P<kind>[\w-]*)(?P<colon>:?)(?P<text>.*)$")
_NOT_AT_THE_EDGE = re.compile(rf"[\s>*-]+%\s?(?:{'|'.join(MARKS)})\b")
_MORE = re.compile(r"%(?:\s{2,}|\t)(?P<text>\S.*)$")  # indented: it goes on with the mark above it


def marks(text):
    """Every mark of a text, in order. A line that starts with % and is none raises ValueError, as does a hidden mark."""
    found, blocks = [], fences(text)
    code = {n for block in blocks if block.kind in ("code-cell", "") for n in range(block.start, block.end)}
    fenced = {n for block in blocks for n in range(block.start, block.end)}
    for number, line in enumerate(text.splitlines()):
        if _NOT_AT_THE_EDGE.match(line) and number not in code or line.startswith("%") and number in fenced - code:
            raise ValueError(
                f"line {number + 1}: got {line.strip()!r} inside of something else, where readers would see it; "
                "a mark starts at the left edge, outside of every fence (in a prediction or a quiz, write `proof:`)"
            )
        if number in fenced or not line.startswith("%"):
            continue
        more = _MORE.match(line)
        if more and found and found[-1].end == number:
            last = found.pop()
            found.append(Mark(last.kind, f"{last.text}\n{more['text'].rstrip()}", last.start, number + 1))
        else:
            found.append(_mark(line, number))
    _once(found)
    return found


def _once(found):
    """Claims and early words may be many; every other mark stands once."""
    first = {}
    for mark in found:
        if first.setdefault(mark.kind, mark) is not mark and ":" not in MARKS[mark.kind]:
            raise ValueError(
                f"line {mark.line}: `% {mark.kind}` is on line {first[mark.kind].line} already; take one of them out"
            )


def _mark(line, number):
    found = _MARK.match(line)
    wanted = MARKS.get(found["kind"])
    if wanted is None:
        raise ValueError(
            f"line {number + 1}: {line.strip()!r} is no mark that the build knows; wanted one like "
            f"{', '.join(f'`{mark}`' for mark in MARKS.values())}; "
            "a line of prose must not start with %, and a claim goes on in lines that start with % and two spaces"
        )
    text = found["text"].strip()
    if bool(found["colon"] and text) != (":" in wanted) or (text and not found["colon"]):
        raise ValueError(f"line {number + 1}: got {line.strip()!r}, wanted a line like `{wanted}`")
    return Mark(found["kind"], text, number, number + 1)


def replaced(text, instead):
    """The text with each mark replaced by what ``instead(mark)`` gives, "" to leave no trace of it."""
    lines, made, done = text.splitlines(), [], 0
    for mark in marks(text):
        made += lines[done : mark.start]
        shown = instead(mark)
        made += shown.splitlines()
        done = mark.end
        if not shown and not (made and made[-1].strip()) and done < len(lines) and not lines[done].strip():
            done += 1  # it stood between two empty lines, and one is enough
    return "\n".join(made + lines[done:]) + "\n"


# ---- YAML ----


def _yaml(text, where, line):
    """Plain data from YAML. Every scalar stays the text the author wrote: `Yes` is no boolean here."""
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f" at line {line + mark.line}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise ValueError(
            f"{where}: this is not YAML{at} ({problem}); text with a colon in it needs quotes, or a | and a new line"
        ) from None


def _keys(found, required, optional, where):
    """A mapping with exactly these keys, as text; anything else is said."""
    if not isinstance(found, dict):
        raise ValueError(f"{where}: wanted lines like `{required[0]}: ...`, got {found!r}")
    for key in required:
        if not found.get(key):
            raise ValueError(f"{where}: `{key}:` is missing or empty; write it")
    for key in found:
        if key not in required + optional:
            raise ValueError(f"{where}: got `{key}:`, wanted only {', '.join(required + optional)}")


def _text(value, key, where):
    if not isinstance(value, str):
        raise ValueError(f"{where}: `{key}:` should be text, got {value!r}; put it in quotes")
    return value.strip()


def _list(value, key, least, where):
    if not isinstance(value, list) or len(value) < least:
        raise ValueError(f"{where}: `{key}:` should be a list of at least {least}, got {value!r}")
    return value


def _one_of(value, known, key, where):
    if value not in known:
        raise ValueError(f"{where}: `{key}:` should be {' or '.join(filter(None, known))}, got {value!r}")
    return value


def _whole_number(value, key, where):
    if not (isinstance(value, str) and value.strip().isdecimal()):
        raise ValueError(f"{where}: `{key}:` should be a whole number, got {value!r}")
    return int(value)


# ---- what each block says ----


def _about(text):
    """The `lesson:` part of the front matter, between the two --- lines on top."""
    head = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", text, re.DOTALL)
    found = _yaml(head[1], "the front matter", 2) if head else None
    if not isinstance(found, dict) or "lesson" not in found:
        raise ValueError(
            "line 1: the front matter has no `lesson:` part; it needs one with number, title and builds_on"
        )
    about, where = found["lesson"], "the front matter's `lesson:`"
    if isinstance(about, dict) and "minutes" in about:
        raise ValueError(f"{where}: got `minutes:`; they are computed from what the lesson holds, so take the line out")
    _keys(about, ["number", "title"], ["builds_on"], where)
    builds_on = _list(about.get("builds_on") or [], "builds_on", 0, where)
    return {
        "number": _whole_number(about["number"], "number", where),
        "title": _text(about["title"], "title", where),
        "builds_on": tuple(_text(folder, "builds_on", where) for folder in builds_on),
    }


def prediction(block):
    """The Prediction that a {prediction} block holds."""
    if not block.name.isidentifier():
        raise ValueError(
            f"{block}: a prediction needs a name of letters, digits and _, "
            f"as in ```{{prediction}} residuals; got {block.name!r}"
        )
    body = _yaml(block.body, block, block.line + 1)
    _keys(body, ["question", "choices", "answer", "because"], ["show", "proof", "below"], block)
    choices = [_text(choice, "choices", block) for choice in _list(body["choices"], "choices", 2, block)]
    answer = _whole_number(body["answer"], "answer", block)
    if not 1 <= answer <= len(choices):
        raise ValueError(f"{block}: `answer:` counts from 1 to {len(choices)}, got {answer}")
    return Prediction(
        id=block.name,
        question=_text(body["question"], "question", block),
        choices=tuple(choices),
        answer=answer - 1,
        because=_text(body["because"], "because", block),
        show=_text(body.get("show", ""), "show", block),
        below=_one_of(body.get("below", ""), ("", "open"), "below", block),
    )


def proofs(block):
    """``[(line, expression), ...]``: every `proof:` in a {prediction} or {quiz} block, with its line in the file."""
    root = yaml.compose(block.body, Loader=yaml.BaseLoader)
    found, open_nodes = [], [root]
    while open_nodes:
        node = open_nodes.pop(0)
        if isinstance(node, yaml.SequenceNode):
            open_nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            found += [
                (block.line + 1 + key.start_mark.line, value.value.strip())
                for key, value in node.value
                if key.value == "proof"
            ]
            open_nodes += [value for _, value in node.value]
    return sorted(found)


def quiz(block):
    """The Questions that a {quiz} block holds."""
    return tuple(
        _question(found, f"{block} question {number}")
        for number, found in enumerate(_list(_yaml(block.body, block, block.line + 1), "quiz", 1, block), 1)
    )


def _question(found, where):
    _keys(found, ["question", "choices"], [], where)
    choices = tuple(
        _choice(choice, f"{where} choice {number}")
        for number, choice in enumerate(_list(found["choices"], "choices", 2, where), 1)
    )
    if sum(choice.right for choice in choices) != 1:
        raise ValueError(
            f"{where}: exactly one choice should be `right:`, got {sum(choice.right for choice in choices)}"
        )
    return Question(_text(found["question"], "question", where), choices)


def _choice(found, where):
    mark = "right" if isinstance(found, dict) and "right" in found else "wrong"
    _keys(found, [mark, "why"], ["proof"], where)
    return Choice(_text(found[mark], mark, where), mark == "right", _text(found["why"], "why", where))


def tasks(block):
    """The TaskList that a {tasks} block holds: things to try in a figure, which a learner can click and tick off.

        ```{tasks} ravine
        - do: Move η until the walk oscillates across the valley and still arrives.
          goal: lr > 0.0646 and predicted < 1
          reached: lr=0.0655
        - do: Now raise η by 5%.
          set: lr=0.0678
        - do: Press **Pin** at one learning rate, then find another one that is equally fast.
          goal: pinned and lr != pinned.lr and abs(predicted - pinned.predicted) < 0.01
          reached: lr=0.0646 after lr=0.064
        - do: What does the map look like where the walk blows up?
          set: blows up
        ```

    The word after {tasks} is the explorer's name; where a lesson has several lists for it, a number follows: `ravine 2`.
    Each task says in Markdown what to ``do``, and may have

    - ``set``: where a click puts the figure, which is a preset's name, or settings as in a call. Controls that are not
      named go to their start. The figure then stays in view while the reader reads on.
    - ``goal``: a condition on the readouts and the controls, by their names in the code, which ticks the task off once it
      holds. ``pinned`` has those of the pinned picture and is false when there is none; ``verdict`` is the sentence under
      the figure. A task without a goal is ticked off by hand.
    - ``reached``: settings, or a preset, at which the goal holds. Learners do not see them; the tests go there and look.
      ``A after B`` means: pinned at B, then moved to A. At the explorer's start the goal must not hold.
    """
    if not re.fullmatch(r"[^\W\d]\w*( \d+)?", block.name):
        raise ValueError(
            f"{block}: a list of tasks is named after its explorer, as in ```{{tasks}} ravine, or ```{{tasks}} ravine 2 "
            f"for its second; got {block.name!r}"
        )
    found = _list(_yaml(block.body, block, block.line + 1), "tasks", 1, block)
    return TaskList(block.name, tuple(_task(task, f"{block} task {number}") for number, task in enumerate(found, 1)))


def _task(found, where):
    _keys(found, ["do"], ["set", "goal", "reached"], where)
    task = Task(**{key: _text(value, key, where) for key, value in found.items()})
    if bool(task.goal) != bool(task.reached):
        raise ValueError(
            f"{where}: `goal:` and `reached:` go together, because a goal is tried out; write settings at which it holds"
        )
    try:
        ast.parse(task.goal or "True", mode="eval")
    except SyntaxError as error:
        raise ValueError(f"{where}: `goal: {task.goal}` is not Python ({error.msg})") from None
    return task


def cell(block):
    """A code cell's options (a mapping) and its code."""
    short = re.match(r"(?::[^\n]*(?:\n|$))+", block.body)
    long = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", block.body, re.DOTALL)
    head = short or long
    if not head:
        return {}, block.body
    options = re.sub(r"(?m)^:", "", short[0]) if short else long[1]
    return _yaml(options, block, block.line + 1) or {}, block.body[head.end() :].lstrip("\n")


def is_exercise(block):
    return block.kind == "code-cell" and "exercise" in cell(block)[0].get("tags", [])


def _exercise_cell(block):
    try:
        return exercise(cell(block)[1])
    except ValueError as error:
        raise ValueError(f"line {block.line}, {error}") from None


def exercise(code):
    """The ExerciseSource of an exercise cell's code, whose solution stands between nbgrader's markers."""
    lines = code.rstrip().splitlines()
    marks = [(number, line.strip()) for number, line in enumerate(lines) if line.strip() in (BEGIN, END)]
    if not marks or [mark for _, mark in marks] != [BEGIN, END] * (len(marks) // 2):
        raise ValueError(
            f"exercise: wanted the solution between a line {BEGIN} and a line {END}, "
            f"got {[mark for _, mark in marks] or 'neither'}"
        )
    stub, solution, inside = [], [], False
    for line in lines:
        mark = line.strip()
        if mark == BEGIN:
            stub.append(line[: line.index("#")] + YOUR_CODE)
        if mark in (BEGIN, END):
            inside = mark == BEGIN
            continue
        solution.append(line)
        if not inside:
            stub.append(line)
    found = ExerciseSource(_function(lines[: marks[0][0]]), "\n".join(stub), "\n".join(solution))
    for kind in ("stub", "solution"):
        try:
            ast.parse(getattr(found, kind))
        except SyntaxError as error:
            raise ValueError(f"exercise {found.name}: its {kind} is not Python ({error.msg})") from None
    return found


def _function(lines_before_solution):
    """The name of the function that the solution is in: the last one begun before it."""
    names = re.findall(r"(?m)^(?:def|class)\s+(\w+)", "\n".join(lines_before_solution))
    if not names:
        raise ValueError(
            "exercise: no function begins before the solution; an exercise is a function, with its solution inside"
        )
    return names[-1]

"""How long a lesson takes, computed from what it holds. The first page, each lesson and README say what comes of it.

The weights are estimates, not measurements, for somebody who meets the subject for the first time and does everything.
With them a lesson of 4,000 words with five figures, three exercises, six predictions, a dozen cells and a quiz comes to
about 85 minutes.
"""

import ast
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from . import source

WORDS = 200  # a minute: people read a novel at about 240, and a text that explains something new more slowly
FORMULA = 0.5  # a displayed formula is read twice: once as a whole, and once symbol by symbol
FIGURE = 4.0  # look at the panels, do the two or three things that the text asks for, read the numbers after each
PREDICTION = 0.5  # make up your mind, beside the time to read the question and the answer
EXERCISE = 9.0  # read the docstring, write five to ten lines, be wrong once or twice, check again
QUESTION = 0.5  # of the quiz: make up your mind, beside the reading
CELL = 0.25  # run a cell, and find what it printed
CODE_LINE = 0.05  # three seconds to read a line of code

ROUNDED = 5  # minutes, for a whole lesson: nobody can promise it more exactly


@dataclass(frozen=True)
class Piece:
    """Something that takes a learner's time, and the line it stands on."""

    line: int
    kind: str
    minutes: float


def lesson(folder):
    """Minutes of the lesson in this folder, rounded."""
    path = Path(folder) / "lesson.md"
    return rounded(total(path.read_text(encoding="utf-8"), path.absolute().parent.name))


def rounded(minutes):
    return max(ROUNDED, ROUNDED * round(minutes / ROUNDED))


def total(text, folder):
    return sum(piece.minutes for piece in pieces(text, folder))


def left(text, folder, line):
    """Minutes of what stands below this line."""
    return sum(piece.minutes for piece in pieces(text, folder) if piece.line > line)


@lru_cache(maxsize=64)
def pieces(text, folder):
    """Every Piece of a lesson, from top to bottom: its prose line by line, and each of its blocks."""
    blocks = source.fences(text)
    inside = {number for block in blocks for number in range(block.start, block.end)}
    spoken = notes(text, blocks)
    found = [piece for block in blocks if block.start not in spoken for piece in _block(block, folder)]
    found += _prose(text, inside | spoken)
    return tuple(sorted(found, key=lambda piece: piece.line))


def _block(block, folder):
    match block.kind:
        case "prediction":
            asked = source.prediction(block)
            words = _words(" ".join([asked.question, *asked.choices, asked.because]))
            return [Piece(block.line, "prediction", PREDICTION + words / WORDS)]
        case "tasks":  # doing them is a part of the figure's minutes
            return [Piece(block.line, "prose", _words(" ".join(task.do for task in source.tasks(block).tasks)) / WORDS)]
        case "quiz":
            return [
                Piece(block.line, "question", QUESTION + _words(_read_in_a_quiz(asked)) / WORDS)
                for asked in source.quiz(block)
            ]
        case "code-cell":
            return [_cell(block, folder)]
    return [Piece(block.line, "prose", _words(block.body) / WORDS)]


def _read_in_a_quiz(asked):
    """The question, its choices, and the reason of the right one."""
    return " ".join([asked.question] + [f"{c.text} {c.why if c.right else ''}" for c in asked.choices])


def _cell(block, folder):
    code = source.cell(block)[1]
    if source.is_exercise(block):
        return Piece(block.line, "exercise", EXERCISE)
    read = CELL + CODE_LINE * sum(bool(line.strip()) for line in code.splitlines())
    return Piece(
        block.line, "figure" if shows_figure(code, folder) else "cell", FIGURE * shows_figure(code, folder) + read
    )


def shows_figure(code, folder):
    """Does the cell end with a call such as `loss.fit_a_line()`, which shows one of the lesson's figures?"""
    match ast.parse(code).body:
        case [*_, ast.Expr(ast.Call(ast.Attribute(ast.Name(name), _)))]:
            return name == folder
    return False


def _prose(text, apart):
    """Every line of prose that is on the main path: what is folded is there for those who want it."""
    found, folded, formula = [], False, False
    for number, line in enumerate(without_head(text)):
        if number in apart or line.startswith(("%", "+++")):
            continue
        folded |= line.startswith("<details")
        if not folded:
            signs = line.count("$$")
            found.append(Piece(number + 1, "prose", 0 if formula or signs else _words(line) / WORDS))
            if signs and not formula:
                found.append(Piece(number + 1, "formula", FORMULA))
            formula ^= signs == 1
        folded &= "</details>" not in line
    return [piece for piece in found if piece.minutes]


def without_head(text):
    """The lines, those of the front matter empty."""
    head = re.match(r"---[ \t]*\n.*?\n---[ \t]*(?:\n|$)", text, re.DOTALL)
    count = head[0].count("\n") if head else 0
    return [""] * count + text.splitlines()[count:]


def notes(text, blocks):
    """The numbers of the lines that are for a speaker: from a mark of notes to the next cell."""
    cells = {block.start for block in blocks if block.kind == "code-cell"}
    found, speaking = set(), False
    for number, line in enumerate(text.splitlines()):
        if line.startswith("+++") or number in cells:
            speaking = line.startswith("+++") and _is_notes(line[3:].strip())
        if speaking:
            found.add(number)
    return found


def _is_notes(metadata):
    return bool(metadata) and json.loads(metadata).get("slideshow", {}).get("slide_type") == "notes"


def _words(text):
    """How many words there are to read; a formula in the line is one, and a link is its text."""
    text = re.sub(r"\$[^$]+\$", "x", re.sub(r"\]\([^)]*\)", "]", text))
    return len(re.findall(r"\w[\w.,'’-]*", text))

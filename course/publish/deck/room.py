"""How much room there is on a slide: words are counted, heights estimated, and a figure gets what is left."""

import math
import re

from .read import Ask, Code, Figure, Words

WIDE = 1192  # pixels between a slide's margins, of 1280
BELOW = 150  # under a figure: a line of numbers, a line of states or sliders
STATES = 60  # under a quiet one: its states alone


def count_words(markdown):
    """How many words there are to read: a formula counts as one, a cover's brackets as none."""
    text = re.sub(r"\$\$?.+?\$\$?", "formula", markdown, flags=re.S)
    return len(re.findall(r"[^\W_][\w’'.,%/−-]*", text))


def is_table(text):
    return "|" in text.splitlines()[0] and len(text.splitlines()) > 1 and set(text.splitlines()[1]) <= set("|-: ")


def is_formula(text):
    return text.strip().startswith("$$") and text.strip().endswith("$$")


def is_evidence(text):
    return is_table(text) or is_formula(text) or re.match(r"(?:[-*]|\d+\.) ", text) is not None


def room(slide):
    """(width, height) of a figure's picture, in pixels of a slide of 1280 x 720."""
    figure = slide.of(Figure)[0]
    width = 690 if figure.beside else WIDE
    height = 720 - 34 - 30 - 46 * _lines(slide.title, 42) - 20
    if not figure.quiet:
        height -= BELOW
    elif len(figure.states) > 1:
        height -= STATES
    if not figure.beside:
        height -= sum(_height(other) for other in slide.pieces if other is not figure)
    return width, max(height, 260)


def _lines(text, letters):
    return max(1, math.ceil(len(text) / letters))


def _height(other):
    """About how high a piece is."""
    if isinstance(other, Code):
        return 40 * len(other.text.splitlines()) + 60
    if isinstance(other, Words) and is_table(other.text):
        return 50 * (len(other.text.splitlines()) - 1) + 20
    if isinstance(other, Words):
        return 40 * _lines(other.text.replace("$", ""), 68) + (36 if "$$" in other.text else 16)
    return 60 * len(other.choices) + 60 if isinstance(other, Ask) else 200

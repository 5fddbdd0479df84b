"""Where a deck's numbers come from.

`% 0.336 = parabola(lr=0.1).w` says that a number of this slide, as it is written, is what the explorer's readout gives,
rounded as it is written. On the right may stand any expression of the lesson's explorers (called as `.at`), `np` and
`math`; `% True = ...` is a claim with no number in it. `% given: 0.1; 30` names numbers
that somebody chose.
"""

import math
import re

import numpy as np

from .read import Ask, Card, Code, DeckError, Figure, Words

# A number in prose: 1,037 or 0.938 or 4.49e+03. Small whole ones ("two steps", "8 minutes") are left alone.
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?")


def explorers_of(package):
    """A lesson's explorers by name."""
    from course.live import Explorer

    names = [name for name in dir(package) if not name.startswith("_")]
    return {name: found for name in names if isinstance(found := getattr(package, name), Explorer)}


def namespace(package):
    """What an expression may use: the lesson's explorers, called for their readouts, NumPy and `math`."""
    return {"np": np, "math": math} | {name: found.at for name, found in explorers_of(package).items()}


def check(deck, package):
    """Raises DeckError at the first number that is not what it is said to be, or that comes from nowhere."""
    names = namespace(package)
    for slide in deck.slides:
        for source in slide.sources:
            if source.expression:
                _compare(deck, source, names)
        known = {_plain(source.number) for source in slide.sources} | _given_by_figures(slide)
        for line, text in _texts(slide):
            for number in NUMBER.findall(text):
                if _counts(number) and _plain(number) not in known:
                    raise DeckError(
                        f"{deck.path}, line {line}: the slide says {number}, and nothing says where it comes from; "
                        f"wanted a line `% {number} = an explorer's readout`, or `% given: {number}`"
                    )


def _counts(number):
    return "." in number or len(number.replace(",", "")) > 2


def _plain(number):
    return number.replace(",", "").replace("−", "-").lstrip("-")


def _given_by_figures(slide):
    """The numbers that a slide's figures are set to, and those in its code."""
    texts = [str(value) for figure in slide.of(Figure) for _, state in figure.states for value in state.values()]
    texts += [code.text for code in slide.of(Code)]
    return {_plain(number) for text in texts for number in NUMBER.findall(text)}


def _texts(slide):
    """(line, text) of all that is said or shown in words."""
    yield slide.line, slide.title
    yield slide.notes_line, slide.notes
    for piece in slide.pieces:
        if isinstance(piece, (Words, Card)):
            yield piece.line, piece.text
        if isinstance(piece, Ask):
            yield piece.line, " ".join([piece.question, *piece.choices])


def _compare(deck, source, names):
    where = f"{deck.path}, line {source.line}"
    try:
        value = eval(source.expression, names.copy())  # the author's own line, as a cell of the lesson is
    except Exception as error:
        raise DeckError(f"{where}: {source.expression} cannot be computed ({type(error).__name__}: {error})") from None
    written = source.number.replace("−", "-").replace(",", "")
    if written in ("True", "False"):
        agrees = bool(value) is (written == "True")
    elif not NUMBER.fullmatch(written.lstrip("-")):
        agrees = str(value) == source.number
    else:
        agrees = abs(float(value) - float(written)) <= _half_a_unit(written)
    if not agrees:
        raise DeckError(f"{where}: {source.expression} is {value!s}, and the slide says {source.number}")


def _half_a_unit(written):
    """Half of what the last digit counts; the zeros at the end of a whole number are rounding."""
    digits, _, power = written.lstrip("-").partition("e")
    whole, point, decimals = digits.partition(".")
    last = -len(decimals) if point else len(whole) - len(whole.rstrip("0"))
    return 0.5 * 10.0 ** (last + int(power or 0)) * (1 + 1e-9)

"""What is told to a learner instead of an error, and the small words it is made of."""

import difflib


class Trouble(Exception):
    """Why a table cannot be used: what came, what was wanted, what to do."""


def count(number, one, many=None):
    """'1 row', '3,000 rows'."""
    return f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def listed(things, most=6):
    """'a, b, c and 4 more'."""
    things = [str(thing) for thing in things]
    more = len(things) - most
    return ", ".join(things) if more <= 0 else f"{', '.join(things[:most])} and {more:,} more"


def quoted(text, most=24):
    """A cell's text as it is shown in a sentence."""
    text = " ".join(str(text).split())
    return f"“{text if len(text) <= most else text[: most - 1] + '…'}”"


def no_column(name, names):
    """The Trouble of a column that is not there."""
    near = difflib.get_close_matches(str(name), [str(one) for one in names], 1, 0.5)
    hint = f"Did you mean {quoted(near[0])}? " if near else ""
    return Trouble(f"There is no column {quoted(name)}. {hint}There are: {listed(names, 12)}.")

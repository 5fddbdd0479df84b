"""What the clinic says to a diagnosis, and to the two free curves before there is one."""

import math

from course.lessons.clinic.illnesses import ILLNESSES
from course.lessons.clinic.sheet import BEYOND, TESTS
from course.lessons.clinic.signs import HEALTHY, SIGNS

OPEN = "not yet"
GUESSING = math.log(10)


def counted(points):
    return f"{points} point{'s' * (points != 1)}"


def answer(chart, illness, ordered, diagnosis, points):
    """What the clinic says to a diagnosis: if it is wrong, what would look different."""
    if diagnosis == OPEN:
        return f"{curves(chart)} {'Order a test, or commit to a diagnosis.' if not ordered else 'What does it suffer from?'}"
    if diagnosis == illness == HEALTHY:
        return f"Right, for {counted(points)}: nothing is wrong here. Send this one home: there is nothing to repair."
    if diagnosis == illness:
        return f"Right, for {counted(points)}: {illness}. Here {SIGNS[illness].seen(chart)}. Now repair it."
    if diagnosis == HEALTHY:
        return f"No, it is not healthy. Look at “{TESTS[ILLNESSES[illness].test][0]}” again, or order it."
    sign = SIGNS[diagnosis]
    if not sign.there(chart):
        return f"No. {sign.expect}. Here {sign.seen(chart)}."
    return "No. You can see that here too, but it is a consequence. Something else comes first: look at what goes in, and at how the slopes are computed."


def curves(chart):
    """The two free curves in words."""
    start, end = chart.loss[0], chart.loss[-1]
    if not max(chart.loss[1:] + chart.held_loss[1:]) < BEYOND:
        return "A loss has blown up."
    if max(chart.loss[1:]) > 1.5 * max(start, GUESSING):
        return "The loss jumps around."
    if abs(end - GUESSING) < 0.03:
        if min(chart.loss) < GUESSING - 0.3:
            return "The loss was lower at some point, but it ends at the level of guessing."
        return "The loss sits at the level of guessing."
    if chart.held_right[-1] > 0.9:
        return "The loss falls, and the held-out pictures do well."
    if end < GUESSING - 0.5 and chart.held_loss[-1] > GUESSING:
        return "The training loss falls, and the held-out loss is worse than guessing."
    if chart.right[-1] - chart.held_right[-1] > 0.1:
        return "The training loss falls nearly to zero, but the held-out pictures do worse than they should."
    if end < GUESSING:
        return "The loss falls at first, but it ends much too high."
    return "The loss hardly moves."

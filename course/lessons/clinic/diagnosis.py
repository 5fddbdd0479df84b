"""What the clinic says to a diagnosis, and to the two free curves before there is one."""

from course.lessons.clinic.illnesses import ILLNESSES
from course.lessons.clinic.sheet import TESTS
from course.lessons.clinic.signs import HEALTHY, SIGNS

OPEN = "not yet"


def counted(points):
    return f"{points} point{'s' * (points != 1)}"


def answer(chart, illness, ordered, diagnosis, points):
    """What the clinic says to a diagnosis: if it is wrong, what would look different."""
    if diagnosis == OPEN:
        return f"{curves(chart)} {'Order a test, or commit to a diagnosis.' if not ordered else 'What does it suffer from?'}"
    if diagnosis == illness == HEALTHY:
        return f"Right, for {counted(points)}: nothing is wrong here. Send it home, and do not repair what works."
    if diagnosis == illness:
        return f"Right, for {counted(points)}: {illness}. Here {SIGNS[illness].seen(chart)}. Now repair it."
    if diagnosis == HEALTHY:
        return f"No, it is not healthy. Look at “{TESTS[ILLNESSES[illness].test][0]}” again, or order it."
    sign = SIGNS[diagnosis]
    if not sign.there(chart):
        return f"No. {sign.expect}. Here {sign.seen(chart)}."
    return "No. That is to be seen here, too, but it is a consequence: something comes before it. Look at what goes in, and how slopes are found."


def curves(chart):
    """The two free curves in words."""
    start, end, worst = chart.loss[0], chart.loss[-1], max(chart.loss[1:])
    if not end < 1e3 or worst > 1.5 * max(start, 2.5):
        return "The loss leaps, or leaves all bounds."
    if chart.held_right[-1] > 0.9:
        return "The loss falls, and the held-out pictures do well."
    if chart.held_right[-1] > 0.4:
        return "The loss falls, but the result is poorer than it should be."
    if abs(end - 2.303) < 0.05:
        return "The loss sits where guessing sits."
    return "The loss moves, but little is learnt."

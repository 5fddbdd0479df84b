"""A training run with a known illness, all its tests open: what each illness looks like."""

from course.lessons.clinic.examination import look_up, run
from course.lessons.clinic.illnesses import ILLNESSES
from course.lessons.clinic.sheet import TESTS, Sheet, progress, scores, test_score, work_done
from course.lessons.clinic.signs import HEALTHY, SIGNS
from course.live import State, Step, choice, explorer, integer, readouts


@explorer(
    size=(1080, 430),
    presets={
        "healthy": dict(illness=HEALTHY),
        "dead ReLUs": dict(illness="dead ReLUs"),
        "wrong labels": dict(illness="labels on the wrong pictures"),
        "a leak": dict(illness="held-out rows in training"),
        "wrong slopes, fine curves": dict(illness="error in the backward pass", variant=2),
    },
    illness=choice(*ILLNESSES, label="illness"),
    variant=integer(1, 3, start=1, label="variant"),
)
def atlas(illness, variant):
    """A training run with a known illness, all its tests open: what each illness looks like."""
    known = look_up(illness, variant - 1)  # the slider counts from 1
    return State(chart=known) if known else examined(illness, variant - 1)


def examined(illness, variant):
    for chart in run(illness, variant):
        if not chart.examined:
            yield Step(work_done(chart), State(chart=chart))
    return State(chart=chart)


@atlas.seen
def scene(stage):
    sheet = Sheet(stage, covered=False)
    return lambda state: sheet.show(state.chart, TESTS)


@atlas.said
def words(state):
    chart = state.chart
    if not chart.examined:
        return progress(chart)
    verdict = "All is as it should be: this is what the others are compared with."
    if state.illness != HEALTHY:
        verdict = f"{SIGNS[state.illness].expect}. Cure: {ILLNESSES[state.illness].cure}"
    return readouts(**scores(chart), test_right=test_score(chart), verdict=verdict)

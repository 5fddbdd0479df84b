"""A training run with a known illness, all its tests open: what each illness looks like."""

from course.lessons.clinic.examination import look_up, run
from course.lessons.clinic.illnesses import ILLNESSES
from course.lessons.clinic.sheet import TESTS, Sheet, progress, scores, work_done
from course.lessons.clinic.signs import HEALTHY, SIGNS
from course.live import State, Step, choice, explorer, integer, readouts, show


@explorer(
    size=(1080, 420),
    illness=choice(*ILLNESSES, label="illness"),
    variant=integer(1, 3, start=1, label="variant"),
)
def atlas(illness, variant):
    """A training run with a known illness, all its tests open: what each illness looks like."""
    known = look_up(illness, variant)
    return State(chart=known) if known else examined(illness, variant)


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
    return readouts(
        **scores(chart), strangers=show(100 * chart.strangers, ".0f", "%", label="strangers right"), verdict=verdict
    )

"""A training run that may be sick, and seven tests to order: what does it suffer from."""

from course.lessons.clinic.diagnosis import OPEN, answer
from course.lessons.clinic.examination import look_up, run
from course.lessons.clinic.illnesses import BEDS, ILLNESSES, WARDS, who
from course.lessons.clinic.sheet import TESTS, Sheet, progress, scores, work_done
from course.live import State, Step, choice, explorer, integer, press, readouts, show
from course.live.style import ERROR, GOOD, GREY

WRONG = 3  # points for a wrong diagnosis
OFTEN = 1000  # a button that is never worn out: each test may be ordered once in each bed


def price(name):
    title, points = TESTS[name]
    return f"{title.lower()} ({points})"


@explorer(
    size=(1080, 430),
    ward=integer(1, WARDS, start=1, label="ward"),
    bed=integer(1, BEDS, start=1, label="bed"),
    **{name: press(OFTEN, label=price(name)) for name in TESTS},
    diagnosis=choice(OPEN, *ILLNESSES, label="diagnosis"),
    commit=press(OFTEN, label="commit to this diagnosis"),
)
def ward(memory, ward, bed, diagnosis, commit, **tests):
    """A training run that may be sick, and seven tests to order: what does it suffer from."""
    illness, variant = who(ward, bed)
    case = noted(memory, (ward, bed), illness, tests, diagnosis, commit)
    known = look_up(illness, variant)
    return State(chart=known, **case) if known else examined(illness, variant, case)


def examined(illness, variant, case):
    for chart in run(illness, variant):
        if not chart.examined:
            yield Step(work_done(chart), State(chart=chart, **case))
    return State(chart=chart, **case)


def noted(memory, patient, illness, tests, diagnosis, commit):
    """Note what is new since the controls last spoke, and give what is known of this patient.

    A test is ordered, and a diagnosis given, when a count of presses has risen. Each bed keeps its own.
    """
    if not vars(memory):
        memory.last, memory.ordered, memory.given, memory.thinking = {}, {}, {}, None
    before, memory.last = memory.last, {**tests, "diagnosis": diagnosis, "commit": commit}
    ordered, given = memory.ordered.setdefault(patient, []), memory.given.setdefault(patient, [])
    ordered += [name for name, presses in tests.items() if presses > before.get(name, 0) and name not in ordered]
    if diagnosis != before.get("diagnosis", OPEN):
        memory.thinking = patient  # for whom the menu was moved last
    committed = commit > before.get("commit", 0)
    if committed and diagnosis != OPEN:
        given.append(diagnosis)
    return dict(
        illness=illness,
        ordered=list(ordered),
        given=given[-1] if given else OPEN,
        thought=diagnosis if memory.thinking == patient else OPEN,
        nothing_chosen=committed and diagnosis == OPEN,
        points=sum(TESTS[name][1] for name in ordered) + WRONG * len({*given} - {illness}),
    )


@ward.seen
def scene(stage):
    sheet = Sheet(stage)

    def show(state):
        mark = stamp(state) if state.chart.examined else ("", GREY)
        sheet.show(state.chart, state.ordered, stamp=mark)

    return show


def stamp(state):
    """The words for a diagnosis, and their color: what was diagnosed, or is thought of."""
    if state.nothing_chosen:
        return "first choose one", GREY
    if state.given == OPEN:
        return (f"{state.thought}?", GREY) if state.thought != OPEN else ("", GREY)
    return (f"✓ {state.given}", GOOD) if state.given == state.illness else (f"× {state.given}", ERROR)


@ward.said
def words(state):
    chart, points = state.chart, state.points
    if not chart.examined:
        return progress(chart)
    return readouts(
        **scores(chart),
        cost=show(points, ".0f", "point" if points == 1 else "points", label="spent so far"),
        verdict="Choose a diagnosis in the menu, then commit to it."
        if state.nothing_chosen
        else answer(chart, state.illness, state.ordered, state.given, points),
    )

"""A training run that may be sick, and seven tests to order: what does it suffer from."""

from types import SimpleNamespace

from course.lab import page
from course.lessons.clinic.diagnosis import OPEN, answer, counted
from course.lessons.clinic.examination import look_up, run
from course.lessons.clinic.illnesses import BEDS, ILLNESSES, WARDS, who
from course.lessons.clinic.sheet import TESTS, Sheet, progress, scores, work_done
from course.live import State, Step, choice, explorer, integer, press, readouts, show
from course.live.style import ERROR, GOOD, GREY
from course.practice.progress import current

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


def begin(memory):
    """The tests and the diagnoses of each (ward, bed), and what the controls said last."""
    memory.last, memory.ordered, memory.given, memory.thinking = {}, {}, {}, None


@ward.kept
class Records(SimpleNamespace):
    """What a learner has ordered and said at each bed, read from the progress file and written there in a notebook."""

    def __init__(self):
        super().__init__()
        for one in current().of("ward", "clinic") if page.request() else ():
            if not vars(self):
                begin(self)
            patient = one.get("ward"), one.get("bed")
            self.ordered[patient] = [name for name in one.get("tests", ()) if name in TESTS]
            self.given[patient] = [name for name in one.get("diagnoses", ()) if name in ILLNESSES]

    def write(self, patient):
        if not page.request():
            return
        here = dict(tests=self.ordered[patient], diagnoses=self.given[patient])
        current().add("ward", lesson="clinic", ward=patient[0], bed=patient[1], **here)


def points_of(memory, patient):
    """What this patient has cost so far."""
    given, illness = memory.given.get(patient, ()), who(*patient)[0]
    return sum(TESTS[name][1] for name in memory.ordered.get(patient, ())) + WRONG * len({*given} - {illness})


def round_of(memory, ward):
    """(beds of this ward that are diagnosed, points spent in all of it)."""
    beds = [(ward, bed) for bed in range(1, BEDS + 1)]
    solved = sum(who(*one)[0] in memory.given.get(one, ()) for one in beds)
    return solved, sum(points_of(memory, one) for one in beds)


def noted(memory, patient, illness, tests, diagnosis, commit):
    """Note what is new since the controls last spoke, and give what is known of this patient.

    A test is ordered, and a diagnosis given, when a count of presses has risen. Each bed keeps its own.
    """
    if not vars(memory):
        begin(memory)
    before, memory.last = memory.last, {**tests, "diagnosis": diagnosis, "commit": commit}
    ordered, given = memory.ordered.setdefault(patient, []), memory.given.setdefault(patient, [])
    new = [name for name, presses in tests.items() if presses > before.get(name, 0) and name not in ordered]
    ordered += new
    if diagnosis != before.get("diagnosis", OPEN):
        memory.thinking = patient  # for whom the menu was moved last
    committed = commit > before.get("commit", 0)
    if committed and diagnosis != OPEN:
        given.append(diagnosis)
    by_hand = bool(before)  # the first settings are the cell's own: what it orders is an example, and nobody's play
    if by_hand and isinstance(memory, Records) and (new or (committed and diagnosis != OPEN)):
        memory.write(patient)
    return dict(
        illness=illness,
        ordered=list(ordered),
        given=given[-1] if given else OPEN,
        thought=diagnosis if memory.thinking == patient else OPEN,
        nothing_chosen=committed and diagnosis == OPEN,
        points=points_of(memory, patient),
        round=round_of(memory, patient[0]),
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
        cost=show(points, ".0f", "point" if points == 1 else "points", label="spent on this bed"),
        solved=show(
            state.round[0], ".0f", f"of {BEDS}, for {counted(state.round[1])}", label=f"ward {state.ward} solved"
        ),
        verdict="Choose a diagnosis in the menu, then commit to it."
        if state.nothing_chosen
        else answer(chart, state.illness, state.ordered, state.given, points),
    )

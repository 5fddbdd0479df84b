"""The two explorers of the clinic: the atlas, where each illness is shown by its name, and the ward, where it is not."""

from course.lessons.clinic import examination
from course.lessons.clinic.illnesses import BEDS, ILLNESSES, WARDS, who
from course.lessons.clinic.sheet import TESTS, Sheet, progress, scores, work_done
from course.lessons.clinic.signs import HEALTHY, SIGNS
from course.live import choice, explorer, integer, press, readouts, show
from course.live.explorer import Step
from course.live.style import ERROR, GOOD, GREY

WRONG = 3  # points for a wrong diagnosis
OPEN = "not yet"
OFTEN = 1000  # a button that is never worn out: each test may be ordered once in each bed


def look_up(illness, variant):
    """The finished Chart of a patient, or None if it has not been examined yet."""
    return examination.examined.get((illness, variant % len(ILLNESSES[illness].variants)))


@explorer(
    size=(1080, 420),
    illness=choice(*ILLNESSES, label="illness"),
    variant=integer(1, 3, start=1, label="variant"),
)
def atlas(stage):
    """A training run with a known illness, all its tests open: what each illness looks like."""
    sheet = Sheet(stage, covered=False)

    def said(chart, illness):
        sheet.show(chart, TESTS)
        verdict = "All is as it should be: this is what the others are compared with."
        if illness != HEALTHY:
            verdict = f"{SIGNS[illness].expect}. Cure: {ILLNESSES[illness].cure}"
        return readouts(
            **scores(chart), strangers=show(100 * chart.strangers, ".0f", "%", label="strangers right"), verdict=verdict
        )

    def work(illness, variant):
        for chart in examination.run(illness, variant):
            if not chart.examined:
                sheet.show(chart, TESTS)
                yield Step(work_done(chart), progress(chart))
        return said(chart, illness)

    def update(illness, variant):
        chart = look_up(illness, variant)
        return said(chart, illness) if chart else work(illness, variant)

    return update


def price(name):
    points = TESTS[name][1]
    return f"{TESTS[name][0].lower()} ({points})"


@explorer(
    size=(1080, 420),
    ward=integer(1, WARDS, start=1, label="ward"),
    bed=integer(1, BEDS, start=1, label="bed"),
    **{name: press(OFTEN, label=price(name)) for name in TESTS},
    diagnosis=choice(OPEN, *ILLNESSES, label="diagnosis"),
    commit=press(OFTEN, label="commit to this diagnosis"),
)
def ward(stage):
    """A training run that may be sick, and seven tests to order: what does it suffer from."""
    sheet = Sheet(stage)
    memory = stage.memory
    memory.last = {}  # what the controls said last: a test is ordered, and a diagnosis given, when a count of presses has risen
    memory.ordered, memory.given = {}, {}  # (ward, bed) -> tests, and diagnoses in their order
    memory.thinking = None  # for whom the menu was moved last

    def ask(patient, tests, diagnosis, commit):
        """Note what is new. Gives (the tests ordered for this patient, the diagnosis given last, is one still to be chosen?)."""
        before, memory.last = memory.last, {**tests, "diagnosis": diagnosis, "commit": commit}
        ordered, given = memory.ordered.setdefault(patient, []), memory.given.setdefault(patient, [])
        ordered += [name for name, presses in tests.items() if presses > before.get(name, 0) and name not in ordered]
        if diagnosis != before.get("diagnosis", OPEN):
            memory.thinking = patient
        committed = commit > before.get("commit", 0)
        if committed and diagnosis != OPEN:
            given.append(diagnosis)
        return ordered, given[-1] if given else OPEN, committed and diagnosis == OPEN

    def stamp(patient, illness, given, thought, empty):
        if empty:
            return "first choose one", GREY
        if given == OPEN:
            return (f"{short(thought)}?", GREY) if thought != OPEN and memory.thinking == patient else ("", GREY)
        return (f"✓ {short(given)}", GOOD) if given == illness else (f"× {short(given)}", ERROR)

    def said(chart, illness, patient, ordered, given, thought, empty):
        sheet.show(chart, ordered, stamp=stamp(patient, illness, given, thought, empty))
        points = sum(TESTS[name][1] for name in ordered) + WRONG * len({*memory.given[patient]} - {illness})
        verdict = (
            "Choose a diagnosis in the menu, then commit to it."
            if empty
            else answer(chart, illness, ordered, given, points)
        )
        return readouts(
            **scores(chart),
            cost=show(points, ".0f", "point" if points == 1 else "points", label="spent so far"),
            verdict=verdict,
        )

    def work(illness, variant, *asked):
        for chart in examination.run(illness, variant):
            if not chart.examined:
                sheet.show(chart, asked[1])
                yield Step(work_done(chart), progress(chart))
        return said(chart, illness, *asked)

    def update(ward, bed, diagnosis, commit, **tests):
        illness, variant = who(ward, bed)
        patient = ward, bed
        ordered, given, empty = ask(patient, tests, diagnosis, commit)
        asked = patient, ordered, given, diagnosis, empty
        chart = look_up(illness, variant)
        return said(chart, illness, *asked) if chart else work(illness, variant, *asked)

    return update


def short(name):
    return name if len(name) <= 22 else name[:21] + "…"


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

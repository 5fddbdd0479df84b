"""The two explorers of the clinic: the atlas, where each illness is shown by its name, and the ward, where it is not."""

from course.lessons.clinic import examination
from course.lessons.clinic.illnesses import BEDS, ILLNESSES, WARDS, who
from course.lessons.clinic.sheet import TESTS, Sheet, progress, scores, work_done
from course.lessons.clinic.signs import HEALTHY, SIGNS
from course.live import choice, explorer, integer, readouts, show, toggle
from course.live.explorer import Step
from course.live.style import ERROR, GOOD, GREY

WRONG = 3  # points for a wrong diagnosis
OPEN = "not yet"
LEFT_OVER = " Ticks and a diagnosis left from the last bed count for nothing here: take them off, or set them anew."


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
        return readouts(**scores(chart), strangers=show(100 * chart.strangers, ".0f", "%", label="strangers right"), verdict=verdict)

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
    **{name: toggle(label=price(name)) for name in TESTS},
    diagnosis=choice(OPEN, *ILLNESSES, label="diagnosis"),
)
def ward(stage):
    """A training run that may be sick, and seven tests to order: what does it suffer from."""
    sheet = Sheet(stage)
    stage.memory.paid = set()  # what has been ordered is paid for, and so is a wrong diagnosis
    stage.memory.patient, stage.memory.left_over = None, set()  # whose bed this is; what the controls say of the bed before

    def meant(patient, ordered, diagnosis):
        """(ordered, diagnosis) without what was set for another bed and is not paid for here: it orders nothing."""
        memory, on = stage.memory, {*ordered, diagnosis} - {OPEN}
        if memory.patient not in (None, patient):
            memory.left_over = on - {entry[2] for entry in memory.paid if entry[:2] == patient}
        memory.patient = patient
        memory.left_over &= on
        return [name for name in ordered if name not in memory.left_over], OPEN if diagnosis in memory.left_over else diagnosis

    def said(chart, illness, patient, ordered, diagnosis):
        stamp = ("", GREY) if diagnosis == OPEN else (f"✓ {short(diagnosis)}", GOOD) if diagnosis == illness else (f"× {short(diagnosis)}", ERROR)
        sheet.show(chart, ordered, stamp=stamp)
        paid = stage.memory.paid
        paid.update((*patient, name, TESTS[name][1]) for name in ordered)
        if diagnosis not in (OPEN, illness):
            paid.add((*patient, diagnosis, WRONG))
        points = sum(entry[3] for entry in paid if entry[:2] == patient)
        return readouts(**scores(chart), cost=show(points, ".0f", "point" if points == 1 else "points", label="spent so far"),
                        verdict=answer(chart, illness, ordered, diagnosis, points) + LEFT_OVER * bool(stage.memory.left_over))  # fmt: skip

    def work(illness, variant, *asked):
        for chart in examination.run(illness, variant):
            if not chart.examined:
                sheet.show(chart, asked[1])
                yield Step(work_done(chart), progress(chart))
        return said(chart, illness, *asked)

    def update(ward, bed, diagnosis, **tests):
        illness, variant = who(ward, bed)
        patient = ward, bed
        asked = patient, *meant(patient, [name for name, wanted in tests.items() if wanted], diagnosis)
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
        test = ILLNESSES[illness].test
        return f"No, it is not healthy. Look at “{TESTS[test][0]}” again, or order it." if test in TESTS else "No, a healthy loss does not leap like this one."
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

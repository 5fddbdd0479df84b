"""The treatment: a patient's code to repair, and what becomes of it when it is trained again."""

import sys

from course.lab import page
from course.lessons.clinic import examination
from course.lessons.clinic.illnesses import BEDS, ILLNESSES, WARDS, who
from course.lessons.clinic.sheet import TESTS, Sheet, progress, scores, test_score, work_done
from course.lessons.clinic.signs import SIGNS, found
from course.live import State, Step, explorer, integer, readouts
from course.practice.lesson import Code
from course.practice.progress import current
from course.practice.results import CheckResult

ENOUGH = 0.9  # of the test set right, for a cure


def patient(bed, ward=1):
    """The training function of a patient, as text: print it, change it, hand it to `treat`."""
    return Code(ILLNESSES[_there(bed, ward)[0]].code(who(ward, bed)[1]))


def pictures():
    """What every patient is given: (x, y) to learn from, and (new_x, new_y), which are held out. Ink goes from 0 to 255."""
    learn, held, _ = examination.pictures(examination.PATIENTS_SEED)
    return tuple(examination.copies(*learn)), tuple(examination.copies(*held))


def repair(bed, ward=1, again=False):
    """Put a patient's code into a new cell below, ready to be changed and run.

    A cell that has done so once does not do it again when it is run again, which would put a fresh copy above what a
    learner has repaired. ``again=True`` asks for one.
    """
    code = f"{patient(bed, ward)}\n\nclinic.treat({bed}, train, ward={ward})"
    told = f"The code of bed {bed} in ward {ward} is in the cell below."
    cell = _cell()
    if not again and cell and (cell, bed, ward) in _repairing():
        way = f"clinic.repair({bed}, {f'ward={ward}, ' * (ward != 1)}again=True)"
        return CheckResult(
            "repair", "untouched", f"{told} If you have deleted that cell, run `{way}` to get a fresh copy."
        )
    try:
        _put_below(get_ipython(), code)
    except NameError:  # no notebook around us
        return Code(code)
    if cell:
        current().add("repair", lesson="clinic", cell=cell, bed=bed, ward=ward)
    return CheckResult("repair", "untouched", f"{told} Find the fault, fix it, and run the cell.")


def _cell():
    """The id of the cell that is running; None where the front end names no cells."""
    return ((page.request() or {}).get("metadata") or {}).get("cellId")


def _repairing():
    """Which cells have put which patient's code below them, in any session."""
    return {(one.get("cell"), one.get("bed"), one.get("ward")) for one in current().of("repair", "clinic")}


def _put_below(shell, code):
    """Ask the notebook for a new cell with this code."""
    if sys.platform == "emscripten":  # the browser's kernel takes `set_next_input` and does nothing with it
        shell.payload_manager.write_payload({"source": "set_next_input", "text": code, "replace": False})
    else:
        shell.set_next_input(code)


def treat(bed, train, ward=1):
    """Train again with the repaired `train` (the function, or its text), and say whether the patient is cured."""
    illness, variant = _there(bed, ward)
    if isinstance(train, str):
        try:
            train = examination.compiled(train)
        except SyntaxError as problem:
            return CheckResult("treat", "hint", f"This is not a training function yet: {problem}.")
        except KeyError:
            return CheckResult("treat", "hint", "This is not a training function yet: it defines no `train`.")
    if not callable(train):
        return CheckResult(
            "treat",
            "hint",
            "It wants your training function, by its name and without brackets: "
            f"`clinic.treat({bed}, train, ward={ward})`.",
        )

    return _treatment(train, _before(illness, variant))()


def _treatment(train, before):
    """The explorer of one treated patient. before: its training loss, epoch by epoch, when it was sick."""
    done = {}  # deal -> the finished Chart

    @explorer(size=(1080, 430), deal=integer(1, 3, start=1, label="pictures and start"))
    def treatment(deal):
        """A patient's training run after treatment, with all tests; its training loss from before is dotted."""
        return State(chart=done[deal], problem=None) if deal in done else retrained(deal)

    def retrained(deal):
        chart = examination.Chart()
        try:
            for chart in examination.examine(train, examination.PATIENTS_SEED + deal - 1):
                if not chart.examined:
                    yield Step(work_done(chart), State(chart=chart, problem=None))
        except Exception as problem:  # the learner's code may fail in any way
            return State(chart=chart, problem=trouble(problem))
        done[deal] = chart
        return State(chart=chart, problem=None)

    @treatment.seen
    def scene(stage):
        sheet = Sheet(stage, covered=False)
        return lambda state: None if state.problem else sheet.show(state.chart, TESTS, before)

    treatment.said(words)
    return treatment


def words(state):
    chart = state.chart
    if state.problem:
        return readouts(verdict=state.problem)
    if not chart.examined:
        return progress(chart)
    return readouts(**scores(chart), test_right=test_score(chart), verdict=judgement(chart))


def _there(bed, ward):
    for name, value, most in (("bed", bed, BEDS), ("ward", ward, WARDS)):
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            raise ValueError(f"{name} is {value!r}; there are {name}s 1 to {most}")
    return who(ward, bed)


def _before(illness, variant):
    for chart in examination.run(illness, variant):
        pass
    return chart.loss


def judgement(chart):
    """Is the patient cured? If not, what can still be seen, without naming the illness."""
    left = found(chart)
    if left:
        return f"Not cured yet. Look at “{TESTS[ILLNESSES[left[0]].test][0]}”: {SIGNS[left[0]].seen(chart)}."
    if chart.test_right < ENOUGH:
        return f"Better, but only {100 * chart.test_right:.0f}% of the test set is right. A healthy run reaches 90% and more."
    return f"Cured: no test finds anything, and {100 * chart.test_right:.0f}% of the test set is right."


def trouble(problem):
    if isinstance(problem, examination.Unfit):
        return str(problem)
    line = None
    trace = problem.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_name in ("train", "prepare", "forward", "slopes", "predict", "<listcomp>"):
            line = trace.tb_lineno
        trace = trace.tb_next
    where = f", at its line {line}" if line else ""
    return f"The code stops with {type(problem).__name__}{where}: {problem}"

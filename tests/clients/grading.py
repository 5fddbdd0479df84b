"""nbgrader, as a teacher uses it: an assignment, four submissions, their grades and what the students read.

python tests/clients/grading.py
"""

import json
import shutil
import sqlite3

import nbformat
from tools import WORK, Report, environment, run, wheel

NAME = "01_loss"
LOOP = "def mse(prediction, target):\n    while True:\n        pass"
CELL_THAT_NEVER_ENDS = "while True:\n    pass"

report = Report()
bin = environment("grading", f"{wheel()}[teach]", "nbgrader")
course = WORK / "teacher"
progress = WORK / "grader.jsonl"
shutil.rmtree(course, ignore_errors=True)
progress.unlink(missing_ok=True)
own = {"NETS_BY_HAND_PROGRESS": str(progress), "JUPYTER_PREFER_ENV_PATH": "1"}


def nbgrader(*words, check=True):
    return run(bin / "nbgrader", *words, cwd=course, env=own, check=check)


def cells_of(path):
    return nbformat.read(path, as_version=4)


run(bin / "nets-by-hand", "assignment", "loss", "--out", course)
report.holds("nets-by-hand assignment loss", (course / "nbgrader_config.py").is_file())

said = nbgrader("generate_assignment", NAME)
release = course / "release" / NAME / f"{NAME}.ipynb"
sources = [cell.source for cell in cells_of(release).cells]
handout = [cell.source for cell in cells_of(course / "handout" / NAME / f"{NAME}.ipynb").cells]
report.holds("generate_assignment makes the release, which says what the handout says", sources == handout, said)

solutions = [cell.source for cell in cells_of(course / "source" / NAME / f"{NAME}.ipynb").cells]
exercises = [number for number, text in enumerate(sources) if "# your code here" in text]
answers = {
    "ada_untouched": {},
    "ben_half": {exercises[0]: solutions[exercises[0]]},
    "cem_full": {number: solutions[number] for number in exercises},
    "dot_endless": {exercises[0]: LOOP, exercises[1]: solutions[exercises[1]], exercises[2]: CELL_THAT_NEVER_ENDS},
}
for student, written in answers.items():
    place = course / "submitted" / student / NAME
    place.mkdir(parents=True)
    made = cells_of(release)
    for number, text in written.items():
        made.cells[number].source = text
    nbformat.write(made, place / f"{NAME}.ipynb")

for student, passes in (("ada_untouched", False), ("ben_half", False), ("cem_full", True)):
    said = nbgrader("validate", course / "submitted" / student / NAME / f"{NAME}.ipynb", check=False)
    report.holds(f"validate {'passes' if passes else 'does not pass'} {student}", ("Success" in said) == passes, said)

said = nbgrader("autograde", NAME, check=False)
complaints = [line for line in said.splitlines() if "ERROR" in line or "float" in line]
report.holds(
    "autograde complains of nothing but the cell that never ends",
    len(complaints) == 2 and "Timeout waiting for execute reply" in complaints[0] and "Interrupting" in complaints[1],
    said,
)

points = dict(sqlite3.connect(course / "gradebook.db").execute(
    "select sa.student_id, sum(coalesce(g.auto_score, 0)) from grade g join submitted_notebook sn on g.notebook_id = sn.id "
    "join submitted_assignment sa on sn.assignment_id = sa.id group by sa.student_id"
))  # fmt: skip
wanted = {"ada_untouched": 0.0, "ben_half": 5.0, "cem_full": 5.0 * len(exercises), "dot_endless": 5.0}
report.holds(f"points: {points}", points == wanted, f"wanted {wanted}\n{said}")

said = nbgrader("generate_feedback", NAME)
read = {
    student: (course / "feedback" / student / NAME / f"{NAME}.html").read_text(encoding="utf-8") for student in answers
}
report.holds(
    "feedback says to the untouched one: not started", read["ada_untouched"].count("not started") == len(exercises)
)
report.holds("feedback says to the full one: passed", read["cem_full"].count(": passed") == len(exercises))
report.holds("feedback names the endless loop", "still running" in read["dot_endless"] or "loop" in read["dot_endless"])

kept = [json.loads(line) for line in progress.read_text().split("\n") if line] if progress.exists() else []
report.holds("the grader's own progress is as it was", kept == [], kept)
report.end()

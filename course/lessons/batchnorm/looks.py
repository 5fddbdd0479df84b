"""How the two networks of this lesson look, one with batch norm and one without, and the two classes they learn."""

from course.live.style import MODEL, OTHER

LOOKS = {False: dict(color=OTHER, ls="--", lw=2.2), True: dict(color=MODEL, ls="-", lw=2.2)}  # by: has it batch norm?
NAMES = {False: "without", True: "with batch norm"}
PALE = ["#f0c05f", "white", "#8fc1e6"]  # the plane, from "surely a circle" to "surely a square"
CLASSES = ((0, "o", "#8a5d00"), (1, "s", "#00466e"))  # number, marker, color

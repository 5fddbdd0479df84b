"""How this lesson's pictures show the sets: the same colour, mark and dash for each of them everywhere."""

from course.live.style import BLUE, PURPLE, RED

TRAIN = dict(color=BLUE, ls="--", marker="o", ms=7)
DEV = dict(color=RED, ls="-", marker="s", ms=7)
DEPLOYED = dict(color=PURPLE, ls="-.", marker="D", ms=7)

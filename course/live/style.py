"""Colours, sizes and line weights of every figure, so that all lessons look like one course.

The colours are those of Okabe and Ito, which stay apart for colour-blind readers
(https://jfly.uni-koeln.de/color/). A colour never carries a meaning alone: what it
says is also said by a shape, a dash or a label.
"""

BLACK = "#1b1b1b"
GREY = "#6b7078"
FAINT = "#d5d8dd"
BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
RED = "#D55E00"
SKY = "#56B4E9"
PURPLE = "#CC79A7"

# What a colour stands for, the same in every lesson.
DATA = BLACK  # what was observed
MODEL = BLUE  # what the model says
ERROR = RED  # the distance between the two, and the loss
GOOD = GREEN  # the best there is, the target
OTHER = ORANGE  # a second model, to compare

# What can be dragged, as `plot` takes it.
HANDLE = dict(marker="o", ls="", color="white", mec=ORANGE, mew=2.5, ms=11, zorder=8, clip_on=False)

RC = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "axes.titlesize": 11.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titley": 1.0,  # no search for a place above ticks that nobody has put there: a fifth of each first picture
    "axes.labelsize": 11,
    "axes.labelcolor": BLACK,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.formatter.useoffset": False,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": BLACK,
    "ytick.labelcolor": BLACK,
    "text.color": BLACK,
    "lines.linewidth": 2.0,
    "lines.markersize": 7,
    "legend.fontsize": 10,
    "legend.frameon": False,
    "grid.color": FAINT,
    "grid.linewidth": 0.7,
    "figure.facecolor": "white",
    "figure.constrained_layout.w_pad": 0.08,
    "figure.constrained_layout.h_pad": 0.08,
}


def rgb(color: str) -> tuple[float, float, float]:
    """A color's red, green and blue, each from 0 to 1: "#D55E00" gives (0.84, 0.37, 0.0). Needs no matplotlib."""
    return tuple(int(color[k : k + 2], 16) / 255 for k in (1, 3, 5))

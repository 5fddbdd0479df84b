"""How this lesson's pictures show the sets: the same color, mark and dash for each of them everywhere, and one map."""

import numpy as np

from course.live.style import BLUE, DATA, ORANGE, PURPLE, RED

TRAIN = dict(color=BLUE, ls="--", marker="o", ms=7)
DEV = dict(color=RED, ls="-", marker="s", ms=7)
DEPLOYED = dict(color=PURPLE, ls="-.", marker="D", ms=7)


class Country:
    """A map of what a net says, from one class (orange, circles) to the other (blue, triangles), with points on it."""

    def __init__(self, stage, axes, cells=64):
        from course.live.artists import Field

        axes.set(xlim=(-1.75, 2.75), ylim=(-1.4, 1.75), xlabel="x₁", ylabel="x₂")
        self.field = Field(
            stage, axes, ["#f2b33d", "#fdf3dc", "#dcebf5", "#4b9cd0"], level=0.5, cells=cells, line=dict(lw=2.2)
        )
        looks = dict(ls="", mec=DATA, mew=0.7, zorder=5)
        self.marks = [
            stage.moving(axes.plot([], [], marker, color=color, ms=ms, **looks))
            for marker, color, ms in (("o", ORANGE, 6), ("^", BLUE, 6.5))
        ]
        self.rings = stage.moving(axes.plot([], [], "o", ls="", mfc="none", mec=DATA, ms=12, mew=1.8, zorder=6))

    def points(self, x, y, ringed=None):
        for kind, mark in enumerate(self.marks):
            mark.set_data(*x[y[:, 0] == kind].T)
        self.rings.set_data(*(x[ringed].T if ringed is not None else ([], [])))

    def show(self, net):
        """Colour the map by the net's answers; the line is where it cannot decide."""
        z = net.predict(self.field.points)
        self.field.show(1 / (1 + np.exp(-np.clip(z, -30, 30))))

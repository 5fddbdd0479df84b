"""How a walk is drawn in this lesson, and where its legends go."""

from course.live.style import DATA, ORANGE

PATH = dict(color=ORANGE, lw=1.6, marker="o", ms=4.5, mec=DATA, mew=0.5, zorder=6)
FIRST = 8  # steps that are drawn in full


def draw_trail(stage, axes):
    """A walk on a map: a dot for each place, a line for the first steps, and a faint one for the rest.

    A hundred crossings of a valley, all drawn in full, would paint it over. Returns show(path), where path is (k, 2).
    """
    look = dict(color=ORANGE, zorder=6)
    rest = stage.moving(axes.plot([], [], lw=0.5, alpha=0.35, **look))
    dots = stage.moving(axes.plot([], [], "o", ms=3.4, mec=DATA, mew=0.35, **look))
    first = stage.moving(axes.plot([], [], lw=1.5, **look))

    def show(path):
        first.set_data(*path[: FIRST + 1].T)
        rest.set_data(*path[FIRST:].T)
        dots.set_data(*path.T)

    return show


def legends_above(*panels, room=30):
    """Make room between the titles and the pictures, where a legend covers no line. Returns what puts `legend` there."""
    for axes in panels:
        axes.set_title(axes.get_title("left"), pad=room)
    return dict(loc="lower center", bbox_to_anchor=(0.5, 0.985), handletextpad=0.5, columnspacing=1.0)

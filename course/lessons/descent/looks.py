"""How a walk is drawn in this lesson, and where its legends go."""

from course.live.style import DATA, ORANGE

PATH = dict(color=ORANGE, lw=1.6, marker="o", ms=4.5, mec=DATA, mew=0.5, zorder=6)


def legends_above(*panels, room=30):
    """Make room between the titles and the pictures, where a legend covers no line. Returns what puts `legend` there."""
    for axes in panels:
        axes.set_title(axes.get_title("left"), pad=room)
    return dict(loc="lower center", bbox_to_anchor=(0.5, 0.985), handletextpad=0.5, columnspacing=1.0)

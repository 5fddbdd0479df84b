"""An explorer as a room sees it: one panel or a few, large type, and colors that carry to the back row.

The scene is the lesson's own. It is drawn on a smaller page that is shown larger, so that type, lines and points all grow
together. What is pale on white gets a dark edge; a ghost is darker than on a page that is read from near.
"""

from __future__ import annotations

import io
from types import SimpleNamespace

import numpy as np

from .explorer import Explorer, Scene
from .readouts import Readouts
from .stage import DRAWING
from .style import BLACK

ENLARGED = 1.45  # a logical pixel of the page on a slide of 1280 x 720: 11 points become 22 pixels
SMALLEST = 11  # points
GHOST, SHADE = 0.65, 0.5  # how opaque a pinned picture is, and how much of its light it keeps
PALE = 3.0  # a contrast with white under which a line gets an edge
EDGE = 2.2  # points
THIN = 1.2  # points
TALK_RC = {"xtick.labelsize": SMALLEST, "ytick.labelsize": SMALLEST, "legend.fontsize": SMALLEST}


class TalkExplorer(Explorer):
    """``explorer`` with the panels in ``focus`` only (all when it is empty), for ``size`` pixels of a 1280 x 720 slide.

    ``show`` are the readouts that stand under it (all when it is empty). There is no verdict, which would say what the
    room is asked; and when it is ``quiet``, nothing is said at all.
    """

    def __init__(self, explorer: Explorer, size: tuple[int, int], focus: tuple = (), show: tuple = (), quiet=False):
        vars(self).update(vars(explorer))
        self.size = tuple(round(side / ENLARGED) for side in size)
        self.focus, self.show, self.quiet = tuple(focus) or None, tuple(show), quiet
        self.whole = explorer
        self.presets = {}  # a slide has states instead

    def draw(self, stage):
        import matplotlib

        with matplotlib.rc_context(TALK_RC):
            show = self.whole.draw(stage)
            enlarge(stage)
            if self.focus and len(self.focus) == 1:
                stage.figure.axes[0].set_title("", loc="left")  # the slide's title says more
        return show

    def words(self, state):
        """Of what the explorer says, what stands on the slide."""
        said = self.whole.words(state)
        names = self.show or [name for name in said if name != "verdict"]
        return Readouts({name: said[name] for name in names if name in said})


def enlarge(stage) -> None:
    """No type under the smallest, edges around what is pale, and a ghost that can be seen."""
    import matplotlib.lines
    import matplotlib.patheffects as effects
    import matplotlib.text

    stage.ghost_opacity, stage.ghost_shade, stage.ghost_has_ground = GHOST, SHADE, False
    for text in stage.figure.findobj(matplotlib.text.Text):
        text.set_fontsize(max(text.get_fontsize(), SMALLEST))
    for line in stage.figure.findobj(matplotlib.lines.Line2D):
        if line.get_marker() not in ("None", None, "") and contrast(line.get_markeredgecolor(), "white") < PALE:
            line.set_markeredgecolor(BLACK)
        if line.get_linestyle() != "None" and line.get_animated() and contrast(line.get_color(), "white") < PALE:
            if line.get_linewidth() < THIN:  # many thin ones lie side by side: edges would make them one
                line.set(color=darker(line.get_color()), alpha=1)
            else:
                line.set_path_effects([effects.withStroke(linewidth=line.get_linewidth() + EDGE, foreground=BLACK)])


def luminance(color) -> float:
    """As WCAG defines it."""
    from matplotlib.colors import to_rgb

    channels = np.array(to_rgb(color))
    linear = np.where(channels <= 0.03928, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(one, other) -> float:
    """The contrast of two colors, from 1 to 21, as WCAG defines it."""
    try:
        low, high = sorted((luminance(one), luminance(other)))
    except ValueError:  # "none", "auto"
        return 21.0
    return (high + 0.05) / (low + 0.05)


def darker(color):
    """The color, mixed with as much black as it needs to be seen on white."""
    from matplotlib.colors import to_rgb

    return next(
        mixed
        for share in np.arange(1, 0, -0.05)
        if contrast(mixed := tuple(share * np.array(to_rgb(color))), "white") >= PALE
    )


class Shot(SimpleNamespace):
    """One state as a picture: ``image`` (WebP), ``readouts``, ``pinned`` (the ghost's readouts, or None), ``alt``, and where its ``maps`` are."""


def shots(explorer, states: list[dict], pinned: dict | None = None, pin: int | None = None, scale: float = 2.0):
    """The `Shot` of each state, as it looks when one goes through them in order.

    ``pinned`` are the settings of the ghost that it begins with; after the state number ``pin``, that one is the ghost.
    ``scale``: pixels of the picture for one of the page.
    """
    made, ghost = [], None
    with DRAWING:
        scene = Scene(explorer)
        scene.stage.set_scale(scale)
        if pinned is not None:
            ghost = Readouts(scene.run(pinned))
            scene.stage.pin()
        for number, settings in enumerate(states):
            said = scene.run(settings)
            image, alt = _webp(scene.stage), _alt(explorer, settings, said)
            made.append(Shot(image=image, readouts=said, pinned=ghost, alt=alt, maps=scene.stage.maps()))
            if number == pin:
                ghost = Readouts(said)
                scene.stage.pin()
    return made


def _webp(stage) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    picture = Image.fromarray(np.array(stage.paint())[..., :3])
    few = picture.quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.convert("RGB").save(file, "WEBP", lossless=True, method=4, quality=75)
    return file.getvalue()


def _alt(explorer, settings, said):
    moved = ", ".join(f"{explorer.controls[n].title(n)} {explorer.controls[n].text(v)}" for n, v in settings.items())
    return f"{explorer.title} With {moved}. {said.sentence().rstrip('.')}."

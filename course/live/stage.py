"""A stage: a figure whose still parts are painted once and whose moving parts are painted on top.

Drawing a matplotlib figure from nothing takes tens of milliseconds, nearly all of it for ticks,
labels and data that did not change. A stage paints those once, keeps the pixels, and for each new
picture copies them back and draws only the few artists that were named as moving. That takes about
a millisecond, which is what makes a slider feel like touching the thing itself.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

# matplotlib is not thread-safe, and JupyterLab may run callbacks on several threads:
# whoever builds, moves or paints any figure of the course holds this lock.
DRAWING = threading.RLock()

PIXELS_PER_INCH = 100  # at scale 1, a stage of width 900 is 900 pixels wide
GHOST_OPACITY = 0.30  # of a pinned picture, under the present one


@dataclass(frozen=True)
class Grip:
    """A place on the figure that can be dragged.

    ``where(state)`` tells where it is now, in the coordinates of ``axes``;
    ``drag(x, y, state)`` tells which controls get which new values.
    """

    name: str
    label: str
    axes: object
    where: Callable
    drag: Callable


class Stage:
    """A figure of ``width`` by ``height`` logical pixels. Lessons fill it; the engine paints it."""

    def __init__(self, width: int = 900, height: int = 360, focus: str | tuple | None = None):
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.width, self.height, self.focus = width, height, focus
        self.figure = Figure(
            figsize=(width / PIXELS_PER_INCH, height / PIXELS_PER_INCH), dpi=PIXELS_PER_INCH, layout="constrained"
        )
        self._canvas = FigureCanvasAgg(self.figure)
        self._moving: list = []
        self._background: np.ndarray | None = None
        self._laid_out = False
        self._ghost: np.ndarray | None = None
        self.ghost_opacity, self.ghost_shade = GHOST_OPACITY, 1.0  # a hall needs darker ghosts than a page,
        self.ghost_has_ground = True  # and none of a field or an image, which would darken all of it
        self._maps: list | None = None
        self.grips: dict[str, Grip] = {}
        self.memory = SimpleNamespace()

    # ---- what a lesson calls ------------------------------------------------------------------

    def panels(self, *titles: str, names=(), widths=None, **subplot_options) -> list:
        """Axes side by side, one for each title; ``widths`` are their relative widths.

        By its name a panel can be shown alone. The others are then drawn on a figure that nobody sees.
        """
        names = names or range(len(titles))
        axes = self.mosaic([list(names)], width_ratios=widths, **subplot_options)
        for name, title in zip(names, titles):
            axes[name].set_title(title)
        return [axes[name] for name in names]

    def mosaic(self, layout, **options) -> dict:
        """Axes by their names, laid out as ``Figure.subplot_mosaic`` reads ``layout``."""
        if self.focus is None:
            return self.figure.subplot_mosaic(layout, **options)
        axes = type(self.figure)().subplot_mosaic(layout, **options)
        kept = [self.focus] if isinstance(self.focus, str) else list(self.focus)
        for name in kept:
            if name not in axes:
                names = [name for name in axes if isinstance(name, str)]
                raise ValueError(f"there is no panel {name!r} to focus on; there are {', '.join(names) or 'none'}")
        widths = [axes[name].get_position(original=True).width for name in kept]
        return axes | self.figure.subplot_mosaic([kept], width_ratios=widths)

    def shows(self, axes) -> bool:
        """Are these axes on the figure, and not on the one that nobody sees?"""
        return axes is not None and axes.figure is self.figure

    def moving(self, artist):
        """Name ``artist`` (or a list of artists, as ``plot`` returns) as one that moves; gives it back.

        All that moves is painted over all that is still. So what lies on a moving image must move too.
        """
        if isinstance(artist, (list, tuple)):
            artists = [self.moving(one) for one in artist]
            return artists[0] if len(artists) == 1 else artists
        artist.set_animated(True)
        artist.set_in_layout(False)
        if artist.figure in (self.figure, None):
            self._moving.append(artist)
        return artist

    def forget(self, artist) -> None:
        """Take a moving artist off the stage for good."""
        if artist in self._moving:
            self._moving.remove(artist)
        artist.remove()

    def grip(self, name, axes, where=None, drag=None, label=None) -> None:
        """Let the learner drag a place on ``axes``: with the pointer, or with the arrow keys.

        For a ``point`` control of the same name, nothing more is needed. Otherwise ``where(state)``
        returns ``(x, y)``, and ``drag(x, y, state)`` a dict of new control values.
        """
        self.grips[name] = Grip(
            name,
            label or name.replace("_", " "),
            axes,
            where or (lambda state: getattr(state, name)),
            drag or (lambda x, y, state: {name: (x, y)}),
        )

    def square(self, axes) -> float:
        """How many units of x look as long as one unit of y. For use once the scene is drawn: it finds the axes' place."""
        if not self._laid_out:
            self._lay_out()
        (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
        return axes.bbox.height / (top - bottom) * (right - left) / axes.bbox.width

    def refresh(self) -> None:
        """Paint the still parts again at the next picture. For the rare change of a whole scene."""
        self._background = None

    # ---- what the engine calls ----------------------------------------------------------------

    def set_scale(self, scale: float) -> None:
        """Paint at ``scale`` device pixels for each logical pixel."""
        dpi = PIXELS_PER_INCH * scale
        if abs(dpi - self.figure.dpi) > 1e-9:
            self.figure.set_dpi(dpi)
            self._background = None

    def _paint_background(self) -> np.ndarray:
        self._lay_out()
        self._canvas.draw()
        return np.array(self._pixels())

    def _lay_out(self) -> None:
        """Find the place of the axes, once. Left on, the layout would shift them whenever a label changed."""
        if self.figure.axes:
            self.figure.get_layout_engine().execute(self.figure)
        self.figure.set_layout_engine("none")
        for axes in self.figure.axes:
            # The solver's last digits differ from process to process, and with them the colours of a few pixels.
            axes.set_position(np.round(axes.get_position(original=True).bounds, 9))
        self._laid_out = True

    def _pixels(self) -> np.ndarray:
        """The painter's own pixels, (height, width, 4) bytes, writable in place."""
        return np.asarray(self._canvas.get_renderer().buffer_rgba())

    def paint(self) -> np.ndarray:
        """The present picture: (height, width, 4) bytes. Valid until the next call."""
        pixels, above = self._paint_ground()
        if self._ghost is not None:
            self._lay_ghost(pixels)
        self._draw(above)
        return pixels

    def _paint_ground(self) -> tuple[np.ndarray, list]:
        """The still parts, with the moving fields and images (which would cover a ghost); and what else moves, in order."""
        if self._background is None:
            self._background = self._paint_background()
        pixels = self._pixels()
        np.copyto(pixels, self._background)
        moving = sorted(
            (artist for artist in self._moving if artist.get_visible()), key=lambda artist: artist.get_zorder()
        )
        ground = [artist for artist in moving if artist.get_zorder() <= 0]
        self._draw(ground)
        return pixels, moving[len(ground) :]

    def _draw(self, artists) -> None:
        painter = (
            self._canvas.get_renderer()
        )  # once: `draw_artist` asks anew for each artist, which costs as much as a text
        for artist in artists:
            artist.draw(painter)

    def pin(self) -> None:
        """Keep the present picture's moving parts as a ghost under those to come."""
        self._ghost = None
        picture = np.array(self.paint())
        still = self._background if self.ghost_has_ground else self._paint_ground()[0]
        picture[..., 3] = 255 * (picture[..., :3] != still[..., :3]).any(axis=2)
        self._ghost = picture

    def unpin(self) -> None:
        self._ghost = None

    def _lay_ghost(self, pixels: np.ndarray) -> None:
        if self._ghost.shape != pixels.shape:  # the window was resized since
            from PIL import Image

            height, width = pixels.shape[:2]
            self._ghost = np.array(Image.fromarray(self._ghost).resize((width, height)))
        weight = self._ghost[..., 3:] * (self.ghost_opacity / 255)
        blend = pixels[..., :3] * (1 - weight) + self._ghost[..., :3] * self.ghost_shade * weight
        pixels[..., :3] = blend.round().astype(np.uint8)

    def to_fraction(self, axes, x: float, y: float) -> tuple[float, float]:
        """A point of ``axes``, kept inside its limits, in fractions of the figure from the top left."""
        x, y = np.clip(x, *sorted(axes.get_xlim())), np.clip(y, *sorted(axes.get_ylim()))
        across, up = axes.transData.transform((x, y))
        page = self.figure.bbox
        return float(across / page.width), float(1 - up / page.height)

    def from_fraction(self, axes, across: float, down: float) -> tuple[float, float]:
        """The point of ``axes`` there, kept inside its limits."""
        x, y = axes.transData.inverted().transform(self.figure.transFigure.transform((across, 1 - down)))
        return float(np.clip(x, *sorted(axes.get_xlim()))), float(np.clip(y, *sorted(axes.get_ylim())))

    def maps(self) -> list[list[float]]:
        """``[left, top, right, bottom]`` of each panel that holds a map or an image, in fractions of the figure."""
        if self._maps is None:
            page = self.figure.bbox
            boxes = [axes.bbox for axes in self.figure.axes if _holds_map(axes)]
            self._maps = [
                [box.x0 / page.width, 1 - box.y1 / page.height, box.x1 / page.width, 1 - box.y0 / page.height]
                for box in boxes
            ]
        return self._maps

    def png(self, scale: float = 1.5) -> bytes:
        """The present picture as a PNG file, in few enough colors to keep a notebook small, and none far from its own."""
        from PIL import Image

        before = self.figure.dpi / PIXELS_PER_INCH
        self.set_scale(scale)
        image = Image.fromarray(np.array(self.paint())[..., :3])
        self.set_scale(before)
        file = io.BytesIO()
        image.quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(file, "PNG")
        return file.getvalue()


def _holds_map(axes) -> bool:
    """Is something painted there whose shades mean something: an image, or filled contours?"""
    from matplotlib.collections import QuadMesh
    from matplotlib.contour import ContourSet

    fills = (one for one in axes.collections if isinstance(one, (QuadMesh, ContourSet)))
    ours = any(getattr(one, "is_map", False) for one in axes.get_children())
    return ours or bool(axes.images) or any(getattr(one, "filled", True) for one in fills)

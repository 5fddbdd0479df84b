"""Artists that are quick enough to change with every frame: short texts, small pictures, a row of bars, a function of
the plane in colours, a valley.

matplotlib sets a text anew each time it is drawn, which takes more than half a millisecond; a graph with thirty
numbers would no longer feel alive. Here each character is set once, and a text is its characters side by side.
An image it resamples with care for every case there is, which takes ten times as long as the two cases here need. And
what it spends on each artist that it draws is worth saving where many are of one kind.
"""

import math
from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.transforms import IdentityTransform

from .style import BLACK


@lru_cache(maxsize=1024)
def _glyph(character, size, weight, dpi):
    """How much of each pixel a character covers, (height, width) bytes: a box as wide as the pen moves on."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    em = size * dpi / 72
    page = RendererAgg(int(3 * em), int(2 * em), dpi)
    pen = page.new_gc()
    page.draw_text(pen, 0, int(1.4 * em), character, font, 0)
    alone, between = (page.get_text_width_height_descent(text, font, False)[0] for text in ("88", f"8{character}8"))
    return np.array(page.buffer_rgba())[:, : max(round(between - alone), 1), 3]


@lru_cache(maxsize=1024)
def _line(text, size, weight, dpi, color, boxed):
    """A text painted: (height, width, 4) bytes from its ascent down to its descent, the lowest row first, and how many
    of the rows lie below the baseline. An explorer shows the same words and numbers again and again.
    """
    cover = np.hstack([_glyph(c, size, weight, dpi) for c in text])
    em = size * dpi / 72
    baseline, ascent, descent = int(1.4 * em), round(0.95 * em), round(0.28 * em)
    cover = cover[baseline - ascent : baseline + descent][::-1]
    picture = np.empty((*cover.shape, 4), np.uint8)
    ink = np.array(to_rgb(color)) * 255
    if boxed:
        part = cover[..., None] / 255
        picture[..., :3], picture[..., 3] = 255 + part * (ink - 255), 255
    else:
        picture[..., :3], picture[..., 3] = ink, cover
    return picture, descent


class QuickText(Artist):
    """A text at (x, y) of the axes. ha and va say which point of it lies there; va="center" is that of a digit.

    With `boxed` it stands on white; with `shares`, x and y are shares of the axes and not their data.
    """

    def __init__(
        self, axes, x, y, color, size=10, weight="normal", ha="center", va="center", boxed=False, zorder=3, shares=False
    ):
        super().__init__()
        self.where = axes.transAxes if shares else axes.transData
        self.x, self.y, self.text, self.color = x, y, "", color
        self.size, self.weight, self.ha, self.va, self.boxed = size, weight, ha, va, boxed
        self.set_zorder(zorder)
        axes.add_artist(self)

    def set_text(self, text):
        self.text = text

    def set_color(self, color):
        self.color = color

    def set_position(self, place):
        self.x, self.y = place

    def draw(self, renderer):
        if not self.text or not self.get_visible():
            return
        dpi = self.get_figure().dpi
        picture, below = _line(self.text, self.size, self.weight, dpi, self.color, self.boxed)
        digit = (
            {"bottom": 0.0, "center": 0.365, "top": 0.73}[self.va] * self.size * dpi / 72
        )  # of a digit's height, 0.73 em in this font
        across, up = self.where.transform((self.x, self.y))
        left = round(across - {"left": 0, "center": 0.5, "right": 1}[self.ha] * picture.shape[1])
        renderer.draw_image(renderer.new_gc(), left, round(up - digit) - below, picture)


def colours(*stops, bands=256):
    """A colour map that runs through these colours, in so many bands."""
    return LinearSegmentedColormap.from_list("stops", stops, bands)


def _shades(colour_map):
    """A colour map in 256 steps, each as one number of four bytes."""
    return (
        np.ascontiguousarray(np.rint(colour_map(np.arange(256) / 255) * 255).astype(np.uint8)).view(np.uint32).ravel()
    )


def _steps(values, low, high):
    """Values as steps from 0 to 255 on the way from `low` to `high`. What is not a number is `low`."""
    share = (np.nan_to_num(np.asarray(values, dtype=float), nan=low) - low) / (high - low)
    return np.rint(np.clip(share, 0, 1) * 255).astype(np.uint8)


class Pixels(Artist):
    """A small picture, such as a digit of 8 by 8, each number a square of one shade: `imshow` with interpolation="nearest".

    digit = stage.moving(Pixels(axes, (-0.5, 7.5, 7.5, -0.5)))
    digit.set_data(image.reshape(8, 8))
    """

    is_map = True  # its shades mean something, on a dark page too

    def __init__(self, axes, extent, shades="Greys", low=0.0, high=1.0, zorder=1):
        """extent: left, right, bottom and top of the picture on `axes`, as `imshow` takes it; the first row lies at the top.
        shades: a colour map, or its name, from `low` to `high`."""
        super().__init__()
        from matplotlib import colormaps

        self.extent, self.low, self.high = extent, low, high
        self._colours = _shades(colormaps[shades] if isinstance(shades, str) else shades)
        self._cells = np.zeros((1, 1), np.uint8)
        self.set_zorder(zorder)
        axes.add_artist(self)

    def set_data(self, values):
        """values: (rows, columns)."""
        self._cells = _steps(values, self.low, self.high)

    def draw(self, renderer):
        if not self.get_visible():
            return
        left, right, bottom, top = self.extent
        (left, bottom), (right, top) = self.axes.transData.transform(((left, bottom), (right, top)))
        cells = self._cells[:: -1 if top > bottom else 1, :: 1 if right > left else -1]  # the lowest row first
        box, parts = self.axes.bbox.extents, []
        for ends, count, edges in (
            ((bottom, top), cells.shape[0], box[1::2]),
            ((left, right), cells.shape[1], box[0::2]),
        ):
            first, last = round(min(ends)), round(max(ends))
            seen = np.arange(
                max(first, round(edges[0])), min(last, round(edges[1]))
            )  # pixels, and then the cells they lie in
            if not len(seen):
                return
            parts.append((seen[0], ((seen + 0.5 - first) * (count / (last - first))).astype(int)))
        (bottom, rows), (left, columns) = parts
        picture = self._colours[cells[:, columns]][rows]
        renderer.draw_image(renderer.new_gc(), left, bottom, picture.view(np.uint8).reshape(*picture.shape, 4))


class Bars(PolyCollection):
    """A row of bars at `places`, drawn as one. `along` says which way they are long: "y" as for `bar`, "x" as for `barh`.

        bars = stage.moving(Bars(axes, range(10), 0.7, fc=MODEL))
        bars.show(heights)

    The look is that of a collection: a list of face colours gives each bar its own.
    """

    def __init__(self, axes, places, thickness, along="y", **look):
        """places: where the bars' middles are. thickness: of all, or of each."""
        super().__init__([], closed=True, **{"ec": "none", "zorder": 1, **look})
        self.along = along
        self.place(places, thickness)
        axes.add_collection(self, autolim=False)

    def place(self, places, thickness):
        """Where the bars stand from now on; seen at the next `show`."""
        places = np.asarray(places, dtype=float)
        self._sides = places - np.divide(thickness, 2), places + np.divide(thickness, 2)

    def show(self, lengths):
        """lengths: of each bar, from 0. Where one is NaN there is no bar."""
        lengths = np.asarray(lengths, dtype=float)
        corners = np.zeros((len(lengths), 4, 2))
        across, up = (0, 1) if self.along == "y" else (1, 0)
        first, last = self._sides
        corners[:, :, across] = np.stack([first, last, last, first], axis=1)
        corners[:, 2:, up] = lengths[:, None]
        corners[np.isnan(lengths)] = np.nan
        self.set_verts(corners)


class Sheet(Artist):
    """A net of four-cornered tiles, row by row, each with a colour and an edge of its own; later tiles lie over earlier ones.

    sheet = stage.moving(Sheet(axes))
    sheet.show(corners, faces, edges)
    """

    is_map = True  # its shades mean something, on a dark page too

    def __init__(self, axes, linewidth=0.5, zorder=2):
        super().__init__()
        self.linewidth = linewidth
        self._corners = None
        self.set_zorder(zorder)
        axes.add_artist(self)

    def show(self, corners, faces, edges):
        """corners: (rows + 1, columns + 1, 2), in data. faces, edges: (rows, columns, 4), each part from 0 to 1."""
        self._corners, self._faces, self._edges = corners, faces.reshape(-1, 4), edges.reshape(-1, 4)

    def draw(self, renderer):
        if self._corners is None or not self.get_visible():
            return
        rows, columns = (n - 1 for n in self._corners.shape[:2])
        pen = renderer.new_gc()
        pen.set_linewidth(self.linewidth)
        pen.set_clip_rectangle(self.axes.bbox)
        renderer.draw_quad_mesh(
            pen, self.axes.transData.frozen(), columns, rows, self._corners, np.zeros((0, 2)), IdentityTransform(),
            self._faces, True, self._edges,
        )  # fmt: skip


class Field(Artist):
    """A function of the plane over the whole of `axes`, in colours, with a line where it has a certain value.

    The limits of the axes come first, as they say which places there are. `points` are those places, (rows * columns, 2),
    as a network takes them; `show` takes the function's values there. Whatever lies on it must move too.

        field = Field(stage, axes, [ORANGE, "white", BLUE], low=0, high=1, level=0.5)
        field.show(net.predict(field.points))
    """

    is_map = True  # its shades mean something, on a dark page too

    def __init__(self, stage, axes, stops, low=0.0, high=1.0, level=None, cells=80, bands=24, line=None):
        """stops: colours from `low` to `high`; beyond, the last one goes on. cells: how many places along the longer side.
        level: the value to draw a line at, in the look `line` (as for `plot`). bands: how many shades, which keeps frames small.
        """
        super().__init__()
        self._limits = (left, right), (bottom, top) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
        box = axes.get_window_extent()
        share = cells / max(box.width, box.height)
        columns, rows = max(round(box.width * share), 2), max(round(box.height * share), 2)
        # A place is the middle of its cell, and the cells together fill the axes.
        self.x = left + (np.arange(columns) + 0.5) * (right - left) / columns
        self.y = bottom + (np.arange(rows) + 0.5) * (top - bottom) / rows
        self.points = np.stack([axis.ravel() for axis in np.meshgrid(self.x, self.y)], axis=1)
        self.low, self.high, self.level = low, high, level
        # A value becomes one of 256 steps, which is enlarged as it is and only then given its shade: that keeps the
        # bands sharp and even, and so the frames small.
        self._shades = _shades(colours(*stops, bands=bands))
        self._cells = np.zeros((rows, columns), np.uint8)
        self.set_zorder(0)
        axes.add_artist(self)
        stage.moving(self)
        self.line = None
        if level is not None:
            self.line = stage.moving(axes.plot([], [], **{"color": BLACK, "lw": 1.8, "zorder": 0.5, **(line or {})}))

    def show(self, values):
        """values: at each of `points`, (rows * columns,) or any shape of as many. What is not finite is shown as an end."""
        values = np.asarray(values, dtype=float).reshape(len(self.y), len(self.x))
        self._cells = _steps(values, self.low, self.high)
        if self.line is not None:
            x, y = (
                np.clip(np.r_[-np.inf, places, np.inf], *limits)
                for places, limits in zip((self.x, self.y), self._limits)
            )
            self.line.set_data(*level_line(x, y, np.pad(values, 1, mode="edge"), self.level))

    def paint(self, colours):
        """colours: of each of `points`, (rows * columns, 3) or any shape of as many, each part from 0 to 1, or an integer
        from 0 to 255 (np.uint8), which is quicker. For what one value cannot say."""
        if colours.dtype != np.uint8:
            colours = np.rint(np.clip(colours, 0, 1) * 255).astype(np.uint8)
        self._cells = np.full((len(self.y), len(self.x), 4), 255, np.uint8)
        self._cells[..., :3] = colours.reshape(len(self.y), len(self.x), 3)

    def draw(self, renderer):
        if not self.get_visible():
            return
        from PIL import Image

        left, bottom, right, top = (round(side) for side in self.axes.bbox.extents)
        rows, columns = self._cells.shape[:2]
        small = Image.frombytes("L" if self._cells.ndim == 2 else "RGBX", (columns, rows), self._cells.tobytes())
        large = small.resize((right - left, top - bottom), Image.Resampling.BILINEAR)
        if self._cells.ndim == 2:
            large = np.asarray(large)
            picture = self._shades[large].view(np.uint8).reshape(*large.shape, 4)
        else:  # 64 tones of red, green and blue each: with finer steps, each pixel would be another, and frames large
            picture = np.array(large)
            picture &= 0b11111100
            picture |= picture >> 6  # so that white stays white
        renderer.draw_image(renderer.new_gc(), left, bottom, picture)


class Valley(Artist):
    """The map of a quadratic loss: filled ellipses, one for each level, that follow when the valley changes.

    Mostly it is a path that moves, and not the valley: so its pixels are kept.
    """

    is_map = True  # its shades mean something, on a dark page too

    def __init__(self, stage, axes, levels, shades="Blues_r", dark=0.30):
        """levels: of the loss. shades: a colour map, from its end (highest) to its part `dark` (lowest)."""
        super().__init__()
        from matplotlib import colormaps

        axes.set_facecolor("white")
        turn = np.linspace(0, 2 * np.pi, 181)
        self.circle = np.stack([np.cos(turn), np.sin(turn)])
        self.levels = sorted(levels, reverse=True)  # the widest is painted first
        self.rings = [
            axes.fill([0, 0], [0, 0], fc=shade, ec="white", lw=0.6, animated=True, in_layout=False)[0]
            for shade in colormaps[shades](np.linspace(0.98, dark, len(levels)))
        ]
        self._shape = self._kept = None
        self.set_zorder(0)
        axes.add_artist(self)
        stage.moving(self)
        self.star = stage.moving(axes.plot([], [], "*", color="white", mec=BLACK, ms=14, zorder=5))

    def show(self, hessian, lowest=(0.0, 0.0)):
        """Where (w - lowest) H (w - lowest) / 2 has each level."""
        shape = *np.ravel(hessian), *lowest
        if shape == self._shape:
            return
        self._shape = shape
        curvatures, directions = np.linalg.eigh(hessian)
        for ring, level in zip(self.rings, self.levels):
            ring.set_xy((directions @ (np.sqrt(2 * level / curvatures)[:, None] * self.circle)).T + lowest)
        self.star.set_data([lowest[0]], [lowest[1]])

    def draw(self, renderer):
        if not self.get_visible():
            return
        page, (left, bottom, right, top) = np.asarray(renderer.buffer_rgba()), self.axes.bbox.extents
        place = page[int(len(page) - top) : math.ceil(len(page) - bottom), int(left) : math.ceil(right)]
        seen = self._shape, page.shape, tuple(self.axes.bbox.extents), tuple(self.axes.viewLim.extents)
        if self._kept is not None and self._kept[0] == seen:
            place[...] = self._kept[1]
            return
        for ring in self.rings:
            ring.draw(renderer)
        self._kept = seen, place.copy()


def level_line(x, y, values, level):
    """Where the function with these `values` (rows, columns) has the value `level`: (x, y) of its lines, NaN between two."""
    from contourpy import contour_generator

    if not np.isfinite(values).all():
        return [], []
    lines = contour_generator(x, y, values).lines(level)
    if not lines:
        return [], []
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for line in lines for part in (line, gap)]).T

"""Short texts that change with every frame, such as the numbers on a graph.

matplotlib sets a text anew each time it is drawn, which takes more than half a millisecond; a graph with thirty
numbers would no longer feel alive. Here each character is set once, and a text is its characters side by side.
"""

from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties


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


class Number(Artist):
    """A text at (x, y) of the axes. ha and va say which point of it lies there; va="center" is that of a digit.

    With `boxed` it stands on white.
    """

    def __init__(self, axes, x, y, color, size=10, weight="normal", ha="center", va="center", boxed=False, zorder=3):
        super().__init__()
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
        cover = np.hstack([_glyph(c, self.size, self.weight, dpi) for c in self.text])
        em = self.size * dpi / 72
        digit = {"bottom": 0.0, "center": 0.365, "top": 0.73}[self.va] * em  # of a digit's height, 0.73 em in this font
        across, up = self.axes.transData.transform((self.x, self.y))
        left = round(across - {"left": 0, "center": 0.5, "right": 1}[self.ha] * cover.shape[1])
        baseline = round(up - digit)
        first, last = int(1.4 * em) - round(0.95 * em), int(1.4 * em) + round(0.28 * em)  # rows from ascent to descent
        picture = self._painted(cover[first:last])
        renderer.draw_image(renderer.new_gc(), left, baseline - (last - int(1.4 * em)), picture[::-1])

    def _painted(self, cover):
        picture = np.empty((*cover.shape, 4), np.uint8)
        ink = np.array(to_rgb(self.color)) * 255
        if self.boxed:
            part = cover[..., None] / 255
            picture[..., :3], picture[..., 3] = 255 + part * (ink - 255), 255
        else:
            picture[..., :3], picture[..., 3] = ink, cover
        return picture

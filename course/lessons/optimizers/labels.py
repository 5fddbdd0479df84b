"""A name at the end of each curve, so that no legend has to be looked up."""

import numpy as np

GAP = 0.075  # between two names, as a share of the panel's height


def spread(heights, gap=GAP):
    """The heights (shares from 0 to 1), moved apart until each two are `gap` away from each other, in the same order."""
    order = np.argsort(heights, kind="stable")
    placed = np.clip(np.asarray(heights, dtype=float)[order], 0.02, 0.98)
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + gap)
    for i in range(len(placed) - 1, -1, -1):  # what was pushed out at the top comes down again
        placed[i] = min(placed[i], 0.98 - gap * (len(placed) - 1 - i))
    back = np.empty(len(placed))
    back[order] = placed
    return back


class EndLabels:
    """Names just right of the x where the curves end.

    labels = EndLabels(stage, axes, 200, {"gd": ("GD", BLACK)})
    labels.show({"gd": height_at_the_end})
    """

    def __init__(self, stage, axes, x, names, size=10, gap=GAP):
        from course.live.artists import QuickText

        left, right = axes.get_xlim()
        share = (x - left) / (right - left) + 0.015
        if axes.get_xscale() == "log":
            share = np.log(x / left) / np.log(right / left) + 0.015
        self.axes = axes
        self.texts = {
            key: stage.moving(QuickText(axes, share, 0.5, color, size, ha="left", shares=True, zorder=9))
            for key, (_, color) in names.items()
        }
        self.names, self.gap = names, gap

    def show(self, ends):
        """ends: key -> the height, in data, at which that curve ends. A curve that is not in it has no name now."""
        low, high = self.axes.get_ylim()
        if self.axes.get_yscale() == "log":
            low, high, ends = np.log(low), np.log(high), {key: np.log(max(y, 1e-300)) for key, y in ends.items()}
        heights = spread([(y - low) / (high - low) for y in ends.values()], self.gap) if ends else []
        for text in self.texts.values():
            text.set_text("")
        for key, height in zip(ends, heights):
            self.texts[key].set_position((self.texts[key].x, height))
            self.texts[key].set_text(self.names[key][0])

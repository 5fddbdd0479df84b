"""Rows of small images of digits, side by side."""

import numpy as np


def one_of_each(digit):
    """Where each digit from 0 to 9 comes first."""
    return np.array([np.flatnonzero(digit == k)[0] for k in range(10)])


def strip(rows, gap=1):
    """Rows of 8 x 8 images as one picture, with paper between them. rows: a list of (count, 64)."""
    height, width = 8 + gap, 8 + gap
    page = np.zeros((len(rows) * height + gap, len(rows[0]) * width + gap))
    for r, row in enumerate(rows):
        for c, image in enumerate(row):
            page[gap + r * height :, gap + c * width :][:8, :8] = image.reshape(8, 8)
    return page


def gallery(stage, axes, rows, count, labels):
    """A moving picture of so many rows of images, named at the left."""
    from course.live.artists import Pixels

    axes.set(
        xlim=(0, count * 9 + 1),
        ylim=(rows * 9 + 1, 0),
        xticks=[],
        yticks=[9 * r + 5 for r in range(rows)],
        aspect="equal",
    )
    axes.set_yticklabels(labels)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return stage.moving(Pixels(axes, (0, count * 9 + 1, rows * 9 + 1, 0)))

"""Two inputs, two hidden ReLUs, one output, on the four positions of two switches; and the plane nearest to what it answers."""

import numpy as np

CORNERS = np.array([(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)])
WANTED = CORNERS[:, 0] != CORNERS[:, 1]  # the light is on when the switches differ
THRESHOLD = 0.5
LIT, DARK = "#ffd773", "#aebdcd"  # where the light is on, and where it is off
ON_MARK, OFF_MARK = dict(marker="*", ms=16), dict(marker="o", ms=10)  # where it should be


def hidden_of(points, W, relu):
    """Points (n, 2) in, the hidden pair's answers (n, 2) out; W (2, 2), a column for each hidden neuron."""
    hidden = points @ W
    return np.maximum(hidden, 0) if relu else hidden


def two_two_one_output(points, W, v, relu):
    """Points (n, 2) in, answers (n,) out; W (2, 2) leads to the hidden pair, v (2,) away from it."""
    return hidden_of(points, W, relu) @ v


def best_plane(points, height):
    """c, p, q of the plane c + p x1 + q x2 nearest to the heights in the mean of squares; and the largest gap left."""
    columns = np.column_stack([np.ones(len(points)), points])
    plane = np.linalg.solve(columns.T @ columns, columns.T @ height)
    return plane, float(np.max(np.abs(height - columns @ plane)))

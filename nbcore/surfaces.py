"""Surfaces: landscapes of two coordinates to walk down, each with the features that make training hard: a valley
steep one way and flat the other, a saddle, many dips, a bent ravine. Points are (..., 2) arrays of floats, any number
at once: a surface called with them returns the heights (...), `.gradient` (..., 2) and `.hessian` (..., 2, 2). Far away
heights overflow to infinity, without a warning.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from nbcore.checks import number, quiet, real


@dataclass(frozen=True)
class Surface:
    """A landscape. minimum: its lowest point, (2,), or None. reach: a square of +-reach shows what matters."""

    name: str
    height: Callable = field(repr=False)
    slope: Callable = field(repr=False)
    curvature: Callable = field(repr=False)
    minimum: tuple[float, float] | None = (0.0, 0.0)
    reach: float = 3.0

    @quiet
    def __call__(self, points):
        return self.height(*_coordinates(points))

    @quiet
    def gradient(self, points):
        """The direction of steepest ascent and how steep it is, (..., 2)."""
        return np.stack(self.slope(*_coordinates(points)), axis=-1)

    @quiet
    def hessian(self, points):
        """How the gradient itself changes, (..., 2, 2). Gradient descent needs lr < 2 / its largest eigenvalue."""
        x, y = _coordinates(points)
        xx, xy, yy = np.broadcast_arrays(*self.curvature(x, y), x)[:3]
        return np.stack([np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)], axis=-2)


def _coordinates(points):
    points = real("points", points)
    if points.shape[-1:] != (2,):
        raise ValueError(f"points has shape {points.shape}; wanted (..., 2), one x and one y for each point")
    return points[..., 0], points[..., 1]


def quadratic(name, xx, xy, yy, minimum=(0.0, 0.0)):
    """(xx x^2 + 2 xy x y + yy y^2) / 2, whose Hessian is the same everywhere: [[xx, xy], [xy, yy]]."""
    return Surface(
        name,
        lambda x, y: (xx * x * x + 2 * xy * x * y + yy * y * y) / 2,
        lambda x, y: (xx * x + xy * y, xy * x + yy * y),
        lambda x, y: (xx, xy, yy),
        minimum,
    )


def bowl():
    """(x^2 + y^2) / 2: the gradient points straight away from the minimum."""
    return quadratic("bowl", 1.0, 0.0, 1.0)


def ravine(condition=30.0):
    """(x^2 + condition y^2) / 2: steep across, flat along."""
    return rotated_ravine(condition, degrees=0.0)


def rotated_ravine(condition=30.0, degrees=45.0):
    """The ravine turned anticlockwise, so that no coordinate is the steep one."""
    number("condition", condition, "a number of at least 1", lambda c: 1 <= c < np.inf)
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return quadratic(
        "rotated ravine" if degrees else "ravine",
        cos * cos + condition * sin * sin,
        (1 - condition) * sin * cos,
        sin * sin + condition * cos * cos,
    )


def saddle():
    """(x^2 - y^2) / 2: the gradient vanishes at the origin, which is no minimum; there is none."""
    return quadratic("saddle", 1.0, 0.0, -1.0, minimum=None)


def bumpy():
    """The sum over both coordinates u of u^2 / 10 + (1 - cos 3u) / 2: a bowl with dips all over."""
    return Surface(
        "bumpy",
        lambda x, y: (x * x + y * y) / 10 + (2 - np.cos(3 * x) - np.cos(3 * y)) / 2,
        lambda x, y: (x / 5 + 1.5 * np.sin(3 * x), y / 5 + 1.5 * np.sin(3 * y)),
        lambda x, y: (0.2 + 4.5 * np.cos(3 * x), 0.0, 0.2 + 4.5 * np.cos(3 * y)),
        reach=4.0,
    )


def rosenbrock():
    """(1 - x)^2 + 100 (y - x^2)^2: a bent ravine. Rosenbrock 1960."""
    return Surface(
        "Rosenbrock",
        lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
        lambda x, y: (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
        lambda x, y: (2 - 400 * (y - 3 * x * x), -400 * x, 200.0),
        minimum=(1.0, 1.0),
        reach=2.0,
    )


def beale():
    """The sum over k = 1, 2, 3 of (c_k - x (1 - y^k))^2, c = 1.5, 2.25, 2.625: plains between cliffs. Beale 1958."""
    terms = ((1, 1.5), (2, 2.25), (3, 2.625))

    def residuals(x, y):
        return [(k, c - x * (1 - y**k), y**k - 1, k * x * y ** (k - 1)) for k, c in terms]  # r, dr/dx, dr/dy

    return Surface(
        "Beale",
        lambda x, y: sum(r * r for _, r, _, _ in residuals(x, y)),
        lambda x, y: (
            sum(2 * r * dx for _, r, dx, _ in residuals(x, y)),
            sum(2 * r * dy for _, r, _, dy in residuals(x, y)),
        ),
        lambda x, y: (
            sum(2 * dx * dx for _, _, dx, _ in residuals(x, y)),
            sum(2 * (dx * dy + r * k * y ** (k - 1)) for k, r, dx, dy in residuals(x, y)),
            sum(
                2 * (dy * dy + (r * k * (k - 1) * x * y ** (k - 2) if k > 1 else 0)) for k, r, _, dy in residuals(x, y)
            ),
        ),
        minimum=(3.0, 0.5),
        reach=4.5,
    )

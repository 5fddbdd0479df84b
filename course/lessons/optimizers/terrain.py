"""Two landscapes that are no bowls, and how gradient descent, momentum and Adam walk there."""

from functools import lru_cache

import numpy as np

from nbcore.optimizers import Adam, GradientDescent, Momentum
from nbcore.surfaces import Surface

from .methods import BETA, BETAS

STEPS = 200
START = (-0.9, 0.002)
REACH = 0.3  # a walk has arrived when it is this close to a lowest point
ACROSS, WALL, DEPTH, WIDTH, PIT = 20.0, 10.0, 0.3, 0.5, -1.8
RATES = np.array([float(f"{rate:.3g}") for rate in np.geomspace(1e-3, 1, 91)])
WALKERS = ("gd", "momentum", "adam")
UNTUNED = {"momentum": 0.04, "adam": 0.05}  # only gradient descent gets the rate that suits it best


def landscape(kind):
    """(the landscape, its lowest points): steep walls on both sides, and between them a saddle or a plateau.

    The walls rise as 20 x²/2 + 10 x⁴/4, so they get steeper the higher you are. Along y there are two pits with a saddle
    between them, 0.3 (y² - 1)²/4, or one pit in a plateau, 0.3 u²/(0.25 + u²) with u = y + 1.8.
    """
    along, slope, bend, lowest = SADDLE if kind == "saddle" else PLATEAU
    surface = Surface(
        kind,
        lambda x, y: ACROSS * x * x / 2 + WALL * x**4 / 4 + along(y),
        lambda x, y: (ACROSS * x + WALL * x**3, slope(y)),
        lambda x, y: (ACROSS + 3 * WALL * x * x, 0.0, bend(y)),
        lowest[0],
    )
    return surface, np.array(lowest)


SADDLE = (
    lambda y: DEPTH * (y * y - 1) ** 2 / 4,
    lambda y: DEPTH * (y**3 - y),
    lambda y: DEPTH * (3 * y * y - 1),
    ((0.0, 1.0), (0.0, -1.0)),
)
PLATEAU = (
    lambda y: DEPTH * (y - PIT) ** 2 / (WIDTH**2 + (y - PIT) ** 2),
    lambda y: 2 * DEPTH * WIDTH**2 * (y - PIT) / (WIDTH**2 + (y - PIT) ** 2) ** 2,
    lambda y: 2 * DEPTH * WIDTH**2 * (WIDTH**2 - 3 * (y - PIT) ** 2) / (WIDTH**2 + (y - PIT) ** 2) ** 3,
    ((0.0, PIT),),
)


def method(key, lr, nesterov=False):
    """The optimizer of nbcore. lr: a number, or a function of how many steps were taken."""
    if key == "gd":
        return GradientDescent(lr)
    return Momentum(lr, BETA, nesterov=nesterov) if key == "momentum" else Adam(lr, BETAS)


@np.errstate(all="ignore")  # a walk that is lost is a finding
def walks(surface, start, optimizer, count=1, chance=None):
    """So many walks at once, one for each rate of the optimizer: the places (STEPS + 1, count, 2).

    chance: what the slopes are wrong by at each step, (STEPS, 2), or None.
    """
    w = np.tile(np.asarray(start, dtype=float), count)
    path = [w.reshape(count, 2).copy()]
    for step in range(STEPS):
        gradient = surface.gradient(w.reshape(count, 2))
        if chance is not None:
            gradient = gradient + chance[step]
        optimizer.epoch = step
        optimizer.step(w, np.ascontiguousarray(gradient).ravel())
        path.append(w.reshape(count, 2).copy())
    return np.array(path)


def warmed_up(rate, steps):
    """A rate that rises evenly over the first so many steps, and then stays."""
    return lambda taken: rate * min(1.0, (taken + 1) / max(steps, 1))


@lru_cache(maxsize=2)
def best_rate(kind):
    """Gradient descent's best rate from START: of 91 from 0.001 to 1, the one that ends lowest after STEPS steps."""
    surface, _ = landscape(kind)
    rates = np.repeat(RATES, 2)
    with np.errstate(all="ignore"):
        loss = surface(walks(surface, START, method("gd", lambda taken: rates), len(RATES)))[-1]
    return float(RATES[np.where(np.isfinite(loss), loss, np.inf).argmin()])


@np.errstate(all="ignore")
def arrival(path, lowest):
    """After how many steps a walk (steps + 1, ..., 2) is first within REACH of a lowest point; infinite if never."""
    near = (np.linalg.norm(path[..., None, :] - lowest, axis=-1) < REACH).any(axis=-1)
    return np.where(near.any(axis=0), near.argmax(axis=0), np.inf)

"""Search: choosing what a gradient cannot, such as the learning rate or the number of units. Try a grid, or draw at
random (which tries more values of whatever turns out to matter); draw rates on a log scale, as 0.001 and 0.01 are as
far apart as 0.1 and 1; and do not train the hopeless to the end. Last, a way downhill without any gradient.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from nbcore.checks import finite, floats, number, positive, whole


def grid(space):
    """Every combination. space: name -> list of values. Returns a list of settings, each name -> value."""
    return [dict(zip(space, values)) for values in product(*space.values())]


def uniform(low, high):
    """Draws from low to high, all equally likely. Returns a function of a numpy Generator."""
    _ordered(low, high)
    return lambda rng: float(rng.uniform(low, high))


def log_uniform(low, high):
    """Draws from low to high, equally likely in every power of ten. Returns a function of a numpy Generator."""
    _ordered(positive("low", low), high)
    return lambda rng: float(np.exp(rng.uniform(np.log(low), np.log(high))))


def choice(values):
    """Draws one of the values. Returns a function of a numpy Generator."""
    return lambda rng: values[rng.integers(len(values))]


def random(space, n, seed=0):
    """n random settings. space: name -> one of the draws above. Returns a list of settings, each name -> value."""
    rng = np.random.default_rng(seed)
    return [{name: draw(rng) for name, draw in space.items()} for _ in range(whole("n", n))]


def successive_halving(settings, score, budget=1, eta=2):
    """Train all settings a little, keep the best 1 / eta of them, train those eta times as long, until one is left.

    settings: a list, of anything. score(setting, budget): how bad it is after so much training; NaN counts as worst.
    Returns one list of (setting, score) for each round, best first; the winner is `rounds[-1][0][0]`.
    Jamieson and Talwalkar 2016.
    """
    whole("budget", budget), whole("eta", eta, 2)
    if not settings:
        raise ValueError("settings is empty; wanted at least one setting to try")
    rounds = []
    while True:
        scored = [(setting, float(score(setting, budget))) for setting in settings]
        rounds.append(sorted(scored, key=lambda pair: np.inf if np.isnan(pair[1]) else pair[1]))
        if len(settings) == 1:
            return rounds
        settings = [setting for setting, _ in rounds[-1][: max(1, len(settings) // eta)]]
        budget *= eta


@dataclass(frozen=True, eq=False)
class Evolution:
    """A run of `evolve`. best: (d,), the best point seen, and its value. Of each of G generations: clouds
    (G, population, d), values (G, population), and means (G, d) before it was drawn."""

    best: np.ndarray
    value: float
    clouds: np.ndarray
    values: np.ndarray
    means: np.ndarray


def evolve(f, start, sigma=0.5, population=24, generations=40, seed=0):
    """Downhill without a gradient: scatter a cloud, keep its best quarter as parents, scatter the next around them.

    f: takes a point (d,), returns how bad it is. start: (d,) floats. sigma: the first cloud's standard deviation. The
    cloud's shape, a covariance, moves three tenths of the way to the parents' spread around the old mean: so a cloud
    on the move stretches ahead, one in a valley lies along it, one that has arrived shrinks. Returns an Evolution.
    The rank-mu update of CMA-ES, Hansen, Mueller and Koumoutsakos 2003.
    """
    mean = finite("start", floats("start", start))
    if mean.ndim != 1:
        raise ValueError(f"start has shape {mean.shape}; wanted (d,), one point")
    shape = np.eye(mean.size) * positive("sigma", sigma) ** 2
    parents = whole("population", population, 4) // 4
    rng, clouds, values, means = np.random.default_rng(seed), [], [], []
    for _ in range(whole("generations", generations)):
        cloud = rng.multivariate_normal(mean, shape, population, check_valid="ignore")
        value = np.array([float(f(point)) for point in cloud])
        clouds.append(cloud), values.append(value), means.append(mean)
        best = cloud[
            np.argsort(value, kind="stable")[:parents]
        ]  # NaN sorts last; ties go by their order, on every machine
        away = best - mean
        shape = 0.7 * shape + 0.3 * away.T @ away / parents
        mean = best.mean(axis=0)
    clouds, values = np.array(clouds), np.array(values)
    where = np.unravel_index(np.argmin(np.where(np.isnan(values), np.inf, values)), values.shape)
    return Evolution(clouds[where], float(values[where]), clouds, values, np.array(means))


def _ordered(low, high):
    number("high", high, f"a number above low, which is {low!r}", lambda value: low < value < np.inf)

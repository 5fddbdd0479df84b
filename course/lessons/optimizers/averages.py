"""Moving averages that begin at 0, how full they are by then, and what they are taken of."""

from functools import lru_cache

import numpy as np

from nbcore import data

LAST = 5000  # steps of the noisy gradients


def average(values, beta):
    """The moving average after each of the values, (n,), begun at 0 and not corrected."""
    seen, now, share = [], 0.0, 1 - beta
    for value in values:
        now = beta * now + share * value
        seen.append(now)
    return np.array(seen)


@np.errstate(under="ignore")  # what is forgotten is meant to be 0
def correction(beta, count):
    """1 - beta^t for t = 1 to count: how much of its weight an average that began at 0 has by then."""
    return 1 - beta ** np.arange(1, count + 1)


@lru_cache(maxsize=4)
def year_of_days(year):
    """The highest temperature of each day of a year in Seattle, (365,) degrees Celsius."""
    table = data.weather()
    return table["temp_max"][table.dates.astype("datetime64[Y]").astype(int) + 1970 == year][:365].copy()


@lru_cache(maxsize=1)
def chance():
    return np.random.default_rng(4).normal(size=LAST)


@lru_cache(maxsize=16)
def both(share1, share2, noise):
    """Adam's m and v as they stand, and their corrections, each (LAST,)."""
    gradients = (1 + noise * chance()).tolist()
    m, v = average(gradients, 1 - share1), average([g * g for g in gradients], 1 - share2)
    return m, v, correction(1 - share1, LAST), correction(1 - share2, LAST)

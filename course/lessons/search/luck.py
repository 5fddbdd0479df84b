"""The winner of many is partly lucky: its score on the dev set against its score in the test."""

from functools import lru_cache
from math import comb

import numpy as np

from .nets import SIZES, TEST, TRIED, table


@lru_cache(maxsize=len(SIZES))
def errors(size):
    """In percent: dev errors on so many images and test errors, (studies, tried) both."""
    stored = table()
    return stored["study_dev"][:, SIZES.index(size)] * (100 / size), stored["study_test"] * (100 / TEST)


@lru_cache(maxsize=1)
def chances():
    """How likely the one of rank r (0 is the best) is the winner among k of TRIED, all choices alike: (TRIED, TRIED), row k - 1."""
    return np.array([[comb(TRIED - 1 - r, k - 1) / comb(TRIED, k) for r in range(TRIED)] for k in range(1, TRIED + 1)])


@lru_cache(maxsize=len(SIZES))
def expected(size):
    """The winner's dev error and its test error for 1 to TRIED tries, the mean over every choice of tries: (studies, TRIED) both."""
    dev, test = errors(size)
    ranks = np.lexsort((np.arange(TRIED) + 0 * dev, dev), axis=1)
    return tuple(np.take_along_axis(score, ranks, axis=1) @ chances().T for score in (dev, test))

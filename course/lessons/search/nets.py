"""The nets that `make_map` has trained, and what other ways to search would have found among them."""

from functools import lru_cache

import numpy as np

from .make_map import DEV, EPOCHS, FILE, HELD, LAMBDAS, RATES, SIZES, STUDY_SEEDS, TRAIN, TRIED

TEST = 1797 - TRAIN - HELD
WHOLE = EPOCHS[-1]  # the epochs of a whole training
PICKS = 10
REPEATS = 1000
NETS = {"A": "ReLU, steps as in lesson 2", "B": "sigmoid, steps as in lesson 2", "C": "ReLU, steps by Adam"}

__all__ = ["LAMBDAS", "NETS", "PICKS", "RATES", "REPEATS", "SIZES", "STUDY_SEEDS", "TRIED"]


@lru_cache(maxsize=1)
def table():
    """What is in nets.npz, by name."""
    with np.load(FILE) as file:
        return {name: file[name] for name in file.files}


@lru_cache(maxsize=len(NETS))
def dev_error(net):
    """In percent, after each of EPOCHS, of the nets with seed 0: (6, lambdas, rates)."""
    return table()["dev"]["ABC".index(net), 0] * (100 / DEV)


@lru_cache(maxsize=len(NETS))
def true_error(net):
    """What a setting is worth: the mean test error in percent of four nets trained with it, (lambdas, rates)."""
    return table()["test"]["ABC".index(net)].mean(axis=0) * (100 / TEST)


def nearest(lr, lam):
    """(row, column) of the trained nets that are nearest to this setting."""
    return int(np.abs(np.log(LAMBDAS / lam)).argmin()), int(np.abs(np.log(RATES / lr)).argmin())


def cells(rng, count):
    """Settings drawn at random, each as likely as any other, for REPEATS searches: flat indices (REPEATS, count)."""
    return rng.integers(RATES.size * LAMBDAS.size, size=(REPEATS, count))


def best_of(scores, drawn):
    """For each search, the setting with the lowest score; the first of them, if there are several."""
    return np.take_along_axis(drawn, scores[drawn].argmin(axis=1)[:, None], axis=1)[:, 0]


def at_random(scores, rng):
    """Ten at random: all that are tried, (REPEATS, 10)."""
    return cells(rng, PICKS)


def coarse_to_fine(scores, rng):
    """Five at random, then five no farther than a factor of ten from the best of those."""
    first = cells(rng, PICKS // 2)
    row, column = np.unravel_index(best_of(scores, first), (LAMBDAS.size, RATES.size))
    per_decade = (LAMBDAS.size - 1) / 5, (RATES.size - 1) / 5
    near = [
        np.clip(middle[:, None] + rng.integers(-round(reach), round(reach) + 1, first.shape), 0, size - 1)
        for middle, reach, size in zip((row, column), per_decade, (LAMBDAS.size, RATES.size))
    ]
    return np.concatenate([first, near[0] * RATES.size + near[1]], axis=1)


def halved(dev, rng):
    """32 at random for 4 epochs, the best 16 go on to 8, the best 8 to 16, the best 4 to the end: the settings that are left.

    32 x 4 + 16 x 4 + 8 x 8 + 4 x 16 = 320 epochs, as ten nets of 32 epochs need. dev: (6, settings). Returns (REPEATS, 4).
    """
    left = cells(rng, 32)
    for epochs in (4, 8, 16):
        order = dev[EPOCHS.index(epochs)][left].argsort(axis=1, kind="stable")
        left = np.take_along_axis(left, order[:, : left.shape[1] // 2], axis=1)
    return left


RIVALS = {"random": at_random, "coarse to fine": coarse_to_fine, "halving": halved}


@lru_cache(maxsize=len(NETS) * len(RIVALS))
def rival(net, name):
    """(true error of what a search has chosen, best dev error after each try) of 1,000 searches, each of 320 epochs."""
    dev, rng = dev_error(net).reshape(len(EPOCHS), -1), np.random.default_rng(1)
    tried = RIVALS[name](dev if name == "halving" else dev[-1], rng)
    chosen = best_of(dev[-1], tried)
    return true_error(net).ravel()[chosen], np.minimum.accumulate(dev[-1][tried], axis=1)

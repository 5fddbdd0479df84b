"""What one unit's batch norm notes down over 200 batches of training, and how far off its outputs are afterwards."""

from functools import lru_cache

import numpy as np

EPS = 1e-5
TRAINED, RUNS = 200, 101  # batches of training; runs that the curve is the median of
FIRST_MEAN, SPREAD = 2.0, 1.5  # of the unit, when training begins
RATES = np.geomspace(0.001, 1, 91)


@lru_cache(maxsize=8)
def batch_statistics(batch):
    """Means and unbiased variances of batches of standard normal numbers. Two (RUNS, TRAINED).

    The mean of n such numbers is normal, with variance 1/n; their variance is, independently, a chi-square by its n - 1.
    """
    rng = np.random.default_rng(batch)
    size = RUNS, TRAINED
    return rng.normal(0, batch**-0.5, size), rng.chisquare(batch - 1, size) / (batch - 1)


def share_of_each(momentum):
    """How much of each of the TRAINED batches, and of the start before them, is left in a running statistic. (..., 1 + TRAINED)."""
    momentum = np.asarray(momentum, dtype=float)[..., None]
    with np.errstate(under="ignore"):
        kept = (1 - momentum) ** np.arange(TRAINED, -1, -1)
    return np.concatenate([kept[..., :1], momentum * kept[..., 1:]], axis=-1)


@lru_cache(maxsize=1)
def shares_at_rates():
    return share_of_each(RATES)


@lru_cache(maxsize=8)
def typical(batch):
    """For each of RATES: what is left of the start and of each batch, and the running mean and variance of standard
    normal numbers without the start, in each run. (rates, 1 + TRAINED) and two (rates, RUNS)."""
    mean, var = batch_statistics(batch)
    shares = shares_at_rates()
    return shares, shares[:, 1:] @ mean.T, shares[:, 1:] @ var.T


def typical_errors(batch, drift):
    """The median of the evaluation error over RUNS runs, at each of RATES. (rates,)."""
    true = drifting(drift)
    shares, mean, var = typical(batch)
    ends = (shares[:, 1:] @ true)[:, None] + SPREAD * mean, shares[:, :1] + SPREAD**2 * var
    return np.median(evaluation_error(*ends, true[-1]), axis=1)


def drifting(drift):
    """The true mean at each batch of training, (TRAINED,)."""
    return FIRST_MEAN + drift * np.arange(1, TRAINED + 1) / TRAINED


@lru_cache(maxsize=64)
def one_run(momentum, batch, drift):
    """The statistics of each batch, and the running ones from their start on: means and variances, (TRAINED,), (1 + TRAINED,) twice."""
    mean, var = batch_statistics(batch)
    means, variances = drifting(drift) + SPREAD * mean[0], SPREAD**2 * var[0]
    run_mean, run_var = [0.0], [1.0]  # they start at 0 and 1
    for mean, var in zip(means.tolist(), variances.tolist()):
        run_mean.append(run_mean[-1] + momentum * (mean - run_mean[-1]))
        run_var.append(run_var[-1] + momentum * (var - run_var[-1]))
    return means, variances, np.array(run_mean), np.array(run_var)


def evaluation_error(mean, var, true_mean):
    """How far off, typically, an output is: normalized by (mean, var) where it should be by the true ones."""
    spread = np.sqrt(var + EPS)
    return np.sqrt(((true_mean - mean) / spread) ** 2 + (SPREAD / spread - 1) ** 2)

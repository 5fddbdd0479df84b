"""What the exercises of lesson 08 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception
from course.practice.draws import count, numbers, one_of

EPS = 1e-5


def rows(n, units, seed, spread=3.0):
    """A batch of small round numbers."""
    return np.round(np.random.default_rng(seed).normal(1.0, spread, (n, units)) * 2) / 2


def normalised(z, eps, axis=0, ddof=0):
    return (z - z.mean(axis=axis, keepdims=True)) / np.sqrt(z.var(axis=axis, keepdims=True, ddof=ddof) + eps)


# ---- the pass forward -----------------------------------------------------------------------------


def some_batch(rng):
    n, units = count(rng, 2, 6), count(rng, 1, 3)
    return rows(n, units, count(rng, 0, 9999)), numbers(rng, units), numbers(rng, units), one_of(rng, EPS, 1e-3, 0.5)


batchnorm_forward = Exercise(
    cases={
        "two units of very different size": (
            np.array([[1.0, 200.0], [3.0, 240.0], [5.0, 220.0], [7.0, 340.0]]),
            np.array([1.0, 1.0]),
            np.array([0.0, 0.0]),
            EPS,
        ),
        "with gamma and beta": (rows(5, 3, seed=1), np.array([2.0, 0.5, -1.0]), np.array([1.0, -3.0, 0.25]), EPS),
        "as many examples as units": (rows(3, 3, seed=2), np.array([1.5, 2.0, 0.5]), np.array([0.0, 1.0, 2.0]), EPS),
        "a unit that is always the same": (
            np.array([[2.0, 1.0], [2.0, 4.0], [2.0, -1.0]]),
            np.array([1.0, 3.0]),
            np.array([0.5, 0.0]),
            EPS,
        ),
        "hardly any spread": (np.array([[0.001], [0.002], [0.006], [-0.001]]), np.array([1.0]), np.array([0.0]), 1e-3),
    },
    draw=some_batch,
    misconceptions=[
        Misconception(
            "Each example was normalised over its own units. Batch norm goes the other way: each unit, that is each column, over the "
            "examples of the batch, `axis=0`.",
            lambda z, gamma, beta, eps: gamma * normalised(z, eps, axis=1) + beta,
        ),
        Misconception(
            "One mean and one spread were taken over the whole table. Each unit has its own: `axis=0`.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean()) / np.sqrt(z.var() + eps) + beta,
        ),
        Misconception(
            "That divides by the variance. Divide by its root, the standard deviation.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean(axis=0)) / (z.var(axis=0) + eps) + beta,
        ),
        Misconception(
            "The variance was divided by n - 1. When a batch is normalised, it is the plain one, `z.var(axis=0)`.",
            lambda z, gamma, beta, eps: gamma * normalised(z, eps, ddof=1) + beta,
        ),
        Misconception(
            "eps belongs under the root, with the variance: `np.sqrt(var + eps)`. Beside the root it counts for much more or much less.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean(axis=0)) / (z.std(axis=0) + eps) + beta,
        ),
        Misconception(
            "Without eps, a unit that is the same for all examples divides by zero. Add it to the variance, under the root.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean(axis=0)) / z.std(axis=0) + beta,
        ),
        Misconception(
            "gamma and beta are missing. After normalising: multiply by gamma, then add beta.",
            lambda z, gamma, beta, eps: normalised(z, eps),
        ),
        Misconception(
            "beta was added before gamma multiplied, so it is stretched too. Scale first, then shift: `gamma * z_hat + beta`.",
            lambda z, gamma, beta, eps: gamma * (normalised(z, eps) + beta),
        ),
        Misconception(
            "gamma and beta came before the normalising, which then takes them out again. They belong after it.",
            lambda z, gamma, beta, eps: normalised(gamma * z + beta, eps),
        ),
        Misconception(
            "The batch was scaled but not moved. Subtract the mean first.",
            lambda z, gamma, beta, eps: gamma * z / np.sqrt(z.var(axis=0) + eps) + beta,
        ),
        Misconception(
            "The batch was moved but not scaled. Divide by the spread too.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean(axis=0)) + beta,
        ),
        Misconception(
            "Only the mean was divided by the spread. Put brackets round the difference: `(z - mean) / ...`.",
            lambda z, gamma, beta, eps: gamma * z - z.mean(axis=0) / np.sqrt(z.var(axis=0) + eps) + beta,
        ),
        Misconception(
            "gamma and beta have changed places: gamma multiplies, beta is added.",
            lambda z, gamma, beta, eps: beta * normalised(z, eps) + gamma,
        ),
    ],
)


# ---- what is noted down for later -----------------------------------------------------------------


def noted(batches, momentum, var=lambda z: z.var(axis=0, ddof=1), start=(0.0, 1.0), keep=None):
    """Running statistics, with a part of it done in another way."""
    weight = momentum if keep is None else keep
    units = batches[0].shape[1]
    running_mean, running_var = np.full(units, start[0]), np.full(units, start[1])
    for z in batches:
        running_mean = (1 - weight) * running_mean + weight * z.mean(axis=0)
        running_var = (1 - weight) * running_var + weight * var(z)
    return running_mean, running_var


def from_the_first(batches, momentum):
    running_mean, running_var = batches[0].mean(axis=0), batches[0].var(axis=0, ddof=1)
    for z in batches[1:]:
        running_mean = (1 - momentum) * running_mean + momentum * z.mean(axis=0)
        running_var = (1 - momentum) * running_var + momentum * z.var(axis=0, ddof=1)
    return running_mean, running_var


def about_the_running_mean(batches, momentum):
    mean, var = np.zeros(batches[0].shape[1]), np.ones(batches[0].shape[1])
    for z in batches:
        var = (1 - momentum) * var + momentum * np.sum((z - mean) ** 2, axis=0) / (len(z) - 1)
        mean = (1 - momentum) * mean + momentum * z.mean(axis=0)
    return mean, var


def spreads(batches, momentum):
    mean, _ = noted(batches, momentum)
    _, spread = noted(batches, momentum, var=lambda z: z.std(axis=0, ddof=1))
    return mean, spread


def some_batches(rng):
    units = count(rng, 1, 3)
    batches = [rows(count(rng, 2, 5), units, count(rng, 0, 9999)) for _ in range(count(rng, 1, 4))]
    return batches, one_of(rng, 0.01, 0.1, 0.3, 0.9)


running_statistics = Exercise(
    cases={
        "one batch": ([np.array([[1.0, 10.0], [3.0, 14.0], [8.0, 12.0]])], 0.1),
        "three batches": ([rows(4, 2, seed=k) for k in (1, 2, 3)], 0.1),
        "batches of different sizes": ([rows(6, 3, seed=4), rows(2, 3, seed=5)], 0.3),
        "a momentum of 1": ([rows(5, 2, seed=6), rows(5, 2, seed=7)], 1.0),
        "many batches": ([rows(8, 1, seed=k) for k in range(10, 40)], 0.2),
    },
    draw=some_batches,
    misconceptions=[
        Misconception(
            "The momentum is the wrong way round. Here, as in PyTorch, it is the weight of the **new** batch: "
            "`(1 - momentum) * running + momentum * new`.",
            lambda batches, momentum: noted(batches, momentum, keep=1 - momentum),
        ),
        Misconception(
            "The running variance takes the unbiased one, divided by n - 1: `z.var(axis=0, ddof=1)`. Only normalising the batch itself "
            "uses the plain one.",
            lambda batches, momentum: noted(batches, momentum, var=lambda z: z.var(axis=0)),
        ),
        Misconception(
            "The variance starts at 0 here. It should start at 1 (and the mean at 0), so that before any training nothing is changed.",
            lambda batches, momentum: noted(batches, momentum, start=(0.0, 0.0)),
        ),
        Misconception(
            "You began with the first batch's own statistics. Begin with mean 0 and variance 1, and let the first batch move them too.",
            from_the_first,
        ),
        Misconception(
            "That is the plain mean over all batches. Running statistics move a little towards each batch, so that old ones fade.",
            lambda batches, momentum: (
                np.mean([z.mean(axis=0) for z in batches], axis=0),
                np.mean([z.var(axis=0, ddof=1) for z in batches], axis=0),
            ),
        ),
        Misconception(
            "That is one mean and one variance of all examples together. Go batch by batch, as in training.",
            lambda batches, momentum: (
                np.concatenate(batches).mean(axis=0),
                np.concatenate(batches).var(axis=0, ddof=1),
            ),
        ),
        Misconception(
            "These are the last batch's own statistics. What came before should fade, not vanish.",
            lambda batches, momentum: (batches[-1].mean(axis=0), batches[-1].var(axis=0, ddof=1)),
        ),
        Misconception(
            "The second is a running standard deviation. What is kept is the variance; its root is taken when it is used.",
            spreads,
        ),
        Misconception(
            "The new statistics are added without shrinking the old ones: `(1 - momentum) * running` is missing.",
            lambda batches, momentum: (
                sum(momentum * z.mean(axis=0) for z in batches),
                1 + sum(momentum * z.var(axis=0, ddof=1) for z in batches),
            ),
        ),
        Misconception(
            "The two are in another order. Return the mean, then the variance.",
            lambda batches, momentum: noted(batches, momentum)[::-1],
        ),
        Misconception(
            "Only the first batch was noted down. Does the `return` stand inside the loop?",
            lambda batches, momentum: noted(batches[:1], momentum),
        ),
        Misconception(
            "The variance of a batch is taken about the running mean. It belongs about the batch's own mean: `z.var(axis=0, ddof=1)`.",
            about_the_running_mean,
        ),
    ],
)


# ---- the pass back --------------------------------------------------------------------------------


def back(grad, z, gamma, eps, minus_mean=1.0, minus_stretch=1.0):
    """dz, dgamma, dbeta, with the two corrections as large as asked."""
    z_hat = normalised(z, eps)
    d = grad * gamma
    dz = d - minus_mean * d.mean(axis=0) - minus_stretch * z_hat * (d * z_hat).mean(axis=0)
    return dz / np.sqrt(z.var(axis=0) + eps), (grad * z_hat).sum(axis=0), grad.sum(axis=0)


def changed(change):
    """A wrong backward: what `change` makes of the right dz, dgamma, dbeta."""
    return lambda grad, z, gamma, eps: change(grad, z, gamma, eps, *back(grad, z, gamma, eps))


def corrected(corrections):
    """A wrong backward: dz takes off what `corrections` makes of d and z_hat."""

    def wrong(grad, z, gamma, eps):
        d, z_hat = grad * gamma, normalised(z, eps)
        dz = (d - corrections(d, z_hat)) / np.sqrt(z.var(axis=0) + eps)
        return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

    return wrong


def some_slopes(rng):
    n, units = count(rng, 2, 6), count(rng, 1, 3)
    grad, z = (rows(n, units, count(rng, 0, 9999)) for _ in range(2))
    return grad, z, numbers(rng, units), one_of(rng, EPS, 1e-3, 0.5)


batchnorm_backward = Exercise(
    cases={
        "four examples, two units": (rows(4, 2, seed=1), rows(4, 2, seed=2), np.array([1.0, 1.0]), EPS),
        "with gamma": (rows(6, 3, seed=3), rows(6, 3, seed=4), np.array([2.0, -0.5, 1.5]), EPS),
        "as many examples as units": (rows(3, 3, seed=5), rows(3, 3, seed=9), np.array([1.5, 2.0, 0.5]), EPS),
        "a large eps": (rows(5, 2, seed=7), rows(5, 2, seed=8), np.array([1.0, 3.0]), 0.5),
    },
    draw=some_slopes,
    misconceptions=[
        Misconception(
            "The mean and the spread were treated as constants. But every z moves them, and with them every output: two corrections are missing.",
            lambda grad, z, gamma, eps: back(grad, z, gamma, eps, minus_mean=0, minus_stretch=0),
        ),
        Misconception(
            "The path through the mean is missing: subtract the mean of d over the batch.",
            lambda grad, z, gamma, eps: back(grad, z, gamma, eps, minus_mean=0),
        ),
        Misconception(
            "The path through the spread is missing: subtract z_hat times the mean of d * z_hat over the batch.",
            lambda grad, z, gamma, eps: back(grad, z, gamma, eps, minus_stretch=0),
        ),
        Misconception(
            "The two corrections have the wrong sign. A larger mean makes every output smaller, so they are subtracted.",
            lambda grad, z, gamma, eps: back(grad, z, gamma, eps, minus_mean=-1, minus_stretch=-1),
        ),
        Misconception(
            "The two corrections are sums here. A single z moves the mean by only 1/n of its own step: take means over the batch.",
            corrected(lambda d, z_hat: d.sum(axis=0) + z_hat * (d * z_hat).sum(axis=0)),
        ),
        Misconception(
            "The second correction has the wrong sign. A longer ruler makes every output smaller, so it is subtracted too.",
            corrected(lambda d, z_hat: d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)),
        ),
        Misconception(
            "The two means are taken over the whole table. Each unit has its own: `mean(axis=0)`.",
            corrected(lambda d, z_hat: d.mean() + z_hat * (d * z_hat).mean()),
        ),
        Misconception(
            "The second correction is the same for all examples here. It is larger for those far from the mean: multiply it by z_hat.",
            corrected(lambda d, z_hat: d.mean(axis=0) + (d * z_hat).mean(axis=0)),
        ),
        Misconception(
            "gamma is missing on the way to dz: what arrives at z_hat is `grad * gamma`.",
            lambda grad, z, gamma, eps: (back(grad, z, np.ones_like(gamma), eps)[0], *back(grad, z, gamma, eps)[1:]),
        ),
        Misconception(
            "dz was not divided by the spread, `np.sqrt(var + eps)`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz * np.sqrt(z.var(axis=0) + eps), dgamma, dbeta)),
        ),
        Misconception(
            "dgamma was taken with z. gamma multiplies z_hat, the normalised one, so that is what belongs there.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz, (grad * z).sum(axis=0), dbeta)),
        ),
        Misconception(
            "dgamma and dbeta are means over the batch. Each of the two served all examples, so what comes back is added up: `sum(axis=0)`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz, dgamma / len(z), dbeta / len(z))),
        ),
        Misconception(
            "The three are in another order. Return `dz, dgamma, dbeta`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dgamma, dbeta, dz)),
        ),
        Misconception(
            "dgamma and dbeta have changed places. Return `dz, dgamma, dbeta`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz, dbeta, dgamma)),
        ),
        Misconception(
            "gamma is on the way to gamma and beta too. What arrives at these two is `grad`; only z_hat gets it times gamma.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz, dgamma * gamma, dbeta * gamma)),
        ),
        Misconception(
            "dz was divided by the variance. The ruler is its root, `np.sqrt(var + eps)`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz / np.sqrt(z.var(axis=0) + eps), dgamma, dbeta)),
        ),
    ],
)

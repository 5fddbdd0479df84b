"""What the exercises of lesson 08 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception
from course.practice.draws import count, numbers, one_of

EPS = 1e-5


def rows(n, units, seed, spread=3.0):
    """A batch of small round numbers."""
    return np.round(np.random.default_rng(seed).normal(1.0, spread, (n, units)) * 2) / 2


def normalized(z, eps, axis=0, ddof=0):
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
    hints=[
        "Each column of z is one unit. Which axis do you take the mean over, so that you get one mean for each unit?",
        "`z.mean(axis=0)` and `z.var(axis=0)` give one mean and one variance for each unit. Subtract the mean from z, then divide by `np.sqrt(var + eps)`.",
        "That was z_hat: every unit now has mean 0 and spread 1. Return `gamma * z_hat + beta`.",
    ],
    misconceptions=[
        Misconception(
            "You normalized each row, one example over its own units. Batch norm goes down the columns: it normalizes each unit over "
            "the examples of the batch, so take `axis=0`.",
            lambda z, gamma, beta, eps: gamma * normalized(z, eps, axis=1) + beta,
        ),
        Misconception(
            "You took one mean and one spread over the whole table. Each unit has its own, so take `axis=0`.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean()) / np.sqrt(z.var() + eps) + beta,
        ),
        Misconception(
            "You divided by the variance. Divide by its root: `np.sqrt(var + eps)`.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean(axis=0)) / (z.var(axis=0) + eps) + beta,
        ),
        Misconception(
            "Your variance is divided by n - 1. To normalize a batch, take the plain one, divided by n: `z.var(axis=0)`.",
            lambda z, gamma, beta, eps: gamma * normalized(z, eps, ddof=1) + beta,
        ),
        Misconception(
            "Your eps stands next to the root. It belongs under the root, with the variance: `np.sqrt(var + eps)`.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean(axis=0)) / (z.std(axis=0) + eps) + beta,
        ),
        Misconception(
            "Without eps, you divide by zero when a unit is the same for all examples. Add it to the variance, under the root.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean(axis=0)) / z.std(axis=0) + beta,
        ),
        Misconception(
            "gamma and beta are missing. Once you've normalized, multiply by gamma, then add beta.",
            lambda z, gamma, beta, eps: normalized(z, eps),
        ),
        Misconception(
            "You added beta first, so gamma multiplies it too. Scale first, then shift: `gamma * z_hat + beta`.",
            lambda z, gamma, beta, eps: gamma * (normalized(z, eps) + beta),
        ),
        Misconception(
            "You used gamma and beta before you normalized, and normalizing takes them out again. Use them afterward.",
            lambda z, gamma, beta, eps: normalized(gamma * z + beta, eps),
        ),
        Misconception(
            "You divided by the spread but didn't subtract the mean. Do that first.",
            lambda z, gamma, beta, eps: gamma * z / np.sqrt(z.var(axis=0) + eps) + beta,
        ),
        Misconception(
            "You subtracted the mean but didn't divide by the spread: `np.sqrt(var + eps)`.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean(axis=0)) + beta,
        ),
        Misconception(
            "Only the mean gets divided by the spread. Put brackets around the difference: `(z - mean) / ...`.",
            lambda z, gamma, beta, eps: gamma * z - z.mean(axis=0) / np.sqrt(z.var(axis=0) + eps) + beta,
        ),
        Misconception(
            "gamma and beta are swapped. Multiply by gamma and add beta.",
            lambda z, gamma, beta, eps: beta * normalized(z, eps) + gamma,
        ),
        Misconception(
            "beta is missing. Add it at the end: `gamma * z_hat + beta`.",
            lambda z, gamma, beta, eps: gamma * normalized(z, eps),
        ),
        Misconception(
            "gamma is missing. Multiply by it before you add beta: `gamma * z_hat + beta`.",
            lambda z, gamma, beta, eps: normalized(z, eps) + beta,
        ),
        Misconception(
            "You took the variance over the whole table. Each unit has its own: `z.var(axis=0)`.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean(axis=0)) / np.sqrt(z.var() + eps) + beta,
        ),
        Misconception(
            "You took the mean over the whole table. Each unit has its own: `z.mean(axis=0)`.",
            lambda z, gamma, beta, eps: gamma * (z - z.mean()) / np.sqrt(z.var(axis=0) + eps) + beta,
        ),
        Misconception(
            "You wrote 1e-5 in your code. eps may be another number: use `eps`.",
            lambda z, gamma, beta, eps: gamma * normalized(z, EPS) + beta,
        ),
        Misconception(
            "You scaled by the smallest and largest value of each unit. Batch norm uses its mean and its variance.",
            lambda z, gamma, beta, eps: gamma * (z - z.min(axis=0)) / (z.max(axis=0) - z.min(axis=0) + eps) + beta,
        ),
        Misconception(
            "You scaled by the smallest and largest value of each unit. Batch norm uses its mean and its variance.",
            lambda z, gamma, beta, eps: gamma * (z - z.min(axis=0)) / (z.max(axis=0) - z.min(axis=0)) + beta,
        ),
        Misconception(
            "`@` adds the units of each example together. Every unit keeps its own value here, so multiply with `*`: `gamma * z_hat + beta`.",
            lambda z, gamma, beta, eps: normalized(z, eps) @ gamma + beta,
        ),
    ],
)


# ---- what is kept for evaluation ---------------------------------------------------------------------


def kept_statistics(batches, momentum, var=lambda z: z.var(axis=0, ddof=1), start=(0.0, 1.0), keep=None):
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


def over_the_table(batches, momentum):
    """One mean and one variance for all units."""
    units = batches[0].shape[1]
    mean, var = np.zeros(units), np.ones(units)
    for z in batches:
        mean = (1 - momentum) * mean + momentum * z.mean()
        var = (1 - momentum) * var + momentum * z.var(ddof=1)
    return mean, var


def along_the_rows(batches, momentum):
    mean, var = 0.0, 1.0
    for z in batches:
        mean = (1 - momentum) * mean + momentum * z.mean(axis=1)
        var = (1 - momentum) * var + momentum * z.var(axis=1, ddof=1)
    return mean, var


def after_every_batch(batches, momentum):
    kept = [kept_statistics(batches[:many], momentum) for many in range(1, len(batches) + 1)]
    return [mean for mean, _ in kept], [var for _, var in kept]


def spreads(batches, momentum):
    mean, _ = kept_statistics(batches, momentum)
    _, spread = kept_statistics(batches, momentum, var=lambda z: z.std(axis=0, ddof=1))
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
    hints=[
        "Start with a mean of 0 and a variance of 1 for each unit. Then go through the batches in a loop. What does one batch change?",
        "Both are moving averages, and `momentum` is the share of the *new* batch: `running_mean = (1 - momentum) * running_mean + momentum * z.mean(axis=0)`.",
        "The running variance works the same way. Its new value is divided by n - 1, so use `z.var(axis=0, ddof=1)`. Return both after the loop.",
    ],
    misconceptions=[
        Misconception(
            "You have the momentum the wrong way around. Here, as in PyTorch, it's the weight of the **new** batch: "
            "`(1 - momentum) * running + momentum * new`.",
            lambda batches, momentum: kept_statistics(batches, momentum, keep=1 - momentum),
        ),
        Misconception(
            "Your variance is divided by n. The running variance takes the one divided by n - 1: `z.var(axis=0, ddof=1)`. "
            "The plain one is only for normalizing the batch itself.",
            lambda batches, momentum: kept_statistics(batches, momentum, var=lambda z: z.var(axis=0)),
        ),
        Misconception(
            "Your variance starts at 0. Start it at 1 and the mean at 0, so that batch norm changes nothing before training.",
            lambda batches, momentum: kept_statistics(batches, momentum, start=(0.0, 0.0)),
        ),
        Misconception(
            "You started with the first batch's own statistics. Start with mean 0 and variance 1, and let the first batch move them like any other.",
            from_the_first,
        ),
        Misconception(
            "That's the plain mean over all batches. Running statistics move a little toward each new batch, so the old ones fade.",
            lambda batches, momentum: (
                np.mean([z.mean(axis=0) for z in batches], axis=0),
                np.mean([z.var(axis=0, ddof=1) for z in batches], axis=0),
            ),
        ),
        Misconception(
            "That's one mean and one variance of all examples together. Go batch by batch, as in training.",
            lambda batches, momentum: (
                np.concatenate(batches).mean(axis=0),
                np.concatenate(batches).var(axis=0, ddof=1),
            ),
        ),
        Misconception(
            "These are the last batch's own statistics. Earlier batches should fade, but not disappear at once.",
            lambda batches, momentum: (batches[-1].mean(axis=0), batches[-1].var(axis=0, ddof=1)),
        ),
        Misconception(
            "Your second result is a running standard deviation. Keep the variance instead: its root is taken only when it's used.",
            spreads,
        ),
        Misconception(
            "You add the new statistics without shrinking the old ones. Multiply the old ones by `1 - momentum` first.",
            lambda batches, momentum: (
                sum(momentum * z.mean(axis=0) for z in batches),
                1 + sum(momentum * z.var(axis=0, ddof=1) for z in batches),
            ),
        ),
        Misconception(
            "The two results are in the wrong order. Return the mean first, then the variance.",
            lambda batches, momentum: kept_statistics(batches, momentum)[::-1],
        ),
        Misconception(
            "Only the first batch counts. Is your `return` inside the loop?",
            lambda batches, momentum: kept_statistics(batches[:1], momentum),
        ),
        Misconception(
            "You measured the spread of a batch around the running mean. Measure it around the batch's own mean: `z.var(axis=0, ddof=1)`.",
            about_the_running_mean,
        ),
        Misconception(
            "Your mean starts at 1. Only the variance starts there: start the mean at 0.",
            lambda batches, momentum: kept_statistics(batches, momentum, start=(1.0, 1.0)),
        ),
        Misconception(
            "You have the momentum the wrong way around, and the variance has to be divided by n - 1. Here `momentum` is the weight of "
            "the **new** batch, and the new variance is `z.var(axis=0, ddof=1)`.",
            lambda batches, momentum: kept_statistics(
                batches, momentum, keep=1 - momentum, var=lambda z: z.var(axis=0)
            ),
        ),
        Misconception(
            "You took one mean and one variance over the whole table. Each unit has its own, so take `axis=0`.",
            over_the_table,
        ),
        Misconception(
            "That's only the mean. Return a pair: the running mean and the running variance.",
            lambda batches, momentum: kept_statistics(batches, momentum)[0],
        ),
        Misconception(
            "You returned the statistics after every batch. Return only the last ones, after the loop.",
            after_every_batch,
        ),
        Misconception(
            "You wrote 0.1 in your code. The momentum may be another number: use `momentum`.",
            lambda batches, momentum: kept_statistics(batches, 0.1),
        ),
        Misconception(
            "You took the means along the rows. Each unit has its own statistics, so take `axis=0`.",
            along_the_rows,
        ),
    ],
)


# ---- the pass back --------------------------------------------------------------------------------


def back(grad, z, gamma, eps, minus_mean=1.0, minus_stretch=1.0):
    """dz, dgamma, dbeta, with the two corrections as large as asked."""
    z_hat = normalized(z, eps)
    d = grad * gamma
    dz = d - minus_mean * d.mean(axis=0) - minus_stretch * z_hat * (d * z_hat).mean(axis=0)
    return dz / np.sqrt(z.var(axis=0) + eps), (grad * z_hat).sum(axis=0), grad.sum(axis=0)


def changed(change):
    """A wrong backward: what `change` makes of the right dz, dgamma, dbeta."""
    return lambda grad, z, gamma, eps: change(grad, z, gamma, eps, *back(grad, z, gamma, eps))


def corrected(corrections):
    """A wrong backward: dz takes off what `corrections` makes of d and z_hat."""

    def wrong(grad, z, gamma, eps):
        d, z_hat = grad * gamma, normalized(z, eps)
        dz = (d - corrections(d, z_hat)) / np.sqrt(z.var(axis=0) + eps)
        return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

    return wrong


def some_slopes(rng):
    n, units = count(rng, 3, 6), count(rng, 1, 3)  # of two examples, dz is 0 but for eps, and float32 loses it
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
    hints=[
        "Start with the easy two. beta is added to every example and gamma multiplies every z_hat, so what do you add up over the batch for each?",
        "`dbeta = grad.sum(axis=0)` and `dgamma = (grad * z_hat).sum(axis=0)`. For dz, first go back through gamma: `d = grad * gamma` is the slope for each z_hat.",
        "A nudge of one z also moves the mean and the spread of the batch. Both take something off d: `d.mean(axis=0)`, and `z_hat * (d * z_hat).mean(axis=0)`.",
        "Divide what's left of d by the spread: `dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / np.sqrt(z.var(axis=0) + eps)`.",
    ],
    misconceptions=[
        Misconception(
            "You treated the mean and the spread as constants. But every z moves both of them, and they move every output. So two corrections are missing.",
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
            "Both corrections have the wrong sign. A larger mean makes every output smaller, so subtract them.",
            lambda grad, z, gamma, eps: back(grad, z, gamma, eps, minus_mean=-1, minus_stretch=-1),
        ),
        Misconception(
            "Your two corrections are sums. A single z moves the mean by only 1/n of its own step, so take means over the batch.",
            corrected(lambda d, z_hat: d.sum(axis=0) + z_hat * (d * z_hat).sum(axis=0)),
        ),
        Misconception(
            "The second correction has the wrong sign. A larger spread brings every output closer to 0, so subtract this one too.",
            corrected(lambda d, z_hat: d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)),
        ),
        Misconception(
            "You took the two means over the whole table. Each unit has its own: `mean(axis=0)`.",
            corrected(lambda d, z_hat: d.mean() + z_hat * (d * z_hat).mean()),
        ),
        Misconception(
            "Your second correction is the same for all examples. It should be larger for those far from the mean, so multiply it by z_hat.",
            corrected(lambda d, z_hat: d.mean(axis=0) + (d * z_hat).mean(axis=0)),
        ),
        Misconception(
            "gamma is missing from dz. The slope for z_hat is `grad * gamma`.",
            lambda grad, z, gamma, eps: (back(grad, z, np.ones_like(gamma), eps)[0], *back(grad, z, gamma, eps)[1:]),
        ),
        Misconception(
            "You didn't divide dz by the spread, `np.sqrt(var + eps)`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz * np.sqrt(z.var(axis=0) + eps), dgamma, dbeta)),
        ),
        Misconception(
            "Your dgamma uses z. gamma multiplies z_hat, so use that.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz, (grad * z).sum(axis=0), dbeta)),
        ),
        Misconception(
            "Your dgamma and dbeta are means over the batch. gamma and beta act on every example, so add up their slopes: `sum(axis=0)`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz, dgamma / len(z), dbeta / len(z))),
        ),
        Misconception(
            "The three results are in the wrong order. Return `dz, dgamma, dbeta`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dgamma, dbeta, dz)),
        ),
        Misconception(
            "dgamma and dbeta are swapped. Return `dz, dgamma, dbeta`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz, dbeta, dgamma)),
        ),
        Misconception(
            "You multiplied by gamma in dgamma and dbeta too. Use `grad` itself for these two: only the slope for z_hat is `grad * gamma`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz, dgamma * gamma, dbeta * gamma)),
        ),
        Misconception(
            "You divided dz by the variance. Divide by its root, `np.sqrt(var + eps)`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz / np.sqrt(z.var(axis=0) + eps), dgamma, dbeta)),
        ),
        Misconception(
            "That's only dz. Return all three: `dz, dgamma, dbeta`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: dz),
        ),
        Misconception(
            "Your dz is right, but dgamma and dbeta still have one entry for each example. Each unit has one gamma and one beta, so add up "
            "over the batch: `sum(axis=0)`.",
            changed(lambda grad, z, gamma, eps, dz, dgamma, dbeta: (dz, grad * normalized(z, eps), grad)),
        ),
        Misconception(
            "Your dz is right, but you added up dgamma and dbeta along the rows. Each unit has one gamma and one beta: `sum(axis=0)`.",
            changed(
                lambda grad, z, gamma, eps, dz, dgamma, dbeta: (
                    dz,
                    (grad * normalized(z, eps)).sum(axis=1),
                    grad.sum(axis=1),
                )
            ),
        ),
        Misconception(
            "You left out eps. Batch norm divides by `np.sqrt(var + eps)` on the way forward, so the way back does too.",
            lambda grad, z, gamma, eps: back(grad, z, gamma, 0.0),
        ),
        Misconception(
            "You treated the mean and the spread as constants, and gamma is missing from dz. The slope for z_hat is `grad * gamma`, "
            "and two corrections come off it.",
            lambda grad, z, gamma, eps: (
                back(grad, z, np.ones_like(gamma), eps, minus_mean=0, minus_stretch=0)[0],
                *back(grad, z, gamma, eps)[1:],
            ),
        ),
    ],
)

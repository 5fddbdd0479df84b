"""What the exercises of lesson 04 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception, Property
from course.practice.chance import evenly_dealt
from course.practice.draws import between, count, one_of

# ---- when to stop -------------------------------------------------------------------------------


def stop(which):
    """The pair (epoch, cost) for a wrong way to choose: ``which(train, dev)`` is the index it stops at."""

    def wrong(train_loss, dev_loss):
        index = int(which(train_loss, dev_loss))
        return index + 1, dev_loss[-1] - dev_loss[index]

    return wrong


def first_rise(_, dev_loss):
    rises = np.flatnonzero(np.diff(dev_loss) > 0)
    return rises[0] if len(rises) else len(dev_loss) - 1


def some_curves(rng):
    """Losses of one digit, so that the lowest comes twice now and then."""
    epochs = count(rng, 1, 8)
    return between(rng, 0.1, 0.9, epochs), between(rng, 0.3, 1.2, epochs, digits=1)


best_epoch = Exercise(
    cases={
        "down and up again": (np.array([0.9, 0.6, 0.4, 0.3, 0.2, 0.1]), np.array([0.95, 0.7, 0.55, 0.5, 0.65, 0.9])),
        "a bump on the way": (
            np.array([0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2]), np.array([0.9, 0.7, 0.74, 0.6, 0.5, 0.55, 0.6]),
        ),
        "down to the end": (np.array([0.9, 0.7, 0.5]), np.array([1.0, 0.8, 0.75])),
        "as low twice": (np.array([0.7, 0.5, 0.4, 0.3]), np.array([0.8, 0.6, 0.7, 0.6])),
        "up from the start": (np.array([0.5, 0.3, 0.2, 0.1]), np.array([0.6, 0.8, 1.1, 1.5])),
    },
    draw=some_curves,
    misconceptions=[
        Misconception(
            "That counts from 0. After the first pass over the data one epoch is done, so the index is one too small.",
            lambda train, dev: (int(np.argmin(dev)), dev[-1] - dev.min()),
        ),
        Misconception(
            "You looked for the lowest training loss. It falls nearly always, and so it always says: go on.",
            stop(lambda train, dev: np.argmin(train)),
        ),
        Misconception(
            "That stops where training loss and dev loss are closest. A net that has learned nothing yet has no gap either.",
            stop(lambda train, dev: np.argmin(np.abs(dev - train))),
        ),
        Misconception(
            "That stops at the first rise. A dev curve has bumps: look at all of it, and take the lowest place.", stop(first_rise)
        ),
        Misconception(
            "Where the lowest dev loss comes twice, take the earlier epoch: the same for less work.",
            stop(lambda train, dev: len(dev) - 1 - np.argmin(dev[::-1])),
        ),
        Misconception(
            "That is where the dev loss is highest.", stop(lambda train, dev: np.argmax(dev)),
        ),
        Misconception(
            "The cost is the wrong way round: the last dev loss minus the lowest one, so that it is never negative.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev.min() - dev[-1]),
        ),
        Misconception(
            "The second number should be what training to the end has cost: the last dev loss minus the lowest. That is the lowest itself.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev.min()),
        ),
        Misconception(
            "The cost compares the dev loss with the training loss. Compare it with itself: at the end, and at its lowest.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev[-1] - train[-1]),
        ),
        Misconception(
            "The cost is not counted from the highest dev loss. It is what the last epochs cost: the last dev loss minus the lowest.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev.max() - dev.min()),
        ),
        Misconception(
            "The cost is not the gap between the two losses at the best epoch. Compare the dev loss with itself: at the end, and at its lowest.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev.min() - train[np.argmin(dev)]),
        ),
        Misconception(
            "The cost is missing: return a pair, the epoch and the cost.", lambda train, dev: int(np.argmin(dev)) + 1
        ),
    ],
)  # fmt: skip


# ---- which illness ------------------------------------------------------------------------------


def illness(bias, variance):
    return {(0, 0): "neither", (1, 0): "high bias", (0, 1): "high variance", (1, 1): "both"}[int(bias), int(variance)]


def one_only(train, dev, human):
    return "high bias" if train - human >= 0.02 else "high variance" if dev - train >= 0.02 else "neither"


def the_larger(train, dev, human):
    bias, variance = train - human, dev - train
    return "neither" if max(bias, variance) < 0.02 else "high bias" if bias > variance else "high variance"


def some_errors(rng):
    """Gaps of every size, and none so near to 0.02 that rounding would decide."""
    human = one_of(rng, 0.0, 0.01, 0.05, 0.14)
    train = human + one_of(rng, -0.005, 0.004, 0.013, 0.026, 0.05, 0.21)
    return round(train, 4), round(train + one_of(rng, -0.035, 0.003, 0.012, 0.027, 0.06, 0.3), 4), human


diagnose = Exercise(
    cases={
        "1% and 11%": (0.01, 0.11, 0.0),
        "15% and 16%": (0.15, 0.16, 0.0),
        "15% and 30%": (0.15, 0.30, 0.0),
        "0.5% and 1%": (0.005, 0.01, 0.0),
        "5% and 30%": (0.05, 0.30, 0.01),
        "blurred photographs": (0.15, 0.16, 0.14),
        "blurred photographs, and a memory": (0.145, 0.30, 0.14),
        "hard for people too, and for the net": (0.25, 0.26, 0.10),
        "just large enough to be called a bias": (0.02, 0.03, 0.0),
        "just large enough to be called a variance": (0.0, 0.02, 0.0),
        "better on the dev set": (0.08, 0.03, 0.07),
        "better than people": (0.01, 0.015, 0.06),
    },
    draw=some_errors,
    misconceptions=[
        Misconception(
            "Bias and variance are swapped. Bias is what it gets wrong even on its own examples; variance is what is added on new ones.",
            lambda train, dev, human: illness(dev - train >= 0.02, train - human >= 0.02),
        ),
        Misconception(
            "The human error is not taken off. Where people are wrong 14 times in 100, a training error of 15% is hardly any bias.",
            lambda train, dev, human: illness(train >= 0.02, dev - train >= 0.02),
        ),
        Misconception(
            "The variance is measured from the human error. It is the step from training to dev: `dev - train`.",
            lambda train, dev, human: illness(train - human >= 0.02, dev - human >= 0.02),
        ),
        Misconception(
            "A net can have both. Ask the two questions apart, not the second one only if the first is answered no.",
            one_only,
        ),
        Misconception(
            "A gap of exactly 0.02 counts as large: `>=`, not `>`.",
            lambda train, dev, human: illness(train - human > 0.02, dev - train > 0.02),
        ),
        Misconception("It names only the larger of the two gaps. Both can be large at once.", the_larger),
        Misconception(
            "The sign is lost. A dev error that is lower than the training error is odd, but it is no variance, and to be better than people is no bias.",
            lambda train, dev, human: illness(abs(train - human) >= 0.02, abs(dev - train) >= 0.02),
        ),
        Misconception(
            "The errors are shares here, not percentages: two points are 0.02.",
            lambda train, dev, human: illness(train - human >= 2, dev - train >= 2),
        ),
        Misconception(
            "The dev error itself is no sign of variance. It is a step up from the training error that counts.",
            lambda train, dev, human: illness(train - human >= 0.02, dev >= 0.02),
        ),
    ],
)


# ---- sharing out --------------------------------------------------------------------------------


def rows_of(n):
    """Rows that can be told apart: row i of x is (i, -i), and y is 10 i. They come sorted, as tables often do."""

    def make():
        i = np.arange(n, dtype=float)
        return np.stack([i, -i], axis=1), 10 * i, (0.6, 0.2, 0.2), 3

    return make


def parts(split, *args):
    return [np.asarray(x)[:, 0] for x, _ in split(*args)]


def no_leak(split, *args):
    train, dev, test = parts(split, *args)
    shared = len(np.intersect1d(train, dev)) + len(np.intersect1d(train, test)) + len(np.intersect1d(dev, test))
    return True if not shared else f"{shared} row{'s' * (shared > 1)} in two sets at once"


def all_there(split, x, y, fractions, seed):
    return sorted(np.concatenate(parts(split, x, y, fractions, seed))) == sorted(x[:, 0])


def together(split, *args):
    return all(np.array_equal(10 * np.asarray(x)[:, 0], y) for x, y in split(*args))


def mixed(split):
    x, y, fractions, _ = rows_of(100)()
    train, *_ = parts(split, x, y, fractions, 4)
    return len(train) == 60 and sorted(train) != list(range(60)) and sorted(train) != list(range(40, 100))


def seeded(split):
    x, y, fractions, _ = rows_of(100)()
    one, again, other = (np.concatenate(parts(split, x, y, fractions, seed)) for seed in (5, 5, 6))
    return np.array_equal(one, again) and not np.array_equal(one, other)


def any_row_anywhere(split):
    """With 300 seeds, for twenty rows."""
    x, y, fractions, _ = rows_of(20)()
    groups = np.zeros((300, len(x)), dtype=int)
    for seed, round_ in enumerate(groups):
        for number, rows in enumerate(parts(split, x, y, fractions, seed)):
            round_[rows.astype(int)] = number
    return evenly_dealt(groups)


def cut(order, x, y, fractions):
    a = round(fractions[0] * len(x))
    b = a + round(fractions[1] * len(x))
    return [(x[rows], y[rows]) for rows in (order[:a], order[a:b], order[b:])]


def drawn_three_times(x, y, fractions, seed):
    rng = np.random.default_rng(seed)
    sizes = [len(part) for part, _ in cut(np.arange(len(x)), x, y, fractions)]
    return [(x[rows], y[rows]) for rows in (rng.permutation(len(x))[:size] for size in sizes)]


def apart(x, y, fractions, seed):
    rng = np.random.default_rng(seed)
    return cut(np.arange(len(x)), x[rng.permutation(len(x))], y[rng.permutation(len(y))], fractions)


def drawn_with_repeats(x, y, fractions, seed):
    return cut(np.random.default_rng(seed).integers(len(x), size=len(x)), x, y, fractions)


def drawn_shares(rng):
    x, y, _, _ = rows_of(count(rng, 5, 40))()
    return x, y, one_of(rng, (0.6, 0.2, 0.2), (0.5, 0.25, 0.25), (0.8, 0.1, 0.1), (0.7, 0.2, 0.1)), count(rng, 0, 99)


split = Exercise(
    cases={
        "ten rows": rows_of(10),
        "fifty rows": rows_of(50),
        "a number that does not divide": rows_of(23),
        "twenty-two rows": rows_of(22),
        "98/1/1": lambda: (*rows_of(1000)()[:2], (0.98, 0.01, 0.01), 7),
    },
    draw=drawn_shares,
    misconceptions=[
        Misconception(
            "The rows were cut as they came. Tables are often sorted, and then the dev set holds what the training set has never seen.",
            lambda x, y, fractions, seed: cut(np.arange(len(x)), x, y, fractions),
        ),
        Misconception(
            "Each set was drawn from all rows anew, so that some rows are in two of them: that is a leak.",
            drawn_three_times,
        ),
        Misconception("x and y were shuffled apart.", apart),
        Misconception("Rows were drawn with repeats.", drawn_with_repeats),
        Misconception(
            "The seed is not used.",
            lambda x, y, fractions, seed: cut(np.random.default_rng(0).permutation(len(x)), x, y, fractions),
        ),
        Misconception(
            "The second cut is at the wrong place.",
            lambda x, y, fractions, seed: [
                (x[rows], y[rows])
                for rows in np.split(
                    np.random.default_rng(seed).permutation(len(x)), [round(f * len(x)) for f in fractions[:2]]
                )
            ],
        ),
        Misconception(
            "The sizes are cut off instead of rounded: `round(n * fraction)`, not `int(n * fraction)`.",
            lambda x, y, fractions, seed: [
                (x[rows], y[rows])
                for rows in np.split(
                    np.random.default_rng(seed).permutation(len(x)), np.cumsum([int(f * len(x)) for f in fractions[:2]])
                )
            ],
        ),
        Misconception(
            "The test set is the rest, all of it: sized by its own fraction, rounded, it can lose a row.",
            lambda x, y, fractions, seed: [
                (x[rows], y[rows])
                for rows in np.split(
                    np.random.default_rng(seed).permutation(len(x)), np.cumsum([round(f * len(x)) for f in fractions])
                )[:3]
            ],
        ),
        Misconception(
            "Train and dev are there; the rest, the test set, is missing.",
            lambda x, y, fractions, seed: cut(np.random.default_rng(seed).permutation(len(x)), x, y, fractions)[:2],
        ),
    ],
    properties=[
        Property(
            "x and y no longer belong together. Make one order and use it for both: `order = rng.permutation(len(x))`, "
            "then `x[order]` and `y[order]`.",
            together,
        ),
        Property(
            "There is a leak: a row must not be in two sets. Shuffle once, and cut that one order into three pieces.",
            no_leak,
        ),
        Property("Some rows are missing or come twice. Each row belongs to exactly one of the three sets.", all_there),
        Property(
            "The rows should be shuffled before they are cut. Here the training set is just the first or the last part of the table.",
            mixed,
            once=True,
        ),
        Property(
            "The shuffle should come from the seed: the same seed gives the same sets, and another seed others. "
            "`np.random.default_rng(seed)` makes a generator of it.",
            seeded,
            once=True,
        ),
        Property(
            "Some rows land in the same set whatever the seed. Shuffle all the rows first, and only then cut them into three.",
            any_row_anywhere,
            once=True,
        ),
    ],
    compare=False,
)

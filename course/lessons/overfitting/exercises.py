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
            np.array([0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2]), np.array([0.9, 0.7, 0.74, 0.6, 0.5, 0.55, 0.62]),
        ),
        "down to the end": (np.array([0.9, 0.7, 0.5]), np.array([1.0, 0.8, 0.75])),
        "as low twice": (np.array([0.7, 0.5, 0.4, 0.3]), np.array([0.8, 0.6, 0.7, 0.6])),
        "up from the start": (np.array([0.5, 0.3, 0.2, 0.1]), np.array([0.6, 0.8, 1.1, 1.5])),
    },
    draw=some_curves,
    hints=[
        "Which of the two losses tells you how the network does on examples it has never seen?",
        "`np.argmin(dev_loss)` is the index of the lowest dev loss, the first one if there are several. Indices start at 0, but index 0 holds the loss after 1 epoch.",
        "If `best` is that index, the epoch is `best + 1`. For the cost, compare two dev losses: the last, `dev_loss[-1]`, and the one at `best`.",
    ],
    misconceptions=[
        Misconception(
            "`np.argmin` counts from 0. The first entry is the loss after 1 epoch, so add 1 to the index.",
            lambda train, dev: (int(np.argmin(dev)), dev[-1] - dev.min()),
        ),
        Misconception(
            "You looked for the lowest training loss. It keeps falling even when the network is only memorizing, so it can't tell you when to stop. Look at the dev loss.",
            stop(lambda train, dev: np.argmin(train)),
        ),
        Misconception(
            "That stops where the training loss and the dev loss are closest. But a network that has learned nothing yet has a small gap, too. Look for the lowest dev loss.",
            stop(lambda train, dev: np.argmin(np.abs(dev - train))),
        ),
        Misconception(
            "That stops at the first rise, and a dev curve has bumps. Look at the whole curve and take its lowest point.", stop(first_rise)
        ),
        Misconception(
            "If the lowest dev loss comes up twice, take the earlier epoch: it's just as good, for less work.",
            stop(lambda train, dev: len(dev) - 1 - np.argmin(dev[::-1])),
        ),
        Misconception(
            "That adds the two losses up. The training loss keeps falling and pulls the answer later, so use the dev loss alone.",
            stop(lambda train, dev: np.argmin(train + dev)),
        ),
        Misconception(
            "That is where the dev loss is highest. You want the lowest: `np.argmin`.", stop(lambda train, dev: np.argmax(dev)),
        ),
        Misconception(
            "You found the lowest dev loss itself. The first number of the pair is the epoch where it happens: `np.argmin` gives its index.",
            lambda train, dev: (dev.min(), dev[-1] - dev.min()),
        ),
        Misconception(
            "The cost has the wrong sign. Take the last dev loss minus the lowest one; then it's never negative.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev.min() - dev[-1]),
        ),
        Misconception(
            "Your second number is the lowest dev loss itself. The cost is how much higher the dev loss is at the end: the last one minus the lowest.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev.min()),
        ),
        Misconception(
            "Your cost compares the dev loss with the training loss. Compare two dev losses instead: the last one and the lowest one.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev[-1] - train[-1]),
        ),
        Misconception(
            "You measured the cost from the highest dev loss. Measure it from the last one, because that is where training ended.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev.max() - dev.min()),
        ),
        Misconception(
            "Your cost is the gap between the two losses at the best epoch. Compare two dev losses instead: the last one and the lowest one.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev.min() - train[np.argmin(dev)]),
        ),
        Misconception(
            "Your second number is how many epochs too long it trained. The cost is a loss: the last dev loss minus the lowest.",
            lambda train, dev: (int(np.argmin(dev)) + 1, len(dev) - int(np.argmin(dev)) - 1),
        ),
        Misconception(
            "You divided the cost by the lowest dev loss. \"How much higher\" is a plain difference here: the last dev loss minus the lowest.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev[-1] / dev.min() - 1),
        ),
        Misconception(
            "`best + 1` counts epochs, but an array is counted from 0. The loss after that epoch is one place earlier, so keep the index for it.",
            lambda train, dev: (int(np.argmin(dev)) + 1, dev[-1] - dev[np.argmin(dev) + 1]),
        ),
        Misconception(
            "The cost is missing. Return a pair: the epoch, then the cost.", lambda train, dev: int(np.argmin(dev)) + 1
        ),
    ],
)  # fmt: skip


# ---- which illness ------------------------------------------------------------------------------


def illness(bias, variance):
    return {(0, 0): "neither", (1, 0): "high bias", (0, 1): "high variance", (1, 1): "both"}[int(bias), int(variance)]


def one_only(train, dev, human):
    return "high bias" if train - human >= 0.02 else "high variance" if dev - train >= 0.02 else "neither"


def variance_first(train, dev, human):
    return "high variance" if dev - train >= 0.02 else "high bias" if train - human >= 0.02 else "neither"


def renamed(rename):
    """The right diagnosis by another name."""
    return lambda train, dev, human: rename(illness(train - human >= 0.02, dev - train >= 0.02))


EXACTLY = (
    'Your diagnosis is right, but not its name. The four names are "high bias", "high variance", "both" and "neither"'
)


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
        "hard for people too, and for the network": (0.25, 0.26, 0.10),
        "just large enough to be called a bias": (0.02, 0.03, 0.0),
        "just large enough to be called a variance": (0.0, 0.02, 0.0),
        "better on the dev set": (0.08, 0.03, 0.07),
        "better than people": (0.01, 0.015, 0.06),
    },
    draw=some_errors,
    hints=[
        "There are two separate questions: does the network learn its own examples, and does that carry over to new ones? Each is the difference of two errors.",
        "The bias is `train - human` and the variance is `dev - train`. Each of them is large if it's 0.02 or more.",
        "Check for both at once first: `if bias >= 0.02 and variance >= 0.02`. After that come one alone, the other alone, and neither.",
    ],
    misconceptions=[
        Misconception(
            "Bias and variance are swapped. Bias is about the network's own training examples, `train - human`. Variance is what new examples add, `dev - train`.",
            lambda train, dev, human: illness(dev - train >= 0.02, train - human >= 0.02),
        ),
        Misconception(
            "You left out the human error. Where people are wrong 14 times in 100, a training error of 15% is hardly any bias, so subtract: `train - human`.",
            lambda train, dev, human: illness(train >= 0.02, dev - train >= 0.02),
        ),
        Misconception(
            "You measured the variance from the human error. It is the step from training to dev: `dev - train`.",
            lambda train, dev, human: illness(train - human >= 0.02, dev - human >= 0.02),
        ),
        Misconception(
            'A network can have both. Your code asks about variance only if there is no bias, so it can never answer "both".',
            one_only,
        ),
        Misconception(
            'A network can have both. Your code asks about bias only if there is no variance, so it can never answer "both".',
            variance_first,
        ),
        Misconception(
            "A gap of exactly 0.02 counts as large, so write `>=`, not `>`.",
            lambda train, dev, human: illness(train - human > 0.02, dev - train > 0.02),
        ),
        Misconception(
            'Your answer names only the larger of the two gaps. Both can be large, and then the answer is "both".',
            the_larger,
        ),
        Misconception(
            "Leave out the absolute value. A dev error below the training error isn't variance, and beating people isn't bias, so only a positive gap counts.",
            lambda train, dev, human: illness(abs(train - human) >= 0.02, abs(dev - train) >= 0.02),
        ),
        Misconception(
            "Both subtractions are turned around. The bias is `train - human` and the variance is `dev - train`: the error that is usually larger comes first.",
            lambda train, dev, human: illness(human - train >= 0.02, train - dev >= 0.02),
        ),
        Misconception(
            "The errors are shares here, not percentages, so compare with 0.02, not with 2.",
            lambda train, dev, human: illness(train - human >= 2, dev - train >= 2),
        ),
        Misconception(
            "A high dev error alone doesn't mean variance. What counts is how far it lies above the training error: `dev - train`.",
            lambda train, dev, human: illness(train - human >= 0.02, dev >= 0.02),
        ),
        Misconception(
            "You compared the errors themselves with 0.02. What counts is the gaps between them: `train - human` and `dev - train`.",
            lambda train, dev, human: illness(train >= 0.02, dev >= 0.02),
        ),
        Misconception(
            "The gaps are right, but any gap above 0 already counts here. A gap is large only when it's 0.02 or more.",
            lambda train, dev, human: illness(train > human, dev > train),
        ),
        Misconception(f"{EXACTLY}, all in lowercase.", renamed(str.capitalize)),
        Misconception(f"{EXACTLY}, all in lowercase: no capitals.", renamed(str.title)),
        Misconception(f"{EXACTLY}.", renamed(lambda name: name.removeprefix("high "))),
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


def cut_with(sizes, keep=lambda x, y, rows: (x[rows], y[rows])):
    """A way to write split: sizes(n, fractions) are those of the sets, as far as they are worked out; the rest is one more."""

    def wrong(x, y, fractions, seed):
        order = np.random.default_rng(seed).permutation(len(x))
        return [keep(x, y, rows) for rows in np.split(order, np.cumsum(sizes(len(x), fractions)))]

    return wrong


def rounded(n, fractions):
    return [round(f * n) for f in fractions[:2]]


def rounded_up(n, fractions):
    return [int(np.ceil(f * n)) for f in fractions[:2]]


def cuts_rounded(n, fractions):
    """The two cuts are rounded, where each size should be."""
    return np.diff([0, round(n * fractions[0]), round(n * (fractions[0] + fractions[1]))])


def xs_then_ys(x, y, fractions, seed):
    pairs = cut_with(rounded)(x, y, fractions, seed)
    return [x for x, _ in pairs] + [y for _, y in pairs]


def not_whole(x, y, fractions, seed):
    """Cuts at places such as 13.8, which no list has."""
    order, a = np.random.default_rng(seed).permutation(len(x)), fractions[0] * len(x)
    return [(x[rows], y[rows]) for rows in (order[:a], order[a:])]


def shuffled_into_nothing(x, y, fractions, seed):
    return cut(np.random.default_rng(seed).shuffle(np.arange(len(x))), x, y, fractions)


def six_in_a_row(x, y, fractions, seed):
    return [part for pair in cut_with(rounded)(x, y, fractions, seed) for part in pair]


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
    hints=[
        "Shuffle row numbers, not the rows. Then you can use the same order for x and for y.",
        "`order = np.random.default_rng(seed).permutation(len(x))` holds every row number once, in random order. Cut it into three pieces.",
        "The first piece is `order[:first]` with `first = round(len(x) * fractions[0])`. The second ends at `first + round(len(x) * fractions[1])`, and the third is the rest.",
        "If `rows` is one piece, its set is the pair `(x[rows], y[rows])`. Return the three pairs in a list.",
    ],
    misconceptions=[
        Misconception(
            "You cut the rows in the order they came. Tables are often sorted, and then the dev set holds kinds of rows that the training set has never seen.",
            lambda x, y, fractions, seed: cut(np.arange(len(x)), x, y, fractions),
        ),
        Misconception(
            "You drew each set from all the rows, so some rows are in two sets. That is a leak.",
            drawn_three_times,
        ),
        Misconception("You shuffled x and y separately, so they no longer belong together.", apart),
        Misconception("You drew the rows with repeats.", drawn_with_repeats),
        Misconception(
            "You didn't use the seed.",
            lambda x, y, fractions, seed: cut(np.random.default_rng(0).permutation(len(x)), x, y, fractions),
        ),
        Misconception(
            "The second cut is in the wrong place. It comes after the training set *and* the dev set, so add up the two sizes.",
            lambda x, y, fractions, seed: [
                (x[rows], y[rows])
                for rows in np.split(
                    np.random.default_rng(seed).permutation(len(x)), [round(f * len(x)) for f in fractions[:2]]
                )
            ],
        ),
        Misconception(
            "`int` cuts the decimals off. The sizes are rounded: `round(n * fraction)`.",
            cut_with(lambda n, fractions: [int(f * n) for f in fractions[:2]]),
        ),
        Misconception(
            "You sized the test set by its own fraction, and rounding can lose a row that way. Let it take all the rows that are left.",
            lambda *args: cut_with(lambda n, fractions: [round(f * n) for f in fractions])(*args)[:3],
        ),
        Misconception(
            "The training set and the dev set are there, but the test set is missing. It gets the rest.",
            lambda *args: cut_with(rounded)(*args)[:2],
        ),
        Misconception(
            "You rounded the sizes up. Round them to the nearest whole number: `round(n * fraction)`.",
            cut_with(rounded_up),
        ),
        Misconception(
            "You rounded the place of the second cut. Round each size on its own, `round(n * fractions[1])`, and add it to the first.",
            cut_with(cuts_rounded),
        ),
        Misconception(
            "Those are six arrays in a row. Keep each set's x and y together in a pair, `(x[rows], y[rows])`, and return three pairs.",
            xs_then_ys,
        ),
        Misconception(
            "Those are six arrays in a row. Keep each set's x and y together in a pair, `(x[rows], y[rows])`, and return three pairs.",
            six_in_a_row,
        ),
        Misconception(
            "A slice needs whole numbers, and `len(x) * fractions[0]` is a float. Round it: `round(len(x) * fractions[0])`.",
            not_whole,
        ),
        Misconception(
            "`rng.shuffle` shuffles in place and returns None. `rng.permutation(len(x))` returns the row numbers in random order.",
            shuffled_into_nothing,
        ),
        Misconception(
            "Those are the row numbers. Return the rows themselves, as pairs: `(x[rows], y[rows])`.",
            cut_with(rounded, lambda x, y, rows: rows),
        ),
        Misconception(
            "Only x is there. Each set is a pair, `(x[rows], y[rows])`.", cut_with(rounded, lambda x, y, rows: x[rows])
        ),
    ],
    properties=[
        Property(
            "x and y no longer belong together. Make one order and use it for both: `order = rng.permutation(len(x))`, "
            "then `x[order]` and `y[order]`.",
            together,
        ),
        Property(
            "There is a leak: some rows are in two sets. Shuffle once, then cut that one order into three pieces.",
            no_leak,
        ),
        Property(
            "Some rows are missing or come up twice. Each row belongs in exactly one of the three sets.", all_there
        ),
        Property(
            "Shuffle the rows before you cut them. Here the training set is just the first or the last part of the table.",
            mixed,
            once=True,
        ),
        Property(
            "The shuffle should come from the seed: the same seed gives the same sets, and a different seed gives different ones. "
            "`np.random.default_rng(seed)` makes a generator from it.",
            seeded,
            once=True,
        ),
        Property(
            "Some rows land in the same set too often, whatever the seed. Shuffle all the rows first, and only then cut them into three.",
            any_row_anywhere,
            once=True,
        ),
    ],
    compare=False,
)

"""What the exercises of lesson 02 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception, Property
from course.practice.chance import evenly_dealt
from course.practice.draws import count, numbers, one_of


def parabola(w):
    """The slope of w²."""
    return 2 * w


def ravine(w):
    """The slopes of (w₁² + 10 w₂²) / 2."""
    return w * np.array([1.0, 10.0])


def walk(slope, start, lr, steps, step):
    """A path of which ``step(w, lr, slope)`` is every step: what several wrong ways share."""
    path = [np.asarray(start, dtype=float)]
    for _ in range(steps):
        path.append(step(path[-1], lr, slope))
    return np.array(path)


def same_array_again(slope, start, lr, steps):
    w = np.array(start, dtype=float)
    path = [w]
    for _ in range(steps):
        w -= lr * slope(w)
        path.append(w)
    return np.array(path)


def same_array_if_many(slope, start, lr, steps):
    """The same slip, where a number is left a number."""
    return same_array_again(slope, start, lr, steps) if np.ndim(start) else walk(slope, start, lr, steps, downhill)


def downhill(w, lr, slope):
    return w - lr * slope(w)


SAME_ARRAY = (
    "Every row of the path is the last place: `w -= ...` changes the one array that you appended again and again. "
    "`w = w - ...` makes a new one."
)


def slope_of_the_start(slope, start, lr, steps):
    first = slope(np.asarray(start, dtype=float))
    return walk(slope, start, lr, steps, lambda w, lr, _: w - lr * first)


def bowl(w):
    """The slope of w⁴ / 4 + w² / 2."""
    return w**3 + w


def waves(w):
    """The slope of w² / 10 - cos w."""
    return w / 5 + np.sin(w)


def some_walk(rng):
    """Few steps or many, from a number or from several weights, now and then from a place that is lowest already."""
    slope = one_of(rng, parabola, bowl, waves, ravine)
    start = numbers(rng, 2, spread=1.0) if slope is ravine else one_of(rng, numbers(rng, spread=1.0), 0.0)
    steps = one_of(rng, 0, 1, 2, 3) if slope is bowl else one_of(rng, 1, 5, 20, 80)  # uphill, a bowl soon overflows
    return slope, start, one_of(rng, 0.01, 0.05, 0.1, 0.15), steps


descend = Exercise(
    cases={
        "a parabola from 2": (parabola, 2.0, 0.1, 4),
        "from the other side": (parabola, -2.0, 0.8, 3),
        "two weights": (ravine, np.array([3.0, 1.0]), 0.15, 5),
        "no step at all": (parabola, 1.5, 0.1, 0),
    },
    draw=some_walk,
    hints=[
        "One step is `w - lr * slope(w)`. How do you repeat it, and where do you keep every place on the way?",
        "Begin with a list that holds the start. After each step, append the new place.",
        "Write `w = w - lr * slope(w)`, which makes a new array each time. At the end, `np.array(path)` turns the list into an array.",
    ],
    misconceptions=[
        Misconception(
            "That walks uphill. The slope points toward where the loss grows, so subtract it.",
            lambda slope, start, lr, steps: walk(slope, start, lr, steps, lambda w, lr, slope: w + lr * slope(w)),
        ),
        Misconception(
            "The slope was computed once, at the start, and used for every step. It changes along the way, so compute it again at each w.",
            slope_of_the_start,
        ),
        Misconception(SAME_ARRAY, same_array_again),
        Misconception(SAME_ARRAY, same_array_if_many),
        Misconception(
            "The learning rate is missing: a step is `lr` times the slope.",
            lambda slope, start, lr, steps: walk(slope, start, lr, steps, lambda w, lr, slope: w - slope(w)),
        ),
        Misconception(
            "All your steps have the same length, because only the sign of the slope is used. A step is `lr` times the slope itself.",
            lambda slope, start, lr, steps: walk(
                slope, start, lr, steps, lambda w, lr, slope: w - lr * np.sign(slope(w))
            ),
        ),
        Misconception(
            "That is the last place only. Return all of them, the start first.",
            lambda slope, start, lr, steps: walk(slope, start, lr, steps, downhill)[-1],
        ),
        Misconception(
            "The start is missing. `steps` steps make `steps + 1` places, and the start is the first of them.",
            lambda slope, start, lr, steps: walk(slope, start, lr, steps, downhill)[1:],
        ),
        Misconception(
            "You wrote out the slope of w². The walk should work for any loss, so call `slope(w)`.",
            lambda slope, start, lr, steps: walk(slope, start, lr, steps, lambda w, lr, slope: w - lr * 2 * w),
        ),
        Misconception(
            "`lr * slope(w)` is how far to go, not where you arrive. Subtract it from the place: `w - lr * slope(w)`.",
            lambda slope, start, lr, steps: walk(slope, start, lr, steps, lambda w, lr, slope: lr * slope(w)),
        ),
        Misconception(
            "That is one step too many: `steps` steps make `steps + 1` places, and the start is one of them.",
            lambda slope, start, lr, steps: walk(slope, start, lr, steps + 1, downhill),
        ),
        Misconception(
            "That is one step short: `steps` steps make `steps + 1` places, with the start.",
            lambda slope, start, lr, steps: walk(slope, start, lr, steps - 1, downhill),
        ),
    ],
)


# ---- the gradient of a line ----------------------------------------------------------------------


def pull(x, error):
    """Twice the mean of error times input, and twice the mean error: what a right answer returns, as a pair."""
    return 2 * np.mean(error * x), 2 * np.mean(error)


def missed(w, b, x, y):
    """Prediction minus truth."""
    return w * x + b - y


line_gradient = Exercise(
    cases={
        "the four points": (1.5, 1.0, np.array([3.0, -2.0, 0.0, 5.0]), np.array([6.0, -4.0, 0.0, 10.0])),
        "a line that fits": (2.0, -1.0, np.array([1.0, 2.0, 4.0]), np.array([1.0, 3.0, 7.0])),
        "one point": (0.5, 0.0, np.array([4.0]), np.array([1.0])),
        "too high everywhere": (1.0, 3.0, np.array([-1.0, 2.0]), np.array([-1.0, 2.0])),
    },
    draw=lambda rng: (numbers(rng), numbers(rng), *numbers(rng, 2, count(rng, 1, 6))),
    hints=[
        "Start with the errors of all examples at once: what is prediction minus truth?",
        "The slope in b is twice the mean of these errors. For the slope in w, each error is multiplied by its own input first.",
        "`error = w * x + b - y`. Then `2 * np.mean(error)` is one of the two slopes.",
    ],
    misconceptions=[
        Misconception(
            "The signs are the wrong way around: that is the way down. The gradient points up, because the error is prediction minus "
            "truth, `w * x + b - y`. Only the step subtracts it.",
            lambda w, b, x, y: pull(x, -missed(w, b, x, y)),
        ),
        Misconception(
            "That is half of the gradient. The square brings a 2 with it: (e + d)² - e² = 2ed + d².",
            lambda w, b, x, y: tuple(slope / 2 for slope in pull(x, missed(w, b, x, y))),
        ),
        Misconception(
            "That is the sum over the examples. The loss is their mean, so each slope is a mean, too.",
            lambda w, b, x, y: tuple(len(x) * slope for slope in pull(x, missed(w, b, x, y))),
        ),
        Misconception(
            "That is half of the sum over the examples. The square brings a 2 with it, and the loss is a mean: divide by n.",
            lambda w, b, x, y: tuple(len(x) * slope / 2 for slope in pull(x, missed(w, b, x, y))),
        ),
        Misconception(
            "The slope in w has lost its x. A nudge of w is multiplied by x before it reaches the error.",
            lambda w, b, x, y: (pull(x, missed(w, b, x, y))[1],) * 2,
        ),
        Misconception(
            "Both slopes have an x. Nudging b moves every prediction by the same amount, whatever x is, so the slope in b has none.",
            lambda w, b, x, y: (pull(x, missed(w, b, x, y))[0],) * 2,
        ),
        Misconception(
            "The slope in b is multiplied by b. Nudging b moves the error by the nudge itself, so it is just twice the mean error.",
            lambda w, b, x, y: (pull(x, missed(w, b, x, y))[0], b * pull(x, missed(w, b, x, y))[1]),
        ),
        Misconception(
            "Only the first example counts. Is the `return` inside the loop? It belongs after it.",
            lambda w, b, x, y: tuple(slope / len(x) for slope in pull(x[:1], missed(w, b, x[:1], y[:1]))),
        ),
        Misconception(
            "Only the first example counts. Is the `return` inside the loop? It belongs after it.",
            lambda w, b, x, y: pull(x[:1], missed(w, b, x[:1], y[:1])),
        ),
        Misconception(
            "The two slopes have changed places: return the one in w first.",
            lambda w, b, x, y: pull(x, missed(w, b, x, y))[::-1],
        ),
        Misconception(
            "That is the mean error times the mean input. Multiply each error by its own input first, then take the mean.",
            lambda w, b, x, y: (2 * np.mean(missed(w, b, x, y)) * np.mean(x), 2 * np.mean(missed(w, b, x, y))),
        ),
        Misconception(
            "The bias is missing from the prediction: it is `w * x + b`.",
            lambda w, b, x, y: pull(x, missed(w, 0, x, y)),
        ),
        Misconception(
            "That is a slope for each example. Take the mean over all of them.",
            lambda w, b, x, y: (2 * missed(w, b, x, y) * x, 2 * missed(w, b, x, y)),
        ),
        Misconception(
            "The errors are squared here. The loss contains their squares; its slopes contain the errors themselves.",
            lambda w, b, x, y: (2 * np.mean(missed(w, b, x, y) ** 2 * x), 2 * np.mean(missed(w, b, x, y) ** 2)),
        ),
        Misconception(
            "That is the loss. The gradient says how it changes when w or b is nudged.",
            lambda w, b, x, y: np.mean(missed(w, b, x, y) ** 2),
        ),
        Misconception(
            "That is the slope in w alone. Return a pair: the slope in w, then the slope in b.",
            lambda w, b, x, y: pull(x, missed(w, b, x, y))[0],
        ),
        Misconception(
            "Those are the parameters after a step. Return the gradient itself, and leave the step to whoever asked for it.",
            lambda w, b, x, y: (w - pull(x, missed(w, b, x, y))[0], b - pull(x, missed(w, b, x, y))[1]),
        ),
    ],
)


# ---- batches: which row lands where is chance, so what must hold is asked ------------------------


def some_rows(n, size, seed=3):
    """Rows that can be told apart: row i of x is (i, -i), and y is 10 i."""

    def make():
        i = np.arange(n, dtype=float)
        return np.stack([i, -i], axis=1), 10 * i, size, np.random.default_rng(seed)

    return make


def first_column(batches):
    return np.concatenate([np.asarray(x)[:, 0] for x, _ in batches])


def every_row_once(minibatches, x, y, size, rng):
    return sorted(first_column(minibatches(x, y, size, rng))) == sorted(x[:, 0])


def together(minibatches, x, y, size, rng):
    return all(np.array_equal(10 * np.asarray(xs)[:, 0], ys) for xs, ys in minibatches(x, y, size, rng))


def out_of_order(minibatches):
    x, y, size, rng = some_rows(60, 7)()
    return not np.array_equal(first_column(minibatches(x, y, size, rng)), x[:, 0])


def by_the_generator(minibatches):
    x, y, size, _ = some_rows(60, 7)()
    one, again, other = (first_column(minibatches(x, y, size, np.random.default_rng(seed))) for seed in (5, 5, 6))
    return np.array_equal(one, again) and not np.array_equal(one, other)


def dealt_anew(minibatches):
    x, y, size, rng = some_rows(60, 7)()
    first, second = (first_column(minibatches(x, y, size, rng)) for _ in range(2))
    return not np.array_equal(first, second)


def any_two_may_meet(minibatches):
    """In 300 epochs of twelve rows by four."""
    x, y, size, rng = some_rows(12, 4)()
    groups = np.zeros((300, len(x)), dtype=int)
    for epoch in groups:
        for number, (rows, _) in enumerate(minibatches(x, y, size, rng)):
            epoch[np.asarray(rows)[:, 0].astype(int)] = number
    return evenly_dealt(groups)


def cut(x, y, size):
    return [(x[k : k + size], y[k : k + size]) for k in range(0, len(x), size)]


def apart(x, y, size, rng):
    return cut(x[rng.permutation(len(x))], y[rng.permutation(len(y))], size)


def drawn_again(x, y, size, rng):
    rows = rng.integers(len(x), size=len(x))
    return cut(x[rows], y[rows], size)


def without_the_rest(x, y, size, rng):
    order = rng.permutation(len(x))
    return cut(x[order], y[order], size)[: len(x) // size]


def own_generator(x, y, size, rng):
    order = np.random.default_rng(0).permutation(len(x))
    return cut(x[order], y[order], size)


def so_many_batches(x, y, size, rng):
    order = rng.permutation(len(x))
    return list(zip(np.array_split(x[order], size), np.array_split(y[order], size)))


def each_batch_drawn(x, y, size, rng):
    picks = [rng.permutation(len(x))[:size] for _ in range(0, len(x), size)]
    return [(x[rows], y[rows]) for rows in picks]


def one_on(x, y, size, rng):
    order = rng.permutation(len(x))
    return [(x[order[k : k + size]], y[order[k : k + size]]) for k in range(len(x))]


def few_shuffled(x, y, size, rng):
    order = rng.permutation(size)
    picks = [order[k : k + size] for k in range(0, len(x), size)]
    return [(x[rows], y[rows]) for rows in picks]


def drawn_rows(rng):
    return some_rows(count(rng, 1, 30), count(rng, 1, 8), seed=count(rng, 0, 99))()


minibatches = Exercise(
    cases={
        "ten rows by four": some_rows(10, 4),
        "twelve rows by three": some_rows(12, 3),
        "one at a time": some_rows(5, 1),
        "fewer rows than a batch": some_rows(3, 8),
    },
    draw=drawn_rows,
    hints=[
        "Think of a deck of cards: shuffle all of it once, then deal it out in hands of `size`.",
        "`order = rng.permutation(len(x))` is a shuffled list of row numbers. Use the same order for x and for y, or they no longer belong together.",
        "`range(0, len(x), size)` gives the places where a batch begins, and `order[start:start + size]` its row numbers.",
        "A slice that reaches beyond the end simply stops there, so the last, smaller batch needs no special case.",
    ],
    misconceptions=[
        Misconception(
            "The rows that are left over are missing. The last batch may be smaller, but each row has its turn once in an epoch.",
            without_the_rest,
        ),
        Misconception("`size` says how many rows are in a batch, not how many batches there are.", so_many_batches),
        Misconception(
            "You shuffled again for every batch, so a row can be in two of them. Shuffle once, before the loop.",
            each_batch_drawn,
        ),
        Misconception(
            "The batches overlap: each begins one row after the last. `range(0, len(x), size)` moves on by a whole batch.",
            one_on,
        ),
        Misconception(
            "Only `size` rows are dealt out. The order must contain all of them: `rng.permutation(len(x))`.",
            few_shuffled,
        ),
        Misconception(
            "All rows are in one batch. Cut the shuffled rows into slices of `size`.",
            lambda x, y, size, rng: cut(x, y, len(x)),
        ),
        Misconception("The batches are right, but they are never shuffled.", lambda x, y, size, rng: cut(x, y, size)),
        Misconception(
            "x and y were shuffled separately, so they no longer belong together. Use one order for both.", apart
        ),
        Misconception(
            "Each row was drawn at random from all of them, so some come twice. Shuffle the rows instead.", drawn_again
        ),
        Misconception("You didn't use the generator that was given to you.", own_generator),
    ],
    properties=[
        Property(
            "x and y no longer belong together. Make one order, and use it for both: `order = rng.permutation(len(x))`, "
            "then `x[order]` and `y[order]`.",
            together,
        ),
        Property(
            "Some rows come twice and others not at all. In an epoch each row has its turn exactly once, so shuffle the rows rather than drawing them.",
            every_row_once,
        ),
        Property(
            "The rows come in the order of the table. Shuffle them before you cut: `order = rng.permutation(len(x))`.",
            out_of_order,
            once=True,
        ),
        Property(
            "The order should come from the generator that is given: the same seed gives the same batches, and another seed gives others.",
            by_the_generator,
            once=True,
        ),
        Property("Each call should deal the rows in a new order.", dealt_anew, once=True),
        Property(
            "Some rows meet in the same batch again and again. Shuffle all the rows before you cut, so that any two can end up "
            "together; it's not enough to shuffle within each batch, or to shuffle the batches.",
            any_two_may_meet,
            once=True,
        ),
    ],
    compare=False,
)


def scaled(rows, mean, spread):
    return (rows - mean) / spread


def standardized_by(mean, spread):
    """The wrong way that takes its mean and its spread from these functions of (train, other)."""
    return lambda train, other: tuple(scaled(rows, mean(train, other), spread(train, other)) for rows in (train, other))


def train_mean(train, other):
    return train.mean(axis=0)


def train_spread(train, other):
    return train.std(axis=0)


OWN_MEAN = (
    "The other rows were standardized by their own mean and spread. They must be treated as the training rows were: "
    "by the mean and the spread of `train`."
)


def some_columns(rng):
    d = count(rng, 1, 3)
    sizes = np.array([0.3, 2.0, 60.0])[:d]
    return tuple(
        np.round(7 * sizes + sizes * numbers(rng, rows, d), 2) for rows in (count(rng, 3, 6), count(rng, 1, 4))
    )


standardize = Exercise(
    cases={
        "two columns": (
            np.array([[1.0, 200.0], [2.0, 400.0], [3.0, 600.0], [6.0, 400.0]]),
            np.array([[2.0, 500.0], [4.0, 100.0], [9.0, 300.0]]),
        ),
        "three columns": (
            np.array([[1.0, -2.0, 0.5], [3.0, 2.0, 0.0], [8.0, 4.0, 0.7]]),
            np.array([[2.0, 2.0, 2.0], [-1.0, 0.0, 1.0]]),
        ),
        "one new row": (np.array([[181.0, 3.75], [186.0, 3.8], [195.0, 3.25]]), np.array([[193.0, 3.45]])),
    },
    draw=some_columns,
    hints=[
        "Which rows may be looked at to find the mean and the standard deviation?",
        "`axis=0` takes the mean of each column: `train.mean(axis=0)`, and likewise `train.std(axis=0)`.",
        "Find both first, from `train` alone. Then do the same to `train` and to `other`: subtract the mean, divide by the standard deviation.",
    ],
    misconceptions=[
        Misconception(
            OWN_MEAN,
            lambda train, other: tuple(scaled(rows, rows.mean(axis=0), rows.std(axis=0)) for rows in (train, other)),
        ),
        Misconception(
            OWN_MEAN,
            lambda train, other: (
                scaled(train, train.mean(axis=0), train.std(axis=0)),
                scaled(other, other.mean(axis=0), np.where(other.std(axis=0) > 0, other.std(axis=0), 1)),
            ),
        ),
        Misconception(
            "The mean and the spread were taken over all rows together. What is held back must not be looked at, not even to compute a mean.",
            standardized_by(
                lambda train, other: np.concatenate([train, other]).mean(axis=0),
                lambda train, other: np.concatenate([train, other]).std(axis=0),
            ),
        ),
        Misconception(
            "`train` was standardized first and measured afterwards, when its mean was already 0 and its spread 1. "
            "Take the mean and the spread before you change anything.",
            lambda train, other: (scaled(train, train.mean(axis=0), train.std(axis=0)), other),
        ),
        Misconception(
            "Brackets are missing: a - b / c divides first. Subtract, then divide: (rows - mean) / spread.",
            lambda train, other: tuple(rows - train.mean(axis=0) / train.std(axis=0) for rows in (train, other)),
        ),
        Misconception(
            "That divides by the variance. Divide by its square root, the standard deviation: `.std(axis=0)`.",
            standardized_by(train_mean, lambda train, other: train.var(axis=0)),
        ),
        Misconception(
            "Each row was brought to mean 0, across its columns. It's the columns that need it, down all the training rows: `axis=0`.",
            lambda train, other: tuple(
                scaled(rows, rows.mean(axis=1, keepdims=True), rows.std(axis=1, keepdims=True))
                for rows in (train, other)
            ),
        ),
        Misconception(
            "One mean and one spread were taken over the whole table. Each column needs its own: `axis=0`.",
            standardized_by(lambda train, other: train.mean(), lambda train, other: train.std()),
        ),
        Misconception(
            "The columns are shifted but not scaled. Divide by the standard deviation, too.",
            standardized_by(train_mean, lambda train, other: 1.0),
        ),
        Misconception(
            "The columns are scaled but not shifted. Subtract the mean first.",
            standardized_by(lambda train, other: 0.0, train_spread),
        ),
        Misconception(
            "The spread was divided by n - 1 (`ddof=1`). Here you need the plain one, `.std(axis=0)`.",
            standardized_by(train_mean, lambda train, other: train.std(axis=0, ddof=1)),
        ),
        Misconception(
            "That brings each column between 0 and 1. Standardizing gives it mean 0 and standard deviation 1.",
            standardized_by(lambda train, other: train.min(axis=0), lambda train, other: np.ptp(train, axis=0)),
        ),
    ],
)

"""What the exercises of lesson 09 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception
from course.practice.draws import count, numbers, one_of


def right_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)


def naively(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def columns_are_rows(z):
    """What `t / t.sum(axis=1)` does where it runs at all: the sums lie along the wrong side."""
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1)


def no_keepdims(z):
    """The same in both places."""
    t = np.exp(z - z.max(axis=1))
    return t / t.sum(axis=1)


def sums_of_columns(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=0)


def less_the_mean(z):
    t = np.exp(z - z.mean(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)


def by_the_largest(z):
    t = np.exp(z / z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)


def clipped(z):
    t = np.exp(np.clip(z, -700, 700))
    return t / t.sum(axis=1, keepdims=True)


def all_in_one(z):
    """The few lines for a single row of scores, as they stand above the exercise."""
    t = np.exp(z - z.max())
    return t / t.sum()


def log_probabilities(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def moved_above_only(z):
    return np.exp(z - z.max(axis=1, keepdims=True)) / np.exp(z).sum(axis=1, keepdims=True)


def some_scores(rng):
    """Halves, now and then whole thousands: exact in float32 too, and beyond any limit that somebody might clip at."""
    return one_of(rng, 0.5, 0.5, 1000.0) * rng.integers(-6, 7, (count(rng, 1, 4), count(rng, 2, 4)))


stable_softmax = Exercise(
    cases={
        "cat, dog, tiger, none": (np.array([[5.0, 2.0, -1.0, 3.0]]),),
        "three rows of three": (np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0], [-2.0, 4.0, 1.0]]),),
        "large scores": (np.array([[1000.0, 1001.0], [5.0, 4.0]]),),
        "very negative scores": (np.array([[-1000.0, -1002.0, -1001.0], [1.0, 0.0, 2.0]]),),
        "one far ahead": (np.array([[3000.0, 0.0, 1.0], [-1.0, 2.0, 0.0]]),),
    },
    draw=lambda rng: (some_scores(rng),),
    hints=[
        "Adding the same number to all the scores of a row doesn't change its probabilities. Which number would you choose, so that no power can overflow?",
        "Subtract each row's largest score from that row. You need one number per row, and it has to stay a column to be subtracted from the rows.",
        "`z.max(axis=1, keepdims=True)` is that column. Take `np.exp` of the difference and call it `t`.",
        "Now divide `t` by the sum of each row. That sum has to be a column too: `t.sum(axis=1, keepdims=True)`.",
    ],
    misconceptions=[
        Misconception(
            "This works for small scores. But e to the power of 1000 overflows, and e to the power of −1000 is rounded to 0. "
            "Subtract each row's largest score first: `z - z.max(axis=1, keepdims=True)`.",
            naively,
        ),
        Misconception(
            "You subtracted the largest score of the whole table. In a row whose scores are a thousand lower, every power is then "
            "rounded to 0. Subtract each row's own largest score: `z.max(axis=1, keepdims=True)`.",
            lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True),
        ),
        Misconception(
            "You treated the whole table as a single row. Each row needs its own largest score and its own sum: put "
            "`axis=1, keepdims=True` into both `max` and `sum`.",
            all_in_one,
        ),
        Misconception(
            "The whole table adds up to 1 here. Each row should add up to 1: use `sum(axis=1, keepdims=True)`.",
            lambda z: np.exp(z - z.max(axis=1, keepdims=True)) / np.exp(z - z.max(axis=1, keepdims=True)).sum(),
        ),
        Misconception(
            "Each column adds up to 1 here, but it should be each row. A row is one example with its classes side by side, so use `axis=1`.",
            lambda z: right_softmax(z.T).T,
        ),
        Misconception(
            "The sums themselves are right. But without `keepdims=True` their shape is (n,), and NumPy lines them up with the columns. "
            "With `keepdims=True` they form a column, (n, 1), with one sum beside each row.",
            columns_are_rows,
        ),
        Misconception(
            "Without `keepdims=True` the largest scores and the sums have shape (n,), and NumPy lines them up with the columns. "
            "With `keepdims=True` they form a column, (n, 1), with one number beside each row. You need it in both places.",
            no_keepdims,
        ),
        Misconception(
            "You divided by the sums of the columns. A row is one example with its classes side by side: use `sum(axis=1, keepdims=True)`.",
            sums_of_columns,
        ),
        Misconception(
            "You subtracted the mean of each row. A score far above the mean still overflows, so subtract the largest score instead.",
            less_the_mean,
        ),
        Misconception(
            "You divided the scores by the largest one. That changes the differences between them, and so the probabilities. Subtract the largest instead.",
            by_the_largest,
        ),
        Misconception(
            "Clipping keeps the powers finite, but all scores beyond the limit become equal, and so do their probabilities. Subtract the largest score instead.",
            clipped,
        ),
        Misconception(
            "Those are the logarithms of the probabilities. Take `np.exp` of them.",
            log_probabilities,
        ),
        Misconception(
            "Those are the powers. Divide them by the sum of their row, so that each row adds up to 1.",
            lambda z: np.exp(z - z.max(axis=1, keepdims=True)),
        ),
        Misconception(
            "You divided the scores themselves by their sum. A score can be negative, but a probability can't. Take `np.exp` of the scores first.",
            lambda z: z / z.sum(axis=1, keepdims=True),
        ),
        Misconception(
            "That is a sigmoid of each score on its own. The probabilities of a row have to add up to 1: divide each power by the sum of its row.",
            lambda z: 1 / (1 + np.exp(-z)),
        ),
        Misconception(
            "That is the hard max: 1 for the largest score and 0 for the rest. Softmax gives every class a probability.",
            lambda z: (z == z.max(axis=1, keepdims=True)).astype(float),
        ),
        Misconception(
            "That is the hard max: 1 for the largest score and 0 for the rest. Softmax gives every class a probability.",
            lambda z: np.eye(z.shape[1])[z.argmax(axis=1)],
        ),
        Misconception(
            "You subtracted the largest score above the line but not below it. Compute the powers once, `t = np.exp(...)`, and use `t` in both places.",
            moved_above_only,
        ),
        Misconception(
            "`np.nan_to_num` hides the NaN, but the powers have overflowed all the same. Subtract each row's largest score before you take `np.exp`.",
            lambda z: np.nan_to_num(naively(z)),
        ),
        Misconception(
            "`keepdims` is spelled with an s at the end: `z.max(axis=1, keepdims=True)`.",
            lambda z: z.max(axis=1, keepdim=True),
        ),
        Misconception(
            "You took powers of 2. Softmax uses powers of e: `np.exp`.",
            lambda z: (
                2 ** (z - z.max(axis=1, keepdims=True))
                / (2 ** (z - z.max(axis=1, keepdims=True))).sum(axis=1, keepdims=True)
            ),
        ),
    ],
)


# ---- the gradient -------------------------------------------------------------------------------


def one_hot(z, y):
    return np.eye(z.shape[1])[y]


def class_numbers(z, y):
    """`a - y` as it stands, where it runs."""
    a = right_softmax(z)
    return (a - y) / len(z)


def picks_whole_columns(z, y):
    gradient = right_softmax(z)
    gradient[:, y] -= 1
    return gradient / len(z)


def picks_whole_rows(z, y):
    gradient = right_softmax(z)
    gradient[y] -= 1
    return gradient / len(z)


def too_few_classes(z, y):
    a = right_softmax(z)
    one_hot = np.eye(y.max() + 1)[y]
    return (a - one_hot) / len(z)


def eye_of_the_rows(z, y):
    a = right_softmax(z)
    one_hot = np.eye(len(z))[y]
    return (a - one_hot) / len(z)


def of_the_true_class(z, y):
    a, rows = right_softmax(z), np.arange(len(z))
    return (a[rows, y] - 1) / len(z)


def with_a_sigmoid_too(z, y):
    a = right_softmax(z)
    return (a - one_hot(z, y)) * a * (1 - a) / len(z)


def some_scores_and_classes(rng):
    z = some_scores(rng)
    return z, rng.integers(0, z.shape[1], len(z))


cross_entropy_gradient = Exercise(
    cases={
        "one example": (np.array([[5.0, 2.0, -1.0, 3.0]]), np.array([2])),
        "two examples": (np.array([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]]), np.array([0, 2])),
        "three examples of two classes": (np.array([[0.0, 0.0], [3.0, -1.0], [-2.0, 1.0]]), np.array([1, 1, 0])),
        "large scores": (np.array([[1000.0, 998.0, 0.0], [0.0, 1.0, 2.0]]), np.array([1, 1])),
    },
    draw=some_scores_and_classes,
    hints=[
        "For one example the slopes are a − y, where a is its softmax and y is one-hot. What changes when the loss is the mean over n examples?",
        "You have written the softmax already: `a = stable_softmax(z)`.",
        "`y` holds class numbers. `np.eye(k)[y]` turns them into one-hot rows, with k the number of classes, `z.shape[1]`.",
        "Subtract the one-hot rows from `a`, and divide by the number of examples, `len(z)`.",
    ],
    misconceptions=[
        Misconception(
            "That is the gradient of the sum over the examples. The loss is the mean, so divide by n, the number of rows.",
            lambda z, y: right_softmax(z) - one_hot(z, y),
        ),
        Misconception(
            "The sign is flipped. y − a points downhill, but a gradient points uphill: a − y.",
            lambda z, y: (one_hot(z, y) - right_softmax(z)) / len(z),
        ),
        Misconception(
            "The sign is flipped, and the division by n is missing. The gradient is (a − y) / n.",
            lambda z, y: one_hot(z, y) - right_softmax(z),
        ),
        Misconception(
            "`y` holds class numbers, and you subtracted those numbers from the probabilities. Make them one-hot first, with a 1 in the column of "
            "the true class: `np.eye(k)[y]`.",
            lambda z, y: (right_softmax(z) - y[:, None]) / len(z),
        ),
        Misconception(
            "`y` holds one class number for each row, but `a - y` lines those numbers up with the columns. Make them one-hot first, with a 1 in "
            "the column of the true class: `np.eye(k)[y]`.",
            class_numbers,
        ),
        Misconception(
            "You divided by the number of classes. The mean is over the examples, so divide by the number of rows, n.",
            lambda z, y: (right_softmax(z) - one_hot(z, y)) / z.shape[1],
        ),
        Misconception(
            "Your softmax runs down the columns. A row is one example with its classes side by side, so use `axis=1`.",
            lambda z, y: (right_softmax(z.T).T - one_hot(z, y)) / len(z),
        ),
        Misconception(
            "You subtracted the largest score of the whole table. Subtract each row's own largest score: `z.max(axis=1, keepdims=True)`.",
            lambda z, y: (
                (np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True) - one_hot(z, y)) / len(z)
            ),
        ),
        Misconception(
            "You divided by the number of entries, n times k. The mean is over the examples, so divide by the number of rows, n.",
            lambda z, y: (right_softmax(z) - one_hot(z, y)) / z.size,
        ),
        Misconception(
            "`[:, y]` picks those columns in every row. You want one entry in each row: `[np.arange(n), y]`.",
            picks_whole_columns,
        ),
        Misconception(
            "`[y]` picks whole rows, but class numbers are not row numbers. You want one entry in each row: `[np.arange(n), y]`.",
            picks_whole_rows,
        ),
        Misconception(
            "`np.eye` got as many columns as the largest class number in `y` asks for, but some classes may not occur there. The number of classes is `z.shape[1]`.",
            too_few_classes,
        ),
        Misconception(
            "`np.eye` got the number of rows, but it needs the number of classes: `np.eye(z.shape[1])[y]`.",
            eye_of_the_rows,
        ),
        Misconception(
            "You have the slope for the score of the true class only, one number per row. Every score has a slope, so the result has the shape of `z`.",
            of_the_true_class,
        ),
        Misconception(
            "a − y is already the slope for the score: the slope of softmax is part of it. Leave out the extra factor a (1 − a).",
            with_a_sigmoid_too,
        ),
        Misconception(
            "You took the mean over the rows, and only one row is left. Every example keeps its own row of slopes: just divide by n.",
            lambda z, y: (right_softmax(z) - one_hot(z, y)).mean(axis=0),
        ),
        Misconception(
            "That is the loss itself. The exercise asks for its slopes, one for each score: (a − y) / n.",
            lambda z, y: -np.mean(np.log(right_softmax(z)[np.arange(len(z)), y])),
        ),
        Misconception(
            "You subtracted y from the scores themselves. Turn the scores into probabilities with softmax first.",
            lambda z, y: (z - one_hot(z, y)) / len(z),
        ),
        Misconception(
            "That is the slope for the probabilities a, which is −1/a for the true class. The exercise asks for the slope for the scores z: a − y.",
            lambda z, y: -one_hot(z, y) / right_softmax(z) / len(z),
        ),
        Misconception(
            "You only filled in the true class. The other scores have slopes too, namely their own probabilities.",
            lambda z, y: (right_softmax(z) - 1) * one_hot(z, y) / len(z),
        ),
        Misconception(
            "This works for small scores, but the powers overflow for large ones. Subtract each row's largest score first, as in `stable_softmax`.",
            lambda z, y: (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True) - one_hot(z, y)) / len(z),
        ),
    ],
)


# ---- the answer ---------------------------------------------------------------------------------


def answered(classes, confidence):
    """The wrong way that takes its answers and its confidence from these functions of the scores."""
    return lambda x, W, b: (classes(x @ W + b), confidence(x @ W + b))


def best(z):
    return z.argmax(axis=1)


def its_probability(z):
    return right_softmax(z).max(axis=1)


def sigmoids(z):
    return 1 / (1 + np.exp(-z))


def products_entry_by_entry(x, W, b):
    a = right_softmax(x * W + b)
    return a.argmax(axis=1), a.max(axis=1)


def one_pair_each(x, W, b):
    a = right_softmax(x @ W + b)
    return [(row.argmax(), row.max()) for row in a]


def less_the_largest_of_all(z):
    t = np.exp(z - z.max())
    return t / t.sum(axis=1, keepdims=True)


def some_regression(rng):
    n, d, k = count(rng, 1, 5), count(rng, 1, 3), count(rng, 2, 4)
    return numbers(rng, n, d), one_of(rng, 1.0, 1.0, 500.0) * numbers(rng, d, k, digits=2), numbers(rng, k, digits=2)


predict = Exercise(
    cases={
        "two inputs, three classes": (
            np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, -3.0], [2.0, -2.0]]),
            np.array([[1.0, -1.0, 0.5], [0.2, 0.7, -0.4]]),
            np.array([0.1, 1.5, -0.3]),
        ),
        "two classes": (np.array([[3.0], [-1.0], [0.5]]), np.array([[1.0, -1.0]]), np.array([0.0, 1.5])),
        "three inputs, three classes": (
            np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0]]),
            np.array([[0.5, -1.0, 0.2], [1.0, 0.3, -0.6], [-0.4, 0.9, 0.1]]),
            np.array([0.0, -0.5, 0.4]),
        ),
        "large scores": (np.array([[1000.0], [-1000.0]]), np.array([[1.0, 0.9]]), np.array([0.0, 0.0])),
    },
    draw=some_regression,
    hints=[
        "Start with the scores: one row for each example, one column for each class. Don't forget the biases.",
        "`z = x @ W + b`, and `stable_softmax(z)` turns each row of scores into probabilities.",
        "In each row, `argmax` tells you where the largest probability is and `max` tells you how large it is. Which axis runs along a row?",
        "Return both, separated by a comma: `a.argmax(axis=1), a.max(axis=1)`.",
    ],
    misconceptions=[
        Misconception(
            "The biases are missing: z = x @ W + b.",
            lambda x, W, b: (best(x @ W), its_probability(x @ W)),
        ),
        Misconception(
            "The second part is the largest score. You want the largest probability, which is what softmax makes of that score.",
            answered(best, lambda z: z.max(axis=1)),
        ),
        Misconception(
            "The first part should be the number of the class: `argmax(axis=1)` says where the largest probability is. `max` says how large it is.",
            answered(its_probability, its_probability),
        ),
        Misconception(
            "You looked for the largest probability in each column. A row is one example, so use `axis=1`.",
            answered(lambda z: right_softmax(z).argmax(axis=0), lambda z: right_softmax(z).max(axis=0)),
        ),
        Misconception(
            "That is a single answer for the whole table. Each row needs its own, so use `axis=1`.",
            answered(lambda z: right_softmax(z).argmax(), lambda z: right_softmax(z).max()),
        ),
        Misconception(
            "That picks the class with the smallest probability. You want the largest: `argmax` and `max`.",
            answered(lambda z: right_softmax(z).argmin(axis=1), lambda z: right_softmax(z).min(axis=1)),
        ),
        Misconception(
            "The second part is a sigmoid of the largest score alone. The other scores matter too: take the softmax of the whole row.",
            answered(best, lambda z: 1 / (1 + np.exp(-z.max(axis=1)))),
        ),
        Misconception(
            "The second part is the whole table of probabilities. Return only the largest probability of each row.",
            answered(best, right_softmax),
        ),
        Misconception(
            "You took a sigmoid of each score on its own. The probabilities of a row have to add up to 1: take the softmax of the whole row.",
            answered(lambda z: sigmoids(z).argmax(axis=1), lambda z: sigmoids(z).max(axis=1)),
        ),
        Misconception(
            "Once the largest score is subtracted, the largest power is always 1. Divide the powers by the sum of their row.",
            answered(best, lambda z: np.exp(z - z.max(axis=1, keepdims=True)).max(axis=1)),
        ),
        Misconception(
            "This works for small scores, but for large ones the powers overflow, the probabilities become NaN, and `argmax` returns the first NaN it "
            "finds. Subtract each row's largest score first, as in `stable_softmax`.",
            answered(lambda z: naively(z).argmax(axis=1), lambda z: naively(z).max(axis=1)),
        ),
        Misconception(
            "The second part is in percent. It should be a probability, from 0 to 1.",
            answered(best, lambda z: 100 * its_probability(z)),
        ),
        Misconception(
            "Your class numbers start at 1. They should start at 0, as `argmax` gives them.",
            answered(lambda z: best(z) + 1, its_probability),
        ),
        Misconception(
            "The second part is how far the best class is ahead of the second best. Return the probability of the best class itself.",
            answered(best, lambda z: np.ptp(np.sort(right_softmax(z), axis=1)[:, -2:], axis=1)),
        ),
        Misconception(
            "The classes are right. Return their probabilities too, as the second part of a pair.",
            lambda x, W, b: best(x @ W + b),
        ),
        Misconception(
            "That is the whole table of probabilities. Return two numbers for each row: where the largest probability is, and how large it is.",
            lambda x, W, b: right_softmax(x @ W + b),
        ),
        Misconception(
            "You added the biases to the probabilities. They belong to the scores, before the softmax: `z = x @ W + b`.",
            lambda x, W, b: ((right_softmax(x @ W) + b).argmax(axis=1), (right_softmax(x @ W) + b).max(axis=1)),
        ),
        Misconception(
            "The numbers are right, but each part is a column, (n, 1). Leave out `keepdims=True` in the last line, and its shape is (n,).",
            answered(lambda z: best(z)[:, None], lambda z: its_probability(z)[:, None]),
        ),
        Misconception(
            "You return one pair for each row. Return one pair of arrays: all the classes, and then all their probabilities.",
            one_pair_each,
        ),
        Misconception(
            "`x * W` multiplies entry by entry. The scores are a matrix product: `x @ W + b`.",
            products_entry_by_entry,
        ),
        Misconception(
            "You subtracted the largest score of the whole table. Subtract each row's own largest score, as in `stable_softmax`.",
            answered(
                lambda z: less_the_largest_of_all(z).argmax(axis=1), lambda z: less_the_largest_of_all(z).max(axis=1)
            ),
        ),
        Misconception(
            "The two parts are swapped. Return the class first, then its probability.",
            lambda x, W, b: (its_probability(x @ W + b), best(x @ W + b)),
        ),
        Misconception(
            "Those are the probabilities. Return the number of the class as well, and before them: `a.argmax(axis=1), a.max(axis=1)`.",
            lambda x, W, b: its_probability(x @ W + b),
        ),
        Misconception(
            "The classes are right. But for large scores the powers overflow, and the probability becomes NaN. Subtract each row's largest score "
            "first, as in `stable_softmax`.",
            answered(best, lambda z: naively(z).max(axis=1)),
        ),
    ],
)

"""What the exercises of lesson 09 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception
from course.practice.draws import count, numbers, one_of


def right_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)


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


def some_scores(rng):
    """Halves, now and then some hundreds of them: exact in float32 too."""
    return one_of(rng, 0.5, 0.5, 200.0) * rng.integers(-6, 7, (count(rng, 1, 4), count(rng, 2, 4)))


stable_softmax = Exercise(
    cases={
        "cat, dog, tiger, none": (np.array([[5.0, 2.0, -1.0, 3.0]]),),
        "three rows of three": (np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0], [-2.0, 4.0, 1.0]]),),
        "large scores": (np.array([[1000.0, 1001.0], [5.0, 4.0]]),),
        "very negative scores": (np.array([[-1000.0, -1002.0, -1001.0], [1.0, 0.0, 2.0]]),),
        "one far ahead": (np.array([[3000.0, 0.0, 1.0], [-1.0, 2.0, 0.0]]),),
    },
    draw=lambda rng: (some_scores(rng),),
    misconceptions=[
        Misconception(
            "Right for small scores, but e to the power of 1000 overflows, and e to the power of −1000 is rounded to 0. "
            "Take each row's largest score off first: `z - z.max(axis=1, keepdims=True)`.",
            lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True),
        ),
        Misconception(
            "The largest score of the whole table was taken off each row. Where another row's scores are a thousand lower, all its powers "
            "are rounded to 0. Each row needs its own: `axis=1, keepdims=True`.",
            lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True),
        ),
        Misconception(
            "All entries of the table together sum to 1. Each row should: `sum(axis=1, keepdims=True)`.",
            lambda z: np.exp(z - z.max(axis=1, keepdims=True)) / np.exp(z - z.max(axis=1, keepdims=True)).sum(),
        ),
        Misconception(
            "Each column sums to 1. A row is an example, and its classes lie side by side: `axis=1`.",
            lambda z: right_softmax(z.T).T,
        ),
        Misconception(
            "The sums are right, but they lie along the wrong side: without `keepdims=True` they are a row, (n,), and are divided into the "
            "columns. With it they are a column, (n, 1), one for each row.",
            columns_are_rows,
        ),
        Misconception(
            "Without `keepdims=True` the largest of each row, and the sums, are a row, (n,), and are taken off and divided into the "
            "columns. With it they are a column, (n, 1), one for each row. Both places need it.",
            no_keepdims,
        ),
        Misconception(
            "The sums are those of the columns. A row is an example, and its classes lie side by side: `sum(axis=1, keepdims=True)`.",
            sums_of_columns,
        ),
        Misconception(
            "A common amount is taken off, but the mean: a score that is far above it overflows all the same. Take off the largest.",
            less_the_mean,
        ),
        Misconception(
            "The scores were divided by the largest. That changes their differences, and so the shares. Subtract it.",
            by_the_largest,
        ),
        Misconception(
            "Clipping keeps the powers finite, but scores beyond the limit become equal, and their shares too. Subtract the largest instead.",
            clipped,
        ),
        Misconception(
            "These are the logarithms of the shares. Take `np.exp` of them.",
            lambda z: np.log(right_softmax(z)),
        ),
        Misconception(
            "These are the powers. Divide by their sum, so that each row adds up to 1.",
            lambda z: np.exp(z - z.max(axis=1, keepdims=True)),
        ),
        Misconception(
            "That divides the scores themselves by their sum. A score can be negative, and then so is its share. First `np.exp`.",
            lambda z: z / z.sum(axis=1, keepdims=True),
        ),
        Misconception(
            "That is a sigmoid of each score alone. The classes must share the 1 among them.",
            lambda z: 1 / (1 + np.exp(-z)),
        ),
        Misconception(
            "That gives 1 to the largest score and 0 to the rest, the hard max. The soft one gives something to all.",
            lambda z: (z == z.max(axis=1, keepdims=True)).astype(float),
        ),
        Misconception(
            "The powers are of 2. Softmax takes powers of e: `np.exp`.",
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
    return (right_softmax(z) - y) / len(z)


def picks_whole_columns(z, y):
    gradient = right_softmax(z)
    gradient[:, y] -= 1
    return gradient / len(z)


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
    misconceptions=[
        Misconception(
            "That is the gradient of the sum over the examples. The loss is their mean: divide by n, the number of rows.",
            lambda z, y: right_softmax(z) - one_hot(z, y),
        ),
        Misconception(
            "The sign is the wrong way round. y − a is the way downhill; the gradient points uphill: a − y.",
            lambda z, y: (one_hot(z, y) - right_softmax(z)) / len(z),
        ),
        Misconception(
            "The sign is the wrong way round, and the division by n is missing. The gradient is (a − y) / n.",
            lambda z, y: one_hot(z, y) - right_softmax(z),
        ),
        Misconception(
            "y is a list of class numbers, and `a - y` took those numbers from the shares. It has to be one-hot first: a 1 in the column "
            "of the true class. `np.eye(k)[y]` makes it.",
            lambda z, y: (right_softmax(z) - y[:, None]) / len(z),
        ),
        Misconception(
            "y is a list of class numbers, one for each row, and `a - y` takes them from the columns. It has to be one-hot first: a 1 in "
            "the column of the true class. `np.eye(k)[y]` makes it.",
            class_numbers,
        ),
        Misconception(
            "That divides by the number of classes. The mean is over the examples, that is over the rows: divide by n.",
            lambda z, y: (right_softmax(z) - one_hot(z, y)) / z.shape[1],
        ),
        Misconception(
            "The softmax goes down the columns. A row is an example, and its classes lie side by side: `axis=1`.",
            lambda z, y: (right_softmax(z.T).T - one_hot(z, y)) / len(z),
        ),
        Misconception(
            "The largest score of the whole table was taken off each row. Each row needs its own: `axis=1, keepdims=True`.",
            lambda z, y: (
                (np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True) - one_hot(z, y)) / len(z)
            ),
        ),
        Misconception(
            "That divides by the number of entries. The mean is over the examples, that is over the rows: divide by n alone.",
            lambda z, y: (right_softmax(z) - one_hot(z, y)) / z.size,
        ),
        Misconception(
            "`[:, y]` picks those columns in every row. You want one entry in each row: `[np.arange(n), y]`.",
            picks_whole_columns,
        ),
        Misconception(
            "That takes y from the scores themselves. First turn them into shares with softmax.",
            lambda z, y: (z - one_hot(z, y)) / len(z),
        ),
        Misconception(
            "That is the slope for the probabilities a, −1/a for the true class. What is wanted is the slope for the scores z.",
            lambda z, y: -one_hot(z, y) / right_softmax(z) / len(z),
        ),
        Misconception(
            "Only the entry of the true class is there. The other scores have slopes as well: their own shares.",
            lambda z, y: (right_softmax(z) - 1) * one_hot(z, y) / len(z),
        ),
        Misconception(
            "Right for small scores, but the powers overflow for large ones. Take each row's largest score off first, as in `stable_softmax`.",
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


def its_share(z):
    return right_softmax(z).max(axis=1)


def naively(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def sigmoids(z):
    return 1 / (1 + np.exp(-z))


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
    misconceptions=[
        Misconception(
            "The biases are missing: z = x @ W + b.",
            lambda x, W, b: (best(x @ W), its_share(x @ W)),
        ),
        Misconception(
            "The second part is the largest score. The confidence is what softmax makes of it, a probability.",
            answered(best, lambda z: z.max(axis=1)),
        ),
        Misconception(
            "The first part should say which class is the largest, its number: `argmax(axis=1)`. `max` says how large it is.",
            answered(its_share, its_share),
        ),
        Misconception(
            "That looks for the largest in each column. A row is an example: `axis=1`.",
            answered(lambda z: z.argmax(axis=0), lambda z: right_softmax(z).max(axis=0)),
        ),
        Misconception(
            "That is one answer for the whole table. Each row needs its own: `axis=1`.",
            answered(lambda z: z.argmax(), lambda z: right_softmax(z).max()),
        ),
        Misconception(
            "That picks the class with the smallest score.",
            answered(lambda z: z.argmin(axis=1), lambda z: right_softmax(z).min(axis=1)),
        ),
        Misconception(
            "The confidence is a sigmoid of the largest score alone. The other classes have a say in it: take the softmax of the whole row.",
            answered(best, lambda z: 1 / (1 + np.exp(-z.max(axis=1)))),
        ),
        Misconception(
            "The second part is the whole table of shares. Only the largest of each row is wanted.",
            answered(best, right_softmax),
        ),
        Misconception(
            "Those are sigmoids of each score alone. The classes share a single 1: take the softmax of the whole row.",
            answered(lambda z: sigmoids(z).argmax(axis=1), lambda z: sigmoids(z).max(axis=1)),
        ),
        Misconception(
            "With the largest score taken off, the largest power is always 1. Divide by the sum of the row.",
            answered(best, lambda z: np.exp(z - z.max(axis=1, keepdims=True)).max(axis=1)),
        ),
        Misconception(
            "Right for small scores, but the powers overflow for large ones, and the largest of NaN and NaN is found in the first place. "
            "Take each row's largest score off first, as in `stable_softmax`.",
            answered(lambda z: naively(z).argmax(axis=1), lambda z: naively(z).max(axis=1)),
        ),
        Misconception(
            "Those are percents. The confidence is a share, from 0 to 1.",
            answered(best, lambda z: 100 * its_share(z)),
        ),
        Misconception(
            "The classes are numbered from 0, as `argmax` gives them.",
            answered(lambda z: best(z) + 1, its_share),
        ),
        Misconception(
            "That is by how much the first is ahead of the second. The confidence is the share of the first alone.",
            answered(best, lambda z: np.ptp(np.sort(right_softmax(z), axis=1)[:, -2:], axis=1)),
        ),
        Misconception(
            "The classes are right. Return their confidence as well, as the second part of a pair.",
            lambda x, W, b: best(x @ W + b),
        ),
        Misconception(
            "Right for small scores, but the powers overflow for large ones. Take each row's largest score off first, as in `stable_softmax`.",
            answered(best, lambda z: naively(z).max(axis=1)),
        ),
    ],
)

"""What the exercises of lesson 01 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception
from course.practice.draws import between, count, numbers

mse = Exercise(
    cases={
        "four points": (np.array([4.5, -3.0, 0.0, 7.5]), np.array([6.0, -4.0, 0.0, 10.0])),
        "a perfect prediction": (np.array([1.0, 2.0]), np.array([1.0, 2.0])),
        "one point": (np.array([3.0]), np.array([1.0])),
        "misses that cancel": (np.array([1.0, -1.0, 5.0]), np.array([0.0, 0.0, 5.0])),
    },
    draw=lambda rng: tuple(numbers(rng, 2, count(rng, 1, 6))),
    hints=[
        "How far off is each prediction? `prediction - target` gives you all the differences at once.",
        "Square every difference with `** 2`, so that a miss upward and a miss downward can't cancel.",
        "`np.mean(...)` takes the mean of an array.",
    ],
    misconceptions=[
        Misconception(
            "That is the sum of the squares. The mean also divides by how many there are.",
            lambda prediction, target: np.sum((prediction - target) ** 2),
        ),
        Misconception(
            "That is the mean of the plain differences. Misses of opposite sign cancel: square before you take the mean.",
            lambda prediction, target: np.mean(prediction - target),
        ),
        Misconception(
            "That is the mean of the plain differences. Misses of opposite sign cancel: square before you take the mean.",
            lambda prediction, target: np.mean(target - prediction),
        ),
        Misconception(
            "You took the mean first and squared it afterward. Square each difference, then take the mean.",
            lambda prediction, target: np.mean(prediction - target) ** 2,
        ),
        Misconception(
            "That is the mean absolute error. Here each difference is squared.",
            lambda prediction, target: np.mean(np.abs(prediction - target)),
        ),
        Misconception(
            "That is the root of the mean squared error. Leave out the root.",
            lambda prediction, target: np.sqrt(np.mean((prediction - target) ** 2)),
        ),
        Misconception(
            "That is half the mean squared error. Some books put ½ in front, because it cancels the 2 of the slope; here there is none.",
            lambda prediction, target: np.mean((prediction - target) ** 2) / 2,
        ),
        Misconception(
            "That is the variance of the differences. It takes their mean off first, so predictions that are all too high by the same amount would cost nothing. Take the mean of the squares themselves.",
            lambda prediction, target: np.var(prediction - target),
        ),
        Misconception(
            "In Python, `^` is not a power. Write `** 2`, or multiply the difference by itself.",
            lambda prediction, target: np.mean((prediction - target) ^ 2),
        ),
        Misconception(
            "These are the squares, one for each example. A loss is one number: take their mean.",
            lambda prediction, target: (prediction - target) ** 2,
        ),
    ],
)


def if_for_an_array(p, y):
    """What most people write first, with the two cases of the formula in mind."""
    if y == 1:
        return -np.mean(np.log(p))
    return -np.mean(np.log(1 - p))


def half_by_half(p, y):
    """The mean over the examples with y = 1, and the mean over the others, added up."""
    halves = -np.log(p[y == 1]), -np.log(1 - p[y == 0])
    return sum(half.mean() for half in halves if half.size)


def _some_probabilities(rng):
    n = count(rng, 1, 6)
    return between(rng, 0.02, 0.98, n), rng.integers(0, 2, n).astype(float)


binary_cross_entropy = Exercise(
    cases={
        "both kinds": (np.array([0.9, 0.2, 0.6, 0.99]), np.array([1.0, 0.0, 0.0, 1.0])),
        "only yes": (np.array([0.8, 0.3]), np.array([1.0, 1.0])),
        "only no": (np.array([0.8, 0.3]), np.array([0.0, 0.0])),
        "undecided": (np.array([0.5]), np.array([1.0])),
    },
    draw=_some_probabilities,
    hints=[
        "Which probability did the model give to what really happened? Where y is 1, it's p. What is it where y is 0?",
        "`y * np.log(p)` is log p where y is 1, and 0 everywhere else. Find its partner for y = 0, and add the two.",
        "The partner is `(1 - y) * np.log(1 - p)`. Take the mean of the sum. Logarithms of probabilities are negative and a loss is positive, so what's missing is a minus sign.",
    ],
    misconceptions=[
        Misconception(
            "The sign is wrong. Logarithms of probabilities are negative; a loss is minus their mean.",
            lambda p, y: np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)),
        ),
        Misconception(
            "That is the sum over the examples. Take the mean.",
            lambda p, y: -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)),
        ),
        Misconception(
            "Only the examples with y = 1 are counted. Where y = 0, the loss is -log(1 - p).",
            lambda p, y: -np.mean(y * np.log(p)),
        ),
        Misconception(
            "You used log(p) for every example. Where y = 0, what happened had the probability 1 - p.",
            lambda p, y: -np.mean(np.log(p)),
        ),
        Misconception(
            "The two cases are swapped: log(p) belongs to y = 1, and log(1 - p) to y = 0.",
            lambda p, y: -np.mean((1 - y) * np.log(p) + y * np.log(1 - p)),
        ),
        Misconception(
            "That is the logarithm to base 2. Here it is the natural one, np.log.",
            lambda p, y: -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p)),
        ),
        Misconception(
            "That is the logarithm to base 10. Here it is the natural one, np.log.",
            lambda p, y: -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p)),
        ),
        Misconception(
            "y is a whole array, so `if y == 1` has no single answer. Use the formula in one line: it holds for both cases.",
            if_for_an_array,
        ),
        Misconception(
            "That is the squared error of the probabilities. Cross-entropy takes minus the logarithm of the probability given to the truth.",
            lambda p, y: np.mean((p - y) ** 2),
        ),
        Misconception(
            "Each of the two kinds got a mean of its own here. There is one mean, over all the examples together, so a rare kind counts for less.",
            half_by_half,
        ),
        Misconception(
            "You took the mean of the probabilities first and the logarithm afterward. First the logarithm, then the mean.",
            lambda p, y: -np.log(np.mean(y * p + (1 - y) * (1 - p))),
        ),
        Misconception(
            "That is how far p is from y on average. Cross-entropy takes minus the logarithm of the probability given to the truth.",
            lambda p, y: np.mean(np.abs(p - y)),
        ),
        Misconception(
            "These are the losses of the single examples. Take their mean.",
            lambda p, y: -(y * np.log(p) + (1 - y) * np.log(1 - p)),
        ),
    ],
)


def _some_classes(rng):
    n, k = count(rng, 1, 5), count(rng, 2, 5)
    shares = between(rng, 0.05, 1.0, n, k)
    return shares / shares.sum(axis=1, keepdims=True), rng.integers(0, k, n)


sparse_cross_entropy = Exercise(
    cases={
        "two days": (np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]]), np.array([0, 2])),
        "four classes": (
            np.array([[0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1], [0.25, 0.25, 0.25, 0.25]]),
            np.array([3, 1, 0]),
        ),
        "one row": (np.array([[0.05, 0.95]]), np.array([0])),
    },
    draw=_some_classes,
    hints=[
        "Only one number in each row counts: the probability of the true class.",
        "`probabilities[rows, classes]` takes one row number and one class number at a time and picks that entry. Which row numbers do you need?",
        "`rows = np.arange(len(classes))` is 0, 1, 2, and so on. Then take minus the mean of the logarithms of what you picked.",
    ],
    misconceptions=[
        Misconception(
            "`probabilities[:, classes]` picks those columns in every row. You want one entry from each row: `probabilities[np.arange(n), classes]`.",
            lambda probabilities, classes: -np.mean(np.log(probabilities[:, classes])),
        ),
        Misconception(
            "`[0, 1]` names two rows, and there may be more or fewer. `np.arange(len(classes))` names them all.",
            lambda probabilities, classes: -np.mean(np.log(probabilities[[0, 1], classes])),
        ),
        Misconception(
            "That is the logarithm to base 2. Here it is the natural one, np.log.",
            lambda probabilities, classes: -np.mean(np.log2(probabilities[np.arange(len(classes)), classes])),
        ),
        Misconception(
            "The sign is wrong. Logarithms of probabilities are negative; a loss is minus their mean.",
            lambda probabilities, classes: np.mean(np.log(probabilities[np.arange(len(classes)), classes])),
        ),
        Misconception(
            "That is the sum over the examples. Take the mean.",
            lambda probabilities, classes: -np.sum(np.log(probabilities[np.arange(len(classes)), classes])),
        ),
        Misconception(
            "You took the mean of the probabilities first and the logarithm afterward. First the logarithm, then the mean.",
            lambda probabilities, classes: -np.log(np.mean(probabilities[np.arange(len(classes)), classes])),
        ),
        Misconception(
            "That takes the logarithm of every entry. Only the probability given to the true class counts.",
            lambda probabilities, classes: -np.mean(np.sum(np.log(probabilities), axis=1)),
        ),
        Misconception(
            "You looked at the class that the model likes best. You need the probability it gave to the true class.",
            lambda probabilities, classes: -np.mean(np.log(probabilities.max(axis=1))),
        ),
        Misconception(
            "`probabilities[classes]` picks whole rows, and the class numbers aren't row numbers. You want one entry from each row: "
            "`probabilities[np.arange(n), classes]`.",
            lambda probabilities, classes: -np.mean(np.log(probabilities[classes])),
        ),
        Misconception(
            "`len(classes)` is how many rows there are, and you need their numbers: `np.arange(len(classes))` is 0, 1, 2, and so on.",
            lambda probabilities, classes: -np.mean(np.log(probabilities[len(classes), classes])),
        ),
        Misconception(
            "That divides by the number of classes. The mean is over the rows.",
            lambda probabilities, classes: (
                -np.sum(np.log(probabilities[np.arange(len(classes)), classes])) / probabilities.shape[1]
            ),
        ),
        Misconception(
            "That is the share of rows in which the likeliest class is the true one. The loss asks how large the probability of the true class is.",
            lambda probabilities, classes: np.mean(probabilities.argmax(axis=1) == classes),
        ),
        Misconception(
            "These are the losses of the single rows. Take their mean.",
            lambda probabilities, classes: -np.log(probabilities[np.arange(len(classes)), classes]),
        ),
    ],
)

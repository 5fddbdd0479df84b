"""A network of two layers that tells chinstraps from other penguins, and what becomes of it with somebody's train_step.

z1 = x @ W1 + b1      a1 = max(z1, 0)      p = sigmoid(a1 @ W2 + b2)      L = binary cross-entropy of p and y
"""

from dataclasses import dataclass

import numpy as np

from course.practice.sandbox import call
from nbcore import data
from nbcore.activations import sigmoid
from nbcore.gradients import numerical_gradient, ratio
from nbcore.losses import BinaryCrossEntropy

NAMES = ("W1", "b1", "W2", "b2")
BIRDS = data.penguins()
MEASURED = np.column_stack([BIRDS["bill_length_mm"], BIRDS["bill_depth_mm"]])
CENTER, SPREAD = MEASURED.mean(axis=0), MEASURED.std(axis=0)
X = (MEASURED - CENTER) / SPREAD  # (342, 2), standardized as in lesson 2
Y = (BIRDS.y == BIRDS.classes.index("Chinstrap")).astype(float).reshape(-1, 1)  # (342, 1), 1 for a chinstrap
STEPS = 300
LIMIT = 1e-3  # of the ratio of two slopes: a nudge may carry a ReLU over its corner, which costs up to 1e-4 here
SECONDS = 2.0  # that the first step may take; the others are then as quick
cross_entropy = BinaryCrossEntropy(from_logits=True)


def start(hidden, seed=0):
    """W1 (2, hidden), b1 (hidden,), W2 (hidden, 1), b2 (1,): random weights, and biases of zero."""
    rng = np.random.default_rng(seed)
    W1, W2 = rng.normal(size=(2, hidden)), rng.normal(size=(hidden, 1)) * np.sqrt(2 / hidden)
    return W1, np.zeros(hidden), W2, np.zeros(1)


def scores(params, x):
    """The score of each row before the sigmoid, (n, 1)."""
    W1, b1, W2, b2 = params
    return np.maximum(x @ W1 + b1, 0) @ W2 + b2


def loss(params):
    return cross_entropy(scores(params, X), Y)


def right(params):
    """How many of the birds are on their own side of the boundary."""
    return int(np.sum((scores(params, X) > 0) == Y))


def train_step(params, x, y, lr):
    """The worked step: forward, back, and one step downhill."""
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = sigmoid(a1 @ W2 + b2)
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2


@dataclass
class Run:
    """What came of a training: the parameters before each step and after the last, their losses, and what went wrong."""

    path: list
    losses: np.ndarray
    problem: str = ""


@np.errstate(all="ignore")  # a run that blows up is a lesson, not an error
def run(step, hidden, lr, seed=0):
    """Train with somebody's step, as far as it goes, at most STEPS steps."""
    params = start(hidden, seed)
    outcome = call(step, (copy_of(params), X.copy(), Y.copy(), lr), SECONDS)
    problem = f"train_step {outcome.problem}." if not outcome.ok else misshapen(outcome.value, params)
    if problem:
        return Run([params], np.array([loss(params)]), problem)
    problem = amiss(params, outcome.value, lr)
    path = [params]
    while len(path) <= STEPS:
        params = copy_of(step(copy_of(params), X, Y, lr))
        if not np.isfinite(scores(params, X)).all():
            problem = problem or f"It blew up at step {len(path)}: the learning rate is too large."
            break
        path.append(params)
    return Run(path, np.array([loss(params) for params in path]), problem)


def copy_of(params):
    return tuple(np.array(part, dtype=float) for part in params)


def misshapen(value, params):
    """What is wrong with the form of what a step returned, or ""."""
    if value is None:
        return "train_step returns nothing yet. It has to return the new W1, b1, W2 and b2."
    if not isinstance(value, (tuple, list)) or len(value) != len(NAMES):
        return "train_step has to return four arrays, in this order: W1, b1, W2, b2."
    for name, part, old in zip(NAMES, value, params):
        if np.shape(part) != old.shape:
            return f"After the step {name} has the shape {np.shape(part)}; before it was {old.shape}."
    return ""


def amiss(params, new, lr):
    """What is wrong with a first step, found by nudging every parameter; "" if it follows its slopes."""
    taken = [(old - np.asarray(part, dtype=float)) / lr for old, part in zip(params, new)]
    slopes = nudged(params)
    wrong = [name for name, one, slope in zip(NAMES, taken, slopes) if ratio(one, slope) > LIMIT]
    if not wrong:
        return ""
    for factor, words in (
        (0.0, "Nothing moves: the new parameters are the old ones."),
        (-1.0, "It walks uphill. A step goes against the slope: the old value minus lr times the slope."),
        (
            len(Y),
            "Each step is 342 times too long: the loss is a mean over the birds, so their slopes are divided by 342.",
        ),
        (1 / lr, "The learning rate is not used: multiply the slopes by lr."),
        (2.0, "Each step is twice too long. Under cross-entropy dz2 is (p − y) / n, without the 2 of a square."),
        (1 / len(Y), "Each step is 342 times too short: divide by the number of birds only once."),
    ):
        if all(ratio(one, factor * slope) < LIMIT for one, slope in zip(taken, slopes)):
            return words
    still = [name for name in wrong if not np.any(taken[NAMES.index(name)])]
    if still:
        return f"{' and '.join(still)} never {'move' if len(still) > 1 else 'moves'}."
    where = (
        "at dz2 first, which all four come from" if wrong == list(NAMES) else f"at the lines that make {made(wrong)}"
    )
    return f"Nudging gives different slopes for {' and '.join(wrong)}. Look {where}."


def made(names):
    return " and ".join(f"d{name}" for name in names)


def nudged(params):
    """The slope of the loss for every parameter, by nudging."""
    copies = copy_of(params)
    return [numerical_gradient(lambda _: loss(copies), part) for part in copies]

"""What the exercises of lesson 11 are tried on, and the mistakes that are known by their numbers: three tests of the clinic."""

import numpy as np

from course.practice import Exercise, Misconception, Property
from course.practice.draws import count, numbers, one_of

# ---- dead_share ----

activations = np.array([[0.0, 1.2, 0.0, 0.3], [0.0, 0.0, 0.0, 2.0], [0.0, 0.7, 0.0, 0.0]])


def some_activations(rng):
    """Zeros everywhere, and now and then a unit with nothing else."""
    a = np.maximum(numbers(rng, count(rng, 1, 6), count(rng, 1, 6), digits=2), 0)
    a[:, rng.random(a.shape[1]) < 0.4] = 0
    return (a,)


dead_share = Exercise(
    cases={
        "two of four": (activations,),
        "none": (np.array([[0.0, 1.0], [2.0, 0.0]]),),
        "all": (np.zeros((3, 5)),),
        "more units than pictures": (np.array([[0.0, 0.0, 0.004, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0]]),),
    },
    draw=some_activations,
    misconceptions=[
        Misconception("That is the share of zeros. A healthy unit is silent for many pictures; a dead one is silent for all of them.",
                      lambda a: (a == 0).mean()),
        Misconception("Those are units that are silent for at least one picture. A dead unit is silent for every one: `all`, not `any`.",
                      lambda a: (a == 0).any(axis=0).mean()),
        Misconception("That looks along the wrong axis: it gives the share of pictures that wake no unit. Units are columns, so go down them, axis=0.",
                      lambda a: (a == 0).all(axis=1).mean()),
        Misconception("That is how many there are. The share is divided by the number of units.", lambda a: (a == 0).all(axis=0).sum()),
        Misconception("That divides by the number of pictures. The share is one of units: `a.shape[1]`.",
                      lambda a: (a == 0).all(axis=0).sum() / len(a)),
        Misconception("That is the share of units that are alive.", lambda a: (a != 0).any(axis=0).mean()),
        Misconception("That is in percent. The share is a number from 0 to 1.", lambda a: 100 * (a == 0).all(axis=0).mean()),
        Misconception("One of those units gives little, and not 0: a faint unit is alive. Compare with 0 itself.",
                      lambda a: (a < 0.01).all(axis=0).mean()),
    ],
)  # fmt: skip

# ---- shared_rows ----


def rows_in(train, held, same):
    return sum(bool(np.any([same(a, b) for a in train])) for b in held)


train_rows = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [3.0, 4.0]])

shared_rows = Exercise(
    cases={
        "one of three": (train_rows, np.array([[5.0, 6.0], [6.0, 5.0], [1.0, 4.0]])),
        "none, though every number is there": (train_rows, np.array([[1.0, 6.0], [2.0, 3.0]])),
        "all": (train_rows, np.array([[3.0, 4.0], [1.0, 2.0]])),
        "one that is held out twice": (train_rows, np.array([[1.0, 2.0], [1.0, 2.0], [9.0, 2.0]])),
    },
    draw=lambda rng: tuple(rng.integers(0, 3, (count(rng, 1, 6), 2)).astype(float) for _ in range(2)),
    misconceptions=[
        Misconception("Single numbers were compared. A row is leaked when all of its numbers are found in one row of the training set.",
                      lambda train, held: int(np.isin(held, train).all(axis=1).sum())),
        Misconception("One equal number is not an equal row: all columns must agree. `all(axis=…)`, not `any`.",
                      lambda train, held: rows_in(train, held, lambda a, b: (a == b).any())),
        Misconception("Rows were compared at the same place only. A leaked row may stand anywhere in the training set.",
                      lambda train, held: sum(bool((a == b).all()) for a, b in zip(train, held))),
        Misconception("Pairs of equal rows were counted. A held-out row that is twice in the training set is still one row.",
                      lambda train, held: int((train[:, None] == held[None]).all(axis=2).sum())),
        Misconception("That counts training rows. Count the held-out rows that are among them.",
                      lambda train, held: rows_in(held, train, lambda a, b: (a == b).all())),
        Misconception("That is the share. Say how many rows there are.",
                      lambda train, held: rows_in(train, held, lambda a, b: (a == b).all()) / len(held)),
        Misconception("A set keeps only one of two equal rows. Count every held-out row.",
                      lambda train, held: len({tuple(r) for r in train} & {tuple(r) for r in held})),
        Misconception("It is to be the number, not whether there are any.",
                      lambda train, held: bool(rows_in(train, held, lambda a, b: (a == b).all()))),
        Misconception("It goes up to 1 and no further: is the counting ended at the first row that is found?",
                      lambda train, held: min(1, rows_in(train, held, lambda a, b: (a == b).all()))),
    ],
)  # fmt: skip

# ---- same_alone ----


def honest(x):
    """Scores by fixed numbers: alone or in company, the same."""
    return x @ np.array([[1.0, -1.0, 0.2], [0.0, 2.0, 0.5]])


def by_company(x):
    """Scores by the mean of the rows that came along."""
    return honest(x - x.mean(axis=0))


def louder_in_company(x):
    """Scores that grow with the number of rows: the answers do not change."""
    return honest(x) * len(x)


def some():
    return np.random.default_rng(4).normal(1.0, 2.0, (12, 2))


def agree(one, other):
    return float(np.mean(np.asarray(one) == np.asarray(other)))


def alone(predict, x):
    return np.array([predict(x[i : i + 1])[0] for i in range(len(x))])


def asked_alone_only(same_alone, predict, x):
    """Were the rows asked for one by one, and once together?"""
    sizes = []
    same_alone(lambda rows: (sizes.append(len(rows)), predict(rows))[1], x)
    return 1 in sizes and len(x) in sizes


def by_company_and_bias(x):
    """Alone, a row is its own mean: what answers then is the bias, and that is the second class."""
    return by_company(x) + np.array([0.0, 1.0, 0.5])


def some_net(rng):
    net = one_of(rng, honest, by_company, by_company_and_bias, by_company_and_bias, louder_in_company)
    return net, numbers(rng, count(rng, 1, 8), 2)


same_alone = Exercise(
    cases={
        "a net that goes by each picture": (honest, some()),
        "a net that goes by its batch": (by_company, some()),
        "another batch": (by_company, some()[:5] * 3.0 - 1.0),
        "a net whose scores change, and not its answers": (louder_in_company, some()),
    },
    draw=some_net,
    misconceptions=[
        Misconception("Scores were compared, number by number. What counts is the answer, the place of the largest score: `argmax`.",
                      lambda predict, x: float(np.mean(predict(x) == alone(predict, x)))),
        Misconception("Asked the same way twice, all together or each alone. That finds dropout, but not a net that goes by its batch: "
                      "ask once for all rows together, and then for each one alone.",
                      lambda predict, x: agree(predict(x).argmax(axis=1), predict(x).argmax(axis=1))),
        Misconception("`x[i]` is one row of numbers without a table around it, and `predict` wants a table. `x[i:i+1]` is one with a single row.",
                      lambda predict, x: agree(predict(x).argmax(axis=1), [predict(row).argmax() for row in x])),
        Misconception("That is 1 or 0, whether all agree. Wanted is the share that does.",
                      lambda predict, x: float((predict(x).argmax(axis=1) == alone(predict, x).argmax(axis=1)).all())),
        Misconception("`argmax` without an axis gives one place for the whole table. Each row has its own answer: axis=1.",
                      lambda predict, x: agree(predict(x).argmax(), [s.argmax() for s in alone(predict, x)])),
        Misconception("That is the share of answers that differ.",
                      lambda predict, x: 1 - agree(predict(x).argmax(axis=1), alone(predict, x).argmax(axis=1))),
        Misconception("That is how many agree. The share is divided by the number of rows.",
                      lambda predict, x: int((predict(x).argmax(axis=1) == alone(predict, x).argmax(axis=1)).sum())),
        Misconception("That is whether all agree. Wanted is the share that does.",
                      lambda predict, x: bool((predict(x).argmax(axis=1) == alone(predict, x).argmax(axis=1)).all())),
    ],
    properties=[
        Property("Ask `predict` for all rows together, and for each one alone: `x[i:i+1]` is a table with the single row i.", asked_alone_only),
    ],
)  # fmt: skip

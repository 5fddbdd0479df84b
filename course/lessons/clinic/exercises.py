"""What the exercises of lesson 11 are tried on, and the mistakes that are known by their numbers: three tests of the clinic."""

import numpy as np

from course.practice import Exercise, Misconception, Property
from course.practice.draws import count, numbers, one_of

# ---- dead_share ----

activations = np.array([[0.0, 1.2, 0.0, 0.3], [0.0, 0.0, 0.0, 2.0], [0.0, 0.7, 0.0, 0.0]])

almost_dead = np.zeros((200, 2))
almost_dead[77, 0] = 1.5


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
        "one that is active once in 200 pictures": (almost_dead,),
        "more units than pictures": (np.array([[0.0, 0.0, 0.004, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0]]),),
    },
    draw=some_activations,
    hints=[
        "A dead unit gives 0 for every picture. Each unit is a column of `a`. What does the whole column of a dead unit look like?",
        "`a == 0` is a table of True and False. `all(axis=0)` goes down each column and asks whether everything in it is True.",
        "That leaves one True or False for each unit. The mean of those is the share of True.",
    ],
    misconceptions=[
        Misconception("That is the share of zeros. A healthy unit gives 0 for many pictures, but a dead one gives 0 for all of them.",
                      lambda a: (a == 0).mean()),
        Misconception("You counted units that give 0 for at least one picture. A dead unit gives 0 for every picture: use `all` instead of `any`.",
                      lambda a: (a == 0).any(axis=0).mean()),
        Misconception("That is the share of pictures for which every unit gives 0. Units are columns, so go down the columns: `axis=0`.",
                      lambda a: (a == 0).all(axis=1).mean()),
        Misconception("That is how many units are dead. Divide by the number of units to get their share.", lambda a: (a == 0).all(axis=0).sum()),
        Misconception("You divided by the number of pictures. You want a share of the units, so divide by `a.shape[1]`.",
                      lambda a: (a == 0).all(axis=0).sum() / len(a)),
        Misconception("That is the share of units that are alive. You want the share of dead ones.", lambda a: (a != 0).any(axis=0).mean()),
        Misconception("That is in percent. Return a number from 0 to 1.", lambda a: 100 * (a == 0).all(axis=0).mean()),
        Misconception("You counted units that give 0 for more than half of the pictures. A healthy unit often does. A dead unit gives 0 for all of them.",
                      lambda a: ((a == 0).mean(axis=0) > 0.5).mean()),
        Misconception("You counted units that give 0 for at least half of the pictures. A healthy unit often does. A dead unit gives 0 for all of them.",
                      lambda a: ((a == 0).mean(axis=0) >= 0.5).mean()),
        Misconception("You counted units that give 0 for nearly all pictures. A unit that is active for a single picture can still learn from it: use `all`.",
                      lambda a: ((a == 0).mean(axis=0) > 0.99).mean()),
        Misconception("You looked at the first picture only. A dead unit gives 0 for every picture: `(a == 0).all(axis=0)`.",
                      lambda a: (a[0] == 0).mean()),
        Misconception("That answers for each unit whether it is dead. Take the mean of those answers: it is the share of True.",
                      lambda a: (a == 0).all(axis=0)),
        Misconception("That is the share of zeros in each unit's column. First ask which columns hold nothing but zeros, then take the share of those.",
                      lambda a: (a == 0).mean(axis=0)),
        Misconception("Without an axis, `all` asks whether the whole table is 0. Ask each column: `all(axis=0)`.",
                      lambda a: float((a == 0).all())),
        Misconception("That is True or False for the whole table. Ask each column, with `all(axis=0)`, and take the mean.",
                      lambda a: bool((a == 0).all())),
        Misconception("A unit that gives a very small number is still alive. Compare with 0 itself.",
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
    hints=[
        "Take one held-out row at a time. What tells you whether it stands anywhere in the training set?",
        "`train == row` compares one row with all training rows at once. It gives a table of True and False.",
        "`(train == row).all(axis=1)` is True for each training row that agrees in all columns. The held-out row counts if `any()` of them does.",
    ],
    misconceptions=[
        Misconception("You looked for the single numbers. A row counts only if all its numbers stand together in one training row.",
                      lambda train, held: int(np.isin(held, train).all(axis=1).sum())),
        Misconception("You counted rows that agree in one column, which is also what `row in train` asks of arrays. They have to agree in all columns: "
                      "`(train == row).all(axis=1)`.",
                      lambda train, held: rows_in(train, held, lambda a, b: (a == b).any())),
        Misconception("You only compared rows at the same place. A leaked row can stand anywhere in the training set.",
                      lambda train, held: sum(bool((a == b).all()) for a, b in zip(train, held))),
        Misconception("You counted pairs of equal rows. A held-out row that stands in the training set twice is still one row, so count it once.",
                      lambda train, held: int((train[:, None] == held[None]).all(axis=2).sum())),
        Misconception("You counted training rows. Count the held-out rows that stand among them.",
                      lambda train, held: rows_in(held, train, lambda a, b: (a == b).all())),
        Misconception("You counted the held-out rows that are new. Count those that also stand in the training set.",
                      lambda train, held: len(held) - rows_in(train, held, lambda a, b: (a == b).all())),
        Misconception("You compared the two tables row by row, at the same place. Compare each held-out row with all training rows: `train == row`.",
                      lambda train, held: (train == held).all(axis=1).sum()),
        Misconception("An array can't be put in a set. Turn each row into a tuple first: `{tuple(row) for row in train}`.",
                      lambda train, held: len(set(train))),
        Misconception("Those are the places of the rows. Return how many there are.",
                      lambda train, held: [i for i, row in enumerate(held) if (train == row).all(axis=1).any()]),
        Misconception("You counted rows whose numbers add up to the same sum. Compare the rows column by column.",
                      lambda train, held: rows_in(train, held, lambda a, b: a.sum() == b.sum())),
        Misconception("You counted rows that hold the same numbers in any order. Each number has to be in the same column.",
                      lambda train, held: rows_in(train, held, lambda a, b: (np.sort(a) == np.sort(b)).all())),
        Misconception("You only compared the first column. The rows have to agree in all columns.",
                      lambda train, held: rows_in(train, held, lambda a, b: a[0] == b[0])),
        Misconception("That is the share of held-out rows. Return how many there are.",
                      lambda train, held: rows_in(train, held, lambda a, b: (a == b).all()) / len(held)),
        Misconception("A set keeps only one of several equal rows. Count every held-out row.",
                      lambda train, held: len({tuple(r) for r in train} & {tuple(r) for r in held})),
        Misconception("That says whether there are any. Return how many there are.",
                      lambda train, held: bool(rows_in(train, held, lambda a, b: (a == b).all()))),
        Misconception("It never counts beyond 1. Does it stop at the first row it finds?",
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


def with_those_before(predict, x):
    return np.array([predict(x[: i + 1]).argmax(axis=1)[-1] for i in range(len(x))])


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
    hints=[
        "Ask `predict` twice: once for all rows together, and once for each row alone. Then compare the answers.",
        "`predict` returns scores. The answer for each row is the place of its largest score, so `predict(x).argmax(axis=1)` is all answers together.",
        "For one row alone, `predict` still wants a table. `x[i:i+1]` is a table with a single row. Collect its `argmax()` for every i.",
        "Compare the two arrays with `==`. The mean of True and False is the share that agrees.",
    ],
    misconceptions=[
        Misconception("You compared the scores. What counts is the answer, which is the place of the largest score: `argmax`.",
                      lambda predict, x: float(np.mean(predict(x) == alone(predict, x)))),
        Misconception("You asked in the same way twice. That reveals dropout, but not a network that depends on its batch. "
                      "Ask once for all rows together, and once for each row alone.",
                      lambda predict, x: agree(predict(x).argmax(axis=1), predict(x).argmax(axis=1))),
        Misconception("`x[i]` is a row without a table around it, but `predict` wants a table. `x[i:i+1]` is a table with a single row.",
                      lambda predict, x: agree(predict(x).argmax(axis=1), [predict(row).argmax() for row in x])),
        Misconception("That is 1 if all rows agree, and 0 if not. Return the share of rows that agree.",
                      lambda predict, x: float((predict(x).argmax(axis=1) == alone(predict, x).argmax(axis=1)).all())),
        Misconception("Without an axis, `argmax` gives one place for the whole table. Each row needs its own answer: `axis=1`.",
                      lambda predict, x: agree(predict(x).argmax(), [s.argmax() for s in alone(predict, x)])),
        Misconception("That says for each row whether its two answers agree. Take the mean: it is the share of True.",
                      lambda predict, x: predict(x).argmax(axis=1) == alone(predict, x).argmax(axis=1)),
        Misconception("You compared the largest scores. The answer is the place of the largest score: `argmax`, not `max`.",
                      lambda predict, x: agree(predict(x).max(axis=1), alone(predict, x).max(axis=1))),
        Misconception("You asked for the first row alone and compared its answer with all rows. Ask for each row alone: `x[i:i+1]` for every i.",
                      lambda predict, x: agree(predict(x).argmax(axis=1), predict(x[:1]).argmax())),
        Misconception("`x[:i+1]` holds row i and all rows before it, so it isn't alone. `x[i:i+1]` holds only row i.",
                      lambda predict, x: agree(predict(x).argmax(axis=1), with_those_before(predict, x))),
        Misconception("That is the share of answers that differ. Return the share of those that agree.",
                      lambda predict, x: 1 - agree(predict(x).argmax(axis=1), alone(predict, x).argmax(axis=1))),
        Misconception("That is how many rows agree. Divide by the number of rows to get their share.",
                      lambda predict, x: int((predict(x).argmax(axis=1) == alone(predict, x).argmax(axis=1)).sum())),
        Misconception("That says whether all rows agree. Return the share of rows that agree.",
                      lambda predict, x: bool((predict(x).argmax(axis=1) == alone(predict, x).argmax(axis=1)).all())),
    ],
    properties=[
        Property("Ask `predict` once for all rows together, and once for each row alone: `x[i:i+1]` is a table with the single row i.", asked_alone_only),
    ],
)  # fmt: skip

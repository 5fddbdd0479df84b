"""The patients' code. One healthy training function, as text, and for each illness the lines of it that are changed.

What a learner is given to repair is what the clinic has run: the text itself is executed, so nothing can differ between the two.
"""

from dataclasses import dataclass

import numpy as np

HEALTHY = '''\
def train(x, y, new_x, new_y, rng, epochs=20):
    """Learn digits from x (n, 64), ink from 0 to 255, and y (n,). Held out: new_x, new_y. Yields its chart after each epoch."""
    sizes, lr, lam, keep = [64, 32, 32, 10], 0.1, 0.0001, 1.0
    W = [rng.normal(0, np.sqrt(2 / n), (n, m)) for n, m in zip(sizes, sizes[1:])]
    b = [np.zeros(m) for m in sizes[1:]]
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1

    def prepare(rows):
        return (rows - mean) / spread

    def forward(x, training):
        a = [x]
        for k in range(len(W)):
            z = a[k] @ W[k] + b[k]
            if k < len(W) - 1:
                z = np.maximum(z, 0)
                if training:
                    z = z * (rng.random(z.shape) < keep) / keep
            a.append(z)
        return a

    def slopes(x, y):
        a, dW, db = forward(x, training=True), {}, {}
        p = np.exp(a[-1] - a[-1].max(axis=1, keepdims=True))
        p = p / p.sum(axis=1, keepdims=True)
        g = (p - np.eye(10)[y]) / len(x)
        for k in reversed(range(len(W))):
            dW[k] = a[k].T @ g + lam * W[k]
            db[k] = g.sum(axis=0)
            g = (g @ W[k].T) * (a[k] > 0) / keep
        return dW, db

    def predict(rows):
        return forward(prepare(rows), training=False)[-1]

    x = prepare(x)
    chart = dict(x=x, y=y, W=W, lam=lam, prepare=prepare, forward=forward, slopes=slopes, predict=predict)
    yield chart
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            dW, db = slopes(x[rows], y[rows])
            for k in range(len(W)):
                W[k] -= lr * dW[k]
                b[k] -= lr * db[k]
        yield chart
'''

SETTINGS = "sizes, lr, lam, keep = [64, 32, 32, 10], 0.1, 0.0001, 1.0"
START = "W = [rng.normal(0, np.sqrt(2 / n), (n, m)) for n, m in zip(sizes, sizes[1:])]"
BEND, MASK = "z = np.maximum(z, 0)", "(a[k] > 0) / keep"
PREPARED = "    x = prepare(x)\n"


def settings(sizes="[64, 32, 32, 10]", lr="0.1", lam="0.0001", keep="1.0"):
    return SETTINGS, f"sizes, lr, lam, keep = {sizes}, {lr}, {lam}, {keep}"


@dataclass(frozen=True)
class Illness:
    """variants: each a list of (line, what became of it). test: the one that shows it. cure: where to look in the code."""

    name: str
    variants: tuple
    test: str
    cure: str

    def code(self, seed):
        text = HEALTHY
        for old, new in self.variants[seed % len(self.variants)]:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return text


def one_each(*edits):
    return tuple([edit] for edit in edits)


ILLNESSES = {illness.name: illness for illness in (
    Illness("nothing: healthy", one_each(settings(), settings(lr="0.08"), settings(sizes="[64, 40, 32, 10]")), "",
            "Nothing to repair."),
    Illness("learning rate too high", one_each(settings(lr="1.6"), settings(lr="2.0"), settings(lr="1.4")), "slopes",
            "Divide lr by 10, and by 10 again if that is not enough."),
    Illness("learning rate too low", one_each(settings(lr="0.0003"), settings(lr="0.0002"), settings(lr="0.0001")), "slopes",
            "Multiply lr by 10, and by 10 again if that is not enough."),
    Illness("inputs not scaled", one_each(("return (rows - mean) / spread", "return rows"),
                                         ("return (rows - mean) / spread", "return rows - mean"),
                                         ("return (rows - mean) / spread", "return rows - 20.0")), "pictures",
            "“prepare” should subtract the mean and divide by the spread."),
    Illness("all weights start at zero", one_each((START, "W = [np.zeros((n, m)) for n, m in zip(sizes, sizes[1:])]")), "units",
            "The first W should be random, with spread sqrt(2/n)."),
    Illness("dead ReLUs", one_each(("b = [np.zeros(m)", "b = [np.full(m, -15.0)"), ("b = [np.zeros(m)", "b = [-12 * np.ones(m)"),
                                   ("b = [np.zeros(m)", "b = [np.zeros(m) - 10")), "units",
            "The biases should start at 0."),
    Illness("sigmoids too deep", tuple([settings(sizes=sizes), (BEND, "z = 1 / (1 + np.exp(-z))"), (MASK, "a[k] * (1 - a[k]) / keep")]
                                       for sizes in ("[64, 32, 32, 32, 32, 32, 10]", "[64] + 5 * [24] + [10]")), "slopes",
            "Use ReLU and its slope instead of the sigmoid, and fewer layers."),
    Illness("error in the backward pass", one_each(("g = (g @ W[k].T)", "g = -(g @ W[k].T)"),
                                                   (f" * {MASK}", " / keep"),
                                                   ("dW[k] = a[k].T @ g + lam", "dW[k] = -a[k].T @ g + lam")), "check",
            "Compare “slopes” with lesson 3, line by line."),
    Illness("labels on the wrong pictures", one_each((PREPARED, PREPARED + "    y = np.roll(y, 1)\n"),
                                                     (PREPARED, PREPARED.replace("(x)", "(x)[rng.permutation(len(x))]")),
                                                     (PREPARED, PREPARED + "    y = y[::-1]\n")), "pictures",
            "x and y have to stay in the same order."),
    Illness("regularization too strong", one_each(settings(lam="0.2"), settings(lam="0.4"), settings(lam="0.3")), "slopes",
            "Make lam about a thousand times smaller."),
    Illness("held-out rows in training", one_each(
        (PREPARED, PREPARED + "    x, y = np.concatenate([x, prepare(new_x)]), np.concatenate([y, new_y])\n"),
        (PREPARED, PREPARED + "    x, y = np.vstack([prepare(new_x), x]), np.hstack([new_y, y])\n")), "test_set",
            "Keep new_x and new_y out of training."),
    Illness("dropout on when predicting", tuple([settings(keep=keep), ("prepare(rows), training=False", "prepare(rows), training=True")]
                                                for keep in ("0.5", "0.6", "0.55")), "again",
            "“predict” should call “forward” with training=False."),
    Illness("predicts by the batch's own mean", one_each(
        ("forward(prepare(rows), training", "forward((rows - rows.mean(axis=0)) / (rows.std(axis=0) + 1), training")), "again",
            "“predict” should “prepare” new rows with the mean and the spread of the training rows."),
)}  # fmt: skip

BEDS, WARDS = 12, 5


def who(ward, bed):
    """The illness in a bed of a ward, and the seed of its variant. One of the thirteen is missing in each ward."""
    rng = np.random.default_rng(440 + ward)
    names = rng.permutation(list(ILLNESSES))
    return str(names[bed - 1]), int(rng.integers(1000)) + bed + ward

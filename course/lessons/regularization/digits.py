"""New handwritten digits out of old ones, and whether nets learn more from them."""

from functools import lru_cache

import numpy as np

from nbcore import data, losses
from nbcore.data import moved
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.schedules import Cosine

TRAINING, DEV, STEPS, SEEDS, HIDDEN = 100, 1000, 200, 5, 32
VARIATIONS = 20  # of each digit, made before the training
PART, LOOK = 200, 10  # dev digits shaken at a time, and training steps at a time
PARTS = (0, "W"), (0, "b"), (-1, "W"), (-1, "b")
SHAKE = dict(shift=1.0, turn=20.0, noise=0.0)  # what the unsteady camera does to the dev digits
loss = losses.SoftmaxCrossEntropy()


@lru_cache(maxsize=1)
def split():
    """All digits in a random order, x (1797, 64) and y (1797,): the first 1,000 are for dev, in every training."""
    table = data.digits()
    rows = np.random.default_rng(0).permutation(len(table))
    return table.x[rows], table.y[rows]


@lru_cache(maxsize=DEV // PART)
def shaken_part(k):
    """The dev digits number k · PART and those after it, as the unsteady camera shows them: (PART, 64)."""
    return moved(split()[0][k * PART : (k + 1) * PART], **SHAKE, rng=np.random.default_rng(99 + k))


class Nets:
    """Five nets of 32 ReLU units in one array computation: what `mlp` does, but with one more axis, the training."""

    def __init__(self):
        nets = [mlp([64, HIDDEN, 10], seed=seed) for seed in range(SEEDS)]
        each = [np.stack([getattr(net.layers[place], name) for net in nets]) for place, name in PARTS]
        self.params = np.concatenate([part.ravel() for part in each])
        ends = np.cumsum([part.size for part in each])[:-1]
        self.grads = np.zeros_like(self.params)
        (self.W, self.b, self.V, self.c), self.slopes = (
            [flat.reshape(part.shape) for flat, part in zip(np.split(whole, ends), each)]
            for whole in (self.params, self.grads)
        )

    def forward(self, x):
        """The ten scores of each picture. x: (5, n, 64), or (n, 64) for the same to each net; returns (5, n, 10)."""
        self.hidden = np.maximum(x @ self.W + self.b[:, None], 0)
        return self.hidden @ self.V + self.c[:, None]

    def step(self, optimizer, x, y):
        """One step of each net on its own pictures. x: (5, n, 64), y: (5 n,)."""
        out = SEEDS * loss.gradient(self.forward(x).reshape(-1, 10), y).reshape(
            SEEDS, -1, 10
        )  # each has a mean of its own
        back = out @ self.V.transpose(0, 2, 1) * (self.hidden > 0)
        for slope, value in zip(self.slopes, (x.transpose(0, 2, 1) @ back, back.sum(axis=1),
                                              self.hidden.transpose(0, 2, 1) @ out, out.sum(axis=1))):  # fmt: skip
            slope[...] = value
        optimizer.step(self.params, self.grads)


def learning(shift, turn, noise):
    """Train five nets, each on its own 100 digits, at each step on one of a few variations of each digit. Yields
    the share that is done; returns the dev accuracies (2, 5), of the digits as written and with the unsteady camera."""
    digits, classes = split()
    for k in range(DEV // PART):
        shaken_part(k)
        yield 0.0
    sets = digits[:DEV], np.concatenate([shaken_part(k) for k in range(DEV // PART)])
    rows, made = [], []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        rows.append(DEV + rng.permutation(len(digits) - DEV)[:TRAINING])
        x = digits[rows[-1]]
        made.append([moved(x, shift, turn, noise, rng) for _ in range(VARIATIONS)] if shift or turn or noise else [x])
        yield 0.0
    made, y = np.array(made), classes[np.concatenate(rows)]
    rng, optimizer, nets = np.random.default_rng(7), Adam(Cosine(0.02, STEPS)), Nets()
    which, each = np.arange(SEEDS)[:, None], np.arange(TRAINING)
    for step in range(STEPS):
        optimizer.epoch = step
        nets.step(optimizer, made[which, rng.integers(made.shape[1], size=(SEEDS, TRAINING)), each], y)
        if step % LOOK == LOOK - 1:
            yield step / STEPS
    right = []
    for x in sets:
        yield 1.0
        right.append((nets.forward(x).argmax(axis=-1) == classes[:DEV]).mean(axis=1))
    return np.array(right)


known = {}  # (shift, turn, noise) -> accuracies: what was trained once need not be trained again


def accuracies_of(*settings):
    """As `learning`, but at once where it is known."""
    if settings not in known:
        if len(known) > 500:
            known.clear()
        known[settings] = yield from learning(*settings)
    return known[settings]

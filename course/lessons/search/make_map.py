"""Trains the nets behind the pictures of this lesson, and writes what came of them to nets.npz beside this file.

    python -m course.lessons.search.make_map

About ten thousand small nets learn real handwritten digits. Each has one hidden layer of 16 units, 200 images to learn
from, some of them labelled wrongly, and 32 epochs in batches of 20. What is chosen by search is the learning rate and the
strength of the L2 penalty. All nets of a study meet the same batches, so they are trained together, as one array computation.

A seed fixes which images are for training, dev and test, which labels are wrong, the starting weights (of all nets the same
where they have the same seed) and the order of the images. Seeds: 0 to 3 for the maps, 100 to 139 for the studies.
"""

import time
from pathlib import Path

import numpy as np

from nbcore import data
from nbcore.activations import sigmoid
from nbcore.initializers import he_normal, xavier_normal

FILE = Path(__file__).parent / "nets.npz"
TRAIN, HELD, HIDDEN, BATCH, SLIPS = 200, 400, 16, 20, 0.1
EPOCHS = (1, 2, 4, 8, 16, 32)  # when the nets are looked at
DEV = 200  # of the 400 held images, for the maps; the studies have dev sets of several sizes
SIZES = (50, 100, 200, 400)
NETS = {"A": ("relu", "sgd"), "B": ("sigmoid", "sgd"), "C": ("relu", "adam")}
RATES, LAMBDAS = np.geomspace(1e-4, 10, 31), np.geomspace(1e-5, 1, 21)
MAP_SEEDS, STUDY_SEEDS, TRIED = range(4), range(100, 140), 64


def shared_out(seed):
    """Digits for one seed: (x, y) to train on, some of its labels wrong; 400 to hold back; 1,197 to test on."""
    table, rng = data.digits(), np.random.default_rng([seed, 10])
    order = rng.permutation(len(table))
    parts = [(table.x[rows], table.y[rows]) for rows in np.split(order, [TRAIN, TRAIN + HELD])]
    y = parts[0][1].copy()
    slipped = rng.permutation(TRAIN)[: round(SLIPS * TRAIN)]
    y[slipped] = (y[slipped] + rng.integers(1, 10, len(slipped))) % 10
    return (parts[0][0], y), parts[1], parts[2]


class Crowd:
    """Nets of one kind, side by side: W (64, nets, 16), b (nets, 16), V (nets, 16, 10), c (nets, 10)."""

    def __init__(self, activation, method, rates, lambdas, seeds):
        self.activation, self.method = activation, method
        self.rates, self.lambdas = np.asarray(rates, dtype=float), np.asarray(lambdas, dtype=float)
        init = he_normal if activation == "relu" else xavier_normal
        starts = {seed: np.random.default_rng(seed) for seed in dict.fromkeys(seeds)}
        first = {seed: (init(rng, 64, HIDDEN), init(rng, HIDDEN, 10)) for seed, rng in starts.items()}
        W, V = (np.stack([first[seed][k] for seed in seeds]) for k in (0, 1))
        count = len(self.rates)
        self.params = [np.ascontiguousarray(W.transpose(1, 0, 2)), np.zeros((count, HIDDEN)), V, np.zeros((count, 10))]
        self.first, self.second = ([np.zeros_like(p) for p in self.params] for _ in range(2))
        self.steps = 0

    def hidden(self, x):
        W, b, _, _ = self.params
        z = (x @ W.reshape(64, -1)).reshape(len(x), len(b), HIDDEN).transpose(1, 0, 2) + b[:, None]
        return np.maximum(z, 0) if self.activation == "relu" else sigmoid(z)

    def step(self, x, y):
        """One step of every net on one batch. x: (n, 64), y: (n,)."""
        W, b, V, c = self.params
        a = self.hidden(x)
        z = a @ V + c[:, None]
        grad = np.exp(z - z.max(axis=2, keepdims=True))
        grad /= grad.sum(axis=2, keepdims=True)
        grad[:, np.arange(len(x)), y] -= 1
        grad /= len(x)
        back = grad @ V.transpose(0, 2, 1) * ((a > 0) if self.activation == "relu" else a * (1 - a))
        dW = (x.T @ back.transpose(1, 0, 2).reshape(len(x), -1)).reshape(W.shape)
        self.move(
            [
                dW + self.lambdas[:, None] * W,
                back.sum(axis=1),
                a.transpose(0, 2, 1) @ grad + self.lambdas[:, None, None] * V,
                grad.sum(axis=1),
            ]
        )

    def move(self, grads):
        self.steps += 1
        for k, grad in enumerate(grads):
            lr = self.rates.reshape(-1, *[1] * (grad.ndim - 1)) if k else self.rates[:, None]
            if self.method == "adam":
                self.first[k] += 0.1 * (grad - self.first[k])
                self.second[k] += 0.001 * (grad**2 - self.second[k])
                mean, square = self.first[k] / (1 - 0.9**self.steps), self.second[k] / (1 - 0.999**self.steps)
                grad = mean / (np.sqrt(square) + 1e-8)
            self.params[k] -= lr * grad

    def mistakes(self, x, y):
        """Whether each net is wrong about each image, (nets, n). A net that has blown up is wrong about all."""
        z = self.hidden(x) @ self.params[2] + self.params[3][:, None]
        return (z.argmax(axis=2) != y) | ~np.isfinite(z).all(axis=2)


def trained(kind, rates, lambdas, study, seeds, look):
    """Train a crowd on the images of one study; `look(crowd)` after each of EPOCHS. Returns what it gave, in order."""
    (x, y), _, _ = shared_out(study)
    crowd, rng, seen = Crowd(*NETS[kind], rates, lambdas, seeds), np.random.default_rng([study, 11]), []
    with np.errstate(all="ignore"):
        for epoch in range(1, EPOCHS[-1] + 1):
            for xs, ys in data.minibatches(x, y, BATCH, rng):
                crowd.step(xs, ys)
            if epoch in EPOCHS:
                seen.append(look(crowd))
    return seen


def one_map(kind, seed):
    """Counts of mistakes on 200 dev images after each of EPOCHS (6, lambdas, rates), and on 1,197 test images at the end."""
    rates, lambdas = (grid.ravel() for grid in np.meshgrid(RATES, LAMBDAS))
    _, held, test = shared_out(seed)
    dev = held[0][:DEV], held[1][:DEV]
    seen = trained(
        kind, rates, lambdas, seed, [seed] * len(rates), lambda crowd: (crowd.mistakes(*dev).sum(axis=1), crowd)
    )
    shape = len(LAMBDAS), len(RATES)
    return np.array([wrong for wrong, _ in seen]).reshape(-1, *shape), seen[-1][1].mistakes(*test).sum(axis=1).reshape(
        shape
    )


def one_study(seed):
    """64 settings, all sensible, each with starting weights of its own: counts of mistakes on dev sets of SIZES, and in the test."""
    rng = np.random.default_rng([seed, 12])
    rates, lambdas = 10 ** rng.uniform(-1.5, -0.5, TRIED), 10 ** rng.uniform(-5, -1.5, TRIED)
    _, held, test = shared_out(seed)
    *_, crowd = trained("A", rates, lambdas, seed, range(1000 * seed, 1000 * seed + TRIED), lambda crowd: crowd)
    wrong = crowd.mistakes(*held).cumsum(axis=1)
    return np.stack([wrong[:, size - 1] for size in SIZES]), crowd.mistakes(*test).sum(axis=1)


def main():
    since = time.process_time()
    maps = [[one_map(kind, seed) for seed in MAP_SEEDS] for kind in NETS]
    studies = [one_study(seed) for seed in STUDY_SEEDS]
    np.savez_compressed(
        FILE,
        dev=np.array([[dev for dev, _ in seeds] for seeds in maps], np.uint8),  # (net, seed, epochs, lambdas, rates)
        test=np.array([[test for _, test in seeds] for seeds in maps], np.uint16),  # (net, seed, lambdas, rates)
        study_dev=np.array([dev for dev, _ in studies], np.uint16),  # (study, dev size, tried)
        study_test=np.array([test for _, test in studies], np.uint16),  # (study, tried)
    )
    print(f"{FILE.name}: {FILE.stat().st_size / 1000:.0f} kB, {time.process_time() - since:.0f} s of processor time")


if __name__ == "__main__":
    main()

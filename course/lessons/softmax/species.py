"""Softmax regression for three species of penguins in two measurements, trained to the lowest point of its loss."""

from functools import lru_cache

import numpy as np

from nbcore import data, losses
from nbcore.activations import softmax

cross_entropy = losses.SoftmaxCrossEntropy()
PAIRS = {
    "bill length and bill depth": ("bill_length_mm", "bill_depth_mm"),
    "bill length and flipper": ("bill_length_mm", "flipper_length_mm"),
    "flipper and body mass": ("flipper_length_mm", "body_mass_g"),
}
SCALES = np.geomspace(0.05, 20, 121)
NEWTON, DECAY = 12, 1e-6
FULLEST = np.log(3)  # the entropy of three equal shares


def lowest(x, y):
    """The W (features, 3) and b (3,) of softmax regression with the least loss on x (n, features), y (n,).

    With a pinch of weight decay the loss has a single lowest point, even where a line separates the species without a mistake
    (and the weights would grow for ever). Newton's method is there in a few steps: each goes to the bottom of the parabola that
    fits the loss best where it stands.
    """
    inputs = np.column_stack([x, np.ones(len(x))])
    weights = np.zeros((inputs.shape[1], 3))
    for _ in range(NEWTON):
        a = softmax(inputs @ weights)
        gradient = inputs.T @ (a - data.one_hot(y, 3)) / len(x) + DECAY * weights
        spread = a[:, :, None] * np.eye(3) - a[:, :, None] * a[:, None]  # how each share changes with each score
        hessian = np.einsum("ni,nj,nkl->ikjl", inputs, inputs, spread).reshape(weights.size, weights.size) / len(x)
        weights -= np.linalg.solve(hessian + DECAY * np.eye(weights.size), gradient.ravel()).reshape(weights.shape)
    return weights[:-1], weights[-1]


class Species:
    """Softmax regression for the three species in two measurements: 60% of the birds to learn from, 40% held out."""

    def __init__(self, pair, seed):
        birds = data.penguins()
        columns = np.stack([birds[name] for name in PAIRS[pair]], axis=1)
        (x, self.seen), (other, self.y) = data.split(columns, birds.y, (0.6, 0.4), seed=seed)
        self.units = data.Standardizer().fit(x)
        x, self.x = self.units.transform(x), self.units.transform(other)
        self.W, self.b = lowest(x, self.seen)
        self.z, z = self(self.x), self(x)
        self.loss = np.array([cross_entropy(c * self.z, self.y) for c in SCALES])
        self.seen_loss = np.array([cross_entropy(c * z, self.seen) for c in SCALES])
        self.confidence = np.array([softmax(c * self.z).max(axis=1).mean() for c in SCALES])
        self.right = self.z.argmax(axis=1) == self.y

    def __call__(self, x):
        """The scores (n, 3) of places x (n, 2) in standard deviations."""
        return x @ self.W + self.b

    def borders(self):
        """Where two species are level and the third is behind: a line for each pair, (400, 2), NaN elsewhere."""
        far = np.linspace(-12, 12, 400)[:, None]
        for i, j in ((0, 1), (0, 2), (1, 2)):
            normal, height = self.W[:, i] - self.W[:, j], self.b[i] - self.b[j]
            line = -height * normal / (normal @ normal) + far * np.array([-normal[1], normal[0]]) / np.hypot(*normal)
            z = self(line)
            yield np.where((z[:, i] >= z[:, 3 - i - j])[:, None], line, np.nan)


species = lru_cache(maxsize=30)(Species)


def entropy(a):
    """-sum a log a for each row of shares, from 0 (certain) to log k (all equal)."""
    return -(a * np.log(np.maximum(a, 1e-300))).sum(axis=-1)

"""Two moons with a few wrong labels, and nets that learn them: how wide they are, and how long they train."""

import time
from functools import lru_cache

import numpy as np

from course.live import Step
from nbcore import data, losses
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import run

SLICE = 0.015  # seconds of training between two looks at whether a newer setting has come
NEW = 400  # points that no net is trained on
BLUR = 0.2  # how far a point typically lies from its moon, in each direction
SLIPS = 0.1  # the share of wrong labels
WIDE_EPOCHS = 400
EPOCHS, EVERY = 600, 4

LOSS = losses.BinaryCrossEntropy(from_logits=True)


class Moons:
    """n points to train on and 400 new ones from the same two moons, a share of them with the wrong label.

    x, new_x: (n, 2) and (400, 2). y, new_y: (n, 1) and (400, 1), the labels as they were written down. slipped: (n,), which
    of the training labels are wrong. More points of the same seed are the same points and further ones.
    """

    def __init__(self, n, seed, slips=SLIPS):
        x, truth = data.moons(1024, noise=BLUR, seed=seed)
        slipped = np.random.default_rng([seed, 1]).random(len(x)) < slips
        y = np.where(slipped, 1 - truth, truth)[:, None].astype(float)
        self.new_x, self.new_y = x[:NEW], y[:NEW]
        self.x, self.y, self.slipped = x[NEW : NEW + n], y[NEW : NEW + n], slipped[NEW : NEW + n]


@lru_cache(maxsize=1)
def best_possible():
    """The share of new points that even the best boundary has wrong: the moons overlap, and a share of labels is wrong.

    A moon's density at a place is the mean of bell curves along its arc; the best boundary takes the denser moon.
    """
    angle = (np.arange(120) + 0.5) * np.pi / 120
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    across, up = np.arange(-2, 3, 0.05), np.arange(-1.7, 2.2, 0.05)
    places = np.stack([axis.ravel() for axis in np.meshgrid(across, up)], axis=1)

    def density(arc):
        far = ((places[:, None] - arc) ** 2).sum(axis=2)
        return np.exp(-far / (2 * BLUR**2)).mean(axis=1) / (2 * np.pi * BLUR**2)

    overlap = 0.5 * np.minimum(density(upper), density([1, 0.5] - upper)).sum() * 0.05**2
    return float(overlap * (1 - SLIPS) + (1 - overlap) * SLIPS)


def wrong(net, x, y):
    """How many of these a net has on the wrong side."""
    return int(((net.predict(x) > 0) != (y > 0.5)).sum())


def obeyed(net, moons):
    """How many of the wrong labels the net repeats: by chance where it is stiff, by heart where it is free."""
    return int(((net.predict(moons.x) > 0) == (moons.y > 0.5))[moons.slipped].sum())


def in_slices(epochs_done, epochs, look):
    """Train to the end; every few milliseconds yield a Step with the State of ``look``. Returns the History."""
    since = time.perf_counter()
    for history in epochs_done:
        if time.perf_counter() - since > SLICE:
            yield Step(len(history.loss) / epochs, look(history))
            since = time.perf_counter()
    return history


class Recent(dict):
    """What was made for the last few settings."""

    def __init__(self, most):
        super().__init__()
        self.most = most

    def keep(self, key, value):
        if len(self) >= self.most:
            del self[next(iter(self))]
        self[key] = value


TRAINED = Recent(64)  # (units, n, seed) -> net
RUNS = Recent(48)  # (width, slips, seed) -> Run


class Run:
    """A net's 600 epochs on 80 points, and its parameters every fourth epoch."""

    def __init__(self, width, slips, seed):
        self.moons = Moons(80, seed, slips)
        self.net = mlp([2, width, 1], "tanh", seed=seed)

    def steps(self):
        moons = self.moons
        return run(
            self.net, LOSS, Adam(0.02), moons.x, moons.y, epochs=EPOCHS, dev=(moons.new_x, moons.new_y), snapshots=EVERY
        )  # fmt: skip

    def keep(self, history):
        """Losses after 0 to 600 epochs, (601,): fit notes the training loss before each step."""
        self.snapshots = history.snapshots
        self.train = np.append(history.loss, LOSS(self.net.predict(self.moons.x), self.moons.y))
        self.at(0)
        self.dev = np.insert(history.dev_loss, 0, LOSS(self.net.predict(self.moons.new_x), self.moons.new_y))
        self.best = int(self.dev.argmin())

    def at(self, epoch):
        """The net as it was after so many epochs, the nearest that was kept."""
        self.net.params[...] = self.snapshots[EVERY * round(epoch / EVERY)]
        return self.net

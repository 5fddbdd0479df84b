"""Networks trained on 64 noisy examples that are normalized in random groups: what happens when the groups are small."""

from functools import lru_cache

import numpy as np

from course.lessons.batchnorm.nets import Stack
from nbcore import data

ROWS, DEV, RUNS, STEPS, LOOK, NOISE = 64, 400, 10, 500, 20, 0.3
RATE = 0.2
GROUPS = (4, 8, 16, 32, 64)
done = {}  # group size: networks, and their losses (STEPS / LOOK, 2, RUNS)


@lru_cache(maxsize=1)
def examples():
    """For each run its own 64 noisy examples, and 400 held out: x (RUNS, ROWS, 2), y (RUNS, ROWS), and the same for those."""
    train = [data.moons(ROWS, NOISE, seed=run) for run in range(RUNS)]
    dev = [data.moons(DEV, NOISE, seed=1000 + run) for run in range(RUNS)]
    return tuple(np.stack([pair[k] for pair in pairs]).astype(float) for pairs in (train, dev) for k in (0, 1))


def train(group):
    """Train RUNS networks on all 64 examples in every step, normalized in random groups of this size. A generator of the
    share done, which returns the networks and their losses, (STEPS / LOOK, 2, RUNS): training and held out."""
    if group not in done:
        x, y, dev_x, dev_y = examples()
        nets = Stack([2, 32, 32, 1], "ReLU", True, range(RUNS), np.full(RUNS, RATE), group=group)
        rng, losses = np.random.default_rng(0), []
        for step in range(STEPS):
            order = rng.permutation(ROWS)
            nets.step(x[:, order], y[:, order])
            if (step + 1) % LOOK == 0:
                losses.append((nets.score(x, y)[0], nets.score(dev_x, dev_y)[0]))
            yield (step + 1) / STEPS
        done[group] = nets, np.array(losses)
    return done[group]

"""Networks that learn ten handwritten digits, half an epoch at a time; what has been trained is kept."""

from collections import OrderedDict
from functools import lru_cache

import numpy as np

from nbcore import data, losses, training
from nbcore.data import moved
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.schedules import Cosine

cross_entropy = losses.SoftmaxCrossEntropy()
EPOCHS, BATCH, RATE = 30, 32, 5e-3
LOOKS = 2 * EPOCHS  # two an epoch, so that a newer setting never waits long
SHIFT, TURN = 0.3, 10.0  # pixels and degrees: how far a training picture is shaken
HIDDEN = {"none: softmax regression": 0, "16 hidden units": 16, "256 hidden units": 256}
EXAMPLES = (100, 400, 1348)
HELD_OUT = 449
ended = OrderedDict()  # (hidden, shaken, examples, split) -> what `learn` yielded last
MOST_ENDED = 90


@lru_cache(maxsize=5)
def parts(split):
    """1,348 pictures to learn from and 449 held out, dealt anew for each split: ((x, y), (x, y))."""
    digits = data.digits()
    return data.split(digits.x, digits.y, (0.75, 0.25), seed=split)


def passes(hidden, shaken, x, y, split):
    """Train, and give the net after each half epoch. ``shaken``: in each epoch every picture is shifted and turned a little, anew."""
    net, optimizer, rng = (
        mlp([64, hidden, 10] if hidden else [64, 10], seed=split),
        Adam(Cosine(RATE, EPOCHS)),
        np.random.default_rng(split),
    )
    for optimizer.epoch in range(EPOCHS):
        seen = moved(x, SHIFT, TURN, 0, rng) if shaken else x
        batches = list(data.minibatches(seen, y, BATCH, rng))
        for half in (batches[: len(batches) // 2], batches[len(batches) // 2 :]):
            for batch in half:
                training.step(net, cross_entropy, optimizer, *batch)
            yield net


def learn(hidden, shaken, examples, split):
    """Train, and after each half epoch yield (errors, z): the shares wrong so far, (looks, 2), in training and held out, and the
    scores of the held-out pictures, (449, 10). What has been trained to its end comes at once."""
    key = hidden, shaken, examples, split
    if key in ended:
        yield ended[key]
        return
    (x, y), (other, truth) = parts(split)
    x, y = x[:examples], y[:examples]
    errors = []
    for net in passes(hidden, shaken, x, y, split):
        z = net.predict(other)
        errors.append([1 - training.accuracy(net.predict(x), y), 1 - training.accuracy(z, truth)])
        if len(errors) == LOOKS:
            ended[key] = np.array(errors), z
            while len(ended) > MOST_ENDED:
                ended.popitem(last=False)
        yield np.array(errors), z

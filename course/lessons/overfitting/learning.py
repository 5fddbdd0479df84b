"""Nets of one width, trained on more and more digits, each five times with another fifth of the data held back."""

from course.lessons.overfitting.moons import Recent, in_slices
from course.live import State, Step
from nbcore import data, losses
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import run

FOLDS, EPOCHS, SEED = 5, 60, 0
SIZES = (16, 32, 64, 128, 256, 512)
SCORES = Recent(64)  # (units, size) -> the errors of five nets, training and dev


def share_wrong(net, x, y):
    return float((net.predict(x).argmax(axis=1) != y).mean())


def trained(units, train, done, share):
    """A new net for the digits of ``train``, in slices; returns the net. ``done`` of all work was done before it, and it is
    ``share`` of it."""
    net = mlp([64, units, 10], "tanh", seed=SEED)
    epochs = run(net, losses.SoftmaxCrossEntropy(), Adam(0.02), *train, epochs=EPOCHS)
    yield Step(done, State(epoch=0))  # a short one never yields by itself
    for step in in_slices(epochs, EPOCHS, lambda history: State(epoch=len(history.loss))):
        yield Step(done + share * step.fraction, step.state)
    return net


def scores(units, sizes):
    """Training and dev error of five nets for each size, as `nbcore.validation.learning_curve` has them, in slices."""
    digits = data.digits()
    parts = list(data.folds(digits.x, digits.y, FOLDS, SEED))
    new = [size for size in sizes if (units, size) not in SCORES]
    for number, size in enumerate(new):
        five = []
        for (x, y), dev in parts:
            train = x[:size], y[:size]
            net = yield from trained(units, train, (number + len(five) / FOLDS) / len(new), 1 / FOLDS / len(new))
            five.append((share_wrong(net, *train), share_wrong(net, *dev)))
        SCORES.keep((units, size), five)
    return [SCORES[units, size] for size in sizes]

"""Training: forward, loss, backward, step, and again. `fit` is that loop with what one wants around it: batches, a look
at held-out data after each epoch, an early stop. A run that blows up is not an error but a finding: it ends, and
`History.diverged` says in which epoch. `run` is the same loop one epoch at a time, for a caller who has other things to
do in between.
"""

import math
from contextlib import closing
from dataclasses import dataclass, field

import numpy as np

from nbcore.checks import all_finite, finite, not_negative, quiet, table, whole
from nbcore.data.prepare import minibatches


@dataclass(eq=False)
class History:
    """What happened, epoch by epoch, counted from 0.

    loss: mean over the epoch's examples, each as it was before the step it took part in, without penalty.
    dev_loss: on the dev set, after the epoch. lr: the rate in force. metrics: name -> one value an epoch, with "dev_"
    before those of the dev set. snapshots: epochs done -> parameters then, (P,). stopped: why it ended before its
    time: "diverged", "early", "on_epoch", or None. diverged, best_epoch: the epoch, or None.
    """

    loss: list[float] = field(default_factory=list)
    dev_loss: list[float] = field(default_factory=list)
    lr: list[float] = field(default_factory=list)
    metrics: dict[str, list[float]] = field(default_factory=dict)
    snapshots: dict[int, np.ndarray] = field(default_factory=dict)
    stopped: str | None = None
    diverged: int | None = None
    best_epoch: int | None = None

    def __repr__(self):
        ends = [
            f"{name} {values[0]:.4g} to {values[-1]:.4g}"
            for name, values in (("loss", self.loss), ("dev loss", self.dev_loss), *self.metrics.items())
            if values
        ]
        return f"<{len(self.loss)} epochs: {', '.join(ends)}{f'; {self.stopped}' if self.stopped else ''}>"


class EarlyStopping:
    """Stop when the dev loss has not improved by more than `min_delta` for `patience` epochs. `fit` then puts the
    parameters back to the best epoch's, whatever it was that ended the run."""

    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = whole("patience", patience), not_negative("min_delta", min_delta)
        self.start()

    def start(self):
        """Forget an earlier run."""
        self.best, self.best_epoch, self.snapshot = math.inf, None, None

    def update(self, epoch, dev_loss, network):
        """Look at an epoch's dev loss. Returns True when it is time to stop."""
        if dev_loss < self.best - self.min_delta:
            self.best, self.best_epoch, self.snapshot = dev_loss, epoch, network.snapshot()
        return self.best_epoch is not None and epoch - self.best_epoch >= self.patience


def fit(
    network,
    loss,
    optimizer,
    x,
    y,
    *,
    epochs,
    batch_size=None,
    dev=None,
    penalty=None,
    stop=None,
    seed=0,
    on_epoch=None,
    metrics=None,
    snapshots=0,
):
    """Train the network in place. Returns a History.

    x: (n, features) floats, y: as the loss wants it, n rows; neither may hold NaN or infinity. dev: (x, y) to look at
    after each epoch. batch_size: None for all rows at once. penalty: see nbcore.penalties. stop: an EarlyStopping,
    which needs dev. seed: shuffles the batches. on_epoch: called with the History after each epoch; if it returns
    False, training stops. metrics: name -> function of (prediction, target). snapshots: keep the parameters every so
    many epochs, 0 for never.
    """
    with closing(
        run(
            network,
            loss,
            optimizer,
            x,
            y,
            epochs=epochs,
            batch_size=batch_size,
            dev=dev,
            penalty=penalty,
            stop=stop,
            seed=seed,
            metrics=metrics,
            snapshots=snapshots,
        )
    ) as epochs_done:
        for history in epochs_done:
            if on_epoch is not None and on_epoch(history) is False:
                history.stopped = history.stopped or "on_epoch"
                break
    return history


def run(
    network,
    loss,
    optimizer,
    x,
    y,
    *,
    epochs,
    batch_size=None,
    dev=None,
    penalty=None,
    stop=None,
    seed=0,
    metrics=None,
    snapshots=0,
):
    """`fit` as a generator: yields the History, one and the same, after every epoch. When it ends, or is closed, the
    network is put back to the best epoch if there is a `stop`."""
    x, y = _door(network, "x", x, "y", y)
    if dev is not None:
        if not isinstance(dev, (tuple, list)) or len(dev) != 2:
            raise ValueError(f"dev is of type {type(dev).__name__}; wanted a pair (x, y)")
        dev = _door(network, "dev[0]", dev[0], "dev[1]", dev[1])
        if dev[1].shape[1:] != y.shape[1:]:
            raise ValueError(f"dev[1] has shape {dev[1].shape} and y {y.shape}; wanted the same columns")
    if stop is not None and dev is None:
        raise ValueError("dev is None; wanted (x, y) to watch, as stop judges by the dev loss")
    whole("epochs", epochs), whole("snapshots", snapshots, 0)
    batch_size = len(x) if batch_size is None else whole("batch_size", batch_size)
    rng, history, metrics = np.random.default_rng(seed), History(), metrics or {}
    if stop:
        stop.start()
    if snapshots:
        history.snapshots[0] = network.params.copy()
    try:
        for epoch in range(epochs):
            optimizer.epoch = epoch
            history.lr.append(optimizer.lr)
            batches = [(x, y)] if batch_size >= len(x) else minibatches(x, y, batch_size, rng)
            history.loss.append(_epoch(network, loss, optimizer, penalty, batches, len(x)))
            _look(network, loss, history, metrics, (x, y), dev)
            if snapshots and (epoch + 1) % snapshots == 0:
                history.snapshots[epoch + 1] = network.params.copy()
            if not math.isfinite(history.loss[-1] + (history.dev_loss[-1] if dev else 0.0)):
                history.stopped, history.diverged = "diverged", epoch
            elif stop and stop.update(epoch, history.dev_loss[-1], network):
                history.stopped = "early"
            if stop:
                history.best_epoch = stop.best_epoch
            yield history
            if history.stopped:
                break
    finally:
        if stop and stop.snapshot:
            network.restore(stop.snapshot)


def step(network, loss, optimizer, x, y, penalty=None):
    """One training step on one batch. Returns the loss before it, without penalty; not finite if the net has diverged.

    x: (n, features), y: as the loss wants it, n rows.
    """
    prediction = network.forward(x, training=True)
    if not all_finite(prediction):
        return math.inf
    value, gradient = loss.with_gradient(prediction, y)
    network.backward(gradient)
    if penalty:
        network.grads += penalty.gradient(network.params * network.weight_mask)
    optimizer.step(network.params, network.grads)
    return value


def evaluate(network, loss, x, y):
    """The loss of the network as it predicts, outside training; infinite if the net has diverged."""
    prediction = network.predict(x)
    return loss(prediction, y) if all_finite(prediction) else math.inf


def accuracy(prediction, target):
    """The share of rows that are right, by the largest of k scores (n, k) against class indices (n,)."""
    return float((prediction.argmax(axis=1) == target).mean())


@quiet
def _epoch(network, loss, optimizer, penalty, batches, n):
    """A step on each batch. Returns the mean loss of the n examples, infinite as soon as it has ceased to be finite."""
    total = 0.0
    for x, y in batches:
        total += step(network, loss, optimizer, x, y, penalty) * len(x)
        if not math.isfinite(total):
            return math.inf
    return total / n if all_finite(network.params) else math.inf


def _look(network, loss, history, metrics, train, dev):
    """Note the dev loss, and each metric on both sets."""
    if dev:
        history.dev_loss.append(evaluate(network, loss, *dev))
    if metrics:
        for prefix, pair in (("", train), ("dev_", dev)):
            prediction = network.predict(pair[0]) if pair else None
            for name in metrics if pair else ():
                history.metrics.setdefault(prefix + name, []).append(metrics[name](prediction, pair[1]))


def _door(network, x_name, x, y_name, y):
    """x and y as the network's arrays, rows matched, nothing missing."""
    x, y = table(x_name, x, network.features), np.asarray(y)
    if y.ndim == 0 or len(y) != len(x):
        raise ValueError(f"{y_name} has shape {y.shape} and {x_name} {x.shape}; wanted the same number of rows")
    if y.dtype.kind == "f":
        y = finite(y_name, y).astype(network.dtype, copy=False)
    return x.astype(network.dtype, copy=False), y

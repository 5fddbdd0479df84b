"""Many small networks side by side: the same shape, other starts or other learning rates, trained in one go.

Every array has a first axis, one entry a network, so that a step of all of them is a handful of NumPy calls. The starting
weights are those of `nbcore.network.mlp`, and so is the arithmetic: a test compares the two.
"""

import copy

import numpy as np

from nbcore.checks import quiet
from nbcore.network import mlp

EPS, MOMENTUM = 1e-5, 0.1
ACTIVATIONS = {
    "ReLU": (lambda z: np.maximum(z, 0), lambda a: a > 0),
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "sigmoid": (lambda z: 0.5 + 0.5 * np.tanh(0.5 * z), lambda a: a * (1 - a)),
}  # each with its slope, told by its value


class Stack:
    """len(seeds) networks of these sizes; `lr`, one number each, is how far their steps go.

    group: so many examples are normalized together; None for the whole batch, as batch norm has it.
    """

    def __init__(self, sizes, activation, batch_norm, seeds, lr, group=None):
        self.group = group
        nets = [mlp(sizes, activation.lower(), batch_norm=batch_norm, seed=seed) for seed in seeds]
        self.batch_norm, (self.activation, self.slope) = batch_norm, ACTIVATIONS[activation]
        self.lr = np.asarray(lr, dtype=float)[:, None]
        self.params = np.stack([net.params for net in nets])
        self.grads = np.zeros_like(self.params)
        self.layers, place = [], 0
        for name, window in nets[0].named_parameters():
            part = slice(place, place := place + window.size)
            kind = name.split(".")[1]
            if kind in ("W", "gamma"):
                self.layers.append({})
            views = (v[:, part].reshape(len(nets), *window.shape) for v in (self.params, self.grads))
            self.layers[-1][kind], self.layers[-1]["d" + kind] = views
        for layer in self.layers:
            if "gamma" in layer:
                layer["mean"], layer["var"] = np.zeros_like(layer["gamma"]), np.ones_like(layer["gamma"])

    @quiet
    def forward(self, x, training=False):
        """The scores (nets, n) for x (n, features), the same for all nets, or (nets, n, features)."""
        self.trail = []
        for layer in self.layers[:-1]:
            if "W" in layer:
                z = x @ layer["W"]
                self.trail.append((layer, x))
                if not self.batch_norm:  # in front of a batch norm a bias does nothing, and stays at 0
                    z += layer["b"][:, None]
                    x = self.activation(z)
                    self.trail.append((None, x))
                continue
            z = self._groups(z) if training else z[:, None]
            n = z.shape[2]
            if training:
                mean = z.mean(axis=2, keepdims=True)
                z -= mean
                var = np.einsum("ngbu,ngbu->ngu", z, z)[:, :, None] / n
                layer["mean"] += MOMENTUM * (mean.mean(axis=(1, 2)) - layer["mean"])
                layer["var"] += MOMENTUM * (var.mean(axis=(1, 2)) * n / (n - 1) - layer["var"])
            else:
                z, var = z - layer["mean"][:, None, None], layer["var"][:, None, None]
            inv = 1 / np.sqrt(var + EPS)
            xh = z * inv
            self.trail.append((layer, (xh, inv)))
            xh = xh.reshape(len(xh), -1, xh.shape[-1])
            out = layer["gamma"][:, None] * xh
            out += layer["beta"][:, None]
            x = self.activation(out)
            self.trail.append((None, x))
        last = self.layers[-1]
        self.trail.append((last, x))
        return (x @ last["W"] + last["b"][:, None])[..., 0]

    @quiet
    def backward(self, grad):
        """Fill `grads` from dL/dscore (nets, n), of a forward in training."""
        grad = grad[..., None]
        for layer, kept in reversed(self.trail):
            if layer is None:
                grad = grad * self.slope(kept)
            elif "W" in layer:
                layer["dW"][...] = np.swapaxes(kept, -1, -2) @ grad
                if layer is self.layers[-1] or not self.batch_norm:
                    layer["db"][...] = grad.sum(axis=1)
                if layer is not self.layers[0]:  # before it are the data
                    grad = grad @ np.swapaxes(layer["W"], -1, -2)
            else:
                xh, inv = kept
                grad, n = grad.reshape(xh.shape), xh.shape[2]
                shifts, stretches = grad.sum(axis=2, keepdims=True), np.einsum("ngbu,ngbu->ngu", grad, xh)[:, :, None]
                layer["dbeta"][...] = shifts.sum(axis=(1, 2))
                layer["dgamma"][...] = stretches.sum(axis=(1, 2))
                grad = grad - xh * (stretches / n)
                grad -= shifts / n
                grad *= inv * layer["gamma"][:, None, None]
                grad = grad.reshape(len(grad), -1, grad.shape[-1])

    def _groups(self, z):
        """z (nets, n, units) as (nets, groups, examples in a group, units)."""
        return z.reshape(len(z), -1, min(self.group or z.shape[1], z.shape[1]), z.shape[-1])

    @quiet
    def step(self, x, y):
        """One step of gradient descent on the cross-entropy. Returns the losses (nets,) before it. y: (n,), or (nets, n)."""
        z = self.forward(x, training=True)
        self.backward((0.5 + 0.5 * np.tanh(0.5 * z) - y) / y.shape[-1])
        self.params -= self.lr * self.grads
        return cross_entropy(z, y)

    def pick(self, k):
        """Network number k alone, to look at."""
        one = copy.copy(self)
        one.layers = [{name: array[k : k + 1] for name, array in layer.items()} for layer in self.layers]
        return one

    @quiet
    def score(self, x, y):
        """The losses (nets,) and the shares that are right (nets,), outside training."""
        z = self.forward(x)
        self.trail = []
        return cross_entropy(z, y), ((z > 0) == (y > 0.5)).mean(axis=1)


def cross_entropy(z, y):
    """Of scores (nets, n) against y (n,), each 0 or 1; infinite where a net has blown up."""
    loss = (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).mean(axis=1)
    return np.where(np.isfinite(loss), loss, np.inf)

"""A network of two layers whose backward pass can be given one mistake: what `find_the_bug` is tried on.

z1 = x @ W1 + b1      a = tanh(z1)      ŷ = a @ W2 + b2      L = mean (ŷ - y)²
"""

from functools import partial

import numpy as np


def small_network(rows=6, inputs=2, hidden=3, outputs=1, seed=0, scale=1.0):
    """(loss, params, backward) on made-up data. loss(params) is a number; backward(params, bug) a dict of slopes.

    scale: how large the truth and the last layer are; a small one makes every slope small.
    """
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(rows, inputs)), scale * rng.normal(size=(rows, outputs))
    params = {"W1": rng.normal(size=(inputs, hidden)), "b1": 0.5 * rng.normal(size=hidden),
              "W2": scale * rng.normal(size=(hidden, outputs)), "b2": scale * 0.5 * rng.normal(size=outputs)}  # fmt: skip

    def loss(params):
        a = np.tanh(x @ params["W1"] + params["b1"])
        return float(np.mean((a @ params["W2"] + params["b2"] - y) ** 2))

    return loss, params, partial(_backward, x, y)


def _backward(x, y, params, bug=""):
    """The slopes of the loss, with the mistake named by `bug`; "" for none."""
    z1 = x @ params["W1"] + params["b1"]
    a = np.tanh(z1)
    dy = {"no factor 2": 1, "twice": 4}.get(bug, 2) / y.size * (a @ params["W2"] + params["b2"] - y)
    over_rows = np.mean if bug == "mean over the rows" else np.sum
    da = dy @ params["W2"].T
    dz1 = da if bug == "activation left out" else da * (1 - a**2)
    grads = {"W1": x.T @ dz1, "b1": over_rows(dz1, axis=0),
             "W2": (z1 if bug == "before the activation" else a).T @ dy, "b2": over_rows(dy, axis=0)}  # fmt: skip
    if bug == "a sign":
        grads["b1"] = -grads["b1"]
    if bug == "columns swapped":
        grads["W1"] = grads["W1"][:, ::-1].copy()
    if bug == "one entry":
        grads["W2"][-1, -1] = 0.0
    return grads


def suspects():
    """(loss, params, passes): a network, and four backward passes for it, {"A": backward, ...}. Three of them are wrong."""
    loss, params, backward = small_network(seed=4)
    bugs = {"A": "activation left out", "B": "", "C": "mean over the rows", "D": "before the activation"}
    return loss, params, {name: partial(backward, bug=bug) for name, bug in bugs.items()}

"""Is a backward pass right? Nudge one parameter, see how the loss changes, and compare: slow, but with nothing in it
that could be wrong. A central difference, nudging both ways, errs by about h^2, against h for a forward one; and h
cannot be ever so small, for then the loss changes in digits that were rounded away.
"""

from dataclasses import dataclass

import numpy as np

from nbcore.checks import finite, floats, known, positive, quiet
from nbcore.layers import Dropout


@quiet
def numerical_gradient(f, x, h=1e-5, scheme="central"):
    """df/dx by differences, of x's shape. f: takes x, returns a number. x: any shape, floats; nudged in place, one
    entry after another, and put back.

    scheme: "central", (f(x + h) - f(x - h)) / 2h, or "forward", (f(x + h) - f(x)) / h.
    """
    finite("x", floats("x", x))
    ahead, behind = known("scheme", scheme, {"central": (1, -1), "forward": (1, 0)})
    positive("h", h)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        here = x[index]
        x[index] = here + ahead * h
        above = f(x)
        x[index] = here + behind * h
        below = f(x)
        x[index] = here
        gradient[index] = (above - below) / ((ahead - behind) * h)
    return gradient


def ratio(analytic, numeric):
    """||analytic - numeric|| / (||analytic|| + ||numeric||): 0 if they are equal, 1 if they are opposite."""
    size = np.linalg.norm(analytic) + np.linalg.norm(numeric)
    return float(np.linalg.norm(analytic - numeric) / size) if size > 0 else 0.0


@dataclass(frozen=True, eq=False)
class GradientReport:
    """What a check found. analytic, numeric: (P,) gradients. ratio: how far apart they are; by_name: the same for
    each parameter, such as "0.W", which tells where to look.
    """

    ratio: float
    by_name: dict[str, float]
    analytic: np.ndarray
    numeric: np.ndarray

    @property
    def verdict(self):
        """right (ratio at most 1e-7), acceptable (1e-5), suspicious, or wrong (1e-3 and more)."""
        if self.ratio <= 1e-7:
            return "right"
        if self.ratio <= 1e-5:
            return "acceptable"
        return "suspicious" if self.ratio < 1e-3 else "wrong"

    def __repr__(self):
        return f"<gradients {self.verdict}: ratio {self.ratio:.1e}>"


def check_gradients(network, loss, x, y, penalty=None, h=1e-5):
    """Compare `network.backward` with numerical_gradient, in training mode and with dropout's masks held still.

    x: (n, features), y: as the loss wants it. Returns a GradientReport. The network must be of float64, for in
    float32 rounding alone makes a ratio of about 1e-3. Parameters and running statistics are left as they were.
    """
    if network.dtype != np.float64:
        raise ValueError(f"network computes in {network.dtype}; wanted float64, as rounding would drown the comparison")
    before = network.snapshot()
    held = [(layer, layer.hold) for layer in network.layers if isinstance(layer, Dropout)]

    def total(params):
        value = loss(network.forward(x, training=True), y)
        return value + (penalty(params * network.weight_mask) if penalty else 0.0)

    try:
        prediction = network.forward(x, training=True)  # draws the masks
        for layer, _ in held:
            layer.hold = True
        network.backward(loss.gradient(prediction, y))
        if penalty:
            network.grads += penalty.gradient(network.params * network.weight_mask)
        numeric = numerical_gradient(total, network.params, h)
    finally:
        network.restore(before)
        for layer, hold in held:
            layer.hold = hold
    by_name, place = {}, 0
    for name, window in network.named_parameters():
        part = slice(place, place := place + window.size)
        by_name[name] = ratio(network.grads[part], numeric[part])
    return GradientReport(ratio(network.grads, numeric), by_name, network.grads.copy(), numeric)

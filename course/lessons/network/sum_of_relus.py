"""A network of ReLU units that is read off a curve: breakpoints, output weights, and what it leaves over. Nothing is trained."""

from functools import cache

import numpy as np

from nbcore import activations


def wave(x):
    return np.sin(9 * x)


def jump(x):
    """0 before the middle, 1 after it, and a half at the middle itself."""
    return np.sign(x - 0.5) / 2 + 0.5


def bumps(x):
    return np.exp(-(((x - 0.22) / 0.035) ** 2)) + 0.7 * np.exp(-(((x - 0.7) / 0.08) ** 2))


TARGETS = {"wave": wave, "bumps": bumps, "jump": jump}
EVEN, BENDY = "evenly spread", "where the target bends"
FINE = np.unique(np.r_[np.linspace(0, 1, 2001), 0.5 - 1e-9, 0.5, 0.5 + 1e-9])  # the jump is seen from both its sides
MANY = np.unique(np.geomspace(1, 64, 40).round().astype(int))  # numbers of units for a curve over them


def breakpoints_for(target, units, where):
    """Where ``units`` ReLUs begin, from 0 on, and 1 as the end of the last piece: (units + 1,)."""
    if where == EVEN:
        return np.linspace(0, 1, units + 1).round(6)
    # Pieces as short as the square root of the second derivative asks, which makes their errors alike. The jump has
    # none, so it is stood in for by a steep slope.
    x = np.linspace(0, 1, 4001)
    y = activations.sigmoid((x - 0.5) / 0.001) if target == "jump" else TARGETS[target](x)
    need = np.sqrt(np.abs(np.gradient(np.gradient(y, x), x)))
    need += 0.01 * need.mean()
    total = np.concatenate([[0], np.cumsum((need[1:] + need[:-1]) / 2)])
    return np.interp(np.linspace(0, total[-1], units + 1), total, x).round(6)


def sum_of_relus(target, units, where=EVEN):
    """Breakpoints (units,), output weights (units,) and bias of the network that meets the target at every breakpoint.

    Its first hidden unit gives the first piece its slope; each further one adds, from its breakpoint on, what the slope of
    the next piece has more than that of the piece before. No training: the weights are read off the target.
    """
    breakpoints = breakpoints_for(target, units, where)
    heights = TARGETS[target](breakpoints)
    slopes = np.diff(heights) / np.diff(breakpoints)
    return breakpoints[:-1], np.diff(slopes, prepend=0), float(heights[0])


def network_of_relus(x, breakpoints, v, c):
    """c + sum_k v_k ReLU(x - joint_k). x: (n,); returns (n,)."""
    return np.maximum(x[:, None] - breakpoints, 0) @ v + c


@cache
def largest_errors(target, where):
    """The largest error of the network with each of MANY numbers of units, (len(MANY),)."""
    wanted = TARGETS[target](FINE)
    made = (network_of_relus(FINE, *sum_of_relus(target, int(n), where)) for n in MANY)
    return np.array([np.abs(one - wanted).max() for one in made])

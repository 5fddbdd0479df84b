"""Questions to a function whose result is chance: is it as even as it should be?

The limits are six standard deviations wide, so a right answer, which draws in its own way, is refused once in a
million times at most, while one that shuffles only in part is far outside.
"""

import numpy as np

WIDE = 6


def evenly_dealt(groups):
    """Do all rows get everywhere, and does any row meet any other, as often as chance has it?

    groups: whole numbers (rounds, n): the group in which each of n rows was in each round. A group has one size always.
    """
    rounds, n = groups.shape
    sizes = np.unique(groups[0], return_counts=True)
    for group, size in zip(*sizes):
        if not _near((groups == group).mean(axis=0), size / n, rounds):
            return False
    met = (groups[:, :, None] == groups[:, None, :]).mean(axis=0)
    meet = sum(size * (size - 1) for size in sizes[1]) / (n * (n - 1))
    return _near(met[~np.eye(n, dtype=bool)], meet, rounds)


def _near(shares, wanted, rounds):
    return bool(np.all(np.abs(shares - wanted) < WIDE * np.sqrt(wanted * (1 - wanted) / rounds)))

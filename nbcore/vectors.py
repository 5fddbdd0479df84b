"""The vector that holds a network's parameters, and those beside it that hold gradients and what an optimizer
remembers: all of one length, and all begun where a line of the processor's cache begins. NumPy starts its arrays
anywhere; on the long vectors of a large network, where most of a step of Adam is reading and writing, that costs a
tenth.
"""

import numpy as np

LINE = 64                                               # bytes


def vectors(count, size, dtype):
    """`count` vectors of zeros, each (size,)."""
    return [_aligned(size, np.dtype(dtype)) for _ in range(count)]


def _aligned(size, dtype):
    room = np.zeros(size + LINE // dtype.itemsize, dtype)
    address = room.__array_interface__["data"][0]
    skip = -address % LINE // dtype.itemsize
    return room[skip:skip + size]

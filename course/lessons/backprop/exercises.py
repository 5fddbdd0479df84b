"""What the exercises of lesson 03 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception
from course.practice.draws import count, one_of
from nbcore.activations import sigmoid
from nbcore.gradients import ratio

from .planted_bugs import small_network


def _rows(n, fan_in, fan_out, seed):
    """Arguments for a dense layer: the slopes that arrive, the inputs, the weights; small numbers that read well."""
    rng = np.random.default_rng(seed)
    return tuple(rng.integers(-4, 5, size=shape) / 2.0 for shape in ((n, fan_out), (n, fan_in), (fan_in, fan_out)))


def _dense(change):
    """A wrong dense_backward: what `change` makes of the right dW, db, dx."""
    return lambda grad, x, W: change(grad, x, W, x.T @ grad, grad.sum(axis=0), grad @ W.T)


dense_backward = Exercise(
    cases={
        "two rows": (
            np.array([[1.0, -2.0], [0.5, 4.0]]),
            np.array([[1.0, 2.0, 0.0], [3.0, -1.0, 2.0]]),
            np.array([[1.0, 0.0], [2.0, -1.0], [0.5, 3.0]]),
        ),
        "as many inputs as outputs": _rows(4, 3, 3, seed=1),
        "one row": _rows(1, 2, 3, seed=2),
        "five rows, one output": _rows(5, 2, 1, seed=3),
    },
    draw=lambda rng: _rows(count(rng, 1, 4), count(rng, 1, 4), count(rng, 1, 4), seed=count(rng, 0, 9999)),
    hints=[
        "Each slope has the shape of the thing it belongs to. Which product of `x` and `grad` has the shape of W?",
        "dW is `x.T @ grad`, which adds up over the examples. Every example uses the bias as well, so db adds up, too: the rows of `grad`.",
        "For dx, each slope goes back through the weight it came along. With shapes: (n, outputs) times what gives (n, inputs)?",
    ],
    misconceptions=[
        Misconception(
            "`db` is the mean over the rows. The bias is used once in every row, so what the rows send back is added up: `axis=0` and a sum.",
            _dense(lambda grad, x, W, dW, db, dx: (dW, grad.mean(axis=0), dx)),
        ),
        Misconception(
            "`db` still has one row for each example. The same bias served all of them: add the rows up.",
            _dense(lambda grad, x, W, dW, db, dx: (dW, grad, dx)),
        ),
        Misconception(
            "`db` is one number. Each output has a bias of its own: add up the rows only, with `axis=0`.",
            _dense(lambda grad, x, W, dW, db, dx: (dW, grad.sum(), dx)),
        ),
        Misconception(
            "`db` adds up the outputs of each row. It should add up the rows, for each output: `axis=0`.",
            _dense(lambda grad, x, W, dW, db, dx: (dW, grad.sum(axis=1), dx)),
        ),
        Misconception(
            "`dW` is transposed. It needs the shape of W, inputs by outputs: `x.T @ grad`, not `grad.T @ x`.",
            _dense(lambda grad, x, W, dW, db, dx: (dW.T, db, dx)),
        ),
        Misconception(
            "For `dx`, transpose the weights: going back, output j sends to input i, so it is `grad @ W.T`.",
            lambda grad, x, W: (x.T @ grad, grad.sum(axis=0), grad @ W),
        ),
        Misconception(
            "All three are divided by the number of rows. The 1/n belongs to the loss, and is already inside `grad`.",
            _dense(lambda grad, x, W, dW, db, dx: (dW / len(x), db / len(x), dx / len(x))),
        ),
        Misconception(
            "`dW` and `db` are divided by the number of rows. The 1/n belongs to the loss, and is already inside `grad`.",
            _dense(lambda grad, x, W, dW, db, dx: (dW / len(x), db / len(x), dx)),
        ),
        Misconception(
            "`dW` is divided by the number of rows. The 1/n belongs to the loss, and is already inside `grad`.",
            _dense(lambda grad, x, W, dW, db, dx: (dW / len(x), db, dx)),
        ),
        Misconception(
            "These are the slopes of the layer alone. The chain rule multiplies them by `grad`, the slopes that arrive from above.",
            lambda grad, x, W: (x.T @ np.ones_like(grad), np.ones_like(grad).sum(axis=0), np.ones_like(grad) @ W.T),
        ),
        Misconception(
            "`x @ grad` does not fit: a product of matrices goes along the rows of the first and down the columns of the second. To add up over the examples, `x` has to be transposed.",
            lambda grad, x, W: (x @ grad, grad.sum(axis=0), grad @ W.T),
        ),
        Misconception(
            "`*` multiplies entry by entry, and here the shapes do not even fit. The product of matrices, which multiplies and adds up, is `@`.",
            lambda grad, x, W: (x.T * grad, grad.sum(axis=0), grad @ W.T),
        ),
        Misconception(
            "The three are in another order. Return `dW, db, dx`.",
            _dense(lambda grad, x, W, dW, db, dx: (dx, dW, db)),
        ),
    ],
)


def _some_slopes(rng):
    """Halves from -2 to 2, so that z is exactly 0 now and then."""
    shape = count(rng, 1, 4), count(rng, 1, 4)
    return tuple(rng.integers(-4, 5, shape) / 2.0 for _ in range(2))


relu_backward = Exercise(
    cases={
        "on and off": (np.array([[2.0, 3.0, -1.0, -4.0]]), np.array([[0.5, -0.1, 1.5, -2.0]])),
        "exactly at the corner": (np.array([[2.0, -3.0]]), np.array([[0.0, 1.0]])),
        "two rows": (np.array([[0.5, -2.0], [4.0, 1.0]]), np.array([[3.0, -1.0], [-0.5, 0.25]])),
        "all off": (np.array([[1.0, -1.0]]), np.array([[-1.0, -2.0]])),
    },
    draw=_some_slopes,
    hints=[
        "Nudge z a little. How much does the output move when z is above 0, and how much when it's below?",
        "The ReLU's own slope is 1 or 0. The chain rule multiplies it by the slope that arrives from above, entry by entry.",
        "`z > 0` is an array of True and False, and in a product those count as 1 and 0.",
    ],
    misconceptions=[
        Misconception(
            "A z of exactly 0 lets the slope through here. In this course, as in PyTorch, the slope at the corner counts as 0: `z > 0`, not `z >= 0`.",
            lambda grad, z: grad * (z >= 0),
        ),
        Misconception(
            "You cut off where the slope is negative. What decides is the sign of `z`, the number that went in; a slope may well be negative.",
            lambda grad, z: np.maximum(grad, 0),
        ),
        Misconception(
            "That is the ReLU's own slope, 1 or 0. The chain rule multiplies it by `grad`, the slope that arrives from above.",
            lambda grad, z: (z > 0) * 1.0,
        ),
        Misconception(
            "That is the ReLU's own slope, 1 or 0. The chain rule multiplies it by `grad`, the slope that arrives from above.",
            lambda grad, z: z > 0,
        ),
        Misconception(
            "You multiplied by the ReLU's value, max(z, 0). The chain rule wants its slope there: 1 where z > 0, and 0 elsewhere.",
            lambda grad, z: grad * np.maximum(z, 0),
        ),
        Misconception(
            "You multiplied by `z` itself. The chain rule wants the ReLU's slope at z: 1 where z > 0, and 0 elsewhere.",
            lambda grad, z: grad * z,
        ),
        Misconception(
            "`z` is a whole table, and `if` can only decide one thing at a time. `z > 0` is a table of True and False, and it counts as 1 and 0 when you multiply by it.",
            lambda grad, z: grad if z > 0 else np.zeros_like(grad),
        ),
        Misconception(
            "`np.sign(z)` is -1 where z is below 0. The ReLU's slope is 0 there, so nothing comes through.",
            lambda grad, z: grad * np.sign(z),
        ),
        Misconception(
            "The slopes come through everywhere. Where z is not above 0, the output does not move with z, so nothing passes.",
            lambda grad, z: grad,
        ),
        Misconception(
            "It's backward: the slope passes where z is above 0, and stops elsewhere.",
            lambda grad, z: grad * (z <= 0),
        ),
        Misconception(
            "That is the forward pass, max(z, 0). The backward pass returns slopes: `grad` where z > 0, and 0 elsewhere.",
            lambda grad, z: np.maximum(z, 0),
        ),
    ],
)


# ---- find the bug: the learner's gradient check is itself tried on passes with and without a mistake ----


def _suspect(bug="", **shape):
    """A case: a network's loss, its parameters, and the slopes that a backward pass with this bug claims."""

    def make():
        loss, params, backward = small_network(**shape)
        return loss, params, backward(params, bug)

    return make


def _nothing_left_to_learn():
    """W2 is zero, so W1 and b1 have no influence at all: both slopes are 0, and 0 divided by 0 must not count as a bug."""
    loss, params, backward = small_network(seed=8)
    params["W2"][...] = 0.0
    return loss, params, backward(params)


def _checker(judge, slope=None):
    """A find_the_bug that decides by judge(claimed, numeric), with numeric from `slope` or a central difference."""

    def central(loss, params, p, i, h):
        here = p[i]
        p[i] = here + h
        above = loss(params)
        p[i] = here - h
        below = loss(params)
        p[i] = here
        return (above - below) / (2 * h)

    def find_the_bug(loss, params, grads, h=1e-5):
        found = []
        for name, p in params.items():
            numeric = np.zeros_like(p)
            for i in np.ndindex(p.shape):
                numeric[i] = (slope or central)(loss, params, p, i, h)
            if judge(grads[name], numeric):
                found.append(name)
        return found

    return find_the_bug


def _forward_slope(loss, params, p, i, h):
    here, at = p[i], loss(params)
    p[i] = here + h
    above = loss(params)
    p[i] = here
    return (above - at) / h


def _halved(p):
    """The mistake of dividing a central difference by h makes every slope twice as large."""
    return lambda claimed, numeric: ratio(claimed, 2 * numeric) > p


def _one_name(found):
    return lambda loss, params, grads, h=1e-5: found(loss, params, grads)[:1]


def _all_at_once(loss, params, grads, h=1e-5):
    found = []
    for name, p in params.items():
        here = p.copy()
        p[...] = here + h
        above = loss(params)
        p[...] = here - h
        below = loss(params)
        p[...] = here
        if ratio(np.sum(grads[name]), (above - below) / (2 * h)) > 1e-5:
            found.append(name)
    return found


def _several_at_once(parts):
    """A find_the_bug that nudges more than one entry at a time: all those of each index that parts(p) gives."""

    def find_the_bug(loss, params, grads, h=1e-5):
        found = []
        for name, p in params.items():
            numeric = np.zeros_like(p)
            for i in parts(p):
                here = p.copy() if i is ... else p[i]  # a row is a view, as whoever writes it so will find
                p[i] = here + h
                above = loss(params)
                p[i] = here - h
                numeric[i] = (above - loss(params)) / (2 * h)
                p[i] = here
            if ratio(grads[name], numeric) > 1e-5:
                found.append(name)
        return found

    return find_the_bug


def _left_nudged(loss, params, p, i, h):
    p[i] += h
    above = loss(params)
    p[i] -= 2 * h
    return (above - loss(params)) / (2 * h)


_right = _checker(lambda claimed, numeric: ratio(claimed, numeric) > 1e-5)

BUGS = [
    "",
    "activation left out",
    "mean over the rows",
    "a sign",
    "columns swapped",
    "one entry",
    "no factor 2",
    "before the activation",
]


def _drawn_suspect(rng):
    """A pass with some bug, or with one array off by so little that its ratio is just above or just below 1e-5."""
    loss, params, backward = small_network(rows=3, hidden=2, seed=count(rng, 0, 9999))
    if rng.random() < 0.6:
        return loss, params, backward(params, one_of(rng, *BUGS))
    grads = backward(params)
    grads[one_of(rng, *grads)] *= 1 + one_of(rng, 6e-6, 1e-5, 4e-5, 2e-4)  # the ratio is half of that
    return loss, params, grads


find_the_bug = Exercise(
    cases={
        "a pass without a mistake": _suspect(seed=1),
        "the slope of the activation left out": _suspect("activation left out", seed=2),
        "a mean where a sum belongs": _suspect("mean over the rows", seed=3),
        "a sign wrong in b1": _suspect("a sign", seed=5),
        "the columns of W1 swapped": _suspect("columns swapped", seed=6),
        "one single entry wrong": _suspect("one entry", hidden=4, seed=7),
        "the 2 of the square forgotten": _suspect("no factor 2", seed=9),
        "everything twice too large": _suspect("twice", seed=11),
        "very small slopes, and a mistake": _suspect("before the activation", seed=10, scale=1e-6),
        "some slopes are exactly zero": _nothing_left_to_learn,
    },
    draw=_drawn_suspect,
    hints=[
        'Take one entry of one array. How do you find out, with nothing but `loss`, how fast the loss changes when that entry changes?',
        'Remember the entry: `here = p[i]`. Measure the loss with `here + h` in its place and with `here - h`, and put `here` back.',
        '`np.ndindex(p.shape)` gives every index of an array, whatever its shape, and `np.zeros_like(p)` has room for the slopes you measure.',
        'The ratio is `np.linalg.norm` of the difference, divided by the sum of the two norms. When that sum is 0, the slopes agree.',
    ],
    misconceptions=[
        Misconception(
            "These are the names that are right. Return those whose ratio is above 1e-5.",
            _checker(lambda claimed, numeric: not ratio(claimed, numeric) > 1e-5),
        ),
        Misconception(
            "It finds a mistake everywhere, also where there is none: your numerical slopes are twice as large as they should be. From `p - h` to `p + h` the step is 2h, so divide by `2 * h`.",
            _checker(_halved(1e-5)),
        ),
        Misconception(
            "It looks at the difference itself, not at how large it is beside the slopes, and so misses a mistake among very small slopes. Divide by the two sizes added up.",
            _checker(lambda claimed, numeric: np.linalg.norm(claimed - numeric) > 1e-5),
        ),
        Misconception(
            "It looks at the difference itself, not at how large it is beside the slopes, and so misses a mistake among very small slopes. Divide by the two sizes added up.",
            _checker(lambda claimed, numeric: np.abs(claimed - numeric).max() > 1e-5),
        ),
        Misconception(
            "It compares only how large the two are, and a wrong sign has the right size. Take the size of the difference: `norm(claimed - numeric)`.",
            _checker(lambda claimed, numeric: ratio(np.linalg.norm(claimed), np.linalg.norm(numeric)) > 1e-5),
        ),
        Misconception(
            "It nudges a whole array at once, or adds its entries up, and mistakes that cancel stay hidden. Nudge one entry after another, and compare them one by one.",
            _all_at_once,
        ),
        Misconception(
            "It nudges a whole array at once, so it finds one slope for all entries together. Each entry has a slope of its own: go through them, with `np.ndindex(p.shape)`.",
            _several_at_once(lambda p: [...]),
        ),
        Misconception(
            "It nudges a whole row at once, where an array has rows. Each entry has a slope of its own: go through them, with `np.ndindex(p.shape)`.",
            _several_at_once(lambda p: range(len(p))),
        ),
        Misconception(
            "It leaves each entry nudged, and so it measures the next slope in another place. Put the entry back before you go on.",
            _checker(lambda claimed, numeric: ratio(claimed, numeric) > 1e-5, _left_nudged),
        ),
        Misconception(
            "It finds a mistake everywhere, also where there is none: your numerical slopes are half as large as they should be. Is the second loss taken at `here - h`? (After `old = p` both names mean the same array. Keep the number: `here = p[i]`.)",
            _checker(lambda claimed, numeric: ratio(claimed, numeric / 2) > 1e-5),
        ),
        Misconception(
            "It looks at the first entry of each array only. A mistake may sit in any of them: go through all, with `np.ndindex(p.shape)`.",
            _checker(lambda claimed, numeric: ratio(claimed.flat[0], numeric.flat[0]) > 1e-5),
        ),
        Misconception(
            "It stops at the first wrong name. One mistake often shows in several places, and the pattern tells where it sits: go on to the end.",
            _one_name(_right),
        ),
        Misconception(
            "Where both slopes are exactly zero, 0 divided by 0 is not a number, and it was taken for a mistake. Two zeros agree.",
            _checker(lambda claimed, numeric: ratio(claimed, numeric) > 1e-5 or not np.any(claimed) and not np.any(numeric)),
        ),
        Misconception(
            "It finds mistakes where there are none. A nudge to one side only has an error of about h itself, which is too much for so strict a limit. Nudge to both sides.",
            _checker(lambda claimed, numeric: ratio(claimed, numeric) > 1e-5, _forward_slope),
        ),
        Misconception(
            "The limit is too strict. Right slopes have a ratio of 1e-10 or so here, and the exercise allows up to 1e-5.",
            _checker(lambda claimed, numeric: ratio(claimed, numeric) > 1e-7),
        ),
        Misconception(
            "The limit is too lax, and a small mistake gets through. Name every array whose ratio is above 1e-5.",
            _checker(lambda claimed, numeric: ratio(claimed, numeric) > 1e-3),
        ),
        Misconception(
            "The limit is too lax, and a small mistake gets through. Name every array whose ratio is above 1e-5.",
            _checker(lambda claimed, numeric: ratio(claimed, numeric) > 3e-5),
        ),
        Misconception(
            "It names every array whose slopes aren't all 0, the right ones too. Print one array's numerical slopes beside "
            "`grads[name]`: with right slopes they agree to many digits.",
            _checker(lambda claimed, numeric: np.any(claimed) or np.any(numeric)),
        ),
        Misconception(
            "It names every array, always. Print the ratio of each: it should be near 1e-10 where the slopes are right.",
            lambda loss, params, grads, h=1e-5: list(params),
        ),
        Misconception(
            "It never names any array. Does the comparison ever come out true? Print the ratio for each name.",
            lambda loss, params, grads, h=1e-5: [],
        ),
    ],
    seconds=4.0,
)  # fmt: skip


def _small_training(hidden=3, rows=6, seed=0, lr=0.5):
    """Arguments for train_step: parameters of a small network, inputs, truth, and a learning rate."""
    rng = np.random.default_rng(seed)
    params = tuple(rng.integers(-6, 7, size=shape) / 4 for shape in ((2, hidden), hidden, (hidden, 1), 1))
    return params, rng.integers(-8, 9, size=(rows, 2)) / 4, rng.integers(0, 2, size=(rows, 1)).astype(float), lr


def _step(change):
    """A wrong train_step: `change` makes of the names and values on the way the four slopes that it then follows."""

    def train_step(params, x, y, lr):
        W1, b1, W2, b2 = params
        z1 = x @ W1 + b1
        a1 = np.maximum(z1, 0)
        p = sigmoid(a1 @ W2 + b2)
        slopes = change(x, y, z1, a1, p, W2)
        return tuple(old - lr * slope for old, slope in zip(params, slopes))

    return train_step


def _slopes(dz2, x, z1, a1, W2, gate=None):
    dz1 = (dz2 @ W2.T) * ((z1 > 0) if gate is None else gate)
    return x.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)


def _uphill(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    dz2 = (sigmoid(a1 @ W2 + b2) - y) / len(y)
    return tuple(old + lr * slope for old, slope in zip(params, _slopes(dz2, x, z1, a1, W2)))


def _returns_slopes(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    return _slopes((sigmoid(a1 @ W2 + b2) - y) / len(y), x, z1, a1, W2)


def _moved_too_early(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    dz2 = (sigmoid(a1 @ W2 + b2) - y) / len(y)
    W2 = W2 - lr * a1.T @ dz2
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    return W1 - lr * x.T @ dz1, b1 - lr * dz1.sum(axis=0), W2, b2 - lr * dz2.sum(axis=0)


train_step = Exercise(
    cases={
        "six birds, three units": _small_training(),
        "one bird": _small_training(rows=1, seed=1),
        "one unit": _small_training(hidden=1, seed=2),
        "a small rate": _small_training(seed=3, lr=0.01),
    },
    draw=lambda rng: _small_training(
        hidden=count(rng, 1, 4), rows=count(rng, 1, 5), seed=count(rng, 0, 9999), lr=one_of(rng, 0.05, 0.5, 2.0)
    ),
    hints=[
        "There are three parts: forward, back and step. Keep every number on the way forward, because the way back needs it.",
        "The way back starts with `dz2 = (p - y) / len(y)`. From there, every dense layer is the same: `a1.T @ dz2` for its weights, `dz2.sum(axis=0)` for its biases.",
        "To get below the ReLU, go through the weights and then shut what was off: `dz1 = (dz2 @ W2.T) * (z1 > 0)`.",
        "Compute all four slopes first. Only then return `W1 - lr * dW1`, and so on: new arrays, in the same order.",
    ],
    misconceptions=[
        Misconception(
            "These parameters have moved uphill. The new value is the old one minus `lr` times the slope, and the slopes start from `p - y`, not from `y - p`.",
            _uphill,
        ),
        Misconception(
            "The loss is a mean over the examples, so `dz2` is `(p - y)` divided by `len(y)`.",
            _step(lambda x, y, z1, a1, p, W2: _slopes(p - y, x, z1, a1, W2)),
        ),
        Misconception(
            "On the way back, the ReLU is missing: it stops the slopes of the units that were off. Multiply by `(z1 > 0)`.",
            _step(lambda x, y, z1, a1, p, W2: _slopes((p - y) / len(y), x, z1, a1, W2, gate=1.0)),
        ),
        Misconception(
            "`dz2` has one factor too many. Under cross-entropy the slope of the sigmoid cancels, and `p - y` is left.",
            _step(lambda x, y, z1, a1, p, W2: _slopes((p - y) * p * (1 - p) / len(y), x, z1, a1, W2)),
        ),
        Misconception(
            "The slopes of the first layer need the old `W2`. Compute all four slopes first, and take the step afterward.",
            _moved_too_early,
        ),
        Misconception(
            "These are the four slopes. The step is still missing: return the old values minus `lr` times the slopes.",
            _returns_slopes,
        ),
        Misconception(
            "The biases add up over the rows, just like the weights: `.sum(axis=0)`. Here, their slopes are means.",
            _step(
                lambda x, y, z1, a1, p, W2: tuple(
                    slope / (len(y) if k % 2 else 1) for k, slope in enumerate(_slopes((p - y) / len(y), x, z1, a1, W2))
                )
            ),
        ),
    ],
)

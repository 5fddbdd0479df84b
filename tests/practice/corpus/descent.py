"""Answers to the exercises of lesson 02. How this file is read: test_corpus.py."""

# ---- descend ----

# right: as in the lesson
def descend(slope, start, lr, steps):
    w = np.asarray(start, dtype=float)
    path = [w]
    for _ in range(steps):
        w = w - lr * slope(w)
        path.append(w)
    return np.array(path)

# right: a list handed back, and the last place looked up in it
def descend(slope, start, lr, steps):
    path = [start]
    while len(path) <= steps:
        path.append(path[-1] - lr * slope(path[-1]))
    return path

# right: an array filled in
def descend(slope, start, lr, steps):
    path = np.zeros((steps + 1,) + np.shape(start))
    path[0] = start
    for i in range(steps):
        path[i + 1] = path[i] - lr * slope(path[i])
    return path

# right: in place, with copies
def descend(slope, start, lr, steps):
    w = np.array(start, dtype=float)
    path = [w.copy()]
    for _ in range(steps):
        w -= lr * slope(w)
        path.append(w.copy())
    return np.stack(path)

# right: a tuple, and a function that calls itself
def descend(slope, start, lr, steps):
    if steps == 0:
        return (start,)
    return (start, *descend(slope, start - lr * slope(start), lr, steps - 1))

# wrong: uphill -> walks uphill
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = w + lr * slope(w)
        path.append(w)
    return np.array(path)

# wrong: stops when it is flat, as the cell before does -> look again
def descend(slope, start, lr, steps):
    w = np.asarray(start, dtype=float)
    path = [w]
    for _ in range(steps):
        if np.all(np.abs(slope(w)) < 1e-3):
            break
        w = w - lr * slope(w)
        path.append(w)
    return np.array(path)

# wrong: changes one array again and again -> every row of the path is the last place
def descend(slope, start, lr, steps):
    w = np.array(start, dtype=float)
    path = [w]
    for _ in range(steps):
        w -= lr * slope(w)
        path.append(w)
    return np.array(path)

# wrong: the slope of the start for ever -> once, at the start
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    s = slope(w)
    for _ in range(steps):
        w = w - lr * s
        path.append(w)
    return np.array(path)

# wrong: no learning rate -> the learning rate is missing
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = w - slope(w)
        path.append(w)
    return np.array(path)

# wrong: only the sign -> only the sign of the slope
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = w - lr * np.sign(slope(w))
        path.append(w)
    return np.array(path)

# wrong: the last place -> last place only
def descend(slope, start, lr, steps):
    w = start
    for _ in range(steps):
        w = w - lr * slope(w)
    return w

# wrong: the start is not there -> the start is missing
def descend(slope, start, lr, steps):
    w = start
    path = []
    for _ in range(steps):
        w = w - lr * slope(w)
        path.append(w)
    return np.array(path)

# wrong: appended before the step, so the last place is missing -> look again at
def descend(slope, start, lr, steps):
    w = start
    path = []
    for _ in range(steps):
        path.append(w)
        w = w - lr * slope(w)
    return np.array(path)

# wrong: one too many -> one step too many
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for _ in range(steps + 1):
        w = w - lr * slope(w)
        path.append(w)
    return np.array(path)

# wrong: the slope of the parabola, written out -> `slope(w)`
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = w - lr * 2 * w
        path.append(w)
    return np.array(path)

# wrong: the step in place of the place -> how far to go
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = lr * slope(w)
        path.append(w)
    return np.array(path)

# wrong: return inside -> inside the loop
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = w - lr * slope(w)
        path.append(w)
        return np.array(path)

# wrong: multiplies by the function -> call it
def descend(slope, start, lr, steps):
    w = np.asarray(start)
    path = [w]
    for _ in range(steps):
        w = w - lr * slope
        path.append(w)
    return np.array(path)

# wrong: always from the start -> every round starts over
def descend(slope, start, lr, steps):
    path = [start]
    for _ in range(steps):
        w = start - lr * slope(start)
        path.append(w)
    return np.array(path)

# wrong: numbers only
def descend(slope, start, lr, steps):
    w = float(np.sum(start))
    path = [w]
    for _ in range(steps):
        w = w - lr * slope(w)
        path.append(w)
    return np.array(path)

# wrong: the rate shrinks on the way
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for i in range(steps):
        w = w - lr / (i + 1) * slope(w)
        path.append(w)
    return np.array(path)

# wrong: the list is begun anew in the loop
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for _ in range(steps):
        path = [w]
        w = w - lr * slope(w)
        path.append(w)
    return np.array(path)

# wrong: forgets to hand it back -> is a `return` missing
def descend(slope, start, lr, steps):
    w = start
    path = [w]
    for _ in range(steps):
        w = w - lr * slope(w)
        path.append(w)
    np.array(path)

# ---- line_gradient ----

# right: as in the lesson
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(error * x), 2 * np.mean(error)

# right: a loop
def line_gradient(w, b, x, y):
    dw = db = 0
    for xi, yi in zip(x, y):
        e = w * xi + b - yi
        dw += 2 * e * xi / len(x)
        db += 2 * e / len(x)
    return dw, db

# right: an array of the two, single precision
def line_gradient(w, b, x, y):
    x, y = np.float32(x), np.float32(y)
    e = np.float32(w) * x + np.float32(b) - y
    return np.array([2 * np.mean(e * x), 2 * np.mean(e)])

# right: with the table of inputs
def line_gradient(w, b, x, y):
    X = np.column_stack([x, np.ones(len(x))])
    return list(2 / len(y) * X.T @ (X @ [w, b] - y))

# right: by nudging
def line_gradient(w, b, x, y):
    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)
    h = 1e-4
    return (loss(w + h, b) - loss(w - h, b)) / (2 * h), (loss(w, b + h) - loss(w, b - h)) / (2 * h)

# wrong: truth minus prediction -> the way down
def line_gradient(w, b, x, y):
    error = y - (w * x + b)
    return 2 * np.mean(error * x), 2 * np.mean(error)

# wrong: no 2 -> half of the gradient
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return np.mean(error * x), np.mean(error)

# wrong: sums -> the sum over the examples
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.sum(error * x), 2 * np.sum(error)

# wrong: sums without the 2 -> half of the sum
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return (error * x).sum(), error.sum()

# wrong: x forgotten -> has lost its x
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(error), 2 * np.mean(error)

# wrong: x in both -> both slopes have an x
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(error * x), 2 * np.mean(error * x)

# wrong: times b -> multiplied by b
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(error * x), 2 * np.mean(error) * b

# wrong: the other order -> changed places
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(error), 2 * np.mean(error * x)

# wrong: the bias forgotten -> the bias is missing
def line_gradient(w, b, x, y):
    error = w * x - y
    return 2 * np.mean(error * x), 2 * np.mean(error)

# wrong: the means multiplied
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(error) * np.mean(x), 2 * np.mean(error)

# wrong: one slope for each example
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * error * x, 2 * error

# wrong: absolute errors
def line_gradient(w, b, x, y):
    error = np.abs(w * x + b - y)
    return 2 * np.mean(error * x), 2 * np.mean(error)

# wrong: only the slope in w -> slope in w alone
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(error * x)

# wrong: return inside the loop -> the loop
def line_gradient(w, b, x, y):
    dw = db = 0
    n = len(x)
    for i in range(n):
        e = w * x[i] + b - y[i]
        dw += 2 * e * x[i] / n
        db += 2 * e / n
        return dw, db

# wrong: the loss -> that is the loss
def line_gradient(w, b, x, y):
    return np.mean((w * x + b - y) ** 2)

# wrong: a misspelled name -> did you mean
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(eror * x), 2 * np.mean(error)

# wrong: the new line -> after a step
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return w - 2 * np.mean(error * x), b - 2 * np.mean(error)

# wrong: the first slope right, the second with its sign turned -> wrong sign
def line_gradient(w, b, x, y):
    error = w * x + b - y
    return 2 * np.mean(error * x), -2 * np.mean(error)

# ---- minibatches ----

# right: as in the lesson
def minibatches(x, y, size, rng):
    order = rng.permutation(len(x))
    batches = []
    for start in range(0, len(x), size):
        rows = order[start:start + size]
        batches.append((x[rows], y[rows]))
    return batches

# right: shuffled copies, then slices
def minibatches(x, y, size, rng):
    order = np.arange(len(y))
    rng.shuffle(order)
    xs, ys = x[order], y[order]
    return [(xs[i:i + size], ys[i:i + size]) for i in range(0, len(xs), size)]

# right: sorted by random numbers
def minibatches(x, y, size, rng):
    order = rng.random(len(x)).argsort()
    batches = []
    while len(order):
        batches.append((x[order[:size]], y[order[:size]]))
        order = order[size:]
    return batches

# right: a generator of lists
def minibatches(x, y, size, rng):
    order = list(rng.permutation(len(x)))
    for k in range(0, len(order), size):
        rows = order[k:k + size]
        yield [x[r] for r in rows], [y[r] for r in rows]

# right: choice without repeats
def minibatches(x, y, size, rng):
    order = rng.choice(len(x), size=len(x), replace=False)
    number = -(-len(x) // size)
    return [(x[order[i * size:(i + 1) * size]], y[order[i * size:(i + 1) * size]]) for i in range(number)]

# wrong: never shuffled -> in the order of the table
def minibatches(x, y, size, rng):
    return [(x[k:k + size], y[k:k + size]) for k in range(0, len(x), size)]

# wrong: sliced first, and shuffled in each slice -> within each batch
def minibatches(x, y, size, rng):
    batches = []
    for k in range(0, len(x), size):
        xs, ys = x[k:k + size], y[k:k + size]
        order = rng.permutation(len(xs))
        batches.append((xs[order], ys[order]))
    return batches

# wrong: the batches are shuffled, not the rows
def minibatches(x, y, size, rng):
    starts = np.arange(0, len(x), size)
    full = [(x[k:k + size], y[k:k + size]) for k in starts]
    short = [full.pop()] if len(x) % size else []
    return [full[i] for i in rng.permutation(len(full))] + short

# wrong: turned by a random number, as a deck that is only cut -> again and again
def minibatches(x, y, size, rng):
    order = np.roll(np.arange(len(x)), rng.integers(len(x)))
    return [(x[order[k:k + size]], y[order[k:k + size]]) for k in range(0, len(x), size)]

# wrong: x and y shuffled apart -> no longer belong together
def minibatches(x, y, size, rng):
    xs, ys = rng.permutation(x), rng.permutation(y)
    return [(xs[k:k + size], ys[k:k + size]) for k in range(0, len(x), size)]

# wrong: drawn with repeats -> some rows come twice
def minibatches(x, y, size, rng):
    order = rng.integers(0, len(x), len(x))
    return [(x[order[k:k + size]], y[order[k:k + size]]) for k in range(0, len(x), size)]

# wrong: a draw for each batch
def minibatches(x, y, size, rng):
    batches = []
    for _ in range(len(x) // size):
        rows = rng.choice(len(x), size)
        batches.append((x[rows], y[rows]))
    return batches

# wrong: the rest is lost -> left over are missing
def minibatches(x, y, size, rng):
    order = rng.permutation(len(x))
    batches = []
    for k in range(len(x) // size):
        rows = order[k * size:(k + 1) * size]
        batches.append((x[rows], y[rows]))
    return batches

# wrong: a generator of its own -> another seed
def minibatches(x, y, size, rng):
    order = np.random.default_rng(42).permutation(len(x))
    return [(x[order[k:k + size]], y[order[k:k + size]]) for k in range(0, len(x), size)]

# wrong: NumPy's global generator -> another seed
def minibatches(x, y, size, rng):
    order = np.random.permutation(len(x))
    return [(x[order[k:k + size]], y[order[k:k + size]]) for k in range(0, len(x), size)]

# wrong: size batches -> how many rows are in a batch
def minibatches(x, y, size, rng):
    order = rng.permutation(len(x))
    return [(x[rows], y[rows]) for rows in np.array_split(order, size)]

# wrong: shuffles what it was given -> changes its argument `x` in place
def minibatches(x, y, size, rng):
    order = rng.permutation(len(x))
    x[:] = x[order]
    y[:] = y[order]
    return [(x[k:k + size], y[k:k + size]) for k in range(0, len(x), size)]

# wrong: batches of x alone -> wanted
def minibatches(x, y, size, rng):
    order = rng.permutation(len(x))
    return [x[order[k:k + size]] for k in range(0, len(x), size)]

# wrong: overlapping -> the batches overlap
def minibatches(x, y, size, rng):
    order = rng.permutation(len(x))
    return [(x[order[k:k + size]], y[order[k:k + size]]) for k in range(len(x))]

# wrong: return in the loop -> inside the loop
def minibatches(x, y, size, rng):
    order = rng.permutation(len(x))
    batches = []
    for k in range(0, len(x), size):
        rows = order[k:k + size]
        batches.append((x[rows], y[rows]))
        return batches

# ---- standardize ----

# right: as in the lesson
def standardize(train, other):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    return (train - mean) / spread, (other - mean) / spread

# right: column by column
def standardize(train, other):
    a, b = train.astype(float).copy(), other.astype(float).copy()
    for j in range(train.shape[1]):
        m = sum(train[:, j]) / len(train)
        s = (sum((train[:, j] - m) ** 2) / len(train)) ** 0.5
        a[:, j] = (train[:, j] - m) / s
        b[:, j] = (other[:, j] - m) / s
    return a, b

# right: single precision
def standardize(train, other):
    train, other = train.astype(np.float32), other.astype(np.float32)
    m, s = np.mean(train, 0), np.std(train, 0)
    return (train - m) / s, (other - m) / s

# right: lists
def standardize(train, other):
    m, s = np.mean(train, axis=0, keepdims=True), np.sqrt(np.var(train, axis=0))
    return [((t - m) / s).tolist() for t in (train, other)]

# wrong: each by itself -> by their own mean
def standardize(train, other):
    return ((train - train.mean(axis=0)) / train.std(axis=0),
            (other - other.mean(axis=0)) / other.std(axis=0))

# wrong: all rows together -> over all rows together
def standardize(train, other):
    both = np.concatenate([train, other])
    m, s = both.mean(axis=0), both.std(axis=0)
    return (train - m) / s, (other - m) / s

# wrong: over the whole table -> whole table
def standardize(train, other):
    m, s = np.mean(train), np.std(train)
    return (train - m) / s, (other - m) / s

# wrong: along the rows -> `train - m` does not fit
def standardize(train, other):
    m, s = train.mean(axis=1), train.std(axis=1)
    return (train - m) / s, (other - m) / s

# wrong: along the rows, with keepdims -> each row was brought to mean 0
def standardize(train, other):
    def one(t):
        return (t - t.mean(axis=1, keepdims=True)) / t.std(axis=1, keepdims=True)
    return one(train), one(other)

# wrong: the variance -> divides by the variance
def standardize(train, other):
    m, v = train.mean(axis=0), train.var(axis=0)
    return (train - m) / v, (other - m) / v

# wrong: brackets -> brackets are missing
def standardize(train, other):
    m, s = train.mean(axis=0), train.std(axis=0)
    return train - m / s, other - m / s

# wrong: not scaled -> not scaled
def standardize(train, other):
    m = train.mean(axis=0)
    return train - m, other - m

# wrong: not moved -> scaled but not
def standardize(train, other):
    s = train.std(axis=0)
    return train / s, other / s

# wrong: n - 1 -> n - 1
def standardize(train, other):
    m, s = train.mean(axis=0), train.std(axis=0, ddof=1)
    return (train - m) / s, (other - m) / s

# wrong: between 0 and 1 -> between 0 and 1
def standardize(train, other):
    low, high = train.min(axis=0), train.max(axis=0)
    return (train - low) / (high - low), (other - low) / (high - low)

# wrong: overwritten too early -> standardized first
def standardize(train, other):
    train = (train - train.mean(axis=0)) / train.std(axis=0)
    other = (other - train.mean(axis=0)) / train.std(axis=0)
    return train, other

# wrong: in place -> changes its argument `train` in place
def standardize(train, other):
    m, s = train.mean(axis=0), train.std(axis=0)
    train -= m
    train /= s
    return train, (other - m) / s

# wrong: other comes first -> order
def standardize(train, other):
    m, s = train.mean(axis=0), train.std(axis=0)
    return (other - m) / s, (train - m) / s

# wrong: other forgotten -> only
def standardize(train, other):
    m, s = train.mean(axis=0), train.std(axis=0)
    return (train - m) / s

# wrong: other left as it was -> `train`
def standardize(train, other):
    m, s = train.mean(axis=0), train.std(axis=0)
    return (train - m) / s, other

# wrong: other is scaled by the wrong table's spread -> the first part is right
def standardize(train, other):
    m, s = train.mean(axis=0), train.std(axis=0)
    return (train - m) / s, (other - m) / other.std(axis=0)

# wrong: a tiny number for safety that is not tiny -> look again at
def standardize(train, other):
    m, s = train.mean(axis=0), train.std(axis=0) + 1e-3
    return (train - m) / s, (other - m) / s

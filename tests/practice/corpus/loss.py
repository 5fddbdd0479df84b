"""Answers to the exercises of lesson 01. How this file is read: test_corpus.py."""

# ---- mse ----

# right: as in the lesson
def mse(prediction, target):
    return np.mean((prediction - target) ** 2)

# right: a loop over the pairs
def mse(prediction, target):
    total = 0
    for p, t in zip(prediction, target):
        total += (p - t) ** 2
    return total / len(target)

# right: the other difference, and a product with itself
def mse(prediction, target):
    d = target - prediction
    return (d * d).sum() / d.size

# right: single precision
def mse(prediction, target):
    d = prediction.astype(np.float32) - target.astype(np.float32)
    return np.mean(np.square(d))

# right: single precision, handed back as a Python float
def mse(prediction, target):
    d = np.float32(prediction) - np.float32(target)
    return float((d ** 2).mean())

# right: a 0-d array
def mse(prediction, target):
    d = prediction - target
    return np.array(d @ d / len(d))

# right: a norm
def mse(prediction, target):
    return np.linalg.norm(prediction - target) ** 2 / len(prediction)

# wrong: the sum -> sum of the squares
def mse(prediction, target):
    return np.sum((prediction - target) ** 2)

# wrong: not squared -> mean of the plain differences
def mse(prediction, target):
    return np.mean(prediction - target)

# wrong: squared afterward -> took the mean first
def mse(prediction, target):
    return np.mean(prediction - target) ** 2

# wrong: absolute -> mean absolute error
def mse(prediction, target):
    total = 0
    for p, t in zip(prediction, target):
        total += abs(p - t)
    return total / len(target)

# wrong: rmse -> leave out the root
def mse(prediction, target):
    return (np.sum((prediction - target) ** 2) / len(target)) ** 0.5

# wrong: the half of some books -> half the mean squared error
def mse(prediction, target):
    n = len(target)
    return np.sum((prediction - target) ** 2) / (2 * n)

# wrong: a hat for a power -> `^` is not a power
def mse(prediction, target):
    return np.mean((prediction - target) ^ 2)

# wrong: np.mean of two things, which takes the second for an axis -> an array stands where a single whole number belongs
def mse(prediction, target):
    return np.mean(prediction, target) ** 2

# wrong: no mean -> one for each example
def mse(prediction, target):
    return (prediction - target) ** 2

# wrong: returns in the loop -> inside the loop
def mse(prediction, target):
    total = 0
    for p, t in zip(prediction, target):
        total += (p - t) ** 2
        return total / len(target)

# wrong: set in place of added -> look again
def mse(prediction, target):
    total = 0
    for p, t in zip(prediction, target):
        total = (p - t) ** 2
    return total / len(target)

# wrong: starts the loop at 1 -> look again
def mse(prediction, target):
    total = 0
    for i in range(1, len(target)):
        total += (prediction[i] - target[i]) ** 2
    return total / len(target)

# wrong: squares apart -> the square is taken of `prediction` and of `target` apart
def mse(prediction, target):
    return np.mean(prediction ** 2 - target ** 2)

# wrong: plus -> is added where it should be subtracted
def mse(prediction, target):
    return np.mean((prediction + target) ** 2)

# wrong: divided by n - 1 -> look again at `len(target) - 1`
def mse(prediction, target):
    if len(target) == 1:
        return (prediction[0] - target[0]) ** 2
    return np.sum((prediction - target) ** 2) / (len(target) - 1)

# wrong: divided by four, as in the first case -> in the named cases
def mse(prediction, target):
    d = prediction - target
    return np.sum(d ** 2) / (4 if len(d) > 3 else len(d))

# wrong: the variance of the differences -> variance of the differences
def mse(prediction, target):
    return np.var(prediction - target)

# wrong: the median -> the median of
def mse(prediction, target):
    return np.median((prediction - target) ** 2)

# wrong: percent -> 100 times
def mse(prediction, target):
    return 100 * np.mean((prediction - target) ** 2)

# wrong: rounded -> look again at `round(
def mse(prediction, target):
    return round(np.mean((prediction - target) ** 2), 1)

# wrong: nothing returned -> is a `return` missing
def mse(prediction, target):
    error = np.mean((prediction - target) ** 2)
    print(error)

# wrong: a misspelled function -> did you mean
def mse(prediction, target):
    return np.mean((predicton - target) ** 2)

# ---- binary_cross_entropy ----

# right: as in the lesson
def binary_cross_entropy(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# right: a loop with an if, and math
def binary_cross_entropy(p, y):
    import math
    total = 0
    for pi, yi in zip(p, y):
        if yi == 1:
            total -= math.log(pi)
        else:
            total -= math.log(1 - pi)
    return total / len(y)

# right: np.where
def binary_cross_entropy(p, y):
    given_to_truth = np.where(y == 1, p, 1 - p)
    return -np.log(given_to_truth).mean()

# right: single precision
def binary_cross_entropy(p, y):
    p, y = p.astype("float32"), y.astype("float32")
    return np.mean(-y * np.log(p) - (1 - y) * np.log1p(-p))

# right: two masks
def binary_cross_entropy(p, y):
    return -(np.log(p[y == 1]).sum() + np.log(1 - p[y == 0]).sum()) / len(p)

# wrong: no minus -> the sign is wrong
def binary_cross_entropy(p, y):
    return np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# wrong: the minus covers the first part only -> where it should be added
def binary_cross_entropy(p, y):
    return np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p))

# wrong: the sum -> sum over the examples
def binary_cross_entropy(p, y):
    loss = 0
    for i in range(len(p)):
        loss += -(y[i] * np.log(p[i]) + (1 - y[i]) * np.log(1 - p[i]))
    return loss

# wrong: the yes half -> only the examples with y = 1
def binary_cross_entropy(p, y):
    return -np.mean(y * np.log(p))

# wrong: the mean over the yes alone -> a mean of its own
def binary_cross_entropy(p, y):
    yes, no = y == 1, y == 0
    loss = 0
    if yes.any():
        loss += -np.mean(np.log(p[yes]))
    if no.any():
        loss += -np.mean(np.log(1 - p[no]))
    return loss

# wrong: log p for all -> log(p) for every example
def binary_cross_entropy(p, y):
    return -np.mean(np.log(p))

# wrong: swapped -> the two cases are swapped
def binary_cross_entropy(p, y):
    return -np.mean((1 - y) * np.log(p) + y * np.log(1 - p))

# wrong: if with an array -> no single answer
def binary_cross_entropy(p, y):
    if y == 1:
        return -np.mean(np.log(p))
    else:
        return -np.mean(np.log(1 - p))

# wrong: any other ValueError -> has shape (0,)
def binary_cross_entropy(p, y):
    yes = p[y == 1]
    no = p[y == 0]
    return -np.mean(np.log(yes) + np.log(1 - no))

# wrong: base 2 -> base 2
def binary_cross_entropy(p, y):
    return -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p))

# wrong: base 10 -> base 10
def binary_cross_entropy(p, y):
    return -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p))

# wrong: squared error -> squared error of the probabilities
def binary_cross_entropy(p, y):
    return ((y - p) ** 2).mean()

# wrong: brackets forgotten -> brackets are missing
def binary_cross_entropy(p, y):
    return -np.mean(y * np.log(p) + 1 - y * np.log(1 - p))

# wrong: log(1) - p
def binary_cross_entropy(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * (np.log(1) - p))

# wrong: no mean -> losses of the single examples
def binary_cross_entropy(p, y):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))

# wrong: math.log -> one number at a time
def binary_cross_entropy(p, y):
    import math
    return -np.mean(y * math.log(p) + (1 - y) * math.log(1 - p))

# wrong: clipped too far -> look again at `np.clip
def binary_cross_entropy(p, y):
    p = np.clip(p, 0.1, 0.9)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# wrong: the logarithm of the mean -> first the logarithm, then the mean
def binary_cross_entropy(p, y):
    return -np.log(np.mean(y * p + (1 - y) * (1 - p)))

# wrong: the probability of being wrong -> how far p is from y
def binary_cross_entropy(p, y):
    return np.mean(np.abs(y - p))

# wrong: divided by two -> half of
def binary_cross_entropy(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) / 2

# wrong: an early return -> inside the loop
def binary_cross_entropy(p, y):
    loss = 0
    for i in range(len(p)):
        loss -= y[i] * np.log(p[i]) + (1 - y[i]) * np.log(1 - p[i])
        return loss / len(p)

# ---- sparse_cross_entropy ----

# right: as in the lesson
def sparse_cross_entropy(probabilities, classes):
    rows = np.arange(len(classes))
    return -np.mean(np.log(probabilities[rows, classes]))

# right: a loop
def sparse_cross_entropy(probabilities, classes):
    loss = 0
    for row, k in zip(probabilities, classes):
        loss -= np.log(row[k])
    return loss / len(classes)

# right: one-hot, as in the lesson's text
def sparse_cross_entropy(probabilities, classes):
    one_hot = np.eye(probabilities.shape[1])[classes]
    return -np.mean(np.sum(one_hot * np.log(probabilities), axis=1))

# right: single precision
def sparse_cross_entropy(probabilities, classes):
    q = np.float32(probabilities)[range(len(classes)), classes]
    return np.log(1 / q).mean()

# right: take_along_axis
def sparse_cross_entropy(probabilities, classes):
    picked = np.take_along_axis(probabilities, classes[:, None], axis=1)
    return float(-np.log(picked).mean())

# wrong: all rows for each class -> picks those columns in every row
def sparse_cross_entropy(probabilities, classes):
    return -np.mean(np.log(probabilities[:, classes]))

# wrong: classes alone, which picks rows -> picks whole rows
def sparse_cross_entropy(probabilities, classes):
    return -np.mean(np.log(probabilities[classes]))

# wrong: the number of rows and not their numbers -> `np.arange
def sparse_cross_entropy(probabilities, classes):
    n = len(classes)
    return -np.mean(np.log(probabilities[n, classes]))

# wrong: two rows only -> names two rows
def sparse_cross_entropy(probabilities, classes):
    return -np.mean(np.log(probabilities[[0, 1], classes]))

# wrong: no minus -> the sign is wrong
def sparse_cross_entropy(probabilities, classes):
    rows = np.arange(len(classes))
    return np.mean(np.log(probabilities[rows, classes]))

# wrong: the sum -> sum over the examples
def sparse_cross_entropy(probabilities, classes):
    loss = 0
    for i in range(len(classes)):
        loss += -np.log(probabilities[i, classes[i]])
    return loss

# wrong: the logarithm last -> mean of the probabilities first
def sparse_cross_entropy(probabilities, classes):
    rows = np.arange(len(classes))
    return -np.log(probabilities[rows, classes].mean())

# wrong: every entry -> logarithm of every entry
def sparse_cross_entropy(probabilities, classes):
    return -np.mean(np.log(probabilities).sum(axis=1))

# wrong: the mean of every entry
def sparse_cross_entropy(probabilities, classes):
    return -np.mean(np.log(probabilities))

# wrong: the likeliest class -> the model likes best
def sparse_cross_entropy(probabilities, classes):
    return -np.mean(np.log(np.max(probabilities, axis=1)))

# wrong: base 2 -> base 2
def sparse_cross_entropy(probabilities, classes):
    return -np.mean(np.log2(probabilities[np.arange(len(classes)), classes]))

# wrong: no logarithm -> the logarithm of
def sparse_cross_entropy(probabilities, classes):
    rows = np.arange(len(classes))
    return -np.mean(probabilities[rows, classes])

# wrong: classes counted from 1 -> look again
def sparse_cross_entropy(probabilities, classes):
    rows = np.arange(len(classes))
    return -np.mean(np.log(probabilities[rows, classes - 1]))

# wrong: the two indices the wrong way round
def sparse_cross_entropy(probabilities, classes):
    rows = np.arange(len(classes))
    return -np.mean(np.log(probabilities[classes, rows]))

# wrong: one minus -> look again at `1 -
def sparse_cross_entropy(probabilities, classes):
    rows = np.arange(len(classes))
    return -np.mean(np.log(1 - probabilities[rows, classes]))

# wrong: the formula for yes and no, with class numbers
def sparse_cross_entropy(probabilities, classes):
    return -np.mean(classes * np.log(probabilities))

# wrong: divided by the number of classes -> number of classes
def sparse_cross_entropy(probabilities, classes):
    n, k = probabilities.shape
    return -np.sum(np.log(probabilities[np.arange(n), classes])) / k

# wrong: one for each row -> losses of the single rows
def sparse_cross_entropy(probabilities, classes):
    return -np.log(probabilities[np.arange(len(classes)), classes])

# wrong: the share that is right -> likeliest class is the true one
def sparse_cross_entropy(probabilities, classes):
    return np.mean(probabilities.argmax(axis=1) == classes)

# wrong: an early return -> inside the loop
def sparse_cross_entropy(probabilities, classes):
    loss = 0
    for i, k in enumerate(classes):
        loss -= np.log(probabilities[i][k])
        return loss / len(classes)

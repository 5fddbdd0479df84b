"""Answers to the exercises of lesson 09. How this file is read: test_corpus.py."""

# ---- stable_softmax ----

# right: as in the lesson
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)

# right: a loop over the rows, and a list
def stable_softmax(z):
    rows = []
    for row in z:
        t = np.exp(row - max(row))
        rows.append(t / sum(t))
    return rows

# right: turned twice
def stable_softmax(z):
    t = np.exp(z.T - z.max(axis=1))
    return (t / t.sum(axis=0)).T

# right: single precision
def stable_softmax(z):
    z = z.astype(np.float32)
    t = np.exp(z - np.max(z, axis=1)[:, None])
    return t / np.sum(t, axis=1).reshape(-1, 1)

# right: by way of log-sum-exp
def stable_softmax(z):
    m = z.max(axis=1, keepdims=True)
    log_sum_exp = m + np.log(np.sum(np.exp(z - m), axis=1, keepdims=True))
    return np.exp(z - log_sum_exp)

# right: lists of numbers
def stable_softmax(z):
    import math
    result = []
    for row in z.tolist():
        m = max(row)
        powers = [math.exp(score - m) for score in row]
        result.append([p / sum(powers) for p in powers])
    return result

# wrong: the naive way -> e to the power of 1000 overflows
def stable_softmax(z):
    t = np.exp(z)
    return t / t.sum(axis=1, keepdims=True)

# wrong: as in the cell above, for one row -> largest score of the whole table
def stable_softmax(z):
    t = np.exp(z - z.max())
    return t / t.sum(axis=1, keepdims=True)

# wrong: as in the cell above, in both places -> as a single row
def stable_softmax(z):
    t = np.exp(z - z.max())
    return t / t.sum()

# wrong: the sum of the table -> the whole table adds up to 1
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / np.sum(t)

# wrong: no keepdims -> you need it in both places
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1))
    return t / t.sum(axis=1)

# wrong: keepdims once only -> `keepdims=True`
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1)

# wrong: the columns -> each column adds up to 1
def stable_softmax(z):
    t = np.exp(z - z.max(axis=0))
    return t / t.sum(axis=0)

# wrong: the columns' sums -> sums of the columns
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=0, keepdims=True)

# wrong: the mean -> subtracted the mean
def stable_softmax(z):
    t = np.exp(z - np.mean(z, axis=1, keepdims=True))
    return t / np.sum(t, axis=1, keepdims=True)

# wrong: divided by the largest -> subtract the largest instead
def stable_softmax(z):
    m = z.max(axis=1, keepdims=True)
    t = np.exp(z / m)
    return t / t.sum(axis=1, keepdims=True)

# wrong: clipped -> clipping keeps the powers finite
def stable_softmax(z):
    t = np.exp(np.clip(z, -700, 700))
    return t / t.sum(axis=1, keepdims=True)

# wrong: clipped at another place -> clipping keeps the powers finite
def stable_softmax(z):
    t = np.exp(np.clip(z, -500, 500))
    return t / t.sum(axis=1, keepdims=True)

# wrong: the logarithms -> logarithms of the probabilities
def stable_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))

# wrong: the powers -> those are the powers
def stable_softmax(z):
    return np.exp(z - z.max(axis=1, keepdims=True))

# wrong: no powers at all -> a probability can't
def stable_softmax(z):
    return z / z.sum(axis=1, keepdims=True)

# wrong: moved, and no powers -> `np.exp` of
def stable_softmax(z):
    t = z - z.max(axis=1, keepdims=True)
    return t / t.sum(axis=1, keepdims=True)

# wrong: the smallest -> the smallest of `z`
def stable_softmax(z):
    t = np.exp(z - z.min(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)

# wrong: the largest minus the scores -> the other way around
def stable_softmax(z):
    t = np.exp(z.max(axis=1, keepdims=True) - z)
    return t / t.sum(axis=1, keepdims=True)

# wrong: a fixed number, the one of the example -> divides 0 by 0
def stable_softmax(z):
    t = np.exp(z - 1000)
    return t / t.sum(axis=1, keepdims=True)

# wrong: the sum of the naive powers -> above the line but not below
def stable_softmax(z):
    m = z.max(axis=1, keepdims=True)
    return np.exp(z - m) / np.exp(z).sum(axis=1, keepdims=True)

# wrong: powers of 2 -> powers of e
def stable_softmax(z):
    t = 2 ** (z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)

# wrong: NaN painted over -> hides the NaN
def stable_softmax(z):
    t = np.exp(z)
    return np.nan_to_num(t / t.sum(axis=1, keepdims=True))

# wrong: sigmoid -> a sigmoid of each score
def stable_softmax(z):
    return 1 / (1 + np.exp(-z))

# wrong: one-hot -> the hard max
def stable_softmax(z):
    return np.eye(z.shape[1])[z.argmax(axis=1)]

# wrong: in place -> in place
def stable_softmax(z):
    z -= z.max(axis=1, keepdims=True)
    t = np.exp(z)
    return t / t.sum(axis=1, keepdims=True)

# wrong: an early return
def stable_softmax(z):
    result = np.zeros(z.shape)
    for i in range(len(z)):
        t = np.exp(z[i] - z[i].max())
        result[i] = t / t.sum()
        return result

# wrong: no return -> is a `return` missing
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)

# wrong: a misspelled word -> with an s
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdim=True))
    return t / t.sum(axis=1, keepdim=True)

# wrong: max of Python -> `max`
def stable_softmax(z):
    t = np.exp(z - max(z))
    return t / sum(t)

# wrong: rounded -> look again at `np.round
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return np.round(t / t.sum(axis=1, keepdims=True), 3)

# wrong: something for safety that is not small -> look again
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / (t.sum(axis=1, keepdims=True) + 0.001)

# ---- cross_entropy_gradient ----

# right: as in the lesson
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(z.shape[1])[y]) / len(z)

# right: a 1 taken off in each row
def cross_entropy_gradient(z, y):
    n = len(z)
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    a[np.arange(n), y] -= 1
    return a / n

# right: with the function from above
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)
def cross_entropy_gradient(z, y):
    a = stable_softmax(z)
    one_hot = np.zeros_like(a)
    for i in range(len(y)):
        one_hot[i, y[i]] = 1
    return (a - one_hot) / len(y)

# right: single precision
def cross_entropy_gradient(z, y):
    z = z.astype(np.float32)
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(z.shape[1], dtype=np.float32)[y]) / np.float32(len(z))

# right: row by row, a list
def cross_entropy_gradient(z, y):
    slopes = []
    for row, k in zip(z, y):
        t = np.exp(row - row.max())
        slope = t / t.sum()
        slope[k] -= 1
        slopes.append(slope / len(z))
    return slopes

# right: a comparison for one-hot
def cross_entropy_gradient(z, y):
    n, k = z.shape
    t = np.exp(z - z.max(axis=1, keepdims=True))
    truth = y[:, None] == np.arange(k)
    return t / t.sum(axis=1, keepdims=True) / n - truth / n

# wrong: no mean -> gradient of the sum
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a - np.eye(z.shape[1])[y]

# wrong: y - a -> the sign is flipped
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    one_hot = np.eye(z.shape[1])[y]
    return (one_hot - a) / len(z)

# wrong: y - a without the mean -> division by n is missing
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return np.eye(z.shape[1])[y] - a

# wrong: the class numbers as they are -> one-hot first
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - y) / len(z)

# wrong: the class numbers, made a column -> one-hot first
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - y.reshape(-1, 1)) / len(z)

# wrong: by the classes -> divided by the number of classes
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(z.shape[1])[y]) / z.shape[1]

# wrong: the mean of the table -> the number of entries
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(z.shape[1])[y]) / a.size

# wrong: down the columns -> down the columns
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=0))
    a = t / t.sum(axis=0)
    return (a - np.eye(z.shape[1])[y]) / len(z)

# wrong: one largest for all -> of the whole table
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max())
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(z.shape[1])[y]) / len(z)

# wrong: whole columns -> picks those columns in every row
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    a[:, y] -= 1
    return a / len(y)

# wrong: whole rows -> picks whole rows
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    a[y] -= 1
    return a / len(y)

# wrong: no softmax -> from the scores themselves
def cross_entropy_gradient(z, y):
    return (z - np.eye(z.shape[1])[y]) / len(z)

# wrong: the slope of the logarithm -> slope for the probabilities
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return -np.eye(z.shape[1])[y] / a / len(z)

# wrong: the true class only -> only filled in the true class
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    slope = np.zeros_like(z)
    rows = np.arange(len(z))
    slope[rows, y] = (a[rows, y] - 1) / len(z)
    return slope

# wrong: the true class only, one for each row -> every score has a slope
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a[np.arange(len(z)), y] - 1) / len(z)

# wrong: the naive softmax -> powers overflow for large
def cross_entropy_gradient(z, y):
    t = np.exp(z)
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(z.shape[1])[y]) / len(z)

# wrong: the loss, not its slopes -> that is the loss
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return -np.mean(np.log(a[np.arange(len(z)), y]))

# wrong: the probabilities alone -> is not subtracted
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True) / len(z)

# wrong: the mean over the examples as a row -> keeps its own row
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return np.mean(a - np.eye(z.shape[1])[y], axis=0)

# wrong: one-hot of the wrong size -> it needs the number of classes
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(len(z))[y]) / len(z)

# wrong: as many classes as there are in y -> some classes may not occur
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    one_hot = np.eye(y.max() + 1)[y]
    return (a - one_hot) / len(z)

# wrong: n used and never made -> name 'n' is not defined
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(z.shape[1])[y]) / n

# wrong: brackets -> brackets are missing
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a - np.eye(z.shape[1])[y] / len(z)

# wrong: half -> half
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(z.shape[1])[y]) / (2 * len(z))

# wrong: classes from 1 -> stands where
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    a[np.arange(len(z)), y - 1] -= 1
    return a / len(z)

# wrong: an early return
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    for i in range(len(y)):
        a[i, y[i]] -= 1
        return a / len(z)

# wrong: through the slope of a sigmoid as well -> extra factor
def cross_entropy_gradient(z, y):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return (a - np.eye(z.shape[1])[y]) * a * (1 - a) / len(z)

# ---- predict ----

# right: as in the lesson
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1), a.max(axis=1)

# right: the class from the scores, and one over the sum
def predict(x, W, b):
    z = np.dot(x, W) + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return np.argmax(z, axis=1), 1 / t.sum(axis=1)

# right: a loop, two lists in a list
def predict(x, W, b):
    classes, shares = [], []
    for row in x:
        z = row @ W + b
        t = np.exp(z - z.max())
        a = t / t.sum()
        classes.append(int(a.argmax()))
        shares.append(float(a.max()))
    return [classes, shares]

# right: single precision at the end
def predict(x, W, b):
    z = x @ W + b
    a = np.exp(z - np.max(z, axis=1)[:, None])
    a = (a / a.sum(axis=1)[:, None]).astype(np.float32)
    k = a.argmax(axis=1)
    return k, a[np.arange(len(x)), k]

# right: with the function from above
def stable_softmax(z):
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)
def predict(x, W, b):
    a = stable_softmax(x @ W + b)
    return np.argmax(a, 1), np.max(a, 1)

# wrong: no biases -> biases are missing
def predict(x, W, b):
    z = x @ W
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1), a.max(axis=1)

# wrong: the score -> the largest score
def predict(x, W, b):
    z = x @ W + b
    return z.argmax(axis=1), z.max(axis=1)

# wrong: max twice -> the number of the class
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.max(axis=1), a.max(axis=1)

# wrong: swapped -> swapped
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.max(axis=1), a.argmax(axis=1)

# wrong: columns -> in each column
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=0), a.max(axis=0)

# wrong: no axis -> for the whole table
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(), a.max()

# wrong: the smallest -> smallest
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmin(axis=1), a.min(axis=1)

# wrong: a sigmoid for the confidence -> sigmoid of the largest score
def predict(x, W, b):
    z = x @ W + b
    k = z.argmax(axis=1)
    return k, 1 / (1 + np.exp(-z.max(axis=1)))

# wrong: all probabilities -> the whole table of probabilities
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1), a

# wrong: never divided -> the largest power is always 1
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t.argmax(axis=1), t.max(axis=1)

# wrong: naive -> overflow
def predict(x, W, b):
    t = np.exp(x @ W + b)
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1), a.max(axis=1)

# wrong: naive, the class from the scores -> the classes are right
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z)
    a = t / t.sum(axis=1, keepdims=True)
    return z.argmax(axis=1), a.max(axis=1)

# wrong: percent -> in percent
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1), a.max(axis=1) * 100

# wrong: from 1 -> start at 0
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1) + 1, a.max(axis=1)

# wrong: the class alone -> return their probabilities too
def predict(x, W, b):
    z = x @ W + b
    return z.argmax(axis=1)

# wrong: the probability alone -> those are the probabilities
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.max(axis=1)

# wrong: all probabilities and nothing else -> the whole table of probabilities
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    return t / t.sum(axis=1, keepdims=True)

# wrong: a shape that does not fit -> `W @ x`
def predict(x, W, b):
    z = W @ x + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1), a.max(axis=1)

# wrong: times in place of @ -> a matrix product
def predict(x, W, b):
    z = x * W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1), a.max(axis=1)

# wrong: no keepdims -> does not fit
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1))
    a = t / t.sum(axis=1)
    return a.argmax(axis=1), a.max(axis=1)

# wrong: one largest for all -> of the whole table
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max())
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1), a.max(axis=1)

# wrong: as columns -> leave out `keepdims=True`
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1, keepdims=True), a.max(axis=1, keepdims=True)

# wrong: pairs, one for each row -> one pair for each row
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    result = []
    for row in a:
        result.append((row.argmax(), row.max()))
    return result

# wrong: a misspelled name -> did you mean
def predict(x, W, b):
    z = x @ w + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    return a.argmax(axis=1), a.max(axis=1)

# wrong: one-hot classes -> whole numbers of shape (4,)
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True)
    k = a.argmax(axis=1)
    return np.eye(len(b))[k], a.max(axis=1)

# wrong: lead over the second -> the second best
def predict(x, W, b):
    z = x @ W + b
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = np.sort(t / t.sum(axis=1, keepdims=True), axis=1)
    return z.argmax(axis=1), a[:, -1] - a[:, -2]

# wrong: the bias after the softmax -> before the softmax
def predict(x, W, b):
    z = x @ W
    t = np.exp(z - z.max(axis=1, keepdims=True))
    a = t / t.sum(axis=1, keepdims=True) + b
    return a.argmax(axis=1), a.max(axis=1)

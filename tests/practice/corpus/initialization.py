"""Answers to the exercises of lesson 06. How this file is read: test_corpus.py."""

# ---- symmetric_gradient ----

# right: as in the lesson
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# right: ones times c, and the slopes by the steps of lesson 3
def symmetric_gradient(x, y, hidden, c):
    n, inputs = x.shape
    W1 = c * np.ones((inputs, hidden))
    W2 = c * np.ones((hidden, 1))
    z1 = np.dot(x, W1)
    a1 = np.tanh(z1)
    z2 = np.dot(a1, W2)
    dz2 = (z2 - y) * 2 / n
    dW2 = np.dot(a1.T, dz2)
    da1 = np.dot(dz2, W2.T)
    dz1 = da1 / np.cosh(z1) ** 2
    dW1 = np.dot(x.T, dz1)
    return dW1, dW2

# right: a loop over the examples, and lists returned
def symmetric_gradient(x, y, hidden, c):
    n, inputs = x.shape
    dW1 = np.zeros((inputs, hidden))
    dW2 = np.zeros((hidden, 1))
    for i in range(n):
        a = np.tanh(c * sum(x[i]))
        error = 2 * (hidden * c * a - y[i, 0]) / n
        for h in range(hidden):
            dW2[h, 0] += error * a
            for j in range(inputs):
                dW1[j, h] += error * c * (1 - a ** 2) * x[i, j]
    return [dW1.tolist(), dW2.tolist()]

# right: single precision
def symmetric_gradient(x, y, hidden, c):
    x, y = x.astype(np.float32), y.astype(np.float32)
    W1 = np.full((x.shape[1], hidden), c, dtype=np.float32)
    W2 = np.full((hidden, 1), c, dtype=np.float32)
    a = np.tanh(x @ W1)
    d = 2 * (a @ W2 - y) / np.float32(len(x))
    return x.T @ (d @ W2.T * (1 - a * a)), a.T @ d

# right: one unit is worked out and copied, since all are alike
def symmetric_gradient(x, y, hidden, c):
    a = np.tanh(c * x.sum(axis=1, keepdims=True))
    d = 2 * (hidden * c * a - y) / len(x)
    one_dW2 = a.T @ d
    one_dW1 = x.T @ (d * c * (1 - a**2))
    return np.tile(one_dW1, (1, hidden)), np.tile(one_dW2, (hidden, 1))

# wrong: no slope of tanh -> the slope of tanh is missing
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T)
    return dW1, dW2

# wrong: z in the slope -> you used its input z
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - z ** 2))
    return dW1, dW2

# wrong: the slope of a sigmoid -> slope of a sigmoid
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * a * (1 - a))
    return dW1, dW2

# wrong: not divided by n -> divide by the number of rows
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: no 2 -> the 2 is missing
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: neither 2 nor n -> the 2 and the division
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = guess - y
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: no tanh -> the tanh is missing
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = z
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: truth minus guess -> the prediction minus the truth
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (y - guess) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: drawn at random -> at random
def symmetric_gradient(x, y, hidden, c):
    rng = np.random.default_rng(0)
    W1 = rng.normal(size=(x.shape[1], hidden)) * c
    W2 = rng.normal(size=(hidden, 1)) * c
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: the order -> in the wrong order
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW2, dW1

# wrong: after a step -> weights after a step
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return W1 - dW1, W2 - dW2

# wrong: W2 is left out on the way back -> goes through the weights W2
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ np.ones((1, hidden)) * (1 - a ** 2))
    return dW1, dW2

# wrong: tanh at the output too -> only the hidden units
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = np.tanh(a @ W2)
    d = 2 * (guess - y) / len(x) * (1 - guess ** 2)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: tanh at the output, its slope forgotten -> only the hidden units
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = np.tanh(a @ W2)
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: ReLU -> not a ReLU
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.maximum(z, 0)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (z > 0))
    return dW1, dW2

# wrong: sigmoid -> not a sigmoid
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = 1 / (1 + np.exp(-z))
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * a * (1 - a))
    return dW1, dW2

# wrong: W2 takes its step first -> with the same weights
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    W2 = W2 - dW2
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: mean of each gradient -> number of rows twice
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d / len(x)
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2)) / len(x)
    return dW1, dW2

# wrong: divided by hidden -> number of hidden units
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / hidden
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: W2 without its transpose
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2 * (1 - a ** 2))
    return dW1, dW2

# wrong: a without its transpose
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: x without its transpose
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: the shape turned
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((hidden, x.shape[1]), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: zeros -> every single weight is c
def symmetric_gradient(x, y, hidden, c):
    W1 = np.zeros((x.shape[1], hidden))
    W2 = np.zeros((hidden, 1))
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: 1 - a without the square -> with a square
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a))
    return dW1, dW2

# wrong: only dW1 -> only `dW1` is returned
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1

# wrong: returns the loss, too -> a tuple of 3
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return np.mean((guess - y) ** 2), dW1, dW2

# wrong: a misspelled name -> did you mean
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (gues - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: tanh without np -> name 'tanh' is not defined
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    return dW1, dW2

# wrong: nothing returned -> is a `return` missing
def symmetric_gradient(x, y, hidden, c):
    W1 = np.full((x.shape[1], hidden), c)
    W2 = np.full((hidden, 1), c)
    z = x @ W1
    a = np.tanh(z)
    guess = a @ W2
    d = 2 * (guess - y) / len(x)
    dW2 = a.T @ d
    dW1 = x.T @ (d @ W2.T * (1 - a ** 2))
    print(dW1, dW2)

# ---- he_normal ----

# right: as in the lesson
def he_normal(rng, fan_in, fan_out):
    std = np.sqrt(2 / fan_in)
    return rng.normal(0, std, (fan_in, fan_out))

# right: standard normal, stretched
def he_normal(rng, fan_in, fan_out):
    W = rng.standard_normal((fan_in, fan_out))
    return W * (2 / fan_in) ** 0.5

# right: row by row, a list
def he_normal(rng, fan_in, fan_out):
    rows = []
    for i in range(fan_in):
        row = []
        for j in range(fan_out):
            row.append(rng.normal(0, np.sqrt(2 / fan_in)))
        rows.append(row)
    return rows

# right: single precision
def he_normal(rng, fan_in, fan_out):
    std = np.float32(np.sqrt(2 / fan_in))
    return rng.standard_normal((fan_in, fan_out), dtype=np.float32) * std

# right: by name, with math
def he_normal(rng, fan_in, fan_out):
    import math
    return rng.normal(loc=0.0, scale=math.sqrt(2.0 / fan_in), size=(fan_in, fan_out))

# right: drawn turned, and turned back
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2) / np.sqrt(fan_in), (fan_out, fan_in)).T

# wrong: the variance -> variance where
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, 2 / fan_in, (fan_in, fan_out))

# wrong: no 2 -> the 2 is missing
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out))

# wrong: no 2, otherwise written -> the 2 is missing
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, 1, (fan_in, fan_out)) / np.sqrt(fan_in)

# wrong: the outputs -> used the number of outputs
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2 / fan_out), (fan_in, fan_out))

# wrong: Xavier -> xavier's rule
def he_normal(rng, fan_in, fan_out):
    std = np.sqrt(2 / (fan_in + fan_out))
    return rng.normal(0, std, (fan_in, fan_out))

# wrong: the 2 beside the root -> under the root
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, 2 / np.sqrt(fan_in), (fan_in, fan_out))

# wrong: fan_in beside the root -> `fan_in` belongs under the root
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2) / fan_in, (fan_in, fan_out))

# wrong: the std in the mean's place -> in the mean's place
def he_normal(rng, fan_in, fan_out):
    std = np.sqrt(2 / fan_in)
    return rng.normal(std, 1, (fan_in, fan_out))

# wrong: the std in the mean's place, the size by name -> in the mean's place
def he_normal(rng, fan_in, fan_out):
    std = np.sqrt(2 / fan_in)
    return rng.normal(std, size=(fan_in, fan_out))

# wrong: the variance in the mean's place -> in the mean's place
def he_normal(rng, fan_in, fan_out):
    return rng.normal(2 / fan_in, size=(fan_in, fan_out))

# wrong: std and shape only -> takes the mean first
def he_normal(rng, fan_in, fan_out):
    std = np.sqrt(2 / fan_in)
    return rng.normal(std, (fan_in, fan_out))

# wrong: 1 everywhere -> standard deviation of 1
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, 1, (fan_in, fan_out))

# wrong: a hundredth -> should be
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, 1, (fan_in, fan_out)) * 0.01

# wrong: the root multiplied -> should be
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2 * fan_in), (fan_in, fan_out))

# wrong: random -> only positive numbers
def he_normal(rng, fan_in, fan_out):
    return rng.random((fan_in, fan_out)) * np.sqrt(2 / fan_in)

# wrong: uniform -> drawn evenly
def he_normal(rng, fan_in, fan_out):
    s = np.sqrt(2 / fan_in)
    return rng.uniform(-s, s, (fan_in, fan_out))

# wrong: He's other rule, drawn evenly -> aren't normally distributed
def he_normal(rng, fan_in, fan_out):
    s = np.sqrt(6 / fan_in)
    return rng.uniform(-s, s, (fan_in, fan_out))

# wrong: turned -> transposed
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2 / fan_in), (fan_out, fan_in))

# wrong: the shape as two arguments -> one argument, a tuple
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2 / fan_in), fan_in, fan_out)

# wrong: no shape -> the shape, too
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2 / fan_in))

# wrong: one row -> for each input
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2 / fan_in), fan_in)

# wrong: one long row -> one long row
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2 / fan_in), fan_in * fan_out)

# wrong: one number for all -> draw every weight separately
def he_normal(rng, fan_in, fan_out):
    return np.full((fan_in, fan_out), rng.normal(0, np.sqrt(2 / fan_in)))

# wrong: a row for all rows -> draw every weight separately
def he_normal(rng, fan_in, fan_out):
    row = rng.normal(0, np.sqrt(2 / fan_in), fan_out)
    return np.array([row] * fan_in)

# wrong: the global generator -> from the generator
def he_normal(rng, fan_in, fan_out):
    return np.random.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))

# wrong: a generator of its own -> from the generator
def he_normal(rng, fan_in, fan_out):
    rng = np.random.default_rng(42)
    return rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))

# wrong: randn -> has no `randn`
def he_normal(rng, fan_in, fan_out):
    return rng.randn(fan_in, fan_out) * np.sqrt(2 / fan_in)

# wrong: absolute values -> mean of the weights should be 0
def he_normal(rng, fan_in, fan_out):
    return np.abs(rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out)))

# wrong: fan-in misspelled -> did you mean
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, np.sqrt(2 / fanin), (fan_in, fan_out))

# wrong: sqrt without np -> name 'sqrt' is not defined
def he_normal(rng, fan_in, fan_out):
    return rng.normal(0, sqrt(2 / fan_in), (fan_in, fan_out))

# wrong: nothing returned -> is a `return` missing
def he_normal(rng, fan_in, fan_out):
    W = rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))

# wrong: returns in the loop
def he_normal(rng, fan_in, fan_out):
    W = []
    for i in range(fan_in):
        W.append(rng.normal(0, np.sqrt(2 / fan_in), fan_out))
        return W

# ---- signal_std ----

# right: as in the lesson
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# right: a list
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(np.std(z))
        a = z * (z > 0)
    return stds

# right: by index, into zeros
def signal_std(x, weights):
    out = np.zeros(len(weights))
    for i in range(len(weights)):
        x = np.dot(x, weights[i])
        out[i] = np.std(x)
        x = np.where(x > 0, x, 0)
    return out

# right: single precision, a tuple
def signal_std(x, weights):
    stds = ()
    a = x.astype(np.float32)
    for W in weights:
        z = a @ W.astype(np.float32)
        stds += (z.std(),)
        a = np.maximum(z, np.float32(0))
    return stds

# right: the formula of the standard deviation, by hand
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        m = z.sum() / z.size
        total = 0
        for row in z:
            for value in row:
                total += (value - m) ** 2
        stds.append((total / z.size) ** 0.5)
        a = z.clip(min=0)
    return np.array(stds)

# right: helper and float
def signal_std(x, weights):
    def relu(z):
        return (z + abs(z)) / 2
    stds = [float((x @ weights[0]).std())]
    z = x @ weights[0]
    for W in weights[1:]:
        z = relu(z) @ W
        stds.append(float(z.std()))
    return np.array(stds)

# wrong: no ReLU -> the relu between the layers is missing
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = z
    return np.array(stds)

# wrong: after the ReLU -> measured after the relu
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = np.maximum(a @ W, 0)
        stds.append(z.std())
        a = z
    return np.array(stds)

# wrong: the inputs through the ReLU -> the inputs through the relu
def signal_std(x, weights):
    stds = []
    a = np.maximum(x, 0)
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: the ReLU first -> the inputs through the relu
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        a = np.maximum(a, 0) @ W
        stds.append(a.std())
    return np.array(stds)

# wrong: variance -> that is the variance
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.var())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: the mean -> mean of z
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.mean())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: the mean size -> mean distance from 0
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(np.abs(z).mean())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: the last layer alone -> the last layer only
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.maximum(z, 0)
    return z.std()

# wrong: the columns -> standard deviation of each column
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std(axis=0))
        a = np.maximum(z, 0)
    return stds

# wrong: the columns, averaged -> each column and then averaged
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std(axis=0).mean())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: the rows, averaged -> each row and then averaged
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(np.mean(np.std(z, axis=1)))
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: root of the mean square -> root of the mean square
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(np.sqrt(np.mean(z ** 2)))
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: x into every layer -> fed x into every layer
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = x @ W
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: the spread of the inputs first -> starts with the inputs
def signal_std(x, weights):
    stds = [x.std()]
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: tanh -> you used tanh
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.tanh(z)
    return np.array(stds)

# wrong: sigmoid -> you used a sigmoid
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = 1 / (1 + np.exp(-z))
    return np.array(stds)

# wrong: absolute value -> absolute value
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = abs(z)
    return np.array(stds)

# wrong: np.max -> largest entry
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.max(z, 0)
    return np.array(stds)

# wrong: Python's max -> compares two single numbers
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = max(0, z)
    return np.array(stds)

# wrong: Python's max, the other way round -> compares two single numbers
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = max(z, 0)
    return np.array(stds)

# wrong: minimum -> np.minimum
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.minimum(z, 0)
    return np.array(stds)

# wrong: the weights -> of the weights
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(W.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: n - 1 -> `ddof=1`
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std(ddof=1))
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: W first -> `W @ a` does not fit
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = W @ a
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: entry by entry -> entry by entry
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a * W
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: the z themselves -> z themselves
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z)
        a = np.maximum(z, 0)
    return stds

# wrong: returns in the loop -> inside the loop
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.maximum(z, 0)
        return np.array(stds)

# wrong: the list begins anew
def signal_std(x, weights):
    a = x
    for W in weights:
        stds = []
        z = a @ W
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: the std is called without its brackets
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std)
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: rounded -> rounded
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(round(z.std(), 2))
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: divided by the first -> as they are
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds) / stds[0]

# wrong: changes x in place
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        a = a @ W
        stds.append(a.std())
        a[a < 0] = 0
    x -= x.mean()
    return np.array(stds)

# wrong: a misspelled name -> did you mean
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ w
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: keeps what append returns, which is nothing
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds = stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)

# wrong: nothing returned -> is a `return` missing
def signal_std(x, weights):
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(z.std())
        a = np.maximum(z, 0)

"""Answers to the exercises of lesson 00. How this file is read: test_corpus.py."""

# ---- neuron ----

# right: as in the lesson
def neuron(x, w, b):
    z = x @ w + b
    return 1 / (1 + np.exp(-z))

# right: a loop and math.exp
def neuron(x, w, b):
    import math
    z = b
    for i in range(len(x)):
        z = z + x[i] * w[i]
    return 1.0 / (1.0 + math.exp(-z))

# right: e to the z on top
def neuron(x, w, b):
    z = np.dot(w, x) + b
    return np.exp(z) / (np.exp(z) + 1)

# right: single precision
def neuron(x, w, b):
    x, w, b = np.float32(x), np.float32(w), np.float32(b)
    return 1 / (1 + np.exp(-(np.sum(x * w) + b)))

# right: single precision, handed back as a Python float
def neuron(x, w, b):
    z = np.sum(np.float32(x) * np.float32(w)) + np.float32(b)
    return float(1 / (1 + np.exp(-z)))

# right: a 0-d array
def neuron(x, w, b):
    return np.array(1 / (1 + np.exp(-sum(a * c for a, c in zip(x, w)) - b)))

# right: with a helper of one's own
def squash(z):
    return 0.5 * (1 + np.tanh(z / 2))

def neuron(x, w, b):
    return squash(np.inner(x, w) + b)

# wrong: no activation -> the activation is missing
def neuron(x, w, b):
    return x @ w + b

# wrong: the bias forgotten -> the bias is missing
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w)))

# wrong: brackets missing, as it happens when z is not named -> parentheses are missing
def neuron(x, w, b):
    return 1 / (1 + np.exp(-x @ w + b))

# wrong: the bias really taken off -> the bias ends up with the wrong sign
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w - b)))

# wrong: no minus in the power -> runs the wrong way
def neuron(x, w, b):
    z = x @ w + b
    return 1 / (1 + np.exp(z))

# wrong: brackets missing below the line -> divides first and then adds
def neuron(x, w, b):
    z = x @ w + b
    return 1 / 1 + np.exp(-z)

# wrong: e to the -z on top as well -> the numerator is 1
def neuron(x, w, b):
    z = x @ w + b
    return np.exp(-z) / (1 + np.exp(-z))

# wrong: only the denominator -> that sum is only the denominator
def neuron(x, w, b):
    z = x @ w + b
    return 1 + np.exp(-z)

# wrong: the mean of the products -> averaged the products
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(np.mean(x * w) + b)))

# wrong: two sums, then their product -> multiplied the two sums
def neuron(x, w, b):
    z = np.sum(x) * np.sum(w) + b
    return 1 / (1 + np.exp(-z))

# wrong: a sigmoid for each product -> one sigmoid, to the sum
def neuron(x, w, b):
    return np.sum(1 / (1 + np.exp(-(x * w + b))))

# wrong: the sigmoid of the inputs -> it comes last
def neuron(x, w, b):
    return 1 / (1 + np.exp(-x)) @ w + b

# wrong: a tanh from 0 to 1 -> twice as steep
def neuron(x, w, b):
    return (np.tanh(x @ w + b) + 1) / 2

# wrong: products not added up -> one product for each input
def neuron(x, w, b):
    z = x * w + b
    return 1 / (1 + np.exp(-z))

# wrong: the bias added once for each input -> once for each input
def neuron(x, w, b):
    z = 0
    for i in range(len(x)):
        z += x[i] * w[i] + b
    return 1 / (1 + np.exp(-z))

# wrong: relu -> that is the relu
def neuron(x, w, b):
    return max(x @ w + b, 0)

# wrong: rounds to yes or no -> a step, 0 or 1
def neuron(x, w, b):
    p = 1 / (1 + np.exp(-(x @ w + b)))
    return 1.0 if p > 0.5 else 0.0

# wrong: rounds the answer -> rounded
def neuron(x, w, b):
    return round(1 / (1 + np.exp(-(x @ w + b))), 2)

# wrong: forgets the return -> is a `return` missing
def neuron(x, w, b):
    z = x @ w + b
    a = 1 / (1 + np.exp(-z))

# wrong: prints in place of returning -> is a `return` missing
def neuron(x, w, b):
    z = x @ w + b
    print(1 / (1 + np.exp(-z)))

# wrong: return inside the loop -> inside the loop
def neuron(x, w, b):
    z = b
    for xi, wi in zip(x, w):
        z = z + xi * wi
        return 1 / (1 + np.exp(-z))

# wrong: right for two inputs only -> index
def neuron(x, w, b):
    z = x[0] * w[0] + x[1] * w[1] + b
    return 1 / (1 + np.exp(-z))

# wrong: math.exp of an array -> one number at a time
def neuron(x, w, b):
    from math import exp
    return 1 / (1 + exp(-(x * w + b)))

# wrong: e as a rounded number -> cut short
def neuron(x, w, b):
    return 1 / (1 + 2.718 ** -(x @ w + b))

# wrong: a name from elsewhere -> did you mean `x`
def neuron(x, w, b):
    z = X @ w + b
    return 1 / (1 + np.exp(-z))

# wrong: an array of one -> wanted a number
def neuron(x, w, b):
    z = x @ w + b
    return np.array([1 / (1 + np.exp(-z))])

# wrong: the weights squared by mistake
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(w @ w + b)))

# wrong: sigmoid of the bias apart 
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w))) + 1 / (1 + np.exp(-b))

# wrong: clips the sum, and nobody sees it in the named cases -> look again at `np.clip
def neuron(x, w, b):
    z = np.clip(x @ w + b, -10, 10)
    return 1 / (1 + np.exp(-z))

# ---- two_two_one ----

# right: as in the lesson
def two_two_one(x, W, v):
    hidden = np.maximum(x @ W, 0)
    return hidden @ v

# right: row by row, neuron by neuron, and a list
def two_two_one(x, W, v):
    answers = []
    for row in x:
        out = 0
        for j in range(2):
            z = row[0] * W[0, j] + row[1] * W[1, j]
            if z > 0:
                out += z * v[j]
        answers.append(out)
    return answers

# right: a mask in place of maximum
def two_two_one(x, W, v):
    z = np.dot(x, W)
    z[z < 0] = 0
    return np.dot(z, v)

# right: single precision
def two_two_one(x, W, v):
    x, W, v = (a.astype(np.float32) for a in (x, W, v))
    return np.sum(np.clip(x @ W, 0, None) * v, axis=1)

# right: a tuple from a comprehension
def two_two_one(x, W, v):
    return tuple(float(np.maximum(r @ W, 0) @ v) for r in x)

# wrong: no relu -> activation of the hidden pair is missing
def two_two_one(x, W, v):
    return (x @ W) @ v

# wrong: relu at the end -> the relu came too late
def two_two_one(x, W, v):
    return np.maximum(x @ W @ v, 0)

# wrong: relu everywhere -> the output went through a relu too
def two_two_one(x, W, v):
    hidden = np.maximum(x @ W, 0)
    return np.maximum(hidden @ v, 0)

# wrong: W the wrong way round -> the wrong way round
def two_two_one(x, W, v):
    hidden = np.maximum(x @ W.T, 0)
    return hidden @ v

# wrong: W first -> `W @ x` does not fit
def two_two_one(x, W, v):
    hidden = np.maximum(W @ x, 0)
    return hidden @ v

# wrong: forgets v -> added up without v
def two_two_one(x, W, v):
    hidden = np.maximum(x @ W, 0)
    return hidden.sum(axis=1)

# wrong: the mean of the hidden pair -> averaged without v
def two_two_one(x, W, v):
    return np.maximum(x @ W, 0).mean(axis=1)

# wrong: a step in place of ReLU -> through a step
def two_two_one(x, W, v):
    return ((x @ W) > 0) @ v

# wrong: relu of the weights -> put on the weights
def two_two_one(x, W, v):
    return x @ np.maximum(W, 0) @ v

# wrong: v before the relu -> before the relu
def two_two_one(x, W, v):
    return np.maximum(x @ W * v, 0).sum(axis=1)

# wrong: returns the hidden pair -> those are the hidden outputs
def two_two_one(x, W, v):
    return np.maximum(x @ W, 0)

# wrong: sigmoid as in the exercise before -> through a sigmoid
def two_two_one(x, W, v):
    hidden = 1 / (1 + np.exp(-(x @ W)))
    return hidden @ v

# wrong: Python's max -> `np.maximum` and `np.minimum` do
def two_two_one(x, W, v):
    hidden = max(x @ W, 0)
    return hidden @ v

# wrong: np.max -> np.max(z, 0) takes the largest number of each column
def two_two_one(x, W, v):
    hidden = np.max(x @ W, 0)
    return hidden @ v

# wrong: products not added up -> leaves two products for each row
def two_two_one(x, W, v):
    hidden = np.maximum(x @ W, 0)
    return hidden * v

# wrong: entry by entry from the start -> `x * W` does not fit
def two_two_one(x, W, v):
    hidden = np.maximum(x * W, 0)
    return hidden @ v

# wrong: relu of the inputs -> put on the inputs
def two_two_one(x, W, v):
    return np.maximum(x, 0) @ W @ v

# wrong: v the wrong way round
def two_two_one(x, W, v):
    hidden = np.maximum(x @ W, 0)
    return hidden[:, 0] * v[1] + hidden[:, 1] * v[0]

# wrong: one number for all rows -> wanted an array
def two_two_one(x, W, v):
    hidden = np.maximum(x @ W, 0)
    return np.sum(hidden @ v)

# wrong: returns within the loop -> inside the loop
def two_two_one(x, W, v):
    out = []
    for row in x:
        out.append(np.maximum(row @ W, 0) @ v)
        return np.array(out)

# wrong: a hidden unit that is off goes on with -z -> the absolute value
def two_two_one(x, W, v):
    hidden = np.abs(x @ W)
    return hidden @ v

# wrong: a column where a row of numbers was asked for -> wrong shape, (4, 1)
def two_two_one(x, W, v):
    hidden = np.maximum(x @ W, 0)
    return hidden @ v.reshape(2, 1)

# wrong: forgets to use the input -> `x`
def two_two_one(x, W, v):
    hidden = np.maximum(W, 0)
    return hidden @ v

# wrong: a bias of one's own
def two_two_one(x, W, v):
    hidden = np.maximum(x @ W + 1, 0)
    return hidden @ v

# ---- collapse ----

# right: as in the lesson
def collapse(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W2 + b2
    return W, b

# right: loops, and lists
def collapse(W1, b1, W2, b2):
    n, m = W1.shape
    k = W2.shape[1]
    W = [[sum(W1[i][j] * W2[j][l] for j in range(m)) for l in range(k)] for i in range(n)]
    b = [sum(b1[j] * W2[j][l] for j in range(m)) + b2[l] for l in range(k)]
    return [W, b]

# right: single precision
def collapse(W1, b1, W2, b2):
    W1, b1, W2, b2 = [np.array(a, dtype="float32") for a in (W1, b1, W2, b2)]
    return W1.dot(W2), b1.dot(W2) + b2

# right: finds out what the layers do to the unit vectors
def collapse(W1, b1, W2, b2):
    def both(x):
        return (x @ W1 + b1) @ W2 + b2
    b = both(np.zeros(len(W1)))
    return both(np.eye(len(W1))) - b, b

# right: transposed twice
def collapse(W1, b1, W2, b2):
    return (W2.T @ W1.T).T, W2.T @ b1 + b2

# wrong: the biases added up -> cannot be added as they are
def collapse(W1, b1, W2, b2):
    return W1 @ W2, b1 + b2

# wrong: b1 forgotten -> the first layer's bias got lost
def collapse(W1, b1, W2, b2):
    return W1 @ W2, b2

# wrong: b2 forgotten -> the second layer's bias got lost
def collapse(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2

# wrong: the other order -> the products are in the wrong order
def collapse(W1, b1, W2, b2):
    return W2 @ W1, b1 @ W2 + b2

# wrong: entry by entry -> multiplies entry by entry
def collapse(W1, b1, W2, b2):
    W = W1 * W2
    return W, b1 @ W2 + b2

# wrong: the bias on the wrong side -> a row on the left of W2
def collapse(W1, b1, W2, b2):
    return W1 @ W2, W2 @ b1 + b2

# wrong: the weights added -> the weights of the layers were added
def collapse(W1, b1, W2, b2):
    return W1 + W2, b1 + b2

# wrong: relu in between -> there is a relu in between
def collapse(W1, b1, W2, b2):
    W = np.maximum(W1, 0) @ W2
    b = np.maximum(b1, 0) @ W2 + b2
    return W, b

# wrong: b1 added to the weights -> b1 was added to the weights
def collapse(W1, b1, W2, b2):
    return (W1 + b1) @ W2, b2

# wrong: both biases in W -> the biases got into W
def collapse(W1, b1, W2, b2):
    return (W1 + b1) @ W2 + b2, b2

# wrong: the biases in W and in b -> your b is right
def collapse(W1, b1, W2, b2):
    b = b1 @ W2 + b2
    return W1 @ W2 + b, b

# wrong: b first -> in another order
def collapse(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W2 + b2
    return b, W

# wrong: only the weights -> only `W` is returned
def collapse(W1, b1, W2, b2):
    return W1 @ W2

# wrong: b1 through both layers -> only W2 multiplies it
def collapse(W1, b1, W2, b2):
    W = W1 @ W2
    return W, b1 @ W + b2

# wrong: b2 through the second layer, too
def collapse(W1, b1, W2, b2):
    return W1 @ W2, (b1 + b2) @ W2

# wrong: b subtracted -> `b2` is subtracted where it should be added
def collapse(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 - b2

# wrong: a row in place of a list of numbers -> (1, 2)
def collapse(W1, b1, W2, b2):
    return W1 @ W2, b1.reshape(1, -1) @ W2 + b2

# wrong: the results of one example -> 'x' is not defined
def collapse(W1, b1, W2, b2):
    return (x @ W1 + b1) @ W2 + b2

# wrong: one bias for all outputs
def collapse(W1, b1, W2, b2):
    return W1 @ W2, (b1 @ W2 + b2).sum()

# wrong: the mean of the biases
def collapse(W1, b1, W2, b2):
    return W1 @ W2, (b1 @ W2 + b2) / 2

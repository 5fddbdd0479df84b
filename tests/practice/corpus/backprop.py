"""Answers to the exercises of lesson 03. How this file is read: test_corpus.py."""

# ---- dense_backward ----

# right: as in the lesson
def dense_backward(grad, x, W):
    dW = x.T @ grad
    db = grad.sum(axis=0)
    dx = grad @ W.T
    return dW, db, dx

# right: three loops
def dense_backward(grad, x, W):
    n, inputs = x.shape
    outputs = grad.shape[1]
    dW, db, dx = np.zeros((inputs, outputs)), np.zeros(outputs), np.zeros((n, inputs))
    for r in range(n):
        for j in range(outputs):
            db[j] += grad[r, j]
            for i in range(inputs):
                dW[i, j] += x[r, i] * grad[r, j]
                dx[r, i] += W[i, j] * grad[r, j]
    return dW, db, dx

# right: einsum, and a list
def dense_backward(grad, x, W):
    return [np.einsum("ni,no->io", x, grad), np.einsum("no->o", grad), np.einsum("no,io->ni", grad, W)]

# right: single precision
def dense_backward(grad, x, W):
    g, x, W = grad.astype("f4"), x.astype("f4"), W.astype("f4")
    return np.dot(x.T, g), np.ones(len(g), "f4") @ g, np.dot(g, W.T)

# right: transposed twice
def dense_backward(grad, x, W):
    return (grad.T @ x).T, np.sum(grad, 0), (W @ grad.T).T

# wrong: a mean for the bias -> `db` is the mean over the rows
def dense_backward(grad, x, W):
    return x.T @ grad, grad.mean(axis=0), grad @ W.T

# wrong: not added up -> still has one row for each example
def dense_backward(grad, x, W):
    return x.T @ grad, grad, grad @ W.T

# wrong: one number -> `db` is one number
def dense_backward(grad, x, W):
    return x.T @ grad, np.sum(grad), grad @ W.T

# wrong: the other axis -> adds up the outputs of each row
def dense_backward(grad, x, W):
    return x.T @ grad, grad.sum(axis=1), grad @ W.T

# wrong: dW turned -> `dW` is transposed
def dense_backward(grad, x, W):
    return grad.T @ x, grad.sum(axis=0), grad @ W.T

# wrong: x not turned -> `x` has to be transposed
def dense_backward(grad, x, W):
    dW = x @ grad
    db = grad.sum(axis=0)
    dx = grad @ W.T
    return dW, db, dx

# wrong: right dW beside a wrong dx, which fails -> `W.T @ grad` does not fit
def dense_backward(grad, x, W):
    dW = x.T @ grad
    db = grad.sum(axis=0)
    dx = W.T @ grad
    return dW, db, dx

# wrong: W not turned -> transpose the weights
def dense_backward(grad, x, W):
    dW = x.T @ grad
    db = grad.sum(axis=0)
    dx = grad @ W
    return dW, db, dx

# wrong: stars -> `x.T * grad` does not fit
def dense_backward(grad, x, W):
    dW = x.T * grad
    db = grad.sum(axis=0)
    dx = grad * W.T
    return dW, db, dx

# wrong: divided by n -> divided by the number of rows
def dense_backward(grad, x, W):
    n = len(x)
    return x.T @ grad / n, grad.sum(axis=0) / n, grad @ W.T

# wrong: another order -> in another order
def dense_backward(grad, x, W):
    dW = x.T @ grad
    db = grad.sum(axis=0)
    dx = grad @ W.T
    return dx, dW, db

# wrong: the slopes of the layer alone -> multiplies them by `grad`
def dense_backward(grad, x, W):
    ones = np.ones(grad.shape)
    return x.T @ ones, ones.sum(axis=0), ones @ W.T

# wrong: dx forgotten -> wanted a tuple of 3
def dense_backward(grad, x, W):
    return x.T @ grad, grad.sum(axis=0)

# wrong: db as a table with one row -> (1, 2)
def dense_backward(grad, x, W):
    return x.T @ grad, grad.sum(axis=0, keepdims=True), grad @ W.T

# wrong: db of the inputs -> `x.sum(axis=0)` stands where
def dense_backward(grad, x, W):
    return x.T @ grad, x.sum(axis=0), grad @ W.T

# wrong: uphill and downhill -> `dW` is returned with the wrong sign
def dense_backward(grad, x, W):
    dW = -(x.T @ grad)
    db = grad.sum(axis=0)
    dx = grad @ W.T
    return dW, db, dx

# wrong: everything with a minus -> the right size and the wrong sign
def dense_backward(grad, x, W):
    return -x.T @ grad, -grad.sum(axis=0), -grad @ W.T

# wrong: grad changed on the way -> all three are divided
def dense_backward(grad, x, W):
    grad /= len(x)
    return x.T @ grad, grad.sum(axis=0), grad @ W.T

# wrong: the forward pass -> wanted a tuple of 3
def dense_backward(grad, x, W):
    return x @ W

# ---- relu_backward ----

# right: as in the lesson
def relu_backward(grad, z):
    return grad * (z > 0)

# right: a copy with zeros put in
def relu_backward(grad, z):
    dz = grad.copy()
    dz[z <= 0] = 0
    return dz

# right: where
def relu_backward(grad, z):
    return np.where(z > 0, grad, 0)

# right: two loops, and lists
def relu_backward(grad, z):
    return [[g if v > 0 else 0.0 for g, v in zip(grow, zrow)] for grow, zrow in zip(grad, z)]

# right: single precision
def relu_backward(grad, z):
    return np.float32(grad) * np.heaviside(np.float32(z), np.float32(0))

# wrong: at 0 too -> a z of exactly 0
def relu_backward(grad, z):
    return grad * (z >= 0)

# wrong: half at 0, as some books have it -> heaviside
def relu_backward(grad, z):
    return grad * np.heaviside(z, 0.5)

# wrong: the sign of the slope -> what decides is the sign of `z`
def relu_backward(grad, z):
    return np.maximum(grad, 0)

# wrong: its own slope -> relu's own slope
def relu_backward(grad, z):
    return np.where(z > 0, 1.0, 0.0)

# wrong: truth values -> relu's own slope
def relu_backward(grad, z):
    return z > 0

# wrong: the value -> relu's value
def relu_backward(grad, z):
    return grad * np.maximum(z, 0)

# wrong: z itself -> multiplied by `z` itself
def relu_backward(grad, z):
    return grad * z

# wrong: an if -> `if` can only decide one thing
def relu_backward(grad, z):
    if z > 0:
        return grad
    return np.zeros_like(grad)

# wrong: an if with another body -> one thing at a time
def relu_backward(grad, z):
    if z <= 0:
        return 0 * grad
    else:
        return grad

# wrong: Python's max -> a single True or False
def relu_backward(grad, z):
    return grad * max(z, 0)

# wrong: nothing stopped -> come through everywhere
def relu_backward(grad, z):
    return grad

# wrong: the wrong way round -> backward
def relu_backward(grad, z):
    return np.where(z > 0, 0, grad)

# wrong: leaky -> look again
def relu_backward(grad, z):
    return np.where(z > 0, grad, 0.01 * grad)

# wrong: the forward pass -> the forward pass
def relu_backward(grad, z):
    return np.maximum(z, 0)

# wrong: a matrix product -> does not fit
def relu_backward(grad, z):
    return grad @ (z > 0)

# wrong: changed in place -> changes its argument `grad` in place
def relu_backward(grad, z):
    grad[z <= 0] = 0
    return grad

# wrong: the sign of z -> `np.sign(z)` is -1
def relu_backward(grad, z):
    return grad * np.sign(z)

# wrong: flattened -> shape
def relu_backward(grad, z):
    return grad[z > 0]

# ---- find_the_bug ----

# right: as in the lesson
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size > 0 and np.linalg.norm(grads[name] - numeric) / size > 1e-5:
            wrong.append(name)
    return wrong

# right: flat views
def find_the_bug(loss, params, grads, h=1e-5):
    def ratio(a, b):
        both = np.sqrt((a ** 2).sum()) + np.sqrt((b ** 2).sum())
        return 0.0 if both == 0 else np.sqrt(((a - b) ** 2).sum()) / both
    found = []
    for name in params:
        flat = params[name].ravel()
        numeric = []
        for i in range(flat.size):
            old = float(flat[i])
            flat[i] = old + h
            up = loss(params)
            flat[i] = old - h
            down = loss(params)
            flat[i] = old
            numeric.append((up - down) / 2 / h)
        if ratio(grads[name].ravel(), np.array(numeric)) > 1e-5:
            found += [name]
    return found

# right: a tuple of names, and copies of the parameters
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = ()
    for name in params:
        numeric = np.empty(params[name].shape)
        for i in np.ndindex(numeric.shape):
            losses = []
            for step in (h, -h):
                nudged = {k: v.copy() for k, v in params.items()}
                nudged[name][i] += step
                losses.append(loss(nudged))
            numeric[i] = (losses[0] - losses[1]) / (2 * h)
        top = np.linalg.norm(numeric - grads[name])
        bottom = np.linalg.norm(numeric) + np.linalg.norm(grads[name])
        if top > 1e-5 * bottom:
            wrong += (name,)
    return wrong

# right: += and -=, and put back exactly
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        before = p.copy()
        num = np.zeros(p.shape)
        for i in np.ndindex(p.shape):
            p[i] += h
            a = loss(params)
            p[i] -= 2 * h
            b = loss(params)
            p[...] = before
            num[i] = (a - b) / (2 * h)
        n = np.linalg.norm
        if n(num) + n(grads[name]) == 0:
            continue
        if n(num - grads[name]) / (n(num) + n(grads[name])) > 1e-5:
            wrong.append(name)
    return wrong

# wrong: an empty list -> it never names any array
def find_the_bug(loss, params, grads, h=1e-5):
    return []

# wrong: all of them -> it names every array, always
def find_the_bug(loss, params, grads, h=1e-5):
    return list(params)

# wrong: the limit of the table -> too strict
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size > 0 and np.linalg.norm(grads[name] - numeric) / size > 1e-7:
            wrong.append(name)
    return wrong

# wrong: a limit of a hundredth -> too lax
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size > 0 and np.linalg.norm(grads[name] - numeric) / size > 1e-2:
            wrong.append(name)
    return wrong

# wrong: the names that are right -> the names that are right
def find_the_bug(loss, params, grads, h=1e-5):
    right = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size == 0 or np.linalg.norm(grads[name] - numeric) / size <= 1e-5:
            right.append(name)
    return right

# wrong: divided by h -> twice as large
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / h
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size > 0 and np.linalg.norm(grads[name] - numeric) / size > 1e-5:
            wrong.append(name)
    return wrong

# wrong: the difference itself -> the difference itself
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        if np.linalg.norm(grads[name] - numeric) > 1e-5:
            wrong.append(name)
    return wrong

# wrong: sizes compared -> compares only how large
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        a, b = np.linalg.norm(grads[name]), np.linalg.norm(numeric)
        if a + b > 0 and abs(a - b) / (a + b) > 1e-5:
            wrong.append(name)
    return wrong

# wrong: the whole array at once -> whole array at once
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        here = p.copy()
        p[...] = here + h
        above = loss(params)
        p[...] = here - h
        below = loss(params)
        p[...] = here
        numeric = (above - below) / (2 * h)
        a, b = grads[name].sum(), numeric
        if abs(a) + abs(b) > 0 and abs(a - b) / (abs(a) + abs(b)) > 1e-5:
            wrong.append(name)
    return wrong

# wrong: not put back -> leaves each entry nudged
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            p[i] += h
            above = loss(params)
            p[i] -= 2 * h
            numeric[i] = (above - loss(params)) / (2 * h)
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size > 0 and np.linalg.norm(grads[name] - numeric) / size > 1e-5:
            wrong.append(name)
    return wrong

# wrong: to one side -> nudge to both sides
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    start = loss(params)
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            numeric[i] = (loss(params) - start) / h
            p[i] = here
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size > 0 and np.linalg.norm(grads[name] - numeric) / size > 1e-5:
            wrong.append(name)
    return wrong

# wrong: the first wrong one only -> stops at the first wrong name
def find_the_bug(loss, params, grads, h=1e-5):
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size > 0 and np.linalg.norm(grads[name] - numeric) / size > 1e-5:
            return [name]
    return []

# wrong: nothing divided by nothing -> two zeros agree
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if not np.linalg.norm(grads[name] - numeric) / size <= 1e-5:
            wrong.append(name)
    return wrong

# wrong: one index for tables -> whole row at once
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in range(len(p)):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size > 0 and np.linalg.norm(grads[name] - numeric) / size > 1e-5:
            wrong.append(name)
    return wrong

# wrong: the return within the loop -> inside the loop
def find_the_bug(loss, params, grads, h=1e-5):
    wrong = []
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        size = np.linalg.norm(grads[name]) + np.linalg.norm(numeric)
        if size > 0 and np.linalg.norm(grads[name] - numeric) / size > 1e-5:
            wrong.append(name)
        return wrong

# wrong: one string -> wanted a list
def find_the_bug(loss, params, grads, h=1e-5):
    worst, largest = "", 0
    for name, p in params.items():
        numeric = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            here = p[i]
            p[i] = here + h
            above = loss(params)
            p[i] = here - h
            below = loss(params)
            p[i] = here
            numeric[i] = (above - below) / (2 * h)
        off = np.linalg.norm(grads[name] - numeric)
        if off > largest:
            worst, largest = name, off
    return worst

# ---- train_step ----

# right: as in the lesson
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# right: with the functions of this lesson
def dense_backward(grad, x, W):
    return x.T @ grad, grad.sum(axis=0), grad @ W.T

def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = np.dot(x, W1) + b1
    a1 = z1 * (z1 > 0)
    p = 0.5 * (1 + np.tanh((np.dot(a1, W2) + b2) / 2))
    dW2, db2, da1 = dense_backward((p - y) / y.size, a1, W2)
    dW1, db1, _ = dense_backward(np.where(z1 > 0, da1, 0), x, W1)
    slopes = (dW1, db1, dW2, db2)
    return [old - lr * slope for old, slope in zip(params, slopes)]

# right: one example after the other
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    total = [np.zeros(p.shape) for p in params]
    for row, truth in zip(x, y):
        z = row @ W1 + b1
        a = np.maximum(z, 0)
        p = 1 / (1 + np.exp(-(a @ W2 + b2)))
        d2 = (p - truth) / len(x)
        d1 = (W2 @ d2) * (z > 0)
        total[0] += np.outer(row, d1)
        total[1] += d1
        total[2] += np.outer(a, d2)
        total[3] += d2
    return tuple(p - lr * t for p, t in zip(params, total))

# right: single precision
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = (np.float32(p) for p in params)
    x, y, lr = np.float32(x), np.float32(y), np.float32(lr)
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    d2 = (1 / (1 + np.exp(-(a1 @ W2 + b2))) - y) / np.float32(len(y))
    d1 = d2 @ W2.T * (z1 > 0)
    return W1 - lr * (x.T @ d1), b1 - lr * d1.sum(0), W2 - lr * (a1.T @ d2), b2 - lr * d2.sum(0)

# wrong: uphill -> moved uphill
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (y - p) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# wrong: no mean -> divided by `len(y)`
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = p - y
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# wrong: no relu on the way back -> the relu is missing
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = dz2 @ W2.T
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# wrong: no relu on the way there
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = z1
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# wrong: the slope of the sigmoid once more -> one factor too many
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) * p * (1 - p) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# wrong: W2 moves first -> need the old `W2`
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    W2 = W2 - lr * (a1.T @ dz2)
    b2 = b2 - lr * dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    W1 = W1 - lr * (x.T @ dz1)
    b1 = b1 - lr * dz1.sum(axis=0)
    return W1, b1, W2, b2

# wrong: the slopes -> the step is still missing
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    return x.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)

# wrong: means for the biases -> the biases add up over the rows
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.mean(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.mean(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# wrong: no learning rate -> the factor `lr` is left out
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - dW1, b1 - db1, W2 - dW2, b2 - db2

# wrong: W2 not turned -> does not fit
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# wrong: changes the parameters that came in -> changes its argument `params` in place
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    W1 -= lr * dW1
    b1 -= lr * db1
    W2 -= lr * dW2
    b2 -= lr * db2
    return W1, b1, W2, b2

# wrong: forgets b1 on the way there -> `b1`
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# wrong: the relu by a1 >= 0, which is always so -> the relu is missing
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (a1 >= 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

# wrong: squared error in place of cross-entropy's slope, with its 2 -> look again
def train_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
    dz2 = 2 * (p - y) / len(y)
    dW2, db2 = a1.T @ dz2, dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1, db1 = x.T @ dz1, dz1.sum(axis=0)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2

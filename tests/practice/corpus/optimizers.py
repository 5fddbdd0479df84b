"""Answers to the exercises of lesson 07. How this file is read: test_corpus.py."""

# ---- ewma ----

# right: as in the lesson
def ewma(values, beta, correct):
    average, seen = 0.0, []
    for t, value in enumerate(values, start=1):
        average = beta * average + (1 - beta) * value
        seen.append(average / (1 - beta**t) if correct else average)
    return np.array(seen)

# right: a list handed back, and an if
def ewma(values, beta, correct):
    result = []
    v = 0
    for i in range(len(values)):
        v = beta * v + (1 - beta) * values[i]
        if correct:
            result.append(v / (1 - beta ** (i + 1)))
        else:
            result.append(v)
    return result

# right: single precision, filled in, corrected at the end
def ewma(values, beta, correct):
    out = np.zeros(len(values), dtype=np.float32)
    prev = 0.0
    for i, x in enumerate(values):
        prev = beta * prev + (1 - beta) * x
        out[i] = prev
    if correct:
        t = np.arange(1, len(values) + 1)
        out = out / (1 - np.float32(beta) ** t)
    return out

# right: moves a part of the way to each value, and a tuple
def ewma(values, beta, correct):
    avg, power, out = 0.0, 1.0, ()
    for x in values:
        avg += (1 - beta) * (x - avg)
        power *= beta
        out += (avg / (1 - power) if correct else avg,)
    return out

# right: the weights written out
def ewma(values, beta, correct):
    out = []
    for t in range(1, len(values) + 1):
        weights = (1 - beta) * beta ** np.arange(t - 1, -1, -1)
        out.append(weights @ values[:t] / (weights.sum() if correct else 1))
    return np.array(out)

# wrong: shares swapped -> shares are swapped
def ewma(values, beta, correct):
    v = 0
    out = []
    for t, x in enumerate(values, 1):
        v = (1 - beta) * v + beta * x
        out.append(v / (1 - beta**t) if correct else v)
    return np.array(out)

# wrong: the whole value -> the whole new value
def ewma(values, beta, correct):
    v = 0
    out = []
    for t, x in enumerate(values, 1):
        v = beta * v + x
        if correct:
            out.append(v / (1 - beta**t))
        else:
            out.append(v)
    return np.array(out)

# wrong: correct is never looked at -> never corrected
def ewma(values, beta, correct):
    v = 0
    out = []
    for x in values:
        v = beta * v + (1 - beta) * x
        out.append(v)
    return np.array(out)

# wrong: always corrected -> only if `correct` is true
def ewma(values, beta, correct):
    v, out = 0, []
    for t, x in enumerate(values, 1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta**t))
    return np.array(out)

# wrong: the corrected one is carried on -> again and again
def ewma(values, beta, correct):
    v = 0
    out = []
    for t, x in enumerate(values, start=1):
        v = beta * v + (1 - beta) * x
        if correct:
            v = v / (1 - beta**t)
        out.append(v)
    return np.array(out)

# wrong: t from 0 -> one too small
def ewma(values, beta, correct):
    v = 0
    out = []
    for t, x in enumerate(values):
        v = beta * v + (1 - beta) * x
        if correct:
            out.append(v / (1 - beta**t))
        else:
            out.append(v)
    return np.array(out)

# wrong: no power -> right only on the first
def ewma(values, beta, correct):
    v, out = 0.0, []
    for x in values:
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta) if correct else v)
    return np.array(out)

# wrong: times t -> to the power t
def ewma(values, beta, correct):
    v, out = 0.0, []
    for t, x in enumerate(values, start=1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta * t) if correct else v)
    return np.array(out)

# wrong: the power of the whole bracket -> power is in the wrong place
def ewma(values, beta, correct):
    v, out = 0.0, []
    for t, x in enumerate(values, start=1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta) ** t if correct else v)
    return np.array(out)

# wrong: starts at the first value -> Start at 0
def ewma(values, beta, correct):
    v = values[0]
    out = []
    for t, x in enumerate(values, start=1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta**t) if correct else v)
    return np.array(out)

# wrong: the first value stands as it is -> the first value itself
def ewma(values, beta, correct):
    out = [values[0]]
    for t in range(1, len(values)):
        out.append(beta * out[-1] + (1 - beta) * values[t])
    return np.array(out)

# wrong: corrected by multiplying -> divide
def ewma(values, beta, correct):
    v, out = 0.0, []
    for t, x in enumerate(values, start=1):
        v = beta * v + (1 - beta) * x
        out.append(v * (1 - beta**t) if correct else v)
    return np.array(out)

# wrong: the last only -> only the last
def ewma(values, beta, correct):
    v = 0
    for t, x in enumerate(values, start=1):
        v = beta * v + (1 - beta) * x
    if correct:
        v = v / (1 - beta**t)
    return v

# wrong: yesterday's value -> yesterday's *average*
def ewma(values, beta, correct):
    out = []
    old = 0
    for t, x in enumerate(values, start=1):
        v = beta * old + (1 - beta) * x
        old = x
        out.append(v / (1 - beta**t) if correct else v)
    return np.array(out)

# wrong: noted before it is changed -> one day late
def ewma(values, beta, correct):
    v = 0
    out = []
    for t, x in enumerate(values, start=1):
        out.append(v / (1 - beta**t) if correct else v)
        v = beta * v + (1 - beta) * x
    return np.array(out)

# wrong: the 0 at the start is kept too -> one entry too many
def ewma(values, beta, correct):
    out = [0.0]
    for x in values:
        out.append(beta * out[-1] + (1 - beta) * x)
    out = np.array(out)
    if correct:
        out[1:] = out[1:] / (1 - beta ** np.arange(1, len(values) + 1))
    return out

# wrong: the plain mean so far -> old values fade
def ewma(values, beta, correct):
    out = []
    for i in range(len(values)):
        out.append(np.mean(values[: i + 1]))
    return np.array(out)

# wrong: a return in the loop -> inside the loop
def ewma(values, beta, correct):
    v = 0
    out = []
    for t, x in enumerate(values, start=1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta**t) if correct else v)
        return np.array(out)

# wrong: 0.9 written in -> use `beta`
def ewma(values, beta, correct):
    v, out = 0.0, []
    for t, x in enumerate(values, start=1):
        v = 0.9 * v + 0.1 * x
        out.append(v / (1 - 0.9**t) if correct else v)
    return np.array(out)

# wrong: two slips, swapped and never corrected
def ewma(values, beta, correct):
    v, out = 0.0, []
    for x in values:
        v = (1 - beta) * v + beta * x
        out.append(v)
    return np.array(out)

# wrong: nothing returned -> is a `return` missing
def ewma(values, beta, correct):
    v, out = 0.0, []
    for t, x in enumerate(values, start=1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta**t) if correct else v)

# wrong: never set before -> has no value yet
def ewma(values, beta, correct):
    out = []
    for t, x in enumerate(values, start=1):
        average = beta * average + (1 - beta) * x
        out.append(average / (1 - beta**t) if correct else average)
    return np.array(out)

# wrong: all at once, with no memory
def ewma(values, beta, correct):
    v = (1 - beta) * values
    if correct:
        v = v / (1 - beta)
    return v

# ---- momentum_step ----

# right: as in the lesson
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    return w - lr * m, m

# right: new names, a list
def momentum_step(w, g, m, lr, beta):
    new_m = beta * m + (1 - beta) * g
    new_w = w - lr * new_m
    return [new_w, new_m]

# right: weight by weight
def momentum_step(w, g, m, lr, beta):
    new_w, new_m = [], []
    for i in range(len(w)):
        mi = beta * m[i] + (1 - beta) * g[i]
        new_m.append(mi)
        new_w.append(w[i] - lr * mi)
    return new_w, new_m

# right: single precision
def momentum_step(w, g, m, lr, beta):
    w, g, m = np.float32(w), np.float32(g), np.float32(m)
    m = m + (1 - beta) * (g - m)
    return w - lr * m, m

# right: copies, changed in place
def momentum_step(w, g, m, lr, beta):
    w, m = w.copy(), m.copy()
    m *= beta
    m += (1 - beta) * g
    w -= lr * m
    return w, m

# wrong: in place -> changes its argument
def momentum_step(w, g, m, lr, beta):
    m *= beta
    m += (1 - beta) * g
    w -= lr * m
    return w, m

# wrong: without 1 - beta -> form without (1 − β)
def momentum_step(w, g, m, lr, beta):
    m = beta * m + g
    return w - lr * m, m

# wrong: as a velocity -> the last *step*
def momentum_step(w, g, m, lr, beta):
    m = beta * m - lr * g
    return w + m, m

# wrong: lr inside the average -> includes the learning rate
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * lr * g
    w = w - m
    return w, m

# wrong: uphill -> uphill
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    return w + lr * m, m

# wrong: the step first -> old m
def momentum_step(w, g, m, lr, beta):
    w = w - lr * m
    m = beta * m + (1 - beta) * g
    return w, m

# wrong: steps along g -> uses the gradient g
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    w = w - lr * g
    return w, m

# wrong: swapped shares -> shares are swapped
def momentum_step(w, g, m, lr, beta):
    m = (1 - beta) * m + beta * g
    return w - lr * m, m

# wrong: m first -> wrong order
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    w = w - lr * m
    return m, w

# wrong: old m handed back -> returned the old m
def momentum_step(w, g, m, lr, beta):
    new = beta * m + (1 - beta) * g
    w = w - lr * new
    return w, m

# wrong: w alone -> only the new w
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    return w - lr * m

# wrong: plain gradient descent -> plain gradient descent
def momentum_step(w, g, m, lr, beta):
    return w - lr * g, m

# wrong: lr forgotten -> learning rate is missing
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    return w - m, m

# wrong: the step instead of the place -> `w - lr * m` belongs
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    return lr * m, m

# wrong: w in place of g in the average
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * w
    return w - lr * m, m

# wrong: one average for all
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * np.mean(g)
    return w - lr * m, m

# wrong: 0.9 written in, which many cases have -> use `beta`
def momentum_step(w, g, m, lr, beta):
    m = 0.9 * m + 0.1 * g
    return w - lr * m, m

# wrong: minus in the average -> subtracted where it should be added
def momentum_step(w, g, m, lr, beta):
    m = beta * m - (1 - beta) * g
    return w - lr * m, m

# wrong: swapped and uphill
def momentum_step(w, g, m, lr, beta):
    m = (1 - beta) * m + beta * g
    return w + lr * m, m

# wrong: corrected as in Adam's first step -> no correction
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    m_hat = m / (1 - beta)
    return w - lr * m_hat, m

# wrong: nothing returned -> is a `return` missing
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    w = w - lr * m

# wrong: misspelled -> did you mean
def momentum_step(w, g, m, lr, beta):
    new_m = beta * m + (1 - beta) * g
    return w - lr * new_n, new_m

# wrong: a matrix product -> look again at `m @ g`
def momentum_step(w, g, m, lr, beta):
    m = beta * m + (1 - beta) * g
    return w - lr * (m @ g), m

# ---- rmsprop_step ----

# right: as in the lesson
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / (np.sqrt(v) + eps), v

# right: new names, a power of a half, a list
def rmsprop_step(w, g, v, lr, beta, eps):
    v_new = beta * v + (1 - beta) * g * g
    step = g / (v_new ** 0.5 + eps)
    return [w - step * lr, v_new]

# right: weight by weight, with math
def rmsprop_step(w, g, v, lr, beta, eps):
    import math
    new_w, new_v = np.zeros(len(w)), np.zeros(len(w))
    for i in range(len(w)):
        new_v[i] = beta * v[i] + (1 - beta) * g[i] ** 2
        new_w[i] = w[i] - lr * g[i] / (math.sqrt(new_v[i]) + eps)
    return new_w, new_v

# right: single precision
def rmsprop_step(w, g, v, lr, beta, eps):
    w, g, v = w.astype(np.float32), g.astype(np.float32), v.astype(np.float32)
    v = v + (1 - beta) * (np.square(g) - v)
    rate = lr / (np.sqrt(v) + eps)
    return w - rate * g, v

# wrong: g not squared -> gradients themselves
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g
    return w - lr * g / (np.sqrt(v) + eps), v

# wrong: no root -> root is missing
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / (v + eps), v

# wrong: eps under the root -> inside the root
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / np.sqrt(v + eps), v

# wrong: brackets -> pair of brackets is missing
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / np.sqrt(v) + eps, v

# wrong: no eps -> eps is missing
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / np.sqrt(v), v

# wrong: one v for all -> needs its own v
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * np.sum(g**2)
    return w - lr * g / (np.sqrt(v) + eps), v

# wrong: the same with a product -> needs its own v
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * (g @ g)
    return w - lr * g / (np.sqrt(v) + eps), v

# wrong: shares swapped -> shares are swapped
def rmsprop_step(w, g, v, lr, beta, eps):
    v = (1 - beta) * v + beta * g**2
    return w - lr * g / (np.sqrt(v) + eps), v

# wrong: pair swapped -> wrong order
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    w = w - lr * g / (np.sqrt(v) + eps)
    return v, w

# wrong: old v handed back -> returned the old v
def rmsprop_step(w, g, v, lr, beta, eps):
    s = beta * v + (1 - beta) * g**2
    w_new = w - lr * g / (np.sqrt(s) + eps)
    return w_new, v

# wrong: the step with the old v -> root of the old v
def rmsprop_step(w, g, v, lr, beta, eps):
    w = w - lr * g / (np.sqrt(v) + eps)
    v = beta * v + (1 - beta) * g**2
    return w, v

# wrong: uphill -> uphill
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w + lr * g / (np.sqrt(v) + eps), v

# wrong: whole square, as in Adagrad with a decay -> the whole new square
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + g**2
    return w - lr * g / (np.sqrt(v) + eps), v

# wrong: multiplied -> so divide
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g * np.sqrt(v) + eps, v

# wrong: absolute values -> averages the sizes
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * np.abs(g)
    return w - lr * g / (v + eps), v

# wrong: the root is kept -> only when you step
def rmsprop_step(w, g, v, lr, beta, eps):
    v = np.sqrt(beta * v + (1 - beta) * g**2)
    return w - lr * g / (v + eps), v

# wrong: the share squared too -> Square only the gradient
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + ((1 - beta) * g) ** 2
    return w - lr * g / (np.sqrt(v) + eps), v

# wrong: times two in place of squared -> raised to that power
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g * 2
    return w - lr * g / (np.sqrt(v) + eps), v

# wrong: a hat -> `^` is not a power
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g^2
    return w - lr * g / (np.sqrt(v) + eps), v

# wrong: math.sqrt -> one number at a time
def rmsprop_step(w, g, v, lr, beta, eps):
    import math
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / (math.sqrt(v) + eps), v

# wrong: w alone -> only the new w
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / (np.sqrt(v) + eps)

# wrong: lr left out -> `lr`
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - g / (np.sqrt(v) + eps), v

# wrong: 1e-8 written in, right in the first two cases -> use `eps`
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / (np.sqrt(v) + 1e-8), v

# wrong: in place -> changes its argument
def rmsprop_step(w, g, v, lr, beta, eps):
    v *= beta
    v += (1 - beta) * g**2
    w -= lr * g / (np.sqrt(v) + eps)
    return w, v

# wrong: swapped and no root
def rmsprop_step(w, g, v, lr, beta, eps):
    v = (1 - beta) * v + beta * g**2
    return w - lr * g / (v + eps), v

# wrong: corrected -> no correction
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    v_hat = v / (1 - beta)
    return w - lr * g / (np.sqrt(v_hat) + eps), v

# wrong: sqrt alone -> did you mean `np.sqrt`?
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    return w - lr * g / (sqrt(v) + eps), v

# wrong: nothing returned -> is a `return` missing
def rmsprop_step(w, g, v, lr, beta, eps):
    v = beta * v + (1 - beta) * g**2
    w = w - lr * g / (np.sqrt(v) + eps)

# ---- adam_step ----

# right: as in the lesson
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# right: new names, a list
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    new_m = beta1 * m + (1 - beta1) * g
    new_v = beta2 * v + (1 - beta2) * np.square(g)
    top = new_m / (1 - beta1**t)
    bottom = (new_v / (1 - beta2**t)) ** 0.5 + eps
    return [w - lr * top / bottom, new_m, new_v]

# right: weight by weight
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    new_w, new_m, new_v = np.zeros(len(w)), np.zeros(len(w)), np.zeros(len(w))
    for i in range(len(w)):
        new_m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        new_v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        mh = new_m[i] / (1 - beta1**t)
        vh = new_v[i] / (1 - beta2**t)
        new_w[i] = w[i] - lr * mh / (vh**0.5 + eps)
    return new_w, new_m, new_v

# right: single precision
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    w, g, m, v = [a.astype(np.float32) for a in (w, g, m, v)]
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    w = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v

# right: the corrections in the learning rate
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    root = np.sqrt(1 - beta2**t)
    rate = lr * root / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + eps * root), m, v

# wrong: never corrected -> neither average
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * m / (np.sqrt(v) + eps), m, v

# wrong: m corrected alone -> m but not v
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v) + eps), m, v

# wrong: the corrected ones under the old names -> uncorrected m and v
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m = m / (1 - beta1**t)
    v = v / (1 - beta2**t)
    w = w - lr * m / (np.sqrt(v) + eps)
    return w, m, v

# wrong: beta1 in both corrections -> both averages with β1
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: t + 1 -> one step ahead
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: t - 1 -> one step behind
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1 ** (t - 1))
    v_hat = v / (1 - beta2 ** (t - 1))
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: no powers -> powers are missing
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1)
    v_hat = v / (1 - beta2)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: times t -> to the power t
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1 * t)
    v_hat = v / (1 - beta2 * t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: betas swapped -> betas are swapped
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta2 * m + (1 - beta2) * g
    v = beta1 * v + (1 - beta1) * g**2
    m_hat = m / (1 - beta2**t)
    v_hat = v / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: root forgotten -> root is missing
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (v_hat + eps), m, v

# wrong: eps under the root -> inside the root
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / np.sqrt(v_hat + eps), m, v

# wrong: brackets -> pair of brackets is missing
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / np.sqrt(v_hat) + eps, m, v

# wrong: m, v, w -> the new w first, then m, then v
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return m, v, w

# wrong: v before m -> m and v are in the wrong order
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    w = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, v, m

# wrong: the root before the correction -> Correct v first
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = np.sqrt(v) / (1 - beta2**t)
    return w - lr * m_hat / (v_hat + eps), m, v

# wrong: old averages handed back -> returned the old averages
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m_new = beta1 * m + (1 - beta1) * g
    v_new = beta2 * v + (1 - beta2) * g**2
    m_hat = m_new / (1 - beta1**t)
    v_hat = v_new / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: steps with the old averages -> averages that came in
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w, m, v

# wrong: in place -> changes its argument
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * g**2
    w -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v

# wrong: steps along g -> along the gradient g
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    v_hat = v / (1 - beta2**t)
    return w - lr * g / (np.sqrt(v_hat) + eps), m, v

# wrong: g not squared -> their squares
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: the square of m -> square of the average m
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * m**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: whole gradient and square -> shares 1 − β1
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + g
    v = beta2 * v + g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: uphill -> uphill
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w + lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: w alone -> only the new w
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps)

# wrong: the usual betas written in -> use `beta1` and `beta2`
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

# wrong: no correction and no root
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * m / (v + eps), m, v

# wrong: misspelled -> did you mean
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(vhat) + eps), m, v

# wrong: nothing returned -> is a `return` missing
def adam_step(w, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)

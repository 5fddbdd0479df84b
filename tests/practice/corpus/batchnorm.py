"""Answers to the exercises of lesson 08. How this file is read: test_corpus.py."""

# ---- batchnorm_forward ----

# right: as in the lesson
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / np.sqrt(var + eps)
    return gamma * z_hat + beta

# right: keepdims, and the mean of the squares
def batchnorm_forward(z, gamma, beta, eps):
    mu = np.mean(z, axis=0, keepdims=True)
    centered = z - mu
    var = np.mean(centered ** 2, axis=0, keepdims=True)
    return centered * (var + eps) ** -0.5 * gamma + beta

# right: unit by unit, a list of lists
def batchnorm_forward(z, gamma, beta, eps):
    columns = []
    for j in range(z.shape[1]):
        col = z[:, j]
        m = sum(col) / len(col)
        v = sum((x - m) ** 2 for x in col) / len(col)
        columns.append([gamma[j] * (x - m) / (v + eps) ** 0.5 + beta[j] for x in col])
    return np.array(columns).T.tolist()

# right: single precision
def batchnorm_forward(z, gamma, beta, eps):
    z = z.astype(np.float32)
    z_hat = (z - z.mean(0)) / np.sqrt(z.var(0) + np.float32(eps))
    return z_hat * np.float32(gamma) + np.float32(beta)

# right: scale and shift worked out first
def batchnorm_forward(z, gamma, beta, eps):
    a = gamma / np.sqrt(np.var(z, axis=0) + eps)
    b = beta - a * np.mean(z, axis=0)
    return a * z + b

# wrong: axis 1 -> each row
def batchnorm_forward(z, gamma, beta, eps):
    mean = z.mean(axis=1, keepdims=True)
    var = z.var(axis=1, keepdims=True)
    return gamma * (z - mean) / np.sqrt(var + eps) + beta

# wrong: axis 1, no keepdims -> does not fit
def batchnorm_forward(z, gamma, beta, eps):
    mean = z.mean(axis=1)
    var = z.var(axis=1)
    z_hat = (z - mean) / np.sqrt(var + eps)
    return gamma * z_hat + beta

# wrong: no axis -> whole table
def batchnorm_forward(z, gamma, beta, eps):
    z_hat = (z - np.mean(z)) / np.sqrt(np.var(z) + eps)
    return gamma * z_hat + beta

# wrong: var without axis -> variance over the whole table
def batchnorm_forward(z, gamma, beta, eps):
    z_hat = (z - z.mean(axis=0)) / np.sqrt(z.var() + eps)
    return gamma * z_hat + beta

# wrong: mean without axis -> mean over the whole table
def batchnorm_forward(z, gamma, beta, eps):
    z_hat = (z - z.mean()) / np.sqrt(z.var(axis=0) + eps)
    return gamma * z_hat + beta

# wrong: no root -> divided by the variance
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / (var + eps)
    return gamma * z_hat + beta

# wrong: n - 1 -> n - 1
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0, ddof=1)
    return gamma * (z - mean) / np.sqrt(var + eps) + beta

# wrong: eps next to std -> under the root
def batchnorm_forward(z, gamma, beta, eps):
    z_hat = (z - z.mean(axis=0)) / (z.std(axis=0) + eps)
    return gamma * z_hat + beta

# wrong: no eps -> Without eps
def batchnorm_forward(z, gamma, beta, eps):
    z_hat = (z - z.mean(axis=0)) / z.std(axis=0)
    return gamma * z_hat + beta

# wrong: z_hat handed back -> gamma and beta are missing
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    return (z - mean) / np.sqrt(var + eps)

# wrong: beta forgotten -> beta is missing
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / np.sqrt(var + eps)
    return gamma * z_hat

# wrong: gamma forgotten -> gamma is missing
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / np.sqrt(var + eps)
    return z_hat + beta

# wrong: brackets round the sum -> Scale first
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / np.sqrt(var + eps)
    return gamma * (z_hat + beta)

# wrong: gamma and beta first -> before you normalized
def batchnorm_forward(z, gamma, beta, eps):
    y = gamma * z + beta
    return (y - y.mean(axis=0)) / np.sqrt(y.var(axis=0) + eps)

# wrong: no mean -> didn't subtract the mean
def batchnorm_forward(z, gamma, beta, eps):
    return gamma * z / np.sqrt(z.var(axis=0) + eps) + beta

# wrong: not scaled -> didn't divide
def batchnorm_forward(z, gamma, beta, eps):
    z_hat = z - z.mean(axis=0)
    return gamma * z_hat + beta

# wrong: brackets in the difference -> brackets are missing
def batchnorm_forward(z, gamma, beta, eps):
    z_hat = z - z.mean(axis=0) / np.sqrt(z.var(axis=0) + eps)
    return gamma * z_hat + beta

# wrong: gamma and beta swapped -> swapped
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / np.sqrt(var + eps)
    return beta * z_hat + gamma

# wrong: a matrix product
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / np.sqrt(var + eps)
    return z_hat @ gamma + beta

# wrong: minus beta -> subtracted where it should be added
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / np.sqrt(var + eps)
    return gamma * z_hat - beta

# wrong: two slips, no axis and no root
def batchnorm_forward(z, gamma, beta, eps):
    z_hat = (z - z.mean()) / (z.var() + eps)
    return gamma * z_hat + beta

# wrong: 1e-5 written in, as in most cases -> use `eps`
def batchnorm_forward(z, gamma, beta, eps):
    z_hat = (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + 1e-5)
    return gamma * z_hat + beta

# wrong: in place -> changes its argument `z` in place
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z -= mean
    z /= np.sqrt(var + eps)
    return gamma * z + beta

# wrong: returns the first unit -> inside the loop
def batchnorm_forward(z, gamma, beta, eps):
    out = np.zeros_like(z)
    for j in range(z.shape[1]):
        col = z[:, j]
        out[:, j] = gamma[j] * (col - col.mean()) / np.sqrt(col.var() + eps) + beta[j]
        return out

# wrong: between 0 and 1 -> smallest and largest
def batchnorm_forward(z, gamma, beta, eps):
    low, high = z.min(axis=0), z.max(axis=0)
    return gamma * (z - low) / (high - low + eps) + beta

# wrong: nothing returned -> is a `return` missing
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / np.sqrt(var + eps)
    out = gamma * z_hat + beta

# wrong: misspelled -> did you mean
def batchnorm_forward(z, gamma, beta, eps):
    mean, var = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - mean) / np.sqrt(var + eps)
    return gama * z_hat + beta

# ---- running_statistics ----

# right: as in the lesson
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    running_mean, running_var = np.zeros(units), np.ones(units)
    for z in batches:
        running_mean = (1 - momentum) * running_mean + momentum * z.mean(axis=0)
        running_var = (1 - momentum) * running_var + momentum * z.var(axis=0, ddof=1)
    return running_mean, running_var

# right: starts with plain numbers, a list handed back
def running_statistics(batches, momentum):
    mean, var = 0, 1
    for z in batches:
        n = len(z)
        mean = mean + momentum * (z.mean(axis=0) - mean)
        var = var + momentum * (z.var(axis=0) * n / (n - 1) - var)
    return [mean, var]

# right: single precision, one array for both
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    stats = np.array([np.zeros(units), np.ones(units)], dtype=np.float32)
    for z in batches:
        z = np.float32(z)
        new = np.stack([np.mean(z, 0), np.var(z, 0, ddof=1)])
        stats = (1 - momentum) * stats + momentum * new
    return stats

# right: unit by unit
def running_statistics(batches, momentum):
    means, variances = [], []
    for j in range(batches[0].shape[1]):
        m, v = 0.0, 1.0
        for z in batches:
            col = z[:, j]
            mu = col.mean()
            s2 = ((col - mu) ** 2).sum() / (len(col) - 1)
            m = momentum * mu + (1 - momentum) * m
            v = momentum * s2 + (1 - momentum) * v
        means.append(m)
        variances.append(v)
    return means, variances

# wrong: momentum the other way -> wrong way around
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = momentum * m + (1 - momentum) * z.mean(axis=0)
        v = momentum * v + (1 - momentum) * z.var(axis=0, ddof=1)
    return m, v

# wrong: the plain variance -> ddof=1
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.var(axis=0)
    return m, v

# wrong: both start at 0 -> variance starts at 0
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.zeros(units)
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.var(axis=0, ddof=1)
    return m, v

# wrong: both start at 1 -> mean starts at 1
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.ones(units), np.ones(units)
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.var(axis=0, ddof=1)
    return m, v

# wrong: starts with the first batch -> first batch's own
def running_statistics(batches, momentum):
    m = batches[0].mean(axis=0)
    v = batches[0].var(axis=0, ddof=1)
    for z in batches[1:]:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.var(axis=0, ddof=1)
    return m, v

# wrong: a plain mean -> plain mean over all batches
def running_statistics(batches, momentum):
    means = [z.mean(axis=0) for z in batches]
    variances = [z.var(axis=0, ddof=1) for z in batches]
    return np.mean(means, axis=0), np.mean(variances, axis=0)

# wrong: all examples together -> Go batch by batch
def running_statistics(batches, momentum):
    everything = np.vstack(batches)
    return everything.mean(axis=0), everything.var(axis=0, ddof=1)

# wrong: the last batch alone -> the last batch's own
def running_statistics(batches, momentum):
    for z in batches:
        mean = z.mean(axis=0)
        var = z.var(axis=0, ddof=1)
    return mean, var

# wrong: std in place of variance -> standard deviation
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.std(axis=0, ddof=1)
    return m, v

# wrong: added on -> without shrinking
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m += momentum * z.mean(axis=0)
        v += momentum * z.var(axis=0, ddof=1)
    return m, v

# wrong: variance first -> wrong order
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.var(axis=0, ddof=1)
    return v, m

# wrong: an early return -> inside the loop
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.var(axis=0, ddof=1)
        return m, v

# wrong: spread about the running mean -> batch's own mean
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        v = (1 - momentum) * v + momentum * ((z - m) ** 2).sum(axis=0) / (len(z) - 1)
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
    return m, v

# wrong: axis 1 -> rows
def running_statistics(batches, momentum):
    m, v = 0, 1
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=1)
        v = (1 - momentum) * v + momentum * z.var(axis=1, ddof=1)
    return m, v

# wrong: no axis -> whole table
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean()
        v = (1 - momentum) * v + momentum * z.var(ddof=1)
    return m, v

# wrong: the mean alone -> only the mean
def running_statistics(batches, momentum):
    m = np.zeros(batches[0].shape[1])
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
    return m

# wrong: every state is kept -> only the last
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    means, variances = [], []
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.var(axis=0, ddof=1)
        means.append(m)
        variances.append(v)
    return means, variances

# wrong: 0.1 written in -> use `momentum`
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = 0.9 * m + 0.1 * z.mean(axis=0)
        v = 0.9 * v + 0.1 * z.var(axis=0, ddof=1)
    return m, v

# wrong: two slips, the other way and the plain variance
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = momentum * m + (1 - momentum) * z.mean(axis=0)
        v = momentum * v + (1 - momentum) * z.var(axis=0)
    return m, v

# wrong: a list taken for an array -> 'list' object has no attribute
def running_statistics(batches, momentum):
    units = batches.shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.var(axis=0, ddof=1)
    return m, v

# wrong: nothing returned -> is a `return` missing
def running_statistics(batches, momentum):
    units = batches[0].shape[1]
    m, v = np.zeros(units), np.ones(units)
    for z in batches:
        m = (1 - momentum) * m + momentum * z.mean(axis=0)
        v = (1 - momentum) * v + momentum * z.var(axis=0, ddof=1)

# ---- batchnorm_backward ----

# right: as in the lesson
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    dbeta = grad.sum(axis=0)
    dgamma = (grad * z_hat).sum(axis=0)
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, dgamma, dbeta

# right: the compact form of many blogs
def batchnorm_backward(grad, z, gamma, eps):
    n = z.shape[0]
    inv = 1 / np.sqrt(np.var(z, axis=0) + eps)
    xhat = (z - np.mean(z, axis=0)) * inv
    dbeta = np.sum(grad, axis=0)
    dgamma = np.sum(grad * xhat, axis=0)
    dz = gamma * inv / n * (n * grad - dbeta - xhat * dgamma)
    return dz, dgamma, dbeta

# right: the long chain through mean and variance
def batchnorm_backward(grad, z, gamma, eps):
    n = len(z)
    mu = z.mean(axis=0)
    var = z.var(axis=0)
    s = np.sqrt(var + eps)
    zhat = (z - mu) / s
    dzhat = grad * gamma
    dvar = np.sum(dzhat * (z - mu) * -0.5 * (var + eps) ** -1.5, axis=0)
    dmu = np.sum(-dzhat / s, axis=0) + dvar * np.mean(-2 * (z - mu), axis=0)
    dz = dzhat / s + dvar * 2 * (z - mu) / n + dmu / n
    return [dz, np.sum(grad * zhat, axis=0), np.sum(grad, axis=0)]

# right: single precision
def batchnorm_backward(grad, z, gamma, eps):
    grad, z, gamma = np.float32(grad), np.float32(z), np.float32(gamma)
    s = np.sqrt(z.var(axis=0) + np.float32(eps))
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# right: unit by unit
def batchnorm_backward(grad, z, gamma, eps):
    dz = np.zeros(z.shape)
    dgamma, dbeta = [], []
    for j in range(z.shape[1]):
        s = (z[:, j].var() + eps) ** 0.5
        h = (z[:, j] - z[:, j].mean()) / s
        g = grad[:, j]
        dgamma.append(sum(g * h))
        dbeta.append(sum(g))
        dz[:, j] = gamma[j] / s * (g - g.mean() - h * (g * h).mean())
    return dz, dgamma, dbeta

# wrong: statistics as constants -> treated the mean and the spread as constants
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    dz = grad * gamma / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: no mean correction -> path through the mean
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: no spread correction -> path through the spread
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: plus both -> wrong sign
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d + d.mean(axis=0) + z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: plus the second -> second correction has the wrong sign
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) + z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: sums in the corrections -> means over the batch
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.sum(axis=0) - z_hat * (d * z_hat).sum(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: the means without axis -> whole table
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean() - z_hat * (d * z_hat).mean()) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: z_hat left out of the second -> multiply it by z_hat
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - (d * z_hat).mean(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: gamma forgotten -> gamma is missing
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    dz = (grad - grad.mean(axis=0) - z_hat * (grad * z_hat).mean(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: not divided by s -> divide dz by the spread
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: divided by the variance -> divided dz by the variance
def batchnorm_backward(grad, z, gamma, eps):
    var = z.var(axis=0) + eps
    z_hat = (z - z.mean(axis=0)) / np.sqrt(var)
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / var
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: dgamma with z -> dgamma uses z
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, (grad * z).sum(axis=0), grad.sum(axis=0)

# wrong: means for gamma and beta -> add up
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    dbeta = grad.mean(axis=0)
    dgamma = (grad * z_hat).mean(axis=0)
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, dgamma, dbeta

# wrong: dgamma, dbeta, dz -> wrong order
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return (grad * z_hat).sum(axis=0), grad.sum(axis=0), dz

# wrong: dbeta before dgamma -> swapped
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, grad.sum(axis=0), (grad * z_hat).sum(axis=0)

# wrong: gamma in everything -> Use `grad` itself
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dbeta = d.sum(axis=0)
    dgamma = (d * z_hat).sum(axis=0)
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, dgamma, dbeta

# wrong: gamma and beta not added up -> sum
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, grad * z_hat, grad

# wrong: summed along the rows
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=1), grad.sum(axis=1)

# wrong: eps left out -> eps
def batchnorm_backward(grad, z, gamma, eps):
    s = z.std(axis=0)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: constants and no gamma, two slips
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    return grad / s, (grad * z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: a matrix product that does not fit -> fit
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, (grad @ z_hat).sum(axis=0), grad.sum(axis=0)

# wrong: dz alone -> all three
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    return (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s

# wrong: misspelled -> did you mean
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s
    return dz, (grad * zhat).sum(axis=0), grad.sum(axis=0)

# wrong: nothing returned -> is a `return` missing
def batchnorm_backward(grad, z, gamma, eps):
    s = np.sqrt(z.var(axis=0) + eps)
    z_hat = (z - z.mean(axis=0)) / s
    dbeta = grad.sum(axis=0)
    dgamma = (grad * z_hat).sum(axis=0)
    d = grad * gamma
    dz = (d - d.mean(axis=0) - z_hat * (d * z_hat).mean(axis=0)) / s

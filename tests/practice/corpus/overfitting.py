"""Answers to the exercises of lesson 04. How this file is read: test_corpus.py."""

# ---- best_epoch ----

# right: as in the lesson
def best_epoch(train_loss, dev_loss):
    best = int(np.argmin(dev_loss))
    return best + 1, dev_loss[-1] - dev_loss[best]

# right: a loop that keeps the lowest so far
def best_epoch(train_loss, dev_loss):
    lowest = dev_loss[0]
    epoch = 1
    for i in range(len(dev_loss)):
        if dev_loss[i] < lowest:
            lowest = dev_loss[i]
            epoch = i + 1
    return epoch, dev_loss[-1] - lowest

# right: a list in place of a pair
def best_epoch(train_loss, dev_loss):
    return [dev_loss.argmin() + 1, dev_loss[-1] - dev_loss.min()]

# right: single precision
def best_epoch(train_loss, dev_loss):
    dev = dev_loss.astype(np.float32)
    return np.argmin(dev) + 1, dev[-1] - np.min(dev)

# right: Python's own min and index
def best_epoch(train_loss, dev_loss):
    losses = list(dev_loss)
    lowest = min(losses)
    return losses.index(lowest) + 1, losses[-1] - lowest

# right: np.where
def best_epoch(train_loss, dev_loss):
    epoch = np.where(dev_loss == dev_loss.min())[0][0] + 1
    return epoch, dev_loss[len(dev_loss) - 1] - dev_loss[epoch - 1]

# wrong: counts from 0 -> counts from 0
def best_epoch(train_loss, dev_loss):
    epoch = np.argmin(dev_loss)
    cost = dev_loss[-1] - dev_loss[epoch]
    return epoch, cost

# wrong: the lowest training loss -> lowest training loss
def best_epoch(train_loss, dev_loss):
    epoch = np.argmin(train_loss)
    return epoch + 1, dev_loss[-1] - dev_loss[epoch]

# wrong: the sum of both losses -> adds the two losses up
def best_epoch(train_loss, dev_loss):
    total = train_loss + dev_loss
    best = np.argmin(total)
    return best + 1, dev_loss[-1] - dev_loss[best]

# wrong: the smallest gap -> are closest
def best_epoch(train_loss, dev_loss):
    gap = np.abs(train_loss - dev_loss)
    best = np.argmin(gap)
    return best + 1, dev_loss[-1] - dev_loss[best]

# wrong: the first rise -> a dev curve has bumps
def best_epoch(train_loss, dev_loss):
    best = len(dev_loss) - 1
    for i in range(len(dev_loss) - 1):
        if dev_loss[i + 1] > dev_loss[i]:
            best = i
            break
    return best + 1, dev_loss[-1] - dev_loss[best]

# wrong: <= keeps the later of two -> take the earlier epoch
def best_epoch(train_loss, dev_loss):
    best = 0
    for i, loss in enumerate(dev_loss):
        if loss <= dev_loss[best]:
            best = i
    return best + 1, dev_loss[-1] - dev_loss[best]

# wrong: the highest dev loss -> you want the lowest
def best_epoch(train_loss, dev_loss):
    best = np.argmax(dev_loss)
    return best + 1, dev_loss[-1] - dev_loss[best]

# wrong: the loss in place of the epoch -> the epoch where it happens
def best_epoch(train_loss, dev_loss):
    best = min(dev_loss)
    return best, dev_loss[-1] - best

# wrong: the cost turned around -> the wrong sign
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss)
    return best + 1, dev_loss[best] - dev_loss[-1]

# wrong: the lowest loss for the cost -> the lowest dev loss itself
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss)
    return best + 1, dev_loss[best]

# wrong: the gap at the end for the cost -> compares the dev loss with the training loss
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss)
    return best + 1, dev_loss[-1] - train_loss[-1]

# wrong: the gap at the best epoch for the cost -> gap between the two losses
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss)
    return best + 1, dev_loss[best] - train_loss[best]

# wrong: from the highest -> from the highest dev loss
def best_epoch(train_loss, dev_loss):
    return np.argmin(dev_loss) + 1, np.max(dev_loss) - np.min(dev_loss)

# wrong: in epochs -> how many epochs too long
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss) + 1
    return best, len(dev_loss) - best

# wrong: the cost as a share -> plain difference
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss)
    return best + 1, (dev_loss[-1] - dev_loss[best]) / dev_loss[best]

# wrong: the epoch counted on before it is an index -> counts epochs
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss) + 1
    return best, dev_loss[-1] - dev_loss[best]

# wrong: no cost -> the cost is missing
def best_epoch(train_loss, dev_loss):
    return np.argmin(dev_loss) + 1

# wrong: the two the other way round -> in another order
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss)
    return dev_loss[-1] - dev_loss[best], best + 1

# wrong: counts from 0, and no cost
def best_epoch(train_loss, dev_loss):
    return np.argmin(dev_loss)

# wrong: from 0, and the sign of the cost -> taken the other way around
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss)
    return best, dev_loss[best] - dev_loss[-1]

# wrong: rounded -> look again at `round(
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss)
    return best + 1, round(dev_loss[-1] - dev_loss[best], 1)

# wrong: returns inside the loop -> inside the loop
def best_epoch(train_loss, dev_loss):
    best = 0
    for i in range(len(dev_loss)):
        if dev_loss[i] < dev_loss[best]:
            best = i
        return best + 1, dev_loss[-1] - dev_loss[best]

# wrong: a list has min but no argmin -> argmin
def best_epoch(train_loss, dev_loss):
    losses = list(dev_loss)
    best = losses.argmin()
    return best + 1, losses[-1] - losses[best]

# wrong: a misspelled name -> did you mean
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_los)
    return best + 1, dev_loss[-1] - dev_loss[best]

# wrong: printed, not returned -> is a `return` missing
def best_epoch(train_loss, dev_loss):
    best = np.argmin(dev_loss)
    print(best + 1, dev_loss[-1] - dev_loss[best])

# ---- diagnose ----

# right: as in the lesson
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# right: nested
def diagnose(train, dev, human):
    if train - human >= 0.02:
        if dev - train >= 0.02:
            return "both"
        else:
            return "high bias"
    else:
        if dev - train >= 0.02:
            return "high variance"
        else:
            return "neither"

# right: a list of what was found
def diagnose(train, dev, human):
    found = []
    if train - human >= 0.02:
        found.append("high bias")
    if dev - train >= 0.02:
        found.append("high variance")
    if len(found) == 2:
        return "both"
    if len(found) == 0:
        return "neither"
    return found[0]

# right: elif, the other way round
def diagnose(train, dev, human):
    bias = train - human
    variance = dev - train
    if bias < 0.02 and variance < 0.02:
        result = "neither"
    elif bias >= 0.02 and variance < 0.02:
        result = "high bias"
    elif bias < 0.02 and variance >= 0.02:
        result = "high variance"
    else:
        result = "both"
    return result

# right: a table
def diagnose(train, dev, human):
    names = [["neither", "high variance"], ["high bias", "both"]]
    return names[int(train - human >= 0.02)][int(dev - train >= 0.02)]

# right: an array and its text
def diagnose(train, dev, human):
    large = np.array([train - human, dev - train]) >= 0.02
    if large.all():
        return "both"
    if not large.any():
        return "neither"
    return str(np.array(["high bias", "high variance"])[large][0])

# wrong: swapped -> swapped
def diagnose(train, dev, human):
    bias = dev - train >= 0.02
    variance = train - human >= 0.02
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: no human error -> left out the human error
def diagnose(train, dev, human):
    if train >= 0.02 and dev - train >= 0.02:
        return "both"
    elif train >= 0.02:
        return "high bias"
    elif dev - train >= 0.02:
        return "high variance"
    else:
        return "neither"

# wrong: variance from the human error -> variance from the human error
def diagnose(train, dev, human):
    bias = train - human
    variance = dev - human
    if bias >= 0.02 and variance >= 0.02:
        return "both"
    if bias >= 0.02:
        return "high bias"
    if variance >= 0.02:
        return "high variance"
    return "neither"

# wrong: bias is asked first, and both last -> a network can have both
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if bias:
        return "high bias"
    elif variance:
        return "high variance"
    elif bias and variance:
        return "both"
    else:
        return "neither"

# wrong: variance is asked first, and both last -> a network can have both
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if variance:
        return "high variance"
    if bias:
        return "high bias"
    if bias and variance:
        return "both"
    return "neither"

# wrong: greater only -> exactly 0.02
def diagnose(train, dev, human):
    bias = train - human > 0.02
    variance = dev - train > 0.02
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: names the larger -> the larger of the two
def diagnose(train, dev, human):
    bias = train - human
    variance = dev - train
    if bias < 0.02 and variance < 0.02:
        return "neither"
    if bias > variance:
        return "high bias"
    else:
        return "high variance"

# wrong: absolute values -> absolute value
def diagnose(train, dev, human):
    bias = abs(human - train) >= 0.02
    variance = abs(train - dev) >= 0.02
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: both subtractions turned -> turned around
def diagnose(train, dev, human):
    bias = human - train >= 0.02
    variance = train - dev >= 0.02
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: the variance turned -> `train - dev`
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = train - dev >= 0.02
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: percent -> not percentages
def diagnose(train, dev, human):
    bias = train - human >= 2
    variance = dev - train >= 2
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: the errors alone -> compared the errors themselves
def diagnose(train, dev, human):
    if train >= 0.02 and dev >= 0.02:
        return "both"
    if train >= 0.02:
        return "high bias"
    if dev >= 0.02:
        return "high variance"
    return "neither"

# wrong: the dev error alone -> doesn't mean variance
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    if dev >= 0.02 and bias:
        return "both"
    if bias:
        return "high bias"
    if dev >= 0.02:
        return "high variance"
    return "neither"

# wrong: any gap -> any gap above 0
def diagnose(train, dev, human):
    if train > human and dev > train:
        return "both"
    if train > human:
        return "high bias"
    if dev > train:
        return "high variance"
    return "neither"

# wrong: 0.2 -> 0.2
def diagnose(train, dev, human):
    bias = train - human >= 0.2
    variance = dev - train >= 0.2
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: or in place of and
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if bias or variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: the short names -> but not its name
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if bias and variance:
        return "both"
    if bias:
        return "bias"
    if variance:
        return "variance"
    return "neither"

# wrong: capital letters -> all in lowercase
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if bias and variance:
        return "Both"
    if bias:
        return "High bias"
    if variance:
        return "High variance"
    return "Neither"

# wrong: the last branch is missing -> is a `return` missing
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"

# wrong: prints -> is a `return` missing
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if bias and variance:
        print("both")
    elif bias:
        print("high bias")
    elif variance:
        print("high variance")
    else:
        print("neither")

# wrong: the two truth values -> text
def diagnose(train, dev, human):
    return train - human >= 0.02, dev - train >= 0.02

# wrong: a misspelled name -> did you mean
def diagnose(train, dev, human):
    bias = train - humans >= 0.02
    variance = dev - train >= 0.02
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: text without its quotes
def diagnose(train, dev, human):
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if bias and variance:
        return both
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# wrong: right in the named cases, and no baseline below 1% -> in the named cases
def diagnose(train, dev, human):
    if human == 0.05:
        human = 0
    bias = train - human >= 0.02
    variance = dev - train >= 0.02
    if bias and variance:
        return "both"
    if bias:
        return "high bias"
    if variance:
        return "high variance"
    return "neither"

# ---- split ----

# right: as in the lesson
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    first = round(len(x) * fractions[0])
    second = first + round(len(x) * fractions[1])
    return [(x[rows], y[rows]) for rows in (order[:first], order[first:second], order[second:])]

# right: shuffled in place, and a tuple of pairs
def split(x, y, fractions, seed):
    rng = np.random.default_rng(seed)
    n = len(x)
    idx = np.arange(n)
    rng.shuffle(idx)
    n_train = round(fractions[0] * n)
    n_dev = round(fractions[1] * n)
    x, y = x[idx], y[idx]
    train = (x[:n_train], y[:n_train])
    dev = (x[n_train:n_train + n_dev], y[n_train:n_train + n_dev])
    test = (x[n_train + n_dev:], y[n_train + n_dev:])
    return train, dev, test

# right: random keys, sorted
def split(x, y, fractions, seed):
    order = np.argsort(np.random.default_rng(seed).random(len(x)))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# right: np.split
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    sizes = [round(len(x) * fractions[0]), round(len(x) * fractions[1])]
    parts = np.split(order, np.cumsum(sizes))
    return [(x[p], y[p]) for p in parts]

# right: a loop with lists
def split(x, y, fractions, seed):
    rng = np.random.default_rng(seed)
    rows = list(rng.permutation(len(x)))
    sizes = [round(len(x) * f) for f in fractions[:2]]
    sizes.append(len(x) - sum(sizes))
    sets = []
    for size in sizes:
        take = rows[:size]
        rows = rows[size:]
        sets.append((np.array([x[i] for i in take]).reshape(-1, x.shape[1]), np.array([y[i] for i in take])))
    return sets

# right: Python's own generator
def split(x, y, fractions, seed):
    import random
    order = list(range(len(x)))
    random.Random(seed).shuffle(order)
    order = np.array(order)
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# right: the old way to seed
def split(x, y, fractions, seed):
    np.random.seed(seed)
    order = np.random.permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: not shuffled -> shuffle the rows before
def split(x, y, fractions, seed):
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[:a], y[:a]), (x[a:b], y[a:b]), (x[b:], y[b:])]

# wrong: the training rows are shuffled among themselves -> shuffle the rows before
def split(x, y, fractions, seed):
    rng = np.random.default_rng(seed)
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    order = rng.permutation(a)
    return [(x[:a][order], y[:a][order]), (x[a:b], y[a:b]), (x[b:], y[b:])]

# wrong: the last rows are always the test set -> shuffle all the rows first
def split(x, y, fractions, seed):
    rng = np.random.default_rng(seed)
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    order = rng.permutation(b)
    return [(x[order[:a]], y[order[:a]]), (x[order[a:]], y[order[a:]]), (x[b:], y[b:])]

# wrong: x and y shuffled apart -> no longer belong together
def split(x, y, fractions, seed):
    rng = np.random.default_rng(seed)
    x = rng.permutation(x)
    y = rng.permutation(y)
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[:a], y[:a]), (x[a:b], y[a:b]), (x[b:], y[b:])]

# wrong: y is not shuffled -> no longer belong together
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    x = x[order]
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[:a], y[:a]), (x[a:b], y[a:b]), (x[b:], y[b:])]

# wrong: drawn with repeats -> in two sets
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).integers(0, len(x), len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: each set drawn anew -> there is a leak
def split(x, y, fractions, seed):
    rng = np.random.default_rng(seed)
    n = len(x)
    sizes = [round(n * fractions[0]), round(n * fractions[1])]
    sizes.append(n - sum(sizes))
    sets = []
    for size in sizes:
        rows = rng.choice(n, size, replace=False)
        sets.append((x[rows], y[rows]))
    return sets

# wrong: one seed for all -> come from the seed
def split(x, y, fractions, seed):
    order = np.random.default_rng(0).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: no seed at all -> come from the seed
def split(x, y, fractions, seed):
    order = np.random.permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: cut off -> `int` cuts the decimals off
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = int(len(x) * fractions[0])
    b = a + int(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: rounded up -> rounded the sizes up
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = int(np.ceil(len(x) * fractions[0]))
    b = a + int(np.ceil(len(x) * fractions[1]))
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: the cut rounded, not the size -> round each size on its own
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = round(len(x) * (fractions[0] + fractions[1]))
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: the second cut at its own fraction -> the second cut is in the wrong place
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: the test set sized by its own fraction -> sized the test set
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    c = b + round(len(x) * fractions[2])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:c]], y[order[b:c]])]

# wrong: no test set -> the test set is missing
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]])]

# wrong: the xs, then the ys -> six arrays in a row
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    x, y = x[order], y[order]
    return x[:a], x[a:b], x[b:], y[:a], y[a:b], y[b:]

# wrong: only x -> only x is there
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [x[order[:a]], x[order[a:b]], x[order[b:]]]

# wrong: each set's x and y in a row -> six arrays in a row
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    x, y = x[order], y[order]
    return x[:a], y[:a], x[a:b], y[a:b], x[b:], y[b:]

# wrong: the row numbers -> row numbers
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [order[:a], order[a:b], order[b:]]

# wrong: one row counted twice, off by one -> in two sets
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a - 1:b - 1]], y[order[a - 1:b - 1]]), (x[order[b:]], y[order[b:]])]

# wrong: a float for an index -> needs whole numbers
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = len(x) * fractions[0]
    b = a + len(x) * fractions[1]
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: shuffles the caller's own array -> changes its argument
def split(x, y, fractions, seed):
    np.random.default_rng(seed).shuffle(x)
    np.random.default_rng(seed).shuffle(y)
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[:a], y[:a]), (x[a:b], y[a:b]), (x[b:], y[b:])]

# wrong: shuffle returns nothing -> returns None
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).shuffle(np.arange(len(x)))
    a = round(len(x) * fractions[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: a misspelled name -> did you mean
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    a = round(len(x) * fraction[0])
    b = a + round(len(x) * fractions[1])
    return [(x[order[:a]], y[order[:a]]), (x[order[a:b]], y[order[a:b]]), (x[order[b:]], y[order[b:]])]

# wrong: returns in the loop -> a list of 1
def split(x, y, fractions, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    sets, start = [], 0
    for f in fractions:
        end = start + round(len(x) * f)
        sets.append((x[order[start:end]], y[order[start:end]]))
        start = end
        return sets

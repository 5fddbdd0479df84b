"""Answers to the exercises of lesson 11. How this file is read: test_corpus.py."""

# ---- dead_share ----

# right: as in the lesson
def dead_share(a):
    return (a == 0).all(axis=0).mean()

# right: a loop over the units
def dead_share(a):
    dead = 0
    n, units = a.shape
    for j in range(units):
        if np.all(a[:, j] == 0):
            dead += 1
    return dead / units

# right: the largest of each unit, single precision
def dead_share(a):
    return np.float32(np.mean(a.max(axis=0) == 0))

# right: what is alive, and the rest
def dead_share(a):
    alive = np.any(a > 0, axis=0)
    return 1 - np.sum(alive) / len(alive)

# right: sums of columns, with zip
def dead_share(a):
    sums = [sum(column) for column in zip(*a)]
    return sums.count(0) / len(sums)

# wrong: the share of zeros -> the share of zeros
def dead_share(a):
    return np.mean(a == 0)

# wrong: any -> `all` instead of `any`
def dead_share(a):
    return (a == 0).any(axis=0).mean()

# wrong: the rows -> go down the columns
def dead_share(a):
    return (a == 0).all(axis=1).mean()

# wrong: how many -> divide by the number of units
def dead_share(a):
    return (a == 0).all(axis=0).sum()

# wrong: by the pictures -> divided by the number of pictures
def dead_share(a):
    dead = 0
    for j in range(a.shape[1]):
        if (a[:, j] == 0).all():
            dead += 1
    return dead / len(a)

# wrong: the living -> units that are alive
def dead_share(a):
    return (a > 0).any(axis=0).mean()

# wrong: percent -> in percent
def dead_share(a):
    return 100 * (a == 0).all(axis=0).mean()

# wrong: nearly 0 -> still alive
def dead_share(a):
    return (a < 0.01).all(axis=0).mean()

# wrong: silent for most pictures -> for more than half
def dead_share(a):
    return ((a == 0).mean(axis=0) > 0.5).mean()

# wrong: silent for half of the pictures -> at least half
def dead_share(a):
    silent = np.mean(a == 0, axis=0)
    return np.mean(silent >= 0.5)

# wrong: silent for nearly all pictures -> for a single picture
def dead_share(a):
    silent = np.mean(a == 0, axis=0)
    return np.mean(silent > 0.99)

# wrong: the median -> for more than half
def dead_share(a):
    return np.mean(np.median(a, axis=0) == 0)

# wrong: no mean -> the share of True
def dead_share(a):
    return (a == 0).all(axis=0)

# wrong: the mean of each column -> in each unit's column
def dead_share(a):
    return (a == 0).mean(axis=0)

# wrong: all without an axis -> whole table
def dead_share(a):
    return (a == 0).all().mean()

# wrong: all of the table, True or False -> whole table
def dead_share(a):
    return bool(np.all(a == 0))

# wrong: 0 or more -> is asked where `a == 0` belongs
def dead_share(a):
    return (a >= 0).all(axis=0).mean()

# wrong: the first picture only -> the first picture only
def dead_share(a):
    return (a[0] == 0).mean()

# wrong: an early return -> inside the loop
def dead_share(a):
    dead = 0
    for column in a.T:
        if np.sum(column) == 0:
            dead += 1
        return dead / a.shape[1]

# wrong: an axis that is not there -> an axis that the array does not have
def dead_share(a):
    return (a == 0).all(axis=0).mean(axis=1)

# wrong: rounded -> look again at `round(
def dead_share(a):
    return round((a == 0).all(axis=0).mean(), 1)

# wrong: no return -> is a `return` missing
def dead_share(a):
    dead = (a == 0).all(axis=0)
    print(dead.mean())

# wrong: a misspelled name -> did you mean
def dead_share(a):
    dead = (a == 0).all(axis=0)
    return daed.mean()

# ---- shared_rows ----

# right: as in the lesson
def shared_rows(train, held):
    count = 0
    for row in held:
        if (train == row).all(axis=1).any():
            count += 1
    return count

# right: two loops
def shared_rows(train, held):
    count = 0
    for h in held:
        for t in train:
            if np.array_equal(h, t):
                count += 1
                break
    return count

# right: a set of tuples
def shared_rows(train, held):
    known = {tuple(row) for row in train}
    return sum(tuple(row) in known for row in held)

# right: all at once
def shared_rows(train, held):
    equal = (held[:, None, :] == train[None, :, :]).all(axis=2)
    return equal.any(axis=1).sum()

# right: lists
def shared_rows(train, held):
    rows = train.tolist()
    return len([row for row in held.tolist() if row in rows])

# right: single precision, a float at the end
def shared_rows(train, held):
    train, held = train.astype(np.float32), held.astype(np.float32)
    hits = np.array([np.any(np.all(train == row, axis=1)) for row in held])
    return float(hits.sum())

# wrong: single numbers -> the single numbers
def shared_rows(train, held):
    return np.isin(held, train).all(axis=1).sum()

# wrong: one column is enough -> agree in one column
def shared_rows(train, held):
    count = 0
    for row in held:
        if (train == row).any(axis=1).any():
            count += 1
    return count

# wrong: any of everything -> agree in one column
def shared_rows(train, held):
    count = 0
    for row in held:
        if np.any(train == row):
            count += 1
    return count

# wrong: `in` with arrays -> `row in train`
def shared_rows(train, held):
    count = 0
    for row in held:
        if row in train:
            count += 1
    return count

# wrong: the same place -> at the same place
def shared_rows(train, held):
    count = 0
    for a, b in zip(train, held):
        if (a == b).all():
            count += 1
    return count

# wrong: pairs -> pairs of equal rows
def shared_rows(train, held):
    count = 0
    for h in held:
        for t in train:
            if (h == t).all():
                count += 1
    return count

# wrong: training rows -> counted training rows
def shared_rows(train, held):
    count = 0
    for row in train:
        if (held == row).all(axis=1).any():
            count += 1
    return count

# wrong: the share -> the share of held-out rows
def shared_rows(train, held):
    known = {tuple(row) for row in train}
    return np.mean([tuple(row) in known for row in held])

# wrong: two sets -> a set keeps only one
def shared_rows(train, held):
    a = set(map(tuple, train))
    b = set(map(tuple, held))
    return len(a & b)

# wrong: whether -> how many there are
def shared_rows(train, held):
    for row in held:
        if (train == row).all(axis=1).any():
            return True
    return False

# wrong: returns at the first -> never counts beyond 1
def shared_rows(train, held):
    count = 0
    for row in held:
        if (train == row).all(axis=1).any():
            count += 1
            break
    return count

# wrong: columns that agree throughout -> `all`
def shared_rows(train, held):
    count = 0
    for row in held:
        if (train == row).all(axis=0).any():
            count += 1
    return count

# wrong: all and all -> is taken and not `any`
def shared_rows(train, held):
    count = 0
    for row in held:
        if (train == row).all():
            count += 1
    return count

# wrong: the tables as they are -> at the same place
def shared_rows(train, held):
    return (train == held).all(axis=1).sum()

# wrong: what is new -> that are new
def shared_rows(train, held):
    count = 0
    for row in held:
        if not (train == row).all(axis=1).any():
            count += 1
    return count

# wrong: the sums -> the same sum
def shared_rows(train, held):
    sums = train.sum(axis=1)
    return sum(row.sum() in sums for row in held)

# wrong: in any order -> in any order
def shared_rows(train, held):
    known = [sorted(row) for row in train]
    return sum(sorted(row) in known for row in held)

# wrong: the first column -> the first column
def shared_rows(train, held):
    count = 0
    for row in held:
        if row[0] in train[:, 0]:
            count += 1
    return count

# wrong: which rows -> how many there are
def shared_rows(train, held):
    return [i for i in range(len(held)) if (train == held[i]).all(axis=1).any()]

# wrong: returns in the loop -> inside the loop
def shared_rows(train, held):
    count = 0
    for row in held:
        if (train == row).all(axis=1).any():
            count += 1
        return count

# wrong: an if with an array -> a single True or False
def shared_rows(train, held):
    count = 0
    for h in held:
        for t in train:
            if h == t:
                count += 1
    return count

# wrong: arrays in a set -> a tuple first
def shared_rows(train, held):
    known = set(train)
    return sum(row in known for row in held)

# wrong: near is enough -> look again at `np.abs(
def shared_rows(train, held):
    count = 0
    for row in held:
        if (np.abs(train - row) < 1.5).all(axis=1).any():
            count += 1
    return count

# ---- same_alone ----

# right: as in the lesson
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = [predict(x[i:i+1]).argmax() for i in range(len(x))]
    return np.mean(together == np.array(alone))

# right: a loop that counts
def same_alone(predict, x):
    together = np.argmax(predict(x), axis=1)
    same = 0
    for i in range(len(x)):
        alone = np.argmax(predict(x[i:i+1]))
        if alone == together[i]:
            same += 1
    return same / len(x)

# right: the row made a table with None
def same_alone(predict, x):
    scores = predict(x)
    same = [scores[i].argmax() == predict(row[None, :])[0].argmax() for i, row in enumerate(x)]
    return sum(same) / len(same)

# right: reshape, single precision
def same_alone(predict, x):
    alone = np.concatenate([predict(row.reshape(1, -1)) for row in x])
    return np.float32((alone.argmax(1) == predict(x).argmax(1)).mean())

# right: a list around the row
def same_alone(predict, x):
    alone = np.array([predict(np.array([row])).argmax(axis=1)[0] for row in x])
    return 1 - np.count_nonzero(alone != predict(x).argmax(axis=1)) / x.shape[0]

# wrong: the scores -> you compared the scores
def same_alone(predict, x):
    together = predict(x)
    alone = np.array([predict(x[i:i+1])[0] for i in range(len(x))])
    return np.mean(together == alone)

# wrong: together twice -> in the same way twice
def same_alone(predict, x):
    return np.mean(predict(x).argmax(axis=1) == predict(x).argmax(axis=1))

# wrong: alone twice -> in the same way twice
def same_alone(predict, x):
    one = [predict(x[i:i+1]).argmax() for i in range(len(x))]
    two = [predict(x[i:i+1]).argmax() for i in range(len(x))]
    return np.mean(np.array(one) == np.array(two))

# wrong: the row without a table -> wants a table
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = [predict(x[i]).argmax() for i in range(len(x))]
    return np.mean(together == np.array(alone))

# wrong: the rows of a loop -> wants a table
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = []
    for row in x:
        alone.append(predict(row).argmax())
    return np.mean(together == alone)

# wrong: 1 or 0 -> 1 if all rows agree
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = np.array([predict(x[i:i+1]).argmax() for i in range(len(x))])
    return float(np.all(together == alone))

# wrong: True or False -> whether all rows agree
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = np.array([predict(x[i:i+1]).argmax() for i in range(len(x))])
    return np.array_equal(together, alone)

# wrong: argmax of the table -> one place for the whole table
def same_alone(predict, x):
    together = predict(x).argmax()
    alone = np.array([predict(x[i:i+1]).argmax() for i in range(len(x))])
    return np.mean(together == alone)

# wrong: argmax down the columns -> look again
def same_alone(predict, x):
    together = predict(x).argmax(axis=0)
    alone = [predict(x[i:i+1]).argmax() for i in range(len(x))]
    same = 0
    for t, a in zip(together, alone):
        same += t == a
    return same / len(x)

# wrong: those that differ -> answers that differ
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = np.array([predict(x[i:i+1]).argmax() for i in range(len(x))])
    return np.mean(together != alone)

# wrong: how many -> divide by the number of rows
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = np.array([predict(x[i:i+1]).argmax() for i in range(len(x))])
    return np.sum(together == alone)

# wrong: each for itself -> for each row whether its two answers agree
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = np.array([predict(x[i:i+1]).argmax() for i in range(len(x))])
    return together == alone

# wrong: the first row only -> the first row alone
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = predict(x[:1]).argmax()
    return np.mean(together == alone)

# wrong: with all rows before it -> holds only row i
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = np.array([predict(x[:i+1]).argmax(axis=1)[-1] for i in range(len(x))])
    return np.mean(together == alone)

# wrong: the smallest -> smallest
def same_alone(predict, x):
    together = predict(x).argmin(axis=1)
    alone = np.array([predict(x[i:i+1]).argmin() for i in range(len(x))])
    return np.mean(together == alone)

# wrong: the largest score, not its place -> you compared the largest scores
def same_alone(predict, x):
    together = predict(x).max(axis=1)
    alone = np.array([predict(x[i:i+1]).max() for i in range(len(x))])
    return np.mean(together == alone)

# wrong: returns in the loop -> inside the loop
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    same = 0
    for i in range(len(x)):
        if predict(x[i:i+1]).argmax() == together[i]:
            same += 1
        return same / len(x)

# wrong: percent -> 100 times
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = np.array([predict(x[i:i+1]).argmax() for i in range(len(x))])
    return 100 * np.mean(together == alone)

# wrong: predict gives classes, they think -> a single True or False
def same_alone(predict, x):
    together = predict(x)
    same = 0
    for i in range(len(x)):
        if predict(x[i:i+1]) == together[i]:
            same += 1
    return same / len(x)

# wrong: no return -> is a `return` missing
def same_alone(predict, x):
    together = predict(x).argmax(axis=1)
    alone = np.array([predict(x[i:i+1]).argmax() for i in range(len(x))])
    share = np.mean(together == alone)

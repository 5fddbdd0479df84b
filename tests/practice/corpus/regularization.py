"""Answers to the exercises of lesson 05. How this file is read: test_corpus.py."""

# ---- l2_penalty ----

# right: as in the lesson
def l2_penalty(layers, lam):
    penalty = 0.0
    slopes = []
    for W, b in layers:
        penalty = penalty + lam / 2 * np.sum(W**2)
        slopes.append((lam * W, np.zeros_like(b)))
    return penalty, slopes

# right: comprehensions
def l2_penalty(layers, lam):
    total = sum((W * W).sum() for W, b in layers)
    return 0.5 * lam * total, [(lam * W, 0 * b) for W, b in layers]

# right: loops over every weight
def l2_penalty(layers, lam):
    total = 0
    slopes = []
    for W, b in layers:
        dW = np.zeros(W.shape)
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                total += W[i, j] ** 2
                dW[i, j] = lam * W[i, j]
        db = np.zeros(len(b))
        slopes.append((dW, db))
    return lam * total / 2, slopes

# right: single precision
def l2_penalty(layers, lam):
    total = np.float32(0)
    slopes = []
    for W, b in layers:
        W = W.astype(np.float32)
        total += np.float32(lam / 2) * np.sum(W ** 2)
        slopes.append((np.float32(lam) * W, np.zeros(b.shape, dtype=np.float32)))
    return total, slopes

# right: lists, and the norm squared
def l2_penalty(layers, lam):
    total = 0
    slopes = []
    for layer in layers:
        W, b = layer
        total += np.linalg.norm(W) ** 2
        slopes.append([(lam * W).tolist(), [0.0] * len(b)])
    return [lam / 2 * total, slopes]

# right: whole zeros
def l2_penalty(layers, lam):
    penalty = 0
    slopes = ()
    for W, b in layers:
        penalty += lam * np.sum(np.square(W)) / 2
        slopes += ((lam * W, np.zeros(b.shape, dtype=int)),)
    return penalty, slopes

# wrong: the biases too -> penalized the biases
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * (np.sum(W ** 2) + np.sum(b ** 2))
        slopes.append((lam * W, lam * b))
    return penalty, slopes

# wrong: the biases in the slopes only -> the biases have a slope, too
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((lam * W, lam * b))
    return penalty, slopes

# wrong: the biases in the penalty only -> the biases are in the penalty
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * (np.sum(W ** 2) + np.sum(b ** 2))
        slopes.append((lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: 2 too many -> extra factor of 2
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((2 * lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: no λ in the penalty -> λ is missing from the penalty
def l2_penalty(layers, lam):
    penalty = 0.0
    slopes = []
    for W, b in layers:
        penalty = penalty + np.sum(W**2) / 2
        slopes.append((lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: no half in the penalty -> the ½ is missing from the penalty
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam * np.sum(W ** 2)
        slopes.append((lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: no half, and its slope -> without a 2
def l2_penalty(layers, lam):
    penalty = lam * sum([np.sum(W ** 2) for W, b in layers])
    slopes = [(2 * lam * W, np.zeros_like(b)) for W, b in layers]
    return penalty, slopes

# wrong: a half too many -> extra ½
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((lam / 2 * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: returns inside the loop -> only the first layer
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((lam * W, np.zeros_like(b)))
        return penalty, slopes

# wrong: set in place of added -> only the last layer
def l2_penalty(layers, lam):
    slopes = []
    for W, b in layers:
        penalty = lam / 2 * np.sum(W ** 2)
        slopes.append((lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: the list begins anew each round -> every round starts over
def l2_penalty(layers, lam):
    penalty = 0
    for W, b in layers:
        slopes = []
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: the sum is squared -> squares the sum
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W) ** 2
        slopes.append((lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: the mean of the squares in the penalty -> the mean of `W ** 2`
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.mean(W ** 2)
        slopes.append((lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: the mean of the squares and its slope -> mean of the squares
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.mean(W ** 2)
        slopes.append((lam * W / W.size, np.zeros_like(b)))
    return penalty, slopes

# wrong: L1 -> L1 penalty
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam * np.sum(np.abs(W))
        slopes.append((lam * np.sign(W), np.zeros_like(b)))
    return penalty, slopes

# wrong: no lambda in the slope -> λ is missing from the slope
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += np.sum(W ** 2)
        slopes.append((W, np.zeros_like(b)))
    return lam / 2 * penalty, slopes

# wrong: the step, not the slope -> wrong sign
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((-lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: the norm of each layer -> root of each layer
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.linalg.norm(W)
        slopes.append((lam * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: one root over all -> root of the sum
def l2_penalty(layers, lam):
    total = 0
    slopes = []
    for W, b in layers:
        total += np.sum(W ** 2)
        slopes.append((lam * W, np.zeros_like(b)))
    return lam / 2 * np.sqrt(total), slopes

# wrong: the running total is halved again each round -> look again at line
def l2_penalty(layers, lam):
    total = 0
    slopes = []
    for W, b in layers:
        total += np.sum(W ** 2)
        total = lam / 2 * total
        slopes.append((lam * W, np.zeros_like(b)))
    return total, slopes

# wrong: no slope for b -> slopes of the biases are missing
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append(lam * W)
    return penalty, slopes

# wrong: a plain 0 for b -> the shape of b
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((lam * W, 0))
    return penalty, slopes

# wrong: None for b -> the shape of b
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((lam * W, None))
    return penalty, slopes

# wrong: the penalty alone -> slopes are missing
def l2_penalty(layers, lam):
    return lam / 2 * sum(np.sum(W ** 2) for W, b in layers)

# wrong: forgets that a layer is a pair -> you can't square it whole
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((lam * W, 0))
    return penalty, slopes

# wrong: a Python list's sum -> a list of pairs
def l2_penalty(layers, lam):
    penalty = lam / 2 * np.sum(layers ** 2)
    return penalty, lam * layers

# wrong: lambda is a keyword, so somebody takes l -> did you mean
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lamb / 2 * np.sum(W ** 2)
        slopes.append((lamb * W, np.zeros_like(b)))
    return penalty, slopes

# wrong: decays the weights in place
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        W *= lam
        slopes.append((W, np.zeros_like(b)))
    return penalty, slopes

# wrong: nothing returned -> is a `return` missing
def l2_penalty(layers, lam):
    penalty = 0
    slopes = []
    for W, b in layers:
        penalty += lam / 2 * np.sum(W ** 2)
        slopes.append((lam * W, np.zeros_like(b)))

# ---- dropout_forward ----

# right: as in the lesson
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    stays = rng.random(a.shape) < keep
    return a * stays / keep

# right: np.where
def dropout_forward(a, keep, rng, training):
    if training:
        u = rng.random(a.shape)
        return np.where(u < keep, a / keep, 0)
    else:
        return a

# right: a copy with zeros
def dropout_forward(a, keep, rng, training):
    out = a.copy()
    if training == True:
        out[rng.random(a.shape) >= keep] = 0
        out = out / keep
    return out

# right: single precision
def dropout_forward(a, keep, rng, training):
    a = a.astype(np.float32)
    if not training:
        return a
    mask = (rng.random(a.shape) < keep).astype(np.float32)
    return a * mask / np.float32(keep)

# right: loops, and lists
def dropout_forward(a, keep, rng, training):
    if not training:
        return a.tolist()
    numbers = rng.random(a.shape)
    rows = []
    for i in range(len(a)):
        row = []
        for j in range(len(a[i])):
            if numbers[i][j] < keep:
                row.append(a[i][j] / keep)
            else:
                row.append(0.0)
        rows.append(row)
    return rows

# right: draws when predicting, too, and does not use it
def dropout_forward(a, keep, rng, training):
    mask = rng.random(size=(a.shape[0], a.shape[1])) < keep
    return a * mask * (1 / keep) if training else 1 * a

# wrong: not rescaled -> didn't rescale
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) < keep
    return a * mask

# wrong: the old way -> how dropout was first done
def dropout_forward(a, keep, rng, training):
    if not training:
        return a * keep
    mask = rng.random(a.shape) < keep
    return a * mask

# wrong: rescaled on both sides -> rescaled twice
def dropout_forward(a, keep, rng, training):
    if not training:
        return a * keep
    mask = rng.random(a.shape) < keep
    return a * mask / keep

# wrong: drops always -> still drops entries
def dropout_forward(a, keep, rng, training):
    mask = rng.random(a.shape) < keep
    return a * mask / keep

# wrong: multiplied -> multiplied by `keep`
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) < keep
    return a * mask * keep

# wrong: the mask turned -> should stay
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) > keep
    return a * mask / keep

# wrong: divided by the share that is dropped -> the share that is dropped
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) < keep
    drop = 1 - keep
    if drop == 0:
        drop = 1e-12
    return a * mask / drop

# wrong: one mask for all rows -> every row loses the same units
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape[1]) < keep
    return a * mask / keep

# wrong: one draw for each row -> an example loses everything
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random((len(a), 1)) < keep
    return a * mask / keep

# wrong: one draw for everything -> one number for the whole array
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    if rng.random() < keep:
        return a / keep
    return np.zeros_like(a)

# wrong: a generator of its own -> a generator of your own
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    rng = np.random.default_rng(0)
    mask = rng.random(a.shape) < keep
    return a * mask / keep

# wrong: the global generator
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = np.random.random(a.shape) < keep
    return a * mask / keep

# wrong: binomial -> other numbers
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.binomial(1, keep, size=a.shape)
    return a * mask / keep

# wrong: the low numbers are dropped -> other entries stay
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    dropped = rng.random(a.shape) <= 1 - keep
    return np.where(dropped, 0.0, a / keep)

# wrong: choice -> other entries stay
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.choice([0, 1], size=a.shape, p=[1 - keep, keep])
    return a * mask / keep

# wrong: normal -> evenly between 0 and 1
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.normal(size=a.shape) < keep
    return a * mask / keep

# wrong: compares the activations -> chance decides
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = a < keep
    return a * mask / keep

# wrong: the mask alone -> multiply the activations by it
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) < keep
    return mask / keep

# wrong: the mask alone, not rescaled -> trues and falses
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    return rng.random(a.shape) < keep

# wrong: the two branches swapped -> swapped
def dropout_forward(a, keep, rng, training):
    if training:
        return a
    mask = rng.random(a.shape) < keep
    return a * mask / keep

# wrong: only what stays is returned -> leaves out
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) < keep
    return a[mask] / keep

# wrong: its own mean restored -> keeps its own mean
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) < keep
    share = mask.mean()
    if share == 0:
        return a * mask
    return a * mask / share

# wrong: drops in the array of the caller -> changes its argument
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    a[rng.random(a.shape) >= keep] = 0
    a /= keep
    return a

# wrong: the shape is not unpacked for the generator -> as one argument
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape[0], a.shape[1]) < keep
    return a * mask / keep

# wrong: np.random's old name for it -> has no `rand`
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.rand(*a.shape) < keep
    return a * mask / keep

# wrong: the last return is missing -> is a `return` missing
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) < keep
    a = a * mask / keep

# wrong: a misspelled name -> did you mean
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) < kepp
    return a * mask / keep

# wrong: square root of keep -> look again
def dropout_forward(a, keep, rng, training):
    if not training:
        return a
    mask = rng.random(a.shape) < keep
    return a * mask / keep ** 0.5

# ---- early_stopping ----

# right: as in the lesson
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch, best

# right: a count of bad epochs
def early_stopping(dev_losses, patience):
    lowest = float("inf")
    best = 0
    wait = 0
    for i, loss in enumerate(dev_losses):
        if loss < lowest:
            lowest = loss
            best = i
            wait = 0
        else:
            wait += 1
            if wait == patience:
                return i, best
    return len(dev_losses) - 1, best

# right: while, and a list
def early_stopping(dev_losses, patience):
    epoch = 0
    best = 0
    while epoch < len(dev_losses) - 1 and epoch - best < patience:
        epoch += 1
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
    return [epoch, best]

# right: argmin of what is known so far
def early_stopping(dev_losses, patience):
    for t in range(len(dev_losses)):
        best = np.argmin(dev_losses[: t + 1])
        if t - best >= patience:
            break
    return t, best

# right: single precision, and an array
def early_stopping(dev_losses, patience):
    losses = dev_losses.astype(np.float32)
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return np.array([epoch, best])

# right: floats for whole numbers
def early_stopping(dev_losses, patience):
    best, best_loss, stop = 0.0, np.inf, len(dev_losses) - 1.0
    for epoch, loss in enumerate(dev_losses):
        if loss < best_loss:
            best_loss = loss
            best = float(epoch)
        elif epoch - best >= patience:
            stop = float(epoch)
            break
    return stop, best

# wrong: restores the last -> restore the best one
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch, epoch

# wrong: argmin of the whole run for the best -> after the stop
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch, np.argmin(dev_losses)

# wrong: the lowest of all, plus patience -> searched the whole run
def early_stopping(dev_losses, patience):
    best = np.argmin(dev_losses)
    stop = min(best + patience, len(dev_losses) - 1)
    return stop, best

# wrong: the first rise -> first rise
def early_stopping(dev_losses, patience):
    for i in range(1, len(dev_losses)):
        if dev_losses[i] >= dev_losses[i - 1]:
            return i, i - 1
    return len(dev_losses) - 1, len(dev_losses) - 1

# wrong: the first strict rise -> first rise
def early_stopping(dev_losses, patience):
    for i in range(1, len(dev_losses)):
        if dev_losses[i] > dev_losses[i - 1]:
            return i, i - 1
    return len(dev_losses) - 1, len(dev_losses) - 1

# wrong: never resets the count -> set your count of bad epochs back to 0
def early_stopping(dev_losses, patience):
    best = 0
    bad = 0
    for i in range(1, len(dev_losses)):
        if dev_losses[i] < dev_losses[best]:
            best = i
        else:
            bad += 1
        if bad == patience:
            return i, best
    return len(dev_losses) - 1, best

# wrong: rises in a row -> rises from one epoch to the next
def early_stopping(dev_losses, patience):
    best = 0
    bad = 0
    for i in range(1, len(dev_losses)):
        if dev_losses[i] < dev_losses[i - 1]:
            bad = 0
        else:
            bad += 1
        if dev_losses[i] < dev_losses[best]:
            best = i
        if bad >= patience:
            return i, best
    return len(dev_losses) - 1, best

# wrong: strict rises in a row -> rises from one epoch to the next
def early_stopping(dev_losses, patience):
    best = 0
    bad = 0
    for i in range(1, len(dev_losses)):
        if dev_losses[i] > dev_losses[i - 1]:
            bad += 1
        else:
            bad = 0
        if dev_losses[i] < dev_losses[best]:
            best = i
        if bad >= patience:
            return i, best
    return len(dev_losses) - 1, best

# wrong: all rises -> counted every rise
def early_stopping(dev_losses, patience):
    bad = 0
    for i in range(1, len(dev_losses)):
        if dev_losses[i] > dev_losses[i - 1]:
            bad += 1
        if bad == patience:
            return i, np.argmin(dev_losses[:i + 1])
    return len(dev_losses) - 1, np.argmin(dev_losses)

# wrong: against patience epochs ago -> `patience` epochs ago
def early_stopping(dev_losses, patience):
    stop = len(dev_losses) - 1
    for i in range(patience, len(dev_losses)):
        if dev_losses[i] > dev_losses[i - patience]:
            stop = i
            break
    return stop, np.argmin(dev_losses[:stop + 1])

# wrong: waits one too long -> one epoch too long
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best > patience:
            break
    return epoch, best

# wrong: stops one too soon -> one epoch too soon
def early_stopping(dev_losses, patience):
    best = 0
    wait = 0
    for epoch in range(len(dev_losses)):
        if epoch == 0 or dev_losses[epoch] < dev_losses[best]:
            best = epoch
            wait = 1
        else:
            if wait + 1 >= patience:
                return epoch, best
            wait += 1
    return epoch, best

# wrong: equal counts as better -> equal loss
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] <= dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch, best

# wrong: swapped -> swapped
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best, epoch

# wrong: counted from 1 -> from 1
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch + 1, best + 1

# wrong: the loss in place of its epoch -> the lowest loss itself
def early_stopping(dev_losses, patience):
    best = dev_losses[0]
    wait = 0
    for epoch in range(len(dev_losses)):
        if epoch == 0 or dev_losses[epoch] < best:
            best = dev_losses[epoch]
            wait = 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best
    return len(dev_losses) - 1, best

# wrong: patience before the stop -> `patience` epochs before the stop
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch, epoch - patience

# wrong: nothing if it never stops
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return epoch, best

# wrong: the number of epochs if it never stops -> the answer is the last epoch
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return epoch, best
    return len(dev_losses), best

# wrong: returns in the loop -> inside the loop
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
        return epoch, best

# wrong: no break -> training never stops
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
    return epoch, best

# wrong: one epoch past the end -> out of bounds
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses) + 1):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch, best

# wrong: while without a step -> ever end
def early_stopping(dev_losses, patience):
    best = 0
    epoch = 0
    while epoch < len(dev_losses):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch, best

# wrong: only the stop -> only `epoch` is returned
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return epoch
    return epoch

# wrong: a misspelled name -> did you mean
def early_stopping(dev_losses, patience):
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patients:
            break
    return epoch, best

"""What the exercises of lesson 05 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception
from course.practice.draws import between, count, numbers, one_of

# ---- l2_penalty ---------------------------------------------------------------------------------

ONE_LAYER = [(np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([4.0, -1.0]))]
TWO_LAYERS = [
    (np.array([[0.5, -1.5, 2.0], [1.0, 0.0, -0.5]]), np.array([3.0, -2.0, 1.0])),
    (np.array([[2.0], [-1.0], [0.25]]), np.array([5.0])),
]


def penalty(value, slope, biases=None):
    """A way to write l2_penalty: the price of one array w, and its slope; `biases` is the slope of a bias, else zeros."""

    def l2_penalty(layers, lam):
        total = sum(value(W, lam) + (value(b, lam) if biases else 0.0) for W, b in layers)
        return total, [(slope(W, lam), slope(b, lam) if biases else np.zeros_like(b)) for W, b in layers]

    return l2_penalty


def half_square(w, lam):
    return lam / 2 * np.sum(w**2)


def shrink(w, lam):
    return lam * w


def some_layers(rng):
    widths = [count(rng, 1, 3) for _ in range(count(rng, 2, 4))]
    layers = [(numbers(rng, i, o), numbers(rng, o)) for i, o in zip(widths, widths[1:])]
    return layers, one_of(rng, 0.01, 0.1, 0.5, 2.0)


l2_penalty = Exercise(
    cases={
        "one layer": (ONE_LAYER, 0.1),
        "two layers": (TWO_LAYERS, 0.02),
        "a strong penalty": (TWO_LAYERS, 10.0),
        "no penalty": (ONE_LAYER, 0.0),
        "only biases": ([(np.zeros((2, 1)), np.array([7.0]))], 0.5),
    },
    draw=some_layers,
    misconceptions=[
        Misconception(
            "The biases pay too. They only move a unit's threshold and make nothing steep, so they go free: price nothing for b, "
            "and give it a slope of zeros.",
            penalty(half_square, shrink, biases=True),
        ),
        Misconception(
            "The slope carries a 2 too many. The ½ in front of the square is there to cancel it: the slope is `lam * W`.",
            penalty(half_square, lambda w, lam: 2 * lam * w),
        ),
        Misconception(
            "The ½ is missing from the price. Here it is λ/2 times the sum of squares, so that its slope is simply λ times the weight.",
            penalty(lambda w, lam: lam * np.sum(w**2), shrink),
        ),
        Misconception(
            "The ½ is missing. With λ/2 times the sum of squares the slope is `lam * W`, without a 2.",
            penalty(lambda w, lam: lam * np.sum(w**2), lambda w, lam: 2 * lam * w),
        ),
        Misconception(
            "The slope carries a ½ too many. The slope of w² is 2w, and the ½ in front of the square makes that w: `lam * W`.",
            penalty(half_square, lambda w, lam: lam / 2 * w),
        ),
        Misconception(
            "Only the first layer is there: it returns from within the loop. The `return` belongs after it.",
            lambda layers, lam: penalty(half_square, shrink)(layers[:1], lam),
        ),
        Misconception(
            "That squares the sum. The penalty is the sum of the squares, or a weight of 2 and one of -2 would cost nothing together.",
            penalty(lambda w, lam: lam / 2 * np.sum(w) ** 2, shrink),
        ),
        Misconception(
            "That is the mean of the squares. The penalty is their sum: each weight pays for itself, however many there are.",
            penalty(lambda w, lam: lam / 2 * np.mean(w**2), lambda w, lam: lam * w / w.size),
        ),
        Misconception(
            "That is the price of L1, the sizes of the weights. L2 sums their squares.",
            penalty(lambda w, lam: lam * np.sum(np.abs(w)), lambda w, lam: lam * np.sign(w)),
        ),
        Misconception(
            "The slope lacks λ. Twice as strong a penalty pulls twice as hard: `lam * W`.",
            penalty(half_square, lambda w, lam: w),
        ),
        Misconception(
            "The slope has the wrong sign. It says which way the price *grows*, which is away from zero: `lam * W`. "
            "The step of gradient descent turns it round.",
            penalty(half_square, lambda w, lam: -lam * w),
        ),
        Misconception(
            "That is a length, with a root drawn from the sum. The penalty is the sum of squares itself.",
            lambda layers, lam: (lam / 2 * np.sqrt(sum(np.sum(W**2) for W, _ in layers)),
                                 [(lam * W, np.zeros_like(b)) for W, b in layers]),
        ),
        Misconception(
            "Those are lengths, with a root drawn from each layer's sum. The penalty is the sum of squares itself.",
            penalty(lambda w, lam: lam / 2 * np.linalg.norm(w), shrink),
        ),
        Misconception(
            "Only the last layer's weights are in the price. Add up over all layers.",
            lambda layers, lam: (half_square(layers[-1][0], lam), [(lam * W, np.zeros_like(b)) for W, b in layers]),
        ),
    ],
)  # fmt: skip

# ---- dropout_forward ----------------------------------------------------------------------------


def some_activations(rows, units, keep, training):
    def make():
        rng = np.random.default_rng(rows)
        return rng.normal(2.0, 1.0, (rows, units)), keep, np.random.default_rng(7), training

    return make


def dropped_by(mask, scaled, when_predicting=lambda a, keep: a):
    """A way to write dropout_forward: which entries stay, what is done to those, and what happens when predicting."""

    def dropout_forward(a, keep, rng, training):
        if not training:
            return when_predicting(a, keep)
        return scaled(a * mask(a, keep, rng), keep)

    return dropout_forward


def stays(a, keep, rng):
    return rng.random(a.shape) < keep


def so_many(a, keep, rng):
    """Exactly the share `keep` of each row's units."""
    order = rng.random(a.shape).argsort(axis=1).argsort(axis=1)
    return order < round(keep * a.shape[1])


def drawn_activations(rng):
    a = numbers(rng, count(rng, 1, 5), count(rng, 1, 5)) + 3.0
    return a, between(rng, 0.2, 0.95), np.random.default_rng(count(rng, 0, 9999)), bool(rng.random() < 0.75)


dropout_forward = Exercise(
    cases={
        "training, keep 0.8": some_activations(3, 5, 0.8, True),
        "training, keep 0.5": some_activations(4, 6, 0.5, True),
        "predicting": some_activations(2, 4, 0.5, False),
        "nothing to drop": some_activations(2, 3, 1.0, True),
    },
    draw=drawn_activations,
    misconceptions=[
        Misconception(
            "What stays is not rescaled, so the next layer gets less than it will get when predicting. Divide what stays by `keep`.",
            dropped_by(stays, lambda a, keep: a),
        ),
        Misconception(
            "That does it the old way: nothing in training, and times `keep` when predicting. It is right on average, but asked for here is "
            "the other way round: divide by `keep` in training, and leave predicting alone.",
            dropped_by(stays, lambda a, keep: a, lambda a, keep: a * keep),
        ),
        Misconception(
            "That rescales twice: in training what stays is divided by `keep`, and then nothing is left to do when predicting.",
            dropped_by(stays, lambda a, keep: a / keep, lambda a, keep: a * keep),
        ),
        Misconception(
            "It still drops when predicting. An answer must not depend on chance: with `training` False, return the activations as they are.",
            lambda a, keep, rng, training: a * stays(a, keep, rng) / keep,
        ),
        Misconception(
            "That multiplies by `keep`. What is left after dropping is too small already, and has to become larger: divide.",
            dropped_by(stays, lambda a, keep: a * keep),
        ),
        Misconception(
            "That drops where it should keep. An entry stays where its random number is *below* `keep`.",
            dropped_by(lambda a, keep, rng: rng.random(a.shape) >= keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "That divides by `1 - keep`, the share that is dropped. Divide by the share that stays.",
            dropped_by(stays, lambda a, keep: a / max(1 - keep, 1e-12)),
        ),
        Misconception(
            "Every row loses the same units. Draw a number for each entry, `rng.random(a.shape)`: each example gets a thinned net of its own.",
            dropped_by(lambda a, keep, rng: rng.random(a.shape[1]) < keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "That drops exactly the same number of units in each row. With dropout each entry takes its own chance.",
            dropped_by(so_many, lambda a, keep: a / keep),
        ),
        Misconception(
            "It draws from a generator of its own. Use the `rng` that was given, so that a run can be repeated.",
            dropped_by(lambda a, keep, rng: np.random.default_rng(0).random(a.shape) < keep, lambda a, keep: a / keep),
        ),
    ],
)

# ---- early_stopping -----------------------------------------------------------------------------


def stop_by(better, patience_is=lambda patience: patience, result=lambda epoch, best: (epoch, best)):
    """A way to write early_stopping: when an epoch counts as better than the best so far, and what is returned."""

    def early_stopping(dev_losses, patience):
        best = 0
        for epoch in range(len(dev_losses)):
            if epoch == 0 or better(dev_losses, epoch, best):
                best = epoch
            elif epoch - best >= patience_is(patience):
                break
        return result(epoch, best)

    return early_stopping


def below_the_best(losses, epoch, best):
    return losses[epoch] < losses[best]


def first_rise(dev_losses, patience):
    for epoch in range(1, len(dev_losses)):
        if dev_losses[epoch] >= dev_losses[epoch - 1]:
            return epoch, epoch - 1
    return len(dev_losses) - 1, len(dev_losses) - 1


def never_forgets_a_rise(dev_losses, patience):
    best = bad = 0
    for epoch in range(1, len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        else:
            bad += 1
            if bad >= patience:
                break
    return epoch, best


def against_patience_ago(dev_losses, patience):
    for epoch in range(patience, len(dev_losses)):
        if dev_losses[epoch] > dev_losses[epoch - patience]:
            break
    return epoch, epoch - patience


def rises_in_a_row(dev_losses, patience):
    best = bad = 0
    for epoch in range(1, len(dev_losses)):
        bad = bad + 1 if dev_losses[epoch] >= dev_losses[epoch - 1] else 0
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        if bad >= patience:
            break
    return epoch, best


def knows_the_future(dev_losses, patience):
    best = int(np.argmin(dev_losses))
    return min(best + patience, len(dev_losses) - 1), best


def some_run(rng):
    """A loss that falls and then wanders, of one digit, so that some come twice."""
    epochs = np.arange(count(rng, 1, 12))
    losses = np.maximum(0.9 - 0.1 * epochs, 0.4) + 0.05 * np.maximum(epochs - 5, 0) + rng.normal(0, 0.12, epochs.size)
    return np.round(np.abs(losses), 1), count(rng, 1, 4)


early_stopping = Exercise(
    cases={
        "one clear bottom": (np.array([0.9, 0.7, 0.5, 0.6, 0.65, 0.7, 0.8]), 3),
        "a bump on the way": (np.array([0.9, 0.7, 0.75, 0.72, 0.6, 0.5, 0.55, 0.52, 0.6, 0.7]), 3),
        "a lower loss after the stop": (np.array([0.8, 0.6, 0.7, 0.65, 0.7, 0.3, 0.2]), 2),
        "it never stops": (np.array([0.9, 0.8, 0.7, 0.6]), 2),
        "the same loss again": (np.array([0.9, 0.5, 0.5, 0.5, 0.5, 0.4]), 3),
        "it zigzags": (np.array([0.9, 0.6, 0.8, 0.7, 0.8, 0.7, 0.8, 0.5]), 4),
    },
    draw=some_run,
    misconceptions=[
        Misconception(
            "The last epoch is restored, not the best. What is kept are the weights from before the losses went up.",
            stop_by(below_the_best, result=lambda epoch, best: (epoch, epoch)),
        ),
        Misconception(
            "That looks at the whole run and takes its lowest loss, which may lie after the stop. While training, the future is unknown.",
            lambda losses, patience: (stop_by(below_the_best)(losses, patience)[0], int(np.argmin(losses))),
        ),
        Misconception(
            "That looks for the lowest loss of the whole run first. While training, the losses come one by one, and the stop may lie before it.",
            knows_the_future,
        ),
        Misconception(
            "It stops at the first rise, whatever the patience. Wait until `patience` epochs have passed without a new best.",
            first_rise,
        ),
        Misconception(
            "The bad epochs are counted but never forgotten. Each new best begins the waiting anew.",
            never_forgets_a_rise,
        ),
        Misconception(
            "That compares with the epoch `patience` epochs ago. Compare each with the best so far, and count from there.",
            against_patience_ago,
        ),
        Misconception(
            "That counts rises from one epoch to the next. Compare with the best so far: a loss that falls again, but not below the best, "
            "is still no improvement.",
            rises_in_a_row,
        ),
        Misconception(
            "It waits one epoch too long: stop as soon as `patience` epochs have passed without a new best.",
            stop_by(below_the_best, lambda patience: patience + 1),
        ),
        Misconception(
            "It stops one epoch too soon: `patience` epochs without a new best must have passed.",
            stop_by(below_the_best, lambda patience: patience - 1),
        ),
        Misconception(
            "An equal loss is counted as a new best. Only a lower one is, or a flat curve would never be stopped.",
            stop_by(lambda losses, epoch, best: losses[epoch] <= losses[best]),
        ),
        Misconception("The two are swapped: first the epoch of the stop, then the one that is restored.",
                      stop_by(below_the_best, result=lambda epoch, best: (best, epoch))),
        Misconception("Those are the number of epochs, counted from 1. The first epoch is number 0, as in the array.",
                      stop_by(below_the_best, result=lambda epoch, best: (epoch + 1, best + 1))),
    ],
)  # fmt: skip

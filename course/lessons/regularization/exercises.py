"""What the exercises of lesson 05 are tried on, and the mistakes that are known by their numbers."""

import operator

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


def with_bias_slopes(bias_slope, of_biases=lambda b, lam: 0.0):
    """A way to write l2_penalty whose only fault is what it does with the biases."""

    def l2_penalty(layers, lam):
        total = sum(half_square(W, lam) + of_biases(b, lam) for W, b in layers)
        return total, [(lam * W, bias_slope(b, lam)) for W, b in layers]

    return l2_penalty


def forgets_the_pair(layers, lam):
    return sum(lam / 2 * np.sum(layer**2) for layer in layers), [lam * layer for layer in layers]


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
    hints=[
        "What does one single weight w cost, and what's the slope of that? Write it down on paper first.",
        "`lam / 2 * np.sum(W**2)` is the penalty of one layer. Start with a total of 0 and add up all the layers in a loop.",
        "The slope of λ/2 · w² is λw, so `dW` is `lam * W`. The biases cost nothing, so `db` is `np.zeros_like(b)`.",
    ],
    misconceptions=[
        Misconception(
            "You penalized the biases, too. They only shift a unit and don't make it any steeper, so leave them out of the penalty "
            "and give them a slope of zeros: `np.zeros_like(b)`.",
            penalty(half_square, shrink, biases=True),
        ),
        Misconception(
            "The penalty is right, but the biases have a slope, too. They cost nothing, so their slope is zero: `np.zeros_like(b)`.",
            with_bias_slopes(shrink),
        ),
        Misconception(
            "The slopes are right, but the biases are in the penalty. Only the weights W pay.",
            with_bias_slopes(lambda b, lam: np.zeros_like(b), half_square),
        ),
        Misconception(
            "The slope of the biases is zero, but it needs one zero for each bias, in the shape of b: `np.zeros_like(b)`.",
            with_bias_slopes(lambda b, lam: 0.0),
        ),
        Misconception(
            "`None` is no slope. The biases have a slope of zero, in the shape of b: `np.zeros_like(b)`.",
            with_bias_slopes(lambda b, lam: None),
        ),
        Misconception(
            "The slopes of the biases are missing. Each layer needs a pair: `(lam * W, np.zeros_like(b))`.",
            lambda layers, lam: (sum(half_square(W, lam) for W, _ in layers), [lam * W for W, _ in layers]),
        ),
        Misconception(
            "The slopes are missing. Return the penalty, and then a list with a pair (dW, db) for each layer.",
            lambda layers, lam: sum(half_square(W, lam) for W, _ in layers),
        ),
        Misconception(
            "Each layer is a pair, so you can't square it whole. Take it apart in the loop: `for W, b in layers:`.",
            forgets_the_pair,
        ),
        Misconception(
            "`layers` is a list of pairs, so you can't square it whole. Go through it in a loop: `for W, b in layers:`.",
            lambda layers, lam: (lam / 2 * np.sum(layers**2), lam * layers),
        ),
        Misconception(
            "The slope has an extra factor of 2. The ½ in front of the square cancels it, so the slope is `lam * W`.",
            penalty(half_square, lambda w, lam: 2 * lam * w),
        ),
        Misconception(
            "The ½ is missing from the penalty. It is λ/2 times the sum of the squares, and that's why its slope is simply λ times the weight.",
            penalty(lambda w, lam: lam * np.sum(w**2), shrink),
        ),
        Misconception(
            "The ½ is missing. The penalty is λ/2 times the sum of the squares, so its slope is `lam * W`, without a 2.",
            penalty(lambda w, lam: lam * np.sum(w**2), lambda w, lam: 2 * lam * w),
        ),
        Misconception(
            "The slope has an extra ½. The slope of w² is 2w, and the ½ in front of the square turns that into w: `lam * W`.",
            penalty(half_square, lambda w, lam: lam / 2 * w),
        ),
        Misconception(
            "You have only the first layer, because the `return` stands inside the loop. Move it after the loop.",
            lambda layers, lam: penalty(half_square, shrink)(layers[:1], lam),
        ),
        Misconception(
            "That squares the sum, so a weight of 2 and one of -2 would cost nothing together. Square each weight first, then add up.",
            penalty(lambda w, lam: lam / 2 * np.sum(w) ** 2, shrink),
        ),
        Misconception(
            "That is the mean of the squares. The penalty is their sum: each weight pays for itself, no matter how many there are.",
            penalty(lambda w, lam: lam / 2 * np.mean(w**2), lambda w, lam: lam * w / w.size),
        ),
        Misconception(
            "That is the L1 penalty, which adds up absolute values. L2 adds up squares.",
            penalty(lambda w, lam: lam * np.sum(np.abs(w)), lambda w, lam: lam * np.sign(w)),
        ),
        Misconception(
            "The slopes are right, but λ is missing from the penalty: `lam / 2 * np.sum(W**2)`.",
            penalty(lambda w, lam: np.sum(w**2) / 2, shrink),
        ),
        Misconception(
            "λ is missing from the slope. A penalty twice as strong pulls twice as hard: `lam * W`.",
            penalty(half_square, lambda w, lam: w),
        ),
        Misconception(
            "The slope has the wrong sign. A slope points the way the penalty *grows*, and that is away from zero: `lam * W`. "
            "The minus comes later, in the step of gradient descent.",
            penalty(half_square, lambda w, lam: -lam * w),
        ),
        Misconception(
            "You took the root of the sum, which gives a length. The penalty uses the sum of the squares itself.",
            lambda layers, lam: (lam / 2 * np.sqrt(sum(np.sum(W**2) for W, _ in layers)),
                                 [(lam * W, np.zeros_like(b)) for W, b in layers]),
        ),
        Misconception(
            "You took the root of each layer's sum; `np.linalg.norm` does that, too. The penalty uses the sum of the squares itself.",
            penalty(lambda w, lam: lam / 2 * np.linalg.norm(w), shrink),
        ),
        Misconception(
            "Only the last layer's weights are in the penalty. Add to the total in each round of the loop: `+=`, not `=`.",
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


def its_own_share(a, keep, rng, training):
    """Divides by the share that happened to stay."""
    mask = stays(a, keep, rng)
    return a * mask / max(mask.mean(), 1e-12) if training else a


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
    hints=[
        "There are two situations. When the net predicts, what should happen to `a`?",
        "In training, `stays = rng.random(a.shape) < keep` is True for each entry that stays. True counts as 1 and False as 0, so you can multiply by it.",
        "If only 80% of the entries stay, the mean drops to 80% of what it was. Divide by `keep` to bring it back.",
    ],
    misconceptions=[
        Misconception(
            "You didn't rescale what stays, so in training the next layer gets less than it will get when the net predicts. Divide by `keep`.",
            dropped_by(stays, lambda a, keep: a),
        ),
        Misconception(
            "That is how dropout was first done: no rescaling in training, and times `keep` when predicting. It works, but here it's "
            "the other way around: divide by `keep` in training, and change nothing when predicting.",
            dropped_by(stays, lambda a, keep: a, lambda a, keep: a * keep),
        ),
        Misconception(
            "You rescaled twice. Training already divides by `keep`, so there is nothing left to do when predicting.",
            dropped_by(stays, lambda a, keep: a / keep, lambda a, keep: a * keep),
        ),
        Misconception(
            "Your function still drops entries when the net predicts, and a prediction shouldn't depend on chance. If `training` is False, return `a` as it is.",
            lambda a, keep, rng, training: a * stays(a, keep, rng) / keep,
        ),
        Misconception(
            "You multiplied by `keep`. Dropping has already made the mean smaller, so what stays has to grow: divide.",
            dropped_by(stays, lambda a, keep: a * keep),
        ),
        Misconception(
            "You dropped the entries that should stay. An entry stays where its random number is *below* `keep`.",
            dropped_by(lambda a, keep, rng: rng.random(a.shape) >= keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "You divided by `1 - keep`, the share that is dropped. Divide by `keep`, the share that stays.",
            dropped_by(stays, lambda a, keep: a / max(1 - keep, 1e-12)),
        ),
        Misconception(
            "Every row loses the same units. Draw a number for each entry, `rng.random(a.shape)`, so that each example gets its own thinned net.",
            dropped_by(lambda a, keep, rng: rng.random(a.shape[1]) < keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "You drew one number for each row, so an example loses everything or nothing. Draw one for each entry: `rng.random(a.shape)`.",
            dropped_by(lambda a, keep, rng: rng.random((len(a), 1)) < keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "You drew one number for the whole array, so everything stays or nothing does. Draw one for each entry: `rng.random(a.shape)`.",
            dropped_by(lambda a, keep, rng: rng.random() < keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "Indexing with the mask leaves out the dropped entries, so the shape is lost. Multiply by the mask instead: dropped entries become 0.",
            lambda a, keep, rng, training: a[stays(a, keep, rng)] / keep if training else a,
        ),
        Misconception(
            "Those are only the Trues and Falses that say which entries stay. Multiply the activations by them, and divide by `keep`.",
            lambda a, keep, rng, training: stays(a, keep, rng) if training else a,
        ),
        Misconception(
            "`rng.random` takes the shape as one argument, a tuple: `rng.random(a.shape)`.",
            dropped_by(lambda a, keep, rng: rng.random(a.shape[0], a.shape[1]) < keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "A generator like `rng` has no `rand`; that is an older function of NumPy. Write `rng.random(a.shape)`.",
            dropped_by(lambda a, keep, rng: rng.rand(*a.shape) < keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "You dropped the same number of units in each row. With dropout, each entry takes its own chance, so the number varies.",
            dropped_by(so_many, lambda a, keep: a / keep),
        ),
        Misconception(
            "You made a generator of your own. Draw from the `rng` that was passed in, so that a run can be repeated.",
            dropped_by(lambda a, keep, rng: np.random.default_rng(0).random(a.shape) < keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "`rng.binomial` has the right chances, but it draws other numbers than the check does. Draw with `rng.random(a.shape)`, as the docstring says.",
            dropped_by(lambda a, keep, rng: rng.binomial(1, keep, a.shape), lambda a, keep: a / keep),
        ),
        Misconception(
            "Your mask has the right chances, but other entries stay than the check expects. Draw with `rng.random(a.shape)`, and let an entry stay where its number is *below* `keep`.",
            dropped_by(lambda a, keep, rng: rng.choice([0, 1], a.shape, p=[1 - keep, keep]), lambda a, keep: a / keep),
        ),
        Misconception(
            "`rng.normal` doesn't draw evenly between 0 and 1, so the chance to stay isn't `keep`. Draw with `rng.random(a.shape)`.",
            dropped_by(lambda a, keep, rng: rng.normal(size=a.shape) < keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "You compared the activations themselves with `keep`. Chance decides, not size: draw a number for each entry with `rng.random(a.shape)`.",
            dropped_by(lambda a, keep, rng: a < keep, lambda a, keep: a / keep),
        ),
        Misconception(
            "That is which entries stay, and how much they grow. Multiply the activations by it: `a * stays / keep`.",
            lambda a, keep, rng, training: stays(a, keep, rng) / keep if training else a,
        ),
        Misconception(
            "You rescaled so that each batch keeps its own mean exactly. Divide by `keep`: the mean stays the same on average, and no entry depends on what was drawn for the others.",
            its_own_share,
        ),
        Misconception(
            "The two situations are swapped. Drop entries while training, and return `a` as it is when `training` is False.",
            lambda a, keep, rng, training: a if training else a * stays(a, keep, rng) / keep,
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


def first_rise(rises):
    """Stops at once where the loss has risen: `rises` is > or >=."""

    def wrong(dev_losses, patience):
        for epoch in range(1, len(dev_losses)):
            if rises(dev_losses[epoch], dev_losses[epoch - 1]):
                return epoch, epoch - 1
        return len(dev_losses) - 1, len(dev_losses) - 1

    return wrong


def never_forgets_a_rise(dev_losses, patience):
    epoch = best = bad = 0
    for epoch in range(1, len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        else:
            bad += 1
            if bad >= patience:
                break
    return epoch, best


def against_patience_ago(restored):
    """Stops where the loss is above that of `patience` epochs ago, and restores restored(losses, epoch, patience)."""

    def wrong(dev_losses, patience):
        stop = len(dev_losses) - 1
        for epoch in range(patience, len(dev_losses)):
            if dev_losses[epoch] > dev_losses[epoch - patience]:
                stop = epoch
                break
        return stop, restored(dev_losses, stop, patience)

    return wrong


def rises_in_a_row(rises):
    """Counts how often in a row the loss has risen: `rises` is > or >=."""

    def wrong(dev_losses, patience):
        epoch = best = bad = 0
        for epoch in range(1, len(dev_losses)):
            bad = bad + 1 if rises(dev_losses[epoch], dev_losses[epoch - 1]) else 0
            if dev_losses[epoch] < dev_losses[best]:
                best = epoch
            if bad >= patience:
                break
        return epoch, best

    return wrong


def lowest_so_far(dev_losses, epoch, patience):
    return int(np.argmin(dev_losses[: epoch + 1]))


def one_past_the_end(dev_losses, patience):
    """Where it never has to stop, it answers with the number of epochs."""
    best = 0
    for epoch in range(len(dev_losses)):
        if dev_losses[epoch] < dev_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return epoch, best
    return len(dev_losses), best


def rises_then_argmin(dev_losses, patience):
    """Counts rises, never sets the count back, and looks for the lowest up to the stop."""
    bad = 0
    for epoch in range(1, len(dev_losses)):
        bad += dev_losses[epoch] > dev_losses[epoch - 1]
        if bad >= patience:
            return epoch, int(np.argmin(dev_losses[: epoch + 1]))
    return len(dev_losses) - 1, int(np.argmin(dev_losses))


def minus_patience(dev_losses, patience):
    epoch, _ = stop_by(below_the_best)(dev_losses, patience)
    return epoch, epoch - patience


def the_losses(dev_losses, patience):
    epoch, best = stop_by(below_the_best)(dev_losses, patience)
    return epoch, dev_losses[best]


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
    hints=[
        "Go through the epochs one by one, and remember only one thing: which epoch has been the best so far.",
        "In each epoch there are two cases. Either the loss is lower than `dev_losses[best]`, and this epoch is the new best; or it isn't, and your patience may run out.",
        "`epoch - best` is how many epochs have passed since the best one. If it's at least `patience`, leave the loop with `break`, and return `epoch, best` after the loop.",
    ],
    misconceptions=[
        Misconception(
            "Your second number is the last epoch. Restore the best one: its weights are from before the loss went up.",
            stop_by(below_the_best, result=lambda epoch, best: (epoch, epoch)),
        ),
        Misconception(
            "Your best epoch is the lowest of the whole run, and that may come after the stop. While training, you can't see the future, so keep the best *so far*.",
            lambda losses, patience: (stop_by(below_the_best)(losses, patience)[0], int(np.argmin(losses))),
        ),
        Misconception(
            "You searched the whole run for its lowest loss first. While training, the losses come in one by one, and the stop may come before that one.",
            knows_the_future,
        ),
        Misconception(
            "It stops at the first rise, no matter how much patience there is. Wait until `patience` epochs have passed without a new best.",
            first_rise(operator.ge),
        ),
        Misconception(
            "It stops at the first rise, no matter how much patience there is. Wait until `patience` epochs have passed without a new best.",
            first_rise(operator.gt),
        ),
        Misconception(
            "You never set your count of bad epochs back to 0. Each new best starts the waiting over.",
            never_forgets_a_rise,
        ),
        Misconception(
            "You compared with the loss `patience` epochs ago. Compare with the best so far, and count the epochs since then.",
            against_patience_ago(lambda losses, epoch, patience: epoch - patience),
        ),
        Misconception(
            "You compared with the loss `patience` epochs ago. Compare with the best so far, and count the epochs since then.",
            against_patience_ago(lowest_so_far),
        ),
        Misconception(
            "You counted rises from one epoch to the next. Compare with the best so far instead: a loss that comes down again, but not below the best, "
            "is no improvement.",
            rises_in_a_row(operator.ge),
        ),
        Misconception(
            "You counted rises from one epoch to the next. Compare with the best so far instead: a loss that comes down again, but not below the best, "
            "is no improvement.",
            rises_in_a_row(operator.gt),
        ),
        Misconception(
            "You counted every rise from one epoch to the next, and never set the count back. Compare with the best so far, and start over at each new best.",
            rises_then_argmin,
        ),
        Misconception(
            "Your second number is the lowest loss itself. Return the epoch where it happened, `best`.", the_losses
        ),
        Misconception(
            "It waits one epoch too long. Stop as soon as `patience` epochs have passed without a new best: `epoch - best >= patience`.",
            stop_by(below_the_best, lambda patience: patience + 1),
        ),
        Misconception(
            "It stops one epoch too soon. Stop once `patience` epochs have passed without a new best: `epoch - best >= patience`.",
            stop_by(below_the_best, lambda patience: patience - 1),
        ),
        Misconception(
            "You counted an equal loss as a new best. Only a lower loss counts, because otherwise training would never stop on a flat curve.",
            stop_by(lambda losses, epoch, best: losses[epoch] <= losses[best]),
        ),
        Misconception(
            "If training never has to stop, the answer is the last epoch. Its number is `len(dev_losses) - 1`, because the first one is 0.",
            one_past_the_end,
        ),
        Misconception(
            "Training never stops: it runs through all the epochs, whatever the patience. Leave the loop once `epoch - best >= patience`.",
            lambda losses, patience: (len(losses) - 1, int(np.argmin(losses))),
        ),
        Misconception("The two numbers are swapped. The epoch where training stops comes first, then the best one.",
                      stop_by(below_the_best, result=lambda epoch, best: (best, epoch))),
        Misconception(
            "Your best epoch is simply `patience` epochs before the stop. If training runs to its end, that's not the best one, so remember the best as you go.",
            minus_patience,
        ),
        Misconception("You counted the epochs from 1. Here the first epoch is number 0, as in the array.",
                      stop_by(below_the_best, result=lambda epoch, best: (epoch + 1, best + 1))),
    ],
)  # fmt: skip

"""The sign of each illness: is it there in a chart, what one would see, and what is seen instead."""

import math
from collections.abc import Callable
from dataclasses import dataclass

HEALTHY = "nothing: healthy"


@dataclass(frozen=True)
class Sign:
    """there(chart): is it? expect: what one would see. seen(chart): what is there, as a clause."""

    there: Callable
    expect: str
    seen: Callable


def percent(share):
    return f"{100 * share:.0f}%"


def zero_start(c):
    return all((w == 0).all() for w in c.start_weights)


def most_silent(c):
    return max(c.silent, default=0.0)


def silent(c):
    share = most_silent(c)
    if share == 0:
        return "no unit is silent for every picture"
    some = "all units of a layer" if share == 1 else f"at most {percent(share)} of a layer's units"
    return f"{some} are silent for every picture"


def fading(c):
    """How much smaller the weights' slopes are in the first layer than in the last, before training; 1 where there are none."""
    return c.slopes_before[0] / c.slopes_before[-1] if c.slopes_before[-1] > 0 and not most_silent(c) > 0.9 else 1.0


def too_silent(c):
    """Are the slopes too small for the weights to move, whatever the rate?"""
    return fading(c) < 0.02 or most_silent(c) > 0.9


def times(number):
    if not math.isfinite(number):
        return "without limit"
    return f"by {number:.2g} times their size" if number < 100 else "by more than 100 times their size"


def moved(c):
    return (
        "the weights start at zero and have no size to compare with"
        if math.isnan(c.moved)
        else f"the weights moved {times(c.moved)}"
    )


def shrunk(c):
    return (
        f"the weights are {c.shrunk:.2g} times what they were"
        if math.isfinite(c.shrunk) and c.shrunk < 100
        else "the weights haven't shrunk"
    )


SIGNS = {
    "learning rate too high": Sign(
        lambda c: c.moved > 2,
        "With too high a rate each step overshoots. The loss jumps around or ends up stuck, and the weights move by several times their size",
        moved),
    "learning rate too low": Sign(
        lambda c: c.moved < 0.05 and not too_silent(c),
        "With too low a rate the loss creeps down. The slopes are of ordinary size, and yet the weights have hardly moved",
        lambda c: moved(c) + (", but the slopes are not of ordinary size" if c.moved < 0.05 and too_silent(c) else "")),
    "inputs not scaled": Sign(
        lambda c: c.input_spread > 10,
        "Without scaling, the inputs would run into the hundreds",
        lambda c: "the inputs lie between {:.0f} and {:.0f}, with a spread of {:.1f}".format(*c.input_range, c.input_spread)),
    "all weights start at zero": Sign(
        zero_start,
        "If all weights start at zero, every hidden unit gives 0 for every picture, and the slope of every weight is exactly 0",
        lambda c: silent(c) + (", and the slopes are exactly 0" if zero_start(c) else ", and the slopes are not exactly 0, so the weights are not zero")),
    "dead ReLUs": Sign(
        lambda c: most_silent(c) > 0.9 and not zero_start(c),
        "Dead ReLUs are silent for every picture, although their weights are not zero. The penalty on those weights still leaves a small slope",
        lambda c: silent(c) + (", and the slopes are exactly 0, which can only be if the weights are 0 too" if zero_start(c) else "")),
    "sigmoids too deep": Sign(
        lambda c: fading(c) < 0.02,
        "Vanishing slopes shrink from layer to layer on their way back, and the first layer gets a fiftieth of the last one's or less",
        lambda c: f"the first layer's slopes are {fading(c):.2g} times the last one's" if fading(c) != 1 else "no slope shrinks on its way back"),
    "error in the backward pass": Sign(
        lambda c: max(c.apart) > 1e-3,
        "With an error in the backward pass the slopes differ from those found by nudging, by a ratio of 10⁻³ or more",
        lambda c: f"the slopes differ from those found by nudging: in one layer the ratio is {max(c.apart):.1g}" if max(c.apart) > 1e-3 else "the slopes agree in every layer"),
    "labels on the wrong pictures": Sign(
        lambda c: c.fit < 0.5,
        "With labels on the wrong pictures, you would see one digit and read another below it. Even so, ten of them can be learned by heart",
        lambda c: f"{percent(c.fit)} of the labels are right"),
    "regularization too strong": Sign(
        lambda c: c.shrunk < 0.5,
        "Too strong a penalty shrinks the weights: they end at a fraction of the size that they had",
        lambda c: "the weights start at zero" if math.isnan(c.shrunk) and zero_start(c) else shrunk(c)),
    "held-out rows in training": Sign(
        lambda c: c.shared > 0,
        "If held-out rows had leaked into training, the held-out score would be better than the test score, and some rows would be in both parts",
        lambda c: f"{c.shared} rows are in both parts" if c.shared else "no row is in both parts"),
    "dropout on when predicting": Sign(
        lambda c: c.twice < 0.99,
        "With dropout on, many pictures would get a different answer when you ask again",
        lambda c: f"{percent(c.twice)} get the same answer twice"),
    "predicts by the batch's own mean": Sign(
        lambda c: c.twice >= 0.99 and c.alone < 0.8,
        "A network that uses the mean of its batch gives the same answer twice in the same batch, and a different one when a picture comes alone",
        lambda c: f"{percent(c.alone)} get the same answer alone" if c.twice >= 0.99 else "it doesn't even give the same answer twice in the same batch"),
}  # fmt: skip


def found(chart):
    """The names of all illnesses whose sign is in a chart, the first cause first, because what comes early hides what comes late."""
    order = ("labels on the wrong pictures", "inputs not scaled", "all weights start at zero", "dead ReLUs", "error in the backward pass",
             "sigmoids too deep", "regularization too strong", "held-out rows in training", "dropout on when predicting",
             "predicts by the batch's own mean", "learning rate too low", "learning rate too high")  # fmt: skip
    return [name for name in order if SIGNS[name].there(chart)]

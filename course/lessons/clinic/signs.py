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
    return (
        "all units of a layer are silent" if share == 1 else f"{percent(share)} of a layer's units are silent at most"
    )


def fading(c):
    """How much smaller the weights' slopes are in the first layer than in the last, before training; 1 where there are none."""
    return c.slopes_before[0] / c.slopes_before[-1] if c.slopes_before[-1] > 0 and not most_silent(c) > 0.9 else 1.0


def too_silent(c):
    """Are the slopes too small for the weights to move, whatever the rate?"""
    return fading(c) < 0.02 or most_silent(c) > 0.9


def times(number):
    if not math.isfinite(number):
        return "beyond all bounds"
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
        else "the weights have not shrunk"
    )


SIGNS = {
    "learning rate too high": Sign(
        lambda c: c.moved > 2,
        "With too high a rate each step overshoots: the loss leaps about, and the weights move by several times their size",
        moved),
    "learning rate too low": Sign(
        lambda c: c.moved < 0.05 and not too_silent(c),
        "With too low a rate the loss creeps down, the slopes are of ordinary size, and yet the weights have hardly moved",
        lambda c: moved(c) + (", but the slopes are not of ordinary size" if c.moved < 0.05 and too_silent(c) else "")),
    "inputs not scaled": Sign(
        lambda c: c.input_spread > 10,
        "Without scaling the inputs would come in hundreds",
        lambda c: "the inputs lie between {:.0f} and {:.0f}, with a spread of {:.1f}".format(*c.input_range, c.input_spread)),
    "all weights start at zero": Sign(
        zero_start,
        "From a start at zero every hidden unit gives 0, whatever it is shown, and every slope of a weight is exactly 0",
        lambda c: silent(c) + (", and the slopes are exactly 0" if zero_start(c) else ", and the slopes are not exactly 0: there are weights")),
    "dead ReLUs": Sign(
        lambda c: most_silent(c) > 0.9 and not zero_start(c),
        "Dead ReLUs are silent for every picture, although there are weights before them, whose penalty leaves a little slope",
        lambda c: silent(c) + (", and the slopes are exactly 0, which the penalty would not leave if there were weights" if zero_start(c) else "")),
    "sigmoids too deep": Sign(
        lambda c: fading(c) < 0.02,
        "Where slopes vanish, they shrink from layer to layer on their way back, and the first gets a hundredth or less",
        lambda c: f"the first layer's slopes are {fading(c):.2g} times the last one's" if fading(c) != 1 else "there is nothing that fades"),
    "error in the backward pass": Sign(
        lambda c: max(c.apart) > 1e-3,
        "With an error in the backward pass the slopes differ from those by nudging: the ratio is 10⁻³ or more",
        lambda c: f"the slopes differ from those by nudging: in one layer the ratio is {max(c.apart):.1g}" if max(c.apart) > 1e-3 else "the slopes agree in every layer"),
    "labels on the wrong pictures": Sign(
        lambda c: c.fit < 0.5,
        "With labels on the wrong pictures you would read one digit and find another beneath, and even so ten could be learnt by heart",
        lambda c: f"{percent(c.fit)} of the labels are right"),
    "regularization too strong": Sign(
        lambda c: c.shrunk < 0.5,
        "Under too strong a penalty the weights wither: they end at a fraction of their size",
        lambda c: "the weights start at zero" if math.isnan(c.shrunk) and zero_start(c) else shrunk(c)),
    "held-out rows in training": Sign(
        lambda c: c.shared > 0,
        "If held-out rows had leaked into training, the held-out score would be higher than strangers confirm, and rows would be in both",
        lambda c: f"{c.shared} rows are in both" if c.shared else "no row is in both"),
    "dropout on when predicting": Sign(
        lambda c: c.twice < 0.99,
        "With dropout on, the same picture would get another answer when you ask again",
        lambda c: f"{percent(c.twice)} get the same answer twice"),
    "predicts by the batch's own mean": Sign(
        lambda c: c.twice >= 0.99 and c.alone < 0.8,
        "A net that goes by its batch answers the same way twice in the same company, and another way when a picture comes alone",
        lambda c: f"{percent(c.alone)} get the same answer alone" if c.twice >= 0.99 else "it does not even say the same twice in the same company"),
}  # fmt: skip


def found(chart):
    """The names of all illnesses whose sign is in a chart, the first cause first, for what comes early hides what comes late."""
    order = ("labels on the wrong pictures", "inputs not scaled", "all weights start at zero", "dead ReLUs", "error in the backward pass",
             "sigmoids too deep", "regularization too strong", "held-out rows in training", "dropout on when predicting",
             "predicts by the batch's own mean", "learning rate too low", "learning rate too high")  # fmt: skip
    return [name for name in order if SIGNS[name].there(chart)]

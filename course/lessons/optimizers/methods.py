"""The four methods of lesson 07: how each looks in every picture, and how it is made."""

from course.live.style import BLACK, BLUE, GREEN, PURPLE
from nbcore.optimizers import Adam, GradientDescent, Momentum, RMSprop

BETA, ALPHA, BETAS = 0.9, 0.9, (0.9, 0.999)

METHODS = {
    "gd": dict(
        name="gradient descent", short="GD", color=BLACK, ls=":", marker="s", make=lambda lr: GradientDescent(lr)
    ),
    "momentum": dict(
        name="momentum", short="Momentum", color=BLUE, ls="-.", marker="D", make=lambda lr: Momentum(lr, BETA)
    ),
    "rmsprop": dict(
        name="RMSprop", short="RMSprop", color=GREEN, ls="--", marker="^", make=lambda lr: RMSprop(lr, ALPHA)
    ),
    "adam": dict(name="Adam", short="Adam", color=PURPLE, ls="-", marker="o", make=lambda lr: Adam(lr, BETAS)),
}


def line(method, **more):
    """The look of a method's line, as `plot` takes it."""
    return {"color": METHODS[method]["color"], "ls": METHODS[method]["ls"], "lw": 2.0, **more}


def dot(method, **more):
    """The look of a method's dot, as `plot` takes it."""
    return {
        "color": METHODS[method]["color"],
        "marker": METHODS[method]["marker"],
        "ls": "",
        "ms": 9,
        "mec": "white",
        **more,
    }


def listed(words):
    """The words as a sentence says them: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

"""Neural networks by hand, in NumPy.

Each file is one chapter of the course, and reads on its own. In the order in which a network needs them:

    activations    the bends: sigmoid, tanh, ReLU, softmax
    losses         how wrong a prediction is, and which way is less wrong
    initializers   where the weights start
    layers         one stage of a network, forwards and backwards
    network        the stages in a row, their parameters in one vector
    optimizers     what a gradient does to that vector
    schedules      how the learning rate changes from epoch to epoch
    penalties      what large weights cost
    training       all of it in a loop
    validation     how well does it do on what it has not seen?
    gradients      is a backward pass right?
    data           things to learn from: real, and made up
    surfaces       landscapes to walk down
    search         choosing what a gradient cannot

`import nbcore` reads none of them yet: a chapter is opened when it is first named, as in `nbcore.losses`.
"""

from importlib import import_module

__all__ = [
    "activations",
    "data",
    "gradients",
    "initializers",
    "layers",
    "losses",
    "network",
    "optimizers",
    "penalties",
    "schedules",
    "search",
    "surfaces",
    "training",
    "validation",
]


def __getattr__(name):
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"nbcore has no chapter {name!r}; it has {', '.join(__all__)}")


def __dir__():
    return __all__

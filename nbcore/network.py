"""The network: layers in a row, and all their parameters in one flat vector. `params` is that vector, `grads` the
gradients in the same order, and every layer's W and b are windows on it, not copies. That is why an optimizer needs no
loop over layers: whatever it does to `params`, the layers see. It is also why a network can be saved, compared,
perturbed or put back by copying a single array.
"""

import numpy as np

from nbcore import layers as kinds
from nbcore.checks import floats, known, quiet, table
from nbcore.initializers import he_normal

ACTIVATIONS = {
    "relu": kinds.ReLU,
    "leaky_relu": kinds.LeakyReLU,
    "sigmoid": kinds.Sigmoid,
    "tanh": kinds.Tanh,
    "identity": None,
}
DTYPES = {"float64": np.float64, "float32": np.float32, "float": np.float64}


class Network:
    """layers: a list of Layers, each in one network only. seed: a number or a numpy Generator, for the starting
    weights and for dropout; None draws anew each time. dtype: float64 or float32.

    params, grads: (P,) vectors of all parameters and of their gradients, in the order of `named_parameters`.
    buffers: (M,), what batch norm notes down without learning it. weight_mask: (P,), 1.0 where a parameter is a weight
    (a Dense layer's W) and 0.0 where it is not, so that a penalty leaves biases and batch norm alone.
    """

    def __init__(self, layers, seed=None, dtype=np.float64):
        self.layers = list(layers)
        self.dtype = np.dtype(known("dtype", getattr(dtype, "__name__", str(dtype)), DTYPES))
        self.features = self._joints()
        self.params, self.grads, self.weight_mask = np.zeros((3, self._room("shapes")), self.dtype)
        self.buffers = np.zeros(self._room("buffers"), self.dtype)
        self._lay_out()
        rng = np.random.default_rng(seed)
        for layer in self.layers:
            layer.start(rng)

    @quiet
    def forward(self, x, training=False):
        """The output (n, outputs) for x (n, features). `training` switches dropout and batch norm."""
        x = table("x", x, self.features).astype(self.dtype, copy=False)
        for layer in self.layers:
            x = layer.forward(x, training)
        self._output_shape = x.shape
        return x

    def predict(self, x):
        """`forward` outside training for any number of rows, 512 at a time, which fit into the processor's cache:
        a map of 100 x 100 points takes a millisecond. There is no `backward` from here."""
        x = table("x", x, self.features)
        return np.concatenate([self.forward(x[start : start + 512]) for start in range(0, len(x), 512)])

    @quiet
    def backward(self, grad, to_input=False):
        """Fill `grads` from dL/doutput, (n, outputs), of the last forward. Returns dL/dx if asked with `to_input`.

        The gradient of the input is a whole matrix product that training never looks at, so it is left out unasked.
        """
        if self._output_shape is None:
            raise ValueError("backward was called before forward; wanted a forward first, to go back from its output")
        if floats("grad", grad).shape != self._output_shape:
            raise ValueError(f"grad has shape {grad.shape}; wanted {self._output_shape}, as the last forward's output")
        for layer in reversed(self.layers[1:]):
            grad = layer.backward(grad)
        return self.layers[0].backward(grad, to_input)

    def named_parameters(self):
        """Yield ("0.W", view of it), ("0.b", view), ... in the order in which they lie in `params`."""
        for index, layer in enumerate(self.layers):
            for name in layer.shapes:
                yield f"{index}.{name}", getattr(layer, name)

    def snapshot(self):
        """A copy of all that training changes, to be handed to `restore`."""
        return self.params.copy(), self.buffers.copy()

    def restore(self, snapshot):
        """Put parameters and buffers back to where they were at the snapshot."""
        self.params[...], self.buffers[...] = snapshot

    def _joints(self):
        """Check that each layer takes what the one before gives. Returns the number of features at the entrance."""
        width = entrance = None
        for index, layer in enumerate(self.layers):
            if not isinstance(layer, kinds.Layer):
                raise ValueError(f"layers[{index}] is {layer!r}; wanted a Layer, such as Dense(2, 16)")
            if hasattr(layer, "placed") or layer in self.layers[:index]:
                raise ValueError(f"layers[{index}] is in a network already; wanted a layer of its own for each place")
            if None not in (width, layer.takes) and width != layer.takes:
                raise ValueError(
                    f"layers[{index}] takes {layer.takes} features, but {width} arrive; "
                    "wanted each layer to take what the one before gives"
                )
            width, entrance = layer.gives or width, entrance or layer.takes
        if not self.layers:
            raise ValueError("layers is empty; wanted at least one Layer")
        return entrance

    def _room(self, kind):
        return sum(int(np.prod(shape)) for layer in self.layers for shape in getattr(layer, kind).values())

    def _lay_out(self):
        """Give every layer its windows on the vectors."""
        self._output_shape = None
        place = noted = 0
        for layer in self.layers:
            layer.placed = True
            for name, shape in layer.shapes.items():
                window = slice(place, place := place + int(np.prod(shape)))
                setattr(layer, name, self.params[window].reshape(shape))
                setattr(layer, "d" + name, self.grads[window].reshape(shape))
                self.weight_mask[window] = name == "W"
            for name, shape in layer.buffers.items():
                window = slice(noted, noted := noted + int(np.prod(shape)))
                setattr(layer, name, self.buffers[window].reshape(shape))

    def __setstate__(self, state):
        """A copy (copy.deepcopy, pickle) has vectors of its own, and windows on those."""
        self.__dict__ = state
        self._lay_out()

    def __repr__(self):
        return f"Network({self.layers}, {self.params.size} parameters, {self.dtype})"


def mlp(sizes, activation="relu", init=he_normal, batch_norm=False, dropout=0.0, seed=None, dtype=np.float64):
    """The usual network. mlp([2, 16, 16, 1]) has two inputs, two hidden layers of 16 units, and one output.

    activation: "relu", "leaky_relu", "sigmoid", "tanh" or "identity", after each hidden layer; the output is left as
    it is. With `batch_norm` it comes before the activation, and with `dropout` > 0 a Dropout after it.
    """
    bend = known("activation", activation, ACTIVATIONS)
    if np.ndim(sizes) != 1 or len(sizes) < 2:
        raise ValueError(f"sizes is {sizes!r}; wanted at least the numbers of inputs and of outputs")
    layers = []
    for fan_in, fan_out in zip(sizes[:-2], sizes[1:-1]):
        layers.append(kinds.Dense(fan_in, fan_out, init))
        layers += [kinds.BatchNorm(fan_out)] if batch_norm else []
        layers += [bend()] if bend else []
        layers += [kinds.Dropout(dropout)] if dropout else []
    layers.append(kinds.Dense(sizes[-2], sizes[-1], init))
    return Network(layers, seed, dtype)

"""What the exercises of lesson 06 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception, Property
from course.practice.draws import between, count

# ---- the gradient of equal units --------------------------------------------------------------


def tables(n, inputs, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, inputs)), rng.normal(size=(n, 1))


def equal_network(x, hidden, c, activation=np.tanh):
    """W1, W2 and the hidden outputs of the network in which every weight is c."""
    W1, W2 = np.full((x.shape[1], hidden), c), np.full((hidden, 1), c)
    return W1, W2, activation(x @ W1)


def gradient_with(
    slope=lambda a: 1 - a**2, error=lambda guess, y: 2 * (guess - y) / len(y), into_first=None, into_second=None
):
    """The gradient with one of its parts replaced by a wrong one."""

    def wrong(x, y, hidden, c):
        W1, W2, a = equal_network(x, hidden, c)
        d = error(a @ W2, y)
        dW2 = (into_second or (lambda x, a: a))(x, a).T @ d
        back = (into_first or (lambda d, W2: d @ W2.T))(d, W2)
        return x.T @ (back * slope(a)), dW2

    return wrong


def random_weights(x, y, hidden, c):
    rng = np.random.default_rng(0)
    W1, W2 = c * rng.normal(size=(x.shape[1], hidden)), c * rng.normal(size=(hidden, 1))
    a = np.tanh(x @ W1)
    d = 2 * (a @ W2 - y) / len(y)
    return x.T @ (d @ W2.T * (1 - a**2)), a.T @ d


def the_other_way_round(x, y, hidden, c):
    return gradient_with()(x, y, hidden, c)[::-1]


def slope_of_z(x, y, hidden, c):
    W1, W2, a = equal_network(x, hidden, c)
    d = 2 * (a @ W2 - y) / len(y)
    return x.T @ (d @ W2.T * (1 - (x @ W1) ** 2)), a.T @ d


def no_activation(x, y, hidden, c):
    W1, W2, a = equal_network(x, hidden, c, lambda z: z)
    d = 2 * (a @ W2 - y) / len(y)
    return x.T @ (d @ W2.T * (1 - a**2)), a.T @ d


def each_side_tanh(x, y, hidden, c):
    """The output is a tanh, too."""
    W1, W2, a = equal_network(x, hidden, c)
    guess = np.tanh(a @ W2)
    d = 2 * (guess - y) / len(y) * (1 - guess**2)
    return x.T @ (d @ W2.T * (1 - a**2)), a.T @ d


def with_relu(x, y, hidden, c):
    W1, W2, a = equal_network(x, hidden, c, lambda z: np.maximum(z, 0))
    d = 2 * (a @ W2 - y) / len(y)
    return x.T @ (d @ W2.T * (a > 0)), a.T @ d


def with_sigmoid(x, y, hidden, c):
    W1, W2, a = equal_network(x, hidden, c, lambda z: 1 / (1 + np.exp(-z)))
    d = 2 * (a @ W2 - y) / len(y)
    return x.T @ (d @ W2.T * a * (1 - a)), a.T @ d


def into_the_weights_of_now(x, y, hidden, c):
    """W2 takes its step before the error goes back through it."""
    W1, W2, a = equal_network(x, hidden, c)
    d = 2 * (a @ W2 - y) / len(y)
    dW2 = a.T @ d
    return x.T @ (d @ (W2 - dW2).T * (1 - a**2)), dW2


def tanh_without_its_slope(x, y, hidden, c):
    """The output is a tanh, too, and on the way back that is forgotten."""
    W1, W2, a = equal_network(x, hidden, c)
    d = 2 * (np.tanh(a @ W2) - y) / len(y)
    return x.T @ (d @ W2.T * (1 - a**2)), a.T @ d


def divided_twice(x, y, hidden, c):
    return tuple(gradient / len(x) for gradient in gradient_with()(x, y, hidden, c))


def gradient_by_hidden(x, y, hidden, c):
    return gradient_with(error=lambda guess, y: 2 * (guess - y) / hidden)(x, y, hidden, c)


def one_step_on(x, y, hidden, c):
    dW1, dW2 = gradient_with()(x, y, hidden, c)
    return c - dW1, c - dW2


symmetric_gradient = Exercise(
    cases={
        "three units, all weights 0.5": (*tables(5, 2, 0), 3, 0.5),
        "four inputs, weights -0.3": (*tables(6, 4, 1), 2, -0.3),
        "all weights zero": (*tables(4, 3, 2), 3, 0.0),
        "a single unit": (*tables(3, 2, 3), 1, 0.8),
    },
    draw=lambda rng: (
        *tables(count(rng, 2, 5), count(rng, 1, 3), count(rng, 0, 9999)),
        count(rng, 1, 3),
        between(rng, -1.0, 1.0),
    ),
    hints=[
        "It's a network like the one in lesson 3, without biases. The only new thing is how the weights start: `np.full(shape, c)` makes an array that is c everywhere.",
        "Forward: `a = np.tanh(x @ W1)`, and the prediction is `a @ W2`. The slope of the loss at the prediction is `d = 2 * (a @ W2 - y) / len(x)`.",
        "Backward through the output: `dW2 = a.T @ d`. What arrives at the hidden units is `d @ W2.T`.",
        "Before it reaches W1, multiply what arrived by the slope of tanh, `1 - a**2`. Then `x.T @ ...` gives `dW1`.",
    ],
    misconceptions=[
        Misconception(
            "The slope of tanh is missing on the way back. Multiply what arrives at a by 1 − a² to get from a to z.",
            gradient_with(slope=lambda a: 1.0),
        ),
        Misconception(
            "The slope of tanh is 1 − a², where a is its output. You used its input z.",
            slope_of_z,
        ),
        Misconception(
            "That is the slope of a sigmoid, a (1 − a). These units use tanh, and its slope is 1 − a².",
            gradient_with(slope=lambda a: a * (1 - a)),
        ),
        Misconception(
            "That is the gradient of the sum of the squares. The loss is their mean, so divide by the number of rows.",
            gradient_with(error=lambda guess, y: 2 * (guess - y)),
        ),
        Misconception(
            "The 2 is missing. The slope of r² is 2r.",
            gradient_with(error=lambda guess, y: (guess - y) / len(y)),
        ),
        Misconception(
            "The slope of the mean squared error is 2 (prediction − y), divided by the number of rows. The 2 and the division are missing.",
            gradient_with(error=lambda guess, y: guess - y),
        ),
        Misconception("The tanh is missing. The hidden units give `np.tanh(x @ W1)`.", no_activation),
        Misconception("Those are the weights after a step. Return the gradients themselves.", one_step_on),
        Misconception(
            "Both gradients have the wrong sign. The error is the prediction minus the truth.",
            gradient_with(error=lambda guess, y: 2 * (y - guess) / len(y)),
        ),
        Misconception(
            "You drew the weights at random. Here every single weight is c: `np.full(shape, c)`.",
            random_weights,
        ),
        Misconception(
            "Both gradients are right, but they're in the wrong order. First comes that of W1, then that of W2.",
            the_other_way_round,
        ),
        Misconception(
            "The output unit is linear, so the prediction is just `a @ W2`. Only the hidden units use tanh.",
            each_side_tanh,
        ),
        Misconception(
            "The output unit is linear, so the prediction is just `a @ W2`. Only the hidden units use tanh.",
            tanh_without_its_slope,
        ),
        Misconception("These hidden units use tanh, not a ReLU.", with_relu),
        Misconception("These hidden units use tanh, not a sigmoid.", with_sigmoid),
        Misconception(
            "`dW2` is right. But you changed W2 before the error went back through it. Work out both gradients with the same weights.",
            into_the_weights_of_now,
        ),
        Misconception(
            "On its way back to the hidden layer, the error goes through the weights W2: `d @ W2.T`.",
            gradient_with(into_first=lambda d, W2: d @ np.ones_like(W2).T),
        ),
        Misconception(
            "You divided by the number of rows twice. It is in `d` already, and the products with `a.T` and `x.T` add up over the rows.",
            divided_twice,
        ),
        Misconception(
            "You divided by the number of hidden units. The loss is a mean over the examples, so divide by the number of rows, `len(x)`.",
            gradient_by_hidden,
        ),
        Misconception(
            "You filled the weights with zeros. Here every single weight is c: `np.full(shape, c)`.",
            lambda x, y, hidden, c: gradient_with()(x, y, hidden, 0.0),
        ),
        Misconception("The slope of tanh is 1 − a², with a square: `1 - a**2`.", gradient_with(slope=lambda a: 1 - a)),
    ],
    atol=1e-6,  # where the errors of the rows cancel, float32 has not many digits left
)


# ---- He's weights: they are chance, so what must hold is asked ----------------------------------

SHAPES = ((400, 100), (50, 800), (20, 1500))


def drawn(he_normal, fan_in, fan_out, seed=1):
    return np.asarray(he_normal(np.random.default_rng(seed), fan_in, fan_out))


def spread_near(wrong):
    """A question: is the spread of the weights something other than wrong(fan_in, fan_out)? The answer says what was seen."""

    def holds(he_normal):
        seen = [drawn(he_normal, *shape).std() for shape in SHAPES]
        if all(abs(came / wrong(*shape) - 1) < 0.04 for came, shape in zip(seen, SHAPES)):
            fan_in, fan_out = SHAPES[0]
            return f"with {fan_in} inputs their standard deviation is {seen[0]:.4f}; it should be {np.sqrt(2 / fan_in):.4f}"
        return True

    return holds


def right_spread(he_normal):
    for shape in SHAPES:
        came, wanted = drawn(he_normal, *shape).std(), np.sqrt(2 / shape[0])
        if abs(came / wanted - 1) > 0.04:
            return f"with {shape[0]} inputs and {shape[1]} outputs their standard deviation is {came:.4f}; it should be {wanted:.4f}"
    return True


def not_the_mean(he_normal):
    """Is the mean something other than the standard deviation, or the variance, that the weights should have?"""
    W = drawn(he_normal, 50, 2000)
    if any(abs(W.mean() - meant) < 0.02 for meant in (np.sqrt(2 / 50), 2 / 50)) and abs(W.std() - 1) < 0.04:
        return f"with 50 inputs their mean is {W.mean():.2f} and their standard deviation {W.std():.2f}"
    return True


def around_zero(he_normal):
    W = drawn(he_normal, 400, 300)
    return abs(W.mean()) < 0.05 * W.std() or f"their mean is {W.mean():.4f}"


def bell(he_normal):
    W = drawn(he_normal, 400, 300)
    return abs((np.abs(W) < W.std()).mean() - 0.683) < 0.02


def by_the_generator(he_normal):
    one, again, other = (drawn(he_normal, 6, 5, seed) for seed in (5, 5, 6))
    return np.array_equal(one, again) and not np.array_equal(one, other)


def no_two_alike(he_normal):
    W = drawn(he_normal, 8, 7)
    return len(np.unique(W)) == W.size


def some_layer(fan_in, fan_out):
    return lambda: (np.random.default_rng(0), fan_in, fan_out)


he_normal = Exercise(
    cases={
        "3 inputs, 5 outputs": some_layer(3, 5),
        "many inputs, few outputs": some_layer(200, 10),
        "few inputs, many outputs": some_layer(10, 200),
    },
    hints=[
        "He's rule gives you the *variance* of a weight: 2 / fan_in. What does `rng.normal` ask for?",
        "The standard deviation is the square root of the variance: `std = np.sqrt(2 / fan_in)`.",
        "`rng.normal(mean, std, shape)` takes three arguments. The mean is 0, and the shape is `(fan_in, fan_out)`.",
    ],
    draw=lambda rng: (np.random.default_rng(count(rng, 0, 9999)), count(rng, 1, 40), count(rng, 1, 40)),
    misconceptions=[
        Misconception(
            "`rng.normal` takes the mean first, and you left it out: `rng.normal(0, std, (fan_in, fan_out))`.",
            lambda rng, fan_in, fan_out: rng.normal(np.sqrt(2 / fan_in), (fan_in, fan_out)),
        ),
        Misconception(
            "That is a single number. Tell `rng.normal` the shape, too: `rng.normal(0, std, (fan_in, fan_out))`.",
            lambda rng, fan_in, fan_out: float(rng.normal(0, np.sqrt(2 / fan_in))),
        ),
        Misconception(
            "The shape is one argument, a tuple: `rng.normal(0, std, (fan_in, fan_out))`.",
            lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(2 / fan_in), fan_in, fan_out),
        ),
        Misconception(
            "That is one weight for each input. There is one for each pair of an input and an output: the shape is `(fan_in, fan_out)`.",
            lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(2 / fan_in), fan_in),
        ),
        Misconception(
            "You multiplied the two sizes, which gives one long row. The shape is `(fan_in, fan_out)`.",
            lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(2 / fan_in), fan_in * fan_out),
        ),
        Misconception(
            "A generator like `rng` has no `randn`; that is an older function of NumPy. Write `rng.normal(0, std, (fan_in, fan_out))`.",
            lambda rng, fan_in, fan_out: rng.randn(fan_in, fan_out) * np.sqrt(2 / fan_in),
        ),
        Misconception(
            "That is the variance where the standard deviation belongs.",
            lambda rng, fan_in, fan_out: rng.normal(0, 2 / fan_in, (fan_in, fan_out)),
        ),
        Misconception(
            "The 2 is missing.", lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out))
        ),
        Misconception(
            "The spread depends on the number of outputs. It should depend on the number of inputs.",
            lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(2 / fan_out), (fan_in, fan_out)),
        ),
        Misconception(
            "That is Xavier's rule.",
            lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out)),
        ),
        Misconception(
            "The spread does not depend on the size of the layer.",
            lambda rng, fan_in, fan_out: rng.normal(0, 1, (fan_in, fan_out)),
        ),
        Misconception(
            "The 2 belongs under the root.",
            lambda rng, fan_in, fan_out: rng.normal(0, 2 / np.sqrt(fan_in), (fan_in, fan_out)),
        ),
        Misconception(
            "The standard deviation is in the mean's place.",
            lambda rng, fan_in, fan_out: rng.normal(np.sqrt(2 / fan_in), 1, (fan_in, fan_out)),
        ),
        Misconception(
            "The mean of the weights should be 0.",
            lambda rng, fan_in, fan_out: rng.random((fan_in, fan_out)) * np.sqrt(2 / fan_in),
        ),
        Misconception(
            "Numbers drawn evenly between −a and a spread by a / √3.",
            lambda rng, fan_in, fan_out: rng.uniform(-1, 1, (fan_in, fan_out)) * np.sqrt(2 / fan_in),
        ),
        Misconception(
            "Take the root of all of 2 / fan_in.",
            lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(2) / fan_in, (fan_in, fan_out)),
        ),
        Misconception(
            "The weights are not normally distributed.",
            lambda rng, fan_in, fan_out: rng.uniform(-1, 1, (fan_in, fan_out)) * np.sqrt(6 / fan_in),
        ),
        Misconception(
            "The array is transposed. It has a row for each input and a column for each output: `(fan_in, fan_out)`.",
            lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(2 / fan_in), (fan_out, fan_in)),
        ),
        Misconception(
            "The generator that was given is not used.",
            lambda rng, fan_in, fan_out: np.random.default_rng(0).normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out)),
        ),
        Misconception(
            "Every weight needs a draw of its own.",
            lambda rng, fan_in, fan_out: np.full((fan_in, fan_out), np.sqrt(2 / fan_in)),
        ),
    ],
    properties=[
        Property(
            "Draw the weights from the generator that is passed in, so that the same seed gives the same weights and a different seed gives different ones. "
            "Use `rng.normal(...)`.",
            by_the_generator,
            once=True,
        ),
        Property(
            "Draw every weight separately. Some of yours are equal, and equal units stay equal.",
            no_two_alike,
            once=True,
        ),
        Property(
            "The standard deviation is in the mean's place. `rng.normal` takes the mean first, and that is 0: `rng.normal(0, std, shape)`.",
            not_the_mean,
            once=True,
        ),
        Property(
            "The mean of the weights should be 0, with as many below zero as above. `rng.random` gives only positive numbers, but `rng.normal(0, std, shape)` gives both.",
            around_zero,
            once=True,
        ),
        Property(
            "You passed the variance where `rng.normal` wants the standard deviation. He's rule says the variance is 2 / fan_in, so take its root.",
            spread_near(lambda fan_in, fan_out: 2 / fan_in),
            once=True,
        ),
        Property(
            "The 2 is missing. It makes up for the half of the signal that a ReLU takes away.",
            spread_near(lambda fan_in, fan_out: np.sqrt(1 / fan_in)),
            once=True,
        ),
        Property(
            "You used the number of outputs. A weighted sum has as many terms as there are inputs, so divide by `fan_in`.",
            spread_near(lambda fan_in, fan_out: np.sqrt(2 / fan_out)),
            once=True,
        ),
        Property(
            "That is Xavier's rule, which uses both the inputs and the outputs. He's rule uses only the inputs: 2 / fan_in.",
            spread_near(lambda fan_in, fan_out: np.sqrt(2 / (fan_in + fan_out))),
            once=True,
        ),
        Property(
            "The 2 belongs under the root: √(2 / fan_in), not 2 / √fan_in.",
            spread_near(lambda fan_in, fan_out: 2 / np.sqrt(fan_in)),
            once=True,
        ),
        Property(
            "Your weights have a standard deviation of 1, no matter how large the layer is. The more terms a sum has, the smaller each one should be: √(2 / fan_in).",
            spread_near(lambda fan_in, fan_out: 1.0),
            once=True,
        ),
        Property(
            "Numbers drawn evenly between −a and a have a standard deviation of only a / √3. Use `rng.normal(0, std, shape)` instead.",
            spread_near(lambda fan_in, fan_out: np.sqrt(2 / fan_in / 3)),
            once=True,
        ),
        Property(
            "`fan_in` belongs under the root, too: √(2 / fan_in), not √2 / fan_in.",
            spread_near(lambda fan_in, fan_out: np.sqrt(2) / fan_in),
            once=True,
        ),
        Property("The standard deviation of the weights should be √(2 / fan_in).", right_spread, once=True),
        Property(
            "The standard deviation is right, but the weights aren't normally distributed. Use `rng.normal(0, std, shape)`.",
            bell,
            once=True,
        ),
    ],
    compare=False,
)


# ---- the size of the signal, layer by layer -----------------------------------------------------


def some_stack(n, widths, seed, gain=1.4):
    """Inputs (n, widths[0]), and the weights of the layers between these widths."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, widths[0]))
    return x, [rng.normal(0, gain / np.sqrt(i), (i, o)) for i, o in zip(widths, widths[1:])]


def sizes_of(what, bend=lambda z: np.maximum(z, 0)):
    """The wrong way that takes what(z, a) of every layer, and goes on with bend(z)."""

    def wrong(x, weights):
        found, a = [], x
        for W in weights:
            z = a @ W
            a = bend(z)
            found.append(what(z, a))
        return np.array(found)

    return wrong


def from_the_inputs_each_time(x, weights):
    return np.array([(x @ W).std() for W in weights])  # fails, as a learner's would, where the widths differ


def all_z(x, weights):
    found, a = [], x
    for W in weights:
        found.append(a @ W)
        a = np.maximum(found[-1], 0)
    return found


def entry_by_entry(x, weights):
    stds, a = [], x
    for W in weights:
        z = a * W
        stds.append(z.std())
        a = np.maximum(z, 0)
    return np.array(stds)


def relu_on_the_inputs(x, weights):
    return sizes_of(lambda z, a: z.std())(np.maximum(x, 0), weights)


def spread_of_weights(x, weights):
    return np.array([W.std() for W in weights])


signal_std = Exercise(
    cases={
        "two layers": some_stack(6, (4, 5, 3), 0),
        "one layer": some_stack(5, (3, 2), 1),
        "four layers alike": some_stack(8, (6, 6, 6, 6, 6), 2),
        "five layers, small weights": some_stack(7, (5, 5, 5, 5, 5, 5), 3, gain=0.5),
    },
    draw=lambda rng: some_stack(
        count(rng, 2, 6),
        [count(rng, 1, 5) for _ in range(count(rng, 2, 5))],
        count(rng, 0, 9999),
    ),
    hints=[
        "Follow the signal through the network, one layer at a time. What goes into the first layer, and what goes into the second?",
        "In each layer, `z = a @ W`. Write down `z.std()` before you do anything else with z.",
        "What goes on to the next layer is `a = np.maximum(z, 0)`. Start with `a = x`, and return the list as an array: `np.array(stds)`.",
    ],
    misconceptions=[
        Misconception(
            "The ReLU between the layers is missing. What goes on to the next layer is `np.maximum(z, 0)`.",
            sizes_of(lambda z, a: z.std(), bend=lambda z: z),
        ),
        Misconception(
            "You measured after the ReLU. Take the standard deviation of z, before the ReLU.",
            sizes_of(lambda z, a: a.std()),
        ),
        Misconception(
            "You put the inputs through the ReLU, too. The first layer gets x as it is, and the ReLU comes after each z.",
            relu_on_the_inputs,
        ),
        Misconception(
            "You took the standard deviation of each column. Take one number over all entries of z: `z.std()`, without an axis.",
            lambda x, weights: [z.std(axis=0) for z in all_z(x, weights)],
        ),
        Misconception(
            "Those are the z themselves. Take the standard deviation of each: `z.std()`.",
            lambda x, weights: all_z(x, weights),
        ),
        Misconception(
            "You used a sigmoid between the layers. Here it's a ReLU, `np.maximum(z, 0)`.",
            sizes_of(lambda z, a: z.std(), bend=lambda z: 1 / (1 + np.exp(-z))),
        ),
        Misconception(
            "You used the absolute value between the layers. A ReLU is `np.maximum(z, 0)`: it turns everything below 0 into 0.",
            sizes_of(lambda z, a: z.std(), bend=np.abs),
        ),
        Misconception(
            "`np.max` looks for the largest entry of an array. A ReLU compares each entry with 0: `np.maximum(z, 0)`.",
            sizes_of(lambda z, a: z.std(), bend=lambda z: np.max(z, 0)),
        ),
        Misconception(
            "Python's `max` compares two single numbers, and z is a whole array. `np.maximum(z, 0)` compares each entry with 0.",
            sizes_of(lambda z, a: z.std(), bend=lambda z: max(0, z)),
        ),
        Misconception(
            "Python's `max` compares two single numbers, and z is a whole array. `np.maximum(z, 0)` compares each entry with 0.",
            sizes_of(lambda z, a: z.std(), bend=lambda z: max(z, 0)),
        ),
        Misconception(
            "You divided by the first layer's standard deviation. Return the standard deviations as they are.",
            lambda x, weights: (stds := sizes_of(lambda z, a: z.std())(x, weights)) / stds[0],
        ),
        Misconception(
            "`a * W` multiplies entry by entry. The weighted sums are a matrix product: `a @ W`.",
            entry_by_entry,
        ),
        Misconception(
            "That is the variance. The standard deviation is its square root, `z.std()`.",
            sizes_of(lambda z, a: z.var()),
        ),
        Misconception(
            "That is the mean of z. Take its standard deviation, `z.std()`.", sizes_of(lambda z, a: z.mean())
        ),
        Misconception(
            "You have the number of the last layer only. Collect one number for each layer, for example with `append`.",
            lambda x, weights: sizes_of(lambda z, a: z.std())(x, weights)[-1],
        ),
        Misconception(
            "You took the standard deviation of each column and then averaged. Take one over all entries of z at once: `z.std()`.",
            sizes_of(lambda z, a: z.std(axis=0).mean()),
        ),
        Misconception(
            "You fed x into every layer. Each layer gets the output of the one before it.", from_the_inputs_each_time
        ),
        Misconception(
            "Your list starts with the inputs. Start with the first layer: one number for each array in `weights`.",
            lambda x, weights: np.r_[x.std(), sizes_of(lambda z, a: z.std())(x, weights)],
        ),
        Misconception(
            "You used tanh between the layers. Here it's a ReLU, `np.maximum(z, 0)`.",
            sizes_of(lambda z, a: z.std(), bend=np.tanh),
        ),
        Misconception(
            "That is the root of the mean square, as in section 2. The standard deviation is measured from the mean of z, and that "
            "isn't quite 0, so use `z.std()`.",
            sizes_of(lambda z, a: np.sqrt((z * z).mean())),
        ),
        Misconception(
            "You took the standard deviation of each row and then averaged. Take one over all entries of z at once: `z.std()`.",
            sizes_of(lambda z, a: z.std(axis=1).mean()),
        ),
        Misconception(
            "That is the standard deviation of the weights. Take that of z, which they produce.", spread_of_weights
        ),
        Misconception(
            "That is the mean distance from 0. Take the standard deviation, `z.std()`.",
            sizes_of(lambda z, a: np.abs(z).mean()),
        ),
        Misconception(
            "You divided by n − 1 (`ddof=1`). Here it's the plain standard deviation, `z.std()`.",
            sizes_of(lambda z, a: z.std(ddof=1)),
        ),
    ],
)

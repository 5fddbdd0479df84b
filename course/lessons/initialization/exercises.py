"""What the exercises of lesson 06 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception, Property
from course.practice.draws import between, count

# ---- the gradient of equal neurons --------------------------------------------------------------


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


def one_step_on(x, y, hidden, c):
    dW1, dW2 = gradient_with()(x, y, hidden, c)
    return c - dW1, c - dW2


symmetric_gradient = Exercise(
    cases={
        "three neurons, all weights 0.5": (*tables(5, 2, 0), 3, 0.5),
        "four inputs, weights -0.3": (*tables(6, 4, 1), 2, -0.3),
        "all weights zero": (*tables(4, 3, 2), 3, 0.0),
        "a single neuron": (*tables(3, 2, 3), 1, 0.8),
    },
    draw=lambda rng: (
        *tables(count(rng, 2, 5), count(rng, 1, 3), count(rng, 0, 9999)),
        count(rng, 1, 3),
        between(rng, -1.0, 1.0),
    ),
    misconceptions=[
        Misconception(
            "The slope of tanh is missing on the way back: what arrives at a is multiplied by 1 − a² before it is at z.",
            gradient_with(slope=lambda a: 1.0),
        ),
        Misconception(
            "The slope of tanh is 1 − a², written with its output a. You put z in its place.",
            slope_of_z,
        ),
        Misconception(
            "That is the slope of a sigmoid, a (1 − a). Here the neurons are tanh: 1 − a².",
            gradient_with(slope=lambda a: a * (1 - a)),
        ),
        Misconception(
            "That is the gradient of the sum of the squares. The loss is their mean: divide by the number of rows.",
            gradient_with(error=lambda guess, y: 2 * (guess - y)),
        ),
        Misconception(
            "The 2 is missing: the slope of r² is 2 r.",
            gradient_with(error=lambda guess, y: (guess - y) / len(y)),
        ),
        Misconception(
            "The slope of the mean squared error is 2 (guess − y), divided by the number of rows. Here 2 and the division are missing.",
            gradient_with(error=lambda guess, y: guess - y),
        ),
        Misconception("The tanh is missing: the hidden neurons give `np.tanh(x @ W1)`.", no_activation),
        Misconception("Those are the weights after a step. Wanted are the gradients themselves.", one_step_on),
        Misconception(
            "The sign is turned: the error is the guess minus the truth.",
            gradient_with(error=lambda guess, y: 2 * (y - guess) / len(y)),
        ),
        Misconception(
            "The weights were drawn at random. Here every single weight is c: `np.full(shape, c)`.",
            random_weights,
        ),
        Misconception(
            "The two gradients are right but in the other order: first that of W1, then that of W2.",
            the_other_way_round,
        ),
        Misconception(
            "On its way back to the hidden layer the error has to pass the weights W2: `d @ W2.T`.",
            gradient_with(into_first=lambda d, W2: d @ np.ones_like(W2).T),
        ),
    ],
)


# ---- He's weights: they are chance, so what must hold is asked ----------------------------------

SHAPES = ((400, 100), (50, 800), (20, 1500))


def drawn(he_normal, fan_in, fan_out, seed=1):
    return he_normal(np.random.default_rng(seed), fan_in, fan_out)


def spread_near(wrong):
    """A question: is the spread of the weights something other than wrong(fan_in, fan_out)? The answer says what was seen."""

    def holds(he_normal):
        seen = [drawn(he_normal, *shape).std() for shape in SHAPES]
        if all(abs(came / wrong(*shape) - 1) < 0.04 for came, shape in zip(seen, SHAPES)):
            fan_in, fan_out = SHAPES[0]
            return f"with {fan_in} inputs the weights spread by {seen[0]:.4f}; wanted {np.sqrt(2 / fan_in):.4f}"
        return True

    return holds


def right_spread(he_normal):
    for shape in SHAPES:
        came, wanted = drawn(he_normal, *shape).std(), np.sqrt(2 / shape[0])
        if abs(came / wanted - 1) > 0.04:
            return (
                f"with {shape[0]} inputs and {shape[1]} outputs the weights spread by {came:.4f}; wanted {wanted:.4f}"
            )
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
    draw=lambda rng: (np.random.default_rng(count(rng, 0, 9999)), count(rng, 1, 40), count(rng, 1, 40)),
    misconceptions=[
        Misconception(
            "That is the variance where the standard deviation belongs.",
            lambda rng, fan_in, fan_out: rng.normal(0, 2 / fan_in, (fan_in, fan_out)),
        ),
        Misconception(
            "The 2 is missing.", lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out))
        ),
        Misconception(
            "The spread goes by the number of outputs.",
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
            "The mean of the weights should be 0.",
            lambda rng, fan_in, fan_out: rng.random((fan_in, fan_out)) * np.sqrt(2 / fan_in),
        ),
        Misconception(
            "Numbers drawn evenly between −a and a",
            lambda rng, fan_in, fan_out: rng.uniform(-1, 1, (fan_in, fan_out)) * np.sqrt(2 / fan_in),
        ),
        Misconception(
            "The root takes in the fan-in too",
            lambda rng, fan_in, fan_out: rng.normal(0, np.sqrt(2) / fan_in, (fan_in, fan_out)),
        ),
        Misconception(
            "The weights are not normally distributed.",
            lambda rng, fan_in, fan_out: rng.uniform(-1, 1, (fan_in, fan_out)) * np.sqrt(6 / fan_in),
        ),
        Misconception(
            "The table is turned: a row for each input, a column for each output, so `(fan_in, fan_out)`.",
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
            "Whatever generator is given, the weights should come from it: the same seed gives the same weights, another seed others. "
            "Use `rng.normal(...)`.",
            by_the_generator,
            once=True,
        ),
        Property(
            "Every weight needs a draw of its own. Some are equal here, and equal neurons stay equal.",
            no_two_alike,
            once=True,
        ),
        Property(
            "The mean of the weights should be 0: as many below zero as above. `rng.random` gives only positive numbers; `rng.normal` does not.",
            around_zero,
            once=True,
        ),
        Property(
            "That is the variance where the standard deviation belongs. The rule says variance 2 / fan_in; `rng.normal` wants its root.",
            spread_near(lambda fan_in, fan_out: 2 / fan_in),
            once=True,
        ),
        Property(
            "The 2 is missing. It makes up for the half that a ReLU takes away.",
            spread_near(lambda fan_in, fan_out: np.sqrt(1 / fan_in)),
            once=True,
        ),
        Property(
            "The spread goes by the number of outputs. A weighted sum has as many terms as there are inputs: `fan_in`.",
            spread_near(lambda fan_in, fan_out: np.sqrt(2 / fan_out)),
            once=True,
        ),
        Property(
            "That is Xavier's rule, which takes the mean of inputs and outputs. He's rule goes by the inputs alone.",
            spread_near(lambda fan_in, fan_out: np.sqrt(2 / (fan_in + fan_out))),
            once=True,
        ),
        Property(
            "The 2 belongs under the root: √(2 / fan_in), not 2 / √fan_in.",
            spread_near(lambda fan_in, fan_out: 2 / np.sqrt(fan_in)),
            once=True,
        ),
        Property(
            "The spread does not depend on the size of the layer. The more terms a sum has, the smaller each must be.",
            spread_near(lambda fan_in, fan_out: 1.0),
            once=True,
        ),
        Property(
            "Numbers drawn evenly between −a and a have a standard deviation of only a / √3. Use `rng.normal(0, std, shape)`.",
            spread_near(lambda fan_in, fan_out: np.sqrt(2 / fan_in / 3)),
            once=True,
        ),
        Property(
            "The root takes in the fan-in too: √(2 / fan_in), not √2 / fan_in.",
            spread_near(lambda fan_in, fan_out: np.sqrt(2) / fan_in),
            once=True,
        ),
        Property("The standard deviation of the weights should be √(2 / fan_in).", right_spread, once=True),
        Property(
            "The spread is right, but the weights are not normally distributed. `rng.normal(0, std, shape)` draws them so.",
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
    misconceptions=[
        Misconception(
            "The ReLU is missing between the layers: what goes on to the next layer is max(z, 0).",
            sizes_of(lambda z, a: z.std(), bend=lambda z: z),
        ),
        Misconception(
            "That is the spread after the ReLU. Take it of z, before the ReLU.", sizes_of(lambda z, a: a.std())
        ),
        Misconception("That is the variance. The standard deviation is its root.", sizes_of(lambda z, a: z.var())),
        Misconception("That is the mean of z. Wanted is its standard deviation.", sizes_of(lambda z, a: z.mean())),
        Misconception(
            "That is a spread for the last layer alone. Return one number for each layer.",
            lambda x, weights: sizes_of(lambda z, a: z.std())(x, weights)[-1],
        ),
        Misconception(
            "That is an average of the columns' spreads. Take the standard deviation over all entries of z at once.",
            sizes_of(lambda z, a: z.std(axis=0).mean()),
        ),
        Misconception(
            "Each layer was fed with the inputs x. A layer gets what the one before it gave.", from_the_inputs_each_time
        ),
        Misconception(
            "The list begins with the spread of the inputs. Wanted is one number for each layer, from the first on.",
            lambda x, weights: np.r_[x.std(), sizes_of(lambda z, a: z.std())(x, weights)],
        ),
        Misconception(
            "Between the layers stands a ReLU, max(z, 0), not a tanh.", sizes_of(lambda z, a: z.std(), bend=np.tanh)
        ),
        Misconception(
            "That is the root of the mean of the squares, the size of section 2. Asked here is the standard deviation, `z.std()`, "
            "which counts from the mean of z, and that is not quite 0.",
            sizes_of(lambda z, a: np.sqrt((z * z).mean())),
        ),
        Misconception(
            "That is an average of the rows' spreads. Take the standard deviation over all entries of z at once.",
            sizes_of(lambda z, a: z.std(axis=1).mean()),
        ),
        Misconception("That is the spread of the weights. Wanted is that of the z which they make.", spread_of_weights),
        Misconception(
            "That is the mean distance from 0. Wanted is the standard deviation.",
            sizes_of(lambda z, a: np.abs(z).mean()),
        ),
        Misconception(
            "The spread was divided by n − 1 (`ddof=1`). Here it is the plain one, `.std()`.",
            sizes_of(lambda z, a: z.std(ddof=1)),
        ),
    ],
)

"""What the exercises of lesson 00 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception
from course.practice.draws import count, numbers


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(z, 0)


neuron = Exercise(
    cases={
        "a penguin": (np.array([-2.2, 1.8]), np.array([-1.0, 2.0]), -1.0),
        "one input": (np.array([0.5]), np.array([3.0]), 0.25),
        "four inputs": (np.array([1.0, 0.0, -1.0, 0.5]), np.array([0.2, 5.0, 0.4, -0.6]), 0.5),
        "bias alone": (np.array([0.0, 0.0, 0.0]), np.array([1.0, 2.0, 3.0]), -0.7),
        "a sum that comes to zero": (np.array([1.0, 2.0]), np.array([2.0, -1.0]), 0.0),
    },
    draw=lambda rng: (*numbers(rng, 2, count(rng, 1, 5)), numbers(rng)),
    misconceptions=[
        Misconception(
            "This is the weighted sum z, so the activation is missing. Return sigmoid(z), which is 1 / (1 + np.exp(-z)).",
            lambda x, w, b: x @ w + b,
        ),
        Misconception(
            "The bias is missing. Add b to the weighted sum before you apply the activation.",
            lambda x, w, b: sigmoid(x @ w),
        ),
        Misconception(
            "The bias ends up with the wrong sign. If you wrote `np.exp(-x @ w + b)`, parentheses are missing, because the minus has to apply to the whole sum: `-(x @ w + b)`. If you wrote `x @ w - b`, add the bias instead.",
            lambda x, w, b: sigmoid(x @ w - b),
        ),
        Misconception(
            "The bias was added after the activation. It belongs to the sum, so it comes before: sigmoid(x @ w + b).",
            lambda x, w, b: sigmoid(x @ w) + b,
        ),
        Misconception(
            "This sigmoid runs the wrong way: it falls as z grows. Check the sign in the exponent, and that the numerator is 1. It is 1 / (1 + np.exp(-z)).",
            lambda x, w, b: 1 / (1 + np.exp(x @ w + b)),
        ),
        Misconception(
            "`x * w` gives one product for each input, but a neuron has a single sum. Add the products up, or write `x @ w`.",
            lambda x, w, b: sigmoid(x * w + b),
        ),
        Misconception(
            "You applied the sigmoid to each product and then added up. First add up the products and the bias, then apply one sigmoid to the sum.",
            lambda x, w, b: np.sum(sigmoid(x * w)) + b,
        ),
        Misconception(
            "The inputs were added up without their weights. Multiply each input by its own weight first: `x @ w`.",
            lambda x, w, b: sigmoid(np.sum(x) + b),
        ),
        Misconception(
            "This is 1 + np.exp(-z), and that sum is only the denominator. Divide 1 by it, with parentheses around it, 1 / (1 + np.exp(-z)), because 1 / 1 + np.exp(-z) divides first and then adds.",
            lambda x, w, b: 1 / 1 + np.exp(-(x @ w + b)),
        ),
        Misconception(
            "The bias was added once for each input. Add it only once, to the sum of all the products.",
            lambda x, w, b: sigmoid(np.sum(x * w + b)),
        ),
        Misconception(
            "You averaged the products. A neuron adds them up: x @ w.",
            lambda x, w, b: sigmoid(np.mean(x * w) + b),
        ),
        Misconception(
            "You added up the inputs and the weights first and then multiplied the two sums. Multiply each input by its own weight, and add up the products after that: x @ w.",
            lambda x, w, b: sigmoid(np.sum(x) * np.sum(w) + b),
        ),
        Misconception(
            "You applied a sigmoid to each product and then added up. A neuron applies one sigmoid, to the sum of all the products and the bias.",
            lambda x, w, b: np.sum(sigmoid(x * w + b)),
        ),
        Misconception(
            "The sigmoid was applied to the inputs. It comes last: first the weighted sum z = x @ w + b, then sigmoid(z).",
            lambda x, w, b: sigmoid(x) @ w + b,
        ),
        Misconception(
            "A tanh that is moved to run from 0 to 1 is twice as steep as the sigmoid. Write the sigmoid itself: 1 / (1 + np.exp(-z)).",
            lambda x, w, b: (np.tanh(x @ w + b) + 1) / 2,
        ),
        Misconception(
            "The bias was added to the inputs. Add it after the weights, to the sum of the products: x @ w + b.",
            lambda x, w, b: sigmoid((x + b) @ w),
        ),
        Misconception(
            "That is the ReLU. This neuron uses the sigmoid, 1 / (1 + np.exp(-z)).",
            lambda x, w, b: relu(x @ w + b),
        ),
        Misconception(
            "That is the tanh. This neuron uses the sigmoid, 1 / (1 + np.exp(-z)).",
            lambda x, w, b: np.tanh(x @ w + b),
        ),
        Misconception(
            "That is a step, 0 or 1. This neuron uses the sigmoid, 1 / (1 + np.exp(-z)).",
            lambda x, w, b: float(x @ w + b > 0),
        ),
    ],
    hints=[
        "A neuron works in two stages. What does it do first with the inputs, and what does it then do with the sum?",
        "The first stage is `z = x @ w + b`. The second applies the sigmoid to z.",
        "The sigmoid is 1 divided by (1 + e to the power of −z), and e to a power is `np.exp(...)`. Mind the parentheses.",
    ],
)

_corners = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])

two_two_one = Exercise(
    cases={
        "six different weights": (_corners, np.array([[1.0, -0.5], [0.5, 2.0]]), np.array([1.5, -0.7])),
        "the light on the stairs": (_corners, np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([1.0, 1.0])),
        "one row": (np.array([[0.3, -2.0]]), np.array([[1.0, 2.0], [0.5, -1.0]]), np.array([0.5, 1.0])),
        "answers below zero": (
            np.array([[2.0, 1.0], [1.0, 3.0], [0.0, 0.5]]),
            np.array([[1.0, 0.0], [2.0, 1.0]]),
            np.array([-1.0, -2.0]),
        ),
    },
    draw=lambda rng: (numbers(rng, count(rng, 1, 5), 2), numbers(rng, 2, 2), numbers(rng, 2)),
    misconceptions=[
        Misconception(
            "The activation of the hidden pair is missing. Apply ReLU between the two products: np.maximum(x @ W, 0).",
            lambda x, W, v: x @ W @ v,
        ),
        Misconception(
            "W is used the wrong way round. W[i, j] leads from input i to hidden neuron j, so each row of x meets each column of W: x @ W.",
            lambda x, W, v: relu(x @ W.T) @ v,
        ),
        Misconception(
            "The output went through a ReLU too. Only the hidden pair gets one. The output is a plain weighted sum and can be negative.",
            lambda x, W, v: relu(relu(x @ W) @ v),
        ),
        Misconception(
            "The ReLU came too late. You applied it to the output, and it belongs to the hidden pair, right after x @ W.",
            lambda x, W, v: relu(x @ W @ v),
        ),
        Misconception(
            "The ReLU was put on the inputs. Apply it to the hidden sums, after x @ W.",
            lambda x, W, v: relu(x) @ W @ v,
        ),
        Misconception(
            "The hidden outputs were added up without v. Multiply each by its weight: hidden @ v.",
            lambda x, W, v: relu(x @ W).sum(axis=1),
        ),
        Misconception(
            "The hidden outputs were averaged without v. Multiply each by its own weight and add up: hidden @ v.",
            lambda x, W, v: relu(x @ W).mean(axis=1),
        ),
        Misconception(
            "The hidden pair went through a step, so it is always 0 or 1. ReLU keeps the size of a positive sum: np.maximum(x @ W, 0).",
            lambda x, W, v: (x @ W > 0) @ v,
        ),
        Misconception(
            "The ReLU was put on the weights. Apply it to the hidden sums, after x @ W.",
            lambda x, W, v: x @ relu(W) @ v,
        ),
        Misconception(
            "v was multiplied in before the ReLU, so a negative weight in v comes out as 0. Apply ReLU to x @ W first, and then multiply by v.",
            lambda x, W, v: relu(x @ W * v).sum(axis=1),
        ),
        Misconception(
            "Those are the hidden outputs, two for each row. One more product combines them into one: hidden @ v.",
            lambda x, W, v: relu(x @ W),
        ),
        Misconception(
            "The hidden pair went through a sigmoid. Here its activation is ReLU, np.maximum(z, 0).",
            lambda x, W, v: sigmoid(x @ W) @ v,
        ),
        Misconception(
            "np.max(z, 0) takes the largest number of each column. np.maximum(z, 0) compares every number in z with 0.",
            lambda x, W, v: np.max(x @ W, 0) @ v,
        ),
        Misconception(
            "`hidden * v` leaves two products for each row. The output is their sum: hidden @ v.",
            lambda x, W, v: relu(x @ W) * v,
        ),
    ],
    hints=[
        "Follow one row of x through the network. What do the two hidden neurons compute from it, and what does the output compute from them?",
        "`x @ W` gives the two hidden sums of every row at once. Apply ReLU to them.",
        "With `hidden = np.maximum(x @ W, 0)`, only the output's weighted sum is left: a product with v.",
    ],
)


def _layers(*widths, seed):
    """A function that makes W1, b1, W2, b2 of these widths, the same at every call."""

    def make():
        rng = np.random.default_rng(seed)
        (n, m, k) = widths
        return rng.normal(size=(n, m)), rng.normal(size=m), rng.normal(size=(m, k)), rng.normal(size=k)

    return make


def _two_layers(rng):
    n, m, k = (count(rng, 1, 4) for _ in range(3))
    return numbers(rng, n, m), numbers(rng, m), numbers(rng, m, k), numbers(rng, k)


collapse = Exercise(
    cases={
        "two, two, two": (
            np.array([[1.0, 2.0], [0.0, 1.0]]),
            np.array([1.0, -1.0]),
            np.array([[2.0, 0.0], [1.0, 3.0]]),
            np.array([0.0, 5.0]),
        ),
        "two, three, one": _layers(2, 3, 1, seed=1),
        "four, two, three": _layers(4, 2, 3, seed=2),
        "a first layer without bias": (np.array([[2.0]]), np.array([0.0]), np.array([[3.0]]), np.array([1.0])),
    },
    draw=_two_layers,
    misconceptions=[
        Misconception(
            "The weights are right, but the first layer's bias got lost. It passes through the second layer, so it arrives as b1 @ W2.",
            lambda W1, b1, W2, b2: (W1 @ W2, b2),
        ),
        Misconception(
            "The weights are right, but the second layer's bias got lost. Add b2 to b1 @ W2.",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
        ),
        Misconception(
            "The weights are right, but the biases cannot be added as they are. The second layer multiplies b1 by its weights, so it arrives as b1 @ W2.",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
        ),
        Misconception(
            "The weights are right. But b1 is added after W1, so only W2 multiplies it: b1 @ W2.",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 @ (W1 @ W2) + b2),
        ),
        Misconception(
            "The weights are right. The order matters for the bias, too: b1 is a row on the left of W2, just as x @ W1 was, so write b1 @ W2.",
            lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),
        ),
        Misconception(
            "The products are in the wrong order. x meets W1 first: (x @ W1) @ W2 = x @ (W1 @ W2).",
            lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),
        ),
        Misconception(
            "`W1 * W2` multiplies entry by entry. Passing through both layers is a matrix product, W1 @ W2.",
            lambda W1, b1, W2, b2: (W1 * W2, b1 @ W2 + b2),
        ),
        Misconception(
            "`*` multiplies entry by entry. Passing through a layer is a matrix product: W1 @ W2, and b1 @ W2.",
            lambda W1, b1, W2, b2: (W1 * W2, b1 * W2 + b2),
        ),
        Misconception(
            "The weights of the layers were added. One layer after another multiplies them: W1 @ W2.",
            lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
        ),
        Misconception(
            "b1 was added to the weights. W holds only what multiplies x, which is W1 @ W2. b1 doesn't multiply x, so it belongs in b, as b1 @ W2.",
            lambda W1, b1, W2, b2: ((W1 + b1) @ W2, b2),
        ),
        Misconception(
            "The biases got into W. W holds only what multiplies x, which is W1 @ W2, and the biases stay apart in b.",
            lambda W1, b1, W2, b2: ((W1 + b1) @ W2 + b2, b2),
        ),
        Misconception(
            "The biases got into W. Your b is right, and W holds only what multiplies x, which is W1 @ W2.",
            lambda W1, b1, W2, b2: (W1 @ W2 + b1 @ W2 + b2, b1 @ W2 + b2),
        ),
        Misconception(
            "There is a ReLU in between. This exercise has none, and that is why the two layers can become one.",
            lambda W1, b1, W2, b2: (relu(W1) @ W2, relu(b1) @ W2 + b2),
        ),
    ],
    hints=[
        "Write down what both layers together do to a row x: `(x @ W1 + b1) @ W2 + b2`. Which parts contain x, and which don't?",
        "Multiply out, and keep the order of the products: `x @ W1 @ W2 + b1 @ W2 + b2`.",
        "What multiplies x is W. What is left over, without x, is b.",
    ],
)

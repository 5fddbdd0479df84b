"""What the exercises of lesson 07 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception
from course.practice.draws import between, count, numbers, one_of

# ---- a moving average ---------------------------------------------------------------------------


def averaged(values, beta, correct, start=0.0, keep=None, share=None, fix=lambda now, beta, t: now / (1 - beta**t)):
    """A moving average in which one thing at a time can be wrong."""
    now, seen = start, []
    for t, value in enumerate(values, start=1):
        now = (beta if keep is None else keep) * now + (1 - beta if share is None else share) * value
        seen.append(fix(now, beta, t) if correct else now)
    return np.array(seen)


def corrected_again_and_again(values, beta, correct):
    now, seen = 0.0, []
    for t, value in enumerate(values, start=1):
        now = beta * now + (1 - beta) * value
        if correct:
            now = now / (1 - beta**t)
        seen.append(now)
    return np.array(seen)


def one_day_late(values, beta, correct):
    right = averaged(values, beta, correct)
    return np.concatenate([[0.0], right[:-1]])


def stored_before(values, beta, correct):
    """One day late, but each corrected with today's t."""
    late = np.concatenate([[0.0], averaged(values, beta, False)[:-1]])
    return late / (1 - beta ** np.arange(1, len(values) + 1)) if correct else late


def first_as_it_is(values, beta, correct):
    return averaged(values, beta, False, start=values[0])


def yesterdays_value(values, beta, correct):
    seen = beta * np.concatenate([[0.0], values[:-1]]) + (1 - beta) * values
    return seen / (1 - beta ** np.arange(1, len(values) + 1)) if correct else seen


TEMPERATURES = np.array([40.0, 49.0, 45.0])

ewma = Exercise(
    cases={
        "three days, not corrected": (TEMPERATURES, 0.9, False),
        "three days, corrected": (TEMPERATURES, 0.9, True),
        "a short memory": (np.array([2.0, -1.0, 0.5, 3.0]), 0.5, True),
        "a long one": (np.array([5.0, 5.0, 7.0, 1.0, 4.0]), 0.98, True),
        "one day": (np.array([7.0]), 0.9, True),
    },
    draw=lambda rng: (numbers(rng, count(rng, 1, 6)), one_of(rng, 0.3, 0.5, 0.8, 0.9, 0.98), bool(rng.random() < 0.6)),
    hints=[
        "Start with `average = 0`. For each value, the new average is made of two shares: one of the old average, one of the value.",
        "`average = beta * average + (1 - beta) * value`. After each value, append what you want to return to a list.",
        "The correction must not get into the average that you carry on. Append `average / (1 - beta**t)` if `correct` is true, and plain `average` otherwise. `enumerate(values, start=1)` counts t for you.",
    ],
    misconceptions=[
        Misconception(
            "The two shares are swapped. The old average keeps the share β, and the new value gets 1 − β.",
            lambda values, beta, correct: averaged(values, beta, correct, keep=1 - beta, share=beta),
        ),
        Misconception(
            "You added the whole new value. Give it the share 1 − β, because the two shares have to add up to 1.",
            lambda values, beta, correct: averaged(values, beta, correct, share=1.0),
        ),
        Misconception(
            "The average is never corrected. If `correct` is true, divide each average that you store by `1 - beta**t`, with t = 1 for the first value.",
            lambda values, beta, correct: averaged(values, beta, False),
        ),
        Misconception(
            "The average is always corrected. Correct it only if `correct` is true.",
            lambda values, beta, correct: averaged(values, beta, True),
        ),
        Misconception(
            "You update the corrected average on the next day, so it gets corrected again and again. Keep the uncorrected average "
            "for the next update, and correct only the copy that you store.",
            corrected_again_and_again,
        ),
        Misconception(
            "You divide by 1 − β every day, and that's right only on the first. On day t, divide by `1 - beta**t`: the correction fades with time.",
            lambda values, beta, correct: averaged(values, beta, correct, fix=lambda now, beta, t: now / (1 - beta)),
        ),
        Misconception(
            "That multiplies β by t. The correction raises β to the power t: `1 - beta**t`.",
            lambda values, beta, correct: averaged(
                values, beta, correct, fix=lambda now, beta, t: now / (1 - beta * t)
            ),
        ),
        Misconception(
            "Your t is one too small, because counting starts at 0. It should be 1 for the first value: `enumerate(values, start=1)`.",
            lambda values, beta, correct: averaged(
                values, beta, correct, fix=lambda now, beta, t: np.divide(now, 1 - beta ** (t - 1))
            ),
        ),
        Misconception(
            "The power is in the wrong place. Raise β alone to the power t, then subtract: `1 - beta**t`, not `(1 - beta)**t`.",
            lambda values, beta, correct: averaged(
                values, beta, correct, fix=lambda now, beta, t: now / (1 - beta) ** t
            ),
        ),
        Misconception(
            "Your t is one too large. It should be 1 for the first value.",
            lambda values, beta, correct: averaged(
                values, beta, correct, fix=lambda now, beta, t: now / (1 - beta ** (t + 1))
            ),
        ),
        Misconception(
            "Your average starts at the first value. Start at 0, as the exercise says, because the correction makes up for exactly that.",
            lambda values, beta, correct: averaged(values, beta, correct, start=values[0]),
        ),
        Misconception("Each average is stored one day late. Update the average first, then store it.", one_day_late),
        Misconception(
            "Each average is stored one day late. Update the average first, then store it.",
            stored_before,
        ),
        Misconception(
            "Your correction is right only at the end. Each average has its own t, which counts the values so far, so don't use the number of all values.",
            lambda values, beta, correct: averaged(
                values, beta, correct, fix=lambda now, beta, t: now / (1 - beta ** len(values))
            ),
        ),
        Misconception(
            "Your list starts with the first value itself. The first average is `beta * 0 + (1 - beta) * values[0]`, and the correction comes on top if it's asked for.",
            first_as_it_is,
        ),
        Misconception(
            "You wrote 0.9 in your code. β may be another number: use `beta`.",
            lambda values, beta, correct: averaged(values, 0.9, correct),
        ),
        Misconception(
            "That's only the last average. Return the average after every value.",
            lambda values, beta, correct: averaged(values, beta, correct)[-1],
        ),
        Misconception(
            "These are the means of all values so far, where every value counts the same. In this average, old values fade: "
            "`average = beta * average + (1 - beta) * value`.",
            lambda values, beta, correct: np.cumsum(values) / np.arange(1, len(values) + 1),
        ),
        Misconception(
            "Your list starts with the average before the first value, so there is one entry too many. Store only what comes after each value.",
            lambda values, beta, correct: np.concatenate([[0.0], averaged(values, beta, correct)]),
        ),
        Misconception(
            "Each value gets its share, but yesterday's *value* stands where yesterday's *average* belongs. "
            "The average has to carry on from day to day.",
            yesterdays_value,
        ),
        Misconception(
            "You multiply by `1 - beta**t`. The average is too small at the start, so divide to make it larger.",
            lambda values, beta, correct: averaged(values, beta, correct, fix=lambda now, beta, t: now * (1 - beta**t)),
        ),
    ],
)


# ---- one step of each method --------------------------------------------------------------------


def steady(values):
    return np.array(values, dtype=float)


W, G = steady([1.0, -2.0, 0.5]), steady([0.4, -1.0, 0.02])


def by_momentum(w, g, m, lr, beta, new=None, sign=-1, used=None):
    m = beta * m + (1 - beta if new is None else new) * g
    return w + sign * lr * (m if used is None else used), m


momentum_step = Exercise(
    cases={
        "the first step": (W, G, np.zeros(3), 0.1, 0.9),
        "on the way": (W, G, steady([0.3, 0.5, -0.1]), 0.05, 0.9),
        "a shorter memory": (steady([2.0]), steady([1.5]), steady([-4.0]), 0.2, 0.5),
    },
    draw=lambda rng: (*numbers(rng, 3, count(rng, 1, 3)), between(rng, 0.01, 0.3), between(rng, 0.3, 0.95)),
    hints=[
        "There are two lines to write. First update the average m with the gradient g, then move w.",
        "m is a moving average, the same as in `ewma`: `m = beta * m + (1 - beta) * g`.",
        "Now step downhill along the new m: `w - lr * m`. Return that and m, in this order.",
    ],
    misconceptions=[
        Misconception(
            "That's the form without (1 − β). It works well and many libraries use it, but its steps are 1/(1 − β) times as long. "
            "Here m is an average, so the new gradient gets the share 1 − β.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta, new=1.0),
        ),
        Misconception(
            "Your step goes uphill. Subtract `lr * m` to go downhill.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta, sign=1),
        ),
        Misconception(
            "You stepped with the old m. Update m with the new gradient first, then step.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta, used=m),
        ),
        Misconception(
            "Your m is right, but the step uses the gradient g. Step along m.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta, used=g),
        ),
        Misconception(
            "The two shares are swapped: the old m keeps the share β, and the new gradient gets 1 − β.",
            lambda w, g, m, lr, beta: (w - lr * ((1 - beta) * m + beta * g), (1 - beta) * m + beta * g),
        ),
        Misconception(
            "Your m includes the learning rate. Keep m a plain average of gradients, and multiply by `lr` only when you step.",
            lambda w, g, m, lr, beta: (w - beta * m - (1 - beta) * lr * g, beta * m + (1 - beta) * lr * g),
        ),
        Misconception(
            "The two results are in the wrong order. Return the new w first, then the new m.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta)[::-1],
        ),
        Misconception(
            "Your m is the last *step*, with the learning rate and the minus sign built in. Here m is a plain average of gradients, "
            "so multiply by `lr` and subtract only when you step.",
            lambda w, g, m, lr, beta: (w + beta * m - lr * g, beta * m - lr * g),
        ),
        Misconception(
            "Your w is right, but you returned the old m. The next step needs the new one.",
            lambda w, g, m, lr, beta: (by_momentum(w, g, m, lr, beta)[0], m),
        ),
        Misconception(
            "You returned only the new w. The next step needs m too, so return both: `return w, m`.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta)[0],
        ),
        Misconception(
            "That's plain gradient descent: the old m plays no part. Mix it with the gradient first, then step along the mixture.",
            lambda w, g, m, lr, beta: (w - lr * g, m),
        ),
        Misconception(
            "That's plain gradient descent: the old m plays no part. Mix it with the gradient first, then step along the mixture.",
            lambda w, g, m, lr, beta: (w - lr * g, g),
        ),
        Misconception(
            "You wrote 0.9 in your code. β may be another number: use `beta`.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, 0.9),
        ),
        Misconception(
            "Your m is right, but the learning rate is missing from the step: `w - lr * m`.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, 1.0, beta),
        ),
        Misconception(
            "Your m is right, but the step mixes the gradient in a second time. The new m has it already: step along m itself.",
            lambda w, g, m, lr, beta: (lambda m: (w - lr * (beta * m + (1 - beta) * g), m))(beta * m + (1 - beta) * g),
        ),
        Misconception(
            "Your m gets corrected by 1 − β. Momentum as it's written here has no correction; that comes with Adam.",
            lambda w, g, m, lr, beta: (w - lr * (beta * m + (1 - beta) * g) / (1 - beta), beta * m + (1 - beta) * g),
        ),
    ],
)


def by_rmsprop(w, g, v, lr, beta, eps, new=None, root=np.sqrt, inside=False, sign=-1):
    v = beta * v + (1 - beta) * (g**2 if new is None else new)
    below = root(v + eps) if inside else root(v) + eps
    return w + sign * lr * g / below, v


def some_rmsprop(rng):
    w, g, v = numbers(rng, 3, count(rng, 1, 3))
    return w, g, v**2, between(rng, 0.01, 0.3), between(rng, 0.3, 0.95), one_of(rng, 1e-8, 1e-8, 0.01, 0.1)


rmsprop_step = Exercise(
    cases={
        "the first step": (W, G, np.zeros(3), 0.01, 0.9, 1e-8),
        "on the way": (W, G, steady([0.3, 0.5, 0.001]), 0.05, 0.9, 1e-8),
        "an eps that shows": (steady([2.0, 1.0]), steady([1.5, 0.0]), steady([4.0, 0.0]), 0.2, 0.99, 0.1),
    },
    draw=some_rmsprop,
    hints=[
        "There are two lines to write. First update v, the average of the *squared* gradients. Then move w.",
        "v is a moving average whose new value is the square: `v = beta * v + (1 - beta) * g**2`.",
        "Divide each gradient by its usual size, `np.sqrt(v) + eps`, in brackets. Subtract `lr` times that from w, and return w and v.",
    ],
    misconceptions=[
        Misconception(
            "Your v averages the gradients themselves. It should average their squares, `g**2`.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, new=g),
        ),
        Misconception(
            "The root is missing. v holds squares, so divide by `np.sqrt(v)` to get back to the size of a gradient.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, root=lambda v: v),
        ),
        Misconception(
            "Your eps is inside the root. Take the root of v first, then add eps.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, inside=True),
        ),
        Misconception(
            "A pair of brackets is missing, so you divide by the root alone and then add eps to the weight. Write `g / (np.sqrt(v) + eps)`.",
            lambda w, g, v, lr, beta, eps: (lambda moved, v: (moved + eps, v))(*by_rmsprop(w, g, v, lr, beta, 0.0)),
        ),
        Misconception(
            "Your eps is missing. If a gradient has always been 0, you divide by 0.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, 0.0),
        ),
        Misconception(
            "All your weights share one size. Each weight needs its own v, so don't take a sum or a mean of the squares.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, new=np.mean(g**2)),
        ),
        Misconception(
            "All your weights share one size. Each weight needs its own v, so don't take a sum or a mean of the squares.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, new=np.sum(g**2)),
        ),
        Misconception(
            "Your v averages the sizes of the gradients. It should average their squares, and you take the root later, when you step.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, new=np.abs(g), root=lambda v: v),
        ),
        Misconception(
            "You divided by the root of the old v. Update v with the new square first, then step.",
            lambda w, g, v, lr, beta, eps: (w - lr * g / (np.sqrt(v) + eps), beta * v + (1 - beta) * g**2),
        ),
        Misconception(
            "You added the whole new square. Give it the share 1 − β, because v is an average.",
            lambda w, g, v, lr, beta, eps: (w - lr * g / (np.sqrt(beta * v + g**2) + eps), beta * v + g**2),
        ),
        Misconception(
            "That's AdaGrad: you add up all the squares. RMSprop averages them, so the old v keeps the share β and the new square gets 1 − β.",
            lambda w, g, v, lr, beta, eps: (w - lr * g / (np.sqrt(v + g**2) + eps), v + g**2),
        ),
        Misconception(
            "Your step goes uphill. Subtract it to go downhill.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, sign=1),
        ),
        Misconception(
            "You multiply by the root of v. A weight whose gradients are large should take smaller steps, so divide.",
            lambda w, g, v, lr, beta, eps: (
                w - lr * g * (np.sqrt(beta * v + (1 - beta) * g**2) + eps), beta * v + (1 - beta) * g**2,
            ),
        ),
        Misconception(
            "You multiply by the root of v. A weight whose gradients are large should take smaller steps, so divide.",
            lambda w, g, v, lr, beta, eps: (
                w - lr * g * np.sqrt(beta * v + (1 - beta) * g**2), beta * v + (1 - beta) * g**2,
            ),
        ),
        Misconception(
            "The two shares are swapped: the old v keeps the share β, and the new square gets 1 − β.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, 1 - beta, eps),
        ),
        Misconception(
            "The two results are in the wrong order. Return the new w first, then the new v.",
            lambda *args: by_rmsprop(*args)[::-1],
        ),
        Misconception(
            "Your w is right, but you returned the old v. The next step needs the new one.",
            lambda w, g, v, lr, beta, eps: (by_rmsprop(w, g, v, lr, beta, eps)[0], v),
        ),
        Misconception(
            "You returned only the new w. The next step needs v too, so return both: `return w, v`.",
            lambda *args: by_rmsprop(*args)[0],
        ),
        Misconception(
            "Your w is right, but you returned the root of v. Keep the average of the squares, and take the root only when you step.",
            lambda *args: (by_rmsprop(*args)[0], np.sqrt(by_rmsprop(*args)[1])),
        ),
        Misconception(
            "You multiply by the root of v. A weight whose gradients are large should take smaller steps, so divide.",
            lambda *args: (lambda v: (args[0] - args[3] * args[1] * np.sqrt(v) + args[-1], v))(by_rmsprop(*args)[1]),
        ),
        Misconception(
            "You wrote 1e-8 in your code. eps may be another number: use `eps`.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, 1e-8),
        ),
        Misconception(
            "The share 1 − β is squared along with g. Square only the gradient: `(1 - beta) * g**2`.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, new=(1 - beta) * g**2),
        ),
        Misconception(
            "You corrected v by 1 − β. RMSprop as it's written here has no correction; that comes with Adam.",
            lambda w, g, v, lr, beta, eps: (
                w - lr * g / (np.sqrt((beta * v + (1 - beta) * g**2) / (1 - beta)) + eps), beta * v + (1 - beta) * g**2,
            ),
        ),
    ],
)  # fmt: skip


def by_adam(
    w,
    g,
    m,
    v,
    t,
    lr,
    beta1,
    beta2,
    eps,
    fix_m=True,
    fix_v=True,
    square=None,
    root=np.sqrt,
    late=0,
    keep="as it stands",
    inside=False,
    sign=-1,
    root_first=False,
    fix=lambda beta, t: 1 - beta**t,
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * (g**2 if square is None else square)
    full_m = m / fix(beta1, t + late) if fix_m else m
    full_v = v / fix(beta2, t + late) if fix_v else v
    below = root(full_v + eps) if inside else root(full_v) + eps
    if root_first:
        below = np.sqrt(v) / fix(beta2, t) + eps
    w = w + sign * lr * full_m / below
    return (w, full_m, full_v) if keep == "corrected" else (w, m, v)


def stepped_with_the_old(w, g, m, v, t, lr, beta1, beta2, eps):
    step = lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w - step, beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2


def all_of_it(w, g, m, v, t, lr, beta1, beta2, eps):
    m, v = beta1 * m + g, beta2 * v + g**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


def some_adam(rng):
    w, g, m, v = numbers(rng, 4, count(rng, 1, 3))
    betas = between(rng, 0.3, 0.95), between(rng, 0.5, 0.999, digits=3)
    return w, g, m, v**2, count(rng, 1, 6), between(rng, 0.01, 0.3), *betas, one_of(rng, 1e-8, 1e-8, 0.01, 0.1)


adam_step = Exercise(
    cases={
        "the first step": (W, G, np.zeros(3), np.zeros(3), 1, 0.01, 0.9, 0.999, 1e-8),
        "the third": (W, G, steady([0.1, -0.2, 0.05]), steady([0.002, 0.001, 0.0003]), 3, 0.05, 0.9, 0.999, 1e-8),
        "other betas": (
            steady([0.5, 3.0]),
            steady([2.0, -1.0]),
            steady([1.0, 1.0]),
            steady([3.0, 0.5]),
            2,
            0.1,
            0.5,
            0.8,
            1e-8,
        ),
        "an eps that shows": (steady([2.0]), steady([0.3]), steady([0.1]), steady([0.04]), 5, 0.2, 0.9, 0.99, 0.1),
    },
    draw=some_adam,
    hints=[
        "Take momentum's average m of the gradients and RMSprop's average v of their squares. Each has its own β.",
        "`m = beta1 * m + (1 - beta1) * g` and `v = beta2 * v + (1 - beta2) * g**2`. Both start at 0, so both are too small in the first steps.",
        "Correct them under new names, because m and v have to stay as they are for the next step: `m_hat = m / (1 - beta1**t)` and `v_hat = v / (1 - beta2**t)`.",
        "Step with the corrected ones, `w - lr * m_hat / (np.sqrt(v_hat) + eps)`, and return the new w, m and v.",
    ],
    misconceptions=[
        Misconception(
            "You corrected neither average. Divide m by `1 - beta1**t` and v by `1 - beta2**t` before you step.",
            lambda *args: by_adam(*args, fix_m=False, fix_v=False),
        ),
        Misconception(
            "You corrected m but not v. Divide v by `1 - beta2**t` too.", lambda *args: by_adam(*args, fix_v=False)
        ),
        Misconception(
            "You corrected v but not m. Divide m by `1 - beta1**t` too.", lambda *args: by_adam(*args, fix_m=False)
        ),
        Misconception(
            "Your w is right, but you returned the corrected averages, and the next step would correct them again. Return the uncorrected m and v.",
            lambda *args: by_adam(*args, keep="corrected"),
        ),
        Misconception(
            "You corrected both averages with β1. For v, use β2: `1 - beta2**t`.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: (
                w
                - lr
                * ((beta1 * m + (1 - beta1) * g) / (1 - beta1**t))
                / (np.sqrt((beta2 * v + (1 - beta2) * g**2) / (1 - beta1**t)) + eps),
                beta1 * m + (1 - beta1) * g,
                beta2 * v + (1 - beta2) * g**2,
            ),
        ),
        Misconception(
            "Your correction is one step ahead. t is already 1 in the first step, so don't add 1 to it.",
            lambda *args: by_adam(*args, late=1),
        ),
        Misconception(
            "The betas are swapped: β1 belongs to m, β2 to v.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: by_adam(w, g, m, v, t, lr, beta2, beta1, eps),
        ),
        Misconception(
            "You used β1 for both averages. v has its own memory, β2.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: by_adam(w, g, m, v, t, lr, beta1, beta1, eps),
        ),
        Misconception(
            "That multiplies β by t. Each correction raises its β to the power t: `1 - beta1**t` and `1 - beta2**t`.",
            lambda *args: by_adam(*args, fix=lambda beta, t: 1 - beta * t),
        ),
        Misconception(
            "The power is in the wrong place. Raise β alone to the power t, then subtract: `1 - beta1**t`, not `(1 - beta1)**t`. The same goes for β2.",
            lambda *args: by_adam(*args, fix=lambda beta, t: (1 - beta) ** t),
        ),
        Misconception(
            "The root is missing. v holds squares, so divide by `np.sqrt(v_hat)`.",
            lambda *args: by_adam(*args, root=lambda v: v),
        ),
        Misconception(
            "Your eps is inside the root. Take the root of v first, then add eps.",
            lambda *args: by_adam(*args, inside=True),
        ),
        Misconception(
            "A pair of brackets is missing, so you divide by the root alone and then add eps to the weight. Write `m_hat / (np.sqrt(v_hat) + eps)`.",
            lambda *args: (lambda moved, m, v: (moved + args[-1], m, v))(*by_adam(*args[:-1], 0.0)),
        ),
        Misconception(
            "Your v uses the square of the average m. It should average the squares of the gradients, `g**2`.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: by_adam(
                w, g, m, v, t, lr, beta1, beta2, eps, square=(beta1 * m + (1 - beta1) * g) ** 2
            ),
        ),
        Misconception("Your step goes uphill. Subtract it to go downhill.", lambda *args: by_adam(*args, sign=1)),
        Misconception(
            "You stepped along the gradient g. Step along the corrected average of m.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: (
                w - lr * g / (np.sqrt((beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)) + eps),
                beta1 * m + (1 - beta1) * g,
                beta2 * v + (1 - beta2) * g**2,
            ),
        ),
        Misconception(
            "The three results are in the wrong order. Return the new w first, then m, then v.",
            lambda *args: (lambda w, m, v: (m, v, w))(*by_adam(*args)),
        ),
        Misconception(
            "m and v are in the wrong order. Return the new w, then m, then v.",
            lambda *args: (lambda w, m, v: (w, v, m))(*by_adam(*args)),
        ),
        Misconception(
            "You took the root of v before you corrected it. Correct v first, then take the root: `np.sqrt(v / (1 - beta2**t))`.",
            lambda *args: by_adam(*args, root_first=True),
        ),
        Misconception(
            "Your w is right, but you returned the old averages. The next step needs the new m and v.",
            lambda w, g, m, v, *rest: (by_adam(w, g, m, v, *rest)[0], m, v),
        ),
        Misconception(
            "You stepped with the averages that came in. Update m and v with the new gradient first, then correct them and step.",
            stepped_with_the_old,
        ),
        Misconception(
            "You returned only the new w. The next step needs both averages too: `return w, m, v`.",
            lambda *args: by_adam(*args)[0],
        ),
        Misconception(
            "Your correction is one step behind, so it divides by 0 in the first step. t is 1 there: use it as it comes.",
            lambda *args: by_adam(*args, late=-1),
        ),
        Misconception(
            "You wrote 0.9 and 0.999 in your code. The two may be other numbers: use `beta1` and `beta2`.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: by_adam(w, g, m, v, t, lr, 0.9, 0.999, eps),
        ),
        Misconception(
            "You wrote 0.9 and 0.999 in your corrections. The two may be other numbers: use `beta1` and `beta2`.",
            lambda *args: by_adam(*args, fix=lambda beta, t: 1 - (0.9 if beta == args[6] else 0.999) ** t),
        ),
        Misconception(
            "The powers are missing. `1 - beta1` and `1 - beta2` are right only in the first step; in step t it's `1 - beta1**t` and `1 - beta2**t`.",
            lambda *args: by_adam(*args, fix=lambda beta, t: 1 - beta),
        ),
        Misconception(
            "You multiplied by the corrections. The averages are too small at the start, so divide to make them larger.",
            lambda *args: by_adam(*args, fix=lambda beta, t: 1 / (1 - beta**t)),
        ),
        Misconception(
            "Your v averages the gradients themselves. It should average their squares, `g**2`.",
            lambda w, g, *rest: by_adam(w, g, *rest, square=g),
        ),
        Misconception(
            "You added the whole gradient and the whole square. Give them the shares 1 − β1 and 1 − β2, because m and v are averages.",
            all_of_it,
        ),
    ],
)

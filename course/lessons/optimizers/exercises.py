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
    misconceptions=[
        Misconception(
            "The two shares are swapped. The old average keeps β, and the new value gets 1 − β.",
            lambda values, beta, correct: averaged(values, beta, correct, keep=1 - beta, share=beta),
        ),
        Misconception(
            "The new value comes in whole. It gets the share 1 − β, so that the shares of all days together make 1.",
            lambda values, beta, correct: averaged(values, beta, correct, share=1.0),
        ),
        Misconception(
            "It is never corrected. When `correct` is true, divide what you note down by `1 - beta**t`, with t = 1 on the first day.",
            lambda values, beta, correct: averaged(values, beta, False),
        ),
        Misconception(
            "It is always corrected. Do so only when `correct` is true.",
            lambda values, beta, correct: averaged(values, beta, True),
        ),
        Misconception(
            "The corrected average is carried on to the next day, and corrected again there. Carry on the average as it stands, "
            "and correct only what you note down.",
            corrected_again_and_again,
        ),
        Misconception(
            "Every day is corrected like the first, by 1 − β. The correction fades: it is `1 - beta**t` on day t.",
            lambda values, beta, correct: averaged(values, beta, correct, fix=lambda now, beta, t: now / (1 - beta)),
        ),
        Misconception(
            "The correction is `1 - beta**t` (β to the power of t), not `1 - beta * t`.",
            lambda values, beta, correct: averaged(
                values, beta, correct, fix=lambda now, beta, t: now / (1 - beta * t)
            ),
        ),
        Misconception(
            "t is one too small: on the first day it is 1. `enumerate(values, start=1)` counts that way.",
            lambda values, beta, correct: averaged(
                values, beta, correct, fix=lambda now, beta, t: np.divide(now, 1 - beta ** (t - 1))
            ),
        ),
        Misconception(
            "The power is at the wrong place: `1 - beta**t`, not `(1 - beta)**t`.",
            lambda values, beta, correct: averaged(
                values, beta, correct, fix=lambda now, beta, t: now / (1 - beta) ** t
            ),
        ),
        Misconception(
            "t is one too large: on the first day it is 1.",
            lambda values, beta, correct: averaged(
                values, beta, correct, fix=lambda now, beta, t: now / (1 - beta ** (t + 1))
            ),
        ),
        Misconception(
            "It begins at the first value. Begin at 0, as the exercise says; the correction makes up for it.",
            lambda values, beta, correct: averaged(values, beta, correct, start=values[0]),
        ),
        Misconception("Each day's average is noted down a day late.", one_day_late),
        Misconception(
            "That is the last average only. Return one for each day.",
            lambda values, beta, correct: averaged(values, beta, correct)[-1],
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
    misconceptions=[
        Misconception(
            "That is the form without (1 − β): a good method, and the one in many libraries, but its steps are 1/(1 − β) times as long. "
            "Here m is an average, so the new gradient gets the share 1 − β.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta, new=1.0),
        ),
        Misconception(
            "That walks uphill. Subtract `lr * m`.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta, sign=1),
        ),
        Misconception(
            "The step was made with the old m. Take the new gradient in first, then step.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta, used=m),
        ),
        Misconception(
            "m is right, but the step was made with the gradient g. Step along m.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta, used=g),
        ),
        Misconception(
            "The two shares are swapped: m keeps β, and the new gradient gets 1 − β.",
            lambda w, g, m, lr, beta: (w - lr * ((1 - beta) * m + beta * g), (1 - beta) * m + beta * g),
        ),
        Misconception(
            "The learning rate has got into m. Keep m a plain average of gradients, and multiply by `lr` only when you step.",
            lambda w, g, m, lr, beta: (w - beta * m - (1 - beta) * lr * g, beta * m + (1 - beta) * lr * g),
        ),
        Misconception(
            "The pair is the wrong way round: first the new w, then the new m.",
            lambda w, g, m, lr, beta: by_momentum(w, g, m, lr, beta)[::-1],
        ),
        Misconception(
            "m keeps the last *step*, with the learning rate and the sign in it. Here it is a plain average of gradients; "
            "multiply by `lr` and subtract only when you step.",
            lambda w, g, m, lr, beta: (w + beta * m - lr * g, beta * m - lr * g),
        ),
        Misconception(
            "w is right, but the m that came in was handed back. The next step needs the new one.",
            lambda w, g, m, lr, beta: (by_momentum(w, g, m, lr, beta)[0], m),
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
    misconceptions=[
        Misconception(
            "v averages the gradients themselves. It should average their squares, `g**2`.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, new=g),
        ),
        Misconception(
            "The root is missing: divide by `np.sqrt(v)`, which is measured in the same unit as g.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, root=lambda v: v),
        ),
        Misconception(
            "eps is inside the root. Add it after the root was taken.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, inside=True),
        ),
        Misconception(
            "A pair of brackets is missing. Without them only the root divides, and eps is added to the weight: `g / (np.sqrt(v) + eps)`.",
            lambda w, g, v, lr, beta, eps: (lambda moved, v: (moved + eps, v))(*by_rmsprop(w, g, v, lr, beta, 0.0)),
        ),
        Misconception(
            "eps is missing: where a gradient has always been 0, that divides by 0.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, 0.0),
        ),
        Misconception(
            "All weights share one size. Each weight has a v of its own, so leave the squares as they are: no sum, no mean.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, new=np.mean(g**2)),
        ),
        Misconception(
            "All weights share one size. Each weight has a v of its own, so leave the squares as they are: no sum, no mean.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, new=np.sum(g**2)),
        ),
        Misconception(
            "v averages the sizes of the gradients. It should average their squares, and the root comes later.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, new=np.abs(g), root=lambda v: v),
        ),
        Misconception(
            "The step was divided by the old v. Take the new square in first, then step.",
            lambda w, g, v, lr, beta, eps: (w - lr * g / (np.sqrt(v) + eps), beta * v + (1 - beta) * g**2),
        ),
        Misconception(
            "The new square came in whole. It gets the share 1 − β.",
            lambda w, g, v, lr, beta, eps: (w - lr * g / (np.sqrt(beta * v + g**2) + eps), beta * v + g**2),
        ),
        Misconception(
            "That walks uphill. Subtract the step.",
            lambda w, g, v, lr, beta, eps: by_rmsprop(w, g, v, lr, beta, eps, sign=1),
        ),
        Misconception(
            "That multiplies by the root of v. Large gradients should make the step smaller: divide.",
            lambda w, g, v, lr, beta, eps: (
                w - lr * g * (np.sqrt(beta * v + (1 - beta) * g**2) + eps), beta * v + (1 - beta) * g**2,
            ),
        ),
        Misconception(
            "That multiplies by the root of v. Large gradients should make the step smaller: divide.",
            lambda w, g, v, lr, beta, eps: (
                w - lr * g * np.sqrt(beta * v + (1 - beta) * g**2), beta * v + (1 - beta) * g**2,
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
    fix=lambda beta, t: 1 - beta**t,
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * (g**2 if square is None else square)
    full_m = m / fix(beta1, t + late) if fix_m else m
    full_v = v / fix(beta2, t + late) if fix_v else v
    below = root(full_v + eps) if inside else root(full_v) + eps
    w = w + sign * lr * full_m / below
    return (w, full_m, full_v) if keep == "corrected" else (w, m, v)


ZEROS = np.zeros(3)


def some_adam(rng):
    w, g, m, v = numbers(rng, 4, count(rng, 1, 3))
    betas = between(rng, 0.3, 0.95), between(rng, 0.5, 0.999, digits=3)
    return w, g, m, v**2, count(rng, 1, 6), between(rng, 0.01, 0.3), *betas, one_of(rng, 1e-8, 1e-8, 0.01, 0.1)


adam_step = Exercise(
    cases={
        "the first step": (W, G, ZEROS, ZEROS, 1, 0.01, 0.9, 0.999, 1e-8),
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
    misconceptions=[
        Misconception(
            "Neither average is corrected. Divide m by `1 - beta1**t` and v by `1 - beta2**t` before you step.",
            lambda *args: by_adam(*args, fix_m=False, fix_v=False),
        ),
        Misconception(
            "m is corrected, v is not. Divide v by `1 - beta2**t` too.", lambda *args: by_adam(*args, fix_v=False)
        ),
        Misconception(
            "v is corrected, m is not. Divide m by `1 - beta1**t` too.", lambda *args: by_adam(*args, fix_m=False)
        ),
        Misconception(
            "w is right, but the corrected averages were handed back. The next step would correct them again: hand back m and v as they stand.",
            lambda *args: by_adam(*args, keep="corrected"),
        ),
        Misconception(
            "Both averages are corrected with β1. v has its own: `1 - beta2**t`.",
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
            "The correction counts one step too many: t is already 1 in the first step.",
            lambda *args: by_adam(*args, late=1),
        ),
        Misconception(
            "The betas are swapped: β1 belongs to m, β2 to v.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: by_adam(w, g, m, v, t, lr, beta2, beta1, eps),
        ),
        Misconception(
            "β1 is used for both averages. v has a memory of its own, β2.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: by_adam(w, g, m, v, t, lr, beta1, beta1, eps),
        ),
        Misconception(
            "The corrections are `1 - beta1**t` and `1 - beta2**t` (β to the power of t), not `1 - beta * t`.",
            lambda *args: by_adam(*args, fix=lambda beta, t: 1 - beta * t),
        ),
        Misconception(
            "The power is at the wrong place: `1 - beta1**t`, not `(1 - beta1)**t`, and so with β2.",
            lambda *args: by_adam(*args, fix=lambda beta, t: (1 - beta) ** t),
        ),
        Misconception("The root is missing: divide by the root of v.", lambda *args: by_adam(*args, root=lambda v: v)),
        Misconception(
            "eps is inside the root. Add it after the root was taken.", lambda *args: by_adam(*args, inside=True)
        ),
        Misconception(
            "A pair of brackets is missing. Without them only the root divides, and eps is added to the weight.",
            lambda *args: (lambda moved, m, v: (moved + args[-1], m, v))(*by_adam(*args[:-1], 0.0)),
        ),
        Misconception(
            "v squares the average m. It should average the squares of the gradients, `g**2`.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: by_adam(
                w, g, m, v, t, lr, beta1, beta2, eps, square=(beta1 * m + (1 - beta1) * g) ** 2
            ),
        ),
        Misconception("That walks uphill. Subtract the step.", lambda *args: by_adam(*args, sign=1)),
        Misconception(
            "Step along the average m, not along the gradient g.",
            lambda w, g, m, v, t, lr, beta1, beta2, eps: (
                w - lr * g / (np.sqrt((beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)) + eps),
                beta1 * m + (1 - beta1) * g,
                beta2 * v + (1 - beta2) * g**2,
            ),
        ),
    ],
)

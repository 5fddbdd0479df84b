"""What the exercises of lesson 10 are tried on, and the mistakes that are known by their numbers."""

import numpy as np

from course.practice import Exercise, Misconception, Property
from course.practice.draws import between, count, one_of

# ---- draws on a log scale -----------------------------------------------------------------------


def some_range(rng):
    low = one_of(rng, 1e-5, 1e-3, 0.02, 0.5, 2.0, 8.0)
    return low, low * one_of(rng, 10.0, 30.0, 64.0, 1000.0), between(rng, 0, 1, count(rng, 1, 5))


log_uniform = Exercise(
    cases={
        "learning rates": (1e-4, 1.0, np.array([0.0, 0.25, 0.5, 0.75, 1.0])),
        "two powers of ten": (0.01, 1.0, np.array([0.1, 0.5, 0.9])),
        "hidden units": (8.0, 512.0, np.array([0.0, 0.5, 1.0])),
        "up to a tenth": (1e-5, 0.1, np.array([0.3, 0.6])),
    },
    draw=some_range,
    hints=[
        "From 0.0001 to 1 there are four powers of ten, and each should get the same share of the draws. What is spread evenly then, the number or its exponent?",
        "`np.log10(low)` and `np.log10(high)` are the two exponents. Let u choose a place between them: u = 0 is the first, and u = 1 is the second.",
        "The place is `first + (second - first) * u`. That is an exponent, so 10 to the power of it is the setting.",
    ],
    misconceptions=[
        Misconception(
            "That is even on a linear scale: it puts 0.5 halfway between 0.0001 and 1. Spread the exponents evenly, and then take the power.",
            lambda low, high, u: low + (high - low) * u,
        ),
        Misconception(
            "Those are the exponents. The setting is 10 to that power.",
            lambda low, high, u: np.log10(low) + (np.log10(high) - np.log10(low)) * u,
        ),
        Misconception(
            "Those are the exponents to base e. The setting is `np.exp` of that.",
            lambda low, high, u: np.log(low) + (np.log(high) - np.log(low)) * u,
        ),
        Misconception(
            "You mixed two logarithms. `np.exp` undoes `np.log`, and `10 ** ...` undoes `np.log10`. You took `np.log` and then a power of 10.",
            lambda low, high, u: 10 ** (np.log(low) + (np.log(high) - np.log(low)) * u),
        ),
        Misconception(
            "You mixed two logarithms. `10 ** ...` undoes `np.log10`, and `np.exp` undoes `np.log`. You took `np.log10` and then `np.exp`.",
            lambda low, high, u: np.exp(np.log10(low) + (np.log10(high) - np.log10(low)) * u),
        ),
        Misconception(
            "It runs the wrong way: u = 0 should give `low`, and u = 1 should give `high`.",
            lambda low, high, u: high * (low / high) ** u,
        ),
        Misconception(
            "You took the logarithm too late. Turn both ends into exponents first, and then let u choose between the exponents.",
            lambda low, high, u: np.log10(low + (high - low) * u),
        ),
        Misconception(
            "That covers one power of ten, whatever the range is. u = 1 should give `high`, so `high` has to be in the formula.",
            lambda low, high, u: low * 10**u,
        ),
        Misconception(
            "The distance between the exponents is right, but you start at 1 and not at `low`. Add the exponent of `low`.",
            lambda low, high, u: 10 ** ((np.log10(high) - np.log10(low)) * u),
        ),
        Misconception(
            "That is 10 to the power of a setting. Turn both ends into exponents first, with `np.log10`, and then let u choose between the exponents.",
            lambda low, high, u: 10 ** (low + (high - low) * u),
        ),
        Misconception(
            "u should be multiplied by the distance between the two exponents, `np.log10(high) - np.log10(low)`.",
            lambda low, high, u: 10 ** (np.log10(low) + np.log10(high) * u),
        ),
        Misconception(
            "You didn't use `low` and `high`, so your exponents go from 0 to 1. They should go from the exponent of `low` to the exponent of `high`.",
            lambda low, high, u: 10**u,
        ),
        Misconception(
            "You got evenly spaced settings, and `u` isn't used. The draws are given: turn each number in `u` into one setting.",
            lambda low, high, u: np.geomspace(low, high, len(u)),
        ),
        Misconception(
            "`np.logspace` wants exponents, and it spaces its numbers evenly without using `u`. Turn each number in `u` into one setting.",
            lambda low, high, u: np.logspace(low, high, len(u)),
        ),
        Misconception(
            "That covers the range from 0.0001 to 1 only. Use the exponents of `low` and `high` in place of -4 and 0.",
            lambda low, high, u: 10 ** (-4 + 4 * u),
        ),
        Misconception(
            "`np.log10(high - low)` is the logarithm of a difference. You need the difference of the logarithms: `np.log10(high) - np.log10(low)`.",
            lambda low, high, u: 10 ** (np.log10(low) + np.log10(high - low) * u),
        ),
        Misconception(
            "u belongs in the exponent. Multiplying the ratio by u is still even on a linear scale: use `(high / low) ** u`.",
            lambda low, high, u: low * (high / low) * u,
        ),
        Misconception(
            "`**` comes before `+`, so only the first part is in the exponent. Put parentheses around the whole exponent.",
            lambda low, high, u: 10 ** np.log10(low) + (np.log10(high) - np.log10(low)) * u,
        ),
        Misconception(
            "That is the logarithm of the draws. u already is the place between the two exponents, so take the logarithms of `low` and `high` only.",
            lambda low, high, u: 10 ** (np.log10(low) + (np.log10(high) - np.log10(low)) * np.log10(u)),
        ),
    ],
)


# ---- random search ------------------------------------------------------------------------------


def game(settings, scores):
    """A draw that gives these settings one after the other, a score that knows them, and how many there are."""

    def make():
        supply = iter(settings)
        known = dict(zip(settings, scores))

        def draw():
            for setting in supply:
                return setting
            raise RuntimeError(f"draw() was called more than n = {len(settings)} times")

        def score(setting):
            if setting is draw:
                raise TypeError("score got the function draw, not a setting: call it, with draw()")
            return known[setting]

        return draw, score, len(settings)

    return make


def kept(draw, score, n, better):
    """The search that keeps a setting when better(new score, best score so far)."""
    best, lowest = None, None
    for _ in range(n):
        setting = draw()
        value = score(setting)
        if lowest is None or better(value, lowest):
            best, lowest = setting, value
    return best, lowest


def by_argmin(draw, score, n):
    settings = [draw() for _ in range(n)]
    scores = [score(setting) for setting in settings]
    k = int(np.argmin(scores))
    return settings[k], scores[k]


def from_zero(draw, score, n):
    best, lowest = None, 0.0
    for _ in range(n):
        setting = draw()
        if score(setting) < lowest:
            best, lowest = setting, score(setting)
    return best, lowest


def from_zero_up(draw, score, n):
    best, highest = None, 0.0
    for _ in range(n):
        setting = draw()
        value = score(setting)
        if value > highest:
            best, highest = setting, value
    return best, highest


def nan_overwrites(draw, score, n):
    """NaN is never greater or equal, so this keeps it, and then keeps whatever comes next."""
    return kept(draw, score, n, lambda new, old: not new >= old)


def stopped_at_nan(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        value = score(setting)
        if np.isnan(value):
            break
        if value < lowest:
            best, lowest = setting, value
    return best, lowest


def first_draw(draw, score, n):
    setting = draw()
    value = score(setting)
    return (None, np.inf) if np.isnan(value) else (setting, value)


def one_setting(draw, score, n):
    setting = draw()
    return setting, min(score(setting) for _ in range(n))


def lowest_setting(draw, score, n):
    setting = min(draw() for _ in range(n))
    return setting, score(setting)


def drawn_twice(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n // 2):
        value = score(draw())
        if value < lowest:
            best, lowest = draw(), value
    return best, lowest


def each_once(random_search, draw, score, n):
    """Every draw is scored, and once only: a score is a whole training."""
    asked = []

    def counted(setting):
        asked.append(setting)
        return score(setting)

    random_search(draw, counted, n)
    return len(asked) == n or f"{len(asked)} trainings for {n} settings"


def some_game(rng):
    """Errors that all differ, some of them NaN; what to do with two that are alike, the exercise does not say."""
    n = count(rng, 1, 7)
    settings, errors = (rng.choice(np.arange(1, 900), n, replace=False) / 10 for _ in range(2))
    blown = rng.random(n) < 0.25
    blown[rng.integers(n)] = False
    return game(settings.tolist(), np.where(blown, np.nan, errors).tolist())()


random_search = Exercise(
    cases={
        "five settings": game([0.3, 0.01, 1.0, 0.1, 3.0], [24.0, 61.0, 55.0, 14.5, 90.0]),
        "the last is the best": game([10.0, 1.0, 0.1], [90.0, 40.0, 12.0]),
        "the first is the best": game([0.2, 1.0, 0.001], [13.0, 42.0, 88.0]),
        "one that blew up": game([0.1, 30.0, 0.5], [16.0, float("nan"), 15.0]),
        "the first blew up": game([30.0, 0.1, 0.5, 0.2], [float("nan"), 16.0, 20.0, 14.0]),
    },
    draw=some_game,
    hints=[
        "Write a loop of n rounds. In each round, draw one setting and score it once. What do you need to remember from one round to the next?",
        "Remember the best setting so far and its error. Before the first round there is none: start with `best, lowest = None, np.inf`.",
        "In each round: `setting = draw()`, then `error = score(setting)`, and `if error < lowest` remember both. NaN is never smaller than anything, so a net that blew up is never kept.",
    ],
    misconceptions=[
        Misconception(
            "That keeps the setting with the largest error. You want the lowest error.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: new > old),
        ),
        Misconception(
            "That returns the last setting you tried. Return the best one: keep a setting only if its error is lower than the lowest so far.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: True),
        ),
        Misconception(
            "`np.argmin` picks NaN, the score of a net that blew up, as if it were the smallest. `np.nanargmin` ignores NaN. "
            "Or start with `lowest = np.inf` and ask `if error < lowest`: NaN is never smaller.",
            by_argmin,
        ),
        Misconception(
            "When the first net blew up, its NaN stays to the end, because no number is smaller than NaN. Start with `np.inf`, or leave out every NaN that `np.isnan` finds.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: new < old),
        ),
        Misconception(
            "`not error >= lowest` is true for NaN, so a net that blew up replaces the best. Ask `error < lowest` instead: that is false for NaN.",
            nan_overwrites,
        ),
        Misconception(
            "`n` is a single number, and a `for` loop needs something to go through: `for _ in range(n)`.",
            lambda draw, score, n: [draw() for _ in n],
        ),
        Misconception(
            "That is the best setting without its error. Return both: `best, lowest`.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: new < old or np.isnan(old))[0],
        ),
        Misconception(
            "That is the lowest error without its setting. Return both: `best, lowest`.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: new < old or np.isnan(old))[1],
        ),
        Misconception(
            "No error is below 0, so you never keep anything. Start with `np.inf`, because every error is lower than that.",
            from_zero,
        ),
        Misconception("That keeps the setting with the largest error. You want the lowest error.", from_zero_up),
        Misconception(
            "That is the first setting and its error. Draw inside the loop, so that every round has a new setting, and return after the loop.",
            first_draw,
        ),
        Misconception(
            "Your search stops at the first net that blew up. Skip that setting and go on with the next one.",
            stopped_at_nan,
        ),
        Misconception(
            "The two parts are swapped. Return the setting first, then its error.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: new < old or np.isnan(old))[::-1],
        ),
        Misconception(
            "You drew one setting and tried it n times. Draw a new one each time, inside the loop.", one_setting
        ),
        Misconception("That is the smallest setting. You want the setting with the smallest error.", lowest_setting),
        Misconception(
            "You scored one draw and kept another. Draw once in each round and give it a name: `setting = draw()`.",
            drawn_twice,
        ),
    ],
    properties=[
        Property(
            "Score each setting only once, because each score costs a whole training. Store it in a variable instead of asking again.",
            each_once,
        )
    ],
)


# ---- halving ------------------------------------------------------------------------------------


FOREVER = 10**6  # epochs, after which nothing changes: a loop without an end must not stumble over its own budget


def learning(floors, speeds):
    """A score (setting, epochs) that falls with the epochs: setting k ends at floors[k], and gets there at its own speed."""
    floors, speeds = np.array(floors, dtype=float), np.array(speeds, dtype=float)

    def score(setting, budget):
        epochs = min(budget, FOREVER)
        return float(floors[setting] + 80 * np.exp(-epochs * speeds[setting] / 8))

    score.__qualname__ = "score"  # as Python's errors call it
    return score


EIGHT = learning([30, 12, 15, 40, 25, 18, 60, 14], [1.0, 0.9, 1.1, 1.2, 0.7, 1.0, 1.5, 0.8])
SLOW = learning([20, 10, 22, 24], [3.0, 0.9, 2.0, 1.5])  # the best of all learns slowly, and is thrown out in round one


def rounds(settings, score, budget, keep=None, grow=2, spend=None, until=1, first=1):
    """What several wrong ways share. keep: (order, count) -> places kept. spend: (count, budget) -> what a round costs."""
    settings, spent, budget = list(settings), 0, budget * first
    while len(settings) > until:
        scores = np.array([score(setting, budget) for setting in settings])
        spent += len(settings) * budget if spend is None else spend(len(settings), budget)
        order, half = np.argsort(scores, kind="stable"), max(len(settings) // 2, 1)
        settings = [settings[i] for i in (order[:half] if keep is None else keep(order, half))]
        budget *= grow
    return settings[0], spent


def scored_once(settings, score, budget):
    order, spent = sorted(settings, key=lambda setting: score(setting, budget)), 0
    count = len(order)
    while count > 1:
        spent, count, budget = spent + count * budget, count // 2, budget * 2
    return order[0], spent


def further(first):
    """What a round costs if its nets go on from where they were: half its budget, but in the first round the whole."""
    return lambda count, budget: count * (budget if budget == first else budget // 2)


def one_round(settings, score, budget):
    scores = [score(setting, budget) for setting in settings]
    return settings[int(np.argmin(scores))], len(settings) * budget if len(settings) > 1 else 0


def by_place(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        scores = [score(setting, budget) for setting in settings]
        spent += len(settings) * budget
        settings = [int(place) for place in np.argsort(scores, kind="stable")[: len(settings) // 2]]
        budget *= 2
    return settings[0], spent


def to_the_nearest(settings, score, budget):
    return rounds(settings, score, budget, keep=lambda order, half: order[: round(len(order) / 2)])


def best_in_a_list(settings, score, budget):
    winner, spent = rounds(settings, score, budget)
    return [winner], spent


def the_lowest_settings(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        settings, budget = sorted(settings)[: len(settings) // 2], 2 * budget
    return settings[0], spent


def cut_by_a_fraction(settings, score, budget):
    while len(settings) > 1:
        settings = settings[: len(settings) / 2]
    return settings[0], 0


def last_round(settings, score, budget):
    winner, _ = rounds(settings, score, budget)
    count = len(settings)
    while count > 3:
        count, budget = count // 2, budget * 2
    return winner, count * budget if len(settings) > 1 else 0


def some_tournament(rng):
    settings = rng.permutation(count(rng, 1, 11)).tolist()
    floors = rng.permutation(np.arange(10.0, 10.0 + 3 * len(settings), 3))
    return settings, learning(floors, between(rng, 0.3, 3.0, len(settings))), count(rng, 1, 4)


halving = Exercise(
    cases={
        "eight settings": ([0, 1, 2, 3, 4, 5, 6, 7], EIGHT, 4),
        "in another order": ([6, 3, 0, 4, 7, 1, 5, 2], EIGHT, 1),
        "five, so that one more goes": ([4, 0, 5, 3, 1], EIGHT, 2),
        "a slow starter": ([0, 1, 2, 3], SLOW, 1),
        "one setting": ([3], EIGHT, 4),
    },
    draw=some_tournament,
    hints=[
        "How many rounds it takes depends on the number of settings, so use a `while` loop. When should it stop?",
        "In each round, score every setting with the current budget, and add what the round costs: the number of settings times the budget.",
        "`np.argsort(errors)` lists the places from the lowest error to the highest. Keep the settings at the first `len(settings) // 2` places.",
        "Double the budget at the end of the round. When one setting is left, return `settings[0]` and the sum of the costs.",
    ],
    misconceptions=[
        Misconception(
            "That keeps the worse half. The scores are errors, so keep the lowest.",
            lambda s, f, b: rounds(s, f, b, keep=lambda order, half: order[::-1][:half]),
        ),
        Misconception(
            "That keeps the first half of the list, whatever the scores are. Sort the settings by their score first.",
            lambda s, f, b: rounds(s, f, b, keep=lambda order, half: range(half)),
        ),
        Misconception(
            "The budget never grows. Double it after each round.",
            lambda s, f, b: rounds(s, f, b, grow=1),
        ),
        Misconception(
            "The first, short training decides everything here. In each round, score the settings that are left again, with the larger budget.",
            scored_once,
        ),
        Misconception(
            "You counted the budget once per round. Every setting is trained for that many epochs, so a round costs the number of settings times the budget.",
            lambda s, f, b: rounds(s, f, b, spend=lambda count, budget: budget),
        ),
        Misconception(
            "You counted the trainings. Each one takes `budget` epochs, so a round costs the number of settings times the budget.",
            lambda s, f, b: rounds(s, f, b, spend=lambda count, budget: count),
        ),
        Misconception(
            "You doubled the budget before the first round. Score first, then double.",
            lambda s, f, b: rounds(s, f, b, first=2),
        ),
        Misconception("That is the cost of the last round. Add up the costs of all rounds.", last_round),
        Misconception(
            "You counted each round at the budget of the next one. Add up the cost before you double the budget.",
            lambda s, f, b: rounds(s, f, b, spend=lambda count, budget: 2 * count * budget),
        ),
        Misconception(
            "You counted each round after throwing out half of its settings. Those were trained too, so add up the cost before you throw them out.",
            lambda s, f, b: rounds(s, f, b, spend=lambda count, budget: count // 2 * budget),
        ),
        Misconception(
            "You counted only the extra epochs of each survivor. Here each round trains from the start, so it costs the number of settings times the whole budget.",
            lambda s, f, b: rounds(s, f, b, spend=further(b)),
        ),
        Misconception("That is only one round. Repeat it in a `while` loop until one setting is left.", one_round),
        Misconception(
            "`np.argsort` gives places in the list, not settings. Keep `settings[i]` for each of those places.",
            by_place,
        ),
        Misconception(
            "It stops when two settings are left. Go on until there is only one.",
            lambda s, f, b: rounds(s, f, b, until=2),
        ),
        Misconception(
            "You keep one too many when the number of settings is odd. `len(settings) // 2` rounds down.",
            lambda s, f, b: rounds(s, f, b, keep=lambda order, half: order[: (len(order) + 1) // 2]),
        ),
        Misconception(
            "`/` gives a number with a decimal point, and a slice needs a whole number: use `len(settings) // 2`.",
            cut_by_a_fraction,
        ),
        Misconception(
            "You sorted the settings themselves. Sort them by their scores: keep the settings with the lowest errors.",
            the_lowest_settings,
        ),
        Misconception(
            "`round` takes half a setting up or down: 3 settings leave 2, and 5 leave 2. Keep the smaller half, `len(settings) // 2`.",
            to_the_nearest,
        ),
        Misconception(
            "The first part is a list with one setting. Return the setting itself: `settings[0]`.", best_in_a_list
        ),
        Misconception(
            "That is the winner without the cost. Return a pair: the setting, and the epochs of all trainings together.",
            lambda s, f, b: rounds(s, f, b)[0],
        ),
        Misconception(
            "The two parts are swapped. Return the setting first, then the epochs.",
            lambda s, f, b: rounds(s, f, b)[::-1],
        ),
        Misconception(
            "The first part is the winner's score. Return the setting itself.",
            lambda s, f, b: (f(rounds(s, f, b)[0], b), rounds(s, f, b)[1]),
        ),
    ],
)

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
    misconceptions=[
        Misconception(
            "That is even on a linear scale: half way between 0.0001 and 1 it gives 0.5. Draw the exponent evenly, then take the power.",
            lambda low, high, u: low + (high - low) * u,
        ),
        Misconception(
            "Those are the exponents. The setting itself is 10 to that power.",
            lambda low, high, u: np.log10(low) + (np.log10(high) - np.log10(low)) * u,
        ),
        Misconception(
            "Those are the exponents to the base e. The setting itself is `np.exp` of that.",
            lambda low, high, u: np.log(low) + (np.log(high) - np.log(low)) * u,
        ),
        Misconception(
            "Two logarithms are mixed: `np.log` belongs to `np.exp`, and `np.log10` to `10 ** ...`.",
            lambda low, high, u: 10 ** (np.log(low) + (np.log(high) - np.log(low)) * u),
        ),
        Misconception(
            "Two logarithms are mixed: `np.log10` belongs to `10 ** ...`, and `np.log` to `np.exp`.",
            lambda low, high, u: np.exp(np.log10(low) + (np.log10(high) - np.log10(low)) * u),
        ),
        Misconception(
            "It goes the wrong way: u = 0 should give `low` and u = 1 `high`.",
            lambda low, high, u: high * (low / high) ** u,
        ),
        Misconception(
            "The logarithm came too late: first the ends become exponents, then u chooses between those.",
            lambda low, high, u: np.log10(low + (high - low) * u),
        ),
        Misconception(
            "That is as many powers of ten for every range: u = 1 should give `high`, whatever `high` is.",
            lambda low, high, u: low * 10**u,
        ),
        Misconception(
            "The share of the exponents is right, but it begins at 1 and not at `low`: add the exponent of `low`.",
            lambda low, high, u: 10 ** ((np.log10(high) - np.log10(low)) * u),
        ),
        Misconception(
            "That is 10 to the power of a setting. First the ends become exponents, with `np.log10`, then u chooses between those.",
            lambda low, high, u: 10 ** (low + (high - low) * u),
        ),
        Misconception(
            "The share u is of the way from one exponent to the other: `np.log10(high) - np.log10(low)`.",
            lambda low, high, u: 10 ** (np.log10(low) + np.log10(high) * u),
        ),
        Misconception(
            "`low` and `high` are not used: those exponents go from 0 to 1. Let them go from that of `low` to that of `high`.",
            lambda low, high, u: 10**u,
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
    misconceptions=[
        Misconception(
            "That keeps the largest error. The score is an error: the lowest is the best.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: new > old),
        ),
        Misconception(
            "That returns the last setting tried, and not the best.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: True),
        ),
        Misconception(
            "`np.argmin` and `min` stumble over NaN, the score of a net that blew up. `np.nanargmin` passes over it; "
            "or begin with `best = np.inf` and ask `if value < best`, as NaN is never smaller.",
            by_argmin,
        ),
        Misconception(
            "The first score was NaN, a net that blew up, and nothing compares as smaller than NaN. Begin with `np.inf`.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: new < old),
        ),
        Misconception(
            "No error is below 0, so nothing is ever kept. Begin with `np.inf`: anything is lower than that.", from_zero
        ),
        Misconception("That keeps the largest error. The score is an error: the lowest is the best.", from_zero_up),
        Misconception(
            "That is the first setting and its error. Draw a new one each time, and return after the loop, not in it.",
            first_draw,
        ),
        Misconception(
            "A net that blew up ends the search. Go on with the next setting: NaN is never smaller, so it is not kept.",
            stopped_at_nan,
        ),
        Misconception(
            "The other way round: first the setting, then its error.",
            lambda draw, score, n: kept(draw, score, n, lambda new, old: new < old or np.isnan(old))[::-1],
        ),
        Misconception("One setting was drawn, and tried n times. Draw a new one each time.", one_setting),
        Misconception(
            "That is the setting with the smallest value, not the one with the smallest error.", lowest_setting
        ),
        Misconception(
            "The setting that was scored and the one that is kept are two draws. Draw once, and keep it: `setting = draw()`.",
            drawn_twice,
        ),
    ],
    properties=[
        Property(
            "Each setting should be scored once: a score is a whole training. Keep the number instead of asking again.",
            each_once,
        )
    ],
)


# ---- halving ------------------------------------------------------------------------------------


def learning(floors, speeds):
    """A score (setting, epochs) that falls with the epochs: setting k ends at floors[k], and gets there at its own speed."""
    floors, speeds = np.array(floors, dtype=float), np.array(speeds, dtype=float)

    def score(setting, budget):
        return float(floors[setting] + 80 * np.exp(-budget * speeds[setting] / 8))

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
    misconceptions=[
        Misconception(
            "That keeps the worse half. The scores are errors: keep the lowest.",
            lambda s, f, b: rounds(s, f, b, keep=lambda order, half: order[::-1][:half]),
        ),
        Misconception(
            "That keeps the first half as it came, without looking at the scores. Sort by score first.",
            lambda s, f, b: rounds(s, f, b, keep=lambda order, half: range(half)),
        ),
        Misconception(
            "The survivors are trained no longer than before. Double the budget after each round.",
            lambda s, f, b: rounds(s, f, b, grow=1),
        ),
        Misconception(
            "Everything is decided by the first, short training. Score those that are left anew, with the larger budget.",
            scored_once,
        ),
        Misconception(
            "Budget is counted in epochs: a round costs as many settings as are left, times the budget.",
            lambda s, f, b: rounds(s, f, b, spend=lambda count, budget: budget),
        ),
        Misconception(
            "That counts the trainings. A round costs that number times the budget, in epochs.",
            lambda s, f, b: rounds(s, f, b, spend=lambda count, budget: count),
        ),
        Misconception(
            "The budget is doubled before the first round. Score first, then double.",
            lambda s, f, b: rounds(s, f, b, first=2),
        ),
        Misconception("That is what the last round costs. Add up all rounds.", last_round),
        Misconception(
            "A round is counted at the budget of the next one. Add up what it costs before you double.",
            lambda s, f, b: rounds(s, f, b, spend=lambda count, budget: 2 * count * budget),
        ),
        Misconception(
            "A round is counted after half of its settings were thrown out. They were trained too: add up before you throw out.",
            lambda s, f, b: rounds(s, f, b, spend=lambda count, budget: count // 2 * budget),
        ),
        Misconception(
            "That counts only the further epochs of each survivor. Here each round trains from the start: settings times the whole budget.",
            lambda s, f, b: rounds(s, f, b, spend=further(b)),
        ),
        Misconception("That is one round. Go on, in a loop, until one setting is left.", one_round),
        Misconception(
            "`np.argsort` gives places in the list, not settings: keep `settings[i]` for each of those places.",
            by_place,
        ),
        Misconception("It stops when two are left. Go on until it is one.", lambda s, f, b: rounds(s, f, b, until=2)),
        Misconception(
            "Of an odd number it keeps one too many: `len(settings) // 2` rounds down.",
            lambda s, f, b: rounds(s, f, b, keep=lambda order, half: order[: (len(order) + 1) // 2]),
        ),
        Misconception(
            "That is the winner's score. Return the setting itself.",
            lambda s, f, b: (f(rounds(s, f, b)[0], b), rounds(s, f, b)[1]),
        ),
    ],
)

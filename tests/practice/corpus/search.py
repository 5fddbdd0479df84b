"""Answers to the exercises of lesson 10. How this file is read: test_corpus.py."""

# ---- log_uniform ----

# right: as in the lesson
def log_uniform(low, high, u):
    a, b = np.log10(low), np.log10(high)
    return 10 ** (a + (b - a) * u)

# right: a ratio to the power of u
def log_uniform(low, high, u):
    return low * (high / low) ** u

# right: the natural logarithm
def log_uniform(low, high, u):
    return np.exp(np.log(low) * (1 - u) + np.log(high) * u)

# right: a loop and math, a list
def log_uniform(low, high, u):
    import math
    result = []
    for share in u:
        exponent = math.log10(low) + share * (math.log10(high) - math.log10(low))
        result.append(10 ** exponent)
    return result

# right: single precision
def log_uniform(low, high, u):
    u = u.astype(np.float32)
    e = np.float32(np.log10(low)) + np.float32(np.log10(high / low)) * u
    return np.float32(10) ** e

# right: interpolation
def log_uniform(low, high, u):
    return 10 ** np.interp(u, [0, 1], [np.log10(low), np.log10(high)])

# wrong: linear -> even on a linear scale
def log_uniform(low, high, u):
    return low + (high - low) * u

# wrong: the exponents -> those are the exponents
def log_uniform(low, high, u):
    return np.log10(low) + (np.log10(high) - np.log10(low)) * u

# wrong: the natural exponents -> `np.exp` of that
def log_uniform(low, high, u):
    a = np.log(low)
    b = np.log(high)
    return a + (b - a) * u

# wrong: log and a power of 10 -> took `np.log` and then a power of 10
def log_uniform(low, high, u):
    exponent = np.log(low) + (np.log(high) - np.log(low)) * u
    return 10 ** exponent

# wrong: log10 and exp -> took `np.log10` and then `np.exp`
def log_uniform(low, high, u):
    exponent = np.log10(low) + (np.log10(high) - np.log10(low)) * u
    return np.exp(exponent)

# wrong: from high to low -> runs the wrong way
def log_uniform(low, high, u):
    exponent = np.log10(high) + (np.log10(low) - np.log10(high)) * u
    return 10 ** exponent

# wrong: the logarithm of a linear draw -> took the logarithm too late
def log_uniform(low, high, u):
    return np.log10(low + (high - low) * u)

# wrong: one power of ten -> one power of ten
def log_uniform(low, high, u):
    return low * 10 ** u

# wrong: without the start -> add the exponent of `low`
def log_uniform(low, high, u):
    return 10 ** ((np.log10(high) - np.log10(low)) * u)

# wrong: a power of a setting -> 10 to the power of a setting
def log_uniform(low, high, u):
    return 10 ** (low + (high - low) * u)

# wrong: times the second exponent -> the distance between
def log_uniform(low, high, u):
    return 10 ** (np.log10(low) + np.log10(high) * u)

# wrong: ends not used -> didn't use `low` and `high`
def log_uniform(low, high, u):
    return 10 ** u

# wrong: the four powers of the lesson -> from 0.0001 to 1 only
def log_uniform(low, high, u):
    return 10 ** (-4 + 4 * u)

# wrong: evenly spaced -> `u` isn't used
def log_uniform(low, high, u):
    return np.geomspace(low, high, len(u))

# wrong: logspace from the settings themselves -> wants exponents
def log_uniform(low, high, u):
    return np.logspace(low, high, len(u))

# wrong: new draws
def log_uniform(low, high, u):
    rng = np.random.default_rng(0)
    return 10 ** rng.uniform(np.log10(low), np.log10(high), len(u))

# wrong: a difference of the settings -> logarithm of a difference
def log_uniform(low, high, u):
    return 10 ** (np.log10(low) + np.log10(high - low) * u)

# wrong: a ratio times u -> belongs in the exponent
def log_uniform(low, high, u):
    return low * (high / low) * u

# wrong: a plus for a minus -> is added where it should be subtracted
def log_uniform(low, high, u):
    return 10 ** (np.log10(low) + (np.log10(high) + np.log10(low)) * u)

# wrong: brackets -> brackets are missing
def log_uniform(low, high, u):
    return 10 ** (np.log10(low) + np.log10(high) - np.log10(low) * u)

# wrong: brackets around the exponent forgotten -> around the whole exponent
def log_uniform(low, high, u):
    return 10 ** np.log10(low) + (np.log10(high) - np.log10(low)) * u

# wrong: a hat -> `^` is not a power
def log_uniform(low, high, u):
    exponent = np.log10(low) + (np.log10(high) - np.log10(low)) * u
    return 10 ^ exponent

# wrong: whole exponents only -> look again at `np.round
def log_uniform(low, high, u):
    exponent = np.log10(low) + (np.log10(high) - np.log10(low)) * u
    return 10 ** np.round(exponent)

# wrong: the base of two on one side -> `10 ** exponent` belongs
def log_uniform(low, high, u):
    exponent = np.log10(low) + (np.log10(high) - np.log10(low)) * u
    return 2 ** exponent

# wrong: math with an array -> take one number at a time
def log_uniform(low, high, u):
    import math
    return math.pow(10, math.log10(low) + (math.log10(high) - math.log10(low)) * u)

# wrong: no return -> is a `return` missing
def log_uniform(low, high, u):
    exponent = np.log10(low) + (np.log10(high) - np.log10(low)) * u
    settings = 10 ** exponent

# wrong: returns in the loop -> inside the loop
def log_uniform(low, high, u):
    result = []
    for share in u:
        result.append(low * (high / low) ** share)
        return result

# wrong: log10 without np -> log10
def log_uniform(low, high, u):
    return 10 ** (log10(low) + (log10(high) - log10(low)) * u)

# ---- random_search ----

# right: as in the lesson
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return best, lowest

# right: two lists and nanargmin
def random_search(draw, score, n):
    settings = [draw() for _ in range(n)]
    errors = [score(s) for s in settings]
    k = np.nanargmin(errors)
    return settings[k], errors[k]

# right: ties go to the later one
def random_search(draw, score, n):
    best_error = float("inf")
    best_setting = None
    i = 0
    while i < n:
        s = draw()
        e = score(s)
        if e <= best_error:
            best_error = e
            best_setting = s
        i += 1
    return [best_setting, best_error]

# right: NaN left out, then sorted
def random_search(draw, score, n):
    tried = []
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if not np.isnan(error):
            tried.append((error, setting))
    error, setting = sorted(tried)[0]
    return setting, error

# right: a large number to begin with
def random_search(draw, score, n):
    lowest = 10**9
    for i in range(n):
        setting = draw()
        error = score(setting)
        if error < lowest:
            lowest = error
            best = setting
    return best, np.float32(lowest)

# wrong: the largest -> largest error
def random_search(draw, score, n):
    best, highest = None, -np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error > highest:
            best, highest = setting, error
    return best, highest

# wrong: the last -> the last setting you tried
def random_search(draw, score, n):
    for _ in range(n):
        setting = draw()
        error = score(setting)
    return setting, error

# wrong: argmin -> `np.argmin` picks nan
def random_search(draw, score, n):
    settings = [draw() for _ in range(n)]
    errors = [score(setting) for setting in settings]
    k = np.argmin(errors)
    return settings[k], errors[k]

# wrong: min of the pairs -> no number is smaller than NaN
def random_search(draw, score, n):
    tried = []
    for _ in range(n):
        setting = draw()
        tried.append((score(setting), setting))
    error, setting = min(tried)
    return setting, error

# wrong: NaN replaces the best -> a net that blew up replaces the best
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if not (error >= lowest):
            best, lowest = setting, error
    return best, lowest

# wrong: skips what is worse -> a net that blew up replaces the best
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error >= lowest:
            continue
        best = setting
        lowest = error
    return best, lowest

# wrong: starts with the first -> no number is smaller than NaN
def random_search(draw, score, n):
    best = draw()
    lowest = score(best)
    for _ in range(n - 1):
        setting = draw()
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return best, lowest

# wrong: starts at 0 -> no error is below 0
def random_search(draw, score, n):
    best, lowest = None, 0
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return best, lowest

# wrong: starts at 0 and looks for more -> largest error
def random_search(draw, score, n):
    best, top = None, 0
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error > top:
            best, top = setting, error
    return best, top

# wrong: returns in the loop -> return after the loop
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
        return best, lowest

# wrong: stops at NaN -> stops at the first net that blew up
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if np.isnan(error):
            break
        if error < lowest:
            best, lowest = setting, error
    return best, lowest

# wrong: swapped -> the setting first
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return lowest, best

# wrong: one draw -> draw inside the loop
def random_search(draw, score, n):
    best, lowest = None, np.inf
    setting = draw()
    for _ in range(n):
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return best, lowest

# wrong: the smallest setting -> the smallest setting
def random_search(draw, score, n):
    settings = [draw() for _ in range(n)]
    best = min(settings)
    return best, score(best)

# wrong: draws twice a round -> draw() was called more than n
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        error = score(draw())
        if error < lowest:
            best, lowest = draw(), error
    return best, lowest

# wrong: the function and not a draw -> call it, with draw()
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return best, lowest

# wrong: scores again -> score each setting only once
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        if score(setting) < lowest:
            best, lowest = setting, score(setting)
    return best, lowest

# wrong: the setting alone -> without its error
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return best

# wrong: the error alone -> without its setting
def random_search(draw, score, n):
    lowest = np.inf
    for _ in range(n):
        error = score(draw())
        if error < lowest:
            lowest = error
    return lowest

# wrong: the bar is never lowered -> `lowest` stands where
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error < lowest:
            best = setting
    return best, lowest

# wrong: the setting is never kept -> where `best` belongs
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error < lowest:
            lowest = error
    return setting, lowest

# wrong: one draw too few -> one round too few
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(1, n):
        setting = draw()
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return best, lowest

# wrong: one draw too many -> more than n
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in range(n + 1):
        setting = draw()
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return best, lowest

# wrong: n is a number -> `for _ in range(n)`
def random_search(draw, score, n):
    best, lowest = None, np.inf
    for _ in n:
        setting = draw()
        error = score(setting)
        if error < lowest:
            best, lowest = setting, error
    return best, lowest

# wrong: NaN tested with == -> `np.isnan`
def random_search(draw, score, n):
    best, lowest = None, 100
    first = True
    for _ in range(n):
        setting = draw()
        error = score(setting)
        if error == np.nan:
            continue
        if first or error < lowest:
            best, lowest, first = setting, error, False
    return best, lowest

# ---- halving ----

# right: as in the lesson
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        errors = [score(setting, budget) for setting in settings]
        spent += len(settings) * budget
        order = np.argsort(errors)[:len(settings) // 2]
        settings = [settings[i] for i in order]
        budget = 2 * budget
    return settings[0], spent

# right: sorted with a key
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += budget * len(settings)
        ranked = sorted(settings, key=lambda s: score(s, budget))
        settings = ranked[:len(ranked) // 2]
        budget *= 2
    return settings[0], spent

# right: pairs, and a count of every training
def halving(settings, score, budget):
    left = list(settings)
    epochs = 0
    while len(left) != 1:
        pairs = []
        for s in left:
            pairs.append((score(s, budget), s))
            epochs += budget
        pairs.sort()
        left = [s for e, s in pairs[:int(len(pairs) / 2)]]
        budget = budget * 2
    return [left[0], epochs]

# right: it calls itself
def halving(settings, score, budget):
    if len(settings) == 1:
        return settings[0], 0
    better = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
    winner, further = halving(better, score, 2 * budget)
    return winner, further + len(settings) * budget

# right: the worst are thrown out one by one
def halving(settings, score, budget):
    settings = settings.copy()
    total = 0.0
    while len(settings) > 1:
        errors = {s: score(s, budget) for s in settings}
        total = total + len(settings) * budget
        keep = len(settings) // 2
        while len(settings) > keep:
            settings.remove(max(settings, key=errors.get))
        budget = budget + budget
    return settings[0], total

# wrong: the worse half -> keeps the worse half
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        ranked = sorted(settings, key=lambda s: score(s, budget), reverse=True)
        settings = ranked[:len(settings) // 2]
        budget *= 2
    return settings[0], spent

# wrong: the end of the list, which is the worse half of all -> [:len(settings) // 2]` belongs
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        ranked = sorted(settings, key=lambda s: score(s, budget))
        settings = ranked[len(settings) // 2:]
        if len(settings) == 1:
            break
        budget *= 2
    return settings[0], spent

# wrong: not sorted -> keeps the first half of the list
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        errors = [score(s, budget) for s in settings]
        spent += len(settings) * budget
        settings = settings[:len(settings) // 2]
        budget *= 2
    return settings[0], spent

# wrong: sorted by the setting -> sorted the settings themselves
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        errors = [score(s, budget) for s in settings]
        spent += len(settings) * budget
        settings = sorted(settings)[:len(settings) // 2]
        budget *= 2
    return settings[0], spent

# wrong: the budget stays -> the budget never grows
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
    return settings[0], spent

# wrong: scored once -> score the settings that are left again
def halving(settings, score, budget):
    ranked = sorted(settings, key=lambda s: score(s, budget))
    spent = 0
    while len(ranked) > 1:
        spent += len(ranked) * budget
        ranked = ranked[:len(ranked) // 2]
        budget *= 2
    return ranked[0], spent

# wrong: the budget once a round -> counted the budget once per round
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return settings[0], spent

# wrong: counts trainings -> counted the trainings
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings)
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return settings[0], spent

# wrong: doubled first -> score first, then double
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        budget *= 2
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
    return settings[0], spent

# wrong: the last round's cost -> add up the costs of all rounds
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent = len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return settings[0], spent

# wrong: counted after doubling -> before you double
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        n = len(settings)
        settings = sorted(settings, key=lambda s: score(s, budget))[:n // 2]
        budget *= 2
        spent += n * budget
    return settings[0], spent

# wrong: counted after throwing out -> after throwing out half
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        spent += len(settings) * budget
        budget *= 2
    return settings[0], spent

# wrong: only the further epochs -> each round trains from the start
def halving(settings, score, budget):
    spent, before = 0, 0
    while len(settings) > 1:
        spent += len(settings) * (budget - before)
        before = budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return settings[0], spent

# wrong: one round -> only one round
def halving(settings, score, budget):
    if len(settings) == 1:
        return settings[0], 0
    errors = [score(s, budget) for s in settings]
    order = np.argsort(errors)
    return settings[order[0]], len(settings) * budget

# wrong: places, not settings -> places in the list
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        errors = [score(s, budget) for s in settings]
        spent += len(settings) * budget
        settings = list(np.argsort(errors)[:len(settings) // 2])
        budget *= 2
    return settings[0], spent

# wrong: a list picked with an array -> array
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        errors = [score(s, budget) for s in settings]
        spent += len(settings) * budget
        order = np.argsort(errors)
        settings = settings[order[:len(settings) // 2]]
        budget *= 2
    return settings[0], spent

# wrong: stops at two -> two settings are left
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 2:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return settings[0], spent

# wrong: the larger half -> one too many
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:(len(settings) + 1) // 2]
        budget *= 2
    return settings[0], spent

# wrong: round -> `round` takes half a setting
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:round(len(settings) / 2)]
        budget *= 2
    return settings[0], spent

# wrong: a slice that is no whole number -> use `len(settings) // 2`
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) / 2]
        budget *= 2
    return settings[0], spent

# wrong: the list -> a list with one setting
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return settings, spent

# wrong: the winner alone -> without the cost
def halving(settings, score, budget):
    while len(settings) > 1:
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return settings[0]

# wrong: swapped -> the setting first
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return spent, settings[0]

# wrong: never ends -> does a loop in it never end
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 0:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:max(1, len(settings) // 2)]
        budget *= 2
    return settings[0], spent

# wrong: returns in the loop -> inside the loop
def halving(settings, score, budget):
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
        return settings[0], spent

# wrong: sorts in place -> in place
def halving(settings, score, budget):
    spent = 0
    settings.sort(key=lambda s: score(s, budget))
    while len(settings) > 1:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return settings[0], spent

# wrong: the score of the winner -> the winner's score
def halving(settings, score, budget):
    first = budget
    spent = 0
    while len(settings) > 1:
        spent += len(settings) * budget
        settings = sorted(settings, key=lambda s: score(s, budget))[:len(settings) // 2]
        budget *= 2
    return score(settings[0], first), spent

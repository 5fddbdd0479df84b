"""How good are answers on held-out rows, and could guessing have done as well? Chance is always asked.

Two questions are put. Do the answers have anything to do with the truth? That is tested so that pure noise passes about once in 250
tables. And if they do, are they right more often than one answer for all, which looks at no column?
"""

import math
from dataclasses import dataclass

import numpy as np

RISK = 0.004  # of taking noise for a find
DOUBT = 0.05  # that a find is no better than one answer for all
DEALS = 2000  # of answers dealt out anew, to see what chance does
INTERVAL = 1.96  # standard errors to either side, for 95%


@dataclass
class Judged:
    """score, low, high: the measure and its 95% interval. blind: the same without looking. better: does it beat that beyond chance?
    related: do the answers have to do with the truth beyond chance?"""

    score: float
    low: float
    high: float
    blind: float
    better: bool
    related: bool


def classes(answers, truth, usual, seed=0):
    """Judge class indices against the truth. usual: the class that is most frequent in training. The score is the share right."""
    right, plain = answers == truth, truth == usual
    gained, lost = int((right & ~plain).sum()), int((plain & ~right).sum())
    low, high = wilson(int(right.sum()), len(truth))
    related = bool(_agrees(answers, truth, np.random.default_rng(seed)) < RISK)
    better = related and binomial_tail(gained, gained + lost) < DOUBT
    return Judged(float(right.mean()), low, high, float(plain.mean()), better, related)


def numbers(answers, truth, middle, seed=0):
    """Judge numbers against the truth. middle: the median of the training targets, which is off by least if it is always said.
    The score is how far the answers are off on average."""
    off, plain = np.abs(answers - truth), np.abs(middle - truth)
    rng = np.random.default_rng(seed)
    error = float(INTERVAL * off.std(ddof=1) / math.sqrt(len(off))) if len(off) > 1 else math.inf
    related = bool(_closer(answers, truth, rng) < RISK)
    better = related and bool(_paired(plain - off, rng) < DOUBT)
    mean = float(off.mean())
    return Judged(mean, max(0.0, mean - error), mean + error, float(plain.mean()), better, related)


def wilson(right, n):
    """The 95% interval of a share, which stays between 0 and 1 for few rows, too."""
    z2 = INTERVAL**2
    middle, half = right + z2 / 2, INTERVAL * math.sqrt(right * (n - right) / n + z2 / 4)
    return max(0.0, (middle - half) / (n + z2)), min(1.0, (middle + half) / (n + z2))


def binomial_tail(k, n):
    """The probability of k or more heads in n fair throws."""
    logs = [math.lgamma(n + 1) - math.lgamma(j + 1) - math.lgamma(n - j + 1) - n * math.log(2) for j in range(k, n + 1)]
    return min(1.0, sum(map(math.exp, logs)))


def _agrees(answers, truth, rng):
    """How often answers dealt out anew agree with the truth as well as these, with every class weighing the same."""
    weights = 1 / np.bincount(truth, minlength=max(truth.max(), answers.max()) + 1)[truth]
    agreement = (weights * (answers == truth)).sum()
    dealt = [(weights * (rng.permutation(answers) == truth)).sum() for _ in range(_deals(len(truth)))]
    return (1 + np.sum(np.array(dealt) >= agreement - 1e-12)) / (1 + len(dealt))


def _closer(answers, truth, rng):
    """How often answers dealt out anew are as close to the truth as these."""
    off = np.abs(answers - truth).mean()
    dealt = [np.abs(rng.permutation(answers) - truth).mean() for _ in range(_deals(len(truth)))]
    return (1 + np.sum(np.array(dealt) <= off + 1e-12)) / (1 + len(dealt))


def _paired(gains, rng):
    """How often gains of these sizes, with signs by chance, sum up to as much."""
    n = len(gains)
    if not gains.any():
        return 1.0
    dealt = [(rng.choice((-1.0, 1.0), n) * gains).sum() for _ in range(_deals(n))]
    return (1 + np.sum(np.array(dealt) >= gains.sum() - 1e-12)) / (1 + len(dealt))


def _deals(n):
    return DEALS if n < 1000 else DEALS // 4

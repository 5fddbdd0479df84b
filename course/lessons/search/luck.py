"""The winner of many is partly lucky: its score on the dev set against its score in the test."""

from functools import lru_cache
from math import comb

import numpy as np

from course.live import choice, explorer, integer, log, readouts, show
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, MODEL

from .nets import SIZES, STUDY_SEEDS, TEST, TRIED, table

DEV, FINAL = dict(color=ERROR, marker="s"), dict(color=MODEL, marker="o")
STUDIES = len(STUDY_SEEDS)


@lru_cache(maxsize=len(SIZES))
def errors(size):
    """In percent: dev errors on so many images and test errors, (studies, tried) both."""
    stored = table()
    return stored["study_dev"][:, SIZES.index(size)] * (100 / size), stored["study_test"] * (100 / TEST)


@lru_cache(maxsize=1)
def chances():
    """How likely the one of rank r (0 is the best) is the winner among k of TRIED, all choices alike: (TRIED, TRIED), row k - 1."""
    return np.array([[comb(TRIED - 1 - r, k - 1) / comb(TRIED, k) for r in range(TRIED)] for k in range(1, TRIED + 1)])


@lru_cache(maxsize=len(SIZES))
def expected(size):
    """The winner's dev error and its test error for 1 to TRIED tries, the mean over every choice of tries: (studies, TRIED) both."""
    dev, test = errors(size)
    ranks = np.lexsort((np.arange(TRIED) + 0 * dev, dev), axis=1)
    return tuple(np.take_along_axis(score, ranks, axis=1) @ chances().T for score in (dev, test))


@explorer(
    size=(1080, 400),
    tried=log(1, TRIED, start=TRIED, step=0.1, whole=True, label="settings tried"),
    images=choice(*SIZES, label="dev images"),
    study=integer(1, STUDIES, start=1, label="study"),
)
def optimism(stage):
    """Many settings tried: how good the winner looks on the dev set that chose it, and how good it is on new images."""
    one, chart = stage.panels("One study: each dot is a net", "The winner, mean of 40 studies", widths=[4, 5])
    one.set(
        xlim=(0, 40),
        ylim=(0, 40),
        xticks=range(0, 41, 10),
        yticks=range(0, 41, 10),
        xlabel="dev error (%)",
        ylabel="test error (%)",
        aspect="equal",
    )
    one.plot([0, 40], [0, 40], color=GREY, lw=1.4, ls=":")
    one.text(39, 8, "dotted: as good\nas it looks", fontsize=10, color=GREY, ha="right", va="top")
    one.text(1, 37, "above: worse than it looks", fontsize=10, color=GREY)
    dots = stage.moving(one.plot([], [], "o", color=DATA, alpha=0.5, mew=0, ms=7))
    gap = stage.moving(one.plot([], [], color=ERROR, lw=3))
    ring = stage.moving(one.plot([], [], "o", mfc="none", mec=GOOD, mew=3, ms=16))
    chart.set(
        xscale="log",
        xlim=(0.9, 75),
        ylim=(0, 22),
        yticks=range(0, 21, 5),
        xlabel="settings tried",
        ylabel="error of the winner (%)",
    )
    chart.set_xticks([1, 2, 4, 8, 16, 32, 64], ["1", "2", "4", "8", "16", "32", "64"])
    chart.minorticks_off()
    ks = np.arange(1, TRIED + 1)
    lines = [
        stage.moving(chart.plot([], [], ls=ls, lw=2.4, color=look["color"])) for look, ls in ((DEV, "-"), (FINAL, "--"))
    ]
    marks = [stage.moving(chart.plot([], [], ls="", ms=10, mec="white", zorder=5, **look)) for look in (DEV, FINAL)]
    bar = stage.moving(chart.plot([], [], color=DATA, lw=1.4, marker="_", ms=12))
    for look, ls, words in ((FINAL, "--", "in the test"), (DEV, "-", "on the dev set")):
        chart.plot([], [], ls=ls, lw=2.4, ms=8, **look, label=words)
    chart.legend(loc="lower left")
    chart.axhline(0, color=FAINT)

    def update(tried, images, study):
        dev, test = (score[study - 1, :tried] for score in errors(images))
        first = int(dev.argmin())
        dots.set_data(np.minimum(dev, 40), np.minimum(test, 40))
        ring.set_data([dev[first]], [test[first]])
        gap.set_data([dev[first]] * 2, [dev[first], test[first]])
        means = [score.mean(axis=0) for score in expected(images)]
        for line, mark, mean in zip(lines, marks, means):
            line.set_data(ks, mean)
            mark.set_data([tried], [mean[tried - 1]])
        on_dev, in_test = (mean[tried - 1] for mean in means)
        bar.set_data([tried] * 2, [on_dev, in_test])
        each = expected(images)[1][:, tried - 1] - expected(images)[0][:, tried - 1]
        off = in_test - on_dev
        if tried == 1:
            verdict = (
                "One setting, and nothing was chosen: its dev error is off by chance, but it does not lean to one side."
            )
        elif off > 3:
            verdict = (
                "The winner looks far better than it is: it was chosen because it is good, and because it was lucky."
            )
        elif off > 1:
            verdict = "The winner looks somewhat better than it is."
        else:
            verdict = "A small step from look to truth: so large a dev set leaves little room for luck, or few settings were tried."
        return readouts(
            here_dev=show(dev[first], ".1f", "%", label="winner here: dev error"),
            here_test=show(test[first], ".1f", "%", label="its test error"),
            dev=show(on_dev, ".1f", "%", label="winners, mean: dev error"),
            test=show(in_test, ".1f", "%", label="their test error"),
            optimism=show(off, ".1f", "points", label="optimism"),
            studies=show(int((each > 0).sum()), ".0f", label="look too good, of 40"),
            verdict=verdict,
        )

    return update

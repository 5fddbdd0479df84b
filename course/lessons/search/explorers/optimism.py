"""Many settings tried: how good the winner looks on the dev set that chose it, and how good it is on new images."""

import numpy as np

from course.live import State, choice, explorer, integer, log, readouts, show
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, MODEL

from ..luck import errors, expected
from ..nets import SIZES, STUDY_SEEDS, TRIED

DEV, FINAL = dict(color=ERROR, marker="s"), dict(color=MODEL, marker="o")
TRIES = np.arange(1, TRIED + 1)
EDGE = 40  # percent: what the left panel can show


@explorer(
    size=(1080, 400),
    presets={
        "one setting": dict(tried=1),
        "64 settings": dict(tried=64),
        "64, and 400 dev images": dict(tried=64, images=400),
    },
    tried=log(1, TRIED, start=TRIED, step=0.1, whole=True, label="settings tried"),
    images=choice(*SIZES, label="dev images"),
    study=integer(1, len(STUDY_SEEDS), start=1, label="study"),
)
def optimism(tried, images, study):
    """Many settings tried: how good the winner looks on the dev set that chose it, and how good it is on new images."""
    dev, test = (score[study - 1, :tried] for score in errors(images))
    each = expected(images)
    return State(
        dev=dev,
        test=test,
        first=int(dev.argmin()),
        means=[score.mean(axis=0) for score in each],  # over the studies, for 1 to TRIED tries: on dev, in test
        fooled=int((each[1][:, tried - 1] > each[0][:, tried - 1]).sum()),
    )


@optimism.seen
def scene(stage):
    one, chart = stage.panels(
        "One study: each dot is a net", "The winner, mean of 40 studies", names=["study", "means"], widths=[4, 5]
    )
    show_study, show_means = draw_study(stage, one), draw_means(stage, chart)

    def show(state):
        show_study(state)
        show_means(state)

    return show


def draw_study(stage, axes):
    """Each net's dev error and test error, and how far the winner is from being as good as it looks."""
    axes.set(xlim=(0, EDGE), ylim=(0, EDGE), xticks=range(0, 41, 10), yticks=range(0, 41, 10), aspect="equal")
    axes.set(xlabel="dev error (%)", ylabel="test error (%)")
    axes.plot([0, EDGE], [0, EDGE], color=GREY, lw=1.4, ls=":")
    axes.text(39, 8, "dotted: as good\nas it looks", fontsize=10, color=GREY, ha="right", va="top")
    axes.text(1, 38.5, "above: worse\nthan it looks", fontsize=10, color=GREY, va="top")
    dots = stage.moving(axes.plot([], [], "o", color=DATA, alpha=0.5, mew=0, ms=7))
    gap = stage.moving(axes.plot([], [], color=ERROR, lw=3))
    ring = stage.moving(axes.plot([], [], "o", mfc="none", mec=GOOD, mew=3, ms=16))

    def show(state):
        dev, test = state.dev[state.first], state.test[state.first]
        dots.set_data(np.minimum(state.dev, EDGE), np.minimum(state.test, EDGE))
        ring.set_data([dev], [test])
        gap.set_data([dev] * 2, [dev, test])

    return show


def draw_means(stage, axes):
    """The winner's mean dev error and test error, over the number of settings tried."""
    axes.set(xscale="log", xlim=(0.9, 75), ylim=(0, 22), yticks=range(0, 21, 5))
    axes.set(xlabel="settings tried", ylabel="error of the winner (%)")
    axes.set_xticks([1, 2, 4, 8, 16, 32, 64], ["1", "2", "4", "8", "16", "32", "64"])
    axes.minorticks_off()
    looks = (DEV, "-"), (FINAL, "-.")
    lines = [stage.moving(axes.plot([], [], ls=ls, lw=2.4, color=look["color"])) for look, ls in looks]
    marks = [stage.moving(axes.plot([], [], ls="", ms=10, mec="white", zorder=5, **look)) for look, _ in looks]
    bar = stage.moving(axes.plot([], [], color=DATA, lw=1.4, marker="_", ms=12))
    for look, ls, name in ((FINAL, "-.", "on the test set"), (DEV, "-", "on the dev set")):
        axes.plot([], [], ls=ls, lw=2.4, ms=8, **look, label=name)
    axes.legend(loc="lower left")
    axes.axhline(0, color=FAINT)

    def show(state):
        here = [mean[state.tried - 1] for mean in state.means]
        for line, mark, mean, value in zip(lines, marks, state.means, here):
            line.set_data(TRIES, mean)
            mark.set_data([state.tried], [value])
        bar.set_data([state.tried] * 2, here)

    return show


@optimism.said
def words(state):
    on_dev, in_test = (mean[state.tried - 1] for mean in state.means)
    return readouts(
        here_dev=show(state.dev[state.first], ".1f", "%", label="winner here: dev error"),
        here_test=show(state.test[state.first], ".1f", "%", label="its test error"),
        dev=show(on_dev, ".1f", "%", label="winners, mean: dev error"),
        test=show(in_test, ".1f", "%", label="their test error"),
        optimism=show(in_test - on_dev, ".1f", "points", label="optimism"),
        studies=show(state.fooled, ".0f", label="look too good, of 40"),
        verdict=verdict(state.tried, in_test - on_dev),
    )


def verdict(tried, off):
    """What the mean distance between the winner's two errors means."""
    if tried == 1:
        return "One setting, and nothing was chosen: its dev error is off by chance, as easily up as down."
    if off > 3:
        return "The winner looks far better than it is: it was chosen because it is good, and because it was lucky."
    if off > 1:
        return "The winner looks somewhat better than it is."
    return "The winner is about as good as it looks: the dev set is so large, or so few settings were tried, that there is little room for luck."

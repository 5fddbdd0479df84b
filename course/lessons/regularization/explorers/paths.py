"""Every weight of a model of penguins over the strength of a penalty, and both errors."""

import numpy as np

from course.lessons.regularization.birds import LAMS, MOST, REAL, TRAINING, all_paths, birds, off, with_l1, with_l2
from course.live import State, choice, explorer, integer, log, readouts, show
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, MODEL, ORANGE, PURPLE

TICKS = [0.001, 0.01, 0.1, 1, 10, 100], ["0.001", "0.01", "0.1", "1", "10", "100"]
LOOKS = (ORANGE, "--"), (PURPLE, "-."), (MODEL, "-")


@explorer(
    size=(1080, 390),
    presets={
        "hardly a penalty": dict(lam=1e-3),
        "best L1": dict(lam=0.16),
        "best L2": dict(kind="L2", lam=0.8),
        "too strong": dict(lam=1),
    },
    lam=log(1e-3, 100, start=0.01, step=0.1, label="strength λ"),
    kind=choice("L1", "L2", label="penalty"),
    noise=integer(0, MOST, start=MOST, label="random columns"),
    sample=integer(1, 10, start=1, label="sample"),
)
def paths(lam, kind, noise, sample):
    """Body mass of penguins from three measurements and random columns: every weight and both errors, for each λ."""
    (x, y), held_back = birds(noise, sample)
    w, off_train, off_dev = all_paths(kind, noise, sample)
    now = weights_at(lam, kind, x, y, w)
    lowest = off_dev.argmin()
    return State(
        w=w,
        off_train=off_train,
        off_dev=off_dev,
        now=now[0],
        train=float(off(now, x, y)[0]),
        dev=float(off(now, *held_back)[0]),
        best_dev=off_dev[lowest],
        best_lam=LAMS[lowest],
    )


def weights_at(lam, kind, x, y, w):
    """(1, d): those of LAMS are known, and others lie close to one that is."""
    near = np.abs(np.log(LAMS / lam)).argmin()
    known = w[near : near + 1]
    if abs(LAMS[near] / lam - 1) < 1e-9:
        return known
    return with_l2(x, y, [lam]) if kind == "L2" else with_l1(x, y, [lam], start=known)


@paths.seen
def scene(stage):
    weights, errors = stage.panels(
        "Every weight, for each λ", "How far off, in grams", names=["weights", "errors"], widths=[6, 5]
    )
    for axes in (weights, errors):
        axes.set(xlim=(9e-4, 110), xscale="log", xlabel="strength λ")
        axes.set_xticks(*TICKS)
    show_weights, show_errors = draw_weights(stage, weights), draw_errors(stage, errors)

    def show(state):
        show_weights(state)
        show_errors(state)

    return show


def draw_weights(stage, axes):
    axes.set(ylim=(-0.75, 1.5), ylabel="weight (kg for one spread)")
    axes.axhline(0, color=GREY, lw=1)
    chance = stage.moving(axes.plot([], [], color=GREY, lw=0.9, alpha=0.75, zorder=2))
    real = [stage.moving(axes.plot([], [], dash, color=color, lw=2.6, zorder=4)) for color, dash in LOOKS]
    for name, (color, dash) in zip(REAL, LOOKS):
        axes.plot([], [], dash, color=color, lw=2.6, label=name)
    axes.plot([], [], color=GREY, lw=0.9, label="random")
    axes.legend(loc="upper right", ncols=2, columnspacing=1.0)
    ruler = stage.moving(axes.plot([], [], color=FAINT, lw=1.6, zorder=0))

    def show(state):
        for line, values in zip(real, state.w.T):
            line.set_data(LAMS, values)
        others = np.pad(state.w.T[3:], ((0, 0), (0, 1)), constant_values=np.nan)  # and then lift the pen
        chance.set_data(np.tile(np.append(LAMS, np.nan), state.noise), others.ravel())
        ruler.set_data([state.lam, state.lam], (-0.75, 0.85))  # below the legend

    return show


def draw_errors(stage, axes):
    axes.set(ylim=(0, 1350), ylabel="typical error (g)")
    train = stage.moving(axes.plot([], [], "--", color=MODEL, lw=2.2))
    dev = stage.moving(axes.plot([], [], color=ERROR, lw=2.2))
    axes.plot([], [], "--", color=MODEL, lw=2.2, label=f"{TRAINING} training birds")
    axes.plot([], [], color=ERROR, lw=2.2, label="302 dev birds")
    axes.legend(loc="upper right")
    ruler = stage.moving(axes.plot([], [], color=FAINT, lw=1.6, zorder=0))
    marks = (("o", MODEL), ("D", ERROR))
    here = [stage.moving(axes.plot([], [], mark, color=color, mec="white", ms=10, zorder=5)) for mark, color in marks]
    best = stage.moving(axes.plot([], [], "*", color=GOOD, mec=DATA, ms=15, zorder=6))

    def show(state):
        train.set_data(LAMS, state.off_train)
        dev.set_data(LAMS, np.minimum(state.off_dev, 2000))
        ruler.set_data([state.lam, state.lam], (0, 850))  # below the legend
        for dot, value in zip(here, (state.train, state.dev)):
            dot.set_data([state.lam], [min(value, 1350)])
        best.set_data([state.best_lam], [state.best_dev])

    return show


@paths.said
def words(state):
    zero = state.now == 0
    return readouts(
        zeros_chance=show(zero[3:].sum(), ".0f", f"of {state.noise}", label="random at exactly 0"),
        zeros_real=show(zero[:3].sum(), ".0f", "of 3", label="real at exactly 0"),
        train=show(state.train, ",.0f", "g", label="training error"),
        dev=show(state.dev, ",.0f", "g", label="dev error"),
        best=show(state.best_dev, ",.0f", "g", label="best dev error"),
        best_lam=show(state.best_lam, ".2g", label="at λ"),
        verdict=verdict(state),
    )


def verdict(state):
    if np.abs(state.now).max() < 0.02:
        return "Every weight is (nearly) 0, so every bird is predicted to have the mean mass."
    if state.dev < 1.03 * state.best_dev:
        out = state.kind == "L1" and (state.now[3:] == 0).sum() > state.noise / 2
        return "About the best λ for this penalty." + (" Most random columns are out." if out else "")
    if state.lam > state.best_lam:
        return "Too strong: the weights of the real measurements are shrunk as well."
    if state.noise:
        return "Too weak: the random columns help on the training birds and mislead on all others."
    return "Weak, but with three columns and 40 birds there is little to overfit."

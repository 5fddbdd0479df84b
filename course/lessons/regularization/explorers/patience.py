"""Where early stopping ends a training, and what the weights then look like."""

import numpy as np

from course.lessons.regularization.birds import EPOCHS, LR, MOST, birds, descent_of, looks_of, off, stopped, with_l2
from course.live import State, explorer, integer, log, readouts, show
from course.live.style import BLUE, DATA, ERROR, GOOD, GREY, MODEL

ALL_EPOCHS = np.arange(EPOCHS + 1)


@explorer(
    size=(1080, 390),
    presets={
        "no patience": dict(patience=1),
        "enough": dict(patience=20),
        "a look at 10 birds": dict(patience=20, seen=10),
        "a look at all 302": dict(patience=20, seen=302),
        "far too much": dict(patience=200),
    },
    patience=log(1, 200, start=5, whole=True, label="patience (epochs)"),
    seen=log(10, 302, start=60, whole=True, label="dev birds looked at"),
    sample=integer(1, 10, start=1, label="sample"),
)
def patience(patience, seen, sample):
    """The dev error while a model of penguins learns, where early stopping ends it, and what its weights then look like."""
    w, off_train, off_dev = descent_of(sample)
    measured = looks_of(sample, seen)
    stop, best = stopped(measured, patience)
    lam = 1 / (LR * best) if best else np.inf
    (x, y), dev = birds(MOST, sample)
    shrunk = with_l2(x, y, [lam]) if best else 0 * w[:1]
    return State(
        off_train=off_train,
        off_dev=off_dev,
        measured=measured,
        stop=int(stop),
        best=int(best),
        lam=lam,
        weights=w[best],
        shrunk=shrunk[0],
        dev_l2=off(shrunk, *dev)[0],
    )


@patience.seen
def scene(stage):
    curve, twins = stage.panels(
        "The dev error, epoch by epoch", "As if by an L2 penalty?", names=["errors", "weights"], widths=[6, 4]
    )
    show_errors, show_weights = draw_errors(stage, curve), draw_weights(stage, twins)

    def show(state):
        show_errors(state)
        show_weights(state)

    return show


def draw_errors(stage, axes):
    axes.set(xlim=(-4, EPOCHS + 4), ylim=(0, 1250), xlabel="epoch", ylabel="typical error (g)")
    noisy = stage.moving(axes.plot([], [], color=GREY, lw=0.9, alpha=0.9, zorder=2))
    whole = stage.moving(axes.plot([], [], color=ERROR, lw=2.2, zorder=3))
    train = stage.moving(axes.plot([], [], "--", color=MODEL, lw=2.2, zorder=3))
    axes.plot([], [], "--", color=MODEL, lw=2.2, label="40 training birds")
    axes.plot([], [], color=ERROR, lw=2.2, label="all 302 dev birds")
    axes.plot([], [], color=GREY, lw=0.9, label="those looked at")
    axes.plot([], [], color=DATA, lw=1.6, ls=":", label="stop")
    axes.plot([], [], "D", color=GOOD, mec=DATA, ms=9, ls="", label="restored")
    axes.legend(loc="upper right", ncols=3, columnspacing=1.0)
    end = stage.moving(axes.plot([], [], ":", color=DATA, lw=1.8, zorder=4))
    back = stage.moving(axes.plot([], [], "D", color=GOOD, mec=DATA, ms=10, zorder=6))
    wait = stage.moving(axes.plot([], [], color=GREY, lw=3, alpha=0.6, solid_capstyle="butt", zorder=4))

    def show(state):
        train.set_data(ALL_EPOCHS, state.off_train)
        whole.set_data(ALL_EPOCHS, state.off_dev)
        noisy.set_data(ALL_EPOCHS[: state.stop + 1], state.measured[: state.stop + 1])
        end.set_data([state.stop, state.stop], [0, 850])
        wait.set_data([state.best, state.stop], [30, 30])
        back.set_data([state.best], [state.off_dev[state.best]])

    return show


def draw_weights(stage, axes):
    """Each weight at the restored epoch against the same weight under an L2 penalty."""
    ends = (-0.42, 0.62)
    axes.set(xlim=ends, ylim=ends, aspect="equal")
    axes.set(xlabel="weight with the L2 penalty", ylabel="weight at the restored epoch")
    axes.plot(ends, ends, color=GREY, lw=1)
    chance = stage.moving(axes.plot([], [], "o", color=GREY, ms=6, mec="white"))
    real = stage.moving(axes.plot([], [], "s", color=BLUE, ms=9, mec="white"))
    axes.plot([], [], "s", color=BLUE, ms=9, mec="white", ls="", label="measured")
    axes.plot([], [], "o", color=GREY, ms=6, mec="white", ls="", label="random")
    axes.legend(loc="upper left")

    def show(state):
        chance.set_data(state.shrunk[3:], state.weights[3:])
        real.set_data(state.shrunk[:3], state.weights[:3])

    return show


@patience.said
def words(state):
    return readouts(
        stop=state.stop,
        restored=state.best,
        dev=show(state.off_dev[state.best], ",.0f", "g", label="dev error restored"),
        lowest=show(state.off_dev.min(), ",.0f", "g", label="lowest on the way"),
        last=show(state.off_dev[-1], ",.0f", "g", label="without stopping"),
        lam=show(state.lam, ".2g", label="like L2 with λ"),
        dev_l2=show(state.dev_l2, ",.0f", "g", label="dev error of that L2"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.stop == EPOCHS:
        return "It ran to the end. The best weights that it saw on the way are restored."
    if state.off_dev[state.best] / state.off_dev.min() < 1.03:
        return "Stopped in time: the restored weights are about as good as any on the way."
    if state.best < state.off_dev.argmin():
        return "Stopped too soon: a chance bump looked like the end of learning. More patience would help."
    return "A lucky look at a few birds was mistaken for the best epoch, which came earlier."

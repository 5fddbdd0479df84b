"""Two explorers on real penguins with columns of pure chance added: a penalty for the weights, and stopping early."""

from functools import lru_cache

import numpy as np

from course.live import choice, explorer, integer, log, readouts, show
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, MODEL, ORANGE, PURPLE
from nbcore import data
from nbcore.data import Standardizer

TRAINING, REAL = 40, ("bill length", "bill depth", "flipper")
MOST = 30  # columns of chance


@lru_cache(maxsize=64)
def birds(noise, sample):
    """40 birds to train on and 302 for dev: three measurements and `noise` columns of chance, standardised by the training
    rows; and the body mass in kg, from the training birds' mean. x (40, 3 + noise), y (40,), and the same of 302."""
    rng = np.random.default_rng(sample)
    table = data.penguins()
    x = np.hstack([table.x[:, :3], rng.normal(size=(len(table), MOST))[:, :noise]])
    order = rng.permutation(len(x))
    train, dev = order[:TRAINING], order[TRAINING:]
    mass = table["body_mass_g"] / 1000
    scaler = Standardizer().fit(x[train])
    return (*((scaler.transform(x[rows]), mass[rows] - mass[train].mean()) for rows in (train, dev)),)


def normal_equations(x, y):
    """The curvature matrix 2/n XᵀX and the slope at w = 0, 2/n Xᵀy, of the mean squared error."""
    return 2 / len(x) * x.T @ x, 2 / len(x) * x.T @ y


def with_l2(x, y, lams):
    """The weights with the lowest MSE + λ/2 Σw², for each λ: (k, d). Along a direction of curvature h the penalty
    leaves the share h/(h + λ) of what the data ask for."""
    curvature, slope = normal_equations(x, y)
    h, directions = np.linalg.eigh(curvature)
    return (slope @ directions / (np.maximum(h, 0) + np.reshape(lams, (-1, 1)))) @ directions.T


def with_l1(x, y, lams, steps=250, start=None):
    """The weights with the lowest MSE + λ Σ|w|, for each λ: (k, d). After each step downhill the penalty moves every
    weight towards 0 by the same amount, and one that would cross 0 stays there. With the momentum of Beck and Teboulle 2009.
    """
    curvature, slope = normal_equations(x, y)
    lr = 1 / np.linalg.eigvalsh(curvature)[-1]
    shrink = lr * np.reshape(lams, (-1, 1))
    w = np.zeros((len(shrink), len(slope))) if start is None else start
    ahead, t = w, np.ones_like(shrink)
    for _ in range(steps):
        v = ahead - lr * (ahead @ curvature - slope)
        new = np.sign(v) * np.maximum(np.abs(v) - shrink, 0)
        move = new - w
        t[((ahead - new) * move).sum(axis=1) > 0] = 1.0  # it overshot: begin again from rest
        t, before = (1 + np.sqrt(1 + 4 * t * t)) / 2, t
        ahead, w = new + (before - 1) / t * move, new
    return w


def off(w, x, y):
    """The typical error in grams: the root of the mean square. w: (k, d); returns (k,)."""
    return 1000 * np.sqrt(((w @ x.T - y) ** 2).mean(axis=1))


SOLVE = {"L1": with_l1, "L2": with_l2}
LAMS = np.geomspace(1e-3, 100, 51)


@lru_cache(maxsize=64)
def all_paths(kind, noise, sample):
    """Weights (51, d), training and dev errors (51,), for each of LAMS."""
    (x, y), dev = birds(noise, sample)
    w = SOLVE[kind](x, y, LAMS)
    return w, off(w, x, y), off(w, *dev)


@explorer(
    size=(1080, 390),
    lam=log(1e-3, 100, start=0.01, step=0.1, label="strength λ"),
    kind=choice("L1", "L2", label="penalty"),
    noise=integer(0, MOST, start=MOST, label="columns of chance"),
    sample=integer(1, 10, start=1, label="sample"),
)
def paths(stage):
    """Body mass of penguins from three measurements and columns of pure chance: every weight and both errors, for each λ."""
    weights, errors = stage.panels("Every weight, for each λ", "How far off, in grams", widths=[6, 5])
    ticks = [0.001, 0.01, 0.1, 1, 10, 100], ["0.001", "0.01", "0.1", "1", "10", "100"]
    weights.set(
        xlim=(9e-4, 110), ylim=(-0.75, 0.95), xscale="log", xlabel="strength λ", ylabel="weight (kg for one spread)"
    )
    weights.set_xticks(*ticks)
    weights.axhline(0, color=GREY, lw=1)
    chance = stage.moving(weights.plot([], [], color=GREY, lw=0.9, alpha=0.75, zorder=2))
    looks = (ORANGE, "--"), (PURPLE, "-."), (MODEL, "-")
    real = [stage.moving(weights.plot([], [], dash, color=color, lw=2.6, zorder=4)) for color, dash in looks]
    for name, (color, dash) in zip(REAL, looks):
        weights.plot([], [], dash, color=color, lw=2.6, label=name)
    weights.plot([], [], color=GREY, lw=0.9, label="chance")
    weights.legend(loc="upper right", ncols=2, columnspacing=1.0)
    errors.set(xlim=(9e-4, 110), ylim=(0, 1150), xscale="log", xlabel="strength λ", ylabel="typical error (g)")
    errors.set_xticks(*ticks)
    train = stage.moving(errors.plot([], [], color=MODEL, lw=2.2))
    dev = stage.moving(errors.plot([], [], "--", color=ERROR, lw=2.2))
    errors.plot([], [], color=MODEL, label=f"{TRAINING} training birds")
    errors.plot([], [], "--", color=ERROR, label="302 dev birds")
    errors.legend(loc="upper left", ncols=2)
    rulers = [stage.moving(axes.plot([], [], color=FAINT, lw=1.6, zorder=0)) for axes in (weights, errors)]
    here = [
        stage.moving(errors.plot([], [], mark, color=color, mec="white", ms=10, zorder=5))
        for mark, color in (("o", MODEL), ("D", ERROR))
    ]
    best = stage.moving(errors.plot([], [], "*", color=GOOD, mec=DATA, ms=15, zorder=6))

    def update(lam, kind, noise, sample):
        (x, y), held_back = birds(noise, sample)
        w, off_train, off_dev = all_paths(kind, noise, sample)
        near = np.abs(np.log(LAMS / lam)).argmin()
        now = (
            w[near : near + 1]
            if abs(LAMS[near] / lam - 1) < 1e-9
            else (with_l2(x, y, [lam]) if kind == "L2" else with_l1(x, y, [lam], start=w[near : near + 1]))
        )
        for line, values in zip(real, w.T):
            line.set_data(LAMS, values)
        chance.set_data(
            np.tile(np.append(LAMS, np.nan), noise), np.pad(w.T[3:], ((0, 0), (0, 1)), constant_values=np.nan).ravel()
        )
        train.set_data(LAMS, off_train)
        dev.set_data(LAMS, np.minimum(off_dev, 2000))
        said = float(off(now, x, y)[0]), float(off(now, *held_back)[0])
        for ruler, height in zip(rulers, ((-0.75, 0.7), (0, 1000))):  # below the legends
            ruler.set_data([lam, lam], height)
        for dot, value in zip(here, said):
            dot.set_data([lam], [min(value, 1150)])
        lowest = off_dev.argmin()
        best.set_data([LAMS[lowest]], [off_dev[lowest]])
        zero = now[0] == 0
        if not now.any() or np.abs(now).max() < 0.02:
            verdict = "Every weight is (nearly) 0: all birds are guessed to have the mean mass."
        elif said[1] < 1.03 * off_dev[lowest]:
            verdict = "About the best λ for this penalty." + (
                " Most columns of chance are out." if kind == "L1" and zero[3:].sum() > noise / 2 else ""
            )
        elif lam > LAMS[lowest]:
            verdict = "Too strong: what the measurements really say is shrunk as well."
        else:
            verdict = (
                "Too weak: the columns of chance explain the training birds, and mislead on the others."
                if noise
                else ("Weak, but with three real columns and 40 birds there is little to overfit.")
            )
        return readouts(
            zeros_chance=show(zero[3:].sum(), ".0f", f"of {noise}", label="chance at exactly 0"),
            zeros_real=show(zero[:3].sum(), ".0f", "of 3", label="real at exactly 0"),
            train=show(said[0], ",.0f", "g", label="training error"),
            dev=show(said[1], ",.0f", "g", label="dev error"),
            best=show(off_dev[lowest], ",.0f", "g", label="best dev error"),
            best_lam=show(LAMS[lowest], ".2g", label="at λ"),
            verdict=verdict,
        )

    return update


# ---- stopping early -----------------------------------------------------------------------------

LR, EPOCHS = 0.01, 400


@lru_cache(maxsize=12)
def descent_of(sample):
    """The weights after each epoch of plain gradient descent from 0, (401, 33): no loop is needed, as along a direction of
    curvature h the share of the way that is left is (1 - ηh) to the power of the epoch. Then training and dev errors."""
    (x, y), dev = birds(MOST, sample)
    curvature, slope = normal_equations(x, y)
    h, directions = np.linalg.eigh(curvature)
    epoch = np.arange(EPOCHS + 1)[:, None]
    h = np.maximum(h, 1e-12)
    w = ((1 - (1 - LR * h) ** epoch) * (slope @ directions) / h) @ directions.T
    return w, off(w, x, y), off(w, *dev)


@lru_cache(maxsize=64)
def looks_of(sample, seen):
    """The dev error as measured on `seen` dev birds, drawn anew after each epoch: (401,), in grams."""
    w, _, dev = descent_of(sample)
    x, y = birds(MOST, sample)[1]
    if seen >= len(x):
        return dev
    square = (w @ x.T - y) ** 2
    rng = np.random.default_rng(sample)
    rows = rng.integers(len(x), size=(len(w), seen))
    return 1000 * np.sqrt(np.take_along_axis(square, rows, axis=1).mean(axis=1))


def stopped(dev, patience):
    """(the epoch at which one stops, the epoch that is restored): no better value for `patience` epochs."""
    best = 0
    for epoch, value in enumerate(dev):
        if value < dev[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return epoch, best


@explorer(
    size=(1080, 390),
    patience=log(1, 200, start=5, whole=True, label="patience (epochs)"),
    seen=log(10, 302, start=60, whole=True, label="dev birds looked at"),
    sample=integer(1, 10, start=1, label="sample"),
)
def patience(stage):
    """The dev error while a model of penguins learns, where early stopping ends it, and what its weights then look like."""
    curve, twins = stage.panels("The dev error, epoch by epoch", "As if by an L2 penalty?", widths=[6, 4])
    curve.set(xlim=(-4, EPOCHS + 4), ylim=(0, 1250), xlabel="epoch", ylabel="typical error (g)")
    noisy = stage.moving(curve.plot([], [], color=GREY, lw=0.9, alpha=0.9, zorder=2))
    whole = stage.moving(curve.plot([], [], "--", color=ERROR, lw=2.2, zorder=3))
    train = stage.moving(curve.plot([], [], color=MODEL, lw=2.2, zorder=3))
    curve.plot([], [], color=MODEL, lw=2.2, label="training birds")
    curve.plot([], [], "--", color=ERROR, lw=2.2, label="all 302 dev birds")
    curve.plot([], [], color=GREY, lw=0.9, label="those looked at")
    curve.plot([], [], color=DATA, lw=1.6, ls=":", label="stop")
    curve.plot([], [], "D", color=GOOD, mec=DATA, ms=9, ls="", label="restored")
    curve.legend(loc="upper right", ncols=3, columnspacing=1.0)
    end = stage.moving(curve.plot([], [], ":", color=DATA, lw=1.8, zorder=4))
    back = stage.moving(curve.plot([], [], "D", color=GOOD, mec=DATA, ms=10, zorder=6))
    wait = stage.moving(curve.plot([], [], color=GREY, lw=3, alpha=0.6, solid_capstyle="butt", zorder=4))

    twins.set(
        xlim=(-0.42, 0.62),
        ylim=(-0.42, 0.62),
        xlabel="weight with the L2 penalty",
        ylabel="weight at the restored epoch",
        aspect="equal",
    )
    twins.plot([-0.42, 0.62], [-0.42, 0.62], color=GREY, lw=1)
    chance = stage.moving(twins.plot([], [], "o", color=GREY, ms=6, mec="white"))
    real = stage.moving(twins.plot([], [], "s", color=BLUE, ms=9, mec="white"))
    twins.plot([], [], "s", color=BLUE, ms=9, mec="white", ls="", label="measured")
    twins.plot([], [], "o", color=GREY, ms=6, mec="white", ls="", label="chance")
    twins.legend(loc="upper left")

    def update(patience, seen, sample):
        w, off_train, off_dev = descent_of(sample)
        measured = looks_of(sample, seen)
        stop, best = stopped(measured, patience)
        epochs = np.arange(EPOCHS + 1)
        train.set_data(epochs, off_train)
        whole.set_data(epochs, off_dev)
        noisy.set_data(epochs[: stop + 1], measured[: stop + 1])
        end.set_data([stop, stop], [0, 1000])
        wait.set_data([best, stop], [30, 30])
        back.set_data([best], [off_dev[best]])

        lam = 1 / (LR * best) if best else np.inf
        (x, y), dev = birds(MOST, sample)
        shrunk = with_l2(x, y, [lam]) if best else 0 * w[:1]
        chance.set_data(shrunk[0, 3:], w[best, 3:])
        real.set_data(shrunk[0, :3], w[best, :3])
        lowest = off_dev.min()
        cost = off_dev[best] / lowest
        if stop == EPOCHS:
            verdict = "It ran to the end, but the best weights seen on the way are restored all the same."
        elif cost < 1.03:
            verdict = "Stopped in time: the restored weights are about as good as any on the way."
        elif best < off_dev.argmin():
            verdict = "Stopped too soon: a bump of chance looked like the end of learning. More patience would help."
        else:
            verdict = "A lucky look at few birds was mistaken for the best epoch, past the true one."
        return readouts(
            stop=int(stop),
            restored=int(best),
            dev=show(off_dev[best], ",.0f", "g", label="dev error restored"),
            lowest=show(lowest, ",.0f", "g", label="lowest on the way"),
            last=show(off_dev[-1], ",.0f", "g", label="without stopping"),
            lam=show(lam, ".2g", label="like L2 with λ"),
            dev_l2=show(off(shrunk, *dev)[0], ",.0f", "g", label="dev error of that L2"),
            verdict=verdict,
        )

    return update

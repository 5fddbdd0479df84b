"""Two explorers that train a real net while you watch: with a penalty and dropout on the plane, and dropout looked into."""

from functools import lru_cache

import numpy as np

from course.live import explorer, integer, linear, log, readouts, show
from course.live.explorer import Step
from course.live.style import BLUE, DATA, ERROR, GOOD, GREY, MODEL, ORANGE, PURPLE, SKY
from nbcore import data, losses, training
from nbcore.layers import Tanh
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.penalties import L2
from nbcore.schedules import Cosine

LOOKS = 10  # training steps between two looks at the errors


def steps_of(net, loss, x, y, steps, lr, penalty=None):
    """Train on all examples at once, in place. Yields the number of steps done, at 0, after every few, and at the end."""
    optimizer = Adam(Cosine(lr, steps))
    for done in range(steps):
        if done % LOOKS == 0:
            yield done
        optimizer.epoch = done
        training.step(net, loss, optimizer, x, y, penalty)
    yield steps


# ---- a penalty and dropout, live ----------------------------------------------------------------

POINTS, HIDDEN, STEPS = 40, 24, 300
LINEAR = 0.5  # up to here tanh z differs from z by less than a twelfth
bce = losses.BinaryCrossEntropy(from_logits=True)


@lru_cache(maxsize=12)
def moons(sample):
    """Training and dev points of two blurred half moons: x (40, 2), y (40, 1), and 400 of each for dev."""
    (x, y), (dev_x, dev_y) = data.moons(POINTS, 0.3, seed=100 + sample), data.moons(400, 0.3, seed=99)
    return x, y[:, None].astype(float), dev_x, dev_y[:, None].astype(float)


def wrong(z, y):
    """The share of the answers that are wrong."""
    return float(((z > 0) != (y > 0.5)).mean())


@explorer(
    size=(1080, 410),
    lam=log(1e-6, 100, start=1e-6, step=0.1, label="penalty λ"),
    keep=linear(0.05, 1, start=1, step=0.05, label="keep probability"),
    sample=integer(1, 10, start=1, label="sample"),
)
def weight_decay(stage):
    """A net of 24 tanh units trained on 40 points with a penalty and dropout: its line, both losses, and its weights."""
    from course.live.artists import Field

    grid = stage.figure.subplot_mosaic(
        [["map", "curves", "weights"], ["map", "curves", "inputs"]], width_ratios=[5, 4, 4]
    )
    plane, curves, weights, inputs = (grid[name] for name in ("map", "curves", "weights", "inputs"))
    plane.set(
        xlim=(-1.9, 2.9),
        ylim=(-1.6, 2.1),
        xlabel="input x₁",
        ylabel="input x₂",
        title="40 training points, and the net’s line",
    )
    field = Field(stage, plane, [ORANGE, "white", BLUE], level=0.5)
    marks = [
        stage.moving(plane.plot([], [], mark, color=color, mec="white", ms=8, zorder=5))
        for mark, color in (("o", ORANGE), ("^", BLUE))
    ]

    curves.set(
        xlim=(0, STEPS), ylim=(0, 1.25), xlabel="training step", ylabel="loss, without penalty", title="Both losses"
    )
    curves.axhline(np.log(2), color=GREY, lw=1, ls=":")
    curves.text(STEPS, np.log(2) + 0.01, "always 50%", ha="right", va="bottom", fontsize=10, color=GREY)
    lines = (
        stage.moving(curves.plot([], [], color=MODEL, lw=2.2)),
        stage.moving(curves.plot([], [], "--", color=ERROR, lw=2.2)),
    )
    curves.plot([], [], color=MODEL, label="training points")
    curves.plot([], [], "--", color=ERROR, label="dev points")
    curves.legend(loc="upper left")

    edges = np.linspace(-4, 4, 33)
    middles = (edges[1:] + edges[:-1]) / 2
    weights.set(xlim=(-4.1, 4.1), ylim=(0, 1), yticks=[], xlabel="weights", title="How large are the weights?")
    inputs.set(
        xlim=(-4.1, 4.1),
        ylim=(0, 1),
        yticks=[],
        xlabel="input z (grey: tanh; band: straight)",
        title="Where do the tanh units work?",
    )
    inputs.axvspan(-LINEAR, LINEAR, color="#cfeade", lw=0)
    inputs.plot(middles, 0.5 + 0.42 * np.tanh(middles), color=GREY, lw=1.4)
    bars = [
        stage.moving(axes.fill([0, 0], [0, 0], fc=color, alpha=0.75, lw=0))
        for axes, color in ((weights, MODEL), (inputs, PURPLE))
    ]

    def heap(shape, values):
        """The values as a heap of bars; what lies outside is in the last bar on that side."""
        counts = np.histogram(np.clip(values, -3.99, 3.99), edges)[0] / values.size
        heights = np.sqrt(counts)  # so that few are still seen
        shape.set_xy(np.stack([np.repeat(edges, 2), np.r_[0, np.repeat(heights, 2), 0]], axis=1))

    def update(lam, keep, sample):
        x, y, dev_x, dev_y = moons(sample)
        for mark, kind in zip(marks, (0, 1)):
            mark.set_data(*x[y[:, 0] == kind].T)
        net = mlp([2, HIDDEN, 1], "tanh", dropout=1 - keep, seed=sample)
        times, seen = [], []
        for done in steps_of(net, bce, x, y, STEPS, lr=0.1, penalty=L2(lam)):
            z, dev_z = net.forward(x), net.forward(dev_x)
            times.append(done)
            seen.append((bce(z, y), bce(dev_z, dev_y)))
            for line, values in zip(lines, np.array(seen).T):
                line.set_data(times, np.minimum(values, 1.4))
            if done == STEPS or done % (5 * LOOKS) == 0:  # pictures cost time too
                field.show(1 / (1 + np.exp(-np.clip(net.predict(field.points)[:, 0], -50, 50))))
                w = net.params[net.weight_mask > 0]
                heap(bars[0], w)
                before = x @ net.layers[0].W + net.layers[0].b
                heap(bars[1], before)
                straight = float((np.abs(before) < LINEAR).mean())
                said = readouts(
                    train=show(seen[-1][0], ".2f", label="training loss"),
                    dev=show(seen[-1][1], ".2f", label="dev loss"),
                    train_error=show(100 * wrong(z, y), ".0f", "%", label="wrong in training"),
                    dev_error=show(100 * wrong(dev_z, dev_y), ".0f", "%", label="wrong in dev"),
                    size=show(np.sqrt(np.mean(w**2)), ".2f", label="typical weight"),
                    straight=show(100 * straight, ".0f", "%", label="tanh nearly straight"),
                    verdict=judged(*seen[-1], lam, keep),
                )
                if done < STEPS:
                    yield Step(done / STEPS, said)
        return said

    return update


def judged(train, dev, lam, keep):
    """What the two losses say together."""
    if train > 0.6 and lam > 0.1:
        return "The penalty outweighs everything: only the biases are left, which go free, and the net says about 50% everywhere."
    if dev - train > 0.25:
        return "Overfitting: the line bends around single points, and the dev loss is far above the training loss."
    if train > 0.33 and dev > 0.345:
        return "Underfitting: the line is too stiff for the moons, and both losses are high." + (
            " So few units are left at each step that little can be learned." if keep < 0.15 else ""
        )
    return "A calm line: the two losses are close together, and neither is high."


# ---- dropout looked into ------------------------------------------------------------------------

UNITS, DOTS, SPREAD, WAVE_STEPS = 50, 15, 0.4, 300
MASKS = 20  # thinned fits that are drawn
mse = losses.MeanSquaredError()


def wave(x):
    return np.sin(3 * x)


@lru_cache(maxsize=12)
def dots(sample):
    """15 noisy points of a wave, and 400 for dev: x (15, 1), y (15, 1), x (400, 1), y (400, 1)."""
    rng = np.random.default_rng(sample)
    x, dev_x = rng.uniform(-1, 1, (DOTS, 1)), rng.uniform(-1, 1, (400, 1))
    return x, wave(x) + rng.normal(0, SPREAD, x.shape), dev_x, wave(dev_x) + rng.normal(0, SPREAD, dev_x.shape)


def wavy_net(keep, sample):
    """1 input, 50 tanh units, 1 output. The units start steep and spread over the inputs, so that it can bend a lot."""
    net = mlp([1, UNITS, 1], "tanh", dropout=1 - keep, seed=sample)
    net.layers[0].W *= 4
    net.layers[0].b[...] = np.random.default_rng(50 + sample).uniform(-4, 4, UNITS)
    return net


@lru_cache(maxsize=32)
def masks_of(keep, first, count):
    """Which of the 50 units stay, for masks number `first` and those after it: (count, 50), 0 or 1."""
    return np.stack(
        [(np.random.default_rng(1000 + k).random(UNITS) < keep) for k in range(first, first + count)]
    ).astype(float)


@explorer(
    size=(1080, 410),
    keep=linear(0.05, 1, start=0.8, step=0.05, label="keep probability"),
    mask=integer(1, 30, start=1, label="mask"),
    sample=integer(1, 10, start=1, label="sample"),
)
def dropout(stage):
    """A net of 50 hidden units trained with dropout: one thinned net, 20 thinned fits with their mean, and both errors."""
    drawing, fits, curves = stage.panels(
        "A thinned net: ✕ is dropped", "20 thinned nets and their mean", "Both errors", widths=[2.6, 5, 3.6]
    )
    drawing.set(xlim=(-0.15, 2.15), ylim=(-0.7, UNITS - 0.3), xticks=[0, 1, 2], yticks=[])
    drawing.set_xticklabels(["x", "50 units", "ŷ"])
    drawing.spines[:].set_visible(False)
    drawing.tick_params(length=0, labelsize=11)
    across, up = 1 + 0.14 * (np.arange(UNITS) % 3 - 1), np.arange(UNITS)
    middle = UNITS / 2 - 0.5
    wires = stage.moving(drawing.plot([], [], color=SKY, lw=0.7, zorder=1))
    stay = stage.moving(drawing.plot([], [], "o", color=MODEL, ms=6, zorder=3))
    gone = stage.moving(drawing.plot([], [], "x", color=GREY, ms=5, mew=1.3, zorder=2))
    stage.moving(drawing.plot([0, 2], [middle, middle], "o", color=DATA, ms=11, zorder=4))

    fits.set(xlim=(-1.03, 1.03), ylim=(-2.3, 2.6), xlabel="input x", ylabel="output", xticks=[-1, -0.5, 0, 0.5, 1])
    xs = np.linspace(-1, 1, 121)[:, None]
    fits.plot(xs, wave(xs), ":", color=GOOD, lw=2.2, label="the truth")
    fits.plot([], [], color=GREY, lw=0.8, label="thinned nets")
    fits.plot([], [], "--", color=ORANGE, label="their mean")
    fits.plot([], [], color=MODEL, label="the whole net")
    fits.legend(loc="upper left", ncols=2, columnspacing=1.0)
    ghosts = stage.moving(fits.plot([], [], color=GREY, lw=0.8, alpha=0.55, zorder=2))
    whole = stage.moving(fits.plot([], [], color=MODEL, lw=2.4, zorder=4))
    mean = stage.moving(fits.plot([], [], "--", color=ORANGE, lw=2.4, zorder=5))
    examples = stage.moving(fits.plot([], [], "o", color=DATA, ms=6, zorder=6))

    curves.set(xlim=(0, WAVE_STEPS), ylim=(0, 0.85), xlabel="training step", ylabel="mean squared error")
    curves.axhline(SPREAD**2, color=GREY, lw=1, ls=":")
    curves.text(WAVE_STEPS, SPREAD**2 - 0.006, "the noise itself", ha="right", va="top", fontsize=10, color=GREY)
    lines = (
        stage.moving(curves.plot([], [], color=MODEL, lw=2.2)),
        stage.moving(curves.plot([], [], "--", color=ERROR, lw=2.2)),
    )
    curves.plot([], [], color=MODEL, label="15 training points")
    curves.plot([], [], "--", color=ERROR, label="dev points")
    curves.legend(loc="upper right")
    trained = {}  # (keep, sample) -> parameters and the errors on the way: another mask needs no new training

    def place(net, seen, keep, mask, sample):
        some = masks_of(keep, mask, MASKS)
        kept = some[0] > 0
        ends = np.zeros(UNITS)
        roads = (
            np.stack([ends, across, ends + 2, ends + np.nan], axis=1)[kept],
            np.stack([ends + middle, up, ends + middle, ends], axis=1)[kept],
        )
        wires.set_data(roads[0].ravel(), roads[1].ravel())
        stay.set_data(across[kept], up[kept])
        gone.set_data(across[~kept], up[~kept])

        hidden, last = net.layers[0], net.layers[-1]
        a = Tanh().forward(xs @ hidden.W + hidden.b)
        thin = (a[None] * some[:, None] / keep) @ last.W + last.b  # (masks, places, 1)
        paths = np.clip(thin[..., 0], -9, 9)
        fewer = np.r_[0 : len(xs) : 2]  # enough for thin lines
        ghosts.set_data(
            np.tile(np.append(xs[fewer], np.nan), MASKS),
            np.column_stack([paths[:, fewer], np.full(MASKS, np.nan)]).ravel(),
        )
        mean.set_data(xs[:, 0], paths.mean(axis=0))
        whole.set_data(xs, a @ last.W + last.b)
        x, y = dots(sample)[:2]
        examples.set_data(x, y)
        times = np.minimum(LOOKS * np.arange(len(seen)), WAVE_STEPS)
        for line, values in zip(lines, np.array(seen).T):
            line.set_data(times, np.minimum(values, 1.0))

        many, size = masks_of(keep, 1, 400), np.abs(a).mean(axis=0)
        left = (many * size).mean()
        train, dev = seen[-1]
        return readouts(
            dropped=int((~kept).sum()),
            expected=show(UNITS * (1 - keep), ".1f", label="dropped on average"),
            before=show(left / size.mean(), ".2f", label="signal left"),
            after=show(left / keep / size.mean(), ".2f", label="and rescaled"),
            train=show(train, ".3f", label="training error"),
            dev=show(dev, ".3f", label="dev error"),
            verdict="Nothing is dropped, so all 20 nets are one and the same." if keep == 1
            else "So few units stay that the nets agree on little, and their mean is stiff and too flat: underfitting." if keep < 0.15
            else "Each thinned net is wrong in its own way, and their mean is about what the whole net says.",
        )  # fmt: skip

    def training_of(keep, mask, sample):
        x, y, dev_x, dev_y = dots(sample)
        net, seen = wavy_net(keep, sample), []
        for done in steps_of(net, mse, x, y, WAVE_STEPS, lr=0.03):
            seen.append((mse(net.forward(x), y), mse(net.forward(dev_x), dev_y)))
            if done < WAVE_STEPS and done % (4 * LOOKS) == 0:
                yield Step(done / WAVE_STEPS, place(net, seen, keep, mask, sample))
        if len(trained) > 100:
            trained.clear()
        trained[keep, sample] = net, seen
        return place(net, seen, keep, mask, sample)

    def update(keep, mask, sample):
        if (keep, sample) in trained:
            return place(*trained[keep, sample], keep, mask, sample)
        return training_of(keep, mask, sample)

    return update

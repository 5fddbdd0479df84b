"""One hidden unit with batch norm: what it does to a batch, and what it notes down for later."""

from functools import lru_cache

import numpy as np

from course.live import choice, explorer, linear, log, power_of_two, readouts, show, timeline
from course.live.style import BLUE, DATA, FAINT, GOOD, GREY, HANDLE, MODEL, ORANGE, OTHER

EPS = 1e-5
LARGEST, BATCHES = 256, 200
OURS = dict(marker="D", color=ORANGE, mec=DATA, mew=1.0, ms=9, ls="", zorder=7)
SHADE = dict(fc="#cfe3f1", lw=0, zorder=0.5)


def band(polygon, left, right, low, high):
    polygon.set_xy([(left, low), (right, low), (right, high), (left, high)])


# ---- one example, and the company it is in --------------------------------------------------------


@lru_cache(maxsize=1)
def company():
    """The other examples of 200 batches, (200, 255), before they are stretched and moved: mean 0, spread 1."""
    return np.random.default_rng(3).normal(size=(BATCHES, LARGEST - 1))


@explorer(
    size=(1080, 400),
    batch=power_of_two(2, LARGEST, start=8, label="batch size"),
    number=timeline(1, BATCHES, start=1, interval=120, label="which batch"),
    example=linear(-2.5, 2.5, start=1, step=0.05, label="our example"),
    scale=log(0.5, 5, start=2, step=0.025, label="scale of z"),
    shift=linear(-6, 6, start=3, step=0.1, label="shift of z"),
    gamma=linear(0, 2, start=1, step=0.02, label="γ (gamma)"),
    beta=linear(-1.5, 1.5, start=0, step=0.02, label="β (beta)"),
)
def one_example(stage):
    """A batch before and after batch normalization, and what becomes of one and the same example in 200 batches."""
    before, after, fate = stage.panels(
        "Before: z. Drag our example", "After batch norm", f"Our example, in {BATCHES} batches", widths=[3.4, 3.4, 5]
    )
    across = np.random.default_rng(8).uniform(0.06, 0.94, LARGEST - 1)  # only so that dots do not hide each other
    before.set(xlim=(0, 1), ylim=(-22, 27), xticks=[], ylabel="z of one hidden unit")
    after.set(xlim=(0, 1), ylim=(-8, 10.4), xticks=[], ylabel="what goes on")
    fate.set(xlim=(-3, 204), ylim=(-8, 10.4), xlabel="batch")
    shades, means, dots, ours = {}, {}, {}, {}
    for axes in (before, after):
        axes.axhline(0, color=FAINT, lw=1)
        shades[axes] = stage.moving(axes.fill([0, 0], [0, 0], **SHADE))
        means[axes] = stage.moving(axes.plot([0, 1], [0, 0], color=MODEL, lw=2.2, zorder=2))
        dots[axes] = stage.moving(axes.plot([], [], "o", color=DATA, ms=4.5, alpha=0.55, mew=0))
        ours[axes] = stage.moving(axes.plot([], [], **(HANDLE if axes is before else OURS)))
    before.text(0.03, 25, "blue: the batch's mean and spread", fontsize=10, va="center")
    fate.axhline(0, color=FAINT, lw=1)
    trail = stage.moving(fate.plot([], [], color=ORANGE, lw=0.7, marker="D", ms=3, mec=DATA, mew=0.3))
    always = stage.moving(
        fate.plot([-3, 204], [0, 0], "--", color=GOOD, lw=2.2, zorder=6, label="in evaluation: the same every time")
    )
    present = stage.moving(fate.plot([], [], **OURS))
    fate.plot([], [], color=ORANGE, marker="D", ms=4, mec=DATA, lw=0.8, label="in training: it depends on the batch")
    fate.legend(loc="upper left", borderaxespad=0.1)
    stage.grip(
        "example", before, lambda s: (0.5, s.shift + s.scale * s.example), lambda _, z, s: {"example": (z - s.shift) / s.scale},
        label="our example",
    )  # fmt: skip

    def update(batch, number, example, scale, shift, gamma, beta):
        others = shift + scale * company()[:, : batch - 1]
        z = shift + scale * example
        mean = (others.sum(axis=1) + z) / batch
        var = (((others - mean[:, None]) ** 2).sum(axis=1) + (z - mean) ** 2) / batch
        inv = 1 / np.sqrt(var + EPS)
        out = gamma * (z - mean) * inv + beta

        k = number - 1
        here, spread = others[k], np.sqrt(var[k])
        there = gamma * (here - mean[k]) * inv[k] + beta
        ours_there = np.r_[there, out[k]]
        sides = ((before, here, z, mean[k], spread), (after, there, out[k], ours_there.mean(), ours_there.std()))
        for axes, values, mine, middle, width in sides:
            band(shades[axes], 0, 1, middle - width, middle + width)
            means[axes].set_ydata([middle, middle])
            dots[axes].set_data(across[: batch - 1], values)
            ours[axes].set_data([0.5], [mine])
        trail.set_data(np.arange(1, BATCHES + 1), out)
        present.set_data([number], [out[k]])
        steady = gamma * example + beta
        always.set_ydata([steady, steady])

        jitter = out.std()
        if gamma == 0:
            verdict = "γ is 0, so every example comes out as β: the unit has been switched off."
        elif batch == 2:
            verdict = "Of two examples one lands above and one below, always equally far: how far apart they were is forgotten."
        elif jitter < 0.2 * gamma:
            verdict = (
                "In so large a batch the company hardly matters: our example comes out nearly the same every time."
            )
        else:
            verdict = (
                "The same example comes out differently in every batch, because it is measured against its company."
            )
        return readouts(
            mean=show(mean[k], ".2f", label="batch mean"),
            spread=show(spread, ".2f", label="batch spread"),
            after_mean=show(ours_there.mean(), ".2f", label="mean after"),
            after_spread=show(ours_there.std(), ".2f", label="spread after"),
            ours=show(z, ".2f", label="our z"),
            out=show(out[k], ".2f", label="ours after"),
            jitter=show(jitter, ".2f", label="its spread over 200 batches"),
            verdict=verdict,
        )

    return update


# ---- training and evaluation ----------------------------------------------------------------------

TRAINED, RUNS = 200, 101  # batches of training; runs that the curve is the median of
FIRST_MEAN, SPREAD = 2.0, 1.5  # of the unit, when training begins
RATES = np.geomspace(0.001, 1, 91)
TRAINING, EVALUATION = "training", "evaluation"


@lru_cache(maxsize=8)
def batch_statistics(batch):
    """Means and unbiased variances of batches of standard normal numbers. Two (RUNS, TRAINED).

    The mean of n such numbers is normal, with variance 1/n; their variance is, independently, a chi-square by its n - 1.
    """
    rng = np.random.default_rng(batch)
    size = RUNS, TRAINED
    return rng.normal(0, batch**-0.5, size), rng.chisquare(batch - 1, size) / (batch - 1)


def share_of_each(momentum):
    """How much of each of the TRAINED batches, and of the start before them, is left in a running statistic. (..., 1 + TRAINED)."""
    momentum = np.asarray(momentum, dtype=float)[..., None]
    with np.errstate(under="ignore"):
        kept = (1 - momentum) ** np.arange(TRAINED, -1, -1)
    return np.concatenate([kept[..., :1], momentum * kept[..., 1:]], axis=-1)


@lru_cache(maxsize=1)
def shares_at_rates():
    return share_of_each(RATES)


@lru_cache(maxsize=8)
def typical(batch):
    """For each of RATES: what is left of the start and of each batch, and the running mean and variance of standard
    normal numbers without the start, in each run. (rates, 1 + TRAINED) and two (rates, RUNS)."""
    mean, var = batch_statistics(batch)
    shares = shares_at_rates()
    return shares, shares[:, 1:] @ mean.T, shares[:, 1:] @ var.T


def drifting(drift):
    """The true mean at each batch of training, (TRAINED,)."""
    return FIRST_MEAN + drift * np.arange(1, TRAINED + 1) / TRAINED


@lru_cache(maxsize=64)
def one_run(momentum, batch, drift):
    """The statistics of each batch, and the running ones from their start on: means and variances, (TRAINED,), (1 + TRAINED,) twice."""
    mean, var = batch_statistics(batch)
    means, variances = drifting(drift) + SPREAD * mean[0], SPREAD**2 * var[0]
    run_mean, run_var = [0.0], [1.0]  # they start at 0 and 1
    for mean, var in zip(means.tolist(), variances.tolist()):
        run_mean.append(run_mean[-1] + momentum * (mean - run_mean[-1]))
        run_var.append(run_var[-1] + momentum * (var - run_var[-1]))
    return means, variances, np.array(run_mean), np.array(run_var)


def evaluation_error(mean, var, true_mean):
    """How far off, typically, an output is: normalised by (mean, var) where it should be by the true ones."""
    spread = np.sqrt(var + EPS)
    return np.sqrt(((true_mean - mean) / spread) ** 2 + (SPREAD / spread - 1) ** 2)


@explorer(
    size=(1080, 400),
    mode=choice(TRAINING, EVALUATION, start=EVALUATION, label="mode"),
    momentum=log(0.001, 1, start=0.1, label="momentum"),
    batch=power_of_two(2, LARGEST, start=16, label="batch size"),
    drift=linear(0, 4, start=1.5, step=0.1, label="drift of the mean"),
)
def train_eval(stage):
    """Batch statistics and running statistics of one unit, which of them are in use, and what the next layer gets to see."""
    from course.live.artists import QuickText

    course, seen, choose = stage.panels(
        "200 batches of training, then new examples", "What goes on", "Drag the dot", widths=[6, 2.6, 3.6]
    )
    course.set(xlim=(-4, 252), ylim=(-6.5, 12.5), ylabel="z of one hidden unit")
    course.set_xticks([0, 50, 100, 150, 200], ["0", "50", "100", "150", "200"])
    course.set_xlabel("batch", x=0.4)
    course.set_yticks([-5, 0, 5, 10])
    course.plot([203, 203], [-4.6, 12.5], color=GREY, lw=1)
    bars = stage.moving(course.plot([], [], color=OTHER, lw=0.8, alpha=0.5))
    marks = stage.moving(course.plot([], [], "o", color=OTHER, ms=3, mec=DATA, mew=0.3, zorder=3))
    truth = stage.moving(course.plot([], [], "--", color=GOOD, lw=2.4, zorder=4))
    line = stage.moving(course.plot([], [], color=BLUE, lw=2.4, zorder=5))
    edges = [stage.moving(course.plot([], [], color=BLUE, lw=1.2, zorder=5)) for _ in range(2)]
    fresh = stage.moving(course.plot([], [], "o", color=DATA, ms=4, alpha=0.6, mew=0))
    rulers = {
        TRAINING: stage.moving(
            course.plot([], [], color=ORANGE, lw=5, marker="_", ms=17, mew=3, solid_capstyle="butt", zorder=6)
        ),
        EVALUATION: stage.moving(
            course.plot([], [], color=BLUE, lw=5, marker="_", ms=17, mew=3, solid_capstyle="butt", zorder=6)
        ),
    }
    tag = stage.moving(QuickText(course, 250, -6.0, DATA, size=11, weight="bold", ha="right", va="bottom"))
    course.plot([], [], color=OTHER, marker="o", ms=4, mec=DATA, mew=0.3, lw=1, label="each batch: mean ± spread")
    course.plot([], [], color=BLUE, lw=2.4, label="running mean ± spread")
    course.plot([], [], "--", color=GOOD, lw=2.4, label="true mean")
    course.legend(loc="upper left", borderaxespad=0.1)

    seen.set(xlim=(0, 1), ylim=(-4.5, 4.5), xticks=[], ylabel="z after batch norm")
    y = np.linspace(-4.5, 4.5, 181)
    bell = np.exp(-(y**2) / 2)
    seen.fill_betweenx(y, 0, 0.62 * bell, color="#e3e5e8", lw=0)
    seen.text(0.97, -4.3, "grey: as it should be", ha="right", fontsize=10)
    seen.axhline(0, color=FAINT, lw=1)
    outline = stage.moving(seen.plot([], [], color=BLUE, lw=2.4))
    landed = stage.moving(seen.plot([], [], "o", color=DATA, ms=4, alpha=0.6, mew=0))

    choose.set(
        xscale="log", yscale="log", xlim=(0.0009, 1.12), ylim=(0.01, 30), xlabel="momentum", ylabel="evaluation error"
    )
    curve = stage.moving(choose.plot([], [], color=GREY, label="typical of 101 runs"))
    ring = stage.moving(choose.plot([], [], "o", color="none", mec=GOOD, mew=2.4, ms=14, zorder=4))
    knob = stage.moving(choose.plot([], [], **HANDLE))
    choose.plot([], [], "o", color="none", mec=GOOD, mew=2.4, ms=10, label="best")
    choose.plot([], [], **{**HANDLE, "ms": 8, "clip_on": True}, label="this run")
    choose.legend(loc="upper right", borderaxespad=0.1)

    new = np.random.default_rng(21).normal(size=LARGEST)
    beside = np.random.default_rng(22).uniform(0, 1, LARGEST)

    def error_of(momentum, batch, drift):
        _, _, mean, var = one_run(momentum, batch, drift)
        return float(evaluation_error(mean[-1], var[-1], FIRST_MEAN + drift))

    stage.grip(
        "momentum",
        choose,
        lambda s: (s.momentum, np.clip(error_of(s.momentum, s.batch, s.drift), 0.01, 30)),
        lambda x, _, s: {"momentum": np.clip(x, 0.001, 1)},
        label="momentum",
    )

    def update(mode, momentum, batch, drift):
        times, true = np.arange(1, TRAINED + 1), drifting(drift)
        means, variances, run_mean, run_var = one_run(momentum, batch, drift)
        run_spread = np.sqrt(run_var)
        shares, typical_mean, typical_var = typical(batch)
        ends = (shares[:, 1:] @ true)[:, None] + SPREAD * typical_mean, shares[:, :1] + SPREAD**2 * typical_var
        errors = np.median(evaluation_error(*ends, true[-1]), axis=1)
        best = errors.argmin()

        examples = true[-1] + SPREAD * new[:batch]
        own = examples.mean(), examples.std()
        kept = run_mean[-1], run_spread[-1]
        used = own if mode == TRAINING else kept
        error = error_of(momentum, batch, drift)

        biased = np.sqrt(variances * (batch - 1) / batch)
        pieces = np.full((TRAINED, 3), np.nan)
        pieces[:, 0], pieces[:, 1] = means - biased, means + biased
        bars.set_data(np.repeat(times, 3), pieces.ravel())
        marks.set_data(times, means)
        truth.set_data(np.r_[times, 252], np.r_[true, true[-1]])
        line.set_data(np.arange(TRAINED + 1), run_mean)
        for edge, sign in zip(edges, (-1, 1)):
            edge.set_data(np.arange(TRAINED + 1), run_mean + sign * run_spread)
        fresh.set_data(208 + 20 * beside[:batch], examples)
        for name, ruler in rulers.items():
            ruler.set_visible(name == mode)
        rulers[mode].set_data([238] * 3, [used[0] - used[1], used[0], used[0] + used[1]])
        tag.set_text(
            "new examples, by the running statistics" if mode == EVALUATION else "new examples, by their own batch"
        )
        tag.set_color("#00527f" if mode == EVALUATION else "#8a5d00")

        scale = max(used[1], np.sqrt(EPS))
        landed.set_data(0.68 + 0.3 * beside[:batch], np.clip((examples - used[0]) / scale, -4.4, 4.4))
        middle, width = (true[-1] - used[0]) / scale, SPREAD / scale
        outline.set_data(0.62 * np.exp(-(((y - middle) / width) ** 2) / 2), y)
        outline.set_color(BLUE if mode == EVALUATION else ORANGE)
        curve.set_data(RATES, np.clip(errors, 0.01, 30))
        ring.set_data(RATES[best : best + 1], errors[best : best + 1])
        knob.set_data([momentum], [np.clip(error, 0.01, 30)])

        if mode == TRAINING:
            verdict = "Training: the new examples are measured by their own batch. The running statistics only listen."
        elif momentum < RATES[best] / 2 and error > 1.5 * errors[best]:
            verdict = "Evaluation with stale statistics: so small a momentum is still on its way, and the next layer gets what it has never seen."
        elif momentum > 2 * RATES[best] and error > 1.5 * errors[best]:
            verdict = (
                "Evaluation with nervous statistics: so large a momentum remembers little but the last few batches."
            )
        elif error > 0.3:
            verdict = "Evaluation by the running statistics, and no momentum does much better here: the batches are too small for the drift."
        else:
            verdict = "Evaluation by the running statistics: what goes on looks as it did in training."
        return readouts(
            in_use="running statistics" if mode == EVALUATION else "the batch's own",
            mean=show(used[0], ".2f", label="mean in use"),
            spread=show(used[1], ".2f", label="spread in use"),
            true=show(true[-1], ".2f", label="true mean"),
            memory=show(
                1 / momentum,
                ",.0f" if momentum < 0.1 else ".2g",
                "batches" if momentum < 1 else "batch",
                label="memory",
            ),
            error=show(error, ".2g", label="evaluation error"),
            best=show(RATES[best], ".2g", label="best momentum"),
            verdict=verdict,
        )

    return update

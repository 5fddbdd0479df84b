"""The explorers of lesson 01: five pictures of what a loss is."""

import numpy as np

from course.live import explorer, linear, log, point, readouts, show, toggle
from course.live.artists import Bars
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, GREY, MODEL, ORANGE, OTHER, PURPLE
from nbcore import activations, data, losses

squared, absolute = losses.MeanSquaredError(), losses.MeanAbsoluteError()


@explorer(
    w=linear(-2, 6, start=0, step=0.05, label="weight w"),
    lift=toggle(label="lift the fog"),
)
def one_weight(stage):
    """Four points, a line through the origin with one weight, and the loss seen only where you have been."""
    x, y = (column[:, 0] for column in data.doubles())
    fit, curve = stage.panels("The model: ŷ = w · x", "The loss for each weight")
    fit.set(xlim=(-3.6, 6.4), ylim=(-13, 21), xlabel="x", ylabel="y")
    fit.axhline(0, color=FAINT, lw=1)
    fit.plot(x, y, "o", color=DATA, ms=8, label="data", zorder=5)
    fit.plot([], [], color=MODEL, label="model")
    fit.plot([], [], color=ERROR, lw=3, label="residual")
    fit.legend(loc="upper left")
    line = stage.moving(fit.plot([], [], color=MODEL))
    sticks = stage.moving([fit.plot([], [], color=ERROR, lw=3, zorder=4)[0] for _ in x])

    weights = np.linspace(-2, 6, 400)
    curve.set(xlim=(-2.2, 6.2), ylim=(-8, 165), xlabel="weight w", ylabel="mean squared error")
    curve.plot(weights, [squared(w * x, y) for w in weights], color=GREY)
    fog = dict(ymin=0, ymax=1, facecolor="#eceef1", edgecolor="#d3d7dd", hatch="//", lw=0, zorder=2)
    left, right = (stage.moving(curve.axvspan(0, 1, **fog)) for _ in "lr")
    tangent = stage.moving(curve.plot([], [], "--", color=ERROR, zorder=3))
    dot = stage.moving(curve.plot([], [], "o", color=MODEL, ms=11, zorder=4))
    stage.memory.seen = None

    def update(w, lift):
        low, high = stage.memory.seen or (w, w)
        stage.memory.seen = low, high = min(low, w), max(high, w)
        prediction = w * x
        loss = squared(prediction, y)
        slope = float(squared.gradient(prediction, y) @ x)
        line.set_data([-3.6, 6.4], [-3.6 * w, 6.4 * w])
        for stick, xi, yi, pi in zip(sticks, x, y, prediction):
            stick.set_data([xi, xi], [pi, yi])
        for patch, (a, b) in ((left, (-2.2, low - 0.12)), (right, (high + 0.12, 6.2))):
            patch.set(x=a, width=max(b - a, 0), visible=not lift)
        tangent.set_data([w - 0.8, w + 0.8], [loss - 0.8 * slope, loss + 0.8 * slope])
        dot.set_data([w], [loss])
        verdict = "Every residual is zero: no weight can do better." if loss < 1e-12 else ""
        return readouts(
            loss=show(loss, ".3f", label="mean squared error"),
            slope=show(slope, ".2f", label="slope dL/dw"),
            verdict=verdict or f"The loss falls when w {'grows' if slope < 0 else 'shrinks'}.",
        )

    return update


@explorer(
    size=(1020, 370),
    w=linear(0, 100, start=20, step=0.1, label="slope w (g/mm)"),
    b=linear(-16000, 5000, start=500, step=10, label="intercept b (g)"),
)
def fit_a_line(stage):
    """A line for the body mass of penguins given their flipper length, and the map of its loss."""
    birds = data.penguins()
    x, y = birds["flipper_length_mm"], birds["body_mass_g"]
    best_w, best_b = np.polyfit(x, y, 1)
    shown = np.argsort(x, kind="stable")[12 :: len(x) // 9]  # nine birds get a square, the rest would hide the line
    ends = np.array([170.0, 233.0])

    fit, chart, strip = stage.panels(
        "Drag the line's ends", "The loss for each (w, b)", "What the line misses", widths=[5, 4, 4]
    )
    fit.set(xlim=(166, 237), ylim=(2200, 6900), xlabel="flipper length (mm)", ylabel="body mass (g)")
    fit.plot(x, y, "o", color=GREY, ms=3.2, alpha=0.45, mew=0)
    fit.plot(x[shown], y[shown], "o", color=DATA, ms=5.5)
    squares = stage.moving([fit.fill([0, 0, 0, 0], [0, 0, 0, 0], fc=ERROR, ec=ERROR, alpha=0.22)[0] for _ in shown])
    line = stage.moving(fit.plot([], [], color=MODEL, lw=2.5))
    knobs = stage.moving(fit.plot([], [], "o", color="white", mec=MODEL, mew=2.5, ms=11, clip_on=False))

    ws, bs = np.linspace(0, 100, 201), np.linspace(-16000, 5000, 211)
    # The mean of (y - w x - b)^2 over all birds, expanded, so that the map needs means only.
    W, B = np.meshgrid(ws, bs)
    surface = (
        np.mean(y**2) + W**2 * np.mean(x**2) + B**2 + 2 * W * B * x.mean() - 2 * W * np.mean(x * y) - 2 * B * y.mean()
    )
    levels = surface.min() * np.array([1, 1.5, 2.5, 5, 10, 20, 45, 100, 200, 500, 1500])
    chart.contourf(ws, bs / 1000, surface, levels=levels, cmap="Blues_r", norm="log")
    chart.plot(best_w, best_b / 1000, "*", color="white", mec=DATA, ms=15)
    chart.set(xlim=(0, 100), ylim=(-16, 5), xlabel="slope w (g/mm)", ylabel="intercept b (kg)")
    dot = stage.moving(chart.plot([], [], "o", color=ORANGE, mec=DATA, ms=11, clip_on=False))

    strip.set(xlim=(166, 237), ylim=(-2500, 2500), xlabel="flipper length (mm)", ylabel="residual y − ŷ (g)")
    strip.axhline(0, color=MODEL, lw=2)
    misses = stage.moving(strip.plot([], [], "o", color=ERROR, ms=3.2, alpha=0.5, mew=0))

    def at_end(k):
        return lambda s: (ends[k], s.w * ends[k] + s.b)

    def drag_end(k):
        def drag(_, height, s):
            heights = s.w * ends + s.b
            heights[k] = height
            w = np.clip((heights[1] - heights[0]) / (ends[1] - ends[0]), 0, 100)
            return {"w": w, "b": height - w * ends[k]}

        return drag

    stage.grip("left end", fit, at_end(0), drag_end(0), label="left end of the line (mm, g)")
    stage.grip("right end", fit, at_end(1), drag_end(1), label="right end of the line (mm, g)")
    stage.grip(
        "dot",
        chart,
        lambda s: (s.w, s.b / 1000),
        lambda w, b, s: {"w": w, "b": 1000 * b},
        label="dot on the map (w, b)",
    )
    mm_per_g = 71 / 4700 * 0.72  # makes a residual's square look square on these axes

    def update(w, b):
        prediction = w * x + b
        residual = y - prediction
        line.set_data(ends, w * ends + b)
        knobs.set_data(ends, np.clip(w * ends + b, 2200, 6900))  # always within reach
        for square, i in zip(squares, shown):
            square.set_visible(abs(residual[i]) < 2500)  # a larger one would cover everything
            side = -residual[i] * mm_per_g
            corners = [(x[i], y[i]), (x[i], prediction[i]), (x[i] + side, prediction[i]), (x[i] + side, y[i])]
            square.set_xy(corners)
        dot.set_data([w], [b / 1000])
        misses.set_data(x, residual)
        above = int(np.sum(residual > 0))
        heights = w * ends + b
        gone = "above" if heights.min() > 6900 else "below" if heights.max() < 2200 else ""
        return readouts(
            mse=show(squared(prediction, y), ",.0f", "g²", label="mean squared error"),
            mae=show(absolute(prediction, y), ",.0f", "g", label="mean absolute error"),
            above=show(above, ".0f", f"of {len(y)}", label="birds above the line"),
            verdict=gone
            and f"The line has left the picture: it runs {gone} all the birds. The map still shows where you are.",
        )

    return update


def median_line(x, y):
    """The line with the least mean absolute error. Some best line passes through two points: try every pair."""
    i, j = np.triu_indices(len(x), 1)
    apart = x[i] != x[j]
    i, j = i[apart], j[apart]
    w = (y[j] - y[i]) / (x[j] - x[i])
    b = y[i] - w * x[i]
    best = np.abs(y - w[:, None] * x - b[:, None]).sum(axis=1).argmin()
    return w[best], b[best]


def huber_line(x, y, delta, rounds=60):
    """The line with the least Huber loss, by least squares in which far points weigh less, again and again.

    P. J. Huber, Robust Statistics (1981), section 7.8. Sixty rounds are more than a picture can show.
    """
    w, b = median_line(x, y)
    for _ in range(rounds):
        weight = delta / np.maximum(np.abs(y - w * x - b), delta)
        total, mean_x, mean_y = weight.sum(), weight @ x / weight.sum(), weight @ y / weight.sum()
        w = (weight @ (x * y) - total * mean_x * mean_y) / (weight @ (x * x) - total * mean_x**2)
        b = mean_y - w * mean_x
    return w, b


@explorer(
    size=(1020, 370),
    outlier=point(8.5, 2, low=(0, -4), high=(10, 16)),
    delta=log(0.1, 30, start=1, label="Huber's δ"),
)
def outlier(stage):
    """Three lines, each the best by its own loss, and one point that you can drag away."""
    x, y = (column[:, 0] for column in data.line(n=11, slope=5.0, intercept=7.0, noise=0.5, seed=3))
    x = 5 + 5 * x  # from 0 to 10
    others = np.polyfit(x, y, 1)  # where the line would be without the outlier
    fit, value, slope = stage.panels(
        "Drag the orange point", "What a residual r costs", "How hard it pulls", widths=[5, 4, 4]
    )
    fit.set(xlim=(-0.5, 10.5), ylim=(-4.5, 16.5), xlabel="x", ylabel="y")
    fit.plot(x, y, "o", color=DATA, ms=6)
    value.set(xlim=(-16, 16), ylim=(0, 60), xlabel="r", ylabel="loss of one point")
    slope.set(xlim=(-16, 16), ylim=(-25, 25), xlabel="r", ylabel="slope of the loss")
    looks = {"MSE": (ERROR, "-"), "MAE": (GOOD, "--"), "Huber": (PURPLE, "-.")}
    lines, curves, dots, pulls, pullers = ({} for _ in range(5))
    for name, (color, dash) in looks.items():
        lines[name] = stage.moving(fit.plot([], [], dash, color=color, lw=2.4, label=name))
        for axes, shapes, marks in ((value, curves, dots), (slope, pulls, pullers)):
            shapes[name] = stage.moving(axes.plot([], [], dash, color=color))
            marks[name] = stage.moving(axes.plot([], [], "o", color=color, ms=9, zorder=5))
    fit.legend(loc="upper left", ncols=3, columnspacing=1.0, handlelength=2.2)
    fit.plot([-0.5, 10.5], np.polyval(others, [-0.5, 10.5]), ":", color=GREY, lw=1.5)
    stick = stage.moving(fit.plot([], [], ":", color=GREY, lw=1.8))
    mark = stage.moving(fit.plot([], [], "o", color=OTHER, mec=DATA, ms=12, zorder=6))
    stage.grip("outlier", fit)
    r = np.linspace(-16, 16, 321)
    formulas = {  # a point's loss and its slope, for a residual r
        "MSE": lambda r, delta: (r**2, 2 * r),
        "MAE": lambda r, delta: (np.abs(r), np.sign(r)),
        "Huber": lambda r, delta: (
            np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)), np.clip(r, -delta, delta)
        ),
    }  # fmt: skip

    def update(outlier, delta):
        px, py = outlier
        xs, ys = np.append(x, px), np.append(y, py)
        fits = {"MSE": np.polyfit(xs, ys, 1), "MAE": median_line(xs, ys), "Huber": huber_line(xs, ys, delta)}
        miss = py - np.polyval(others, px)
        stick.set_data([px, px], [py, py - miss])
        mark.set_data([px], [py])
        slopes, shares, off_chart = {}, {}, False
        for name, (w, b) in fits.items():
            lines[name].set_data([-0.5, 10.5], [b - 0.5 * w, b + 10.5 * w])
            losses_of_r, slopes_of_r = formulas[name](r, delta)
            curves[name].set_data(r, losses_of_r)
            pulls[name].set_data(r, slopes_of_r)
            cost, pull = formulas[name](miss, delta)
            dots[name].set(data=([miss], [min(cost, 58)]), marker="o" if cost <= 58 else "^")
            pullers[name].set(data=([miss], [np.clip(pull, -24, 24)]), marker="o" if abs(pull) <= 24 else "d")
            off_chart |= cost > 58
            of_others = formulas[name](y - np.polyval(others, x), delta)[0].sum()
            slopes[f"w_{name.lower()}"] = show(w, ".2f", label=f"w by {name}")
            shares[f"share_{name.lower()}"] = show(
                100 * cost / (cost + of_others), ".0f", "%", label=f"share of {name}"
            )
        return readouts(
            r=show(miss, ".1f", label="residual r"), **slopes, **shares,
            verdict="A triangle or a diamond stands for a value beyond the edge of its panel." if off_chart else "",
        )  # fmt: skip

    return update


def descend_on_score(z, target, gradient, lr=0.15, steps=100):
    """The probabilities on the way when gradient descent moves the score ``z`` itself."""
    path = [activations.sigmoid(z)]
    for _ in range(steps):
        z = z - lr * gradient(activations.sigmoid(z), target)
        path.append(activations.sigmoid(z))
    return np.array(path)


def squared_slope(p, target):
    """d(p - target)² / dz for p = sigmoid(z)."""
    return 2 * (p - target) * p * (1 - p)


def entropy_slope(p, target):
    """d(-log likelihood) / dz for p = sigmoid(z): all but the difference cancels."""
    return p - target


@explorer(
    size=(1020, 370),
    z=linear(-6, 6, start=4, step=0.1, label="score z"),
    target=toggle(label="the truth is yes (y = 1)"),
)
def sure_and_wrong(stage):
    """What a wrong and confident answer costs, and how hard each loss pulls it back."""
    cost, pull, run = stage.panels("What an answer p costs", "How hard the loss pulls", "100 steps on the score z")
    p, score = np.linspace(0.002, 0.998, 500), np.linspace(-6.4, 6.4, 257)
    cost.set(xlim=(-0.04, 1.04), ylim=(-0.15, 6.3), xlabel="predicted probability p", ylabel="loss")
    pull.set(xlim=(-6.4, 6.4), ylim=(-1.1, 1.1), xlabel="score z", ylabel="slope dL/dz")
    pull.axhline(0, color=FAINT, lw=1)
    run.set(xlim=(0, 100), ylim=(-0.03, 1.03), xlabel="step", ylabel="probability p")
    looks = {"cross-entropy": (BLUE, "-"), "squared error": (ERROR, "--")}
    curves, hands, pulls, pullers, runs = ({} for _ in range(5))
    for name, (color, dash) in looks.items():
        curves[name] = stage.moving(cost.plot([], [], dash, color=color))
        hands[name] = stage.moving(cost.plot([], [], "o", color=color, ms=10))
        pulls[name] = stage.moving(pull.plot([], [], dash, color=color))
        pullers[name] = stage.moving(pull.plot([], [], "o", color=color, ms=10))
        runs[name] = stage.moving(run.plot([], [], dash, color=color, label=name))
    pull.plot([], [], color=BLUE, label="cross-entropy")
    pull.plot([], [], "--", color=ERROR, label="squared error")
    pull.legend(loc="upper left")

    def update(z, target):
        y, now = float(target), float(activations.sigmoid(z))
        formulas = {
            "cross-entropy": (lambda p: -np.log(p if target else 1 - p), entropy_slope),
            "squared error": (lambda p: (p - y) ** 2, squared_slope),
        }
        ends = {}
        for name, (loss, slope) in formulas.items():
            curves[name].set_data(p, loss(p))
            hands[name].set_data([now], [loss(now)])
            pulls[name].set_data(score, slope(activations.sigmoid(score), y))
            pullers[name].set_data([z], [slope(now, y)])
            path = descend_on_score(z, y, slope)
            runs[name].set_data(np.arange(len(path)), path)
            ends[name] = path[-1]
        return readouts(
            p=show(now, ".3f", label="probability p"),
            cross_entropy=show(formulas["cross-entropy"][0](now), ".3f", label="loss: cross-entropy"),
            squared=show(formulas["squared error"][0](now), ".3f", label="loss: squared"),
            squared_after=show(ends["squared error"], ".3f", label="p later: squared"),
            entropy_after=show(ends["cross-entropy"], ".3f", label="p later: cross-entropy"),
        )

    return update


OUTCOMES = ("sun", "cloud", "rain")


@explorer(
    size=(960, 350),
    **{f"p_{k}": linear(0, 10, start=s, step=0.1, label=f"p: {k}") for k, s in zip(OUTCOMES, (6, 3, 1))},
    **{f"q_{k}": linear(0, 10, start=s, step=0.1, label=f"q: {k}") for k, s in zip(OUTCOMES, (2, 3, 5))},
)
def two_distributions(stage):
    """What happens (p) and what was forecast (q): two distributions and the distance between them."""
    bars, sums = stage.panels(
        "How often it happens, how often it was forecast", "What the surprise is made of", widths=[5, 4]
    )
    places = np.arange(3)
    bars.set(xlim=(-0.6, 2.6), ylim=(0, 1.18), ylabel="probability")
    bars.set_xticks(places, OUTCOMES)
    p_bars = stage.moving(Bars(bars, places - 0.19, 0.34, fc=MODEL, label="p: what happens"))
    q_bars = stage.moving(Bars(bars, places + 0.19, 0.34, fc=OTHER, hatch="//", ec="white", label="q: the forecast"))
    bars.legend(loc="upper left", ncols=2)
    sums.set(xlim=(0, 4), ylim=(-0.6, 2.0), xlabel="nats")
    sums.set_yticks([1, 0], ["cross-entropy", "entropy + KL"])
    sums.bar(0, 0, color=MODEL, label="entropy of p")
    sums.bar(0, 0, color=OTHER, hatch="//", ec="white", label="KL divergence")
    sums.legend(loc="upper left", ncols=2)
    cross, own, extra = stage.moving([sums.barh(k, 0, 0.5, color=c, hatch=h, ec="white")[0]
                                      for k, c, h in ((1, ERROR, ""), (0, MODEL, ""), (0, OTHER, "//"))])  # fmt: skip
    knobs = stage.moving(
        [bars.plot([], [], "o", color="white", mec=c, mew=2, ms=9, zorder=5)[0] for c in (MODEL, OTHER)]
    )
    beyond = stage.moving(sums.text(3.93, 0.5, "∞ →", ha="right", va="center", fontsize=15, weight="bold"))
    divergence = losses.KLDivergence()

    def shares(weights):
        total = sum(weights)
        return np.array(weights) / total if total else np.full(3, 1 / 3)

    def with_share(weights, k, height):
        """Weights that sum to 10, of which the k-th has the share ``height`` and the others keep their proportions."""
        rest = np.delete(weights, k)
        rest = rest / rest.sum() if rest.sum() else np.full(2, 0.5)
        return 10 * np.insert(rest * (1 - height), k, height)

    for k, name in enumerate(OUTCOMES):
        for which, shift in (("p", -0.19), ("q", 0.19)):
            keys = [f"{which}_{o}" for o in OUTCOMES]

            def where(s, k=k, keys=keys, shift=shift):
                return k + shift, shares([getattr(s, key) for key in keys])[k]

            def drag(_, height, s, k=k, keys=keys):
                return dict(zip(keys, with_share([getattr(s, key) for key in keys], k, min(height, 1))))

            stage.grip(f"{which}_{name}", bars, where, drag, label=f"top of the bar {which}, {name}")

    def update(**weights):
        p, q = (shares([weights[f"{which}_{o}"] for o in OUTCOMES]) for which in "pq")
        for row, tops, values, shift in ((p_bars, knobs[0], p, -0.19), (q_bars, knobs[1], q, 0.19)):
            row.show(values)
            tops.set_data(places + shift, values)
        seen = p > 0
        entropy = float(-np.sum(p[seen] * np.log(p[seen])))
        ruled_out = bool(np.any(q[seen] == 0))
        kl = np.inf if ruled_out else max(divergence(q[None], p[None]), 0.0)
        own.set_width(entropy)
        extra.set(x=entropy, width=min(kl, 9.0))
        cross.set_width(min(entropy + kl, 9.0))
        beyond.set_visible(ruled_out)
        gone = [o for o, there, forecast in zip(OUTCOMES, p, q) if there > 0 and forecast == 0]
        nothing = [which for which in "pq" if not any(weights[f"{which}_{o}"] for o in OUTCOMES)]
        if nothing:
            verdict = f"All three weights of {' and of '.join(nothing)} are zero, so they count as equal."
        elif gone:
            verdict = f"The forecast ruled out {' and '.join(gone)}, and it does happen: the surprise is infinite."
        else:
            verdict = "The forecast is right: nothing is left but the weather's own surprise." if kl < 1e-9 else ""
        return readouts(
            entropy=show(entropy, ".3f", label="entropy of p"),
            kl=show(kl, ".3f", label="KL divergence"),
            cross_entropy=show(entropy + kl, ".3f", label="cross-entropy"),
            verdict=verdict,
        )

    return update

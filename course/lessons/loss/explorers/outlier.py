"""Three lines, each the best by its own loss, and one point that can be dragged away."""

import numpy as np

from course.lessons.loss.best_lines import huber_line, median_line, squares_line
from course.live import State, explorer, log, point, readouts, show
from course.live.style import DATA, ERROR, GOOD, GREY, OTHER, PURPLE
from nbcore import data

X, Y = (column[:, 0] for column in data.line(n=11, slope=5.0, intercept=7.0, noise=0.5, seed=3))
X = 5 + 5 * X  # from 0 to 10
OTHERS = squares_line(X, Y)  # where the line would be without the outlier
ACROSS = np.array([-0.5, 10.5])
RESIDUALS = np.linspace(-16, 16, 321)
LOOKS = {"MSE": (ERROR, "-"), "MAE": (GOOD, "--"), "Huber": (PURPLE, "-.")}
HIGHEST, STEEPEST = 58, 24  # what the second and the third panel can show


def cost_and_pull(name, r, delta):
    """A point's loss and its slope, for a residual r."""
    if name == "MSE":
        return r**2, 2 * r
    if name == "MAE":
        return np.abs(r), np.sign(r)
    cost = np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2))
    return cost, np.clip(r, -delta, delta)


@explorer(
    size=(1020, 370),
    presets={
        "on the line": dict(outlier=(8.5, 11.2)),
        "far below": dict(outlier=(9, -3)),
        "small δ": dict(outlier=(9, -3), delta=0.1),
        "large δ": dict(outlier=(9, -3), delta=30),
    },
    outlier=point(8.5, 2, low=(0, -4), high=(10, 16)),
    delta=log(0.1, 30, start=1, label="Huber's δ"),
)
def outlier(outlier, delta):
    """Three lines, each the best by its own loss, and one point that you can drag away."""
    x, y = (np.append(column, one) for column, one in zip((X, Y), outlier))
    residual = outlier[1] - np.polyval(OTHERS, outlier[0])
    own = {name: cost_and_pull(name, residual, delta) for name in LOOKS}
    rest = {name: cost_and_pull(name, Y - np.polyval(OTHERS, X), delta)[0].sum() for name in LOOKS}
    return State(
        lines={"MSE": squares_line(x, y), "MAE": median_line(x, y), "Huber": huber_line(x, y, delta)},
        residual=residual,
        costs={name: cost for name, (cost, _) in own.items()},
        pulls={name: pull for name, (_, pull) in own.items()},
        shares={name: cost / (cost + rest[name]) for name, (cost, _) in own.items()},
    )


@outlier.seen
def scene(stage):
    fit, value, slope = stage.panels(
        "Drag the orange point",
        "What a residual r costs",
        "How hard it pulls",
        names=["lines", "cost", "pull"],
        widths=[5, 4, 4],
    )
    value.set(xlim=(-16, 16), ylim=(0, 60), xlabel="residual r", ylabel="loss of one point")
    slope.set(xlim=(-16, 16), ylim=(-25, 25), xlabel="residual r", ylabel="slope of the loss")
    show_fit = draw_fit(stage, fit)
    curves = {name: draw_curves(stage, value, slope, name) for name in LOOKS}
    show_point = draw_point(stage, fit)

    def show(state):
        show_fit(state)
        for name in LOOKS:
            curves[name](state)
        show_point(state)

    return show


def draw_fit(stage, axes):
    """The eleven points and the three lines."""
    axes.set(xlim=ACROSS, ylim=(-4.5, 16.5), xlabel="x", ylabel="y")
    axes.plot(X, Y, "o", color=DATA, ms=6)
    lines = {
        name: stage.moving(axes.plot([], [], dash, color=color, lw=2.4, label=name))
        for name, (color, dash) in LOOKS.items()
    }
    axes.legend(loc="upper left", ncols=3, columnspacing=1.0, handlelength=2.2)
    axes.plot(ACROSS, np.polyval(OTHERS, ACROSS), ":", color=GREY, lw=1.5)

    def show(state):
        for name, line in lines.items():
            line.set_data(ACROSS, np.polyval(state.lines[name], ACROSS))

    return show


def draw_point(stage, axes):
    """The point that can be dragged, and its distance from the line of the others."""
    stick = stage.moving(axes.plot([], [], ":", color=GREY, lw=1.8))
    mark = stage.moving(axes.plot([], [], "o", color=OTHER, mec=DATA, ms=12, zorder=6))
    stage.grip("outlier", axes)

    def show(state):
        x, y = state.outlier
        stick.set_data([x, x], [y, y - state.residual])
        mark.set_data([x], [y])

    return show


def draw_curves(stage, value, slope, name):
    """One loss: its value and its slope over the residual, and where the outlier stands on both."""
    color, dash = LOOKS[name]
    curve, steepness = (stage.moving(axes.plot([], [], dash, color=color)) for axes in (value, slope))
    cost, pull = (stage.moving(axes.plot([], [], "o", color=color, ms=9, zorder=5)) for axes in (value, slope))

    def show(state):
        costs, pulls = cost_and_pull(name, RESIDUALS, state.delta)
        curve.set_data(RESIDUALS, costs)
        steepness.set_data(RESIDUALS, pulls)
        high, steep = state.costs[name], state.pulls[name]
        cost.set(data=([state.residual], [min(high, HIGHEST)]), marker="o" if high <= HIGHEST else "^")
        shown = np.clip(steep, -STEEPEST, STEEPEST)
        pull.set(data=([state.residual], [shown]), marker="o" if abs(steep) <= STEEPEST else "d")

    return show


@outlier.said
def words(state):
    beyond = any(cost > HIGHEST for cost in state.costs.values())
    slopes = {f"w_{name.lower()}": show(w, ".2f", label=f"w by {name}") for name, (w, _) in state.lines.items()}
    shares = {
        f"share_{name.lower()}": show(100 * share, ".0f", "%", label=f"share of {name}")
        for name, share in state.shares.items()
    }
    return readouts(
        r=show(state.residual, ".1f", label="residual r"),
        **slopes,
        **shares,
        verdict="A triangle or a diamond stands for a value beyond the edge of its panel." if beyond else "",
    )

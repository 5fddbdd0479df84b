"""What batch norm does on the side: the company that an example is in is chance, and chance keeps a network from learning by heart."""

from functools import lru_cache

import numpy as np

from course.live import Step, explorer, integer, power_of_two, readouts, show
from course.live.artists import Field
from course.live.style import ERROR, GREY, HANDLE, MODEL
from nbcore import data
from nbcore.checks import quiet

from .nets import Stack

ROWS, DEV, RUNS, STEPS, LOOK, NOISE = 64, 400, 10, 500, 20, 0.3
RATE = 0.2
GROUPS = (4, 8, 16, 32, 64)
LOW, HIGH = 0.008, 3.0


@lru_cache(maxsize=1)
def examples():
    """For each run its own 64 noisy examples, and 400 held out: x (RUNS, ROWS, 2), y (RUNS, ROWS), and the same for those."""
    train = [data.moons(ROWS, NOISE, seed=run) for run in range(RUNS)]
    dev = [data.moons(DEV, NOISE, seed=1000 + run) for run in range(RUNS)]
    return tuple(np.stack([pair[k] for pair in pairs]).astype(float) for pairs in (train, dev) for k in (0, 1))


_done = {}


def train(group):
    """Train RUNS networks on all 64 examples in every step, normalised in random groups of this size. A generator of the
    share done, which returns the networks and their losses, (STEPS / LOOK, 2, RUNS): training and held out."""
    if group not in _done:
        x, y, dev_x, dev_y = examples()
        nets = Stack([2, 32, 32, 1], "ReLU", True, range(RUNS), np.full(RUNS, RATE), group=group)
        rng, losses = np.random.default_rng(0), []
        for step in range(STEPS):
            order = rng.permutation(ROWS)
            nets.step(x[:, order], y[:, order])
            if (step + 1) % LOOK == 0:
                losses.append((nets.score(x, y)[0], nets.score(dev_x, dev_y)[0]))
            yield (step + 1) / STEPS
        _done[group] = nets, np.array(losses)
    return _done[group]


@explorer(
    size=(1080, 390),
    group=power_of_two(4, ROWS, start=16, label="normalised together"),
    run=integer(1, RUNS, start=1, label="run"),
)
def side_effect(stage):
    """A network that could learn 64 noisy examples by heart, normalised in random groups of a chosen size."""
    plane, course, chart = stage.panels(
        "Learned from 64 examples", "This run, step by step", "Ten runs, after 500 steps", widths=[4, 3.6, 4]
    )
    plane.set(xlim=(-2, 3), ylim=(-1.7, 2.2), xticks=[], yticks=[])
    field = Field(stage, plane, ["#f0c05f", "white", "#8fc1e6"], low=-4, high=4, level=0.0, cells=60)
    clouds = [
        stage.moving(plane.plot([], [], marker, color=color, ms=6, mec="white", mew=0.7, zorder=3))
        for marker, color in (("o", "#8a5d00"), ("s", "#00466e"))
    ]
    course.set(xlim=(0, STEPS), ylim=(LOW, HIGH), yscale="log", xlabel="step", ylabel="loss")
    chart.set(xlim=(3.3, 80), ylim=(LOW, HIGH), xscale="log", yscale="log", xlabel="examples normalised together")
    chart.set_xticks(GROUPS, [str(group) for group in GROUPS])
    chart.minorticks_off()
    looks = (dict(color=MODEL, ls="--"), dict(color=ERROR, ls="-"))
    lines = [stage.moving(course.plot([], [], **look)) for look in looks]
    medians = [stage.moving(chart.plot([], [], **look)) for look in looks]
    dots = [
        stage.moving(chart.plot([], [], marker, color=look["color"], ms=4, alpha=0.6, mew=0))
        for marker, look in zip("so", looks)
    ]
    for marker, look, label in zip("so", looks, ("on its training examples", "on held-out examples")):
        chart.plot([], [], marker=marker, ms=4, **look, label=label)
    chart.legend(loc="lower left", borderaxespad=0.1)
    ruler = stage.moving(chart.plot([], [], color=GREY, lw=1.3, ls=":"))
    stage.grip(
        "group",
        chart,
        lambda s: (s.group, 2.2),
        lambda size, _, s: {"group": min(GROUPS, key=lambda g: abs(np.log(g / size)))},
        label="group size",
    )
    knob = stage.moving(chart.plot([], [], **HANDLE))

    def update(group, run):
        ruler.set_data([group, group], [LOW, HIGH])
        knob.set_data([group], [2.2])
        todo = [size for size in GROUPS if size not in _done]
        return training(todo, group, run) if todo else said(group, run)

    def training(todo, group, run):
        for number, size in enumerate(todo):
            work = train(size)
            for share in work:
                yield Step(
                    (number + share) / len(todo), readouts(verdict="Training ten networks for each size, here and now.")
                )
        return said(group, run)

    @quiet
    def said(group, run):
        x, y, _, _ = examples()
        nets, losses = _done[group]
        field.show(nets.pick(run - 1).forward(field.points)[0])
        for kind, cloud in enumerate(clouds):
            cloud.set_data(*x[run - 1][y[run - 1] == kind].T)
        last = {size: _done[size][1][-1] for size in GROUPS}
        for side in (0, 1):
            lines[side].set_data(np.arange(LOOK, STEPS + 1, LOOK), losses[:, side, run - 1])
            ends = np.array([last[size][side] for size in GROUPS])
            medians[side].set_data(GROUPS, np.median(ends, axis=1))
            dots[side].set_data(np.repeat(GROUPS, RUNS), ends.ravel())
        held = {size: float(np.median(last[size][1])) for size in GROUPS}
        best = min(held, key=held.get)
        better = int((last[group][1] < last[ROWS][1]).sum())
        if group == ROWS:
            verdict = "All 64 in one group: no chance in it, and the network learns much of them by heart."
        elif held[group] > 1.1 * held[best] and group < best:
            verdict = "So few together that the noise drowns what there is to learn: it does badly on what it has seen as well."
        elif held[group] > 1.1 * held[best]:
            verdict = "A little of the chance is left, and a little of its help: it still learns much by heart."
        else:
            verdict = (
                "It does worse on what it has seen and better on what it has not: the noise works like a regularizer."
            )
        return readouts(
            train=show(np.median(last[group][0]), ".2g", label="training loss, typically"),
            held_out=show(held[group], ".2g", label="held-out loss, typically"),
            together=show(held[ROWS], ".2g", label="with all 64 together"),
            better=show(better, ".0f", f"of {RUNS} runs", label="better than that in") if group != ROWS else "",
            verdict=verdict,
        )

    return update

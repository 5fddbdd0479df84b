"""Explorers for trying the engine in a page: one with every kind of control, a slow one, one that fails."""

import time

from course.live import (
    Step,
    choice,
    explorer,
    integer,
    linear,
    log,
    point,
    power_of_two,
    readouts,
    show,
    timeline,
    toggle,
)  # fmt: skip

NAMES = ("everything", "slow", "fragile", "neighbours")


@explorer(
    size=(800, 260),
    share=linear(-1, 1, start=0.25, step=0.05),
    rate=log(0.001, 10, start=0.1, label="learning rate"),
    count=integer(1, 12, start=5),
    batch=power_of_two(1, 256, start=16),
    shape=choice("round", "square"),
    filled=toggle(label="fill it"),
    spot=point(0.2, 0.3, low=(-1, -1), high=(1, 1)),
    step=timeline(0, 12, start=0, interval=60),
)
def everything(stage):
    """One of each control, and a mark for each that moves."""
    (axes,) = stage.panels("Everything")
    axes.set(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2))
    mark = stage.moving(axes.plot([], [], ms=18, mfc="none", mec="black"))
    across, up = (stage.moving(axes.plot([], [])) for _ in range(2))
    row = stage.moving(axes.plot([], [], "k."))
    ring = stage.moving(axes.plot([], [], "bs"))
    stage.grip("spot", axes)

    def update(share, rate, count, batch, shape, filled, spot, step):
        mark.set(
            data=([spot[0]], [spot[1]]), marker="o" if shape == "round" else "s", mfc="black" if filled else "none"
        )
        across.set_data([-1, 1], [share, share])
        up.set_data([rate / 10, rate / 10], [-1, 1])
        row.set_data([-1 + 0.1 * k for k in range(count)], [-1.1] * count)
        ring.set_data([-1 + step / 6], [batch / 256])
        more = {"late": show(step, ".0f")} if step > 6 else {}
        return readouts(
            product=show(share * rate, ".4f"), count=count, batch=batch, shape=shape, filled=filled,
            x=show(spot[0], ".3f"), **more, verdict="Half is past." if step > 6 else "",
        )  # fmt: skip

    return update


@explorer(work=integer(1, 200, start=1), other=linear(0, 1, start=0.5))
def slow(stage):
    """Work that takes a fiftieth of a second for each slice, and counts how often it came to its end."""
    (axes,) = stage.panels("Slow")
    axes.set(xlim=(0, 201), ylim=(0, 1))
    bar = stage.moving(axes.plot([], [], lw=8))
    stage.memory.finished = 0

    def update(work, other):
        for k in range(work):
            time.sleep(0.02)
            bar.set_data([0, k + 1], [other, other])
            yield Step((k + 1) / work, readouts(slice=k + 1, of=work, finished=stage.memory.finished))
        stage.memory.finished += 1
        return readouts(slice=work, of=work, finished=stage.memory.finished)

    return update


@explorer(x=integer(0, 10, start=3))
def fragile(stage):
    """A bar that breaks above five."""
    (axes,) = stage.panels("Fragile")
    axes.set(xlim=(0, 10), ylim=(0, 1))
    bar = stage.moving(axes.plot([], [], lw=8))

    def update(x):
        if x > 5:
            raise ValueError(f"{x} is too much for me")
        bar.set_data([0, x], [0.5, 0.5])
        return readouts(x=x)

    return update


@explorer(left=integer(0, 4, start=2), right=integer(0, 4, start=2))
def neighbours(stage):
    """Two points that stop at whole numbers only, one all but over the other."""
    (axes,) = stage.panels("Neighbours")
    axes.set(xlim=(-0.5, 4.5), ylim=(0, 1))
    places = {"left": 0.5, "right": 0.53}
    dots = {name: stage.moving(axes.plot([], [], "o", ms=11)) for name in places}
    for name, height in places.items():
        stage.grip(
            name,
            axes,
            lambda s, name=name, height=height: (getattr(s, name), height),
            lambda x, _, s, name=name: {name: x},
        )

    def update(left, right):
        for name, value in (("left", left), ("right", right)):
            dots[name].set_data([value], [places[name]])
        return readouts(left=left, right=right)

    return update

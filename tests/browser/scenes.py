"""Explorers for trying the engine in a page: one with every kind of control, a slow one, one that fails."""

import time

from course.live import (
    State,
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
def everything(**settings):
    """One of each control, and a mark for each that moves."""
    return State()


@everything.seen
def draw_everything(stage):
    (axes,) = stage.panels("Everything")
    axes.set(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2))
    mark = stage.moving(axes.plot([], [], ms=18, mfc="none", mec="black"))
    across, up = (stage.moving(axes.plot([], [])) for _ in range(2))
    row = stage.moving(axes.plot([], [], "k."))
    ring = stage.moving(axes.plot([], [], "bs"))
    stage.grip("spot", axes)

    def update(now):
        marker, inside = "o" if now.shape == "round" else "s", "black" if now.filled else "none"
        mark.set(data=([now.spot[0]], [now.spot[1]]), marker=marker, mfc=inside)
        across.set_data([-1, 1], [now.share, now.share])
        up.set_data([now.rate / 10, now.rate / 10], [-1, 1])
        row.set_data([-1 + 0.1 * k for k in range(now.count)], [-1.1] * now.count)
        ring.set_data([-1 + now.step / 6], [now.batch / 256])

    return update


@everything.said
def say_everything(now):
    more = {"late": show(now.step, ".0f")} if now.step > 6 else {}
    return readouts(
        product=show(now.share * now.rate, ".4f"), count=now.count, batch=now.batch, shape=now.shape,
        filled=now.filled, x=show(now.spot[0], ".3f"), **more, verdict="Half is past." if now.step > 6 else "",
    )  # fmt: skip


@explorer(work=integer(1, 200, start=1), other=linear(0, 1, start=0.5))
def slow(memory, work, other):
    """Work that takes a fiftieth of a second for each slice, and counts how often it came to its end."""
    finished = getattr(memory, "finished", 0)
    for k in range(work):
        time.sleep(0.02)
        yield Step((k + 1) / work, State(slice=k + 1, finished=finished))
    memory.finished = finished + 1
    return State(slice=work, finished=memory.finished)


@slow.seen
def draw_slow(stage):
    (axes,) = stage.panels("Slow")
    axes.set(xlim=(0, 201), ylim=(0, 1))
    bar = stage.moving(axes.plot([], [], lw=8))
    return lambda now: bar.set_data([0, now.slice], [now.other, now.other])


@slow.said
def say_slow(now):
    return readouts(slice=now.slice, of=now.work, finished=now.finished)


@explorer(x=integer(0, 10, start=3))
def fragile(x):
    """A bar that breaks above five."""
    if x > 5:
        raise ValueError(f"{x} is too much for me")
    return State()


@fragile.seen
def draw_fragile(stage):
    (axes,) = stage.panels("Fragile")
    axes.set(xlim=(0, 10), ylim=(0, 1))
    bar = stage.moving(axes.plot([], [], lw=8))
    return lambda now: bar.set_data([0, now.x], [0.5, 0.5])


@fragile.said
def say_fragile(now):
    return readouts(x=now.x)


@explorer(left=integer(0, 4, start=2), right=integer(0, 4, start=2))
def neighbours(left, right):
    """Two points that stop at whole numbers only, one all but over the other."""
    return State()


@neighbours.seen
def draw_neighbours(stage):
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

    def update(now):
        for name, value in (("left", now.left), ("right", now.right)):
            dots[name].set_data([value], [places[name]])

    return update


@neighbours.said
def say_neighbours(now):
    return readouts(left=now.left, right=now.right)

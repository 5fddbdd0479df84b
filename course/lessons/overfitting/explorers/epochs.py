"""How long a network should train: six hundred epochs to look through, and a stop to commit to."""

import numpy as np

from course.lessons.overfitting.looks import DEV, TRAIN, Country
from course.lessons.overfitting.moons import EPOCHS, EVERY, NEW, RUNS, Run, in_slices, obeyed, wrong
from course.live import State, explorer, integer, linear, power_of_two, readouts, show, timeline, toggle
from course.live.style import DATA, GOOD, HANDLE, ORANGE


@explorer(
    size=(1080, 390),
    epoch=timeline(0, EPOCHS, start=20, step=EVERY, label="epoch"),
    mark=integer(0, EPOCHS, start=0, step=EVERY, label="I would stop at epoch"),
    reveal=toggle(label="reveal the dev loss"),
    width=power_of_two(1, 32, start=16, label="hidden units"),
    slips=linear(0, 0.3, start=0.1, step=0.05, label="share of wrong labels"),
    seed=integer(0, 30, start=4, label="draw of the data"),
    presets={
        "after 20 epochs": dict(epoch=20),
        "after 100 epochs": dict(epoch=100),
        "after 600 epochs": dict(epoch=600),
        "another draw, revealed": dict(epoch=600, mark=300, reveal=True, seed=1),
    },
)
def epochs(epoch, mark, reveal, width, slips, seed):
    """Six hundred epochs of one net: what it says of the plane, its training loss, and its loss on held-out points."""
    key = width, slips, seed
    return looked_at(RUNS[key], epoch) if key in RUNS else training(key, epoch)


def training(key, epoch):
    new = Run(*key)
    steps = in_slices(
        new.steps(), EPOCHS, lambda history: State(run=new, net=new.net, train=np.array(history.loss), done=False)
    )
    new.keep((yield from steps))
    RUNS.keep(key, new)
    return looked_at(new, epoch)


def looked_at(run, epoch):
    net, moons = run.at(epoch), run.moons
    return State(
        run=run,
        net=net,
        train=run.train,
        done=True,
        missed=wrong(net, moons.x, moons.y),
        missed_new=wrong(net, moons.new_x, moons.new_y),
        wrong_labels=int(moons.slipped.sum()),
        learned=obeyed(net, moons),
    )


def revealed(state):
    """Is the dev loss to be seen? Not before a stop is marked."""
    return state.reveal and state.mark > 0


@epochs.seen
def scene(stage):
    plane, chart = stage.panels(
        "The boundary after this epoch",
        "Where would you stop? Drag the circle",
        names=["plane", "loss"],
        widths=[4, 5.6],
    )
    country = Country(stage, plane, cells=80)
    show_losses, show_stop = draw_losses(stage, chart)

    def show(state):
        moons = state.run.moons
        country.points(moons.x, moons.y, moons.slipped if state.done and revealed(state) else None)
        country.show(state.net)
        show_losses(state)
        if state.done:
            show_stop(state)

    return show


def draw_losses(stage, axes):
    """Both losses over the epochs, and the stop that somebody has committed to."""
    axes.set(xlim=(-8, 612), ylim=(-0.03, 1.6), xlabel="epoch", ylabel="loss L")
    lines = {
        name: stage.moving(axes.plot([], [], color=look["color"], ls=look["ls"], lw=2.2, label=name))
        for name, look in (("training", TRAIN), ("dev", DEV))
    }
    axes.legend(lines.values(), ["training loss", "dev loss, once revealed"], loc="upper left", handlelength=3)
    now = stage.moving(axes.plot([], [], ls="", marker="o", color=TRAIN["color"], mec=DATA, ms=9, zorder=6))
    now_dev = stage.moving(axes.plot([], [], ls="", marker="s", color=DEV["color"], mec=DATA, ms=8, zorder=6))
    show_stop = draw_stop(stage, axes)
    star = stage.moving(axes.plot([], [], "*", color=GOOD, mec=DATA, ms=17, ls="", zorder=7))

    def show(state):
        run, open_ = state.run, state.done and revealed(state)
        upto = EPOCHS if open_ else state.epoch if state.done else len(state.train) - 1
        lines["training"].set_data(np.arange(upto + 1), state.train[: upto + 1])
        lines["dev"].set_data(*((np.arange(EPOCHS + 1), np.minimum(run.dev, 5)) if open_ else ([], [])))
        now.set_data(*(([state.epoch], [run.train[state.epoch]]) if state.done else ([], [])))
        now_dev.set_data(*(([state.epoch], [run.dev[state.epoch]]) if open_ else ([], [])))
        star.set_data(*(([run.best], [run.dev[run.best]]) if open_ else ([], [])))

    return show, show_stop


def draw_stop(stage, axes):
    from course.live.artists import QuickText

    stop = stage.moving(axes.plot([], [], color=ORANGE, lw=2.2, zorder=4))
    knob = stage.moving(axes.plot([], [], **HANDLE))
    ask = stage.moving(QuickText(axes, 300, 1.08, DATA, size=12))
    stage.grip(
        "mark",
        axes,
        lambda state: (state.mark, 0.0),
        lambda x, _, state: {"mark": np.clip(EVERY * round(x / EVERY), 0, EPOCHS)},
        label="your stop",
    )

    def show(state):
        ask.set_text("First drag the white circle to your stop." if state.reveal and not revealed(state) else "")
        stop.set_data([state.mark, state.mark], [0, 1.0] if state.mark else [0, 0])
        knob.set_data([state.mark], [0])

    return show


@epochs.said
def words(state):
    if not state.done:
        return readouts(epoch=len(state.train), verdict="It is learning, and every fourth epoch is kept …")
    said = dict(
        loss=show(state.train[state.epoch], ".2f", label="training loss"),
        missed=show(state.missed, ".0f", "of 80", label="training points wrong"),
    )
    if not state.reveal:
        verdict = "This is all that the training set can tell you. Where would you stop? Mark it, then reveal."
        return readouts(**said, verdict=verdict)
    if not state.mark:
        return readouts(**said, verdict="Your stop first: drag the white circle along the bottom.")
    run = state.run
    if state.wrong_labels:
        said["learned"] = show(state.learned, ".0f", f"of {state.wrong_labels}", label="wrong labels it repeats")
    return readouts(
        **said,
        dev=show(run.dev[state.epoch], ".2f", label="dev loss"),
        missed_new=show(state.missed_new, ".0f", f"of {NEW}", label="dev points wrong"),
        best=show(run.best, ".0f", label="lowest dev loss, at epoch"),
        cost=show(cost(state), ".2f", label="your stop is above it by"),
        verdict=verdict_on(state),
    )


def cost(state):
    """How far the dev loss at one's stop lies above the lowest."""
    return state.run.dev[state.mark] - state.run.dev[state.run.best]


def verdict_on(state):
    run = state.run
    if run.dev[EPOCHS] - run.dev[run.best] < 0.02:
        return "This network hardly overfits: its dev loss stays near its lowest to the end."
    if cost(state) < 0.02:
        return "A very good stop: the dev loss there is almost the lowest."
    if state.mark < run.best:
        return "You stopped too early: the network was still learning something that holds for new points."
    return "You stopped too late: the network had gone on to memorize single points."

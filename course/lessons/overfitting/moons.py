"""Two moons with a few wrong labels, and a net that learns them: how wide it is, and how long it trains."""

import time

import numpy as np

from course.live import Step, explorer, integer, linear, power_of_two, readouts, show, timeline, toggle
from course.live.artists import Field, QuickText
from course.live.style import BLUE, DATA, FAINT, GOOD, GREY, HANDLE, ORANGE
from nbcore import data, losses
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import run

from .looks import DEV, TRAIN

SLICE = 0.015  # seconds of training between two looks at whether a newer setting has come
NEW = 400  # points that no net is trained on
SLIPS = 0.1  # the share of wrong labels

LOSS = losses.BinaryCrossEntropy(from_logits=True)


class Moons:
    """n points to train on and 400 new ones from the same two moons, a share of them with the wrong label.

    x, new_x: (n, 2) and (400, 2). y, new_y: (n, 1) and (400, 1), the labels as they were written down. slipped: (n,), which
    of the training labels are wrong. More points of the same seed are the same points and further ones.
    """

    def __init__(self, n, seed, slips=SLIPS):
        x, truth = data.moons(1024, noise=0.2, seed=seed)
        slipped = np.random.default_rng([seed, 1]).random(len(x)) < slips
        y = np.where(slipped, 1 - truth, truth)[:, None].astype(float)
        self.new_x, self.new_y = x[:NEW], y[:NEW]
        self.x, self.y, self.slipped = x[NEW : NEW + n], y[NEW : NEW + n], slipped[NEW : NEW + n]


def wrong(net, x, y):
    """How many of these a net has on the wrong side."""
    return int(((net.predict(x) > 0) != (y > 0.5)).sum())


def obeyed(net, moons):
    """How many of the wrong labels the net repeats: by chance where it is stiff, by heart where it is free."""
    return int(((net.predict(moons.x) > 0) == (moons.y > 0.5))[moons.slipped].sum())


def in_slices(epochs_done, epochs, look):
    """Train to the end; every few milliseconds yield a Step with the readouts of ``look``. Returns the History."""
    since = time.perf_counter()
    for history in epochs_done:
        if time.perf_counter() - since > SLICE:
            yield Step(len(history.loss) / epochs, look(history))
            since = time.perf_counter()
    return history


class Recent(dict):
    """What was made for the last few settings."""

    def __init__(self, most):
        super().__init__()
        self.most = most

    def keep(self, key, value):
        if len(self) >= self.most:
            del self[next(iter(self))]
        self[key] = value


class Country:
    """A map of what a net says, from one class (orange, circles) to the other (blue, triangles), with points on it."""

    def __init__(self, stage, axes, cells=64):
        axes.set(xlim=(-1.75, 2.75), ylim=(-1.4, 1.75), xlabel="x₁", ylabel="x₂")
        self.field = Field(
            stage, axes, ["#f2b33d", "#fdf3dc", "#dcebf5", "#4b9cd0"], level=0.5, cells=cells, line=dict(lw=2.2)
        )
        looks = dict(ls="", mec=DATA, mew=0.7, zorder=5)
        self.marks = [
            stage.moving(axes.plot([], [], marker, color=color, ms=ms, **looks))
            for marker, color, ms in (("o", ORANGE, 6), ("^", BLUE, 6.5))
        ]
        self.rings = stage.moving(axes.plot([], [], "o", ls="", mfc="none", mec=DATA, ms=12, mew=1.8, zorder=6))

    def points(self, x, y, ringed=None):
        for kind, mark in enumerate(self.marks):
            mark.set_data(*x[y[:, 0] == kind].T)
        self.rings.set_data(*(x[ringed].T if ringed is not None else ([], [])))

    def show(self, net):
        """Colour the map by the net's answers; the line is where it cannot decide."""
        z = net.predict(self.field.points)
        self.field.show(1 / (1 + np.exp(-np.clip(z, -30, 30))))


# ---- how wide -----------------------------------------------------------------------------------

WIDE_EPOCHS = 400
TRAINED = Recent(64)  # (units, n, seed) -> net


@explorer(
    size=(1080, 370),
    units=power_of_two(1, 64, start=64, label="hidden units"),
    n=power_of_two(32, 256, start=64, label="training points"),
    seed=integer(0, 30, start=5, label="draw of the data"),
    held_out=toggle(label="show new points"),
)
def three_bears(stage):
    """A net trained on a few points of two moons, the same net on new points, and both errors for every width tried."""
    on_train, on_new, chart = stage.panels(
        "What it was trained on", "New points", "Share wrong, net by net", widths=[4, 4, 3.6]
    )
    train_map, new_map = Country(stage, on_train), Country(stage, on_new)
    for mark in new_map.marks:
        mark.set(ms=4, mew=0.4)
    hidden = stage.moving(QuickText(on_new, 0.5, 0.18, DATA, size=12))
    chart.set(xlim=(0.75, 85), ylim=(-0.015, 0.4), xscale="log", xlabel="hidden units")
    chart.set_xticks([1, 2, 4, 8, 16, 32, 64], ["1", "2", "4", "8", "16", "32", "64"])
    chart.set_yticks([0, 0.1, 0.2, 0.3, 0.4], ["0%", "10%", "20%", "30%", "40%"])
    chart.minorticks_off()
    chart.axhline(SLIPS, color=GOOD, ls="--", lw=1.3)
    chart.text(0.8, SLIPS - 0.008, "wrong labels", va="top", fontsize=10)
    trails = {}
    for name, look in (("training", TRAIN), ("new", DEV)):
        trails[name] = stage.moving(chart.plot([], [], **look))
        chart.plot([], [], label=f"{name} points", **look)
    chart.legend(loc="upper right", borderaxespad=0.1)
    here = stage.moving(chart.plot([], [], "o", mfc="none", mec=DATA, ms=14, mew=1.5, ls=""))
    stage.memory.seen = {}  # (n, seed) -> {units: (share wrong in training, on new points)}

    def finish(net, units, n, seed, held_out):
        moons = Moons(n, seed)
        train_map.points(moons.x, moons.y, moons.slipped if held_out else None)
        train_map.show(net)
        missed, missed_new = wrong(net, moons.x, moons.y), wrong(net, moons.new_x, moons.new_y)
        new_map.field.set_visible(held_out)
        new_map.field.line.set_visible(held_out)
        new_map.points(moons.new_x[: NEW if held_out else 0], moons.new_y[: NEW if held_out else 0])
        if held_out:
            new_map.show(net)
        hidden.set_text("" if held_out else "400 points it has not seen")
        seen = stage.memory.seen.setdefault((n, seed), {})
        seen[units] = missed / n, missed_new / NEW
        tried = sorted(seen)
        trails["training"].set_data(tried, [seen[k][0] for k in tried])
        trails["new"].set_data(*((tried, [seen[k][1] for k in tried]) if held_out else ([], [])))
        here.set_data([units] * (1 + held_out), seen[units][: 1 + held_out])
        slips = int(moons.slipped.sum())
        said = dict(
            missed=show(missed, ".0f", f"of {n}", label="training points wrong"),
            train_error=show(100 * missed / n, ".0f", "%", label="training error"),
        )
        if not held_out:
            return readouts(
                **said,
                verdict="Hardly a mistake on the points it was trained on. Would you trust it with the next one?"
                if missed / n < 0.05
                else "It makes mistakes on the points it was trained on. Is that bad?",
            )
        learned, gap = obeyed(net, moons), missed_new / NEW - missed / n
        said["error"] = show(100 * missed_new / NEW, ".0f", "%", label="error on new points")
        said["slips"] = show(slips, ".0f", label="wrong labels in training")
        said["learned"] = show(learned, ".0f", label="of them it repeats")
        low = missed_new / NEW < 0.175
        if gap > 0.08 and missed / n > 0.13:
            verdict = "Often wrong on what it has seen, and more often on what is new: too simple, and led astray by single points."
        elif gap > 0.08 and not low:
            verdict = "Too wild: far better on what it has seen than on what is new. It has bent around single points."
        elif gap > 0.08:
            verdict = "Good on new points, and better still on those it has seen: it has begun to learn single points by heart."
        elif low:
            verdict = "About right: as good on new points as one can ask, with one point in ten mislabelled."
        else:
            verdict = "Too simple: wrong about as often on what it has seen as on what is new. It cannot bend as the moons do."
        return readouts(**said, verdict=verdict)

    def training(units, n, seed, held_out):
        moons, net = Moons(n, seed), mlp([2, units, 1], "tanh", seed=seed)

        def look(history):
            train_map.points(moons.x, moons.y)
            train_map.show(net)
            return readouts(epoch=len(history.loss), verdict="It is learning …")

        yield from in_slices(run(net, LOSS, Adam(0.05), moons.x, moons.y, epochs=WIDE_EPOCHS), WIDE_EPOCHS, look)
        TRAINED.keep((units, n, seed), net)
        return finish(net, units, n, seed, held_out)

    def update(units, n, seed, held_out):
        net = TRAINED.get((units, n, seed))
        return finish(net, units, n, seed, held_out) if net else training(units, n, seed, held_out)

    return update


# ---- how long -----------------------------------------------------------------------------------

EPOCHS, EVERY = 600, 4
MARKED = (20, 100, 600)
RUNS = Recent(48)  # (width, slips, seed) -> Run


class Run:
    """A net's 600 epochs on 80 points, and its parameters every fourth epoch."""

    def __init__(self, width, slips, seed):
        self.moons = Moons(80, seed, slips)
        self.net = mlp([2, width, 1], "tanh", seed=seed)

    def steps(self):
        moons = self.moons
        return run(
            self.net, LOSS, Adam(0.02), moons.x, moons.y, epochs=EPOCHS, dev=(moons.new_x, moons.new_y), snapshots=EVERY
        )  # fmt: skip

    def keep(self, history):
        """Losses after 0 to 600 epochs, (601,): fit notes the training loss before each step."""
        self.snapshots = history.snapshots
        self.train = np.append(history.loss, LOSS(self.net.predict(self.moons.x), self.moons.y))
        self.at(0)
        self.dev = np.insert(history.dev_loss, 0, LOSS(self.net.predict(self.moons.new_x), self.moons.new_y))
        self.best = int(self.dev.argmin())

    def at(self, epoch):
        """The net as it was after so many epochs, the nearest that was kept."""
        self.net.params[...] = self.snapshots[EVERY * round(epoch / EVERY)]
        return self.net


@explorer(
    size=(1080, 390),
    epoch=timeline(0, EPOCHS, start=20, step=EVERY, label="epoch"),
    mark=integer(0, EPOCHS, start=0, step=EVERY, label="I would stop at epoch"),
    reveal=toggle(label="reveal the dev loss"),
    width=power_of_two(1, 32, start=16, label="hidden units"),
    slips=linear(0, 0.3, start=0.1, step=0.05, label="share of wrong labels"),
    seed=integer(0, 30, start=4, label="draw of the data"),
)
def epochs(stage):
    """Six hundred epochs of one net: what it says of the plane, its training loss, and its loss on held-out points."""
    plane, chart = stage.panels(
        "After this epoch (ringed: wrong labels)", "Drag the white circle to where you would stop", widths=[4, 5.6]
    )
    country = Country(stage, plane, cells=80)
    chart.set(xlim=(-8, 612), ylim=(-0.03, 1.6), xlabel="epoch", ylabel="loss L")
    for epoch in MARKED:
        chart.axvline(epoch, color=FAINT, lw=1.2)
        chart.text(
            epoch + (5 if epoch < 600 else -5),
            1.53,
            str(epoch),
            ha="left" if epoch < 600 else "right",
            fontsize=10,
            color=GREY,
        )
    lines = {
        name: stage.moving(chart.plot([], [], color=look["color"], ls=look["ls"], lw=2.2, label=name))
        for name, look in (("training", TRAIN), ("dev", DEV))
    }
    chart.legend(
        lines.values(),
        ["training loss", "dev loss, when revealed"],
        loc="upper left",
        bbox_to_anchor=(0.2, 1),
        handlelength=3,
    )
    now = stage.moving(chart.plot([], [], ls="", marker="o", color=TRAIN["color"], mec=DATA, ms=9, zorder=6))
    now_dev = stage.moving(chart.plot([], [], ls="", marker="s", color=DEV["color"], mec=DATA, ms=8, zorder=6))
    stop = stage.moving(chart.plot([], [], color=ORANGE, lw=2.2, zorder=4))
    knob = stage.moving(chart.plot([], [], **HANDLE))
    star = stage.moving(chart.plot([], [], "*", color=GOOD, mec=DATA, ms=17, ls="", zorder=7))
    ask = stage.moving(QuickText(chart, 300, 1.05, DATA, size=12))
    stage.grip(
        "mark",
        chart,
        lambda s: (s.mark, 0.0),
        lambda x, _, s: {"mark": np.clip(EVERY * round(x / EVERY), 0, EPOCHS)},
        label="your stop",
    )

    def finish(done, epoch, mark, reveal):
        moons, net = done.moons, done.at(epoch)
        country.points(moons.x, moons.y, moons.slipped)
        country.show(net)
        shown = reveal and mark > 0
        ask.set_text("First drag the white circle to your stop." if reveal and not shown else "")
        upto = EPOCHS if shown else epoch
        lines["training"].set_data(np.arange(upto + 1), done.train[: upto + 1])
        lines["dev"].set_data(*((np.arange(EPOCHS + 1), np.minimum(done.dev, 5)) if shown else ([], [])))
        now.set_data([epoch], [done.train[epoch]])
        now_dev.set_data(*(([epoch], [done.dev[epoch]]) if shown else ([], [])))
        star.set_data(*(([done.best], [done.dev[done.best]]) if shown else ([], [])))
        stop.set_data([mark, mark], [0, 1.28] if mark else [0, 0])
        knob.set_data([mark], [0])
        slips = int(moons.slipped.sum())
        said = dict(
            loss=show(done.train[epoch], ".2f", label="training loss"),
            missed=show(wrong(net, moons.x, moons.y), ".0f", "of 80", label="training points wrong"),
        )
        if slips:
            said["learned"] = show(obeyed(net, moons), ".0f", f"of {slips}", label="wrong labels it repeats")
        if not reveal:
            verdict = "The training loss can only tell you to go on. Where would you stop? Mark it, then reveal."
            return readouts(**said, verdict=verdict)
        if not mark:
            return readouts(
                **said, verdict="Your stop first: drag the white circle along the bottom, and commit to it."
            )
        cost = done.dev[mark] - done.dev[done.best]
        said["dev"] = show(done.dev[epoch], ".2f", label="dev loss")
        said["missed_new"] = show(wrong(net, moons.new_x, moons.new_y), ".0f", f"of {NEW}", label="dev points wrong")
        said["best"] = show(done.best, ".0f", label="lowest dev loss, at epoch")
        said["cost"] = show(cost, ".2f", label="your stop is above it by")
        if done.dev[EPOCHS] - done.dev[done.best] < 0.02:
            verdict = "This net hardly overfits: to the end its dev loss stays near its lowest."
        elif cost < 0.02:
            verdict = "A very good stop: next to nothing above the lowest dev loss."
        elif mark < done.best:
            verdict = "You stopped early: it still had something to learn that holds for new points."
        else:
            verdict = "You stopped late: it had gone on to learn single points by heart."
        return readouts(**said, verdict=verdict)

    def training(key, epoch, mark, reveal):
        new = Run(*key)

        def look(history):
            country.points(new.moons.x, new.moons.y, new.moons.slipped)
            country.show(new.net)
            lines["training"].set_data(np.arange(len(history.loss)), history.loss)
            for line in (lines["dev"], now, now_dev, star):
                line.set_data([], [])
            return readouts(epoch=len(history.loss), verdict="It is learning, and each fourth epoch is kept …")

        new.keep((yield from in_slices(new.steps(), EPOCHS, look)))
        RUNS.keep(key, new)
        return finish(new, epoch, mark, reveal)

    def update(epoch, mark, reveal, width, slips, seed):
        key = width, slips, seed
        return finish(RUNS[key], epoch, mark, reveal) if key in RUNS else training(key, epoch, mark, reveal)

    return update

"""Ten picks on a hidden map of real nets, against three other ways to spend as much training."""

from types import SimpleNamespace

import numpy as np

from course.live import choice, explorer, log, point, press, readouts, show, toggle
from course.live.artists import Field, QuickText
from course.live.style import DATA, FAINT, GOOD, GREY, HANDLE, ORANGE, PURPLE

from .nets import DECAYS, NETS, PICKS, RATES, dev_error, nearest, rival, true_error

LOOKS = {"random": (GREY, "o"), "coarse to fine": (PURPLE, "s"), "halving": (ORANGE, "^")}
DARK_IS_LOW = ["#08335e", "#2b7bba", "#9ecae1", "#e3eef8", "#f7fbff"]
RATE = log(1e-5, 10, start=1)  # how such numbers are written
ERRORS = [10, 15, 25, 50, 90]
CLOSE = 3  # points of dev error that may be chance, on 200 images


class ErrorMap:
    """Learning rate against weight decay, and on it the error of the nets: darker is lower."""

    def __init__(self, stage, axes):
        axes.set(xlim=(-4.08, 1.08), ylim=(-5.1, 0.1), xlabel="learning rate η", ylabel="weight decay λ")
        axes.set_xticks(range(-4, 2), ["0.0001", "0.001", "0.01", "0.1", "1", "10"])
        axes.set_yticks(range(-5, 1), ["0.00001", "0.0001", "0.001", "0.01", "0.1", "1"])
        self.field = Field(stage, axes, DARK_IS_LOW, low=np.log(9), high=np.log(92), cells=110, bands=40)
        lr, decay = 10.0**self.field.points.T
        self.rows = np.abs(np.log(DECAYS[:, None] / decay)).argmin(axis=0)
        self.columns = np.abs(np.log(RATES[:, None] / lr)).argmin(axis=0)

    def show(self, errors):
        """errors: in percent, (decays, rates); None hides the map."""
        self.field.set_visible(errors is not None)
        if errors is not None:
            self.field.show(np.log(errors)[self.rows, self.columns])


def picked(memory, net, here, tries):
    """The picks so far on this net, as (row, column): each further press adds the present place, and each net has its own ten."""
    picks = memory.picks[:tries]
    memory.picks = picks + [(net, here)] * (tries - len(picks))
    return [place for name, place in memory.picks if name == net][:PICKS]


def clear_of(marks, others, high=0.26):
    """Where a number can stand near its mark: the middle of its lower edge, clear of other marks and numbers if possible.

    marks: {(x, y): half the width of its number}. others: (x, y) of what else may not be hidden. Gives {(x, y): place}.
    """
    taken, places = [(x, y, 0.1, 0.1) for x, y in [*marks, *others]], {}
    for (x, y), wide in marks.items():
        side = wide + 0.14
        near = [
            (0, 0.17),
            (0, -0.44),
            (side, -0.13),
            (-side, -0.13),
            (side, 0.1),
            (-side, 0.1),
            (side, -0.36),
            (-side, -0.36),
        ]
        inside = [
            (x + dx, y + dy) for dx, dy in near if -4.15 + wide < x + dx < 1.15 - wide and -5.1 < y + dy < 0.1 - high
        ]

        def gap(place):
            """How far it is from the nearest of what is there; below 0 they overlap."""
            return min(
                (
                    max(abs(place[0] - a) - wide - w, abs(place[1] + high / 2 - b) - high / 2 - h)
                    for a, b, w, h in taken
                ),
                default=1,
            )

        places[x, y] = a, b = next((place for place in inside if gap(place) > 0), max(inside, key=gap))
        taken.append((a, b + high / 2, wide, high / 2))
    return places


@explorer(
    size=(1080, 420),
    place=point(-2.5, -2.5, low=(-4, -5), high=(1, 0)),
    tries=press(100, label="try it"),  # ten on each net; further ones do nothing
    net=choice(*NETS, label="the hidden net"),
    reveal=toggle(label="give up: show me the map"),
)
def be_the_optimizer(stage):
    """Ten picks of a learning rate and a weight decay on a hidden map of real trained nets, and what other ways to search find."""
    chart, record, rivals = stage.panels(
        "Drag the ring, then press “try it”",
        "Dev error, try by try",
        "True error of what is found",
        widths=[4.4, 2.6, 3.4],
    )
    chart.set_facecolor("#eceef1")
    ground = ErrorMap(stage, chart)
    marks = stage.moving(chart.plot([], [], "o", color="white", mec=DATA, mew=1.5, ms=9, zorder=4))
    winner = stage.moving(chart.plot([], [], "o", mfc="none", mec=GOOD, mew=3, ms=17, zorder=5))
    summit = stage.moving(chart.plot([], [], "*", color="white", mec=DATA, ms=17, zorder=7))
    labels = [
        stage.moving(QuickText(chart, 0, 0, DATA, size=10, weight="bold", va="bottom", boxed=True, zorder=6))
        for _ in range(PICKS)
    ]
    name_says = stage.moving(
        QuickText(chart, 1.0, -0.02, GREY, size=11, weight="bold", ha="right", va="top", boxed=True, zorder=3)
    )
    cursor = stage.moving(chart.plot([], [], **{**HANDLE, "mfc": "none", "ms": 15}))
    stage.grip("place", chart, label="the setting to try: powers of ten of the learning rate and the weight decay")

    record.set(xlim=(0.5, PICKS + 0.5), ylim=(np.log(8.5), np.log(210)), xlabel="try", ylabel="dev error")
    record.set_xticks([1, 5, 10])
    rivals.set(ylim=(-0.6, 3.6), xlim=(np.log(8.5), np.log(105)), yticks=[3, 2, 1, 0])
    rivals.set_yticklabels(["you", *LOOKS], fontsize=11)
    for axis in (record.yaxis, rivals.xaxis):
        axis.set_ticks(np.log(ERRORS), [f"{e}%" for e in ERRORS])
    for y in range(4):
        rivals.axhline(y, color=FAINT, lw=0.8)
    record.text(0.7, np.log(170), "× a try", fontsize=10, color=DATA, va="center")
    record.text(4.4, np.log(170), "● best so far", fontsize=10, color=GOOD, va="center")
    mine = stage.moving(record.plot([], [], "o-", color=GOOD, ms=7))
    dots = stage.moving(record.plot([], [], "x", color=DATA, ms=7, mew=2))
    band = stage.moving(record.plot([], [], color=GREY, lw=1.6, ls="--"))
    band_says = stage.moving(QuickText(record, PICKS + 0.4, np.log(128), GREY, size=10, ha="right", boxed=True))
    clouds = {
        n: stage.moving(rivals.plot([], [], m, ls="", color=c, ms=4, alpha=0.35, mew=0)) for n, (c, m) in LOOKS.items()
    }
    middles = {n: stage.moving(rivals.plot([], [], "|", color=DATA, ms=26, mew=3, zorder=5)) for n in LOOKS}
    you = stage.moving(rivals.plot([], [], "D", color=GOOD, ms=11, zorder=6))
    line = stage.moving(rivals.plot([], [], color=GOOD, lw=1.5, ls=":"))
    waits = stage.moving(QuickText(rivals, np.log(30), 1.5, GREY, size=11, boxed=True))
    jitter = np.random.default_rng(2).uniform(-0.3, 0.3, 200)
    stage.memory.picks = []

    def update(place, tries, net, reveal):
        here = nearest(10.0 ** place[0], 10.0 ** place[1])
        picks = picked(stage.memory, net, here, tries)
        dev, true = dev_error(net)[-1], true_error(net)
        over = reveal or len(picks) == PICKS
        found = [dev[pick] for pick in picks]
        best = int(np.argmin(found)) if picks else None

        waits.set_text("" if over else "after your last try")
        name_says.set_text(f"net {net}")
        cursor.set_data([place[0]], [place[1]])
        ground.show(true if over else None)
        at = np.array([(np.log10(RATES[c]), np.log10(DECAYS[r])) for r, c in picks]).reshape(-1, 2)
        marks.set_data(*at.T)
        winner.set_data(*(at[[best]].T if picks else ([], [])))
        star = [
            (np.log10(RATES[c]), np.log10(DECAYS[r])) for r, c in [np.unravel_index(true.argmin(), true.shape)] if over
        ]
        texts = [f"{error:g}%" for error in found]
        places = clear_of({tuple(place): 0.08 * len(text) for place, text in zip(at, texts)}, star)
        for k, label in enumerate(labels):
            label.set_text(texts[k] if k < len(picks) else "")
            if k < len(picks):
                label.set_position(places[tuple(at[k])])
        summit.set_data(*np.reshape(star, (-1, 2)).T)

        so_far = np.minimum.accumulate(found) if picks else np.array([])
        mine.set_data(np.arange(1, len(picks) + 1), np.log(so_far))
        dots.set_data(np.arange(1, len(picks) + 1), np.log(found))
        final, climb = rival(net, "random")
        band.set_data(*((np.arange(1, PICKS + 1), np.log(np.median(climb, axis=0))) if over else ([], [])))
        band_says.set_text("dashed: random, typically" if over else "")
        for k, name in enumerate(LOOKS):
            values, _ = rival(net, name)
            clouds[name].set_data(*((np.log(values[:200]), 2 - k + jitter) if over else ([], [])))
            middles[name].set_data(*(([np.log(np.median(values))], [2 - k]) if over else ([], [])))
        worth = float(true[picks[best]]) if picks else None
        you.set_data(*(([np.log(worth)], [3]) if over and picks else ([], [])))
        line.set_data(*(([np.log(worth)] * 2, [-0.6, 3]) if over and picks else ([], [])))

        left = PICKS - len(picks)
        said = dict(
            η=RATE.text(RATES[here[1]]), λ=RATE.text(DECAYS[here[0]]), left=show(left, ".0f", label="tries left")
        )
        if picks:
            said["best"] = show(found[best], ".1f", "%", label="your best dev error")
        if over:
            if picks:
                beaten = 100 * float((final > worth).mean() + (final == worth).mean() / 2)
                said |= dict(
                    worth=show(worth, ".1f", "%", label="its true error"),
                    beaten=show(beaten, ".0f", "%", label="random searches you beat"),
                )
            said["random"] = show(np.median(final), ".1f", "%", label="random, typically")
            said["halving"] = show(np.median(rival(net, "halving")[0]), ".1f", "%", label="halving, typically")
            said["lowest"] = show(true.min(), ".1f", "%", label="the lowest on the map")
        return readouts(
            **said,
            verdict=verdict(
                SimpleNamespace(picks=picks, found=found, over=over, left=left, net=net, beaten=said.get("beaten"))
            ),
        )

    return update


def verdict(game):
    if game.over and not game.picks:
        return f"The map, with no try of yours on it. The hidden net was: {NETS[game.net]}. To play, untick the box and choose another net."
    if game.over:
        judged = (
            "Better than chance"
            if game.beaten > 60
            else "Worse than chance"
            if game.beaten < 40
            else "As good as chance"
        )
        repeated = " Some of your tries were the same setting twice." if len(set(game.picks)) < len(game.picks) else ""
        return f"{judged}: you beat {game.beaten.text} of 1,000 random searches. The hidden net was: {NETS[game.net]}.{repeated} To play again, choose another net."
    if not game.picks:
        return "A fresh map. Where would you begin? Each try trains one net for 32 epochs and tells its dev error."
    last, before = game.found[-1], min(game.found[:-1], default=np.inf)
    chance = f"on 200 images, less than {CLOSE} points may be chance."
    if last >= 85:
        said = "About nine in ten wrong: this net has learned nothing, or blown up."
    elif len(game.found) == 1:
        said = "A first number. One number says nothing of the way down yet."
    elif last <= before - CLOSE:
        said = "The best so far."
    elif last < before:
        said = f"The best so far. But {chance}"
    elif last < before + CLOSE:
        said = f"Close to your best: {chance}"
    else:
        said = "Worse than your best."
    return f"{said} {game.left} {'tries' if game.left > 1 else 'try'} left."

"""Ten picks on a hidden map of real nets, against three other ways to spend as much training."""

import numpy as np

from course.live import State, choice, explorer, log, point, press, readouts, show, toggle
from course.live.style import DATA, FAINT, GOOD, GREY, HANDLE, ORANGE, PURPLE

from ..error_map import ErrorMap
from ..labels import clear_of
from ..nets import LAMBDAS, NETS, PICKS, RATES, dev_error, nearest, rival, true_error

LOOKS = {"random": (GREY, "o"), "coarse to fine": (PURPLE, "s"), "halving": (ORANGE, "^")}
RATE = log(1e-5, 10, start=1)  # how such numbers are written
ERRORS = [10, 15, 25, 50, 90]
CLOSE = 3  # points of dev error that may be chance, on 200 images


def picked(memory, net, here, tries):
    """The picks so far on this net, as (row, column): each further press adds the present place, and each net has its own ten."""
    picks = getattr(memory, "picks", [])[:tries]
    memory.picks = picks + [(net, here)] * (tries - len(picks))
    return [place for name, place in memory.picks if name == net][:PICKS]


@explorer(
    size=(1080, 420),
    place=point(-2.5, -2.5, low=(-4, -5), high=(1, 0)),
    tries=press(100, label="try it"),  # ten on each net; further ones do nothing
    net=choice(*NETS, label="the hidden net"),
    reveal=toggle(label="give up: show me the map"),
)
def be_the_optimizer(memory, place, tries, net, reveal):
    """Ten picks of a learning rate and an L2 penalty on a hidden map of real trained nets, and what other ways to search find."""
    here = nearest(10.0 ** place[0], 10.0 ** place[1])
    picks = picked(memory, net, here, tries)
    dev, true = dev_error(net)[-1], true_error(net)
    found = [dev[pick] for pick in picks]
    best = int(np.argmin(found)) if picks else None
    worth = float(true[picks[best]]) if picks else None
    final = rival(net, "random")[0]
    return State(
        here=here,
        picks=picks,
        found=found,
        best=best,
        worth=worth,
        left=PICKS - len(picks),
        over=reveal or len(picks) == PICKS,
        beaten=100 * float((final > worth).mean() + (final == worth).mean() / 2) if picks else None,
    )


@be_the_optimizer.seen
def scene(stage):
    chart, record, rivals = stage.panels(
        "Drag the ring, then press “try it”",
        "Dev error, try by try",
        "True error of what is found",
        names=["map", "tries", "rivals"],
        widths=[4.4, 2.6, 3.4],
    )
    parts = [draw_map(stage, chart), draw_record(stage, record), draw_rivals(stage, rivals)]

    def show(state):
        for part in parts:
            part(state)

    return show


def spot(row, column):
    """A setting's place on the map: its powers of ten."""
    return np.log10(RATES[column]), np.log10(LAMBDAS[row])


def draw_map(stage, axes):
    """The hidden map, the picks with their numbers, and the ring that says where to try next."""
    axes.set_facecolor("#eceef1")
    ground = ErrorMap(stage, axes)
    marks = stage.moving(axes.plot([], [], "o", color="white", mec=DATA, mew=1.5, ms=9, zorder=4))
    winner = stage.moving(axes.plot([], [], "o", mfc="none", mec=GOOD, mew=3, ms=17, zorder=5))
    summit = stage.moving(axes.plot([], [], "*", color="white", mec=DATA, ms=17, zorder=7))
    show_numbers, show_name = draw_numbers(stage, axes), draw_name(stage, axes)
    cursor = stage.moving(axes.plot([], [], **{**HANDLE, "mfc": "none", "ms": 15}))
    stage.grip("place", axes, label="the setting to try: powers of ten of the learning rate and the L2 penalty")

    def show(state):
        true = true_error(state.net)
        lowest = [spot(*np.unravel_index(true.argmin(), true.shape))] if state.over else []
        at = np.array([spot(*pick) for pick in state.picks]).reshape(-1, 2)
        ground.show(true if state.over else None)
        marks.set_data(*at.T)
        winner.set_data(*(at[[state.best]].T if state.picks else ([], [])))
        summit.set_data(*np.reshape(lowest, (-1, 2)).T)
        show_numbers(state, at, lowest)
        show_name(state)
        cursor.set_data([state.place[0]], [state.place[1]])

    return show


def draw_numbers(stage, axes):
    """The dev error beside each pick, where it hides nothing."""
    from course.live.artists import QuickText

    look = dict(size=10, weight="bold", va="bottom", boxed=True, zorder=6)
    labels = [stage.moving(QuickText(axes, 0, 0, DATA, **look)) for _ in range(PICKS)]

    def show(state, at, lowest):
        texts = [f"{error:g}%" for error in state.found]
        places = clear_of({tuple(place): 0.08 * len(text) for place, text in zip(at, texts)}, lowest)
        for k, label in enumerate(labels):
            label.set_text(texts[k] if k < len(texts) else "")
            if k < len(texts):
                label.set_position(places[tuple(at[k])])

    return show


def draw_name(stage, axes):
    from course.live.artists import QuickText

    look = dict(size=11, weight="bold", ha="right", va="top", boxed=True, zorder=3)
    name = stage.moving(QuickText(axes, 1.0, -0.02, GREY, **look))
    return lambda state: name.set_text(f"net {state.net}")


def errors_along(axis):
    """Errors in percent along an axis that is drawn by their logarithm."""
    axis.set_ticks(np.log(ERRORS), [f"{error}%" for error in ERRORS])


def draw_record(stage, axes):
    """Each try's dev error, the best so far, and how a random search typically does."""
    from course.live.artists import QuickText

    axes.set(xlim=(0.5, PICKS + 0.5), ylim=(np.log(8.5), np.log(210)), xlabel="try", ylabel="dev error")
    axes.set_xticks([1, 5, 10])
    errors_along(axes.yaxis)
    axes.text(0.7, np.log(170), "× a try", fontsize=10, color=DATA, va="center")
    axes.text(4.4, np.log(170), "● best so far", fontsize=10, color=GOOD, va="center")
    mine = stage.moving(axes.plot([], [], "o-", color=GOOD, ms=7))
    dots = stage.moving(axes.plot([], [], "x", color=DATA, ms=7, mew=2))
    band = stage.moving(axes.plot([], [], color=GREY, lw=2, ls=":"))
    band_says = stage.moving(QuickText(axes, PICKS + 0.4, np.log(128), GREY, size=10, ha="right", boxed=True))
    all_tries = np.arange(1, PICKS + 1)

    def show(state):
        tries = all_tries[: len(state.picks)]
        mine.set_data(tries, np.log(np.minimum.accumulate(state.found)) if state.picks else [])
        dots.set_data(tries, np.log(state.found))
        climb = np.median(rival(state.net, "random")[1], axis=0)
        band.set_data(*((all_tries, np.log(climb)) if state.over else ([], [])))
        band_says.set_text("dotted: random, typically" if state.over else "")

    return show


def draw_rivals(stage, axes):
    """What three other ways to search find, a dot for each search, and what the picks have found."""
    from course.live.artists import QuickText

    axes.set(ylim=(-0.6, 3.6), xlim=(np.log(8.5), np.log(105)), yticks=[3, 2, 1, 0])
    axes.set_yticklabels(["you", *LOOKS], fontsize=11)
    errors_along(axes.xaxis)
    for y in range(4):
        axes.axhline(y, color=FAINT, lw=0.8)
    clouds = {
        name: stage.moving(axes.plot([], [], mark, ls="", color=color, ms=4, alpha=0.35, mew=0))
        for name, (color, mark) in LOOKS.items()
    }
    middles = {name: stage.moving(axes.plot([], [], "|", color=DATA, ms=26, mew=3, zorder=5)) for name in LOOKS}
    you = stage.moving(axes.plot([], [], "D", color=GOOD, ms=11, zorder=6))
    line = stage.moving(axes.plot([], [], color=GOOD, lw=1.5, ls=":"))
    waits = stage.moving(QuickText(axes, np.log(30), 1.5, GREY, size=11, boxed=True))
    jitter = np.random.default_rng(2).uniform(-0.3, 0.3, 200)

    def show(state):
        for k, name in enumerate(LOOKS):
            values = np.log(rival(state.net, name)[0])
            clouds[name].set_data(*((values[:200], 2 - k + jitter) if state.over else ([], [])))
            middles[name].set_data(*(([np.median(values)], [2 - k]) if state.over else ([], [])))
        mine = [np.log(state.worth)] if state.over and state.picks else []
        you.set_data(mine, [3] * len(mine))
        line.set_data(mine * 2, [-0.6, 3][: 2 * len(mine)])
        waits.set_text("" if state.over else "after your last try")

    return show


@be_the_optimizer.said
def words(state):
    row, column = state.here
    said = dict(η=RATE.text(RATES[column]), λ=RATE.text(LAMBDAS[row]), left=show(state.left, ".0f", label="tries left"))
    if state.picks:
        said["best"] = show(state.found[state.best], ".1f", "%", label="your best dev error")
    if state.over:
        said |= outcome(state)
    return readouts(**said, verdict=verdict(state))


def outcome(state):
    """What is told once the map is lifted: what the best pick is worth, and what the others typically find."""
    said = {}
    if state.picks:
        said["worth"] = show(state.worth, ".1f", "%", label="its true error")
        said["beaten"] = show(state.beaten, ".0f", "%", label="random searches you beat")
    for name in ("random", "halving"):
        said[name] = show(np.median(rival(state.net, name)[0]), ".1f", "%", label=f"{name}, typically")
    said["lowest"] = show(true_error(state.net).min(), ".1f", "%", label="the lowest on the map")
    return said


def verdict(state):
    if state.over:
        return (
            final_word(state)
            if state.picks
            else (
                f"The map, with no try of yours on it. The hidden net was: {NETS[state.net]}. "
                "To play, untick the box and choose another net."
            )
        )
    if not state.picks:
        return "A fresh map. Where would you begin? Each try trains one net for 32 epochs and tells you its dev error."
    return f"{about_the_last(state.found)} {state.left} {'tries' if state.left > 1 else 'try'} left."


def final_word(state):
    judged = "Better than" if state.beaten > 60 else "Worse than" if state.beaten < 40 else "As good as"
    repeated = " Some of your tries were the same setting twice." if len(set(state.picks)) < len(state.picks) else ""
    return (
        f"{judged} chance: you beat {state.beaten:.0f}% of 1,000 random searches. "
        f"The hidden net was: {NETS[state.net]}.{repeated} To play again, choose another net."
    )


def about_the_last(found):
    """What the last of the dev errors says, beside the best of those before it."""
    last, before = found[-1], min(found[:-1], default=np.inf)
    chance = f"on 200 images, less than {CLOSE} points may be chance."
    if last >= 85:
        return "About nine in ten wrong: this net has learned nothing, or blown up."
    if len(found) == 1:
        return "A first number. One number can't tell you which way is down."
    if last <= before - CLOSE:
        return "The best so far."
    if last < before:
        return f"The best so far. But {chance}"
    return f"Close to your best: {chance}" if last < before + CLOSE else "Worse than your best."

"""How wide a network should be: what it makes of the points it was trained on, and of new ones."""

from course.lessons.overfitting.looks import DEV, TRAIN, Country
from course.lessons.overfitting.moons import (
    LOSS,
    NEW,
    TRAINED,
    WIDE_EPOCHS,
    Moons,
    best_possible,
    in_slices,
    obeyed,
    wrong,
)  # fmt: skip
from course.live import State, explorer, integer, power_of_two, readouts, show, toggle
from course.live.style import DATA, GOOD
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import run


@explorer(
    size=(1080, 370),
    units=power_of_two(1, 64, start=64, label="hidden units"),
    n=power_of_two(32, 256, start=64, label="training points"),
    seed=integer(0, 30, start=5, label="draw of the data"),
    held_out=toggle(label="show new points"),
    presets={
        "1 unit": dict(units=1, held_out=True),
        "4 units": dict(units=4, held_out=True),
        "64 units": dict(units=64, held_out=True),
        "64 units, 256 points": dict(units=64, n=256, held_out=True),
    },
)
def three_bears(units, n, seed, held_out):
    """A net trained on a few points of two moons, the same net on new points, and both errors for every width tried."""
    net = TRAINED.get((units, n, seed))
    return judged(net, Moons(n, seed)) if net else training(units, n, seed)


def training(units, n, seed):
    moons, net = Moons(n, seed), mlp([2, units, 1], "tanh", seed=seed)
    epochs = run(net, LOSS, Adam(0.05), moons.x, moons.y, epochs=WIDE_EPOCHS)
    yield from in_slices(epochs, WIDE_EPOCHS, lambda history: State(net=net, moons=moons, epoch=len(history.loss)))
    TRAINED.keep((units, n, seed), net)
    return judged(net, moons)


def judged(net, moons):
    missed, missed_new = wrong(net, moons.x, moons.y), wrong(net, moons.new_x, moons.new_y)
    return State(
        net=net,
        moons=moons,
        epoch=None,  # it is not learning any more
        missed=missed,
        train_error=missed / len(moons.x),
        error=missed_new / NEW,
        slips=int(moons.slipped.sum()),
        learned=obeyed(net, moons),
    )


@three_bears.seen
def scene(stage):
    on_train, on_new, chart = stage.panels(
        "What it was trained on",
        "New points",
        "The model-complexity graph",
        names=["training", "new", "errors"],
        widths=[4, 4, 3.6],
    )
    train_map = Country(stage, on_train)
    show_new, show_errors = draw_new(stage, on_new), draw_errors(stage, chart)

    def show(state):
        moons, done = state.moons, state.epoch is None
        train_map.points(moons.x, moons.y, moons.slipped if done and state.held_out else None)
        train_map.show(state.net)
        if done:
            show_new(state)
            show_errors(state)

    return show


def draw_new(stage, axes):
    """The same net on 400 points that it has not seen, hidden until somebody asks for them."""
    from course.live.artists import QuickText

    new_map = Country(stage, axes)
    for mark in new_map.marks:
        mark.set(ms=4, mew=0.4)
    hidden = stage.moving(QuickText(axes, 0.5, 0.18, DATA, size=12))

    def show(state):
        count = NEW if state.held_out else 0
        new_map.field.set_visible(state.held_out)
        new_map.field.line.set_visible(state.held_out)
        new_map.points(state.moons.new_x[:count], state.moons.new_y[:count])
        if state.held_out:
            new_map.show(state.net)
        hidden.set_text("" if state.held_out else "400 points it has not seen")

    return show


def draw_errors(stage, axes):
    """Both errors of every width that was tried on these points."""
    axes.set(xlim=(0.75, 85), ylim=(-0.015, 0.4), xscale="log", xlabel="hidden units", ylabel="error")
    axes.set_xticks([1, 2, 4, 8, 16, 32, 64], ["1", "2", "4", "8", "16", "32", "64"])
    axes.set_yticks([0, 0.1, 0.2, 0.3, 0.4], ["0%", "10%", "20%", "30%", "40%"])
    axes.minorticks_off()
    axes.axhline(best_possible(), color=GOOD, ls=":", lw=2)
    axes.text(0.8, best_possible() - 0.008, "best possible", va="top", fontsize=10)
    trails = {}
    for name, look in (("training", TRAIN), ("dev", DEV)):
        trails[name] = stage.moving(axes.plot([], [], **look))
        axes.plot([], [], label=f"{name} error", **look)
    axes.legend(loc="upper right", borderaxespad=0.1)
    here = stage.moving(axes.plot([], [], "o", mfc="none", mec=DATA, ms=14, mew=1.5, ls=""))
    stage.memory.seen = {}  # (n, seed) -> {units: (share wrong in training, on new points)}

    def show(state):
        seen = stage.memory.seen.setdefault((state.n, state.seed), {})
        seen[state.units] = state.train_error, state.error
        tried = sorted(seen)
        trails["training"].set_data(tried, [seen[k][0] for k in tried])
        trails["dev"].set_data(*((tried, [seen[k][1] for k in tried]) if state.held_out else ([], [])))
        count = 1 + state.held_out
        here.set_data([state.units] * count, seen[state.units][:count])

    return show


@three_bears.said
def words(state):
    if state.epoch is not None:
        return readouts(epoch=state.epoch, verdict="It is learning …")
    said = dict(
        missed=show(state.missed, ".0f", f"of {state.n}", label="training points wrong"),
        train_error=show(100 * state.train_error, ".0f", "%", label="training error"),
    )
    if not state.held_out:
        return readouts(**said, verdict=at_first_sight(state))
    return readouts(
        **said,
        error=show(100 * state.error, ".0f", "%", label="dev error"),
        best=show(100 * best_possible(), ".0f", "%", label="best possible error"),
        slips=show(state.slips, ".0f", label="wrong labels in training"),
        learned=show(state.learned, ".0f", label="of them repeated"),
        verdict=verdict(state),
    )


def at_first_sight(state):
    if state.train_error < 0.05:
        return "Hardly a mistake on its training points. Would you trust it with the next one?"
    return "It makes mistakes on its own training points. Is that bad?"


def verdict(state):
    gap, low = state.error - state.train_error, state.error < 0.175
    if gap > 0.08 and state.train_error > 0.13:
        return "Often wrong on its training points, and more often on new ones: too simple, and misled by single points as well."
    if gap > 0.08 and not low:
        return "It overfits: far better on its training points than on new ones. The boundary has bent around single points."
    if gap > 0.08:
        return "Good on new points, and even better on its training points: it has begun to memorize single ones."
    if low:
        return "About right: it follows the moons, and its dev error is close to the best possible."
    return (
        "It underfits: wrong about as often on its training points as on new ones. It can't bend the way the moons do."
    )

"""A network that learns ten handwritten digits while one looks: its errors, its confusions, and its worst pictures."""

import numpy as np

from course.lessons.softmax.handwriting import EPOCHS, EXAMPLES, HELD_OUT, HIDDEN, LOOKS, ended, learn, parts
from course.live import State, choice, explorer, integer, readouts, show, toggle
from course.live.explorer import Step
from course.live.style import DATA, ERROR, FAINT, GOOD, GREY, MODEL, ORANGE, rgb
from nbcore.activations import log_softmax

ACROSS, DOWN = 4, 3  # pictures in the gallery
PAGE = ACROSS * DOWN
DARK = 5  # so many mistakes of one kind are shown in full red; one mistake is pale
REDS = [tuple(1 - (0.15 + 0.85 * n / DARK) * (1 - part) for part in rgb(ERROR)) for n in range(DARK + 1)]


@explorer(
    size=(1080, 420),
    presets={
        "no hidden layer": dict(network="none: softmax regression"),
        "not shaken": dict(shaken=False),
        "100 pictures": dict(examples=100),
        "what it finds easy": dict(picture=444),
    },
    network=choice(*HIDDEN, start="256 hidden units", label="network"),
    shaken=toggle(True, label="shake the training pictures"),
    examples=choice(*EXAMPLES, start=EXAMPLES[-1], label="pictures to learn from"),
    split=integer(1, 5, start=1, label="split and start"),
    picture=integer(1, HELD_OUT, start=1, label="held-out picture, worst first"),
)
def digits(network, shaken, examples, split, picture):
    """A network learns handwritten digits while you look: its errors, what it takes for what, and its worst pictures."""
    settings = HIDDEN[network], shaken, examples, split
    return measured(*ended[settings], split, picture) if settings in ended else work(settings, split, picture)


def work(settings, split, picture):
    for errors, z in learn(*settings):
        state = measured(errors, z, split, picture)
        if len(errors) < LOOKS:
            yield Step(len(errors) / LOOKS, state)
    return state


def measured(errors, z, split, picture):
    """What the scores z of the held-out pictures say: the answers, how sure of each, and in which order they hang."""
    x, written = parts(split)[1]
    logs, answers = log_softmax(z), z.argmax(axis=1)
    right = answers == written
    confusion = np.zeros((10, 10), dtype=np.int64)
    np.add.at(confusion, (written, answers), 1)
    # Wrong ones first, the surest of them leading; then the right ones, the least sure leading.
    order = np.lexsort((np.where(right, 1, -1) * logs.max(axis=1), right))
    return State(
        errors=errors,
        x=x,
        written=written,
        answers=answers,
        right=right,
        logs=logs,
        confusion=confusion,
        order=order,
        mine=order[picture - 1],
        a=np.exp(logs[order[picture - 1]]),
    )


# ---- what is seen -------------------------------------------------------------------------------


@digits.seen
def scene(stage):
    axes = stage.mosaic([["errors", "table", "gallery"], ["shares", "table", "gallery"]], width_ratios=[3.6, 4.2, 4.6])
    show_table, show_asked = draw_table(stage, axes["table"])
    shown = [
        draw_errors(stage, axes["errors"]),
        draw_shares(stage, axes["shares"]),
        show_table,
        draw_gallery(stage, axes["gallery"]),
        show_asked,
    ]

    def show(state):
        for part in shown:
            part(state)

    return show


def draw_errors(stage, axes):
    """The share that is wrong, from epoch to epoch."""
    axes.set_title("Wrong, epoch by epoch")
    axes.set(xlim=(-0.5, EPOCHS + 0.8), ylim=(0.04, 100), yscale="log", xlabel="epoch", ylabel="% wrong")
    axes.set_yticks([0.05, 1, 10, 100], ["≤ 0.05", "1", "10", "100"])  # one picture of 1,348 is 0.07%
    axes.minorticks_off()
    curves = []
    for color, dash, label in ((GREY, "--", "training"), (ERROR, "-", "held out")):
        curves.append(stage.moving(axes.plot([], [], dash, color=color)))
        axes.plot([], [], dash, color=color, label=label)
    axes.legend(loc="upper right", ncols=2, columnspacing=1, handlelength=1.6, borderaxespad=0.1)

    def show(state):
        epochs = np.arange(1, len(state.errors) + 1) * EPOCHS / LOOKS
        for curve, share in zip(curves, state.errors.T):
            curve.set_data(epochs, np.maximum(100 * share, 0.05))

    return show


def draw_shares(stage, axes):
    """The ten shares of the picture that is framed."""
    from course.live.artists import Bars

    axes.set_title("The framed picture")
    axes.set(xlim=(-0.6, 9.6), ylim=(0, 1.18), xticks=range(10), yticks=[0, 0.5, 1], xlabel="★ is what was written")
    bars = stage.moving(Bars(axes, range(10), 0.7, fc=MODEL))
    star = stage.moving(axes.plot([], [], "*", color=GOOD, mec=DATA, ms=12))

    def show(state):
        true = state.written[state.mine]
        bars.show(state.a)
        star.set_data([true], [min(state.a[true] + 0.09, 1.09)])

    return show


def draw_table(stage, axes):
    """The confusion matrix."""
    from matplotlib.collections import PolyCollection

    from course.live.artists import QuickText

    axes.set_title("Confusion matrix")
    axes.set(xlim=(-0.5, 9.5), ylim=(9.5, -0.5), xticks=range(10), yticks=range(10), aspect="equal")
    axes.set(xlabel="what it said", ylabel="what was written")
    axes.tick_params(length=0)
    for k in range(11):
        axes.axhline(k - 0.5, color=FAINT, lw=0.6)
        axes.axvline(k - 0.5, color=FAINT, lw=0.6)
    for k in range(10):
        axes.fill(*cell(k, k).T, fc="#dceefa", lw=0)
    errors = stage.moving(PolyCollection([], zorder=2))
    axes.add_collection(errors, autolim=False)
    asked = stage.moving(axes.plot([], [], color=ORANGE, lw=3, zorder=5))
    counts = [
        stage.moving(QuickText(axes, said, written, DATA, size=10, weight="normal" if said == written else "bold"))
        for written in range(10)
        for said in range(10)
    ]

    def show(state):
        wrong = state.confusion * (1 - np.eye(10, dtype=np.int64))
        for count, mistakes, text in zip(state.confusion.ravel(), wrong.ravel(), counts):
            text.set(text=str(count) if count else "", color="white" if mistakes >= DARK else DATA)
        off = np.argwhere(wrong)
        errors.set_verts([cell(said, written) for written, said in off])
        errors.set_facecolors([REDS[min(wrong[row, column], DARK)] for row, column in off])

    def show_asked(state):
        corners = cell(state.answers[state.mine], state.written[state.mine])
        asked.set_data(*corners[[0, 1, 2, 3, 0, 1]].T)

    return show, show_asked


def cell(said, written):
    """The corners of a cell of the table, (4, 2)."""
    return np.array([said, written]) + 0.42 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])


def draw_gallery(stage, axes):
    """A page of held-out pictures, one of them framed."""
    from course.live.artists import Pixels, QuickText

    axes.set_title("Held-out pictures: written → said")
    axes.set(aspect="equal", xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    wall = stage.moving(Pixels(axes, (-0.5, ACROSS * 10 - 0.5, DOWN * 12 - 0.5, -0.5)))
    axes.set(xlim=(-0.5, ACROSS * 10 - 0.5), ylim=(DOWN * 12 - 0.5, -1))
    corners = [(10 * across, 12 * down) for down in range(DOWN) for across in range(ACROSS)]
    labels = [stage.moving(QuickText(axes, left + 4, top + 9.3, DATA)) for left, top in corners]
    frame = stage.moving(axes.plot([], [], color=ORANGE, lw=3, zorder=4, clip_on=False))
    stage.grip("picture", axes, where_framed, frame_another, label="the framed picture")

    def show(state):
        sheet = np.zeros((DOWN * 12, ACROSS * 10))
        page = state.order[first_of_page(state.picture) :][:PAGE]
        for text in labels[len(page) :]:
            text.set_text("")
        for row, text, (left, top) in zip(page, labels, corners):
            sheet[top : top + 8, left : left + 8] = state.x[row].reshape(8, 8)
            right = state.right[row]
            caption = f"{state.written[row]} → {state.answers[row]} {'' if right else '×'}"
            text.set(text=caption, color=DATA if right else ERROR)
        wall.set_data(sheet)
        left, top = corners[(state.picture - 1) % PAGE]
        frame.set_data(left + np.array([-0.8, 7.8, 7.8, -0.8, -0.8]), top + np.array([-0.8, -0.8, 7.8, 7.8, -0.8]))

    return show


def first_of_page(picture):
    """How many pictures hang on the pages before this one's."""
    return (picture - 1) // PAGE * PAGE


def where_framed(state):
    down, across = divmod((state.picture - 1) % PAGE, ACROSS)
    return 10 * across + 7.5, 12 * down + 7.5


def frame_another(x, y, state):
    across, down = np.clip(x // 10, 0, ACROSS - 1), np.clip(y // 12, 0, DOWN - 1)
    return {"picture": min(first_of_page(state.picture) + 1 + int(down * ACROSS + across), HELD_OUT)}


# ---- what is said -------------------------------------------------------------------------------


@digits.said
def words(state):
    written, answered = state.written[state.mine], state.answers[state.mine]
    return readouts(
        accuracy=show(100 * state.right.mean(), ".1f", "%", label="held-out right"),
        training=show(100 * (1 - state.errors[-1, 0]), ".1f", "%", label="training right"),
        loss=show(-state.logs[np.arange(HELD_OUT), state.written].mean(), ".3f", label="held-out loss"),
        framed=f"written {written}, said {answered} with {100 * state.a.max():.0f}%",
        verdict=verdict(state),
    )


def verdict(state):
    if len(state.errors) < LOOKS:
        return f"Learning: epoch {-(-len(state.errors) * EPOCHS // LOOKS)} of {EPOCHS}."
    wrong = int((~state.right).sum())
    if wrong == 0:
        return "Not one mistake."
    sure = int((np.exp(state.logs.max(axis=1))[~state.right] > 0.9).sum())
    surely = f"was more than 90% sure of {sure} of these" if sure else "was never more than 90% sure of a mistake"
    return f"It is wrong about {wrong} of {HELD_OUT}, and {surely}."

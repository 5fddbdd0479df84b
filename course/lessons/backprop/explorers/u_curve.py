"""How wrong a slope from nudging is, for each size of the nudge."""

import numpy as np

from course.lessons.backprop.microscope import BUGS, SCHEMES, STEPS, WEIGHT, best_step, error, errors, slopes, specimen
from course.live import State, choice, explorer, log, readouts, show, toggle
from course.live.style import BLUE, DATA, ERROR, FAINT, GOOD, HANDLE, MODEL, OTHER

THRESHOLDS = ((1e-7, "right"), (1e-5, "acceptable"), (1e-3, "wrong"))
LOOKS = {"forward": (OTHER, "--"), "central": (BLUE, "-")}
LOOKED = {"forward": (0, 1), "central": (-1, 1)}  # where the loss is looked up, in units of h
SMALLEST = 1e-12  # an error below this is drawn on the floor
MOVES = np.linspace(-1.5, 1.5, 121)  # of the weight, in units of h


@explorer(
    size=(1060, 390),
    presets={
        "the recipe": dict(h=1e-5, scheme="central"),
        "far too small": dict(h=1e-15),
        "float32": dict(h=0.01, scheme="central", precision="float32", lift=True),
        "a bug": dict(h=1e-5, scheme="central", bug="a factor of 1.0001"),
    },
    h=log(1e-15, 1, start=0.01, step=0.25, label="nudge h"),
    scheme=choice(*SCHEMES, label="nudge"),
    precision=choice("float64", "float32", label="numbers"),
    bug=choice(*BUGS, label="bug"),
    lift=toggle(label="whole curve"),
)
def u_curve(h, scheme, precision, bug, lift):
    """How wrong a slope from nudging is, for each size of the nudge: too large is wrong, and so is too small."""
    unit = h * abs(slopes()[WEIGHT])
    places, look = np.array(LOOKED[scheme]), specimen(precision)
    heights = look.landscape(places * h) / unit
    return State(
        error=error(h, scheme, precision, bug),
        errors={name: errors(name, precision, bug) for name in SCHEMES},
        best=best_step(scheme, precision),
        landscape=look.landscape(MOVES * h) / unit,
        places=places,
        heights=heights,
        by_nudging=(heights[1] - heights[0]) / (places[1] - places[0]),
        by_backward=BUGS[bug](slopes())[WEIGHT] / abs(slopes()[WEIGHT]),
    )


@u_curve.seen
def scene(stage):
    lens, chart = stage.panels(
        "One weight, under a microscope",
        "All 17 slopes: the error for each h",
        names=["weight", "errors"],
        widths=[4, 5],
    )
    show_weight, show_errors = draw_weight(stage, lens), draw_errors(stage, chart)

    def show(state):
        show_weight(state)
        show_errors(state)

    return show


def draw_weight(stage, axes):
    """The loss around one weight, the slope that the nudge finds, and the one from the backward pass."""
    axes.set(xlim=(-1.55, 1.55), ylim=(-2.3, 3.2), xlabel="move of the weight, in units of h")
    axes.set_ylabel("ΔL, in units of slope × h")
    axes.axhline(0, color=FAINT, lw=1)
    axes.axvline(0, color=FAINT, lw=1)
    looks = (
        ("-", DATA, "the loss"),
        ("-", ERROR, "slope by nudging"),
        ("--", MODEL, "slope from the backward pass"),
    )
    for style, color, label in looks:
        axes.plot([], [], style, color=color, label=label)
    axes.legend(loc="upper left", handlelength=2.4)
    loss = stage.moving(axes.plot([], [], color=DATA, lw=1.5, zorder=4))
    secant = stage.moving(axes.plot([], [], color=ERROR, lw=2.6, zorder=3))
    tangent = stage.moving(axes.plot([], [], "--", color=MODEL, zorder=4.5))
    looked = stage.moving(axes.plot([], [], "o", color=ERROR, ms=8, zorder=5))
    ends = MOVES[[0, -1]]

    def show(state):
        loss.set_data(MOVES, state.landscape)
        secant.set_data(ends, state.heights[1] + state.by_nudging * (ends - state.places[1]))
        looked.set_data(state.places, state.heights)
        tangent.set_data(ends, ends * state.by_backward)

    return show


def draw_errors(stage, axes):
    """The error over h, seen only where one has been, and the thresholds of a gradient check."""
    axes.set(xscale="log", yscale="log", xlim=(4e-16, 2.5), ylim=(1e-12, 4), xlabel="nudge h", ylabel="error (ratio)")
    axes.set_xticks([1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1])
    write_thresholds(axes)
    lines = {}
    for name, (color, dash) in LOOKS.items():
        axes.plot([], [], dash, color=color, label=name)
        lines[name] = stage.moving(axes.plot([], [], dash, color=color))
    axes.legend(loc="lower left", ncols=1)
    dot = stage.moving(axes.plot([], [], **HANDLE))
    stage.grip("h", axes, where_h, drag_h, label="the nudge h, left or right")
    stage.memory.seen = None  # the smallest and the largest h so far

    def show(state):
        low, high = stage.memory.seen or (state.h, state.h)
        stage.memory.seen = low, high = min(low, state.h), max(high, state.h)
        shown = np.full(len(STEPS), True) if state.lift else (STEPS >= low * 0.99) & (STEPS <= high * 1.01)
        for name, line in lines.items():
            heights = np.maximum(state.errors[name][shown], SMALLEST)
            line.set(data=(STEPS[shown], heights), linewidth=3 if name == state.scheme else 1.4)
        dot.set_data([state.h], [max(state.error, SMALLEST)])

    return show


def write_thresholds(axes):
    for level, word in THRESHOLDS:
        color = ERROR if word == "wrong" else GOOD
        axes.axhline(level, color=color, lw=1.1, ls=(0, (6, 3)))
        text = f"{'from' if word == 'wrong' else 'up to'} {level:.0e}\n{word}".replace("e-0", "e-")
        axes.text(1.01, level, text, color=color, fontsize=9.5, va="center", transform=axes.get_yaxis_transform())


def where_h(state):
    return state.h, max(error(state.h, state.scheme, state.precision, state.bug), SMALLEST)


def drag_h(x, _, state):
    return {"h": float(np.clip(x, 1e-15, 1))}


@u_curve.said
def words(state):
    said = {"h": show(state.h, ".2g", label="nudge h"), "error": show(state.error, ".1e", label="error")}
    if state.lift:
        said["best"] = show(state.best, ".0e", label=f"best h, {state.scheme}")
    return readouts(**said, verdict=verdict(state.error, state.bug, state.h / state.best))


def verdict(error, bug, times):
    """What the thresholds would say of this error, and whether they would be right. times: h in units of the best."""
    called = "wrong" if error >= THRESHOLDS[2][0] else "suspicious"
    word = next((word for level, word in THRESHOLDS[:2] if error <= level), called)
    if bug != "none" and times < 1e-4:
        return f"Called {word}, but with so small a nudge that rounding hides the bug: {bug}."
    if bug != "none":
        return f"Called {word}. There is a bug: {bug}."
    if word in ("right", "acceptable"):
        return f"Called {word}, and nothing is wrong with the slopes."
    too = f"The nudge is too {'large' if times > 1 else 'small'}"
    why = "No other h does much better" if 1 / 4 < times < 4 else too
    return f"Called {word}, and nothing is wrong with the slopes. {why}."

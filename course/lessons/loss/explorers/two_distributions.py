"""What happens (p) and what was forecast (q): two distributions and the distance between them."""

import numpy as np

from course.live import State, explorer, linear, readouts, show
from course.live.style import ERROR, MODEL, OTHER
from nbcore.losses import KLDivergence

OUTCOMES = ("sun", "cloud", "rain")
PLACES = np.arange(3)
BESIDE = {"p": -0.19, "q": 0.19}  # where each bar stands beside the middle of its outcome
WIDEST = 9.0  # nats that a bar of the second panel is drawn with at most; the panel shows 4
divergence = KLDivergence()


@explorer(
    size=(960, 350),
    presets={
        "q = p": dict(q_sun=6, q_cloud=3, q_rain=1),
        "rain ruled out": dict(q_sun=4, q_cloud=6, q_rain=0),
        "p certain": dict(p_sun=10, p_cloud=0, p_rain=0),
    },
    **{f"p_{k}": linear(0, 10, start=s, step=0.1, label=f"p: {k}") for k, s in zip(OUTCOMES, (6, 3, 1))},
    **{f"q_{k}": linear(0, 10, start=s, step=0.1, label=f"q: {k}") for k, s in zip(OUTCOMES, (2, 3, 5))},
)
def two_distributions(**weights):
    """What happens (p) and what was forecast (q): two distributions and the distance between them."""
    p, q = (shares([weights[key] for key in keys(which)]) for which in "pq")
    seen = p > 0
    entropy = float(-np.sum(p[seen] * np.log(p[seen])))
    ruled_out = [outcome for outcome, there, forecast in zip(OUTCOMES, p, q) if there > 0 and forecast == 0]
    return State(
        p=p,
        q=q,
        entropy=entropy,
        kl=np.inf if ruled_out else max(divergence(q[None], p[None]), 0.0),
        ruled_out=ruled_out,
        all_zero=[which for which in "pq" if not any(weights[key] for key in keys(which))],
    )


def keys(which):
    """The controls that hold the weights of p, or of q."""
    return [f"{which}_{outcome}" for outcome in OUTCOMES]


def shares(weights):
    """Weights as parts of one; all zero, they count as equal."""
    total = sum(weights)
    return np.array(weights) / total if total else np.full(3, 1 / 3)


def with_share(weights, k, height):
    """Weights that sum to 10, of which the k-th has the share ``height`` and the others keep their proportions."""
    rest = np.delete(weights, k)
    rest = rest / rest.sum() if rest.sum() else np.full(2, 0.5)
    return 10 * np.insert(rest * (1 - height), k, height)


@two_distributions.seen
def scene(stage):
    bars, sums = stage.panels(
        "How often it happens, how often it was forecast",
        "What the surprise is made of",
        names=["bars", "sums"],
        widths=[5, 4],
    )
    show_bars, show_sums = draw_bars(stage, bars), draw_sums(stage, sums)

    def show(state):
        show_bars(state)
        show_sums(state)

    return show


def draw_bars(stage, axes):
    """Both distributions as bars whose tops can be dragged."""
    from course.live.artists import Bars

    axes.set(xlim=(-0.6, 2.6), ylim=(0, 1.18), ylabel="probability")
    axes.set_xticks(PLACES, OUTCOMES)
    looks = {
        "p": dict(fc=MODEL, label="p: what happens"),
        "q": dict(fc=OTHER, hatch="//", ec="white", label="q: the forecast"),
    }
    rows = {which: stage.moving(Bars(axes, PLACES + BESIDE[which], 0.34, **look)) for which, look in looks.items()}
    axes.legend(loc="upper left", ncols=2)
    add_grips(stage, axes)

    def show(state):
        for which, row in rows.items():
            row.show(getattr(state, which))
            tops[which].set_data(PLACES + BESIDE[which], getattr(state, which))

    tops = {
        which: axes.plot([], [], "o", color="white", mec=looks[which]["fc"], mew=2, ms=9, zorder=5)[0]
        for which in looks
    }
    stage.moving([*tops.values()])
    return show


def add_grips(stage, axes):
    """A grip on the top of each bar."""
    for which in "pq":
        for k, outcome in enumerate(OUTCOMES):

            def where(state, which=which, k=k):
                return k + BESIDE[which], getattr(state, which)[k]

            def drag(_, height, state, which=which, k=k):
                weights = [getattr(state, key) for key in keys(which)]
                return dict(zip(keys(which), with_share(weights, k, min(height, 1))))

            stage.grip(f"{which}_{outcome}", axes, where, drag, label=f"top of the bar {which}, {outcome}")


def draw_sums(stage, axes):
    """Cross-entropy as one bar, and under it the same length cut into entropy and KL divergence."""
    axes.set(xlim=(0, 4), ylim=(-0.6, 2.0), xlabel="nats")
    axes.set_yticks([1, 0], ["cross-entropy", "entropy + KL"])
    axes.bar(0, 0, color=MODEL, label="entropy of p")
    axes.bar(0, 0, color=OTHER, hatch="//", ec="white", label="KL divergence")
    axes.legend(loc="upper left", ncols=2)
    looks = ((1, ERROR, ""), (0, MODEL, ""), (0, OTHER, "//"))
    cross, own, extra = stage.moving([axes.barh(k, 0, 0.5, color=c, hatch=h, ec="white")[0] for k, c, h in looks])
    beyond = stage.moving(axes.text(3.93, 0.5, "∞ →", ha="right", va="center", fontsize=15, weight="bold"))

    def show(state):
        own.set_width(state.entropy)
        extra.set(x=state.entropy, width=min(state.kl, WIDEST))
        cross.set_width(min(state.entropy + state.kl, WIDEST))
        beyond.set_visible(bool(state.ruled_out))

    return show


@two_distributions.said
def words(state):
    return readouts(
        entropy=show(state.entropy, ".3f", label="entropy of p"),
        kl=show(state.kl, ".3f", label="KL divergence"),
        cross_entropy=show(state.entropy + state.kl, ".3f", label="cross-entropy"),
        verdict=verdict(state),
    )


def verdict(state):
    if state.all_zero:
        return f"All three weights of {' and of '.join(state.all_zero)} are zero, so they count as equal."
    if state.ruled_out:
        return f"The forecast ruled out {' and '.join(state.ruled_out)}, and it does happen: the surprise is infinite."
    return "The forecast is right: nothing is left but the weather's own surprise." if state.kl < 1e-9 else ""

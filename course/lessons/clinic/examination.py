"""An examination: run a training function to its end, and measure all that the clinic's tests show."""

import ast
import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from course.lessons.clinic.illnesses import ILLNESSES
from nbcore import data
from nbcore.activations import log_softmax
from nbcore.gradients import ratio

LEARN, HELD = (
    600,
    300,
)  # pictures to learn from, and held out; the rest are the test set, which no patient's code ever meets
EPOCHS, TEN_STEPS = 20, 100
LIMIT = 1e6  # a loss above is as good as infinite


class Unfit(Exception):
    """A training function that cannot be examined, and why, in one sentence."""


@dataclass
class Chart:
    """What was measured. One entry an epoch, the first before training: losses and shares of right answers. In training they
    are those of the rows and labels that the code itself trains on, without dropout; held out, those of its “predict”. For each layer: the share of silent units and the spread of what it gives, the size of the weights' slopes before
    and after training, and how far they are from nudging."""

    loss: list = field(default_factory=list)
    held_loss: list = field(default_factory=list)
    right: list = field(default_factory=list)
    held_right: list = field(default_factory=list)
    epochs: int = EPOCHS

    @property
    def examined(self):
        return hasattr(self, "ten") and len(self.ten) > TEN_STEPS


@lru_cache(maxsize=8)
def pictures(seed):
    """((x, y) to learn from, held out, test set), ink from 0 to 255, dealt by the seed."""
    digits = data.digits()
    order = np.random.default_rng(seed).permutation(len(digits.x))
    x, y = np.round(digits.x[order] * 255), digits.y[order]
    return tuple((x[part], y[part]) for part in (slice(LEARN), slice(LEARN, LEARN + HELD), slice(LEARN + HELD, None)))


def compiled(code):
    """The function `train` of a code's text."""
    space = {"np": np}
    exec(compile(ast.parse(code), "<the patient>", "exec"), space)
    return space["train"]


def judged(scores, y, giver="predict"):
    """(mean cross-entropy, share right). Scores that are not numbers are infinitely wrong, and answer nothing."""
    scores = np.asarray(scores, dtype=float)
    if scores.shape != (len(y), 10):
        raise Unfit(
            f"“{giver}” gave an array of shape {scores.shape}; wanted ({len(y)}, 10), ten scores for each picture."
        )
    if not np.isfinite(scores).all() or np.abs(scores).max() > 1e100:
        return math.inf, 0.1
    return float(-log_softmax(scores)[np.arange(len(y)), y].mean()), float((scores.argmax(axis=1) == y).mean())


def examine(train, seed):
    """Run `train` and yield its Chart after each epoch, the same one, and once more when all tests are done.

    NumPy is kept silent within a step and not between steps: a notebook asks for each step in another context (`contextvars`), and
    an `errstate` entered in one cannot be left in another.
    """
    charts = _examined(train, seed)
    while True:
        with np.errstate(all="ignore"):
            chart = next(charts, None)
        if chart is None:
            return
        yield chart


def _examined(train, seed):
    learn, held, test = pictures(seed)
    rng = np.random.default_rng(seed)
    chart = Chart()
    runs = train(*copies(*learn, *held), rng)
    for epoch, state in enumerate(runs):
        if epoch > 60:
            break
        for name, values in (("x", "prepare"), ("y", "slopes"), ("W", "forward"), ("predict", "predict")):
            if not isinstance(state, dict) or name not in state or values not in state:
                raise Unfit(
                    "It should yield its chart, as the patient's code does: a dict with x, y, W, lam and the four functions."
                )
        if len(state["x"]) != len(state["y"]):
            raise Unfit(
                f"Its chart has {len(state['x'])} pictures and {len(state['y'])} labels: each picture needs its own label."
            )
        frozen = rng.bit_generator.state
        # In training, its own rows and its own labels, as a learner would measure it: nobody knows better labels than those.
        own = judged(state["forward"](state["x"], False)[-1], state["y"], "forward")
        new = judged(state["predict"](held[0]), held[1])
        for (one, share), loss, right in ((own, chart.loss, chart.right), (new, chart.held_loss, chart.held_right)):
            loss.append(one if one < LIMIT else math.inf)
            right.append(share)
        if epoch == 0:
            before_training(chart, state, rng, learn, held)
        rng.bit_generator.state = frozen
        yield chart
    if not chart.loss:
        raise Unfit("It yields nothing. It should yield its chart before training and after each epoch.")
    chart.epochs = len(chart.loss) - 1
    after_training(chart, state, test)
    chart.ten = []
    for loss in ten_pictures(train, seed):
        chart.ten.append(loss)
        if len(chart.ten) % 10 == 0:
            yield chart
    yield chart


def copies(*arrays):
    return [array.copy() for array in arrays]


def slope_sizes(state):
    """How large the loss's slopes are, layer by layer: root mean square."""
    dW, _ = state["slopes"](state["x"][:64], state["y"][:64])
    return [min(float(np.nan_to_num(np.sqrt(np.mean(dW[k] ** 2)), nan=LIMIT)), LIMIT) for k in range(len(state["W"]))]


def before_training(chart, state, rng, learn, held):
    x, y, W = state["x"], state["y"], state["W"]
    chart.start_weights = [w.copy() for w in W]
    chart.input_spread, chart.input_range = float(x.std()), (float(x.min()), float(x.max()))
    hidden = state["forward"](x, False)[1:-1]
    chart.silent = [float((a == 0).all(axis=0).mean()) for a in hidden]
    chart.spread = [float(a.std(axis=0).mean()) for a in hidden]
    chart.slopes_before = slope_sizes(state)
    known = {
        row.tobytes(): (truth, raw)
        for part in (learn, held)
        for row, truth, raw in zip(state["prepare"](part[0]), part[1], part[0])
    }
    truths = np.array([known.get(row.tobytes(), (-1,))[0] for row in x])
    chart.fit = float((truths == y)[truths >= 0].mean()) if (truths >= 0).any() else 0.0
    there = {row.tobytes() for row in x}
    own = {row.tobytes() for row in state["prepare"](learn[0])}
    chart.shared = sum(row.tobytes() in there and row.tobytes() not in own for row in state["prepare"](held[0]))
    chart.samples = [(known.get(row.tobytes(), (0, row))[1], int(label)) for row, label in zip(x[:8], y[:8])]
    chart.apart = gradient_check(state, rng)


def gradient_check(state, rng, entries=12, h=1e-5):
    """The ratio of lesson 3 for each layer's W, on some of its entries; dropout's masks are held still."""
    x, y, W = state["x"][:16], state["y"][:16], state["W"]
    state_of_chance = rng.bit_generator.state

    def loss():
        rng.bit_generator.state = state_of_chance
        value = judged(state["forward"](x, True)[-1], y)[0]
        return value + state.get("lam", 0.0) / 2 * sum((w**2).sum() for w in W)

    dW, _ = state["slopes"](x, y)
    pick, found = np.random.default_rng(0), []
    scale = np.abs(x).std()
    for k, w in enumerate(W):
        slopes = np.abs(dW[k]).ravel()
        places = np.argsort(-slopes, kind="stable")[: 4 * entries] if slopes.any() else np.arange(w.size)
        places = np.unravel_index(pick.choice(places, entries, replace=False), w.shape)
        numeric = []
        for i, j in zip(*places):
            here, nudge = w[i, j], h / max(scale, 1.0)
            w[i, j] = here + nudge
            above = loss()
            w[i, j] = here - nudge
            numeric.append((above - loss()) / (2 * nudge))
            w[i, j] = here
        numeric = np.array(numeric)
        found.append(ratio(dW[k][places], numeric) if max(np.abs(numeric).max(), slopes.max()) > 1e-9 else 0.0)
    return found


def after_training(chart, state, test):
    W, start = state["W"], chart.start_weights
    size = math.sqrt(sum(float((w**2).sum()) for w in start))
    finite = all(np.isfinite(w).all() for w in W)
    moved = math.sqrt(sum(float(((w - s) ** 2).sum()) for w, s in zip(W, start))) if finite else math.inf
    chart.moved = moved / size if size else math.nan
    chart.shrunk = math.sqrt(sum(float((w**2).sum()) for w in W)) / size if size and finite else math.nan
    chart.slopes_after = slope_sizes(state)
    x, y = test
    chart.test_right = judged(state["predict"](x), y)[1]
    sample = x[:100]
    answers = [np.nan_to_num(state["predict"](sample)).argmax(axis=1) for _ in range(2)]
    alone = np.array([np.nan_to_num(state["predict"](row[None])).argmax() for row in sample])
    chart.twice = float((answers[0] == answers[1]).mean())
    chart.alone = float((answers[1] == alone).mean())


def ten_pictures(train, seed):
    """The training loss on ten pictures alone, and nothing held out, step by step."""
    (x, y), _, _ = pictures(seed)
    x, y = x[:10], y[:10]
    for state in train(*copies(x, y, x, y), np.random.default_rng(seed), TEN_STEPS):
        loss = judged(state["forward"](state["x"], False)[-1], state["y"])[0]
        yield loss if loss < LIMIT else math.inf


PATIENTS_SEED = 2
examined = {}  # (illness, variant) -> its Chart, when all is done: at most some thirty


def _key(illness, variant):
    return illness, variant % len(ILLNESSES[illness].variants)


def look_up(illness, variant):
    """The finished Chart of a patient, or None if it has not been examined yet."""
    return examined.get(_key(illness, variant))


def run(illness, variant):
    """`examine` for a patient. What has been examined comes at once."""
    key = _key(illness, variant)
    if key in examined:
        yield examined[key]
        return
    for chart in examine(compiled(ILLNESSES[illness].code(variant)), PATIENTS_SEED):
        yield chart
    examined[key] = chart

"""A learner's own table: looked at, split, standardized, learned from and judged, while one watches."""

import textwrap

import numpy as np

from course.lessons.clinic import judging, table
from course.live import State, choice, explorer, integer, power_of_two, readouts, show, toggle
from course.live.explorer import Step
from course.live.style import BLACK, BLUE, DATA, ERROR, FAINT, GREY
from course.practice.results import CheckResult
from nbcore import losses, training
from nbcore.activations import log_softmax
from nbcore.network import mlp
from nbcore.optimizers import Adam

EPOCHS, RATE = 40, 5e-3
SHOWN = 8  # classes in the table of mistakes; the others are counted
NOTES = 15  # lines of the report that fit
LINE = 54  # letters in one
MOST_TARGETS = 200
LOUD = 3.0  # the highest loss that is drawn
LOOK = 4000  # rows whose loss is asked for at once, so that the kernel can listen in between
KEPT = 12  # runs that are kept, so that going back to one costs nothing
BIG = 4 << 20  # bytes from which on reading gets a progress bar


class YourTable:
    """`your_table(file, target=...)` shows a table and learns from it; `your_table.at(...)` gives the numbers alone."""

    __name__ = __qualname__ = "your_table"

    def __call__(self, file, target=None, train=False, **how):
        """Learn from a table of your own to predict its column `target`, the last one if none is named.

        file: the path of a CSV file, a DataFrame, a dict of columns, or an upload. It shows what it made of each column first;
        switch on "train it now" (or say train=True) to train. What it took wrongly you overrule: kinds={"zip": "words"},
        na_values=[-999], sep=";", header=False, decimal=",". Nothing is uploaded, and the file is not changed.
        """
        try:
            read, made = _read_and_made(file, target, train, how)
        except table.Trouble as trouble:
            return CheckResult("your_table", "hint", str(trouble))
        _display(read)
        return made()

    def at(self, file, target=None, train=True, hidden=16, split=1, **how):
        """The readouts of a table that was trained on, with no widget and no picture. Raises `table.Trouble`."""
        _, made = _read_and_made(file, target, train, how)
        return made.at(hidden=hidden, split=split)


your_table = YourTable()


def report(file, target=None, **how):
    """What was made of each column of a table, how to overrule it, and, where `target` is named, what makes it doubtful to predict that."""
    try:
        read = _read(file, how)
        if target is not None:
            _warned(read, target)
    except table.Trouble as trouble:
        return CheckResult("report", "hint", str(trouble))
    return read


def _warned(read, target):
    """Note at the table what makes it doubtful to predict this column. Raises `table.Trouble`."""
    read.warnings = table.prepare(read, target).warnings
    read.target = target


def _read_and_made(file, target, train, how):
    read = _read(file, how)
    start = target if target is not None else read.names[-1]
    _warned(read, start)
    names = list(read.names[-MOST_TARGETS:])
    return read, explorer_of(read, names if start in names else [start, *names], start, train)


def _read(file, how):
    """The table; a big file gets a bar that shows how far its reading is."""
    known = {"kinds", "na_values", "sep", "header", "decimal", "encoding"}
    for name in how.keys() - known:
        raise table.Trouble(f"There is no setting {name!r}. There are: target, train, {', '.join(sorted(known))}.")
    with _Bar() as bar:
        return table.read(file, progress=bar, **how)


class _Bar:
    """A progress bar that appears when there is something to wait for, and goes when it is done."""

    shown = None

    def __call__(self, fraction):
        if self.shown is None and fraction < 0.6 and _in_notebook():
            import ipywidgets
            from IPython.display import display

            self.shown = ipywidgets.FloatProgress(0, max=1.0, description="reading")
            display(self.shown)
        if self.shown is not None:
            self.shown.value = fraction

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.shown is not None:
            self.shown.close()


def _in_notebook():
    try:
        return get_ipython() is not None
    except NameError:
        return False


def _display(read):
    if _in_notebook():
        from IPython.display import display

        display(read)


# ---- what is true ----


def explorer_of(read, names, start, train):
    """The explorer of one table that was read."""
    made, known = {}, {}

    @explorer(
        size=(1080, 430),
        target=choice(*names, start=start, label="predict"),
        hidden=power_of_two(2, 64, start=16, label="hidden units"),
        split=integer(1, 5, start=1, label="split and start"),
        train=toggle(train, label="train it now"),
    )
    def your_table(target, hidden, split, train):
        """Your own table: what was done with it, the loss, and the mistakes on rows that were held out."""
        if target not in made:
            made[target] = _prepared(read, target)
        prepared = made[target]
        key = target, hidden, split
        if isinstance(prepared, str) or not train:
            return State(table=read, prepared=prepared, run=None)
        if key in known:
            return State(table=read, prepared=prepared, run=known[key])
        return _work(read, prepared, hidden, split, lambda run: _keep(known, key, run))

    your_table.seen(scene)
    your_table.said(words)
    return your_table


def _prepared(read, target):
    """What was prepared for this target, or the sentence that says why it cannot be."""
    try:
        return table.prepare(read, target)
    except table.Trouble as trouble:
        return str(trouble)


def _keep(known, key, run):
    if len(known) >= KEPT:
        known.pop(next(iter(known)))
    known[key] = run


def _work(read, prepared, hidden, split, keep):
    """Train in slices. Yields Steps and returns the State of the run."""
    parts = table.share_out(prepared, split)
    for fraction, curves, prediction in learn(*_scaled(parts, prepared.classes), prepared.classes, hidden, split):
        run = State(curves=curves, blind_loss=_blind(parts, prepared.classes), done=fraction, judged=None, prediction=prediction,
                    truth=parts[1][1], lines=prepared.lines[parts[2]], learned=parts[0][1])  # fmt: skip
        if fraction < 1:
            yield Step(fraction, State(table=read, prepared=prepared, run=run))
    run.judged = _judge(run, prepared.classes)
    keep(run)
    return State(table=read, prepared=prepared, run=run)


def learn(part, held, classes, hidden, seed):
    """Train a network on `part` (x, y). Yields (fraction done, losses (epochs, 2), held-out prediction) now and then."""
    (x, y), (other, truth) = part, held
    outputs, loss = (len(classes), losses.SoftmaxCrossEntropy()) if classes else (1, losses.MeanSquaredError())
    net = mlp([x.shape[1], hidden, outputs], seed=seed, dtype=x.dtype)
    optimizer, rng = Adam(RATE), np.random.default_rng(seed)
    batch, curves, done, prediction = max(16, len(x) // 100), [], 0, None
    steps = EPOCHS * -(-len(x) // batch)
    for _ in range(EPOCHS):
        order = rng.permutation(len(x))
        for rows in np.split(order, range(batch, len(x), batch)):
            training.step(net, loss, optimizer, x[rows], y[rows])
            done += 1
            if done % 20 == 0 and curves:
                yield done / (steps + 1), np.array(curves), prediction
        summed = 0.0
        for start in range(0, len(x), LOOK):
            few = slice(start, start + LOOK)
            summed += len(x[few]) * training.evaluate(net, loss, x[few], y[few])
            if curves:
                yield done / (steps + 1), np.array(curves), prediction
        prediction = net.predict(other)
        curves.append([summed / len(x), loss(prediction, truth)])
        yield (done / (steps + 1) if done < steps else 1), np.array(curves), prediction


def _scaled(parts, classes):
    """The parts as the network wants them: a target of numbers in standard deviations, (n, 1)."""
    (x, y), (other, truth), _ = parts
    if classes:
        return (x, y), (other, truth)
    mean, spread = _units(y)
    return (x, ((y - mean) / spread)[:, None].astype(x.dtype)), (
        other,
        ((truth - mean) / spread)[:, None].astype(x.dtype),
    )


def _units(y):
    return y.mean(), y.std() or 1.0


def _blind(parts, classes):
    """The held-out loss of whoever knows the training targets and looks at no column."""
    (_, y), (_, truth), _ = parts
    if classes:
        shares = (np.bincount(y, minlength=len(classes)) + 1) / (len(y) + len(classes))
        return float(-np.log(shares[truth]).mean())
    mean, spread = _units(y)
    return float((((truth - mean) / spread) ** 2).mean())


def answers_of(run, classes):
    """What the network says for each held-out row: class indices, or numbers in the table's own units."""
    if classes:
        return run.prediction.argmax(axis=1)
    mean, spread = _units(run.learned)
    return run.prediction[:, 0] * spread + mean


def _judge(run, classes):
    answers = answers_of(run, classes)
    if classes:
        return judging.classes(answers, run.truth, np.bincount(run.learned).argmax())
    return judging.numbers(answers, run.truth, float(np.median(run.learned)))


# ---- what is seen ----


def scene(stage):
    notes, curves, mistakes = stage.panels(
        "What was done", "Loss, epoch by epoch", "Held out: truth, answer", widths=[5.4, 3.2, 4],
        names=["notes", "loss", "mistakes"],
    )  # fmt: skip
    parts = draw_notes(stage, notes), draw_curves(stage, curves), draw_mistakes(stage, mistakes)

    def show(state):
        for part in parts:
            part(state)

    return show


def draw_notes(stage, axes):
    """What was done with the rows, and what makes the result doubtful, line by line."""
    from course.live.artists import QuickText

    axes.set(xlim=(0, 1), ylim=(NOTES, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    lines = [stage.moving(QuickText(axes, 0, k + 0.5, BLACK, ha="left", size=10)) for k in range(NOTES)]

    def show(state):
        for text, line in zip(lines, [*lines_of(state), *[("", BLACK)] * NOTES]):
            text.set(text=line[0], color=line[1])

    return show


def lines_of(state):
    """[(line, color)] for the notes' panel, at most NOTES: warnings first, in red."""
    if isinstance(state.prepared, str):
        return [(line, ERROR) for line in _wrap(state.prepared)][:NOTES]
    learned = len(state.prepared.y) - round(len(state.prepared.y) / 4)
    said = [(note, ERROR) for note in [*state.table.asks, *state.prepared.warnings]]
    said += [(f"About {learned:,} rows to learn from, {len(state.prepared.y) - learned:,} held out.", BLACK)]
    said += [
        (note, BLACK)
        for note in [*state.prepared.notes, "Columns standardized by the training rows.", *state.table.notes]
    ]
    lines = [(line, color) for note, color in said for line in _wrap(note)]
    if len(lines) > NOTES:
        lines = [*lines[: NOTES - 1], ("… all of it stands in the table above the figure.", GREY)]
    return lines


def _wrap(note):
    first, *rest = textwrap.wrap(note, LINE - 3)
    return [f"• {first}", *(f"   {line}" for line in rest)]


def draw_curves(stage, axes):
    """Both losses, and that of the answer that looks at no column."""
    from course.live.artists import QuickText

    axes.set(xlim=(0, EPOCHS), ylim=(0, LOUD), xlabel="epoch")
    training_loss = stage.moving(axes.plot([], [], "--", color=BLACK))
    held = stage.moving(axes.plot([], [], "-", color=ERROR))
    blind = stage.moving(axes.plot([], [], color=GREY, lw=1.2))
    above = stage.moving(QuickText(axes, EPOCHS / 2, LOUD * 0.62, GREY, size=10))
    for look, color, name in (("--", BLACK, "training"), ("-", ERROR, "held out"), ("-", GREY, "without looking")):
        axes.plot([], [], look, color=color, label=name)
    axes.legend(loc="upper right", handlelength=1.6)

    def show(state):
        run = state.run
        for curve, values in zip((training_loss, held), run.curves.T if run else ((), ())):
            curve.set_data(range(1, 1 + len(values)), np.minimum(values, LOUD * 0.995))
        above.set_text("↑ held-out loss off the scale" if run and run.curves[-1, 1] > LOUD else "")
        blind.set_data(*([[0, EPOCHS], [run.blind_loss] * 2] if run else ([], [])))

    return show


def draw_mistakes(stage, axes):
    """A table of counts for classes, a cloud for numbers, in the table's own units; so its axes change with the target."""
    from course.live.artists import QuickText

    cloud = stage.moving(axes.plot([], [], ".", color=BLUE, ms=4, alpha=0.6))
    diagonal = axes.plot([], [], color=FAINT)[0]
    counts = [[stage.moving(_count(QuickText, axes, said, truth)) for said in range(SHOWN)] for truth in range(SHOWN)]
    stage.memory.frame = None

    def show(state):
        if stage.memory.frame != state.target and not isinstance(state.prepared, str):
            frame(axes, diagonal, state.prepared)
            stage.memory.frame = state.target
            stage.refresh()
        cloud.set_data([], [])
        met = np.zeros((SHOWN, SHOWN), dtype=int)
        if state.run:
            answers, truth = answers_of(state.run, state.prepared.classes), state.run.truth
            if state.prepared.classes:
                few = (truth < SHOWN) & (answers < SHOWN)
                np.add.at(met, (truth[few], answers[few]), 1)
            else:
                cloud.set_data(truth[:800], answers[:800])
        for row, texts in zip(met, counts):
            for value, text in zip(row, texts):
                text.set_text(str(value) if value else "")

    return show


def _count(text, axes, said, truth):
    right = said == truth
    return text(axes, said, truth, DATA if right else ERROR, size=10, weight="normal" if right else "bold")


def frame(axes, diagonal, prepared):
    """Set the axes of the last panel for this target."""
    if prepared.classes:
        size = min(len(prepared.classes), SHOWN)
        most = 11 if size <= 4 else 7
        names = [name if len(name) <= most else name[: most - 1] + "…" for name in prepared.classes[:size]]
        diagonal.set_data([], [])
        axes.set(xlim=(-0.5, size - 0.5), ylim=(size - 0.5, -0.5), xlabel="answer", ylabel="truth")
        axes.set_xticks(range(size), names, rotation=30 if max(map(len, names)) > 4 and size > 4 else 0)
        axes.set_yticks(range(size), names)
        return
    low, high = float(prepared.y.min()), float(prepared.y.max())
    room = 0.05 * (high - low)
    diagonal.set_data([low, high], [low, high])
    axes.set(xlim=(low - room, high + room), ylim=(low - room, high + room), xlabel="truth", ylabel="answer")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(_few_ticks())
        axis.set_major_formatter(_short_numbers())


def _few_ticks():
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(4)


def _short_numbers():
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: plain(value))


# ---- what is said ----


def words(state):
    prepared, run = state.prepared, state.run
    if isinstance(prepared, str):
        return readouts(verdict=prepared)
    kind = f"{len(prepared.classes)} classes" if prepared.classes else "a number"
    about = dict(rows=len(prepared.y), inputs=prepared.x.shape[1], kind=kind)
    if run is None:
        return readouts(**about, verdict=_before(state))
    if run.judged is None:
        return readouts(**about, verdict=f"Learning: epoch {len(run.curves)} of {EPOCHS}.")
    scores, verdict = (classes_said if prepared.classes else numbers_said)(run, prepared)
    return readouts(**about, **scores, verdict=verdict + _doubts(state))


def _before(state):
    prepared = state.prepared
    looks = "classes, so this is classification" if prepared.classes else "a number, so this is regression"
    first = " There is a question about your table: read it first." if state.table.asks else ""
    return f"“{state.target}” looks like {looks}.{first} Check what was made of each column, then switch on training."


def _doubts(state):
    many = len(state.prepared.warnings)
    return (
        f" Before you believe it, read the {'warning' if many == 1 else f'{many} warnings'} on the left."
        if many
        else ""
    )


def classes_said(run, prepared):
    judged, answers, truth = run.judged, answers_of(run, prepared.classes), run.truth
    usual = prepared.classes[np.bincount(run.learned).argmax()]
    wrong = np.flatnonzero(answers != truth)
    verdict = f"{len(wrong):,} of {len(truth):,} held-out rows {'is' if len(wrong) == 1 else 'are'} wrong. "
    if judged.better:
        verdict += f"That is better than always saying “{usual}”, beyond what chance would do."
    elif judged.related:
        verdict += f"Always saying “{usual}” may do as well ({100 * judged.blind:.0f}% right), but the answers do have to do with the truth. {_found(answers, truth, prepared.classes)}"
    else:
        verdict += f"That is no better than guessing, as far as {len(truth):,} rows can tell: always saying “{usual}” gets {100 * judged.blind:.0f}% right."
    scores = dict(
        right=show(100 * judged.score, ".1f", "%", label="held-out right"),
        interval=f"{100 * judged.low:.0f} to {100 * judged.high:.0f} %",
        blind=show(100 * judged.blind, ".1f", "%", label="without looking"),
        worst=_worst_class(run, prepared, wrong, answers),
    )
    return scores, verdict


def _found(answers, truth, names):
    """What a score hides where classes are rare: how many of the rarest are found, and by how many false alarms."""
    counts = np.bincount(truth, minlength=len(names))
    rare = int(np.where(counts > 0, counts, np.iinfo(int).max).argmin())
    said, hit = int((answers == rare).sum()), int(((answers == rare) & (truth == rare)).sum())
    return f"Of {counts[rare]} held-out rows of “{names[rare]}” it finds {hit}; it says so {said} times."


def _worst_class(run, prepared, wrong, answers):
    if not len(wrong):
        return ""
    k = wrong[log_softmax(run.prediction)[wrong].max(axis=1).argmax()]
    return f"line {run.lines[k]}: {prepared.classes[run.truth[k]]}, taken for {prepared.classes[answers[k]]}"


def numbers_said(run, prepared):
    judged, answers, truth = run.judged, answers_of(run, None), run.truth
    k = int(np.abs(answers - truth).argmax())
    verdict = f"Held-out answers are off by {plain(judged.score)} on average. "
    always = f"always saying the median, which is off by {plain(judged.blind)}"
    if judged.better:
        verdict += f"That is better than {always}, beyond what chance would do."
    elif judged.related:
        verdict += f"The answers do have to do with the truth, but they may be no closer to it than {always}."
    else:
        verdict += f"That is no better than guessing, as far as {len(truth):,} rows can tell: compare it with {always}."
    scores = dict(
        off=show(judged.score, form(judged.score), label="off by, held out"),
        interval=f"{plain(judged.low)} to {plain(judged.high)}",
        blind=show(judged.blind, form(judged.blind), label="without looking"),
        worst=f"line {run.lines[k]}: {plain(truth[k])}, and it says {plain(answers[k])}",
    )
    return scores, verdict


def form(value):
    """How a number of the table's own is written: 231,059 and not 2.31e+05."""
    return ",.0f" if 1000 <= abs(value) < 1e12 else ".3g"


def plain(value):
    return format(value, form(value)).replace("-", "−")

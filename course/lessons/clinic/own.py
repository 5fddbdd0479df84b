"""A learner's own table: looked at, split, standardized, learnt from and judged, while one watches."""

import numpy as np

from course.lessons.clinic import table
from course.live import choice, explorer, integer, power_of_two, readouts, show, toggle
from course.live.explorer import Step
from course.live.style import BLACK, BLUE, DATA, ERROR, FAINT, GREY
from course.practice.results import CheckResult
from nbcore import losses, training
from nbcore.activations import log_softmax
from nbcore.data import minibatches
from nbcore.network import mlp
from nbcore.optimizers import Adam

EPOCHS, RATE = 40, 5e-3
SHOWN = 8  # classes in the table of mistakes; the others are counted
NOTES = 14  # lines of the report that fit
MOST_TARGETS = 200


def your_table(file, target=None, train=False):
    """Learn from the CSV file `file` to predict its column `target`, the last one if none is named.

    It shows what it made of the file first; switch on "train it now" (or say train=True) to train. Nothing is uploaded, and
    the file is not changed. What is wrong with a file is said in a sentence.
    """
    try:
        sheet = table.read(file)
        table.prepare(sheet, target)
    except table.Trouble as trouble:
        return CheckResult("your_table", "hint", str(trouble))
    names = sheet.names[-MOST_TARGETS:]
    start = target if target is not None else sheet.names[-1]
    if start not in names:
        names = [start, *names]
    return _explorer(sheet, names, start, train)(target=start, train=train)


def learn(part, held, classes, hidden, seed):
    """Train a network on `part` (x, y). Yields (fraction done, losses (epochs, 2), held-out prediction) now and then."""
    (x, y), (other, truth) = part, held
    outputs, loss = (len(classes), losses.SoftmaxCrossEntropy()) if classes else (1, losses.MeanSquaredError())
    net, optimizer, rng = mlp([x.shape[1], hidden, outputs], seed=seed), Adam(RATE), np.random.default_rng(seed)
    batch, curves, done, prediction = max(16, len(x) // 100), [], 0, None
    steps = EPOCHS * -(-len(x) // batch)
    for _ in range(EPOCHS):
        for rows, answers in minibatches(x, y, batch, rng):
            training.step(net, loss, optimizer, rows, answers)
            done += 1
            if done % 20 == 0 and curves:
                yield done / steps, np.array(curves), prediction
        prediction = net.predict(other)
        curves.append([training.evaluate(net, loss, x, y), loss(prediction, truth)])
        yield done / steps, np.array(curves), prediction


def _explorer(sheet, names, start, train):
    @explorer(
        size=(1080, 420),
        target=choice(*names, start=start, label="predict"),
        hidden=power_of_two(2, 64, start=16, label="hidden units"),
        split=integer(1, 5, start=1, label="split and start"),
        train=toggle(train, label="train it now"),
    )
    def your_table(stage):
        """Your own table: what was made of it, both curves, and the mistakes on rows that were held out."""
        from course.live.artists import QuickText

        report, curves, mistakes = stage.panels(
            "What was made of it", "Loss, epoch by epoch", "Held out: truth and answer", widths=[5.4, 3.4, 4]
        )
        report.set(xlim=(0, 1), ylim=(NOTES, 0), xticks=[], yticks=[])
        report.spines[:].set_visible(False)
        lines = [stage.moving(QuickText(report, 0, k + 0.5, BLACK, ha="left", size=10)) for k in range(NOTES)]
        curves.set(xlim=(0, EPOCHS), ylim=(1e-3, 30), yscale="log", xlabel="epoch")
        drawn = [stage.moving(curves.plot([], [], look, color=color)) for look, color in ((":", BLACK), ("-", ERROR))]
        guess = stage.moving(curves.plot([], [], color=GREY, lw=1.2))
        for look, color, name in ((":", BLACK, "training"), ("-", ERROR, "held out"), ("-", GREY, "without looking")):
            curves.plot([], [], look, color=color, label=name)
        curves.legend(loc="lower left", handlelength=1.6)
        # One panel for both kinds: a table of counts for classes, a cloud for numbers. In numbers' own units, so that its axes change.
        mistakes.set(xlabel="truth", ylabel="answer")
        cloud = stage.moving(mistakes.plot([], [], ".", color=BLUE, ms=4, alpha=0.6))
        diagonal = mistakes.plot([], [], color=FAINT)[0]
        counts = [[stage.moving(QuickText(mistakes, said, truth, DATA if said == truth else ERROR, size=10,
                                          weight="bold" if said != truth else "normal")) for said in range(SHOWN)] for truth in range(SHOWN)]  # fmt: skip
        stage.memory.frame = None
        known = {}

        def frame(prepared, target):
            """Set the axes of the last panel for this target."""
            if prepared.classes:
                size = min(len(prepared.classes), SHOWN)
                names = [name if len(name) < 8 else name[:6] + "…" for name in prepared.classes[:size]]
                diagonal.set_data([], [])
                mistakes.set(xlim=(-0.5, size - 0.5), ylim=(size - 0.5, -0.5), xlabel="answer", ylabel="truth")
                mistakes.set_xticks(range(size), names, rotation=30 if max(map(len, names)) > 4 else 0)
                mistakes.set_yticks(range(size), names)
            else:
                low, high = np.percentile(prepared.y, [0, 100])
                room = 0.05 * (high - low)
                diagonal.set_data([low, high], [low, high])
                mistakes.set(
                    xlim=(low - room, high + room), ylim=(low - room, high + room), xlabel="truth", ylabel="answer"
                )
                for axis in (mistakes.xaxis, mistakes.yaxis):
                    axis.set_major_locator(_few_ticks())
                    axis.set_major_formatter(_short_numbers())
            if stage.memory.frame != target:
                stage.memory.frame = target
                stage.refresh()

        def clear(notes):
            wrapped = [line for note in notes for line in _wrap(note)]
            if len(wrapped) > NOTES:
                wrapped = [*wrapped[: NOTES - 1], "… the whole of it: clinic.report(file)"]
            for text, line in zip(lines, [*wrapped, *[""] * NOTES]):
                text.set_text(line)
            for curve in (*drawn, guess, cloud):
                curve.set_data([], [])
            for row in counts:
                for text in row:
                    text.set_text("")

        def about(prepared):
            kind = f"{len(prepared.classes)} classes" if prepared.classes else "a number"
            return dict(rows=len(prepared.y), columns=prepared.x.shape[1], kind=kind)

        def said(prepared, parts, losses_so_far, prediction, fraction):
            _, (_, truth), held = parts
            for curve, values in zip(drawn, np.clip(losses_so_far, 1e-3, 30).T):
                curve.set_data(range(1, 1 + len(values)), values)
            blind = _blind(parts, prepared.classes)
            guess.set_data([0, EPOCHS], [blind, blind])
            if prepared.classes:
                numbers, verdict = _judge_classes(prediction, truth, parts, prepared, counts, held)
            else:
                numbers, verdict = _judge_numbers(prediction, truth, parts, prepared, cloud, held)
            if fraction < 1:
                verdict = f"Learning: epoch {len(losses_so_far)} of {EPOCHS}."
            return readouts(**about(prepared), **numbers, verdict=verdict)

        def work(key, prepared, hidden):
            parts = table.share_out(prepared, key[2])
            scaled = _scaled(parts, prepared.classes)
            for fraction, losses_so_far, prediction in learn(*scaled, prepared.classes, hidden, key[2]):
                seen = said(prepared, parts, losses_so_far, prediction, fraction)
                if fraction < 1:
                    yield Step(fraction, seen)
            if len(known) >= 12:
                known.pop(next(iter(known)))
            known[key] = prepared, parts, losses_so_far, prediction, 1
            return seen

        def update(target, hidden, split, train):
            try:
                prepared = table.prepare(sheet, target)
            except table.Trouble as trouble:
                clear([*sheet.notes, str(trouble)])
                return readouts(verdict=str(trouble))
            frame(prepared, target)
            learnt = round(0.75 * len(prepared.y))
            clear([f"{len(prepared.y):,} rows: {learnt:,} to learn from, {len(prepared.y) - learnt:,} held out.", *prepared.notes,
                   "Columns standardized by the training rows. Nothing leaves this computer."])  # fmt: skip
            if not train:
                return readouts(
                    **about(prepared),
                    verdict=f"{_kind(prepared, target)} Read what was made of it, then switch on training.",
                )
            key = target, hidden, split
            return said(*known[key]) if key in known else work(key, prepared, hidden)

        return update

    return your_table


def _kind(prepared, target):
    return f"“{target}” looks like {'classes' if prepared.classes else 'a number'}, so this is {'classification' if prepared.classes else 'regression'}."


def report(file, target=None):
    """All that is done to a file on its way to the network, as text."""
    from course.practice.lesson import Code

    try:
        return Code("\n".join(table.prepare(table.read(file), target).notes))
    except table.Trouble as trouble:
        return Code(str(trouble))


def _scaled(parts, classes):
    """The parts as the network wants them: a target of numbers in standard deviations, (n, 1)."""
    (x, y), (other, truth), _ = parts
    if classes:
        return (x, y), (other, truth)
    mean, spread = _units(y)
    return (x, ((y - mean) / spread)[:, None]), (other, ((truth - mean) / spread)[:, None])


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


def _judge_classes(z, truth, parts, prepared, counts, held):
    answers = z.argmax(axis=1)
    table_of = np.zeros((len(prepared.classes),) * 2, dtype=np.int64)
    np.add.at(table_of, (truth, answers), 1)
    for row in range(min(SHOWN, len(table_of))):
        for column in range(min(SHOWN, len(table_of))):
            counts[row][column].set_text(str(table_of[row, column]) if table_of[row, column] else "")
    right = float((answers == truth).mean())
    usual = np.bincount(parts[0][1]).argmax()
    blind = float((truth == usual).mean())
    wrong = np.flatnonzero(answers != truth)
    worst = ""
    if len(wrong):
        k = wrong[log_softmax(z)[wrong].max(axis=1).argmax()]
        worst = (
            f"line {prepared.lines[held[k]]}: {prepared.classes[truth[k]]}, taken for {prepared.classes[answers[k]]}"
        )
    verdict = f"{len(wrong)} of {len(truth):,} held-out rows {'is' if len(wrong) == 1 else 'are'} wrong. "
    verdict += (
        "That is better than always saying “{}”." if right > blind else "Always saying “{}” would do no worse."
    ).format(prepared.classes[usual])
    return dict(right=show(100 * right, ".1f", "%", label="held-out right"), blind=show(100 * blind, ".1f", "%", label="without looking"),
                worst=worst), verdict  # fmt: skip


def _judge_numbers(prediction, truth, parts, prepared, cloud, held):
    mean, spread = _units(parts[0][1])
    answers = prediction[:, 0] * spread + mean
    few = slice(None, 800)
    cloud.set_data(truth[few], answers[few])
    away = np.abs(answers - truth)
    blind = float(np.abs(truth - mean).mean())
    k = int(away.argmax())
    gain = "better" if away.mean() < 0.95 * blind else "hardly better" if away.mean() < blind else "no better"
    verdict = f"Held-out answers are off by {plain(away.mean())} on average. That is {gain} than always saying the mean, which is off by {plain(blind)}."
    return dict(off=show(away.mean(), form(away.mean()), label="off by, held out"), blind=show(blind, form(blind), label="without looking"),
                worst=f"line {prepared.lines[held[k]]}: {plain(truth[k])}, and it says {plain(answers[k])}"), verdict  # fmt: skip


def form(value):
    """How a number of the table's own is written: 231,059 and not 2.31e+05."""
    return ",.0f" if 1000 <= abs(value) < 1e12 else ".3g"


def plain(value):
    return format(value, form(value)).replace("-", "−")


def _few_ticks():
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(4)


def _short_numbers():
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: plain(value))


def _wrap(note, width=50):
    import textwrap

    first, *rest = textwrap.wrap(note, width)
    return [f"• {first}", *(f"   {line}" for line in rest)]

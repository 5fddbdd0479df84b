"""Two explorers of lesson 07: an average with a short memory, and what is wrong with it on its first days."""

from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from course.live import choice, explorer, integer, linear, log, readouts, show, toggle
from course.live.style import BLUE, DATA, FAINT, GOOD, GREY, HANDLE, ORANGE, PURPLE
from nbcore import data

LOOKS = {"as it stands": dict(color=BLUE, lw=2.2), "corrected": dict(color=ORANGE, ls="--", lw=2.2)}


def average(values, beta):
    """The moving average after each of the values, (n,), begun at 0 and not corrected."""
    seen, now, share = [], 0.0, 1 - beta
    for value in values:
        now = beta * now + share * value
        seen.append(now)
    return np.array(seen)


@np.errstate(under="ignore")  # what is forgotten is meant to be 0
def correction(beta, count):
    """1 - beta^t for t = 1 to count: how much of its weight an average that began at 0 has by then."""
    return 1 - beta ** np.arange(1, count + 1)


# ---- a year of days -----------------------------------------------------------------------------

BEGINNING = 40  # days that the close-up shows


@lru_cache(maxsize=4)
def year_of_days(year):
    """The highest temperature of each day of a year in Seattle, (365,) degrees Celsius."""
    table = data.weather()
    return table["temp_max"][table.dates.astype("datetime64[Y]").astype(int) + 1970 == year][:365].copy()


@explorer(
    size=(1080, 380),
    share=log(0.01, 1, start=0.1, label="share of the new day, 1 − β"),
    corrected=toggle(label="correct the start"),
    day=integer(1, 365, start=200, label="look at day"),
    year=choice(2012, 2013, 2014, 2015, start=2014),
)
def moving_average(stage):
    """A year of daily temperatures in Seattle, their moving average, and how much each past day still counts in it."""
    whole, first, weights = stage.panels(
        "Drag the day", f"The first {BEGINNING} days", "Drag: weight of a past day", widths=[6, 3.4, 3.8]
    )
    days = np.arange(1, 366)
    for axes in (whole, first):
        axes.set(ylim=(-4, 38), xlabel="day of the year")
        axes.axhline(0, color=FAINT, lw=1)
    whole.set(xlim=(-3, 369), ylim=(-4, 46), ylabel="highest temperature (°C)")
    first.set(xlim=(0, BEGINNING + 1), ylim=(-1, 19))
    dot = dict(ls="", marker="o", color=DATA, alpha=0.55, mew=0)
    dots = [stage.moving(axes.plot([], [], **dot, ms=size)) for axes, size in ((whole, 3.2), (first, 4.5))]
    lines = {name: [stage.moving(axes.plot([], [], **look)) for axes in (whole, first)] for name, look in LOOKS.items()}
    whole.plot([], [], **dot, ms=4, label="each day")
    for name, look in LOOKS.items():
        whole.plot([], [], **look, label="average, " + name)
    whole.legend(loc="upper left", handlelength=2.0)
    held = stage.moving(whole.fill_between([0, 1], 0, 0, color=PURPLE, alpha=0.5, lw=0, zorder=2))
    here = stage.moving(whole.plot([], [], **HANDLE))

    weights.set(xlim=(-1.5, 104), ylim=(0, 1.08), xlabel="days ago", ylabel="weight, next to today's")
    weights.axhline(1 / np.e, color=GREY, lw=1.2, ls="--")
    weights.text(103, 1 / np.e + 0.02, "about a third", ha="right", fontsize=10)
    ago = np.arange(0, 105)
    stems = stage.moving(weights.fill_between([0, 1], 0, 0, color=PURPLE, alpha=0.5, lw=0, step="mid"))
    knob = stage.moving(weights.plot([], [], **HANDLE))

    def averages(s):
        values = year_of_days(s.year)
        plain = average(values, 1 - s.share)
        fixed = plain / correction(1 - s.share, len(values))
        return {"as it stands": plain, "corrected": fixed}

    def chosen(s):
        return averages(s)["corrected" if s.corrected else "as it stands"]

    stage.grip(
        "day",
        whole,
        lambda s: (s.day, chosen(s)[s.day - 1]),
        lambda x, _, s: {"day": np.clip(x, 1, 365)},
        label="day of the year",
    )
    stage.grip(
        "memory", weights, lambda s: (1 / s.share, (1 - s.share) ** (1 / s.share)),
        lambda x, _, s: {"share": 1 / np.clip(x, 1, 100)}, label="memory in days",
    )  # fmt: skip

    @np.errstate(under="ignore")
    def update(share, corrected, day, year):
        values, beta = year_of_days(year), 1 - share
        settings = SimpleNamespace(share=share, corrected=corrected, year=year)
        shown = chosen(settings)
        dots[0].set_data(days, values)
        dots[1].set_data(days[:BEGINNING], values[:BEGINNING])
        for name, one in averages(settings).items():
            in_year, at_first = lines[name]
            in_year.set_data(days, one)
            in_year.set_visible((name == "corrected") == corrected)
            at_first.set_data(days[:BEGINNING], one[:BEGINNING])
        past = np.arange(1, day + 1)
        held.set_data(past, np.full(len(past), -4.0), -4 + 9 * beta ** (day - past))
        here.set_data([day], [shown[day - 1]])
        relative = beta**ago if beta else (ago == 0) * 1.0
        stems.set_data(ago, 0 * relative, relative)
        knob.set_data([1 / share], [beta ** (1 / share)])

        memory = 1 / share
        jump = np.abs(np.diff(shown[30:])).mean()
        if share > 0.7:
            verdict = "Hardly an average at all: it jumps about with every day's weather."
        elif memory < 5:
            verdict = "It still follows every warm spell, a little smoother than the days themselves."
        elif memory <= 30:
            verdict = "The day's weather is gone and the season stays. It turns a little late."
        else:
            verdict = "Very smooth, and weeks behind: in spring it is too cold, in autumn too warm."
        if not corrected and memory >= 5:
            verdict += " On the first days it is far too low, because it began at 0."
        return readouts(
            memory=show(memory, ".3g", "days" if memory > 1 else "day", label="memory 1/(1 − β)"),
            beta=show(beta, ".3g", label="β"),
            first_day=show(shown[0], ".1f", f"°C (it was {values[0]:.1f})", label="average after day 1"),
            now=show(shown[day - 1], ".1f", f"°C (it was {values[day - 1]:.1f})", label=f"average on day {day}"),
            jump=show(jump, ".2f", f"°C (days: {np.abs(np.diff(values[30:])).mean():.2f})", label="change per day"),
            verdict=verdict,
        )

    return update


# ---- the first steps of Adam --------------------------------------------------------------------

LAST = 5000  # steps


@lru_cache(maxsize=1)
def chance():
    return np.random.default_rng(4).normal(size=LAST)


@explorer(
    size=(1080, 380),
    share1=log(0.01, 0.5, start=0.1, label="1 − β₁"),
    share2=log(0.0001, 0.5, start=0.001, label="1 − β₂"),
    noise=linear(0, 2, start=0.3, step=0.05, label="noise of the gradients"),
    step=log(1, LAST, start=1, whole=True, label="look at step t"),
)
def bias_correction(stage):
    """The two averages inside Adam and the step they make, with and without correction, from its first step to its 5,000th."""
    panels = stage.panels("m, the average gradient", "v, the average squared gradient", "Drag t: length of a step")
    limits = (-1, 2.6), (3e-5, 30), (0.008, 130)
    lines, marks = {name: [] for name in LOOKS}, []
    for axes, ylim in zip(panels, limits):
        axes.set(xscale="log", xlim=(0.8, 6500), ylim=ylim, xlabel="step t")
        axes.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
        marks.append(stage.moving(axes.plot([], [], ":", color=GREY, lw=1.4)))
        for name, look in LOOKS.items():
            lines[name].append(stage.moving(axes.plot([], [], **look)))
    first, second, length = panels
    second.set_yscale("log")
    length.set_yscale("log")
    length.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    length.axhline(1, color=GOOD, lw=1.2)
    first.axhline(1, color=GOOD, lw=1.2, label="true mean")
    goal = stage.moving(second.plot([], [], color=GOOD, lw=1.2))
    length.set_ylabel("in units of η")
    for name, look in LOOKS.items():
        first.plot([], [], **look, label=name)
    first.legend(loc="lower right", handlelength=1.8, borderaxespad=0.1)
    circles = [
        stage.moving(length.plot([], [], **HANDLE)),
        stage.moving(length.plot([], [], "D", color=ORANGE, mec=DATA, ms=8, zorder=7)),
    ]
    times = np.unique(np.geomspace(1, LAST, 320).round().astype(np.int64))

    @lru_cache(maxsize=16)
    def both(share1, share2, noise):
        """m, v as they stand and their corrections, each (LAST,)."""
        gradients = (1 + noise * chance()).tolist()
        m, v = average(gradients, 1 - share1), average([g * g for g in gradients], 1 - share2)
        return m, v, correction(1 - share1, LAST), correction(1 - share2, LAST)

    def lengths(s):
        m, v, c1, c2 = both(s.share1, s.share2, s.noise)
        return np.abs(m) / np.sqrt(v), np.abs(m / c1) / np.sqrt(v / c2)

    stage.grip(
        "step",
        length,
        lambda s: (s.step, lengths(s)[0][s.step - 1]),
        lambda x, _, s: {"step": np.clip(x, 1, LAST)},
        label="step t",
    )

    @np.errstate(under="ignore")
    def update(share1, share2, noise, step):
        m, v, c1, c2 = both(share1, share2, noise)
        raw, right = np.abs(m) / np.sqrt(v), np.abs(m / c1) / np.sqrt(v / c2)
        at = times - 1
        for name, three in (("as it stands", (m, v, raw)), ("corrected", (m / c1, v / c2, right))):
            for line, values in zip(lines[name], three):
                line.set_data(times, values[at])
        for mark, ylim in zip(marks, limits):
            mark.set_data([step, step], ylim)
        goal.set_data([0.8, 6500], [1 + noise**2] * 2)
        circles[0].set_data([step], raw[step - 1 : step])
        circles[1].set_data([step], right[step - 1 : step])
        ratio = c1 / np.sqrt(c2)
        worst = int(np.abs(np.log(ratio)).argmax())
        now = ratio[step - 1]
        if 0.99 <= now <= 1.01 and c2[step - 1] < 0.9:
            verdict = f"At step {step:,} the correction changes nothing: m is as far from full as the root of v, and the two cancel."
        elif 0.99 <= now <= 1.01:
            verdict = f"At step {step:,} the correction no longer matters: both averages have long filled up."
        elif now > 1:
            verdict = f"Without correction, step {step:,} is {now:.3g} times as long: v is filled even less than m, and the step is divided by its root."
        else:
            verdict = f"Without correction, step {step:,} has only {now:.2g} of its length: here m fills up more slowly than the root of v."
        return readouts(
            filled=show(100 * c1[step - 1], ".3g", "%", label=f"m filled at t = {step:,}"),
            filled_v=show(100 * c2[step - 1], ".3g", "%", label="v filled"),
            plain=show(raw[step - 1], ".3g", "η", label="step as it stands"),
            corrected=show(right[step - 1], ".3g", "η", label="corrected"),
            first=show(ratio[0], ".3g", "times as long", label="uncorrected first step"),
            worst=show(ratio[worst], ".3g", f"times, at step {worst + 1:,}", label="worst"),
            verdict=verdict,
        )

    return update

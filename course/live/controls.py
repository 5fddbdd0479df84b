"""The vocabulary of controls: what a learner can move, and what values it can take.

A control is a description, with no widget in it: its range, its start, how its value is written
and how a value that comes from code is checked. `widget` makes the ipywidget for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from numbers import Real


@dataclass(frozen=True)
class Control:
    start: object
    label: str | None = field(default=None, kw_only=True)

    def clean(self, name: str, value):
        """``value`` as the explorer will get it. Raises ValueError if the control cannot take it."""
        raise NotImplementedError

    def text(self, value) -> str:
        return str(value)

    def nearest(self, value):
        """The value of this control nearest to what a hand has set, which may lie outside."""
        return self.clean("value", value)

    def place(self, value):
        """The widget's stop for ``value``, which code may have set between two of them, and a drag may mean so."""
        return value

    def corners(self) -> list:
        """The extreme values, for tests that sweep."""
        raise NotImplementedError

    def title(self, name: str) -> str:
        return self.label or name.replace("_", " ")

    def widget(self, name: str, **look):
        """``(what is shown, what holds the value)``; None for a control that lives on the figure."""
        raise NotImplementedError


def _number(name: str, value) -> float:
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise ValueError(f"{name} = {value!r} is not a finite number")
    return float(value)


@dataclass(frozen=True)
class Slider(Control):
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01

    def clean(self, name, value):
        value = _number(name, value)
        if not self.low <= value <= self.high:
            raise ValueError(
                f"{name} = {self.text(value)} is outside its range, {self.text(self.low)} to {self.text(self.high)}"
            )
        return value

    def nearest(self, value):
        return min(max(self.snap(float(value)), self.low), self.high)  # an end need not lie on the grid of steps

    def snap(self, value):
        """What a hand sets is rounded as it is shown, so that code can ask for the same."""
        raise NotImplementedError

    def corners(self):
        return [self.clean("low", self.low), self.clean("high", self.high)]


class Linear(Slider):
    @property
    def decimals(self) -> int:
        return max(0, -Decimal(f"{self.step:.10g}").normalize().as_tuple().exponent)

    def snap(self, value):
        return round(self.low + round((value - self.low) / self.step) * self.step, self.decimals + 2)

    def text(self, value):
        return f"{value:,.{self.decimals}f}"

    def widget(self, name, **look):
        from ipywidgets import FloatSlider

        slider = FloatSlider(
            value=self.start, min=self.low, max=self.high, step=self.step,
            readout_format=f",.{self.decimals}f", description=self.title(name), **look,
        )  # fmt: skip
        return slider, slider


def number_in(text: str) -> float:
    """The number that a person wrote: 0.5, 1,000, 5e-3 or 1.3·10⁻⁶. Raises ValueError."""
    text = text.replace("−", "-").replace(",", "").replace(" ", "").translate(PLAIN)
    factor, ten, power = text.partition("10^")
    number = float(factor.rstrip("·*x×") or 1) * 10.0 ** float(power) if ten else float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is not a finite number")
    return number


SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PLAIN = {ord("⁻"): "^-"} | {ord(high): low for high, low in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")}


@dataclass(frozen=True)
class Log(Slider):
    digits: int = 2  # significant ones

    def __post_init__(self):
        if self.low <= 0:
            raise ValueError(f"a logarithmic scale cannot begin at {self.low!r}; its lower end is above zero")

    def snap(self, value):
        return float(f"{value:.{self.digits}g}")

    def text(self, value):
        return self._written(value, self.digits)

    def exact(self, value) -> str:
        """As `text`, with the digits that a value between two stops needs."""
        return self._written(value, max(self.digits, 4))

    def _written(self, value, digits):
        text = f"{float(f'{value:.{digits}g}'):,.10g}"
        factor, e, power = text.partition("e-")  # 1.3e-06 is for machines
        return (factor + "·").removeprefix("1·") + "10⁻" + str(int(power)).translate(SUPERSCRIPTS) if e else text

    def typed(self, text: str):
        """The value that somebody has typed, kept within the range. Raises ValueError for what is no number."""
        return min(max(float(f"{number_in(text):.4g}"), self.low), self.high)

    @property
    def stops(self) -> list:
        """Every value a hand can choose, in order: the ends, the start, and rounded steps between them."""
        count = round((math.log10(self.high) - math.log10(self.low)) / self.step)
        between = (self.nearest(self.low * 10 ** (self.step * k)) for k in range(count + 1))
        return sorted({*between, self.low, self.high, self.start})

    def place(self, value):
        return min(self.stops, key=lambda stop: abs(math.log(stop / value)))

    def widget(self, name, **look):
        # Not ipywidgets' FloatLogSlider: that one moves a start off its grid, and writes 300 as 3.0e+2.
        from ipywidgets import SelectionSlider

        slider = SelectionSlider(
            options=[(self.text(stop), stop) for stop in self.stops],
            value=self.place(self.start), description=self.title(name), **look,
        )  # fmt: skip
        return slider, slider


class WholeNumber(Slider):
    """What sliders over whole numbers share."""

    def clean(self, name, value):
        if _number(name, value) != int(value):
            raise ValueError(f"{name} = {value!r} is not a whole number")
        return int(super().clean(name, value))

    def snap(self, value):
        return round(value)

    def text(self, value):
        return f"{value:,.0f}"


class LogInteger(WholeNumber, Log):
    """Counts, on a logarithmic scale."""

    def exact(self, value):
        return self.text(value)

    def typed(self, text):
        return round(super().typed(text))


class Integer(WholeNumber):
    def widget(self, name, **look):
        from ipywidgets import IntSlider

        slider = IntSlider(
            value=self.start, min=self.low, max=self.high, step=self.step,
            readout_format=",d", description=self.title(name), **look,
        )  # fmt: skip
        return slider, slider


@dataclass(frozen=True)
class Timeline(Integer):
    interval: int = 50  # milliseconds between two steps when it plays

    def widget(self, name, **look):
        from ipywidgets import HBox, Layout, Play, jslink

        slider, _ = super().widget(name, **look)
        play = Play(
            value=self.start, min=self.low, max=self.high, step=self.step, interval=self.interval, show_repeat=False
        )
        box = HBox([play, slider], layout=Layout(width="auto"))
        box.add_class("nbh-timeline")
        box.links = [jslink((play, "value"), (slider, "value"))]  # so that it can be closed with the box
        return box, slider


class Press(Integer):
    """How often a button has been pressed. At the last press it rests."""

    def text(self, value):
        return {0: "not pressed", 1: "pressed once"}.get(value, f"pressed {value:,.0f} times")

    def widget(self, name, **look):
        from ipywidgets import Button
        from traitlets import HasTraits, Int

        class Pressed(HasTraits):
            value = Int(self.start)

        pressed = Pressed()
        button = Button(description=self.title(name), layout=look["layout"])
        button.on_click(lambda _: pressed.set_trait("value", min(pressed.value + self.step, self.high)))
        pressed.observe(lambda change: setattr(button, "disabled", change["new"] >= self.high), "value")
        return button, pressed


@dataclass(frozen=True)
class Choice(Control):
    options: tuple = ()

    def clean(self, name, value):
        if not any(value is option or value == option for option in self.options):
            known = ", ".join(repr(option) for option in self.options)
            raise ValueError(f"{name} = {value!r} is not one of {known}")
        return value

    def text(self, value):
        return str(value)

    def corners(self):
        return list(self.options)

    def widget(self, name, **look):
        from ipywidgets import Dropdown

        menu = Dropdown(
            options=[(self.text(option), option) for option in self.options],
            value=self.start, description=self.title(name), **look,
        )  # fmt: skip
        return menu, menu


class PowerOfTwo(Choice):
    def text(self, value):
        return f"{value:,}"

    exact = text

    def typed(self, text):
        number = number_in(text)
        return min(self.options, key=lambda option: abs(option - number))

    def widget(self, name, **look):
        from ipywidgets import SelectionSlider

        slider = SelectionSlider(
            options=[(self.text(option), option) for option in self.options],
            value=self.start, description=self.title(name), **look,
        )  # fmt: skip
        return slider, slider


@dataclass(frozen=True)
class Toggle(Control):
    def clean(self, name, value):
        if value not in (True, False):
            raise ValueError(f"{name} = {value!r} is neither True nor False")
        return bool(value)

    def text(self, value):
        return "on" if value else "off"

    def corners(self):
        return [False, True]

    def widget(self, name, **look):
        from ipywidgets import Checkbox

        box = Checkbox(value=self.start, description=self.title(name), indent=False, layout=look["layout"])
        return box, box


@dataclass(frozen=True)
class Point(Control):
    low: tuple = (-math.inf, -math.inf)
    high: tuple = (math.inf, math.inf)

    def clean(self, name, value):
        try:
            x, y = value
        except (TypeError, ValueError):
            raise ValueError(f"{name} = {value!r} is not a point (x, y)") from None
        x, y = _number(name, x), _number(name, y)
        if not (self.low[0] <= x <= self.high[0] and self.low[1] <= y <= self.high[1]):
            raise ValueError(f"{name} = {self.text((x, y))} is outside {self.text(self.low)} to {self.text(self.high)}")
        return x, y

    def nearest(self, value):
        rounded = (float(f"{v:.4g}") for v in value)
        return tuple(min(max(v, low), high) for v, low, high in zip(rounded, self.low, self.high))

    def text(self, value):
        return "({:.4g}, {:.4g})".format(*value)

    def corners(self):
        ends = [self.low, (self.low[0], self.high[1]), (self.high[0], self.low[1]), self.high]
        return [self.start if not all(map(math.isfinite, end)) else end for end in ends]

    def widget(self, name, **look):
        return None


# ---- the words a lesson uses --------------------------------------------------------------------


def _nice_step(span: float) -> float:
    """About a two-hundredth of ``span``: 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(span / 200))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= span / 200 * 0.999)


def _made(control, **ranges):
    """Check a description when the lesson is written, not when a learner meets it."""
    for name, (low, high) in ranges.items():
        if not low < high:
            raise ValueError(f"{name}: {low!r} to {high!r} is empty; the lower end comes first")
    object.__setattr__(control, "start", control.clean("start", control.start))
    return control


def linear(low, high, start, step=None, label=None) -> Linear:
    """A slider from ``low`` to ``high``. ``step``: a two-hundredth of the range, rounded, unless given."""
    return _made(Linear(start, low, high, step or _nice_step(high - low), label=label), range=(low, high))


def log(low, high, start, step=0.05, digits=2, whole=False, label=None) -> Log:
    """A slider on a logarithmic scale: each ``step`` is that part of a factor of ten.

    Values are rounded to ``digits`` significant ones, or to whole numbers for counts (``whole=True``).
    """
    kind = LogInteger if whole else Log
    return _made(kind(start, low, high, step, digits, label=label), range=(low, high))


def integer(low, high, start, step=1, label=None) -> Integer:
    """A slider over whole numbers."""
    return _made(Integer(start, low, high, step, label=label), range=(low, high))


def timeline(low, high, start, step=1, interval=50, label=None) -> Timeline:
    """A slider over recorded steps, with a Play button; ``interval`` is in milliseconds."""
    return _made(Timeline(start, low, high, step, interval, label=label), range=(low, high))


def press(most, label=None) -> Press:
    """A button, and how often it has been pressed: 0 to ``most``."""
    return _made(Press(0, 0, most, 1, label=label), range=(0, most))


def power_of_two(low, high, start, label=None) -> PowerOfTwo:
    """A slider over ``low``, twice that, and so on up to ``high``."""
    options = tuple(2**k for k in range(round(math.log2(low)), round(math.log2(high)) + 1))
    return _made(PowerOfTwo(start, options, label=label))


def choice(*options, start=None, label=None) -> Choice:
    """A menu. It starts at the first option unless ``start`` names another."""
    return _made(Choice(options[0] if start is None else start, tuple(options), label=label))


def toggle(start=False, label=None) -> Toggle:
    """On or off."""
    return _made(Toggle(start, label=label))


def point(x, y, low=(-math.inf, -math.inf), high=(math.inf, math.inf), label=None) -> Point:
    """A point on the figure that can be dragged, kept between the corners ``low`` and ``high``.

    The scene says on which axes it lives: ``stage.grip("name", axes)``.
    """
    return _made(Point((x, y), low, high, label=label))

"""Readouts: the named numbers that stand under a figure and say what it shows."""

from __future__ import annotations

import math


class Quantity(float):
    """A number that knows how it is written: ``text`` is what a person reads."""

    def __new__(cls, value, text: str, label: str | None = None):
        self = super().__new__(cls, value)
        self.text, self.label = text, label
        return self

    def __reduce__(self):
        return Quantity, (float(self), self.text, self.label)


def show(value: float, form: str = ".3g", unit: str = "", label: str | None = None) -> Quantity:
    """A number for `readouts`, written by the format ``form``, with its unit and its own label.

    >>> show(3.14159, ".2f", "cm").text
    '3.14 cm'
    """
    value = float(value)
    if math.isnan(value):
        text = "not a number"
    elif math.isinf(value):
        text = "infinite" if value > 0 else "minus infinite"
    else:
        text = format(value, form)
        if text.startswith("-") and not any(c in "123456789" for c in text):
            text = text[1:]  # "-0.00" reads as a mistake
        text = text.replace("-", "−")  # the minus sign that sliders and axes write
    return Quantity(value, f"{text} {unit}".rstrip(), label)


class Readouts(dict):
    """What a picture says, by name. ``r["loss"]`` and ``r.loss`` are the number itself."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no readout {name!r}; there are {', '.join(self)}") from None

    def rows(self) -> list[tuple[str, str, str]]:
        """``(name, label, text)`` of each, as they are shown."""
        return [(name, label_of(name, value), text_of(value)) for name, value in self.items()]

    def sentence(self) -> str:
        return "; ".join(f"{label}: {text}" for _, label, text in self.rows())

    def __repr__(self):
        return "\n".join(f"{label}: {text}" for _, label, text in self.rows())


def label_of(name: str, value) -> str:
    return getattr(value, "label", None) or name.replace("_", " ")


def text_of(value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    return value.text if isinstance(value, Quantity) else show(value).text


def readouts(**values) -> Readouts:
    """The readouts of a picture: numbers (plain, or from `show`), whole numbers, yes or no, or words.

    ``verdict`` is shown as a sentence of its own. An empty string is left out.
    """
    for name, value in values.items():
        if not isinstance(value, (float, int, str)):
            raise TypeError(f"readout {name} is a {type(value).__name__}; a number or a string was wanted")
    return Readouts({name: value for name, value in values.items() if value != ""})

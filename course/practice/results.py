"""What a learner is told about an exercise: a few calm lines, as text and as a small card."""

from dataclasses import dataclass, field
from html import escape

from .hints import FRAME, Help, HelpPanel, show, with_code

# A mark and a word beside each colour: the colour never carries the meaning alone.
# The colours read on white and on JupyterLab's dark background alike.
LOOKS = {
    "passed": ("✓", "passed", "#1a8a72"),
    "hint": ("→", "not yet", "#c0691f"),
    "untouched": ("○", "not started", "#7a7f87"),
    "missing": ("○", "nothing to show", "#7a7f87"),
    "unusable": ("!", "cannot be checked", "#c0691f"),
}


@dataclass(frozen=True)
class CheckResult:
    """What `check` found. True in a condition when the exercise is passed."""

    name: str
    status: str  # a key of LOOKS
    message: str
    facts: tuple = field(default=())  # (label, text) pairs: the case, what came, what was wanted
    notice: str = ""  # about the progress file
    help: Help | None = None  # what the learner may ask for now

    def __bool__(self):
        return self.status == "passed"

    def __repr__(self):
        _, word, _ = LOOKS[self.status]
        width = max((len(label) for label, _ in self.facts), default=0)
        lines = [f"{self.name}: {word}. {self.message}"]
        lines += [f"    {label:<{width}}  {text}" for label, text in self.facts]
        return "\n".join(lines + [line for line in (self._onward, self.notice) if line])

    @property
    def _onward(self):
        """How to ask for a hint where no button lives."""
        return self.help.onward if self.help else ""

    def _repr_html_(self):
        return self.card()

    def card(self, alive=False):
        """The lines as a small card; `alive` if buttons stand under it."""
        mark, word, colour = LOOKS[self.status]
        facts = "".join(
            f'<dt style="font-weight:400;opacity:.8;margin:0">{escape(label)}</dt>'
            f'<dd style="margin:0;min-width:0;overflow-wrap:anywhere"><code>{escape(text)}</code></dd>'
            for label, text in self.facts
        )
        facts = (
            (
                f'<dl style="display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 12px;margin:8px 0 0">'
                f"{facts}</dl>"
            )
            if facts
            else ""
        )
        after = "".join(
            f'<p style="margin:8px 0 0;opacity:.85">{with_code(text)}</p>'
            for text in ("" if alive else self._onward, self.notice)
            if text
        )
        return (
            f'<div role="status" style="border-left:4px solid {colour};{FRAME}">'
            f"<strong>{mark} {escape(self.name)}: {word}.</strong> {with_code(self.message)}"
            f"{facts}{after}</div>"
        )

    def _ipython_display_(self):
        data, metadata = {"text/plain": repr(self), "text/html": self._repr_html_()}, {}
        if self.help:
            alive, metadata = HelpPanel.newest(self.help, self.card(alive=True)).bundle()
            data |= alive
        show(data, metadata)

"""What a learner is told about an exercise: a few calm lines, as text and as a small card."""

from dataclasses import dataclass, field
from html import escape

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

    def __bool__(self):
        return self.status == "passed"

    def __repr__(self):
        _, word, _ = LOOKS[self.status]
        width = max((len(label) for label, _ in self.facts), default=0)
        lines = [f"{self.name}: {word}. {self.message}"]
        lines += [f"    {label:<{width}}  {text}" for label, text in self.facts]
        return "\n".join(lines + [self.notice] * bool(self.notice))

    def _repr_html_(self):
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
        notice = f'<p style="margin:8px 0 0;opacity:.85">{escape(self.notice)}</p>' if self.notice else ""
        return (
            f'<div role="status" style="border-left:4px solid {colour};padding:6px 14px;margin:2px 0;'
            f'max-width:46em;line-height:1.5;font-family:var(--jp-content-font-family,sans-serif)">'
            f"<strong>{mark} {escape(self.name)}: {word}.</strong> {_with_code(self.message)}"
            f"{facts}{notice}</div>"
        )


def _with_code(text):
    """Escaped text whose `backticked` parts are code."""
    parts = escape(text).split("`")
    if len(parts) % 2 == 0:  # an odd mark is only a mark
        return escape(text)
    return "".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts))

"""Hints by degrees: what a learner may ask for when stuck, one step at a time.

First the exercise's own hints, from a nudge to nearly there; then the worked solution, line by line or whole. What was
opened is kept in the progress file, so that it is still open tomorrow. Nobody is graded by it.
"""

import ast
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import anywidget
import ipywidgets

from course.lab.page import script, view

from . import progress


def solution_lines(source):
    """The lines of a worked solution that the learner has to write, without the stub's `def` line and docstring."""
    lines = source.solution.splitlines()
    function = next(
        node
        for node in ast.parse(source.solution).body
        if isinstance(node, ast.FunctionDef) and node.name == source.name
    )
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return tuple(lines[body[0].lineno - 1 : function.end_lineno])


@dataclass(frozen=True)
class Help:
    """What there is for one exercise, and how much of it is open."""

    lesson: str
    name: str
    hints: tuple[str, ...]
    lines: tuple[str, ...]
    hints_open: int = 0
    lines_open: int = 0

    @classmethod
    def of(cls, lesson, exercise, source):
        """The Help of an exercise, as far as this learner has opened it."""
        return cls(lesson, source.name, exercise.hints, solution_lines(source))._as_kept()

    def _as_kept(self):
        """As far as the progress file says; another view of the same exercise may have opened more."""
        kept = progress.current().latest("help", self.lesson, "name").get(self.name, {})
        hints, lines = (kept.get(key) if isinstance(kept.get(key), int) else 0 for key in ("hints", "lines"))
        return replace(
            self,
            hints_open=min(max(hints, self.hints_open), len(self.hints)),
            lines_open=min(max(lines, self.lines_open), len(self.lines)),
        )

    # ---- one step further ----

    def hint(self):
        """With one more hint open."""
        return self._opened(hints_open=min(self.hints_open + 1, len(self.hints)))

    def line(self):
        """With one more line of the solution open."""
        return self._opened(lines_open=min(self.lines_open + 1, len(self.lines)))

    def whole(self):
        """With all of the solution open."""
        return self._opened(lines_open=len(self.lines))

    def _opened(self, **more):
        further = replace(self, **more)._as_kept()
        if replace(self, **more) == further != self:
            progress.current().add(
                "help", lesson=self.lesson, name=self.name, hints=further.hints_open, lines=further.lines_open
            )
        return further

    # ---- saying it ----

    @property
    def begun(self):
        return bool(self.hints_open or self.lines_open)

    @property
    def code(self):
        """The open lines, set to the left, with dots for what is still closed."""
        shown = list(self.lines[: self.lines_open])
        margin = min((len(line) - len(line.lstrip()) for line in self.lines if line.strip()), default=0)
        return "\n".join([line[margin:] for line in shown] + ["..."] * (self.lines_open < len(self.lines)))

    @property
    def onward(self):
        """How to go on from code: for a page where no button lives."""
        hint, solution = f'{self.lesson}.hint("{self.name}")', f'{self.lesson}.solution("{self.name}")'
        if self.hints_open < len(self.hints) and not self.lines_open:
            return f"Stuck? `{hint}` opens hint {self.hints_open + 1} of {len(self.hints)}."
        if self.lines_open < len(self.lines):
            what = "the next line of the worked solution" if self.lines_open else "the first line of a worked solution"
            return f"`{solution}` opens {what}, and `{solution[:-1]}, whole=True)` all of it."
        return ""

    def __repr__(self):
        said = [f"{self.name}, hint {n} of {len(self.hints)}: {hint}" for n, hint in enumerate(self.open_hints, 1)]
        if self.lines_open:
            said += [f"{self.name}, a worked solution:", *("    " + line for line in self.code.splitlines())]
        return "\n".join([*said, *filter(None, [self.onward])])

    @property
    def open_hints(self):
        return self.hints[: self.hints_open]

    def html(self, onward=True):
        """What is open, as a list of hints and a piece of code."""
        hints = "".join(f'<li style="margin:2px 0">{with_code(hint)}</li>' for hint in self.open_hints)
        code = (
            f'<pre style="margin:6px 0 0;padding:6px 10px;background:rgba(128,128,128,.12);overflow-x:auto">'
            f"{escape(self.code)}</pre>"
        )
        return (
            (f'<ol style="margin:6px 0 0;padding-left:1.6em">{hints}</ol>' if hints else "")
            + (code if self.lines_open else "")
            + (f'<p style="margin:6px 0 0;opacity:.85">{with_code(self.onward)}</p>' if onward and self.onward else "")
        )

    def _repr_html_(self):
        return (
            f'<div role="status" style="{FRAME}border-left:4px solid #7a7f87">'
            f"<strong>{escape(self.name)}</strong>{self.html()}</div>"
        )

    def _ipython_display_(self):
        show({"text/plain": repr(self), "text/html": self._repr_html_()})


# A card, for the eye: on white and on JupyterLab's dark background alike.
FRAME = (
    "padding:6px 14px;margin:2px 0;max-width:46em;line-height:1.5;font-family:var(--jp-content-font-family,sans-serif);"
)


def with_code(text):
    """Escaped text whose `backticked` parts are code."""
    parts = escape(text).split("`")
    if len(parts) % 2 == 0:  # an odd mark is only a mark
        return escape(text)
    return "".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts))


def show(data, metadata=None):
    """Show something that is not a cell's result: nbgrader reads a result as points."""
    from IPython.display import display

    display(data, metadata=metadata or {}, raw=True)


# ---- the buttons under a check ----


class Keys(anywidget.AnyWidget):
    """Draws nothing. It keeps the keys pressed on the buttons beside it from the notebook, which has uses of its own for them."""

    _esm = script(Path(__file__).with_name("hints.js"))


class HelpPanel(ipywidgets.VBox):
    """What a check said, and under it the buttons that open a hint, a line or the whole solution."""

    _newest = {}  # the panel that is alive for each exercise: checked again and again, it would leave a crowd behind

    @classmethod
    def newest(cls, help_, card):
        """A panel for an exercise, in place of the one before."""
        before = cls._newest.pop((help_.lesson, help_.name), None)
        if before:
            before.close()
        made = cls._newest[help_.lesson, help_.name] = cls(help_, card)
        return made

    def __init__(self, help_, card):
        self.help = help_
        self._card = ipywidgets.HTML(card)
        self._opened = ipywidgets.HTML()
        self._more = ipywidgets.Button(layout={"width": "auto"})
        self._whole = ipywidgets.Button(description="Show the whole solution", layout={"width": "auto"})
        self._more.on_click(lambda _: self._open(self.help.line if self._all_hints_open else self.help.hint))
        self._whole.on_click(lambda _: self._open(self.help.whole))
        self._keys = Keys()
        buttons = ipywidgets.HBox(
            [self._more, self._whole], layout={"flex_flow": "row wrap", "margin": "2px 0 2px 14px"}
        )
        super().__init__([self._card, self._opened, buttons, self._keys])
        self._update()

    @property
    def _all_hints_open(self):
        return self.help.hints_open == len(self.help.hints) or self.help.lines_open > 0

    def _open(self, step):
        self.help = step()
        self._update()

    def _update(self):
        now = self.help
        if not self._all_hints_open:
            self._more.description = (
                f"{'Another' if now.hints_open else 'A'} hint ({now.hints_open + 1} of {len(now.hints)})"
            )
        else:
            self._more.description = f"{'Next' if now.lines_open else 'First'} line of the solution"
        left = now.lines_open < len(now.lines)
        self._more.layout.display = "" if left else "none"
        self._whole.layout.display = "" if left and self._all_hints_open else "none"
        opened = now.html(onward=False)
        self._opened.value = f'<div role="status" style="{FRAME}padding-top:0">{opened}</div>' if opened else ""

    def close(self):
        for part in (self._card, self._opened, self._more, self._whole, self._keys, self.children[2]):
            part.close()
        super().close()

    def bundle(self):
        return view(self, self._keys)

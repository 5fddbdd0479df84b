"""A deck's slides in the lecture notebook: the same HTML as in the file, with figures that answer to a hand.

from course.publish.deck.live import Talk
talk = Talk("descent", minutes=50)
talk.slide(3)
"""

import importlib
from pathlib import Path

import anywidget
import ipywidgets
import traitlets
from pygments.formatters import HtmlFormatter

from course.lab.page import script
from course.live.widget import LiveExplorer

from . import markup, read, speaker
from .states import Stated

HERE = Path(__file__).parent
LESSONS = HERE.parents[1] / "lessons"
SCRIPTS = [HERE / name for name in ("steps.js", "speaker.js", "live.js")]
STYLE = (HERE / "deck.css").read_text(encoding="utf-8") + (HERE / "live.css").read_text(encoding="utf-8")
STYLE += HtmlFormatter(style="friendly").get_style_defs(".nbd-code .highlight")


class Piece(anywidget.AnyWidget):
    """Brings the keys to the page; shows a figure's states, and on the first slide knows the plan.

    Words are plain HTML instead: a page gives each model of ours two seconds to start, and a deck has many slides.
    """

    _esm = script(*SCRIPTS)
    _css = STYLE
    number = traitlets.Int(-1).tag(sync=True)  # of its slide
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)  # of a figure's states
    now = traitlets.Int(0).tag(sync=True)  # the state that is shown
    plan = traitlets.Dict().tag(sync=True)  # for the speaker's view


class Talk:
    """The deck of a lesson on its path of so many minutes."""

    def __init__(self, lesson, minutes=50, link=""):
        self._package = importlib.import_module(f"course.lessons.{lesson}")
        self._deck = read.on_path(read.read(LESSONS / lesson), minutes)
        self._slides = {slide.number: slide for slide in self._deck.slides}
        self._link = link
        self._plan = {self._deck.slides[0].number: speaker.plan(self._deck)}

    def slide(self, number):
        """What stands under the title of this slide, as a widget."""
        if number not in self._slides:
            raise ValueError(f"there is no slide {number}; there are {min(self._slides)} to {max(self._slides)}")
        return SlideBody(self._slides[number], self._deck, self._package, self._link, self._plan.get(number))


class SlideBody(ipywidgets.Box):
    def __init__(self, slide, deck, package, link, plan):
        self.summary = f"Slide {slide.number}: {slide.title}"
        self._slide, self._deck, self._link = slide, deck, link
        figures = [_figure(Stated(piece, slide, package), slide.number) for piece in slide.of(read.Figure)]
        said = [markup.piece(piece, deck, link) for piece in slide.pieces if not isinstance(piece, read.Figure)]
        said = f'<div class="nbd-said" data-number="{slide.number}">{"".join(said)}</div>'
        words = [ipywidgets.HTML(said), *([Piece(plan=plan, number=slide.number)] if plan else [])]
        beside = any(piece.beside for piece in slide.of(read.Figure))
        super().__init__([*figures, *words] if beside else [*words, *figures])
        for name in [
            "nbd-body",
            "nbd-live",
            *["nbd-beside"] * beside,
            *["nbd-wordless"] * all(isinstance(piece, read.Figure) for piece in slide.pieces),
        ]:
            self.add_class(name)

    def __repr__(self):
        return self.summary

    def _repr_mimebundle_(self, **options):
        """The live slide; where there is none, its words."""
        view = super()._repr_mimebundle_(**options)
        data = view[0] if isinstance(view, tuple) else view
        return {**data, "text/plain": self.summary}


def _figure(stated, number):
    """A live explorer at talk size, and the row of its states."""
    live = LiveExplorer(stated.explorer, stated.settings[0])
    states = Piece(names=stated.names, number=number)
    ghosts = []

    def go(change):
        now = change["new"]
        if stated.pin is not None and now <= stated.pin and ghosts:
            live.unpin()
            ghosts.clear()
        elif stated.pin is not None and now > stated.pin and not ghosts:
            live.pin_at(stated.settings[stated.pin])
            ghosts.append(stated.pin)
        live.set(**stated.settings[now])

    states.observe(go, "now")
    if stated.pinned is not None:
        live.pin_at(stated.pinned)
    box = ipywidgets.Box([live, states])
    box.add_class("nbd-figure")
    if stated.figure.quiet:
        box.add_class("nbd-quiet")
    box.parts = live, states
    return box

"""The figures of a deck's slides: which explorer, in which states, drawn how large. For pictures, and for live ones."""

from course.live.talk import TalkExplorer, shots

from .check import resolve
from .read import Figure
from .room import room


class Stated:
    """One figure of a slide: its explorer at talk size, and every control's value in each of its states."""

    def __init__(self, figure: Figure, slide, package):
        whole = getattr(package, figure.explorer)
        self.figure = figure
        self.explorer = TalkExplorer(whole, room(slide), figure.focus, figure.show, figure.quiet)
        self.names = [name for name, _ in figure.states]
        self.settings = [resolve(whole, settings) for _, settings in figure.states]
        self.pinned = resolve(whole, figure.pinned) if figure.pinned else None
        self.pin = self.names.index(figure.pin) if figure.pin else None

    def shots(self):
        return shots(self.explorer, self.settings, self.pinned, self.pin)

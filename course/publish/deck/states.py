"""The figures of a deck's slides: which explorer, in which states, drawn how large. For pictures, and for live ones."""

from course.live.talk import TalkExplorer, shots

from .check import resolve
from .markup import room
from .read import Figure


class Stated:
    """One figure of a slide: its explorer at talk size, and every control's value in each of its states."""

    def __init__(self, figure: Figure, slide, package):
        whole = getattr(package, figure.explorer)
        self.figure = figure
        self.explorer = TalkExplorer(whole, room(slide), figure.focus)
        self.names = [name for name, _ in figure.states]
        self.settings = [resolve(whole, settings) for _, settings in figure.states]
        self.pinned = resolve(whole, figure.pinned) if figure.pinned else None
        self.pin = self.names.index(figure.pin) if figure.pin else None

    def shots(self):
        return shots(self.explorer, self.settings, self.pinned, self.pin)

    def shown(self, readouts):
        """Of all readouts, those that stand on the slide: [(name, label, text)]."""
        if self.figure.quiet:
            return []
        rows = {name: (name, label, text) for name, label, text in readouts.rows() if name != "verdict"}
        for name in self.figure.show:
            if name not in rows and name not in readouts and not _known(self, name):
                raise ValueError(f"{self.explorer.name} has no readout {name!r}; it has {', '.join(rows)}")
        return [rows[name] for name in self.figure.show or rows if name in rows]


def _known(stated, name):
    """Is this a readout in another of the figure's states? Some readouts come and go."""
    return any(name in stated.explorer.whole.at(**settings) for settings in stated.settings)

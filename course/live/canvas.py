"""The canvas: the part of an explorer that lives in the browser and shows frames.

The kernel sends a frame and waits until the browser says it is painted; what changes in the
meantime is folded into the next one. So the newest wins, and pictures are skipped instead of queued.
On a long line more than one frame may be under way (see line.py). A frame carries only the
rectangles that differ from the one before, and with them everything that must change at the same
moment: the readouts, the places that can be dragged, the text for a screen reader.
"""

from __future__ import annotations

import pathlib
import time
import zlib

import anywidget
import numpy as np
import traitlets

from course.lab.page import script

from .line import Line

HERE = pathlib.Path(__file__).parent
SLOW = 0.1  # seconds from a frame to its answer above which a connection counts as slow
SLOW_FOR = (
    5.0  # seconds that it then counts as slow: between large frames there are small ones, whose answers come soon
)
LARGEST_PLAIN = 400_000  # bytes that may go undeflated, if the connection is quick
MUCH = 20_000  # bytes above which it matters how a frame is said
TRY_BOTH = 4  # one frame of so many is said both ways, to see which is shorter
GAP = 24  # columns without a change that are worth a cut
LARGEST_SCALE = 3.0  # device pixels for a logical pixel; more would not be seen


def encode(before: np.ndarray | None, after: np.ndarray, pieces: list[list[int]]) -> bytes:
    """What turns one picture into the next, in these rectangles: without loss, and cheap at both ends.

    The pixels are combined by exclusive or with those of ``before``, so that what stays the same becomes zero; without a
    ``before`` they are as they are, which is shorter where much has moved. Each row is then written as
    runs of equal values (4 bytes each, then 2 for their lengths). Deflated (see `deflate`), WebP comes to as many bytes
    but takes three times as long to make, and is unpacked on another thread, for whose turn a picture has to wait.
    """
    values, lengths = [], []
    for left, top, width, height in pieces:
        part = (slice(top, top + height), slice(left, left + width))
        pixels = np.ascontiguousarray(after[part]).view(np.uint32)[..., 0]
        if before is not None:
            pixels = pixels ^ np.ascontiguousarray(before[part]).view(np.uint32)[..., 0]
        begins = np.ones(pixels.shape, bool)  # a run never goes on into the next row
        np.not_equal(pixels[:, 1:], pixels[:, :-1], out=begins[:, 1:])
        starts = np.flatnonzero(begins)
        values.append(pixels.ravel()[starts])
        lengths.append(np.diff(starts, append=pixels.size).astype(np.uint16))
    return b"".join(part.tobytes() for part in values + lengths)


def deflate(runs: bytes) -> bytes:
    """A quarter of the bytes or so. The page then has to wait a few milliseconds for its decoder."""
    return zlib.compress(runs, 6)


def changed(before: np.ndarray | None, after: np.ndarray) -> list[list[int]]:
    """``[left, top, width, height]`` of a few rectangles outside which two pictures agree.

    Panels stand side by side, so the picture is cut where a stretch of columns did not change.
    """
    height, width = after.shape[:2]
    if before is None or before.shape != after.shape:
        return [[0, 0, width, height]]
    differs = before.view(np.uint32)[..., 0] != after.view(np.uint32)[..., 0]
    columns = np.flatnonzero(differs.any(axis=0))
    if not columns.size:
        return []
    pieces = []
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > GAP) + 1):
        left, right = int(run[0]), int(run[-1]) + 1
        rows = np.flatnonzero(differs[:, left:right].any(axis=1))
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        pieces.append([left, top, right - left, bottom - top])
    return pieces


class Canvas(anywidget.AnyWidget):
    """Shows the frames of one explorer and tells what the learner does on them.

    ``on_ready(fresh)`` is called when a frame may be sent, ``on_pointer(name, across, down)`` when a
    grip is dragged (fractions of the figure, from the top left), ``on_button(name, preset)`` for Pin, Reset
    and the presets, ``on_unseen()`` when the last view has gone, ``on_restored()`` when the page has fetched the values of
    all its widgets, after a broken connection, ``on_typed(number, text)`` when a number was typed beside a slider, and
    ``on_set(values)`` when a hand moves something on a long line: {a widget's id: its state}.
    """

    _esm = script(*(HERE / name for name in ("line.js", "place.js", "dark.js", "canvas.js")))
    _css = HERE / "canvas.css"

    width = traitlets.Int(900).tag(sync=True)  # logical pixels
    height = traitlets.Int(360).tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)  # what a screen reader calls the figure
    explorer = traitlets.Unicode().tag(sync=True)  # its name in the lesson's code
    # The picture and the words that a notebook stores. The page shows them until the first frame has come, and for good
    # where no kernel will ever send one: in a saved page, or in a notebook whose widgets were saved with it.
    still = traitlets.Bytes().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    presets = traitlets.List(traitlets.Unicode()).tag(sync=True)  # the names of settings worth seeing
    typed = traitlets.List(traitlets.Int()).tag(sync=True)  # the numbers of the sliders whose value may be typed
    # Set by the browser while a grip is dragged: [name, across, down, serial]. A trait and not a
    # message, because a trait that changes fast is sent once at a time, the newest value winning.
    pointer = traitlets.List().tag(sync=True)
    # The ids of the widgets that a hand moves. After a broken connection the page says again what they are set to.
    moved = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, on_ready, on_pointer, on_button, on_unseen, on_restored, on_typed, on_set, **traits):
        super().__init__(**traits)
        self.scale = 1.0
        self.views: set[str] = set()  # the page may show one model in several places
        self.frames = 0
        self._on_ready, self._on_pointer = on_ready, on_pointer
        self._on_button, self._on_unseen, self._on_restored = on_button, on_unseen, on_restored
        self._on_typed, self._on_set = on_typed, on_set
        self._last: np.ndarray | None = None  # what the browser shows
        self._over = False  # was it shorter, lately, to say what is there than what has changed?
        self.line = Line()
        self._slow_until = 0.0  # on the clock that `monotonic` reads
        self.on_msg(self._heard)
        self.observe(self._pointed, "pointer")

    def keep(self, picture: bytes, words: dict) -> None:
        """What to show where no frame comes: a PNG file, and what `show` would say with it."""
        with self.hold_sync():
            self.still, self.words = picture, words

    @property
    def ready(self) -> bool:
        """May a frame be sent? Not before there is a view, nor while as many are under way as the line carries."""
        return bool(self.views) and self.line.free

    def show(self, pixels: np.ndarray, **state) -> int:
        """Send what changed of a picture, and ``state``, which the browser shows with it. Returns bytes sent."""
        fresh = self._last is None or self._last.shape != pixels.shape
        pieces = changed(self._last, pixels)
        over, file = self._shorter(pixels, pieces, fresh) if pieces else (fresh, b"")
        deflated = fresh or len(file) > LARGEST_PLAIN or self._slow
        file = deflate(file) if deflated else file
        if fresh:
            self._last = np.empty_like(pixels)
        for left, top, width, height in pieces:
            self._last[top : top + height, left : left + width] = pixels[top : top + height, left : left + width]
        self.frames += 1
        self.line.send(self.frames)
        frame = {
            "type": "frame", "id": self.frames, "far": self.line.far, "whole": [pixels.shape[1], pixels.shape[0]],
            "fresh": fresh, "over": over, "pieces": pieces, "deflated": deflated, "first": self.frames == 1, **state,
        }  # fmt: skip
        self.send(frame, [file])
        return len(file)

    @property
    def _slow(self) -> bool:
        return time.monotonic() < self._slow_until

    def _shorter(self, pixels, pieces, fresh) -> tuple[bool, bytes]:
        """Is it shorter to say what is there now, or what has changed? And that, encoded.

        A change shows the edges of both pictures, and what is there those of one; but where little has moved, most of a change
        is nothing. To try both takes as long as to draw a panel: so on a quick line the way that was shorter is taken again,
        and the other tried now and then.
        """
        if fresh:
            return True, encode(None, pixels, pieces)
        first = self._over
        file = encode(None if first else self._last, pixels, pieces)
        if len(file) > MUCH and (self._slow or self.frames % TRY_BOTH == 0):
            other = encode(self._last if first else None, pixels, pieces)
            if len(other) < len(file):
                self._over, file = not first, other
        return self._over, file

    def _heard(self, _widget, content, _buffers):
        kind = content.get("type")
        if kind == "hello":  # a view has appeared, or has another size: it needs a whole picture
            self.views.add(content["view"])
            density = float(content["density"]) * float(content["width"]) / self.width
            self.scale = min(max(density, 0.5), LARGEST_SCALE)
            self._last = None
            self.line.forget()
            self._on_ready(fresh=True)
        elif kind == "painted":
            took = self.line.answered(content["id"])
            if took is None:  # another view of it was sooner
                return
            if took > SLOW:
                self._slow_until = time.monotonic() + SLOW_FOR
            self._on_ready(fresh=False)
        elif kind == "bye":
            self.views.discard(content["view"])
            if not self.views:
                self._on_unseen()
        elif kind == "restored":
            self._on_restored()
        elif kind == "button":
            self._on_button(content["name"], content.get("preset"))
        elif kind == "set":
            self._on_set(content["values"])
        elif kind == "typed":
            self._on_typed(content["slider"], content["text"])
        elif kind == "ping":  # is anybody here?
            self.send({"type": "here"})

    def _pointed(self, change):
        if change["new"]:
            name, across, down = change["new"][:3]
            self._on_pointer(name, across, down)

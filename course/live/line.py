"""How many frames may be under way to a page at once: as many as its line carries without queueing.

The page answers each frame. On a quick line an answer comes before the next frame is wanted, and one at a time is best: the
newest setting is drawn, and nothing is drawn in vain. On a long line (Binder, a school's network) one at a time means three
pictures a second, though the line would carry many more. So there the number rises as long as answers come as soon as the
soonest, and falls when they begin to come later, since that means that frames wait for each other on the way: a line that
is long and thin goes back to fewer pictures, and never shows an old one. How many wait is reckoned as TCP Vegas does (L.
Brakmo and L. Peterson, "TCP Vegas: end to end congestion avoidance on a global Internet", 1995).
"""

from __future__ import annotations

import time
from collections import deque

LOST_AFTER = 3.0  # seconds without an answer after which a frame is taken as lost
FAR = 0.06  # seconds from a frame to its soonest answer above which more than one may be under way
ENOUGH = 4  # answers before a line is called long: while a page opens, the first come late on any line
MORE_BELOW, LESS_ABOVE = 0.3, 1.0  # frames that wait for others on the way, where one more may leave, or one less
GAP = 0.025  # seconds between two frames; if they came closer together, nobody would see the difference
REMEMBERED = 60  # answers among which the soonest is looked for, as a laptop may move to another line


class Line:
    """Frames under way to one page, and what their answers tell about the line. ``clock()`` gives seconds."""

    def __init__(self, clock=lambda: time.monotonic()):
        self._clock = clock
        self._sent: dict[
            int, tuple[float, int]
        ] = {}  # the number of a frame -> when it left, and how many were under way
        self._answers: deque[float] = deque(maxlen=REMEMBERED)
        self._room = 1.0  # frames that may be under way
        self._spared_until = 0.0  # the answers that come by then belong to frames from before the room was cut

    @property
    def soonest(self) -> float:
        """Seconds to the soonest answer of late; 0 before there is one."""
        return min(self._answers, default=0.0)

    @property
    def far(self) -> bool:
        return len(self._answers) >= ENOUGH and self.soonest > FAR

    @property
    def free(self) -> bool:
        """May a frame leave now?"""
        now = self._clock()
        if self._sent and now - next(iter(self._sent.values()))[0] > LOST_AFTER:
            self.forget()
        return len(self._sent) < (int(self._room) if self.far else 1)

    def send(self, number: int) -> None:
        """Frame ``number`` leaves now."""
        self._sent[number] = self._clock(), len(self._sent) + 1

    def answered(self, number: int) -> float | None:
        """The answer to frame ``number`` has come. Gives the seconds that it took; None if nobody waited for it."""
        if number not in self._sent:
            return None
        sent, together = self._sent[number]
        for one in [
            one for one in self._sent if one <= number
        ]:  # they arrive in order: an earlier one's answer is lost
            del self._sent[one]
        took = self._clock() - sent
        self._answers.append(took)
        self._learn(sent, took, together)
        return took

    def forget(self) -> None:
        """Wait for no answer any more: the page begins anew."""
        self._sent.clear()

    def _learn(self, sent: float, took: float, together: int) -> None:
        """Make more room, or less, by the answer to a frame that left at ``sent`` as one of so many under way ``together``."""
        queued = together * (1 - self.soonest / took) if took else 0.0
        if queued < MORE_BELOW and together >= int(self._room):
            self._room = min(self._room + 1, self.soonest / GAP + 1)
        elif queued > LESS_ABOVE and sent >= self._spared_until:
            self._room = max(together - queued, 1.0)
            self._spared_until = self._clock()

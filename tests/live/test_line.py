"""How many frames may be under way: tried on a line whose clock, length and width are the test's."""

import pytest

from course.live.line import LOST_AFTER, Line

EACH = 1 / 30  # seconds between two moves of a hand


class Simulated:
    """A hand that moves for ``seconds``, a kernel that draws at once, and a line of this round trip and width (bytes a second)."""

    def __init__(self, round_trip, width, size, seconds=6.0):
        self.now, self.line = 0.0, Line(lambda: self.now)
        self.under_way = []  # (when its answer arrives, number, the move that it shows)
        self.sent = self.shown = 0
        self.arrived = []  # (when a picture arrives in the page, the moment of the move that it shows)
        self.free_at, self.half, self.width, self.size = 0.0, round_trip / 2, width, size
        self.last_move, self.drawn = -1.0, -1.0
        moves = [k * EACH for k in range(int(seconds / EACH))]
        events = [(at + self.half, "move", at) for at in moves]  # a move reaches the kernel half a round trip later
        while events or self.under_way:
            due = min(events[:1] + [(at, "answer", number) for at, number in self.under_way[:1]])
            self.now, kind, what = due
            if kind == "move":
                events.pop(0)
                self.last_move = what
            else:
                self.under_way.pop(0)
                self.line.answered(what)
            self.draw()

    def draw(self):
        if self.last_move == self.drawn or not self.line.free:
            return
        self.sent += 1
        self.line.send(self.sent)
        self.drawn = self.last_move
        self.free_at = max(self.now, self.free_at) + self.size / self.width
        self.arrived.append((self.free_at + self.half, self.drawn))
        self.under_way.append((self.free_at + 2 * self.half, self.sent))

    def ages(self, after):
        """How old each picture is when it arrives, beginning with those that arrive ``after`` so many seconds."""
        return [at - moved for at, moved in self.arrived if at > after]


@pytest.mark.parametrize("round_trip", [0.15, 0.3])
def test_a_long_line_carries_every_move_and_the_last_comes_after_one_round_trip(round_trip):
    here = Simulated(round_trip, width=4e6, size=20_000)
    late = [at for at, _ in here.arrived if at > 2]
    assert len(late) / (late[-1] - 2) > 25
    assert max(here.ages(after=2)) < 1.3 * round_trip


@pytest.mark.parametrize("round_trip", [0.15, 0.3])
def test_on_a_long_and_thin_line_nothing_queues(round_trip):
    each = 20_000 / 125_000  # seconds that a frame needs on 1 Mbit/s
    here = Simulated(round_trip, width=125_000, size=20_000)
    assert max(here.ages(after=1)) < round_trip + 2.5 * each
    assert len(here.arrived) > 0.6 * 6 / each, "but it's kept busy"


def test_on_a_short_line_one_frame_is_under_way_however_late_an_answer_is():
    now = [0.0]
    line = Line(lambda: now[0])
    for number, took in enumerate([0.004, 0.03, 0.2, 0.005]):
        assert line.free
        line.send(number)
        assert not line.free
        now[0] += took
        assert line.answered(number) == pytest.approx(took)
    assert not line.far


def test_answers_of_another_view_and_of_what_is_given_up_count_for_nothing():
    now = [0.0]
    line = Line(lambda: now[0])
    line.send(1)
    assert line.answered(1) == 0 and line.answered(1) is None
    line.send(2)
    now[0] += LOST_AFTER + 0.1
    assert line.free and line.answered(2) is None


def test_an_answer_speaks_for_the_frames_before_it():
    line = Line(lambda: 0.0)
    line.send(1)
    line.send(2)
    line.answered(2)
    assert line.free and line.answered(1) is None

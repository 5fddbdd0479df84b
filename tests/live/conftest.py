"""A small explorer, and a browser that is played by the test."""

import zlib

import numpy as np
import pytest

from course.live import State, choice, explorer, linear, point, readouts, show, toggle


@explorer(
    size=(300, 150),
    presets={"flat": dict(k=0), "steep and bold": dict(k=2.5, bold=True)},
    k=linear(0, 3, start=1, step=0.1, label="slope k"),
    start=point(0.2, 0.5, low=(0, 0), high=(1, 3)),
    kind=choice("plain", "broken", "wrong"),
    bold=toggle(),
)
def ray(memory, k, start, kind, bold):
    """A line with one slope."""
    memory.visits = getattr(memory, "visits", 0) + 1
    if kind == "broken":
        raise ZeroDivisionError("one over nothing")
    return State(height=k * 1.0, visits=memory.visits)


@ray.seen
def scene(stage):
    (axes,) = stage.panels("A line")
    axes.set(xlim=(0, 1), ylim=(0, 3))
    line = stage.moving(axes.plot([], []))
    dot = stage.moving(axes.plot([], [], "o"))
    stage.grip("start", axes)
    stage.grip("end", axes, lambda s: (1, s.height), lambda x, y, s: {"k": y}, label="end of the line")
    stage.memory.shown = 0

    def update(state):
        stage.memory.shown += 1
        line.set_data([0, 1], [0, state.height])
        line.set_linewidth(6 if state.bold else 2)
        dot.set_data(*[[v] for v in state.start])

    return update


@ray.said
def words(state):
    if state.kind == "wrong":
        return {"k": state.k}
    return readouts(k=show(state.k, ".1f"), visits=state.visits, verdict="steep" if state.k > 2 else "")


class Browser:
    """The page's side of a canvas: keeps what was sent, paints it, and answers only when told to."""

    def __init__(self, live):
        self.live, self.canvas = live, live._canvas
        self.frames, self.picture = [], None
        self.canvas.send = self._receive

    def _receive(self, content, buffers):
        assert content["type"] == "frame"
        self.frames.append(content)
        width, height = content["whole"]
        if content["fresh"]:
            self.picture = np.zeros((height, width, 4), np.uint8)
        if content["pieces"]:
            raw = zlib.decompress(buffers[0]) if content["deflated"] else buffers[0]
            count = len(raw) // 6
            values = np.repeat(np.frombuffer(raw, np.uint32, count), np.frombuffer(raw, np.uint16, count, 4 * count))
            for left, top, w, h in content["pieces"]:
                here, values = values[: w * h].view(np.uint8).reshape(h, w, 4), values[w * h :]
                before = self.picture[top : top + h, left : left + w]
                before[:] = here if content["over"] else before ^ here
            assert not len(values)

    def says(self, **content):
        self.canvas._handle_custom_msg(content, [])

    def hello(self, width=None, density=1.0):
        self.says(type="hello", view="test", width=width or self.canvas.width, density=density)

    def painted(self):
        self.says(type="painted", id=self.frames[-1]["id"])

    def drag(self, name, across, down):
        self.canvas.pointer = [name, across, down, len(self.frames)]

    @property
    def texts(self):
        return {name: text for name, _, text, _ in self.frames[-1]["readouts"]}

    def truth(self):
        """What the scene shows now, painted afresh."""
        return np.array(self.live._scene.stage.paint())


@pytest.fixture
def page():
    def open_page(explorer=ray, **settings):
        browser = Browser(explorer(**settings))
        browser.hello()
        browser.painted()
        return browser

    return open_page


@pytest.fixture
def example():
    return ray


@pytest.fixture
def browser_class():
    return Browser

"""From key press to picture: every control of every explorer, beside three other ways to show the same.

    python benchmarks/latency.py [LESSON ...] [--presses 12]
    python benchmarks/latency.py [LESSON ...] --delay 100 300

Each lesson has two pages, each with a kernel: the explorers and the echo on one, as a learner has them, interact and ipympl
on the other, whose figures would weigh on the first. The contenders take turns, so that all meet the same machine in the same mood:

- **explorer**: a key on each of its controls; from `keydown` to the first animation frame after its canvas was painted.
- **echo**: an ipywidgets slider whose callback puts the value into a label, the least that a round to the
  kernel and back can cost; to the first animation frame after the label changed.
- **interact**: the same scene, drawn by the same code, as the usual notebook does it: `interact` with a
  function that makes a new pyplot figure for each event; to the first animation frame after its image was decoded.
- **ipympl**: the same scene in one live figure of ipympl, moved in place; to the first animation frame after its
  canvas was painted.

`update` is the explorer's own function, without drawing (of long work, its first slice), timed in the kernel. A press is compared
with the median echo and what its own update took: a control that trains a net is not held against one that moves a line.

With `--delay`, the page reaches the server through a proxy that adds so many milliseconds to each round trip, and what is
measured is single keys, and then 30 keys in a row, one every 30 ms, and how the last of them ends.
"""

import argparse
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import chain, cycle, islice
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOME), str(HOME / "tests" / "browser")]

import harness  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from course.live.controls import Point, Press, Toggle  # noqa: E402
from course.publish import pages  # noqa: E402

PAUSE = 60  # milliseconds of rest after each picture, so that none waits for another
BLOCK = 6  # presses before the next contender has its turn
PEERS = "interact", "ipympl"
PEERS_PART = 2  # interact and ipympl are slow: they get one press for so many of ours
BURST, BEAT = 30, 30  # keys in a row, and milliseconds between two of them

# What the notebook with the peers holds.
SETUP = """
import time
import types

import ipywidgets
import matplotlib
from matplotlib import pyplot
from ipympl.backend_nbagg import Canvas, FigureManager
from course.live import stage, style, widget
from course.live.explorer import finished

get_ipython().run_line_magic("matplotlib", "inline")  # importing ipympl took its place

UPDATES = {}  # by the explorer's name: [when by the clock, what its own function took] at each change that it followed, in milliseconds
follow = widget.LiveExplorer._catch_up

def timed(live):
    if live._stale:
        when, start = time.time(), time.perf_counter()
        follow(live)
        took = time.perf_counter() - start
        UPDATES.setdefault(live.explorer.name, []).append([round(1000 * when, 3), round(1000 * took, 3)])

widget.LiveExplorer._catch_up = timed

class FigureOfItsOwn(stage.Stage):
    "A stage as a figure in which nothing is kept: what moves is drawn like all else."
    def __init__(self, figure, width, height):
        self.width, self.height, self.figure, self.focus = width, height, figure, None
        self.grips, self.memory = {}, stage.SimpleNamespace()
        self._laid_out = True  # by matplotlib, at each drawing

    def moving(self, artist):
        many = isinstance(artist, (list, tuple))
        return artist[0] if many and len(artist) == 1 else artist

    def forget(self, artist):
        artist.remove()

def size_of(explorer):
    width, height = explorer.size
    return dict(figsize=(width / 100, height / 100), dpi=100, layout="constrained")

def parts(explorer):
    "Sliders and menus as ipywidgets has them, and what has none."
    made = {name: c.widget(name, layout=ipywidgets.Layout(), style={}) for name, c in explorer.controls.items()}
    held = {name: pair[1] for name, pair in made.items() if pair}
    controls = {name: source for name, source in held.items() if isinstance(source, ipywidgets.Widget)}
    return controls, {name: c.start for name, c in explorer.controls.items() if name not in controls}

def update_of(explorer, stage):
    "All three parts as one function of the controls."
    show, memory = explorer.draw(stage), types.SimpleNamespace()

    def update(**settings):
        state = finished(explorer.work(settings, memory))
        show(state)
        explorer.words(state)

    return update

def usual(explorer):
    "The usual way: a new figure for each event."
    controls, fixed = parts(explorer)

    def picture(**settings):
        with matplotlib.rc_context(style.RC):
            update_of(explorer, FigureOfItsOwn(pyplot.figure(**size_of(explorer)), *explorer.size))(**settings, **fixed)
            pyplot.show()

    ipywidgets.interact(picture, **controls)

def in_place(explorer):
    "A live figure of ipympl, moved in place."
    controls, fixed = parts(explorer)
    with matplotlib.rc_context(style.RC):
        canvas = Canvas(matplotlib.figure.Figure(**size_of(explorer)))
        manager = FigureManager(canvas, 0)
        update = update_of(explorer, FigureOfItsOwn(canvas.figure, *explorer.size))

    def moved(change=None):
        update(**{name: source.value for name, source in controls.items()}, **fixed)
        canvas.draw_idle()

    moved()
    for source in controls.values():
        source.observe(moved, "value")
    box = ipywidgets.VBox([canvas, *controls.values()])
    box.add_class("in-place")
    return box
"""
ECHO = """
slider, label = ipywidgets.IntSlider(value=30, min=0, max=100), ipywidgets.Label("30")
slider.observe(lambda change: setattr(label, "value", str(change["new"])), "value")
echo = ipywidgets.VBox([slider, label])
echo.add_class("echo")
echo
"""

# Once a page: a canvas of ipympl says when it is painted.
HOOK = """() => {
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...given) {
    draw.apply(this, given);
    this.canvas.dispatchEvent(new Event('painted', { bubbles: true }));
  };
}"""

# Armed before a key: the promise gives [when it went down by the clock, milliseconds from then to the animation frame after the
# news]; null if there is none.
ARM = """async (root, [kind, patience]) => {
  const progress = root.querySelector('.nbh-progress');
  while (progress && !progress.hidden) await new Promise(requestAnimationFrame); // earlier work would be taken for the answer
  let pressed = 0;
  window.addEventListener('keydown', () => { pressed = performance.now(); }, { capture: true, once: true });
  window.latency = new Promise(done => {
    const news = () => requestAnimationFrame(() => done([performance.timeOrigin + pressed, performance.now() - pressed]));
    setTimeout(() => done(null), patience);
    if (kind === 'ipympl') {
      const painted = () => { if (pressed) { root.removeEventListener('painted', painted); news(); } };
      root.addEventListener('painted', painted);
      return;
    }
    const seen = new MutationObserver(async () => {
      if (!pressed) return;
      if (kind === 'interact') {
        const image = root.querySelector('.widget-output img');
        if (!image || image === root.last) return;
        root.last = image;
        seen.disconnect();
        await image.decode();
      } else seen.disconnect();
      news();
    });
    if (kind === 'interact') root.last = root.querySelector('.widget-output img');
    const target = { explorer: 'canvas.nbh-picture', echo: '.echo > .widget-label', interact: '.widget-output' }[kind];
    const options = kind === 'explorer' ? { attributes: true, attributeFilter: ['data-frame'] }
      : { childList: true, characterData: true, subtree: true };
    seen.observe(root.querySelector(target), options);
  });
}"""
ALIVE = {
    "explorer": "canvas.nbh-picture[data-frame]", "echo": ".echo > .widget-label",
    "interact": ".widget-output img", "ipympl": ".in-place canvas",
}  # fmt: skip
PATIENCE = {"explorer": 1500, "echo": 5000, "interact": 20_000, "ipympl": 20_000}


# ---- hands ------------------------------------------------------------------------------------------


class Thing:
    """What is pressed: an element of a contender's cell, and the keys that move it."""

    def __init__(self, root, kind, element, keys):
        self.page, self.root, self.kind, self.element, self.keys = root.page, root, kind, element, keys
        self.way, self.presses = 0, []  # (when by the clock, milliseconds to the picture)

    @property
    def milliseconds(self):
        return [took for _, took in self.presses]

    def key(self):
        """The next key; at an end of a slider or a menu it turns round."""
        low, high, now = self.element.evaluate(
            """node => node.tagName === 'SELECT' ? [0, node.length - 1, node.selectedIndex]
                 : ['min', 'max', 'now'].map(name => parseFloat(node.getAttribute('aria-value' + name) ?? '0.5'))"""
        )
        if len(self.keys) == 2 and low != high and not low < now < high:
            self.way = 0 if now <= low else 1
        return self.keys[self.way]

    def turn(self, presses):
        """So many keys, each when the last has been answered. What is not answered is not counted, and turns round."""
        self.element.focus()
        for _ in range(presses):
            self.root.evaluate(ARM, [self.kind, PATIENCE[self.kind]])
            self.page.keyboard.press(self.key())
            answer = self.page.evaluate("() => window.latency")
            if answer is None:
                self.way = (self.way + 1) % len(self.keys)
            else:
                self.presses.append(answer)
            self.page.wait_for_timeout(PAUSE)


SLIDER, MENU = ("ArrowRight", "ArrowLeft"), ("ArrowDown", "ArrowUp")
GRIP = ("Shift+ArrowRight", "Shift+ArrowUp", "Shift+ArrowLeft", "Shift+ArrowDown")


def things_of(shown):
    """{control: Thing} of an explorer in a page; what lives on the figure, by the name of its grip."""
    things = {}
    for name, control in shown.explorer.controls.items():
        if isinstance(control, Point):
            continue
        if harness.is_slider(control):
            element, keys = shown.slider(name), SLIDER
        elif isinstance(control, Toggle):
            element, keys = shown.checkbox(name), ("Space",)
        elif isinstance(control, Press):
            element, keys = shown.button(control.title(name)), ("Enter",)
        else:
            element, keys = shown.menu(name), MENU
        things[name] = Thing(shown.root, "explorer", element, keys)
    for number, name in enumerate(shown.scene.stage.grips):
        things[f"{name} (dragged)"] = Thing(shown.root, "explorer", shown.grip(number), GRIP)
    return things


def first_slider(cell, kind):
    """What is pressed of an echo or a peer: its first slider, or else its first menu or box."""
    for selector, keys in ((".noUi-handle", SLIDER), ("select", MENU), ("input[type=checkbox]", ("Space",))):
        if cell.locator(selector).count():
            element = cell.locator(selector).first
            # JupyterLab would take a menu's keys for its own; for an explorer's the course sees to that
            element.evaluate("node => node.setAttribute('data-lm-suppress-shortcuts', 'true')")
            return Thing(cell, kind, element, keys)
    raise LookupError(f"nothing to press in the cell of {kind}")


# ---- measuring --------------------------------------------------------------------------------------


@dataclass
class Row:
    """What was measured of one explorer. Milliseconds and bytes."""

    explorer: object
    controls: dict = field(default_factory=dict)  # name: [(when, milliseconds), ...] of its presses
    peers: dict = field(default_factory=dict)  # kind: milliseconds of each press
    sent: list = field(default_factory=list)
    updates: list = field(default_factory=list)  # [(when, milliseconds), ...]

    @property
    def ours(self):
        return [took for name in self.controls for _, took in self.controls[name]]

    @property
    def own(self):
        """What the explorer's function took, of each press in `ours`."""
        return [sum(spent for begun, spent in self.updates if when <= begun <= when + took)
                for name in self.controls for when, took in self.controls[name]]  # fmt: skip

    @property
    def ratios(self):
        """Each press of `ours` over (echo + own)."""
        return [took / (self.median("echo") + own) for took, own in zip(self.ours, self.own)]

    def median(self, kind):
        return statistics.median(self.peers[kind]) if self.peers.get(kind) else float("nan")

    @property
    def worst(self):
        return max(self.controls, key=self.median_of)

    def median_of(self, name):
        return statistics.median([took for _, took in self.controls[name]] or [0])


def unique(notebook):
    package = harness.package(notebook)  # a figure with one panel is measured whole
    return list(dict.fromkeys(getattr(package, place.explorer.name) for place in harness.explorers(notebook)))


def page_with(lab, notebook, kinds):
    """A page with the echo and these contenders of each explorer: (notebook, {(kind, explorer): cell})."""
    cells, where = [SETUP, ECHO], {}
    wanted = {"explorer": "{0}()", "interact": "usual({0})", "ipympl": "in_place({0})"}
    for explorer in unique(notebook):
        called = f"lesson.{explorer.name}"
        for kind in kinds:
            where[kind, explorer] = len(cells)
            cells.append(wanted[kind].format(called))
    cells[0] += f"\nimport {harness.package(notebook).__name__} as lesson\n"
    opened = lab.open(harness.notebook_of(*cells))
    if problems := opened.run_all():
        sys.exit(f"the benchmark's notebook of {notebook.stem} has errors: {problems}")
    for (kind, _), cell in where.items():
        opened.cell(cell).locator(ALIVE[kind]).first.wait_for(timeout=60_000)
    return opened, where


def measure(lab, notebook, presses):
    """A Row for each explorer of this lesson, as soon as it is measured."""
    opened, where = page_with(lab, notebook, ("explorer",))
    beside, there = page_with(lab, notebook, PEERS)
    beside.page.evaluate(HOOK)
    for explorer in unique(notebook):
        row = Row(explorer)
        shown = harness.Shown(opened, explorer, where["explorer", explorer])
        shown.wait_alive()
        ours = things_of(shown)
        peers = {"echo": first_slider(opened.cell(1), "echo")}
        peers |= {kind: first_slider(beside.cell(there[kind, explorer]), kind) for kind in PEERS}
        for thing in [*ours.values(), *peers.values()]:
            thing.turn(1)  # to warm up
            thing.presses.clear()
        since = len(opened.messages)
        opened.ask("UPDATES.clear()")
        for _ in range(0, presses, BLOCK):
            for thing in ours.values():
                thing.turn(BLOCK)
                peers["echo"].turn(BLOCK)  # after each control: it is what they are compared with
            for kind in PEERS:
                peers[kind].turn(BLOCK // PEERS_PART)
        row.controls = {name: thing.presses for name, thing in ours.items()}
        row.peers = {kind: thing.milliseconds for kind, thing in peers.items()}
        row.sent = [size for what, _, size in shown.traffic(since) if what == "frame"]
        row.updates = opened.ask(f"UPDATES[{explorer.name!r}]")
        yield row
    for page in (opened, beside):
        page.close()


def seconds_to_life(lab, notebook):
    """From run-all to a picture in the last explorer of this lesson."""
    opened = lab.open(notebook)
    cells = [place.cell for place in harness.explorers(notebook)]
    milliseconds = opened.page.evaluate(
        """async cells => {
             const start = performance.now(), panel = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
             window.jupyterapp.commands.execute('notebook:run-all-cells');
             const all = panel.querySelectorAll('.jp-Notebook .jp-Cell');
             while (!cells.every(k => all[k].querySelector('canvas.nbh-picture[data-frame]'))) await new Promise(requestAnimationFrame);
             return performance.now() - start; }""", cells,
    )  # fmt: skip
    opened.close()
    return milliseconds / 1000


def burst(lab, notebook):
    """For each explorer with a slider: (explorer, single keys, echoes, frames of a burst, most under way, ms to the last picture)."""
    opened, where = page_with(lab, notebook, ("explorer",))
    echo = first_slider(opened.cell(1), "echo")
    for explorer in unique(notebook):
        shown = harness.Shown(opened, explorer, where["explorer", explorer])
        shown.wait_alive()
        name = next(iter(shown.sliders()), None)
        if name is None:
            continue
        single = things_of(shown)[name]
        for thing in (echo, single):
            thing.presses.clear()
            thing.turn(6)
        since, keys = len(opened.messages), list(islice(cycle(["ArrowRight"] * 5 + ["ArrowLeft"] * 4), BURST))
        shown.slider(name).focus()
        for key in keys:
            opened.page.keyboard.press(key)
            opened.page.wait_for_timeout(BEAT)
        last = time.perf_counter()
        shown.agree()  # the last picture is that of the last setting
        took = 1000 * (time.perf_counter() - last)
        said = [(what, content["id"]) for what, content, _ in shown.traffic(since)]
        under_way = most = 0
        for what, _ in said:
            under_way += 1 if what == "frame" else -1
            most = max(most, under_way)
        yield explorer, single.milliseconds, echo.milliseconds, sum(what == "frame" for what, _ in said), most, took
    opened.close()


# ---- tables -----------------------------------------------------------------------------------------

HEADINGS = (
    "explorer", "controls", "median ms", "p95 ms", "echo ms", "update ms", "median of press / (echo + update)", "its p95",
    "slowest control", "its median ms", "interact ms", "interact / median", "ipympl ms", "ipympl / median", "frame kB, median", "largest",
)  # fmt: skip
DELAYED = (
    "explorer",
    "echo ms",
    "median ms",
    "median / echo",
    f"frames for {BURST} keys",
    "most under way",
    "ms from last key to last picture",
)


def p95(values):
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def cells_of(row):
    ours = statistics.median(row.ours)
    return (
        row.explorer.name, len(row.controls), f"{ours:.0f}", f"{p95(row.ours):.0f}", f"{row.median('echo'):.0f}",
        f"{statistics.median(row.own):.1f}", f"{statistics.median(row.ratios):.2f}", f"{p95(row.ratios):.1f}",
        row.worst, f"{row.median_of(row.worst):.0f}",
        f"{row.median('interact'):.0f}", f"{row.median('interact') / ours:.1f}",
        f"{row.median('ipympl'):.0f}", f"{row.median('ipympl') / ours:.1f}",
        f"{statistics.median(row.sent) / 1000:.0f}", f"{max(row.sent) / 1000:.0f}",
    )  # fmt: skip


def show(headings, rows):
    for row in chain([headings, ["---", *["---:"] * (len(headings) - 1)]], rows):  # each as soon as it is there
        print("|", " | ".join(map(str, row)), "|", flush=True)


def within(what, values, limit, better=max):
    values = [value for value in values if not math.isnan(value)]  # a peer that has answered no press gives none
    good = sum(value <= limit if better is max else value >= limit for value in values)
    worst = better(values)
    print(f"- {what}: {good} of {len(values)}; median {statistics.median(values):.2f}, worst {worst:.2f}")


def summary(rows):
    ours = [statistics.median(row.ours) for row in rows]
    print("\nExplorers that keep what was wanted:\n")
    within("median press at most 1.5 (echo + update)", [statistics.median(row.ratios) for row in rows], 1.5)
    within("p95 at most 3 (echo + update)", [p95(row.ratios) for row in rows], 3)
    within(
        "interact at least 10 times the median",
        [row.median("interact") / our for our, row in zip(ours, rows)],
        10,
        better=min,
    )
    within("ipympl at least as slow", [row.median("ipympl") / our for our, row in zip(ours, rows)], 1, better=min)
    within("median frame at most 40 kB", [statistics.median(row.sent) / 1000 for row in rows], 40)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lessons", nargs="*", help="for example loss, or 01; all when none is named")
    parser.add_argument("--presses", type=int, default=12, help="for each control")
    parser.add_argument(
        "--delay", type=int, nargs="+", help="milliseconds to add to each round trip, as on a slow connection"
    )
    chosen = parser.parse_args()
    known = {path.stem: path for path in harness.lessons()}
    try:
        found = pages.choose(
            [page for page in pages.discover(HOME / "course" / "lessons") if page.name in known], chosen.lessons
        )
    except pages.PublishError as error:
        parser.error(str(error))
    notebooks = [known[page.name] for page in found]
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=harness.find_chromium(playwright), args=harness.FLAGS)
        with harness.jupyterlab(Path(folder)) as (address, token):
            lab = harness.Lab(Path(folder), address, token, browser)
            if chosen.delay:
                for delay in chosen.delay:
                    with harness.slow_line(address, delay / 1000) as far:
                        lab.address = far
                        print(f"\nWith {delay} ms added to each round trip:\n")
                        found = (found for path in notebooks for found in burst(lab, path))
                        show(DELAYED, (
                            (explorer.name, f"{statistics.median(echo):.0f}", f"{statistics.median(ours):.0f}",
                             f"{statistics.median(ours) / statistics.median(echo):.2f}", frames, most, f"{took:.0f}")
                            for explorer, ours, echo, frames, most, took in found
                        ))  # fmt: skip
            else:
                rows, alive = [], {}

                def measured():
                    for path in notebooks:
                        alive[path.stem] = seconds_to_life(lab, path)
                        for row in measure(lab, path, chosen.presses):
                            rows.append(row)
                            yield cells_of(row)

                show(HEADINGS, measured())
                summary(rows)
                print("\nSeconds from run-all to a picture in the last explorer: "
                      + ", ".join(f"{name} {seconds:.1f}" for name, seconds in alive.items()))  # fmt: skip
        browser.close()
    print(f"\n{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {before:.1f} before and "
          f"{os.getloadavg()[0]:.1f} after; Python {platform.python_version()}")  # fmt: skip
    for problem in dict.fromkeys(lab.problems):
        print("seen on a page:", problem)


if __name__ == "__main__":
    main()

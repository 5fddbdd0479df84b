"""From key press to picture: each explorer beside an empty echo, and beside `interact` with a new figure.

    python benchmarks/latency.py [LESSON ...] [--presses 60]

All in one JupyterLab page, in turn, so that all meet the same machine in the same mood:

- **explorer**: an arrow key on its first slider; from `keydown` to the first animation frame after its canvas
  was painted.
- **echo**: an ipywidgets slider whose callback puts the value into a label, the least that a round to the
  kernel and back can cost; to the first animation frame after the label changed.
- **interact**: the same scene, drawn by the same code, as the usual notebook does it: `interact` with a
  function that makes a new pyplot figure for each event; to the first animation frame after its image was decoded.

`update` (the explorer's own function, without drawing) and the size of a frame are measured in this process.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOME), str(HOME / "tests" / "browser")]

import harness  # noqa: E402
import numpy as np  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from course.live.canvas import changed, deflate, encode  # noqa: E402
from course.live.explorer import Scene  # noqa: E402
from course.live.stage import DRAWING  # noqa: E402

PAUSE = 60  # milliseconds of rest after each picture, so that none waits for another
BLOCK = 10  # presses before the next of the three has its turn

# What the notebook with the peers holds.
SETUP = """
import ipywidgets
import matplotlib
from matplotlib import pyplot
from course.live import stage, style

class FigureOfItsOwn(stage.Stage):
    "A stage as a new pyplot figure of the same size. Nothing is kept: what moves is drawn like all else."
    def __init__(self, width, height):
        self.width, self.height = width, height
        self.figure = pyplot.figure(figsize=(width / 100, height / 100), dpi=100, layout="constrained")
        self.grips, self.memory = {}, stage.SimpleNamespace()

    def moving(self, artist):
        many = isinstance(artist, (list, tuple))
        return artist[0] if many and len(artist) == 1 else artist

def usual(explorer):
    "The usual way: a new figure for each event."
    made = {name: c.widget(name, layout=ipywidgets.Layout(), style={}) for name, c in explorer.controls.items()}
    controls = {name: pair[1] for name, pair in made.items() if pair}
    fixed = {name: c.start for name, c in explorer.controls.items() if not made[name]}

    def picture(**settings):
        with matplotlib.rc_context(style.RC):
            explorer.build(FigureOfItsOwn(*explorer.size))(**settings, **fixed)
            pyplot.show()

    ipywidgets.interact(picture, **controls)
"""
ECHO = """
slider, label = ipywidgets.IntSlider(value=30, min=0, max=100), ipywidgets.Label("30")
slider.observe(lambda change: setattr(label, "value", str(change["new"])), "value")
echo = ipywidgets.VBox([slider, label])
echo.add_class("echo")
echo
"""

# Armed before a key: the promise gives milliseconds from keydown to the animation frame after the news.
ARM = """(root, kind) => {
  let pressed = 0;
  window.addEventListener('keydown', () => { pressed = performance.now(); }, { capture: true, once: true });
  window.latency = new Promise(done => {
    const seen = new MutationObserver(async () => {
      if (!pressed) return;
      if (kind === 'interact') {
        const image = root.querySelector('.widget-output img');
        if (!image || image === root.last) return;
        root.last = image;
        seen.disconnect();
        await image.decode();
      } else seen.disconnect();
      requestAnimationFrame(() => done(performance.now() - pressed));
    });
    if (kind === 'interact') root.last = root.querySelector('.widget-output img');
    const target = { explorer: 'canvas.nbh-picture', echo: '.echo > .widget-label', interact: '.widget-output' }[kind];
    const options = kind === 'explorer' ? { attributes: true, attributeFilter: ['data-frame'] }
      : { childList: true, characterData: true, subtree: true };
    seen.observe(root.querySelector(target), options);
  });
}"""


class Peer:
    """One of the three, in its cell."""

    def __init__(self, notebook, kind, cell):
        self.page, self.kind, self.cell = notebook.page, kind, notebook.cell(cell)
        self.handle = self.cell.locator(".noUi-handle").first
        self.way, self.milliseconds = "ArrowRight", []

    def ready(self):
        wanted = {"explorer": "canvas.nbh-picture[data-frame]", "echo": ".echo > .widget-label", "interact": ".widget-output img"}
        self.cell.locator(wanted[self.kind]).first.wait_for()

    def turn(self, presses):
        """So many keys, each when the last has been answered; at the end of the slider it turns round."""
        self.cell.scroll_into_view_if_needed()
        self.handle.focus()
        for _ in range(presses):
            low, high, now = (float(self.handle.get_attribute(f"aria-value{name}")) for name in ("min", "max", "now"))
            if not low < now < high:
                self.way = "ArrowRight" if now <= low else "ArrowLeft"
            self.cell.evaluate(ARM, self.kind)
            self.page.keyboard.press(self.way)
            self.milliseconds.append(self.page.evaluate("() => window.latency"))
            self.page.wait_for_timeout(PAUSE)


def in_page(lab, places, presses):
    """{place: ((explorer, echo, interact), sent)}: lists of milliseconds, and of bytes as they came to the page."""
    cells, measured = [SETUP, ECHO], {}
    for place in places:
        name = f"{harness.package(place.notebook).__name__}.explorers"
        cells += [f"from {name} import {place.explorer.name}\n{place.explorer.name}()", f"usual({place.explorer.name})"]
    notebook = lab.open(harness.notebook_of(*cells))
    if problems := notebook.run_all():
        sys.exit(f"the benchmark's notebook has errors: {problems}")
    for number, place in enumerate(places):
        peers = [Peer(notebook, kind, cell) for kind, cell in (("explorer", 2 + 2 * number), ("echo", 1), ("interact", 3 + 2 * number))]
        for peer in peers:
            peer.ready()
            peer.turn(3)  # to warm up
            peer.milliseconds.clear()
        since = len(notebook.messages)
        for _ in range(0, presses, BLOCK):
            for peer in peers:
                peer.turn(BLOCK)
        sent = [size for _, what, _, size in notebook.messages[since:] if what == "frame"]
        measured[place] = [peer.milliseconds for peer in peers], sent
        print(".", end="", flush=True, file=sys.stderr)
    notebook.close()
    return measured


def in_process(explorer, presses):
    """(milliseconds of each update, from one end of the first slider to the other; bytes of a whole frame at the start)."""
    name = next(name for name, control in explorer.controls.items() if harness.is_slider(control))
    low, high = (explorer.controls[name].corners()[k] for k in (0, -1))
    times = []
    with DRAWING:
        scene = Scene(explorer)
        for value in np.linspace(low, high, presses + 5):
            settings = explorer.settings(**{name: explorer.controls[name].nearest(value)})
            start = time.perf_counter()
            scene.run(settings)
            times.append(1000 * (time.perf_counter() - start))
        scene.run(explorer.settings())
        pixels = scene.stage.paint()
        return times[5:], len(deflate(encode(None, pixels, changed(None, pixels))))


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


def table(measured, presses):
    rows = []
    for place, (lists, sent) in measured.items():
        (ours, echo, usual), (updates, whole) = map(statistics.median, lists), in_process(place.explorer, presses)
        late = statistics.quantiles(lists[0], n=20)[-1]
        update = statistics.median(updates)
        rows.append((
            place.explorer.name, f"{ours:.0f}", f"{late:.0f}", f"{echo:.0f}", f"{update:.1f}", f"{ours / (echo + update):.2f}",
            f"{usual:.0f}", f"{usual / ours:.1f}", "{}x{}".format(*place.explorer.size), f"{whole / 1000:.0f}",
            f"{statistics.median(sent) / 1000:.0f}",
        ))  # fmt: skip
    return rows


HEADINGS = ("explorer", "median ms", "p95 ms", "echo ms", "update ms", "median / (echo + update)", "interact ms",
            "interact / median", "pixels", "whole frame kB", "frame as sent kB")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lessons", nargs="*", help="for example 01_loss; all when none is named")
    parser.add_argument("--presses", type=int, default=60)
    chosen = parser.parse_args()
    notebooks = [path for path in harness.lessons() if not chosen.lessons or path.stem in chosen.lessons]
    places = list({place.explorer: place for path in notebooks for place in harness.explorers(path)}.values())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=harness.find_chromium(playwright), args=harness.FLAGS)
        with harness.jupyterlab(Path(folder)) as (address, token):
            lab = harness.Lab(Path(folder), address, token, browser)
            alive = {path.stem: seconds_to_life(lab, path) for path in notebooks}
            measured = in_page(lab, places, chosen.presses)
        browser.close()
    print(file=sys.stderr)
    for row in (HEADINGS, ["---", *["---:"] * (len(HEADINGS) - 1)], *table(measured, chosen.presses)):
        print("|", " | ".join(row), "|")
    for name, seconds in alive.items():
        print(f"\n{name}: {seconds:.1f} s from run-all to a picture in the last explorer")
    for problem in dict.fromkeys(lab.problems):
        print("seen on a page:", problem)


if __name__ == "__main__":
    main()

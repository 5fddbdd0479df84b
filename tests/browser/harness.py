"""A JupyterLab, a Chromium and a pair of hands: what the browser tests and the latency benchmark share.

`jupyterlab(folder)` starts the course's own server on a free port of loopback with every Jupyter folder
inside `folder`, `chromium()` a browser. A `Notebook` is one open page, and `Shown` one explorer on it:
what it says, what it shows, and how to move it.
"""

import ast
import base64
import contextlib
import importlib
import io
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
from PIL import Image

from course.live import Explorer
from course.live.controls import Choice, Point, Press, Toggle
from course.live.explorer import Scene
from course.live.stage import DRAWING

HOME = Path(__file__).resolve().parents[2]
PATIENCE = 20.0  # seconds to wait for a thing that must happen; only a failure takes that long
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is in the page, seen or not
    "docmanager-extension/plugin": {"autosave": False},
}


# JupyterLab's debugger says the first on the console when a page closes before the debugger has looked at the kernel, and
# the kernel of the browser edition the second, where `make site` has installed it beside.
NOT_OURS = (
    "Could not restore the debugger state",
    "Error: Shared module @jupyterlite/services doesn't exist",
    # A browser may refuse to fill the screen when nobody has clicked for some seconds; the slides are then shown in the page.
    "Error starting slideshow",
    "TypeError: Permissions check failed",
    # The browser's own words when JupyterLab sends on a line that has just been cut, as some tests cut it.
    "WebSocket is already in CLOSING or CLOSED state",
)

# What a server and its kernels have said falls into entries; an error's traceback is one, or belongs to one.
LOG_ENTRY = re.compile(r"^(?=\[[A-Z] |\[IPKernelApp\]|Traceback )", re.MULTILINE)
COMPLAINT = re.compile(r"\[E |Traceback|\[IPKernelApp\] ERROR")
# None of ours: a page has gone while the server wrote to it; a kernel was shut down in the middle of its work, and ipykernel
# still flushed what it had printed.
GONE = re.compile(
    r"\b(WebSocket|Stream)ClosedError\b|KeyboardInterrupt caught in kernel|Socket operation on non-socket|Task was destroyed but it is pending"
)

# How many widgets and figures a kernel holds: an expression for `Notebook.ask`.
WIDGETS_AND_FIGURES = (
    "(__import__('gc').collect(), len(__import__('ipywidgets').widgets.widget._instances), "
    "sum(type(thing).__name__ == 'Figure' for thing in __import__('gc').get_objects()))[1:]"
)


# ---- a server and a browser -------------------------------------------------------------------------


def find_chromium(playwright):
    """The path of a Chromium: the environment's, the system's, or Playwright's own; None if there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    candidates = [os.environ.get("CHROMIUM"), "/usr/bin/chromium", *map(shutil.which, names)]
    return next(
        (path for path in [*candidates, playwright.chromium.executable_path] if path and Path(path).exists()), None
    )


COURSE_LAB = (sys.executable, "-m", "course", "lab")


@contextlib.contextmanager
def jupyterlab(folder: Path, program=COURSE_LAB, home: Path = HOME, settings=SETTINGS):
    """The course's JupyterLab (or that of another ``program``, run at ``home``), serving folder/course.

    Gives its address and its token.
    """
    for name, value in settings.items():
        file = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value))
    (folder / "course").mkdir()
    own = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "NETS_BY_HAND_PROGRESS": "progress.jsonl",
    }  # fmt: skip
    environment = os.environ | {name: str(folder / value) for name, value in own.items()}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, token = f"http://127.0.0.1:{port}", secrets.token_hex(16)
    command = [
        *program, "--no-browser", "--expose-app-in-browser", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder / 'course'}",
        *["--allow-root"] * (hasattr(os, "geteuid") and os.geteuid() == 0),
    ]  # fmt: skip
    said = folder / "lab.log"
    with said.open("w") as log:
        server = subprocess.Popen(command, cwd=home, env=environment, stdout=log, stderr=log)
        try:
            _wait_for_server(server, f"{address}/api/status?token={token}", said)
            yield address, token
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for_server(server, status, log):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError):
            urllib.request.urlopen(status, timeout=1)
            return
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


@contextlib.contextmanager
def slow_line(address: str, delay: float):
    """A proxy before the server at ``address`` that adds ``delay`` seconds to each round trip. Gives its own address."""
    host, _, port = address.rpartition(":")
    program = [sys.executable, Path(__file__).with_name("slow_line.py"), port, str(delay)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as proxy:
        try:
            yield f"{host}:{proxy.stdout.readline().strip()}"
        finally:
            proxy.terminate()


class Lab:
    """A running JupyterLab and a browser to see it with."""

    def __init__(self, folder, address, token, browser):
        self.folder, self.address, self.token, self.browser = folder, address, token, browser
        self.problems = []  # what no page may do: errors, and requests that leave this machine
        self._read = 0  # of the server's log

    def complaints(self):
        """Errors and warnings, whole, in what server and kernels have said since the last call.

        That a page or a kernel has gone in the middle of something is none.
        """
        said = (self.folder / "lab.log").read_text(encoding="utf-8", errors="replace")
        new, self._read = said[self._read :], len(said)
        complaints = [entry for entry in LOG_ENTRY.split(new) if COMPLAINT.match(entry) or "Warning:" in entry]
        return [entry for entry in complaints if not GONE.search(entry)]

    @property
    def progress_file(self):
        return self.folder / "progress.jsonl"

    def open(self, notebook, name=None, **context):
        """A new page with a copy of this notebook (a path, or an nbformat notebook) under a fresh name."""
        name = name or f"{getattr(notebook, 'stem', 'scratch')}_{secrets.token_hex(3)}"
        path = self.folder / "course" / f"{name}.ipynb"
        if isinstance(notebook, Path):
            shutil.copy(notebook, path)
        else:
            nbformat.write(notebook, path)
        return Notebook(self, self._page(name, **context), path, notebook)

    def open_again(self, notebook):
        """The same file in another tab, as a second page of the same JupyterLab."""
        name = notebook.path.stem
        return Notebook(self, self._page(name), notebook.path, notebook.source, workspace="/workspaces/another")

    def _page(self, name, **context):
        page = self.browser.new_context(**{"viewport": {"width": 1280, "height": 1000}} | context).new_page()
        page.set_default_timeout(PATIENCE * 1000)
        self._watch(page, name)
        return page

    def _watch(self, page, name):
        page.on("pageerror", lambda error: self.problems.append(f"{name}: page error: {error}"))
        page.on("console", lambda said: said.type == "error" and not said.text.startswith(NOT_OURS)
                and self.problems.append(f"{name}: console: {said.text}"))  # fmt: skip
        page.on("dialog", lambda dialog: dialog.accept())

        def refuse(route):
            self.problems.append(f"{name}: a request left this machine: {route.request.url}")
            route.abort()

        page.route(lambda url: not url.startswith((self.address, "data:", "blob:")), refuse)


def notebook_of(*sources):
    """A notebook with these code cells, not run."""
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


# ---- a notebook in a page ---------------------------------------------------------------------------


class Notebook:
    """One notebook, open in a page of its own. ``source`` is what it is a copy of."""

    def __init__(self, lab, page, path, source, workspace=""):
        self.lab, self.page, self.path, self.source = lab, page, path, source
        self.messages = []  # (comm, what, content, bytes) of each explorer's frames and answers, as they passed
        page.on("websocket", self._overhear)
        page.goto(f"{lab.address}/lab{workspace}/tree/{path.name}?token={lab.token}&reset")
        self.wait_until_ready()

    def wait_until_ready(self):
        self.page.wait_for_function(
            """name => {
                 const shown = window.jupyterapp?.shell?.currentWidget;
                 return shown?.context?.path?.endsWith(name) && shown.context.isReady
                   && shown.sessionContext?.session?.kernel?.status === 'idle'; }""",
            arg=self.path.name, timeout=45_000,
        )  # fmt: skip
        if self.page.locator("#jp-left-stack").is_visible():
            self.command("application:toggle-left-area")

    def close(self):
        """Close the page and stop its kernel."""
        self.page.evaluate(
            """async name => {
                 const sessions = window.jupyterapp.serviceManager.sessions;
                 for (const one of sessions.running()) if (one.path.endsWith(name)) await sessions.shutdown(one.id); }""",
            self.path.name,
        )  # fmt: skip
        self.page.context.close()

    def command(self, name, **arguments):
        self.page.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)", [name, arguments]
        )

    def run_all(self):
        """Run every cell, to the end. Gives what the error outputs say."""
        self.command("notebook:run-all-cells")
        return self.errors()

    def errors(self):
        return [f"{output['ename']}: {output['evalue']}" for cell in self.outputs() for output in cell
                if output["output_type"] == "error"]  # fmt: skip

    def ask(self, expression):
        """What this Python expression gives in the notebook's kernel."""
        reply = self.page.evaluate(
            """async expression => {
                 const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                 const asked = { code: '', silent: true, store_history: false, user_expressions: { answer: expression } };
                 return (await kernel.requestExecute(asked).done).content.user_expressions.answer; }""", expression,
        )  # fmt: skip
        assert reply["status"] == "ok", reply
        return ast.literal_eval(reply["data"]["text/plain"])

    def outputs(self):
        """Each cell's outputs, as JupyterLab holds them."""
        return self.page.evaluate(
            """() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells, cell =>
                 cell.type === 'code' ? Array.from({length: cell.outputs.length}, (_, i) => cell.outputs.get(i).toJSON()) : [])"""
        )

    def sources(self):
        """Each cell's source, as JupyterLab holds it: running some cells adds others."""
        return self.page.evaluate(
            "() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells, cell => cell.sharedModel.getSource())"
        )

    @property
    def panel(self):
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").first

    def cell(self, place):
        return self.panel.locator(".jp-Notebook .jp-Cell").nth(place)

    def count_cells(self):
        return len(self.sources())

    def select(self, place):
        """Make this the active cell."""
        self.page.evaluate("place => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = place; }", place)

    def run_cell(self, place):
        self.select(place)
        self.command("notebook:run-cell")

    def write(self, place, text):
        """Put the cursor in this cell, mark all, and type."""
        self.cell(place).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def until(self, holds, what):
        """Wait until ``holds()``; gives what it gave. Fails with ``what`` (a text, or a function that makes one)."""
        until = time.monotonic() + PATIENCE
        while not (found := holds()):
            if time.monotonic() > until:
                raise AssertionError(what() if callable(what) else what)
            self.page.wait_for_timeout(15)  # lets the page's events through
        return found

    # the messages between the page and the kernel

    def _overhear(self, socket):
        if "/channels" in socket.url:
            socket.on("framereceived", lambda message: self._note(message, "frame"))
            socket.on("framesent", lambda message: self._note(message, "painted"))

    def _note(self, message, kind):
        if isinstance(message, str) or f'"type":"{kind}"'.encode() not in message.replace(b'": "', b'":"')[:100_000]:
            return
        content, size = _content(message)
        said = content.get("data", {}).get("content", {})
        if said.get("type") == kind:
            self.messages.append((content["comm_id"], kind, said, size))


def _content(message: bytes):
    """The content of a message in Jupyter's binary form, and the size of its buffers.

    An array of offsets comes first: channel, header, parent, metadata, content, buffers.
    """
    offsets = np.frombuffer(message, "<u8", int.from_bytes(message[:8], "little"), 8).astype(int)
    return json.loads(message[offsets[4] : offsets[5]]), int(offsets[-1] - offsets[5])


# ---- an explorer in a page --------------------------------------------------------------------------

CONTROL = ".widget-slider, .widget-dropdown, .widget-checkbox"

LOOK = """root => {
  const shown = (node) => node && !node.closest('[hidden]') ? node.textContent.trim() : '';
  const canvas = root.querySelector('canvas.nbh-picture'), progress = root.querySelector('.nbh-progress');
  const control = (node) => ({
    label: node.querySelector('.widget-label, .widget-label-basic')?.textContent.trim(),
    text: shown(node.querySelector('.widget-readout')),
    chosen: node.querySelector('select')?.selectedOptions[0]?.textContent.replace(/\u00a0/g, ' '),
    checked: node.querySelector('input[type=checkbox]')?.checked });
  return {
    frame: Number(canvas.dataset.frame ?? 0), size: [canvas.width, canvas.height],
    width: canvas.clientWidth, density: window.devicePixelRatio, alt: canvas.getAttribute('aria-label'),
    readouts: Array.from(root.querySelectorAll('.nbh-readout:not([hidden])'),
      row => [row.dataset.name, shown(row.querySelector('dt')), shown(row.querySelector('.nbh-now'))]),
    pinned: Array.from(root.querySelectorAll('.nbh-readout:not([hidden])'), row => shown(row.querySelector('.nbh-pinned'))),
    verdict: shown(root.querySelector('.nbh-verdict')), error: shown(root.querySelector('.nbh-error')),
    progress: progress.hidden ? null : progress.value,
    spoken: root.querySelector('.nbh-spoken').textContent,
    grips: Array.from(root.querySelectorAll('.nbh-grip'), grip => grip.getAttribute('aria-label')),
    places: Array.from(root.querySelectorAll('.nbh-grip'), grip => [parseFloat(grip.style.left), parseFloat(grip.style.top)]),
    controls: Array.from(root.querySelectorAll('.widget-slider, .widget-dropdown, .widget-checkbox'), control) };
}"""


class Shown:
    """An explorer in a page. ``place`` is its cell, or a locator of what is around it.

    ``stored``: did a cell end with it? Then its layout was found for the picture that is stored, otherwise in the page.
    ``start``: the settings that its cell gives.
    """

    def __init__(self, notebook: Notebook, explorer: Explorer, place, stored=True, start=()):
        self.notebook, self.page, self.explorer = notebook, notebook.page, explorer
        self.scene = scene_of(explorer) if stored else Scene(explorer)
        self._laid_out = stored
        around = notebook.cell(place) if isinstance(place, int) else place
        self.root = around.locator(".nbh-explorer").first
        self.canvas = self.root.locator("canvas.nbh-picture")
        on_page = [name for name, control in explorer.controls.items() if not isinstance(control, (Point, Press))]
        self._place = {name: number for number, name in enumerate(on_page)}
        self._start = {name: control.start for name, control in explorer.controls.items()} | dict(start)
        self.presses = {}  # how often a button has been pressed; the page does not say
        self.touched = False  # by `press` or `drag`, since Reset

    # what it says and shows

    def look(self):
        """Everything the page shows of it, but the picture."""
        return self.root.evaluate(LOOK)

    def settings(self, look=None):
        """What its controls say they are set to, as `Explorer.at` takes it."""
        look = look or self.look()
        said = {name: self._setting(name, control, look) for name, control in self.explorer.controls.items()}
        return self.explorer.settings(**said)

    def _setting(self, name, control, look):
        if isinstance(control, Point):
            # from the alt text: its grip tells its place on the axes, which may be turned
            place = re.search(re.escape(control.title(name)) + r" \((\S+), (\S+)\)", look["alt"])
            return tuple(float(number) for number in place.groups())
        if isinstance(control, Press):
            return self.presses.get(name, self._start[name])
        shown = look["controls"][self._place[name]]
        if isinstance(control, Toggle):
            return shown["checked"]
        if isinstance(control, Choice):
            text = shown["chosen"] or shown["text"]
            return next(option for option in control.options if control.text(option) == text)
        return value_of(control, shown["text"])

    def text_of(self, name, look=None):
        """What stands beside this slider."""
        return (look or self.look())["controls"][self._place[name]]["text"]

    def pixels(self):
        """The picture on the canvas: (height, width, 3)."""
        file = self.canvas.evaluate("canvas => canvas.toDataURL('image/png')").partition(",")[2]
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(file))).convert("RGB"))

    def wait_alive(self):
        """Wait until it has painted its first picture and has all its controls, with their names; gives what it shows."""
        self.root.locator("canvas.nbh-picture[data-frame]").wait_for(timeout=PATIENCE * 1000)
        self.notebook.until(
            lambda: self.root.locator(CONTROL).count() == len(self._place), f"{self.explorer.name}: missing controls"
        )
        self.notebook.until(
            lambda: self.root.locator(".noUi-handle:not([aria-label])").count() == 0,
            f"{self.explorer.name}: nameless sliders",
        )
        return self.look()

    def agree(self, **wanted):
        """Wait until the page shows what `at` computes, here, for what its controls say.

        ``wanted``: what some of the controls must say. The picture is compared too, pixel by pixel,
        unless the scene remembers where it has been. Gives what the page shows.
        """
        last = {"settings": None}

        def agrees():
            look, before = self.look(), last["settings"]
            settings = self.settings(look)
            last.update(look=look, settings=settings)
            if any(settings[name] != value for name, value in wanted.items()):
                return False
            if settings != before or "expected" not in last:  # some train a net for it: once is enough
                last["expected"] = said(self.explorer.at(**settings))
            says = (look["readouts"], look["verdict"]) == last["expected"]
            return says and self._picture_agrees(look, settings) and look

        def differ():
            return f"{self.explorer.name}: wanted {wanted}, page {last['settings']}; at() {last.get('expected')}, page {last['look']}"

        return self.notebook.until(agrees, differ)

    def _picture_agrees(self, look, settings):
        remembers = (vars(self.scene.stage.memory) or vars(self.scene.truth_memory)) and (
            self.touched or settings != self.explorer.settings()
        )
        if not remembers and not np.array_equal(self.pixels(), painted(self.scene, look, settings)):
            return False
        if remembers and not self._laid_out:  # the first picture decides where its axes are, and so its grips
            painted(self.scene, look, self.explorer.settings())
            self._laid_out = True
        return np.allclose(look["places"], grips(self.scene, settings), atol=0.1)

    # hands

    def control(self, name):
        return self.root.locator(CONTROL).nth(self._place[name])

    def slider(self, name):
        return self.control(name).locator(".noUi-handle")

    def checkbox(self, name):
        return self.control(name).locator("input")

    def menu(self, name):
        return self.control(name).locator("select")

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    def grip(self, number=0):
        return self.root.locator(".nbh-grip").nth(number)

    def grip_at(self, number):
        """``(across, down)`` of a grip's middle, in pixels from the picture's top left."""
        grip, picture = self.grip(number).bounding_box(), self.canvas.bounding_box()
        return grip["x"] + grip["width"] / 2 - picture["x"], grip["y"] + grip["height"] / 2 - picture["y"]

    def free_way(self, number, far=30):
        """``(across, down)``, one of them 0 and the other about ``far`` pixels or more: a way that this grip can go from where it is.

        Some grips lie on a curve, some move in steps, some stand at an edge: they are asked here as the kernel would ask them.
        """
        settings, box = self.settings(), self.canvas.bounding_box()
        stage, grip = self.scene.stage, list(self.scene.stage.grips.values())[number]

        def place(now):
            painted(self.scene, self.look(), now)  # a grip may lie where the picture has put it
            return np.array(stage.to_fraction(grip.axes, *grip.where(state_of(self.scene, now)))) * (
                box["width"],
                box["height"],
            )

        here, controls = place(settings), self.explorer.controls

        def lands(way):
            """How far along this way it comes, if it goes anywhere."""
            wishes = grip.drag(
                *stage.from_fraction(grip.axes, *(here + way) / (box["width"], box["height"])),
                state_of(self.scene, settings),
            )
            moved = settings | {key: controls[key].place(controls[key].nearest(value)) for key, value in wishes.items()}
            return (place(moved) - here) @ np.sign(way) if moved != settings else 0

        for distance in (far, 2 * far, 4 * far):
            for sign in np.array([(0, 1), (0, -1), (1, 0), (-1, 0)]):
                for length in (distance, round(lands(sign * distance))):  # some stop only in certain places
                    if length >= far / 2 and abs(lands(sign * length) - length) < 6:
                        return sign * length
        raise AssertionError(f"{self.explorer.name}: grip {grip.name} cannot be moved from {settings}")

    def press(self, name, *keys, pause=0):
        """Keys on a slider, with so many milliseconds after each."""
        self.touched = True
        self.slider(name).focus()
        for key in keys:
            self.page.keyboard.press(key)
            if pause:
                self.page.wait_for_timeout(pause)

    def drag(self, thing, across, down):
        """Take the middle of ``thing`` with the mouse and carry it this far, in a few moves."""
        self.touched = True
        self.root.scroll_into_view_if_needed()
        thing.scroll_into_view_if_needed()
        box = thing.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + across, y + down, steps=8)
        self.page.mouse.up()

    def carry(self, number, across, down):
        """Drag a grip to where it can go, and wait until it lies there: only then does the page say what it is to `agree` with."""
        before, way = np.array(self.grip_at(number)), np.array((across, down))
        self.drag(self.grip(number), across, down)
        self.notebook.until(
            lambda: abs((self.grip_at(number) - before - way) @ np.sign(way)) < 6,
            f"grip {number} is not where the mouse left it",
        )

    def reset(self):
        self.root.scroll_into_view_if_needed()
        if self.look()["pinned"] and self.button("Unpin").count():
            self.button("Unpin").click()
            self.notebook.until(lambda: not any(self.look()["pinned"]), f"{self.explorer.name}: it does not unpin")
        before = self.look()["frame"]
        self.button("Reset").click()
        self.notebook.until(lambda: self.look()["frame"] != before, f"{self.explorer.name}: Reset shows nothing")
        self.presses.clear()
        self.touched = False
        return self

    def press_button(self, name):
        self.button(self.explorer.controls[name].title(name)).click()
        self.presses[name] = self.presses.get(name, self._start[name]) + 1

    def sliders(self):
        """The names of its controls that are sliders."""
        return [name for name, control in self.explorer.controls.items() if is_slider(control)]

    def traffic(self, since=0):
        """``[(what, content, bytes), ...]`` of the messages of this explorer alone, from that number on."""
        title = self.explorer.title
        mine = {comm for comm, _, content, _ in self.notebook.messages if content.get("alt", "").startswith(title)}
        return [(what, content, size) for comm, what, content, size in self.notebook.messages[since:] if comm in mine]


def first_explorer(opened: Notebook) -> Shown:
    """The first explorer of the lesson that is open and run here, alive."""
    place = explorers(opened.source)[0]
    shown = Shown(opened, place.explorer, place.cell, start=place.start)
    shown.wait_alive()
    return shown


def is_slider(control):
    return not isinstance(control, (Point, Press, Toggle)) and (
        not isinstance(control, Choice) or type(control) is not Choice
    )


def value_of(control, text):
    """The value of a slider that stands beside it as this text."""
    plain = text.replace("−", "-")
    for value in [*control.corners(), *getattr(control, "stops", getattr(control, "options", ()))]:
        if control.text(value) in (text, plain):
            return value
    return float(plain.replace(",", ""))


def said(readouts):
    """``(rows, verdict)`` as the page shows these readouts."""
    rows = [[name, label, text] for name, label, text in readouts.rows() if name != "verdict"]
    return rows, readouts.get("verdict", "")


def state_of(scene, settings):
    """What is true at these settings, as grips are asked with it: of what the scene shows, or worked out beside it."""
    shown = scene.state
    if shown is not None and any(getattr(shown, name) != value for name, value in settings.items()):
        return scene.explorer.state(**settings)
    return scene.now(settings)


def grips(scene, settings):
    """Where each grip belongs: percents of the picture's width and height, from its top left."""
    stage, now = scene.stage, state_of(scene, settings)
    shown = [grip for grip in stage.grips.values() if stage.shows(grip.axes)]
    return [[100 * part for part in stage.to_fraction(grip.axes, *grip.where(now))] for grip in shown]


@cache
def scene_of(explorer):
    """A scene of its own for the tests to paint, laid out as the kernel's is: by the picture that is stored first."""
    scene = Scene(explorer)
    with DRAWING:
        scene.run(explorer.settings())
        scene.stage.png()
    return scene


def painted(scene, look, *settings):
    """The picture at these settings, one after the other, at the size that the page shows. (height, width, 3)"""
    with DRAWING:
        scene.stage.set_scale(min(max(look["density"] * look["width"] / scene.stage.width, 0.5), 3.0))
        scene.forget()
        for one in settings:
            scene.run(one)
        return np.array(scene.stage.paint())[..., :3]


# ---- the explorers of the course --------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """An explorer in a committed notebook: which, in which cell, started how."""

    notebook: Path
    cell: int
    explorer: Explorer
    start: tuple  # the settings that the cell gives, as (name, value) pairs

    @property
    def title(self):
        written = ",".join(f"{name}={value}" for name, value in self.start)
        return f"{self.notebook.stem}-{self.explorer.name}({written})"


def lessons():
    """The notebooks of the lessons, in order."""
    return sorted((HOME / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def thorough():
    """The lessons whose every control, grip, question and exercise is tried: lesson 1, and with SWEEP set all of them.

    What stays out otherwise is still swept over all its ranges, and run, without a browser.
    """
    return lessons() if os.environ.get("SWEEP") else [path for path in lessons() if path.stem == "01_loss"]


def package(notebook: Path):
    """The package of this notebook's lesson."""
    return importlib.import_module(f"course.lessons.{notebook.stem.partition('_')[2]}")


def explorers(notebook: Path) -> list[Place]:
    """Where this notebook shows an explorer: each code cell that ends in ``lesson.name(...)``."""
    places = []
    for number, cell in enumerate(nbformat.read(notebook, as_version=4).cells):
        fetches = "fetch" in cell.metadata.get("tags", [])  # it holds a %pip, which is no Python
        match ast.parse(cell.source).body if cell.cell_type == "code" and not fetches else []:
            case [*_, ast.Expr(ast.Call(ast.Attribute(ast.Name(), name), preset, given))]:
                explorer = getattr(package(notebook), name, None)
                with_ghost = any(word.arg == "pinned" for word in given)  # which a scene of the test's does not have
                if isinstance(explorer, Explorer) and not with_ghost:
                    start = {word.arg: ast.literal_eval(word.value) for word in given}
                    explorer = explorer.focused(start.pop("focus")) if "focus" in start else explorer
                    if preset:
                        start = explorer.settings(ast.literal_eval(preset[0]), **start)
                    start = tuple(start.items())
                    places.append(Place(notebook, number, explorer, start))
    return places

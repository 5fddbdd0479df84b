"""A web server for the site, and hands for a notebook that is alive in it: what the tests here share."""

import contextlib
import functools
import http.server
import json
import threading
from pathlib import Path

import nbformat

HOME = Path(__file__).resolve().parents[2]
SUBPATH = "/some/where/"
NOTEBOOKS = HOME / "notebooks"
PATIENCE = 90_000  # milliseconds; only a failure takes that long


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(folder):
    """Any web server: Python's own. Gives its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


ASK = """async code => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  let said = "";
  const asked = kernel.requestExecute({ code, store_history: false });
  asked.onIOPub = ({ header, content }) => {
    if (header.msg_type === "stream") said += content.text;
    if (header.msg_type === "error") said += `${content.ename}: ${content.evalue}`;
  };
  await asked.done;
  await new Promise((go) => setTimeout(go, 100)); // what was printed comes by another way than the answer
  return said; }"""

OUTPUTS = """() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells, cell => cell.type !== 'code' ? null
  : Array.from({ length: cell.outputs.length }, (_, place) => cell.outputs.get(place).toJSON()))"""


class Live:
    """A notebook that is open in JupyterLite."""

    def __init__(self, page, address, name):
        self.page, self.address, self.name = page, address, name
        page.set_default_timeout(PATIENCE)
        self.open()

    def open(self):
        self.page.goto(f"{self.address}lab/index.html?path=notebooks/{self.name}.ipynb")
        self.wait_until_ready()

    def wait_until_ready(self):
        self.page.wait_for_function("() => document.documentElement.dataset.kernel === 'ready'")

    def command(self, name):
        self.page.evaluate("name => window.jupyterapp.commands.execute(name).then(() => null)", name)

    def run_all(self):
        """Run every cell. Gives {id: outputs} of the code cells."""
        self.command("notebook:run-all-cells")
        ids = self.page.evaluate(
            "() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells, ({ id }) => id)"
        )
        return {id: outputs for id, outputs in zip(ids, self.page.evaluate(OUTPUTS)) if outputs is not None}

    def ask(self, code):
        """What this code prints in the kernel."""
        return self.page.evaluate(ASK, code)

    def cell(self, part):
        """The number of the first code cell whose source holds this."""
        found = self.page.evaluate(
            """part => window.jupyterapp.shell.currentWidget.content.widgets.findIndex(
                 cell => cell.model.type === 'code' && cell.model.sharedModel.getSource().includes(part))""",
            part,
        )
        assert found >= 0, f"{self.name} has no cell with {part!r}"
        return found

    def run(self, number, source=None):
        """Run a cell, with other source if there is some. Gives its outputs as one text."""
        self.page.evaluate(
            """([number, source]) => {
                 const content = window.jupyterapp.shell.currentWidget.content;
                 content.activeCellIndex = number;
                 if (source !== null) content.activeCell.model.sharedModel.setSource(source);
                 return window.jupyterapp.commands.execute('notebook:run-cell').then(() => null); }""",
            [number, source],
        )
        self.page.wait_for_timeout(200)
        return json.dumps(self.page.evaluate(OUTPUTS)[number], ensure_ascii=False)

    def figure(self, number):
        """The explorer below a cell, once it shows a picture."""
        cell = self.page.locator(".jp-Notebook-cell").nth(number)
        cell.scroll_into_view_if_needed()
        figure = cell.locator(".nbh-explorer").first
        figure.locator("canvas.nbh-picture[data-frame]").wait_for()
        return figure


def stored(name):
    """A notebook as it is committed."""
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", 4)

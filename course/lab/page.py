"""What the widgets of the course share in the page."""

import os
import re
import sys
from pathlib import Path

VIEW = "application/vnd.jupyter.widget-view+json"
# A Python program numbers its requests to a kernel (jupyter_client does it for them all); a page gives them a bare UUID.
FROM_PYTHON = re.compile(r"_\d+_\d+$")
# The environment of a kernel that a page may watch all the same: a Jupyter server's (some run cells themselves), Voilà's.
SERVED = ("JPY_SESSION_NAME", "SERVER_SOFTWARE")

INSTALL = "Run, in the Python environment that JupyterLab is installed in: python -m pip install ipywidgets anywidget. Then start JupyterLab again."
NO_WIDGETS = f"Figures and questions stay still, because JupyterLab is missing the package ipywidgets. {INSTALL}"
NO_ANYWIDGET = f"The picture doesn't appear, because JupyterLab is missing the package anywidget. {INSTALL}"

SHARED = [Path(__file__).with_name(name) for name in ("keys.js", "kernel.js")]


def script(*files: Path) -> str:
    """A widget's JavaScript, together with what all of them share."""
    return "".join(part.read_text(encoding="utf-8") for part in [*SHARED, *files])


def request() -> dict | None:
    """The request that runs the present cell, as it came to the kernel; None where there is no kernel to ask."""
    try:
        shell = _shell()
        # In a browser's kernel, only the kernel object can tell.
        return (shell if hasattr(shell, "get_parent") else shell.kernel).get_parent()
    except AttributeError:
        return None


def _shell():
    """IPython, where it runs us. (Its own name for that is a builtin only while a cell runs, and not when a slider moves.)"""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def watched() -> bool:
    """May a page be there that shows widgets? None is where a program runs a whole notebook: papermill, `jupyter execute`."""
    asked = ((request() or {}).get("header") or {}).get("msg_id", "")
    return not FROM_PYTHON.search(asked) or any(name in os.environ for name in SERVED)


def view(widget, part) -> tuple[dict, dict]:
    """The data and the metadata that let a page show ``widget`` alive; both empty where there is no page.

    An id with no kernel behind it would hide the picture and the words that are stored beside it. ``part`` is the
    anywidget in it, which knows what Colab has to be told.
    """
    if not watched():
        return {}, {}
    shown_by = request()
    if widget.comm is not None:  # a page that cannot show widgets hangs up at once
        widget.comm.on_close(lambda _: tell(shown_by, NO_WIDGETS))
    data, metadata = part._repr_mimebundle_()
    return {VIEW: {**data[VIEW], "model_id": widget.model_id}}, metadata


def tell(shown_by: dict | None, text: str) -> None:
    """Adds a sentence to the output of the cell that ``shown_by`` ran; each sentence once for all cells."""
    kernel = getattr(_shell(), "kernel", None) if shown_by else None
    if kernel is None or text in _told:
        return
    _told.add(text)
    data = {"text/plain": text, "text/html": f'<p role="alert"><strong>{text}</strong></p>'}
    content = {"data": data, "metadata": {}, "transient": {}}
    kernel.session.send(kernel.iopub_socket, "display_data", content, parent=shown_by, ident=b"display_data")


_told: set[str] = set()

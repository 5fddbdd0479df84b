"""What the widgets of the course share in the page."""

import os
import re
from pathlib import Path

VIEW = "application/vnd.jupyter.widget-view+json"
# A Python program numbers its requests to a kernel (jupyter_client does it for them all); a page gives them a bare UUID.
FROM_PYTHON = re.compile(r"_\d+_\d+$")
# The environment of a kernel that a page may watch all the same: a Jupyter server's (some run cells themselves), Voilà's.
SERVED = ("JPY_SESSION_NAME", "SERVER_SOFTWARE")

SHARED = [Path(__file__).with_name(name) for name in ("keys.js", "kernel.js")]


def script(*files: Path) -> str:
    """A widget's JavaScript, together with what all of them share."""
    return "".join(part.read_text(encoding="utf-8") for part in [*SHARED, *files])


def watched() -> bool:
    """May a page be there that shows widgets? None is where a program runs a whole notebook: papermill, `jupyter execute`."""
    try:
        request = get_ipython().get_parent()["header"]["msg_id"]
    except (NameError, AttributeError, KeyError, TypeError):  # no kernel, or a browser's
        return True
    return not FROM_PYTHON.search(request) or any(name in os.environ for name in SERVED)


def view(widget, part) -> tuple[dict, dict]:
    """The data and the metadata that let a page show ``widget`` alive; both empty where there is no page.

    An id with no kernel behind it would hide the picture and the words that are stored beside it. ``part`` is the
    anywidget in it, which knows what Colab has to be told.
    """
    if not watched():
        return {}, {}
    data, metadata = part._repr_mimebundle_()
    return {VIEW: {**data[VIEW], "model_id": widget.model_id}}, metadata

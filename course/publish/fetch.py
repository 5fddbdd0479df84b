"""The first cell of each notebook: it fetches the course where it is missing, and says where it cannot.

It is folded in JupyterLab and in Colab, and left out of a Jupyter Book.
"""

from nbformat.v4 import new_code_cell

# Colab has the rest already, in versions of its own that had better stay. In a browser's Python, importing the course loads it.
CODE = """\
# @title This cell fetches the course where it isn't installed, as on Colab. Everywhere else it does nothing.
import importlib.util
import sys

if importlib.util.find_spec("course") is None and sys.platform != "emscripten":
    if "google.colab" in sys.modules:
        get_ipython().run_line_magic("pip", "install --quiet --no-deps nets-by-hand anywidget psygnal")
    else:
        raise ModuleNotFoundError(
            f"The course isn't installed in this notebook's Python, {sys.executable}. Choose another kernel "
            f"(Kernel > Change Kernel), or run in a terminal: {sys.executable} -m pip install nets-by-hand"
        )"""
METADATA = {"cellView": "form", "jupyter": {"source_hidden": True}, "tags": ["fetch", "remove-cell"]}


def fetching(cells):
    """The same cells, with that one before the first that runs code."""
    first = next((place for place, cell in enumerate(cells) if cell.cell_type == "code"), len(cells))
    return [*cells[:first], new_code_cell(CODE, metadata=METADATA), *cells[first:]] if first < len(cells) else cells

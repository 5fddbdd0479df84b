"""Executes a notebook and leaves in it only what is the same on every machine and at every hour."""

import os
import re
import tempfile
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course.lab.page import VIEW
from course.publish.learner import PYTHON, first_line
from course.publish.pages import PublishError

SECONDS_PER_CELL = 60
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,}")


def execute(made, where, timeout=SECONDS_PER_CELL):
    """Runs every cell with `where` as the working folder; fails with the cell and its error.

    The kernel starts with no progress and no IPython settings, so the author's own do not show.
    """
    at = {"cell": 0}
    client = NotebookClient(
        made,
        timeout=timeout,
        kernel_name="python3",
        resources={"metadata": {"path": str(where)}},
        extra_arguments=["--Application.log_level=50"],
        record_timing=False,
        coalesce_streams=True,
        store_widget_state=True,  # False breaks on Output widgets; the state is taken out below
        on_cell_start=lambda cell, cell_index: at.update(cell=cell_index),
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty:
        env = os.environ | {
            "NETS_BY_HAND_PROGRESS": str(Path(empty, "progress.jsonl")),
            "IPYTHONDIR": str(Path(empty, "ipython")),
        }
        try:
            client.execute(env=env)
        except CellExecutionError as error:
            raise _failed(made, at["cell"], f"{error.ename}: {error.evalue}") from None
        except CellTimeoutError:
            raise _failed(made, at["cell"], f"it did not end within {timeout} s") from None
        except DeadKernelError:
            raise _failed(made, at["cell"], "the kernel died") from None
    _settle(made)
    return made


def _failed(made, index, problem):
    name, cell = made.metadata["nets_by_hand"]["page"], made.cells[index]
    return PublishError(f"{name}, cell {index + 1} ({first_line(cell)}): {problem}")


def _settle(made):
    """Takes out what differs from run to run, and what only a running kernel could show: times, versions, widgets."""
    made.metadata.pop("widgets", None)
    made.metadata["language_info"] = PYTHON
    count = 0
    for index, cell in enumerate(made.cells):
        if cell.cell_type != "code":
            continue
        count += 1
        cell["execution_count"] = count
        for output in cell.outputs:
            _settle_output(output, count)
            if ADDRESS.search(str(output)):
                raise _failed(
                    made,
                    index,
                    "it shows a memory address, which differs in every run; "
                    "give the object a repr, or do not end the cell with it",
                )


def _settle_output(output, count):
    if output.output_type == "execute_result":
        output["execution_count"] = count
    if output.output_type == "error":
        # a traceback holds this machine's paths; a reader who runs the cell sees it whole
        output["traceback"] = [f"{output.ename}: {output.evalue}"]
    # Without its kernel a widget is nothing but an id, and readers such as Sphinx and a trusted JupyterLab prefer it to the
    # picture and the words beside it: they would show an error, or nothing at all.
    if len(output.get("data", {})) > 1:
        output["data"].pop(VIEW, None)
        output["metadata"].pop(VIEW, None)

"""How the server opens and saves notebooks, so that a lesson is as good the next day as it was the day before.

JupyterLab shows a live widget by an id that means something only to the kernel that made it. Saved in a notebook, the id
outranks the picture beside it, and whoever opens the notebook after that kernel has gone reads "Error displaying widget:
model not found" in every place. So no id goes into a file. The server remembers the ids instead, and puts them back when
a page is loaded again while the kernel still has the widgets.

A picture that is stored says so, and how to make it move. A page that shows progress is brought up to date as it is opened, and a notebook names the Python that will run it, because
otherwise JupyterLab adds that by itself and then asks whether to save a notebook that nobody has changed.
"""

import asyncio
import platform
import re

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.utils import ensure_async

from course.lab.page import VIEW
from course.lab.stored import with_note, without_note

ANSWER_WITHIN = 1.0  # seconds in which a kernel says which widgets it has; a busy one takes longer, and is believed
SHOWS_PROGRESS = re.compile(r"(?m)^(?:course\.map|\w+\.onward)\(\)\s*\Z")


class Notebooks(AsyncLargeFileManager):
    """The server's own files, with notebooks saved free of widget ids."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self._views = {}  # path -> {(cell id, number of the output): widget view}, as last saved

    async def save(self, model, path=""):
        if model.get("type") == "notebook" and model.get("content"):
            self._views[path.strip("/")] = take_views(model["content"])
            await asyncio.to_thread(take_notes, model["content"])
        return await super().save(model, path)

    async def get(self, path, content=True, *others, **options):
        model = await super().get(path, content, *others, **options)
        if content and model["type"] == "notebook":
            await self._freshen(model["content"], path.strip("/"))
        return model

    async def rename_file(self, old_path, new_path):
        await super().rename_file(old_path, new_path)
        if old_path.strip("/") in self._views:
            self._views[new_path.strip("/")] = self._views.pop(old_path.strip("/"))

    async def _freshen(self, notebook, path):
        views = take_views(notebook) | self._views.get(path, {})
        if views:
            put_views(notebook, {place: view for place, view in views.items() if await self._lives(view, path)})
        name_python(notebook)
        await asyncio.to_thread(put_notes, notebook)
        if any(SHOWS_PROGRESS.search(cell["source"]) for cell in notebook["cells"]):
            await asyncio.to_thread(show_progress, notebook, self.log)

    async def _lives(self, view, path):
        alive = await self._widgets(path)
        return alive is None or view.get("model_id") in alive

    async def _widgets(self, path):
        """The ids of the widgets that this notebook's kernel has; None when it is too busy to say."""
        kernel = await self._kernel(path)
        if kernel is None:
            return set()
        client = kernel.client()
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        try:
            reply = await client.comm_info("jupyter.widget", reply=True, timeout=ANSWER_WITHIN)
            return set(reply["content"]["comms"])
        except TimeoutError:
            return None
        finally:
            client.stop_channels()

    async def _kernel(self, path):
        """The kernel that runs this notebook, or None."""
        for session in await ensure_async(self.parent.session_manager.list_sessions()) if self.parent else []:
            if session["path"].strip("/") == path:
                return self.parent.kernel_manager.get_kernel(session["kernel"]["id"])
        return None


def take_views(notebook):
    """Takes every widget view out of a notebook. What else an output holds, such as a picture, stays.

    Gives ``{(cell id, number of the output): view}``.
    """
    taken = {}
    notebook.get("metadata", {}).pop("widgets", None)
    for place, output in _outputs(notebook):
        if VIEW in output.get("data", {}):
            taken[place] = output["data"].pop(VIEW)
    return taken


def put_views(notebook, views):
    """Puts views back where `take_views` found them."""
    for place, output in _outputs(notebook):
        if place in views and "data" in output:
            output["data"][VIEW] = views[place]


NOTED = "stored"  # in an output's metadata: the height of the note below its picture


def put_notes(notebook):
    """Below each stored picture of a figure that does not live: how to make it move."""
    for output, about in _pictures(notebook):
        if VIEW not in output["data"] and NOTED not in about:
            output["data"]["image/png"], about[NOTED] = with_note(_joined(output["data"]["image/png"]))


def take_notes(notebook):
    """Takes the notes away, so that none is saved."""
    for output, about in _pictures(notebook):
        if NOTED in about:
            output["data"]["image/png"] = without_note(_joined(output["data"]["image/png"]), about.pop(NOTED))


def _pictures(notebook):
    """The outputs that show one of our figures, and what their metadata say of the picture: only ours have words for it."""
    for _, output in _outputs(notebook):
        about = output.get("metadata", {}).get("image/png", {})
        if "image/png" in output.get("data", {}) and "alt" in about:
            yield output, about


def _joined(text):
    return text if isinstance(text, str) else "".join(text)


def _outputs(notebook):
    for cell in notebook.get("cells", []):
        for number, output in enumerate(cell.get("outputs", [])):
            yield (cell.get("id"), number), output


def name_python(notebook):
    """Says which Python will run the notebook, as its kernel will say."""
    language = notebook["metadata"].get("language_info", {})
    if language.get("name") == "python":
        language["version"] = platform.python_version()


def show_progress(notebook, log):
    """Shows the learner's present progress in the cells of our own pages that show it."""
    from course.practice import progress_shown

    for cell in notebook["cells"]:
        if cell["cell_type"] != "code" or not SHOWS_PROGRESS.search(cell["source"]):
            continue
        try:
            shown = progress_shown(cell["source"])
        except Exception as problem:  # the page opens all the same, with what was stored in it
            log.warning("progress could not be shown: %s: %s", type(problem).__name__, problem)
            continue
        for output in cell["outputs"]:
            if shown is not None and "text/html" in output.get("data", {}):
                output["data"] |= {"text/html": shown._repr_html_(), "text/plain": repr(shown)}

"""The figures of the reading pages: a picture of each explorer at the settings a page shows it with, and one for each preset."""

import ast
import io
from dataclasses import dataclass
from importlib import import_module

from course.live.explorer import Explorer, Scene
from course.live.stage import DRAWING

SCALE = 1.5  # pixels of the file for each logical pixel


@dataclass(frozen=True)
class View:
    """One picture of a figure: which settings, what it says, and the file's name."""

    label: str
    file: str
    alt: str
    readouts: tuple  # ((label, text), ...)
    verdict: str


def call_of(code, folder):
    """(name, preset, settings) if this cell ends by calling an explorer of the lesson up, with plain values; else None."""
    try:
        last = ast.parse(code).body[-1]
        call = last.value
        if call.func.value.id != folder:
            return None
        name = call.func.attr
        found = getattr(import_module(f"course.lessons.{folder}"), name, None)
        if not isinstance(found, Explorer):
            return None
        words = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
        preset = ast.literal_eval(call.args[0]) if call.args else None
        return found, words.pop("focus", None), found.settings(preset, **words)
    except (AttributeError, IndexError, SyntaxError, ValueError, TypeError):
        return None


class Gallery:
    """Draws the pictures of one lesson into a folder, each once, however many pages show it."""

    def __init__(self, folder, lesson):
        self.folder, self.lesson = folder, lesson
        self._scenes = {}
        self._drawn = {}

    def views(self, explorer, focus, settings):
        """The View of these settings, and of each preset, the first one being what the page shows at once."""
        start = self.view(explorer, focus, settings, explorer.preset_of(settings) or "as it starts")
        others = [self.view(explorer, focus, explorer.settings(name), name) for name in explorer.presets]
        return [start, *(view for view in others if view.file != start.file)]

    def view(self, explorer, focus, settings, label):
        key = repr((explorer.name, focus, settings))
        if key not in self._drawn:
            self._drawn[key] = self._draw(
                explorer, focus, settings, f"{self.lesson}-{explorer.name}-{len(self._drawn)}.webp"
            )
        file, alt, readouts, verdict = self._drawn[key]
        return View(label, file, alt, readouts, verdict)

    def _draw(self, explorer, focus, settings, file):
        with DRAWING:
            scene = self._scene(explorer, focus)
            scene.forget()
            said = scene.run(settings)
            picture = scene.stage.png(SCALE)
        (self.folder / file).write_bytes(smaller(picture))
        rows = tuple((label, text) for _, label, text in said.rows())
        controls = explorer.controls
        moved = ", ".join(f"{controls[n].title(n)} {controls[n].text(v)}" for n, v in settings.items())
        alt = f"{explorer.title} With {moved}. {said.sentence().rstrip('.')}."
        return file, alt, rows, said.get("verdict", "")

    def _scene(self, explorer, focus):
        key = explorer.name, focus
        if key not in self._scenes:
            self._scenes[key] = Scene(explorer.focused(focus) if focus else explorer)
        return self._scenes[key]


def smaller(png):
    """The same picture as WebP, without loss: two thirds of the bytes."""
    from PIL import Image

    file = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(file, "WEBP", lossless=True, quality=80, method=4)
    return file.getvalue()

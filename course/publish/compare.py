"""Where two notebooks differ. Text must be equal; pictures may differ by a hair.

Rasterizers round differently from one platform to the next, so PNGs are compared as pictures.
"""

import base64
import io

from course.publish.learner import first_line

CLOSE = 0.5  # mean absolute difference of the pixels, of 255; a curve beside its place gives about 1


def difference(committed, built):
    """One phrase that names the first difference, or "" when a learner could not tell them apart."""
    for number, (old, new) in enumerate(zip(committed.cells, built.cells), 1):
        problem = _cell_difference(old, new)
        if problem:
            return f"cell {number} ({first_line(new)}): {problem}"
    if len(committed.cells) != len(built.cells):
        return f"it has {len(committed.cells)} cells, and its source makes {len(built.cells)}"
    for key in sorted(set(committed.metadata) | set(built.metadata)):
        if committed.metadata.get(key) != built.metadata.get(key):
            return f"its metadata {key!r} differ"
    return ""


def _cell_difference(old, new):
    for key in ("cell_type", "source", "id", "metadata"):
        if old.get(key) != new.get(key):
            return f"its {key.replace('_', ' ')} differs"
    if new.cell_type != "code":
        return ""
    if old.get("execution_count") != new.execution_count:
        return f"its execution count is {old.get('execution_count')}, not {new.execution_count}"
    if len(old.outputs) != len(new.outputs):
        return f"it has {len(old.outputs)} outputs, and running it gives {len(new.outputs)}"
    return next(filter(None, map(_output_difference, old.outputs, new.outputs)), "")


def _output_difference(old, new):
    old, new = dict(old), dict(new)
    old_data, new_data = old.pop("data", {}), new.pop("data", {})
    if sorted(old_data) != sorted(new_data):
        return f"its output holds {sorted(old_data)}, and running it gives {sorted(new_data)}"
    for kind in sorted(new_data):
        if kind == "image/png":
            problem = _picture_difference(old_data[kind], new_data[kind])
            if problem:
                return problem
        elif old_data[kind] != new_data[kind]:
            return f"its {kind} output differs: {_show(old_data[kind])}, and running it gives {_show(new_data[kind])}"
    for key in sorted(set(old) | set(new)):
        if old.get(key) != new.get(key):
            return f"its output's {key} differs: {_show(old.get(key))}, and running it gives {_show(new.get(key))}"
    return ""


def _picture_difference(old, new):
    if old == new:
        return ""
    import numpy as np
    from PIL import Image

    def pixels(encoded):
        picture = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGBA")
        page = Image.new("RGBA", picture.size, "white")
        return np.asarray(Image.alpha_composite(page, picture).convert("RGB"), dtype=float)

    try:
        old, new = pixels(old), pixels(new)
    except (OSError, ValueError):
        return "its picture cannot be read"
    if old.shape != new.shape:
        return f"its picture is {old.shape[1]} x {old.shape[0]}, and running it gives {new.shape[1]} x {new.shape[0]}"
    apart = float(np.abs(old - new).mean())
    return "" if apart <= CLOSE else f"its picture differs (by {apart:.1f} of 255 on average)"


def _show(value):
    text = repr(value)
    return text if len(text) <= 70 else text[:67] + "..."

"""Says of a stored picture that it is one: below it, gray sliders, and how to make it move.

A figure that has not run yet looks alive, and dragging it drags an image. Only JupyterLab shows the note, because the
server adds it to what it opens and takes it away from what it saves. On paper, and on other people's pages, there is none.
"""

import base64
import io

NOTE = "Shift + Enter makes this move"
HEIGHT = 0.055  # of the picture's width
PAPER, LINE, INK = (243, 244, 246), (200, 204, 210), (70, 76, 84)


def with_note(encoded: str) -> tuple[str, int]:
    """A PNG in base64 with the note below it, and the note's height in pixels."""
    from PIL import Image

    picture = _opened(encoded).convert("RGB")
    note = _note(picture.width)
    both = Image.new("RGB", (picture.width, picture.height + note.height))
    both.paste(picture, (0, 0))
    both.paste(note, (0, picture.height))
    return _encoded(both), note.height


def without_note(encoded: str, height: int) -> str:
    """The same picture as before `with_note`."""
    picture = _opened(encoded)
    return _encoded(picture.crop((0, 0, picture.width, picture.height - height)))


def _note(width):
    from PIL import Image, ImageDraw, ImageFont

    height = round(HEIGHT * width)
    note = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(note)
    draw.line([(0, 0), (width, 0)], fill=LINE, width=2)
    middle, size = height // 2, 0.42 * height
    left = 0.02 * width
    draw.polygon([(left, middle - size / 2), (left, middle + size / 2), (left + 0.8 * size, middle)], fill=INK)
    draw.text((left + 1.4 * size, middle), NOTE, fill=INK, font=ImageFont.load_default(size), anchor="lm")
    for start in (0.45, 0.64, 0.83):  # sliders that nobody can move yet
        x, end, knob = start * width, (start + 0.15) * width, (start + 0.06) * width
        draw.line([(x, middle), (end, middle)], fill=LINE, width=max(2, height // 16))
        draw.ellipse(
            [knob - size / 3, middle - size / 3, knob + size / 3, middle + size / 3], fill=PAPER, outline=LINE, width=3
        )
    return note


def _opened(encoded):
    from PIL import Image

    return Image.open(io.BytesIO(base64.b64decode(encoded)))


def _encoded(picture):
    file = io.BytesIO()
    picture.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()

"""What the widgets of the course share in the page."""

from pathlib import Path

KEYS = Path(__file__).with_name("keys.js")


def script(file: Path) -> str:
    """A widget's JavaScript, together with what all of them share."""
    return KEYS.read_text(encoding="utf-8") + file.read_text(encoding="utf-8")

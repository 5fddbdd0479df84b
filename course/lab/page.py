"""What the widgets of the course share in the page."""

from pathlib import Path

SHARED = [Path(__file__).with_name(name) for name in ("keys.js", "kernel.js")]


def script(*files: Path) -> str:
    """A widget's JavaScript, together with what all of them share."""
    return "".join(part.read_text(encoding="utf-8") for part in [*SHARED, *files])

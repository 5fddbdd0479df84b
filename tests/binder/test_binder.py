"""Binder: the same versions as everywhere else, and an image whose slow part is cached."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course.publish import binder

HOME = Path(__file__).resolve().parents[2]
BINDER = HOME / "binder"


def pinned():
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_requirements_are_those_of_the_lock():
    assert (BINDER / "requirements.txt").read_text(encoding="utf-8") == binder.requirements(), (
        "binder/requirements.txt does not follow requirements.lock; run: python -m course.publish.binder"
    )


def test_every_pin_is_the_locks_pin_for_this_python_on_linux():
    python = binder.machine((BINDER / "runtime.txt").read_text(encoding="utf-8"))
    assert python["python_version"] == "3.13"
    locked = binder.pins((HOME / "requirements.lock").read_text(encoding="utf-8"), python)
    assert pinned() and set(pinned()) <= set(locked.values())


def test_the_image_keeps_its_own_jupyterlab_and_gets_a_newer_kernel():
    names = {line.partition("==")[0] for line in pinned()}
    assert {
        "ipykernel",
        "numpy",
        "matplotlib",
        "anywidget",
        "pillow",
        "markdown-it-py",
        "pyyaml",
        "platformdirs",
    } <= names
    assert not names & {"jupyterlab", "jupyter-server", "ipywidgets", "ipython", "pytest", "torch"}


def test_a_lock_with_markers_gives_one_pin_for_the_machine():
    lock = (
        "# made\nnumpy==2.4.6 ; python_full_version < '3.12'\nnumpy==2.5.5 ; python_full_version >= '3.12'\n"
        "pywin32==312 ; sys_platform == 'win32'\nsix==1.17.0\n"
    )
    assert binder.pins(lock, binder.machine("python-3.13")) == {"numpy": "numpy==2.5.5", "six": "six==1.17.0"}
    assert binder.pins(lock, binder.machine("python-3.11"))["numpy"] == "numpy==2.4.6"


def test_post_build_can_be_run_and_finds_what_it_copies():
    script = BINDER / "postBuild"
    if os.name == "posix":
        assert os.access(script, os.X_OK)
        subprocess.run(["bash", "-n", script], check=True)
    for copied in re.findall(r"course/\S+\.json", script.read_text(encoding="utf-8")):
        assert (HOME / copied).is_file()


@pytest.fixture(scope="module")
def dockerfile(tmp_path_factory):
    """What repo2docker would build, from the files that it looks at. It needs no engine for that."""
    if sys.platform == "win32":
        pytest.skip("repo2docker does not run on Windows")
    repository = tmp_path_factory.mktemp("repository")
    shutil.copytree(BINDER, repository / "binder")
    for name in ("pyproject.toml", "README.md", "requirements.lock", "Makefile"):
        shutil.copy(HOME / name, repository)
    shown = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=repository,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert shown.returncode == 0, shown.stderr
    return shown.stdout + shown.stderr


def test_packages_are_installed_before_the_course_is_copied(dockerfile):
    install = dockerfile.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    copy = dockerfile.index("COPY --chown=0:0 src/ ${REPO_DIR}/")
    post_build = dockerfile.index("RUN ./binder/postBuild")
    assert install < copy < post_build


def test_the_image_has_the_python_asked_for_and_no_system_packages_of_ours(dockerfile):
    assert "py-2d3-2e13" in dockerfile
    installed = re.findall(r"apt-get -qq install --yes --no-install-recommends\s+([^>]*)", dockerfile)
    assert {package for found in installed for package in re.findall(r"[\w.-]+", found)} == {
        "locales",
        "gettext-base",
        "less",
        "unzip",
    }


def test_links_open_each_page_in_jupyterlab(capsys):
    from course import __main__ as command

    assert command.main(["binder", "ada/nets-by-hand"]) == 0
    said = capsys.readouterr().out
    assert "(https://mybinder.org/v2/gh/ada/nets-by-hand/HEAD?urlpath=lab/tree/notebooks/01_loss.ipynb)" in said
    assert "(https://colab.research.google.com/github/ada/nets-by-hand/blob/HEAD/notebooks/01_loss.ipynb)" in said
    linked = re.findall(r"notebooks/(\w+\.ipynb)", said)
    assert set(linked) == {path.name for path in (HOME / "notebooks").glob("*.ipynb")}


def test_a_repository_needs_an_owner(capsys):
    from course import __main__ as command

    assert command.main(["binder", "nets-by-hand"]) == 1
    assert "wanted OWNER/NAME" in capsys.readouterr().err

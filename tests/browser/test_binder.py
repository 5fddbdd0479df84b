"""What Binder builds, built: the packages of its base image, ours, and the course; and in it lesson 1 in a browser.

It takes a minute or two of downloads, so it runs in CI, and elsewhere when BINDER is set.
"""

import os
import subprocess
import venv
from pathlib import Path

import harness
import pytest
from packaging.markers import default_environment

from course.lessons import loss
from course.publish import binder

HOME = Path(__file__).resolve().parents[2]
BASE_IMAGE = ("jupyterlab==4.4.9", "ipywidgets==8.1.7", "ipykernel==7.0.1")

pytestmark = [
    pytest.mark.skipif(
        not (os.environ.get("CI") or os.environ.get("BINDER")), reason="long downloads: set BINDER=1 to run it"
    ),
    pytest.mark.skipif(os.name != "posix", reason="Binder's script is for bash"),
]


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """An environment as repo2docker makes it, on this Python: base image, requirements.txt, postBuild."""
    prefix = tmp_path_factory.mktemp("image") / "venv"
    venv.create(prefix, with_pip=True)
    on = default_environment()
    locked = binder.pins((HOME / "requirements.lock").read_text(encoding="utf-8"), on)
    ours = [locked[name] for name in sorted(binder.needed(on))]
    assert {pin.partition("==")[0] for pin in ours} >= {"anywidget", "matplotlib", "numpy"}
    pip = [prefix / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *BASE_IMAGE], check=True)
    subprocess.run([*pip, *ours], check=True)
    environment = os.environ | {
        "NB_PYTHON_PREFIX": str(prefix),
        "PATH": f"{prefix / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    environment.pop("PYTHONPATH", None)
    subprocess.run(["bash", HOME / "binder" / "postBuild"], cwd=HOME, env=environment, check=True)
    return prefix


def test_the_image_keeps_the_versions_of_its_base_but_for_the_kernel(image):
    listed = subprocess.run(
        [image / "bin" / "python", "-m", "pip", "list", "--format=freeze"], capture_output=True, text=True, check=True
    )
    assert set(BASE_IMAGE) - set(listed.stdout.split()) == {"ipykernel==7.0.1"}  # see course/publish/binder.py


def test_a_lesson_runs_in_it(image, browser, tmp_path):
    program = (str(image / "bin" / "python"), "-m", "jupyterlab")
    with harness.jupyterlab(tmp_path, program, home=tmp_path) as (address, token):
        lab = harness.Lab(tmp_path, address, token, browser)
        opened = lab.open(HOME / "notebooks" / "01_loss.ipynb")
        place = harness.explorers(opened.source)[0]
        assert opened.cell(place.cell).locator(".jp-OutputArea-output img").count() == 1, (
            "no picture before the first run"
        )
        assert opened.run_all() == []
        shown = harness.first_explorer(opened).reset()
        start = harness.said(loss.fit_a_line.at())[0]
        opened.until(lambda: shown.look()["readouts"] == start, "it does not show its start")
        shown.press("w", "End")
        wanted = harness.said(loss.fit_a_line.at(w=loss.fit_a_line.controls["w"].high))[0]
        opened.until(lambda: shown.look()["readouts"] == wanted, "the numbers do not follow the slider")
        opened.close()
        assert lab.problems == []


def test_it_runs_the_installed_course_and_the_quick_server(image):
    here = subprocess.run(
        [image / "bin" / "python", "-c", "import course, course.lab.connection; print(course.__file__)"],
        cwd=image, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert here.stdout.startswith(str(image))
    assert (image / "etc" / "jupyter" / "jupyter_server_config.d" / "nets-by-hand.json").is_file()

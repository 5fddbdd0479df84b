"""JupyterLab in one environment and the kernel in another: each missing package is named, with the command that brings it.

    python tests/clients/foreign.py

It needs what the browser tests need: Playwright and a Chromium.
"""

import json
import os
import shutil
import sys

from tools import HOME, WORK, Report, environment, wheel

sys.path[:0] = [str(HOME), str(HOME / "tests" / "browser")]
os.environ.pop("PYTHONPATH", None)  # or the kernels would find this clone's course

import harness  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

report = Report()
kernel = environment("kernel", wheel())
bare = environment("bare kernel", "ipykernel")


def jupyterlab(browser, name, packages, kernel):
    """A JupyterLab with these packages, whose notebooks run in the environment `kernel`."""
    bin = environment(name, "jupyterlab", *packages)
    spec = bin.parent / "share" / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True, exist_ok=True)
    started = {"argv": [str(kernel / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]}
    (spec / "kernel.json").write_text(json.dumps(started | {"display_name": "Python 3", "language": "python"}))
    folder = WORK / f"{name} at work"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder, harness.jupyterlab(folder, program=(bin / "python", "-m", "jupyterlab"), home=folder)


def words(opened):
    return opened.panel.locator(".jp-OutputArea-output").all_inner_texts()


def says(what, opened, sentence):
    """Waits for a sentence below a cell."""
    try:
        opened.panel.get_by_text(sentence).first.wait_for()
        report.holds(what, opened.panel.get_by_text(sentence).count() == 1, "said more than once")
    except Exception as problem:
        report.holds(what, False, f"{problem}\n{words(opened)}")


with sync_playwright() as started:
    browser = started.chromium.launch(executable_path=harness.find_chromium(started), args=harness.FLAGS)
    lesson = HOME / "notebooks" / "01_loss.ipynb"

    folder, server = jupyterlab(browser, "no ipywidgets", [], kernel)
    with server as (address, token):
        opened = harness.Lab(folder, address, token, browser).open(lesson)
        errors = opened.run_all()
        report.holds("without ipywidgets: Run All ends without an error", errors == [], errors)
        says("without ipywidgets: named once, with the command", opened, "missing the package ipywidgets")
        report.holds(
            "without ipywidgets: the pictures stand", opened.panel.locator(".jp-OutputArea-output img").count() == 6
        )

    folder, server = jupyterlab(browser, "no anywidget", ["ipywidgets"], kernel)
    with server as (address, token):
        lab = harness.Lab(folder, address, token, browser)
        opened = lab.open(harness.notebook_of("from course.lessons import loss", "loss.one_weight()"))
        opened.run_all()
        handle = opened.panel.locator(".noUi-handle").first
        handle.wait_for()
        for _ in range(4):
            handle.focus()
            opened.page.keyboard.press("ArrowRight")
            opened.page.wait_for_timeout(300)
        says("without anywidget: named when a slider is moved", opened, "missing the package anywidget")

    folder, server = jupyterlab(browser, "another kernel", ["ipywidgets", "anywidget"], bare)
    with server as (address, token):
        opened = harness.Lab(folder, address, token, browser).open(lesson)
        (first, *_) = opened.run_all()
        program = str(bare / "python")
        report.holds(
            "a kernel without the course says where to install it",
            f"{program} -m pip install nets-by-hand" in first,
            first,
        )
    browser.close()
report.end()

"""The course's own suites inside Pyodide, under Node: the same Python, packages and wheel as in the browser.

Tests that need what a browser does not give (processes, threads, an event loop of their own) are named here, and no other
test may fail.
"""

import re
import subprocess
from importlib import metadata
from pathlib import Path

import pytest
from lite_hands import HOME

from course.publish.site.pyodide import find_node

RUN = Path(__file__).with_name("run_pytest.mjs")
# pytest and what it needs are pure Python, so the browser's interpreter runs the files of this environment.
NEEDED = (
    "pytest",
    "pluggy",
    "iniconfig",
    "packaging",
    "pygments",
    "hypothesis",
    "sortedcontainers",
    "attrs",
    "nbformat",
    "fastjsonschema",
)
# What no browser's kernel has.
NOT_THERE = r"can't start new thread|emscripten does not support processes|asyncio\.run|subprocess|WebAssembly stack switching|int64"


@pytest.mark.parametrize(
    "suite", ["nbcore", "practice", "live", "lessons -k network or loss or descent or softmax or search"]
)
def test_a_suite_passes_in_pyodide(folder, suite, tmp_path):
    packages = tmp_path / "packages"
    packages.mkdir()
    for name in NEEDED:
        for file in metadata.files(name) or ():
            if file.suffix == ".py" and ".." not in file.parts:
                target = packages / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.locate().read_bytes())
    where, _, chosen = suite.partition(" -k ")
    arguments = [f"tests/{where}", *(["-k", chosen] if chosen else [])]
    done = subprocess.run(
        [find_node(), "--stack-size=4000", RUN, folder / "static/pyodide", HOME, packages, *arguments], capture_output=True, text=True, timeout=400,
    )  # fmt: skip
    failed = re.findall(r"^(?:FAILED|ERROR) (.*)$", done.stdout, re.MULTILINE)
    unexplained = [line for line in failed if not re.search(NOT_THERE, line)]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed and not unexplained, done.stdout[-4000:] + done.stderr[-2000:]
    assert int(passed[1]) > 15 * len(failed)

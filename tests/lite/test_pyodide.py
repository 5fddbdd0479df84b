"""The course's own suites inside Pyodide, under Node: the same Python, packages and wheel as in the browser.

Tests that need what a browser does not give (processes, threads, an event loop of their own) are known by their errors, and
no other test may fail.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from lite_hands import HOME

from course.publish.site.pyodide import find_node

RUN = Path(__file__).with_name("run_pytest.mjs")
# Wheels without compiled code: the newest of each that there is one of.
PYTEST = ("attrs", "hypothesis", "iniconfig", "packaging", "pluggy", "pygments", "pytest", "sortedcontainers")
NOT_THERE = re.compile(
    r"can't start new thread|emscripten does not support processes|WebAssembly stack switching not supported"
)
SUITES = {
    "nbcore": ("tests/nbcore", ""),
    "practice": ("tests/practice", ""),
    "live": ("tests/live", ""),
    "quick lessons": ("tests/lessons", "test_network or test_loss or test_descent or test_softmax or test_search"),
}


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """A folder with pytest for a Python in a browser."""
    folder = tmp_path_factory.mktemp("packages")
    subprocess.run([
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder, "--no-deps",
        "--only-binary=:all:", "--platform=any", "--implementation=py", "--python-version=3.14", *PYTEST,
    ], check=True)  # fmt: skip
    return folder


@pytest.mark.parametrize("suite", SUITES)
def test_a_suite_passes_in_pyodide(folder, packages, suite):
    where, chosen = SUITES[suite]
    # A browser gives its Python a larger stack than Node does.
    command = f'ulimit -s unlimited 2>/dev/null; exec "{find_node()}" --stack-size=8000 "$@"'
    arguments = [RUN, folder / "static/pyodide", HOME, packages, where, *(["-k", chosen] if chosen else [])]
    done = subprocess.run(["bash", "-c", command, "node", *arguments], capture_output=True, text=True, timeout=600)
    failed = re.findall(r"^(?:FAILED|ERROR) .*$", done.stdout, re.MULTILINE)
    assert not [line for line in failed if not NOT_THERE.search(line)]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed, done.stdout[-3000:] + done.stderr[-3000:]
    assert int(passed[1]) > 20 * len(failed)

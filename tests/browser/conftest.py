"""One JupyterLab and one Chromium for all browser tests; each page is checked for errors after each test."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # so that tests, and benchmarks/latency.py, say: import harness

import harness  # noqa: E402
import scenes  # noqa: E402


def pytest_collection_modifyitems(items):
    """Mark them, and put them last: Playwright keeps an event loop running that other tests would trip over.

    Those of one lesson stand together, so that its notebook is opened and run once.
    """
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
    here.sort(key=lambda item: str(item.callspec.params.get("lesson", "")) if hasattr(item, "callspec") else "")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    items[len(items) - len(here) :] = here


@pytest.fixture(scope="session")
def browser():
    """Chromium. Where there is none a contributor's run skips, and CI's fails."""
    if not os.environ.get("CI"):
        pytest.importorskip("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        path = harness.find_chromium(started)
        if path is None:
            absent = "no Chromium; install it, or let CHROMIUM name it, or run: python -m playwright install chromium"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(absent)
        browser = started.chromium.launch(executable_path=path, args=harness.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    with harness.jupyterlab(folder) as (address, token):
        yield harness.Lab(folder, address, token, browser)


@pytest.fixture(autouse=True)
def nothing_wrong_on_any_page(lab):
    """No page error, no error on the console, no request to anywhere but this machine; no complaint of server or kernel."""
    yield
    problems, lab.problems[:] = [*lab.problems, *lab.complaints()], []
    assert not problems


@pytest.fixture(scope="session")
def open_lesson(lab):
    """``open_lesson(path)``: the lesson's notebook, run. It stays open until another one is asked for."""
    now = None

    def opened(path):
        nonlocal now
        if now is None or now.source != path:
            if now is not None:
                now.close()
            now = lab.open(path)
            now.error_outputs = now.run_all()
        return now

    yield opened
    if now is not None:
        now.close()


@pytest.fixture
def lesson(request, open_lesson):
    """The lesson's notebook (the parameter is its path), run. Shared: a test begins with Reset."""
    return open_lesson(request.param)


@pytest.fixture(scope="session")
def scratch(lab):
    """A notebook with the explorers of scenes.py, one a cell."""
    opened = lab.open(
        harness.notebook_of(Path(scenes.__file__).read_text(encoding="utf-8"), *[f"{name}()" for name in scenes.NAMES])
    )
    assert opened.run_all() == []
    yield opened
    opened.close()


@pytest.fixture
def on_scratch(scratch):
    """``on_scratch("slow")``: that explorer of scenes.py, alive and at its start."""

    def find(name):
        shown = harness.Shown(scratch, getattr(scenes, name), 1 + scenes.NAMES.index(name))
        shown.wait_alive()
        return shown.reset()

    return find

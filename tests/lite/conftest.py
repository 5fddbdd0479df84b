"""The site, made once, served below a path as on GitHub Pages, and a Chromium whose every request is watched.

SITE may name a site that is made already; it is tested as it is.
"""

import functools
import os
import shutil
import sys
from pathlib import Path

import pytest

pytest.importorskip("jupyterlite_core", reason="make test-site installs what the site is made with")

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "browser")]

import harness  # noqa: E402
from lite_hands import HOME, NOTEBOOKS, PATIENCE, SUBPATH, Live, serving  # noqa: E402


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of the site."""
    out = tmp_path_factory.mktemp("site") / SUBPATH.strip("/")
    if os.environ.get("SITE"):
        shutil.copytree(os.environ["SITE"], out)
        return out
    from course.publish import pages, site

    out.parent.mkdir(parents=True)
    site.build(pages.discover(HOME / "course/lessons"), NOTEBOOKS, out, slides=False, say=lambda *_: None)
    return out


@pytest.fixture(scope="session")
def address(folder):
    with serving(folder.parents[1]) as root:
        yield root + SUBPATH


@pytest.fixture(scope="session")
def chromium():
    """Playwright's way to start browsers, and the path of the one there is. Where there is none CI's run fails."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        path = harness.find_chromium(started)
        if path is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium; install it, or let CHROMIUM name it")
        yield (
            functools.partial(started.chromium.launch, executable_path=path, args=harness.FLAGS),
            functools.partial(started.chromium.launch_persistent_context, executable_path=path, args=harness.FLAGS),
        )


@pytest.fixture(scope="session")
def browser(chromium):
    browser = chromium[0]()
    yield browser
    browser.close()


@pytest.fixture
def watch(address):
    """``watch(context)``: after the test, no page of it has had an error, and no request has left this machine."""
    problems = []
    origin = "/".join(address.split("/")[:3])

    def watched(context):
        def refuse(route):
            problems.append(f"a request left this machine: {route.request.url}")
            route.abort()

        context.route(lambda url: not url.startswith((origin, "data:", "blob:")), refuse)
        context.on("weberror", lambda error: problems.append(f"page error: {error.error}"))
        context.on("console", lambda said: said.type == "error" and problems.append(f"console: {said.text}"))
        return context

    yield watched
    assert not problems


@pytest.fixture
def new_page(browser, watch):
    """``new_page(width=360, dark=True)``: a page of a fresh browser profile."""
    made = []

    def page(width=1280, height=900, dark=False, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **options
        )
        made.append(watch(context))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield page
    for context in made:
        context.close()


@pytest.fixture
def live(new_page, address):
    """``live("01_loss")``: the notebook, its kernel ready."""
    return lambda name, **options: Live(new_page(**options), address, name)

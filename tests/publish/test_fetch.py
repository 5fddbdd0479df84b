"""The cell that fetches the course: nothing where it is installed, pip on Colab, one clear sentence elsewhere."""

import importlib.util
import sys
from types import ModuleType

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course.publish.fetch import CODE


@pytest.fixture
def run(monkeypatch):
    """``run()``: what the cell raised, or None; ``run.installed``: what it asked pip for."""
    shell = InteractiveShell()
    asked = []
    shell.register_magic_function(asked.append, "line", "pip")

    def run():
        result = shell.run_cell(CODE)
        return result.error_in_exec

    run.installed = asked
    return run


@pytest.fixture
def absent(monkeypatch):
    """The course is not installed."""
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "course" else found(name, *rest)
    )


def test_where_the_course_is_installed_it_does_nothing(run, capsys):
    assert run() is None and run.installed == [] and capsys.readouterr() == ("", "")


def test_on_colab_it_fetches_the_course_and_leaves_colabs_own_packages_alone(run, absent, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    assert run() is None
    assert run.installed == ["install --quiet --no-deps nets-by-hand anywidget psygnal"]


def test_in_a_kernel_without_the_course_it_says_where_to_install_it(run, absent):
    problem = run()
    assert isinstance(problem, ModuleNotFoundError) and run.installed == []
    assert f"{sys.executable} -m pip install nets-by-hand" in str(problem) and "Change Kernel" in str(problem)


def test_in_a_browser_the_import_fetches_it(run, absent, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert run() is None and run.installed == []

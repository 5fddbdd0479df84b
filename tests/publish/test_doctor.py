"""`python -m course doctor`: well here, and each illness told with its cure."""

import json
import sys
from importlib import metadata
from types import SimpleNamespace

import pytest

from course import __main__ as command
from course import doctor
from course.lab import folder as learners


def told(check):
    return list(check())


def test_here_all_is_well(capsys):
    assert command.main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "All is well" in said and "✗" not in said
    assert "computes a figure" in said


def test_an_old_python(monkeypatch):
    monkeypatch.setattr(doctor.sys, "version_info", (3, 9, 1))
    (found,) = told(doctor.python)
    assert "3.9.1 is too old" in found.what and "Python 3.11 or newer" in found.cure


def test_a_package_that_is_missing_and_one_that_is_too_old(monkeypatch):
    real = metadata.version

    def version(name):
        if name == "anywidget":
            raise metadata.PackageNotFoundError(name)
        return "4.1.0" if name == "jupyterlab" else real(name)

    monkeypatch.setattr(doctor.metadata, "version", version)
    found = told(doctor.packages)
    assert len(found) == 2 and all(one.cure for one in found)
    assert any(one.what == "anywidget is not installed" for one in found)
    old = next(one for one in found if "jupyterlab 4.1.0 is too old" in one.what)
    assert "--upgrade 'jupyterlab>=" in old.cure


def test_a_missing_widget_extension(monkeypatch, tmp_path):
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *parts: [str(tmp_path)])
    found = told(doctor.widget_extensions)
    assert len(found) == 2 and all("lines of text" in one.what and "--force-reinstall" in one.cure for one in found)
    assert "jupyterlab_widgets" in found[0].cure


@pytest.mark.parametrize("disabled", [{"anywidget": True}, ["anywidget:plugin"]])
def test_a_widget_extension_that_is_switched_off(monkeypatch, tmp_path, disabled):
    (tmp_path / "labconfig").mkdir()
    (tmp_path / "labconfig" / "page_config.json").write_text(json.dumps({"disabledExtensions": disabled}))
    monkeypatch.setattr("jupyter_core.paths.jupyter_config_path", lambda: [str(tmp_path)])
    ill = [one for one in told(doctor.widget_extensions) if one.cure]
    assert [one.cure for one in ill] == ["Run `jupyter labextension enable anywidget`."]


def kernel_spec(monkeypatch, program):
    spec = SimpleNamespace(argv=[program, "-m", "ipykernel_launcher"], resource_dir="/home/ada/kernels/python3")
    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_kernel_spec", lambda self, name: spec)


def test_a_kernel_of_another_python(monkeypatch):
    kernel_spec(monkeypatch, "/opt/other/bin/python")
    (found,) = told(doctor.kernel_choice)
    assert "/opt/other/bin/python" in found.what and "/home/ada/kernels/python3" in found.cure


@pytest.mark.parametrize("program", ["python", "python3", "python3.12", sys.executable])
def test_a_kernel_of_this_python(monkeypatch, program):
    kernel_spec(monkeypatch, program)
    (found,) = told(doctor.kernel_choice)
    assert not found.cure


def test_a_kernel_that_cannot_compute(monkeypatch):
    monkeypatch.setattr(doctor, "TRIAL", "import no_such_package")
    (found,) = told(doctor.kernel_trial)
    assert "No module named 'no_such_package'" in found.what and "make lab" in found.cure


def test_notebooks_that_are_gone_or_cannot_be_saved(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "HOME", tmp_path)
    monkeypatch.chdir(tmp_path)
    (found,) = told(doctor.notebooks)
    assert "no notebooks" in found.what and found.cure
    (tmp_path / "course" / "notebooks").mkdir(parents=True)
    (tmp_path / "course" / "notebooks" / "index.ipynb").touch()
    (found,) = told(doctor.notebooks)
    assert f"will copy them to {tmp_path / 'nets-by-hand'}" in found.what and not found.cure
    (tmp_path / "nets-by-hand" / "notebooks").mkdir(parents=True)
    (tmp_path / "nets-by-hand" / "notebooks" / "index.ipynb").touch()
    assert not told(doctor.notebooks)[0].cure
    monkeypatch.setattr(learners.os, "access", lambda path, mode: False)
    assert "--folder PLACE" in told(doctor.notebooks)[0].cure


def test_a_home_that_is_closed(monkeypatch):
    monkeypatch.setattr("jupyter_core.paths.jupyter_runtime_dir", lambda: "/dev/null/runtime")
    (found,) = told(doctor.home_folder)
    assert "/dev/null/runtime" in found.what and "JUPYTER_RUNTIME_DIR" in found.cure


def test_a_progress_file_that_cannot_be_written(monkeypatch):
    monkeypatch.setattr(learners.os, "access", lambda path, mode: False)
    (found,) = told(doctor.progress_file)
    assert "cannot be kept" in found.what and "NETS_BY_HAND_PROGRESS" in found.cure


def test_a_check_that_fails_does_not_hide_the_others(monkeypatch, capsys):
    def widget_extensions():
        raise OSError("the disk is on fire")
        yield

    monkeypatch.setattr(doctor, "widget_extensions", widget_extensions)
    monkeypatch.setattr(doctor, "kernel_trial", lambda: [])
    assert doctor.examine() == 1
    said = capsys.readouterr().out
    assert (
        "widget extensions: OSError: the disk is on fire" in said and "1 thing is wrong" in said and "progress" in said
    )

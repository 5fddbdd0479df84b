"""What every test shares: no test sees or changes the progress of the person who runs it."""

import importlib.util
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `course lab` does; before NumPy is imported

_here = tempfile.TemporaryDirectory(prefix="nets-by-hand-tests-", ignore_cleanup_errors=True)
os.environ["NETS_BY_HAND_PROGRESS"] = str(Path(_here.name, "progress.jsonl"))

# On a loaded machine an example may take long, and the same commit should give the same verdict.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_unconfigure():
    _here.cleanup()


def pytest_collection_modifyitems(items):
    """PyTorch is optional for a contributor and not for CI, where its absence fails these tests."""
    if importlib.util.find_spec("torch") or os.environ.get("CI"):
        return
    skip = pytest.mark.skip(reason="needs PyTorch; to have it: make .venv/parity.ok")
    for item in items:
        if item.get_closest_marker("torch"):
            item.add_marker(skip)

"""PyTorch, where it is installed. CI must have it, so that the comparison can never be skipped for good."""

import os

import numpy as np
import pytest


@pytest.fixture(scope="session")
def torch():
    """The module torch, in float64, on one thread."""
    try:
        import torch
    except ImportError:
        if os.environ.get("CI"):
            pytest.fail("PyTorch is not installed, and CI must compare with it: make .venv/parity.ok")
        pytest.skip("PyTorch is not installed; to compare with it: make .venv/parity.ok")
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    return torch


@pytest.fixture
def rng():
    return np.random.default_rng(20)

"""Fixtures that every test may use: the real data, and a small park."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Machines that run tests differ in speed; time is measured in benchmarks/, never here. In CI the
# examples are the same every time, so that a red run is the change's own doing.
settings.register_profile("zeropark", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("zeropark")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real measurements beside the checkout; its absence fails in CI."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        message = f"The real data is not at {folder}."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder

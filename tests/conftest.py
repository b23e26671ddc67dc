"""Fixtures that every test may use: the real data, and a small park."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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

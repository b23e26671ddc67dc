"""One suite per port, on every adapter: a *place* opens the same store again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.stores.embedded_readings import EmbeddedReadings
from zeropark.shell.stores.memory_readings import MemoryReadings

OpenReadings = Callable[[], ReadingsStore]


@pytest.fixture(params=["memory", "embedded"])
def open_readings(request: pytest.FixtureRequest, tmp_path: Path) -> OpenReadings:
    """Opens the store; a second call gives the same store as another process would see it."""
    if request.param == "memory":
        memory = MemoryReadings()
        return lambda: memory
    return lambda: EmbeddedReadings(tmp_path / "readings", park="park")

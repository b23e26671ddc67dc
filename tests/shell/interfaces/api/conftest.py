"""A server of one park that may be changed, and the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from running_server import running
from zeropark.shell.interfaces.api.attach import document
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.parks import Parks, open_parks

ADDRESS = "http://127.0.0.1:8765"


@pytest.fixture
def writer(own_park: Path) -> Iterator[TestClient]:
    """Asks a server that writes a park of its own."""
    with (
        open_parks([own_park], address=ADDRESS) as parks,
        TestClient(application(parks), base_url=ADDRESS) as asking,
    ):
        yield asking


@pytest.fixture(scope="session")
def openapi() -> dict[str, Any]:
    """The OpenAPI document."""
    return document(software="0.0.0")


@pytest.fixture(scope="session")
def address(parks: Parks) -> Iterator[str]:
    """Where a server of both parks listens."""
    with running(parks) as found:
        yield found

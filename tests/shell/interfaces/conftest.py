"""Parks that are served, and a client that asks their server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cli_runs import in_json
from tiny_year import TINY, history
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.serving.parks import Parks, open_parks

NOW = datetime(2026, 1, 15, 4, 7, tzinfo=UTC)
"""What time it is for the served parks: noon and seven minutes at the park."""


class StoppedClock:
    """Always the same instant."""

    def now(self) -> datetime:
        return NOW


@pytest.fixture(scope="session")
def parks_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two parks, to be read only: `tiny`, whose year 2025 is closed, and `bare` without data."""
    folder = tmp_path_factory.mktemp("served")
    for name in ("tiny", "bare"):
        (folder / name).mkdir()
        text = TINY.read_text(encoding="utf-8").replace("id: tiny", f"id: {name}", 1)
        (folder / name / "park.yaml").write_text(text, encoding="utf-8")
    file = folder / "2025.csv"
    file.write_text(history(), encoding="utf-8")
    in_json("import", folder / "tiny", file)
    in_json("close", folder / "tiny", "--period", "2025")
    return folder


@pytest.fixture(scope="session")
def parks(parks_folder: Path) -> Iterator[Parks]:
    """Both parks, open."""
    with open_parks([parks_folder], clock=StoppedClock()) as opened:
        yield opened


@pytest.fixture(scope="session")
def desk(parks: Parks) -> ParkDesk:
    """The desk of the park with a closed year."""
    return parks.desks["tiny"]


@pytest.fixture(scope="session")
def client(parks: Parks) -> Iterator[TestClient]:
    """Asks the server of both parks."""
    with TestClient(application(parks), base_url="http://127.0.0.1") as asking:
        yield asking


@pytest.fixture
def own_park(parks_folder: Path, tmp_path: Path) -> Path:
    """A copy of the park with a closed year, to be changed by a test."""
    return Path(shutil.copytree(parks_folder / "tiny", tmp_path / "own"))

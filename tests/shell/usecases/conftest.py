"""What import needs from outside, in memory: a clock that stands still, a silent watcher."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from zeropark.basis.documents.read import parse
from zeropark.basis.park.document import ParkDocument
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.stores.readings.memory_readings import MemoryReadings
from zeropark.shell.usecases.import_readings import ImportResult, import_readings

PARK = Path(__file__).parents[2] / "parks" / "meters.yaml"


@dataclass
class Standing:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 11, 23, 4, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@dataclass
class Watcher:
    """Remembers what it hears."""

    heard: list[tuple[str, Any]] = field(default_factory=list)

    def begin(self, what: str, *, total: int | None = None) -> None:
        self.heard.append((what, total))

    def advance(self, steps: int = 1) -> None:
        self.heard.append(("advance", steps))

    def end(self) -> None:
        self.heard.append(("end", None))


@pytest.fixture(scope="session")
def metered() -> ParkDocument:
    return ParkDocument.model_validate(parse(PARK.read_text(encoding="utf-8"), name="park").data)


@pytest.fixture
def clock() -> Standing:
    return Standing()


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture
def store() -> MemoryReadings:
    return MemoryReadings()


@pytest.fixture
def take_in(
    metered: ParkDocument, clock: Standing, watcher: Watcher, store: MemoryReadings
) -> Callable[..., ImportResult]:
    """Import files with a map into the store."""

    def run(*files: Path, text: str | None = None, batch_cells: int = 8_000_000) -> ImportResult:
        return import_readings(
            files,
            mapping_text=text,
            park=metered,
            tables=TableFiles(batch_cells=batch_cells),
            store=store,
            clock=clock,
            progress=watcher,
        )

    return run

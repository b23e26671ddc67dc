"""One suite per port, on every adapter: a *place* opens the same store again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zeropark.shell.ports.books import BooksStore
from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
from zeropark.shell.stores.books.memory_books import MemoryBooks
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
from zeropark.shell.stores.readings.memory_readings import MemoryReadings

OpenBooks = Callable[[], BooksStore]
OpenReadings = Callable[[], ReadingsStore]


@pytest.fixture(params=["memory", "embedded"])
def open_readings(request: pytest.FixtureRequest, tmp_path: Path) -> OpenReadings:
    """Opens the store; a second call gives the same store as another process would see it."""
    if request.param == "memory":
        memory = MemoryReadings()
        return lambda: memory
    return lambda: EmbeddedReadings(tmp_path / "readings", park="park")


@pytest.fixture(params=["memory", "embedded"])
def open_books(request: pytest.FixtureRequest, tmp_path: Path) -> OpenBooks:
    """Opens the books; a second call gives the same books as another process would see them."""
    if request.param == "memory":
        memory = MemoryBooks()
        return lambda: memory
    return lambda: EmbeddedBooks(tmp_path / "books")

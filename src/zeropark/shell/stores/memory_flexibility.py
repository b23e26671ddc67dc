"""The life of offers and calls in memory: what tests and trials keep it in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from zeropark.basis.errors import StoreError
from zeropark.shell.ports.flexibility import Record, Sort


class MemoryFlexibility:
    """The `FlexibilityStore` port in a list."""

    def __init__(self) -> None:
        self._records: list[Record] = []

    def put(self, records: Iterable[Record], *, seen: int | None = None) -> int:
        """See `FlexibilityStore.put`."""
        if seen is not None and seen != len(self._records):
            raise StoreError(
                "{path} was added to by somebody else meanwhile. Do it again.", path=Path("memory")
            )
        self._records.extend(records)
        return len(self._records)

    def count(self) -> int:
        """See `FlexibilityStore.count`."""
        return len(self._records)

    def newest(self, sort: Sort) -> tuple[Record, ...]:
        """See `FlexibilityStore.newest`."""
        found: dict[str, Record] = {}
        for each in self._records:
            if each.sort == sort:
                found[each.id] = each
        return tuple(found.values())

    def history(self, sort: Sort, record_id: str) -> tuple[Record, ...]:
        """See `FlexibilityStore.history`."""
        wanted = (sort, record_id)
        return tuple(each for each in self._records if (each.sort, each.id) == wanted)

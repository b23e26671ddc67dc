"""Where calls, offers, deliveries and settlements rest: added to, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

Sort = Literal["call", "reply", "allocation", "offer", "withdrawal", "delivery", "settlement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing that happened; a later one of the same sort and id is its newer version."""

    sort: Sort
    id: str
    """Of the call or offer; of a settlement its period."""
    at: datetime
    """Aware, UTC: when it happened."""
    body: Mapping[str, Any]
    """JSON values."""


class FlexibilityStore(Protocol):
    """Keeps the life of offers and calls, its whole history."""

    def put(self, records: Iterable[Record], *, seen: int | None = None) -> int:
        """Add records, all or none; on the disk when it returns.

        Args:
            records: in their order.
            seen: the number of records that the caller has read; None: it does not matter.

        Returns:
            The number of records after it.

        Raises:
            StoreError: others have added records since, or the store is damaged or busy.
        """
        ...

    def count(self) -> int:
        """How many records there are."""
        ...

    def newest(self, sort: Sort) -> tuple[Record, ...]:
        """The newest version of each id, in the order in which the ids first came."""
        ...

    def history(self, sort: Sort, record_id: str) -> tuple[Record, ...]:
        """All versions of one, oldest first."""
        ...

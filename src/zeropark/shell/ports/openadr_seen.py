"""What a VEN has seen of its events, so that a change or an end of one is noticed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from zeropark.facts.ledger.response.call import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEvent:
    """One event as it was when it was last asked for."""

    id: str
    """At the VTN."""
    document: Mapping[str, Any]
    """All of it, as JSON."""
    revision: int
    """How often what it asks for changed since it was first seen."""
    offset: float
    """By chance, 0 to 1; chosen once, for `randomizeStart`."""
    asked: tuple[Call, ...]
    """What it asks for by itself."""
    calls: tuple[Call, ...]
    """What was handed on of it: without what events of higher priority take off."""
    withdrawn: bool = False
    """Whether the VTN took it back."""


class SeenEvents(Protocol):
    """Remembers events; what is kept is on the disk when it returns."""

    def all(self) -> Mapping[str, SeenEvent]:
        """Every event that was ever seen, by id.

        Raises:
            StoreError: the file can't be used.
        """
        ...

    def keep(self, events: Iterable[SeenEvent]) -> None:
        """Remember events as they are now, all or none.

        Raises:
            StoreError: the file can't be used.
        """
        ...

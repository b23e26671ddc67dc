"""Where closed periods rest: flows, inventories and evaluations as results of a stated state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from zeropark.basis.timeline import Period
from zeropark.facts.ledger.flow import Flows


class BooksStore(Protocol):
    """Keeps the flows of closed periods, and small documents about them; replaced as a whole."""

    def put_flows(self, flows: Flows, *, findings: Mapping[str, object]) -> None:
        """Close a period: keep its flows at 15 min, hour and day; replaces what it overlaps."""
        ...

    def flows(self, period: Period, *, resolution: str = "quarter") -> Flows:
        """The closed flows of a period; `resolution` is quarter, hour or day.

        Raises:
            MissingDataError: the period is not closed, or not all of it.
        """
        ...

    def closed(self) -> tuple[Period, ...]:
        """The closed periods, oldest first."""
        ...

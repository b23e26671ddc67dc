"""Where closed periods rest: their flows, as results of a stated state of knowledge."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from zeropark.basis.timeline import Period
from zeropark.facts.ledger.flow import Flows

UNWRITTEN: Final = "empty"
"""The state of books that nothing was ever put into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A stretch that was closed in one go, and what was found while closing it."""

    period: Period
    """What of it is still in force: a later closing may have replaced a part."""
    known_at: datetime | None
    """The state of knowledge it was closed on."""
    findings: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange:
    """How one link's total over a restated period changed, in the carrier's inside unit."""

    link: str
    before: float
    """Sum of the known intervals; NaN where the link was not there before."""
    after: float
    """Sum of the known intervals; NaN where the link is no longer there."""
    intervals: int
    """How many intervals changed in quantity, quality or kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """A closed period was closed again, and came out differently."""

    period: Period
    """The part that had been closed before."""
    known_at: datetime | None
    """The state of knowledge that brought the change."""
    changes: tuple[LinkChange, ...]


class BooksStore(Protocol):
    """Keeps the flows of closed periods; what a closing overlaps it replaces."""

    def put_flows(self, flows: Flows, *, findings: Mapping[str, object]) -> None:
        """Close a period: keep its flows at 15 min, hour and day; replaces what it overlaps.

        All or nothing: after a crash either the old state or the new is there. Where the part
        that had been closed before came out differently, a `Restatement` is kept. The same flows
        again change nothing.

        Args:
            flows: what closes the period that their axis covers.
            findings: what was found while closing; JSON values.

        Raises:
            StoreError: another process writes, or the store is damaged.
        """
        ...

    def flows(
        self,
        period: Period,
        *,
        resolution: str = "quarter",
        links: Collection[str] | None = None,
    ) -> Flows:
        """The closed flows of a period; `resolution` is quarter, hour or day.

        Days are local (Asia/Shanghai). A sum over an interval that is partly missing is the sum
        of what is known, with `Quality.PARTIAL`; NaN where all is missing. A link that was not
        there in a part of the period is missing in that part.

        Args:
            period: what to read.
            resolution: how finely.
            links: ids of flow links (`FlowLink.id`); None for all. Rows come in the order that
                they have among all, and what is not asked for is not read.

        Raises:
            MissingDataError: the period is not closed, or not all of it; or one of the links
                asked for is nowhere in it.
            PeriodError: the period does not start and end on the resolution's steps, or there is
                no such resolution.
        """
        ...

    def closed(self) -> tuple[Period, ...]:
        """The closed periods, oldest first."""
        ...

    def closings(self) -> tuple[Closing, ...]:
        """The closed periods with what was found while closing them, oldest first."""
        ...

    def restatements(self) -> tuple[Restatement, ...]:
        """What changed in periods that had been closed before, in the order it happened."""
        ...

    def state(self) -> str:
        """A short text, another one whenever what can be read may have changed.

        Equal texts mean equal answers, whichever process wrote and however often the books were
        opened in between; what was computed on a state stays right while the text does. Quick
        enough to be asked for every page.
        """
        ...

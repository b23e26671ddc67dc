"""Books in memory: the shortest adapter that is right, for tests and trials."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping

from zeropark.basis.timeline import Axis, Period
from zeropark.facts.ledger.flow import Flows
from zeropark.shell.ports.books import UNWRITTEN, Closing, Restatement
from zeropark.shell.stores.books.splice import (
    check_axis,
    check_covered,
    check_links,
    coarsen,
    cut,
    join,
    on_links,
    overlap,
    readable,
    rest,
    restatement_of,
    step_of,
)


class MemoryBooks:
    """Keeps closed flows as they came; gone with the process."""

    def __init__(self) -> None:
        self._pieces: list[tuple[Flows, str]] = []
        self._restatements: list[Restatement] = []
        self._state = UNWRITTEN

    def put_flows(self, flows: Flows, *, findings: Mapping[str, object]) -> None:
        """See `BooksStore.put_flows`."""
        check_axis(flows.axis)
        text = json.dumps(dict(findings), ensure_ascii=False)
        pieces = [(flows, text)]
        for old, old_findings in self._pieces:
            self._restate(old, flows)
            left = rest(old.axis.period, without=flows.axis.period)
            pieces += [(cut(old, period), old_findings) for period in left]
        self._pieces = sorted(pieces, key=lambda piece: piece[0].axis.start)
        self._state = secrets.token_hex(8)

    def _restate(self, old: Flows, new: Flows) -> None:
        shared = overlap(old.axis.period, new.axis.period)
        if shared is None:
            return
        found = restatement_of(cut(old, shared), by=cut(new, shared))
        if found is not None:
            self._restatements.append(found)

    def flows(
        self,
        period: Period,
        *,
        resolution: str = "quarter",
        links: Collection[str] | None = None,
    ) -> Flows:
        """See `BooksStore.flows`."""
        Axis.over(period, step=step_of(resolution))
        check_covered(period, by=self.closed())
        shared = [(flows, overlap(flows.axis.period, period)) for flows, _ in self._pieces]
        touched = [cut(flows, stretch) for flows, stretch in shared if stretch]
        parts = [on_links(flows, links) for flows in touched]
        found = readable(join(parts, axis=Axis.over(period)))
        check_links(links, known=found.links)
        return coarsen(found, resolution=resolution)

    def closed(self) -> tuple[Period, ...]:
        """See `BooksStore.closed`."""
        return tuple(flows.axis.period for flows, _ in self._pieces)

    def closings(self) -> tuple[Closing, ...]:
        """See `BooksStore.closings`."""
        return tuple(
            Closing(
                period=flows.axis.period, known_at=flows.known_at, findings=json.loads(findings)
            )
            for flows, findings in self._pieces
        )

    def restatements(self) -> tuple[Restatement, ...]:
        """See `BooksStore.restatements`."""
        return tuple(self._restatements)

    def state(self) -> str:
        """See `BooksStore.state`."""
        return self._state

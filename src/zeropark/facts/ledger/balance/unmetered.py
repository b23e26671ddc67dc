"""Which connections no meter stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import connections
from zeropark.facts.ledger.flow import FlowLink


@dataclass(frozen=True, slots=True)
class Pair:
    """Two connected nodes with no meter between them, and the ways a carrier may take."""

    carrier: str
    source: str
    sink: str
    both_ways: bool

    def other(self, node: str) -> str:
        """The far end, seen from one of its nodes."""
        return self.sink if node == self.source else self.source

    def allows(self, source: str, sink: str) -> bool:
        """Whether the carrier may go that way."""
        forward = (source, sink) == (self.source, self.sink)
        backward = (sink, source) == (self.source, self.sink)
        return forward or (backward and self.both_ways)


def open_pairs(park: ParkDocument, links: Iterable[FlowLink]) -> dict[str, tuple[Pair, ...]]:
    """The unmetered connections of every bus, in the order of the park document.

    A tie with a meter for one of its two directions counts as metered: naming a bus's losses
    an export because the export channel is silent would be worse than calling them losses.
    """
    metered = {frozenset((link.source, link.sink)) for link in links}
    ways: dict[frozenset[str], list[tuple[str, str, str]]] = {}
    for at in connections(park):
        ends = frozenset((at.source, at.sink))
        if ends not in metered:
            ways.setdefault(ends, []).append((at.carrier, at.source, at.sink))
    pairs = [Pair(*found[0], both_ways=len(set(found)) > 1) for found in ways.values()]
    return {
        bus.id: tuple(pair for pair in pairs if bus.id in (pair.source, pair.sink))
        for bus in park.buses
    }

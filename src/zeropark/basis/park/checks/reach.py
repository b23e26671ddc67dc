"""Whatever flows comes from somewhere and goes somewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import Connection, connections, stores


def check_reach(park: ParkDocument) -> Iterator[Fault]:
    """Buses that nothing can feed, and buses that nothing can leave."""
    ways = tuple(connections(park))
    fed = _reached(park, ways, forward=True)
    left = _reached(park, ways, forward=False)
    linked_to = {link.sink for link in park.links}
    for n, bus in enumerate(park.buses):
        if bus.id not in fed:
            ring = bus.id in linked_to
            yield Fault(
                ("buses", n),
                "bus.ring_unfed" if ring else "bus.unfed",
                "Links lead into the bus {bus!r}, but nothing feeds them."
                if ring
                else "Nothing can feed the bus {bus!r}.",
                "Add a boundary point, a device or a link that brings {carrier} to it.",
                {"bus": bus.id, "carrier": bus.carrier},
            )
        if bus.id not in left:
            yield Fault(
                ("buses", n),
                "bus.no_way_out",
                "Nothing can leave the bus {bus!r}.",
                "Add what uses its {carrier}: a device, a link, a delivery or a discharge.",
                {"bus": bus.id, "carrier": bus.carrier},
            )


def _reached(park: ParkDocument, ways: tuple[Connection, ...], *, forward: bool) -> frozenset[str]:
    """Buses that something other than a link or a store feeds, or that links lead to from one.

    Backward (`forward=False`), the same of what leaves.
    """
    onward: Mapping[str, set[str]] = defaultdict(set)
    begun: set[str] = set()
    kept = stores(park)
    for way in ways:
        start, end = (way.source, way.sink) if forward else (way.sink, way.source)
        if start in park.bus_by_id and end in park.bus_by_id:
            onward[start].add(end)
        elif end in park.bus_by_id and start not in kept:
            begun.add(end)
    return _closure(begun, onward)


def _closure(begun: set[str], onward: Mapping[str, set[str]]) -> frozenset[str]:
    reached, open_ends = set(begun), list(begun)
    while open_ends:
        for bus in onward.get(open_ends.pop(), set()) - reached:
            reached.add(bus)
            open_ends.append(bus)
    return frozenset(reached)

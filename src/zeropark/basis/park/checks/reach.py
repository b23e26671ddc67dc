"""Whatever flows comes from somewhere, goes somewhere, and not round in a ring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.rings import ring_of
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


def check_rings(park: ParkDocument) -> Iterator[Fault]:
    """One-way links that lead round in a ring: no one could say where what is in it came from."""
    one_way = [(n, k) for n, k in enumerate(park.links) if not k.both_ways and k.source != k.sink]
    onward: Mapping[str, set[str]] = defaultdict(set)
    for _, link in one_way:
        onward[link.source].add(link.sink)
    rings = ring_of(onward)
    links: Mapping[int, list[tuple[int, str]]] = defaultdict(list)
    for n, link in one_way:
        if link.source in rings and rings[link.source] == rings.get(link.sink):
            links[rings[link.source]].append((n, link.id))
    for ring in links.values():
        yield Fault(
            ("links", ring[0][0]),
            "link.ring",
            "The one-way links {ring} lead round in a ring.",
            "Make two that face each other one link with both_ways: true, or turn or remove one.",
            {"ring": ", ".join(link_id for _, link_id in ring)},
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

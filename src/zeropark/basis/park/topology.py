"""The park as a graph: which nodes a carrier may flow between, and whose they are.

Takes a ParkDocument, gives its connections. A node is a bus, a device or a boundary point. A
connection is one way; a tie that works both ways is two connections.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zeropark.basis.park.device import Use
from zeropark.basis.park.document import ParkDocument


@dataclass(frozen=True, slots=True)
class Connection:
    """A way that a carrier may take, from one node to another."""

    carrier: str
    source: str
    sink: str
    use: Use = "energy"
    """What the sink does with it, where the sink is a device."""


def connections(park: ParkDocument) -> Iterator[Connection]:
    """Every connection of the park: device ports, boundary points and links, in that order."""
    yield from _device_connections(park)
    yield from _boundary_connections(park)
    yield from _link_connections(park)


def _device_connections(park: ParkDocument) -> Iterator[Connection]:
    for device in park.devices:
        for at in device.ports():
            bus = park.bus_by_id.get(at.bus)
            if bus is None:
                continue
            if at.port.into:
                yield Connection(bus.carrier, bus.id, device.id, at.port.use)
            else:
                yield Connection(bus.carrier, device.id, bus.id)


def _boundary_connections(park: ParkDocument) -> Iterator[Connection]:
    for point in park.boundary_points:
        bus = park.bus_by_id.get(point.bus)
        if bus is None:
            continue
        if point.direction in ("in", "both"):
            yield Connection(bus.carrier, point.id, bus.id)
        if point.direction in ("out", "both"):
            yield Connection(bus.carrier, bus.id, point.id)


def _link_connections(park: ParkDocument) -> Iterator[Connection]:
    for link in park.links:
        bus = park.bus_by_id.get(link.source)
        if bus is None:
            continue
        yield Connection(bus.carrier, link.source, link.sink)
        if link.both_ways:
            yield Connection(bus.carrier, link.sink, link.source)


def networks(park: ParkDocument, *, carrier: str) -> tuple[frozenset[str], ...]:
    """The buses of a carrier in groups that links join: nothing flows from group to group.

    A mine-mouth power station with a line of its own is one beside the park's own network.
    """
    groups = [{bus.id} for bus in park.buses if bus.carrier == carrier]
    for link in park.links:
        met = [group for group in groups if link.source in group or link.sink in group]
        if len(met) > 1:
            groups = [group for group in groups if group not in met] + [set().union(*met)]
    return tuple(frozenset(group) for group in groups)


def owner(park: ParkDocument, node: str) -> str | None:
    """The id of the enterprise that a node belongs to; None for the park's own and for points."""
    device = park.device_by_id.get(node)
    if device is not None:
        return device.enterprise
    bus = park.bus_by_id.get(node)
    return bus.enterprise if bus is not None else None


def stores(park: ParkDocument) -> frozenset[str]:
    """Ids of devices with a port that gives back what it takes: stores of any carrier."""
    found: set[str] = set()
    for device in park.devices:
        into = {(at.field, at.bus) for at in device.ports() if at.port.into}
        if any((at.field, at.bus) in into for at in device.ports() if not at.port.into):
            found.add(device.id)
    return frozenset(found)

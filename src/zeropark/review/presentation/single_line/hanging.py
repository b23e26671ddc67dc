"""What hangs on the buses of a carrier: devices and boundary points, before they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zeropark.basis.carriers import CARRIERS, Group
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import Connection, connections, owner, stores
from zeropark.facts.ledger.flow import FlowLink
from zeropark.review.presentation.nodes import Role, role
from zeropark.review.presentation.single_line.sketch import Member


@dataclass(frozen=True, slots=True)
class Hanging:
    """A device or boundary point on one bus."""

    node: str
    kind: str
    owner: str | None
    """Id of the enterprise it belongs to."""
    tone: str
    above: bool
    """Sources stand above their bus; stores, uses and ways out below."""
    member: Member


def link_id(carrier: str, source: str, sink: str) -> str:
    """The id that the ledger gives to the flow from one node to another."""
    return FlowLink(carrier, source, sink).id


def hangings(park: ParkDocument, *, carrier: str) -> Mapping[str, tuple[Hanging, ...]]:
    """By bus, in the order of the park document: boundary points first, then devices."""
    storing = stores(park)
    on_bus: dict[str, dict[str, list[Connection]]] = {}
    for each in connections(park):
        bus, node = _ends(park, each)
        if each.carrier == carrier and node not in park.bus_by_id:
            on_bus.setdefault(bus, {}).setdefault(node, []).append(each)
    return {
        bus: tuple(sorted(_hanging_on(park, bus, nodes, storing), key=place_of))
        for bus, nodes in on_bus.items()
    }


def _ends(park: ParkDocument, connection: Connection) -> tuple[str, str]:
    """The bus, and the node on it."""
    if connection.source in park.bus_by_id:
        return connection.source, connection.sink
    return connection.sink, connection.source


def _hanging_on(
    park: ParkDocument,
    bus: str,
    nodes: Mapping[str, list[Connection]],
    storing: frozenset[str],
) -> Iterator[Hanging]:
    for node, found in nodes.items():
        gives = tuple(dict.fromkeys(_id(each) for each in found if each.sink == bus))
        takes = tuple(dict.fromkeys(_id(each) for each in found if each.source == bus))
        above = bool(gives) and node not in storing
        yield Hanging(
            node=node,
            kind=_kind(park, node),
            owner=owner(park, node),
            tone=_tone(park, found[0].carrier, node, above=above, storing=node in storing),
            above=above,
            member=Member(node, gives, takes) if above else Member(node, takes, gives),
        )


def _id(connection: Connection) -> str:
    return link_id(connection.carrier, connection.source, connection.sink)


def _kind(park: ParkDocument, node: str) -> str:
    point = park.point_by_id.get(node)
    return point.kind if point is not None else park.device_by_id[node].kind


def _tone(park: ParkDocument, carrier: str, node: str, *, above: bool, storing: bool) -> str:
    """Colours of electricity are those of roles; others tell giving, taking and storing apart."""
    group = CARRIERS[carrier].group if carrier in CARRIERS else Group.MATERIAL
    if group is not Group.ELECTRICITY:
        if storing:
            return Role.STORAGE.value
        giving = "heat" if group is Group.HEAT else Role.SUPPLY.value
        return giving if above else Role.USE.value
    found = role(park, node)
    if storing:
        return Role.STORAGE.value
    if not above and node not in park.point_by_id:
        return Role.USE.value  # the plant-use side of a generator on a bus of its own
    return found.value


_ORDER = ("grid", "direct", "wind", "solar", "generation", "supply", "heat", "storage", "use")


def place_of(hanging: Hanging) -> int:
    """Its place in the order of a bus: grid before plants, storage before uses."""
    return _ORDER.index(hanging.tone) if hanging.tone in _ORDER else len(_ORDER)

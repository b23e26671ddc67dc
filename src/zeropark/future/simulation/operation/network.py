"""The park as the operator sees it: units with roles, and clusters of buses that act as one.

A cluster is the buses of one carrier that two-way links join. A one-way link is a unit like any
other: it brings what its lower end needs, or what its upper end has to spare.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf
from types import MappingProxyType
from typing import Final

from zeropark.basis.park.device import Device
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.place import BoundaryPoint, Link
from zeropark.future.simulation.role import Absorber, Converter, Role, Source, Store

LOSS_SHARE: Final[Mapping[str, float]] = MappingProxyType(
    {"electricity": 0.012, "heat": 0.04, "steam": 0.03, "cold": 0.02, "compressed_air": 0.05}
)
"""What a bus loses of what is drawn from it by devices (lines, transformers, pipes, leaks);
carriers that are not named lose nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A device, or a one-way link, in one role; ports lead to buses. Equal only to itself."""

    id: str
    role: Role
    into: Mapping[str, str]
    """Port -> the bus that it takes from."""
    out: Mapping[str, str]
    """Port -> the bus that it gives to."""
    link: bool = False

    @property
    def home(self) -> str | None:
        """The bus whose surplus or need this role answers to; None for a fixed role."""
        match self.role:
            case Converter(output=port) | Source(port=port):
                return self.out[port]
            case Store(into=port) | Absorber(into=port):
                return self.into[port]
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Buses that have one surplus or need together, and who answers to it."""

    buses: tuple[str, ...]
    carrier: str
    units: tuple[Unit, ...]
    """With a home here, in the order of the document."""
    points: tuple[BoundaryPoint, ...]
    ties: tuple[Link, ...]
    """The two-way links that join the buses."""
    supplied: bool
    """Whether something can bring as much as is asked for."""


@dataclass(frozen=True)
class Network:
    """Units and clusters of a park."""

    park: ParkDocument
    units: tuple[Unit, ...]
    clusters: tuple[Cluster, ...]

    @cached_property
    def cluster_of(self) -> Mapping[str, int]:
        """The number of the cluster that each bus is in."""
        return {bus: n for n, cluster in enumerate(self.clusters) for bus in cluster.buses}


def network_of(
    park: ParkDocument, *, roles: Mapping[str, tuple[Role, ...]], hours: float
) -> Network:
    """The network of a park whose devices have these roles, by device id.

    `hours` is the length of an interval, for the capacities of links.
    """
    units = tuple(
        [unit for device in park.devices for unit in _device_units(device, roles[device.id], park)]
        + [_link_unit(link, hours) for link in park.links if not link.both_ways]
    )
    groups = _groups(park)
    supplied = _supplied(park, units, groups)
    clusters = tuple(_cluster(park, group, units, supplied) for group in groups)
    return Network(park, units, clusters)


def _device_units(device: Device, roles: Iterable[Role], park: ParkDocument) -> Iterable[Unit]:
    into = {at.field: at.bus for at in device.ports() if at.port.into and at.bus in park.bus_by_id}
    out = {
        at.field: at.bus for at in device.ports() if not at.port.into and at.bus in park.bus_by_id
    }
    return (Unit(device.id, role, into, out) for role in roles)


def _link_unit(link: Link, hours: float) -> Unit:
    role = Converter(
        output="to",
        per_output={"from": 1.0},
        limit=inf if link.capacity_kw is None else link.capacity_kw * hours,
        merit=25,  # after what would otherwise be throttled or thrown away, before boilers
        from_supplied=True,
        spare_of="from",
    )
    return Unit(link.id, role, {"from": link.source}, {"to": link.sink}, link=True)


def _groups(park: ParkDocument) -> list[tuple[str, ...]]:
    """Buses joined by two-way links, each group in the order of the document."""
    leader = {bus.id: bus.id for bus in park.buses}
    for link in park.links:
        if link.both_ways:
            old, new = leader[link.sink], leader[link.source]
            leader = {bus: new if head == old else head for bus, head in leader.items()}
    heads = list(dict.fromkeys(leader.values()))
    return [tuple(bus for bus in leader if leader[bus] == head) for head in heads]


def _cluster(
    park: ParkDocument, buses: tuple[str, ...], units: tuple[Unit, ...], supplied: set[str]
) -> Cluster:
    return Cluster(
        buses=buses,
        carrier=park.bus_by_id[buses[0]].carrier,
        units=tuple(unit for unit in units if unit.home in buses),
        points=tuple(point for point in park.boundary_points if point.bus in buses),
        ties=tuple(link for link in park.links if link.both_ways and link.source in buses),
        supplied=buses[0] in supplied,
    )


def _supplied(
    park: ParkDocument, units: tuple[Unit, ...], groups: list[tuple[str, ...]]
) -> set[str]:
    """The buses that can get what they ask for: from outside, or from what runs on demand."""
    found = {point.bus for point in park.boundary_points if point.direction != "out"}
    while True:
        more = {bus for group in groups if found.intersection(group) for bus in group}
        more |= {unit.out[unit.role.output] for unit in units if _brings(unit, more)}  # type: ignore[union-attr]  # _brings lets converters pass only
        if more <= found:
            return found
        found |= more


def _brings(unit: Unit, supplied: set[str]) -> bool:
    role = unit.role
    if not isinstance(role, Converter) or not role.on_demand:
        return False
    return not role.from_supplied or all(
        unit.into[port] in supplied for port in role.per_output if port in unit.into
    )


def runs_on_demand(unit: Unit, network: Network) -> bool:
    """Whether a converter may be called when its bus lacks something."""
    supplied = {bus for cluster in network.clusters if cluster.supplied for bus in cluster.buses}
    return _brings(unit, supplied)


def settling_order(network: Network) -> list[int]:
    """The order in which clusters are settled: those who ask before those who are asked.

    A converter's output comes before its inputs; an absorber's input comes before what it makes.
    Clusters fed from another's surplus wait as long as they can, so that the surplus is known,
    and longest where it is a by-product of what is not yet settled (a stack's warm water).
    A ring (heat from power from heat) is cut where the fewest others still ask.
    """
    waits: dict[int, set[int]] = {n: set() for n in range(len(network.clusters))}
    late: dict[int, set[int]] = {}
    for unit in network.units:
        first, later = _asks(unit, network)
        for n in later - {first}:
            waits[n].add(first)
        if isinstance(unit.role, Converter) and unit.role.spare_of and not unit.link:
            source = network.cluster_of[unit.into[unit.role.spare_of]]
            late.setdefault(first, set()).update(_makers(source, network) - {first, source})
    order: list[int] = []
    while waits:
        chosen = min(waits, key=lambda n: (len(waits[n]), n in late, _open(n, late, waits), n))
        order.append(chosen)
        del waits[chosen]
        for others in waits.values():
            others.discard(chosen)
    return order


def _open(number: int, late: Mapping[int, set[int]], waits: Mapping[int, set[int]]) -> int:
    """How many clusters still to be settled may add to the surplus that feeds this one."""
    makers = late.get(number, set()) & waits.keys()
    return sum(number not in waits[maker] for maker in makers)


def _makers(number: int, network: Network) -> set[int]:
    """The clusters whose converters give this one a by-product."""
    buses = network.clusters[number].buses
    homes = {
        unit.home
        for unit in network.units
        if isinstance(unit.role, Converter)
        and any(unit.out.get(port) in buses for port in unit.role.per_output)
    }
    return {network.cluster_of[home] for home in homes if home is not None}


def _asks(unit: Unit, network: Network) -> tuple[int, set[int]]:
    """The cluster that decides what a unit does, and the clusters that then feel it."""
    home = unit.home
    if home is None:
        return -1, set()
    ports = {**unit.into, **unit.out}
    role = unit.role
    touched: Iterable[str] = ()
    if isinstance(role, Converter):
        touched = role.per_output
    elif isinstance(role, Absorber):
        touched = role.per_input
    elif isinstance(role, Store):
        touched = role.per_charged
    at = network.cluster_of
    return at[home], {at[ports[port]] for port in touched}

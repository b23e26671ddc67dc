"""What becomes of a fuel: which connections burn it, and which turn it into another fuel.

Takes a park, gives pairs of nodes. Feedstock that becomes no fuel is in neither: annex 4 leaves
it out of fuel use (终端消费不含用作原料、材料), and its CO2, if any, is in E_process.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from zeropark.basis.carriers import Group, carrier
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import Connection, connections

BIOGENIC: Final = frozenset({"biomass"})
"""Carriers whose carbon was in the air a season ago: what they give is not fossil."""

Pairs = frozenset[tuple[str, str]]
"""(source, sink) of connections."""


@dataclass(frozen=True, slots=True)
class FuelUse:
    """Connections by what becomes of the fuel on them."""

    burnt: Pairs
    """From a bus into the device that burns it."""
    converted_in: Pairs
    """From a bus into the device that makes another fuel of it."""
    converted_out: Pairs
    """From that device to the bus of what it made."""


def fuel_use(park: ParkDocument) -> FuelUse:
    """What becomes of every fuel of the park.

    A fuel that a device takes for its energy without saying more is burnt there.
    """
    taken = [c for c in connections(park) if c.sink in park.device_by_id and _is_taken(c)]
    given = [c for c in connections(park) if c.source in park.device_by_id and _is_given(c)]
    converters = _converters(park, taken, given)
    through = {_ends(c) for c in taken if c.sink in converters and c.use != "fuel"}
    burnt = {_ends(c) for c in taken if c.use != "feedstock"} - through
    made = {_ends(c) for c in given if c.source in converters}
    return FuelUse(frozenset(burnt), frozenset(through), frozenset(made))


def fossil_burners(park: ParkDocument) -> frozenset[str]:
    """The devices that burn a fossil fuel: what they give is of fossil origin."""
    buses = park.bus_by_id
    pairs = fuel_use(park).burnt
    return frozenset(
        device for bus, device in pairs if is_fossil(buses[bus].carrier if bus in buses else "")
    )


def is_fossil(carrier_id: str) -> bool:
    """Whether a carrier is a fuel with fossil carbon."""
    return is_fuel(carrier_id) and carrier_id not in BIOGENIC


def is_fuel(carrier_id: str) -> bool:
    """Whether a carrier is one of the fuels of annex 4 (or biomass)."""
    return carrier(carrier_id).group is Group.FUEL


def _ends(connection: Connection) -> tuple[str, str]:
    return connection.source, connection.sink


def _is_taken(connection: Connection) -> bool:
    """A fuel in any use; hydrogen's family only where a device says that it burns it."""
    return is_fuel(connection.carrier) or connection.use == "fuel"


def _is_given(connection: Connection) -> bool:
    return carrier(connection.carrier).group in (Group.FUEL, Group.HYDROGEN_FAMILY)


def _converters(
    park: ParkDocument, taken: Iterable[Connection], given: Iterable[Connection]
) -> frozenset[str]:
    """Devices that turn fuels into other fuels (炼油, 煤制油, 制气, 炼焦).

    A store gives what it takes and converts nothing. A maker of a product that names a process
    rule is left to E_process, where annex 4 lists ammonia and methanol from fossil feedstock.
    """
    fed = _carriers_by_device((c.sink, c.carrier) for c in taken if c.use != "fuel")
    made = _carriers_by_device((c.source, c.carrier) for c in given)
    in_process = {p.bus for e in park.enterprises for p in e.products if p.process_rule}
    left_out = {c.source for c in given if c.sink in in_process}
    both = fed.keys() & made.keys() - left_out
    return frozenset(device for device in both if fed[device] != made[device])


def _carriers_by_device(pairs: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    carriers: defaultdict[str, set[str]] = defaultdict(set)
    for device, carrier_id in pairs:
        carriers[device].add(carrier_id)
    return carriers

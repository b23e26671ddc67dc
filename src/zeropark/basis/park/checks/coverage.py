"""Enough is measured: what no meter sees can at most be one thing a bus, and no key user."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from zeropark.basis.errors import Severity
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.contract import GreenDirect
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.topology import connections, owner


def check_coverage(park: ParkDocument) -> Iterator[Fault]:
    """Gaps in metering: at buses, at the grid, at key users, at the gates of 688."""
    yield from _buses(park)
    yield from _grid_points(park)
    yield from _key_users(park)
    for n, contract in enumerate(park.contracts):
        if isinstance(contract, GreenDirect):
            yield from _direct_gates(park, contract, n)


def _buses(park: ParkDocument) -> Iterator[Fault]:
    """One unmetered connection of a bus can be told from the others' balance; two can't."""
    metered = {frozenset((m.source, m.sink)) for m in park.meters if m.checks is None}
    open_ends: dict[str, set[str]] = defaultdict(set)
    for way in connections(park):
        if frozenset((way.source, way.sink)) not in metered:
            open_ends[way.source].add(way.sink)
            open_ends[way.sink].add(way.source)
    for n, bus in enumerate(park.buses):
        if len(open_ends[bus.id]) > 1:
            yield Fault(
                ("buses", n),
                "bus.unmetered",
                "{count} connections of the bus {bus!r} have no meter: {ends}.",
                "Meter all but one of them; what is left over can then be named.",
                {
                    "count": len(open_ends[bus.id]),
                    "bus": bus.id,
                    "ends": ", ".join(sorted(open_ends[bus.id])),
                },
                Severity.WARNING,
            )


def _grid_points(park: ParkDocument) -> Iterator[Fault]:
    read = {node for m in park.meters if m.gate == "grid" for node in (m.source, m.sink)}
    for n, point in enumerate(park.boundary_points):
        if point.kind == "public_grid" and point.id not in read:
            yield Fault(
                ("boundary_points", n),
                "point.no_grid_gate",
                "No meter of gate grid stands at {point!r}; bills and exchange rest on it.",
                "Add a meter between {point} and {bus} with gate: grid.",
                {"point": point.id, "bus": point.bus},
                Severity.WARNING,
            )


def _key_users(park: ParkDocument) -> Iterator[Fault]:
    seen = _with_user_gate(park)
    for n, enterprise in enumerate(park.enterprises):
        if enterprise.key_user and enterprise.id not in seen:
            yield Fault(
                ("enterprises", n),
                "enterprise.key_user_unmetered",
                "The key energy user {enterprise!r} has no meter of gate user.",
                "Meter what it draws: 重点用能企业全覆盖 (甘政办发〔2026〕21号, clause 十).",
                {"enterprise": enterprise.id},
                Severity.WARNING,
            )


def _with_user_gate(park: ParkDocument) -> set[str | None]:
    gates = [meter for meter in park.meters if meter.gate == "user"]
    return {owner(park, node) for meter in gates for node in (meter.source, meter.sink)}


def _direct_gates(park: ParkDocument, contract: GreenDirect, n: int) -> Iterator[Fault]:
    """688 asks for two-way meters at each generation, user and storage gate."""
    users = _with_user_gate(park)
    at_gate = {
        gate: {node for m in park.meters if m.gate == gate for node in (m.source, m.sink)}
        for gate in ("generation", "storage")
    }
    for k, plant in enumerate(contract.plants):
        if plant in park.device_by_id and plant not in at_gate["generation"]:
            yield _no_gate(("contracts", n, "plants", k), plant, "generation")
    for k, storage in enumerate(contract.storages):
        if storage in park.device_by_id and storage not in at_gate["storage"]:
            yield _no_gate(("contracts", n, "storages", k), storage, "storage")
    for k, user in enumerate(contract.users):
        if user in park.enterprise_by_id and user not in users:
            yield _no_gate(("contracts", n, "users", k), user, "user")


def _no_gate(path: tuple[str | int, ...], node: str, gate: str) -> Fault:
    return Fault(
        path,
        "contract.no_gate",
        "{node!r} takes part in the direct connection but has no meter of gate {gate}.",
        "Add the meter: 688 settles and traces by generation, user and storage gates.",
        {"node": node, "gate": gate},
        Severity.WARNING,
    )

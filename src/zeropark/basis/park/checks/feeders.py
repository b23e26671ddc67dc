"""Feeders are trees: each hangs on one other at most, and a device on one feeder."""

from __future__ import annotations

from collections.abc import Iterator

from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.rings import ring_of


def check_feeders(park: ParkDocument) -> Iterator[Fault]:
    """Feeders that hang on themselves, members of two, and members without electricity."""
    onward = {feeder.id: [feeder.feeder] for feeder in park.feeders if feeder.feeder is not None}
    rings = ring_of(onward)
    first: dict[str, str] = {}
    electric = _electric(park)
    for n, feeder in enumerate(park.feeders):
        if feeder.id in rings:
            yield Fault(
                ("feeders", n, "feeder"),
                "feeder.ring",
                "The feeder {feeder!r} hangs on itself, by way of others or at once.",
                "Name the feeder that is nearer to the grid; leave it out at the top.",
                {"feeder": feeder.id},
            )
        for k, member in enumerate(feeder.members):
            at = ("feeders", n, "members", k)
            if member in first:
                yield _second(at, member, first[member])
            elif member not in electric and _exists(park, member):
                yield _no_power(at, member)
            first.setdefault(member, feeder.id)


def _electric(park: ParkDocument) -> frozenset[str]:
    """Devices and boundary points at a bus of electricity."""
    buses = {bus.id for bus in park.buses if bus.carrier == "electricity"}
    devices = {each.id for each in park.devices if any(at.bus in buses for at in each.ports())}
    return frozenset(devices | {each.id for each in park.boundary_points if each.bus in buses})


def _exists(park: ParkDocument, member: str) -> bool:
    return member in park.device_by_id or member in park.point_by_id


def _second(at: tuple[str | int, ...], member: str, feeder: str) -> Fault:
    return Fault(
        at,
        "feeder.member_twice",
        "{member!r} hangs on the feeder {feeder!r} already.",
        "Name it at the feeder nearest to it; what feeds that one carries it as well.",
        {"member": member, "feeder": feeder},
    )


def _no_power(at: tuple[str | int, ...], member: str) -> Fault:
    return Fault(
        at,
        "feeder.member_without_power",
        "{member!r} is at no bus of electricity.",
        "Leave it out: a feeder carries electricity alone.",
        {"member": member},
    )

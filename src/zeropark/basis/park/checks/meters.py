"""Each meter stands on a connection, alone or as a check meter, with channels that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from zeropark.basis.documents.lines import Path
from zeropark.basis.errors import Severity
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel, Meter
from zeropark.basis.park.rings import ring_of
from zeropark.basis.park.topology import connections

Way = tuple[str, str]
"""From, to."""


def check_meters(park: ParkDocument) -> Iterator[Fault]:
    """Meters on no connection, meters that count twice, and gates that contradict their place."""
    ways = {(way.source, way.sink) for way in connections(park)}
    nodes = {*park.bus_by_id, *park.device_by_id, *park.point_by_id}
    for n, meter in enumerate(park.meters):
        if meter.source in nodes and meter.sink in nodes:
            yield from _stands_on(meter, ways, ("meters", n))
        yield from _check_meter(park, meter, ("meters", n))
    yield from _overlaps(park)
    yield from _rings_of_sub_meters(park)


def _stands_on(meter: Meter, ways: set[Way], path: Path) -> Iterator[Fault]:
    there, back = (meter.source, meter.sink), (meter.sink, meter.source)
    if there not in ways and back not in ways:
        yield Fault(
            path,
            "meter.no_connection",
            "Nothing joins {source!r} and {sink!r}, so no meter can stand between them.",
            "Name two nodes that a port, a link or a boundary point joins.",
            {"source": meter.source, "sink": meter.sink},
        )
        return
    for n, channel in enumerate(meter.channels):
        way = _counted(meter, channel)
        if way not in ways:
            yield Fault(
                (*path, "channels", n, "direction"),
                "channel.against_connection",
                "It counts from {source!r} to {sink!r}, but nothing can flow that way.",
                "Turn the direction, or let the connection work both ways.",
                {"source": way[0], "sink": way[1]},
            )


def _counted(meter: Meter, channel: Channel) -> Way:
    if channel.direction == "reverse":
        return meter.sink, meter.source
    return meter.source, meter.sink


def _check_meter(park: ParkDocument, meter: Meter, path: Path) -> Iterator[Fault]:
    main = park.meter_by_id.get(meter.checks or "")
    if main is None:
        return
    if main.id == meter.id or main.checks is not None:
        yield Fault(
            (*path, "checks"),
            "meter.checks_no_main",
            "{main!r} is no main meter: a check meter can't be checked against itself or another.",
            "Name the main meter of the connection.",
            {"main": main.id},
        )
    elif {main.source, main.sink} != {meter.source, meter.sink}:
        yield Fault(
            (*path, "checks"),
            "meter.checks_elsewhere",
            "The main meter {main!r} stands on another connection.",
            "A check meter stands where its main meter stands; correct from, to or checks.",
            {"main": main.id},
        )


def _overlaps(park: ParkDocument) -> Iterator[Fault]:
    first: dict[Way, str] = {}
    for n, meter in enumerate(park.meters):
        if meter.checks is not None:
            continue
        flows = {_counted(meter, c) for c in meter.channels if c.direction != "available"}
        for way in sorted(flows):
            if way in first:
                yield Fault(
                    ("meters", n),
                    "meter.overlap",
                    "{other!r} already counts what flows from {source!r} to {sink!r}.",
                    "If it is a check meter, add `checks: {other}`; else remove one of the two.",
                    {"other": first[way], "source": way[0], "sink": way[1]},
                )
            first.setdefault(way, meter.id)


def _rings_of_sub_meters(park: ParkDocument) -> Iterator[Fault]:
    rings = ring_of({meter.id: meter.sub_meters for meter in park.meters})
    for n, meter in enumerate(park.meters):
        if meter.id in rings:
            yield Fault(
                ("meters", n, "sub_meters"),
                "meter.sub_meter_ring",
                "{meter!r} is, through its sub-meters, a sub-meter of itself.",
                "Take one of them out of the list, so that sub-meters only lead downwards.",
                {"meter": meter.id},
            )
    for n, meter in enumerate(park.meters):
        for k, sub in enumerate(meter.sub_meters):
            other = park.meter_by_id.get(sub)
            if other is not None and _carrier(park, other) != _carrier(park, meter):
                yield Fault(
                    ("meters", n, "sub_meters", k),
                    "meter.sub_meter_carrier",
                    "{sub!r} measures {other}, {meter!r} measures {own}.",
                    "List only sub-meters of the same carrier.",
                    {
                        "sub": sub,
                        "other": _carrier(park, other),
                        "meter": meter.id,
                        "own": _carrier(park, meter),
                    },
                )


def _carrier(park: ParkDocument, meter: Meter) -> str | None:
    bus = park.bus_by_id.get(meter.source) or park.bus_by_id.get(meter.sink)
    return bus.carrier if bus is not None else None


def check_registers(park: ParkDocument) -> Iterator[Fault]:
    """Registers whose roll-over is not told: a fall in them can only be taken for a reset."""
    for n, meter in enumerate(park.meters):
        for k, channel in enumerate(meter.channels):
            if channel.kind == "cumulative" and channel.rollover_at is None:
                yield Fault(
                    ("meters", n, "channels", k),
                    "channel.no_rollover",
                    "The register says not at which figure it starts again from zero.",
                    "Add rollover_at, e.g. 1000000 for a register of six digits.",
                    severity=Severity.NOTE,
                )
            if channel.kind != "cumulative" and channel.rollover_at is not None:
                yield Fault(
                    ("meters", n, "channels", k, "rollover_at"),
                    "channel.needless_rollover",
                    "Only a cumulative register rolls over; this is {kind}.",
                    "Remove rollover_at, or change kind to cumulative.",
                    {"kind": channel.kind},
                    Severity.WARNING,
                )

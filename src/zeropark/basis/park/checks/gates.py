"""The gate that a meter claims (计量关口 of 688) fits the two nodes it stands between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from zeropark.basis.errors import Phrase, Severity
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Meter
from zeropark.basis.park.topology import owner, stores

Stores = frozenset[str]
"""Ids of the devices that store, found once for all meters."""


def check_gates(park: ParkDocument) -> Iterator[Fault]:
    """Gates that contradict the connection, and `available` channels at no plant."""
    kept = stores(park)
    for n, meter in enumerate(park.meters):
        fits, wanted = _GATES.get(meter.gate, (_anywhere, _ANYWHERE))
        if not fits(park, meter, kept):
            yield Fault(
                ("meters", n, "gate"),
                "meter.wrong_gate",
                "The gate {gate} does not fit {source!r} to {sink!r}: it stands {wanted}.",
                "Correct the gate (a meter at none of the five is internal), or from and to.",
                {"gate": meter.gate, "source": meter.source, "sink": meter.sink, "wanted": wanted},
            )
        has_available = any(channel.direction == "available" for channel in meter.channels)
        if has_available and meter.gate != "generation":
            yield Fault(
                ("meters", n, "channels"),
                "channel.available_nowhere",
                "Only a plant's generation gate can say what was available.",
                "Set gate: generation, or remove the channel of direction available.",
                severity=Severity.WARNING,
            )


def _at_grid(park: ParkDocument, meter: Meter, _kept: Stores) -> bool:
    ends = (park.point_by_id.get(meter.source), park.point_by_id.get(meter.sink))
    return any(point is not None and point.kind == "public_grid" for point in ends)


def _at_plant(park: ParkDocument, meter: Meter, _kept: Stores) -> bool:
    return any(
        at.port.carriers == ("electricity",) and not at.port.into
        for node in (meter.source, meter.sink)
        if node in park.device_by_id
        for at in park.device_by_id[node].ports()
    )


def _at_store(_park: ParkDocument, meter: Meter, kept: Stores) -> bool:
    return not {meter.source, meter.sink}.isdisjoint(kept)


def _at_user(park: ParkDocument, meter: Meter, _kept: Stores) -> bool:
    return owner(park, meter.sink) is not None or owner(park, meter.source) is not None


def _at_load(park: ParkDocument, meter: Meter, _kept: Stores) -> bool:
    return meter.sink in park.device_by_id or meter.sink in park.bus_by_id


def _anywhere(_park: ParkDocument, _meter: Meter, _kept: Stores) -> bool:
    return True


_ANYWHERE: Final = Phrase("anywhere")
_GATES: Final[Mapping[str, tuple[Callable[[ParkDocument, Meter, Stores], bool], Phrase]]] = {
    "grid": (_at_grid, Phrase("at a boundary point of kind public_grid")),
    "generation": (_at_plant, Phrase("at a device that gives electricity")),
    "storage": (_at_store, Phrase("at a device that stores")),
    "user": (_at_user, Phrase("at a device or bus with an enterprise")),
    "plant_use": (_at_load, Phrase("at what a plant itself uses")),
}

"""What a channel reports can become an amount of the carrier it measures."""

from __future__ import annotations

from collections.abc import Iterator

from zeropark.basis.carriers import CARRIERS, Carrier
from zeropark.basis.documents.lines import Path
from zeropark.basis.errors import UnitError
from zeropark.basis.park.checks.fault import Fault
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel
from zeropark.basis.units import accumulates_to, unit


def check_channels(park: ParkDocument) -> Iterator[Fault]:
    """Channels whose unit is unknown, or of another dimension than their kind and carrier ask."""
    for n, meter in enumerate(park.meters):
        bus = park.bus_by_id.get(meter.source) or park.bus_by_id.get(meter.sink)
        carrier = CARRIERS.get(bus.carrier) if bus is not None else None
        for k, channel in enumerate(meter.channels):
            if carrier is not None:
                yield from _unit(channel, carrier, ("meters", n, "channels", k, "unit"))


def _unit(channel: Channel, carrier: Carrier, path: Path) -> Iterator[Fault]:
    try:
        dimension = unit(channel.unit).dimension
    except UnitError as error:
        yield Fault(
            path,
            "channel.unknown_unit",
            "There is no unit {unit!r}.",
            "{remedy}",
            {"unit": channel.unit, "remedy": error.remedy},
        )
        return
    rate = channel.kind == "gauge"
    measured = accumulates_to(dimension) if rate else dimension
    if measured is not carrier.dimension:
        yield Fault(
            path,
            "channel.wrong_unit",
            "{unit} can't become {wanted}, in which {carrier} is counted; the kind is {kind}.",
            "A gauge reports a rate ({wanted} an hour), an interval or cumulative channel an "
            "amount ({wanted} or a multiple); correct the unit or the kind.",
            {
                "unit": channel.unit,
                "wanted": carrier.unit,
                "carrier": carrier.id,
                "kind": channel.kind,
            },
        )

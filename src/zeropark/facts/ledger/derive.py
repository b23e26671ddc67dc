"""Flows from aligned amounts: a link a connection, a direction and a main meter.

A forward channel flows from the meter's source to its sink, a reverse one back. Tariff registers
of one direction add up. A check meter makes no flow. Generation that was available and not given
flows from the plant to `curtailed`. Whatever can't become a flow is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, Severity
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Meter
from zeropark.facts.ledger.flow import CURTAILED, FlowLink, Flows, Kind
from zeropark.facts.ledger.sums import non_fossil_plants
from zeropark.facts.readings.aligned import Aligned
from zeropark.facts.readings.reading import Quality

# A meter that reports both a register and a power says the same thing twice. The register is
# what bills are made from, so it speaks; a rate sampled at instants comes last.
_AUTHORITY: Final = ("cumulative", "interval", "gauge")


@dataclass(frozen=True, slots=True)
class _Measured:
    """A link and the rows of aligned channels that add up to it."""

    link: FlowLink
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Curtailed:
    """A plant's available channels, and the links that say what it gave."""

    link: FlowLink
    available: tuple[int, ...]
    generated: tuple[int, ...]


def flows_of(aligned: Aligned, *, park: ParkDocument) -> Flows:
    """Every flow that the aligned amounts tell, over the same axis.

    Links stand in the order of the park's meters, forward before reverse, then the curtailed
    ones. A missing amount is a missing flow; so is a negative one, flagged REJECTED (a flow that
    goes the other way needs a reverse channel).
    """
    measured = tuple(_measured(aligned, park))
    curtailed = tuple(_curtailed(aligned, park, measured))
    rows = [*(m.rows for m in measured), *(c.available for c in curtailed)]
    quantity, quality = _summed(aligned, rows)
    negative = quantity < 0
    quantity[negative] = np.nan
    quality[negative] |= np.uint8(Quality.MISSING | Quality.REJECTED)
    _cut(curtailed, quantity, quality, first=len(measured))
    filled = (quality & np.uint8(Quality.FILLED)) != 0
    return Flows(
        park=park.id,
        axis=aligned.axis,
        links=tuple(m.link for m in measured) + tuple(c.link for c in curtailed),
        quantity=quantity,
        quality=quality,
        kind=np.where(filled, np.uint8(Kind.FILLED), np.uint8(Kind.MEASURED)),
        known_at=aligned.known_at,
    )


def findings_of(aligned: Aligned, *, park: ParkDocument) -> tuple[Finding, ...]:
    """What could not become a flow: unknown meters, silent meters, plants without availability."""
    return (
        *_unknown_channels(aligned, park),
        *_silent_meters(aligned, park),
        *_negative_amounts(aligned, park),
        *_without_availability(aligned, park),
    )


def carrier_of(park: ParkDocument, *, source: str, sink: str) -> str | None:
    """The carrier that flows between two nodes: that of the bus at either end; None if neither."""
    bus = park.bus_by_id.get(source) or park.bus_by_id.get(sink)
    return bus.carrier if bus is not None else None


def _rows_of(aligned: Aligned) -> Mapping[tuple[str, str], int]:
    return {(c.meter, c.channel): row for row, c in enumerate(aligned.channels)}


def _main_meters(park: ParkDocument) -> Iterator[Meter]:
    return (meter for meter in park.meters if meter.checks is None)


def _channel_rows(
    meter: Meter,
    direction: str,
    rows: Mapping[tuple[str, str], int],
    heard: NDArray[np.bool_],
) -> tuple[int, ...]:
    """The rows that speak for a direction: of the kind with most authority that was heard.

    All channels of that kind, for tariff registers add up: one that is silent makes the sum
    missing. Where none was heard the first kind stands, and is missing.
    """
    present = [c for c in meter.channels if c.direction == direction and (meter.id, c.id) in rows]
    of_kind = {
        kind: tuple(rows[meter.id, c.id] for c in present if c.kind == kind) for kind in _AUTHORITY
    }
    known = [found for found in of_kind.values() if found]
    speaking = [found for found in known if heard[list(found)].any()]
    return next(iter(speaking or known), ())


def _heard(aligned: Aligned) -> NDArray[np.bool_]:
    """Which rows hold an amount at all."""
    heard: NDArray[np.bool_] = np.any(np.isfinite(aligned.amount), axis=1)
    return heard


def _measured(aligned: Aligned, park: ParkDocument) -> Iterator[_Measured]:
    rows, heard = _rows_of(aligned), _heard(aligned)
    for meter in _main_meters(park):
        carrier = carrier_of(park, source=meter.source, sink=meter.sink)
        if carrier is None:
            continue  # the park's own check names a meter that touches no bus
        if forward := _channel_rows(meter, "forward", rows, heard):
            yield _Measured(FlowLink(carrier, meter.source, meter.sink, meter.id), forward)
        if reverse := _channel_rows(meter, "reverse", rows, heard):
            yield _Measured(FlowLink(carrier, meter.sink, meter.source, meter.id), reverse)


def _plant_end(meter: Meter, park: ParkDocument) -> str:
    return meter.sink if meter.source in park.bus_by_id else meter.source


def _curtailed(
    aligned: Aligned, park: ParkDocument, measured: Iterable[_Measured]
) -> Iterator[_Curtailed]:
    rows, heard = _rows_of(aligned), _heard(aligned)
    links = [m.link for m in measured]
    for meter in _main_meters(park):
        available = _channel_rows(meter, "available", rows, heard)
        carrier = carrier_of(park, source=meter.source, sink=meter.sink)
        plant = _plant_end(meter, park)
        gave = [i for i, at in enumerate(links) if at.source == plant and at.meter == meter.id]
        if available and gave and carrier is not None:
            link = FlowLink(carrier, plant, CURTAILED, meter.id)
            yield _Curtailed(link, available, tuple(gave))


def _summed(
    aligned: Aligned, groups: Iterable[tuple[int, ...]]
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """The sum of each group of channels; missing where any of them is; shape (groups, steps)."""
    listed = list(groups)
    first = np.array([rows[0] for rows in listed], dtype=np.int64)
    amount, quality = aligned.amount[first], aligned.quality[first]
    for i, rows in enumerate(listed):
        for row in rows[1:]:
            amount[i] += aligned.amount[row]
            quality[i] |= aligned.quality[row]
    return amount, quality


def _cut(
    curtailed: Iterable[_Curtailed],
    quantity: NDArray[np.float64],
    quality: NDArray[np.uint8],
    *,
    first: int,
) -> None:
    """Make curtailed of available, in place from row `first` on.

    Available minus generated, never below zero: instruments disagree by a little.
    """
    for at, item in enumerate(curtailed, start=first):
        for row in item.generated:
            quantity[at] -= quantity[row]
            quality[at] |= quality[row]
        np.maximum(quantity[at], 0.0, out=quantity[at])


def _unknown_channels(aligned: Aligned, park: ParkDocument) -> Iterator[Finding]:
    known = {(meter.id, channel.id) for meter in park.meters for channel in meter.channels}
    for channel in aligned.channels:
        if (channel.meter, channel.channel) not in known:
            yield Finding(
                code="flow.unknown_channel",
                place=str(channel),
                problem_template="The park document knows no channel {channel}; it makes no flow.",
                remedy_template="Add the meter or channel to the park document, or map the file.",
                severity=Severity.WARNING,
                data={"channel": str(channel)},
            )


def _silent_meters(aligned: Aligned, park: ParkDocument) -> Iterator[Finding]:
    heard = {channel.meter for channel in aligned.channels}
    for meter in _main_meters(park):
        if meter.id not in heard:
            yield Finding(
                code="flow.silent_meter",
                place=f"meters.{meter.id}",
                problem_template="Meter {meter} gave nothing; {source} -> {sink} has no flow.",
                remedy_template="Import its readings for the period.",
                severity=Severity.WARNING,
                data={"meter": meter.id, "source": meter.source, "sink": meter.sink},
            )


def _negative_amounts(aligned: Aligned, park: ParkDocument) -> Iterator[Finding]:
    for meter in _main_meters(park):
        rows = [row for row, c in enumerate(aligned.channels) if c.meter == meter.id]
        count = sum(int((aligned.amount[row] < 0).sum()) for row in rows)
        if count:
            yield Finding(
                code="flow.negative",
                place=f"meters.{meter.id}",
                problem_template="Meter {meter} has {count} negative amounts; they are missing.",
                remedy_template="Give what flows back as a channel with `direction: reverse`.",
                data={"meter": meter.id, "count": count},
                count=count,
            )


def _without_availability(aligned: Aligned, park: ParkDocument) -> Iterator[Finding]:
    rows, heard = _rows_of(aligned), _heard(aligned)
    plants = non_fossil_plants(park)
    for meter in _main_meters(park):
        plant = _plant_end(meter, park)
        if plant in plants and not _channel_rows(meter, "available", rows, heard):
            yield Finding(
                code="flow.no_availability",
                place=f"meters.{meter.id}",
                problem_template="What {plant} could have given is not known; nor is curtailment.",
                remedy_template="Add a channel with `direction: available` and its readings.",
                severity=Severity.NOTE,
                data={"plant": plant},
            )

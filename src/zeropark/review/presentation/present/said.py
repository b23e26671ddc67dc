"""What channels said last, in words: as the meter says it, as an amount and as a rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from zeropark.basis.carriers import CARRIERS
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel, Meter
from zeropark.facts.readings.said import Said
from zeropark.review.presentation.figures.figure import Cell, Column, Table
from zeropark.review.presentation.present.age import quality_words
from zeropark.review.presentation.present.tables import local
from zeropark.review.presentation.present.texts import WORDS
from zeropark.review.presentation.single_line.live import rate_words
from zeropark.review.presentation.text import Text, number, unit_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """One channel on the page; empty words where there is nothing to say."""

    meter: Meter
    channel: Channel
    name: Text
    value: str
    """As the meter said it, in `unit`."""
    unit: str
    amount: str
    """With its unit."""
    rate: str
    """With its unit."""
    over: tuple[datetime, datetime] | None
    """Start and end of the reading; alike for an instant. None: nothing was said."""
    since: datetime | None
    quality: int


def said_row(meter: Meter, channel: Channel, said: Said | None, park: ParkDocument) -> SaidRow:
    """A channel and what it said last."""
    bus = park.bus_by_id.get(meter.source) or park.bus_by_id.get(meter.sink)
    carrier = CARRIERS.get(bus.carrier) if bus is not None else None
    value = amount = rate = ""
    if said is not None and said.value is not None:
        value = number(said.value, digits=_digits(channel, said.value))
    if said is not None and carrier is not None:
        if said.amount is not None:
            amount = f"{number(said.amount)} {unit_words(carrier.unit)}"
        if said.per_hour is not None:
            rate = rate_words(said.per_hour, carrier.id)
    return SaidRow(
        meter=meter,
        channel=channel,
        name=Text(meter.name.zh, meter.name.en),
        value=value,
        unit=unit_words(channel.unit),
        amount=amount,
        rate=rate,
        over=None if said is None else (said.start, said.end),
        since=None if said is None else said.since,
        quality=0 if said is None else said.quality,
    )


def _digits(channel: Channel, value: float) -> int | None:
    """A register is read to its last digits, however large it is."""
    return 2 if channel.kind == "cumulative" and abs(value) >= 1 else None


def said_table(rows: Iterable[SaidRow]) -> Table:
    """The same as a table to be taken away."""
    names = ("meter", "channel", "value", "unit", "amount", "rate", "at", "quality")
    return Table(
        caption=WORDS["said.caption"],
        columns=tuple(Column(WORDS[f"said.{name}"]) for name in names),
        rows=tuple(_cells(row) for row in rows),
    )


def _cells(row: SaidRow) -> tuple[Cell, ...]:
    at = None if row.over is None else local(row.over[1])
    words = (row.value, row.unit, row.amount, row.rate)
    quality = quality_words(row.quality)
    return (row.meter.id, row.channel.id, *(each or None for each in words), at, quality)

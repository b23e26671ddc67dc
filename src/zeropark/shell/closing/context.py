"""Context: which readings a closing looks at, so that a day closes as its year would.

Eight days on either side: gaps are filled from the week before, a gap of up to a week is seen as
long as it is, and registers are read beside the ends. What is known over a longer time only as a
total (a register read once a month, an amount of a month) and reaches over an end of the period
is looked at as a whole, with the week before it that gives its shape.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

import polars as pl

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import QUARTER_HOUR, Period, from_array, to_array
from zeropark.facts.readings.reading import KEY, READING_SCHEMA, Readings
from zeropark.shell.ports.readings import ReadingsStore

CONTEXT: Final = timedelta(days=8)
"""A week, the longest look back of a fill, and a day for what it looks at to be aligned."""
CHANNEL: Final = ("meter", "channel")
_KEYS: Final = {name: READING_SCHEMA[name] for name in KEY}
_SHAPED: Final = timedelta(hours=1)
"""An amount over longer is a total without a shape, see `align`."""


def read_around(
    period: Period,
    *,
    park: ParkDocument,
    readings: ReadingsStore,
    meters: Collection[str] | None = None,
) -> tuple[Period, Readings]:
    """The stretch that closing a period looks at, and every reading that touches it.

    Where `meters` are named only these are looked at; `park` should hold no others then.
    """
    around = Period(period.start - CONTEXT, period.end + CONTEXT)
    said = readings.read(around, meters=meters)
    rows = said.frame.select(KEY)
    registers = registers_of(park)
    known = rows.join(registers, on=CHANNEL, how="semi")
    known = _with_neighbours(known, registers, period, around, readings)
    totals = pl.concat([_between_reads(known, period), _long_amounts(rows, period)])
    wider = _over(totals, period, around)
    return (around, said) if wider == around else (wider, readings.read(wider, meters=meters))


def registers_of(park: ParkDocument) -> pl.DataFrame:
    """The channels that count up."""
    pairs = [(m.id, c.id) for m in park.meters for c in m.channels if c.kind == "cumulative"]
    schema = {"meter": pl.Categorical(), "channel": pl.Categorical()}
    return pl.DataFrame(pairs, schema=schema, orient="row")


def last_before(
    instant: datetime, channels: pl.DataFrame, *, readings: ReadingsStore, count: int
) -> pl.DataFrame:
    """The keys of the last readings of channels that end by an instant, so many of each."""
    span = readings.span()
    if channels.is_empty() or span is None or span.start >= instant:
        return pl.DataFrame(schema=_KEYS)
    rows = _keys(Period(span.start, instant), channels, readings)
    rows = rows.filter(pl.col("end") <= pl.lit(to_array(instant)))
    return rows.sort("end").group_by(CHANNEL, maintain_order=True).tail(count).select(KEY)


def first_after(
    instant: datetime, channels: pl.DataFrame, *, readings: ReadingsStore
) -> pl.DataFrame:
    """The keys of the first readings of channels that start at an instant or after it."""
    span = readings.span()
    if channels.is_empty() or span is None or span.end <= instant:
        return pl.DataFrame(schema=_KEYS)
    rows = _keys(Period(instant, span.end), channels, readings)
    rows = rows.filter(pl.col("start") >= pl.lit(to_array(instant)))
    return rows.sort("start").group_by(CHANNEL, maintain_order=True).head(1).select(KEY)


def _keys(period: Period, channels: pl.DataFrame, readings: ReadingsStore) -> pl.DataFrame:
    meters = channels["meter"].unique().cast(pl.String).to_list()
    rows = readings.read(period, meters=meters).frame.select(KEY)
    return rows.join(channels, on=CHANNEL, how="semi")


def _with_neighbours(
    rows: pl.DataFrame,
    registers: pl.DataFrame,
    period: Period,
    around: Period,
    readings: ReadingsStore,
) -> pl.DataFrame:
    """The register readings, with the nearest beyond the context where it holds none.

    Looked for only where a reading on the other side makes a total of it.
    """
    near = _near(rows, period)
    silent = registers.join(rows, on=CHANNEL, how="anti")
    ends_open = near.filter(pl.col("before_end").is_not_null() & pl.col("after_end").is_null())
    later = first_after(
        around.end, pl.concat([ends_open.select(CHANNEL), silent]), readings=readings
    )
    starts_open = near.filter(
        pl.col("before_start").is_null() & pl.col("after_start").is_not_null()
    )
    heard = silent.join(later, on=CHANNEL, how="semi")
    earlier = last_before(
        around.start,
        pl.concat([starts_open.select(CHANNEL), heard]),
        readings=readings,
        count=1,
    )
    return pl.concat([rows, earlier, later])


def _near(rows: pl.DataFrame, period: Period) -> pl.DataFrame:
    """By channel: the readings next to either end of the period, null where there is none."""
    start, end = pl.lit(to_array(period.start)), pl.lit(to_array(period.end))
    at = pl.col("end")
    return rows.group_by(CHANNEL).agg(
        before_start=at.filter(at <= start).max(),
        after_start=at.filter(at > start).min(),
        before_end=at.filter(at < end).max(),
        after_end=at.filter(at >= end).min(),
    )


def _between_reads(rows: pl.DataFrame, period: Period) -> pl.DataFrame:
    """From and to of what registers count over the ends of a period."""
    near = _near(rows, period)
    return pl.concat(
        near.select(first=f"before_{end}", last=f"after_{end}") for end in ("start", "end")
    )


def _long_amounts(rows: pl.DataFrame, period: Period) -> pl.DataFrame:
    """From and to of amounts that touch a period."""
    start, end = pl.lit(to_array(period.start)), pl.lit(to_array(period.end))
    touching = (pl.col("start") < end) & (pl.col("end") > start)
    return rows.filter(touching).select(first="start", last="end")


def _over(totals: pl.DataFrame, period: Period, around: Period) -> Period:
    """The context, widened to every total without a shape that reaches over an end."""
    start, end = pl.lit(to_array(period.start)), pl.lit(to_array(period.end))
    long = pl.col("last") - pl.col("first") > _SHAPED
    crosses = (pl.col("first") < start) | (pl.col("last") > end)
    found = totals.filter(long & crosses)
    if found.is_empty():
        return around
    ends = found.select(pl.col("first").min(), pl.col("last").max()).to_numpy()[0]
    back = -((from_array(ends[0]) - period.start) // QUARTER_HOUR)
    on = -((period.end - from_array(ends[1])) // QUARTER_HOUR)
    first = period.start - back * QUARTER_HOUR - CONTEXT
    return Period(min(around.start, first), max(around.end, period.end + on * QUARTER_HOUR))

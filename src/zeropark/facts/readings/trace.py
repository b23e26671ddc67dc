"""Trace: takes the readings of one meter, gives what was doubted and what is used of each.

The same steps as before flows are derived, kept side by side: what the meter said, what cleaning
marked, what aligning and filling made of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.errors import Finding
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.meter import Channel
from zeropark.basis.timeline import Axis, Period, to_array
from zeropark.facts.readings.aligned import Aligned, ChannelId
from zeropark.facts.readings.aligning.align import align
from zeropark.facts.readings.cleaning.clean import clean
from zeropark.facts.readings.filling.fill import fill
from zeropark.facts.readings.reading import Readings


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedChannel:
    """One channel over the period."""

    channel: Channel
    said: pl.DataFrame
    """Its readings that touch the period (`READING_SCHEMA`), in time, as cleaning marked them."""
    amount: NDArray[np.float64]
    """As used, per interval, in the inside unit of the meter's carrier; NaN is missing."""
    quality: NDArray[np.uint8]
    """`Quality` of the amounts."""
    methods: tuple[str, ...]
    """How each interval was filled; empty where it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterTrace:
    """One meter over a period."""

    meter: str
    axis: Axis
    channels: tuple[TracedChannel, ...]
    """In the order of the park document."""
    findings: tuple[Finding, ...]
    """What cleaning says of this meter, over the period and its context."""


def trace(
    said: Readings, *, meter: str, park: ParkDocument, around: Period, period: Period
) -> MeterTrace:
    """Follow one meter through a period.

    Args:
        said: readings of the meter, and of those that check it, over `around`.
        meter: id of a meter of the park.
        park: may hold this meter and its check meters alone.
        around: whole quarter hours; the period with the context that it is judged in.
        period: whole quarter hours.
    """
    cleaned = clean(said, park=park)
    filled = fill(align(cleaned.readings, park=park, axis=Axis.over(around)), park=park)
    channels = next(each for each in park.meters if each.id == meter).channels
    own = pl.col("meter").cast(pl.String) == meter
    frame = cleaned.readings.frame.filter(own & _touching(period)).sort("start", "end")
    return MeterTrace(
        meter=meter,
        axis=Axis.over(period),
        channels=tuple(_channel(meter, each, frame, filled, period) for each in channels),
        findings=tuple(each for each in cleaned.findings if each.place.partition("/")[0] == meter),
    )


def _touching(period: Period) -> pl.Expr:
    start, end = pl.lit(to_array(period.start)), pl.lit(to_array(period.end))
    inside = (pl.col("end") > start) & (pl.col("start") < end)
    instant = (pl.col("start") == pl.col("end")) & pl.col("end").is_between(start, end)
    return inside | instant


def _channel(
    meter: str, channel: Channel, frame: pl.DataFrame, filled: Aligned, period: Period
) -> TracedChannel:
    shown = filled.within(period)
    row = shown.channels.index(ChannelId(meter, channel.id))
    return TracedChannel(
        channel=channel,
        said=frame.filter(pl.col("channel").cast(pl.String) == channel.id),
        amount=shown.amount[row],
        quality=shown.quality[row],
        methods=_methods(filled, row, period),
    )


def _methods(filled: Aligned, row: int, period: Period) -> tuple[str, ...]:
    """By interval of the period; a gap that reaches beyond it counts as far as it lies within."""
    offset = (period.start - filled.axis.start) // filled.axis.step
    count = period.duration // filled.axis.step
    named = [""] * count
    for each in filled.fills:
        if each.row == row:
            first, stop = max(each.first - offset, 0), min(each.stop - offset, count)
            named[first:stop] = [name or each.method for name in named[first:stop]]
    return tuple(named)

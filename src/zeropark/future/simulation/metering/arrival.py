"""Arrival: when the readings of a simulated year come, and what registers show at its end.

Readings come as they end; those that the simulation delays, by hours or days, come late. A few
minutes on the way are let pass: a quarter of an hour arrives whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import inf
from typing import Final

import polars as pl

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import to_array
from zeropark.facts.readings.aligned import ChannelId
from zeropark.future.simulation.metering.metering import smallest_step

LATE: Final = timedelta(hours=1)
"""Known later than so long after its end, a reading comes when it is known."""
ARRIVES: Final = "arrives_at"


def with_arrival(readings: pl.DataFrame) -> pl.DataFrame:
    """The rows with `ARRIVES`: zone-less UTC."""
    late = pl.col("known_at") - pl.col("end") > LATE
    return readings.with_columns(pl.when(late).then("known_at").otherwise("end").alias(ARRIVES))


def arrived(rows: pl.DataFrame, *, after: datetime | None, until: datetime) -> pl.DataFrame:
    """Of rows with `ARRIVES`, those that come in `(after, until]`; None: from the beginning."""
    come = pl.col(ARRIVES) <= _literal(until)
    return rows.filter(come if after is None else come & (pl.col(ARRIVES) > _literal(after)))


def to_come(rows: pl.DataFrame, *, after: datetime) -> pl.DataFrame:
    """Of rows with `ARRIVES`, those that come after an instant."""
    return rows.filter(pl.col(ARRIVES) > _literal(after))


def learnt_as_simulated(rows: pl.DataFrame, *, now: datetime) -> pl.DataFrame:
    """The rows known when the simulation says: not before they were, and not later than now."""
    known = pl.min_horizontal(pl.max_horizontal("known_at", "end"), _literal(now))
    return rows.with_columns(known_at=known)


def learnt_at(rows: pl.DataFrame, instant: datetime) -> pl.DataFrame:
    """The rows known since an instant."""
    return rows.with_columns(known_at=_literal(instant))


def registers_shown(rows: pl.DataFrame, park: ParkDocument) -> Mapping[ChannelId, float]:
    """What the registers among the channels show last."""
    registers = {
        ChannelId(meter.id, channel.id)
        for meter in park.meters
        for channel in meter.channels
        if channel.kind == "cumulative"
    }
    last = rows.group_by("meter", "channel").agg(pl.col("value").sort_by("end").last())
    shown = ((ChannelId(meter, channel), value) for meter, channel, value in last.iter_rows())
    return {channel: value for channel, value in shown if channel in registers}


def shown_to_meet(
    newest: pl.DataFrame, simulated: pl.DataFrame, park: ParkDocument
) -> Mapping[ChannelId, float]:
    """What registers must show when a simulated stretch begins, so as to meet what they showed.

    Args:
        newest: the last readings that there are.
        simulated: those of the stretch, which holds the instants of the newest.
        park: says which channels are registers, and where they roll over.
    """
    begun = registers_shown(simulated.with_columns(end=-pl.col("end").to_physical()), park)
    there = registers_shown(newest, park)
    same = simulated.join(newest, on=["meter", "channel", "end"], how="semi")
    then = registers_shown(same, park)
    met = {each: begun[each] + there[each] - then[each] for each in there if each in then}
    return {
        each: (met[each] + smallest_step(channel)) % (channel.rollover_at or inf)
        for meter in park.meters
        for channel in meter.channels
        # A digit more: what was cut off when it was read must not let it fall.
        if (each := ChannelId(meter.id, channel.id)) in met
    }


def _literal(instant: datetime) -> pl.Expr:
    return pl.lit(to_array(instant)).cast(pl.Datetime("us"))

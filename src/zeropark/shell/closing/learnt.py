"""Learnt since: takes an instant, gives the days that closing again would make differently.

A new reading changes its own intervals and what is made of its neighbours:

    before it   back to the second reading before: a gap that it ends is judged and filled as a
                whole, and a register's value is believed or doubted by the next; and the hours
                that a value must stand still to be doubted
    after it    a week on, for gaps there are filled from it or take its typical day, and then to
                the next reading, where a total may end

Doubts that rest on what is usual compare with the stretch and its context; a new reading that
shifts what is usual changes nothing beyond the days told here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import polars as pl

from zeropark.basis.timeline import PARK_ZONE, Period, from_array, to_array
from zeropark.facts.readings.cleaning.doubts import STUCK_HOURS
from zeropark.facts.readings.filling.fill import WEEK
from zeropark.facts.readings.reading import KEY
from zeropark.shell.closing.context import (
    CHANNEL,
    CONTEXT,
    first_after,
    last_before,
)
from zeropark.shell.ports.readings import ReadingsStore

_DAY: Final = timedelta(days=1)
_STANDS: Final = timedelta(hours=STUCK_HOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What has come since an instant."""

    stretches: tuple[Period, ...]
    """Whole local days, in order and apart from each other."""
    known_at: datetime | None
    """The newest `known_at` among it; None where nothing has come."""


def learnt_since(instant: datetime, *, readings: ReadingsStore) -> Learnt:
    """The local days that readings learnt after an instant may change."""
    days: list[Period] = []
    newest: list[datetime] = []
    for touched in _runs(readings.touched_since(instant)):
        rows = _rows_around(touched, instant, readings=readings)
        new = _reaching(rows)
        days += _local_days(new)
        newest.append(from_array(new.select(pl.col("known_at").max()).to_numpy()[0, 0]))
    return Learnt(stretches=merged(days), known_at=max(newest, default=None))


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The stretches that these periods cover, in order; what meets is one."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda each: each.start):
        if found and period.start <= found[-1].end:
            found[-1] = Period(found[-1].start, max(found[-1].end, period.end))
        else:
            found.append(period)
    return tuple(found)


def _runs(days: Iterable[date]) -> tuple[Period, ...]:
    """UTC days as stretches; those whose contexts meet are one, so that none is read twice."""
    starts = (datetime.combine(day, time(0), tzinfo=UTC) for day in days)
    wide = merged(Period(at - CONTEXT, at + _DAY + CONTEXT) for at in starts)
    return tuple(Period(each.start + CONTEXT, each.end - CONTEXT) for each in wide)


def _rows_around(touched: Period, since: datetime, *, readings: ReadingsStore) -> pl.DataFrame:
    """The readings around touched days by channel and time; `new` for those learnt since."""
    around = Period(touched.start - CONTEXT, touched.end + CONTEXT)
    new = pl.col("known_at") > pl.lit(to_array(since))
    rows = readings.read(around).frame.select(*KEY, "known_at", new=new)
    few, open_end = _without_neighbours(rows)
    far = pl.concat(
        [
            last_before(around.start, few, readings=readings, count=2),
            first_after(around.end, open_end, readings=readings),
        ]
    )
    known = pl.lit(to_array(since)).cast(pl.Datetime("us"))
    rows = pl.concat([rows, far.with_columns(known_at=known, new=pl.lit(value=False))])
    return rows.unique(KEY, keep="first").sort(*CHANNEL, "start", "end")


def _without_neighbours(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The channels whose new readings have fewer than two before them, or none a week after."""
    fresh = rows.group_by(CHANNEL).agg(
        first=pl.col("start").filter("new").min(),
        last=pl.col("end").filter("new").max(),
        starts="start",
    )
    fresh = fresh.filter(pl.col("first").is_not_null())
    earlier = (
        fresh.explode("starts")
        .group_by(CHANNEL)
        .agg(
            before=(pl.col("starts") < pl.col("first")).sum(),
            after=(pl.col("starts") >= pl.col("last") + WEEK).sum(),
        )
    )
    two = 2
    return (
        earlier.filter(pl.col("before") < two).select(CHANNEL),
        earlier.filter(pl.col("after") == 0).select(CHANNEL),
    )


def _reaching(rows: pl.DataFrame) -> pl.DataFrame:
    """The new readings with `first` and `last`: from when to when they change something."""
    before = [pl.col("start").shift(back).over(CHANNEL) for back in (2, 1)]
    new = rows.with_columns(first=pl.coalesce(*before, "start")).filter("new")
    new = new.with_columns(look=pl.col("end") + WEEK).sort("look")
    later = rows.select(*CHANNEL, last="start").sort("last")
    new = new.join_asof(
        later,
        left_on="look",
        right_on="last",
        by=list(CHANNEL),
        strategy="forward",
        coalesce=False,
        check_sortedness=False,  # both are sorted, which polars does not see by channel
    )
    return new.select("known_at", "first", last=pl.coalesce("last", "look"))


def _local_days(new: pl.DataFrame) -> Iterator[Period]:
    def local(at: pl.Expr) -> pl.Expr:
        return at.dt.replace_time_zone("UTC").dt.convert_time_zone(str(PARK_ZONE))

    last = pl.col("last") - pl.duration(microseconds=1)
    days = new.select(
        first=local(pl.col("first") - _STANDS).dt.date(), last=local(last).dt.date()
    ).unique()
    for first, end in days.iter_rows():
        yield Period(_midnight(first), _midnight(end + _DAY))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=PARK_ZONE)

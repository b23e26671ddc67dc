"""Readings in memory: the shortest adapter that is right, for tests and trials."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import polars as pl

from zeropark.basis.timeline import Period, to_array
from zeropark.facts.readings.reading import KEY, READING_SCHEMA, REJECTED_SCHEMA, Readings
from zeropark.shell.ports.readings import RECENT, UNWRITTEN
from zeropark.shell.stores.readings.versions import (
    VERSION,
    days_touched,
    ended_in,
    in_force,
    known_by,
    newest,
    news,
    of_meters,
    refuse_nameless,
    span_of,
    touching,
)


class MemoryReadings:
    """Keeps every version in one table; gone with the process."""

    def __init__(self) -> None:
        self._versions = pl.DataFrame(schema=READING_SCHEMA)
        self._rejected = pl.DataFrame(schema=REJECTED_SCHEMA)
        self._state = UNWRITTEN

    def append(self, readings: Readings, *, rejected: pl.DataFrame | None = None) -> int:
        """See `ReadingsStore.append`."""
        refuse_nameless(readings.frame)
        new = news(readings.frame, kept=self._versions)
        both = pl.concat([self._versions, new])
        self._versions = both.unique(subset=VERSION, keep="last", maintain_order=True)
        before = self._rejected.height
        if rejected is not None:
            self._reject(rejected)
        if new.height or self._rejected.height > before:
            self._state = secrets.token_hex(8)
        return new.height

    def _reject(self, rows: pl.DataFrame) -> None:
        what = [name for name in REJECTED_SCHEMA if name != "known_at"]
        both = pl.concat([self._rejected, rows.select(REJECTED_SCHEMA.names())])
        self._rejected = both.unique(subset=what, keep="first", maintain_order=True)

    def read(
        self,
        period: Period,
        *,
        meters: Iterable[str] | None = None,
        known_at: datetime | None = None,
    ) -> Readings:
        """See `ReadingsStore.read`."""
        rows = self._versions.filter(touching(period))
        if meters is not None:
            rows = rows.filter(of_meters(meters))
        if known_at is not None:
            rows = rows.filter(known_by(known_at))
        return Readings(in_force(rows))

    def latest(self, at: datetime, *, within: timedelta = RECENT) -> Readings:
        """See `ReadingsStore.latest`."""
        recent = self._versions.filter(ended_in(Period(at - within, at)))
        return Readings(in_force(newest(recent)).sort(KEY))

    def rejected(self) -> pl.DataFrame:
        """See `ReadingsStore.rejected`."""
        return self._rejected

    def touched_since(self, instant: datetime) -> tuple[date, ...]:
        """See `ReadingsStore.touched_since`."""
        learnt = self._versions.filter(pl.col("known_at") > pl.lit(to_array(instant)))
        return tuple(sorted(days_touched(learnt)))

    def span(self) -> Period | None:
        """See `ReadingsStore.span`."""
        first, last = self._versions.select(pl.col("start").min(), pl.col("end").max()).row(0)
        return span_of(first, last)

    def state(self) -> str:
        """See `ReadingsStore.state`."""
        return self._state

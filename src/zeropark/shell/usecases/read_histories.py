"""Read histories: what a park's readings, or a table, say of what can be forecast, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import polars as pl

from zeropark.basis.errors import InputError, MissingDataError, ReadingsError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, QUARTER_HOUR, Axis, Period
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.reading import Quality
from zeropark.future.forecast.columns import ColumnUse
from zeropark.future.forecast.history import History
from zeropark.future.forecast.lesson import STRICT
from zeropark.future.forecast.measured import histories_from
from zeropark.future.forecast.tabled import TableTime, histories_in
from zeropark.future.forecast.target import Target
from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.ports.tables import Tables

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryOrder:
    """Which histories are wanted."""

    until: datetime
    """Readings of what ended by then."""
    back: timedelta
    """How far back they begin."""
    delay: timedelta | None = None
    """How long after its end a value is assumed to be known; None: as it is on record."""
    series: Path | None = None
    """A table that speaks instead of the readings, of what its columns are for."""
    columns: tuple[ColumnUse, ...] = ()
    time: TableTime = field(default_factory=TableTime)

    @property
    def knowledge(self) -> str:
        """How it is known when values were known, in a word or two."""
        return STRICT if self.delay is None else f"{self.delay / _MINUTE:g} min after"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadHistories:
    """What was read."""

    of: Mapping[Target, History]
    generated: bool
    """Whether any of it is simulated and not measured."""

    @property
    def over(self) -> Period:
        """From the first interval of any of them to the last."""
        periods = [history.axis.period for history in self.of.values()]
        return Period(min(p.start for p in periods), max(p.end for p in periods))


def read_histories(
    order: HistoryOrder, *, park: ParkDocument, readings: ReadingsStore, tables: Tables
) -> ReadHistories:
    """The histories of all that can be forecast: by the readings, and by the table before them.

    Raises:
        InputError: the table can't be used; the findings name the places.
        ReadingsError: the table holds no rows.
        MissingDataError: there is neither a reading nor a table.
    """
    told = _told(order, park, tables)
    measured, generated = _measured(order, park, readings)
    if not told and not measured:
        raise MissingDataError(
            "There is nothing to forecast from: no reading was known of the {days} days before "
            "{until}, and no table is named. Import readings, or name a table with --series FILE.",
            days=order.back.days,
            until=order.until.astimezone(PARK_ZONE).isoformat(),
        )
    return ReadHistories(of={**measured, **told}, generated=generated)


def _measured(
    order: HistoryOrder, park: ParkDocument, readings: ReadingsStore
) -> tuple[Mapping[Target, History], bool]:
    span = readings.span()
    if span is None or span.start >= order.until:
        return {}, False
    start = max(span.start, order.until - order.back)
    whole = start - (start - span.start) % timedelta(days=1)
    count = (order.until - whole) // QUARTER_HOUR
    if count < 1:
        return {}, False
    axis = Axis(_on_quarter(whole), QUARTER_HOUR, count)
    known_at = None if order.delay is not None else order.until
    said = readings.read(Period(axis.start, axis.period.end), known_at=known_at)
    generated = said.frame.select((pl.col("quality") & Quality.GENERATED.value).any()).item()
    return histories_from(said, park=park, axis=axis, delay=order.delay), bool(generated)


def _on_quarter(instant: datetime) -> datetime:
    return instant - timedelta(seconds=instant.timestamp() % QUARTER_HOUR.total_seconds())


def _told(order: HistoryOrder, park: ParkDocument, tables: Tables) -> Mapping[Target, History]:
    if order.series is None:
        if order.columns:
            raise InputError("--column speaks of a table: name it with --series FILE.")
        return {}
    parts = [table.frame for table in tables.read(order.series, how=FileMap())]
    if not parts:
        raise ReadingsError("{file} holds no rows.", file=order.series.name)
    frame = pl.concat(parts, how="vertical_relaxed")
    return histories_in(frame, order.columns, park=park, time=order.time, source=order.series.name)

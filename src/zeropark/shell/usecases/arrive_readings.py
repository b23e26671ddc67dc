"""Arrive: the readings of a simulated park come into its store as time goes on.

The year of the clock is simulated once; what has ended comes at once, the rest step by step.
When a year is over the next one is simulated with the same seed, and its registers go on from
where they stood. Every reading is marked as generated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import polars as pl

from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, Axis, Period, parse_period
from zeropark.facts.readings.aligned import ChannelId
from zeropark.facts.readings.reading import READING_SCHEMA, Quality, Readings
from zeropark.future.simulation.metering.arrival import (
    ARRIVES,
    arrived,
    learnt_as_simulated,
    learnt_at,
    registers_shown,
    shown_to_meet,
    to_come,
    with_arrival,
)
from zeropark.future.simulation.metering.history import history_of
from zeropark.future.simulation.operation.operate import simulate
from zeropark.shell.ports.progress import Progress
from zeropark.shell.ports.readings import ReadingsStore

_LOOKED_AT = timedelta(hours=1)


@dataclass(slots=True, kw_only=True)
class Arrivals:
    """The readings of one park that are still to come; for one thread at a time."""

    park: ParkDocument
    store: ReadingsStore
    seed: int
    _ahead: pl.DataFrame = field(init=False)
    """Simulated readings that have not come yet, in the order of their coming."""
    _year: int = field(init=False)
    _shown: Mapping[ChannelId, float] = field(init=False, default_factory=dict)

    def begin(self, now: datetime, *, progress: Progress) -> int:
        """Bring in the year's readings up to now, each known shortly after its end.

        In a park that was shown before it goes on from the last reading.

        Returns:
            How many readings were new.

        Raises:
            InputError: the park holds readings that were measured, or that lie ahead of the clock.
            ZeroparkError: pvlib, which the sun needs, is not installed.
            StoreError: the store can't be written.
        """
        last, newest = _end_of_generated(self.store, now)
        self._year = now.astimezone(PARK_ZONE).year
        span = self.store.span()
        goes_on = span is not None and span.start < parse_period(str(self._year)).start
        new, ahead = 0, []
        progress.begin("generate")
        for frame in self._simulated(meet=newest if goes_on else None, flaws=not goes_on):
            come = arrived(frame, after=last, until=now)
            new += self._keep(learnt_as_simulated(come, now=now))
            progress.advance(come.height)
            ahead.append(to_come(frame, after=now))
        progress.end()
        self._ahead = pl.concat(ahead).sort(ARRIVES)
        return new

    def arrive(self, until: datetime) -> int:
        """Bring in what has ended since, known at `until`; late readings come when they come.

        Returns:
            How many readings were new.

        Raises:
            StoreError: the store can't be written.
        """
        self._extend(until)
        come = arrived(self._ahead, after=None, until=until)
        self._ahead = self._ahead.slice(come.height)
        return self._keep(learnt_at(come, until)) if come.height else 0

    def _extend(self, until: datetime) -> None:
        """Simulate the years that begin by an instant."""
        while parse_period(str(self._year + 1)).start <= until:
            self._year += 1
            more = pl.concat(self._simulated(flaws=False))
            self._ahead = pl.concat([self._ahead, more]).sort(ARRIVES)

    def _simulated(
        self, *, flaws: bool, meet: pl.DataFrame | None = None
    ) -> Iterator[pl.DataFrame]:
        """The readings of the year by groups of meters, with the time of their coming.

        Flaws are of the first year only: they are planned by the year, and registers that are
        exchanged or roll over by plan would not go on from the year before.
        """
        axis = Axis.over(parse_period(str(self._year)))
        year = simulate(self.park, axis, seed=self.seed)
        if meet is not None:
            clean = history_of(year, self.park, flaws=False)
            whole = pl.concat(batch.readings.frame for batch in clean)
            self._shown = shown_to_meet(meet, whole, self.park)
        shown: dict[ChannelId, float] = {}
        for batch in history_of(year, self.park, flaws=flaws, shown=self._shown):
            frame = batch.readings.frame
            shown |= registers_shown(frame, self.park)
            yield with_arrival(frame)
        self._shown = shown

    def _keep(self, rows: pl.DataFrame) -> int:
        return self.store.append(Readings(rows.select(READING_SCHEMA.names())))


def _end_of_generated(
    store: ReadingsStore, now: datetime
) -> tuple[datetime | None, pl.DataFrame | None]:
    """The end and the last of the readings that a generated year can go on from; None of none."""
    span = store.span()
    if span is None:
        return None, None
    last = span.end.astimezone(PARK_ZONE)
    if span.end > now:
        raise InputError(
            "The park holds readings up to {last:%Y-%m-%d %H:%M}, ahead of the clock. "
            "Take another folder.",
            last=last,
        )
    newest = store.read(Period(span.end - _LOOKED_AT, span.end)).frame
    measured = newest.filter(pl.col("quality") & int(Quality.GENERATED) == 0)
    if measured.height:
        raise InputError(
            "The park holds measured readings; generated ones would go on from them. "
            "Take another folder."
        )
    return span.end, newest

"""Time: aware UTC instants, half-open periods and evenly stepped axes.

Takes texts such as `2026-06` and local calendars, gives UTC. A period is `[start, end)`. The
park's calendar (days, months, tariff windows) is Asia/Shanghai unless a zone is named; this
module never asks what time it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import PeriodError

PARK_ZONE: Final = ZoneInfo("Asia/Shanghai")
QUARTER_HOUR: Final = timedelta(minutes=15)
MICROSECOND: Final = timedelta(microseconds=1)
_OFFSETS_KEPT: Final = 8192
"""Days whose offset is kept for the next calendar: some twenty years."""

Instants = NDArray[np.datetime64]
"""UTC instants as `datetime64[us]` without zone: the form inside arrays and tables."""


def zone(name: str) -> ZoneInfo:
    """The time zone with this IANA name.

    Raises:
        PeriodError: no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise PeriodError(
            "There is no time zone {name!r}. Use an IANA name such as Asia/Shanghai or UTC.",
            name=name,
        ) from error


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time `[start, end)`; both ends aware, kept in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise PeriodError("A period needs instants with a zone; these have none.")
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end <= self.start:
            raise PeriodError(
                "A period must end after it starts; got {start} to {end}.",
                start=self.start.astimezone(PARK_ZONE).isoformat(),
                end=self.end.astimezone(PARK_ZONE).isoformat(),
            )

    @property
    def duration(self) -> timedelta:
        """End minus start."""
        return self.end - self.start

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end

    def last_day(self, *, calendar: ZoneInfo = PARK_ZONE) -> date:
        """The last calendar day that the period touches: the day by which rules are looked up."""
        return (self.end - MICROSECOND).astimezone(calendar).date()

    @property
    def name(self) -> str:
        """As a person writes it, and `parse_period` reads it: 2026, 2026-06, else both ends."""
        first = self.start.astimezone(PARK_ZONE)
        for text in (f"{first:%Y}", f"{first:%Y-%m}", f"{first:%Y-%m-%d}"):
            if parse_period(text) == self:
                return text
        return str(self)

    def __str__(self) -> str:
        start, end = (i.astimezone(PARK_ZONE).isoformat() for i in (self.start, self.end))
        return f"{start}/{end}"


_CALENDAR_TEXT: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse_period(text: str, *, calendar: ZoneInfo = PARK_ZONE) -> Period:
    """The period that a text names: a year, a month, a day, or `FIRST/END` with END left out.

    Days, months and years begin at local midnight of `calendar`.

    Raises:
        PeriodError: the text names no period.

    >>> print(parse_period("2026-02"))
    2026-02-01T00:00:00+08:00/2026-03-01T00:00:00+08:00
    >>> parse_period("2026-06-01/2026-06-03").duration.days
    2
    """
    first, slash, end = text.strip().partition("/")
    try:
        start = _calendar_start(first, calendar)
        stop = _calendar_start(end, calendar) if slash else _calendar_end(first, calendar)
        return Period(start, stop)
    except (ValueError, OverflowError) as error:  # the first day of year 1 begins before time
        raise PeriodError(
            "{text!r} names no period. "
            "Write a year (2026), a month (2026-06), a day (2026-06-01) or FIRST/END.",
            text=text,
        ) from error


def _calendar_start(text: str, calendar: ZoneInfo) -> datetime:
    match = _CALENDAR_TEXT.fullmatch(text)
    if match is None:
        return _instant(text, calendar)
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return datetime(year, month, day, tzinfo=calendar)


def _calendar_end(text: str, calendar: ZoneInfo) -> datetime:
    match = _CALENDAR_TEXT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = match.groups()
    start = _calendar_start(text, calendar)
    if day is not None:
        return _calendar_start(str(start.date() + timedelta(days=1)), calendar)
    if month is not None:
        return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return start.replace(year=int(year) + 1)


def _instant(text: str, calendar: ZoneInfo) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=calendar)


def parse_instant(text: str, *, calendar: ZoneInfo = PARK_ZONE) -> datetime:
    """The UTC instant of an ISO 8601 text; one without an offset is local to `calendar`.

    Raises:
        PeriodError: the text is no ISO 8601 date or date-time.
    """
    try:
        return _instant(text, calendar).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise PeriodError(
            "{text!r} is no instant. "
            "Write it as 2026-06-01T10:00 or with an offset, 2026-06-01T10:00+08:00.",
            text=text,
        ) from error


def to_array(instant: datetime) -> np.datetime64:
    """An aware instant as the zone-less UTC microseconds that arrays hold."""
    return np.datetime64(instant.astimezone(UTC).replace(tzinfo=None), "us")


def from_array(instant: np.datetime64) -> datetime:
    """Back from an array's UTC microseconds to an aware instant."""
    naive: datetime = instant.astype("datetime64[us]").item()
    return naive.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Axis:
    """Evenly stepped intervals: interval i is `[start + i*step, start + (i+1)*step)`."""

    start: datetime
    step: timedelta
    count: int

    @classmethod
    def over(cls, period: Period, *, step: timedelta = QUARTER_HOUR) -> Axis:
        """The axis that covers a period exactly.

        Raises:
            PeriodError: the period is no whole number of steps.

        >>> Axis.over(parse_period("2026")).count
        35040
        """
        count, rest = divmod(period.duration, step)
        if rest:
            raise PeriodError(
                "{period} is no whole number of steps of {minutes} minutes.",
                period=period,
                minutes=step // timedelta(minutes=1),
            )
        return cls(period.start, step, count)

    @property
    def period(self) -> Period:
        """From the start of the first interval to the end of the last."""
        return Period(self.start, self.start + self.count * self.step)

    @property
    def step_hours(self) -> float:
        """The step in hours: mean kW times this is kWh."""
        return self.step / timedelta(hours=1)

    def starts(self) -> Instants:
        """The start of each interval, UTC; shape (count,)."""
        offsets = np.arange(self.count, dtype=np.int64) * np.timedelta64(self.step)
        starts: Instants = to_array(self.start) + offsets
        return starts

    def position(self, instants: Instants) -> NDArray[np.int64]:
        """The index of the interval that holds each instant; may lie outside [0, count)."""
        steps = (instants - to_array(self.start)) // np.timedelta64(self.step)
        return steps.astype(np.int64)

    def local_starts(self, *, calendar: ZoneInfo = PARK_ZONE) -> Instants:
        """The wall-clock time of each interval's start, shape (count,), zone-less.

        Exact across clock changes: the offset is looked up where it changes, not assumed.
        """
        utc = self.starts()
        local: Instants = utc + _offsets(utc, calendar)
        return local


def _offsets(utc: Instants, calendar: ZoneInfo) -> NDArray[np.timedelta64]:
    """The offset from UTC at each instant, looked up by the day, and by the hour where it changes.

    No zone has changed its clock off a full UTC hour since 1990.
    """
    days, day_of = np.unique(utc.astype("datetime64[D]"), return_inverse=True)
    first = np.array([_offset_us(day, calendar) for day in days])
    after = np.array([_offset_us(day + 1, calendar) for day in days])
    offsets: NDArray[np.timedelta64] = first[day_of]
    changing = (first != after)[day_of]
    if changing.any():
        hours, hour_of = np.unique(utc[changing].astype("datetime64[h]"), return_inverse=True)
        offsets[changing] = np.array([_offset_us(hour, calendar) for hour in hours])[hour_of]
    return offsets


@lru_cache(maxsize=_OFFSETS_KEPT)
def _offset_us(hour: np.datetime64, calendar: ZoneInfo) -> np.timedelta64:
    offset = from_array(hour).astimezone(calendar).utcoffset()
    return np.timedelta64(offset or timedelta(0), "us")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The local calendar of an axis: integer columns of shape (count,)."""

    year: NDArray[np.int64]
    month: NDArray[np.int64]
    """1 to 12."""
    day: NDArray[np.int64]
    """Days since 1970-01-01, local."""
    weekday: NDArray[np.int64]
    """0 is Monday."""
    minute: NDArray[np.int64]
    """Minute of the local day at the interval's start, 0 to 1439."""

    @classmethod
    def of(cls, axis: Axis, *, calendar: ZoneInfo = PARK_ZONE) -> Calendar:
        """The calendar of every interval's start."""
        local = axis.local_starts(calendar=calendar)
        days = local.astype("datetime64[D]")
        months = local.astype("datetime64[M]").astype(np.int64)
        return cls(
            year=months // 12 + 1970,
            month=months % 12 + 1,
            day=days.astype(np.int64),
            weekday=(days.astype(np.int64) + 3) % 7,
            minute=(local - days).astype("timedelta64[m]").astype(np.int64),
        )

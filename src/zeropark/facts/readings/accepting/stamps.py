"""Stamps: takes the columns that say when, gives UTC instants, and says what can't be read.

A stamp with a UTC offset is that instant. One without is local time of the map's zone. Local
arithmetic (midnight that closes the day, shifted years) is done on the wall clock, before the
zone is applied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import polars as pl

from zeropark.basis.errors import Finding, Phrase, ReadingsError
from zeropark.basis.timeline import MICROSECOND, PARK_ZONE, zone
from zeropark.facts.readings.accepting.clocktime import time_of_day, to_dates, to_local
from zeropark.facts.readings.accepting.faults import Faults
from zeropark.facts.readings.accepting.mapping import TimeMap
from zeropark.facts.readings.accepting.raw import ROW, RawTable
from zeropark.facts.readings.distinct import distinct

MICROSECONDS: Final = pl.Datetime("us")
_HAS_OFFSET: Final = r"(?:Z|[+-]\d{2}:?\d{2}|:[\d.]+[+-]\d{2})$"
_OFFSET: Final = r"(Z|[+-]\d{2}(?::?\d{2})?)$"
_FIXED: Final = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Stamps:
    """A stamp per row of a raw table, in its order."""

    utc: pl.Series
    """Datetime(us), zone-less UTC; null where it can't be told."""
    faults: Faults
    findings: tuple[Finding, ...] = ()


def stamps_of(raw: RawTable, time: TimeMap, *, column: str | None = None) -> Stamps:
    """The stamp of every row; `column` reads another column (the end) in the same way.

    Raises:
        ReadingsError: a column that the map names is not there.
    """
    _demand_columns(raw, time)
    name = column or time.column
    if name is None:
        local = _counted(raw, time)
        blank = local.is_null()
        return _to_utc(raw, local, time=time, unread=blank, name=_label(time))
    cells = raw.frame[name]
    if isinstance(cells.dtype, pl.Datetime) and cells.dtype.time_zone is not None:
        utc = cells.dt.convert_time_zone("UTC").dt.replace_time_zone(None).cast(MICROSECONDS)
        return Stamps(utc, Faults.of(raw.frame[ROW].filter(utc.is_null()), "time.unreadable", name))
    if cells.dtype == pl.String:
        quick = _from_few(cells, time)
        return quick or _from_text(raw, cells.str.strip_chars(), time=time, name=name)
    local = to_local(cells, time.format)
    return _to_utc(raw, local, time=time, unread=local.is_null(), name=name)


def _demand_columns(raw: RawTable, time: TimeMap) -> None:
    keys = ("column", "end_column", "date_column", "time_column", "day_column", "hour_column")
    named = {key: getattr(time, key) for key in keys}
    absent = {key: name for key, name in named.items() if name and name not in raw.columns}
    if absent:
        raise ReadingsError(
            "{file} lacks columns.",
            [missing_column(raw, name, f"time.{key}") for key, name in absent.items()],
            file=raw.source,
        )


def missing_column(raw: RawTable, name: str, key: str) -> Finding:
    """A finding for a column that the map names and the file does not have."""
    return Finding(
        code="column.missing",
        place=f"{raw.source}, column {name}",
        problem_template="The map's {key} names column {name!r}; the file has {columns}.",
        remedy_template="Correct the map, or say `header_row`, `delimiter` or `encoding`.",
        data={"key": key, "name": name, "columns": ", ".join(raw.columns)},
    )


def _label(time: TimeMap) -> str:
    parts = (time.date_column, time.day_column, time.hour_column, time.time_column)
    return " + ".join(part for part in parts if part)


def _counted(raw: RawTable, time: TimeMap) -> pl.Series:
    """Local stamps from a date and a time of day, a day of the year, or a number of steps."""
    if time.date_column is not None:
        days = to_dates(raw.frame[time.date_column], time.format)
    elif time.day_column is not None:
        number = raw.frame[time.day_column].cast(pl.Int64, strict=False)
        days = _from_start(number - 1, timedelta(days=1), time)
    else:
        return _from_start(_step_number(raw, time), time.step or timedelta(0), time)
    if time.time_column is None:
        return days
    return days + time_of_day(raw.frame[time.time_column])


def _step_number(raw: RawTable, time: TimeMap) -> pl.Series:
    if time.hour_column is not None:
        return raw.frame[time.hour_column].cast(pl.Int64, strict=False) - time.first
    return raw.frame[ROW] - (raw.header_row + 1)


def _from_start(count: pl.Series, step: timedelta, time: TimeMap) -> pl.Series:
    start = pl.Series([time.start], dtype=pl.Date).cast(MICROSECONDS).cast(pl.Int64)[0]
    micros: pl.Series = start + count * (step // MICROSECOND)
    return micros.cast(MICROSECONDS)


def _from_few(cells: pl.Series, time: TimeMap) -> Stamps | None:
    """The stamps where many rows share few texts, each read once; None where that is not so.

    None too where anything is to be said about them: that takes the rows they stand in.
    """
    texts, place = distinct(cells)
    if cells.null_count() or 2 * len(texts) > len(cells):
        return None
    rows = pl.DataFrame({cells.name: texts, ROW: pl.int_range(len(texts), eager=True)})
    once = RawTable("", rows)
    read = _from_text(once, texts.str.strip_chars(), time=time, name=cells.name)
    if read.faults.frame.height or read.findings:
        return None
    return Stamps(read.utc.gather(place), read.faults)


def _from_text(raw: RawTable, cells: pl.Series, *, time: TimeMap, name: str) -> Stamps:
    offset = cells.str.contains(_HAS_OFFSET).fill_null(value=False)
    if not offset.any():
        local = to_local(cells, time.format)
        return _to_utc(raw, local, time=time, unread=local.is_null(), name=name)
    empty = pl.Series(name, [None], dtype=pl.String)
    aware = _aware(cells.zip_with(offset, empty))
    naive = to_local(cells.zip_with(~offset, empty), time.format)
    plain = _to_utc(raw, naive, time=time, unread=naive.is_null() & ~offset, name=name)
    aware = _moved_aware(aware, time)
    bare = ~offset & naive.is_not_null()
    faults = [
        plain.faults,
        Faults.of(raw.frame[ROW].filter(offset & aware.is_null()), "time.unreadable", name),
    ]
    utc = aware.zip_with(offset, plain.utc)
    if bare.any() and time.zone is None:
        faults.append(Faults.of(raw.frame[ROW].filter(bare), "time.mixed", name))
        utc = utc.zip_with(offset, pl.Series(name, [None], dtype=MICROSECONDS))
    return Stamps(utc, Faults.join(faults), _mixed(raw, cells.filter(offset), bare, name))


def _aware(cells: pl.Series) -> pl.Series:
    text = cells.str.replace(r"Z$", "+00:00").str.replace("T", " ", literal=True)
    text = text.str.replace(r"\s+([+-]\d{2}:?\d{2})$", "${1}")
    text = text.str.replace(r"([+-]\d{2})$", "${1}:00")
    out = pl.Series(cells.name, [None] * len(cells), dtype=pl.Datetime("us", "UTC"))
    for pattern in ("%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%d %H:%M%:z"):
        parsed = text.str.strptime(pl.Datetime("us", "UTC"), pattern, strict=False)
        out = out.zip_with(out.is_not_null(), parsed)
    return out.dt.replace_time_zone(None)


def _moved_aware(utc: pl.Series, time: TimeMap) -> pl.Series:
    return utc if time.shift_years == 0 else utc.dt.offset_by(f"{time.shift_years}y")


def _mixed(raw: RawTable, aware: pl.Series, bare: pl.Series, name: str) -> tuple[Finding, ...]:
    offsets = aware.str.extract(_OFFSET).unique().sort().to_list()
    if len(offsets) == 1 and not bare.any():
        return ()
    return (
        Finding(
            code="time.two_zones",
            place=f"{raw.source}, column {name}",
            problem_template="The stamps of one column do not share one UTC offset: {offsets}.",
            remedy_template="Stamps with an offset were taken at their word; check that each "
            "logger's clock is set as its stamps say.",
            data={"offsets": _told(offsets, int(bare.sum()))},
            count=len(aware),
        ),
    )


def _told(offsets: list[str], bare: int) -> str | Phrase:
    known = ", ".join(map(str, offsets))
    if not bare:
        return known
    return Phrase("{known}, none at all in {count} rows", {"known": known, "count": bare})


def _to_utc(
    raw: RawTable, local: pl.Series, *, time: TimeMap, unread: pl.Series, name: str
) -> Stamps:
    """Local wall-clock stamps as UTC, after what the map says about midnight and years."""
    rows = raw.frame[ROW]
    faults = [Faults.of(rows.filter(unread), "time.unreadable", name)]
    moved = _shifted(_closing_midnight(local, time), time)
    faults.append(
        Faults.of(rows.filter(local.is_not_null() & moved.is_null()), "time.leap_day", name)
    )
    utc = _zoned(moved, time.zone)
    faults.append(
        Faults.of(rows.filter(moved.is_not_null() & utc.is_null()), "time.no_such_hour", name)
    )
    return Stamps(utc, Faults.join(faults))


def _closing_midnight(local: pl.Series, time: TimeMap) -> pl.Series:
    if time.midnight == "opens_day":
        return local
    midnight = (local == local.dt.truncate("1d")).fill_null(value=False)
    return (local + timedelta(days=1)).zip_with(midnight, local)


def _shifted(local: pl.Series, time: TimeMap) -> pl.Series:
    if time.shift_years == 0:
        return local
    moved = local.dt.offset_by(f"{time.shift_years}y")
    lost = (local.dt.day() != moved.dt.day()).fill_null(value=False)
    return pl.Series(local.name, [None], dtype=MICROSECONDS).zip_with(lost, moved)


def _zoned(local: pl.Series, name: str | None) -> pl.Series:
    """Wall-clock time of a zone as UTC; null where the clocks skip or repeat it.

    Raises:
        PeriodError: no such zone.
    """
    fixed = _FIXED.fullmatch(name.strip()) if name else None
    if fixed is not None:
        offset = timedelta(hours=int(fixed[2]), minutes=int(fixed[3] or 0))
        return local - offset if fixed[1] == "+" else local + offset
    calendar = zone(name) if name else PARK_ZONE
    aware = local.dt.replace_time_zone(calendar.key, ambiguous="null", non_existent="null")
    return aware.dt.convert_time_zone("UTC").dt.replace_time_zone(None)

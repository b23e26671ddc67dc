"""Histories from a table: a row an interval, columns as `plan size` takes them.

A column `start` says when each row's interval begins, else the rows follow one another from a
start that is told. A column `known_at` says when a row became known, and an interval may have
several such rows; without it, it is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zeropark.basis.errors import Finding, InputError, PeriodError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, Axis, Instants, from_array, parse_instant
from zeropark.future.forecast.columns import ColumnUse, columns_found
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.history import History
from zeropark.future.forecast.target import AVAILABLE, Target

START: Final = "start"
KNOWN_AT: Final = "known_at"
_MINUTE: Final = np.timedelta64(60_000_000, "us")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTime:
    """How the rows of a table stand in time, where the table does not say it itself."""

    start: datetime | None = None
    """When the first row's interval begins; None: the table has a column `start`."""
    step: timedelta = timedelta(minutes=15)
    """Length of an interval, where there is no column `start`."""
    delay: timedelta | None = None
    """How long after its end a row is assumed to be known; None: the table has `known_at`."""
    calendar: ZoneInfo = PARK_ZONE
    """The zone of stamps without an offset."""


def histories_in(
    frame: pl.DataFrame,
    uses: Iterable[ColumnUse],
    *,
    park: ParkDocument,
    time: TableTime,
    source: str,
) -> Mapping[Target, History]:
    """The histories that a table tells.

    A load's column is a rate (kW, t/h), a plant's a share of its capacity, a price's CNY per kWh.

    Args:
        frame: cells as the file has them.
        uses: which columns, beside those that are named after a device or a boundary point.
        park: whose devices and points are meant.
        time: how the rows stand in time.
        source: the file's name, for findings.

    Raises:
        InputError: a column isn't there or holds no numbers or stamps, the rows are not evenly
            apart, or neither the table nor the time says when they were known.
    """
    rows = rows_of(frame, time, source)
    columns = columns_found(frame, uses, park=park, source=source)
    return {target_of(of, park): rows.history(of, values, park) for of, values in columns.items()}


def target_of(of: str, park: ParkDocument) -> Target:
    """What a series of a device or a boundary point is about."""
    if of in park.point_by_id:
        return Target("price", of)
    device = park.device_by_id.get(of)
    available = device is not None and device.kind in AVAILABLE
    return Target("availability" if available else "load", of)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """Which interval each row is about, and when it was known."""

    axis: Axis
    interval: NDArray[np.int64]
    known_at: Instants

    def history(self, of: str, values: Series, park: ParkDocument) -> History:
        """The history of a column; a rate becomes an amount."""
        each = self.axis.step_hours if target_of(of, park).kind == "load" else 1.0
        return History.of(self.axis, self.interval, values * each, self.known_at)


def rows_of(frame: pl.DataFrame, time: TableTime, source: str) -> TableRows:
    """How the rows of a table stand in time.

    Raises:
        InputError: the stamps are none, the rows are not evenly apart, or neither the table nor
            the time says when they begin and when they were known.
    """
    starts = _starts(frame, time, source)
    apart = np.unique(np.diff(np.unique(starts)))
    step = apart.min() if apart.size else np.timedelta64(time.step)
    interval, rest = np.divmod(starts - starts.min(), step)
    if (rest != np.timedelta64(0)).any():
        raise InputError.of(_uneven(source, step / _MINUTE))
    count = int(interval.max()) + 1
    return TableRows(
        axis=Axis(from_array(starts.min()), timedelta(minutes=float(step / _MINUTE)), count),
        interval=interval.astype(np.int64),
        known_at=_known_at(frame, starts + step, time, source),
    )


def _starts(frame: pl.DataFrame, time: TableTime, source: str) -> Instants:
    if START in frame.columns:
        return stamps(frame[START], calendar=time.calendar, source=source)
    if time.start is None:
        raise InputError.of(
            Finding(
                code="forecast.no_start",
                place=source,
                problem_template="{file} doesn't say when its rows begin.",
                remedy_template="Give it a column `start`, or say when the first row begins: "
                "--series-start 2025-01-01T00:00.",
                data={"file": source},
            )
        )
    return Axis(time.start, time.step, frame.height).starts()


def _known_at(frame: pl.DataFrame, ends: Instants, time: TableTime, source: str) -> Instants:
    if KNOWN_AT in frame.columns:
        return stamps(frame[KNOWN_AT], calendar=time.calendar, source=source)
    if time.delay is None:
        raise InputError.of(
            Finding(
                code="forecast.not_known_when",
                place=source,
                problem_template="{file} doesn't say when its values were known.",
                remedy_template="Give it a column `known_at`, or say how long after its interval "
                "a value is known: --assume-delay 15min.",
                data={"file": source},
            )
        )
    return ends + np.timedelta64(time.delay)


def stamps(column: pl.Series, *, calendar: ZoneInfo, source: str) -> Instants:
    """The instants of a column of stamps, UTC; those without an offset are local to the calendar.

    Raises:
        InputError: a cell is none; the first of them is named.
    """
    if column.dtype == pl.String:
        column = pl.Series(column.name, [_instant(cell, calendar) for cell in column])
    elif column.dtype == pl.Date:
        column = column.cast(pl.Datetime("us"))
    if isinstance(column.dtype, pl.Datetime) and column.dtype.time_zone is None:
        column = column.dt.replace_time_zone(calendar.key, ambiguous="earliest")
    if not isinstance(column.dtype, pl.Datetime) or column.null_count():
        row = int(column.is_null().arg_max() or 0)
        raise InputError.of(
            Finding(
                code="forecast.no_stamp",
                place=f"{source} {column.name}[{row}]",
                problem_template="The column {column!r} of {file} holds what is no date and time.",
                remedy_template="Write it as 2026-06-01T10:00, or with an offset.",
                data={"column": column.name, "file": source},
            )
        )
    naive = column.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    instants: Instants = naive.cast(pl.Datetime("us")).to_numpy()
    return instants


def _instant(cell: str | None, calendar: ZoneInfo) -> datetime | None:
    try:
        return None if cell is None else parse_instant(cell.strip(), calendar=calendar)
    except PeriodError:
        return None


def _uneven(source: str, minutes: float) -> Finding:
    return Finding(
        code="forecast.uneven_rows",
        place=source,
        problem_template="The rows of {file} are not evenly {minutes:g} minutes apart.",
        remedy_template="Give each interval a row; one may be missing, but none may lie between.",
        data={"file": source, "minutes": minutes},
    )

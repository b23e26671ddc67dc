"""Weather as it was told: from a table, or an EPW file, as histories by column.

Irradiance on the level in W/m2, air temperature in degrees, wind at 100 m above ground in m/s. A
table that says when each value was known is taken at its word; several forecasts of one hour are
several rows. Weather that was measured is known when its hour has ended, and so helps nobody
foresee; who assumes that it was foretold makes a perfect forecast of it, and flatters the skill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
import polars as pl

from zeropark.basis.errors import Finding, InputError
from zeropark.basis.timeline import Axis, Period, to_array
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.facts.readings.accepting.numbers import to_numbers
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.history import History
from zeropark.future.forecast.sky import GHI, TEMPERATURE, WIND_SPEED
from zeropark.future.forecast.tabled import KNOWN_AT, TableTime, rows_of
from zeropark.future.simulation.devices.wind import SHEAR_EXPONENT
from zeropark.future.simulation.weather.weather import WIND_HEIGHT_M

COLUMNS: Final = (GHI, TEMPERATURE, WIND_SPEED)
HOUR: Final = timedelta(hours=1)
_EPW_HEADER: Final = 8
_EPW_WIND_M: Final = 10.0
_EPW_FIELDS: Final = {TEMPERATURE: (6, 99.9), GHI: (13, 9999.0), WIND_SPEED: (21, 999.0)}
"""Where each stands in a row, counted from 0, and from what value on it is missing."""


def weather_in(
    frame: pl.DataFrame, *, time: TableTime, lead: timedelta | None, source: str
) -> Mapping[str, History]:
    """The weather of a table with columns `start` and any of `COLUMNS`.

    Args:
        frame: cells as the file has them.
        time: how the rows stand in time.
        lead: how long before its interval each value is assumed to be foretold; None: as the
            column `known_at` says, and without it when its interval has ended.
        source: the file's name, for findings.

    Raises:
        InputError: there is none of the columns, or a cell holds no number or stamp.
    """
    named = [name for name in COLUMNS if name in frame.columns]
    if not named:
        raise InputError.of(_none_named(source))
    rows = rows_of(frame, replace(time, delay=timedelta(0)), source)
    known_at = rows.known_at
    if lead is not None and KNOWN_AT not in frame.columns:
        known_at = known_at - np.timedelta64(rows.axis.step + lead)
    return {
        name: History.of(rows.axis, rows.interval, _numbers(frame[name], source), known_at)
        for name in named
    }


def epw_weather(
    text: str, *, over: Period, lead: timedelta | None, source: str
) -> Mapping[str, History]:
    """The weather of an EPW file, hourly.

    A file of one year tells that year's weather, known as `weather_in` says. A typical year is put
    together of months of several years: it tells what is usual, is repeated over every year, and
    has always been known.

    Args:
        text: of the file.
        over: the stretch that is asked for.
        lead: see `weather_in`.
        source: the file's name, for findings.

    Raises:
        InputError: it is no EPW file.
    """
    rows, offset = _epw_rows(text, source)
    values = {name: _epw_column(rows, *field) for name, field in _EPW_FIELDS.items()}
    values[WIND_SPEED] = values[WIND_SPEED] * (WIND_HEIGHT_M / _EPW_WIND_M) ** SHEAR_EXPONENT
    years = {row[0] for row in rows}
    if len(years) > 1:
        return _typical(rows, values, offset, over)
    axis = Axis(datetime(int(rows[0][0]), 1, 1, tzinfo=UTC) - offset, HOUR, len(rows))
    delay = timedelta(0) if lead is None else -(HOUR + lead)
    return {name: History.delayed(axis, each, delay=delay) for name, each in values.items()}


def _epw_rows(text: str, source: str) -> tuple[list[list[str]], timedelta]:
    lines = text.splitlines()
    location = lines[0].split(",") if lines else []
    rows = [line.split(",") for line in lines[_EPW_HEADER:] if line.strip()]
    widest = max(place for place, _ in _EPW_FIELDS.values())
    try:
        offset = timedelta(hours=float(location[8]))
    except (IndexError, ValueError) as error:
        raise InputError.of(_no_epw(source)) from error
    if location[0] != "LOCATION" or not rows or any(len(row) <= widest for row in rows):
        raise InputError.of(_no_epw(source))
    return rows, offset


def _epw_column(rows: list[list[str]], place: int, missing_from: float) -> Series:
    cells = np.array([_number(row[place]) for row in rows])
    found: Series = np.where(cells >= missing_from, np.nan, cells)
    return found


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _typical(
    rows: list[list[str]], values: Mapping[str, Series], offset: timedelta, over: Period
) -> Mapping[str, History]:
    """Every hour of the stretch has the value of its month, day and hour in the typical year."""
    place = {(int(r[1]), int(r[2]), int(r[3]) - 1): at for at, r in enumerate(rows)}
    start = over.start.replace(minute=0, second=0, microsecond=0)
    count = (over.end - start) // HOUR + int(timedelta(days=7) / HOUR)
    local = [start + offset + number * HOUR for number in range(count)]
    at = np.array([place.get((t.month, t.day, t.hour), -1) for t in local])
    known_at = np.full(count, to_array(start - timedelta(days=1)))
    axis, every = Axis(start, HOUR, count), np.arange(count)
    return {
        name: History.of(axis, every, np.where(at >= 0, each[at], np.nan), known_at)
        for name, each in values.items()
    }


def _numbers(column: pl.Series, source: str) -> Series:
    found = to_numbers(column, FileMap())
    if found.text.any():
        row = int(found.text.arg_max() or 0)
        raise InputError.of(
            Finding(
                code="forecast.no_number",
                place=f"{source} {column.name}[{row}]",
                problem_template="{cell!r} in the column {column!r} is no number.",
                remedy_template="Correct the cell; leave it empty where the value is missing.",
                data={"cell": str(column[row]), "column": column.name},
            )
        )
    values: Series = found.value.to_numpy().astype(np.float64)
    return values


def _none_named(source: str) -> Finding:
    return Finding(
        code="forecast.no_weather",
        place=source,
        problem_template="No column of {file} is of the weather.",
        remedy_template="Name its columns start and any of {columns}.",
        data={"file": source, "columns": ", ".join(COLUMNS)},
    )


def _no_epw(source: str) -> Finding:
    return Finding(
        code="forecast.no_epw",
        place=source,
        problem_template="{file} is no EPW file.",
        remedy_template="It has a line LOCATION with the zone, seven more, and a row an hour.",
        data={"file": source},
    )

"""Read weather and days off: what files beside the park tell a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from zeropark.basis.errors import Finding, InputError, ReadingsError
from zeropark.basis.timeline import PARK_ZONE, Period, from_array
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.future.forecast.history import History
from zeropark.future.forecast.subject import DayKind, Holidays
from zeropark.future.forecast.tabled import stamps
from zeropark.shell.ports.tables import Tables
from zeropark.shell.ports.weather import Weather


def read_weather(
    source: Path | None, *, lead: timedelta | None, over: Period, weather: Weather
) -> Mapping[str, History]:
    """The weather of a file by column; none where there is no file.

    Raises:
        InputError: a lead is told without a file, or the file holds no weather.
    """
    if source is None:
        if lead is not None:
            raise InputError("--weather-lead speaks of a file: name it with --weather FILE.")
        return {}
    return weather.told(source, over=over, lead=lead)


def read_holidays(source: Path | None, *, tables: Tables) -> Holidays:
    """The days of a table that are not what their weekday says; none where there is no table.

    Raises:
        InputError: it has no column `date`, or a kind is neither holiday nor workday.
        ReadingsError: it holds no rows.
    """
    if source is None:
        return Holidays()
    parts = [table.frame for table in tables.read(source, how=FileMap())]
    if not parts:
        raise ReadingsError("{file} holds no rows.", file=source.name)
    frame = pl.concat(parts, how="vertical_relaxed")
    if "date" not in frame.columns:
        raise InputError.of(_no_date(source.name))
    instants = stamps(frame["date"], calendar=PARK_ZONE, source=source.name)
    days = [from_array(instant).astimezone(PARK_ZONE).date() for instant in instants]
    told = frame["kind"].to_list() if "kind" in frame.columns else ["holiday"] * len(days)
    named = zip(days, told, strict=True)
    return Holidays(dict(_kind(day, kind, source.name) for day, kind in named))


def _kind(day: date, kind: object, source: str) -> tuple[date, DayKind]:
    match kind:
        case "holiday" | None:
            return day, "holiday"
        case "workday":
            return day, "workday"
        case _:
            raise InputError.of(
                Finding(
                    code="forecast.day_kind",
                    place=f"{source} {day}",
                    problem_template="{day} is told to be {kind!r}.",
                    remedy_template="Write holiday for a day off, workday for a Saturday worked.",
                    data={"day": day.isoformat(), "kind": str(kind)},
                )
            )


def _no_date(source: str) -> Finding:
    return Finding(
        code="forecast.no_date",
        place=source,
        problem_template="{file} has no column `date`.",
        remedy_template="Give it the columns date and kind: holiday or workday.",
        data={"file": source},
    )

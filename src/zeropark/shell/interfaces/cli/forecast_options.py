"""Options that all commands of forecasting share, and what they say together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import parse_instant
from zeropark.future.forecast.columns import column_use
from zeropark.future.forecast.lesson import Lesson, lessons_of
from zeropark.future.forecast.tabled import TableTime
from zeropark.future.forecast.target import Target, target_named
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.usecases.read_histories import HistoryOrder, read_histories
from zeropark.shell.usecases.read_weather import read_holidays, read_weather

_LENGTH: Final = re.compile(r"(\d+(?:\.\d+)?)(min|h|d)")
_SECONDS: Final = {"min": 60, "h": 3600, "d": 86400}

At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="INSTANT",
        help="Nothing that was known later is used, e.g. 2026-06-01T10:00. Default: now.",
        show_default=False,
    ),
]
Horizon = Annotated[
    str, typer.Option("--horizon", metavar="LENGTH", help="How far ahead, e.g. 48h or 90min.")
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="KIND.ID",
        help="Only this, e.g. load.mill, availability.pv or price.grid; can be repeated.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where histories, weather and days off come from, as the options say."""

    series: Annotated[
        Path | None,
        typer.Option(
            "--series",
            metavar="FILE",
            help="CSV, Parquet or XLSX with loads (kW), availability (0 to 1) or prices (CNY/kWh), "
            "a row an interval; goes before the readings.",
            show_default=False,
        ),
    ] = None
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="DEVICE=COLUMN[*FACTOR]",
            help="Which column is for which device or boundary point; can be repeated.",
            show_default=False,
        ),
    ] = None
    series_start: Annotated[
        str | None,
        typer.Option(
            "--series-start",
            metavar="INSTANT",
            help="When the table's first row begins, where it has no column `start`.",
            show_default=False,
        ),
    ] = None
    series_step: Annotated[
        str,
        typer.Option(
            "--series-step", metavar="LENGTH", help="From row to row, where there is no `start`."
        ),
    ] = "15min"
    assume_delay: Annotated[
        str | None,
        typer.Option(
            "--assume-delay",
            metavar="LENGTH",
            help="Take each value as known so long after its interval, whatever the record says; "
            "for a history that was imported at once.",
            show_default=False,
        ),
    ] = None
    weather: Annotated[
        Path | None,
        typer.Option(
            "--weather",
            metavar="FILE",
            help="EPW, or a table with `start` and ghi_w_per_m2, temperature_c or wind_m_per_s.",
            show_default=False,
        ),
    ] = None
    weather_lead: Annotated[
        str | None,
        typer.Option(
            "--weather-lead",
            metavar="LENGTH",
            help="Take the weather as foretold so long before; of measured weather this flatters.",
            show_default=False,
        ),
    ] = None
    holidays: Annotated[
        Path | None,
        typer.Option(
            "--holidays",
            metavar="FILE",
            help="A table of days: `date`, and `kind`: holiday, or workday for a weekend day "
            "worked.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that a command of forecasting works on."""

    lessons: tuple[Lesson, ...]
    delay: timedelta | None
    with_weather: bool
    generated: bool
    newest: datetime | None = None
    """When the histories end."""


def lessons_for(
    work: Workspace,
    told: Sources,
    *,
    until: datetime,
    back: timedelta,
    targets: list[str] | None = None,
) -> Asked:
    """The lessons that the options ask for: of the targets named, or of all that are known.

    Raises:
        InputError: an option can't be understood, a file can't be used, or a target is unknown.
        MissingDataError: there is nothing to forecast from.
    """
    delay = None if told.assume_delay is None else length(told.assume_delay)
    start = None if told.series_start is None else parse_instant(told.series_start)
    order = HistoryOrder(
        until=until,
        back=back,
        delay=delay,
        series=told.series,
        columns=tuple(column_use(text) for text in told.column or ()),
        time=TableTime(start=start, step=length(told.series_step), delay=delay),
    )
    read = read_histories(order, park=work.park, readings=work.readings, tables=work.tables)
    wanted = _wanted(targets, tuple(read.of))
    weather = read_weather(
        told.weather,
        lead=None if told.weather_lead is None else length(told.weather_lead),
        over=read.over,
        weather=work.weather,
    )
    lessons = lessons_of(
        {target: read.of[target] for target in wanted},
        park=work.park,
        knowledge=order.knowledge,
        weather=weather,
        holidays=read_holidays(told.holidays, tables=work.tables),
    )
    return Asked(
        lessons=lessons,
        delay=delay,
        with_weather=bool(weather),
        generated=read.generated,
        newest=read.over.end,
    )


def _wanted(texts: list[str] | None, known: tuple[Target, ...]) -> tuple[Target, ...]:
    if not texts:
        return known
    wanted = tuple(target_named(text) for text in texts)
    lacking = [str(each) for each in wanted if each not in known]
    if lacking:
        raise InputError(
            "There is no history of {targets}. There is one of {known}.",
            targets=", ".join(lacking),
            known=", ".join(map(str, known)),
        )
    return wanted


def length(text: str) -> timedelta:
    """A length of time.

    Raises:
        InputError: the text is none.

    >>> length("48h") == length("2d") == timedelta(minutes=2880)
    True
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise InputError("{text!r} is no length of time. Write 15min, 48h or 7d.", text=text)
    return timedelta(seconds=float(match[1]) * _SECONDS[match[2]])

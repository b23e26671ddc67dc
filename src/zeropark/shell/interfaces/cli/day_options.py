"""Options that planning a day and rolling share: where a park stands, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import polars as pl
import typer

from zeropark.basis.errors import InputError, MissingDataError, ReadingsError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE, Axis, Period
from zeropark.facts.ledger.bills.usage import Before
from zeropark.facts.readings.accepting.mapping import FileMap
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.plan.assembly.account import Series
from zeropark.future.plan.days.spot_prices import spot_prices
from zeropark.future.plan.days.state import ParkState
from zeropark.future.plan.days.terms import DayTerms
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.interfaces.cli.forecast_options import Sources, lessons_for
from zeropark.shell.interfaces.cli.plan_options import Seed
from zeropark.shell.ports.tables import Tables

_DEMAND: Final = "demand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How the park is to be run and where it stands, as the options say."""

    level: Annotated[
        float,
        typer.Option(
            "--level",
            min=0.1,
            max=0.9,
            help="The quantile of loads that is planned on, and one minus it of plants: 0.5 is the "
            "median, more is more careful.",
        ),
    ] = 0.5
    green_first: Annotated[
        bool,
        typer.Option(
            "--green-first", help="Green power is used where it is made first, money comes after."
        ),
    ] = False
    free_end: Annotated[
        bool,
        typer.Option("--free-end", help="Stores may end as they like, not as full as they began."),
    ] = False
    commitment: Annotated[
        bool, typer.Option("--commitment", help="Units are on or off, in whole numbers.")
    ] = False
    holds: Annotated[
        list[str] | None,
        typer.Option(
            "--holds",
            metavar="STORE=AMOUNT",
            help="What a store holds at first, above what must stay in (kWh, t); can be repeated.",
            show_default=False,
        ),
    ] = None
    peak: Annotated[
        float | None,
        typer.Option(
            "--peak",
            metavar="KW",
            min=0.0,
            help="The month's demand so far: up to it power costs no demand charge.",
            show_default=False,
        ),
    ] = None
    seed: Seed = 910


def terms_of(running: Running) -> DayTerms:
    """What is asked, as the options say."""
    return DayTerms(
        objective="green" if running.green_first else "cost",
        stores_end="free" if running.free_end else "keep",
        commitment=running.commitment,
    )


def state_of(running: Running, *, park: ParkDocument, period: Period) -> ParkState:
    """Where the park stands, as the options say.

    Raises:
        InputError: a store is not told as it must be, or is none of the park.
    """
    peaks = {}
    if running.peak is not None:
        month = f"{period.start.astimezone(PARK_ZONE):%Y-%m}"
        peaks = {(_DEMAND, month): running.peak}
    contents = dict(_content(text, park) for text in running.holds or ())
    return ParkState(contents=contents, incurred=Before(peaks_kw=peaks))


def _content(text: str, park: ParkDocument) -> tuple[str, float]:
    device, equals, amount = text.partition("=")
    try:
        told = float(amount)
    except ValueError:
        told = -1.0
    if not equals or told < 0.0:
        raise InputError(
            "{text!r} doesn't say what a store holds. Write STORE=AMOUNT, e.g. battery=12000.",
            text=text,
        )
    if device not in park.device_by_id:
        raise InputError("There is no store {device!r} in the park.", device=device)
    return device, told


def lessons_or_none(
    work: Workspace, told: Sources, *, until: datetime, back: timedelta
) -> tuple[Lesson, ...]:
    """What the park, or a table, knows; nothing where there is neither.

    Raises:
        InputError: an option can't be understood, a file can't be used, or a target is unknown.
        MissingDataError: the table says nothing.
    """
    try:
        return lessons_for(work, told, until=until, back=back).lessons
    except MissingDataError:
        if told.series is not None:
            raise
        return ()


def prices_in(
    file: Path | None, axis: Axis, *, park: ParkDocument, tables: Tables
) -> Mapping[str, Series]:
    """The prices of a file on the steps of an axis; none where there is no file.

    Raises:
        InputError: the file tells no prices, or not one for each step.
        ReadingsError: it holds no rows.
    """
    if file is None:
        return {}
    parts = [table.frame for table in tables.read(file, how=FileMap())]
    if not parts:
        raise ReadingsError("{file} holds no rows.", file=file.name)
    frame = pl.concat(parts, how="vertical_relaxed")
    return spot_prices(frame, axis, park=park, source=file.name)

"""`zeropark plan day`: how to run the park tomorrow, with its reasons."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from zeropark.basis.errors import InputError
from zeropark.basis.timeline import PARK_ZONE, Axis, parse_instant, parse_period
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.target import Target
from zeropark.future.plan.days.by_forecast import ByForecast, by_lessons
from zeropark.future.plan.days.day_text import day_data
from zeropark.shell import bootstrap
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.interfaces.cli.answer import Answer, finish, json_text
from zeropark.shell.interfaces.cli.day_options import (
    Running,
    lessons_or_none,
    prices_in,
    state_of,
    terms_of,
)
from zeropark.shell.interfaces.cli.day_shown import show_day
from zeropark.shell.interfaces.cli.forecast_options import (
    At,
    Sources,
    length,
)
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.option_groups import with_groups
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.left_by_plan import contents_left, declared_by
from zeropark.shell.usecases.plan_day import DayOrder, plan_day
from zeropark.shell.usecases.so_far import told_by_books

_BACK: Final = timedelta(days=200)
"""How far back histories begin."""


def add_to(plan: typer.Typer) -> None:
    """Add the command of this file to the group of plans."""
    plan.command(
        "day", epilog="Example: zeropark plan day my-park --date 2026-06-02 --price spot.csv"
    )(with_groups(day))


def day(
    folder: ParkFolder,
    *,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DAY",
            help="The day, or FIRST/END, e.g. 2026-06-02. Default: tomorrow.",
            show_default=False,
        ),
    ] = None,
    at: At = None,
    price: Annotated[
        Path | None,
        typer.Option(
            "--price",
            metavar="FILE",
            help="Prices of the spot market, CNY per kWh, one a step or an hour.",
            show_default=False,
        ),
    ] = None,
    step: Annotated[
        str, typer.Option("--step", metavar="LENGTH", help="Length of a step.")
    ] = "15min",
    running: Running,
    told: Sources,
    keep_to: Annotated[
        str | None,
        typer.Option(
            "--keep-to",
            metavar="PLAN",
            help="The exchange of this kept plan was declared, e.g. day-2026-06-02: leave it only "
            "where that saves more than it costs.",
            show_default=False,
        ),
    ] = None,
    tolerance: Annotated[
        float,
        typer.Option("--tolerance", metavar="KW", min=0.0, help="By which it may be left freely."),
    ] = 0.0,
    deviation_price: Annotated[
        float,
        typer.Option(
            "--deviation-price",
            metavar="CNY",
            min=0.0,
            help="What each kWh beyond the tolerance costs.",
        ),
    ] = 0.5,
    as_json: AsJson = False,
) -> None:
    """Plan a day: set-points of 96 quarter-hours, what they cost, and why."""
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        now = work.clock.now()
        period = parse_period(date or tomorrow(now))
        known_at = min(now, period.start) if at is None else parse_instant(at)
        order = DayOrder(
            period=period,
            at=known_at,
            step=length(step),
            terms=terms_of(running),
            state=state_of(running, park=work.park, period=period),
            seed=running.seed,
        )
        kept = bootstrap.day_plans(folder)
        state, left = contents_left(order.state, period, kept, park=work.park)
        state, unknown = told_by_books(state, period, work.books, park=work.park, rules=work.rules)
        axis = Axis.over(period, step=order.step)
        curves = (
            declared_by(
                keep_to,
                axis,
                kept,
                park=work.park,
                tolerance_kw=tolerance,
                deviation_cny_per_kwh=deviation_price,
            )
            if keep_to is not None
            else ()
        )
        order = replace(order, state=state, declared=curves)
        made = plan_day(
            order,
            park=work.park,
            rules=work.rules,
            foresee=_foresee(work, told, until=known_at, level=running.level),
            prices=prices_in(price, axis, park=work.park, tables=work.tables),
            progress=progress,
        )
        data = day_data(made)
        name = f"day-{period.start.astimezone(PARK_ZONE):%Y-%m-%d}"
        files = [kept.write(name, json_text(data))]
        park = work.park
    answer = Answer(
        data={**data, "files": [str(path) for path in files]},
        show=lambda console: show_day(
            console, made, park, language=language_of(os.environ), files=files
        ),
        findings=(*left, *unknown, *made.findings),
    )
    finish(answer, as_json=as_json)


def tomorrow(now: datetime) -> str:
    """The local day after an instant."""
    return (now.astimezone(PARK_ZONE).date() + timedelta(days=1)).isoformat()


def _foresee(work: Workspace, told: Sources, *, until: datetime, level: float) -> ByForecast:
    """Forecasts by what the park knows; where it knows nothing, none, and the plan says so."""
    lessons = lessons_or_none(work, told, until=until, back=_BACK)
    kept = _kept_models(work, lessons)
    return by_lessons(work.park, lessons, lambda _: kept, level=level)


def _kept_models(work: Workspace, lessons: tuple[Lesson, ...]) -> Mapping[Target, Model]:
    found = {}
    for lesson in lessons:
        target = lesson.subject.target
        try:
            model = work.models.read(target)
        except InputError:  # damaged: a baseline speaks, and says that there is no model
            model = None
        if model is not None:
            found[target] = model
    return found

"""`zeropark plan roll`: what planning day by day, or hour by hour, would have come to."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Final

import typer

from zeropark.basis.timeline import Period, parse_instant
from zeropark.future.forecast.history import History
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.plan.days.by_forecast import ByForecast, by_lessons
from zeropark.future.plan.days.day_text import roll_data
from zeropark.future.plan.days.happened import newest
from zeropark.future.plan.days.retrained import Retrained
from zeropark.future.plan.days.rolled import Foresight
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish, json_text
from zeropark.shell.interfaces.cli.day_options import (
    Commitment,
    FreeEnd,
    Green,
    Holds,
    Level,
    Peak,
    lessons_or_none,
    state_of,
    terms_of,
)
from zeropark.shell.interfaces.cli.day_shown import show_roll
from zeropark.shell.interfaces.cli.forecast_options import (
    AssumeDelay,
    HolidayFile,
    SeriesColumns,
    SeriesStart,
    SeriesStep,
    SeriesTable,
    Sources,
    WeatherFile,
    WeatherLead,
    length,
)
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.plan_files import name_in_park
from zeropark.shell.interfaces.cli.plan_options import Seed
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.plan_roll import RollOrder, plan_roll

_BACK: Final = timedelta(days=400)
"""How far before the stretch histories begin, for models to learn from."""


def add_to(plan: typer.Typer) -> None:
    """Add the command of this file to the group of plans."""
    plan.command(
        "roll",
        epilog="Example: zeropark plan roll my-park --from 2026-06-01 --to 2026-07-01 --every 1h",
    )(roll)


def roll(
    folder: ParkFolder,
    *,
    begin: Annotated[str, typer.Option("--from", metavar="INSTANT", help="Where it begins.")],
    end: Annotated[
        str, typer.Option("--to", metavar="INSTANT", help="Where it ends, not included.")
    ],
    every: Annotated[
        str, typer.Option("--every", metavar="LENGTH", help="How often a new plan is made.")
    ] = "24h",
    horizon: Annotated[
        str | None,
        typer.Option(
            "--horizon",
            metavar="LENGTH",
            help="How far a plan looks. Default: a day, or to the next plan.",
            show_default=False,
        ),
    ] = None,
    lead: Annotated[
        str,
        typer.Option(
            "--lead", metavar="LENGTH", help="How long before its first step a plan is made."
        ),
    ] = "0min",
    foresight: Annotated[
        Foresight,
        typer.Option(
            "--foresight", help="What plans are made on: what was known then, or all that came."
        ),
    ] = "forecast",
    train_every: Annotated[
        str | None,
        typer.Option(
            "--train-every",
            metavar="LENGTH",
            help="Train models anew so often, on what was known then. Default: baselines only.",
            show_default=False,
        ),
    ] = None,
    step: Annotated[
        str, typer.Option("--step", metavar="LENGTH", help="Length of a step.")
    ] = "15min",
    level: Level = 0.5,
    green_first: Green = False,
    free_end: FreeEnd = False,
    commitment: Commitment = False,
    holds: Holds = None,
    peak: Peak = None,
    seed: Seed = 910,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where the same roll was stopped.")
    ] = False,
    name: Annotated[
        str, typer.Option("--name", help="Under which it is kept in the park.")
    ] = "roll",
    series: SeriesTable = None,
    column: SeriesColumns = None,
    series_start: SeriesStart = None,
    series_step: SeriesStep = "15min",
    assume_delay: AssumeDelay = None,
    weather: WeatherFile = None,
    weather_lead: WeatherLead = None,
    holidays: HolidayFile = None,
    prices_ahead: Annotated[
        str | None,
        typer.Option(
            "--prices-ahead",
            metavar="LENGTH",
            help="Prices are known so long before their step, as day-ahead ones are, e.g. 36h.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Plan again and again through a stretch, each time on what was known then."""
    told = Sources(
        series=series,
        column=column,
        series_start=series_start,
        series_step=series_step,
        assume_delay=assume_delay,
        weather=weather,
        weather_lead=weather_lead,
        holidays=holidays,
        target=None,
    )
    name_in_park(name)
    period = Period(parse_instant(begin), parse_instant(end))
    again = length(every)
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        order = RollOrder(
            period=period,
            step=length(step),
            horizon=max(again, timedelta(days=1)) if horizon is None else length(horizon),
            every=again,
            lead=length(lead),
            level=level,
            terms=terms_of(green_first=green_first, free_end=free_end, commitment=commitment),
            state=state_of(holds, peak, park=work.park, period=period),
            seed=seed,
        )
        lessons = lessons_or_none(work, told, until=period.end, back=period.duration + _BACK)
        if prices_ahead is not None:
            lessons = tuple(_known_ahead(each, length(prices_ahead)) for each in lessons)
        foresee: ByForecast | None = None
        if foresight == "forecast" and lessons:
            trained = Retrained(
                lessons if train_every is not None else (),
                length(train_every or "30d"),
                order.horizon + order.lead,
            )
            foresee = by_lessons(work.park, lessons, trained, level=level)
        kept = bootstrap.day_plans(folder)
        made = plan_roll(
            order,
            {lesson.subject.target: lesson.history for lesson in lessons},
            park=work.park,
            rules=work.rules,
            foresee=foresee,
            progress=progress,
            shelf=kept.shelf(
                name, f"{order} {foresight} {train_every} {prices_ahead} {told}", resume=resume
            ),
        )
        data = roll_data(made)
        files = [kept.write(name, json_text(data))]
        park = work.park
    answer = Answer(
        data={**data, "files": [str(path) for path in files]},
        show=lambda console: show_roll(
            console, made, park, language=language_of(os.environ), files=files
        ),
        findings=made.findings,
    )
    finish(answer, as_json=as_json)


def _known_ahead(lesson: Lesson, ahead: timedelta) -> Lesson:
    """The same, its prices known before their steps; what is no price stays as it was."""
    history = lesson.history
    if lesson.subject.target.kind != "price":
        return lesson
    step = history.axis.step
    known = History.delayed(history.axis, newest(history), delay=-ahead - step)
    return replace(lesson, history=known)

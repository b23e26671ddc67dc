"""`zeropark plan roll`: what planning day by day, or hour by hour, would have come to."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from zeropark.basis.timeline import Axis, Period, parse_instant
from zeropark.future.forecast.history import History
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.plan.days.by_forecast import ByForecast, by_lessons
from zeropark.future.plan.days.day_text import roll_data
from zeropark.future.plan.days.happened import newest
from zeropark.future.plan.days.retrained import Retrained
from zeropark.future.plan.days.rolled import Foresight, Rolled
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
from zeropark.shell.interfaces.cli.day_shown import show_roll
from zeropark.shell.interfaces.cli.forecast_options import (
    Sources,
    length,
)
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.option_groups import with_groups
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.plan_files import name_in_park
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.ports.day_plans import DayPlans
from zeropark.shell.usecases.plan_roll import RollOrder, plan_roll

_BACK: Final = timedelta(days=400)
"""How far before the stretch histories begin, for models to learn from."""
_MEDIAN: Final = 0.5


def add_to(plan: typer.Typer) -> None:
    """Add the command of this file to the group of plans."""
    plan.command(
        "roll",
        epilog="Example: zeropark plan roll my-park --from 2026-06-01 --to 2026-07-01 --every 1h",
    )(with_groups(roll))


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
    running: Running,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where the same roll was stopped.")
    ] = False,
    name: Annotated[
        str, typer.Option("--name", help="Under which it is kept in the park.")
    ] = "roll",
    told: Sources,
    prices_ahead: Annotated[
        str | None,
        typer.Option(
            "--prices-ahead",
            metavar="LENGTH",
            help="Prices are known so long before their step, as day-ahead ones are, e.g. 36h.",
            show_default=False,
        ),
    ] = None,
    real_time_price: Annotated[
        Path | None,
        typer.Option(
            "--real-time-price",
            metavar="FILE",
            help="Real-time prices, one a step or an hour: what was planned is settled at the "
            "prices that it was planned on, and what came otherwise at these.",
            show_default=False,
        ),
    ] = None,
    compare: Annotated[
        bool,
        typer.Option(
            "--compare", help="Roll with perfect foresight and on the median as well, and compare."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Plan again and again through a stretch, each time on what was known then."""
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
            level=running.level,
            terms=terms_of(running),
            state=state_of(running, park=work.park, period=period),
            seed=running.seed,
            real_time=prices_in(
                real_time_price,
                Axis.over(period, step=length(step)),
                park=work.park,
                tables=work.tables,
            ),
        )
        lessons = lessons_or_none(work, told, until=period.end, back=period.duration + _BACK)
        if prices_ahead is not None:
            lessons = tuple(_known_ahead(each, length(prices_ahead)) for each in lessons)
        retrain = None if train_every is None else length(train_every)
        rolls = _Rolls(work, bootstrap.day_plans(folder), lessons, progress, retrain, name, resume)
        sources = f"{train_every} {prices_ahead} {told}"
        made = rolls.made(order, foresight, sources)
        against = tuple(
            rolls.made(replace(order, level=_MEDIAN), other, sources, suffix=f"-{other}")
            for other in (("perfect", "forecast") if compare else ())
            if (other, _MEDIAN) != (foresight, running.level)
        )
        data = roll_data(made, against=against)
        files = [rolls.kept.write(name, json_text(data))]
        park = work.park
    answer = Answer(
        data={**data, "files": [str(path) for path in files]},
        show=lambda console: show_roll(
            console, made, park, language=language_of(os.environ), files=files, against=against
        ),
        findings=made.findings,
    )
    finish(answer, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Rolls:
    """What all rolls of one command share."""

    work: Workspace
    kept: DayPlans
    lessons: tuple[Lesson, ...]
    progress: ProgressBar
    retrain: timedelta | None
    name: str
    resume: bool

    def made(
        self, order: RollOrder, foresight: Foresight, sources: str, suffix: str = ""
    ) -> Rolled:
        """One of them, from the start or from where it stopped."""
        return plan_roll(
            order,
            {lesson.subject.target: lesson.history for lesson in self.lessons},
            park=self.work.park,
            rules=self.work.rules,
            foresee=self._foresee(order) if foresight == "forecast" and self.lessons else None,
            progress=self.progress,
            shelf=self.kept.shelf(
                f"{self.name}{suffix}", f"{order} {foresight} {sources}", resume=self.resume
            ),
        )

    def _foresee(self, order: RollOrder) -> ByForecast:
        trained = Retrained(
            () if self.retrain is None else self.lessons,
            self.retrain or _BACK,
            order.horizon + order.lead,
        )
        return by_lessons(self.work.park, self.lessons, trained, level=order.level)


def _known_ahead(lesson: Lesson, ahead: timedelta) -> Lesson:
    """The same, its prices known before their steps; what is no price stays as it was."""
    history = lesson.history
    if lesson.subject.target.kind != "price":
        return lesson
    step = history.axis.step
    known = History.delayed(history.axis, newest(history), delay=-ahead - step)
    return replace(lesson, history=known)

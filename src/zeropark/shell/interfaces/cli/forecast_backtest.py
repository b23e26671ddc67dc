"""`zeropark forecast backtest`: how good forecasts would have been, told honestly."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer

from zeropark.basis.timeline import Period, parse_instant
from zeropark.future.forecast.plain import plain_backtest
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish, json_text
from zeropark.shell.interfaces.cli.forecast_options import (
    Horizon,
    Sources,
    Targets,
    length,
    lessons_for,
)
from zeropark.shell.interfaces.cli.forecast_shown import known_as, show_backtests
from zeropark.shell.interfaces.cli.forecast_train import LONGEST
from zeropark.shell.interfaces.cli.option_groups import with_groups
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.backtest_park import backtest_park

_MONTH = timedelta(days=30)


def add_to(forecast: typer.Typer) -> None:
    """Add the command of this file to the group of forecasts."""
    forecast.command(
        "backtest", epilog="Example: zeropark forecast backtest my-park --months 6 --every 6h"
    )(with_groups(backtest))


def backtest(
    folder: ParkFolder,
    *,
    months: Annotated[
        int, typer.Option("--months", min=1, max=60, help="How many months of 30 days.")
    ] = 6,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="INSTANT",
            help="When they end. Default: so that the last horizon is known.",
            show_default=False,
        ),
    ] = None,
    every: Annotated[
        str, typer.Option("--every", metavar="LENGTH", help="From one issue to the next.")
    ] = "6h",
    horizon: Horizon = "48h",
    target: Targets = None,
    sources: Sources,
    as_json: AsJson = False,
) -> None:
    """Issue forecasts again and again by what was known then, and hold them against what came."""
    ahead = length(horizon)
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        now = work.clock.now()
        asked = lessons_for(
            work, sources, targets=target, until=now, back=LONGEST + months * _MONTH
        )
        end = _end(asked.newest, now) - ahead if until is None else parse_instant(until)
        made = backtest_park(
            asked.lessons,
            Period(end - months * _MONTH, end),
            every=length(every),
            horizon=ahead,
            progress=progress,
        )
        data = {
            "generated": asked.generated,
            **known_as(asked),
            "tests": [plain_backtest(test) for test in made.tests],
        }
        file = work.forecasts.write("backtest", json_text(data))
    answer = Answer(
        data={**data, "files": [str(file)]},
        show=lambda console: show_backtests(console, made.tests, asked, file),
        findings=made.findings,
    )
    finish(answer, as_json=as_json)


def _end(newest: datetime | None, now: datetime) -> datetime:
    return now if newest is None else min(newest, now)

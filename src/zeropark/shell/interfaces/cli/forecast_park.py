"""`zeropark forecast my-park`: a forecast of everything that can be forecast."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from zeropark.future.forecast.plain import plain_forecast
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish, json_text
from zeropark.shell.interfaces.cli.forecast_options import (
    At,
    Horizon,
    Sources,
    Targets,
    length,
    lessons_for,
)
from zeropark.shell.interfaces.cli.forecast_shown import known_as, show_forecasts
from zeropark.shell.interfaces.cli.option_groups import with_groups
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, instant_of
from zeropark.shell.usecases.foresee_park import ForeseeOrder, forecast_table, foresee_park

NAME: Final = "park"
_BACK: Final = timedelta(days=75)
"""What baselines look at: four weeks, and four weeks on which they are tried."""


def add_to(forecast: typer.Typer) -> None:
    """Add the command of this file to the group of forecasts."""
    forecast.command(
        NAME,
        epilog="Example: zeropark forecast park my-park --at 2026-06-01T10:00 --horizon 48h; "
        "the word park may be left out",
    )(with_groups(park))


def park(
    folder: ParkFolder,
    *,
    at: At = None,
    horizon: Horizon = "48h",
    max_age: Annotated[
        str, typer.Option("--max-age", metavar="LENGTH", help="How old a model may be.")
    ] = "60d",
    target: Targets = None,
    sources: Sources,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Also write it as CSV or Parquet.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Forecast the park; the word `park` may be left out."""
    with bootstrap.workspace(folder) as work:
        instant = instant_of(at, work.clock)
        asked = lessons_for(work, sources, targets=target, until=instant, back=_BACK)
        order = ForeseeOrder(at=instant, horizon=length(horizon), oldest=length(max_age))
        made = foresee_park(order, asked.lessons, models=work.models)
        files = [] if out is None else [bootstrap.write_table(out, forecast_table(made.forecasts))]
        data = {
            "generated": asked.generated,
            **known_as(asked),
            "forecasts": [plain_forecast(each) for each in made.forecasts],
        }
        files.append(work.forecasts.write("latest", json_text(data)))
    answer = Answer(
        data={**data, "files": [str(file) for file in files]},
        show=lambda console: show_forecasts(
            console, made.forecasts, asked, order, park=work.park, files=files
        ),
        findings=made.findings,
    )
    finish(answer, as_json=as_json)

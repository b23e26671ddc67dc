"""Options that all commands share which plan, and what they say together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from zeropark.basis.timeline import Axis
from zeropark.future.forecast.columns import column_use
from zeropark.future.plan.years.given_columns import Given
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.usecases.read_given import read_given

Steps = Annotated[
    int, typer.Option("--steps", metavar="8760|35040", help="Steps of a year: hours or quarters.")
]
StageYear = Annotated[
    int | None,
    typer.Option(
        "--stage",
        min=2020,
        max=2060,
        help="The year that is planned for: its rules and targets hold. Default: the document's,"
        " else that of the park's last target.",
        show_default=False,
    ),
]
Gap = Annotated[
    float, typer.Option("--gap", min=1e-9, max=1.0, help="The largest proven gap that is taken.")
]
WeatherYear = Annotated[
    int | None,
    typer.Option(
        "--year",
        min=2000,
        max=2100,
        help="The calendar year of weather and loads. Default: the stage.",
        show_default=False,
    ),
]
PartOfYear = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="Plan over a part of a year, e.g. 2030-01-07/2030-01-14, to try things quickly.",
        show_default=False,
    ),
]
Seed = Annotated[int, typer.Option("--seed", help="The same seed, the same weather.")]
SeriesFile = Annotated[
    Path | None,
    typer.Option(
        "--series",
        metavar="FILE",
        help="CSV, Parquet or XLSX with availability of plants, loads or prices, a row a step.",
        show_default=False,
    ),
]
SeriesColumn = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="DEVICE=COLUMN[*FACTOR]",
        help="Which column is for which device or boundary point; can be repeated.",
        show_default=False,
    ),
]
RouteName = Annotated[
    str | None,
    typer.Option(
        "--route", metavar="ROUTE", help="interior, piqp or highs alone.", show_default=False
    ),
]
AnswerFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Also write the answer here; in the folder of a park's plans it is shown with them.",
        show_default=False,
    ),
]


def given_to(
    work: Workspace, series: Path | None, columns: list[str] | None
) -> Callable[[Axis], Given]:
    """What the table of `--series` says of the steps of an axis.

    Raises:
        InputError: a column is not told as it must be, or there is no table for it.
        ReadingsError: the table holds no rows.
    """
    uses = tuple(column_use(text) for text in columns or ())
    return read_given(series, uses, park=work.park, tables=work.tables)

"""Options that commands share which plan several times over: a frontier, a pathway."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Steps = Annotated[
    int, typer.Option("--steps", metavar="8760|35040", help="Steps of a year: hours or quarters.")
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

"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ParkFolder = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER",
        help="The park's folder, as `zeropark new` made it.",
        show_default=False,
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON document instead of words; see docs/json.md.")
]
PeriodText = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="A year (2026), a month (2026-06), a day (2026-06-01) or FIRST/END with END left out.",
        show_default=False,
    ),
]
Year = Annotated[
    int, typer.Option("--year", min=2000, max=2100, help="A calendar year.", show_default=False)
]

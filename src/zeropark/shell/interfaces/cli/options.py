"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from zeropark.basis.timeline import parse_instant
from zeropark.shell.ports.clock import Clock

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


def instant_of(text: str | None, clock: Clock) -> datetime:
    """The instant that an option names; now, where it names none.

    Raises:
        InputError: the text is no instant.
    """
    return clock.now() if text is None else parse_instant(text)

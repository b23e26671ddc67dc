"""`zeropark allocate`: who used how much, and whose the direct green power is."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.green.direct import DirectFigures
from zeropark.review.evaluation.plain import plain_period, plain_quality
from zeropark.review.reports.statement import direct_statement
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, PeriodText
from zeropark.shell.usecases.allocate_period import (
    AllocatedPeriod,
    ConnectionShare,
    allocate_period,
)


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("allocate", epilog="Example: zeropark allocate my-park --period 2026-06")(allocate)


def allocate(
    folder: ParkFolder,
    *,
    period: PeriodText,
    share_losses: Annotated[
        bool, typer.Option("--share-losses", help="Spread the park's losses over its enterprises.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Who used how much of what; direct green power by user, matched by the hour (688)."""
    with bootstrap.workspace(folder) as work:
        found = allocate_period(
            parse_period(period), park=work.park, books=work.books, share_losses=share_losses
        )
    data = {
        "period": plain_period(found.period),
        "consumption": [
            {**row, **plain_quality(row["quality"])}
            for row in found.consumption.fill_nan(None).iter_rows(named=True)
        ],
        "connections": [
            direct_statement(each.direct, year_end=each.year_end) for each in found.connections
        ],
    }
    finish(Answer(data=data, show=lambda console: _show(console, found)), as_json=as_json)


def _show(console: Console, found: AllocatedPeriod) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("enterprise", "carrier", "consumption", "unit"):
        table.add_column(column, justify="right" if column == "consumption" else "left")
    for row in found.consumption.iter_rows(named=True):
        owner = row["enterprise"] or "(the park's own)"
        table.add_row(owner, row["carrier"], _number(row["consumption"]), row["unit"])
    console.print(table)
    for share in found.connections:
        console.print(_connection(share))


def _connection(share: ConnectionShare) -> Table:
    found, end = share.direct, share.year_end
    table = Table(title=f"direct connection {found.contract}", title_justify="left", box=None)
    for column in ("direct green power of", "kWh"):
        table.add_column(column, justify="right" if column == "kWh" else "left")
    for user, self_use_kwh in found.allocated_kwh.items():
        table.add_row(user, _number(self_use_kwh))
    table.add_section()
    table.add_row("R1 · R2 · R3, by the hour", _ratios(found.hourly))
    if end is not None:
        table.add_row(f"projected to the year's end ({end.method})", _ratios(end.figures))
    return table


def _ratios(figures: DirectFigures) -> str:
    each = (figures.r1, figures.r2, figures.r3)
    return " · ".join("unknown" if ratio is None else f"{ratio:.1%}" for ratio in each)


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.0f}"

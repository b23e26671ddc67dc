"""`zeropark report`: a year on one page."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape

from zeropark.basis.timeline import parse_period
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, Year
from zeropark.shell.usecases.account import account
from zeropark.shell.usecases.bill_period import bill_period
from zeropark.shell.usecases.close_period import closing_findings
from zeropark.shell.usecases.evaluate_year import evaluate_year
from zeropark.shell.usecases.write_report import YearResults, write_report

Language = Literal["zh", "en"]


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("report", epilog="Example: zeropark report my-park --year 2026 --language en")(
        report
    )


def report(
    folder: ParkFolder,
    *,
    year: Year,
    language: Annotated[
        Language, typer.Option("--language", help="In which the page opens; it holds both.")
    ] = "zh",
    as_json: AsJson = False,
) -> None:
    """Write a closed year as one self-contained page with pictures, in Chinese and English."""
    with bootstrap.workspace(folder) as work:
        path = write_year(work, year=year, language=language)
    answer = Answer(
        data={"path": str(path)},
        show=lambda console: console.print(f"[green]{escape(str(path))}[/green]"),
    )
    finish(answer, as_json=as_json)


def write_year(work: bootstrap.Workspace, *, year: int, language: Language = "zh") -> Path:
    """Account, judge and bill a closed year, and write its page; gives where it is.

    Raises:
        MissingDataError: the year is not closed.
        StoreError: the browser scripts have not been built.
    """
    period = parse_period(str(year))
    told = account(period, park=work.park, rules=work.rules, books=work.books)
    judged = evaluate_year(year, park=work.park, rules=work.rules, books=work.books)
    bills = bill_period(period, park=work.park, rules=work.rules, books=work.books)
    results = YearResults(
        park=work.park,
        rules=work.rules,
        flows=told.flows,
        evaluation=judged.evaluation,
        inventories=told.inventories,
        bills=tuple(bills.values()),
        findings=closing_findings(work.books),
        version=version("zeropark"),
    )
    return write_report(
        results, scripts=work.scripts, pages=work.pages, clock=work.clock, language=language
    )

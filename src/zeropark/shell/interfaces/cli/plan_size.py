"""`zeropark plan size`: what to build, at a proven gap."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from zeropark.basis.timeline import parse_period
from zeropark.facts.carbon.account import Account
from zeropark.future.plan.assembly.setting import years_in
from zeropark.future.plan.years.plan_terms import step_of
from zeropark.future.plan.years.summary import summary as plan_summary
from zeropark.review.evaluation.summary import summary as evaluation_summary
from zeropark.review.presentation.text import number
from zeropark.review.reports.statement import KG_PER_T
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.evaluate import show_evaluation
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.plan_files import name_in_park, plan_name
from zeropark.shell.interfaces.cli.plan_options import (
    Gap,
    PartOfYear,
    RouteName,
    Seed,
    SeriesColumn,
    SeriesFile,
    StageYear,
    Steps,
    WeatherYear,
    given_to,
)
from zeropark.shell.interfaces.cli.plan_shown import show_plan, words
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.plan_size import SizedPark, SizeOrder, plan_size


def add_to(plan: typer.Typer) -> None:
    """Add the command of this file to the group of plans."""
    plan.command("size", epilog="Example: zeropark plan size my-park --stage 2030 --out plan.json")(
        size
    )


def size(
    folder: ParkFolder,
    *,
    steps: Steps = 8760,
    gap: Gap = 1e-3,
    stage: StageYear = None,
    year: WeatherYear = None,
    period: PartOfYear = None,
    seed: Seed = 910,
    series: SeriesFile = None,
    column: SeriesColumn = None,
    commitment: Annotated[
        bool,
        typer.Option("--commitment/--no-commitment", help="Units are on or off (whole numbers)."),
    ] = False,
    merged: Annotated[
        bool,
        typer.Option(
            "--merged", help="Merge steps, and split them until the gap holds: both bounds a round."
        ),
    ] = False,
    route: RouteName = None,
    name: Annotated[
        str | None,
        typer.Option("--name", help="Under which it is kept in the park.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Also write it here.", show_default=False),
    ] = None,
    proof: Annotated[
        bool,
        typer.Option(
            "--proof/--no-proof", help="Keep the values that prove it; the file is larger."
        ),
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Choose sizes: the cheapest park that keeps the rules, with a proven bound."""
    order = SizeOrder(
        year=year,
        period=None if period is None else parse_period(period),
        step=step_of(steps),
        stage=stage,
        gap=gap,
        seed=seed,
        commitment=commitment,
        route=route,
        merged=merged,
        series=None if series is None else series.name,
        with_proof=proof,
    )
    if out is not None:
        plan_name(out)
    if name is not None:
        name_in_park(name)
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        made = plan_size(
            order,
            park=work.park,
            rules=work.rules,
            own_rules=work.own_rules,
            given=given_to(work, series, column),
            progress=progress,
        )
        files = [work.plans.write(name or f"size-{made.plan.stage}", made.plan)]
        if out is not None:
            files.append(bootstrap.plans(out.parent).write(plan_name(out), made.plan))
    answer = Answer(
        data=sized_data(made, files),
        show=lambda console: show_sized(console, made, files),
        findings=made.findings,
    )
    finish(answer, as_json=as_json)


def sized_data(made: SizedPark, files: list[Path]) -> dict[str, object]:
    """A plan with its books and indicators, for JSON."""
    return {
        **plan_summary(made.plan),
        "books": _books_t(made.account),
        "evaluation": evaluation_summary(made.evaluated.evaluation),
        "files": [str(path) for path in files],
    }


def _books_t(account: Account) -> dict[str, float]:
    return {f"{each.book.value}_t": each.total_kg / KG_PER_T for each in account.inventories}


def show_sized(console: Console, made: SizedPark, files: list[Path]) -> None:
    """Print a plan, the indicators of its year, and where it is kept."""
    language = language_of(os.environ)
    show_plan(console, made.plan, language=language)
    console.print(f"\n[bold]{words('plan.indicators', language)}[/bold]")
    if years_in(made.plan.axis) != 1.0:
        console.print(words("plan.part_of_year", language))
    show_evaluation(console, made.evaluated.evaluation)
    books = {key.removesuffix("_t"): number(value) for key, value in _books_t(made.account).items()}
    console.print(words("plan.books", language, **books))
    for path in files:
        console.print(f"[dim]{words('plan.kept', language, file=str(path))}[/dim]")
    console.print(f"[dim]{words('plan.next', language, file=str(files[-1]))}[/dim]")

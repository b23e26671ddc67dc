"""`zeropark plan frontier`: cost against carbon, from the cheapest plan to the least CO2."""

from __future__ import annotations

import os
from typing import Annotated, Final

import typer
from rich.console import Console

from zeropark.basis.park.planning import Book
from zeropark.basis.timeline import parse_period
from zeropark.basis.translation import Language
from zeropark.future.plan.years.frontier import Frontier
from zeropark.future.plan.years.frontier_summary import frontier_data, measure_data
from zeropark.future.plan.years.plan_terms import step_of
from zeropark.review.presentation.text import number
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.abatement_shown import show_abatement, sizes_side_by_side
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.plan_files import keep_answer, plan_name
from zeropark.shell.interfaces.cli.plan_options import (
    AnswerFile,
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
from zeropark.shell.interfaces.cli.plan_shown import plain_table, words
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.plan_frontier import FrontierOrder, PlannedFrontier, plan_frontier

_BAR: Final = 24
"""How long the longest bar is."""


def add_to(plan: typer.Typer) -> None:
    """Add the command of this file to the group of plans."""
    plan.command("frontier", epilog="Example: zeropark plan frontier my-park --points 9")(
        frontier_command
    )


def frontier_command(
    folder: ParkFolder,
    *,
    points: Annotated[
        int, typer.Option("--points", min=2, max=99, help="How many plans, both ends included.")
    ] = 9,
    book: Annotated[Book, typer.Option("--book", help="Whose CO2 comes down.")] = "park910",
    abatement: Annotated[
        int | None,
        typer.Option(
            "--abatement",
            metavar="POINT",
            min=1,
            help="Leave out each measure of this point, counted from the cheapest; a plan each.",
            show_default=False,
        ),
    ] = None,
    stage: StageYear = None,
    steps: Steps = 8760,
    gap: Gap = 1e-3,
    year: WeatherYear = None,
    period: PartOfYear = None,
    seed: Seed = 910,
    series: SeriesFile = None,
    column: SeriesColumn = None,
    route: RouteName = None,
    out: AnswerFile = None,
    as_json: AsJson = False,
) -> None:
    """Cost against carbon: the cheapest plan, and those under caps down to the least CO2."""
    order = FrontierOrder(
        book=book,
        points=points,
        measures_of=abatement,
        stage=stage,
        year=year,
        period=None if period is None else parse_period(period),
        step=step_of(steps),
        gap=gap,
        seed=seed,
        route=route,
    )
    if out is not None:
        plan_name(out)
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        given = given_to(work, series, column)
        made = plan_frontier(
            order, park=work.park, rules=work.rules, given=given, progress=progress
        )
    answer = Answer(
        data=frontier_answer(made),
        show=lambda console: show_frontier(console, made, language=language_of(os.environ)),
        findings=made.findings,
    )
    finish(keep_answer(answer, out), as_json=as_json)


def frontier_answer(made: PlannedFrontier) -> dict[str, object]:
    """What `--json` prints."""
    measures = None if made.measures is None else [measure_data(each) for each in made.measures]
    return {**frontier_data(made.frontier), "abatement": measures}


def show_frontier(console: Console, made: PlannedFrontier, *, language: Language) -> None:
    """Print the points, what their tonnes cost, and their sizes."""
    found = made.frontier
    called = found.park.name.zh if language == "zh" else found.park.name.en
    title = words("frontier.title", language, park=called, stage=str(found.stage))
    console.print(f"[bold]{title}[/bold]")
    least = words(
        "frontier.least",
        language,
        least=number(found.least_t_per_year),
        bound=number(found.least_bound_t_per_year),
        book=found.book,
        seconds=number(found.seconds, digits=1),
    )
    console.print(least)
    if len(found.points) == 1:
        console.print(words("frontier.flat", language))
    _show_points(console, found, language)
    console.print(f"\n[bold]{words('frontier.sizes', language)}[/bold]")
    columns = [(str(n), at.plan.sizes) for n, at in enumerate(found.points, start=1)]
    console.print(sizes_side_by_side(found.park, columns, language=language))
    if made.measures is not None:
        console.print(f"\n[bold]{words('abatement.title', language)}[/bold]")
        show_abatement(console, found.park, made.measures, language=language)


def _show_points(console: Console, found: Frontier, language: Language) -> None:
    keys = ("emission", "cost", "price", "average")
    titles = (f"{words(f'frontier.{key}', language)}>" for key in keys)
    table = plain_table(">", *titles, words("frontier.more", language))
    costs = [point.plan.objective_cny_per_year for point in found.points]
    most = max(costs) - costs[0] or 1.0
    for n, (point, cost) in enumerate(zip(found.points, costs, strict=True), start=1):
        average = point.avoided_cny_per_t
        table.add_row(
            str(n),
            number(point.emission_t_per_year),
            number(cost, digits=0),
            number(point.carbon_price_cny_per_t),
            "" if average is None else number(average),
            "█" * round(_BAR * (cost - costs[0]) / most),
        )
    console.print(table)

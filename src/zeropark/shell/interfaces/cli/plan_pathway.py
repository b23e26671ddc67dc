"""`zeropark plan pathway`: what to build when, through stages that share what is built."""

from __future__ import annotations

import os
from collections.abc import Iterable
from math import floor
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import parse_period
from zeropark.basis.translation import Language
from zeropark.future.plan.years.frontier_summary import measure_data
from zeropark.future.plan.years.pathway import Build, Pathway, PathwayStage
from zeropark.future.plan.years.pathway_summary import pathway_data, stage_data
from zeropark.future.plan.years.plan_terms import step_of
from zeropark.future.plan.years.size import unit_of
from zeropark.future.plan.years.staging import Retirement
from zeropark.review.evaluation.summary import summary as evaluation_summary
from zeropark.review.presentation.nodes import name
from zeropark.review.presentation.text import number
from zeropark.review.reports.statement import KG_PER_T
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
    Steps,
    WeatherYear,
    given_to,
)
from zeropark.shell.interfaces.cli.plan_shown import plain_table, words
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.plan_pathway import (
    PathwayOrder,
    PlannedPathway,
    StageBooks,
    plan_stages,
)


def add_to(plan: typer.Typer) -> None:
    """Add the command of this file to the group of plans."""
    plan.command(
        "pathway", epilog="Example: zeropark plan pathway my-park --stages 2025,2027,2030"
    )(pathway_command)


def pathway_command(
    folder: ParkFolder,
    *,
    stages: Annotated[
        str,
        typer.Option(
            "--stages",
            metavar="YEAR,YEAR,...",
            help="The year in which each stage begins; it stands for the years up to the next.",
            show_default=False,
        ),
    ],
    until: Annotated[
        int | None,
        typer.Option(
            "--until",
            metavar="YEAR",
            help="The first year after the last stage. Default: it is as long as the one before.",
            show_default=False,
        ),
    ] = None,
    abatement: Annotated[
        bool,
        typer.Option(
            "--abatement/--no-abatement",
            help="Leave out each measure of each stage, one by one; a plan each.",
        ),
    ] = False,
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
    """Build in stages: what is built once stays, prices fall, old devices retire, targets rise."""
    order = PathwayOrder(
        stages=tuple(_years(stages)),
        until=until,
        measures=abatement,
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
        made = plan_stages(order, park=work.park, rules=work.rules, given=given, progress=progress)
    answer = Answer(
        data=pathway_answer(made),
        show=lambda console: show_pathway(console, made, language=language_of(os.environ)),
        findings=made.findings,
    )
    finish(keep_answer(answer, out), as_json=as_json)


def _years(text: str) -> Iterable[int]:
    for part in text.split(","):
        if not part.strip().isdecimal():
            raise InputError(
                "{text!r} is no list of years. Write --stages 2025,2027,2030.", text=text
            )
        yield int(part)


def pathway_answer(made: PlannedPathway) -> dict[str, object]:
    """What `--json` prints: each stage with its books, indicators and measures."""
    told = zip(made.pathway.stages, made.books, strict=True)
    return {
        **pathway_data(made.pathway),
        "stages": [{**stage_data(stage), **_books(books)} for stage, books in told],
    }


def _books(books: StageBooks) -> dict[str, object]:
    measures = books.measures
    return {
        "books": {
            f"{each.book.value}_t": each.total_kg / KG_PER_T for each in books.account.inventories
        },
        "evaluation": evaluation_summary(books.evaluated.evaluation),
        "abatement": None if measures is None else [measure_data(each) for each in measures],
    }


def show_pathway(console: Console, made: PlannedPathway, *, language: Language) -> None:
    """Print the headline, the roadmap, and the sizes stage by stage."""
    found = made.pathway
    _headline(console, found, language)
    console.print(f"\n[bold]{words('pathway.roadmap', language)}[/bold]")
    _roadmap(console, made, language)
    console.print(f"\n[bold]{words('pathway.sizes', language)}[/bold]")
    columns = [(str(stage.span.year), stage.sizes) for stage in found.stages]
    console.print(sizes_side_by_side(found.park, columns, language=language))
    for stage, books in zip(found.stages, made.books, strict=True):
        if books.measures is not None:
            title = f"{words('abatement.title', language)}, {stage.span.year}"
            console.print(f"\n[bold]{title}[/bold]")
            show_abatement(console, found.park, books.measures, language=language)


def _headline(console: Console, found: Pathway, language: Language) -> None:
    called = found.park.name.zh if language == "zh" else found.park.name.en
    years = ", ".join(str(stage.span.year) for stage in found.stages)
    console.print(f"[bold]{words('pathway.title', language, park=called, stages=years)}[/bold]")
    proven = words(
        "pathway.proven",
        language,
        cost=number(found.objective_cny, digits=0),
        bound=number(floor(found.lower_bound_cny), digits=0),
        gap=f"{found.relative_gap:.1e}",
    )
    console.print(proven)
    money = {"invested": found.invested_cny, "residual": found.residual_cny}
    told = {key: number(value, digits=0) for key, value in money.items()}
    console.print(words("pathway.invested", language, **told))
    solved = words(
        "pathway.solved",
        language,
        steps=number(found.asked.steps, digits=0),
        seconds=number(found.seconds, digits=1),
        route=found.route,
    )
    console.print(solved)


def _roadmap(console: Console, made: PlannedPathway, language: Language) -> None:
    numbers = ("invest", "cost", "core", "target")
    table = plain_table(
        words("pathway.stage", language),
        words("pathway.built", language),
        words("pathway.retired", language),
        *(f"{words(f'pathway.{key}', language)}>" for key in numbers),
    )
    park = made.pathway.park
    for stage, books in zip(made.pathway.stages, made.books, strict=True):
        core = books.evaluated.evaluation.core.value
        span, target = stage.span, _target(stage)
        table.add_row(
            f"{span.year}–{span.until - 1}",
            "\n".join(_amount(park, each, each.amount, language) for each in stage.builds),
            "\n".join(_amount(park, each, each.amount, language) for each in stage.retirements),
            number(stage.investment_cny, digits=0),
            number(stage.cost_cny_per_year, digits=0),
            "" if core is None else number(core),
            "" if target is None else f"≤ {number(target)}",
        )
    console.print(table)


def _target(stage: PathwayStage) -> float | None:
    return next((limit.bound for limit in stage.limits if limit.rule == "stage"), None)


def _amount(park: ParkDocument, of: Build | Retirement, amount: float, language: Language) -> str:
    called = name(park, of.device).words(language)
    return escape(f"{called} {number(amount)} {unit_of(of.field)}")

"""`zeropark plan check`: what a plan says, and what it comes to again without a solver."""

from __future__ import annotations

import os
from dataclasses import asdict
from itertools import groupby

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.translation import Language
from zeropark.future.plan.years.check import CheckedPlan
from zeropark.future.plan.years.checks.figure import ALLOWED, worst
from zeropark.review.presentation.text import number
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.options import AsJson
from zeropark.shell.interfaces.cli.plan_files import PlanFile, read_plan
from zeropark.shell.interfaces.cli.plan_shown import plain_table, words
from zeropark.shell.usecases.check_plan import check_plan_again


def add_to(plan: typer.Typer) -> None:
    """Add the command of this file to the group of plans."""
    plan.command("check", epilog="Example: zeropark plan check plan.json")(check)


def check(file: PlanFile, *, as_json: AsJson = False) -> None:
    """Work every balance, cost, bill, rule and bound out again, without a solver."""
    checked = check_plan_again(read_plan(file))
    answer = Answer(
        data=checked_data(checked),
        show=lambda console: show_checked(console, checked, language=language_of(os.environ)),
        findings=checked.findings,
    )
    finish(answer, as_json=as_json)


def checked_data(checked: CheckedPlan) -> dict[str, object]:
    """Every figure twice, for JSON."""
    return {
        "agrees": all(figure.agrees for figure in checked.figures),
        "allowed": ALLOWED,
        "worst": checked.worst,
        "figures": [{**asdict(figure), "agrees": figure.agrees} for figure in checked.figures],
    }


def show_checked(console: Console, checked: CheckedPlan, *, language: Language) -> None:
    """Print how many figures of each kind there are, and the one that is furthest off."""
    console.print(f"[bold]{words('check.title', language)}[/bold]")
    console.print(words("check.about", language, limit=f"{ALLOWED:.0e}"))
    columns = ("", "n>", words("check.worst", language) + ">", "", words("check.planned", language))
    table = plain_table(*columns[:-1], f"{columns[-1]}>", f"{words('check.again', language)}>")
    for group, found in groupby(checked.figures, key=lambda figure: figure.group):
        figures = tuple(found)
        far = max(figures, key=lambda figure: figure.off)
        style = "green" if far.agrees else "red"
        table.add_row(
            words(f"check.{group}", language),
            str(len(figures)),
            f"[{style}]{worst(figures):.0e}[/]",
            escape(far.of),
            number(far.planned),
            number(far.again),
        )
    console.print(table)
    wrong = sum(not figure.agrees for figure in checked.figures)
    count = str(len(checked.figures))
    if wrong:
        said = words("check.differs", language, count=count, wrong=str(wrong))
        console.print(f"[red]{said}[/red]")
    elif checked.figures:
        console.print(f"[green]{words('check.agrees', language, count=count)}[/green]")

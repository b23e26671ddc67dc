"""`zeropark plan appraise`: what a plan is worth, and how sure that is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from zeropark.future.plan.deals.projects.cash_flows import View
from zeropark.future.plan.years.appraisal_summary import appraisal_data, bar_data, drawn_data
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.appraisal_shown import show_appraisal
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.options import AsJson
from zeropark.shell.interfaces.cli.plan_files import PlanFile, read_plan
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.appraise_plan import AppraisedPlan, appraise

_DEFAULT_SEED = 910
_MOST_DRAWS = 1_000_000


def add_to(plan: typer.Typer) -> None:
    """Add the command of this file to the group of plans."""
    plan.command(
        "appraise", epilog="Example: zeropark plan appraise plan.json --monte-carlo 10000"
    )(appraise_command)


def appraise_command(
    file: PlanFile,
    *,
    against: Annotated[
        Path | None,
        typer.Option(
            help="Another plan of the park that it is held against; without it, buying everything."
        ),
    ] = None,
    view: Annotated[
        View, typer.Option(help="Whose money the sensitivities are of.")
    ] = View.AFTER_TAX,
    monte_carlo: Annotated[
        int, typer.Option(min=0, max=_MOST_DRAWS, help="How many draws of all figures together.")
    ] = 0,
    seed: Annotated[
        int, typer.Option(help="Of chance: the same one draws the same.")
    ] = _DEFAULT_SEED,
    as_json: AsJson = False,
) -> None:
    """What a plan is worth: NPV, IRR, payback, debt cover, levelised costs, sensitivities."""
    plan = read_plan(file)
    other = None if against is None else read_plan(against)
    with ProgressBar(shown=not as_json) as progress:
        appraised = appraise(
            plan, against=other, view=view, draws=monte_carlo, seed=seed, progress=progress
        )
    answer = Answer(
        data=appraised_data(appraised),
        show=lambda console: show_appraisal(console, appraised, language=language_of(os.environ)),
        findings=appraised.appraisal.findings,
    )
    finish(answer, as_json=as_json)


def appraised_data(appraised: AppraisedPlan) -> dict[str, object]:
    """What `--json` prints."""
    drawn = appraised.drawn
    return {
        **appraisal_data(appraised.appraisal),
        "view": appraised.view.value,
        "tornado": [bar_data(bar) for bar in appraised.bars],
        "monte_carlo": None if drawn is None else drawn_data(drawn),
    }

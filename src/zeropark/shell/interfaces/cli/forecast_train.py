"""`zeropark forecast train`: models of everything that can be forecast, with their cards."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import typer

from zeropark.future.forecast.plain import plain_card
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.forecast_options import (
    At,
    Horizon,
    Sources,
    Targets,
    length,
    lessons_for,
)
from zeropark.shell.interfaces.cli.forecast_shown import known_as, show_cards
from zeropark.shell.interfaces.cli.option_groups import with_groups
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder, instant_of
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.usecases.train_models import train_models

LONGEST: Final = timedelta(days=800)
"""Two years to learn from, and what the first of them looks back at."""


def add_to(forecast: typer.Typer) -> None:
    """Add the command of this file to the group of forecasts."""
    forecast.command(
        "train", epilog="Example: zeropark forecast train my-park --at 2026-06-01T00:00"
    )(with_groups(train))


def train(
    folder: ParkFolder,
    *,
    at: At = None,
    horizon: Horizon = "48h",
    target: Targets = None,
    sources: Sources,
    as_json: AsJson = False,
) -> None:
    """Train models on what was known, try them on what they had not seen, and keep them."""
    with bootstrap.workspace(folder) as work, ProgressBar(shown=not as_json) as progress:
        instant = instant_of(at, work.clock)
        asked = lessons_for(work, sources, targets=target, until=instant, back=LONGEST)
        made = train_models(
            asked.lessons,
            at=instant,
            horizon=length(horizon),
            models=work.models,
            progress=progress,
        )
    answer = Answer(
        data={
            "generated": asked.generated,
            **known_as(asked),
            "models": [plain_card(card) for card in made.cards],
            "files": [str(file) for file in made.files],
        },
        show=lambda console: show_cards(console, made.cards, asked),
        findings=made.findings,
    )
    finish(answer, as_json=as_json)

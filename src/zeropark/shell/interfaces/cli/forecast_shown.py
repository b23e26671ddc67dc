"""Forecasts, cards and back-tests on the terminal, in one language."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import PARK_ZONE
from zeropark.basis.translation import Language
from zeropark.future.forecast.backtest import FORETOLD, Backtest
from zeropark.future.forecast.forecast import Forecast
from zeropark.future.forecast.model import TRAINED, Card
from zeropark.future.forecast.score import Score
from zeropark.future.forecast.target import Target
from zeropark.review.presentation.text import number
from zeropark.shell.interfaces.cli.forecast_options import Asked
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.plan_shown import words
from zeropark.shell.usecases.foresee_park import ForeseeOrder

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_AGAINST = ("persistence", "similar_day")


def known_as(asked: Asked) -> Mapping[str, object]:
    """How it is known when values were known, for JSON."""
    delay = None if asked.delay is None else asked.delay / _MINUTE
    return {"assumed_delay_minutes": delay, "with_weather": asked.with_weather}


def show_forecasts(
    console: Console,
    forecasts: Sequence[Forecast],
    asked: Asked,
    order: ForeseeOrder,
    *,
    park: ParkDocument,
    files: Sequence[Path],
) -> None:
    """Print the mean of each band, by whom, and where it is kept."""
    language = language_of(os.environ)
    title = words(
        "forecast.title",
        language,
        park=park.name.zh if language == "zh" else park.name.en,
        at=f"{order.at.astimezone(PARK_ZONE):%Y-%m-%d %H:%M}",
        hours=f"{order.horizon / _HOUR:g}",
    )
    console.print(f"[bold]{title}[/bold]")
    _show_known(console, asked, language)
    table = _table(language, "target", "method", "low", "middle", "high", text=2)
    for each in forecasts:
        means = (number(float(np.mean(row))) for row in each.quantile)
        table.add_row(_named(each.target, language), _method(each.method, language), *means)
    console.print(table)
    console.print(f"[dim]{words('forecast.mean', language)}[/dim]")
    for file in files:
        console.print(f"[dim]{words('forecast.kept', language, file=str(file))}[/dim]")


def show_cards(console: Console, cards: Sequence[Card], asked: Asked) -> None:
    """Print what was trained, and how good it is."""
    language = language_of(os.environ)
    console.print(f"[bold]{words('forecast.trained', language, count=str(len(cards)))}[/bold]")
    _show_known(console, asked, language)
    table = _table(language, "target", "best", "skill.best", "coverage", "nmae", "cases", text=2)
    for card in cards:
        own = next(s for s in card.validation if s.method == TRAINED and s.bucket is None)
        best = card.best_baseline()
        table.add_row(
            _named(card.target, language),
            _method(best, language),
            _percent(card.skill_over(best)),
            _percent(own.coverage),
            _percent(own.nmae),
            number(card.cases, digits=0),
        )
    console.print(table)


def show_backtests(console: Console, tests: Sequence[Backtest], asked: Asked, file: Path) -> None:
    """Print the scores of each target by horizon."""
    language = language_of(os.environ)
    _show_known(console, asked, language)
    for test in tests:
        title = words(
            "forecast.tested",
            language,
            target=_named(test.target, language),
            issues=number(test.issues, digits=0),
            trained=str(test.trained),
        )
        console.print(f"\n[bold]{title}[/bold]")
        console.print(_scores(test, language))
        for reason, count in test.fell_back:
            said = words(
                "forecast.fell",
                language,
                issues=number(count, digits=0),
                reason=reason.words(language),
            )
            console.print(f"[dim]{said}[/dim]")
    console.print(f"[dim]{words('forecast.kept', language, file=str(file))}[/dim]")


def _scores(test: Backtest, language: Language) -> Table:
    table = _table(language, "horizon", "pinball", "nmae", "nrmse", "coverage", text=1)
    for name in _AGAINST:
        heading = words("forecast.skill", language, baseline=_method(name, language))
        table.add_column(heading, justify="right")
    for score in test.scores:
        if score.method == FORETOLD:
            table.add_row(*_score(score, test, language))
    return table


def _score(score: Score, test: Backtest, language: Language) -> list[str]:
    horizon = words("forecast.all", language) if score.bucket is None else str(score.bucket)
    return [
        horizon,
        number(score.pinball),
        _percent(score.nmae),
        _percent(score.nrmse),
        _percent(score.coverage),
        *(_percent(test.skill[name][score.bucket]) for name in _AGAINST),
    ]


def _show_known(console: Console, asked: Asked, language: Language) -> None:
    if asked.generated:
        console.print(f"[yellow]{words('mark.generated.long', language)}[/yellow]")
    if asked.delay is None:
        console.print(words("forecast.strict", language))
    else:
        minutes = f"{asked.delay / _MINUTE:g}"
        console.print(words("forecast.assumed", language, minutes=minutes))
    if asked.with_weather:
        console.print(words("forecast.weather", language))


def _table(language: Language, *columns: str, text: int) -> Table:
    table = Table(box=None, pad_edge=False)
    for place, column in enumerate(columns):
        heading = words(f"forecast.{column}", language)
        table.add_column(heading, justify="left" if place < text else "right", overflow="fold")
    return table


def _named(target: Target, language: Language) -> str:
    return f"{words(f'forecast.{target.kind}', language)} {target.of}"


def _method(method: str, language: Language) -> str:
    return words(f"forecast.{method}", language)


def _percent(share: float) -> str:
    return f"{number(100.0 * share, digits=1)} %" if np.isfinite(share) else "–"

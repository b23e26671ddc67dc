"""Foresee a park: its histories and models in, a forecast of each target out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from zeropark.basis.errors import Finding, InputError, MissingDataError, Severity
from zeropark.basis.timeline import PARK_ZONE, Axis
from zeropark.future.forecast.forecast import Forecast
from zeropark.future.forecast.foresee import OLDEST, foresee
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.target import Target
from zeropark.shell.ports.models import Models


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseeOrder:
    """What is to be foreseen."""

    at: datetime
    """Nothing that was known later is used."""
    horizon: timedelta
    oldest: timedelta = OLDEST
    """How old a model may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenPark:
    """Forecasts, and what there is to say about them."""

    forecasts: tuple[Forecast, ...]
    findings: tuple[Finding, ...]


def foresee_park(order: ForeseeOrder, lessons: Sequence[Lesson], *, models: Models) -> ForeseenPark:
    """A forecast of every target from the step that begins at the instant, or next after it.

    A target of which nothing was known, or whose model is damaged, is told by a finding; the
    others are forecast all the same.

    Raises:
        ZeroparkError: a model is to be used, and LightGBM or pvlib is not installed.
    """
    forecasts: list[Forecast] = []
    findings: list[Finding] = []
    for lesson in lessons:
        target = lesson.subject.target
        model = _model(models, target, findings)
        try:
            forecasts += foresee(
                {target: lesson.history.known_by(order.at)},
                _steps(lesson.history.axis, order),
                models={} if model is None else {target: model},
                subjects={target: lesson.subject},
                weather={n: each.known_by(order.at) for n, each in lesson.weather.items()},
                oldest=order.oldest,
            )
        except MissingDataError as error:
            findings.append(_nothing_known(target, error))
    return ForeseenPark(forecasts=tuple(forecasts), findings=(*findings, *_fallen_back(forecasts)))


def forecast_table(forecasts: Sequence[Forecast]) -> pl.DataFrame:
    """Forecasts as a table: a row a target and step, local time."""
    parts = [
        pl.DataFrame(
            {
                "target": str(each.target),
                "start": each.axis.local_starts(),
                **{
                    f"p{round(100 * level)}": row
                    for level, row in zip(each.levels, each.quantile, strict=True)
                },
                "method": each.method,
                "issued_at": each.issued_at.astimezone(PARK_ZONE).replace(tzinfo=None),
            }
        )
        for each in forecasts
    ]
    return pl.concat(parts) if parts else pl.DataFrame()


def _model(models: Models, target: Target, findings: list[Finding]) -> Model | None:
    try:
        return models.read(target)
    except InputError as error:
        findings.append(
            Finding(
                code="forecast.damaged_model",
                place=str(target),
                problem_template="Its model is not used. {told}",
                remedy_template="Until then a baseline foretells it.",
                severity=Severity.WARNING,
                data={"told": error.told},
            )
        )
        return None


def _steps(axis: Axis, order: ForeseeOrder) -> Axis:
    start = axis.start - ((axis.start - order.at) // axis.step) * axis.step
    return Axis(start, axis.step, max(order.horizon // axis.step, 1))


def _nothing_known(target: Target, error: MissingDataError) -> Finding:
    return Finding(
        code="forecast.nothing_known",
        place=str(target),
        problem_template="{target} is not forecast. {told}",
        remedy_template="Import its readings, or leave it out with --target.",
        severity=Severity.WARNING,
        data={"target": str(target), "told": error.told},
    )


def _fallen_back(forecasts: list[Forecast]) -> Iterator[Finding]:
    """One finding a reason: without models they all have the same one."""
    reasons = {str(each.reason): each.reason for each in forecasts if each.reason is not None}
    for words, reason in reasons.items():
        targets = [str(each.target) for each in forecasts if str(each.reason) == words]
        yield Finding(
            code="forecast.fell_back",
            place=", ".join(targets),
            problem_template="A baseline foretells it. {reason}",
            remedy_template="Train models with: zeropark forecast train FOLDER; "
            "see how good both are with: zeropark forecast backtest FOLDER.",
            severity=Severity.NOTE,
            data={"reason": reason},
            count=len(targets),
        )

"""Train models: histories in, a model of each target kept, and what could not be trained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from zeropark.basis.errors import Finding, MissingDataError, Severity
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Card
from zeropark.future.forecast.target import Target
from zeropark.future.forecast.train import train
from zeropark.shell.ports.models import Models
from zeropark.shell.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedModels:
    """The cards of what was trained, where the models rest, and what could not be."""

    cards: tuple[Card, ...]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def train_models(
    lessons: Sequence[Lesson],
    *,
    at: datetime,
    horizon: timedelta,
    models: Models,
    progress: Progress,
) -> TrainedModels:
    """Train a model of each target by what was known at an instant, and keep it.

    Raises:
        ZeroparkError: LightGBM or pvlib is not installed.
    """
    cards: list[Card] = []
    files: list[Path] = []
    findings: list[Finding] = []
    progress.begin("train", total=len(lessons))
    for lesson in lessons:
        try:
            model = train(lesson, at=at, horizon=horizon)
        except MissingDataError as error:
            findings.append(_not_trained(lesson.subject.target, error))
        else:
            files.append(models.write(model))
            cards.append(model.card)
        progress.advance()
    progress.end()
    return TrainedModels(cards=tuple(cards), files=tuple(files), findings=tuple(findings))


def _not_trained(target: Target, error: MissingDataError) -> Finding:
    return Finding(
        code="forecast.not_trained",
        place=str(target),
        problem_template="No model was trained. {told}",
        remedy_template="A baseline foretells it.",
        severity=Severity.WARNING,
        data={"told": error.told},
    )

"""Forecasts, scores, cards and back-tests as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import numpy as np

from zeropark.basis.timeline import PARK_ZONE
from zeropark.future.forecast.backtest import Backtest
from zeropark.future.forecast.forecast import Forecast, Series
from zeropark.future.forecast.model import Card
from zeropark.future.forecast.score import Score

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def plain_forecast(forecast: Forecast) -> dict[str, object]:
    """A forecast: `p10`, `p50`, `p90` with a value a step."""
    axis = forecast.axis
    return {
        "target": str(forecast.target),
        "issued_at": local(forecast.issued_at),
        "start": local(axis.start),
        "step_minutes": axis.step / _MINUTE,
        "method": forecast.method,
        "reason": None if forecast.reason is None else forecast.reason.words("en"),
        "reason_zh": None if forecast.reason is None else forecast.reason.words("zh"),
        **{
            f"p{round(100 * level)}": numbers(row)
            for level, row in zip(forecast.levels, forecast.quantile, strict=True)
        },
    }


def plain_card(card: Card) -> dict[str, object]:
    """A model's card."""
    baseline = card.best_baseline()
    return {
        "target": str(card.target),
        "trained_at": local(card.trained_at),
        "from": local(card.span.start),
        "to": local(card.span.end),
        "step_minutes": card.step / _MINUTE,
        "horizon_hours": card.horizon / _HOUR,
        "features": list(card.features),
        "cases": card.cases,
        "knowledge": card.knowledge,
        "scale": or_none(card.scale),
        "best_baseline": baseline,
        "skill": or_none(card.skill_over(baseline)),
        "validation": plain_scores(card.validation),
    }


def plain_backtest(found: Backtest) -> dict[str, object]:
    """A back-test of one target."""
    return {
        "target": str(found.target),
        "from": local(found.period.start),
        "to": local(found.period.end),
        "every_hours": found.every / _HOUR,
        "issues": found.issues,
        "trained": found.trained,
        "fell_back": [
            {"reason": reason.words("en"), "reason_zh": reason.words("zh"), "issues": count}
            for reason, count in found.fell_back
        ],
        "knowledge": found.knowledge,
        "scale": or_none(found.scale),
        "scores": plain_scores(found.scores),
        "skill": {
            baseline: {_bucket_name(bucket): or_none(value) for bucket, value in by_bucket.items()}
            for baseline, by_bucket in found.skill.items()
        },
        "example": {**plain_forecast(found.example), "came": numbers(found.example_came)},
    }


def plain_scores(scores: Iterable[Score]) -> list[Mapping[str, object]]:
    """A row a method and stretch of the horizon; `all` is all of it."""
    return [
        {
            "method": score.method,
            "horizon": _bucket_name(score.bucket),
            "count": score.count,
            "pinball": score.pinball,
            "nmae": or_none(score.nmae),
            "nrmse": or_none(score.nrmse),
            "coverage": score.coverage,
        }
        for score in scores
    ]


def local(instant: datetime) -> str:
    """An instant as a park's people write it."""
    return instant.astimezone(PARK_ZONE).isoformat()


def numbers(values: Series) -> list[float | None]:
    """Values, None where one is missing."""
    return [or_none(value) for value in values]


def or_none(value: float) -> float | None:
    """A number as JSON has it, None where it can't be told."""
    return float(value) if np.isfinite(value) else None


def _bucket_name(bucket: object) -> str:
    return "all" if bucket is None else str(bucket)

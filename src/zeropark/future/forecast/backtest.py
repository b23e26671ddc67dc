"""Back-test: what would have been foretold, issue by issue, by what was known then.

Models are trained as the time goes by, on what was known on the day; so they are neither younger
nor wiser than they would have been.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from zeropark.basis.errors import MissingDataError, Phrase
from zeropark.basis.timeline import Axis, Period
from zeropark.future.forecast.baselines.every import BASELINES, baseline_quantiles, past_of
from zeropark.future.forecast.forecast import LEVELS, Forecast, Series
from zeropark.future.forecast.foresee import foresee
from zeropark.future.forecast.history import Known
from zeropark.future.forecast.horizon import FURTHEST, Bucket, lead_hours
from zeropark.future.forecast.lags import positions, taken
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import Model
from zeropark.future.forecast.samples import issues_between, lit
from zeropark.future.forecast.score import Score, Trial, scale_of, scores, skill
from zeropark.future.forecast.target import Target
from zeropark.future.forecast.train import train

FORETOLD: Final = "forecast"
"""Beside the baselines: what `foresee` gives, be it a model's or a baseline's."""
TRAINED_EVERY: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """How one target would have been foretold over a period."""

    target: Target
    period: Period
    """Over which forecasts were issued."""
    every: timedelta
    issues: int
    trained: int
    """How often a model was trained."""
    fell_back: tuple[tuple[Phrase, int], ...]
    """Why no model spoke, and at how many issues."""
    knowledge: str
    """How it is known when values were known; see `Card`."""
    scale: float
    """What `nmae` and `nrmse` are shares of."""
    scores: tuple[Score, ...]
    """Of `FORETOLD` and every baseline, by horizon."""
    skill: Mapping[str, Mapping[Bucket | None, float]]
    """Of `FORETOLD` over each baseline, by horizon."""
    example: Forecast
    """The last one that was issued."""
    example_came: Series
    """What came then; NaN where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    """One issue: what was said by each method, and what came."""

    forecast: Forecast
    said: Mapping[str, Series]
    hours: Series
    came: Series


def backtest(
    lesson: Lesson,
    period: Period,
    *,
    every: timedelta,
    horizon: timedelta = FURTHEST,
    advance: Callable[[], None] = lambda: None,
) -> Backtest:
    """Issue a forecast again and again over a period, and hold it against what came.

    Args:
        lesson: what is forecast, with all that is known by now.
        period: over which forecasts are issued; what they look at may end later.
        every: from one issue to the next.
        horizon: how far each looks ahead.
        advance: called after each issue.

    Raises:
        MissingDataError: nothing was known at any of the issues, or nothing is known to have come.
    """
    history = lesson.history
    outcome = history.known_by(period.end + horizon)
    first = _first_step(history.axis, period.start)
    model, trained_at, trained, found = None, None, 0, []
    for at in issues_between(first, period.end, every=every, step=history.axis.step):
        if trained_at is None or at - trained_at >= TRAINED_EVERY:
            model, trained_at = _trained(lesson, at, horizon), at
            trained += model is not None
        issue = _issued(lesson, model, at, outcome, horizon)
        if issue is not None:
            found.append(issue)
        advance()
    if not found:
        raise MissingDataError(
            "Nothing of {target} was known at any issue from {period}.",
            target=str(lesson.subject.target),
            period=period,
        )
    return _summed(lesson, period, every, trained, found)


def _first_step(axis: Axis, start: datetime) -> datetime:
    return axis.start - (axis.start - start) // axis.step * axis.step


def _trained(lesson: Lesson, at: datetime, horizon: timedelta) -> Model | None:
    """A model as it would have been trained then; None where too little was known."""
    try:
        return train(lesson, at=at, horizon=horizon)
    except MissingDataError:
        return None


def _issued(
    lesson: Lesson, model: Model | None, at: datetime, outcome: Known, horizon: timedelta
) -> _Issue | None:
    """None where nothing was known."""
    subject, known = lesson.subject, lesson.history.known_by(at)
    if not np.isfinite(known.values).any():
        return None
    axis = Axis(at, lesson.history.axis.step, horizon // lesson.history.axis.step)
    (forecast,) = foresee(
        {subject.target: known},
        axis,
        models={} if model is None else {subject.target: model},
        subjects={subject.target: subject},
        weather={name: each.known_by(at) for name, each in lesson.weather.items()},
    )
    past = past_of(subject, known, axis)
    came = taken(outcome, positions(outcome, axis))
    open_still = ~np.isfinite(taken(known, positions(known, axis)))
    use = lit(subject, axis) & open_still
    said = {name: baseline_quantiles(name, past)[:, use] for name in BASELINES}
    return _Issue(
        forecast=forecast,
        said={FORETOLD: forecast.quantile[:, use], **said},
        hours=lead_hours(axis, at)[use],
        came=came[use],
    )


def _summed(
    lesson: Lesson, period: Period, every: timedelta, trained: int, found: list[_Issue]
) -> Backtest:
    target, last = lesson.subject.target, found[-1].forecast
    came = np.concatenate([each.came for each in found])
    if not np.isfinite(came).any():
        raise MissingDataError(
            "Nothing of {target} is known to have come in {period}.",
            target=str(target),
            period=period,
        )
    trial = Trial(
        hours=np.concatenate([each.hours for each in found]),
        came=came,
        said={
            name: np.concatenate([each.said[name] for each in found], axis=1)
            for name in (FORETOLD, *BASELINES)
        },
    )
    scale = scale_of(target, came)
    scored = scores(trial, levels=LEVELS, scale=scale)
    outcome = lesson.history.known_by(last.axis.period.end + TRAINED_EVERY)
    return Backtest(
        target=target,
        period=period,
        every=every,
        issues=len(found),
        trained=trained,
        fell_back=_reasons(found),
        knowledge=lesson.knowledge,
        scale=scale,
        scores=scored,
        skill={name: skill(scored, FORETOLD, against=name) for name in BASELINES},
        example=last,
        example_came=taken(outcome, positions(outcome, last.axis)),
    )


def _reasons(found: list[_Issue]) -> tuple[tuple[Phrase, int], ...]:
    reasons = [each.forecast.reason for each in found if each.forecast.reason is not None]
    counted = Counter(map(str, reasons))
    by_words = {str(reason): reason for reason in reasons}
    return tuple((by_words[words], count) for words, count in counted.most_common())

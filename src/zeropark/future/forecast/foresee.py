"""Foresee: what was known in, forecasts out, by the best way that there is, and why not a better.

Quick enough to be asked for every plan of a rolling year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import numpy as np

from zeropark.basis.errors import Phrase
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.baselines.every import (
    NAMES,
    admissible,
    nearest_baseline,
    past_of,
)
from zeropark.future.forecast.conformal import widened
from zeropark.future.forecast.features import NO_WEATHER, Weather, features
from zeropark.future.forecast.forecast import Forecast, Series
from zeropark.future.forecast.history import Known
from zeropark.future.forecast.horizon import lead_hours
from zeropark.future.forecast.lags import known_until, positions, taken
from zeropark.future.forecast.model import TRAINED, Model
from zeropark.future.forecast.subject import Subject
from zeropark.future.forecast.target import Target

_HOUR: Final = timedelta(hours=1)
OLDEST: Final = timedelta(days=60)
"""How old a model may be by custom: a season changes in about as long."""
STALE: Final = timedelta(days=2)
"""How old the newest value may be: a model has hardly seen what comes after such a silence."""
NO_MODELS: Final[Mapping[Target, Model]] = MappingProxyType({})
NO_SUBJECTS: Final[Mapping[Target, Subject]] = MappingProxyType({})


def foresee(
    known: Mapping[Target, Known],
    axis: Axis,
    *,
    models: Mapping[Target, Model] = NO_MODELS,
    subjects: Mapping[Target, Subject] = NO_SUBJECTS,
    weather: Weather = NO_WEATHER,
    oldest: timedelta = OLDEST,
) -> tuple[Forecast, ...]:
    """A forecast of each target over the steps of an axis, in the order of the targets.

    Each is as known at its own `as_of`, and of no later instant. A step that is known already,
    such as tomorrow's price, is what is known. Where a model can't be used, the baseline that was
    nearest over the last four weeks speaks, and the forecast says why.

    Args:
        known: what was known of each target.
        axis: the steps, as long as those of the histories.
        models: by target; those that there are.
        subjects: what the park's document says of a target; without it neither plant nor site.
        weather: what was known of the weather, by column.
        oldest: how old a model may be.

    Raises:
        MissingDataError: nothing was known of a target, or in other steps than the axis has.
        ZeroparkError: a model is to be used, and LightGBM or pvlib is not installed.
    """
    return tuple(
        _foreseen(
            subjects.get(target) or Subject(target=target),
            each,
            axis,
            model=models.get(target),
            weather=weather,
            oldest=oldest,
        )
        for target, each in known.items()
    )


def why_not(model: Model | None, known: Known, axis: Axis, *, oldest: timedelta) -> Phrase | None:
    """Why a model can't speak of the steps of an axis; None where nothing is in its way."""
    if model is None:
        return Phrase("No model has been trained for it.")
    card, at = model.card, known.as_of
    if card.trained_at > at:
        return Phrase("The model was trained later, and would know what came.")
    if at - card.trained_at > oldest:
        return Phrase(
            "The model is {age} days old; {most} are allowed. Train it again.",
            {"age": (at - card.trained_at).days, "most": oldest.days},
        )
    return _beyond(model, known, axis) or _doubtful(model)


def _beyond(model: Model, known: Known, axis: Axis) -> Phrase | None:
    """What was never shown to the model."""
    card, at = model.card, known.as_of
    if card.step != axis.step or lead_hours(axis, at)[-1] >= card.horizon / _HOUR:
        return Phrase(
            "The model looks {hours:g} hours ahead in steps of {minutes:g} minutes.",
            {"hours": card.horizon / _HOUR, "minutes": card.step / timedelta(minutes=1)},
        )
    silent = at - (known.axis.start + known_until(known) * known.axis.step)
    if silent > STALE:
        return Phrase(
            "The newest value is {hours:.0f} hours old, which the model is not made for.",
            {"hours": silent / _HOUR},
        )
    return None


def _doubtful(model: Model) -> Phrase | None:
    card, baseline = model.card, model.card.best_baseline()
    if not card.skill_over(baseline) > 0.0:
        return Phrase(
            "In its validation the model was no better than {baseline}.",
            {"baseline": NAMES[baseline]},
        )
    return None


def _foreseen(
    subject: Subject,
    known: Known,
    axis: Axis,
    *,
    model: Model | None,
    weather: Weather,
    oldest: timedelta,
) -> Forecast:
    said = _by_model(subject, known, axis, model=model, weather=weather, oldest=oldest)
    if isinstance(said, Phrase):
        method, quantile = nearest_baseline(past_of(subject, known, axis))
    else:
        method, quantile = TRAINED, said
    return Forecast(
        target=subject.target,
        axis=axis,
        issued_at=known.as_of,
        quantile=_known_already(known, axis, quantile),
        method=method,
        reason=said if isinstance(said, Phrase) else None,
    )


def _by_model(
    subject: Subject,
    known: Known,
    axis: Axis,
    *,
    model: Model | None,
    weather: Weather,
    oldest: timedelta,
) -> Series | Phrase:
    """What the model says, or why it can't."""
    reason = why_not(model, known, axis, oldest=oldest)
    if model is None or reason is not None:
        return reason or Phrase("No model has been trained for it.")
    told = features(past_of(subject, known, axis, repeated=0), weather)
    lacking = [name for name in model.card.features if name not in told]
    if lacking:
        return Phrase(
            "The model needs what is not given: {features}.", {"features": ", ".join(lacking)}
        )
    rows = np.column_stack([told[name] for name in model.card.features])
    said = np.sort([trees.say(rows) for trees in model.trees], axis=0)
    hours = lead_hours(axis, known.as_of)
    return admissible(subject, axis, widened(said, hours, model.widening, floor=model.floor))


def _known_already(known: Known, axis: Axis, quantile: Series) -> Series:
    """What is known of a step is no guess."""
    value = taken(known, positions(known, axis))
    return np.where(np.isfinite(value), value, quantile)

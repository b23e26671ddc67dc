"""Train: histories in, a model and the card of how good it was on what it had not seen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import MissingDataError
from zeropark.basis.timeline import PARK_ZONE, Axis, Period
from zeropark.future.forecast.baselines.every import BASELINES, baseline_quantiles, past_of
from zeropark.future.forecast.boosting import Trees, grow
from zeropark.future.forecast.conformal import widened, widening_by_bucket
from zeropark.future.forecast.forecast import LEVELS, Series
from zeropark.future.forecast.horizon import FURTHEST
from zeropark.future.forecast.lesson import Lesson
from zeropark.future.forecast.model import TRAINED, Card, Model
from zeropark.future.forecast.samples import EVERY, Samples, by_issue, gather, issues_between
from zeropark.future.forecast.score import Trial, scale_of, scores

LEAST: Final = timedelta(days=42)
"""How much of a past a model needs at least: six weeks, of which it keeps two to be tried on."""
LONGEST: Final = timedelta(days=730)
"""How far back it looks: two years have each season twice."""
_SEEN_SHARE: Final = 0.7
_WEEK: Final = timedelta(days=7)
_FLOOR_SHARE: Final = 0.01
"""The least width of a band that counts, as a share of how far outcomes lie apart."""


def train(lesson: Lesson, *, at: datetime, horizon: timedelta = FURTHEST) -> Model:
    """A model of what was known at an instant, with its validation.

    The oldest seven tenths of the issues teach trees that are then tried: alternate weeks of the
    rest tell by how much their band must be widened, and how good they are. The model itself is
    grown again on all, and widened by all that was tried.

    Raises:
        MissingDataError: too little was known.
        ZeroparkError: LightGBM, or for the sun pvlib, is not installed.
    """
    samples = _samples(lesson, at, horizon)
    seen, first, second = _parts(samples, horizon)
    floor = _floor(samples)
    trees = _grown(seen)
    calibrated = _said(trees, first)
    by = widening_by_bucket(calibrated, first.came, first.hours, levels=LEVELS, floor=floor)
    tried = widened(_said(trees, second), second.hours, by, floor=floor)
    scale = scale_of(lesson.subject.target, samples.came)
    trial = _trial(lesson, second, tried, horizon)
    rest = samples.only(np.isin(samples.issue, np.union1d(first.issue, second.issue)))
    card = Card(
        target=lesson.subject.target,
        trained_at=at,
        span=_span(samples, lesson.history.axis.step),
        step=lesson.history.axis.step,
        horizon=horizon,
        features=samples.names,
        levels=LEVELS,
        cases=samples.came.size,
        knowledge=lesson.knowledge,
        scale=scale,
        validation=scores(trial, levels=LEVELS, scale=scale),
    )
    return Model(
        card=card,
        trees=_grown(samples),
        widening=widening_by_bucket(
            _said(trees, rest), rest.came, rest.hours, levels=LEVELS, floor=floor
        ),
        floor=floor,
    )


def _samples(lesson: Lesson, at: datetime, horizon: timedelta) -> Samples:
    history, outcome = lesson.history, lesson.history.known_by(at)
    first = history.first_known_at
    begin = max(first or at, history.axis.start, at - LONGEST)
    begin = history.axis.start - (history.axis.start - begin) // history.axis.step * (
        history.axis.step
    )
    if at - begin < LEAST:
        raise MissingDataError(
            "A model of {target} needs to see what was known over {least} days or more; values "
            "were known from {since} on. Say how late readings come with --assume-delay where all "
            "of them were imported at once; until then similar days foretell it.",
            target=str(lesson.subject.target),
            least=LEAST.days,
            since=begin.astimezone(PARK_ZONE).isoformat(),
        )
    issued = issues_between(begin + timedelta(days=1), at, every=EVERY, step=history.axis.step)
    return gather(
        lesson.subject,
        history,
        outcome,
        issued=issued,
        horizon=horizon,
        weather=lesson.weather,
    )


def _parts(samples: Samples, horizon: timedelta) -> tuple[Samples, Samples, Samples]:
    """What teaches, what calibrates and what is tried; no outcome is in two of them.

    Issues whose horizon reaches from one part into the next are left out.
    """
    issued = np.array([each.timestamp() for each in samples.issued])
    border = issued[int(_SEEN_SHARE * (issued.size - 1))]
    seen = issued + horizon.total_seconds() <= border
    week, late = np.divmod(issued - border, _WEEK.total_seconds())
    whole = (issued >= border) & (late + horizon.total_seconds() <= _WEEK.total_seconds())
    chosen = (seen, whole & (week % 2 == 0), whole & (week % 2 == 1))
    parts = tuple(samples.only(_of(samples, which)) for which in chosen)
    if not all(part.came.size for part in parts):
        raise MissingDataError(
            "Too little is known from {start} to {end} to train a model and to try it.",
            start=samples.issued[0].astimezone(PARK_ZONE).isoformat(),
            end=samples.issued[-1].astimezone(PARK_ZONE).isoformat(),
        )
    return parts[0], parts[1], parts[2]


def _of(samples: Samples, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
    chosen: NDArray[np.bool_] = which[samples.issue]
    return chosen


def _grown(samples: Samples) -> tuple[Trees, ...]:
    return tuple(grow(samples.rows, samples.came, level=level) for level in LEVELS)


def _said(trees: tuple[Trees, ...], samples: Samples) -> Series:
    return np.sort([each.say(samples.rows) for each in trees], axis=0)


def _floor(samples: Samples) -> float:
    apart = float(np.ptp(np.quantile(samples.came, LEVELS)))
    return max(_FLOOR_SHARE * apart, float(np.finfo(np.float64).tiny))


def _trial(lesson: Lesson, samples: Samples, tried: Series, horizon: timedelta) -> Trial:
    """The trained method beside every baseline, on the same cases."""
    step = lesson.history.axis.step
    said = {name: np.full(tried.shape, np.nan) for name in BASELINES}
    for at, where in by_issue(samples):
        axis = Axis(at, step, horizon // step)
        past = past_of(lesson.subject, lesson.history.known_by(at), axis)
        for name, quantile in said.items():
            quantile[:, where] = baseline_quantiles(name, past)[:, samples.ahead[where]]
    told = {TRAINED: lesson.subject.bounded(tried), **said}
    return Trial(hours=samples.hours, came=samples.came, said=told)


def _span(samples: Samples, step: timedelta) -> Period:
    first, last = int(samples.issue[0]), int(samples.issue[-1])
    ends = samples.issued[last] + (int(samples.ahead[-1]) + 1) * step
    return Period(samples.issued[first] + int(samples.ahead[0]) * step, ends)

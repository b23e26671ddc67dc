"""Samples: many issues of the past, what was known at each, and what came after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.timeline import Axis
from zeropark.future.forecast.baselines.every import past_of
from zeropark.future.forecast.features import features
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.history import History, Known
from zeropark.future.forecast.horizon import lead_hours
from zeropark.future.forecast.lags import positions, taken
from zeropark.future.forecast.sky import clear_share
from zeropark.future.forecast.subject import Subject

EVERY: Final = timedelta(hours=7)
"""From one issue to the next: no part of a day, so that all hours of the day have their turn."""
_STEPS_OF_AN_ISSUE: Final = 24
"""How many of its steps are kept: neighbours say nearly the same."""
_SOON: Final = timedelta(hours=2)
_SOON_APART: Final = 2
"""Of the first two hours every other one is: they are few, and unlike what comes after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Cases to learn from or to be tried on."""

    names: tuple[str, ...]
    rows: Series
    """Features; shape (cases, names)."""
    came: Series
    """Shape (cases,); NaN where it is not known."""
    hours: Series
    """How far ahead; shape (cases,)."""
    issue: NDArray[np.int64]
    """Which of the issues; shape (cases,), never descending."""
    ahead: NDArray[np.int64]
    """Which step of its axis; shape (cases,)."""
    issued: tuple[datetime, ...]
    """The issues."""

    def only(self, which: NDArray[np.bool_]) -> Samples:
        """Some of the cases."""
        return Samples(
            names=self.names,
            rows=self.rows[which],
            came=self.came[which],
            hours=self.hours[which],
            issue=self.issue[which],
            ahead=self.ahead[which],
            issued=self.issued,
        )


def issues_between(
    start: datetime, end: datetime, *, every: timedelta, step: timedelta
) -> tuple[datetime, ...]:
    """Instants from `start` on, each moved back to where a step begins that begins at `start`."""
    count = max((end - start) // every + 1, 0)
    return tuple(start + (number * every // step) * step for number in range(count))


def gather(
    subject: Subject,
    history: History,
    outcome: Known,
    *,
    issued: tuple[datetime, ...],
    horizon: timedelta,
    weather: Mapping[str, History],
) -> Samples:
    """The samples of some issues; what was not known at an issue is not in its features.

    Args:
        subject: what is forecast.
        history: when each of its values was known.
        outcome: what is known to have come.
        issued: when, each where a step of the history begins.
        horizon: how far each looks ahead.
        weather: by column.
    """
    found = [
        _of_issue(subject, history, outcome, number, at, horizon, weather)
        for number, at in enumerate(issued)
    ]
    there = [each for each in found if each is not None]
    if not there:
        raise MissingDataError(
            "No value of {target} was known at any of the instants that a model could learn from.",
            target=str(subject.target),
        )
    columns = (np.concatenate(parts) for parts in zip(*(each[1:] for each in there), strict=True))
    rows, came, hours, issue, ahead = columns
    return Samples(
        names=there[0][0],
        rows=rows,
        came=came,
        hours=hours,
        issue=issue,
        ahead=ahead,
        issued=issued,
    )


_Part = tuple[tuple[str, ...], Series, Series, Series, NDArray[np.int64], NDArray[np.int64]]


def _of_issue(
    subject: Subject,
    history: History,
    outcome: Known,
    number: int,
    at: datetime,
    horizon: timedelta,
    weather: Mapping[str, History],
) -> _Part | None:
    """The cases of one issue; None where nothing was known then."""
    known = history.known_by(at)
    if not np.isfinite(known.values).any():
        return None
    axis = Axis(at, history.axis.step, horizon // history.axis.step)
    told = {name: each.known_by(at) for name, each in weather.items()}
    found = features(past_of(subject, known, axis, repeated=0), told)
    rows = np.column_stack(list(found.values()))
    came = taken(outcome, positions(outcome, axis))
    # what was known ahead is not forecast
    already = np.isfinite(taken(known, positions(known, axis)))
    use = _chosen(axis, number)
    use = use[np.isfinite(came[use]) & ~already[use] & lit(subject, axis)[use]]
    hours = lead_hours(axis, at)
    return tuple(found), rows[use], came[use], hours[use], np.full(use.size, number), use


def _chosen(axis: Axis, number: int) -> NDArray[np.int64]:
    """The steps of an issue that are kept, others in each issue."""
    apart = max(axis.count // _STEPS_OF_AN_ISSUE, 1)
    soon = min(_SOON // axis.step, axis.count)
    return np.union1d(
        np.arange(number % apart, axis.count, apart),
        np.arange(number % _SOON_APART, soon, _SOON_APART),
    )


def lit(subject: Subject, axis: Axis) -> NDArray[np.bool_]:
    """Where there is something to forecast: of a photovoltaic plant, daylight; else everywhere."""
    if isinstance(subject.plant, Pv) and subject.site is not None:
        return clear_share(subject.plant, subject.site, axis) > 0.0
    return np.ones(axis.count, dtype=np.bool_)


def by_issue(samples: Samples) -> Iterator[tuple[datetime, NDArray[np.int64]]]:
    """Each issue that has cases, with the positions of its cases."""
    numbers, first = np.unique(samples.issue, return_index=True)
    for number, where in zip(
        numbers, np.split(np.arange(samples.issue.size), first[1:]), strict=True
    ):
        yield samples.issued[int(number)], where

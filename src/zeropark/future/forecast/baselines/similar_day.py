"""Similar day: the mean of the last days of the same class, at the same time of day."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.timeline import Axis, Calendar
from zeropark.future.forecast.baselines.persistence import persistence
from zeropark.future.forecast.baselines.tried import Past
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.lags import DAY, LOOKED_BACK, mean_of
from zeropark.future.forecast.subject import Subject

DAYS: Final = 5
"""How many similar days are averaged, as demand-response baselines do."""


def similar_day(past: Past) -> Series:
    """Of loads and prices: days off are like days off, working days like working days.

    Sun and wind know no weekday: there the last days are averaged, whichever they are. Where no
    day of the class is known, the last day that is.
    """
    values = past.lags.windows(past.lags.value)
    alike = np.isfinite(values)
    if past.subject.weekly:
        of_step, of_lag = _classes(past)
        alike &= past.lags.windows(of_lag) == of_step[..., None]
    counted = alike & (np.cumsum(alike, axis=-1) <= DAYS)
    mean = mean_of(np.where(counted, values, np.nan))
    found: Series = np.where(np.isfinite(mean), mean, persistence(past))
    return found


def _classes(past: Past) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The class of each step's day now and d days ago, and of the day of each of its lags."""
    back = int(past.lags.first.max()) + LOOKED_BACK + past.lags.repeated
    by_day = day_classes(past.subject, past.axis, back=back)
    shifts = back - np.arange(past.lags.repeated + 1)
    steps = np.arange(past.axis.count)[:, None]
    day = DAY // past.axis.step
    return by_day[steps + shifts * day], by_day[steps + (back - past.lags.days_back()) * day]


def day_classes(subject: Subject, axis: Axis, *, back: int) -> NDArray[np.int64]:
    """The classes of the days of the steps of an axis that begins so many days earlier."""
    day = DAY // axis.step
    long = Axis(axis.start - back * DAY, axis.step, axis.count + back * day)
    return subject.holidays.classes(Calendar.of(long))

"""Features: what a model is told of each step, all of it known when the forecast is issued.

The day of the year is not among them: of one year it only tells which day it was, and trees that
are told it learn the year by heart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import numpy as np

from zeropark.basis.park.devices.pv import Pv
from zeropark.basis.park.devices.wind import Wind
from zeropark.basis.timeline import Axis, Calendar
from zeropark.future.forecast.baselines.persistence import clear_index
from zeropark.future.forecast.baselines.similar_day import similar_day
from zeropark.future.forecast.baselines.tried import Past
from zeropark.future.forecast.forecast import Series
from zeropark.future.forecast.history import Known
from zeropark.future.forecast.horizon import lead_hours
from zeropark.future.forecast.lags import DAY, known_until, mean_of, taken
from zeropark.future.forecast.sky import (
    GHI,
    TEMPERATURE,
    WIND_SPEED,
    clear_share,
    solar_share,
    wind_share,
)

Weather = Mapping[str, Known]
"""What was known of the weather, by column."""
NO_WEATHER: Final[Weather] = MappingProxyType({})
_HOUR: Final = timedelta(hours=1)
_WEEK_DAYS: Final = 7
_RECENT_HOURS: Final = (1, 4, 24)


def features(past: Past, weather: Weather = NO_WEATHER) -> Mapping[str, Series]:
    """What a model is told, by name; each of shape (steps,), NaN where it is not known.

    Args:
        past: what was known of the subject; nothing of it need be repeated.
        weather: what was known of the weather, of the steps themselves where it was foretold.

    Raises:
        ZeroparkError: the sun is needed, and pvlib is not installed.
    """
    parts = (_calendar(past), _recent(past), _days(past), _sun(past), _told(past, weather))
    return {name: values for part in parts for name, values in part}


def at_steps(known: Known, axis: Axis) -> Series:
    """What was known of the steps of an axis that may be finer or coarser; shape (steps,).

    A coarser value holds for all that it covers; finer ones are averaged.
    """
    finer = max(axis.step // known.axis.step, 1)
    position = known.axis.position(axis.starts())[:, None] + np.arange(finer)
    if not known.axis.count:
        return np.full(axis.count, np.nan)
    return mean_of(taken(known, position))


def _calendar(past: Past) -> Iterator[tuple[str, Series]]:
    calendar = Calendar.of(past.axis)
    yield "lead_hours", lead_hours(past.axis, past.known.as_of)
    yield "hour", calendar.minute / 60.0
    if past.subject.weekly:
        yield "weekday", calendar.weekday.astype(np.float64)
        yield "day_class", past.subject.holidays.classes(calendar).astype(np.float64)


def _recent(past: Past) -> Iterator[tuple[str, Series]]:
    """The newest values, the same for all steps."""
    known, steps = past.known, past.axis.count
    stop = known_until(known)
    yield "last", np.full(steps, known.values[stop - 1])
    for hours in _RECENT_HOURS:
        several = known.values[max(stop - hours * _HOUR // known.axis.step, 0) : stop]
        yield f"mean_{hours}h", np.full(steps, mean_of(several[None, :])[0])


def _days(past: Past) -> Iterator[tuple[str, Series]]:
    """The same time of day before."""
    value = past.lags.value
    yield "day", value[:, 0]
    yield "week", past.lags.same_weekday()
    yield "mean_7_days", mean_of(value[:, :_WEEK_DAYS])
    yield "mean_28_days", mean_of(value)
    yield "similar_day", similar_day(past)[:, 0]
    yield "day_around", _around(past)


def _around(past: Past) -> Series:
    """The mean of an hour on either side of the first legal lag."""
    step = past.axis.step
    day, wide = DAY // step, max(_HOUR // step, 1)
    centre = past.lags.step - past.lags.first * day
    return mean_of(taken(past.known, centre[:, None] + np.arange(-wide, wide + 1)))


def _sun(past: Past) -> Iterator[tuple[str, Series]]:
    plant, site = past.subject.plant, past.subject.site
    if isinstance(plant, Pv) and site is not None:
        clear = clear_share(plant, site, past.axis)
        yield "clear_sky", clear
        yield "same_sky", clear * clear_index(past, plant, site)[0]


def _told(past: Past, weather: Weather) -> Iterator[tuple[str, Series]]:
    """The weather as it was told, and what the plant would give in it."""
    told = {name: at_steps(known, past.axis) for name, known in weather.items()}
    yield from told.items()
    plant, site = past.subject.plant, past.subject.site
    if isinstance(plant, Wind) and WIND_SPEED in told:
        yield "power_curve", wind_share(plant, speed_m_per_s=told[WIND_SPEED])
    if isinstance(plant, Pv) and site is not None and GHI in told:
        yield (
            "physics",
            solar_share(plant, site, past.axis, ghi=told[GHI], temperature_c=told.get(TEMPERATURE)),
        )

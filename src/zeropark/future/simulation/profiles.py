"""Shapes of use: how a rated use varies over the day, the week and the year, by profile.

Each shape is a share of the rated use, between 0 and 1, whose mean is the load factor as far as
the rated use allows. Industry runs around the clock with dips, batches and repairs; offices and
shifts follow the local clock; heating follows the outdoor temperature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.parts import Profile
from zeropark.basis.timeline import Calendar
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series, remembering, spells

HEATING_LIMIT_C: Final = 18.0
"""Below this outdoor temperature buildings are heated."""
COOLING_LIMIT_C: Final = 24.0
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_ROUNDS: Final = 12
_SHIFT_MINUTES: Final = 480
_CHANGE_MINUTES: Final = 30


def use_shares(
    profile: Profile, *, load_factor: float, device: str, around: Surroundings
) -> Series:
    """The use over the rated use, per interval: in [0, 1], mean `load_factor`."""
    shape = _SHAPES[profile](device, around)
    return scaled_to(shape, mean=load_factor)


def scaled_to(shape: Series, *, mean: float) -> Series:
    """A shape scaled so that its mean is as asked, never above 1; its zeros stay zeros.

    What is cut off at 1 is put where there is room, in a few rounds; a mean that the shape
    can't reach (an office can't run at 95 % of its peak) is approached from below.
    """
    share: Series = shape
    for _ in range(_ROUNDS):
        present = float(share.mean())
        if present <= 0.0:
            return share
        share = np.minimum(share * (mean / present), 1.0)
    return share


def heating_need(around: Surroundings, *, season: NDArray[np.bool_]) -> Series:
    """Degrees below the heating limit in the season, less by night: a shape, not an amount."""
    slow = _smoothed(around.weather.temperature_c, steps=24)
    night = np.where(around.between(6, 22), 1.0, 0.85)
    need: Series = np.maximum(HEATING_LIMIT_C - slow, 0.0) * night * season
    return need


def cooling_need(around: Surroundings) -> Series:
    """Degrees above the cooling limit: a shape, not an amount."""
    need: Series = np.maximum(around.weather.temperature_c - COOLING_LIMIT_C, 0.0)
    return need


def in_season(calendar: Calendar, season: str) -> NDArray[np.bool_]:
    """Whether each interval lies in a season `MM-DD/MM-DD`, which may span the new year."""
    first, last = (100 * int(text[:2]) + int(text[3:]) for text in season.split("/"))
    days = calendar.day.astype("datetime64[D]")
    of_month = (days - days.astype("datetime64[M]")).astype(np.int64) + 1
    today = 100 * calendar.month + of_month
    inside: NDArray[np.bool_] = (
        (today >= first) & (today <= last) if first <= last else (today >= first) | (today <= last)
    )
    return inside


def office_shape(around: Surroundings) -> Series:
    """Working hours of weekdays, a little at lunch, a base by night and at week-ends."""
    weekday = around.calendar.weekday < _SATURDAY
    busy = np.where(around.between(12, 13.5), 0.75, 1.0)
    shape: Series = np.where(around.between(8, 18.5) & weekday, busy, 0.22)
    return _smoothed(shape, steps=4)


def _smoothed(series: Series, *, steps: int) -> Series:
    padded = np.concatenate([np.full(steps - 1, series[0]), series])
    sums = np.cumsum(np.insert(padded, 0, 0.0))
    mean: Series = (sums[steps:] - sums[:-steps]) / steps
    return mean


def _noise(device: str, around: Surroundings, *, spread: float, steps: float) -> Series:
    rng = around.chance(device, "noise")
    noise: Series = 1.0 + spread * remembering(rng, around.axis.count, steps=steps)
    return np.clip(noise, 0.3, 1.7)


def _repairs(device: str, around: Surroundings) -> Series:
    """Two or three long repairs a year and many short stops, each at part load."""
    count = around.axis.count
    long = spells(around.chance(device, "repair"), count, per_year=2.5, steps=2.5 * 96)
    short = spells(around.chance(device, "stop"), count, per_year=30.0, steps=9.0)
    return np.where(long, 0.45, 1.0) * np.where(short, 0.7, 1.0)


def _continuous(device: str, around: Surroundings) -> Series:
    """Nearly flat: charges of about two hours show as ripple, crews change at 8, 16 and 24."""
    phase = around.chance(device, "phase").random()
    step = np.arange(around.axis.count)
    ripple = 1.0 + 0.025 * np.sin(2 * np.pi * (step / 8.7 + phase))
    return ripple * _noise(device, around, spread=0.03, steps=40) * _repairs(device, around)


def _three_shift(device: str, around: Surroundings) -> Series:
    change = around.calendar.minute % _SHIFT_MINUTES < _CHANGE_MINUTES
    night = np.where(around.between(0, 8), 0.93, 1.0)
    shape = np.where(change, 0.85, 1.0) * night
    return shape * _noise(device, around, spread=0.05, steps=12) * _repairs(device, around)


def _two_shift(device: str, around: Surroundings) -> Series:
    sunday = np.where(around.calendar.weekday == _SUNDAY, 0.55, 1.0)
    shape = np.where(around.between(6.5, 22.5), 1.0, 0.3) * sunday
    return _smoothed(shape, steps=3) * _noise(device, around, spread=0.06, steps=8)


def _day_shift(device: str, around: Surroundings) -> Series:
    resting = np.where(around.calendar.weekday == _SUNDAY, 0.35, 1.0)
    shape = np.where(around.between(8, 18), 1.0, 0.18) * resting
    return _smoothed(shape, steps=3) * _noise(device, around, spread=0.07, steps=6)


def _office(device: str, around: Surroundings) -> Series:
    return office_shape(around) * _noise(device, around, spread=0.05, steps=8)


def _heating(device: str, around: Surroundings) -> Series:
    need = heating_need(around, season=in_season(around.calendar, "10-15/04-15"))
    return need / max(float(need.max()), 1.0) * _noise(device, around, spread=0.03, steps=12)


def _flat(_device: str, around: Surroundings) -> Series:
    return around.constant(1.0)


_SHAPES: Final[Mapping[Profile, Callable[[str, Surroundings], Series]]] = MappingProxyType(
    {
        "continuous": _continuous,
        "three_shift": _three_shift,
        "two_shift": _two_shift,
        "day_shift": _day_shift,
        "office": _office,
        "heating": _heating,
        "flat": _flat,
    }
)

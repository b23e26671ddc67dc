"""The weather of a simulated year at a site: sun through clouds, temperature, wind.

Not a forecast and not a measurement: plausible weather of inland Gansu by seed. Cloudiness
follows day types (a Markov chain) with a clear-sky index that remembers its past; wind is a
Weibull speed driven by a remembering normal series (a probability transform), so that its
distribution and its persistence can be chosen apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zeropark.basis.park.place import Site
from zeropark.basis.timeline import Axis, Calendar
from zeropark.future.simulation.weather.chance import Series, as_share, remembering, stream
from zeropark.future.simulation.weather.sun import Sun, split, sun_over

WIND_HEIGHT_M: Final = 100.0
"""The height above ground that `wind_m_per_s` is for."""


@dataclass(frozen=True, slots=True)
class Weather:
    """One value per interval of the axis: interval means, taken at the middle for the sun."""

    axis: Axis
    calendar: Calendar
    sun: Sun
    ghi: Series
    """Global horizontal irradiance, W/m2."""
    dni: Series
    """Direct normal irradiance, W/m2."""
    dhi: Series
    """Diffuse horizontal irradiance, W/m2."""
    temperature_c: Series
    """Of the air, 2 m above ground."""
    wind_m_per_s: Series
    """At `WIND_HEIGHT_M`."""


def weather_at(site: Site, axis: Axis, *, seed: int) -> Weather:
    """A year, or any stretch, of weather at a site; the same seed gives the same weather.

    Raises:
        ZeroparkError: pvlib is not installed.
    """
    calendar = Calendar.of(axis)
    sun = sun_over(site, axis)
    kinds = _day_kinds(calendar, seed=seed, site=site)
    ghi = sun.clear_ghi * _clear_sky_index(kinds, axis, seed=seed, site=site)
    dni, dhi = split(sun, ghi)
    return Weather(
        axis=axis,
        calendar=calendar,
        sun=sun,
        ghi=ghi,
        dni=dni,
        dhi=dhi,
        temperature_c=_temperature(site, axis, calendar, kinds, seed=seed),
        wind_m_per_s=_wind(site, axis, calendar, seed=seed),
    )


# --- clouds ---------------------------------------------------------------------------
# Day types: 0 clear, 1 broken cloud, 2 overcast. Gansu's Hexi corridor has about half its
# days clear and few overcast, more of both cloud types in July and August. Southwards the
# monsoon reaches further: some 6,100 MJ/m2 of sun a year at Jinchang, 5,000 at Tianshui.
_STAY: Final = 0.35
"""Share of days that simply repeat the day before: gives a day-to-day correlation near 0.3."""
_SHARES_DRY: Final = (0.43, 0.40, 0.17)
_SHARES_WET: Final = (0.30, 0.45, 0.25)
_WET_MONTHS: Final = (6, 7, 8, 9)
_CORRIDOR_LATITUDE: Final = 38.5
_CLEAR_LOST_PER_DEGREE_SOUTH: Final = 0.05
_CLEAR_LOST_MOST: Final = 0.25
"""Share of days that are overcast instead of clear, south of the corridor."""
_INDEX_MEAN: Final = np.array([0.97, 0.74, 0.38])
_INDEX_SPREAD: Final = np.array([0.025, 0.20, 0.16])
_CLOUD_MEMORY_STEPS: Final = 6.0
"""1.5 hours: clouds that pass."""


def _day_kinds(calendar: Calendar, *, seed: int, site: Site) -> NDArray[np.int64]:
    """The day type of every interval; the same for all sites of one latitude."""
    days, first, inverse = np.unique(calendar.day, return_index=True, return_inverse=True)
    rng = stream(seed, "day-kinds")
    wet = np.isin(calendar.month[first], _WET_MONTHS)
    # a draw that falls short of fewer clear days falls among the overcast ones
    drawn = rng.random(days.size) + _clear_lost(site)
    fresh = np.where(
        wet,
        np.searchsorted(np.cumsum(_SHARES_WET)[:2], drawn),
        np.searchsorted(np.cumsum(_SHARES_DRY)[:2], drawn),
    )
    changes = rng.random(days.size) >= _STAY
    changes[0] = True
    last_change = np.maximum.accumulate(np.where(changes, np.arange(days.size), 0))
    kinds: NDArray[np.int64] = fresh[last_change][inverse].astype(np.int64)
    return kinds


def _clear_lost(site: Site) -> float:
    south = max(0.0, _CORRIDOR_LATITUDE - abs(site.latitude))
    return min(_CLEAR_LOST_PER_DEGREE_SOUTH * south, _CLEAR_LOST_MOST)


def _clear_sky_index(kinds: NDArray[np.int64], axis: Axis, *, seed: int, site: Site) -> Series:
    swing = remembering(stream(seed, "clouds", site.id), axis.count, steps=_CLOUD_MEMORY_STEPS)
    index = _INDEX_MEAN[kinds] + _INDEX_SPREAD[kinds] * swing
    bounded: Series = np.clip(index, 0.08, 1.05)
    return bounded


# --- temperature ----------------------------------------------------------------------
# Annual means of inland Gansu, fitted by eye to the climate normals of its cities (about 10
# degrees in Lanzhou at 1,520 m, 2 to 5 in Hezuo at 2,900 m): colder northwards and upwards.
_AT_EQUATOR_C: Final = 36.0
_PER_LATITUDE_C: Final = 0.6
_PER_METRE_C: Final = 0.0035
_SEASON_C: Final = 15.5
_COLDEST_DAY: Final = 15.0
_DIURNAL_C: Final = np.array([7.5, 5.5, 3.0])
"""Half the daily range by day type."""
_WARMEST_MINUTE: Final = 16 * 60
"""Local clock, some three hours after the sun's noon in Gansu."""
_FRONT_C: Final = 3.2
_FRONT_MEMORY_STEPS: Final = 2.5 * 96


def _temperature(
    site: Site, axis: Axis, calendar: Calendar, kinds: NDArray[np.int64], *, seed: int
) -> Series:
    mean = _AT_EQUATOR_C - _PER_LATITUDE_C * abs(site.latitude) - _PER_METRE_C * site.altitude_m
    season = -_SEASON_C * np.cos(2 * np.pi * (_day_in_year(calendar) - _COLDEST_DAY) / 365.25)
    hour = 2 * np.pi * (calendar.minute - _WARMEST_MINUTE) / 1440
    fronts = remembering(stream(seed, "fronts"), axis.count, steps=_FRONT_MEMORY_STEPS)
    air: Series = mean + season + _DIURNAL_C[kinds] * np.cos(hour) + _FRONT_C * fronts
    return air


def _day_in_year(calendar: Calendar) -> Series:
    january = (calendar.year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return (calendar.day - january.astype(np.int64)).astype(np.float64)


# --- wind -----------------------------------------------------------------------------
# Shape of the Hexi corridor: strong in spring, late autumn and at night and evening, weakest
# around noon. The scale falls eastwards, from the corridor to the loess plateau.
_SCALE_M_PER_S: Final = 7.3
_SCALE_PER_DEGREE_EAST: Final = 0.035
_CORRIDOR_LONGITUDE: Final = 102.0
_SHAPE: Final = 1.85
"""Weibull k; 1.8 to 2.1 is usual for the region."""
_BY_MONTH: Final = (0.97, 1.0, 1.08, 1.12, 1.08, 0.99, 0.94, 0.93, 0.92, 0.96, 1.04, 1.0)
_DIURNAL_SHARE: Final = 0.07
_STRONGEST_MINUTE: Final = 23 * 60
_WEATHER_MEMORY_STEPS: Final = 11 * 4
_GUST_MEMORY_STEPS: Final = 10.0
_GUST_SHARE: Final = 0.05
"""Of the variance: what changes within an hour or two and is local to a site."""


def _wind(site: Site, axis: Axis, calendar: Calendar, *, seed: int) -> Series:
    slow = remembering(stream(seed, "wind"), axis.count, steps=_WEATHER_MEMORY_STEPS)
    fast = remembering(stream(seed, "wind", site.id), axis.count, steps=_GUST_MEMORY_STEPS)
    share = as_share(np.sqrt(1.0 - _GUST_SHARE) * slow + np.sqrt(_GUST_SHARE) * fast)
    hour = 2 * np.pi * (calendar.minute - _STRONGEST_MINUTE) / 1440
    scale = (
        _SCALE_M_PER_S
        * (1.0 - _SCALE_PER_DEGREE_EAST * max(0.0, site.longitude - _CORRIDOR_LONGITUDE))
        * _smooth_month(calendar)
        * (1.0 + _DIURNAL_SHARE * np.cos(hour))
    )
    speed: Series = scale * (-np.log1p(-share)) ** (1.0 / _SHAPE)
    return speed


def _smooth_month(calendar: Calendar) -> Series:
    """The monthly factor, joined by straight lines from mid-month to mid-month."""
    middles = np.arange(12) * 30.4 + 15.2
    return np.interp(_day_in_year(calendar), middles, _BY_MONTH, period=365.25)

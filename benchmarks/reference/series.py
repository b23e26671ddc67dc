"""The conditions of the reference park: a year of invented weather, loads and prices.

All of it comes from one seed at 15 min; longer steps are means of these. Nothing here was measured.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

SEED = 20261123
YEAR_HOURS = 8760
QUARTERS = 4
"""Steps an hour of the finest series."""
LATITUDE = np.radians(38.5)
SUPPLY_C = 70.0
"""Temperature of the heat that the heat pump gives."""
PEAK_HOURS = (6, 7, 18, 19, 20, 21, 22)
MIDDAY_HOURS = (10, 11, 12, 13, 14, 15)
DAYS_OFF = (5, 6)
"""Of each seven."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One value per step; powers are means over the step."""

    load_kw: Values
    heat_kw: Values
    hydrogen_kw: Values
    """By its lower heating value."""
    pv_share: Values
    """Available of each kW."""
    wind_share: Values
    csp_share: Values
    import_cny_per_kwh: Values
    export_cny_per_kwh: Values
    grid_kg_per_kwh: Values
    cop: Values
    """Heat that the heat pump gives for each kWh of electricity."""


def reference_series(*, steps_per_hour: int, hours: int) -> Series:
    """The first hours of the year, at 1, 2 or 4 steps an hour."""
    merged = QUARTERS // steps_per_hour
    fine = _quarters()
    return Series(
        **{
            at.name: getattr(fine, at.name)[: hours * QUARTERS].reshape(-1, merged).mean(axis=1)
            for at in fields(fine)
        }
    )


def _quarters() -> Series:
    chance = np.random.default_rng(SEED)
    time_h = (np.arange(YEAR_HOURS * QUARTERS) + 0.5) / QUARTERS
    day, hour = time_h / 24.0, time_h % 24.0
    height = _sun_height(day, hour)
    clear = 1.0 / (1.0 + np.exp(-1.2 - 1.6 * _wander(chance, 18.0)))
    temperature_c = (
        9.0
        - 15.0 * np.cos(2 * np.pi * (day - 15.0) / 365.0)
        - 5.5 * np.cos(2 * np.pi * (hour - 3.0) / 24.0)
        + 3.0 * _wander(chance, 40.0)
    )
    return Series(
        load_kw=_load(chance, day, hour),
        heat_kw=_heat(chance, temperature_c, hour),
        hydrogen_kw=5_000.0 * np.clip(1.0 + 0.08 * _wander(chance, 30.0), 0.6, 1.4),
        pv_share=_pv(height, clear, temperature_c),
        wind_share=_wind(chance, day, hour),
        csp_share=np.clip(1.15 * (1.0 - np.exp(-5.0 * height)) * clear**1.8, 0.0, 1.0),
        import_cny_per_kwh=_import_price(chance, hour),
        export_cny_per_kwh=_export_price(hour),
        grid_kg_per_kwh=np.clip(0.56 - 0.16 * height + 0.03 * _wander(chance, 24.0), 0.2, 0.8),
        cop=0.46 * (SUPPLY_C + 273.15) / (SUPPLY_C - np.minimum(temperature_c, 25.0)),
    )


def _wander(chance: np.random.Generator, memory_h: float) -> Values:
    """Noise of unit variance that forgets itself after some hours."""
    kept = np.exp(-1.0 / (memory_h * QUARTERS))
    pushes = chance.standard_normal(YEAR_HOURS * QUARTERS) * np.sqrt(1.0 - kept**2)
    value = float(chance.standard_normal())
    path = np.empty_like(pushes)
    for step, push in enumerate(pushes.tolist()):
        value = kept * value + push
        path[step] = value
    return path


def _sun_height(day: Values, hour: Values) -> Values:
    """Sine of the sun's height over the horizon, no less than zero."""
    declination = np.radians(23.45) * np.sin(2 * np.pi * (day - 80.0) / 365.0)
    turned = np.pi * (hour - 12.0) / 12.0
    upright = np.sin(LATITUDE) * np.sin(declination)
    return np.maximum(upright + np.cos(LATITUDE) * np.cos(declination) * np.cos(turned), 0.0)


def _load(chance: np.random.Generator, day: Values, hour: Values) -> Values:
    worked = np.where(np.isin(np.floor(day) % 7, DAYS_OFF), 0.9, 1.0)
    shape = 1.0 + 0.10 * np.sin(2 * np.pi * (hour - 8.0) / 24.0)
    season = 1.0 + 0.04 * np.cos(4 * np.pi * (day - 10.0) / 365.0)
    return 55_000.0 * worked * shape * season * (1.0 + 0.03 * _wander(chance, 6.0))


def _heat(chance: np.random.Generator, temperature_c: Values, hour: Values) -> Values:
    process = 9_000.0 * (1.0 + 0.15 * np.sin(2 * np.pi * (hour - 7.0) / 24.0))
    rooms = 950.0 * np.maximum(17.0 - temperature_c, 0.0)
    return (process + rooms) * (1.0 + 0.02 * _wander(chance, 5.0))


def _pv(height: Values, clear: Values, temperature_c: Values) -> Values:
    light = 1.02 * height**0.9 * (0.25 + 0.75 * clear)
    return np.clip(light * (1.0 - 0.004 * (temperature_c + 25.0 * light - 25.0)), 0.0, 1.0)


def _wind(chance: np.random.Generator, day: Values, hour: Values) -> Values:
    season = 1.0 + 0.12 * np.cos(2 * np.pi * (day - 75.0) / 365.0)
    night = 1.0 + 0.06 * np.cos(2 * np.pi * (hour - 1.0) / 24.0)
    speed = np.maximum(6.6 + 2.6 * _wander(chance, 16.0), 0.0) * season * night
    rising = np.clip((speed**3 - 3.0**3) / (11.5**3 - 3.0**3), 0.0, 1.0)
    return rising / (1.0 + np.exp(4.0 * (speed - 24.0)))


def _import_price(chance: np.random.Generator, hour: Values) -> Values:
    """Dear in the morning and the evening, cheap at midday."""
    begun = np.floor(hour)
    low = np.where(np.isin(begun, MIDDAY_HOURS), 0.27, 0.43)
    price = np.where(np.isin(begun, PEAK_HOURS), 0.64, low)
    return price * (1.0 + 0.02 * np.clip(_wander(chance, 200.0), -3.0, 3.0))


def _export_price(hour: Values) -> Values:
    return np.where(np.isin(np.floor(hour), MIDDAY_HOURS), 0.18, 0.28)

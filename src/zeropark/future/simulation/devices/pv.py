"""Photovoltaic plant: plane-of-array irradiance to power, clipped by the inverters."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.pv import Pv
from zeropark.future.simulation.role import Role, Source
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series
from zeropark.future.simulation.weather.sun import on_plane, tracked
from zeropark.future.simulation.weather.weather import Weather

STANDARD_IRRADIANCE: Final = 1000.0
"""W/m2 at which modules are rated."""
STANDARD_CELL_C: Final = 25.0
_HEATING_K_PER_W_M2: Final = {"fixed": 0.028, "single_axis": 0.028, "roof": 0.036}
"""Cell above air per W/m2 in a light wind; roofs cool worse (NOCT of 45 to 50 degrees)."""
_ROOF_TILT_DEG: Final = 10.0


def roles(device: Pv, around: Surroundings) -> tuple[Role, ...]:
    """A source of what the sun offers."""
    weather = around.weather
    received = _received(device, around)
    cell_c = weather.temperature_c + _HEATING_K_PER_W_M2[device.mounting] * received
    power_kw = ac_power(
        received,
        cell_c=cell_c,
        peak_kw=device.capacity_kw * device.dc_ac_ratio,
        coefficient_per_k=device.temperature_coefficient_per_k,
        kept=1.0 - device.losses_share,
        limit_kw=device.capacity_kw,
    )
    return (Source(port="electricity_to", available=power_kw * around.hours),)


def ac_power(
    received: Series,
    *,
    cell_c: Series,
    peak_kw: float,
    coefficient_per_k: float,
    kept: float,
    limit_kw: float,
) -> Series:
    """AC power in kW: linear in irradiance (W/m2) and cell temperature, clipped at the inverter."""
    warm = 1.0 + coefficient_per_k * (cell_c - STANDARD_CELL_C)
    power: Series = np.clip(peak_kw * kept * received / STANDARD_IRRADIANCE * warm, 0.0, limit_kw)
    return power


def _received(device: Pv, around: Surroundings) -> Series:
    weather: Weather = around.weather
    if device.mounting == "single_axis":
        return tracked(weather.sun, ghi=weather.ghi, dni=weather.dni, dhi=weather.dhi)
    fallback = _ROOF_TILT_DEG if device.mounting == "roof" else abs(around.latitude)
    return on_plane(
        weather.sun,
        ghi=weather.ghi,
        dni=weather.dni,
        dhi=weather.dhi,
        tilt_deg=fallback if device.tilt_deg is None else device.tilt_deg,
        azimuth_deg=device.azimuth_deg,
    )

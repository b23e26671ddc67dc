"""Photovoltaic plant: plane-of-array irradiance to power, clipped by the inverters."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.pv import Pv
from zeropark.future.simulation.role import Role, Source
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series
from zeropark.future.simulation.weather.sun import Sun, on_plane, tracked

STANDARD_IRRADIANCE: Final = 1000.0
"""W/m2 at which modules are rated."""
STANDARD_CELL_C: Final = 25.0
_HEATING_K_PER_W_M2: Final = {"fixed": 0.028, "single_axis": 0.028, "roof": 0.036}
"""Cell above air per W/m2 in a light wind; roofs cool worse (NOCT of 45 to 50 degrees)."""
_ROOF_TILT_DEG: Final = 10.0


def roles(device: Pv, around: Surroundings) -> tuple[Role, ...]:
    """A source of what the sun offers."""
    weather = around.weather
    share = share_of_capacity(
        device,
        weather.sun,
        parts=(weather.ghi, weather.dni, weather.dhi),
        temperature_c=weather.temperature_c,
        latitude=around.latitude,
    )
    return (Source(port="electricity_to", available=share * device.capacity_kw * around.hours),)


def share_of_capacity(
    device: Pv,
    sun: Sun,
    *,
    parts: tuple[Series, Series, Series],
    temperature_c: Series,
    latitude: float,
) -> Series:
    """What the plant gives of its capacity, 0 to 1.

    Args:
        device: the plant.
        sun: over its site.
        parts: global horizontal, direct normal and diffuse horizontal irradiance, W/m2.
        temperature_c: of the air.
        latitude: of the site, degrees.
    """
    received = _received(device, sun, parts, latitude)
    return ac_power(
        received,
        cell_c=temperature_c + _HEATING_K_PER_W_M2[device.mounting] * received,
        peak_kw=device.dc_ac_ratio,
        coefficient_per_k=device.temperature_coefficient_per_k,
        kept=1.0 - device.losses_share,
        limit_kw=1.0,
    )


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


def _received(
    device: Pv, sun: Sun, parts: tuple[Series, Series, Series], latitude: float
) -> Series:
    ghi, dni, dhi = parts
    if device.mounting == "single_axis":
        return tracked(sun, ghi=ghi, dni=dni, dhi=dhi)
    fallback = _ROOF_TILT_DEG if device.mounting == "roof" else abs(latitude)
    return on_plane(
        sun,
        ghi=ghi,
        dni=dni,
        dhi=dhi,
        tilt_deg=fallback if device.tilt_deg is None else device.tilt_deg,
        azimuth_deg=device.azimuth_deg,
    )

"""Wind farm: a generic power curve at hub height, with wake and line losses."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.wind import Wind
from zeropark.future.simulation.role import Role, Source
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series, remembering
from zeropark.future.simulation.weather.weather import WIND_HEIGHT_M

SHEAR_EXPONENT: Final = 0.14
"""Power law over open, nearly bare ground (IEC 61400-1 takes 0.2 for normal profiles)."""
TURBULENCE_SHARE: Final = 0.08
"""Spread of speed among the turbines of a farm: what rounds off a farm's power curve."""

_TURBINES_SPREAD: Final = 0.01
_TURBINES_STEPS: Final = 96.0
"""Turbines come and go: about one in a hundred, for about a day."""


def roles(device: Wind, around: Surroundings) -> tuple[Role, ...]:
    """A source of what the wind offers."""
    speed = at_hub(around.weather.wind_m_per_s, hub_height_m=device.hub_height_m)
    share = farm_curve(
        speed,
        cut_in=device.cut_in_m_per_s,
        rated=device.rated_m_per_s,
        cut_out=device.cut_out_m_per_s,
    )
    power_kw = device.capacity_kw * _kept(device, around) * share
    return (Source(port="electricity_to", available=power_kw * around.hours),)


def _kept(device: Wind, around: Surroundings) -> Series:
    """What wakes, faults and lines leave: the document's share in the mean, never all."""
    rng = around.chance(device.id, "turbines")
    swing = _TURBINES_SPREAD * remembering(rng, around.axis.count, steps=_TURBINES_STEPS)
    kept: Series = np.clip(1.0 - device.losses_share + swing, 0.0, 1.0)
    return kept


def at_hub(speed: Series, *, hub_height_m: float) -> Series:
    """Wind speed at hub height from that at the height of the weather series, by power law."""
    hub: Series = speed * (hub_height_m / WIND_HEIGHT_M) ** SHEAR_EXPONENT
    return hub


def curve(speed: Series, *, cut_in: float, rated: float, cut_out: float) -> Series:
    """One turbine's power over rated power: rises with the cube of speed, then flat, then off.

    (v^3 - v_in^3) / (v_rated^3 - v_in^3) between cut-in and rated speed; speeds in m/s.
    """
    rising = (speed**3 - cut_in**3) / (rated**3 - cut_in**3)
    share: Series = np.where(speed < cut_out, np.clip(rising, 0.0, 1.0), 0.0)
    return share


def farm_curve(speed: Series, *, cut_in: float, rated: float, cut_out: float) -> Series:
    """The mean of the curve over turbines that see a little more or less wind than the mean."""
    # Three-point Gauss-Hermite rule: exact for a spread of polynomials up to the fifth degree.
    offset = np.sqrt(3.0) * TURBULENCE_SHARE
    points = ((1.0 - offset, 1 / 6), (1.0, 2 / 3), (1.0 + offset, 1 / 6))
    terms = [
        weight * curve(speed * factor, cut_in=cut_in, rated=rated, cut_out=cut_out)
        for factor, weight in points
    ]
    total: Series = np.sum(terms, axis=0)
    return total

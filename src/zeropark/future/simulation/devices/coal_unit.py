"""Coal or biomass unit: never below its deep minimum, above it as the park or the grid needs."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.coal_unit import CoalUnit
from zeropark.future.simulation.role import Converter, Fixed, Role
from zeropark.future.simulation.substances import HEATING_VALUE_KWH, STEAM_KWH_PER_T
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series, remembering

# Load called for by the grid of a province with much sun: down at noon, up in the evening.
# (first hour, last hour, share of the way from deep minimum to full)
_CALLED: Final = (
    (0, 6, 0.3),
    (6, 8, 0.7),
    (8, 10, 0.35),
    (16, 18, 0.4),
    (18, 23, 0.9),
    (23, 24, 0.4),
)
_SWING: Final = 0.04
_SWING_STEPS: Final = 12.0
_RAMP_STEPS: Final = 4
"""An hour from one block to the next: about 1 % a minute, within what such units can."""
_OVERHAUL_DAYS: Final = 21
_OVERHAUL_WITHIN_DAYS: Final = 180
"""A shorter stretch than this has none."""
_PART_LOAD_LOSS: Final = 0.17
"""More fuel per kWh at no load than at full load; 12 % more at a third (宽负荷供电煤耗)."""


def roles(device: CoalUnit, around: Surroundings) -> tuple[Role, ...]:
    """Power from the deep minimum up, and heat; both burn the first of its fuels, and leave ash.

    Heat drawn costs electricity (`heat_to_power_loss`), counted here as the extra fuel that
    keeps the electricity up.
    """
    fuel = HEATING_VALUE_KWH[around.carrier(device.fuel_from[0])]
    per_kwh = 1.0 / (device.electric_efficiency * fuel)
    if device.dispatch == "grid":
        return _for_the_grid(device, around, fuel_per_kwh=per_kwh)
    full = device.capacity_kw * around.hours
    least = around.constant(device.deep_min_load_share * full)
    power = Converter(
        output="electricity_to",
        per_output=_burnt(device, per_kwh),
        limit=(1.0 - device.deep_min_load_share) * full,
        merit=60,
    )
    burnt = {port: least * ratio for port, ratio in _burnt(device, per_kwh).items()}
    base = Fixed(flows={"electricity_to": least} | burnt)
    return (base, power, *_heat(device, around, fuel_per_kwh=per_kwh))


def _for_the_grid(
    device: CoalUnit, around: Surroundings, *, fuel_per_kwh: float
) -> tuple[Role, ...]:
    up = _outside_overhaul(device, around)
    share = called_for(device, around)
    given = device.capacity_kw * around.hours * share * up
    fuel = given * fuel_per_kwh * (1.0 + _PART_LOAD_LOSS * (1.0 - share))
    burnt = {port: fuel * ratio for port, ratio in _burnt(device, 1.0).items()}
    run = Fixed(flows={"electricity_to": given} | burnt)
    return (run, *_heat(device, around, fuel_per_kwh=fuel_per_kwh, up=up))


def called_for(device: CoalUnit, around: Surroundings) -> Series:
    """The load that the grid calls for over the rated one, between deep minimum and full."""
    shape = np.zeros(around.axis.count)
    for first, last, share in _CALLED:
        shape[around.between(first, last)] = share
    swing = remembering(around.chance(device.id, "called"), around.axis.count, steps=_SWING_STEPS)
    padded = np.concatenate([np.full(_RAMP_STEPS - 1, shape[0]), shape])
    smooth = np.convolve(padded, np.full(_RAMP_STEPS, 1.0 / _RAMP_STEPS), mode="valid")
    deep = device.deep_min_load_share
    called: Series = deep + (1.0 - deep) * np.clip(smooth + _SWING * swing, 0.0, 1.0)
    return called


def _outside_overhaul(device: CoalUnit, around: Surroundings) -> Series:
    """1, and 0 during the overhaul of three weeks in a year."""
    up = around.constant(1.0)
    days = around.axis.count * around.hours / 24
    if days >= _OVERHAUL_WITHIN_DAYS:
        length = round(_OVERHAUL_DAYS * 24 / around.hours)
        rng = around.chance(device.id, "overhaul")
        first = int(rng.integers(0, around.axis.count - length))
        up[first : first + length] = 0.0
    return up


def _burnt(device: CoalUnit, fuel: float) -> dict[str, float]:
    """So much fuel, and the ash of it."""
    ash = {} if device.ash_to is None else {"ash_to": fuel * device.ash_t_per_t}
    return {"fuel_from[0]": fuel} | ash


def _heat(
    device: CoalUnit, around: Surroundings, *, fuel_per_kwh: float, up: Series | float = 1.0
) -> tuple[Converter, ...]:
    split = device.heat_capacity_kw * around.hours / max(len(device.heat_to), 1)
    found = []
    for number, bus in enumerate(device.heat_to):
        per_kwh = around.heat_in_unit(bus, steam_kwh_per_t=STEAM_KWH_PER_T)
        burnt = device.heat_to_power_loss * fuel_per_kwh / per_kwh
        found.append(
            Converter(
                output=f"heat_to[{number}]",
                per_output=_burnt(device, burnt),
                limit=split * per_kwh * up,
                merit=30,
            )
        )
    return tuple(found)

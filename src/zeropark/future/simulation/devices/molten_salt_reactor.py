"""Molten-salt reactor: steady power, heat on demand from what the turbine leaves."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.molten_salt_reactor import MoltenSaltReactor
from zeropark.future.simulation.role import Converter, Fixed, Role
from zeropark.future.simulation.substances import STEAM_KWH_PER_T
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series

TURBINE_EFFICIENCY: Final = 0.42


def roles(device: MoltenSaltReactor, around: Surroundings) -> tuple[Role, ...]:
    """Down once a year for as long as its availability says; otherwise at full power."""
    up = when_up(device, around)
    found: list[Role] = []
    turbine_kw = device.capacity_kw if device.electricity_to is not None else 0.0
    if turbine_kw > 0.0:
        found.append(Fixed(flows={"electricity_to": turbine_kw * around.hours * up}))
    if device.heat_to is not None:
        per_kwh = around.heat_in_unit(device.heat_to, steam_kwh_per_t=STEAM_KWH_PER_T)
        heat_kw = max(device.thermal_kw - turbine_kw / TURBINE_EFFICIENCY, 0.0)
        limit = heat_kw * around.hours * per_kwh * up
        found.append(Converter(output="heat_to", per_output={}, limit=limit, merit=5))
    return tuple(found)


def when_up(device: MoltenSaltReactor, around: Surroundings) -> Series:
    """1, and 0 during its yearly outage."""
    count = around.axis.count
    length = round((1.0 - device.availability) * count)
    start = int(around.chance(device.id, "outage").integers(0, max(count - length, 1)))
    up = np.ones(count)
    up[start : start + length] = 0.0
    return up

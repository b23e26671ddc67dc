"""Heat pump: lifts waste heat as far as there is any, or ambient heat on demand."""

from __future__ import annotations

from typing import Final

import numpy as np

from zeropark.basis.park.devices.heat_pump import HeatPump
from zeropark.future.simulation.role import Converter, Role
from zeropark.future.simulation.substances import STEAM_KWH_PER_T
from zeropark.future.simulation.surroundings import Surroundings
from zeropark.future.simulation.weather.chance import Series

_COP_PER_K: Final = 0.02
"""Change of an ambient heat pump's performance per kelvin of outdoor temperature."""


def roles(device: HeatPump, around: Surroundings) -> tuple[Role, ...]:
    """As far as there is waste heat, or ambient heat on demand."""
    per_kwh = around.heat_in_unit(device.heat_to, steam_kwh_per_t=STEAM_KWH_PER_T)
    waste = device.source_from is not None
    return (
        Converter(
            output="heat_to",
            per_output=per_heat(device, around),
            limit=device.capacity_kw * around.hours * per_kwh,
            merit=20,
            on_demand=not waste,
            spare_of="source_from" if waste else None,
        ),
    )


def per_heat(device: HeatPump, around: Surroundings) -> dict[str, Series]:
    """Per unit of heat: 1/cop of electricity, the rest from the cooler bus if there is one."""
    per_kwh = around.heat_in_unit(device.heat_to, steam_kwh_per_t=STEAM_KWH_PER_T)
    waste = device.source_from is not None
    cop = around.constant(device.cop) if waste else _ambient_cop(device, around)
    ratios: dict[str, Series] = {"electricity_from": 1.0 / cop / per_kwh}
    if waste:
        ratios["source_from"] = (1.0 - 1.0 / cop) / per_kwh
    return ratios


def _ambient_cop(device: HeatPump, around: Surroundings) -> Series:
    swing = around.weather.temperature_c - float(around.weather.temperature_c.mean())
    cop: Series = np.maximum(device.cop * (1.0 + _COP_PER_K * swing), 1.2)
    return cop

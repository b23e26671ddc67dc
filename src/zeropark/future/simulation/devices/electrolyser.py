"""Electrolyser: makes hydrogen of surplus power, and of grid power where the store runs out."""

from __future__ import annotations

from typing import Final

from zeropark.basis.park.devices.electrolyser import Electrolyser
from zeropark.future.simulation.role import Converter, Role
from zeropark.future.simulation.substances import HEATING_VALUE_KWH, KG_PER_T
from zeropark.future.simulation.surroundings import Surroundings

LITRES_PER_M3: Final = 1000.0
OXYGEN_NM3_PER_T: Final = 5560.0
"""Half a mole of O2 per mole of H2: 22.414 / 2 Nm3 per 2.016 kg."""
_RECOVERED_SHARE: Final = 0.6
"""Of the stacks' waste heat, what reaches the heat bus."""


def roles(device: Electrolyser, around: Surroundings) -> tuple[Role, ...]:
    """Hydrogen of surplus power, or as its bus needs it."""
    ratios = per_t(device)
    follows = device.profile == "follow_surplus"
    return (
        Converter(
            output="hydrogen_to",
            per_output=ratios,
            limit=device.capacity_kw * around.hours / ratios["electricity_from"],
            spare_of="electricity_from" if follows else None,
        ),
    )


def per_t(device: Electrolyser) -> dict[str, float]:
    """Per t of hydrogen: electricity and water in, oxygen and low-temperature heat out."""
    electricity = device.consumption_kwh_per_kg * KG_PER_T
    ratios = {"electricity_from": electricity}
    if device.oxygen_to is not None:
        ratios["oxygen_to"] = OXYGEN_NM3_PER_T
    if device.heat_to is not None:
        ratios["heat_to"] = _RECOVERED_SHARE * max(electricity - HEATING_VALUE_KWH["hydrogen"], 0.0)
    if device.water_from is not None:
        ratios["water_from"] = device.water_l_per_kg * KG_PER_T / LITRES_PER_M3
    return ratios

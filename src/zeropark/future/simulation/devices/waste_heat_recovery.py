"""Waste-heat recovery: turns what off-gas heat there is into what its bus can use."""

from __future__ import annotations

from typing import Final

from zeropark.basis.park.devices.waste_heat_recovery import WasteHeatRecovery
from zeropark.future.simulation.role import Converter, Role
from zeropark.future.simulation.surroundings import Surroundings

_PUMPS_SHARE: Final = 0.01
"""Electricity for pumps and fans per unit of heat taken."""


def roles(device: WasteHeatRecovery, around: Surroundings) -> tuple[Role, ...]:
    """Takes no more heat than the waste-heat bus has, and gives no more than its own can use."""
    ratios = per_heat(device, around)
    return (
        Converter(
            output="heat_to",
            per_output=ratios,
            limit=device.capacity_kw * around.hours / ratios["heat_from"],
            merit=10,
            on_demand=False,
            spare_of="heat_from",
        ),
    )


def per_heat(device: WasteHeatRecovery, around: Surroundings) -> dict[str, float]:
    """Per unit of heat given: heat taken, and electricity for the pumps."""
    per_kwh = around.heat_in_unit(device.heat_to, steam_kwh_per_t=device.steam_kwh_per_t)
    given_per_taken = device.efficiency * per_kwh
    ratios = {"heat_from": 1.0 / given_per_taken}
    if device.electricity_from is not None:
        ratios["electricity_from"] = _PUMPS_SHARE / given_per_taken
    return ratios

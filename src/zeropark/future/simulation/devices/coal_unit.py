"""Coal or biomass unit: never below its deep minimum, above it as the park needs."""

from __future__ import annotations

from zeropark.basis.park.devices.coal_unit import CoalUnit
from zeropark.future.simulation.role import Converter, Fixed, Role
from zeropark.future.simulation.substances import HEATING_VALUE_KWH, STEAM_KWH_PER_T
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: CoalUnit, around: Surroundings) -> tuple[Role, ...]:
    """Power from the deep minimum up, and heat; both burn the first of its fuels, and leave ash.

    Heat drawn costs electricity (`heat_to_power_loss`), counted here as the extra fuel that
    keeps the electricity up.
    """
    fuel = HEATING_VALUE_KWH[around.carrier(device.fuel_from[0])]
    per_kwh = 1.0 / (device.electric_efficiency * fuel)
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


def _burnt(device: CoalUnit, fuel: float) -> dict[str, float]:
    """So much fuel, and the ash of it."""
    ash = {} if device.ash_to is None else {"ash_to": fuel * device.ash_t_per_t}
    return {"fuel_from[0]": fuel} | ash


def _heat(device: CoalUnit, around: Surroundings, *, fuel_per_kwh: float) -> tuple[Converter, ...]:
    split = device.heat_capacity_kw * around.hours / max(len(device.heat_to), 1)
    found = []
    for number, bus in enumerate(device.heat_to):
        per_kwh = around.heat_in_unit(bus, steam_kwh_per_t=STEAM_KWH_PER_T)
        burnt = device.heat_to_power_loss * fuel_per_kwh / per_kwh
        found.append(
            Converter(
                output=f"heat_to[{number}]",
                per_output=_burnt(device, burnt),
                limit=split * per_kwh,
                merit=30,
            )
        )
    return tuple(found)

"""Fuel-fired boiler: covers what recovery and heat pumps leave."""

from __future__ import annotations

from zeropark.basis.park.devices.gas_boiler import GasBoiler
from zeropark.future.simulation.role import Converter, Role
from zeropark.future.simulation.substances import HEATING_VALUE_KWH
from zeropark.future.simulation.surroundings import Surroundings


def roles(device: GasBoiler, around: Surroundings) -> tuple[Role, ...]:
    """Runs on demand, on the first of its fuels: the others and hydrogen stand by."""
    per_kwh = around.heat_in_unit(device.heat_to, steam_kwh_per_t=device.steam_kwh_per_t)
    fuel = HEATING_VALUE_KWH[around.carrier(device.fuel_from[0])]
    return (
        Converter(
            output="heat_to",
            per_output={"fuel_from[0]": 1.0 / (per_kwh * device.efficiency * fuel)},
            limit=device.capacity_kw * around.hours * per_kwh,
            merit=50,
        ),
    )

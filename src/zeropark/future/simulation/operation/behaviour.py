"""From a device to its roles: one entry a kind, the only place that lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from zeropark.basis.park.device import Device
from zeropark.future.simulation.devices import (
    ammonia_synthesis,
    back_pressure_turbine,
    battery,
    building_group,
    charging_station,
    co2_capture,
    coal_unit,
    converter,
    csp,
    data_hall,
    electric_boiler,
    electric_furnace,
    electrolyser,
    fuel_cell,
    gas_boiler,
    heat_pump,
    heat_store,
    hydrogen_store,
    load,
    long_storage,
    methanol_synthesis,
    molten_salt_reactor,
    potline,
    pv,
    smelting_line,
    waste_heat_recovery,
    wind,
)
from zeropark.future.simulation.role import Role
from zeropark.future.simulation.surroundings import Surroundings

BEHAVIOUR: Final[Mapping[str, Callable[[Any, Surroundings], tuple[Role, ...]]]] = MappingProxyType(
    {
        "ammonia_synthesis": ammonia_synthesis.roles,
        "back_pressure_turbine": back_pressure_turbine.roles,
        "battery": battery.roles,
        "building_group": building_group.roles,
        "charging_station": charging_station.roles,
        "co2_capture": co2_capture.roles,
        "coal_unit": coal_unit.roles,
        "converter": converter.roles,
        "csp": csp.roles,
        "data_hall": data_hall.roles,
        "electric_boiler": electric_boiler.roles,
        "electric_furnace": electric_furnace.roles,
        "electrolyser": electrolyser.roles,
        "fuel_cell": fuel_cell.roles,
        "gas_boiler": gas_boiler.roles,
        "heat_pump": heat_pump.roles,
        "heat_store": heat_store.roles,
        "hydrogen_store": hydrogen_store.roles,
        "load": load.roles,
        "long_storage": long_storage.roles,
        "methanol_synthesis": methanol_synthesis.roles,
        "molten_salt_reactor": molten_salt_reactor.roles,
        "potline": potline.roles,
        "pv": pv.roles,
        "smelting_line": smelting_line.roles,
        "waste_heat_recovery": waste_heat_recovery.roles,
        "wind": wind.roles,
    }
)


def roles_of(device: Device, around: Surroundings) -> tuple[Role, ...]:
    """The roles of a device of any kind."""
    kind: str = device.kind  # type: ignore[attr-defined]  # every kind has one, the parent none
    return BEHAVIOUR[kind](device, around)
